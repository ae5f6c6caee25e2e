"""Markdown: each article with its source, its text with highlights marked `==…==`, and the list of highlights."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reader.domain.views import ArticleView, BlockView, Chip, HighlightView
from reader.domain.words import N_, _
from reader.exports.atomic import replacing
from reader.exports.escaping import escape, escape_inner, marked
from reader.exports.formats import Format
from reader.exports.selection import Selection, Tick, headline, ignore, page_of

_STATES = {"unread": N_("unread"), "read": N_("read"), "done": N_("done")}
_HIGHLIGHT_STATES = {"changed": N_("its words were corrected since"), "lost": N_("its words are no longer there")}
_LEADS = {"subhead": "### ", "title": "### ", "quote": "> ", "list_item": "- "}


def write(selection: Selection, out: Path, tick: Tick = ignore) -> None:
    """Write the selection as one Markdown file (UTF-8, LF)."""
    with replacing(out) as file:
        if selection.title:
            file.write(f"# {escape(selection.title)}\n\n".encode())
        for number, entry in enumerate(selection.entries, start=1):
            if number > 1:
                file.write(b"---\n\n")
            if entry.remark:
                file.write(("\n".join(f"> *{escape_inner(line)}*" for line in entry.remark.splitlines()) + "\n\n").encode())
            file.write("".join(f"{part}\n\n" for part in article_parts(entry.article, selection)).encode())
            tick(number)


def article_parts(article: ArticleView, selection: Selection) -> Iterator[str]:
    """The article's parts, to be set with a blank line between them."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for highlight in article.highlights:
        for span in highlight.spans:
            spans.setdefault(span.block, []).append((span.start, span.end))
    title = next((block for block in article.blocks if block.role == "title"), None)
    if title is not None:
        yield f"## {marked(title.text, spans.get(title.id, []))}"
    else:
        yield "## " + (escape(headline(article)) or _("Untitled"))
    yield "\n".join(f"- {name}: {value}" for name, value in _source(article))
    for block in article.blocks:
        if block is not title and block.text.strip():
            yield _block(block, spans.get(block.id, []))
    if article.highlights:
        yield "### " + _("Highlights")
        yield "\n".join(_highlight(number, one, selection) for number, one in enumerate(article.highlights, start=1))
    if selection.options.notes and article.note.strip():
        yield "### " + _("Note")
        yield "\n".join(f"> {line}".rstrip() for line in article.note.strip().split("\n"))


def _source(article: ArticleView) -> list[tuple[str, str]]:
    """Where the article stands and what is known of it; what is unknown is left out."""
    issue = article.issue
    rows = [
        (N_("Newspaper"), issue.newspaper),
        (N_("Date"), issue.date),
        (N_("Edition"), issue.edition),
        (N_("Page"), page_of(article)),
        (N_("Repository"), issue.details.get("repository")),
        (N_("Shelfmark"), issue.details.get("shelfmark")),
        (N_("Byline"), article.byline),
        (N_("Tags"), _tags(article.tags)),
        (N_("State"), _(_STATES.get(article.state, article.state))),
        (N_("Article"), article.uuid),
        (N_("File"), article.also.get("source") or issue.source_name),
        (N_("SHA-256"), article.also.get("sha256")),
    ]
    return [(_(name), escape_inner(value)) for name, value in rows if value]


def _tags(tags: tuple[Chip, ...]) -> str:
    return ", ".join(tag.name for tag in tags)


def _block(block: BlockView, spans: list[tuple[int, int]]) -> str:
    lead = _LEADS.get(block.role, "")
    return lead + marked(block.text, spans)


def _highlight(number: int, highlight: HighlightView, selection: Selection) -> str:
    details = [escape_inner(selection.meaning(highlight))]
    if highlight.tags:
        details.append(escape_inner(_tags(highlight.tags)))
    if highlight.state in _HIGHLIGHT_STATES:
        details.append(_(_HIGHLIGHT_STATES[highlight.state]))
    quote = escape_inner(" ".join(highlight.quote.split()))
    lines = [f"{number}. “{quote}” ({'; '.join(details)})"]
    if highlight.state == "changed" and highlight.current:
        now = _("Now: “{words}”").format(words=escape_inner(highlight.current))
        lines.append(f"   {now}")
    if selection.options.comments:
        lines += [f"   {escape(line)}" for line in highlight.comment.split("\n") if line.strip()]
    return "\n".join(lines)


FORMAT = Format("markdown", N_("Markdown"), ".md", "file", write)

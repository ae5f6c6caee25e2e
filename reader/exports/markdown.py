"""Markdown: each article with its facts, its text with highlights marked `==…==`, and its passages with their evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from reader.domain.views import ArticleView
from reader.domain.words import N_, _
from reader.exports.atomic import replacing
from reader.exports.escaping import escape, escape_inner, marked
from reader.exports.evidence import Fact
from reader.exports.formats import Format
from reader.exports.harmless import Harmless
from reader.exports.outline import Paragraph, Section, section, sections
from reader.exports.passages import Passage
from reader.exports.selection import Entry, Selection, Tick, ignore

_LEADS = {"quote": "> ", "list_item": "- "}


def write(selection: Selection, out: Path, tick: Tick = ignore) -> None:
    """Write the selection as one Markdown file (UTF-8, LF)."""
    clean = Harmless()
    with replacing(out) as file:
        if selection.title:
            file.write(f"# {escape(clean(selection.title))}\n\n".encode())
        for one in sections(selection):
            if one.group:
                file.write(f"# {escape(clean(one.group))}\n\n".encode())
            elif one.number > 1:
                file.write(b"---\n\n")
            file.write("".join(f"{part}\n\n" for part in section_parts(one, selection, clean)).encode())
            tick(one.number)
        if clean.report:
            file.write(f"---\n\n{escape(clean.report)}\n".encode())
    clean.tell(selection.notices)


def article_parts(article: ArticleView, selection: Selection) -> Iterator[str]:
    """An article's parts, to be set with a blank line between them."""
    yield from section_parts(section(Entry(article), selection), selection, Harmless())


def section_parts(one: Section, selection: Selection, clean: Harmless) -> Iterator[str]:
    """The parts of an article, to be set with a blank line between them."""
    title = next((paragraph for paragraph in one.paragraphs if paragraph.role == "title"), None)
    yield "## " + (marked_line(title, clean) if title else escape(clean(one.title)))
    yield "\n".join(facts_lines(one.facts, clean))
    if one.remark:
        yield Fact(_("Remark"), "").line(escape_inner(clean.line(one.remark)))
    for paragraph in one.paragraphs:
        if paragraph is not title:
            yield _paragraph(paragraph, clean)
    if one.passages:
        yield "### " + _("Highlights")
        yield "\n".join(_passage(number, mark, one, selection, clean) for number, mark in enumerate(one.passages, start=1))
    if one.note:
        yield "### " + _("Note")
        yield "\n".join(f"> {line}".rstrip() for line in clean(one.note).split("\n"))


def facts_lines(facts: Sequence[Fact], clean: Harmless) -> Iterator[str]:
    """Facts as list items."""
    for fact in facts:
        yield "- " + fact.line(escape_inner(clean.line(fact.value)))


def _paragraph(paragraph: Paragraph, clean: Harmless) -> str:
    if paragraph.role == "subhead":
        return "### " + marked_line(paragraph, clean)
    return _LEADS.get(paragraph.role, "") + marked_line(paragraph, clean)


def marked_line(paragraph: Paragraph, clean: Harmless) -> str:
    """The paragraph on one line, passages marked, readings of the page behind corrected words in brackets."""
    text, stretches = "", []
    for run in paragraph.runs:
        start = len(text)
        text += clean(run.words)
        if run.passages:
            stretches.append((start, len(text)))
        if run.printed is not None:
            text += clean(_("[printed: {words}]").format(words=run.printed))
    return marked(text, stretches)


def _passage(number: int, mark: Passage, one: Section, selection: Selection, clean: Harmless) -> str:
    lines = [f"{number}. “{escape_inner(clean.line(mark.words))}”"]
    if mark.before or mark.after:
        around = f"…{mark.before}【{mark.words}】{mark.after}…"
        lines.append("   - " + Fact(_("Context"), "").line(escape_inner(clean.line(around))))
    if selection.options.comments and mark.highlight.comment.strip():
        said = [escape_inner(line.strip()) for line in clean(mark.highlight.comment).split("\n") if line.strip()]
        lines.append("   - " + Fact(_("Comment"), "").line("\\\n     ".join(said)))
    lines += [f"   {line}" for line in facts_lines(one.proof(number, selection), clean)]
    return "\n".join(lines)


FORMAT = Format("markdown", N_("Markdown"), ".md", "file", write)

"""A reading list: one entry an article with its source, the remark of a basket, and of its highlights those chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape as escape_html
from pathlib import Path

from reader.domain.words import N_, _
from reader.exports.atomic import replacing
from reader.exports.escaping import escape, escape_inner
from reader.exports.formats import Format
from reader.exports.selection import Entry, Selection, Tick, headline, ignore, page_of

Line = Callable[[int, Entry, Selection], Iterator[str]]


def write(selection: Selection, out: Path, tick: Tick = ignore) -> None:
    """Write the list as the ending of `out` says: `.html`, `.txt`, else Markdown."""
    head, line, foot = _FORMS.get(out.suffix.lower(), _FORMS[".md"])
    with replacing(out) as file:
        file.write(head(selection.title or _("Reading list")).encode())
        for number, entry in enumerate(selection.entries, start=1):
            file.write("".join(f"{part}\n" for part in line(number, entry, selection)).encode())
            tick(number)
        file.write(foot.encode())


def source_of(entry: Entry) -> str:
    """Where an article stands: newspaper, date, edition, page; what is unknown is left out."""
    article = entry.article
    page = _("page {label}").format(label=page_of(article)) if page_of(article) else ""
    parts = (article.issue.newspaper, article.issue.date, article.issue.edition, page)
    return ", ".join(part for part in parts if part) or article.also.get("source") or article.issue.source_name


def _title(entry: Entry) -> str:
    return " ".join(headline(entry.article).split()) or _("Untitled")


def _quotes(entry: Entry) -> Iterator[tuple[str, str]]:
    """Words and comment of each highlight of the entry."""
    for mark in entry.article.highlights:
        yield " ".join(mark.quote.split()), " ".join(mark.comment.split())


def _markdown(number: int, entry: Entry, selection: Selection) -> Iterator[str]:
    author = f"{escape_inner(entry.article.byline)}. " if entry.article.byline else ""
    yield f"{number}. **{escape_inner(_title(entry))}**. {author}{escape_inner(source_of(entry))}"
    for line in entry.remark.splitlines():
        yield f"   *{escape_inner(line.strip())}*" if line.strip() else ""
    for quote, comment in _quotes(entry):
        said = f" — {escape_inner(comment)}" if comment and selection.options.comments else ""
        yield f"   - “{escape_inner(quote)}”{said}"
    yield ""


def _text(number: int, entry: Entry, selection: Selection) -> Iterator[str]:
    author = f"{entry.article.byline}. " if entry.article.byline else ""
    yield f"{number}. {_title(entry)}. {author}{source_of(entry)}"
    yield from (f"   {line.strip()}" for line in entry.remark.splitlines())
    for quote, comment in _quotes(entry):
        yield f"   “{quote}”" + (f" — {comment}" if comment and selection.options.comments else "")
    yield ""


def _html(_number: int, entry: Entry, selection: Selection) -> Iterator[str]:
    author = f" <span>{escape_html(entry.article.byline)}</span>." if entry.article.byline else ""
    yield f"<li><strong>{escape_html(_title(entry))}</strong>.{author} <cite>{escape_html(source_of(entry))}</cite>"
    yield from (f"<p class=\"remark\">{escape_html(line.strip())}</p>" for line in entry.remark.splitlines())
    for quote, comment in _quotes(entry):
        said = f"<p>{escape_html(comment)}</p>" if comment and selection.options.comments else ""
        yield f"<blockquote>{escape_html(quote)}{said}</blockquote>"
    yield "</li>"


def _html_head(title: str) -> str:
    shown = escape_html(title)
    return (
        f'<!DOCTYPE html>\n<html>\n<head>\n<meta charset="utf-8">\n<title>{shown}</title>\n<style>\n{_STYLE}</style>\n</head>\n'
        f"<body>\n<h1>{shown}</h1>\n<ol>\n"
    )


_STYLE = """body { max-width: 42em; margin: 3em auto; padding: 0 1em; line-height: 1.6; color: #2b2620;
  font-family: "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", SimSun, Georgia, serif; }
li { margin: 0 0 1.2em; } cite { font-style: normal; color: #6d6457; } .remark { margin: .3em 0; color: #8f2d22; }
blockquote { margin: .4em 0 .4em 1em; padding-left: .8em; border-left: 2px solid #d8cfbf; }
"""
_FORMS: dict[str, tuple[Callable[[str], str], Line, str]] = {
    ".md": (lambda title: f"# {escape(title)}\n\n", _markdown, ""),
    ".txt": (lambda title: f"{title}\n\n", _text, ""),
    ".html": (_html_head, _html, "</ol>\n</body>\n</html>\n"),
}

FORMAT = Format("reading-list", N_("Reading list (Markdown, text or HTML by the ending)"), ".md", "file", write)

"""BibTeX: one `@article` a newspaper article, in a form that any LaTeX sets as it stands.

What LaTeX would take for a command is written as a command that prints it. Braces are never bare: BibTeX counts them even
behind a backslash. Titles stand in double braces, so that no style changes their capitals; names that are not parted
(Chinese ones, agencies) in braces of their own, which keeps them whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from reader.domain.citing import title_of
from reader.domain.names import parted
from reader.domain.views import ArticleView
from reader.domain.words import N_
from reader.exports.atomic import replacing
from reader.exports.formats import Format
from reader.exports.references import HEEDED, cite_key, dated, each_once, keywords, reference, remarks
from reader.exports.selection import Selection, Tick, ignore

Field = tuple[str, str]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
COMMANDS = {
    "\\": r"{\textbackslash}", "{": r"{\textbraceleft}", "}": r"{\textbraceright}", "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "@": r"{\char64}",
    '"': r"{\char34}",
}  # fmt: skip
_TABLE = str.maketrans(COMMANDS)
BETWEEN = " ¶ "
"""What stands between the note and passages in one field."""


def write(selection: Selection, out: Path, tick: Tick = ignore) -> None:
    """Write the articles as BibTeX entries."""
    write_entries(selection, out, tick, _fields)


def write_entries(
    selection: Selection, out: Path, tick: Tick, fields: Callable[[ArticleView, Selection], Iterator[Field]]
) -> None:
    """Write an entry for each article; values are written as `fields` gives them, braces included."""
    with replacing(out) as file:
        for article in each_once(selection, tick):
            lines = [f"  {name} = {value}," for name, value in fields(article, selection)]
            entry = [f"@article{{{cite_key(article)},", *lines, "}", "", ""]
            file.write("\n".join(entry).encode("utf-8", "replace"))


def _fields(article: ArticleView, selection: Selection) -> Iterator[Field]:
    when = dated(article)
    about = reference(article)
    yield from common(article, selection)
    if about.newspaper:
        yield "journal", braced(about.newspaper)
    if when:
        yield "year", f"{{{when[0]:04d}}}"
    if len(when) > 1:
        yield "month", _MONTHS[when[1] - 1]
    if len(when) > 2:
        yield "day", f"{{{when[2]}}}"
    kept = braced(BETWEEN.join(remarks(article, selection)))
    if kept != "{}":
        yield "annote", kept


def common(article: ArticleView, selection: Selection) -> Iterator[Field]:
    """The fields that BibTeX and biblatex share."""
    about, details = reference(article), article.issue.details
    if title_of(about).strip():
        yield "title", f"{{{braced(title_of(about))}}}"
    if about.authors:
        yield "author", f"{{{' and '.join(_name(author) for author in about.authors)}}}"
    told = {
        "pages": about.page, "edition": about.edition, "keywords": ", ".join(k.replace(",", "，") for k in keywords(article)),
        "library": ", ".join(filter(None, (details.get("repository"), details.get("shelfmark")))), "uuid": article.uuid,
    }  # fmt: skip
    yield from ((name, braced(value)) for name, value in told.items() if _line(value))


def _name(author: str) -> str:
    name = parted(author)
    if name.whole:
        return braced(name.whole)
    return ", ".join(latex(part) for part in (name.family, name.suffix, name.given) if part)


def braced(value: str) -> str:
    """A value in braces, on one line."""
    return f"{{{latex(value)}}}"


def latex(value: str) -> str:
    """Words as LaTeX prints them."""
    return _line(value).translate(_TABLE)


def _line(value: str) -> str:
    return " ".join(_CONTROLS.sub(" ", value).split())


FORMAT = Format("bibtex", N_("References (BibTeX)"), ".bib", "file", write, heeds=HEEDED)

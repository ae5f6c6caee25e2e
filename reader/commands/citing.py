"""Citations of articles: in the style a person chose, alone or under words quoted, and as bibliographic records."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

from reader.commands.exporting import heeded
from reader.commands.gathering import Wanted, gather
from reader.commands.session import Session
from reader.domain.citing import STYLES, cite, html, plain
from reader.domain.errors import UsageError
from reader.domain.views import ArticleView
from reader.domain.words import N_
from reader.exports.formats import find_format
from reader.exports.references import reference
from reader.exports.selection import Options, ignore

RECORDS = ("ris", "bibtex", "biblatex", "csl-json", "dc")
"""The formats a citation can be had in besides the styles."""
_SETTING = "citation.style"


class Citation(NamedTuple):
    """A citation as plain text and as HTML, in which titles of newspapers stand in italics."""

    text: str
    html: str


def style_of(session: Session) -> str:
    """The style this person chose, a key of STYLES."""
    kept = session.setting(_SETTING, "")
    return kept if kept in STYLES else next(iter(STYLES))


def choose_style(session: Session, style: str) -> None:
    """Cite in a style of STYLES from now on. Raises UsageError for any other."""
    session.set_setting(_SETTING, known_style(style))


def known_style(style: str) -> str:
    """`style`, where it is a key of STYLES. Raises UsageError otherwise."""
    if style not in STYLES:
        raise UsageError(
            N_("There is no citation style “{style}”."), N_("There are: {names}."), style=style, names=", ".join(STYLES)
        )
    return style


def citation(view: ArticleView, style: str) -> Citation:
    """An article cited in a style of STYLES."""
    runs = cite(reference(view), style)
    return Citation(plain(runs), html(runs))


def quoted(words: str, view: ArticleView, style: str) -> Citation:
    """Words of an article in quotation marks with its citation under them."""
    cited = citation(view, style)
    shown = words.strip()
    lines = "<br>".join(escape(line) for line in shown.split("\n"))
    return Citation(f"“{shown}”\n{cited.text}", f"<blockquote>“{lines}”</blockquote><p>{cited.html}</p>")


def records(session: Session, articles: Sequence[int], format: str) -> str:
    """Articles as records of a format of RECORDS. Raises UsageError for any other."""
    if format not in RECORDS:
        raise UsageError(
            N_("Articles cannot be cited as “{format}”."), N_("There are: {names}."), format=format, names=", ".join(RECORDS)
        )
    one = find_format(format)
    selection = gather(session, Wanted(articles), "", heeded(Options(notes=False, comments=False), one))
    with tempfile.TemporaryDirectory(prefix="pressmark-cite-") as folder:
        out = Path(folder) / "cited"
        one.write(selection, out, ignore)
        return out.read_bytes().decode("utf-8")

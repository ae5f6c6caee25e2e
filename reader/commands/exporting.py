"""Selections of articles, written to files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from reader.commands.registry import command
from reader.commands.session import Session
from reader.domain.errors import ReaderError, Stopped
from reader.domain.text import CORRECTED
from reader.domain.views import ArticleView, Outcome
from reader.domain.words import N_, _
from reader.exports.formats import find_format
from reader.exports.selection import Options, Selection


@command("export.write", N_("Export…"), keys="x", menu="file", context=("list",), when="has_articles", undoable=False)
def export(
    session: Session, format: str, out: str | Path, articles: Sequence[int], title: str = "", notes: bool = True,
    comments: bool = True, layer: str = CORRECTED, progress: Callable[[int, int, str], None] = lambda a, b, c: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Outcome:  # fmt: skip
    """Write articles with their marks to `out`, whole or not at all. Outcome.value is the path written.

    Raises ReaderError for an unknown format or an empty selection, Stopped where cancelled.
    """
    chosen = find_format(format)
    if not articles:
        raise ReaderError(
            N_("There is nothing to export."), N_("Choose an issue, a tag or a query that finds articles.")
        )

    def tick(done: int) -> None:
        if stopped():
            raise Stopped
        progress(done, len(articles), "")

    def views() -> Iterator[ArticleView]:
        for id in articles:
            view = session.article(id, layer)
            if view is not None:
                yield view

    meanings = {colour.key: _(colour.name) for colour in session.colours()}
    options = Options(notes=notes, comments=comments, layer=layer)
    chosen.write(Selection(views(), title, options, meanings), Path(out), tick)
    return Outcome(str(out))

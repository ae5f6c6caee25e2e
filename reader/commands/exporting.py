"""Selections of articles and passages, written to files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from reader.commands.baskets import wanted_of
from reader.commands.gathering import Wanted, count, gather
from reader.commands.registry import command
from reader.commands.session import Session
from reader.domain.errors import ReaderError, Stopped, UsageError
from reader.domain.views import Outcome
from reader.domain.words import N_
from reader.exports.formats import Format, find_format
from reader.exports.selection import GROUPS, LAYERS, ORDERS, Options

_ALLOWED = {"layer": LAYERS, "group": GROUPS, "order": ORDERS}
_YES, _NO = {"1", "yes", "true", "on"}, {"0", "no", "false", "off"}


def options_from(given: Mapping[str, Any]) -> Options:
    """Options from names and values as a preset or `--option name=value` has them.

    Raises UsageError for a name that is no option, or a value it cannot have.
    """
    known = {one.name: one.default for one in fields(Options)}
    read: dict[str, Any] = {}
    for name, value in given.items():
        if name not in known:
            raise UsageError(
                N_("There is no export option “{name}”."), N_("There are: {names}."), name=name, names=", ".join(known)
            )
        read[name] = _value(name, value, known[name])
    return Options(**read)


def heeded(options: Options, format: Format) -> Options:
    """The options with those the format does not heed as they are by default: no bibliography is grouped by tag."""
    if format.heeds is None:
        return options
    return replace(Options(), **{name: getattr(options, name) for name in format.heeds})


def _value(name: str, value: Any, default: Any) -> Any:
    text = str(value).lower()
    if isinstance(default, bool) and text in _YES | _NO:
        return text in _YES
    if isinstance(default, int) and not isinstance(default, bool) and text.isdigit():
        return min(int(text), 10_000)
    if isinstance(default, str) and text in _ALLOWED.get(name, (text,)):
        return text
    allowed = _ALLOWED.get(name) or (("yes", "no") if isinstance(default, bool) else ("0…10000",))
    raise UsageError(
        N_("{name} cannot be {value}."),
        N_("Use one of: {allowed}."),
        name=name,
        value=value,
        allowed=", ".join(allowed),
    )


@command("export.write", N_("Export…"), keys="x", menu="file", context=("list", "tree", "tag", "saved", "basket"), when="has_articles", undoable=False)
def export(
    session: Session, format: str, out: str | Path, articles: Sequence[int] = (), title: str = "",
    highlights: Sequence[int] | None = None, options: Mapping[str, Any] | None = None, remarks: dict[int, str] | None = None,
    basket: int | None = None, progress: Callable[[int, int, str], None] = lambda a, b, c: None, stopped: Callable[[], bool] = lambda: False,
) -> Outcome:  # fmt: skip
    """Write articles with their marks, or of them only `highlights`, to `out`, whole or not at all.

    With `basket` what lies in it instead, in its order with its remarks. `options` are those of
    `exports.selection.Options` by name. Outcome.value is the path written, Outcome.said what could not be written
    exactly as it stands. Raises ReaderError for an unknown format or an empty selection, Stopped where cancelled.
    """
    chosen = find_format(format)
    if basket is not None:
        wanted = wanted_of(session, basket)
    else:
        wanted = Wanted(articles, None if highlights is None else frozenset(highlights), remarks)
    read = heeded(options_from(options or {}), chosen)
    total = count(session, wanted, read) if wanted.articles else 0
    if not total:
        raise ReaderError(
            N_("There is nothing to export."), N_("Choose an issue, a tag or a query that finds articles.")
        )

    def tick(done: int) -> None:
        if stopped():
            raise Stopped
        progress(done, total, "")

    selection = gather(session, wanted, title, read)
    chosen.write(selection, Path(out), tick)
    return Outcome(str(out), said=" ".join(selection.notices.lines()))

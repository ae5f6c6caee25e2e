"""The formats an export can be written in: each a file of this room with a `FORMAT`, or a plug-in's.

A plug-in names its `Format` under the entry point group `pressmark.exports`. One that does not load is logged and
left out; it stops no other.
"""

from __future__ import annotations

import logging
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from reader.domain.errors import UsageError
from reader.domain.words import N_
from reader.exports.selection import Selection, Tick

GROUP = "pressmark.exports"
ORDER = (
    "markdown", "docx", "odt", "pdf", "html", "text", "reading-list", "obsidian", "xlsx", "csv",
    "ris", "bibtex", "biblatex", "csl-json", "dc", "json", "jsonld", "qdpx", "qdc", "tei", "bagit",
)  # fmt: skip
"""In which order formats are offered: documents, tables, references, exchange; others follow by name."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Format:
    """A format: `name` on the command line, `title` for people, `kind` `file` or `folder`.

    `write(selection, out, tick)` writes exactly `out`, whole or not at all, and calls `tick(n)` after article n;
    `tick` may raise `Stopped`. Raises ReaderError where it cannot write. `needs` are modules beyond Pressmark's own
    that it cannot do without. `heeds` names the fields of `Options` that make a difference in it; None: all of them.
    """

    name: str
    title: str
    extension: str
    kind: str
    write: Callable[[Selection, Path, Tick], None]
    needs: tuple[str, ...] = ()
    heeds: tuple[str, ...] | None = None

    @property
    def available(self) -> bool:
        """Whether what it needs is installed."""
        return all(find_spec(name) is not None for name in self.needs)


@cache
def every_format() -> tuple[Format, ...]:
    """All formats there are, our own first, each name once."""
    found: dict[str, Format] = {}
    for one in (*_own(), *_plugged_in()):
        found.setdefault(one.name, one)
    return tuple(found.values())


def find_format(name: str) -> Format:
    """The format called `name`. Raises UsageError where there is none."""
    for one in every_format():
        if one.name == name:
            return one
    raise UsageError(
        N_("There is no export format “{name}”."),
        N_("There are: {names}."),
        name=name,
        names=", ".join(one.name for one in every_format()),
    )


def _own() -> list[Format]:
    package = __name__.rpartition(".")[0]
    names = sorted(module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)]))
    modules = [import_module(f"{package}.{name}") for name in names if name != "formats"]
    found = [getattr(module, "FORMAT", None) for module in modules]
    own = [one for one in found if isinstance(one, Format)]
    return sorted(own, key=lambda one: (ORDER.index(one.name) if one.name in ORDER else len(ORDER), one.name))


def _plugged_in() -> list[Format]:
    # Loaded here: it brings much of the standard library along, and no window needs it to open.
    from importlib import metadata

    found = []
    for entry in metadata.entry_points(group=GROUP):
        try:
            one = entry.load()
        except Exception:
            _log.exception("export format %s could not be loaded", entry.name)
            continue
        if isinstance(one, Format):
            found.append(one)
    return found

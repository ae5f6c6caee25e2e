"""Whether an export equals the library, in words: one line, and each difference with what stands here and there."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from reader.commands.bundle_words import WHAT
from reader.commands.exchange import Verdict
from reader.domain.words import N_, _
from reader.store.comparing import Difference

_NAMED = ("quote", "text", "name", "title", "replacement", "value", "code", "role", "kind")
_MORE = {"source": N_("File"), "source_text": N_("Text"), "scan": N_("Scan")}


class Told(NamedTuple):
    """A difference as a person reads it: what it is about, words to know it by, where it is, and both readings."""

    what: str
    words: str
    where: str
    here: str
    there: str


def answer(verdict: Verdict) -> str:
    """The answer in a line."""
    return _("re-import equals library: yes") if verdict.equal else _("re-import equals library: no")


def told(one: Difference) -> Told:
    """A difference in the language now set."""
    what = _(WHAT.get(one.entity) or _MORE.get(one.entity) or one.entity)
    if one.field:
        return Told(what, f"{one.field} · {one.id}", _("differs"), _plain(one.here), _plain(one.there))
    where = _("only in the export") if one.here is None else _("only in the library")
    words = _words(one.here or one.there)
    return Told(what, words or one.id, where, words if one.here else "", words if one.there else "")


def _words(record: Any) -> str:
    """Words to know a row by; it may have been cut short."""
    text = str(record or "")
    try:
        said = json.loads(text)
    except ValueError:
        return text
    found = [str(said[name]) for name in _NAMED if said.get(name)]
    return found[0] if found else text


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

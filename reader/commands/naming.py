"""What tag is meant by a name typed: the one so called, one that is nearly so called, or a new one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from reader.domain.errors import UsageError
from reader.domain.terms import term_name
from reader.domain.words import N_, _
from reader.store import vocabulary
from reader.store.act import Act


class Meant(NamedTuple):
    """The tag meant; `nearly` is its preferred name where what was typed is only like a name of it; whether it is new."""

    id: int
    nearly: str = ""
    made: bool = False


def tag_name(typed: str) -> str:
    """A tag's name as kept: white space evened out. Raises UsageError where nothing is left."""
    name = term_name(typed)
    if not name:
        raise UsageError(N_("A tag needs a name."), "")
    return name


def tag_for(act: Act, typed: str, anew: bool = False) -> Meant:
    """The tag called so, by preferred name or alias; else one that differs only in case, width, spacing, 繁简 or form
    of its characters; else a new one. With `anew` one that is only alike is not taken."""
    name = tag_name(typed)
    known = vocabulary.known_as(act, name)
    if known is not None:
        return Meant(known)
    like = None if anew else vocabulary.alike(act, name)
    if like is not None:
        return Meant(like, str(act.get("tag", like, "name")))
    return Meant(act.insert("tag", name=name), made=True)


def said_of(typed: Iterable[str], meant: Iterable[Meant]) -> str:
    """What is said where names typed were taken for tags of nearly the same name; nothing else."""
    words = _(N_("“{typed}” is like the tag “{name}”, which was used."))
    lines = [words.format(typed=tag_name(t), name=m.nearly) for t, m in zip(typed, meant, strict=True) if m.nearly]
    return "\n".join(lines)

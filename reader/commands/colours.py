"""The colours of highlights: what each means in this library, how it looks, and their order."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from reader.commands.highlights import known_colour
from reader.commands.marks import clean
from reader.commands.registry import command
from reader.commands.session import Session
from reader.domain import hue
from reader.domain.errors import UsageError
from reader.domain.order import between, spread
from reader.domain.views import ColourView, Outcome
from reader.domain.words import N_
from reader.store import colours
from reader.store.library import COLOURS

FIRST = {key: value for key, _meaning, value in COLOURS}
"""The values of the eight colours of a new library, by key."""
MOST = 16
"""As many lines can be told apart without seeing colour."""
OWN = "own"
"""Keys of colours a person adds: `own`, the number of its line (1…8), and something random."""


@command("colour.rename", N_("Rename colour"), hidden=True)
def rename_colour(session: Session, key: str, name: str) -> None:
    """Say what a highlight colour means in this library."""
    known_colour(session, key)
    with session.act("colour.rename") as act:
        colours.name_colour(act, key, _name(name))
        act.about(about=name[:60])


def _name(typed: str) -> str:
    name = " ".join(clean(typed).split())
    if not name:
        raise UsageError(N_("A colour needs a name."), "")
    return name


def _value(typed: str) -> str:
    value = typed.strip().lower()
    if not hue.is_value(value):
        raise UsageError(N_("{value} is no colour."), N_("Write it as #rrggbb."), value=typed)
    return value


@command("colour.recolour", N_("Change how a colour looks"), hidden=True)
def recolour_colour(session: Session, key: str, value: str) -> None:
    """Give a highlight colour another value, `#rrggbb`; each theme derives its wash and its line from it."""
    known_colour(session, key)
    with session.act("colour.recolour") as act:
        colours.set_value(act, key, _value(value))
        act.about(about=key)


@command("colour.order", N_("Order colours"), hidden=True)
def order_colours(session: Session, keys: Sequence[str]) -> None:
    """Put the colours named first, in this order, the others behind them; the digits follow."""
    for key in keys:
        known_colour(session, key)
    rest = [c.key for c in session.colours() if c.key not in keys]
    order = [*dict.fromkeys(keys), *rest]
    with session.act("colour.order") as act:
        colours.set_positions(act, list(zip(order, spread(len(order)), strict=True)))
        act.about(about=", ".join(order[:8]))


@command("colour.add", N_("Add colour"), hidden=True)
def add_colour(session: Session, name: str, value: str) -> Outcome:
    """Add a highlight colour behind the others; Outcome.value is its key."""
    had = session.colours()
    if len(had) >= MOST:
        raise UsageError(N_("There are {count} colours already."), N_("More cannot be told apart."), count=len(had))
    key = f"{OWN}{_free_line(had)}-{uuid.uuid4().hex[:8]}"
    with session.act("colour.add") as act:
        last = max((c.position for c in had), default=None)
        act.insert("colour", key=key, name=_name(name), value=_value(value), position=between(last, None))
        act.about(about=name[:60])
    return Outcome(key, act.id)


def _free_line(had: Sequence[ColourView]) -> int:
    """The first of the eight further lines that no added colour has."""
    taken = {c.key[: len(OWN) + 1] for c in had}
    return next((n for n in range(1, 9) if f"{OWN}{n}" not in taken), 1)


@command("colour.remove", N_("Remove colour"), hidden=True)
def remove_colour(session: Session, key: str, into: str = "") -> None:
    """Take a colour away. Where highlights have it they move to `into`; without one that is a UsageError."""
    known_colour(session, key)
    if len(session.colours()) == 1:
        raise UsageError(N_("The last colour stays."), N_("Highlights need one."))
    used = colours.uses(session.library).get(key, 0)
    if into:
        known_colour(session, into)
    if used and (not into or into == key):
        raise UsageError(N_("{count} highlights have this colour."), N_("Name the colour they go to."), count=used)
    with session.act("colour.remove") as act:
        colours.remove_colour(act, key, into if used else "")
        act.about(about=key)


def colour_uses(session: Session) -> dict[str, int]:
    """How many highlights there are of each colour key; keys without any are left out."""
    return colours.uses(session.library)

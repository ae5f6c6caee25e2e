"""The command registry: menus, keys, palette, command line and help are all drawn from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from reader.domain.words import N_, _

Verb = TypeVar("Verb", bound=Callable[..., Any])

MODES = {
    "reading": N_("Reading"),
    "review": N_("Review"),
    "repair": N_("Repair"),
    "editing": N_("Editing text"),
    "any": N_("Everywhere"),
}
MENUS = {
    "file": N_("File"),
    "edit": N_("Edit"),
    "view": N_("View"),
    "go": N_("Go"),
    "article": N_("Article"),
    "marks": N_("Marks"),
    "issue": N_("Issue"),
    "tools": N_("Tools"),
    "help": N_("Help"),
}


@dataclass(frozen=True)
class Command:
    """One thing a person can do.

    `title` is an English catalogue entry. `keys` are default shortcuts in Qt's portable text, valid in `mode`.
    `menu` is a key of MENUS or empty (palette only, `hidden`: neither); `context` names the places whose context
    menu shows it (`article`, `list`, `tree`, `highlight`, `tag`, `block`, `saved`, `basket`, `passages`, `kwic`). `when` names the condition under which it can
    be used. `run` takes the session and keyword arguments; None means the window carries it out.
    """

    id: str
    title: str
    run: Callable[..., Any] | None = None
    keys: tuple[str, ...] = ()
    menu: str = ""
    context: tuple[str, ...] = ()
    mode: str = "reading"
    when: str = ""
    icon: str = ""
    undoable: bool = True
    hidden: bool = False

    @property
    def name(self) -> str:
        """The title in the language now set."""
        return _(self.title)


_commands: dict[str, Command] = {}


def command(
    id: str,
    title: str,
    *,
    keys: str | tuple[str, ...] = (),
    menu: str = "",
    context: tuple[str, ...] = (),
    mode: str = "reading",
    when: str = "",
    icon: str = "",
    undoable: bool = True,
    hidden: bool = False,
) -> Callable[[Verb], Verb]:
    """Declare the function below as a command; it gets the session and keyword arguments and never asks."""

    def register(verb: Verb) -> Verb:
        declare(
            id, title, run=verb, keys=keys, menu=menu, context=context, mode=mode, when=when, icon=icon,
            undoable=undoable, hidden=hidden,
        )  # fmt: skip
        return verb

    return register


def declare(id: str, title: str, *, keys: str | tuple[str, ...] = (), **rest: Any) -> Command:
    """Enter a command; one without `run` is carried out by the window, which binds it by id."""
    if id in _commands:
        raise ValueError(f"command {id} is declared twice")
    sequence = (keys,) if isinstance(keys, str) and keys else tuple(keys or ())
    _commands[id] = Command(id, title, keys=sequence, **rest)
    return _commands[id]


def find(id: str) -> Command:
    """The command called `id`; KeyError where there is none."""
    return _commands[id]


def every() -> list[Command]:
    """All commands, in the order of their declaration."""
    return list(_commands.values())

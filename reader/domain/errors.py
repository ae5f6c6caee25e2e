"""The world's fault, told to a person: what happened, where, and what to do about it."""

from __future__ import annotations

from reader.domain.words import _

_FULL_STOPS = ("。", "！", "？")
"""They bring their own room along."""


class ReaderError(Exception):
    """A fault of the world (bad file, full disk, locked library), shown with its hint.

    `message` and `hint` are English catalogue entries with `{named}` places; they are translated and filled
    when shown, so that the language can change in between. Anything raised that is not a ReaderError is ours.
    """

    def __init__(self, message: str, hint: str = "", **params: object) -> None:
        super().__init__(message)
        self.template = message
        self.hint_template = hint
        self.params = params

    @property
    def message(self) -> str:
        """What happened and where, in the language now set."""
        return _(self.template).format(**self.params)

    @property
    def hint(self) -> str:
        """What to do about it, in the language now set; empty where nothing can be done."""
        return _(self.hint_template).format(**self.params)

    def __str__(self) -> str:
        message = self.message
        return f"{message}{'' if message.endswith(_FULL_STOPS) else ' '}{self.hint}".strip()


class UsageError(ReaderError):
    """A request that cannot mean anything, whatever the library holds (no role of that name, no date): exit status 2."""


class Stopped(Exception):
    """Raised inside long work when the person has cancelled it."""

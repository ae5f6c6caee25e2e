"""Undo and redo in the window: said what and where, asked once before reaching far."""

from __future__ import annotations

from reader.domain.views import ActView, Outcome
from reader.domain.words import _
from reader.ui.shell import Shell

_ASKS = 12000


class Undoing:
    """`undo` and `redo` are what would be taken back or done again now."""

    def __init__(self, window: Shell) -> None:
        self.window = window
        self.undo: ActView | None = None
        self.redo: ActView | None = None
        self._asked: int | None = None
        self._agreed: set[str] = set()

    def refresh(self) -> None:
        """Look what could be undone and redone."""
        session = self.window.session
        live = session is not None and not session.library.read_only
        self.undo = session.next_undo() if session is not None and live else None
        self.redo = session.next_redo() if session is not None and live else None

    def take_back(self) -> None:
        """Undo, or first ask: reaching behind this start, or outside the article shown, is agreed to once."""
        act = self.undo
        if act is None:
            self.window.say(_("Nothing to undo."), kind="info")
            return
        reach = self._reach(act)
        if reach and reach not in self._agreed and self._asked != act.id:
            self._ask(act, reach)
            return
        self._agreed.add(reach)
        self._asked = None
        self.window.run("history.undo", self._undone)

    def _reach(self, act: ActView) -> str:
        session, view = self.window.session, self.window.view
        if session is not None and act.id <= session.first_act:
            return "before this start"
        if self.window.mode == "review" and act.command.startswith("flag."):
            # The next doubt has come by itself: the answer given last is what is meant.
            return ""
        if act.article is not None and (view is None or view.id != act.article):
            return f"article {act.article}"
        return ""

    def _ask(self, act: ActView, reach: str) -> None:
        self._asked = act.id
        words = " · ".join(part for part in (act.title, act.about) if part)
        if reach == "before this start":
            question = _("Undo what was done before this start? {what}").format(what=words)
        else:
            question = _("Undo in another article? {what}").format(what=words)
        self.window.say(question, [(_("Undo"), self.take_back)], kind="info", stays=_ASKS)

    def _undone(self, outcome: Outcome) -> None:
        self.window.say(outcome.said, [(_("Redo"), self.do_again)])

    def do_again(self) -> None:
        """Redo what was undone last."""
        if self.redo is None:
            self.window.say(_("Nothing to redo."), kind="info")
            return
        self.window.run("history.redo", lambda outcome: self.window.say(outcome.said, [(_("Undo"), self.take_back)]))

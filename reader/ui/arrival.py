"""What is said when a library is entered: where it lies, whether it may be written, what was taken up again."""

from __future__ import annotations

from reader.commands.notes import recovered_words
from reader.commands.session import Session
from reader.domain.words import _
from reader.store.whereabouts import conflict_copies
from reader.ui.banner import Choice
from reader.ui.libraries import Libraries
from reader.ui.shell import Shell


class Arrival:
    """Says it once, in the strip above the panels; a strip that was closed stays closed."""

    def __init__(self, window: Shell, libraries: Libraries) -> None:
        self.window = window
        self.libraries = libraries
        self._said = ""

    def greet(self) -> None:
        """A library was entered, or left."""
        self._said = ""
        self.window.notice.hide()
        self._say()
        session = self.window.session
        if session is not None and session.recovered is not None:
            self.window.say(recovered_words(session.recovered.value))
            session.recovered = None

    def repeat(self) -> None:
        """Say it in the language now set, where it is still to be read."""
        notice = self.window.notice
        if self._said and not notice.isHidden() and notice.text.text() == self._said:
            self._say()

    def _say(self) -> None:
        session = self.window.session
        if session is None:
            return
        fixed = session.library.read_only
        lines = [_read_only(session)] if fixed else []
        lines += [line for line in (_advice(session), _copies(session)) if line]
        if lines:
            self._said = "\n".join(lines)
            self.window.notice.say("lock" if fixed else "info", self._said, self._choices(session))

    def _choices(self, session: Session) -> list[Choice]:
        # Only another machine's claim can be passed over; media that refuse to be written cannot.
        held = session.library.read_only and "host" in session.library.read_only_words
        return [(_("Open for writing anyway"), self._insist)] if held else []

    def _insist(self) -> None:
        session = self.window.session
        if session is not None:
            self.libraries.open(session.library.path, despite_others=True)


def _read_only(session: Session) -> str:
    library = session.library
    reason = _(library.read_only_reason).format(**library.read_only_words)
    words = _("This library is open for reading only ({reason}). Reading and searching work; marks cannot be made.")
    return words.format(reason=reason)


def _advice(session: Session) -> str:
    return _(session.whereabouts.advice).format(name=session.whereabouts.name)


def _copies(session: Session) -> str:
    names = ", ".join(path.name for path in conflict_copies(session.library.path))
    words = _("A sync program has put copies of this library aside, which may hold marks that this one lacks: {names}")
    return words.format(names=names) if names else ""

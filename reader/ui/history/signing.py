"""Under which name marks are made: asked once, calmly, when the first act of a person who was never asked is done."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from reader.commands.changes import Changes
from reader.domain.words import _
from reader.ui.shell import Shell

_KEY = "author_asked"


class Signing(QObject):
    """`asks` is off where nobody sits before the window (pictures, tests). The strip asks; nothing waits for it."""

    def __init__(self, window: Shell) -> None:
        super().__init__(window)
        self.window = window
        self.asks = False
        window.library_changed.connect(self._take_changes)

    def _take_changes(self, changes: Changes) -> None:
        by_person = changes.act is not None and not changes.everything and not changes.extra.get("imported")
        if self.asks and by_person and changes.command != "article.state":
            # What the act has to say comes first.
            QTimer.singleShot(0, self, self.ask)

    def ask(self) -> None:
        """Say which name stands on marks, unless that was said before, a name was set, or the strip is taken."""
        session, notice = self.window.session, self.window.notice
        if session is None or session.setting("author") or session.setting(_KEY) or not notice.isHidden():
            return
        session.set_setting(_KEY, True)
        words = _("Your marks are signed “{name}” (this computer's user), on the device {device}. Is that right?")
        notice.say(
            "info",
            words.format(name=session.author, device=session.device_name),
            [
                (_("That is right"), self._keep),
                (_("Change…"), lambda: self.window.command_wished.emit("author.set")),
            ],
        )

    def _keep(self) -> None:
        if self.window.session is not None:
            self.window.session.set_setting("author", self.window.session.author)

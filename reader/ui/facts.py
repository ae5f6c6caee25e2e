"""What the status line says of the library and the article: saved or not, last backup, counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.domain.words import _, ngettext
from reader.ui import status_line
from reader.ui.wording import articles_counted, moment_name

if TYPE_CHECKING:
    from reader.ui.window import MainWindow


class Facts:
    """Keeps the status line true."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self._pending = 0

    def saving(self) -> None:
        """Something is on its way to the disk."""
        self._pending += 1
        self._show()

    def saved(self) -> None:
        """It is there."""
        self._pending = max(0, self._pending - 1)
        self._show()

    def failed(self, _error: object) -> None:
        """It could not be done; the library is as it was before."""
        self._pending = max(0, self._pending - 1)
        self._show()

    def _show(self) -> None:
        session = self.window.session
        if session is not None and session.library.read_only:
            state = status_line.READ_ONLY
        else:
            state = status_line.SAVING if self._pending else status_line.SAVED
        self.window.status.show_saved(state)

    def refresh(self) -> None:
        """Say what is shown."""
        session = self.window.session
        self.window.status.setVisible(session is not None)
        if session is None:
            return
        self.window.status.show_facts(moment_name(session.last_backup), self._words())
        self._show()

    def _words(self) -> str:
        view = self.window.navigation.view
        if view is None:
            return articles_counted(self.window.list.model.rowCount())
        marks, tags = len(view.highlights), len(view.tags)
        parts = [
            ngettext("{count} highlight", "{count} highlights", marks).format(count=marks),
            ngettext("{count} tag", "{count} tags", tags).format(count=tags),
        ]
        if view.note:
            parts.append(_("1 note"))
        return " · ".join(parts)

"""What the status line says of the library and the article: saved or not, last backup, counts."""

from __future__ import annotations

from reader.domain.words import _, ngettext
from reader.ui import status_line
from reader.ui.shell import Shell
from reader.ui.wording import articles_counted, moment_name


class Facts:
    """Keeps the status line true."""

    def __init__(self, window: Shell) -> None:
        self.window = window
        window.pending_changed.connect(self._show)

    def _show(self) -> None:
        session = self.window.session
        if session is not None and session.library.read_only:
            state = status_line.READ_ONLY
        else:
            state = status_line.SAVING if self.window.pending else status_line.SAVED
        self.window.status.show_saved(state)

    def refresh(self) -> None:
        """Say what is shown."""
        session = self.window.session
        self.window.status.setVisible(session is not None)
        if session is None:
            return
        self.window.status.show_facts(moment_name(session.last_backup), self._words())
        self.window.status.show_indexing(not session.finder.ready)
        self._show()

    def _words(self) -> str:
        view = self.window.view
        if view is None or self.window.tab:
            return articles_counted(self.window.list.model.rowCount())
        marks, tags = len(view.highlights), len(view.tags)
        parts = [
            ngettext("{count} highlight", "{count} highlights", marks).format(count=marks),
            ngettext("{count} tag", "{count} tags", tags).format(count=tags),
        ]
        if view.note:
            parts.append(_("1 note"))
        return " · ".join(parts)

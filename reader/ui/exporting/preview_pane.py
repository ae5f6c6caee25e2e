"""How an export will begin, shown beside its options: the file as it is, the same words as they read, or a table."""

from __future__ import annotations

import re

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QPlainTextEdit,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from reader.commands.export_preview import ENTRIES, Beginning
from reader.domain.note_html import as_html
from reader.domain.words import _, ngettext
from reader.ui.labels import dress
from reader.ui.theme import UNIT, Looks
from reader.ui.wording import articles_counted

_MARKED = re.compile(r"==((?:[^=]|=(?!=)){1,2000})==")
_CELL_MOST = 200


class PreviewPane(QWidget):
    """One line on how much it is, and the beginning of it."""

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.told = dress(QLabel(self), looks, "muted", -0.5)
        self.told.setWordWrap(True)
        self.text = QPlainTextEdit(self)
        self.reading = QTextBrowser(self)
        self.table = QTableWidget(self)
        self.stack = QStackedWidget(self)
        for view in (self.text, self.reading, self.table):
            view.setAccessibleName(_("Preview"))
            view.setProperty("framed", True)
            self.stack.addWidget(view)
        self._dress()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * UNIT)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.told)

    def _dress(self) -> None:
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setFont(self.looks.font(-1, face="mono"))
        self.reading.setOpenLinks(False)
        self.reading.setTabChangesFocus(True)
        self.reading.setFont(self.looks.font())
        self.reading.document().setDocumentMargin(12)
        palette = self.reading.palette()
        palette.setColor(QPalette.ColorRole.Base, self.looks.colour("card"))
        palette.setColor(QPalette.ColorRole.Text, self.looks.colour("ink"))
        for view in (self.reading, self.text):
            view.setPalette(palette)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setFont(self.looks.font(-1))
        self.table.verticalHeader().hide()

    def show_waiting(self) -> None:
        """Say that the preview is being made; what was shown stays."""
        self.told.setText(_("The preview is being made…"))

    def show_fault(self, words: str) -> None:
        """Say why there is no preview."""
        self._show_text("")
        dress(self.told, self.looks, "warning", -0.5)
        self.told.setText(words)

    def show_beginning(self, found: Beginning) -> None:
        """Show the beginning of an export and how much the whole is."""
        dress(self.told, self.looks, "muted", -0.5)
        self.told.setText(_told(found))
        if found.kind == "table":
            self._show_table(found.rows)
        elif found.kind == "reading":
            self._show_reading(found.text)
        else:
            files = [*found.files, ""] if found.files else []
            self._show_text("\n".join([*files, found.text]))

    def _show_text(self, text: str) -> None:
        self.text.setPlainText(text)
        self.stack.setCurrentWidget(self.text)

    def _show_reading(self, markdown: str) -> None:
        theme = self.looks.theme
        serif = ", ".join(f"'{name}'" for name in self.looks.families("latin", "serif"))
        self.reading.document().setDefaultStyleSheet(
            f"h1, h2, h3, p, li {{ font-family: {serif}; }} p, li {{ line-height: 145%; }}"
            "h1 { font-size: 18pt; } h2 { font-size: 15pt; } h3 { font-size: 12pt; }"
            f".m {{ background-color: {theme['selection']}; }} a {{ color: {theme['ink']}; }}"
        )
        self.reading.setHtml(_MARKED.sub(r"<span class='m'>\1</span>", as_html(markdown)))
        self.stack.setCurrentWidget(self.reading)

    def _show_table(self, rows: tuple[tuple[str, ...], ...]) -> None:
        head = rows[0] if rows else ()
        self.table.clear()
        self.table.setColumnCount(len(head))
        self.table.setHorizontalHeaderLabels(head)
        self.table.setRowCount(max(0, len(rows) - 1))
        for n, row in enumerate(rows[1:]):
            for column, cell in enumerate(row):
                self.table.setItem(n, column, QTableWidgetItem(" ".join(cell[:_CELL_MOST].split())))
        self.stack.setCurrentWidget(self.table)


def _told(found: Beginning) -> str:
    if not found.entries:
        return _("There is nothing to export.")
    passages = ngettext("{count} highlight", "{count} highlights", found.passages)
    whole = f"{articles_counted(found.entries)} · {passages.format(count=f'{found.passages:,}')}"
    if found.entries > ENTRIES:
        return whole + " · " + _("the preview shows the beginning")
    return whole

"""The notes that link to what is shown, one a line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from reader.commands import notes
from reader.domain.note_links import excerpt
from reader.domain.words import _
from reader.store.notes import LIBRARY, Linking
from reader.ui.labels import dress
from reader.ui.theme import UNIT, Looks

_SHOWN = 8


class BackLinks(QWidget):
    """“Linked from” with a button a note; hidden where no note links here."""

    chosen = Signal(object)

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.buttons: list[QPushButton] = []
        self.title = QLabel(_("Linked from"), self)
        self.more = QLabel(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, UNIT, 0, 0)
        self._column.setSpacing(UNIT)
        self._column.addWidget(self.title)
        self._column.addWidget(self.more)
        self.setAccessibleName(_("Linked from"))
        self.hide()

    def show_notes(self, found: Sequence[Linking]) -> None:
        """Show these, the first few as buttons."""
        for button in self.buttons:
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = [self._button(one) for one in found[:_SHOWN]]
        for n, button in enumerate(self.buttons):
            self._column.insertWidget(n + 1, button)
        left = len(found) - len(self.buttons)
        self.more.setText(_("and {count} more").format(count=left))
        self.more.setVisible(left > 0)
        self.setVisible(bool(found))
        self.wear_looks()

    def _button(self, one: Linking) -> QPushButton:
        name = _("The library's note") if one.target == LIBRARY else " ".join(one.title.split()) or "…"
        button = QPushButton(self)
        button.setFlat(True)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        words = excerpt(one.text)
        button.setProperty("words", f"{name}: {words}")
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.setToolTip(words)
        button.setAccessibleName(_("Linked from: {name}").format(name=name))
        kind = one.target.partition(":")[0]
        id = int(one.target.partition(":")[2] or 0)
        button.clicked.connect(lambda: self.chosen.emit(notes.Destination(kind, id)))
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As many words as there is room for."""
        for button in self.buttons:
            words = str(button.property("words"))
            shown = button.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, max(60, self.width() - 4))
            button.setText(shown.replace("&", "&&"))

    def wear_looks(self) -> None:
        """Take colours and fonts anew."""
        dress(self.title, self.looks, "muted", -2, bold=True)
        dress(self.more, self.looks, "muted", -2)
        for button in self.buttons:
            button.setFont(self.looks.font(-1))
            button.setStyleSheet(
                f"QPushButton {{ border: none; background: transparent; text-align: left; padding: 2px 0; color: {self.looks.theme['accent']}; }}"
                f"QPushButton:hover, QPushButton:focus {{ background: {self.looks.theme['hover']}; }}"
            )
        self._fit()

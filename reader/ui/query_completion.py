"""The list under the search field: fields and their values as they are typed, looked up in the background."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reader.commands.query_completing import Completed, complete_query
from reader.commands.session import Session
from reader.domain.words import _
from reader.ui.lookup import Lookup
from reader.ui.painting import RIGHT, draw_elided
from reader.ui.theme import UNIT, Looks
from reader.ui.utf16 import Offsets

_ROWS = 8
_CHOICE = int(Qt.ItemDataRole.UserRole)


class ChoiceLine(QStyledItemDelegate):
    """Paints what may be taken at the left, and in muted ink at the right what it is."""

    def __init__(self, looks: Looks, parent: QObject) -> None:
        super().__init__(parent)
        self.looks = looks

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """A line with some air."""
        return QSize(80, round(QFontMetricsF(self.looks.font(-1)).height() * 0.8) + 2 * UNIT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint a line."""
        choice: Completed = index.data(_CHOICE)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            chosen = option.state & QStyle.StateFlag.State_Selected
            painter.fillRect(option.rect, self.looks.colour("selection" if chosen else "hover"))
        area = QRectF(option.rect).adjusted(3 * UNIT - 2, 0, -3 * UNIT, 0)
        font, small = self.looks.font(-1), self.looks.font(-2)
        words = QFontMetricsF(font).horizontalAdvance(choice.text)
        draw_elided(painter, area, choice.text.strip(), font, self.looks.colour("ink"))
        room = area.adjusted(min(words + 4 * UNIT, area.width()), 0, 0, 0)
        if choice.about and room.width() > 12 * UNIT:
            draw_elided(painter, room, choice.about, small, self.looks.colour("muted"), RIGHT)


class QueryCompletion(QListWidget):
    """Offers what the word before the caret may become. Nothing is chosen until an arrow key or the pointer does.

    `ended` says that nothing is offered any more for what is typed.
    """

    ended = Signal()

    def __init__(self, field: QLineEdit, looks: Looks) -> None:
        super().__init__(field)
        self.field, self.looks = field, looks
        self._session: Session | None = None
        self._lookup: Lookup | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setMouseTracking(True)
        self.setItemDelegate(ChoiceLine(looks, self))
        self.itemClicked.connect(self.take)
        field.installEventFilter(self)
        self.hide()

    def attach(self, session: Session | None) -> None:
        """Look up in another library (or in none)."""
        self.close_list()
        if self._lookup is not None:
            self._lookup.close()
            self._lookup.deleteLater()
        self._session = session
        self._lookup = (
            Lookup("pressmark-queries", session.finder.index.interrupt, session.library.close, self)
            if session
            else None
        )

    def follow(self) -> None:
        """Look up what is typed now."""
        session, text = self._session, self.field.text()
        if session is None or self._lookup is None or not self.field.hasFocus():
            self.close_list()
            return
        at = Offsets(text).to_code_point(self.field.cursorPosition())
        self._lookup.ask(
            "query", lambda _stop: complete_query(session, text, at), lambda found: self._show(text, found), self._fail
        )

    def offers(self) -> bool:
        """Whether something is offered, or being looked up."""
        return self.isVisible() or (self._lookup is not None and self._lookup.awaits("query"))

    def close_list(self) -> None:
        """Offer nothing any more."""
        if self._lookup is not None:
            self._lookup.cancel("query")
        self.hide()

    def _fail(self, _error: Exception) -> None:
        self._end()

    def _end(self) -> None:
        self.close_list()
        self.ended.emit()

    def _show(self, text: str, found: list[Completed]) -> None:
        if text != self.field.text() or not found or all(text[c.start : c.end] == c.text.strip() for c in found):
            self._end()
            return
        self.clear()
        self.setAccessibleName(_("What may come next in the query"))
        for choice in found:
            item = QListWidgetItem(f"{choice.text.strip()}   {choice.about}".rstrip(), self)
            item.setData(_CHOICE, choice)
        self.setCurrentRow(-1)
        self._place()

    def _place(self) -> None:
        window = self.field.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        theme = self.looks.theme
        self.setFont(self.looks.font(-1))
        self.setStyleSheet(
            f"QListWidget {{ background: {theme['card']}; border: 1px solid {theme['hairline']}; border-radius: 4px; }}"
        )
        height = min(self.count(), _ROWS) * max(20, self.sizeHintForRow(0)) + 6
        self.setFixedSize(self.field.width(), height)
        self.move(self.field.mapTo(window, QPoint(0, self.field.height() + 2)))
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """It goes when the field is left."""
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.close_list()
        return False

    def take_key(self, event: QKeyEvent) -> bool:
        """Arrows walk, Tab takes the first or the chosen one, Enter the chosen one, Esc closes; whether the key was for
        the list."""
        if not self.isVisible():
            return False
        key, row = event.key(), self.currentRow()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self.setCurrentRow((row + step) % self.count() if row >= 0 else 0 if step > 0 else self.count() - 1)
        elif key == Qt.Key.Key_Escape:
            self._end()
        elif key == Qt.Key.Key_Tab or (key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0):
            self.take(self.item(max(row, 0)))
        else:
            return False
        return True

    def take(self, item: QListWidgetItem) -> None:
        """Put a choice into the field."""
        choice: Completed = item.data(_CHOICE)
        text = self.field.text()
        made = text[: choice.start] + choice.text + text[choice.end :].lstrip()
        self.close_list()
        self.field.setText(made)
        self.field.setCursorPosition(Offsets(made).to_utf16(choice.start + len(choice.text)))
        if choice.text.endswith(":"):
            self.follow()

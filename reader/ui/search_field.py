"""The search field: searches while one types, says where a query cannot be read."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton, QWidget

from reader.domain.words import _
from reader.ui import icons
from reader.ui.painting import draw_key
from reader.ui.query_completion import QueryCompletion
from reader.ui.theme import UNIT, Looks
from reader.ui.utf16 import Offsets

_WORD = re.compile(r"[^\s()（）]+")
"""What is underlined where a query cannot be read; a bracket by itself."""
REST = 120
"""Milliseconds without typing after which the search begins."""


class SearchField(QLineEdit):
    """One line. `query_changed` follows the typing, `list_wished` is Enter or arrow down, `left` is Escape."""

    query_changed = Signal(str)
    list_wished = Signal()
    left = Signal()
    recent_wished = Signal()

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self._sent = ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self.search_now)
        self.clearing = QToolButton(self)
        self.clearing.setCursor(Qt.CursorShape.ArrowCursor)
        self.clearing.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clearing.clicked.connect(self.clear_search)
        self.fault = Fault(looks, self)
        self._message, self._wrong = "", -1
        self.completion = QueryCompletion(self, looks)
        self.completion.ended.connect(self._tell_fault)
        self.textEdited.connect(lambda _text: self.completion.follow())
        self.textChanged.connect(self._typed)
        looks.changed.connect(self.take_looks)
        self.take_looks()

    def take_looks(self) -> None:
        """Take fonts, colours and language anew."""
        self.setFont(self.looks.font(-0.5))
        self.setPlaceholderText(_("Search full text, tags, notes…"))
        self.setAccessibleName(_("Search library"))
        self.clearing.setIcon(icons.icon("close", self.looks.theme["muted"]))
        self.clearing.setAccessibleName(_("Clear search"))
        self.clearing.setToolTip(_("Clear search"))
        self.setTextMargins(0, 0, 24, 0)
        self._place()

    def sizeHint(self) -> QSize:
        """As high as the bar's grid wants it."""
        return QSize(420, 7 * UNIT)

    def _place(self) -> None:
        self.clearing.setVisible(bool(self.text()))
        side = self.height() - 6
        self.clearing.setGeometry(self.width() - side - 3, 3, side, side)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The clear button stays at the right."""
        super().resizeEvent(event)
        self._place()

    # searching

    def event(self, event: QEvent) -> bool:
        """Tab takes what is offered instead of going on."""
        tab = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab
        return (tab and isinstance(event, QKeyEvent) and self.completion.take_key(event)) or super().event(event)

    def _typed(self, _text: str) -> None:
        self._place()
        self._forget_fault()
        self._rest.start()

    def search_now(self) -> None:
        """Search for what stands here, if that is not what is shown already."""
        self._rest.stop()
        query = self.text().strip()
        if query != self._sent:
            self._sent = query
            self.query_changed.emit(query)

    def show_query(self, query: str) -> None:
        """Show a query that was carried out otherwise; announces nothing."""
        self._sent = query
        self.completion.close_list()
        if self.text().strip() != query:
            self.blockSignals(True)
            self.setText(query)
            self.blockSignals(False)
        self._rest.stop()
        self._forget_fault()
        self._place()

    def clear_search(self) -> None:
        """Empty the field and search for nothing."""
        self.clear()
        self.search_now()

    def show_error(self, message: str, at: int | None = None) -> None:
        """Say below the field why the query cannot be read, pointing at its code point `at`; while something is offered
        there, that comes first."""
        self._message, self._wrong = message, -1 if at is None else at
        if not self.completion.offers():
            self._tell_fault()

    def _tell_fault(self) -> None:
        if self._message:
            self.completion.close_list()
            self.fault.point(self._message, self.place_of(self._wrong)[0] if self._wrong >= 0 else 3 * UNIT)
            self.update()

    def _forget_fault(self) -> None:
        self._message, self._wrong = "", -1
        self.fault.hide()

    def place_of(self, at: int) -> tuple[int, int]:
        """Where the word at code point `at` of the query begins and ends, in pixels, however far the line is scrolled."""
        shown = self.text()
        begin = min(at + len(shown) - len(shown.lstrip()), len(shown))
        rest = _WORD.match(shown, begin)
        end = rest.end() if rest else begin + 1
        offsets, metrics = Offsets(shown), QFontMetricsF(self.font())
        caret = self.cursorRect().center().x() - metrics.horizontalAdvance(shown[: offsets.to_code_point(self.cursorPosition())])
        least, most = 6, self.width() - 26
        left, right = (round(caret + metrics.horizontalAdvance(shown[:place])) for place in (begin, min(end, len(shown))))
        left = min(max(left, least), most - 6)
        return left, min(max(right, left + 6), most)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and arrow down go on to the list, in an empty field arrow down to the searches made last; Escape empties
        the field, then leaves it."""
        if self.completion.take_key(event):
            return
        if event.key() == Qt.Key.Key_Down and not self.text().strip():
            self.recent_wished.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.search_now()
            self._tell_fault() if self._message else self.list_wished.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear_search() if self.text() else self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, and in it the key that leads here while it is empty."""
        super().paintEvent(event)
        if self._wrong >= 0 and self.fault.isVisible():
            left, right = self.place_of(self._wrong)
            QPainter(self).fillRect(left, self.height() - 6, right - left, 2, self.looks.colour("accent"))
        if not self.text() and not self.hasFocus():
            painter = QPainter(self)
            draw_key(painter, self.width() - 8, self.height() / 2, "/", self.looks.font(-2), self.looks)


class Fault(QLabel):
    """What is wrong with the query, under the field, with a small mark under the place."""

    def __init__(self, looks: Looks, field: SearchField) -> None:
        super().__init__(field.window())
        self.looks = looks
        self._field = field
        self._x = 0
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setContentsMargins(3 * UNIT, 3 * UNIT, 3 * UNIT, 2 * UNIT)
        self.setAutoFillBackground(True)
        field.installEventFilter(self)
        self.hide()

    def point(self, message: str, x: int) -> None:
        """Show the message, its mark `x` pixels from the field's left edge."""
        window = self._field.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        self._x = x
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, self.looks.colour("card"))
        palette.setColor(QPalette.ColorRole.WindowText, self.looks.colour("accent"))
        self.setPalette(palette)
        self.setFont(self.looks.font(-1))
        self.setText(message)
        self.setAccessibleName(message)
        self.setFixedWidth(self._field.width())
        self.adjustSize()
        self.move(self._field.mapTo(window, QPoint(0, self._field.height() + 2)))
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """It goes when the field is left."""
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.hide()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline around, an accent mark at the top where the fault is."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(self.looks.colour("hairline"))
        painter.drawRect(QRectF(self.rect()).adjusted(0, 0, -1, -1))
        painter.fillRect(self._x, 0, 3 * UNIT, 2, self.looks.colour("accent"))

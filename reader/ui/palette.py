"""The palette (Ctrl+K): every command, tag, issue and article by a few typed letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from reader.domain.words import N_, _
from reader.ui.painting import RIGHT, draw_elided, draw_key
from reader.ui.palette_search import Choice, ranked
from reader.ui.theme import UNIT, Looks

CHOICE = int(Qt.ItemDataRole.UserRole)
_WIDTH = 600
_LINES = 11
_KINDS = {"tag": N_("Tag"), "issue": N_("Issue"), "article": N_("Article")}
Index = QModelIndex | QPersistentModelIndex


class ChoiceModel(QAbstractListModel):
    """The entries that fit, best first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.choices: list[Choice] = []

    def show(self, choices: list[Choice]) -> None:
        """Show other entries."""
        self.beginResetModel()
        self.choices = choices
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """Number of entries."""
        return 0 if parent.isValid() else len(self.choices)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What cannot be done now is shown, but cannot be chosen."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flag = Qt.ItemFlag
        usable = self.choices[index.row()].enabled
        return flag.ItemIsSelectable | flag.ItemIsEnabled if usable else flag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The entry for the delegate, its words for a screen reader."""
        if not index.isValid() or index.row() >= len(self.choices):
            return None
        choice = self.choices[index.row()]
        if role == CHOICE:
            return choice
        if role == Qt.ItemDataRole.DisplayRole:
            return choice.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return " ".join(part for part in (choice.title, kind_of(choice), choice.note) if part)
        return None


def kind_of(choice: Choice) -> str:
    """What an entry that is no command is."""
    return _(_KINDS[choice.kind]) if choice.kind in _KINDS else ""


class ChoiceDelegate(QStyledItemDelegate):
    """Title at the left; key, or kind and note, at the right."""

    def __init__(self, looks: Looks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.looks = looks

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line on the grid."""
        return QSize(100, 8 * UNIT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint an entry."""
        choice: Choice = index.data(CHOICE)
        area = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, self.looks.colour("selection"))
            painter.fillRect(QRectF(area.x(), area.y(), 3, area.height()), self.looks.colour("accent"))
        inner = area.adjusted(4 * UNIT, 0, -4 * UNIT, 0)
        right = inner.right()
        small = self.looks.font(-1.5)
        if choice.kind == "command" and choice.note:
            right = draw_key(painter, inner.right(), inner.center().y(), choice.note, self.looks.font(-2), self.looks)
        elif choice.kind != "command":
            words = " · ".join(part for part in (choice.note, kind_of(choice)) if part)
            width = min(QFontMetricsF(small).horizontalAdvance(words) + 2, inner.width() / 2)
            place = QRectF(inner.right() - width, inner.y(), width, inner.height())
            draw_elided(painter, place, words, small, self.looks.colour("muted"), RIGHT)
            right = place.left()
        ink = self.looks.colour("ink" if choice.enabled else "faint")
        face = "serif" if choice.kind == "article" else "sans"
        font = self.looks.font(0.5 if face == "serif" else 0, face=face)
        draw_elided(
            painter, QRectF(inner.x(), inner.y(), right - inner.x() - 12, inner.height()), choice.title, font, ink
        )
        painter.restore()


class EmptyAwareList(QListView):
    """A list that says so where nothing fits."""

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks

    def paintEvent(self, event: QPaintEvent) -> None:
        """The entries, or one muted line."""
        super().paintEvent(event)
        if not self.model().rowCount():
            painter = QPainter(self.viewport())
            area = QRectF(4 * UNIT, 0, self.viewport().width() - 8 * UNIT, 8 * UNIT)
            draw_elided(painter, area, _("Nothing found"), self.looks.font(), self.looks.colour("muted"))


class Palette(QFrame):
    """A card over the window. `chosen` says which entry; `places` is asked for tags, issues and articles."""

    chosen = Signal(object)
    closed = Signal()

    def __init__(self, looks: Looks, parent: QWidget) -> None:
        super().__init__(parent)
        self.looks = looks
        self._home = parent
        self._commands: list[Choice] = []
        self._recent: Sequence[str] = ()
        self._places: Callable[[str], list[Choice]] = lambda _typed: []
        self.field = QLineEdit(self)
        self.field.setFrame(False)
        self.model = ChoiceModel(self)
        self.list = EmptyAwareList(looks, self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(ChoiceDelegate(looks, self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 2 * UNIT)
        layout.setSpacing(0)
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)
        self.field.textChanged.connect(self._typed)
        self.field.installEventFilter(self)
        self.list.clicked.connect(self._take)
        looks.changed.connect(self.take_looks)
        parent.installEventFilter(self)
        self.take_looks()
        self.hide()

    def take_looks(self) -> None:
        """Take fonts, colours and language anew."""
        self.field.setFont(self.looks.font(1.5))
        self.field.setFixedHeight(12 * UNIT)
        self.field.setStyleSheet("QLineEdit { border: none; background: transparent; padding: 0 16px; }")
        self.field.setPlaceholderText(_("Commands, tags, issues, articles…"))
        self.field.setAccessibleName(_("Commands, tags, issues, articles…"))
        self.list.setAccessibleName(_("Found"))
        self.setAccessibleName(_("Commands"))
        self.list.viewport().setBackgroundRole(QPalette.ColorRole.Base)

    def open(self, commands: list[Choice], recent: Sequence[str], places: Callable[[str], list[Choice]]) -> None:
        """Show the palette over its parent, with nothing typed."""
        self._commands, self._recent, self._places = commands, recent, places
        self.field.clear()
        self._typed("")
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _place(self) -> None:
        parent = self._home
        width = min(_WIDTH, parent.width() - 8 * UNIT)
        lines = min(max(self.model.rowCount(), 1), _LINES)
        height = min(12 * UNIT + lines * 8 * UNIT + 3 * UNIT, parent.height() - 24 * UNIT)
        self.setGeometry((parent.width() - width) // 2, 13 * UNIT, width, height)

    def _typed(self, typed: str) -> None:
        found = ranked(self._commands, typed, self._recent)
        places = self._places(typed.strip()) if typed.strip() else []
        usable = [c for c in found if c.enabled] if not typed.strip() else found
        best = usable[: 5 if places else 200]
        self.model.show([*best, *places, *usable[len(best) : 200]])
        self._stand_on(0)
        self._place()

    def _stand_on(self, row: int) -> None:
        count = self.model.rowCount()
        step = row
        while 0 <= step < count and not self.model.choices[step].enabled:
            step += 1
        if 0 <= step < count:
            self.list.setCurrentIndex(self.model.index(step, 0))

    def _step(self, by: int) -> None:
        row = self.list.currentIndex().row() + by
        while 0 <= row < self.model.rowCount():
            if self.model.choices[row].enabled:
                self.list.setCurrentIndex(self.model.index(row, 0))
                return
            row += 1 if by > 0 else -1

    def _take(self, index: Index) -> None:
        choice = index.data(CHOICE) if index.isValid() else None
        if isinstance(choice, Choice) and choice.enabled:
            self.close_palette()
            self.chosen.emit(choice)

    def close_palette(self) -> None:
        """Take the palette away and give the keyboard back."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys walk the list while the field is typed in; leaving the field closes the palette."""
        if watched is self._home:
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self._place()
            return False
        if (
            event.type() == QEvent.Type.FocusOut
            and self.isVisible()
            and not self.isAncestorOf(self.window().focusWidget())
        ):
            self.close_palette()
        return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._key(event)

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key
        steps = {key.Key_Down: 1, key.Key_Up: -1, key.Key_PageDown: _LINES - 1, key.Key_PageUp: 1 - _LINES}
        if event.key() in steps:
            self._step(steps[key(event.key())])
        elif event.key() in (key.Key_Return, key.Key_Enter):
            self._take(self.list.currentIndex())
        elif event.key() == key.Key_Escape:
            self.close_palette()
        else:
            return False
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """A card with a hairline; another below the field."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.looks.colour("faint"), 1))
        painter.setBrush(self.looks.colour("field"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.fillRect(QRectF(1, self.field.height(), self.width() - 2, 1), self.looks.colour("hairline"))

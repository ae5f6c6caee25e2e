"""Tags as chips with a cross, and a field that completes the next one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from reader.commands import vocabulary
from reader.commands.session import Session
from reader.domain.views import Chip, TagView
from reader.domain.words import _
from reader.ui.flow_layout import FlowLayout
from reader.ui.theme import Looks

_OFFERED = 8
_ANEW = int(Qt.ItemDataRole.UserRole) + 1


def is_deletion(event: QEvent) -> bool:
    """Whether a window's shortcut is about to take a deletion key from the widget in focus."""
    keys = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
    return event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in keys


class TagChip(QAbstractButton):
    """A tag; clicking its cross, or Delete, takes it off; clicking its name opens what it collects."""

    dropped = Signal(str)
    opened = Signal(int)

    def __init__(self, looks: Looks, chip: Chip, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.chip = chip
        self.setText(chip.name)
        self.setAccessibleName(_("Tag {name}; Delete removes it").format(name=chip.name))
        self.setToolTip(chip.name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self.looks.font(-1))
        dot = 12 if self.chip.colour else 0
        return QSize(round(metrics.horizontalAdvance(self.chip.name)) + 34 + dot, round(metrics.height()) + 5)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        if is_deletion(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.dropped.emit(self.chip.name)
            event.accept()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            if event.position().x() > self.width() - 20:
                self.dropped.emit(self.chip.name)
            else:
                self.opened.emit(self.chip.id)
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self.looks.theme
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        focused = self.hasFocus()
        painter.setPen(QPen(QColor(theme["accent"]), 1.4) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme["selection" if self.underMouse() else "chip"]))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        left = 9.0
        if self.chip.colour:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.chip.colour))
            painter.drawEllipse(QRectF(left, box.center().y() - 3.5, 7, 7))
            left += 12
        painter.setPen(QColor(theme["ink"]))
        painter.setFont(self.looks.font(-1))
        room = box.width() - left - 18
        name = QFontMetricsF(painter.font()).elidedText(self.chip.name, Qt.TextElideMode.ElideRight, room + 1)
        painter.drawText(QRectF(left, 0, room + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, name)
        painter.setPen(QPen(QColor(theme["muted"]), 1.3))
        x, y = self.width() - 13.0, box.center().y()
        painter.drawLine(round(x - 3), round(y - 3), round(x + 3), round(y + 3))
        painter.drawLine(round(x - 3), round(y + 3), round(x + 3), round(y - 3))


class PlusChip(QAbstractButton):
    """The chip that opens the field."""

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.setAccessibleName(_("Add a tag"))
        self.setToolTip(_("Add a tag"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(30, round(QFontMetricsF(self.looks.font(-1)).height()) + 5)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self.looks.theme
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(theme["accent"]), 1.4) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme["selection" if self.underMouse() else "chip"]))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setPen(QPen(QColor(theme["muted"]), 1.4))
        x, y = round(box.center().x()), round(box.center().y())
        painter.drawLine(x - 4, y, x + 4, y)
        painter.drawLine(x, y - 4, x, y + 4)


class TagEditor(QWidget):
    """Chips and, while adding, a field with what fits: by prefix, substring, alias, pinyin and its initials."""

    tag_wished = Signal(str)
    new_wished = Signal(str)
    """A new tag, though one has nearly the same name."""
    tag_dropped = Signal(str)
    tag_opened = Signal(int)
    left = Signal()

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self._session: Session | None = None
        self._chips: tuple[Chip, ...] = ()
        self._buttons: list[TagChip] = []
        self._row = QWidget(self)
        self._flow = FlowLayout(self._row)
        self._plus = PlusChip(looks, self._row)
        self._plus.clicked.connect(self.begin)
        self._flow.addWidget(self._plus)
        self.field = QLineEdit(self)
        self.field.setAccessibleName(_("Name of the tag to add"))
        self.field.setPlaceholderText(_("Tag; Enter adds it"))
        self.field.textChanged.connect(self._offer)
        self.field.installEventFilter(self)
        self.offers = QListWidget(self)
        self.offers.setAccessibleName(_("Tags that fit"))
        self.offers.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.offers.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.offers.itemClicked.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (self._row, self.field, self.offers):
            column.addWidget(widget)
        self.field.hide()
        self.offers.hide()

    def attach(self, session: Session | None) -> None:
        """Complete from another library."""
        self._session = session

    def show_tags(self, chips: Sequence[Chip]) -> None:
        """Show these tags; what is being typed stays."""
        if tuple(chips) == self._chips:
            return
        self._chips = tuple(chips)
        at = next((n for n, chip in enumerate(self._buttons) if chip.hasFocus()), -1)
        for old in self._buttons:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = [self._button(chip) for chip in chips]
        before = self._stop_before()
        for number, made in enumerate(self._buttons):
            self._flow.insert(number, made)
            made.show()
            if before is not None:
                QWidget.setTabOrder(before, made)
            before = made
        self._row.updateGeometry()
        if at >= 0:
            row = [*self._buttons, self._plus]
            row[min(at, len(row) - 1)].setFocus()

    def _stop_before(self) -> QWidget | None:
        """The widget from which Tab leads to the plus: chips come between."""
        before = self._plus.previousInFocusChain()
        while before is not None and before is not self._plus and before.focusPolicy() == Qt.FocusPolicy.NoFocus:
            before = before.previousInFocusChain()
        return before if before is not self._plus else None

    def _button(self, chip: Chip) -> TagChip:
        made = TagChip(self.looks, chip, self._row)
        made.dropped.connect(self.tag_dropped)
        made.opened.connect(self.tag_opened)
        return made

    def chips(self) -> list[TagChip]:
        """The chips shown."""
        return list(self._buttons)

    def stops(self) -> list[QWidget]:
        """What the Tab key goes through, in order."""
        return [*self._buttons, self._plus, self.field]

    def begin(self) -> None:
        """Open the field, empty; what was used last is offered."""
        self._wear_looks()
        self.field.show()
        self.field.clear()
        self._offer("")
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def end(self) -> None:
        """Close the field."""
        if not self.field.isHidden():
            self.field.hide()
            self.offers.hide()
            self.field.clear()
            self.left.emit()

    def _wear_looks(self) -> None:
        theme = self.looks.theme
        self.offers.setFont(self.looks.font(-1))
        self.offers.setStyleSheet(
            f"QListWidget {{ background: {theme['card']}; border: 1px solid {theme['hairline']}; border-radius: 4px; }}"
            f"QListWidget::item {{ padding: 3px 7px; color: {theme['ink']}; border: none; }}"
            f"QListWidget::item:selected {{ background: {theme['selection']}; }}"
        )

    def _offer(self, typed: str) -> None:
        if self._session is None or self.field.isHidden():
            return
        have = {c.name for c in self._chips}
        found = self._session.complete_tags(typed.strip()) if typed.strip() else self._session.recent_tags()
        self.offers.clear()
        for tag in [t for t in found if t.name not in have][:_OFFERED]:
            self.offers.addItem(self._offer_of(tag))
        known = {name for t in found for name in (t.name, *t.aliases)}
        if typed.strip() and typed.strip() not in known | have:
            self._offer_new(typed.strip(), found)
        self._fit_offers(bool(typed.strip()))

    def _offer_new(self, name: str, found: Sequence[TagView]) -> None:
        """Offer to make a tag; where one has nearly this name, that one first."""
        assert self._session is not None
        id = vocabulary.alike(self._session, name)
        like = next((tag for tag in self._session.tags() if tag.id == id), None) if id is not None else None
        if like is not None:
            words = _("New tag “{name}”, though there is “{other}”").format(name=name, other=like.name)
            self._offer_first(like)
        else:
            words = _("New tag “{name}”").format(name=name)
        item = QListWidgetItem(words)
        item.setData(Qt.ItemDataRole.UserRole, name)
        item.setData(_ANEW, like is not None)
        self.offers.addItem(item)

    def _offer_first(self, tag: TagView) -> None:
        """Bring a tag to the top of the offers."""
        for row in range(self.offers.count()):
            if self.offers.item(row).data(Qt.ItemDataRole.UserRole) == tag.name:
                self.offers.takeItem(row)
                break
        if tag.name not in {chip.name for chip in self._chips}:
            self.offers.insertItem(0, self._offer_of(tag))

    def _offer_of(self, tag: TagView) -> QListWidgetItem:
        alias = f"  ({', '.join(tag.aliases[:2])})" if tag.aliases else ""
        item = QListWidgetItem(f"{tag.name}{alias}  {tag.articles or ''}".rstrip())
        item.setData(Qt.ItemDataRole.UserRole, tag.name)
        item.setToolTip(tag.note)
        return item

    def _fit_offers(self, choose: bool) -> None:
        rows = self.offers.count()
        self.offers.setVisible(rows > 0)
        if rows:
            self.offers.setFixedHeight(rows * max(18, self.offers.sizeHintForRow(0)) + 4)
        self.offers.setCurrentRow(0 if choose and rows else -1)

    def _take(self, item: QListWidgetItem | None) -> None:
        name = str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else self.field.text().strip()
        if name:
            anew = item is not None and bool(item.data(_ANEW))
            (self.new_wished if anew else self.tag_wished).emit(name)
            self.field.clear()
            self._offer("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.offers.count():
            step = 1 if key == Qt.Key.Key_Down else -1
            self.offers.setCurrentRow((self.offers.currentRow() + step) % self.offers.count())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.field.text().strip() or self.offers.currentItem() is not None:
                self._take(self.offers.currentItem())
            else:
                self.end()
        elif key == Qt.Key.Key_Escape:
            self.end()
        elif key == Qt.Key.Key_Backspace and not self.field.text() and self._chips:
            self.chips()[-1].setFocus()
        else:
            return False
        return True

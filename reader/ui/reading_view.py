"""The column of words itself: a read-only text view with a caret, painted marks and quiet margins."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QByteArray,
    QMimeData,
    QPoint,
    QPointF,
    QPropertyAnimation,
    QRectF,
    QSize,
    Qt,
    QUrl,
    Signal,
)
from PySide6.QtGui import (
    QClipboard,
    QColor,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QStyle, QTextEdit, QWidget

from reader.domain.words import _
from reader.ui.caret import next_stop, previous_stop
from reader.ui.mark_layers import MarkLayers
from reader.ui.mark_painter import MarkPainter
from reader.ui.theme import Looks
from reader.ui.utf16 import Offsets

_GUTTER = 30
PASSAGE = "application/x-pressmark-passage"
"""Words taken from the text: JSON with article id, layer, and spans `[block, start, end]` in code points."""
_KEEP = QTextCursor.MoveMode.KeepAnchor
_MOVE = QTextCursor.MoveMode.MoveAnchor
_MOVING = {
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End,
    Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
}  # fmt: skip


def moves_caret(event: QKeyEvent) -> bool:
    """Whether a key moves the caret: arrows, Home, End, a page up or down."""
    return event.key() in _MOVING


def leave_clipboard() -> None:
    """Hand copied words over as plain text before the program ends: what Python made must not outlive it."""
    if QGuiApplication.instance() is None:
        return
    clipboard = QGuiApplication.clipboard()
    # Offscreen there is one clipboard for the process, and Qt says that nobody owns it.
    ours = QGuiApplication.platformName() in {"offscreen", "minimal"}
    if ours or clipboard.ownsClipboard():
        clipboard.setText(clipboard.text())
    if clipboard.supportsSelection() and clipboard.ownsSelection():
        clipboard.setText(clipboard.text(QClipboard.Mode.Selection), QClipboard.Mode.Selection)


class ReadingView(QTextEdit):
    """Shows a composed document. Positions here are Qt's; who asks in code points asks the reading pane."""

    link_chosen = Signal(int)
    clicked = Signal(int)
    selection_settled = Signal()
    scrolled_by_person = Signal()
    resized = Signal()
    entered = Signal(int)
    walked = Signal()
    let_go = Signal()
    selecting_changed = Signal(bool)

    def __init__(self, looks: Looks, layers: MarkLayers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.layers = layers
        self.painting = MarkPainter(self, looks, layers)
        self.painting.gutter = _GUTTER
        self.words_between: Callable[[int, int], str] = lambda start, end: ""
        self.passage_between: Callable[[int, int], bytes] = lambda start, end: b""
        """Where the words of a document range stand, for those who quote them with their source."""
        self.framed: Callable[[], tuple[int, int] | None] = lambda: None
        """The document range whose paragraphs are framed, because something about them is in question."""
        self.links: list[tuple[int, int, int]] = []
        self.column = 0
        self.selecting = False
        """Whether the caret selects as it moves, without Shift."""
        self.stretch: Callable[[QKeyEvent], bool] = lambda event: False
        """Who takes arrow keys before the caret does."""
        self._pressed = QPoint()
        self._glide: QPropertyAnimation | None = None
        self.setAccessibleName(_("Article text"))
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAcceptDrops(False)
        self.viewport().setMouseTracking(True)
        self.setTabChangesFocus(True)
        self.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self._centre())
        self.verticalScrollBar().actionTriggered.connect(lambda _action: self.scrolled_by_person.emit())
        self.wear_theme()

    # --- looks

    def wear_theme(self) -> None:
        """Take paper, ink and selection colours from the theme."""
        theme = self.looks.theme
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(theme["page"]))
        palette.setColor(QPalette.ColorRole.Window, QColor(theme["page"]))
        palette.setColor(QPalette.ColorRole.Text, QColor(theme["ink"]))
        palette.setColor(QPalette.ColorRole.Highlight, QColor(theme["text_selection"]))
        palette.setColor(QPalette.ColorRole.HighlightedText, QColor(theme["ink"]))
        self.setPalette(palette)
        # Under a style sheet the viewport keeps the palette it began with, also one that was hidden meanwhile.
        self.viewport().setPalette(palette)
        self.viewport().update()

    def room(self) -> int:
        """Free pixels for a line of text."""
        return self.width() - self._bar_width() - 2 * _GUTTER

    def set_column(self, width: int) -> None:
        """Set the width of a line; the column stands in the middle of the view."""
        self.column = width
        self._centre()

    def _bar_width(self) -> int:
        return self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self)

    def _centre(self) -> None:
        wanted = self.column + 2 * _GUTTER
        bar = self.verticalScrollBar()
        taken = bar.sizeHint().width() if bar.maximum() > bar.minimum() else 0
        free = self.width() - wanted
        left = max(0, min(free // 2, free - self._bar_width()))
        right = max(0, self.width() - left - wanted - taken)
        margins = self.viewportMargins()
        if (margins.left(), margins.right()) != (left, right):
            self.setViewportMargins(left, 0, right, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._centre()
        super().resizeEvent(event)
        self.resized.emit()

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 120)

    # --- the document

    def fresh_document(self) -> QTextDocument:
        """An empty document with the page's margins, to be composed and then shown."""
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.setDefaultFont(self.font())
        frame = document.rootFrame().frameFormat()
        size = self.looks.reading_size
        frame.setLeftMargin(_GUTTER)
        frame.setRightMargin(_GUTTER)
        frame.setTopMargin(round(1.9 * size))
        frame.setBottomMargin(round(5 * size))
        document.rootFrame().setFrameFormat(frame)
        return document

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Nothing is ever fetched for a text."""
        return None

    def createMimeDataFromSelection(self) -> QMimeData:
        """What copying and dragging hand out: the blocks' words, never the document's."""
        data = QMimeData()
        cursor = self.textCursor()
        data.setText(self.words_between(cursor.selectionStart(), cursor.selectionEnd()))
        passage = self.passage_between(cursor.selectionStart(), cursor.selectionEnd())
        if passage:
            data.setData(PASSAGE, QByteArray(passage))
        return data

    def top_position(self) -> int:
        """The document position of the first line wholly visible."""
        return self.cursorForPosition(QPoint(_GUTTER + 1, 6)).position()

    def scroll_to_top(self, position: int) -> None:
        """Bring a document position to the top of the view."""
        cursor = self.textCursor()
        cursor.setPosition(min(position, self.document().characterCount() - 1))
        at = self.cursorRect(cursor).top() + self.verticalScrollBar().value()
        top = 0 if position <= 1 else at - round(0.5 * self.looks.reading_size)
        self.verticalScrollBar().setValue(max(0, top))

    def reveal(self, start: int, end: int) -> None:
        """Scroll so that a document range is seen, a third down the view if it was not, or hardly: a message may float
        over the last lines."""
        cursor = self.textCursor()
        cursor.setPosition(end)
        low = self.cursorRect(cursor).bottom()
        cursor.setPosition(start)
        high = self.cursorRect(cursor).top()
        room = self.viewport().height()
        if high < 0 or low > room - min(room // 4, 5 * self.looks.reading_size):
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + high - room // 3)

    def at_end(self) -> bool:
        """Whether the last line is visible."""
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum() - 2

    # --- walking

    def glide(self, pixels: int) -> None:
        """Scroll smoothly by so many pixels."""
        bar = self.verticalScrollBar()
        start = bar.value()
        if self._glide is not None and self._glide.state() == QPropertyAnimation.State.Running:
            start = int(self._glide.endValue())
            self._glide.stop()
        target = max(bar.minimum(), min(bar.maximum(), start + pixels))
        if not self.style().styleHint(QStyle.StyleHint.SH_Widget_Animate, None, self):
            bar.setValue(target)
            self.scrolled_by_person.emit()
            return
        self._glide = QPropertyAnimation(bar, b"value", self)
        self._glide.setDuration(140)
        self._glide.setEndValue(target)
        self._glide.finished.connect(self.scrolled_by_person)
        self._glide.start(QPropertyAnimation.DeletionPolicy.KeepWhenStopped)

    def page(self, direction: int) -> None:
        """One page down (1) or up (-1), the last line kept in sight."""
        line = round(1.7 * self.looks.reading_size)
        self.glide(direction * max(line, self.viewport().height() - 2 * line))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.selecting and moves_caret(event) and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            modifiers = event.modifiers() | Qt.KeyboardModifier.ShiftModifier
            event = QKeyEvent(event.type(), event.key(), modifiers, event.text(), event.isAutoRepeat())
        if self.stretch(event) or self._walk(event) or self._act(event):
            event.accept()
            return
        super().keyPressEvent(event)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.selection_settled.emit()
        elif moves_caret(event):
            self.walked.emit()

    def _act(self, event: QKeyEvent) -> bool:
        key, shift = event.key(), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if key == Qt.Key.Key_Space:
            self.page(-1 if shift else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key == Qt.Key.Key_Escape and (self.textCursor().hasSelection() or self.selecting):
            self.clear_selection()
        elif key == Qt.Key.Key_Escape and self.painting.current is not None:
            self.let_go.emit()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.selectAll()
            self.selection_settled.emit()
        else:
            return False
        return True

    def _enter(self) -> None:
        position = self.textCursor().position()
        article = self._link_at(position)
        if article is not None:
            self.link_chosen.emit(article)
        else:
            self.entered.emit(position)

    def _walk(self, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers()
        arrows = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}
        if key not in arrows:
            return False
        self._bring_caret_into_view()
        forward = key in (Qt.Key.Key_Right, Qt.Key.Key_Down)
        upright = key in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        at = self.textCursor().position()
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            target = self.stop_from(at, forward, upright)
        elif modifiers & Qt.KeyboardModifier.AltModifier and upright:
            target = self._paragraph_from(at, forward)
        else:
            return False
        selecting = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        cursor = self.textCursor()
        cursor.setPosition(target, _KEEP if selecting else _MOVE)
        self.setTextCursor(cursor)
        (self.selection_settled if selecting else self.walked).emit()
        return True

    def stop_from(self, position: int, forward: bool, sentence: bool) -> int:
        """Where the caret goes from a document position by clause, or by sentence; over a paragraph's end."""
        block = self.document().findBlock(position)
        at = position - block.position()
        if forward and at >= block.length() - 1 and block.next().isValid():
            return block.next().position()
        if not forward and at == 0 and block.previous().isValid():
            return block.previous().position() + block.previous().length() - 1
        return block.position() + self._stop_in(block.text(), at, forward, sentence)

    def _paragraph_from(self, position: int, forward: bool) -> int:
        """The beginning of the next paragraph, or of this one, or of the one before; paragraphs of ornaments passed."""
        block = self.document().findBlock(position)
        if not forward and position > block.position():
            return block.position()
        block = block.next() if forward else block.previous()
        while block.isValid() and block.length() <= 1:
            block = block.next() if forward else block.previous()
        if block.isValid():
            return block.position()
        return self.document().characterCount() - 1 if forward else 0

    def begin_selecting(self, begin: bool | None = None) -> None:
        """Let the caret select as it moves, or no longer; None changes it."""
        self.selecting = not self.selecting if begin is None else begin
        self.selecting_changed.emit(self.selecting)

    @staticmethod
    def _stop_in(text: str, at: int, forward: bool, sentence: bool) -> int:
        # Stops are only compared and moved to; block.text() counts code points, so go through encoded units.
        offsets = Offsets(text)
        place = offsets.to_code_point(at)
        stop = next_stop(text, place, sentence) if forward else previous_stop(text, place, sentence)
        return offsets.to_utf16(stop)

    def _bring_caret_into_view(self) -> None:
        cursor = self.textCursor()
        box = self.cursorRect(cursor)
        if not cursor.hasSelection() and not QRectF(self.viewport().rect()).intersects(QRectF(box)):
            cursor.setPosition(self.top_position())
            self.setTextCursor(cursor)

    def clear_selection(self) -> None:
        """Let go of the selection; the caret stays where it is."""
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)
        if self.selecting:
            self.begin_selecting(False)
        self.selection_settled.emit()

    # --- the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        moved = (at - self._pressed).manhattanLength() > 3
        if event.button() == Qt.MouseButton.LeftButton and not moved and not self.textCursor().hasSelection():
            self._click(at)
        self.selection_settled.emit()

    def _click(self, at: QPoint) -> None:
        position = self.position_under(at)
        if position is None:
            self.clicked.emit(-1)
            return
        article = self._link_at(position)
        if article is not None:
            self.link_chosen.emit(article)
        else:
            self.clicked.emit(position)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        position = self.position_under(event.position().toPoint())
        on_link = position is not None and self._link_at(position) is not None
        shape = Qt.CursorShape.PointingHandCursor if on_link else Qt.CursorShape.IBeamCursor
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)

    def position_under(self, at: QPoint) -> int | None:
        """The document position of the character under a point of the viewport; None beside the words."""
        shift = QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        found = self.document().documentLayout().hitTest(QPointF(at) + shift, Qt.HitTestAccuracy.ExactHit)
        if found < 0:
            return None
        cursor = self.textCursor()
        cursor.setPosition(found)
        # A hit on the right half of a character names the position after it.
        return found - 1 if self.cursorRect(cursor).left() > at.x() and found else found

    def _link_at(self, position: int) -> int | None:
        return next((article for start, end, article in self.links if start <= position < end), None)

    # --- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        area = QRectF(event.rect())
        painter = QPainter(self.viewport())
        self.painting.under(painter, area)
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.painting.over(painter)
        framed = self.framed()
        if framed is not None:
            self.painting.frame(painter, *framed)
        painter.end()

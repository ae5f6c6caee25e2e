"""A field laid exactly over a block of the reading pane, in the same type, to type its corrected words into."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from reader.domain.difference import carried_over
from reader.domain.text import is_wide
from reader.domain.views import BlockView
from reader.domain.words import _
from reader.ui.reading_view import ReadingView
from reader.ui.shown_article import ShownArticle
from reader.ui.theme import Looks
from reader.ui.typesetting import DOUBT, ORNAMENT
from reader.ui.utf16 import Offsets, showable

_REST = 400
_SIDE, _ABOVE = 10, 5
_GIVEN = QTextFormat.Property.UserProperty.value + 3
"""Block property: the pixels the page leaves more below a block that is typed over."""
_NARROW = 4


class _Field(QTextEdit):
    """The typing itself: Enter, Tab and Escape end it, pasted lines become one."""

    saved = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportMargins(0, 0, 0, 0)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.DefaultContextMenu)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.saved.emit(0)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key == Qt.Key.Key_Tab:
            self.saved.emit(1)
        elif key == Qt.Key.Key_Backtab:
            self.saved.emit(-1)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def focusNextPrevChild(self, _forward: bool) -> bool:
        """Tab goes to the next block, not to the next widget."""
        return False

    def insertFromMimeData(self, source: QMimeData) -> None:
        """What is pasted is words: line ends within Chinese vanish, others become blanks."""
        lines = source.text().splitlines()
        words = ""
        for line in (part.strip() for part in lines if part.strip()):
            glue = "" if not words or is_wide(words[-1]) or is_wide(line[0]) else " "
            words += glue + line
        self.textCursor().insertText(words if len(lines) > 1 else source.text())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class BlockEditor(QWidget):
    """Types over one block. `saved` says where to go next (0 nowhere, 1 the next block, -1 the one before).

    The words of the block as typed are `typed()`; nothing is written to the library here.
    """

    saved = Signal(int)
    left = Signal()
    typed_some = Signal()

    def __init__(self, view: ReadingView, shown: ShownArticle, looks: Looks) -> None:
        super().__init__(view.viewport())
        self.view, self.shown, self.looks = view, shown, looks
        self.block: BlockView | None = None
        self.fault = ""
        self._note = ""
        self._original, self._stood = "", ""
        self._document: QTextDocument | None = None
        self.field = _Field(self)
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self.typed_some)
        self.field.textChanged.connect(self._changed)
        self.field.saved.connect(self.saved)
        self.field.left.connect(self.left)
        self.setFocusProxy(self.field)
        looks.changed.connect(self._wear)
        view.verticalScrollBar().valueChanged.connect(self.lay)
        view.verticalScrollBar().rangeChanged.connect(self.lay)
        view.resized.connect(self.lay)
        self.hide()

    # --- beginning and ending

    def begin(self, block: BlockView, select: tuple[int, int] = (0, 0)) -> bool:
        """Type over `block`, with `[start, end)` of it selected (code points); False where it is not on the page."""
        found = self._place_of(block)
        if found is None:
            return False
        self.block, self.fault, self._note = block, "", ""
        first, _last, shown = found
        self._original, self._stood = block.text, shown
        self.field.setAccessibleName(_("Corrected words of this paragraph"))
        self._set(self._formats(first), shown)
        offsets = Offsets(block.text)
        cursor = self.field.textCursor()
        cursor.setPosition(offsets.to_utf16(select[0]))
        cursor.setPosition(offsets.to_utf16(select[1]), QTextCursor.MoveMode.KeepAnchor)
        self.field.setTextCursor(cursor)
        self.show()
        self.raise_()
        self.lay()
        self.field.setFocus()
        self._bring_into_view()
        return True

    def end(self) -> None:
        """Put the field away; the page closes up again."""
        self._rest.stop()
        # The page closing up asks the field to lie anew: it has no block by then.
        block, self.block = self.block, None
        self._grow(block, 0)
        self.hide()

    def typed(self) -> str:
        """The block's words as typed; what a screen cannot show stays what it was."""
        raw = self.field.document().toRawText()
        words = carried_over(self._original, self._stood, raw) if raw != self._stood else self._original
        return words.replace("\u2029", "\n").replace("\u2028", "\n") if raw != self._stood else words

    @property
    def original(self) -> str:
        """The block's words when typing began."""
        return self._original

    def take_up(self, words: str, note: str) -> None:
        """Go on from words typed before; undoing typing brings the block's own back. `note` is said beside the keys."""
        self.field.selectAll()
        self.field.insertPlainText(showable(words))
        self._note = note
        self.update()

    def say(self, fault: str) -> None:
        """Say why what was typed could not be kept; it stays in the field."""
        self.fault = fault
        self.field.setReadOnly(False)
        self.lay()
        self.update()
        self.field.setFocus()

    def wait(self) -> None:
        """It is being kept: nothing is typed meanwhile."""
        self.field.setReadOnly(True)

    # --- the page under it

    def _place_of(self, block: BlockView) -> tuple[int, int, str] | None:
        """(first position, position past the last, the words as they stand on the page) of a block."""
        chunks = [c for c in self.shown.places.chunks if c.block == block.id]
        if not chunks:
            return None
        document = self.view.document()
        first, last = chunks[0].start, chunks[-1].end
        parts = []
        for chunk in chunks:
            cursor = QTextCursor(document)
            cursor.setPosition(chunk.start)
            cursor.setPosition(chunk.end, QTextCursor.MoveMode.KeepAnchor)
            parts.append(cursor.selectedText())
        shown = "".join(parts)
        if len(shown) != len(block.text) or document.findBlock(first) != document.findBlock(last - 1):
            shown = showable(block.text)
        return first, last, shown

    def _formats(self, first: int) -> tuple[QTextBlockFormat, QTextCharFormat]:
        block = self.view.document().findBlock(first)
        form = QTextBlockFormat(block.blockFormat())
        form.setTopMargin(0)
        form.setBottomMargin(0)
        form.clearProperty(ORNAMENT)
        form.clearProperty(DOUBT)
        cursor = QTextCursor(self.view.document())
        cursor.setPosition(first + 1)
        return form, QTextCharFormat(cursor.charFormat())

    def _set(self, formats: tuple[QTextBlockFormat, QTextCharFormat], words: str) -> None:
        document = QTextDocument(self.field)
        document.setDocumentMargin(0)
        form, char = formats
        ink = QTextCharFormat(char)
        ink.setForeground(QColor(self.looks.theme["ink"]))
        cursor = QTextCursor(document)
        cursor.setBlockFormat(form)
        cursor.setBlockCharFormat(ink)
        cursor.insertText(words, ink)
        document.clearUndoRedoStacks()
        document.setModified(False)
        self._rest.stop()
        self.field.blockSignals(True)
        self.field.setReadOnly(False)
        self.field.setDocument(document)
        self.field.setCurrentCharFormat(ink)
        self.field.blockSignals(False)
        self._document = document
        document.contentsChanged.connect(self._changed)
        document.documentLayout().documentSizeChanged.connect(self.lay)
        self._paint_field()

    def _changed(self) -> None:
        if self.block is not None and self._document is not None and self._document.isModified():
            self.fault = ""
            self._rest.start()
            self.update()
            QTimer.singleShot(0, self, self._bring_caret_into_view)

    # --- lying over the block

    def lay(self, *_sizes: object) -> None:
        """Lie over the block where it now is; the page below makes room for what has grown."""
        if self.block is None or self._document is None:
            return
        found = self._place_of(self.block)
        if found is None:
            return
        first, last, _shown = found
        page = self.view.document()
        top, bottom = page.findBlock(first), page.findBlock(max(first, last - 1))
        column = self.view.column
        self._document.setTextWidth(column)
        self.field.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.field.setLineWrapColumnOrWidth(column)
        needed = round(self._document.size().height())
        at = self._corner(top.position())
        held = self._lines_height(top.blockNumber(), bottom.blockNumber())
        self._grow(self.block, max(0, needed - held) + self._foot())
        room = max(needed, held)
        self.setGeometry(QRect(at.x() - _SIDE, at.y() - _ABOVE, column + 2 * _SIDE, room + _ABOVE + self._foot()))
        self.field.setGeometry(_SIDE, _ABOVE, column + _NARROW, room)
        self._align(first)

    def _align(self, first: int) -> None:
        """Bring the first character to the very place where it stands on the page."""
        there, here = QTextCursor(self.view.document()), QTextCursor(self.field.document())
        there.setPosition(first)
        stands = self.view.cursorRect(there).topLeft()
        lies = self.field.viewport().mapTo(self.view.viewport(), self.field.cursorRect(here).topLeft())
        away = stands - lies
        self.move(self.pos() + QPoint(away.x() if there.atBlockStart() else 0, away.y()))

    def _corner(self, position: int) -> QPoint:
        """The corner of the column at the first line of a paragraph, in the viewport."""
        cursor = QTextCursor(self.view.document())
        cursor.setPosition(position)
        block = cursor.block()
        box = self.view.document().documentLayout().blockBoundingRect(block)
        shift = self.view.verticalScrollBar().value()
        above = block.blockFormat().topMargin() if block.blockNumber() else 0
        top = box.top() - shift
        line = block.layout().lineAt(0)
        first = block.layout().position().y() + line.y() - shift if line.isValid() else top + above
        gutter = self.view.document().rootFrame().frameFormat().leftMargin()
        return QPoint(round(gutter), round(first))

    def _lines_height(self, first: int, last: int) -> int:
        page = self.view.document()
        low = high = 0.0
        for number in range(first, last + 1):
            layout = page.findBlockByNumber(number).layout()
            top = layout.position().y()
            lines = layout.lineCount()
            end = layout.lineAt(lines - 1) if lines else None
            low = top if number == first else low
            high = top + (end.y() + end.height() if end is not None else 0)
        return round(high - low)

    def _grow(self, block: BlockView | None, by: int) -> None:
        """Let the page leave so many pixels more below a block."""
        found = self._place_of(block) if block is not None else None
        if found is None:
            return
        cursor = QTextCursor(self.view.document())
        cursor.setPosition(found[1])
        form = QTextBlockFormat(cursor.blockFormat())
        # The page itself says how much it was given: a page set anew has been given nothing.
        given = form.intProperty(_GIVEN)
        if by != given:
            form.setBottomMargin(max(0.0, form.bottomMargin() - given) + by)
            form.setProperty(_GIVEN, by)
            cursor.setBlockFormat(form)

    def page_renewed(self) -> bool:
        """The page was set anew: lie over the block again; False where it is no longer there."""
        if self.block is None or self._place_of(self.block) is None:
            return False
        self.lay()
        return True

    def _bring_into_view(self) -> None:
        below = self.geometry().bottom() + 8 - self.view.viewport().height()
        above = self.geometry().top() - 8
        bar = self.view.verticalScrollBar()
        if above < 0 or self.height() > self.view.viewport().height():
            bar.setValue(bar.value() + above)
        elif below > 0:
            bar.setValue(bar.value() + below)

    def _bring_caret_into_view(self) -> None:
        if self.block is None:
            return
        box = self.field.cursorRect()
        top = self.field.viewport().mapTo(self.view.viewport(), box.topLeft()).y()
        bar, height = self.view.verticalScrollBar(), self.view.viewport().height()
        if top < 8:
            bar.setValue(bar.value() + top - 8)
        elif top + box.height() + self._foot() > height:
            bar.setValue(bar.value() + top + box.height() + self._foot() - height)

    def stands_at(self) -> int:
        """How far below the top of the view the block begins, in pixels."""
        found = self._place_of(self.block) if self.block is not None else None
        return self._corner(self.view.document().findBlock(found[0]).position()).y() if found else 0

    # --- looks

    def _wear(self) -> None:
        """The theme has changed: the words keep standing, in its ink."""
        if self.block is None:
            return
        ink = QTextCharFormat()
        ink.setForeground(QColor(self.looks.theme["ink"]))
        cursor = QTextCursor(self.field.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeCharFormat(ink)
        self._paint_field()

    def _paint_field(self) -> None:
        palette = self.field.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(self.looks.theme["page"]))
        palette.setColor(QPalette.ColorRole.Text, QColor(self.looks.theme["ink"]))
        palette.setColor(QPalette.ColorRole.Highlight, QColor(self.looks.theme["text_selection"]))
        palette.setColor(QPalette.ColorRole.HighlightedText, QColor(self.looks.theme["ink"]))
        self.field.setPalette(palette)
        self.field.viewport().setPalette(palette)

    def _foot(self) -> int:
        return QFontMetrics(self.looks.font(-2)).height() + 8

    def hint(self) -> str:
        """What is said under the words: the fault, or the keys."""
        if self.fault:
            return self.fault
        keys = _("Enter keeps · Esc leaves · Tab next")
        return f"{self._note} · {keys}" if self._note else keys

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self.looks.theme
        painter.setPen(QPen(QColor(theme["accent"]), 1.2))
        painter.setBrush(QColor(theme["page"]))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.6, 0.6, -0.6, -0.6), 4, 4)
        painter.setFont(self.looks.font(-2))
        painter.setPen(QColor(theme["warning" if self.fault else "muted"]))
        foot = QRectF(_SIDE, self.height() - self._foot(), self.width() - 2 * _SIDE, self._foot() - 4)
        words = painter.fontMetrics().elidedText(self.hint(), Qt.TextElideMode.ElideRight, round(foot.width()))
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)

"""The source text beside the cards: what belongs to blocks is tinted, the chosen block's parts are framed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from reader.domain.text import Span
from reader.domain.words import _
from reader.store.provenance import SourcePage
from reader.ui.labels import dress
from reader.ui.languages import script_of
from reader.ui.repair.card import cursor_x
from reader.ui.theme import UNIT, Looks
from reader.ui.utf16 import Offsets, showable


class SourceText(QPlainTextEdit):
    """The text with line numbers. `clicked` says at which code point."""

    clicked = Signal(int)
    resized = Signal()

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.offsets = Offsets("")
        self.framed: list[tuple[int, int]] = []
        """UTF-16 ranges of the chosen block's parts."""
        self.setReadOnly(True)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCenterOnScroll(False)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)

    def show_text(self, text: str) -> None:
        """Show another text."""
        self.offsets = Offsets(text)
        self.setPlainText("\n".join(showable(line) for line in text.split("\n")))

    def gutter(self) -> int:
        """Width of the line numbers."""
        digits = len(str(max(1, self.blockCount())))
        return round(QFontMetricsF(self.font()).horizontalAdvance("0")) * max(2, digits) + 3 * UNIT

    def fit_gutter(self) -> None:
        """Leave room for the line numbers."""
        self.setViewportMargins(self.gutter(), 0, 2 * UNIT, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The numbers stand left of the text."""
        super().resizeEvent(event)
        self.fit_gutter()
        self.resized.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Says where it was clicked."""
        at = self.cursorForPosition(event.position().toPoint()).position()
        self.clicked.emit(self.offsets.to_code_point(at))

    def lines(self) -> tuple[int, int]:
        """The first and last line (from 1) of the framed parts."""
        places = [self.document().findBlock(at).blockNumber() + 1 for low, high in self.framed for at in (low, high)]
        return (min(places), max(places)) if places else (0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, and a frame around each part of the chosen block."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.looks.colour("accent"), 1.2))
        for low, high in self.framed:
            outline = QPainterPath()
            for area in self._rows(low, high):
                outline.addRect(area)
            painter.drawPath(outline.simplified())

    def _rows(self, low: int, high: int) -> list[QRectF]:
        """The rectangles, in the viewport, of a stretch: one for each line on screen."""
        found = []
        block = self.document().findBlock(low)
        while block.isValid() and block.position() < high:
            origin = self.blockBoundingGeometry(block).translated(self.contentOffset()).topLeft()
            layout = block.layout()
            for n in range(layout.lineCount()):
                row = layout.lineAt(n)
                first = max(low - block.position(), row.textStart())
                last = min(high - block.position(), row.textStart() + row.textLength())
                if first < last:
                    left, right = cursor_x(row, first), cursor_x(row, last)
                    found.append(
                        QRectF(origin + QPointF(left - 1, row.y()), origin + QPointF(right + 1, row.y() + row.height()))
                    )
            block = block.next()
        return found

    def paint_numbers(self, painter: QPainter, area: QRect) -> None:
        """Line numbers, those of the chosen block in the accent."""
        block: QTextBlock = self.firstVisibleBlock()
        first, last = self.lines()
        while block.isValid():
            top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
            if top > self.viewport().height():
                break
            number = block.blockNumber() + 1
            painter.setPen(self.looks.colour("accent" if first <= number <= last else "faint"))
            row = QRectF(area.x(), area.y() + top, area.width() - 2 * UNIT, self.fontMetrics().height())
            painter.drawText(row, Qt.AlignmentFlag.AlignRight, str(number))
            block = block.next()


class Numbers(QWidget):
    """The column of line numbers."""

    def __init__(self, text: SourceText) -> None:
        super().__init__(text)
        self.text = text
        text.updateRequest.connect(lambda _area, _dy: self.update())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The numbers of the lines in sight."""
        painter = QPainter(self)
        painter.setFont(self.text.font())
        self.text.paint_numbers(painter, self.rect())


class SourceView(QWidget):
    """Heading and text. `block_wished` says which block (and its article, None: page text) a click chose."""

    block_wished = Signal(int, object)

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.page: SourcePage | None = None
        self._own: frozenset[int] = frozenset()
        self._sight: list[tuple[int, int]] = []
        """UTF-16 ranges that are to be in sight."""
        self.head = QLabel(self)
        self.where = QLabel(self)
        self.text = SourceText(looks, self)
        self.numbers = Numbers(self.text)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * UNIT, 4 * UNIT, 0, 0)
        layout.setSpacing(UNIT)
        layout.addWidget(self.head)
        layout.addWidget(self.where)
        layout.addSpacing(UNIT)
        layout.addWidget(self.text, 1)
        self.setAutoFillBackground(True)
        self.text.clicked.connect(self._clicked)
        self.text.resized.connect(self._reveal)
        looks.changed.connect(self.take_looks)
        self.take_looks()

    def sizeHint(self) -> QSize:
        """Wide enough for some twenty characters a line."""
        return QSize(300, 600)

    def take_looks(self) -> None:
        """Take fonts, colours and language anew."""
        self.setAccessibleName(_("Source"))
        self.text.setAccessibleName(_("Source text"))
        dress(self.head, self.looks, "muted", -0.5, bold=True)
        dress(self.where, self.looks, "muted", -1.2)
        ground = self.palette()
        ground.setColor(QPalette.ColorRole.Window, self.looks.colour("list"))
        ground.setColor(QPalette.ColorRole.Base, self.looks.colour("list"))
        ground.setColor(QPalette.ColorRole.Text, self.looks.colour("ink"))
        self.setPalette(ground)
        self.text.setPalette(ground)
        self.text.viewport().setPalette(ground)
        script = script_of(self.page.text) if self.page else "zh-Hans"
        self.text.setFont(self.looks.font(-0.6, face="mono", script=script))
        self.text.fit_gutter()
        self._place_numbers()
        self._tint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The numbers keep their place."""
        super().resizeEvent(event)
        self._place_numbers()

    def _place_numbers(self) -> None:
        self.numbers.setGeometry(0, 0, self.text.gutter(), self.text.height())
        self.numbers.raise_()

    def show_page(self, page: SourcePage | None, own: Sequence[int]) -> None:
        """Show a source text; `own` are the blocks of the article shown."""
        if page is None or self.page is None or page.text != self.page.text:
            self.text.framed = self._sight = []
            self.text.show_text(page.text if page else "")
        self.page = page
        self._own = frozenset(own)
        self.take_looks()

    def frame(self, pieces: Sequence[Span], last: Sequence[Span] = ()) -> None:
        """Frame the parts of the blocks chosen that stand in this text; scroll to those of the one chosen last."""
        self.text.framed = self._ranges(pieces)
        self._sight = self._ranges(last) or self.text.framed
        self._say_where()
        self.text.viewport().update()
        self.numbers.update()
        self._reveal()

    def _ranges(self, pieces: Sequence[Span]) -> list[tuple[int, int]]:
        to = self.text.offsets.to_utf16
        return [(to(p.start), to(p.end)) for p in pieces if self.page is not None and p.source == self.page.id]

    def _reveal(self) -> None:
        if self._sight:
            self._scroll_to(self._sight[0][0], self._sight[-1][1])

    def _scroll_to(self, low: int, high: int) -> None:
        """Bring a stretch into sight, its beginning a third down, unless all of it is in sight already."""
        document, text = self.text.document(), self.text
        first, last = document.findBlock(low), document.findBlock(high)
        begin = text.blockBoundingGeometry(first).translated(text.contentOffset())
        end = text.blockBoundingGeometry(last).translated(text.contentOffset())
        if begin.top() >= 0 and end.bottom() <= text.viewport().height() and text.isVisible():
            return
        above, room, block = 0.0, text.viewport().height() / 3, first
        while block.previous().isValid() and above < room:
            block = block.previous()
            above += text.blockBoundingRect(block).height()
        text.verticalScrollBar().setValue(block.firstLineNumber())

    def _say_where(self) -> None:
        page = self.page
        first, last = self.text.lines()
        lines = _("line {line}").format(line=first) if first == last else _("lines {first}–{last}")
        self.head.setText(_("Source · {name}").format(name=page.name) if page else _("Source"))
        self.head.setToolTip(page.name if page else "")
        parts = [lines.format(first=first, last=last) if first else "", f"SHA-256 {page.sha256[:8]}…" if page else ""]
        self.where.setText(" · ".join(part for part in parts if part))
        self.where.setToolTip(page.sha256 if page else "")

    def _tint(self) -> None:
        """Tint the words of the article shown; those of others and page text are muted."""
        self._say_where()
        if self.page is None:
            self.text.setExtraSelections([])
            return
        tint = self.looks.colour("selection")
        made = []
        for owned in self.page.owned:
            own = owned.block in self._own
            ink = self.looks.colour("ink" if own else "muted")
            made.append(self._selection(owned.start, owned.end, tint if own else None, ink))
        self.text.setExtraSelections(made)

    def _selection(self, start: int, end: int, ground: QColor | None, ink: QColor) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.text.document())
        cursor.setPosition(self.text.offsets.to_utf16(start))
        cursor.setPosition(self.text.offsets.to_utf16(end), QTextCursor.MoveMode.KeepAnchor)
        form = QTextCharFormat()
        if ground is not None:
            form.setBackground(ground)
        form.setForeground(ink)
        made.cursor, made.format = cursor, form
        return made

    def _clicked(self, at: int) -> None:
        owned = next((o for o in self.page.owned if o.start <= at < o.end), None) if self.page else None
        if owned is None and self.page is not None:
            owned = next((o for o in self.page.owned if o.start <= at <= o.end), None)
        if owned is not None:
            self.block_wished.emit(owned.block, owned.article)

    def point_of(self, at: int) -> QPoint:
        """Where code point `at` stands in the text's viewport."""
        cursor = QTextCursor(self.text.document())
        cursor.setPosition(self.text.offsets.to_utf16(at))
        return self.text.cursorRect(cursor).center()

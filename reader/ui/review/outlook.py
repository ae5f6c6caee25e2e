"""What the text would read like with an answer: a few lines with their roles, parted and joined where it would be."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from reader.commands.previewing import PreviewLine
from reader.domain.words import _
from reader.ui.languages import script_of
from reader.ui.painting import draw_elided
from reader.ui.terms import role_name
from reader.ui.theme import Looks
from reader.ui.utf16 import showable

MOST = 4
"""Lines shown at most: those that change come first."""
_WINDOW = 160
"""Code points either side of a seam that can possibly be in sight."""


class Outlook(QWidget):
    """Painted lines: role at the left, words in the reading face; a bar where parts meet. Keeps its height."""

    def __init__(self, looks: Looks, parent: QWidget) -> None:
        super().__init__(parent)
        self.looks = looks
        self._lines: list[PreviewLine] = []
        self._rows = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_rows(self, rows: int) -> None:
        """Keep room for so many lines."""
        self._rows = min(rows, MOST)
        self.setVisible(self._rows > 0)
        self.updateGeometry()

    def show_lines(self, lines: Sequence[PreviewLine]) -> None:
        """Show these lines (the first few that matter)."""
        self._lines = _weightiest(lines)
        said = " / ".join(f"{role_name(line.role)}: {line.text[:80]}" for line in self._lines)
        self.setAccessibleName(_("How the text would read: {lines}").format(lines=said))
        self.update()

    def _pitch(self) -> int:
        return round(QFontMetricsF(self.looks.font(0.5, face="serif")).height() * 1.2)

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(200, self._rows * self._pitch() + 12)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A quiet ground and the lines on it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.looks.colour("page"))
        painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        small = self.looks.font(-2)
        roles = [role_name(line.role) for line in self._lines]
        metrics = QFontMetricsF(small)
        indent = max((metrics.horizontalAdvance(role) for role in roles), default=0) + 20
        pitch, before = self._pitch(), False
        for at, (line, role) in enumerate(zip(self._lines, roles, strict=True)):
            row = QRectF(10, 6 + at * pitch, self.width() - 20, pitch)
            if line.opens and at:
                painter.setPen(QPen(self.looks.colour("hairline"), 1))
                painter.drawLine(row.topLeft(), row.topRight())
            draw_elided(painter, row, role, small, self.looks.colour("muted"))
            following = self._lines[at + 1] if at + 1 < len(self._lines) else None
            self._paint_words(painter, row.adjusted(indent, 0, 0, 0), line, before, following)
            before = line.changed

    def _paint_words(
        self, painter: QPainter, area: QRectF, line: PreviewLine, before: bool, following: PreviewLine | None
    ) -> None:
        font = self.looks.font(0.5, face="serif", script=script_of(line.text[:200]))
        metrics = QFontMetricsF(font)
        colour = self.looks.colour("ink" if line.changed else "muted")
        if line.seams and 0 < line.seams[0] < len(line.text):
            self._paint_seam(painter, area, line, metrics)
            return
        # Of a text only the end that meets the other part matters.
        tail = (not line.changed and not before) or (line.changed and not before and _is_text(line))
        if tail and (following is not None or line.changed):
            words = metrics.elidedText(showable(line.text[-_WINDOW:]), Qt.TextElideMode.ElideLeft, area.width())
            painter.setFont(font)
            painter.setPen(colour)
            painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), words)
        else:
            draw_elided(painter, area, line.text[:_WINDOW], font, colour)

    def _paint_seam(self, painter: QPainter, area: QRectF, line: PreviewLine, metrics: QFontMetricsF) -> None:
        """The words either side of the seam, the seam itself in the middle of the line as a bar."""
        seam = line.seams[0]
        half = area.width() / 2 - 4
        right_words = showable(line.text[seam : seam + _WINDOW])
        spare = max(0.0, half - metrics.horizontalAdvance(right_words))
        left_words = showable(line.text[max(0, seam - _WINDOW) : seam])
        left = metrics.elidedText(left_words, Qt.TextElideMode.ElideLeft, half + spare)
        font = self.looks.font(0.5, face="serif", script=script_of(line.text[:200]))
        painter.setFont(font)
        painter.setPen(self.looks.colour("ink"))
        align = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip)
        painter.drawText(area, align, left)
        at = area.left() + metrics.horizontalAdvance(left) + 1.5
        painter.setPen(QPen(self.looks.colour("accent"), 1.5))
        painter.drawLine(int(at), int(area.top() + 4), int(at), int(area.bottom() - 4))
        rest = QRectF(at + 2, area.top(), area.right() - at - 2, area.height())
        draw_elided(painter, rest, line.text[seam : seam + _WINDOW], font, self.looks.colour("ink"))


def _is_text(line: PreviewLine) -> bool:
    return line.role in {"paragraph", "list_item", "quote", "inset", "caption"}


def _weightiest(lines: Sequence[PreviewLine]) -> list[PreviewLine]:
    """The lines that fit: neighbours that do not change go first, from the end."""
    kept = list(lines)
    while len(kept) > MOST:
        spare = [n for n, line in enumerate(kept) if not line.changed]
        del kept[spare[-1] if spare else -1]
    return kept

"""How a card is painted: frame, role in the margin, words, the seam of a join, caret and selection."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QTextCharFormat, QTextLayout

from reader.domain.words import _
from reader.ui.painting import draw_elided
from reader.ui.repair.card import MARGIN, PAD, Card
from reader.ui.terms import role_name
from reader.ui.theme import UNIT, Looks


def paint_card(
    painter: QPainter, card: Card, looks: Looks, *, chosen: bool, selected: tuple[int, int] | None, caret: int | None,
    focused: bool,
) -> None:  # fmt: skip
    """Paint one card in the coordinates of the column."""
    accent = looks.colour("accent")
    ground = looks.colour("list" if card.furniture else "card")
    if card.seams:
        ground = _mixed(ground, accent, 0.08)
    pen = QPen(accent if chosen and focused else looks.colour("faint" if chosen else "hairline"), 2 if chosen else 1)
    painter.setPen(pen)
    painter.setBrush(_mixed(ground, looks.colour("selection"), 0.35) if chosen and not focused else ground)
    inset = 1.0 if chosen else 0.5
    painter.drawRoundedRect(card.rect().adjusted(inset, inset, -inset, -inset), 5, 5)
    _paint_role(painter, card, looks)
    painter.setPen(looks.colour("muted" if card.furniture else "ink"))
    card.layout.draw(painter, card.origin(), _ranges(card, selected, looks))
    for seam in card.seams:
        _paint_seam(painter, card, seam, accent)
    if caret is not None:
        painter.fillRect(card.caret(caret), accent)


def paint_number(painter: QPainter, card: Card, number: int, room: float, looks: Looks) -> None:
    """The block's place in the reading order, beside the card in `room` pixels left of it."""
    painter.setFont(looks.font(-2.5))
    painter.setPen(looks.colour("faint"))
    area = QRectF(-room - UNIT, card.top + PAD, room, QFontMetricsF(painter.font()).height())
    painter.drawText(area, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), str(number))


def role_words(card: Card) -> str:
    """What stands in a card's margin."""
    words = role_name(card.block.role)
    return _("{role}\n⤓ joined").format(role=words) if card.seams else words


def role_height(words: str, looks: Looks) -> float:
    """The height that words in the margin take, in pixels."""
    area = QRectF(0, 0, MARGIN - PAD - UNIT, 1000)
    flags = int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)
    return QFontMetricsF(looks.font(-1.5)).boundingRect(area, flags, words).height()


def _paint_role(painter: QPainter, card: Card, looks: Looks) -> None:
    words = role_words(card)
    font = looks.font(-1.5)
    colour = looks.colour("accent" if card.seams else "muted")
    painter.setFont(font)
    painter.setPen(colour)
    area = QRectF(PAD, card.top + PAD, MARGIN - PAD - UNIT, card.height - PAD)
    painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap), words)


def _ranges(card: Card, selected: tuple[int, int] | None, looks: Looks) -> list[QTextLayout.FormatRange]:
    if selected is None:
        return []
    made = QTextLayout.FormatRange()
    made.start = card.offsets.to_utf16(selected[0])
    made.length = card.offsets.to_utf16(selected[1]) - made.start
    form = QTextCharFormat()
    form.setBackground(looks.colour("text_selection"))
    made.format = form
    return [made]


def _paint_seam(painter: QPainter, card: Card, seam: int, accent: QColor) -> None:
    """A dotted line under the last character before the seam, and a small wedge where the parts meet."""
    before, here = card.caret(max(0, seam - 1)), card.caret(seam)
    right = here.x() if abs(here.y() - before.y()) < 1 else before.x() + before.height() * 0.8
    painter.setPen(QPen(accent, 1.5, Qt.PenStyle.DotLine))
    y = before.bottom() + 1
    painter.drawLine(QPointF(before.x(), y), QPointF(right, y))
    painter.setPen(QPen(accent, 1))
    painter.drawLine(QPointF(right, before.top() + 3), QPointF(right, y))


def paint_heading(painter: QPainter, card: Card, looks: Looks, height: float) -> None:
    """The words over a group of cards."""
    area = QRectF(0, card.top - height + UNIT, card.rect().width(), height - 2 * UNIT)
    draw_elided(painter, area, card.heading, looks.font(-0.5, bold=True), looks.colour("muted"))


def paint_foot(painter: QPainter, area: QRectF, words: str, looks: Looks) -> None:
    """A dashed frame with words: nothing stands here yet."""
    painter.setPen(QPen(looks.colour("faint"), 1, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    inner = area.adjusted(PAD, 0, -PAD, 0)
    draw_elided(painter, inner, words, looks.font(-1), looks.colour("muted"), Qt.AlignmentFlag.AlignCenter)


def paint_place(painter: QPainter, y: float, width: float, looks: Looks) -> None:
    """The line where blocks dropped now would go."""
    painter.fillRect(QRectF(0, y - 1, width, 2), looks.colour("accent"))


def _mixed(ground: QColor, over: QColor, part: float) -> QColor:
    def mix(a: int, b: int) -> int:
        return round(a * (1 - part) + b * part)

    return QColor(mix(ground.red(), over.red()), mix(ground.green(), over.green()), mix(ground.blue(), over.blue()))

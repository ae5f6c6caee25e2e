"""The type sheet of a newspaper page: how each role of a block is set, for one script, size and theme."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QTextBlockFormat, QTextCharFormat, QTextFormat, QTextOption

from reader.ui import fonts
from reader.ui.theme import Looks

# Ornament of a paragraph, painted by the reading view: a value of ORNAMENT.
ORNAMENT = QTextFormat.Property.UserProperty.value + 1
# How doubtful a paragraph's words are, 0 to 100; the reading view marks it in the margin.
DOUBT = QTextFormat.Property.UserProperty.value + 2
HAIRLINE_BELOW, SIDE_RULE, QUOTE_RULE, PLATE, HAIRLINE_ABOVE = range(1, 6)

_FIXED = QTextBlockFormat.LineHeightTypes.FixedHeight.value
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_CENTRE, _JUSTIFY = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignJustify
_JUSTIFIED_FROM = 25
_LATIN_SAMPLE = "the quick brown fox jumps over the lazy dog and then eats it"


@dataclass(frozen=True)
class Rule:
    """How one role is set; lengths are in body sizes (em of the running text)."""

    size: float = 1.0
    line: float = 1.7
    face: str = "serif"
    colour: str = "ink"
    bold: bool = False
    align: Qt.AlignmentFlag = _LEFT
    above: float = 0.0
    below: float = 0.5
    left: float = 0.0
    right: float = 0.0
    first: float = 0.0
    tracking: float = 0.0
    ornament: int = 0


RULES: dict[str, Rule] = {
    "column": Rule(0.74, 1.5, "sans", "muted", bold=True, below=0.25, tracking=0.08),
    "series": Rule(0.74, 1.5, "sans", "muted", below=0.25, tracking=0.04),
    "kicker": Rule(0.9, 1.5, colour="accent", below=0.1),
    "title": Rule(1.75, 1.3, bold=True, below=0.2),
    "small_title": Rule(1.42, 1.3, bold=True, below=0.2),
    "deck": Rule(1.05, 1.5, colour="ink", below=0.2),
    "meta": Rule(0.75, 1.7, "sans", "muted", above=0.1, below=0.0),
    "paragraph": Rule(align=_JUSTIFY),
    "subhead": Rule(1.08, 1.5, bold=True, above=0.9, below=0.45),
    "inset": Rule(0.92, 1.65, "sans", left=1.2, align=_JUSTIFY, above=0.2, below=0.7, ornament=SIDE_RULE),
    "quote": Rule(above=0.3, left=2.0, right=2.0, align=_JUSTIFY, ornament=QUOTE_RULE),
    "caption": Rule(0.84, 1.6, "sans", "muted", above=0.2, below=0.2, align=_JUSTIFY),
    "credit": Rule(0.75, 1.6, "sans", "muted", align=_RIGHT, below=0.5),
    "signature": Rule(0.94, align=_RIGHT, right=1.0),
    "byline": Rule(0.86, 1.6, "sans", "muted", align=_RIGHT),
    "list_item": Rule(left=1.4, first=-1.0, below=0.3, align=_JUSTIFY),
    "table": Rule(0.84, 1.6, "mono", below=0.0),
    "image": Rule(0.75, 1.6, "sans", "muted", align=_CENTRE, above=1.1, below=1.0, ornament=PLATE),
    "pointer": Rule(0.78, 1.6, "sans", "accent", align=_RIGHT, above=0.2),
    "other": Rule(0.9, 1.6, colour="muted"),
    "furniture": Rule(0.78, 1.6, "sans", "muted", below=0.25),
    "foot": Rule(0.74, 1.5, "sans", "muted", bold=True, above=2.4, below=0.5, ornament=HAIRLINE_ABOVE),
}
_LIKE = {"dateline": "byline", "continuation_from": "pointer", "continuation_on": "pointer"}


class Sheet:
    """Formats for every role, made once for a script, size and theme and then reused."""

    def __init__(self, looks: Looks, script: str) -> None:
        self.looks = looks
        self.script = script
        self.size = looks.reading_size
        self._chars: dict[tuple[str, str], QTextCharFormat] = {}
        self._blocks: dict[str, QTextBlockFormat] = {}

    @property
    def wide(self) -> bool:
        """Whether the script is set in full-width characters with a two-character indent."""
        return self.script != "latin"

    def rule(self, role: str) -> Rule:
        """The rule a role is set by; an unknown role is set as `other`."""
        role = _LIKE.get(role, role)
        return RULES.get(role, RULES["other"])

    def font(self, role: str, script: str = "") -> QFont:
        """The font of a role, in the regional glyphs of `script`."""
        rule = self.rule(role)
        font = QFont()
        font.setFamilies(self.looks.families(script or self.script, rule.face))
        font.setPixelSize(max(8, round(rule.size * self.size)))
        font.setBold(rule.bold)
        if (script or self.script) == "latin" and fonts.sets_quotes_wide(font.families()[0]):
            # In an English sentence they have to be proportional.
            font.setFeature(QFont.Tag("pwid"), 1)
        if rule.tracking:
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, rule.tracking * self.size)
        return font

    def char(self, role: str, script: str = "") -> QTextCharFormat:
        """The character format of a role."""
        key = (role, script)
        if key not in self._chars:
            made = QTextCharFormat()
            made.setFont(self.font(role, script))
            made.setForeground(QColor(self.looks.theme[self.rule(role).colour]))
            self._chars[key] = made
        return self._chars[key]

    def block(self, role: str) -> QTextBlockFormat:
        """The paragraph format of a role."""
        if role not in self._blocks:
            self._blocks[role] = self._paragraph(self.rule(role))
        return self._blocks[role]

    def _paragraph(self, rule: Rule) -> QTextBlockFormat:
        made = QTextBlockFormat()
        made.setLineHeight(round(rule.line * rule.size * self.size), _FIXED)
        made.setTopMargin(round(rule.above * self.size))
        made.setBottomMargin(round(rule.below * self.size))
        made.setLeftMargin(round(rule.left * self.size))
        made.setRightMargin(round(rule.right * self.size))
        made.setTextIndent(round(rule.first * self.size))
        made.setAlignment(rule.align)
        if rule.first < 0:
            tab = QTextOption.Tab(round(-rule.first * self.size), QTextOption.TabType.LeftTab)
            made.setTabPositions([tab])
        if rule.ornament:
            made.setProperty(ORNAMENT, rule.ornament)
        return made

    def ragged(self, width: int) -> bool:
        """Whether lines `width` pixels long are too short to justify words without hyphenating them."""
        return not self.wide and width < _JUSTIFIED_FROM * self.size

    def body(self, indent: float, *, ragged: bool = False) -> QTextBlockFormat:
        """The format of a running paragraph whose first line is indented by `indent` em."""
        key = f"paragraph {indent} {ragged}"
        if key not in self._blocks:
            made = QTextBlockFormat(self.block("paragraph"))
            made.setAlignment(_LEFT if ragged else _JUSTIFY)
            made.setTextIndent(round(indent * self.size))
            if not self.wide:
                made.setBottomMargin(round(0.2 * self.size))
            self._blocks[key] = made
        return self._blocks[key]

    @cached_property
    def measure(self) -> int:
        """The full width of a line of running text in pixels: so many Han or about twice as many Latin characters."""
        if self.wide:
            return self.looks.measure * self.size
        average = QFontMetricsF(self.font("paragraph")).horizontalAdvance(_LATIN_SAMPLE) / len(_LATIN_SAMPLE)
        return round(average * self.looks.measure * 70 / 38)

    def fitted(self, room: int) -> int:
        """The line width to use where `room` pixels are free: whole characters, so that lines need no stretching."""
        width = min(self.measure, room)
        return width - width % self.size if self.wide else width

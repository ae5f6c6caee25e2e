"""The card above the text: a doubt with its reason, the words around it, numbered answers; or what there is to review."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from reader.commands import registry
from reader.commands.previewing import PreviewLine
from reader.domain.views import FlagView
from reader.domain.words import N_, _
from reader.ui.actions import key_name
from reader.ui.flow_layout import FlowLayout
from reader.ui.key_choice import KeyChoice
from reader.ui.labels import dress
from reader.ui.review.outlook import Outlook
from reader.ui.theme import UNIT, Looks

_WIDEST = 760
_LOW = 640
STATES = {"answered": N_("Answered"), "dismissed": N_("Dismissed")}


@dataclass(frozen=True)
class Doubt:
    """What the card shows of a doubt: `number` of `total` in this sitting, how each answer would read (first: as it is
    now), the `remembered` line, how many `alike` there are, and which answer was given (None: it is open)."""

    flag: FlagView
    number: int
    total: int
    outlooks: Sequence[Sequence[PreviewLine]] = ()
    remembered: str = ""
    alike: int = 0
    given: int | None = None
    editable: bool = True


@dataclass(frozen=True)
class Hint:
    """Words and the command behind them."""

    words: str
    command: str


@dataclass
class _Parts:
    answers: list[KeyChoice] = field(default_factory=list)
    hints: list[KeyChoice] = field(default_factory=list)


class ReviewCard(QWidget):
    """Shows one doubt, or an end. Says which answer was chosen and which command was wished; does nothing itself."""

    answer_chosen = Signal(int)
    command_wished = Signal(str)

    def __init__(self, looks: Looks, parent: QWidget) -> None:
        super().__init__(parent)
        self.looks = looks
        self.current = 1
        """The answer whose outcome is shown."""
        self.key_of: Callable[[str], str] = key_of
        """Gives the key of a command in portable text."""
        self._again: Callable[[], None] = self.hide
        self._doubt: Doubt | None = None
        self._parts = _Parts()
        self.frame = _Frame(looks, self)
        self.reason = QLabel(self.frame)
        self.reason.setWordWrap(True)
        self.progress = QLabel(self.frame)
        self.outlook = Outlook(looks, self.frame)
        self.remark = QLabel(self.frame)
        self.remark.setWordWrap(True)
        self._answers = QWidget(self.frame)
        self._hints = QWidget(self.frame)
        self._lay_out()
        looks.changed.connect(self._wear)
        self.hide()

    def _lay_out(self) -> None:
        for holder, gap in ((self._answers, UNIT), (self._hints, 2 * UNIT)):
            FlowLayout(holder, gap)
            policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            holder.setSizePolicy(policy)
        head = QHBoxLayout()
        head.setSpacing(3 * UNIT)
        head.addWidget(self.reason, 1)
        head.addWidget(self.progress, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(4 * UNIT, 3 * UNIT, 4 * UNIT, 2 * UNIT + 2)
        column.setSpacing(2 * UNIT)
        column.addLayout(head)
        for part in (self.outlook, self._answers, self.remark, self._hints):
            column.addWidget(part)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(5 * UNIT, 4 * UNIT, 5 * UNIT, 2 * UNIT)
        outer.addWidget(self.frame)
        self.frame.setMaximumWidth(_WIDEST)

    def _wear(self) -> None:
        if not self.isHidden():
            self._again()

    # --- what it shows

    @property
    def doubt(self) -> Doubt | None:
        """The doubt shown."""
        return self._doubt

    @property
    def answers(self) -> list[KeyChoice]:
        """The answers offered, in order; the last one dismisses."""
        return self._parts.answers

    @property
    def hints(self) -> list[KeyChoice]:
        """The commands offered at the foot."""
        return self._parts.hints

    def show_doubt(self, doubt: Doubt) -> None:
        """Show a doubt; the answer looked at stays the same where it is still the same doubt."""
        same = self._doubt is not None and self._doubt.flag.id == doubt.flag.id
        self.current = self.current if same else 1
        self._again = lambda: self.show_doubt(doubt)
        self._doubt = doubt
        flag = doubt.flag
        self._say(flag.title, flag.reason, _("{n} of {count}").format(n=doubt.number, count=f"{doubt.total:,}"))
        self.outlook.set_rows(max((len(lines) for lines in doubt.outlooks), default=0))
        self._fill_answers(doubt)
        self.remark.setText(self._remark(doubt))
        self.remark.setVisible(bool(self.remark.text()))
        self._fill(self._hints, self._parts.hints, [self._hint(hint) for hint in _hints(doubt)])
        self._look_at(self.current)
        self.setAccessibleName(f"{flag.title}. {flag.reason}")
        self.show()

    def show_end(self, title: str, words: str, hints: Sequence[Hint]) -> None:
        """Say that there is nothing to decide here, and what can be done next."""
        self._again = lambda: self.show_end(title, words, hints)
        self._doubt = None
        self._say(title, words, "", sign="✓")
        self.outlook.set_rows(0)
        self._fill(self._answers, self._parts.answers, [])
        self._answers.hide()
        self.remark.hide()
        self._fill(self._hints, self._parts.hints, [self._hint(hint) for hint in hints])
        self.setAccessibleName(f"{title}. {words}")
        self.show()

    def _say(self, title: str, words: str, progress: str, sign: str = "⚑") -> None:
        dress(self.reason, self.looks, "ink", -0.5)
        dress(self.progress, self.looks, "muted", -1.5)
        dress(self.remark, self.looks, "muted", -1.5)
        self.reason.setTextFormat(Qt.TextFormat.RichText)
        accent = self.looks.theme["accent"]
        head = f'<span style="color:{accent}"><b>{sign} {html.escape(title)}</b></span>'
        self.reason.setText("\u2002".join((head, html.escape(words))))
        self.progress.setText(progress)
        self.progress.setVisible(bool(progress))

    def _remark(self, doubt: Doubt) -> str:
        if doubt.flag.state == "open":
            return doubt.remembered
        text = next((a.text for a in doubt.flag.answers if a.n == doubt.given), "")
        said = _(STATES[doubt.flag.state])
        return f"{said} · {text}" if text else said

    def _fill_answers(self, doubt: Doubt) -> None:
        offered = []
        if doubt.flag.state == "open" and doubt.editable:
            given = [(answer.n, answer.text) for answer in doubt.flag.answers]
            offered = [self._answer(n, words) for n, words in [*given, (0, _("Dismiss"))]]
        self._fill(self._answers, self._parts.answers, offered)
        self._answers.setVisible(bool(offered))

    def _answer(self, n: int, words: str) -> KeyChoice:
        choice = KeyChoice(self.looks, str(n), words, self._answers)
        choice.clicked.connect(lambda: self.answer_chosen.emit(n))
        choice.looked_at.connect(lambda: self._look_at(n))
        return choice

    def _hint(self, hint: Hint) -> KeyChoice:
        choice = KeyChoice(self.looks, key_name(self.key_of(hint.command)), hint.words, self._hints, quiet=True)
        choice.clicked.connect(lambda: self.command_wished.emit(hint.command))
        return choice

    @staticmethod
    def _fill(holder: QWidget, held: list[KeyChoice], choices: list[KeyChoice]) -> None:
        layout = holder.layout()
        assert layout is not None
        for old in held:
            layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        held[:] = choices
        for choice in choices:
            layout.addWidget(choice)
            choice.show()
        holder.setVisible(bool(choices))

    def look_at_next(self, by: int) -> None:
        """Look at the outcome of the next answer, or the one before."""
        numbers = [answer.n for answer in self._doubt.flag.answers] if self._doubt else []
        if numbers:
            at = numbers.index(self.current) if self.current in numbers else 0
            self._look_at(numbers[(at + by) % len(numbers)])

    def _look_at(self, n: int) -> None:
        doubt = self._doubt
        if doubt is None:
            return
        self.current = n
        for choice in self._parts.answers:
            choice.set_chosen(choice.key == str(n))
        self.outlook.show_lines(doubt.outlooks[n] if n < len(doubt.outlooks) else ())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Answers are never wider than the card; in a low window the text keeps its place, and hints give way."""
        super().resizeEvent(event)
        low = self.window().height() < _LOW
        self._hints.setVisible(bool(self._parts.hints) and not (low and self._doubt is not None))
        self.remark.setVisible(bool(self.remark.text()) and not (low and bool(self._parts.answers)))
        room = min(self.width() - 10 * UNIT, _WIDEST) - 8 * UNIT
        for choice in (*self._parts.answers, *self._parts.hints):
            choice.set_most(max(120, room))

    def paintEvent(self, event: QPaintEvent) -> None:
        """It lies on the page."""
        QPainter(self).fillRect(event.rect(), self.looks.colour("page"))


class _Frame(QWidget):
    """The rounded ground of the card."""

    def __init__(self, looks: Looks, parent: QWidget) -> None:
        super().__init__(parent)
        self.looks = looks
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground and hairline."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.looks.colour("hairline"), 1))
        painter.setBrush(self.looks.colour("list"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)


def key_of(command: str) -> str:
    """The default key of a command in portable text; empty where it has none."""
    return next(iter(registry.find(command).keys), "")


def _hints(doubt: Doubt) -> list[Hint]:
    hints = [Hint(_("next"), "review.next"), Hint(_("previous"), "review.previous")]
    if doubt.flag.state != "open" and doubt.editable:
        hints.append(Hint(_("open again"), "review.reopen"))
    elif doubt.alike > 1 and doubt.editable:
        words = _("same for all {count} alike").format(count=f"{doubt.alike:,}")
        hints.append(Hint(words, "review.alike"))
    if doubt.editable:
        hints.append(Hint(_("undo"), "history.undo"))
    return [*hints, Hint(_("back to reading"), "review.leave")]

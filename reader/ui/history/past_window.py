"""An article as it was: read only, stepped through the acts that touched it, with what differs from today marked."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSlider, QWidget

from reader.commands import recounting
from reader.commands.session import Session
from reader.domain import difference
from reader.domain.errors import ReaderError, Stopped
from reader.domain.views import ArticleView, BlockSpan
from reader.domain.words import _, ngettext
from reader.store import past
from reader.ui.dialogs.frame import Frame
from reader.ui.history.act_model import day_words
from reader.ui.labels import dress
from reader.ui.lookup import Lookup
from reader.ui.reading_pane import ReadingPane
from reader.ui.theme import UNIT, Looks

_REST = 60
_LONG = 8000


class Moment(NamedTuple):
    """An act after which the article is looked at: its number, the act in words, and the article as it was."""

    act: int
    told: recounting.Told | None
    view: ArticleView | None


class PastWindow(Frame):
    """Opens at the act given, else at the last one; left and right (`[`, `]`) step through the acts."""

    def __init__(
        self, session: Session, looks: Looks, article: int, act: int | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(looks, _("Article as it was"), parent)
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.session, self.article = session, article
        self.steps: list[int] = []
        self.moment: Moment | None = None
        self._wished_act = act
        self._lookup = Lookup("pressmark-past", ended=session.library.close, parent=self)
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._read)
        self.banner = dress(QLabel(self), looks, "accent", 0, bold=True, script="zh-Hans")
        self.about = dress(QLabel(self), looks, "muted", -1, script="zh-Hans")
        self.pane = ReadingPane(None, looks, self)
        self.beside = dress(QLabel(self), looks, "muted", -1, script="zh-Hans")
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.earlier, self.later = QPushButton(_("Earlier"), self), QPushButton(_("Later"), self)
        self.today = QPushButton(_("Back to today"), self)
        self._lay_out()
        self._connect()
        self._lookup.ask("steps", lambda _stopped: past.steps(session.library, article), self._take_steps, self._fail)

    def _lay_out(self) -> None:
        for label in (self.banner, self.about, self.beside):
            label.setWordWrap(True)
            self.body.addWidget(label)
        self.slider.setAccessibleName(_("Acts that touched the article"))
        row = QHBoxLayout()
        row.setSpacing(2 * UNIT)
        for button in (self.earlier, self.later, self.today):
            button.setAutoDefault(False)
        row.addWidget(self.earlier)
        row.addWidget(self.slider, 1)
        row.addWidget(self.later)
        row.addWidget(self.today)
        self.body.addWidget(self.pane, 1)
        self.body.addLayout(row)
        self.earlier.setToolTip("[")
        self.later.setToolTip("]")
        self.resize(820, 720)

    def _connect(self) -> None:
        self.slider.valueChanged.connect(lambda _value: self._rest.start())
        self.earlier.clicked.connect(lambda: self.step(-1))
        self.later.clicked.connect(lambda: self.step(1))
        self.today.clicked.connect(self.close)
        for key, by in (("[", -1), ("]", 1)):
            QShortcut(QKeySequence(key), self).activated.connect(lambda by=by: self.step(by))

    def step(self, by: int) -> None:
        """Go to an earlier or later act."""
        self.slider.setValue(self.slider.value() + by)

    def _take_steps(self, steps: list[int]) -> None:
        self.steps = steps
        self.slider.blockSignals(True)
        self.slider.setRange(0, max(0, len(steps) - 1))
        self.slider.setPageStep(1)
        wanted = self._wished_act if self._wished_act is not None else (steps[-1] if steps else 0)
        self.slider.setValue(max((n for n, act in enumerate(steps) if act <= wanted), default=0))
        self.slider.blockSignals(False)
        self._read()

    def _read(self) -> None:
        if not self.steps:
            return
        session, article, act = self.session, self.article, self.steps[self.slider.value()]

        def read(_stopped: object) -> tuple[Moment, ArticleView | None]:
            told = recounting.told(session, [act]).get(act)
            return Moment(act, told, past.article_as_of(session.library, article, act)), session.article(article)

        self._lookup.ask("moment", read, self._show, self._fail)

    def _show(self, read: tuple[Moment, ArticleView | None]) -> None:
        self.moment, now = read
        act, then = self.moment.told, self.moment.view
        self.earlier.setEnabled(self.slider.value() > 0)
        self.later.setEnabled(self.slider.value() < self.slider.maximum())
        at = act[0].at if act else ""
        self.banner.setText(_("As it was on {day}, {time}").format(day=day_words(at[:10]), time=at[11:16]))
        place = _("{number} of {count}").format(number=self.slider.value() + 1, count=len(self.steps))
        self.about.setText(
            " · ".join(part for part in (place, act[1] if act else "", act[0].author if act else "") if part)
        )
        if then is None:
            self.pane.show_article(None)
            self.beside.setText(_("At that time the article was not there."))
            return
        self.pane.show_article(then, keep_place=False)
        spans = differing(then, now)
        shown = self.pane.shown
        shown.layers.lay_hits(spans, shown.places, self.pane.view.document())
        self.pane.view.viewport().update()
        self.beside.setText(self._told_beside(then, now))

    def _told_beside(self, then: ArticleView, now: ArticleView | None) -> str:
        """Tags and note as they were, and how the article differs from today."""
        parts = [differences_told(then, now)]
        if then.tags:
            parts.append(_("Tags: {names}").format(names=", ".join(tag.name for tag in then.tags)))
        if then.note:
            words = " ".join(then.note.split())
            parts.append(_("Note: {text}").format(text=words if len(words) <= 120 else words[:119] + "…"))
        return " · ".join(parts)

    def _fail(self, error: object) -> None:
        if not isinstance(error, Stopped):
            self.beside.setText(str(error) if isinstance(error, ReaderError) else repr(error))

    def done(self, result: int) -> None:
        """End reading, too."""
        self._lookup.close()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._lookup.close()
        super().closeEvent(event)


def differing(then: ArticleView, now: ArticleView | None) -> list[BlockSpan]:
    """Where the words of an article as it was read otherwise today; blocks that stand elsewhere now are whole."""
    today = {b.id: b for b in now.blocks} if now else {}
    spans: list[BlockSpan] = []
    for block in then.blocks:
        other = today.get(block.id)
        if other is None or max(len(block.text), len(other.text)) > _LONG:
            spans += [BlockSpan(block.id, 0, len(block.text))] if other is None or other.text != block.text else []
            continue
        for start, end, _to, _till in difference.changes(block.text, other.text):
            low = start if end > start else max(0, start - 1)
            if low < len(block.text):
                spans.append(BlockSpan(block.id, low, max(end, low + 1)))
    return spans


def differences_told(then: ArticleView, now: ArticleView | None) -> str:
    """How an article as it was differs from today, in a line."""
    if now is None:
        return _("Today the article is gone.")
    today = {b.id: b for b in now.blocks}
    blocks = sum(
        1 for b in then.blocks if b.id not in today or (today[b.id].text, today[b.id].role) != (b.text, b.role)
    )
    blocks += len(today.keys() - {b.id for b in then.blocks})
    marks = {h.id: (h.colour, h.comment, h.tags, h.quote) for h in then.highlights}
    later = {h.id: (h.colour, h.comment, h.tags, h.quote) for h in now.highlights}
    changed = sum(1 for id in marks.keys() | later.keys() if marks.get(id) != later.get(id))
    parts = []
    if blocks:
        parts.append(ngettext("{count} block", "{count} blocks", blocks).format(count=blocks))
    if changed:
        parts.append(ngettext("{count} highlight", "{count} highlights", changed).format(count=changed))
    if {t.id for t in then.tags} != {t.id for t in now.tags}:
        parts.append(_("tags"))
    if then.note != now.note:
        parts.append(_("note"))
    if not parts:
        return _("As today")
    return _("Differs from today: {what}").format(what=", ".join(parts))

"""What is said where the pointer rests on corrected words: what was printed, who corrected it, and when."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip

from reader.commands import correcting
from reader.commands.session import Session
from reader.domain.text import PRINTED
from reader.domain.views import CorrectionView
from reader.domain.words import _
from reader.ui.reading_pane import ReadingPane
from reader.ui.typesetting import DOUBT


class Hover(QObject):
    """Watches one pane; the corrected words carry a dotted line, this says what it means."""

    def __init__(self, pane: ReadingPane, session: Callable[[], Session | None]) -> None:
        super().__init__(pane)
        self.pane = pane
        self._session = session
        pane.view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self.at(self.pane.view.position_under(event.pos()))
            if found is not None:
                QToolTip.showText(event.globalPos(), told(found), self.pane.view.viewport())
                return True
            score = self._doubt_beside(event.pos())
            if score:
                words = _("Doubtful text, {score} of 100: look whether it reads as printed").format(score=score)
                QToolTip.showText(event.globalPos(), words, self.pane.view.viewport())
                return True
            QToolTip.hideText()
        return False

    def _doubt_beside(self, at: QPoint) -> int:
        """The doubt of the paragraph beside which a point of the right margin lies; 0 elsewhere."""
        view = self.pane.view
        if at.x() < view.viewport().width() - view.painting.gutter:
            return 0
        return int(view.cursorForPosition(at).blockFormat().intProperty(DOUBT))

    def at(self, position: int | None) -> CorrectionView | None:
        """The correction at a document position of the page; None where the print stands."""
        session, view = self._session(), self.pane.article()
        if position is None or session is None or view is None or self.pane.layer == PRINTED:
            return None
        place = self.pane.shown.places.place_at(position)
        block = next((b for b in view.blocks if place is not None and b.id == place[0]), None)
        if block is None or place is None:
            return None
        ids = [id for start, end, id in block.words.corrected if start <= place[1] < max(end, start + 1)]
        found = correcting.ledger(session, ids[:1])
        return found[0] if found else None


def told(correction: CorrectionView) -> str:
    """A correction in two lines: printed and corrected words; who and when."""
    words = _("Printed {printed}, corrected to {corrected}").format(
        printed=quoted(correction.printed), corrected=quoted(correction.corrected)
    )
    return f"<p style='white-space:pre-wrap'>{escape(words)}<br>{escape(who_and_when(correction))}</p>"


def quoted(words: str) -> str:
    """Words in quotation marks; none at all are named."""
    return f"“{words}”" if words else _("nothing")


def who_and_when(correction: CorrectionView) -> str:
    """`Name, 2024-06-08 14:02`."""
    return ", ".join(part for part in (correction.author, correction.at[:16].replace("T", " ")) if part)

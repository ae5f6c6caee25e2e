"""The same answer offered for all doubts alike: shown and counted first, then given as one step, with progress."""

from __future__ import annotations

from PySide6.QtCore import QObject

from reader.commands import review
from reader.domain.errors import Stopped
from reader.domain.views import Outcome
from reader.domain.words import _, ngettext
from reader.ui.jobs import Job
from reader.ui.shell import Shell
from reader.ui.undoing import Undoing

_SEEN = 50
"""So many answers take long enough for progress to be shown."""


class Offering(QObject):
    """`job` is the answering while it goes on, else None."""

    def __init__(self, window: Shell, undoing: Undoing) -> None:
        super().__init__(window)
        self.window, self.undoing = window, undoing
        self.job: Job | None = None
        window.status.stop_wished.connect(self.stop)

    def offer(self, code: str, answer: str) -> None:
        """Show which doubts of a code would be given an answer, counted, and give it when that is agreed to."""
        from reader.ui.review.alike import AlikeDialog

        session, view = self.window.session, self.window.view
        if session is None:
            return
        if answer not in {known for known, _words in review.answers_of(session, code)}:
            self.window.say(_("No doubt that this answers is open."), kind="info")
            return
        dialog = AlikeDialog(session, self.window.looks, code, answer, view, self.window)
        dialog.wished.connect(self.answer_all)
        dialog.open()

    def answer_all(self, answers: list[tuple[int, int]]) -> None:
        """Give the answers; listeners hear when they are given."""
        session = self.window.session
        if session is None or self.job is not None:
            return
        self.job = Job(self)
        self.job.progressed.connect(self._tell)
        self.job.finished.connect(self._said_all)
        self.job.failed.connect(self._failed_all)
        self.job.start(session, "flag.answer_all", answers=answers)

    def stop(self) -> None:
        """Leave off answering all alike; the library is as it was before."""
        if self.job is not None:
            self.job.stop()

    def _tell(self, done: int, total: int, _what: str) -> None:
        if self.job is not None and total > _SEEN:
            words = _("Answering {done} of {total}").format(done=f"{done:,}", total=f"{total:,}")
            self.window.status.show_work(words, done, total)

    def _failed_all(self, error: object) -> None:
        self.job = None
        self.window.status.show_work(None)
        if isinstance(error, Stopped):
            self.window.say(_("Stopped: nothing was answered."), kind="info")
        else:
            self.window.report(error)

    def _said_all(self, outcome: Outcome) -> None:
        self.job = None
        self.window.status.show_work(None)
        done, left = len(outcome.value.answered), len(outcome.value.skipped)
        words = ngettext("{count} doubt answered", "{count} doubts answered", done).format(count=f"{done:,}")
        if left:
            skipped = ngettext("{count} could not be", "{count} could not be", left).format(count=f"{left:,}")
            words = f"{words} · {skipped}"
        self.window.say(words, [(_("Undo"), self.undoing.take_back)])

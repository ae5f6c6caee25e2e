"""The review of doubts in the window: walks the queue, shows the card, gives answers, says when nothing is left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from reader.commands import review
from reader.commands.changes import Changes
from reader.commands.previewing import previews
from reader.domain.doubts import SETTLED
from reader.domain.views import BlockSpan, FlagView, Listing, Outcome
from reader.domain.words import _, ngettext
from reader.store.flags import Waiting
from reader.ui.navigation import Navigation
from reader.ui.review.bar import ReviewBar
from reader.ui.review.card import Doubt, Hint, ReviewCard, key_of
from reader.ui.review.offering import Offering
from reader.ui.shell import READING, Shell
from reader.ui.undoing import Undoing

MODE = "review"
_SHOWN = ("flag", "article", "block", "issue", "newspaper", "learned_answer")


@dataclass(frozen=True)
class Scope:
    """Which doubts are walked through: of an issue (None: of the library) and of a kind (empty: of any)."""

    issue: int | None = None
    kind: str = ""


class Reviewing(QObject):
    """One walk through the doubts of a place. `queue` is what waits, `at` the place in it."""

    def __init__(self, window: Shell, navigation: Navigation, undoing: Undoing) -> None:
        super().__init__(window)
        self.window, self.navigation, self.undoing = window, navigation, undoing
        self.scope = Scope()
        self.queue: list[Waiting] = []
        self.at = 0
        self.key_of: Callable[[str], str] = key_of
        """Gives the key of a command, as the person has it."""
        self._met: set[int] = set()
        self._moving = False
        self.offering = Offering(window, undoing)
        self.card: ReviewCard
        self.bar: ReviewBar
        self.stand()
        self._listen()

    def _listen(self) -> None:
        window = self.window
        window.mode_changed.connect(self._take_mode)
        window.list.listing_changed.connect(self._list_changed)
        window.library_changed.connect(self._changed)
        window.panes_renewed.connect(self.stand)
        self.navigation.article_shown.connect(self._article_shown)

    def stand(self) -> None:
        """Stand above the text of the pane now shown; all words in the language now set."""
        looks, pane = self.window.looks, self.window.pane
        self.card, self.bar = ReviewCard(looks, pane), ReviewBar(looks, pane)
        self.card.answer_chosen.connect(self.answer)
        self.card.command_wished.connect(self.window.command_wished)
        self.bar.review_wished.connect(lambda: self.window.command_wished.emit("review.open"))
        self.card.key_of = lambda command: self.key_of(command)
        pane.put_above(self.bar)
        pane.put_above(self.card)
        pane.view.framed = self._framed

    # --- coming and going

    @property
    def active(self) -> bool:
        """Whether doubts are being reviewed."""
        return self.window.mode == MODE

    def open(self, issue: int | None = None) -> None:
        """Review the doubts of an issue from its first one, or of what the list shows from the article shown on."""
        if issue is not None:
            self.navigation.show_listing(Listing("review", issue))
        elif self.active:
            self.leave()
        else:
            self.window.enter_mode(MODE)

    def leave(self) -> None:
        """Go back to reading; a list of doubts gives way to the issue of the article shown."""
        listing, view = self.window.list.listing, self.window.view
        self.window.leave_mode()
        if listing is not None and listing.kind == "review":
            first = self.window.tree.first_issue()
            if view is not None:
                self.navigation.show_listing(Listing("issue", view.issue.id), view.id)
            elif first is not None:
                self.navigation.show_listing(first)

    def _take_mode(self, mode: str) -> None:
        self.window.marks.set_reviewing(mode == MODE)
        if mode == MODE:
            self._begin()
        else:
            self.card.hide()
            self.queue = []
            self.window.pane.say_empty()
            self._show_bar()
        self.window.pane.view.viewport().update()

    def _begin(self) -> None:
        self.scope = self._scope()
        self._met = set()
        self._read()
        self.bar.hide()
        view = self.window.view
        here = next((n for n, w in enumerate(self.queue) if view is not None and w.article == view.id), None)
        self._go(here or 0)

    def _scope(self) -> Scope:
        listing, view = self.window.list.listing, self.window.view
        if listing is not None and listing.kind == "review":
            return Scope(listing.id, listing.text)
        if listing is not None and listing.kind == "issue":
            return Scope(listing.id)
        return Scope(view.issue.id if view is not None else None)

    def _list_changed(self) -> None:
        listing = self.window.list.listing
        if self._moving:
            return
        if listing is not None and listing.kind == "review":
            if not self.active:
                self.window.enter_mode(MODE)
            elif self._scope() != self.scope:
                self._begin()
        elif self.active and (listing is None or listing.kind != "issue" or listing.id != self.scope.issue):
            self.window.leave_mode()

    # --- the queue

    def _read(self) -> None:
        session = self.window.session
        issue, kind = self.scope.issue, self.scope.kind
        self.queue = review.queue(session, issue=issue, kind=kind) if session is not None else []
        self._met.update(waiting.flag for waiting in self.queue)

    def current(self) -> Waiting | None:
        """The doubt at which one stands."""
        return self.queue[self.at] if 0 <= self.at < len(self.queue) else None

    def _changed(self, changes: Changes) -> None:
        if not changes.touches(*_SHOWN):
            return
        if not self.active:
            self._show_bar()
            return
        before, known = self.current(), {waiting.flag for waiting in self.queue}
        self._read()
        places = {waiting.flag: n for n, waiting in enumerate(self.queue)}
        back = [n for flag, n in places.items() if flag not in known]
        if back and changes.command in {"history.undo", "history.redo"}:
            self._go(back[0])
        elif before is not None and before.flag in places:
            self._go(places[before.flag])
        else:
            self._go(min(self.at, max(0, len(self.queue) - 1)))

    def step(self, by: int) -> None:
        """Go to the next doubt, or the one before; from an article without any, to the nearest in the list."""
        if self.card.doubt is None and self.queue:
            self._go(self._nearest(by))
        elif 0 <= self.at + by < len(self.queue):
            self._go(self.at + by)
        elif self.queue:
            words = _("This is the last doubt.") if by > 0 else _("This is the first doubt.")
            self.window.say(words, kind="info", stays=3000)

    def _nearest(self, by: int) -> int:
        row_of, view = self.window.list.model.row_of, self.window.view
        here = row_of(view.id if view is not None else None)
        rows = [(n, row_of(waiting.article)) for n, waiting in enumerate(self.queue)]
        beyond = [n for n, row in rows if row >= 0 and (row - here) * by > 0]
        return (beyond[0] if by > 0 else beyond[-1]) if beyond else self.at

    def _go(self, at: int) -> None:
        """Show the doubt at a place of the queue, at its article."""
        self.at = at
        waiting = self.current()
        if waiting is None:
            self._end()
            return
        if waiting.article is not None and (self.window.view is None or self.window.view.id != waiting.article):
            self._moving = True
            try:
                self._show_article(waiting.article)
            finally:
                self._moving = False
        self._show_doubt()

    def _show_article(self, article: int) -> None:
        """Show an article where it stands in the list; a doubt elsewhere brings its own issue."""
        if not self.window.list.choose(article):
            self.navigation.open_article(article)
        view = self.window.view
        if view is None or view.id != article:
            self.navigation.show_article(article)

    def _article_shown(self) -> None:
        """Somebody went to another article: its first doubt is next, where it has one."""
        if not self.active:
            self._show_bar()
            return
        view, waiting = self.window.view, self.current()
        if self._moving or view is None or (waiting is not None and waiting.article == view.id):
            return
        here = next((n for n, w in enumerate(self.queue) if w.article == view.id), None)
        if here is not None:
            self._go(here)
        elif self.queue:
            self.card.show_end(
                _("Nothing to review in this article"),
                ngettext("{count} doubt waits elsewhere.", "{count} doubts wait elsewhere.", len(self.queue)).format(
                    count=f"{len(self.queue):,}"
                ),
                [Hint(_("next"), "review.next"), Hint(_("back to reading"), "review.leave")],
            )

    # --- what is shown

    def _show_bar(self) -> None:
        view = self.window.view
        self.bar.show_flags(
            view.flags if view is not None and self.window.mode == READING else (), self.key_of("review.open")
        )

    def _show_doubt(self) -> None:
        session, waiting = self.window.session, self.current()
        flag = review.flag_view(session, waiting.flag) if session is not None and waiting is not None else None
        if session is None or flag is None:
            self.card.hide()
            return
        done = len(self._met) - len(self.queue)
        outlooks = previews(session, flag.id)
        self.card.show_doubt(
            Doubt(
                flag, done + self.at + 1, len(self._met), outlooks, self._remembered(flag), self._count_alike(flag),
                review.given(session, flag.id), self.window.writable(),
            )
        )  # fmt: skip
        self._reveal(flag)

    def _remembered(self, flag: FlagView) -> str:
        session = self.window.session
        kept = review.lasting_numbers(session, flag.id) if session is not None else ("", [])
        if not kept[1]:
            return ""
        words = _("Answer {numbers} will be remembered for {newspaper}: later issues are read so without asking.")
        return words.format(numbers=_spans(kept[1]), newspaper=kept[0])

    def _count_alike(self, flag: FlagView) -> int:
        return sum(waiting.code == flag.code for waiting in self.queue) if self.scope.kind != SETTLED else 0

    def _end(self) -> None:
        """Nothing is left: say so, and what can be done next."""
        session, done = self.window.session, len(self._met)
        words = ngettext("{count} doubt settled.", "{count} doubts settled.", done).format(count=f"{done:,}")
        if not done:
            words = _("Every doubt the import raised has been answered.")
        hints = []
        elsewhere = len(review.queue(session)) if session is not None and self.scope.kind != SETTLED else 0
        if elsewhere:
            left = ngettext("review {count} in the library", "review all {count} in the library", elsewhere)
            hints.append(Hint(left.format(count=f"{elsewhere:,}"), "review.all"))
        if done and self.window.writable():
            hints.append(Hint(_("undo"), "history.undo"))
        hints.append(Hint(_("back to reading"), "review.leave"))
        self.card.show_end(_("Nothing left to review"), words, hints)
        action, act = (hints[0].words, self._review_all) if elsewhere else (_("Back to reading"), self.leave)
        self.window.pane.empty.say(_("Nothing left to review"), words, action, act)
        self.window.pane.view.viewport().update()

    def _review_all(self) -> None:
        self.navigation.show_listing(Listing("review"))

    # --- where in the text

    def _framed(self) -> tuple[int, int] | None:
        """The document range of the block in question, while it is reviewed."""
        doubt = self.card.doubt if self.active and self.card.isVisible() else None
        if doubt is None or doubt.flag.block is None:
            return None
        found = self.window.pane.shown.places.ranges(BlockSpan(doubt.flag.block, 0, 1 << 30))
        return (found[0][0], found[-1][1]) if found else None

    def _reveal(self, flag: FlagView) -> None:
        """Bring into sight what is in question: where parts meet, the end that is lost, or the block's beginning."""
        place, view = self._framed(), self.window.pane.view
        if place is not None:
            doubt = self.card.doubt
            now = doubt.outlooks[0] if doubt is not None and doubt.outlooks else ()
            seam = next((seam for line in now for seam in line.seams), 0)
            at = place[1] - 1 if flag.code == review.CUT else place[0]
            if seam and flag.block is not None:
                at = self.window.pane.shown.places.position_of(flag.block, seam) or at
            cursor = view.textCursor()
            cursor.setPosition(at)
            view.setTextCursor(cursor)
            view.reveal(at, min(at + 1, place[1]))
        view.viewport().update()

    # --- answering

    def answer(self, n: int) -> None:
        """Give the answer `n` (0: dismiss) to the doubt shown; the next one comes by itself."""
        doubt = self.card.doubt
        if doubt is None or not self.card.isVisible() or not doubt.editable or doubt.flag.state != "open":
            return
        words = next((a.text for a in doubt.flag.answers if a.n == n), _("Dismissed") if n == 0 else "")
        if words:
            self.window.run("flag.answer", lambda outcome: self._said(words, outcome), flag=doubt.flag.id, answer=n)

    def _said(self, words: str, outcome: Outcome) -> None:
        if outcome.value is not None and outcome.value.learned:
            words = f"{words} · {_('remembered')}"
        self.window.say(words, [(_("Undo"), self.undoing.take_back)])

    def reopen(self) -> None:
        """Ask the settled doubt shown again."""
        doubt = self.card.doubt
        if doubt is not None and doubt.flag.state != "open" and doubt.editable:
            self.window.run("flag.reopen", flag=doubt.flag.id)

    def ask_alike(self) -> None:
        """Offer the answer looked at for all doubts alike."""
        doubt, session = self.card.doubt, self.window.session
        if session is None or doubt is None or doubt.flag.state != "open" or not doubt.editable:
            return
        code = review.answer_code(session, doubt.flag.id, self.card.current)
        self.offering.offer(doubt.flag.code, code)


def _spans(numbers: list[int]) -> str:
    """`1–3, 5`."""
    runs: list[list[int]] = []
    for n in sorted(numbers):
        if runs and runs[-1][-1] == n - 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)

"""Makes and changes highlights in the reading view: the selection, its bar, the highlight chosen and its card."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future

from PySide6.QtCore import QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QApplication, QWidget

from reader.commands import registry
from reader.commands.session import Session
from reader.domain.text import CORRECTED
from reader.domain.views import BlockSpan, ColourView, HighlightView, Outcome
from reader.domain.words import _
from reader.ui.citing import quotation
from reader.ui.highlight_card import HighlightCard
from reader.ui.highlight_words import spoken
from reader.ui.mark_merging import neighbours
from reader.ui.mark_speaking import announce
from reader.ui.mark_stretching import Stretching
from reader.ui.outcomes import Outcomes, Then
from reader.ui.reading_view import ReadingView
from reader.ui.selection_bar import SelectionBar
from reader.ui.shown_article import ShownArticle
from reader.ui.theme import Looks

_REST = 160
_BAR_COLOURS = 4
_KEYS = {"tag": "t", "comment": "c", "correct": "e", "quote": "Ctrl+Shift+C"}


class Marking(QObject):
    """What a person does to the words of one view. `highlight_chosen` names the highlight now chosen (0: none)."""

    highlight_chosen = Signal(int)
    spans_chosen = Signal(object)
    correction_wished = Signal(object)
    failed = Signal(object)
    merge_offered = Signal(int, object)
    hinted = Signal(str)

    def __init__(self, view: ReadingView, shown: ShownArticle, looks: Looks, parent: QWidget) -> None:
        super().__init__(parent)
        self.view = view
        self.shown = shown
        self.looks = looks
        self.layer = CORRECTED
        self.bar = SelectionBar(looks, parent)
        self.card = HighlightCard(looks, parent)
        self.outcomes = Outcomes(self)
        self.outcomes.failed.connect(self.failed)
        self._home = parent
        self._session: Session | None = None
        self._colours: Sequence[ColourView] = ()
        self._last_colour = ""
        self._last: HighlightView | None = None
        self._refused: set[frozenset[int]] = set()
        self._current: int | None = None
        self._heard: int | None = None
        self._redone: int | None = None
        self._coming: Future[Outcome] | None = None
        self._on_it: Then | None = None
        self._settle = QTimer(self, singleShot=True, interval=_REST)
        self._settle.timeout.connect(self._offer_bar)
        self.stretching = Stretching(view, shown, self.chosen)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), view, enabled=False)
        self._connect()

    def _connect(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)
        self._escape.activated.connect(self.card.close_card)
        self.card.shown.connect(self._watch_escape)
        self.card.closed.connect(self._watch_escape)
        self.view.selectionChanged.connect(self.bar.hide)
        self.view.selection_settled.connect(self.settle)
        self.view.clicked.connect(self._clicked)
        self.view.entered.connect(self._entered)
        self.view.walked.connect(self._walked)
        self.view.let_go.connect(lambda: self.choose(None))
        self.view.selecting_changed.connect(self._say_selecting)
        self.stretching.kept.connect(self._reach)
        self.bar.colour_chosen.connect(self.highlight)
        self.bar.action_chosen.connect(self._carry_out)
        self.card.left.connect(self.view.setFocus)
        self.card.redo_wished.connect(self.redo)
        self.card.failed.connect(self.failed)

    def attach(self, session: Session | None) -> None:
        """Work on another library (or on none)."""
        self._session = session
        self.card.attach(session)
        self.refresh_colours()

    def refresh_colours(self) -> None:
        """Take the colours and the bar's words anew: the library's colours or the looks have changed."""
        writable = self._session is not None and not self._session.library.read_only
        self._colours = self._session.colours() if self._session and writable else ()
        self.stretching.enabled = self.view.painting.has_grips = writable
        if self._session is not None:
            self.looks.take_colours(self._session.colours())
        known = [c.key for c in self._colours]
        if self._last_colour not in known:
            self._last_colour = known[0] if known else ""
        self.card.set_colours(self._colours)
        wanted = [("tag", _("Tag")), ("comment", _("Comment"))]
        if any(c.id == "correction.edit" for c in registry.every()):
            wanted.append(("correct", _("Correct")))
        wanted.append(("quote", _("Quote")))
        self.bar.offer(self._colours[:_BAR_COLOURS], [(id, words, _KEYS[id]) for id, words in wanted])
        before: QWidget = self.view
        for button in (*self.bar.buttons(), *self.card.stops()):
            QWidget.setTabOrder(before, button)
            before = button

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        """The card goes when the keyboard goes elsewhere in this window; other windows (menus, dialogs) leave it."""
        if not self.card.isVisible():
            return
        if new is not None and new is not self.view and not self.card.holds(new) and new.window() is self.view.window():
            self.card.close_card()
        self._watch_escape()

    def _watch_escape(self) -> None:
        # Inside the card Escape may first end what is being done there.
        self._escape.setEnabled(self.card.isVisible() and not self.card.holds(QApplication.focusWidget()))

    # --- the selection

    def selected_spans(self) -> list[BlockSpan]:
        """The words selected, as spans of blocks in code points."""
        cursor = self.view.textCursor()
        return self.shown.places.spans(cursor.selectionStart(), cursor.selectionEnd())

    def select(self, spans: Sequence[BlockSpan]) -> None:
        """Select the words from the first span to the last."""
        ranges = [r for span in spans for r in self.shown.places.ranges(span)]
        if ranges:
            cursor = self.view.textCursor()
            cursor.setPosition(ranges[0][0])
            cursor.setPosition(ranges[-1][1], QTextCursor.MoveMode.KeepAnchor)
            self.view.setTextCursor(cursor)
            self.settle()

    def settle(self) -> None:
        """Show the bar in a moment, if words are selected by then."""
        if self.view.textCursor().hasSelection():
            self._settle.start()
            self.spans_chosen.emit(self.selected_spans())
        else:
            self.rest()

    def rest(self) -> None:
        """Take the bar away."""
        self._settle.stop()
        self.bar.hide()

    def _offer_bar(self) -> None:
        if self._colours and self.shown.own(self.selected_spans()):
            self.card.close_card()
            cursor = self.view.textCursor()
            box = self._box(cursor.selectionStart(), cursor.selectionEnd())
            self.bar.place(box, self._area())

    def _box(self, start: int, end: int) -> QRect:
        cursor = self.view.textCursor()
        cursor.setPosition(start)
        first = self.view.cursorRect(cursor)
        cursor.setPosition(end)
        last = self.view.cursorRect(cursor)
        viewport = self.view.viewport()
        box = QRect(0, first.top(), viewport.width(), last.bottom() - first.top())
        if first.top() == last.top():
            box = first.united(last)
        return QRect(viewport.mapTo(self._home, box.topLeft()), box.size())

    def _area(self) -> QRect:
        return QRect(self.view.mapTo(self._home, self.view.rect().topLeft()), self.view.size())

    # --- highlights

    def current(self) -> int | None:
        """The highlight chosen, else the one the caret stands in."""
        if self.shown.highlight(self._current) is not None:
            return self._current
        found = self.shown.layers.at(self.view.textCursor().position())
        return found[0] if found else None

    def chosen(self) -> int | None:
        """The highlight that was chosen itself; the caret's place does not count."""
        return self._current if self.shown.highlight(self._current) is not None else None

    def choose(self, highlight: int | None, *, scroll: bool = False, card: bool = False) -> None:
        """Make a highlight the current one, bring it into sight, show its card."""
        self.stretching.keep()
        known = self.shown.highlight(highlight)
        self._current = known.id if known else None
        self.view.painting.current = self._current
        self.view.viewport().update()
        ranges = self.shown.layers.ranges_of(known.id) if known else []
        if ranges and scroll:
            self.view.reveal(ranges[0][0], ranges[-1][1])
        if known and ranges and card:
            self._open_card(known)
        elif not known or not self.card.shows(known.id):
            self.card.close_card()
        self.highlight_chosen.emit(self._current or 0)

    def redo(self, highlight: int) -> None:
        """Select the words a changed highlight lies on, to be put right; `Alt+L` lays it on what is selected then."""
        known = self.shown.highlight(highlight)
        if known is not None and known.state == "changed":
            self.choose(highlight)
            self.card.close_card()
            self._redone = highlight
            self.select(known.spans)
            self.view.setFocus()
            self.hinted.emit(_("Select the right words, then press Alt+L."))

    def to_redo(self) -> int | None:
        """The changed highlight that waits for its right words, while its article is shown."""
        known = self.shown.highlight(self._redone)
        return known.id if known is not None and known.state == "changed" else None

    def reach(self, highlight: int, spans: Sequence[BlockSpan]) -> None:
        """Let a highlight lie on other words of the article shown."""
        self._reach(highlight, spans)

    def _open_card(self, highlight: HighlightView) -> None:
        self.rest()
        ranges = self.shown.layers.ranges_of(highlight.id)
        box = self._box(ranges[0][0], ranges[-1][1])
        self.card.show_highlight(highlight, box, self._area())

    def refresh(self) -> None:
        """The article's highlights were read anew."""
        self._last = self.shown.highlight(self._last.id if self._last else None) or self._last
        known = self.shown.highlight(self._current)
        if self._current is not None and known is None:
            self.choose(None)
        elif known is not None:
            self.card.refresh(known)

    def highlight(self, colour: str | None = None, then: Then | None = None, tags: Sequence[str] = ()) -> None:
        """Highlight the selection (or the current search hit); without one, recolour the current highlight."""
        self.stretching.keep()
        article, session = self.shown.view, self._session
        if article is None or session is None:
            return
        spans = self.shown.own(self.selected_spans()) or self.shown.own(self._hit_spans())
        if spans:
            self._last_colour = colour or self._last_colour
            future = session.run(
                "highlight.add", source=self, article=article.id, spans=[tuple(s) for s in spans],
                colour=self._last_colour, tags=tags, layer=self.layer,
            )  # fmt: skip
            self.view.clear_selection()
            self._coming, self._on_it = future, None
            self.outcomes.follow(future, lambda outcome: self._added(outcome, then))
        elif colour and self.current() is not None:
            self._last_colour = colour
            self.outcomes.follow(session.run("highlight.colour", source=self, highlight=self.current(), colour=colour))

    def _hit_spans(self) -> list[BlockSpan]:
        hit = self.view.painting.hit
        return self.shown.places.spans(*hit) if hit else []

    def repeat(self) -> None:
        """Mark the selection, or the current search hit, in the colour and with the tags of the mark made last."""
        last = self._last
        if last is None:
            self.highlight()
        else:
            self.highlight(last.colour, tags=[chip.name for chip in last.tags])

    def _added(self, outcome: Outcome, then: Then | None) -> None:
        self.choose(outcome.value if isinstance(outcome.value, int) else None)
        self._last = self.shown.highlight(self._current) or self._last
        self._offer_merging(self._current)
        on_it, self._coming, self._on_it = self._on_it, None, None
        for work in (then, on_it):
            if work is not None:
                work(outcome)

    def _is_coming(self) -> bool:
        """Whether a highlight is being saved that keys pressed now are about."""
        coming = self._coming
        return coming is not None and not (coming.done() and (coming.cancelled() or coming.exception() is not None))

    def comment(self) -> None:
        """Comment the selection (highlighting it first) or the current highlight."""
        self._with_card(self.card.focus_comment)

    def tag(self) -> bool:
        """Tag the selection (highlighting it first) or the highlight chosen; False where there is none."""
        if not self.selected_spans() and self.chosen() is None and not self._is_coming():
            return False
        self._with_card(self.card.focus_tags)
        return True

    def _with_card(self, focus: Then) -> None:
        def show(_outcome: object) -> None:
            self.choose(self.current(), card=True)
            focus(None)

        if self.selected_spans():
            self.highlight(None, then=show)
        elif self._is_coming():
            self._on_it = show
        elif self.current() is not None:
            show(None)

    def _reach(self, highlight: int, spans: Sequence[BlockSpan]) -> None:
        article, session = self.shown.view, self._session
        if article is not None and session is not None:
            future = session.run(
                "highlight.reach", source=self, highlight=highlight, article=article.id,
                spans=[tuple(s) for s in spans], layer=self.layer,
            )  # fmt: skip
            self.outcomes.follow(future, lambda _outcome: self._offer_merging(highlight))

    def _offer_merging(self, highlight: int | None) -> None:
        """Offer once, never do, that highlights of one colour which touch become one."""
        near = neighbours(self.shown.view, highlight)
        pairs = [frozenset((id, highlight)) for id in near if highlight is not None]
        if highlight is not None and not self._refused.issuperset(pairs):
            self._refused.update(pairs)
            self.merge_offered.emit(highlight, near)

    def words_meant(self) -> str:
        """The words selected, else those of the current hit, else those of the current highlight."""
        spans = self.selected_spans() or self._hit_spans()
        if spans:
            return self.shown.words(spans)
        found = self.shown.highlight(self.current())
        return found.current or found.quote if found is not None else ""

    def spans_meant(self) -> list[BlockSpan]:
        """Where those words stand, as far as they are the article's own."""
        found = self.shown.highlight(self.current())
        return self.shown.own(self.selected_spans() or self._hit_spans()) or list(found.spans if found else ())

    def mark_meant(self) -> tuple[str, tuple[str, ...]]:
        """Colour and tags of the current highlight, else of the mark made last."""
        found = self.shown.highlight(self.current()) if not self.selected_spans() else None
        found = found or self._last
        if found is None:
            return self._last_colour, ()
        return found.colour, tuple(chip.name for chip in found.tags)

    def step(self, by: int) -> None:
        """Choose the next highlight in the text (1) or the one before (-1), after the last the first."""
        ranges = [(r[0][0], h.id) for h in self._marks() if (r := self.shown.layers.ranges_of(h.id))]
        if not ranges:
            self.hinted.emit(_("No words are highlighted in this article."))
            return
        order = [id for _start, id in ranges]
        chosen = self.chosen()
        if chosen in order:
            target = (order.index(chosen) + by) % len(order)
        else:
            at = self.view.textCursor().position()
            after = sum(1 for start, _id in ranges if start < at)
            target = (after if by > 0 else after - 1) % len(order)
        cursor = self.view.textCursor()
        cursor.setPosition(ranges[target][0])
        self.view.setTextCursor(cursor)
        self.choose(order[target], scroll=True, card=self.card.isVisible())
        announce(self.view, spoken(self.shown.highlight(order[target]), self._colours))

    def _marks(self) -> Sequence[HighlightView]:
        return self.shown.view.highlights if self.shown.view else ()

    def _walked(self) -> None:
        """The caret was moved: what was chosen is so no longer; what it stands in now is said to screen readers."""
        if self._current is not None:
            self.choose(None)
        found = self.shown.layers.at(self.view.textCursor().position())
        if found and found[0] != self._heard:
            announce(self.view, spoken(self.shown.highlight(found[0]), self._colours))
        self._heard = found[0] if found else None

    def _say_selecting(self, selecting: bool) -> None:
        self.hinted.emit(_("Selecting: move to select, v or Esc ends it.") if selecting else "")

    def remove(self) -> None:
        """Remove the current highlight."""
        current = self.current()
        if current is not None and self._session is not None:
            self.card.save()
            self.outcomes.follow(self._session.run("highlight.remove", source=self, highlight=current))

    def _clicked(self, position: int) -> None:
        found = self.shown.layers.at(position) if position >= 0 else []
        if not found:
            self.choose(None)
            return
        at = found.index(self._current) + 1 if self._current in found and self.card.isVisible() else 0
        self.choose(found[at % len(found)], card=True)

    def _entered(self, position: int) -> None:
        found = self.shown.layers.at(position)
        if found:
            at = found.index(self._current) + 1 if self._current in found and self.card.isVisible() else 0
            self.choose(found[at % len(found)], card=True)
            self.card.focus_comment(None)

    # --- taking words along

    def copy_plain(self) -> None:
        """Copy the words selected, or the chosen highlight's."""
        words = self._words()
        if words:
            QGuiApplication.clipboard().setText(words)

    def copy_with_source(self) -> None:
        """Copy the words selected (or the chosen highlight's) in quotation marks, with their source line."""
        words, article = self._words(), self.shown.view
        if words and article is not None:
            chinese = self.shown.composition.script in {"zh-Hans", "zh-Hant"}
            QGuiApplication.clipboard().setText(quotation(words, article, chinese=chinese))

    def _words(self) -> str:
        spans = self.selected_spans()
        if spans:
            return self.shown.words(spans)
        chosen = self.shown.highlight(self.current())
        return chosen.quote if chosen else ""

    def _carry_out(self, action: str) -> None:
        if action == "tag":
            self.tag()
        elif action == "comment":
            self.comment()
        elif action == "correct":
            self.correction_wished.emit(self.selected_spans())
        elif action == "quote":
            self.copy_with_source()

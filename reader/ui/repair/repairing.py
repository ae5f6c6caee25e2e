"""Repair mode in a window: bench and source in the places of text and marks, kept in step with the article shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget

from reader.commands import arranging
from reader.commands.changes import Changes
from reader.domain.text import Span
from reader.domain.views import ArticleView, BlockView, Outcome
from reader.domain.words import _
from reader.store.provenance import SourcePage
from reader.ui.repair.bench import Bench
from reader.ui.repair.card import Card, seams_of
from reader.ui.repair.dragging import ListDrops
from reader.ui.repair.hints import Hint
from reader.ui.repair.source_view import SourceView
from reader.ui.shell import Shell
from reader.ui.terms import done, reason_name
from reader.ui.undoing import Undoing

MODE = "repair"
_OF_READING = (
    "find.",
    "highlight.",
    "note.",
    "text.correct",
    "text.edit",
    "view.layer",
    "view.furniture",
    "edit.copy_source",
)
_MAKES = ("repair.new", "repair.split_article")
"""Repairs whose outcome is a new article."""
_SHOWN = ("block", "piece", "correction", "article", "article_field", "flag")


class Repairing(QObject):
    """What repair mode shows and does. `menu_wished` asks for the menu of the chosen blocks at a point of the screen."""

    menu_wished = Signal(QPoint)
    role_wished = Signal()
    article_wished = Signal(int)
    command_wished = Signal(str)

    def __init__(self, window: Shell, undoing: Undoing) -> None:
        super().__init__(window)
        self.window = window
        self.undoing = undoing
        self.bench: Bench | None = None
        """The bench, while repair mode is on."""
        self.source: SourceView | None = None
        self.drops = ListDrops(window.list)
        self._texts: dict[int, str] = {}
        self._pages: dict[int, SourcePage | None] = {}
        self._awaited: int | None = None
        self._shown: int | None = None
        """The article the cards show."""
        self.hints: Sequence[Hint] = ()
        window.mode_changed.connect(self._take_mode)
        self.drops.blocks_dropped.connect(self.move_blocks_to)
        self.drops.articles_merged.connect(lambda ids, kept: self.run("repair.merge", articles=[kept, *ids]))
        self.drops.articles_moved.connect(self.place_articles)

    # entering and leaving

    def _take_mode(self, mode: str) -> None:
        if mode == MODE and self.bench is None:
            self._enter()
        elif mode != MODE and self.bench is not None:
            self._leave()

    def _enter(self) -> None:
        window = self.window
        begin = window.pane.block_in_sight()
        window.pane.keep_place()
        window.marks.keep_note()
        bench, source = Bench(window.looks, window.centralWidget()), SourceView(window.looks, window.centralWidget())
        window.bench = self.bench = bench
        self.source, self._shown = source, None
        window.message.stand_over(bench.foot)
        self._exchange({"text": bench, "marks": source}, (window.pane, window.marks))
        window.panels.show_panel("marks", True)
        bench.cards.chosen_changed.connect(self._follow)
        bench.cards.role_wished.connect(self.role_wished)
        bench.cards.moved.connect(self._dropped)
        bench.hints.wished.connect(self.command_wished)
        bench.doubt.answered.connect(lambda flag, n: self.run("flag.answer", flag=flag, answer=n))
        bench.cards.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        bench.cards.customContextMenuRequested.connect(lambda at: self.menu_wished.emit(bench.cards.mapToGlobal(at)))
        source.block_wished.connect(self.go_to_block)
        self.drops.switch(window.writable())
        self.refresh()
        if begin is not None:
            bench.cards.choose(begin)
        if window.session is not None and window.session.library.read_only:
            window.say(_("This library is read only: its structure can be seen, not changed."), kind="lock")

    def _leave(self) -> None:
        window, bench, source = self.window, self.bench, self.source
        assert bench is not None and source is not None
        block = bench.current()
        self.drops.switch(False)
        window.message.stand_over(None)
        self._texts.clear()
        self._pages.clear()
        self._exchange({"text": window.pane, "marks": window.marks}, (bench, source))
        window.bench = self.bench = self.source = None
        bench.deleteLater()
        source.deleteLater()
        if block is not None:
            window.pane.stand_at(block.id)

    def _exchange(self, shown: dict[str, QWidget], kept: Sequence[QWidget]) -> None:
        panels = self.window.panels
        sizes = panels.sizes()
        panels.exchange(shown)
        for widget in kept:
            widget.hide()
            widget.setParent(self.window.centralWidget())
        panels.setSizes(sizes)

    def make_way(self, command: str) -> None:
        """Go back to reading before a command that works on the text or its marks."""
        if self.bench is not None and command.startswith(_OF_READING):
            self.window.leave_mode()

    # what is shown

    def take_changes(self, changes: Changes) -> None:
        """Take up a change elsewhere: page text, other articles. One of the article shown comes with the article."""
        view = self.window.view
        if self.bench is not None and changes.touches(*_SHOWN) and not (view and changes.concerns(view.id)):
            self.refresh()

    def show_hints(self, hints: Sequence[Hint]) -> None:
        """Show these keys at the foot of the bench."""
        self.hints = hints
        if self.bench is not None:
            self.bench.hints.show_hints(hints)

    def refresh(self) -> None:
        """Show the article as it is now; the block chosen stays chosen, in another article it is the first.

        Without an article there is nothing to repair.
        """
        view, session, bench = self.window.view, self.window.session, self.bench
        if bench is None:
            return
        if view is None or session is None:
            self.window.leave_mode()
            return
        self._pages.clear()
        furniture = session.furniture(view.issue.id)
        bench.reasons = arranging.reasons(session, view, [b.id for b in furniture])
        self._read_sources([*view.blocks, *furniture])
        flag = next((f for f in view.flags if f.state == "open"), None)
        bench.doubt.show_flag(flag, self.window.writable())
        if self._shown is None:
            bench.hints.show_hints(self.hints)
        bench.cards.show_cards(self._cards(view, furniture), anew=self._shown != view.id)
        self._shown = view.id
        if self._awaited is not None and bench.cards.choose(self._awaited):
            self._awaited = None

    def _cards(self, view: ArticleView, furniture: Sequence[BlockView]) -> list[Card]:
        cards = [Card(block, seams_of(block, self._texts)) for block in view.blocks]
        page = [Card(block, seams_of(block, self._texts), furniture=True) for block in furniture]
        if page:
            page[0].heading = _("Page text in no article")
        if self.bench is not None:
            writable = self.window.writable()
            self.bench.cards.foot = "" if page or not writable else _("No page text: drag blocks here, or press Del")
            for card in (*cards, *page):
                card.reason = reason_name(self.bench.reasons.get(card.block.id, ""))
        return [*cards, *page]

    def _read_sources(self, blocks: Sequence[BlockView]) -> None:
        """Source texts never change: each is read once."""
        session = self.window.session
        for id in {piece.source for block in blocks if len(block.pieces) > 1 for piece in block.pieces}:
            if id not in self._texts and session is not None:
                page = arranging.source_page(session, id)
                self._texts[id] = page.text if page else ""

    def _follow(self) -> None:
        """The source follows the block chosen."""
        bench, source, session = self.bench, self.source, self.window.session
        block = bench.current() if bench else None
        if source is None or session is None or block is None:
            return
        home = block.pieces[0].source if block.pieces else None
        if home is not None:
            if home not in self._pages:
                self._pages[home] = arranging.source_page(session, home)
            if source.page is not self._pages[home]:
                view = self.window.view
                source.show_page(self._pages[home], [b.id for b in view.blocks] if view else [])
            chosen = [piece for card in bench.cards.chosen() for piece in card.block.pieces] if bench else []
            source.frame(chosen, block.pieces)
        self.window.refresh_actions()

    def go_to_block(self, block: int, article: int | None) -> None:
        """Choose a block of any article; page text stands at the foot of each."""
        view = self.window.view
        if self.bench is None or self.bench.cards.choose(block):
            self.window.focus_text()
            return
        if article is not None and view is not None and article != view.id:
            self._awaited = block
            self.article_wished.emit(article)

    def show_words(self, span: Span) -> None:
        """Choose the block that printed words stand in, and select them."""
        bench = self.bench
        for n, card in enumerate(bench.cards.cards if bench else []):
            found = card.block.words.from_source([span])
            if bench is not None and found and any(p.source == span.source for p in card.block.pieces):
                bench.cards.choose_at(n, caret=found[0][0])
                bench.cards.put_caret(found[-1][1], extend=True)
                return

    # doing

    def run(self, command: str, said: str = "", **arguments: Any) -> None:
        """Carry out a repair and say what was done (`said`, or what is usual), with the way back."""
        if self.window.writable():
            words = said or done(command)
            self.window.run(command, lambda outcome: self._say(command, words, outcome), **arguments)

    def _say(self, command: str, said: str, outcome: Outcome) -> None:
        choices = [(_("Undo"), self.undoing.take_back)]
        if command in _MAKES and isinstance(outcome.value, int):
            choices.append((_("Show it"), lambda: self.article_wished.emit(outcome.value)))
        self.window.say(said, choices)

    def move_blocks_to(self, blocks: Sequence[int], article: int | None) -> None:
        """Move blocks to the end of an article (None: to the page text), and say where they went."""
        self.run("repair.move", self._gone_to(article), blocks=blocks, article=article)

    def _gone_to(self, article: int | None) -> str:
        view, session = self.window.view, self.window.session
        if article is None:
            return _("Moved to the page text.")
        if session is None or (view is not None and view.id == article):
            return ""
        title = next((row.title for row in session.rows([article])), "")
        return _("Moved to “{title}”.").format(title=title) if title else ""

    def put_away(self) -> None:
        """Put the blocks chosen among the page text in no article, where they are not there already."""
        cards = self.bench.cards.chosen() if self.bench else []
        moved = [card.block.id for card in cards if not card.furniture]
        if moved:
            self.move_blocks_to(moved, None)
        elif cards:
            self.window.say(_("This is page text already."), kind="info", stays=3000)

    def _dropped(self, blocks: list[int], before: int | None, furniture: bool) -> None:
        view = self.window.view
        if view is not None and before not in blocks:
            said = self._gone_to(None) if furniture else ""
            self.run("repair.move", said, blocks=blocks, article=None if furniture else view.id, before=before)

    def move_blocks(self, by: int) -> None:
        """Bring the blocks chosen one place up or down within the article."""
        view, bench = self.window.view, self.bench
        if view is None or bench is None:
            return
        order, chosen = [b.id for b in view.blocks], bench.blocks()
        places = sorted(order.index(id) for id in chosen if id in order)
        if len(places) != len(chosen):
            return
        target = places[0] - 1 if by < 0 else places[-1] + 2
        if target < 0 or target > len(order):
            return
        before = order[target] if target < len(order) else None
        self.run("repair.move", blocks=chosen, article=view.id, before=before)

    def place_articles(self, moved: Sequence[int], row: int) -> None:
        """Bring articles before a row of the list; an article keeps to its page."""
        session = self.window.session
        order = list(self.window.list.model.ids())
        if session is None or not moved:
            return
        wanted = [id for id in order[:row] if id not in moved]
        wanted += [id for id in order if id in moved]
        wanted += [id for id in order if id not in wanted]
        if wanted == order:
            return
        low = next(n for n, (a, b) in enumerate(zip(order, wanted, strict=True)) if a != b)
        high = max(n for n, (a, b) in enumerate(zip(order, wanted, strict=True)) if a != b) + 1
        rows = session.rows(wanted[low:high])
        if len({(r.issue, r.page) for r in rows}) > 1:
            self.window.say(_("Articles are put in order within a page. Set the page first."), kind="info")
            return
        self.run("repair.reorder", articles=wanted[low:high])

    def move_articles(self, by: int) -> None:
        """Bring the articles chosen in the list one place up or down."""
        order = list(self.window.list.model.ids())
        chosen = self.window.list.chosen() or ([self.window.view.id] if self.window.view else [])
        places = sorted(order.index(id) for id in chosen if id in order)
        if places:
            self.place_articles(chosen, max(0, places[0] - 1) if by < 0 else min(len(order), places[-1] + 2))

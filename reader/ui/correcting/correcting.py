"""Correction in the window: a paragraph typed over in place, kept as typed, and the same put right elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from reader.commands import correcting
from reader.commands.correcting import Pair
from reader.commands.session import Session
from reader.domain.errors import ReaderError, Stopped
from reader.domain.text import PRINTED
from reader.domain.views import ArticleView, BlockSpan, BlockView, Outcome
from reader.domain.words import _, ngettext
from reader.ui.correcting.block_editor import BlockEditor
from reader.ui.correcting.hover import Hover
from reader.ui.lookup import Lookup
from reader.ui.navigation import Navigation
from reader.ui.outcomes import Outcomes
from reader.ui.reading_pane import ReadingPane
from reader.ui.shell import Shell
from reader.ui.undoing import Undoing
from reader.ui.utf16 import Offsets

_COUNT = "count"
_STAYS = 15000
_SHOWN = 18


class Correcting(QObject):
    """What a person does to recognised text. `editor` lies over the block that is typed over."""

    ended = Signal()

    def __init__(self, window: Shell, navigation: Navigation, undoing: Undoing) -> None:
        super().__init__(window)
        self.window, self.navigation, self.undoing = window, navigation, undoing
        self.editor: BlockEditor | None = None
        self.last: Pair | None = None
        """What was corrected last, with the characters around it: what places alike are looked for."""
        self._article: int | None = None
        self._saving = False
        self._stood = 0
        self._outcomes = Outcomes(self)
        self._outcomes.failed.connect(self._failed)
        self._drafts = Outcomes(self)
        self._drafts.failed.connect(self._draft_failed)
        self._lookup: Lookup | None = None
        self._hover: Hover | None = None

    def listen(self) -> None:
        """Follow the window: its panes, its libraries, the article shown."""
        self.window.panes_renewed.connect(self._listen_to_panes)
        self.window.session_leaving.connect(self.rest)
        self.window.session_entered.connect(self._offer_drafts)
        self.navigation.article_shown.connect(self._article_shown)
        self._listen_to_panes()

    def _listen_to_panes(self) -> None:
        pane = self.window.pane
        self.rest()
        self.editor = None
        self._hover = self.listen_to_pane(pane)

    def listen_to_pane(self, pane: ReadingPane) -> Hover:
        """Hear one text; of two side by side each one for itself."""
        pane.correction_wished.connect(self.edit)
        pane.article_refreshed.connect(lambda view: self._page_renewed(view) if pane is self.window.pane else None)
        return Hover(pane, lambda: self.window.session)

    # --- typing over a block

    @property
    def block(self) -> BlockView | None:
        """The block being typed over."""
        return self.editor.block if self.editor is not None else None

    def edit(self, spans: Sequence[BlockSpan] = ()) -> None:
        """Type over the block of the first of some words (else of the words selected, else of the caret)."""
        view, session = self.window.view, self.window.session
        if view is None or session is None:
            return
        if session.library.read_only:
            self.window.say(_("This library is open for reading only; nothing can be corrected."), kind="lock")
            return
        place = self._place(spans)
        if self.window.pane.layer == PRINTED:
            self.window.pane.toggle_layer()
            view = self.window.view or view
        block = next((b for b in view.blocks if place is not None and b.id == place.block), None)
        if block is None or place is None:
            self.window.say(_("Put the caret into the words to correct."), kind="info")
            return
        self._begin(view, block, (place.start, place.end))

    def _place(self, spans: Sequence[BlockSpan]) -> BlockSpan | None:
        pane = self.window.pane
        chosen = list(spans) or pane.selected_spans()
        if chosen:
            return chosen[0]
        cursor = pane.view.textCursor()
        seen = pane.view.viewport().rect().intersects(pane.view.cursorRect(cursor))
        found = pane.shown.places.place_at(cursor.position() if seen else pane.view.top_position())
        return BlockSpan(found[0], found[1], found[1]) if found else None

    def _begin(self, view: ArticleView, block: BlockView, select: tuple[int, int]) -> bool:
        session, pane = self.window.session, self.window.pane
        if session is None:
            return False
        if self.editor is None or self.editor.view is not pane.view:
            self.editor = BlockEditor(pane.view, pane.shown, self.window.looks)
            self.editor.saved.connect(self.save)
            self.editor.left.connect(self.leave)
            self.editor.typed_some.connect(self._keep_typed)
        pane.marking.rest()
        pane.view.clear_selection()
        draft = correcting.typed_before(session, block.id)
        words = draft[0] if draft and draft[0] != block.text else None
        note = _("As typed before; Ctrl+Z brings the text back") if words is not None else ""
        self._article = view.id
        begun = self.editor.begin(block, select)
        if begun and words is not None:
            self.editor.take_up(words, note)
        return begun

    def save(self, step: int = 0) -> None:
        """Keep what is typed, then go to the next block (1), the one before (-1) or back to the text (0)."""
        editor, session = self.editor, self.window.session
        if editor is None or editor.block is None or session is None or self._saving:
            return
        block, before, typed = editor.block, editor.original, editor.typed()
        if typed == before:
            self._drop_draft(session, block.id)
            self._end(step)
            return
        self._saving = True
        self._stood = editor.stands_at()
        editor.wait()
        future = session.run("text.rewrite", source=self, block=block.id, text=typed, before=before)
        self._outcomes.follow(future, lambda outcome: self._saved(outcome, before, typed, step))

    def _saved(self, _outcome: Outcome, before: str, typed: str, step: int) -> None:
        self._saving = False
        pairs = correcting.pairs_of(before, typed)
        self._hold_place()
        self._end(step)
        self.window.refresh_actions()
        if not pairs:
            return
        self.last = pairs[0]
        self.window.say(self._said(), [(_("Undo"), self.undoing.take_back)])
        self._count_alike(pairs)

    def _hold_place(self) -> None:
        """The page was set anew: the block stands where it stood."""
        if self.editor is not None and self.editor.page_renewed():
            bar = self.editor.view.verticalScrollBar()
            bar.setValue(bar.value() + self.editor.stands_at() - self._stood)

    def _said(self) -> str:
        pair = self.last or Pair("", "")
        return _("Corrected: {old} → {new}").format(old=_short(pair.old), new=_short(pair.new))

    def _failed(self, error: object) -> None:
        self._saving = False
        if self.editor is not None and self.editor.block is not None and isinstance(error, ReaderError):
            self.editor.say(" ".join(str(error).split()))
        else:
            self.window.report(error)

    def leave(self) -> None:
        """Go back to the text; what is typed waits until the block is corrected again or it is dropped."""
        editor, session = self.editor, self.window.session
        if editor is None or editor.block is None or session is None:
            return
        block, changed = editor.block, editor.typed() != editor.original
        if changed:
            self._keep_typed()
            again = (_("Take up again"), lambda: self.take_up(block.id, self._article))
            drop = (_("Drop"), lambda: self._drop_draft(session, block.id))
            self.window.say(_("Not corrected yet; what you typed is kept."), [again, drop], kind="info", stays=_STAYS)
        else:
            self._drop_draft(session, block.id)
        self._end(0)

    def _end(self, step: int) -> None:
        editor, view = self.editor, self.window.view
        if editor is None or editor.block is None:
            return
        block, had_keyboard = editor.block, editor.field.hasFocus()
        at = Offsets(editor.typed()).to_code_point(editor.field.textCursor().position())
        editor.end()
        if step and view is not None and self._begin_beside(view, block.id, step):
            return
        if had_keyboard:
            self._put_caret(block.id, at)
            self.window.pane.setFocus()
        self.ended.emit()

    def _begin_beside(self, view: ArticleView, block: int, step: int) -> bool:
        order = [b.id for b in view.blocks]
        at = order.index(block) + step if block in order else len(order)
        while 0 <= at < len(order):
            if self._begin(view, view.blocks[at], (0, 0)):
                return True
            at += step
        return False

    def _put_caret(self, block: int, at: int) -> None:
        pane = self.window.pane
        position = pane.shown.places.position_of(block, at)
        if position is not None:
            cursor = pane.view.textCursor()
            cursor.setPosition(position)
            bar = pane.view.verticalScrollBar()
            stood = bar.value()
            pane.view.setTextCursor(cursor)
            bar.setValue(stood)

    def _page_renewed(self, _view: object) -> None:
        """The page was set anew, by this correction or by somebody else's work."""
        editor = self.editor
        if editor is None or editor.block is None:
            return
        if not self._saving and not editor.page_renewed():
            self.leave()

    def _article_shown(self) -> None:
        view = self.window.view
        if self.block is not None and (view is None or view.id != self._article):
            self.leave()

    # --- typed, not kept yet

    def _keep_typed(self) -> None:
        editor, session = self.editor, self.window.session
        if editor is not None and editor.block is not None and session is not None:
            self._drafts.follow(correcting.keep_typed(session, editor.block.id, editor.typed()))

    def _draft_failed(self, error: object) -> None:
        """What is typed could not be put on disk; it stands in the field, and is tried again as typing goes on."""
        if self.block is None or not isinstance(error, ReaderError):
            self.window.report(error)
        elif self.editor is not None and not self.editor.fault:
            self.editor.fault = " ".join(str(error).split())
            self.editor.update()

    def _drop_draft(self, session: Session, block: int) -> None:
        self._drafts.follow(session.executor.submit(lambda: correcting.forget_typed(session, block)))

    def rest(self) -> None:
        """The window closes or shows another library: what is typed is kept, nothing is looked up any more."""
        editor, session = self.editor, self.window.session
        if editor is not None and editor.block is not None:
            if session is not None and editor.typed() != editor.original:
                self._keep_typed()
            editor.end()
        if self._lookup is not None:
            self._lookup.close()
            self._lookup.deleteLater()
            self._lookup = None

    def _offer_drafts(self) -> None:
        session = self.window.session
        waiting = correcting.typed_blocks(session) if session is not None and not session.library.read_only else []
        if waiting:
            block, article = waiting[0]
            words = ngettext(
                "Typing over {count} paragraph was not finished.",
                "Typing over {count} paragraphs was not finished.",
                len(waiting),
            )
            self.window.say(
                words.format(count=len(waiting)), [(_("Take up again"), lambda: self.take_up(block, article))],
                kind="info", stays=_STAYS,
            )  # fmt: skip

    def take_up(self, block: int, article: int | None) -> None:
        """Open an article and type over one of its blocks again, as it was left."""
        if article is None:
            return
        if self.window.view is None or self.window.view.id != article:
            self.navigation.open_article(article)
        self.edit([BlockSpan(block, 0, 0)])

    # --- places alike

    def _count_alike(self, pairs: list[Pair]) -> None:
        session = self.window.session
        if session is None:
            return
        if self._lookup is None:
            self._lookup = Lookup("pressmark-alike", session.finder.index.interrupt, session.library.close, self)
        self._lookup.ask(
            _COUNT, lambda stopped: correcting.first_alike(session, pairs, stopped),
            lambda found: self._offer_alike(pairs[0], *found), lambda error: self._not_counted(error),
        )  # fmt: skip

    def _offer_alike(self, corrected: Pair, pair: Pair, found: correcting.Alike) -> None:
        if found.places and self.last == corrected and self.block is None:
            said, self.last = self._said(), pair
            count = len(found.places)
            words = ngettext("{count} more place reads {old}", "{count} more places read {old}", count)
            said = f"{said} · {words.format(count=count, old=_short(pair.old))}"
            review = (_("Review…"), self.show_alike)
            self.window.say(said, [review, (_("Undo"), self.undoing.take_back)], stays=_STAYS)

    def _not_counted(self, error: object) -> None:
        # The offer is a courtesy: without it nothing is missing.
        if not isinstance(error, (ReaderError, Stopped)):
            self.window.report(error)

    def show_alike(self) -> None:
        """Review all other places that read like what was corrected last."""
        session, view = self.window.session, self.window.view
        if session is None or session.library.read_only:
            return
        from reader.ui.correcting.alike import AlikeDialog

        dialog = AlikeDialog(session, self.window.looks, self.last or Pair("", ""), view, self.window)
        dialog.accepted_places.connect(self._correct_alike)
        dialog.open()

    def _correct_alike(self, pair: Pair, places: Sequence[tuple[int, int, int]]) -> None:
        def done(outcome: Outcome) -> None:
            said = ngettext("Corrected {count} place", "Corrected {count} places", outcome.value)
            words = f"{said.format(count=outcome.value)} · {_short(pair.old)} → {_short(pair.new)}"
            self.window.say(words, [(_("Undo"), self.undoing.take_back)])

        self.window.run("text.correct_alike", done, old=pair.old, new=pair.new, places=list(places))

    # --- the ledger, and print beside correction

    def show_ledger(self) -> None:
        """List corrections: of the article shown, its issue, its newspaper, the library."""
        if self.window.session is None:
            return
        from reader.ui.correcting.ledger import Ledger

        dialog = Ledger(self.window.session, self.window.looks, self.window.view, self.window)
        dialog.place_wished.connect(self._go_to)
        dialog.revert_wished.connect(lambda ids: self.window.run("text.revert", corrections=ids))
        self.window.library_changed.connect(dialog.refresh)
        dialog.open()

    def _go_to(self, article: int, span: BlockSpan) -> None:
        if self.window.view is None or self.window.view.id != article:
            self.navigation.open_article(article)
        self.window.pane.select([span])
        self.window.pane.setFocus()

    def show_comparison(self) -> None:
        """Show the article's printed and corrected words side by side."""
        view, session = self.window.view, self.window.session
        if view is not None and session is not None:
            from reader.ui.correcting.comparison import Comparison

            Comparison(session, self.window.looks, view.id, self.window).open()


def _short(words: str) -> str:
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"

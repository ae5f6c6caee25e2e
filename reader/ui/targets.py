"""What a command would act on now, and whether the conditions of commands are fulfilled."""

from __future__ import annotations

from collections.abc import Callable

from reader.commands import baskets, searches
from reader.domain.kept import Basket
from reader.domain.views import ArticleView, IssueView
from reader.ui.beside import Beside
from reader.ui.shell import READING, Shell
from reader.ui.surveying import Surveying
from reader.ui.undoing import Undoing


class Targets:
    """Reads from the window what is chosen: in a context menu the place it was opened on, else what is shown."""

    def __init__(self, window: Shell, undoing: Undoing, beside: Beside, surveying: Surveying) -> None:
        self.window = window
        self.beside = beside
        self.surveying = surveying
        self._conditions: dict[str, Callable[[], bool]] = {
            "": lambda: True,
            "writable": window.writable,
            "has_article": lambda: self.article() is not None,
            "has_articles": lambda: self._lists() or (window.context_place is None and self.any_article()),
            "has_list": lambda: window.list.model.rowCount() > 0,
            "editable_article": lambda: window.writable() and self.article() is not None,
            "editable_articles": lambda: window.writable() and self.any_article(),
            "can_highlight": lambda: window.writable() and self.article() is not None,
            "has_selection": lambda: window.writable() and self.article() is not None,
            "has_highlight": lambda: window.writable() and self.highlight() is not None,
            "editable_list": lambda: window.writable() and self._lists(),
            "has_library": lambda: window.session is not None,
            "any_tag": lambda: self.tag() is not None,
            "has_tag": lambda: window.writable() and self.tag() is not None,
            "has_issue": lambda: self.issue_id() is not None,
            "editable_issue": lambda: window.writable() and self.issue_id() is not None,
            "has_newspaper": lambda: window.writable() and self.newspaper() is not None,
            "has_page": lambda: window.writable() and self.page() is not None,
            "has_scan": lambda: self._scans() > 0,
            "has_block": lambda: window.writable() and window.bench is not None and bool(window.bench.blocks()),
            "has_cards": lambda: window.bench is not None,
            "has_label": lambda: window.writable() and self.label() is not None,
            "has_corrections": lambda: (
                (view := self.article()) is not None and any(b.words.corrected for b in view.blocks)
            ),
            "has_changed_highlight": lambda: window.writable() and self._highlight_state() == "changed",
            "in_repair": lambda: window.mode == "repair",
            "in_review": lambda: window.mode == "review",
            "in_trash": lambda: window.writable() and self.shows_trash() and self.any_article(),
            "can_undo": lambda: window.writable() and undoing.undo is not None,
            "can_redo": lambda: window.writable() and undoing.redo is not None,
            "can_go_back": lambda: window.trail.can_go_back,
            "can_go_forward": lambda: window.trail.can_go_forward,
        } | self._of_lists()

    def _of_lists(self) -> dict[str, Callable[[], bool]]:
        """Conditions about what is found and kept."""
        window, surveying, beside = self.window, self.surveying, self.beside
        return {
            "has_query": lambda: window.session is not None and bool(self.query()),
            "has_recent": lambda: window.session is not None and bool(searches.recent(window.session)),
            "has_saved": lambda: window.writable() and self.ordered("saved") is not None,
            "has_basket": lambda: window.writable() and self.ordered("basket") is not None,
            "any_basket": lambda: self.ordered("basket") is not None or bool(self._baskets()),
            "in_basket": lambda: window.writable() and self.in_basket() and self.any_article(),
            "can_gather": lambda: window.writable() and (self.any_article() or window.context_place is not None),
            "has_search": lambda: window.list.widening.query is not None,
            "can_stand_beside": lambda: self.article() is not None and window.mode == READING,
            "has_beside": lambda: beside.is_open,
            "has_lines": surveying.has_lines,
            "has_passages": surveying.has_passages,
            "writable_passages": lambda: window.writable() and surveying.has_passages(),
            "is_narrowed": surveying.is_narrowed,
            "has_results": lambda: window.list.model.rowCount() > 0,
        }

    def knows(self, when: str) -> bool:
        """Whether there is such a condition."""
        return when in self._conditions

    def fulfils(self, when: str) -> bool:
        """Whether a condition is fulfilled now; one that is not known never is."""
        condition = self._conditions.get(when)
        return condition is not None and condition()

    def shows_trash(self) -> bool:
        """Whether the list shows the trash."""
        listing = self.window.list.listing
        return listing is not None and listing.kind == "trash"

    def article(self) -> ArticleView | None:
        """The article shown; none while an overview stands in its place."""
        return self.window.view if not self.window.tab else None

    def any_article(self) -> bool:
        """Whether there are articles to act on."""
        return self.surveying.lists_something() if self.window.tab else bool(self.articles())

    def _lists(self) -> bool:
        """Whether the place a menu was opened on has something in its list, else the list shown."""
        place = self.window.context_place
        if place is None:
            return self.window.list.model.rowCount() > 0
        return place.kind == "saved" or place.count > 0 or place.marks > 0

    def articles(self) -> list[int]:
        """The articles chosen in the list, else the one shown."""
        if self.window.tab:
            return self.surveying.articles()
        chosen, view = self.window.list.chosen(), self.article()
        return chosen if len(chosen) > 1 or view is None else [view.id]

    def label(self) -> tuple[str, str] | None:
        """The column (else the series) of the article shown: which of them, and its words."""
        view = self.article()
        named = [("column", view.column), ("series", view.series)] if view else []
        return next(((name, words) for name, words in named if words), None)

    def highlight(self) -> int | None:
        """The highlight chosen, else the one the caret stands in."""
        return self.window.pane.current_highlight() if self.article() else None

    def _highlight_state(self) -> str:
        view, chosen = self.article(), self.highlight()
        return next((h.state for h in view.highlights if h.id == chosen), "") if view else ""

    def issue_id(self) -> int | None:
        """The issue of the place a menu was opened on, of the list, or of the article shown."""
        place = self.window.context_place
        if place is not None:
            return place.id if place.kind == "issue" else None
        listing = self.window.list.listing
        if listing is not None and listing.kind == "issue":
            return listing.id
        view = self.article()
        return view.issue.id if view else None

    def issue(self) -> IssueView | None:
        """That issue with all that is known of it."""
        id, session = self.issue_id(), self.window.session
        return session.issue(id) if session is not None and id is not None else None

    def newspaper(self) -> int | None:
        """The newspaper of the place a menu was opened on, of the list, or of the article shown."""
        place = self.window.context_place
        if place is not None:
            return place.id if place.kind in {"newspaper", "year"} else None
        listing = self.window.list.listing
        if listing is not None and listing.kind in {"newspaper", "year"}:
            return listing.id
        view = self.article()
        return view.issue.newspaper_id if view else None

    def tag(self) -> int | None:
        """The tag of the place a menu was opened on, or of the list."""
        place = self.window.context_place
        if place is not None:
            return place.id if place.kind == "tag" else None
        listing = self.window.list.listing
        return listing.id if listing is not None and listing.kind == "tag" else None

    def query(self) -> str:
        """The query of the saved search a menu was opened on, else what stands in the search field."""
        place = self.window.context_place
        return place.text if place is not None and place.kind == "saved" else self.window.top.search.text().strip()

    def ordered(self, kind: str) -> int | None:
        """The saved search or basket (`kind` as places have it) a menu was opened on, else the one chosen in the tree."""
        place = self.window.context_place or self.window.tree.chosen()
        return place.id if place is not None and place.kind == kind else None

    def in_basket(self) -> bool:
        """Whether the list shows a basket."""
        listing = self.window.list.listing
        return listing is not None and listing.kind == "basket"

    def _baskets(self) -> list[Basket]:
        return baskets.baskets(self.window.session) if self.window.session is not None else []

    def page(self) -> int | None:
        """The page of the list, or of the article shown."""
        listing = self.window.list.listing
        if listing is not None and listing.kind == "page":
            return listing.id
        view = self.article()
        return view.page.id if view and view.page else None

    def _scans(self) -> int:
        view = self.article()
        return view.page.scans if view and view.page else 0

"""Going about: which list and which article are shown, the search, back and forward, the place of last time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from reader.commands import searches
from reader.commands.changes import Changes
from reader.domain.errors import ReaderError
from reader.domain.query import QueryError
from reader.domain.views import ArticleView, Listing
from reader.domain.words import _
from reader.ui.breadcrumb import Crumb, crumbs_of
from reader.ui.emptiness import say_why_empty
from reader.ui.mark_sight import MarkSight
from reader.ui.reading_pane import ReadingPane
from reader.ui.shell import Shell
from reader.ui.trail import Stop
from reader.ui.wording import day_name, mode_title, tab_title

_ARTICLE = (
    "article",
    "block",
    "article_tag",
    "tag",
    "highlight",
    "highlight_tag",
    "note",
    "flag",
    "issue",
    "newspaper",
)


class Navigation(QObject):
    """What the window shows. `article_shown` follows every change of the article."""

    article_shown = Signal()

    def __init__(self, window: Shell) -> None:
        super().__init__(window)
        self.window = window
        self._before_search: Listing | None = None
        self._row = 0
        self._enters = False

    def listen(self) -> None:
        """Hear what is chosen anywhere."""
        window = self.window
        window.list.article_chosen.connect(self.show_article)
        window.list.failed.connect(window.report)
        window.list.listing_changed.connect(self._list_changed)
        window.list.review_wished.connect(self._review_list)
        window.tree.listing_chosen.connect(self.show_listing)
        window.top.way.listing_wished.connect(self.show_listing)
        window.top.search.query_changed.connect(self.search)
        window.top.search.list_wished.connect(self.enter_list)
        window.top.search.left.connect(window.focus_text)
        window.list.query_wished.connect(self.search_anew)
        window.list.furniture_chosen.connect(self.show_page_text)
        window.session_leaving.connect(self.forget)
        window.session_entered.connect(self.begin)
        window.library_changed.connect(self.refresh)
        window.listing_wished.connect(self.show_listing)
        window.panes_renewed.connect(self.listen_to_panes)
        self.listen_to_panes()

    def listen_to_panes(self) -> None:
        """Hear the text and marks panels, which do not know each other."""
        window, marks = self.window, self.window.marks
        self.listen_to_pane(window.pane)
        marks.highlight_chosen.connect(lambda id: window.pane.choose_highlight(id))
        marks.highlight_opened.connect(lambda id: window.pane.choose_highlight(id, card=True))
        marks.tag_opened.connect(window.tag_page_wished)

    def listen_to_pane(self, pane: ReadingPane) -> None:
        """Hear one text; of two side by side only the one that is read now counts."""
        window = self.window
        pane.article_wished.connect(self.open_article)
        pane.hits.ran_out.connect(self._walk_on)
        pane.reached_end.connect(self._read_to_end)
        pane.article_refreshed.connect(lambda view: self._refreshed(view) if pane is window.pane else None)
        pane.highlight_chosen.connect(lambda id: window.marks.choose_highlight(id) if pane is window.pane else None)
        pane.layer_changed.connect(lambda _layer: window.refresh_actions())
        sight = MarkSight(pane.view, pane.shown)
        sight.seen.connect(lambda ids: window.marks.highlights.follow(ids) if pane is window.pane else None)

    # beginning and ending

    def forget(self) -> None:
        """Another library comes."""
        self.window.top.search.completion.attach(None)
        self.keep_place()
        self.window.trail.clear()
        self._before_search = None
        self.window.top.search.show_query("")
        self.window.top.way.show_way([])

    def begin(self) -> None:
        """Show what was shown last time, else the first issue there is."""
        session = self.window.session
        self.window.top.search.completion.attach(session)
        if session is None:
            self._show_nothing()
            return
        kept = session.setting(f"place.{session.library.uuid}")
        listing, article = _kept(kept)
        if listing is None or not session.ids(listing):
            listing = self.window.tree.first_issue()
        if listing is None:
            self._show_nothing()
        else:
            self.show_listing(listing, article)

    def keep_place(self) -> None:
        """Keep what is shown for next time."""
        session, listing = self.window.session, self.window.list.listing
        if session is not None and listing is not None and listing.kind != "search":
            place = {"kind": listing.kind, "id": listing.id, "text": listing.text}
            article = self.window.view.id if self.window.view else None
            session.set_setting(f"place.{session.library.uuid}", {**place, "article": article})

    def _show_nothing(self) -> None:
        self.window.list.show_listing(None)
        self._show(None)
        say_why_empty(self.window)

    # lists

    def show_listing(self, listing: Listing, article: int | None = None) -> None:
        """Show a list, standing on `article` or else on its first one."""
        window = self.window
        if window.session is None:
            return
        if listing.kind == "search":
            window.top.search.show_query(listing.text)
            self._search(listing.text, lambda: self._stand_on(article))
            return
        self._before_search = None
        window.top.search.show_query("")
        window.pane.set_hits("")
        window.list.show_listing(listing, self._heading(listing))
        self._stand_on(article)
        read = self.window.view.id if self.window.view and not self.window.tab else None
        self.window.trail.go(listing, read, self.window.tab)
        window.refresh_actions()

    def _review_list(self) -> None:
        """Review the doubts of the issue listed, or all there are."""
        listing = self.window.list.listing
        issue = listing.id if listing is not None and listing.kind == "issue" else None
        self.show_listing(Listing("review", issue))

    def _stand_on(self, article: int | None) -> None:
        shown = self.window.list
        if not (article is not None and shown.choose(article)) and not shown.choose_row(0):
            self._show(None)

    def _heading(self, listing: Listing) -> str:
        """What the list is, where the way above it does not say so."""
        session = self.window.session
        if listing.kind == "day":
            return _("{day} in all years").format(day=day_name(listing.text))
        return session.heading(listing) if session is not None and listing.kind not in {"issue"} else ""

    def _list_changed(self) -> None:
        listing, session = self.window.list.listing, self.window.session
        self.window.tree.stand_on(listing)
        partly = session is not None and not session.finder.ready and listing is not None and listing.kind == "search"
        self.window.list.header.remark(_("perhaps more") if partly else "")
        say_why_empty(self.window)

    def enter_list(self) -> None:
        """Go into the list, to the first hit where none is chosen."""
        table = self.window.list
        if table.searching:
            self._enters = True
            return
        self._remember_search()
        if self.window.tab:
            self.window.focus_text()
            return
        table.table.setFocus()
        if table.model.row_of(table.current) < 0:
            table.choose_row(0)

    # the search

    def search(self, query: str) -> None:
        """Show the hits of a query, or (empty) what was shown before it. The text stays until a hit is chosen."""
        if self.window.session is None:
            return
        if query:
            self._search(query, lambda: self.window.trail.go(Listing("search", text=query), None, self.window.tab))
        else:
            self._leave_search()

    def search_anew(self, query: str) -> None:
        """Search for another query than the one in the field."""
        self.window.top.search.show_query(query)
        self.search(query)

    def show_page_text(self, issue: int, block: int) -> None:
        """Show an issue's page text that is in no article, at a hit of the query searched for."""
        session, listing = self.window.session, self.window.list.listing
        if session is None or listing is None:
            return
        self.show_listing(Listing("issue", issue))
        self.window.pane.set_furniture(session.furniture(issue))
        self.window.pane.set_hits(listing.text)
        self.window.pane.hits.enter_block(block)

    def _walk_on(self, step: int) -> None:
        """The hits of this article are done: the next article found, at its first hit (or the one before, at its last)."""
        found, pane = self.window.list, self.window.pane
        if found.listing is None or found.listing.kind != "search" or not found.model.rowCount():
            pane.hits.enter(step)
            return
        row, count = found.model.row_of(found.current), found.model.rowCount()
        following = row + step if row >= 0 else 0
        if not 0 <= following < count:
            words = (
                _("After the last hit: from the first one again.")
                if step > 0
                else _("Before the first hit: from the last one again.")
            )
            self.window.say(words, kind="info", stays=3000)
            following %= count
        found.choose_row(following)
        pane.hits.enter(step)

    def _search(self, query: str, then: Callable[[], None]) -> None:
        window, before = self.window, self.window.list.listing
        self._enters = False

        def found() -> None:
            if before is not None and before.kind != "search":
                self._before_search = before
            window.pane.set_hits(query)
            then()
            if self._enters:
                self._enters = False
                self.enter_list()
            window.refresh_actions()

        choose = window.view.id if window.view else None
        window.list.search(Listing("search", text=query), query, found, self._search_failed, choose=choose)

    def _search_failed(self, error: Exception) -> None:
        """A query that cannot be read says so under the field; the list stays as it is."""
        self._enters = False
        if isinstance(error, ReaderError):
            self.window.top.search.show_error(str(error), error.at if isinstance(error, QueryError) else None)
        else:
            self.window.report(error)

    def _leave_search(self) -> None:
        self.window.list.forget_search()
        self._enters = False
        before, self._before_search = self._before_search, None
        self.window.pane.set_hits("")
        if before is not None:
            self.show_listing(before, self.window.view.id if self.window.view else None)

    def _remember_search(self) -> None:
        """A search whose list is entered, or an article of it opened, is one of those made last."""
        session, listing = self.window.session, self.window.list.listing
        if session is not None and listing is not None and listing.kind == "search" and self.window.list.model.rowCount():
            searches.remember(session, listing.text)

    # articles

    def show_article(self, id: int) -> None:
        """Show an article of the list."""
        session = self.window.session
        self._remember_search()
        view = session.article(id, self.window.pane.layer) if session else None
        if view is not None and self.window.list.listing is not None and not self.window.tab:
            self.window.trail.go(self.window.list.listing, id)
        self._show(view)

    def _show(self, view: ArticleView | None) -> None:
        window = self.window
        self.window.view = view
        self._row = max(0, window.list.model.row_of(view.id if view else None))
        window.pane.show_article(view)
        window.marks.show_article(view)
        self.show_way()
        self._say_view()

    def take_view(self, view: ArticleView | None) -> None:
        """Another of two texts is read now: its article is the one that marks and commands are about."""
        self.window.view = view
        self._row = max(0, self.window.list.model.row_of(view.id if view else None))
        self.window.marks.show_article(view)
        self.window.list.stand_on(view.id if view else None)
        self.show_way()
        self._say_view()

    def _say_view(self) -> None:
        self.article_shown.emit()
        self.window.refresh_actions()

    def show_way(self) -> None:
        """Say where one is, and in which mode where it is not reading."""
        listing, view = self.window.list.listing, self.window.view
        way: list[Crumb] = []
        if self.window.tab:
            way = [Crumb(part) for part in (self.window.list.heading or _("Library"), tab_title(self.window.tab)) if part]
        elif view is not None:
            way = crumbs_of(view.issue, view)
        elif listing is not None:
            way = [Crumb(self.window.list.heading)]
        mode = mode_title(self.window.mode)
        self.window.top.way.show_way([*way, Crumb(mode)] if mode else way)

    def open_article(self, id: int) -> None:
        """Show an article wherever it stands: in the list shown, else in its issue."""
        session = self.window.session
        self.window.tab_wished.emit("")
        if session is None or self.window.list.choose(id):
            return
        view = session.article(id)
        if view is not None:
            self.show_listing(Listing("issue", view.issue.id), id)

    def show_issue(self, id: int) -> None:
        """Show an issue from its first article."""
        self.window.tab_wished.emit("")
        self.show_listing(Listing("issue", id))

    def _read_to_end(self, id: int) -> None:
        view = self.window.view
        if view is not None and view.id == id and view.state == "unread" and self.window.writable():
            self.window.run("article.state", articles=[id], state="read", auto=True)

    def _refreshed(self, view: ArticleView | None) -> None:
        self.window.view = view
        self._say_view()

    # back and forward

    def go_back(self) -> None:
        """Show what was shown before."""
        self._go_to(self.window.trail.back())

    def go_forward(self) -> None:
        """Show what was shown before going back."""
        self._go_to(self.window.trail.forward())

    def _go_to(self, stop: Stop | None) -> None:
        if stop is None:
            return
        self.window.tab_wished.emit(stop.tab)
        if stop.tab and stop.listing == self.window.list.listing:
            return
        if stop.listing.kind == "search":
            self.window.top.search.show_query(stop.listing.text)
            self._search(stop.listing.text, lambda: self._back_in_search(stop))
        elif stop.listing == self.window.list.listing and stop.article is not None:
            self.window.list.choose(stop.article)
        else:
            self.show_listing(stop.listing, stop.article)

    def _back_in_search(self, stop: Stop) -> None:
        if stop.article is not None:
            self.window.list.choose(stop.article)

    # changes

    def refresh(self, changes: Changes) -> None:
        """Take up a change: the list, and the article where what is said about it around the text has changed."""
        session, window = self.window.session, self.window
        if session is None:
            return
        window.list.refresh(changes)
        if window.list.listing is None or not window.list.model.rowCount():
            self._when_empty()
        elif (
            self.window.view is not None
            and window.list.model.row_of(self.window.view.id) < 0
            and (changes.concerns(self.window.view.id) or changes.touches("basket_item"))
        ):
            self._view_left()
        elif self.window.view is not None and changes.touches(*_ARTICLE) and changes.concerns(self.window.view.id):
            self.window.view = session.article(self.window.view.id, window.pane.layer)
            self.show_way()
            self._say_view()

    def _when_empty(self) -> None:
        """An empty window fills as soon as there is an issue; a list that became empty says why."""
        window = self.window
        first = window.tree.first_issue() if window.list.listing is None else None
        if first is not None:
            self.show_listing(first)
            return
        if self._follow_issue():
            return
        if self.window.view is not None and window.list.listing is not None and window.list.listing.kind != "search":
            self._show(None)
        say_why_empty(window)

    def _follow_issue(self) -> bool:
        """Whether the article shown stands in another issue now (a new version was taken, or taken back): that is shown."""
        session, view, listing = self.window.session, self.window.view, self.window.list.listing
        if session is None or view is None or listing is None or listing.kind != "issue":
            return False
        fresh = session.article(view.id)
        home = Listing("issue", fresh.issue.id) if fresh is not None else listing
        if home.id == listing.id or view.id not in session.ids(home):
            return False
        self.show_listing(home, view.id)
        return True

    def _view_left(self) -> None:
        """The article shown has left the list (to the trash, say): the one in its place is next."""
        listing = self.window.list.listing
        if listing is not None and listing.kind != "search" and not listing.state:
            self.window.list.choose_row(min(self._row, self.window.list.model.rowCount() - 1))

    def retell(self) -> None:
        """Say everything again, in the language now set."""
        view, listing = self.window.view, self.window.list.listing
        if listing is not None:
            self.window.list.heading = self._heading(listing)
        self.window.list.take_looks()
        session = self.window.session
        fresh = session.article(view.id, self.window.pane.layer) if session and view else None
        self._show(fresh)
        say_why_empty(self.window)


def _kept(kept: object) -> tuple[Listing | None, int | None]:
    if not isinstance(kept, dict) or not isinstance(kept.get("kind"), str):
        return None, None
    id, article = kept.get("id"), kept.get("article")
    listing = Listing(kept["kind"], id if isinstance(id, int) else None, str(kept.get("text", "")))
    return listing, article if isinstance(article, int) else None

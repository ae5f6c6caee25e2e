"""Surveying what is found: which tab is open, facets and timeline that follow the list, and narrowing by them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from reader.commands import overview
from reader.commands.changes import Changes
from reader.commands.concordance import KwicRow
from reader.commands.session import Session
from reader.domain.errors import ReaderError, Stopped
from reader.domain.narrowing import narrowed
from reader.domain.overview import Facet, Run, Timeline
from reader.domain.query_writing import with_option
from reader.domain.words import _
from reader.ui.lookup import Lookup, Stop
from reader.ui.navigation import Navigation
from reader.ui.overview.tabs import TABS, ResultTabs
from reader.ui.overview.telling import Ways, say_why_empty
from reader.ui.shell import READING, Shell

_FACETS, _TIME, _COUNTS, _RUNS, _HITS = "facets", "time", "counts", "runs", "hits"
_REST = 250
_SETTLED = 80
"""Milliseconds after which a width is taken for good."""
_SHOWN = (
    "article", "article_field", "block", "correction", "article_tag", "tag", "highlight", "highlight_tag", "colour", "note",
    "flag", "issue", "newspaper", "page", "index",
)  # fmt: skip
# What can change facets, passages and lines.


class Surveying(QObject):
    """Leads the facets, the timeline and the overview page; the list of articles stays what it is."""

    def __init__(self, window: Shell, navigation: Navigation) -> None:
        super().__init__(window)
        self.window, self.navigation = window, navigation
        self.page, self.panel = window.overview, window.facets
        self.tab = "articles"
        self.query: str | None = None
        """The query that finds what is listed; None where none can say it."""
        self._facets_beside = {"articles": False, "passages": True, "kwic": True, "calendar": False}
        self._shown: dict[str, str | None] = {}
        self._lookup: Lookup | None = None
        self.list_tabs = ResultTabs(window.looks, window.list)
        self.list_tabs.hide()
        window.list.put_above(self.list_tabs)
        self._late = QTimer(self, singleShot=True, interval=_REST)
        self._late.timeout.connect(self._renew)
        self._room = QTimer(self, singleShot=True, interval=_SETTLED)
        self._room.timeout.connect(self._ask_bars)

    def listen(self) -> None:
        """Hear the list, the facets, the timelines and the views."""
        window, page = self.window, self.page
        window.list.listing_changed.connect(self.follow)
        window.library_changed.connect(self._changed)
        window.session_leaving.connect(self._leave)
        window.detaching.connect(self.rest)
        window.tab_wished.connect(self._come_back)
        window.looks.changed.connect(self._retell)
        window.mode_changed.connect(lambda mode: self._come_back("") if mode != READING else None)
        for tabs in (self.list_tabs, page.tabs):
            tabs.tab_wished.connect(self.go_to)
        for timeline in (page.timeline, self.panel.timeline):
            timeline.narrowed.connect(self.narrow_to_date)
            timeline.widened.connect(self.widen)
            timeline.room_changed.connect(self._room.start)
        self.panel.toggled.connect(self.toggle)
        self.panel.cleared.connect(self.clear)
        self.panel.closed.connect(self.toggle_facets)
        strip = window.list.strip
        strip.facets_wished.connect(self.toggle_facets)
        strip.saving_wished.connect(lambda: window.command_wished.emit("saved.add"))
        window.panels.arranged.connect(lambda: strip.facets.setChecked(window.panels.is_shown("facets")))
        page.passages.opened.connect(self._open_passage)
        page.kwic.opened.connect(self._open_line)
        page.calendar.issue_wished.connect(self.open_issue)
        page.calendar.run_changed.connect(self._ask_hits)
        for view in (page.passages, page.kwic):
            view.changed.connect(self._views_changed)
            view.failed.connect(window.report)
        page.command_wished.connect(window.command_wished)

    # --- tabs

    def go_to(self, tab: str) -> None:
        """Open a tab a person chose; it is a stop of the way back."""
        if self.window.session is None:
            return
        self.show_tab(tab)
        listing = self.window.list.listing
        if tab != "articles" and listing is not None:
            self.window.trail.go(listing, None, tab)
        self.window.refresh_actions()
        self.take_keyboard()

    def show_tab(self, tab: str) -> None:
        """Show a tab; empty or `articles` is the list beside the text."""
        name = tab if tab in TABS else "articles"
        if name != self.tab:
            if name != "articles":
                self.window.leave_mode()
            self.tab = name
            self.window.tab = name if name != "articles" else ""
            self.window.panels.show_overview(name != "articles")
            self.window.panels.show_panel("facets", self._facets_beside[name])
            self.panel.timeline.setVisible(name in ("articles", "calendar"))
        if name != "articles":
            self.page.show_view(name)
        self.list_tabs.show_tab(name)
        self.navigation.show_way()
        self.follow()
        self.window.refresh_actions()

    def _come_back(self, tab: str) -> None:
        """The way leads to a tab, or to an article."""
        if tab or self.window.tab:
            self.show_tab(tab)
            if tab:
                self.take_keyboard()

    def take_keyboard(self) -> None:
        """Go into what the tab shows."""
        if self.tab == "articles":
            self.window.list.take_keyboard()
        else:
            self.page.view().take_keyboard()

    def toggle_facets(self) -> None:
        """Show the facets beside what is shown, or take them away; each tab remembers it."""
        shown = not self.window.panels.is_shown("facets")
        self._facets_beside[self.tab] = shown
        self.window.panels.show_panel("facets", shown)
        self._ask_facets()
        if shown:
            self.panel.take_keyboard()
        else:
            self.take_keyboard()

    def go_to_timeline(self) -> None:
        """Go to the bars, showing them where they are hidden."""
        if self.tab in ("articles", "calendar") and not self.window.panels.is_shown("facets"):
            self._facets_beside[self.tab] = True
            self.window.panels.show_panel("facets", True)
            self._ask_facets()
        (self.panel.timeline if self.tab in ("articles", "calendar") else self.page.timeline).setFocus()

    def step(self, by: int) -> bool:
        """Go so many rows down in the passages or lines; whether there was one."""
        view = self.page.view()
        return view is not self.page.calendar and view.table.step(by)  # type: ignore[union-attr]

    # --- following

    def follow(self) -> None:
        """The list or the tab has changed: show what belongs to it."""
        session, listing = self.window.session, self.window.list.listing
        self.query = overview.query_of(session, listing) if session is not None else None
        searching = listing is not None and listing.kind == "search"
        self.list_tabs.setVisible(searching or self.tab != "articles")
        if self.tab == "kwic" and not searching and listing is not None and not self._typing():
            self.show_tab("articles")
            return
        self._look()

    def _typing(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and (focused is self.window.top.search or self.page.isAncestorOf(focused))

    def _look(self) -> None:
        """Ask for what is not shown yet of this query."""
        self._ask_counts()
        self._ask_facets()
        view = self.page.view() if self.tab != "articles" else None
        if view is self.page.calendar:
            self._ask_runs()
        elif view is self.page.passages and self._is_new("passages"):
            self.page.passages.look(self.query or "")
        elif view is self.page.kwic and self._is_new("kwic"):
            self.page.kwic.look(self.query or "")
        self._say()

    def _is_new(self, what: str, asked: str | None = None) -> bool:
        """Whether something is not shown for this query yet (for `asked`, where that says more); it is from now on."""
        wanted = self.query if asked is None or self.query is None else asked
        if self._shown.get(what, "\0") == wanted:
            return False
        self._shown[what] = wanted
        return self.query is not None

    def _changed(self, changes: Changes) -> None:
        if changes.touches(*_SHOWN):
            self._late.start()

    def _renew(self) -> None:
        """The library has changed: all is asked anew."""
        self._shown.clear()
        self.follow()

    def _say(self) -> None:
        ways = Ways(self.clear, lambda: self.go_to("articles"), self.window.command_wished.emit)
        say_why_empty(self.page, self.query or "", self.words(), ways)

    def _retell(self) -> None:
        self._shown.pop("facets", None)
        self._ask_facets()
        self._say()

    def _leave(self) -> None:
        self.rest()
        self.show_tab("articles")
        self._shown.clear()

    def rest(self) -> None:
        """End what is read in the background."""
        self._late.stop()
        self._room.stop()
        self.page.rest()
        if self._lookup is not None:
            self._lookup.close()
            self._lookup.deleteLater()
            self._lookup = None

    def _ask(self, kind: str, work: Callable[[Session, Stop], object], then: Callable[..., None]) -> None:
        session = self.window.session
        if session is None:
            return
        if self._lookup is None:
            library, index = session.library, session.finder.index
            self._lookup = Lookup("pressmark-overview", index.interrupt, library.close, self)
        self._lookup.ask(kind, lambda stopped: work(session, stopped), then, self._fail)

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, Stopped | ReaderError):
            self.window.report(error)

    # --- counts beside

    def _ask_counts(self) -> None:
        if not self._is_new("counts"):
            return
        query = self.query or ""

        def work(session: Session, _stopped: Stop) -> tuple[int, int]:
            return overview.count(session, query, "articles"), overview.count(session, query, "highlights")

        self._ask(_COUNTS, work, lambda found: self._show_counts(*found))

    def _show_counts(self, articles: int, passages: int) -> None:
        for tabs in (self.list_tabs, self.page.tabs):
            tabs.show_counts(articles=articles, passages=passages)

    def _ask_facets(self) -> None:
        beside = self.window.panels.is_shown("facets")
        if self.query is None and beside:
            self._shown.pop("facets", None)
            self.panel.show_facets([], _("Nothing to narrow here."))
            self.panel.timeline.show_timeline(Timeline("year", ()))
        meant = self._meant(self.query or "")
        self._ask_bars()
        if beside and self._is_new("facets", meant):
            self._ask(_FACETS, lambda session, stop: overview.facets(session, meant, (), stop), self._show_facets)

    def _ask_bars(self) -> None:
        """As many bars as there is room for, where they are in sight."""
        wide = self.tab in ("passages", "kwic")
        if not wide and not self.window.panels.is_shown("facets"):
            return
        meant, most = self._meant(self.query or ""), (self.page.timeline if wide else self.panel.timeline).most
        if self._is_new("time", f"{meant}\0{most}"):
            self._ask(_TIME, lambda session, _stop: overview.timeline_of(session, meant, most), self._show_time)

    def _meant(self, query: str) -> str:
        """The query at the level of the tab: passages are counted where passages are shown."""
        return with_option(query, "in", "highlights") if self.tab == "passages" and self._level(query) == "articles" else query

    def _show_facets(self, facets: list[Facet]) -> None:
        self.panel.show_facets(facets, "" if facets else _("Nothing to narrow here."))

    def _show_time(self, found: Timeline) -> None:
        narrow = bool(narrowed(self.query or "").chosen.get("date"))
        for timeline in (self.page.timeline, self.panel.timeline):
            timeline.show_timeline(found, narrow=narrow)

    def _ask_runs(self) -> None:
        if self._is_new("runs") or not self.page.calendar.runs:
            self._ask(_RUNS, lambda session, _stop: overview.runs(session), self._show_runs)

    def _show_runs(self, runs: list[Run]) -> None:
        calendar = self.page.calendar
        fresh = not calendar.runs
        calendar.show_runs(runs)
        view = self.window.view
        if fresh and view is not None:
            calendar.choose(view.issue.newspaper_id)
            day = next((d for d, some in calendar._days.items() if any(i.id == view.issue.id for i in some)), None)
            if day is not None:
                calendar.stand_on(day)
        if calendar.grid.hasFocus() or self.tab == "calendar":
            calendar.take_keyboard()
        self._ask_hits()
        self._say()

    def _ask_hits(self) -> None:
        """On which days of the newspaper looked at the search finds something."""
        run, listing = self.page.calendar.run, self.window.list.listing
        if run is None or listing is None or listing.kind != "search":
            self.page.calendar.show_hits({})
            return
        paper = run.name if run.newspaper is not None else "unknown"
        text = narrowed(listing.text).replaced("newspaper", (paper,)).text
        self._ask(_HITS, lambda session, _stop: overview.days(session, text), self._show_hits)

    def _show_hits(self, hits: dict[date, int]) -> None:
        self.page.calendar.show_hits(hits)

    # --- narrowing

    def toggle(self, facet: str, value: str) -> None:
        """Tick a value of a facet, or take its tick away."""
        if self.query is not None:
            self._search(narrowed(self.query).toggled(facet, value).text)

    def narrow_to_date(self, value: str) -> None:
        """Narrow to a stretch of time."""
        if self.query is not None:
            self._search(narrowed(self.query).replaced("date", (value,)).text)

    def widen(self) -> None:
        """Take dates away again."""
        if self.query is not None:
            self._search(narrowed(self.query).replaced("date", ()).text)

    def clear(self) -> None:
        """Take all narrowing away."""
        if self.query is not None:
            self._search(narrowed(self.query).base)

    def _search(self, query: str) -> None:
        self.navigation.search_anew(query)

    # --- opening

    def _open_passage(self, article: int, highlight: int) -> None:
        self._open(article)
        self.window.pane.choose_highlight(highlight)

    def _open_line(self, row: KwicRow) -> None:
        if row.article is None:
            return
        self._open(row.article)
        if row.highlight is not None:
            self.window.pane.choose_highlight(row.highlight)
        elif row.shown.block is not None:
            self.window.pane.hits.enter_place(row.shown.block, row.shown.start)

    def _open(self, article: int) -> None:
        """Show an article beside the list; the way back leads here again."""
        listing = self.window.list.listing
        if listing is not None:
            self.window.trail.go(listing, None, self.tab)
        self.navigation.open_article(article)
        self.window.focus_text()

    def open_issue(self, issue: int) -> None:
        """Show an issue from its first article."""
        listing = self.window.list.listing
        if listing is not None:
            self.window.trail.go(listing, None, self.tab)
        self.navigation.show_issue(issue)
        self.window.focus_text()

    # --- what is chosen

    def articles(self) -> list[int]:
        """The articles of the passages or lines chosen (of all where not several are chosen), each once."""
        session, page = self.window.session, self.page
        if session is None or self.tab not in ("passages", "kwic"):
            return []
        if self.tab == "passages":
            return overview.articles_of(session, page.passages.chosen())
        lines = dict.fromkeys(line.owner for line in page.kwic.chosen())
        return overview.articles_of(session, list(lines)) if self._of_passages(page.kwic.query) else list(lines)

    def _of_passages(self, query: str) -> bool:
        return self._level(query) == "highlights"

    def _level(self, query: str) -> str:
        """What a query finds; empty where it cannot be read."""
        session = self.window.session
        try:
            return session.finder.level(query) if session is not None else ""
        except ReaderError:
            return ""

    def words(self) -> bool:
        """Whether the query asks for words."""
        session = self.window.session
        try:
            return session is not None and bool(session.finder.read(self.query or "", live=True).texts())
        except ReaderError:
            return False

    def is_narrowed(self) -> bool:
        """Whether anything is ticked in the facets."""
        return bool(self.query) and bool(narrowed(self.query or "").chosen)

    def lists_something(self) -> bool:
        """Whether passages or lines are listed."""
        return self.has_lines() or self.has_passages()

    def has_lines(self) -> bool:
        """Whether there are lines of a concordance to write."""
        return self.tab == "kwic" and self.page.kwic.model.rowCount() > 0

    def has_passages(self) -> bool:
        """Whether passages are listed."""
        return self.tab == "passages" and self.page.passages.model.rowCount() > 0

    def _views_changed(self) -> None:
        self._say()
        self.window.refresh_actions()

"""Finding again: the search index kept in step with the library, and tags found as they are typed."""

from __future__ import annotations

import logging
import os
import time
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from reader.commands.changes import Changes
from reader.commands.found import FirstFound, SearchResult
from reader.domain.collecting import seldom
from reader.domain.errors import ReaderError, Stopped, UsageError
from reader.domain.places import cache_folder
from reader.domain.query import SWITCHES, Query, QueryError, parse
from reader.domain.query_expanding import expanded
from reader.domain.query_tree import ALIASES, asked_of
from reader.domain.snippets import best, explain, find_all, snippet, why
from reader.domain.views import BlockSpan, BlockView, Hit, Listing
from reader.domain.words import N_
from reader.store import articles, feed, issue_views
from reader.store.articles import marked_words
from reader.store.asked import FoundRow
from reader.store.facets import Counts
from reader.store.index import SearchIndex
from reader.store.index_docs import Made
from reader.store.library import Library
from reader.store.texts import chunks
from reader.store.tokens import FIELDS
from reader.store.whereabouts import look

_log = logging.getLogger(__name__)


class Finder:
    """The search index of one library: caught up from the change log, fed after each act, asked by screens.

    While an import runs the index is stamped with the act before it, so that after a crash it is fed again.
    """

    def __init__(self, library: Library) -> None:
        self.library = library
        self.index = SearchIndex(place_of_index(library), library.uuid, wal=not look(library.path).kind)
        self._held: int | None = None
        self._aside: SearchIndex | None = None
        self._building = False
        self._behind = False
        self.lost: Callable[[], None] = self.catch_up
        """What brings the index back where it was found damaged or gone while in use."""
        self.index.when_anew(self._begun_anew)
        self._made: Made | None = None
        self.ready = True
        """False while the index is still being brought to the library's last act: searches may miss something."""

    # keeping step

    def follow(self, changes: Changes) -> None:
        """Take in what one act touched. A fault of the index never spoils the act, which is already kept."""
        if changes.act is None:
            return
        try:
            self._follow(changes, changes.act)
        except ReaderError as error:
            _log.warning("the search index lags behind: %s", error)
            self._behind = True

    def _begun_anew(self) -> None:
        if not self._building and self._held is None:
            self.lost()

    def _follow(self, changes: Changes, act: int) -> None:
        if changes.touches("tag", "tag_alias"):
            for index, stamp in self._fed(act):
                index.set_tags(feed.tag_names(self.library), stamp)
        imported = bool(changes.extra.get("imported"))
        articles = feed.articles_of(self.library, changes.issues) if imported else changes.articles
        issues = changes.issues if imported or changes.touches("issue", "page", "block", "piece") else ()
        self._feed(articles, issues, act)

    def _stamp(self, act: int) -> int:
        return act if self._held is None else min(act, self._held)

    def _feed(self, articles: Iterable[int], issues: Iterable[int], act: int) -> None:
        """Tell the index of articles and issues' furniture, part by part; it is stamped with `act` when all are in."""
        parts = list(chunks(articles, _PART)) or [[]]
        for part in parts[:-1]:
            self._feed_part(part, (), 0)
        self._feed_part(parts[-1], issues, act)

    def _feed_part(self, wanted: Sequence[int], issues: Iterable[int], act: int) -> None:
        documents = [*feed.documents(self.library, wanted), *feed.furniture(self.library, issues)]
        alive = {d.article for d in documents}
        gone = [id for id in wanted if id not in alive]
        bare = set(issues) - {d.issue for d in documents if not d.article}
        for index, stamp in self._fed(act):
            if gone or bare:
                index.remove(gone, stamp, furniture_of=bare)
            if documents:
                index.put(documents, stamp, self._made)
            elif not gone and not bare:
                index.seen(stamp)

    def _fed(self, act: int) -> Iterator[tuple[SearchIndex, int]]:
        """The indexes that an act is told to, and the act they are then stamped with: one built aside is not whole."""
        yield self.index, self._stamp(act)
        if self._aside is not None:
            yield self._aside, 0

    @contextmanager
    def importing(self) -> Iterator[None]:
        """Many issues come in: written in larger parts, and stamped only when all of them are in."""
        outer = self._held
        self._held = self.library.last_act() if outer is None else outer
        self.index.begin_bulk()
        try:
            yield
        finally:
            self.index.end_bulk()
            self._held = outer
            self.index.seen(self._stamp(self.library.last_act()))

    @contextmanager
    def knowing(self, made: Made | None) -> Iterator[None]:
        """Inside, what is among the `made` tokens is not made again: an import has them before it writes."""
        self._made = made
        try:
            yield
        finally:
            self._made = None

    def catch_up(self, rest: Callable[[], None] = lambda: None) -> None:
        """Bring the index to the library's last act; one that is new, stale, worn or far behind is built anew."""
        stamp, last = self.index.stamp, self.library.last_act()
        self._behind = False
        far = stamp.last_act == 0 or last - stamp.last_act > FAR_BEHIND
        if not far:
            self._follow_since(stamp.last_act, last, rest)
        if far or self.index.is_stale or self.index.is_worn:
            self.rebuild(rest)

    def _follow_since(self, seen: int, last: int, rest: Callable[[], None] = lambda: None) -> None:
        if seen < last:
            articles, issues, tags = feed.touched_since(self.library, seen)
            if tags:
                self.index.set_tags(feed.tag_names(self.library), seen)
            for some in chunks(sorted(articles), _PART):
                self._feed(some, (), seen)
                rest()
            self._feed((), issues, last)

    @property
    def is_current(self) -> bool:
        """Whether the index knows all of the library, and needs no building anew."""
        stamp = self.index.stamp
        whole = stamp.last_act > 0 or not self.library.last_act()
        return whole and stamp.last_act >= self.library.last_act() and not self.index.is_stale

    @seldom()
    def rebuild(self, rest: Callable[[], None] = lambda: None) -> None:
        """Build the whole index from the library, issue by issue; `rest` is called between them.

        An index that answers goes on answering meanwhile: the new one is made aside and takes its place when whole.
        Asked for again by short work in between, it goes on as it is.
        """
        if self._building:
            return
        self._building = True
        try:
            self._rebuild(rest)
        finally:
            self._building = False

    def _rebuild(self, rest: Callable[[], None]) -> None:
        last = self.library.last_act()
        if self.index.stamp.last_act == 0:
            self.index.clear()
            # Acts between two issues are taken in as well, but must not stamp an index that is not whole yet.
            self._held = 0
            try:
                self._feed_all(self.index, rest)
            finally:
                self._held = None
            self.index.seen(last)
            return
        self._aside = SearchIndex(self._place_aside(), self.library.uuid, aside=True)
        try:
            self._aside.clear()
            self._feed_all(self._aside, rest)
            self._aside.merge_whole(rest)
            self._aside.seen(last)
            self.index.take_over(self._aside)
        finally:
            self._aside.delete()
            self._aside = None
        self._follow_since(last, self.library.last_act())

    def _place_aside(self) -> Path:
        """Where a new index is made, by this process alone; what earlier tries have left goes."""
        path, now = self.index.path, time.time()
        for old in path.parent.glob(f"{path.name}-new*"):
            with suppress(OSError):
                if now - old.stat().st_mtime > _LEFT:
                    old.unlink()
        return path.with_name(f"{path.name}-new{os.getpid()}")

    def _feed_all(self, index: SearchIndex, rest: Callable[[], None]) -> None:
        index.begin_bulk(whole=True)
        try:
            index.set_tags(feed.tag_names(self.library), 0)
            for issues in feed.portions(self.library):
                articles_of = [id for issue in issues for id in feed.articles_of(self.library, [issue])]
                index.put([*feed.documents(self.library, articles_of), *feed.furniture(self.library, issues)], 0)
                rest()
        finally:
            index.end_bulk()

    def tidy(self) -> bool:
        """Merge a little of the index; whether there is more to do. A fault leaves it as it is."""
        try:
            return self.index.merge_some()
        except ReaderError as error:
            _log.warning("the search index was not tidied: %s", error)
            return False

    def close(self) -> None:
        """Close the index."""
        self.index.close()

    # asking

    def _texts(self, ids: Sequence[int]) -> dict[int, list[feed.Part]]:
        return feed.texts(self.library, ids)

    def read(self, text: str, fold: Sequence[str] = (), live: bool = False) -> Query:
        """Read a query with switches besides its own, widened by the names of tags where it says so.

        Raises QueryError for one that cannot be read, UsageError for a switch there is none of.
        """
        if unknown := [name for name in fold if name not in SWITCHES]:
            raise UsageError(
                N_("{name} is not a folding."), N_("Use: {known}."), name=unknown[0], known=", ".join(SWITCHES)
            )
        query = parse(text, live)
        if fold:
            query = replace(query, switches=tuple(n for n in SWITCHES if n in (*query.switches, *fold)))
        return expanded(query, self._tag_names()) if ALIASES in query.switches else query

    def _tag_names(self) -> list[tuple[str, ...]]:
        return [(name, *aliases) for _id, name, aliases, _parent in feed.tag_names(self.library)]

    def ids(self, text: str, state: str = "", order: str = "") -> array[int]:
        """Ids of all articles a query finds, in list order unless it or `order` says otherwise.

        Raises QueryError for one that cannot be read.
        """
        return self.index.ids(self.read(text), state, texts=self._texts, order=order)

    def how_many(self, text: str) -> int:
        """How many articles (with `in:highlights`: passages) a typed query finds. Raises QueryError, Stopped."""
        return self.count(self.read(text))

    def level(self, text: str) -> str:
        """What a query finds: `articles`, `highlights` or `notes`. Raises QueryError."""
        return self.read(text).level

    def facets(self, query: Query, wanted: Sequence[str]) -> Counts:
        """Counts of what a query finds by the properties `wanted` (see `store.facets`). Raises Stopped."""
        return self.index.facets(query, wanted, (), self._texts)

    def count(self, query: Query) -> int:
        """How many articles (passages) a query finds. Raises Stopped."""
        return self.index.count(query, (), self._texts)

    def issue_counts(self) -> dict[int, tuple[int, int]]:
        """(articles, highlights) of each issue that has any."""
        return self.index.issue_counts()

    def passages(self, text: str) -> list[int]:
        """Ids of all highlights a query finds, each once. Raises QueryError for one that cannot be read."""
        query = replace(self.read(text), level="highlights")
        found = self.index.search(query, -1, order=query.order or "oldest", texts=self._texts)
        return list(dict.fromkeys(row.item for row in found.rows if row.item is not None))

    def found_in(self, text: str, ids: Sequence[int], stopped: Callable[[], bool] = lambda: False) -> dict[int, Hit]:
        """Why some articles were found: their snippets, by article id. Raises Stopped once `stopped` says so."""
        query = self.read(text)
        if query.level == "highlights":
            found = self.index.search(query, _MARKS_ASKED, texts=self._texts)
            listed = set(ids)
            rows = [row for row in reversed(found.rows) if row.article in listed]
            return {hit.article: hit for hit in self._hits(query, rows) if hit.article is not None}
        hits: dict[int, Hit] = {}
        for start in range(0, len(ids), _EXPLAINED):
            if stopped():
                raise Stopped
            for id, parts in self._texts(ids[start : start + _EXPLAINED]).items():
                hits[id] = self._hit(query, FoundRow(id, 0, 0.0), "", parts)
        return hits

    def search(self, text: str, limit: int, offset: int, fold: Sequence[str] = (), order: str = "") -> SearchResult:
        """Hits of a query, best first unless it or `order` says otherwise, with snippets.

        Raises QueryError for one that cannot be read, UsageError for a switch there is none of.
        """
        begun = time.perf_counter()
        query = self.read(text, fold)
        if self._behind:
            self.catch_up()
        found = self.index.search(query, limit, offset, order, texts=self._texts)
        hits = self._hits(query, found.rows) + self._furniture_hits(query, found.furniture_rows)
        took = round((time.perf_counter() - begun) * 1000, 2)
        return SearchResult(found.total, took, hits, found.furniture, found.exact)

    def _hits(self, query: Query, rows: Sequence[FoundRow]) -> list[Hit]:
        texts = self._texts(list({row.article for row in rows}))
        titles = articles.titles(self.library, list(texts))
        return [
            self._hit(query, row, titles.get(row.article, ""), self._of_mark(row) or texts[row.article]) for row in rows
        ]

    def _of_mark(self, row: FoundRow) -> list[feed.Part]:
        if row.item is None or row.article == 0:
            return []
        quote, comment = marked_words(self.library, row.item)
        return [("highlight", None, quote), ("comment", None, comment)]

    def _furniture_hits(self, query: Query, rows: Sequence[FoundRow]) -> list[Hit]:
        texts = feed.block_texts(self.library, [row.item for row in rows if row.item is not None])
        return [self._hit(query, row, "", [("furniture", row.item, texts.get(row.item or 0, ""))]) for row in rows]

    @staticmethod
    def _hit(query: Query, row: FoundRow, title: str, parts: Sequence[feed.Part]) -> Hit:
        found = explain(query, parts)
        shown = best(found)
        if shown is not None:
            line, marks = snippet(shown.text, shown.hits)
        else:
            line, marks = snippet(next((t for f, _b, t in parts if f in {"text", "highlight"}), ""), [])
        block = shown.block if shown else None
        reasons = why(found) or tuple(dict.fromkeys(known.name for known in asked_of(query.root))) or ("filter",)
        return Hit(row.article or None, row.issue, title, line, tuple(marks), reasons, block)

    def first(
        self, text: str, state: str = "", limit: int = 100, stopped: Callable[[], bool] = lambda: False
    ) -> FirstFound:
        """The first articles a query finds, with their hits, counted no further than is quick.

        Raises QueryError for one that cannot be read, Stopped once `stopped` says so.
        """
        query = self.read(text)
        if query.level == "highlights":
            ids = self.ids(text, state, query.order or "rank")
            return FirstFound(ids, self.found_in(text, ids[:limit], stopped), len(ids))
        found = self.index.search(query, limit, texts=self._texts, lazy=True, state=state)
        ids = array("q", (row.article for row in found.rows))
        by_date = not found.ranked and query.order in ("", "rank")
        return FirstFound(
            ids, self.found_in(text, ids, stopped), found.total, found.counted, by_date,
            self._named(self._furniture_hits(query, found.furniture_rows)), found.furniture, found.exact,
        )  # fmt: skip

    def _named(self, hits: list[Hit]) -> list[Hit]:
        """Hits in page text with the names of their issues."""
        names = {hit.issue: issue_views.heading(self.library, Listing("issue", hit.issue)) for hit in hits}
        return [hit._replace(title=names[hit.issue]) for hit in hits]

    def gains(self, text: str, state: str, total: int, fold: Sequence[str] = ()) -> dict[str, int]:
        """How many articles more each switch would find that is not on, counted no further than `GAIN`; those
        without any are left out. `total` is what the query finds as it stands, with the switches `fold`."""
        query = self.read(text, fold)
        found = {}
        for switch in SWITCHES:
            if switch not in query.switches:
                wider = self.read(text, [*fold, switch])
                more = self.index.count(wider, texts=self._texts, state=state, most=total + GAIN) - total
                if more > 0:
                    found[switch] = more
        return found

    def hits_in(self, text: str, blocks: Iterable[BlockView]) -> list[BlockSpan]:
        """Where the words of a query stand in blocks as shown; nothing for a query that cannot be read."""
        try:
            query = self.read(text)
        except QueryError:
            return []
        return [
            BlockSpan(block.id, start, end)
            for block in blocks
            for start, end in find_all(query, block.text, (), FIELDS.get(block.role, "text"))
        ]


_PART = 500
"""Articles told to the index in one transaction."""
_LEFT = 3600
"""Seconds after which an index half made aside is nobody's any more."""
GAIN = 999
"""Up to so many more articles are counted for a switch."""
_EXPLAINED = 25
_MARKS_ASKED = 1000
FAR_BEHIND = 5_000
"""Acts after which building the index anew is quicker than following them."""


def place_of_index(library: Library) -> Path:
    """The index lies beside its library, or in the cache folder where that may not be written."""
    if not library.read_only and os.access(library.path.parent, os.W_OK):
        return library.path.with_name(library.path.name + "-index")
    folder = cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{library.uuid}.pressmark-index"

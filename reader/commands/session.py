"""A session on one library: runs commands, tells listeners what changed, and reads what screens show."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Protocol

from reader.commands import finding, registry
from reader.commands.changes import Changes
from reader.commands.completing import complete_tags
from reader.commands.found import FirstFound, SearchResult
from reader.commands.settings import Settings
from reader.commands.wording import word_act, word_flag
from reader.commands.writer import Inline, WriterThread
from reader.domain.errors import Stopped
from reader.domain.text import CORRECTED
from reader.domain.views import (
    ActView,
    ArticleRow,
    ArticleView,
    BlockSpan,
    BlockView,
    ColourView,
    FlagView,
    Hit,
    IssueView,
    Listing,
    Outcome,
    Place,
    TagView,
)
from reader.store import articles, catalogue, flags, history, identity, issue_views, marks, vocabulary
from reader.store.act import Act
from reader.store.derived import refresh_touched
from reader.store.issues import kept_files
from reader.store.library import Library
from reader.store.touched import arrived, touched
from reader.store.whereabouts import Presence, look

Listener = Callable[[Changes, object], None]


class Executor(Protocol):
    """What carries commands out: `Inline` or `WriterThread`."""

    def submit(self, work: Callable[[], Any]) -> Future[Any]:
        """Carry work out, now or in its turn."""

    def close(self) -> None:
        """End, after the work already given."""


class Session:
    """One library, one person. Reading is for any thread; commands run one after the other.

    `deliver` is how listeners are called: at once by default; the window sets it to hand over to its own thread.
    """

    def __init__(self, library: Library, settings: Settings | None = None, *, threaded: bool = False) -> None:
        self.library = library
        self.settings = settings or Settings()
        self.author = self.settings.author()
        self.device = self.settings.device()
        self.executor: Executor = WriterThread(library.close) if threaded else Inline()
        self.deliver: Callable[[Callable[[], None]], None] = lambda call: call()
        self.last_backup: str | None = self.settings.get(f"backup.{library.uuid}")
        self.whereabouts = look(library.path)
        self.presence = Presence(library.path, self.author)
        self.first_act = library.last_act()
        self.finder = finding.Finder(library)
        self.finder.lost = self.catch_up
        self.recovered: Outcome | None = None
        """What `note.recover` did when the library was opened, until somebody has been told."""
        self._listeners: list[Listener] = []
        self._closing = False
        self._source: object = None
        self._seen_act = self.first_act
        self._version = library.data_version()

    # doing

    def run(self, command_id: str, /, *, source: object = None, **arguments: Any) -> Future[Outcome]:
        """Carry a command out; the future holds its Outcome, or the error (ReaderError: the world's fault)."""
        verb = registry.find(command_id).run
        if verb is None:
            raise ValueError(f"{command_id} is carried out by the window")
        return self.executor.submit(lambda: self._carry_out(verb, source, arguments))

    def do(self, command_id: str, /, **arguments: Any) -> Outcome:
        """Carry a command out and wait for its outcome (command line, tests). Raises what the command raises."""
        return self.run(command_id, **arguments).result()

    def _carry_out(self, verb: Callable[..., Any], source: object, arguments: dict[str, Any]) -> Outcome:
        outer, self._source = self._source, source
        try:
            outcome = verb(self, **arguments)
        finally:
            self._source = outer
        return outcome if isinstance(outcome, Outcome) else Outcome(outcome)

    def do_inside(self, command_id: str, /, **arguments: Any) -> Outcome:
        """Carry a command out as part of another one, already on the writer's side."""
        verb = registry.find(command_id).run
        assert verb is not None
        return self._carry_out(verb, self._source, arguments)

    def rest(self) -> None:
        """A resting place of long work: short work that waits is carried out now."""
        if isinstance(self.executor, WriterThread):
            self.executor.between()

    @contextmanager
    def act(
        self, command: str, *, kind: str = "do", about: int | None = None, resume: int | None = None
    ) -> Iterator[Act]:
        """An act of this person: derived values refreshed, committed, indexed, and told to the listeners."""
        changes = Changes()
        with self.library.act(command, self.author, self.device, kind=kind, about=about, resume=resume) as act:
            yield act
            if act.id is not None:
                refresh_touched(act)
                entities, found, issues = arrived(act, touched(act))
                issues = issues | frozenset(act.imported)
                wide = not set(act.imported) <= set(act.arrived)
                changes = Changes(entities, found, issues, wide, act.id, command, {"imported": bool(act.imported)})
        if act.id is not None:
            self._seen_act = max(self._seen_act, act.id)
            if kind == "import":
                self.rest()  # the issue is kept: a note or a tag need not wait until it is indexed too
            self.finder.follow(changes)
            self.tell(changes, self._source)

    def tell(self, changes: Changes, source: object = None) -> None:
        """Send the one message after a change to all listeners."""
        for listener in list(self._listeners):
            self.deliver(lambda listener=listener: listener(changes, source))  # type: ignore[misc]

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener(changes, source)` after each change; returns how to stop that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def notice_others(self) -> bool:
        """Whether another process has changed the library since; if so the listeners are told to refresh."""
        version = self.library.data_version()
        if version == self._version:
            return False
        self._version = version
        last = self.library.last_act()
        if last <= self._seen_act:
            return False
        self._seen_act = last
        self.finder.catch_up()
        self.tell(Changes(everything=True, act=last), "another program")
        return True

    def undo(self) -> Future[Outcome]:
        """Take back the newest act that is not undone; Outcome.said names it."""
        return self.run("history.undo")

    def redo(self) -> Future[Outcome]:
        """Do again what was undone last."""
        return self.run("history.redo")

    def keep_place(self, article: int, offset: int) -> Future[Any] | None:
        """Remember how far an article was read; nothing where the library may not be written."""
        if self.library.read_only:
            return None

        def keep() -> None:
            with self.library.quiet() as act:
                marks.keep_place(act, article, offset)

        return self.executor.submit(keep)

    def tidy(self) -> Future[bool]:
        """Put a little of the search index in order, for idle moments; the future says whether there is more to do."""
        return self.executor.submit(self.finder.tidy)

    def stay(self) -> Future[None] | None:
        """Say to other machines that the library is still open here; to be called each half minute."""
        return None if self.library.read_only else self.executor.submit(self.presence.renew)

    def catch_up(self) -> None:
        """Bring the search index to the library's last act, where need be on the writer's thread; listeners are told
        (entity `index`) when it is done. Closing the session ends it early: it goes on at the next opening."""
        self.finder.ready = self.finder.is_current
        self.executor.submit(self._catch_up)

    def _catch_up(self) -> None:
        try:
            self.finder.catch_up(self._rest_or_stop)
        except Stopped:
            return
        finally:
            late, self.finder.ready = not self.finder.ready, True
        if late:
            self.tell(Changes(frozenset({"index"})))

    def _rest_or_stop(self) -> None:
        if self._closing:
            raise Stopped
        self.rest()

    def close(self) -> None:
        """Finish what is queued and close the library."""
        self._closing = True
        self.executor.close()
        self.finder.close()
        self.library.close()
        self.presence.leave()

    # reading

    def places(self) -> list[Place]:
        """The library tree."""
        return issue_views.places(self.library)

    def ids(self, listing: Listing) -> array[int]:
        """Ids of the articles a list shows, in order."""
        if listing.kind == "search":
            return self.finder.ids(listing.text, listing.state)
        return articles.ids(self.library, listing)

    def ranked_ids(self, listing: Listing) -> array[int]:
        """Ids of the articles a search finds, in the order a screen lists them: best first, unless it says otherwise."""
        query = self.finder.read(listing.text)
        return self.finder.ids(listing.text, listing.state, query.order or "rank")

    def rows(self, ids: Sequence[int]) -> list[ArticleRow]:
        """List rows in the order of the ids."""
        return articles.rows(self.library, ids)

    def heading(self, listing: Listing) -> str:
        """What a list of articles is called."""
        return issue_views.heading(self.library, listing)

    def article(self, id: int, layer: str = CORRECTED) -> ArticleView | None:
        """One article with all that is shown of it; None where there is none (any more)."""
        found = articles.article(self.library, id, layer)
        return replace(found, flags=tuple(self.flags(article=id, state=""))) if found else None

    def furniture(self, issue: int) -> list[BlockView]:
        """The page text of an issue that stands in no article."""
        return articles.furniture(self.library, issue)

    def issue(self, id: int) -> IssueView | None:
        """One issue, or None."""
        return issue_views.issue(self.library, id)

    def kept_text(self, issue: int, encoding: str) -> str:
        """The kept bytes of an issue as they read in an encoding, file after file; nothing is changed.

        Raises ReaderError where they make no text in it.
        """
        from reader.imports.encodings import decode

        kept = kept_files(self.library, issue)
        return "\n\n".join(decode(data, encoding, name).text for name, data in kept)

    def newest_issue(self) -> int | None:
        """The issue with the latest date, to begin with."""
        return identity.newest_issue(self.library)

    def issues(self, *, trashed: bool = False) -> list[IssueView]:
        """All issues by date, or those in the trash."""
        return issue_views.issues(self.library, trashed=trashed)

    def newspapers(self) -> list[tuple[int, str, tuple[str, ...], tuple[str, ...]]]:
        """(id, name, aliases, former titles) of every newspaper."""
        return issue_views.newspapers(self.library)

    def issues_of_newspapers(self) -> dict[int, int]:
        """How many issues each newspaper has outside the trash; those without any are left out."""
        return issue_views.issues_of_newspapers(self.library)

    def tags(self) -> list[TagView]:
        """All tags by name."""
        return vocabulary.tags(self.library)

    def complete_tags(self, typed: str) -> list[TagView]:
        """Tags that fit what was typed: by prefix, substring, alias, pinyin and pinyin initials, best first."""
        return complete_tags(self.tags(), typed)

    def recent_tags(self, count: int = 9) -> list[TagView]:
        """The tags used last, newest first."""
        order = vocabulary.recent_tags(self.library, count)
        known = {tag.id: tag for tag in vocabulary.tags(self.library, order)}
        return [known[id] for id in order if id in known]

    def colours(self) -> list[ColourView]:
        """The highlight colours in order."""
        return vocabulary.colours(self.library)

    def note(self, article: int) -> str:
        """The note on an article, with an unsaved draft applied."""
        return articles.note(self.library, article)

    def history(self, limit: int = 200, before: int | None = None) -> list[ActView]:
        """The newest acts, newest first."""
        return [word_act(act) for act in history.acts(self.library, limit, before)]

    def next_undo(self) -> ActView | None:
        """What undo would take back now."""
        found = history.next_undo(self.library)
        return word_act(found) if found else None

    def next_redo(self) -> ActView | None:
        """What redo would do again now."""
        found = history.next_redo(self.library)
        return word_act(found) if found else None

    def flags(self, issue: int | None = None, article: int | None = None, state: str = "open") -> list[FlagView]:
        """Doubts with reasons and answers in the language now set; `state` empty: all of them."""
        return [word_flag(f) for f in flags.flags(self.library, issue=issue, article=article, state=state)]

    def search(
        self, query: str, limit: int = 50, offset: int = 0, fold: Sequence[str] = (), order: str = ""
    ) -> SearchResult:
        """Hits of a query with snippets. Raises QueryError, with the place, for one that cannot be read."""
        return self.finder.search(query, limit, offset, fold, order)

    def first_found(
        self, listing: Listing, limit: int, stopped: Callable[[], bool] = lambda: False
    ) -> FirstFound:
        """The beginning of what a search finds. Raises QueryError, and Stopped once `stopped` says so."""
        return self.finder.first(listing.text, listing.state, limit, stopped)

    def found_in(self, query: str, ids: Sequence[int], stopped: Callable[[], bool] = lambda: False) -> dict[int, Hit]:
        """Snippets of articles that a query finds, by id. Raises Stopped once `stopped` says so."""
        return self.finder.found_in(query, ids, stopped)

    def hits_in(self, query: str, article: ArticleView, more: Sequence[BlockView] = ()) -> list[BlockSpan]:
        """Where a query's words stand in an article as shown, and in `more` blocks shown with it."""
        return self.finder.hits_in(query, (*article.blocks, *more))

    def last_place(self, article: int) -> int:
        """How far the article was read, in code points."""
        return articles.last_place(self.library, article)

    def counts(self) -> dict[str, int]:
        """How much the library holds."""
        return issue_views.counts(self.library)

    def scans(self, page: int) -> list[tuple[int, str]]:
        """(id, file name) of the scans of a page."""
        return catalogue.scans(self.library, page)

    def scan_bytes(self, scan: int) -> bytes:
        """The picture file of a scan."""
        return catalogue.scan_bytes(self.library, scan)

    # settings

    def setting(self, key: str, default: Any = None) -> Any:
        """A setting of this person."""
        return self.settings.get(key, default)

    def set_setting(self, key: str, value: Any) -> None:
        """Set a setting of this person."""
        self.settings.set(key, value)
        if key == "author":
            self.author = self.settings.author()

    @property
    def device_name(self) -> str:
        """What this device is called, without the mark that tells it from all others."""
        return self.device.rpartition(".")[0] or self.device

    def sign(self, author: str, device: str) -> None:
        """Make marks under this name from now on, on a device so called."""
        self.set_setting("author", author)
        if device != self.device_name:
            self.settings.name_device(device)
            self.device = self.settings.device()

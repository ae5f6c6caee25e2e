"""Corrections of recognised text: typed over a block, taken back, carried over to all places alike; highlights kept."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from datetime import datetime
from typing import Any, NamedTuple

from reader.commands.marks import clean
from reader.commands.registry import command
from reader.commands.session import Session
from reader.domain import anchoring
from reader.domain.difference import applied, changes, narrower, with_context
from reader.domain.errors import ReaderError, Stopped
from reader.domain.views import CorrectionView, Listing, Outcome, PlaceView
from reader.domain.words import N_
from reader.store import articles, corrections
from reader.store.structure_acts import one_block

# --- typing over


@command("text.correct", N_("Correct text"), hidden=True)
def correct_text(session: Session, block: int, old: str, new: str, nth: int | None = None) -> Outcome:
    """Correct OCR text: `old` as shown in the block becomes `new`; the printed text stays readable.

    Outcome.value is the first new record's id, None where the print itself is restored. Raises ReaderError where
    `old` is absent, or stands there more than once and `nth` (from 1) is not given.
    """
    with session.act("text.correct") as act:
        stored = one_block(act, block)
        text = corrections.text_of(act, stored.id)
        start = place_of(text, clean(old), nth)
        made = corrections.rewrite(act, stored.id, text[:start] + clean(new) + text[start + len(clean(old)) :])
        act.about(stored.article, about=f"{old} → {new}")
    return Outcome(made[0] if made else None, act.id)


@command("text.rewrite", N_("Correct paragraph"), hidden=True)
def rewrite_block(session: Session, block: int, text: str, before: str | None = None) -> Outcome:
    """Make a block read `text`: what differs becomes corrections. Outcome.value lists the records made.

    `before` is what the block read when typing began: what others changed in it meanwhile is kept; ReaderError where
    both changed the same words.
    """
    with session.act("text.rewrite") as act:
        stored = one_block(act, block)
        now = corrections.text_of(act, stored.id)
        typed = clean(text) if before is None else _merged(clean(before), clean(text), now)
        made = corrections.rewrite(act, stored.id, typed)
        corrections.forget_draft(act, stored.id)
        act.about(stored.article, about=_told(now, typed))
    if act.id is None:
        forget_typed(session, block)
    return Outcome(made, act.id)


def _merged(before: str, typed: str, now: str) -> str:
    """`now`, with what was typed over `before` typed over it as well."""
    if before == now:
        return typed
    own, theirs = changes(before, typed), changes(before, now)
    if any(a.start <= b.end and b.start <= a.end for a in own for b in theirs):
        raise ReaderError(
            N_("This paragraph was changed elsewhere in the meantime."),
            N_("What you typed is kept. Look at the paragraph as it is now, and correct it again."),
        )
    merged = [(c.start, c.end, typed[c.to : c.till]) for c in own] + [
        (c.start, c.end, now[c.to : c.till]) for c in theirs
    ]
    text = before
    for start, end, words in sorted(merged, reverse=True):
        text = text[:start] + words + text[end:]
    return text


def _told(before: str, after: str) -> str:
    found = with_context(before, after)
    return f"{found[0]} → {found[1]}" if found else ""


def place_of(text: str, quote: str, nth: int | None) -> int:
    """Where a quote starts. Raises ReaderError where it is absent, or ambiguous and `nth` (from 1) is not given."""
    places = [m.start() for m in re.finditer(f"(?={re.escape(quote)})", text)] if quote else []
    found: int = pick(places, quote, nth)
    return found


def pick(places: Sequence[Any], quote: str, nth: int | None) -> Any:
    """The nth of several places, or the only one. Raises ReaderError where there is none, or several and no `nth`."""
    if not places or (nth is not None and not 1 <= nth <= len(places)):
        raise ReaderError(N_("“{quote}” does not stand there."), N_("Give the words exactly as shown."), quote=quote)
    if nth is None and len(places) > 1:
        raise ReaderError(
            N_("“{quote}” stands there {count} times."), N_("Say which with --nth."), quote=quote, count=len(places)
        )
    return places[(nth or 1) - 1]


# --- the ledger


def ledger_ids(session: Session, scope: str, id: int | None = None, typed: str = "") -> list[int]:
    """Ids of the corrections of an article, issue, newspaper or the library, in the order of the text."""
    return corrections.ledger_ids(session.library, scope, id, typed)


def ledger(session: Session, ids: Sequence[int]) -> list[CorrectionView]:
    """Corrections as a person reads them, in the order of `ids`."""
    return corrections.ledger(session.library, ids)


@command("text.revert", N_("Restore printed text"), hidden=True)
def revert(session: Session, corrections: Sequence[int]) -> Outcome:
    """Take corrections back, so that the text reads as printed there; Outcome.value says how many.

    Raises ReaderError where one is gone.
    """
    wanted = list(dict.fromkeys(corrections))
    with session.act("text.revert") as act:
        found = {view.id: view for view in _views(act, wanted)}
        for id in wanted:
            if act.get("correction", id, "id") is None:
                raise ReaderError(N_("There is no correction {id}."), N_("`pressmark corrections` lists them."), id=id)
            act.delete("correction", id)
        if found:
            first = next(iter(found.values()))
            words = f"{first.corrected} → {first.printed}"
            act.about(first.article, about=words if len(wanted) == 1 else f"{words} … ({len(wanted)})")
    return Outcome(len(wanted), act.id)


def _views(act: Any, ids: Sequence[int]) -> list[CorrectionView]:
    return corrections.ledger(act, ids)


# --- other places alike


class Pair(NamedTuple):
    """What is read, and what it should read."""

    old: str
    new: str


class Alike(NamedTuple):
    """Where `old` is still read in an issue, a newspaper or the library; `settled` places read `new` already."""

    places: list[PlaceView]
    settled: int


def alike(
    session: Session, old: str, new: str, scope: str = "library", id: int | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Alike:  # fmt: skip
    """All places that read exactly `old`, in the order of the library. Raises Stopped once `stopped` says so."""
    if not old:
        return Alike([], 0)
    holding = None if scope == "issue" else _holding(session, old)
    found = corrections.blocks_reading(session.library, old, scope, id, holding)
    places: list[PlaceView] = []
    for at in range(0, len(found), _READ_AT_ONCE):
        if stopped():
            raise Stopped
        places += corrections.places(session.library, old, found[at : at + _READ_AT_ONCE])
    return Alike(places, corrections.settled(session.library, old, new, scope, id))


def first_alike(
    session: Session, pairs: Sequence[Pair], stopped: Callable[[], bool] = lambda: False
) -> tuple[Pair, Alike]:
    """The first pair that is read elsewhere in the library, with its places; the first of all where none is."""
    for pair in pairs:
        found = alike(session, pair.old, pair.new, stopped=stopped)
        if found.places:
            return pair, found
    return pairs[0], Alike([], 0)


def pairs_of(before: str, after: str) -> list[Pair]:
    """What was corrected first in a block, with as much around it as makes it a word; then with less around it."""
    found = with_context(before, after)
    return [Pair(*found), *(Pair(*pair) for pair in narrower(before, after))] if found else []


_READ_AT_ONCE = 100


def _holding(session: Session, old: str) -> Sequence[int] | None:
    """The articles that can hold `old`, as the index knows; None where only a look at every text can say."""
    words = max(re.findall(r"[^\W_]+", old), key=len, default="")
    if not words or not session.finder.ready:
        return None
    return session.finder.ids(f'"{words}"')


@command("text.correct_alike", N_("Correct places alike"), hidden=True)
def correct_alike(session: Session, old: str, new: str, places: Iterable[tuple[int, int, int]]) -> Outcome:
    """Correct `old` to `new` at places `(block, start, end)`; one that no longer reads `old` is left as it is.

    Outcome.value says how many were corrected.
    """
    by_block: dict[int, list[tuple[int, int]]] = {}
    for block, start, end in places:
        by_block.setdefault(block, []).append((start, end))
    old, new = clean(old), clean(new)
    done = 0
    with session.act("text.correct_alike") as act:
        for block, chosen in by_block.items():
            text, count = applied(corrections.text_of(act, block), chosen, old, new)
            if count:
                corrections.rewrite(act, block, text)
                done += count
        act.about(about=f"{old} → {new} ({done})")
    return Outcome(done, act.id)


# --- highlights whose words were corrected


@command(
    "highlight.accept",
    N_("Keep with corrected words"),
    menu="marks",
    context=("highlight",),
    when="has_changed_highlight",
)
def accept_highlight(session: Session, highlight: int) -> Outcome:
    """Keep a changed highlight: the words that now stand under it become its quote."""
    with session.act("highlight.accept") as act:
        article = corrections.article_of_highlight(act, highlight)
        view = session.article(article) if article is not None else None
        found = next((h for h in view.highlights if h.id == highlight), None) if view else None
        if view is None or found is None:
            raise ReaderError(
                N_("There is no highlight {id}."), N_("`pressmark article` shows the highlights of an article."),
                id=highlight,
            )  # fmt: skip
        if found.state == "lost" or not found.current:
            raise ReaderError(
                N_("The words of this highlight are no longer in the text."), N_("Remove it, or link it anew.")
            )
        prefix, suffix = anchoring.context(view.blocks, found.spans)
        act.update("highlight", highlight, quote=found.current, prefix=prefix, suffix=suffix)
        act.about(article, about=f"{found.quote[:40]} → {found.current[:40]}")
    return Outcome(None, act.id)


# --- typed, not kept yet


def keep_typed(session: Session, block: int, text: str) -> Future[Any] | None:
    """Keep what is typed over a block so far, outside the history; nothing where the library may not be written."""
    if session.library.read_only:
        return None
    at = datetime.now().astimezone().isoformat(timespec="seconds")

    def keep() -> None:
        with session.library.quiet() as act:
            corrections.keep_draft(act, block, text, at)

    return session.executor.submit(keep)


def forget_typed(session: Session, block: int) -> None:
    """Drop what was typed over a block."""
    if not session.library.read_only and corrections.draft(session.library, block) is not None:
        with session.library.quiet() as act:
            corrections.forget_draft(act, block)


def typed_before(session: Session, block: int) -> tuple[str, str] | None:
    """(text, when) of what was typed over a block and neither kept nor dropped; None where there is nothing."""
    return corrections.draft(session.library, block)


def typed_blocks(session: Session) -> list[tuple[int, int | None]]:
    """(block, article) of everything typed and neither kept nor dropped, the newest first."""
    return corrections.drafted_blocks(session.library)


# --- doubtful articles first


def listed(session: Session, listing: Listing, *, doubtful: bool = False) -> array[int]:
    """Ids of the articles a list shows; `doubtful`: the most doubtful first, the others after them in their order."""
    ids = session.ids(listing)
    if not doubtful:
        return ids
    first = articles.most_doubtful(session.library, ids)
    known = set(first)
    return array("q", [*first, *(id for id in ids if id not in known)])

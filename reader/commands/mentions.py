"""The same highlight on every mention of some words: found and counted first, then set as one act."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from reader.commands.highlights import known_colour
from reader.commands.marks import clean
from reader.commands.naming import tag_for
from reader.commands.registry import command
from reader.commands.session import Session
from reader.domain import anchoring
from reader.domain.errors import Stopped, UsageError
from reader.domain.mentions import around, mentions
from reader.domain.query import QueryError
from reader.domain.text import Span
from reader.domain.views import BlockSpan, BlockView, Listing, Outcome
from reader.domain.words import N_
from reader.store import articles, highlights, marks
from reader.store.act import Act
from reader.store.texts import StoredBlock, blocks, chunks, sources, where_in

MOST = 20_000
"""Mentions listed at most; who finds more narrows the place."""


class Mention(NamedTuple):
    """One place where the words stand: `[start, end)` of a block's corrected text, a little of what stands around it,
    and the highlights that touch it already, as `(id, colour)`."""

    article: int
    block: int
    start: int
    end: int
    before: str
    words: str
    after: str
    marked: tuple[tuple[int, str], ...] = ()


def _never() -> bool:
    return False


def find_mentions(
    session: Session, words: str, listing: Listing, *, article: int | None = None, stopped: Callable[[], bool] = _never
) -> list[Mention]:
    """Every mention of `words` in the articles of a list (or in one), in list order, at most MOST.

    Raises Stopped once `stopped` says so.
    """
    found: list[Mention] = []
    for some in chunks(_candidates(session, words, listing, article), 100):
        if stopped():
            raise Stopped
        found += _in_articles(session, words, some)
        if len(found) >= MOST:
            return found[:MOST]
    return found


def _candidates(session: Session, words: str, listing: Listing, article: int | None) -> Sequence[int]:
    if article is not None:
        return [article]
    listed = session.ids(listing)
    quotes = [part for part in _unquoted(words) if part.strip()]
    if listing.kind in {"issue", "page"} or not quotes:
        return listed
    try:
        known = set(session.finder.ids(" ".join(f'"{part}"' for part in quotes)))
    except QueryError:
        return listed
    return [id for id in listed if id in known]


def _unquoted(words: str) -> list[str]:
    """The words cut at quotation marks, which a query cannot hold."""
    for mark in "“”„‟«»＂":
        words = words.replace(mark, '"')
    return words.split('"')


def _in_articles(session: Session, words: str, some: Sequence[int]) -> list[Mention]:
    texts = articles.block_texts(session.library, some)
    places = [(article, block, text, *place) for article, block, text in texts for place in mentions(text, words)]
    marked = _marked(session, dict.fromkeys(place[1] for place in places))
    return [
        Mention(
            article, block, start, end, *_sides(text, start, end),
            marked=tuple(dict.fromkeys((id, colour) for id, colour, a, b in marked.get(block, ()) if a < end and b > start)),
        )
        for article, block, text, start, end in places
    ]  # fmt: skip


def _sides(text: str, start: int, end: int) -> tuple[str, str, str]:
    before, after = around(text, start, end)
    return before, text[start:end], after


def _marked(session: Session, ids: Iterable[int]) -> dict[int, list[tuple[int, str, int, int]]]:
    """(highlight, colour, start, end) of what is marked in blocks, in their corrected text."""
    found: dict[int, list[tuple[int, str, int, int]]] = {}
    for some in chunks(ids):
        stored = blocks(session.library, where_in("id", some))
        for block, view in zip(stored, _views(session, stored), strict=True):
            for piece in block.pieces:
                for id, colour, low, high in highlights.lying_on(session.library, *piece):
                    shown = view.words.from_source([Span(piece.source, low, high)])
                    found.setdefault(block.id, []).extend((id, colour, a, b) for a, b in shown)
    return found


def _views(session: Session, stored: Sequence[StoredBlock]) -> list[BlockView]:
    texts = sources(session.library, {piece.source for block in stored for piece in block.pieces}, session.library.uuid)
    return [articles.block_view(block, texts, "corrected") for block in stored]


@command("mentions.mark", N_("Highlight all mentions"), hidden=True)
def mark_mentions(
    session: Session, places: Sequence[tuple[int, int, int, int]], words: str, colour: str, tags: Sequence[str] = (),
    comment: str = "",
) -> Outcome:  # fmt: skip
    """Highlight places `(article, block, start, end)` that still read `words`, as one act.

    Passed over are places whose words have changed meanwhile, and those marked in this colour exactly already.
    Outcome.value is `{"made": ids, "passed": count}`.
    """
    known_colour(session, colour)
    if not places:
        raise UsageError(N_("No place was chosen."), N_("Accept at least one."))
    made: list[int] = []
    with session.act("mentions.mark") as act:
        meant = [tag_for(act, name).id for name in tags]
        for view, order, stretches in _by_block(session, act, places):
            for start, end in stretches:
                if " ".join(view.text[start:end].split()) == " ".join(words.split()):
                    made += _mark(act, view, order, (start, end), colour, clean(comment))
        for id in made:
            for tag in meant:
                marks.tag_highlight(act, id, tag)
        act.about(about=words[:60], count=len(made))
    return Outcome({"made": made, "passed": len(places) - len(made)}, act.id)


def _by_block(
    session: Session, act: Act, places: Sequence[tuple[int, int, int, int]]
) -> Iterator[tuple[BlockView, list[BlockView], list[tuple[int, int]]]]:
    """Each block with the blocks of its article and the stretches wanted in it."""
    wanted: dict[int, dict[int, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    for article, block, start, end in places:
        wanted[article][block].append((start, end))
    for some in chunks(wanted, 50):
        stored = blocks(act, where_in("article_id", some))
        views = _views(session, stored)
        order: dict[int, list[BlockView]] = defaultdict(list)
        for one, view in zip(stored, views, strict=True):
            order[one.article or 0].append(view)
        for one, view in zip(stored, views, strict=True):
            if one.id in wanted[one.article or 0]:
                yield view, order[one.article or 0], wanted[one.article or 0][one.id]


def _mark(
    act: Act, view: BlockView, order: Sequence[BlockView], place: tuple[int, int], colour: str, comment: str
) -> list[int]:
    source = view.words.to_source(*place)
    if not source or _is_marked(act, source, colour):
        return []
    quote = "\n".join(view.text[a:b] for a, b in view.words.from_source(source))
    prefix, suffix = anchoring.context(order, [BlockSpan(view.id, *place)])
    return [marks.add_highlight(act, source, colour=colour, quote=quote, prefix=prefix, suffix=suffix, comment=comment)]


def _is_marked(act: Act, source: Sequence[Span], colour: str) -> bool:
    first = source[0]
    on = highlights.lying_on(act, first.source, first.start, first.end)
    return any(had == colour and highlights.spans_of(act, id) == list(source) for id, had, _start, _end in on)

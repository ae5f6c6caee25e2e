"""Highlights changed where they lie: stretched, merged, and many at once."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

from reader.commands.marks import known_article, missing, require, source_of
from reader.commands.naming import said_of, tag_for, tag_name
from reader.commands.registry import command
from reader.commands.session import Session
from reader.domain import anchoring
from reader.domain.errors import UsageError
from reader.domain.text import CORRECTED, Span
from reader.domain.views import Listing, Outcome
from reader.domain.words import N_
from reader.store import highlights as stored
from reader.store import marks, tagging, vocabulary
from reader.store.act import Act
from reader.store.articles import quote_under
from reader.store.highlights import Asked, Passage


@command("highlight.reach", N_("Stretch or shrink highlight"), hidden=True)
def reach_highlight(
    session: Session, highlight: int, article: int, spans: Sequence[tuple[int, int, int]], layer: str = CORRECTED
) -> None:
    """Let a highlight lie on other stretches `(block, start, end)` of an article as shown in `layer`.

    What of it lies in other articles stays. Quote and context are taken anew.
    """
    view = known_article(session, article, layer)
    if not any(one.id == highlight for one in view.highlights):
        raise missing("highlight", highlight)
    source, quote = source_of(spans, {block.id: block.words for block in view.blocks})
    if not source:
        raise UsageError(N_("Nothing would be left of the highlight."), N_("Remove it instead."))
    prefix, suffix = anchoring.context(view.blocks, spans)
    with session.act("highlight.reach") as act:
        before, after = stored.outside(act, stored.spans_of(act, highlight), article)
        whole = [*before, *source, *after]
        stored.set_spans(act, highlight, whole)
        quote = quote_under(act, whole) if before or after else quote
        act.update("highlight", highlight, quote=quote, prefix=prefix, suffix=suffix)
        act.about(article, about=quote[:60])


@command("highlight.merge", N_("Merge highlights"), hidden=True)
def merge_highlights(session: Session, sources: Sequence[int], into: int) -> Outcome:
    """Make highlights one: `into` keeps its colour and takes over words, comments, tags and places in baskets."""
    others = [id for id in dict.fromkeys(sources) if id != into]
    if not others:
        raise UsageError(N_("Two highlights are needed to make one."), "")
    with session.act("highlight.merge") as act:
        for id in (into, *others):
            require(act, "highlight", id)
        _take_over(act, others, into)
        act.about(about=str(act.get("highlight", into, "quote"))[:60])
    return Outcome(into, act.id)


def _take_over(act: Act, others: Sequence[int], into: int) -> None:
    every = (into, *others)
    told = {id: {name: act.get("highlight", id, name) for name in ("comment", "prefix", "suffix")} for id in every}
    parts = {id: stored.spans_of(act, id) for id in every}
    whole = stored.in_reading_order(act, [span for spans in parts.values() for span in spans])
    for id in others:
        for (tag,) in act.rows("select tag_id from highlight_tag where highlight_id = ? order by id", (id,)):
            marks.tag_highlight(act, into, tag)
        stored.move_basket_items(act, id, into)
    marks_of = {"first": _owner(parts, whole[0]), "last": _owner(parts, whole[-1])}
    stored.remove(act, others)
    stored.set_spans(act, into, whole)
    comments = dict.fromkeys(str(told[id]["comment"]) for id in every if told[id]["comment"])
    act.update(
        "highlight", into, quote=quote_under(act, whole), comment="\n".join(comments),
        prefix=told[marks_of["first"]]["prefix"], suffix=told[marks_of["last"]]["suffix"],
    )  # fmt: skip


def _owner(parts: dict[int, list[Span]], wanted: Span) -> int:
    """The highlight whose words reach to the edges of a span of the merged one."""
    inside = [
        (span.end, id) for id, spans in parts.items() for span in spans
        if span.source == wanted.source and wanted.start <= span.start and span.end <= wanted.end
    ]  # fmt: skip
    return max(inside)[1]


# ---- many at once


def _known(act: Act, ids: Iterable[int]) -> list[int]:
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        raise UsageError(N_("No highlight was chosen."), N_("Choose highlights in the list first."))
    if len(wanted) == 1:
        require(act, "highlight", wanted[0])
    return wanted


@command("passages.colour", N_("Change colour of highlights"), hidden=True)
def recolour_passages(session: Session, highlights: Iterable[int], colour: str) -> None:
    """Give highlights another colour, by key."""
    known_colour(session, colour)
    with session.act("passages.colour") as act:
        stored.recolour(act, _known(act, highlights), colour)
        act.about(about=colour)


@command("passages.tag", N_("Tag highlights"), hidden=True)
def tag_passages(session: Session, highlights: Iterable[int], tags: Sequence[str]) -> Outcome:
    """Put tags on highlights; those unknown so far are made. Outcome.value counts the tags put on."""
    with session.act("passages.tag") as act:
        wanted = _known(act, highlights)
        meant = [tag_for(act, name) for name in tags]
        put = sum(tagging.put(act, "highlight_tag", wanted, one.id) for one in meant)
        act.about(about=", ".join(tags))
    return Outcome(put, act.id, said_of(tags, meant))


@command("passages.untag", N_("Remove tag from highlights"), hidden=True)
def untag_passages(session: Session, highlights: Iterable[int], tags: Sequence[str]) -> Outcome:
    """Take tags off highlights; Outcome.value counts the tags taken off."""
    with session.act("passages.untag") as act:
        wanted = _known(act, highlights)
        known = [vocabulary.known_as(act, tag_name(name)) for name in tags]
        off = sum(tagging.take_off(act, "highlight_tag", wanted, tag) for tag in known if tag is not None)
        act.about(about=", ".join(tags))
    return Outcome(off, act.id)


@command("passages.remove", N_("Remove highlights"), hidden=True)
def remove_passages(session: Session, highlights: Iterable[int]) -> Outcome:
    """Take highlights away with their comments and tags."""
    with session.act("passages.remove") as act:
        wanted = _known(act, highlights)
        stored.remove(act, wanted)
        act.about(about=str(len(wanted)))
    return Outcome(len(wanted), act.id)


def known_colour(session: Session, key: str) -> None:
    """Raises UsageError where there is no colour `key`."""
    if key not in {c.key for c in session.colours()}:
        raise UsageError(N_("There is no colour {key}."), N_("`pressmark colours` lists them."), key=key)


# ---- lists of passages


def passage_ids(session: Session, asked: Asked) -> array[int]:
    """Ids of the highlights of a list in its order. Raises QueryError for a search that cannot be read."""
    if asked.listing.kind != "search":
        return stored.passages(session.library, asked)
    found = session.finder.passages(asked.listing.text)
    return stored.passages(session.library, asked._replace(listing=Listing("all"), found=found))


def passages(session: Session, ids: Sequence[int]) -> dict[int, Passage]:
    """Passages by id, as a list shows them."""
    return stored.rows(session.library, ids)


def articles_of_passages(session: Session, ids: Iterable[int]) -> list[int]:
    """The articles that show highlights, in list order."""
    return stored.articles_of(session.library, ids)

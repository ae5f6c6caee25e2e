"""Highlights, their tags, and reading states, written inside an act."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reader.domain.text import Span
from reader.store.act import Act


def exists(act: Act, table: str, id: int) -> bool:
    """Whether a row is there."""
    return act.value(f"select 1 from {table} where id = ?", (id,)) is not None


def add_highlight(
    act: Act, spans: Sequence[Span], *, colour: str, quote: str, prefix: str, suffix: str, comment: str = ""
) -> int:
    """A new highlight on source spans; returns its id."""
    id = act.insert(
        "highlight",
        colour=colour,
        comment=comment,
        quote=quote,
        prefix=prefix,
        suffix=suffix,
        author=act.author,
        created=act.at,
    )
    for position, span in enumerate(spans):
        act.insert(
            "highlight_span",
            highlight_id=id,
            position=position,
            source_text_id=span.source,
            start=span.start,
            end=span.end,
        )
    return id


def remove_highlight(act: Act, id: int) -> None:
    """Take a highlight away with its spans, tags and places in baskets."""
    for table in ("highlight_tag", "highlight_span", "basket_item"):
        act.execute(f"delete from {table} where highlight_id = ?", (id,))
    act.delete("highlight", id)


def tag_highlight(act: Act, highlight: int, tag: int) -> None:
    """Put a tag on a highlight that does not have it yet."""
    if act.value("select 1 from highlight_tag where highlight_id = ? and tag_id = ?", (highlight, tag)) is None:
        act.insert("highlight_tag", highlight_id=highlight, tag_id=tag)


def untag_highlight(act: Act, highlight: int, tag: int) -> None:
    """Take a tag off a highlight."""
    act.execute("delete from highlight_tag where highlight_id = ? and tag_id = ?", (highlight, tag))


def keep_place(act: Act, article: int, offset: int) -> None:
    """Remember how far an article was read (code points from its start)."""
    act.execute("insert or replace into reading_place (article_id, offset) values (?, ?)", (article, offset))


def set_state(act: Act, articles: Iterable[int], state: str) -> None:
    """Mark articles as unread, read or done."""
    for article in articles:
        act.execute("update article set state = ? where id = ? and state <> ?", (state, article, state))

"""Highlights that come from other programs, laid on source text inside an act, or raised as doubts where their place is
not sure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from reader.domain.text import Span
from reader.store.act import Act

CODE = "place-doubtful"


def lay(
    act: Act, unique: str, spans: Sequence[Span], *, colour: str, quote: str, prefix: str, suffix: str, comment: str,
    author: str, created: str, tags: Sequence[int],
) -> int:  # fmt: skip
    """A highlight with an author and a time of its own; returns its id."""
    id = act.insert(
        "highlight", uuid=unique, colour=colour, comment=comment, quote=quote, prefix=prefix, suffix=suffix, author=author,
        created=created,
    )  # fmt: skip
    for position, span in enumerate(spans):
        act.insert(
            "highlight_span", highlight_id=id, position=position, source_text_id=span.source, start=span.start, end=span.end
        )
    for tag in dict.fromkeys(tags):
        act.insert("highlight_tag", highlight_id=id, tag_id=tag)
    return id


def stored(act: Act, spans: Sequence[Span]) -> list[list[Any]]:
    """Spans as an answer keeps them: source texts by their permanent ids."""
    return [[str(act.get("source_text", s.source, "uuid")), s.start, s.end] for s in spans]


def raise_doubt(
    act: Act, unique: str, issue: int, article: int, params: dict[str, Any], answers: Sequence[dict[str, Any]]
) -> int:
    """The doubt where a highlight belongs, with the places as answers; returns its id."""
    return act.insert(
        "flag", uuid=unique, issue_id=issue, article_id=article, code=CODE,
        params=json.dumps(params, ensure_ascii=False), answers=json.dumps(answers, ensure_ascii=False),
    )  # fmt: skip


def answer(act: Act, told: Sequence[Any]) -> None:
    """Carry out the answer that a highlight belongs to a place: `(id, spans, values, tags)` as the doubt keeps them."""
    unique, listed, values, tags = told
    if act.value("select 1 from highlight where uuid = ?", (unique,)) is not None:
        return
    spans = []
    for text, start, end in listed:
        source = act.value("select id from source_text where uuid = ?", (text,))
        if source is not None:
            spans.append(Span(int(source), start, end))
    if spans:
        keys = ("colour", "quote", "prefix", "suffix", "comment", "author", "created")
        lay(act, unique, spans, tags=[_tag(act, name) for name in tags], **dict(zip(keys, values, strict=True)))


def _tag(act: Act, name: str) -> int:
    found = act.value("select id from tag where name = ? union all select tag_id from tag_alias where name = ?", (name, name))
    return int(found) if found is not None else act.insert("tag", name=name)


def is_there(act: Act, unique: str, spans: Sequence[Span], colour: str) -> bool:
    """Whether a highlight was taken in before, or one of this colour lies on these very words."""
    if act.value("select 1 from highlight where uuid = ?", (unique,)) is not None:
        return True
    first = spans[0] if spans else None
    if first is None:
        return False
    sql = """select h.id from highlight_span s join highlight h on h.id = s.highlight_id where s.source_text_id = ?
             and s.start = ? and s.end = ? and s.position = 0 and h.colour = ?"""
    for (id,) in act.rows(sql, (first.source, first.start, first.end, colour)):
        held = act.rows("select source_text_id, start, end from highlight_span where highlight_id = ? order by position", (id,))
        if [tuple(row) for row in held] == [tuple(span) for span in spans]:
            return True
    return False

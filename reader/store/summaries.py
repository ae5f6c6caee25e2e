"""What a list shows of an article, told from its blocks and authors: pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reader.domain import doubt
from reader.domain.text import is_han

BODY = frozenset({"paragraph", "inset", "list_item", "table", "quote", "caption", "subhead", "signature", "other"})


class Summary(NamedTuple):
    """What a list shows of an article."""

    title: str | None
    kicker: str | None
    byline: str | None
    chars: int
    paragraphs: int
    doubt: int


def summary(roles_and_texts: Sequence[tuple[str, str]], authors: Sequence[str]) -> Summary:
    """The summary of an article from its blocks `(role, text)` in order and its authors' names."""
    return Summary(
        gather(roles_and_texts, "title"),
        gather(roles_and_texts, "kicker"),
        ("、" if any(is_han(a[:1]) for a in authors) else ", ").join(authors) or None,
        sum(len(text) for role, text in roles_and_texts if role in BODY),
        sum(1 for role, _text in roles_and_texts if role in {"paragraph", "list_item", "quote"}),
        doubt.score_of_article(roles_and_texts),
    )


def gather(roles_and_texts: Sequence[tuple[str, str]], role: str) -> str | None:
    """The words of all blocks of a role, joined by a blank; None where there are none."""
    return " ".join(text for r, text in roles_and_texts if r == role) or None

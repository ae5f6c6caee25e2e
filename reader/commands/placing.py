"""Where in the library a quote from elsewhere stands: exactly, with the words around it, or nearly; never a guess."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reader.commands.session import Session
from reader.domain.relocating import FLOOR, MARGIN, Found, Words
from reader.domain.text import Span
from reader.domain.views import ArticleView, BlockSpan, Listing
from reader.store.act import Act

_RUN = re.compile(r"[^\W_]+")
_PIECE = 6
"""Characters of the stretches of a quote by which its article is looked for."""
_MOST_PIECES, _MOST_ARTICLES = 12, 24
_SHORT = 6
"""A quote with fewer characters is sure only with words around it that fit."""
_SIDES = 0.6


@dataclass(frozen=True)
class Candidate:
    """A place where a quote may stand: article, stretches of its shown words and of its source, the words, how likely."""

    article: int
    blocks: tuple[BlockSpan, ...]
    spans: tuple[Span, ...]
    words: str
    score: float
    exact: bool


@dataclass(frozen=True)
class Placement:
    """The places of a quote, best first. `sure`: the first one can be taken without asking."""

    candidates: tuple[Candidate, ...]
    sure: bool

    @property
    def best(self) -> Candidate:
        """The likeliest place."""
        return self.candidates[0]

    @property
    def how(self) -> str:
        """`exact` where the words are the very same, else `alike`."""
        return "exact" if self.best.exact else "alike"

    @property
    def spans(self) -> list[Span]:
        """The source spans of the likeliest place."""
        return list(self.best.spans)


class Texts:
    """The articles of a library, to look for quotes in; each article is laid out once."""

    def __init__(self, session: Session, act: Act | None = None) -> None:
        self.session = session
        self.act = act
        self._lines: dict[int, tuple[ArticleView, Words] | None] = {}

    def place(self, quote: str, prefix: str = "", suffix: str = "", hints: Sequence[int] = ()) -> Placement | None:
        """Where a quote stands; None where no place is like it at all. `hints`: articles to be looked at before others."""
        bare = _bare(quote)
        if not bare:
            return None
        found: list[Candidate] = []
        for article in dict.fromkeys(
            [*hints, *self._likely(quote), *self._likely(prefix + suffix if len(bare) < _SHORT else "")]
        ):
            found += self._in_article(article, quote, prefix, suffix)
        found.sort(key=lambda c: (-c.score, c.article))
        found = _apart(found)
        if not found:
            return None
        return Placement(tuple(found[:3]), _is_sure(found, bare, bool(prefix or suffix)))

    def _likely(self, quote: str) -> list[int]:
        """Articles that hold the most stretches of the quote."""
        pieces = _pieces(quote)
        votes: Counter[int] = Counter()
        for piece in pieces:
            ids = list(self.session.ids(Listing("search", text=f'"{piece}"')))
            if len(ids) <= 2000:
                votes.update(ids)
        return [id for id, _n in votes.most_common(_MOST_ARTICLES)]

    def _in_article(self, article: int, quote: str, prefix: str, suffix: str) -> list[Candidate]:
        held = self._line(article)
        if held is None:
            return []
        view, line = held
        return [
            self._candidate(view, line, place)
            for place in line.find(quote, prefix, suffix)[:3]
            if place.score >= FLOOR / 2
        ]

    def _line(self, article: int) -> tuple[ArticleView, Words] | None:
        if article not in self._lines:
            view = self.session.article(article)
            self._lines[article] = None if view is None else (view, Words([(b.id, b.text) for b in view.blocks]))
        return self._lines[article]

    def _candidate(self, view: ArticleView, line: Words, place: Found) -> Candidate:
        blocks = tuple(line.spans(place.start, place.end))
        laid = {b.id: b.words for b in view.blocks}
        spans = [span for s in blocks for span in laid[s.block].to_source(s.start, s.end)]
        words = "\n".join(laid[s.block].text[s.start : s.end] for s in blocks)
        return Candidate(view.id, blocks, tuple(spans), words, place.score, place.exact)


def _apart(found: Sequence[Candidate]) -> list[Candidate]:
    """Candidates on different words: a highlight over two articles is found in both of them."""
    kept: list[Candidate] = []
    for one in found:
        if one.spans and not any(set(one.spans) & set(other.spans) for other in kept):
            kept.append(one)
    return kept


def _is_sure(found: Sequence[Candidate], bare: str, sided: bool) -> bool:
    best = found[0]
    if len(found) > 1 and best.score - found[1].score < MARGIN and found[1].exact >= best.exact:
        return False
    if not best.exact:
        return best.score >= FLOOR and len(bare) >= _SHORT
    if len(bare) < _SHORT and not sided:
        return len(bare) > 3 and len(found) == 1
    return best.score >= (_SIDES if sided else 0.5)


def _pieces(quote: str) -> list[str]:
    """Stretches of letters of a quote, spread over it, at most twelve."""
    found: list[str] = []
    for run in _RUN.findall(unicodedata.normalize("NFKC", quote)):
        if any(char > "\u2e80" for char in run):
            found += [run[at : at + _PIECE] for at in range(0, max(1, len(run) - _PIECE // 2), _PIECE)]
        elif len(run) > 2:
            found.append(run)
    step = max(1, len(found) // _MOST_PIECES)
    return list(dict.fromkeys(found[::step]))[:_MOST_PIECES]


def _bare(words: str) -> str:
    return "".join(unicodedata.normalize("NFKC", words).split())

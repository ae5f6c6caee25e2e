"""Finding a quote again in another text of the same page: exactly, then roughly, and never at a doubtful place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reader.domain.text import Span
from reader.domain.views import BlockSpan

FLOOR = 0.72
"""The least likeness of a quote and the words taken for it."""
MARGIN = 0.1
"""By how much the best place must be better than the next one."""
_CONTEXT_FLOOR = 0.35
_MOST_PLACES = 200
_SAME_BLOCK = 90
"""How much of a block (of 100) must be that of the block before, where the words sought stand in several."""
_BACK = 32
"""How many characters either side may part a quote from the same words elsewhere."""


class Found(NamedTuple):
    """A place `[start, end)` of the squeezed text; `score` 0 to 1, `exact` where the words are the very same."""

    start: int
    end: int
    score: float
    exact: bool


class Words:
    """The words of several blocks in one line without white space, with the way back to each block."""

    def __init__(self, blocks: Sequence[tuple[int, str]]) -> None:
        parts: list[str] = []
        self.places: list[tuple[int, int]] = []
        self.starts: dict[int, int] = {}
        for block, text in blocks:
            self.starts[block] = len(self.places)
            for at, char in enumerate(text):
                for folded in _fold(char):
                    parts.append(folded)
                    self.places.append((block, at))
        self.text = "".join(parts)

    def spans(self, start: int, end: int) -> list[BlockSpan]:
        """The stretches of the blocks' words under `[start, end)`."""
        found: list[BlockSpan] = []
        for block, at in self.places[start:end]:
            if found and found[-1].block == block and at >= found[-1].start:
                found[-1] = BlockSpan(block, found[-1].start, at + 1)
            else:
                found.append(BlockSpan(block, at, at + 1))
        return found

    def reach(self, blocks: Sequence[int]) -> tuple[int, int] | None:
        """The stretch of the line that holds all of some blocks; None for no blocks."""
        known = [block for block in blocks if block in self.starts]
        ends = sorted([*self.starts.values(), len(self.places)])
        if not known:
            return None
        starts = [self.starts[block] for block in known]
        return min(starts), next((end for end in ends if end > max(starts)), len(self.places))

    def occurrences(self, bare: str) -> list[int]:
        """Where squeezed words stand, at most two hundred places."""
        return self._all(bare) if bare else []

    def source_span(self, start: int, length: int) -> Span | None:
        """The stretch of the one text under `length` characters; None where it runs over two texts."""
        if not length:
            text, at = self.places[start - 1] if start else (self.places[0][0], -1)
            return Span(text, at + 1, at + 1)
        spans = self.spans(start, start + length)
        return Span(*spans[0]) if len(spans) == 1 else None

    def find(self, quote: str, prefix: str = "", suffix: str = "", near: tuple[int, int] | None = None) -> list[Found]:
        """Places where the quote may stand, best first; `near` is the stretch where it is looked for before all else.

        The first one is good only where `sure` says so.
        """
        bare, before, after = (_bare(words) for words in (quote, prefix, suffix))
        if not bare:
            return []
        exact = [self._scored(at, at + len(bare), 1.0, before, after, near) for at in self._all(bare)]
        return sorted(exact or self._rough(bare, before, after, near), key=lambda found: (-found.score, found.start))

    def _all(self, bare: str) -> list[int]:
        found: list[int] = []
        at = self.text.find(bare)
        while at >= 0 and len(found) < _MOST_PLACES:
            found.append(at)
            at = self.text.find(bare, at + 1)
        return found

    def _scored(self, start: int, end: int, own: float, before: str, after: str, near: tuple[int, int] | None) -> Found:
        """Half of the score is the quote's own likeness, half that of the words either side; some is for being near."""
        context = alike(before, self.text[max(0, start - len(before)) : start])
        context += alike(after, self.text[end : end + len(after)])
        sides = (context / ((before != "") + (after != ""))) if before or after else 0.5
        here = near is not None and near[0] <= start and end <= near[1]
        return Found(start, end, 0.5 * own + 0.35 * sides + (0.15 if here or near is None else 0.0), own == 1.0)

    def only(self, old: Words, quote: str, prefix: str, suffix: str) -> Found | None:
        """The one place where the quote stands between the same neighbours, if they part it from all else in both texts."""
        bare, before, after = (_bare(words) for words in (quote, prefix, suffix))
        for size in (_BACK, _BACK // 2, _BACK // 4) if bare else ():
            left, right = before[-size:], after[:size]
            here = self._all(left + bare + right)
            if len(here) == 1 and len(old._all(left + bare + right)) == 1:
                return Found(here[0] + len(left), here[0] + len(left) + len(bare), 1.0, True)
        return None

    def _rough(self, bare: str, before: str, after: str, near: tuple[int, int] | None) -> list[Found]:
        from rapidfuzz import fuzz

        found: list[Found] = []
        low, high = near or (0, len(self.text))
        holes = self.text[low:high]
        for _try in range(3):
            best = fuzz.partial_ratio_alignment(bare, holes, score_cutoff=50) if len(bare) > 2 and holes else None
            if best is None or best.dest_end <= best.dest_start:
                break
            start, end = _trimmed(bare, holes, best.dest_start, best.dest_end)
            own = alike(bare, holes[start:end])
            found.append(self._scored(low + start, low + end, min(own, 0.999), before, after, near))
            holes = holes[:start] + "\0" * (end - start) + holes[end:]
        return found


def sure(found: Sequence[Found]) -> Found | None:
    """The first place, if it is good enough and no other comes near it; None otherwise."""
    if not found:
        return None
    best = found[0]
    rivals = [other for other in found[1:] if other.start >= best.end or other.end <= best.start]
    if best.score < (0.5 + 0.35 * _CONTEXT_FLOOR if best.exact else FLOOR):
        return None
    return None if rivals and best.score - rivals[0].score < MARGIN else best


def likest(text: str, own: str, others: Iterable[str]) -> bool:
    """Whether no other text has more in common with `text` than its `own` has: what they share counts, cut or joined.

    One that has little even of its own is a text that was not there before.
    """
    from rapidfuzz import fuzz

    best = fuzz.partial_ratio(text, own)
    return best >= _SAME_BLOCK and all(fuzz.partial_ratio(text, other, score_cutoff=best) <= best for other in others)


def _trimmed(bare: str, text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch moved so that it begins and ends with characters of the quote, where that makes it likelier."""
    best = (alike(bare, text[start:end]), start, end)
    for low in range(max(0, start - 2), start + 3):
        for high in range(end - 2, min(len(text), end + 2) + 1):
            if low < high:
                best = max(best, (alike(bare, text[low:high]), low, high), key=lambda b: (b[0], -abs(b[1] - start)))
    return best[1], best[2]


def alike(one: str, other: str) -> float:
    """How alike two texts are, 0 to 1, by the characters to be changed; cost grows with the product of the lengths."""
    from rapidfuzz.distance import Levenshtein

    return float(Levenshtein.normalized_similarity(one, other)) if one else 0.0


def _fold(char: str) -> str:
    return "" if char.isspace() or char in "\u00ad\0" else unicodedata.normalize("NFKC", char).casefold().strip()


def _bare(words: str) -> str:
    return "".join(_fold(char) for char in words)

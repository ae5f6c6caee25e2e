"""Which highlights could be one: those of a colour whose words touch or overlap."""

from __future__ import annotations

from reader.domain.text import is_visible
from reader.domain.views import ArticleView, HighlightView


def neighbours(article: ArticleView | None, highlight: int | None) -> list[int]:
    """The highlights in the colour of `highlight` that touch or overlap it; only blanks and block ends lie between."""
    known = {h.id: h for h in article.highlights if h.spans} if article is not None else {}
    own = known.get(highlight or 0)
    if own is None or article is None:
        return []
    starts: dict[int, int] = {}
    text = ""
    for block in article.blocks:
        starts[block.id] = len(text)
        text += block.text + "\n"
    low, high = _reach(own, starts)
    found = []
    for other in known.values():
        if other.id != own.id and other.colour == own.colour:
            a, b = _reach(other, starts)
            between = text[high:a] if a >= high else text[b:low] if b <= low else ""
            if not any(map(is_visible, between)):
                found.append(other.id)
    return found


def _reach(highlight: HighlightView, starts: dict[int, int]) -> tuple[int, int]:
    """The stretch from a highlight's first to its last character, in the article's running text."""
    places = [(starts[s.block] + s.start, starts[s.block] + s.end) for s in highlight.spans]
    return min(places)[0], max(end for _start, end in places)

"""An article whose every paragraph, comment and tag is hostile, and what of it a document must give back."""

from __future__ import annotations

from reader.domain.views import ArticleView, Chip
from reader.exports.harmless import Harmless
from reader.exports.selection import Options, Selection, chosen
from tests.exports.hostile import strings
from tests.exports.samples import article, block, highlight

FIRST, LAST = "甲甲甲甲甲甲", "乙乙乙乙乙乙"


def words() -> list[str]:
    """The hostile strings that print something, as a document shows them."""
    clean = Harmless()
    shown = (clean(text) for text in strings())
    return [text for text in dict.fromkeys(shown) if text.strip()]


def hostile_article(every: int = 1) -> ArticleView:
    """Each string (or one of `every` few) a paragraph wholly highlighted, with itself as comment; two sentinels around them."""
    texts = [text for text in strings() if text.strip()][::every]
    blocks = [block(n, text) for n, text in enumerate((FIRST, *texts, LAST), start=1)]
    marks = tuple(
        highlight(n, text, (n + 1, 0, len(text)), comment=text, tags=(Chip(1, texts[n % len(texts)], ""),))
        for n, text in enumerate(texts, start=1)
    )
    return article(*blocks, highlights=marks, note="\n\n".join(texts[:50]))


def hostile_selection(every: int = 1, **options: object) -> Selection:
    """The article alone, under hostile names."""
    return Selection(chosen((hostile_article(every),)), strings()[7], Options(**options), {"yellow": "<b>&amp;"})  # type: ignore[arg-type]


def expected(every: int = 1) -> list[str]:
    """The paragraphs between the sentinels as a document shows them, in order."""
    clean = Harmless()
    return [clean(text) for text in strings() if text.strip()][::every]


def between(paragraphs: list[str]) -> list[str]:
    """What stands between the sentinels."""
    return paragraphs[paragraphs.index(FIRST) + 1 : paragraphs.index(LAST)]


def squeezed(texts: list[str]) -> list[str]:
    """Each text with every run of white space as one blank; those that are nothing else left out."""
    return [line for text in texts if (line := " ".join(text.split()))]

"""What is said of a highlight beside its words: the colour's meaning, its tags, its comment, what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reader.domain.views import ColourView, HighlightView
from reader.domain.words import _


def meaning_line(highlight: HighlightView, meanings: Mapping[str, str]) -> str:
    """Colour meaning, tags and comment in one line, after the state where that is not `ok`."""
    parts = [
        state_words(highlight),
        meanings.get(highlight.colour, highlight.colour),
        *(f"#{chip.name}" for chip in highlight.tags),
        " ".join(highlight.comment.split()),
    ]
    return " · ".join(part for part in parts if part)


def state_words(highlight: HighlightView) -> str:
    """What became of a highlight whose words are no longer those marked; empty where all is well."""
    if highlight.state == "lost":
        return _("No longer in the text")
    if highlight.state == "changed":
        return _("Now reads: {words}").format(words=" ".join(highlight.current.split()))
    return ""


def spoken(highlight: HighlightView | None, colours: Sequence[ColourView]) -> str:
    """A highlight as a screen reader says it: its meaning, tags and comment, then its words."""
    if highlight is None:
        return ""
    meanings = {colour.key: _(colour.name) for colour in colours}
    told = {"meaning": meaning_line(highlight, meanings), "words": " ".join(highlight.quote.split())}
    return _("Highlight: {meaning}. {words}").format(**told)

"""Kinds of doubts: how the review queue groups the codes of flags, and which answers hold for later issues too."""

from __future__ import annotations

from reader.domain.words import N_

KINDS = {
    "breaks": N_("Breaks and jumps"),
    "labels": N_("Column labels"),
    "headlines": N_("Headlines"),
    "versions": N_("Issues alike"),
    "together": N_("Work with others"),
    "others": N_("Other doubts"),
}
"""The kinds of doubts in the order in which the library tree shows them."""

SETTLED = "settled"
"""Stands in place of a kind for the doubts that were answered or dismissed."""

_KIND_OF = {
    "truncated": "breaks",
    "joined-doubtful": "breaks",
    "continuation-unmatched": "breaks",
    "label-without-text": "labels",
    "headline-inside-body": "headlines",
    "subhead-or-title": "headlines",
    "text-without-title": "headlines",
    "resembles": "versions",
    "both-edited": "together",
    "edited-and-deleted": "together",
    "place-doubtful": "together",
}

LASTING = {
    # A column's or a series' name stands in issue after issue, and means the same each time.
    ("label-without-text", "column-of"): "move",
    ("label-without-text", "series-of"): "move",
    # A line that belongs to no article (a slogan, a heading of the page) is set again on other days.
    ("label-without-text", "stays-apart"): "keep",
    # A standing heading (results, appointments) whose text follows below comes back with that text.
    ("label-without-text", "own-article"): "new",
    # The same set phrase is no continuation mark on any day; a real mark names another page each time.
    ("continuation-unmatched", "no-continuation"): "role",
}
"""Answers `(code of the doubt, code of the answer)` that hold for the same words in later issues of a newspaper, and
the action by which the structure engine knows them (`domain.reading.action_of`).

All others speak of one day's text (a lost end, two parts joined, a headline inside its text, the other half of a
story, a subhead or a title, which article a text goes with, an issue that resembles another): never carried over.
"""


def kind_of(code: str) -> str:
    """The kind a code belongs to; codes nobody has sorted are `others`."""
    return _KIND_OF.get(code, "others")


def lasts(code: str, answer: str) -> bool:
    """Whether an answer, given once, answers the same words in later issues of the newspaper."""
    return (code, answer) in LASTING

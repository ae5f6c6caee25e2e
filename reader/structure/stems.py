"""The longer words of a Latin text, cut to their stems: what tells that two texts speak of one thing."""

from __future__ import annotations

_COMMON = frozenset(
    [
        "about",
        "after",
        "again",
        "along",
        "among",
        "another",
        "around",
        "before",
        "being",
        "between",
        "could",
        "during",
        "every",
        "first",
        "found",
        "having",
        "little",
        "might",
        "never",
        "night",
        "other",
        "public",
        "should",
        "since",
        "still",
        "their",
        "there",
        "these",
        "thing",
        "third",
        "those",
        "three",
        "through",
        "today",
        "under",
        "until",
        "where",
        "which",
        "while",
        "whose",
        "without",
        "would",
        "years",
        "yesterday",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "people",
        "state",
        "county",
        "second",
        "street",
        "morning",
        "afternoon",
        "evening",
        "members",
        "school",
        "church",
    ]
)
_LENGTH, _REACH = 5, 600


def stems(text: str) -> set[str]:
    """The first letters of its longer words, those that stand in any text left out."""
    words = {word.strip("\"'’.,;:()“”").lower() for word in text[:_REACH].split()}
    return {word[:_LENGTH] for word in words if len(word) >= _LENGTH and word not in _COMMON}

"""Pieces of the query language written so that they are read again as they were meant."""

from __future__ import annotations

import re

_PAIRS = (('"', '"'), ("「", "」"), ("『", "』"), ("«", "»"), ("“", "”"), ("„", "“"))
_CLOSERS = {'"': '"“”＂', "「": "」", "『": "』", "«": "»", "“": '”"＂“', "„": '“”"'}
_PLAIN = re.compile(r"(?![-－−–])[^\s()（）\"＂“”„「『«:*＊=＝]+")
_WORDS = ("AND", "OR", "NOT", "NEAR")


def quote(text: str) -> str:
    """A string in quotation marks it does not hold itself; of one that holds all of them, blanks stand for some."""
    text = " ".join(text.split())
    for opening, closing in _PAIRS:
        if not any(mark in text for mark in _CLOSERS[opening]):
            return f"{opening}{text}{closing}"
    return '"' + re.sub('["“”＂]', " ", text) + '"'


def value(text: str) -> str:
    """A value after a field's colon: bare where it can be, else in quotation marks."""
    return text if _PLAIN.fullmatch(text) and text.upper() not in _WORDS else quote(text)


def fielded(name: str, text: str) -> str:
    """`name:text`."""
    return f"{name}:{value(text)}"


def exact(name: str, text: str) -> str:
    """`name:=text`, the very one called so."""
    return f"{name}:={value(text)}"

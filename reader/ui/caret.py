"""Where the caret stops when it walks by clause or by sentence, in Chinese and in Latin text."""

from __future__ import annotations

import re

# Closing quotes and brackets belong to what they close.
_CLOSERS = "”’」』）)】》〉\"'"
_SENTENCE_END = re.compile(rf"[。！？!?…]+[{_CLOSERS}]*|(?<=[^\W\d_]{{2}})\.[{_CLOSERS}]*(?=\s|$)")
_CLAUSE_END = re.compile(
    rf"[。！？!?…，；、：,;:]+[{_CLOSERS}]*(?!\d)|(?<=[^\W\d_]{{2}})\.[{_CLOSERS}]*(?=\s|$)|——|(?<=[\w”’])\s+(?=\w)"
)


def next_stop(text: str, at: int, sentence: bool) -> int:
    """The position after the clause (or sentence) that position `at` of `text` stands in."""
    for end in (_SENTENCE_END if sentence else _CLAUSE_END).finditer(text, at):
        stop = _past_blanks(text, end.end())
        if stop > at:
            return stop
    return len(text)


def previous_stop(text: str, at: int, sentence: bool) -> int:
    """The beginning of the clause (or sentence) before position `at` of `text`."""
    found = 0
    for end in (_SENTENCE_END if sentence else _CLAUSE_END).finditer(text):
        stop = _past_blanks(text, end.end())
        if stop >= at:
            break
        found = stop
    return found


def _past_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at

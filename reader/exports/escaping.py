"""Markdown that reads back as the text it was made of."""

from __future__ import annotations

import re

_ANYWHERE = re.compile(r"[\\`*_\[\]<|~=#]|&(?=[#\w])")
_AT_START = re.compile(r"[-+>:{(]|\d{1,9}(?=[.)])")


def escape(text: str) -> str:
    """`text` in one line of Markdown, each character of it printed; white space is one blank a run at most.

    Meant for the start of a line: what would begin a list, quote, rule or page mark there is escaped as well.
    """
    line = escape_inner(" ".join(text.split()))
    match = _AT_START.match(line)
    if match is None:
        return line
    at = match.end() if match[0].isdigit() else match.start()
    return f"{line[:at]}\\{line[at:]}"


def escape_inner(text: str) -> str:
    """`text` for the inside of a line; blanks stay as they are, line ends become blanks."""
    return _ANYWHERE.sub(r"\\\g<0>", re.sub(r"[\n\r\f\v\x1c-\x1e\x85\u2028\u2029]", " ", text))


def marked(text: str, stretches: list[tuple[int, int]]) -> str:
    """`text` escaped, with `==` around `[start, end)` stretches; those that overlap or touch are one."""
    parts, at = [], 0
    for start, end in merge(text, stretches):
        parts += [escape_inner(text[at:start]), "==", escape_inner(text[start:end]), "=="]
        at = end
    parts.append(escape_inner(text[at:]))
    line = "".join(parts).strip()
    match = _AT_START.match(line)
    if match is None:
        return line
    at = match.end() if match[0].isdigit() else match.start()
    return f"{line[:at]}\\{line[at:]}"


def merge(text: str, stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches in order without white space at their ends, those that overlap or touch made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        words = text[start:end]
        start += len(words) - len(words.lstrip())
        end = start + len(words.strip())
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged

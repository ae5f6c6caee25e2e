"""calibre: the collection of annotations as JSON, and the text and Markdown its viewer and browser export."""

from __future__ import annotations

import re
from typing import Any

from reader.imports.elsewhere.marks import ForeignMark, dicts, moment, text

TYPES = ("calibre_annotation_collection", "calibre_highlights")
RULES = ("───", "-" * 20)
_LINKED = re.compile(r"\[[^\]]*\]\(calibre://[^)]*\)")
_DATE = re.compile(r".{0,20}\d{1,4}\D{1,3}\d{1,2}\D{1,3}\d{1,4}.{0,30}")


def collection(document: Any) -> list[ForeignMark]:
    """The highlights of a collection; bookmarks and highlights that were removed are left out."""
    found = []
    for one in dicts(document):
        words = text(one.get("highlighted_text"))
        if not words or one.get("removed") or one.get("type", "highlight") != "highlight":
            continue
        style = one.get("style")
        colour = text(style.get("which") or style.get("background-color")) if isinstance(style, dict) else ""
        title = text(one.get("title"))
        found.append(ForeignMark(words, text(one.get("notes")), (), colour, moment(one.get("timestamp")), "", title))
    return found


def listing(source: str) -> list[ForeignMark]:
    """The highlights of a text or Markdown export: the words, a line with the time, a blank line, the notes, a rule."""
    found = []
    chunks = re.split("^(?:" + "|".join(map(re.escape, RULES)) + r")[ \t]*$", source, flags=re.MULTILINE)
    for chunk in chunks[:-1]:
        lines = [line for line in chunk.split("\n") if not re.match(r"#{1,6} ", line)]
        at = next((n for n, line in enumerate(lines) if _is_time(lines, n)), None)
        if at is not None and text("\n".join(lines[:at])):
            found.append(ForeignMark(text("\n".join(lines[:at])), text("\n".join(lines[at + 1 :]))))
    return found


def _is_time(lines: list[str], at: int) -> bool:
    """Whether a line is the time: after the words, before a blank line, and a date."""
    line, before, after = lines[at].strip(), "".join(lines[:at]).strip(), "".join(lines[at + 1 : at + 2]).strip()
    return bool(before and not after and (_LINKED.fullmatch(line) or (len(line) < 60 and _DATE.fullmatch(line))))

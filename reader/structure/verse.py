"""Verse on pages without marked headings: lines that are neither titles nor parts of a broken text."""

from __future__ import annotations

import re
from itertools import pairwise

from reader.structure.endings import is_complete
from reader.structure.headlines import says
from reader.structure.shapes import is_caps, is_latin
from reader.structure.units import Unit
from reader.structure.vocabulary import is_column_label

_VERSE_LINES, _VERSE_WIDTH, _LONGEST_PART = 4, 18, 6
_NO_VERSE = re.compile("[：:（(【]|^[—·●◆▲■★]|[版页頁]$|(?:摄|攝|记者|記者|通讯员|主办|承办)")


def mark_verse_lines(units: list[Unit]) -> None:
    """Lines in equal halves right under each other are verse, never titles; so are runs of short Latin lines."""
    _mark_latin_verse(units)
    _mark_apart(units)
    for upper, lower in pairwise(units):
        if lower.gap or upper.role or lower.role or upper.form != "paragraph" or lower.form != "paragraph":
            continue
        halves = [len(part) for part in upper.text.split()]
        if len(halves) == 2 and halves == [len(part) for part in lower.text.split()] and min(halves) > 3:
            upper.reason = lower.reason = "verse"


def _mark_apart(units: list[Unit]) -> None:
    """Four and more short Chinese lines, each alone, mostly without a stop, on a page that marks headings: a poem."""
    marked = {u.page for u in units if u.form == "heading"}
    run: list[Unit] = []
    for at, unit in enumerate([*units, None]):
        following = units[at + 1] if at + 1 < len(units) else None
        between = at > 0 and units[at - 1].form == "heading" and following is not None and following.form == "heading"
        here = unit is not None and not between and unit.page in marked and (not run or run[-1].page == unit.page)
        if unit is not None and here and _short_line(unit):
            run.append(unit)
            continue
        part = unit is not None and bool(run) and run[-1].page == unit.page and _part_head(unit)
        if part and following is not None and _short_line(following) and not _rather_kicker(run):
            continue
        lines = run[:-1] if unit is not None and unit.form == "heading" and _rather_kicker(run) else run
        if len(lines) >= _VERSE_LINES and sum(is_complete(u.text) for u in lines) * 5 <= len(lines) * 2:
            for line in lines:
                line.reason = "verse"
        run = []


def _part_head(unit: Unit) -> bool:
    """Whether a heading is as short as those over the parts of a poem."""
    return unit.form == "heading" and not unit.role and unit.level > 1 and len(unit.text) <= _LONGEST_PART


def _short_line(unit: Unit) -> bool:
    text = unit.text
    if unit.role or unit.form != "paragraph" or unit.lines > 1 or not 2 <= len(text) <= _VERSE_WIDTH or is_latin(text):
        return False
    return not any(c.isdigit() for c in text) and not _NO_VERSE.search(text)


def _rather_kicker(run: list[Unit]) -> bool:
    """Whether the last short line before a heading is longer than the lines above it, or a column's name: none of the poem's."""
    if len(run) < 2:
        return False
    last = run[-1].text
    if run[-2].text[-1] in "。！？" and not is_complete(last):
        return True
    return len(last) > max(len(u.text) for u in run[:-1]) + 2 or is_column_label(last) or says(last)


def _mark_latin_verse(units: list[Unit]) -> None:
    """Four and more Latin lines right under each other, each with a capital and short of the measure, are verse."""
    run: list[Unit] = []
    for unit in [*units, None]:
        if unit is not None and run and not unit.gap and _verse_line(unit):
            run.append(unit)
            continue
        if (
            sum(u.lines for u in run) >= _VERSE_LINES
            and _in_lines(run)
            and sum(is_complete(u.text) or u.text[-1] in ",;:—" for u in run) * 2 >= len(run)
        ):
            for line in run:
                line.reason = "verse"
        run = [unit] if unit is not None and _verse_line(unit) else []


def _in_lines(run: list[Unit]) -> bool:
    """Whether the lines of a run are set as verse: over short units, not as one paragraph above another."""
    return len(run) > 1 and max(len(u.text) for u in run) <= 130


def _verse_line(unit: Unit) -> bool:
    if unit.role or unit.form != "paragraph" or unit.lines > 4 or unit.laid is None or not is_latin(unit.text):
        return False
    if is_caps(unit.text) or unit.text[0] in "—–-":
        return False
    starts = [s.start for s in unit.laid.segments if s.kind != "joint"]
    lines = [unit.text[a:b] for a, b in zip(starts, [*starts[1:], len(unit.text)], strict=True)]
    return all(len(line) <= 60 and line.lstrip("\"“'‘«„—– ")[:1].isupper() for line in lines)

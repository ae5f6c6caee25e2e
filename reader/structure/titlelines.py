"""Printed lines that are one block: a headline of several lines, a byline with the writer's post under it."""

from __future__ import annotations

from reader.structure.bylines import is_post_line
from reader.structure.endings import asks_for_more
from reader.structure.headlines import CHAPTER
from reader.structure.pages import UNSET, Setting, joins_lines
from reader.structure.shapes import is_caps
from reader.structure.signatures import opens_letter
from reader.structure.units import Sources, Unit, joined
from reader.structure.vocabulary import is_briefs, is_column_label, is_kicker_label, is_list_part


def merge_lines(units: list[Unit], settings: dict[int, Setting], sources: Sources) -> list[Unit]:
    """The units with such lines joined."""
    out: list[Unit] = []
    for unit in units:
        last = out[-1] if out else None
        if last is not None and last.page == unit.page and _one_block(last, unit, settings.get(unit.page, UNSET)):
            whole = joined(last, unit, sources)
            whole.joined_at, whole.gap = [], last.gap
            out[-1] = whole
        else:
            out.append(unit)
    return out


_GERMAN = frozenset(["der", "die", "das", "des", "den", "dem", "und", "für", "im", "von", "vom", "zur", "zum", "ein", "eine", "auf", "aus", "mit", "bei", "nicht"])


def _stands_for_itself(upper: Unit, lower: Unit) -> bool:
    """Whether the upper of two German lines in mixed case is whole: the lower neither small nor asked for."""
    words = {word.lower() for word in (*upper.text.split(), *lower.text.split())}
    german = not _GERMAN.isdisjoint(words) or any(c in upper.text + lower.text for c in "ſßäöü")
    if not german or is_caps(upper.text) or lower.text[0].islower() or not (upper.display and lower.display):
        return False
    return not asks_for_more(upper.text) and upper.text[-1] not in ",-–—:"


def _one_block(upper: Unit, lower: Unit, setting: Setting) -> bool:
    if upper.role == "byline" and lower.role in {"", "byline"} and is_post_line(lower.text):
        return True
    if upper.role or lower.role or not (upper.form == lower.form == "heading"):
        return False
    if is_column_label(upper.text) or is_briefs(upper.text) or is_kicker_label(upper.text) or opens_letter(upper.text):
        return False
    if upper.display and upper.text[-1] == ".":
        return False
    if is_list_part(upper.text, lower.text) or _stands_for_itself(upper, lower):
        return False
    if CHAPTER.fullmatch(upper.text) or CHAPTER.fullmatch(lower.text) or (upper.reason == "bold-line") != (lower.reason == "bold-line"):
        return False
    return joins_lines(upper, lower, setting) and is_caps(upper.text) == is_caps(lower.text)

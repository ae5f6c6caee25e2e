"""Runs of title-like lines, and which of them stand lower than the page's headlines by the style they are set in."""

from __future__ import annotations

from dataclasses import dataclass

from reader.structure.endings import ends_in_figures
from reader.structure.leads import lead_of
from reader.structure.pages import Setting, is_centred
from reader.structure.shapes import is_caps, is_latin
from reader.structure.stems import stems
from reader.structure.units import Unit
from reader.structure.vocabulary import is_briefs, is_column_label, is_notice_title

_REACH = 8


@dataclass
class Run:
    """A run of title-like lines with its neighbours."""

    lines: list[Unit]
    before: Unit | None
    following: Unit
    after: Unit | None
    setting: Setting
    marked: bool
    at: int = 0
    stopped: bool = False


def _labelled(run: Run) -> bool:
    """Whether a run is a column's name with one line, the title, under it."""
    return len(run.lines) == 2 and is_column_label(run.lines[0].text) and run.lines[1].gap


def _style(run: Run, first: int = 0) -> tuple[int, bool, bool, bool]:
    line = run.lines[first]
    several = line.lines > 1 or (len(run.lines) > first + 1 and not run.lines[first + 1].gap)
    return line.page, is_centred(line, run.setting), is_caps(line.text), several


def rank(runs: list[Run], units: list[Unit]) -> None:
    """Latin lines set in a style that no sure title of the page has are heads inside articles: level 2."""
    titled = {_style(r) for r in runs if _sure(r)}
    labelled = {_style(r, 1) for r in runs if _labelled(r)}
    for run in runs:
        line = run.lines[0]
        if run.before is not None and ends_in_figures(run.before.text):
            continue
        if len(run.lines) > 1 or not is_latin(line.text) or _style(run) in titled or len(line.text.split()) > 6:
            continue
        if is_column_label(line.text) or is_briefs(line.text) or is_notice_title(line.text):
            continue
        *place, _several = _style(run)
        labelled_so = _style(run) in labelled and _after_jump(run, units)
        if ((*place, True) in titled or labelled_so) and not _coheres(run, units, 2 if labelled_so else 1):
            continue
        if any(style[0] == line.page for style in titled):
            line.level = 2


def _after_jump(run: Run, units: list[Unit]) -> bool:
    """Whether the text above a head is the short rest of an article continued from another page."""
    for unit in reversed(units[max(0, run.at - _REACH) : run.at]):
        if unit.role == "continuation_from":
            return True
        if unit.form == "heading":
            return False
    return False


def _coheres(run: Run, units: list[Unit], least: int) -> bool:
    """Whether the text under a head takes up so many longer words of the text above it, back to a head of two lines."""
    at = run.at
    above: set[str] = set()
    for unit in reversed(units[max(0, at - _REACH) : at]):
        above |= stems(unit.text)
        if unit.form == "heading" and unit.level == 1 and len(above) > 12:
            break
    return len(above & (stems(run.lines[0].text) | stems(run.following.text))) >= least


def _sure(run: Run) -> bool:
    """Whether a run is an article's headline by what stands around it."""
    if len(run.lines) > 1 or run.lines[0].lines > 1 or run.before is None:
        return True
    return run.following.role in {"byline", "dateline", "credit"} or bool(
        run.following.text and lead_of(run.following.text)
    )

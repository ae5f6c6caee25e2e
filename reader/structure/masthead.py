"""The head of a page: which units above the first text are masthead, and what they state of the issue."""

from __future__ import annotations

from dataclasses import dataclass, field

from reader.domain.reading import Hint, RawPage
from reader.structure.furniture import (
    HOW,
    as_name,
    date_in,
    head_parts,
    is_dated_line,
    is_head_fact,
    is_motto,
    is_page_line,
    label_in,
    label_in_head,
    name_in_head,
    opens_with_article,
    paper_name,
)
from reader.structure.shapes import head_shaped, is_latin
from reader.structure.units import Unit
from reader.structure.vocabulary import is_briefs, is_picture_label

_DEEPEST = 8
_EDGE = 3


@dataclass
class Stated:
    """What the furniture of an issue states: newspaper, date, page labels."""

    newspaper: Hint | None = None
    date: Hint | None = None
    labels: dict[int, Hint] = field(default_factory=dict)
    running: frozenset[str] = frozenset()


def read_mastheads(units: list[Unit], pages: list[RawPage]) -> Stated:
    """Settle the newspaper's name lines as furniture (in place) and collect what the page heads state."""
    stated = Stated(running=_running_names(units))
    own: dict[int, list[Unit]] = {}
    for unit in units:
        own.setdefault(unit.page, []).append(unit)
    for number in range(len(pages)):
        _read_page(number, own.get(number, []), stated, pages)
    _settle_running_names(own, stated)
    _pass_on_labels(own, stated)
    return stated


def _pass_on_labels(own: dict[int, list[Unit]], stated: Stated) -> None:
    """A page that holds nothing but its head was parted from its text by a rule: the label is the next one's, too."""
    for number, label in list(stated.labels.items()):
        units = own.get(number, [])
        if number + 1 in own and number + 1 not in stated.labels and all(u.role == "furniture" for u in units):
            stated.labels[number + 1] = label


def _running_names(units: list[Unit]) -> frozenset[str]:
    """The parts of words in the heads of pages, as a newspaper's name stands there beside the date or the page."""
    parts = [part.strip(" .") for u in units if u.role == "furniture" and _is_head(u) for part in head_parts(u.text)]
    marked = [part.strip(" .") for u in units if u.form == "page_mark" for part in head_parts(u.text)]
    words = (part.casefold() for part in (*parts, *marked) if " " in part or "'" in part)
    return frozenset(part for part in words if not any(map(str.isdigit, part)))


def _runs(text: str, running: frozenset[str]) -> bool:
    """Whether a line at the top is what a page's head repeats: the newspaper's name, with or without its article."""
    return 3 < len(text) <= 60 and text.strip(" .").casefold() in running


def _settle_running_names(own: dict[int, list[Unit]], stated: Stated) -> None:
    """The newspaper's name alone on a line at the head or foot of a page is furniture there too."""
    if stated.newspaper is None:
        return
    for units in own.values():
        for unit in [*units[:_EDGE], *units[-_EDGE:]]:
            name = paper_name(unit.text) if not unit.role and unit.lines == 1 else None
            running = not unit.role and unit.lines == 1 and _is_folio(unit.text, stated.newspaper.value)
            if running or (name is not None and name == stated.newspaper.value):
                unit.settle("furniture", "running-name")


def _is_folio(text: str, name: str) -> bool:
    """Whether a short line is a number beside words of the paper's name (`Chronicle 12`)."""
    words = [word for word in text.strip("—–-·| ").split() if word not in {"·", "|", "–", "—", "-"}]
    numbers = [word for word in words if word.isdigit()]
    if len(text) > 40 or len(numbers) != 1 or len(words) < 2 or text[-1] in ".!?":
        return False
    return all(word.lower() in name.lower().split() for word in words if word not in numbers)


def _read_page(number: int, units: list[Unit], stated: Stated, pages: list[RawPage]) -> None:
    top = units[:_DEEPEST]
    _settle_named_head(top)
    heads = [u for u in top if u.role == "furniture" and (_is_head(u) or u.form == "page_mark")]
    for unit in units:
        if unit.role == "furniture" and unit.text:
            lines = [pages[number].text[s.start : s.end].strip(" #*　") for s in unit.pieces]
            _read_line(number, unit, stated, lines if unit in heads else [])
    if not any(u.role == "furniture" for u in top):
        return
    _read_top(top, stated)
    for unit in top:
        if unit.reason == "masthead" and number not in stated.labels and (label := label_in(unit.text)):
            stated.labels[number] = label


def _is_head(unit: Unit) -> bool:
    return is_dated_line(unit.text) or unit.reason == "masthead"


def _settle_named_head(top: list[Unit]) -> None:
    """A newspaper's name as the first line of a page, and the bare dates and numbers under it, are masthead."""
    at = next((n for n, u in enumerate(top) if u.role not in {"furniture", "image"}), len(top))
    if at >= len(top) or top[at].role or top[at].lines > 1:
        return
    name = top[at]
    facts = []
    for unit in top[at + 1 :]:
        if unit.role != "furniture" and (unit.role not in {"", "list_item"} or not is_head_fact(unit.text)):
            break
        facts.append(unit)
    if _names_paper(name, facts, at):
        for unit in [name, *facts]:
            if unit.role != "furniture":
                unit.settle("furniture", "masthead")


def _names_paper(unit: Unit, facts: list[Unit], at: int) -> bool:
    """Whether a page's first line names the newspaper: by its shape over such facts, or as `La Voix` over a date."""
    text = unit.text
    if not facts or is_briefs(text) or is_picture_label(text):
        return False
    if paper_name(text) or (name_in_head(text) and all(paper_name(p) or is_head_fact(p) for p in head_parts(text))):
        return True
    return at == 0 and opens_with_article(text) and date_in(facts[0].text) is not None


def _read_line(number: int, unit: Unit, stated: Stated, lines: list[str]) -> None:
    text = unit.text
    if unit.form == "page_mark" or is_page_line(text) or lines:
        label = label_in(text) or (label_in_head(text) if lines else None)
        if label is not None:
            stated.labels.setdefault(number, label)
    if lines:
        stated.date = stated.date or date_in(text)
    for line in lines:
        name = name_in_head(line) or (as_name(line) if opens_with_article(line) else None)
        if name and stated.newspaper is None:
            stated.newspaper = Hint(name, HOW)


def _read_top(top: list[Unit], stated: Stated) -> None:
    """Lines above the dated head are masthead; the first of them names the paper."""
    dates = [n for n, u in enumerate(top) if u.role == "furniture" and is_dated_line(u.text)]
    dated = dates[0] if dates else -1
    if len(dates) > 1 and all(_masthead_line(u) or len(u.text) <= 60 for u in top[dated : dates[-1]]):
        for unit in top[dated : dates[-1]]:
            if not unit.role and unit.lines == 1:
                unit.settle("furniture", "masthead")
    above = [u for u in top[:dated] if not u.role] if dated >= 0 else []
    for at, unit in enumerate(top):
        if unit.role or unit.lines > 1:
            continue
        name = paper_name(unit.text) or (as_name(unit.text) if _runs(unit.text, stated.running) else None)
        near = any(u.role == "furniture" for u in top[max(0, at - 2) : at + 3])
        if name is not None and is_briefs(unit.text):
            continue
        known = stated.newspaper is not None and name is not None and stated.newspaper.value != name
        if known and 0 <= dated < at:
            continue
        if name and near and all(u.role == "furniture" or paper_name(u.text) for u in top[:at]):
            unit.settle("furniture", "masthead")
            stated.newspaper = stated.newspaper or Hint(name, HOW)
            if at + 1 < len(top) and not top[at + 1].role and is_motto(top[at + 1].text):
                top[at + 1].settle("furniture", "masthead")
    if 0 < len(above) <= 3 and all(_masthead_line(u) for u in above):
        for unit in above:
            unit.settle("furniture", "masthead")
        if stated.newspaper is None:
            stated.newspaper = Hint(name_in_head(above[0].text) or as_name(above[0].text), HOW)


def _masthead_line(unit: Unit) -> bool:
    """Whether a line above the dated head could belong to it: short, one printed line, no sentence."""
    if unit.role == "furniture":
        return True
    return unit.lines <= 2 and len(unit.text) <= (60 if is_latin(unit.text) else 10) and head_shaped(unit.text)

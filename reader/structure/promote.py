"""Title lines in text without headings, found by shape: short, no end mark, followed by a text."""

from __future__ import annotations

from reader.structure.endings import is_complete
from reader.structure.headlines import under_title
from reader.structure.leads import lead_of
from reader.structure.pages import Setting, is_centred
from reader.structure.shapes import head_shaped, is_caps, is_latin, is_short
from reader.structure.units import Unit
from reader.structure.vocabulary import is_briefs, is_notice_title

_LONGEST_RUN = 5


def promote(units: list[Unit], settings: dict[int, Setting]) -> None:
    """Make headings of the lines that stand as titles, on pages whose file marks no headings (in place)."""
    for unit in units:
        indent = settings.get(unit.page, Setting()).indent
        if indent and unit.indent == indent and unit.lines == 1 and unit.form == "paragraph" and not unit.role:
            unit.reason = "indented"
    marked = {u.page for u in units if u.form == "heading"}
    at = 0
    while at < len(units):
        setting = settings.get(units[at].page, Setting())
        stop = _run(units, at, setting)
        if stop > at:
            _promote_run(units, at, stop, units[at].page in marked, setting)
        at = max(stop, at + 1)


def _run(units: list[Unit], at: int, setting: Setting) -> int:
    """Where a run of title-like lines that begins at `at` ends."""
    stop = at
    while stop < len(units) and _title_like(units[stop], setting) and units[stop].page == units[at].page:
        stop += 1
    return stop


def _title_like(unit: Unit, setting: Setting) -> bool:
    if unit.role or unit.form != "paragraph" or unit.lines > 3 or not head_shaped(unit.text):
        return False
    if is_latin(unit.text):
        return is_caps(unit.text) or is_centred(unit, setting) or (unit.lines == 1 and len(unit.text) <= 70)
    return unit.lines == 1 and (not setting.indent or unit.indent != setting.indent)


def _promote_run(units: list[Unit], start: int, stop: int, marked: bool, setting: Setting) -> None:
    following = units[stop] if stop < len(units) else None
    if following is None or following.page != units[start].page or stop - start > _LONGEST_RUN:
        return
    before = units[start - 1] if start and units[start - 1].page == units[start].page else None
    indented = setting.indent > 0 and units[start].indent == 0 and following.indent == setting.indent
    sure = indented or is_centred(units[start], setting) or (units[start].gap and is_caps(units[start].text))
    if before is not None and not before.role and not is_complete(before.text) and not sure:
        return
    if marked and not _plain_title(units, start, stop, following):
        return
    if following.form == "heading" or not (indented or _carries(following)):
        return
    last = stop
    while last - start > 1 and not is_latin(units[last - 1].text) and under_title(units[last - 1].text):
        last -= 1
    centred = any(is_centred(u, setting) for u in units if u.page == units[start].page and u.form == "heading")
    for unit in units[start:last]:
        inner = centred and not is_centred(unit, setting)
        unit.form, unit.level, unit.reason = "heading", 2 if inner else 1, "title-shape"


def _carries(unit: Unit) -> bool:
    """Whether a unit can be the first under a title."""
    if unit.role in {"byline", "dateline", "inset", "table", "list_item", "credit", "image", "continuation_from"}:
        return True
    return not unit.role and (is_complete(unit.text) or not is_short(unit.text) or len(unit.text) > 40)


def _plain_title(units: list[Unit], start: int, stop: int, following: Unit) -> bool:
    """On a page with headings: a plain line is a title only before an opening credit or a byline."""
    line = units[start].text
    if is_latin(line) and not is_caps(line):
        return False
    if following.role == "byline":
        after = units[stop + 1] if stop + 1 < len(units) else None
        return after is not None and after.form != "heading" and not after.role
    return bool(following.text and lead_of(following.text)) or is_briefs(line) or is_notice_title(line)

"""Title lines in text without headings, found by shape: short, no end mark, followed by a text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from reader.structure.bylines import bare_names, is_post_line
from reader.structure.credits import credit_tail, is_whole
from reader.structure.endings import ends_in_figures, ends_unmarked, goes_on, is_complete, is_open, is_scrap
from reader.structure.headlines import CHAPTER, NUMBERED, leads_to_page, lone_head, under_title
from reader.structure.leads import lead_of, western_place
from reader.structure.ornaments import title_ornaments
from reader.structure.pages import UNSET, Setting, is_centred, is_rest
from reader.structure.rows import is_spaced_name, mark_rows, promote_signed
from reader.structure.shapes import (
    has_deck_dash,
    head_shaped,
    in_label_brackets,
    in_many_parts,
    is_caps,
    is_latin,
    is_short,
    is_title_case,
)
from reader.structure.signatures import opens_letter
from reader.structure.title_runs import Run, rank
from reader.structure.units import Unit, columns
from reader.structure.verse import mark_verse_lines
from reader.structure.vocabulary import (
    is_briefs,
    is_column_label,
    is_kicker_label,
    is_notice_title,
    is_notice_word,
    kind_of,
    names_part,
)

_LONGEST_RUN, _LONGEST_LATIN_RUN = 5, 9
_LONGEST_SPARSE = 20
# A longer line with a comma, or an end that asks for more, is rather a text than a title.
_SHORT_LINE = 12
_LONGEST_RUBRIC = 8
_NAME_SIGNS = frozenset("□■◎⊙●○◆◇✎✍")
_CLOSED_BY = frozenset(("signature", "continuation_on"))
_LOWEST = 6
_ASKS = re.compile("[问問答记記主嘉][者持宾賓]?[：:]")
_COMMA = re.compile("[，,]")
_SENTENCES = re.compile("[^.][a-zſ][.!?] |[,;:]")
_UNDER = frozenset(("byline", "dateline", "inset", "table", "list_item", "credit", "image", "continuation_from"))


def promote(units: list[Unit], settings: dict[int, Setting]) -> None:
    """Make headings of the lines that stand as titles, on pages whose file marks no headings (in place)."""
    for unit in units:
        indent = settings.get(unit.page, UNSET).indent
        setting = settings.get(unit.page, UNSET)
        plain = unit.lines == 1 and unit.form == "paragraph" and not unit.role
        if (plain and indent and unit.indent == indent) or (
            plain and setting.sparse and len(unit.text) > _LONGEST_SPARSE
        ):
            unit.reason = "indented"
    mark_verse_lines(units)
    mark_rows(units)
    for upper, lower in pairwise(units):
        if (upper.role or lower.role) or not upper.form == lower.form == "paragraph":
            continue
        broken = len(upper.text) > _LONGEST_SPARSE and not is_complete(upper.text) and not is_latin(upper.text)
        if is_rest(upper, lower) or (broken and is_scrap(lower.text)):
            lower.reason = "rest"
    marked = {u.page for u in units if u.form == "heading" and u.reason != "bold-line"}
    bold = Counter(u.page for u in units if u.reason == "bold-line")
    marked |= {page for page, count in bold.items() if count > 2}
    _promote_ornamented(units, marked)
    _promote_contents(units)
    promote_signed(units)
    stopped = {u.page for u in units if _stopped_rubric(u) or settings.get(u.page, UNSET).stopped}
    made: list[Run] = []
    at = 0
    while at < len(units):
        setting = settings.get(units[at].page, UNSET)
        stop = _signed_stop(units, at, _stop(units, at, setting))
        run = _run(units, at, stop, setting, marked)
        if run is not None and len(run.lines) > 2 and is_column_label(units[at].text) and not _is_title(run):
            run = _run(units, at, at + 2, setting, marked)
            stop = at + 2
        if run is not None:
            run.stopped = units[at].page in stopped
        if run is not None and _is_title(run):
            _make(run)
            made.append(run)
        elif run is None and _ends_in_labels(units[:stop], at):
            for unit in units[at:stop]:
                unit.form, unit.level, unit.reason = "heading", 1, "title-shape"
        at = max(stop, at + 1)
    rank(made, units)


def _promote_ornamented(units: list[Unit], marked: set[int]) -> None:
    """Lines with the sign that stands before the issue's titles are titles (where headings are marked, low ones); one line alone between two of them is text."""
    signs = title_ornaments(units)
    for at, unit in enumerate(units):
        if unit.text[:1] not in signs or unit.form != "paragraph" or unit.role:
            continue
        unit.form, unit.level, unit.reason = "heading", 1, "title-shape"
        if unit.page in marked:
            unit.level, unit.reason = _LOWEST, "ornamented"
        under, behind = (units[n] if n < len(units) else None for n in (at + 1, at + 2))
        if under is not None and not under.role and behind is not None and behind.text[:1] in signs:
            under.reason = "indented"


def _promote_contents(units: list[Unit]) -> None:
    """The name of a contents box (导读) right over lines that lead to pages is a title, also where headings are marked."""
    for at, unit in enumerate(units[:-2]):
        lines = units[at + 1 : at + 3]
        plain = not unit.role and unit.form == "paragraph" and kind_of(unit.text) == "contents"
        if plain and all(u.form == "paragraph" and leads_to_page(u.text) for u in lines):
            unit.form, unit.level, unit.reason = "heading", 1, "title-shape"


def number_instalments(units: list[Unit]) -> None:
    """A bare number right under a serial's kicker (`FEUILLETON DE …`) is the instalment's, not the page's (in place)."""
    for upper, lower in pairwise(units):
        numbers = lower.reason == "page-line" and lower.text.strip("—–- ").isdigit() and upper.page == lower.page
        serial = upper.form == "heading" or upper.text[:10].lower() == "feuilleton"
        if numbers and serial and is_kicker_label(upper.text):
            lower.form, lower.level, lower.role, lower.reason = "heading", upper.level, "", "instalment-number"


def _stop(units: list[Unit], at: int, setting: Setting) -> int:
    """Where a run of title-like lines that begins at `at` ends."""
    stop = at
    while stop < len(units) and units[stop].page == units[at].page:
        following = units[stop + 1] if stop + 1 < len(units) else None
        if stop > at and units[stop].ruled and not units[at].gap:
            break
        if stop > at and units[stop - 1].display and not (units[stop].display or units[stop].gap):
            break
        if not _title_like(units[stop], setting) and not _goes_over(units[stop], following, setting):
            break
        stop += 1
    return stop


def _signed_stop(units: list[Unit], at: int, stop: int) -> int:
    """Where a run of short lines ends, if a name with an ornament (`□ 白苇`) among them says that titles end above it."""
    for number in range(at + 1, min(stop, at + 4)):
        unit = units[number]
        if unit.text[0] in _NAME_SIGNS and bare_names(unit.text) is not None:
            unit.settle("byline", "name-under-title")
            return number
    return stop


def _goes_over(unit: Unit, following: Unit | None, setting: Setting) -> bool:
    """Whether a display line ends with a comma or semicolon because its headline goes on in the line under it."""
    if unit.text[-1:] not in {";", ",", ":"} or following is None or following.gap or not is_latin(unit.text):
        return False
    bare = replace(unit, text=unit.text[:-1], laid=None)
    return unit.lines == 1 and _title_like(bare, setting) and _title_like(following, setting)


def _run(units: list[Unit], at: int, stop: int, setting: Setting, marked: set[int]) -> Run | None:
    page = units[at].page
    if stop - at > 1 and (stop >= len(units) or units[stop].page != page) and _lists(units[at].text):
        stop = at + 1
    longest = _LONGEST_LATIN_RUN if is_latin(units[at].text) else _LONGEST_RUN
    if not 0 < stop - at <= longest or stop >= len(units) or units[stop].page != page:
        return None
    before = units[at - 1] if at and units[at - 1].page == page else None
    after = units[stop + 1] if stop + 1 < len(units) else None
    return Run(units[at:stop], before, units[stop], after, setting, page in marked, at)


def _ends_in_labels(units: list[Unit], at: int) -> bool:
    """Whether the last lines of a page, under a whole text, are a column's name and what belongs to it."""
    own = units[at:]
    if not 0 < len(own) <= 2 or at == 0 or is_latin(own[0].text):
        return False
    if not is_column_label(own[0].text) and not (len(own) > 1 and names_part(own[-1].text)):
        return False
    return is_complete(units[at - 1].text) and all(len(u.text) <= 16 and u.lines == 1 for u in own)


def _lists(text: str) -> bool:
    """Whether a title stands over lines that are no sentences: a notice, the weather, contents."""
    return is_notice_title(text) or kind_of(text) == "contents"


def _title_like(unit: Unit, setting: Setting) -> bool:
    if unit.role or unit.form != "paragraph" or unit.reason in {"verse", "rest", "row"} or unit.lines > 3:
        return False
    if len(unit.text) > _LONGEST_SPARSE and is_complete(unit.text) and _COMMA.search(unit.text) and not is_latin(unit.text):
        return False
    place = None if unit.ruled else western_place(unit.text)
    if unit.display and not CHAPTER.fullmatch(unit.text) and place is None and unit.text[0] not in "([":
        return True
    if _asks(unit):
        return True
    if not head_shaped(unit.text):
        return setting.stopped and _stopped_title(unit, setting)
    if _ASKS.match(unit.text):
        return False
    bracketed = len(unit.text) > 8 and unit.text[0] + unit.text[-1] in {"（）", "()"}
    bracketed = bracketed and not in_label_brackets(unit.text)
    if western_place(unit.text) or bracketed or is_post_line(unit.text) or CHAPTER.fullmatch(unit.text) or ends_in_figures(unit.text):
        return False
    if is_latin(unit.text):
        return is_caps(unit.text) or is_centred(unit, setting) or _display(unit, setting)
    if (setting.sparse and len(unit.text) > _LONGEST_SPARSE) or in_many_parts(unit.text):
        return False
    return unit.lines == 1 and (not setting.indent or unit.indent != setting.indent)


def _asks(unit: Unit) -> bool:
    """Whether a Latin line alone is one short question or cry, as headlines are too."""
    text = unit.text
    if text[-1] not in "?!" or unit.lines > 1 or not unit.gap or len(text) > 60 or not is_latin(text):
        return False
    return text[0].isupper() and not _SENTENCES.search(text) and 2 <= len(text.split()) <= 9


def _stopped_title(unit: Unit, setting: Setting) -> bool:
    """Whether one short line with a full stop reads as a title where those of the page have one: one sentence, not spoken."""
    text = unit.text
    if setting.capital and not is_caps(text):
        return False
    if setting.close and len(text) * 3 > setting.measure * 2:
        return False
    if unit.lines > 1 or not (unit.gap or setting.close) or len(text) > 60 or text[-1] != "." or not is_latin(text):
        return False
    return text[0].isupper() and not _SENTENCES.search(text) and len(text.split()) <= 8


def _display(unit: Unit, setting: Setting) -> bool:
    """Whether Latin lines neither in capitals nor centred look like display type: few words, no full line."""
    if unit.lines == 1:
        return len(unit.text) <= 70
    return is_title_case(unit.text) or (unit.gap and setting.indent > 0 and unit.indent == 0)


def _is_title(run: Run) -> bool:
    first, following, setting = run.lines[0], run.following, run.setting
    indented = setting.indent > 0 and first.indent == 0 and following.indent == setting.indent
    sure = indented or setting.sparse or is_centred(first, setting) or (first.gap and is_caps(first.text))
    if _runs_on(run) or _sentence(run) or _only_asks(run):
        return False
    sure = sure or _pictured(run) or (len(run.lines) > 1 and bool(is_spaced_name(run.lines[-1].text)))
    sure = sure or first.display
    sure = sure or (has_deck_dash(run.lines[-1].text) and following.role == "byline")
    sure = sure or (first.gap and run.lines[-1].gap and following.gap and _is_rubric(first.text))
    sure = sure or (first.gap and not is_latin(first.text) and lead_of(following.text) is not None)
    sure = sure or (len(run.lines) == 1 and lone_head(first) and following.gap and len(following.text) >= 40)
    sold = is_notice_title(first.text) and first.gap and len(run.lines) == 1
    if (
        not sold
        and goes_on(following.text)
        and is_latin(first.text)
        and not is_caps(first.text)
        and not first.display
        and not _never_cut(run)
    ):
        return False
    paused = setting.paused and run.before is not None and run.before.text[-1] == "、"
    ended = run.before is None or paused or run.before.reason == "row" or is_whole(run.before.text) or ends_unmarked(run.before.text)
    if run.before is not None and not run.before.role and not ended and not sure:
        return False
    if run.marked and (_under_head(run) or not _plain_title(run)):
        return False
    listed = (is_notice_word(first.text) and len(run.lines) > 1) or (
        is_notice_title(first.text) and not is_latin(first.text) and not following.role
    )
    listed = listed or (kind_of(first.text) == "contents" and first.gap)
    signed = len(run.lines) > 1 and bare_names(run.lines[-1].text) is not None and not following.role
    set_close = run.lines[-1].display and not following.gap and is_latin(first.text)
    return following.form != "heading" and (indented or listed or signed or set_close or _carries(following, setting))


def _only_asks(run: Run) -> bool:
    """Whether a question alone stands in running text: as a title it stands behind a signature, or first on its page."""
    if len(run.lines) > 1 or run.lines[0].display or not _asks(run.lines[0]):
        return False
    before = run.before
    return not (before is None or before.role in {"signature", "continuation_on", "dateline", "credit"} or before.form == "heading")


def _under_head(run: Run) -> bool:
    """Whether a plain line stands right under a heading that is no column's name: its deck, not a title."""
    before = run.before
    return before is not None and before.form == "heading" and not before.role and not is_column_label(before.text)


def _never_cut(run: Run) -> bool:
    """Whether a Latin line alone, behind a finished text, ends so far short of the measure that no column cut it there."""
    line, before = run.lines[0], run.before
    if len(run.lines) > 1 or line.lines > 1 or not (line.gap and run.following.gap) or not line.text[0].isupper():
        return False
    finished = before is not None and (before.role == "signature" or (not before.role and is_whole(before.text)))
    return finished and run.following.lines > 1 and columns(line.text) * 2 < run.setting.measure


def _sentence(run: Run) -> bool:
    """Whether a Latin line with a full stop, not in capitals and no rubric, stands alone over plain text: a sentence."""
    line = run.lines[0]
    if not is_latin(line.text) or not is_complete(line.text) or is_caps(line.text) or len(run.lines) > 1:
        return False
    if line.display:
        return False
    if is_briefs(line.text) or is_column_label(line.text) or is_notice_title(line.text):
        return False
    apart = run.setting.close or (line.gap and run.following.gap)
    if run.stopped and apart and len(run.following.text) > len(line.text):
        return False
    return run.following.role not in {"byline", "dateline", "continuation_from"} and not is_centred(line, run.setting)


def _stopped_rubric(unit: Unit) -> bool:
    """Whether a line is a rubric printed with a full stop: titles of such a page end with one (`Vermiſchtes.`)."""
    if unit.role or unit.lines > 1 or len(unit.text) > 40 or unit.text[-1] != "." or is_caps(unit.text):
        return False
    return is_latin(unit.text) and (is_briefs(unit.text) or is_column_label(unit.text) or is_notice_title(unit.text))


def _is_rubric(text: str) -> bool:
    """Whether a Chinese line alone names a column or notice: such a line is no part of a text that breaks off above."""
    return (is_column_label(text) or is_briefs(text) or is_notice_title(text)) and (is_latin(text) or len(text) <= 8)


def _runs_on(run: Run) -> bool:
    """Whether a long line with a comma inside, over no byline or opening credit, is rather a text cut by a column."""
    line = run.lines[-1]
    following = run.following
    if is_latin(line.text):
        return False
    if len(run.lines) > 1 and (_both_short(run) or _under_label(run)):
        return False
    if len(line.text) <= _SHORT_LINE or not (is_open(line.text) or any(c in line.text for c in "，,；")):
        return False
    return following.role not in {"byline", "dateline"} and not (following.text and lead_of(following.text))


def _under_label(run: Run) -> bool:
    """Whether two lines are a column's name and one short line over a whole text, which is its title though it has a comma."""
    if len(run.lines) != 2 or not is_column_label(run.lines[0].text) or run.following.role:
        return False
    return len(run.lines[1].text) <= _LONGEST_SPARSE + 4 and is_complete(run.following.text)


def _both_short(run: Run) -> bool:
    """Whether two lines and no more, each alone and short, the lower wholly quoted, stand over a whole text: kicker and title."""
    whole = is_complete(run.following.text) and not goes_on(run.following.text) and not run.following.role
    quoted = run.lines[-1].text[0] in "“「『" and run.lines[-1].text[-1] in "”」』"
    return (
        whole
        and quoted
        and len(run.lines) == 2
        and all(u.gap and len(u.text) <= _LONGEST_SPARSE + 4 for u in run.lines)
    )


def _pictured(run: Run) -> bool:
    """Whether one short Chinese line stands over a whole text that a photo credit closes: a photo item's title."""
    line, following, after = run.lines[0], run.following, run.after
    if len(run.lines) > 1 or is_latin(line.text) or len(line.text) > 16 or following.role or not line.gap:
        return False
    credited = after is not None and after.reason == "photo-credit" and is_complete(following.text)
    return (credited or credit_tail(following.text) > 0) and not any(c in line.text for c in "，,、；")


def _carries(unit: Unit, setting: Setting) -> bool:
    """Whether a unit can be the first under a title."""
    if unit.role in _UNDER or (not unit.role and western_place(unit.text)):
        return True
    if unit.role:
        return False
    if setting.paused and (unit.text[-1] == "、" or len(unit.text) > _LONGEST_SPARSE):
        return True
    if "...." in unit.text or unit.reason in {"verse", "row"} or CHAPTER.fullmatch(unit.text):
        return True
    if in_many_parts(unit.text) or opens_letter(unit.text):
        return True
    if setting.sparse and (unit.lines > 1 or len(unit.text) > _LONGEST_SPARSE):
        return True
    return is_whole(unit.text) or not is_short(unit.text) or len(unit.text) > 40


def _plain_title(run: Run) -> bool:
    """On a page with headings: a plain line is a title only before an opening credit or a byline."""
    line = run.lines[0].text
    if run.before is not None and run.before.role in _CLOSED_BY and not run.following.role and len(run.lines) == 1:
        return run.lines[0].gap and len(run.following.text) > len(line)
    if is_latin(line) and not is_caps(line):
        return False
    if _pictured(run) and (run.before is None or is_whole(run.before.text)):
        return True
    if run.following.role == "byline":
        return run.after is not None and run.after.form != "heading" and not run.after.role
    if opens_letter(run.following.text) or (is_column_label(line) and len(run.lines) > 1):
        return True
    if run.following.reason == "bullet" and len(run.lines) == 1 and len(line) <= _LONGEST_RUBRIC:
        return run.after is not None and run.after.reason == "bullet"
    return bool(run.following.text and lead_of(run.following.text)) or is_briefs(line) or is_notice_title(line) or _opens_contents(run)


def _opens_contents(run: Run) -> bool:
    """Whether one line names a contents box, over lines that lead to pages."""
    line = run.lines[0].text
    return len(run.lines) == 1 and kind_of(line) == "contents" and leads_to_page(run.following.text)


def _make(run: Run) -> None:
    lines = list(run.lines)
    named = 0
    while len(lines) > 1 and not is_latin(lines[-1].text) and under_title(lines[-1].text):
        named += not NUMBERED.fullmatch(lines[-1].text)
        if named > 1:
            break
        lines.pop()
    while (
        len(lines) > 1 and _is_rubric(lines[-1].text) and not is_latin(lines[0].text) and _COMMA.search(lines[0].text)
    ):
        lines.pop(0)
    for unit in lines:
        unit.form, unit.level, unit.reason = "heading", 1, "title-shape"
    run.lines = lines

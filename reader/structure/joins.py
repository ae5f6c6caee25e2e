"""Paragraphs cut by a column or page break made whole; sentences whose end is lost, flagged."""

from __future__ import annotations

import re
from dataclasses import replace

from reader.structure.credits import is_whole
from reader.structure.drafts import Doubt, Draft, Way
from reader.structure.endings import (
    asks_for_more,
    begins_afresh,
    closes_only,
    counts_nothing,
    ends_abbreviated,
    ends_in_colon,
    ends_in_figures,
    ends_unmarked,
    goes_on,
    is_complete,
    is_open,
    names_a_day,
    unclosed,
    wants_noun,
)
from reader.structure.headlines import is_heading, is_paper_number, lone_head
from reader.structure.leads import lead_of
from reader.structure.pages import UNSET, Setting, is_rest, is_sparse
from reader.structure.shapes import head_shaped, in_many_parts, is_caps, is_crosshead, is_latin, is_title_case, two_part
from reader.structure.signatures import closes_letter, opens_letter
from reader.structure.units import Sources, Unit, dressed_alike, joined_all, standing
from reader.structure.vocabulary import is_column_label

# `at The Hague`: words that begin names as well as sentences.
_IN_NAMES = ("The ", "Die ", "Der ", "Das ")
_QUOTES = "«„“‹' "
_PREPOSITION = re.compile(
    r"(?:^|[\s'’])(?:of|to|in|on|at|for|from|by|with|and|or|von|zu[mr]?|mit|auf|für|im|vom|und|oder|de|du|des|à|aux?|en|dans|par|pour|sur|avec|et|ou)$"
)
# What a firm says of itself under its name and address.
_SELLS = re.compile("(?:empfiehlt|empfehlen|offeriert|offeri[rſs]t|begs? to|begs? leave|desires? to|wi[sſ]h(?:es)? to inform|recommande|informe)\\b")
_WORD = re.compile("[a-zà-öø-ÿſ]{3,24}")
_FLOATING = frozenset(("image", "caption", "credit", "table"))
# How far back in a text its end is looked at, in characters.
_REACH = 200
_VERSE_LINES = 4
_SHORT_TEXT = 40
_LONGEST_HEAD = 20
_BARE, _MARKS = 30, "，。、；：？！,.;:?!"
_SHORTER_THAN_COLUMNS = 10
_SAID_BY = re.compile("[。！？!?”」』][ 　]?(?:——|--|—)[ 　]?[\u4e00-\u9fff·《》 　]{2,20}$")
_FACTS = re.compile("(?:^|[ 　])[\u4e00-\u9fff]{2,4}[:：]")
_LABELLED = re.compile("[^，。：:；;“”\n]{2,16}[:：]")
_LONGEST_LABEL = 8
_CONTACT = re.compile("电话|電話|热线|熱線|地址|社址|邮编|网址|微信|邮箱|来稿|Phone|Tel|Telephon")
_ENUMERATES = re.compile(r"(?:第?[一二三四五六七八九十]{1,3}[是、]|[一其][,，]|第[一二三四五六七八九十]{1,3}[,，]|[（(]?[0-9一二三四五六七八九十]{1,2}(?:[)）、]|\\.(?![0-9])))")


def join_all(drafts: list[Draft], sources: Sources, settings: dict[int, Setting]) -> None:
    """Join what was cut in every draft, and flag lost ends (in place)."""
    everything = [u.text for d in drafts for u in d.body]
    sparse = is_sparse(everything, 150)
    common = {word for text in everything if is_latin(text) for word in _WORD.findall(text)}
    for draft in list(drafts):
        own = [u.text for u in draft.body]
        bare = sum(map(len, own)) > _BARE and not any(mark in text for text in own for mark in _MARKS)
        if not (bare or (is_sparse(own, 100) if sum(map(len, own)) > 100 else sparse)):
            mark_verse(draft)
            _join(draft, sources, settings, common)
            _part_pictures(drafts, draft)
        else:
            _join_at_edge(draft, sources, settings)


def _part_pictures(drafts: list[Draft], draft: Draft) -> None:
    """A Latin caption with its credit that cut a sentence of the text in two stands for itself: a photo item behind the article."""
    body, taken = draft.body, []
    for at, unit in enumerate(body):
        cut = unit.role == "paragraph" and len(unit.joined_at) > 0 and is_latin(unit.text)
        stop = at + 1
        while cut and stop < len(body) and body[stop].role in {"image", "caption", "credit"}:
            stop += 1
        parts = body[at + 1 : stop]
        if any(u.role == "caption" for u in parts) and any(u.reason == "photo-credit" for u in parts):
            taken.append(parts)
    for parts in reversed(taken):
        draft.body = [u for u in draft.body if u not in parts]
        drafts.insert(drafts.index(draft) + 1, Draft(draft.page, body=parts, kind="photo"))


def _join_at_edge(draft: Draft, sources: Sources, settings: dict[int, Setting]) -> None:
    """In a text without full stops only the setting tells: where paragraphs are indented, one at the left edge goes on."""
    body = draft.body
    for at in range(len(body) - 1, 0, -1):
        left, right = body[at - 1], body[at]
        setting = settings.get(right.page, UNSET)
        if left.role != "paragraph" or right.role != "paragraph" or left.page != right.page:
            continue
        if right.reason != "verse" and is_rest(left, right):
            body[at - 1 : at + 1] = [joined_all([left, right], sources)]
            body[at - 1].reason = f"{left.reason} joined"
            continue
        if not setting.indent:
            continue
        broken = left.lines > 1 and left.indent == setting.indent and not is_complete(left.text)
        if broken and right.indent == 0 and right.reason != "verse" and len(right.text) > _SHORTER_THAN_COLUMNS:
            body[at - 1 : at + 1] = [joined_all([left, right], sources)]
            body[at - 1].reason = f"{left.reason} joined"


def mark_verse(draft: Draft) -> None:
    """Runs of four and more short lines mostly without full stop are verse: each line stays as it is."""
    run: list[Unit] = []
    for unit in [*draft.body, None]:
        if unit is not None and unit.role == "paragraph" and unit.lines == 1 and len(unit.text) <= _verse_width(unit):
            run.append(unit)
            continue
        if len(run) >= _VERSE_LINES and sum(not is_complete(u.text) for u in run) * 2 >= len(run):
            for line in run:
                line.reason = "verse"
        run = []


def _verse_width(unit: Unit) -> int:
    return 60 if is_latin(unit.text) else 22


def _join(draft: Draft, sources: Sources, settings: dict[int, Setting], common: set[str]) -> None:
    body = draft.body
    at = 0
    while at < len(body):
        unit = body[at]
        if unit.role in {"paragraph", "list_item"} and unit.reason != "verse":
            if draft.kind == "article" and _is_crosshead(body, at, _next_text(body, at)):
                unit.settle("subhead", "short-line")
            else:
                _join_from(draft, at, sources, settings, common)
        at += 1


def _join_from(draft: Draft, at: int, sources: Sources, settings: dict[int, Setting], common: set[str]) -> None:
    """Join to the text at `at` all that go on with it, one after the other; flag what is doubtful or lost."""
    body = draft.body
    parts, doubtful = [body[at]], []
    tail = body[at]
    while True:
        other = _next_text(body, at)
        if other and _is_lone_head(body, other, settings.get(tail.page, UNSET).close):
            body[other].settle("subhead", "short-line")
            other = 0
        verdict = _verdict(tail, body[other] if other else None)
        if not other and settings.get(tail.page, UNSET).paused and tail.text[-1] == "、":
            verdict = "whole"
        verdict = _by_indent(tail, body[other] if other else None, verdict, settings)
        if other and verdict == "doubtful":
            verdict = _by_case(tail.text, body[other].text, common)
        if not other or verdict not in {"join", "doubtful"}:
            break
        right = body.pop(other)
        parts.append(right)
        if verdict == "doubtful":
            doubtful.append(right)
        words = tail.text[-_REACH:] + " " * (is_latin(tail.text) and is_latin(right.text)) + right.text[-_REACH:]
        tail = replace(tail, text=words, reason=right.reason, laid=None)
    if len(parts) > 1:
        body[at] = joined_all(parts, sources)
        body[at].reason = f"{parts[0].reason} joined"
        for right in doubtful:
            doubt_join(draft, body[at], standing(right)[1], "pieces")
    if verdict == "lost" and draft.kind not in {"advert", "notice"}:
        _flag_lost(draft, at)


def _is_lone_head(body: list[Unit], at: int, close: bool) -> bool:
    """A short Chinese line without any mark, between a broken text and a whole long one: a head, not the lost end."""
    line = body[at]
    following = body[at + 1] if at + 1 < len(body) else None
    if line.role != "paragraph" or not lone_head(line, 3, close) or following is None or following.role != "paragraph":
        return False
    return (
        (following.gap or close)
        and is_complete(following.text)
        and len(following.text) >= _SHORT_TEXT
        and not goes_on(following.text)
    )


def _is_crosshead(body: list[Unit], at: int, other: int) -> bool:
    """A line shorter than any column is wide, between a finished text and a longer one, was never cut: a subhead."""
    unit = body[at]
    if other == at + 1 and at and _is_set_off(body, at):
        return True
    if (
        unit.role != "paragraph"
        or len(unit.text) > _SHORTER_THAN_COLUMNS
        or at == 0
        or not other
        or is_latin(unit.text)
    ):
        return False
    before, following = body[at - 1], body[other]
    if before.role != "paragraph" or not is_whole(before.text) or other != at + 1 or unit.reason == "indented":
        return False
    if not head_shaped(unit.text) or is_complete(unit.text) or is_open(unit.text) or goes_on(unit.text):
        return False
    if "," in unit.text or "，" in unit.text or following.text[0].isdigit():
        return False
    return len(unit.text) >= 3 and not goes_on(following.text) and len(following.text) > 2 * len(unit.text)


def _is_set_off(body: list[Unit], at: int) -> bool:
    """A short Chinese line without a mark at its end, alone between blank lines where paragraphs have none, between whole texts."""
    before, line, following = body[at - 1], body[at], body[at + 1]
    if (
        line.reason != "indented"
        or is_latin(line.text)
        or not (line.gap and following.gap)
        or following.role != "paragraph"
    ):
        return False
    if len(line.text) > _LONGEST_HEAD or not head_shaped(line.text) or is_complete(line.text) or "，" in line.text:
        return False
    close = sum(not u.gap for u in body if u.role == "paragraph") > 0
    return close and is_whole(before.text) and len(following.text) > 2 * len(line.text) and not goes_on(following.text)


def _by_indent(left: Unit, right: Unit | None, verdict: str, settings: dict[int, Setting]) -> str:
    """On a page whose paragraphs are indented, one at the left edge goes on and an indented one begins."""
    if verdict == "lost" and left.reason == "indented" and not is_open(left.text) and len(left.text) < _SHORT_TEXT:
        return "whole"
    if right is None or not settings.get(right.page, UNSET).indent:
        return verdict
    if right.indent == 0:
        return "join" if verdict == "doubtful" else verdict
    if verdict not in {"join", "doubtful"} or right.indent != settings[right.page].indent or goes_on(right.text):
        return verdict
    return "whole" if left.reason == "indented" else "lost"


def _next_text(body: list[Unit], at: int) -> int:
    """The place of the next text a broken one may go on in (pictures and tables may stand between); 0: none."""
    for other in range(at + 1, len(body)):
        unit = body[other]
        if unit.role in {"paragraph", "list_item"}:
            return other
        if unit.reason == "wrote-and-photographed":
            continue
        if unit.role not in _FLOATING or (is_heading(unit) and unit.role != "image"):
            return 0
    return 0


def _verdict(left: Unit, right: Unit | None) -> str:
    """`join`, `doubtful`, `lost` or `whole`, for a text and the one after it."""
    text = left.text
    if left.reason == "row" or (text[0] in "（(" and text[-1] in "）)" and text.count(text[0]) == 1):
        return "whole"
    if right is not None and not dressed_alike(left, right):
        return "whole" if left.bold or left.italic or is_whole(text) else _lost_or_whole(text)
    if right is not None and text[-1] == "," and len(text) <= 60 and (opens_letter(text.lstrip(_QUOTES)) or _SELLS.match(right.text)):
        return "whole"
    if ends_in_figures(text) and (right is None or not goes_on(right.text)):
        return "whole"
    if _SAID_BY.search(text[-30:]) or _is_numbered_row(text, right) or _begins_alike(text, right):
        return "whole"
    if text.endswith("——") and (right is None or not goes_on(right.text)):
        return "whole"
    if is_whole(text):
        abbreviated = right is not None and ends_abbreviated(text) and right.text[:1].islower()
        return "join" if abbreviated or _cut_quote(left, right) else "whole"
    if right is None and len(text) > 1 and text[-2] in "。！？":
        return "whole"
    if right is None or right.reason == "verse" or lead_of(right.text) is not None:
        return _lost_or_whole(text)
    if right.role == "list_item" and (left.role != "list_item" or _itemised(right)):
        return "whole" if ends_in_colon(text) or (left.role == "list_item" and len(text) < 40) else _lost_or_whole(text)
    if ends_in_colon(text) and not is_open(text) and right.text[:1] in "（(":
        return "whole"
    if _stands_as_head(right) and not is_open(text):
        return "lost" if len(text) > _SHORT_TEXT else _lost_or_whole(text)
    if is_paper_number(text) or (_LABELLED.match(text) and _LABELLED.match(right.text)):
        return "whole"
    if is_column_label(text) and len(text) <= _LONGEST_LABEL and not goes_on(right.text):
        return "whole"
    plain = len(text) <= _LONGEST_HEAD and two_part(text) and not any(c in text for c in "，,、；：:")
    if plain and head_shaped(text) and lead_of(text) is None and not goes_on(right.text):
        return "whole"
    if ends_in_colon(text) or is_crosshead(right.text) or _ENUMERATES.match(right.text):
        return "doubtful" if is_open(text) else "whole"
    return _by_words(left, right)


def _begins_alike(text: str, right: Unit | None) -> bool:
    """Whether a short Chinese text without a comma is followed by one that begins with its first three characters: a new sentence."""
    if right is None or len(text) > _SHORT_TEXT or is_latin(text) or any(c in text for c in "，,"):
        return False
    return len(text) > 3 and text[:3] == right.text[:3]


def _is_numbered_row(text: str, right: Unit | None) -> bool:
    """Whether a short numbered line without a stop is a row among others like it, or the last of them."""
    if len(text) > 2 * _LONGEST_HEAD or is_open(text) or not is_crosshead(text) or is_latin(text):
        return False
    return right is None or is_crosshead(right.text)


def _stands_as_head(unit: Unit) -> bool:
    """Whether a short line has no end mark and no mark inside, and could begin a sentence: rarely the rest of one."""
    text = unit.text
    if unit.lines > 1 or is_complete(text) or not head_shaped(text) or goes_on(text) or is_open(text):
        return False
    if is_latin(text):
        return is_caps(text) or (is_title_case(text) and 2 <= len(text.split()) <= 12)
    return len(text) <= _LONGEST_HEAD and not any(c in text for c in "，,、；")


def _by_words(left: Unit, right: Unit) -> str:
    text = left.text
    if closes_only(text) and not is_open(text):
        if goes_on(right.text):
            return "join"
        return "whole" if len(text) < 24 else "doubtful"
    if is_latin(text):
        return _latin_verdict(left, right)
    if right.text[:1] in "“「『（(" and not is_open(text) and len(text) < 14:
        return "whole"
    if len(text) <= 12 and not is_open(text) and not goes_on(right.text) and not any(c in text for c in "，,、；"):
        return "doubtful" if is_complete(right.text) and len(right.text) > 12 else "whole"
    if counts_nothing(text, right.text) or (begins_afresh(right.text) and not is_open(text)):
        return "lost"
    return "join"


def _latin_verdict(left: Unit, right: Unit) -> str:
    if goes_on(right.text) or left.text[-1] in "-­⸗¬=,":
        return "join"
    wanted = wants_noun(left.text)
    named = asks_for_more(left.text) and not wanted and right.text.startswith(_IN_NAMES)
    if begins_afresh(right.text) and not named and len(left.text) > 60:
        return "lost"
    if wanted or (names_a_day(right.text) and left.text[-1:].islower()):
        return "join"
    if left.text[-1:].islower() and len(left.text) > 60:
        return "doubtful" if is_complete(right.text) or len(right.text) > _SHORT_TEXT else "lost"
    return "whole" if len(left.text) <= 60 else "lost"


def _by_case(left: str, right: str, common: set[str]) -> str:
    """Whether a doubtful join holds, by the first word on its right: one that the issue has in small letters begins a sentence."""
    first = right.split(maxsplit=1)[0].strip("„“”\"'’«»,;:()") if right else ""
    if not is_latin(right) or not is_latin(left) or not first[:1].isupper():
        return "doubtful"
    if asks_for_more(left) and right.startswith(_IN_NAMES):
        return "doubtful"
    if first[1:].islower() and (first.lower() in common or first.lower().rstrip("s") in common) and len(left) > 60:
        return "lost"
    return "join" if _PREPOSITION.search(left[-8:]) else "doubtful"


def _cut_quote(left: Unit, right: Unit | None) -> bool:
    """A text that ends with an end mark inside an open quotation, before one that cannot begin a sentence."""
    if right is None or right.role not in {"paragraph", "list_item"} or right.reason == "verse":
        return False
    first = right.text[:1]
    if first in "”’」』）)，、；。！？,;" and len(right.text) > 1:
        return True
    return (
        is_latin(left.text)
        and is_latin(right.text)
        and first.islower()
        and unclosed(left.text) is False
        and left.text[-1] == "-"
    )


def _itemised(unit: Unit) -> bool:
    return unit.reason in {"bullet", "form"}


def _lost_or_whole(text: str) -> str:
    if ends_in_colon(text) and not is_open(text):
        return "whole"
    if closes_letter(text) or in_many_parts(text):
        return "whole"
    if _LABELLED.match(text) and text.count("、") > 1 and not any(c in text for c in "，,"):
        return "whole"
    if _CONTACT.search(text, max(0, len(text) - 30)) or len(_FACTS.findall(text)) > 2:
        return "whole"
    if closes_only(text) and not is_open(text):
        return "whole"
    if ends_unmarked(text):
        return "whole"
    if is_latin(text):
        return "lost" if len(text) > 80 or text[-1] in ",-" or asks_for_more(text) else "whole"
    return "lost" if len(text) >= 16 or is_open(text) or "，" in text or "," in text else "whole"


def doubt_join(draft: Draft, unit: Unit, seam: int, why: str) -> None:
    """Flag a join that may be wrong: kept, or split again where the two parts met."""
    params: dict[str, object] = {
        "left": unit.text[max(0, seam - 12) : seam],
        "right": unit.text[seam : seam + 12],
        "why": why,
    }
    ways = [Way("keep-joined"), Way("split-again", acts=[["split", unit, seam]])]
    draft.flags.append(Doubt("joined-doubtful", unit, draft, params, ways))


def _flag_lost(draft: Draft, at: int) -> None:
    unit = draft.body[at]
    items = [u for u in draft.body if u.role == "list_item"]
    if unit.role == "list_item" and sum(not is_complete(u.text) for u in items) * 2 > len(items):
        return
    if any(u.role in {"continuation_on", "signature"} for u in draft.body[at + 1 : at + 2]):
        return
    ways = [Way("end-is-lost")]
    following = next((u for u in draft.body[at + 1 :] if u.role == "paragraph"), None)
    if following is not None:
        ways.append(Way("join-with-next", {"words": following.text[:12]}, [["join", unit, following]]))
    draft.flags.append(Doubt("truncated", unit, draft, {"words": unit.text[-12:]}, ways))

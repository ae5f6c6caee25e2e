"""Parsed fields of an article: authors, agency, place, date, credit, continuations, column, each with its words."""

from __future__ import annotations

import re

from reader.domain.reading import ReadField
from reader.structure.bylines import Person, bare_names, byline_line, western_byline, wire_of
from reader.structure.continuations import marks_in
from reader.structure.credits import photographers
from reader.structure.drafts import Draft
from reader.structure.leads import Lead, Spot, agency_alone, chinese_tail, city_of, lead_of, western_place, western_tail
from reader.structure.shapes import is_latin
from reader.structure.signatures import body_respects, letter_formula, opens_letter, respects, signed_by
from reader.structure.units import Unit
from reader.structure.vocabulary import heads_column

_LABEL_PARTS = re.compile(r"[（(【]?([^·・•‧（()）【】]{1,20})[·・•‧]([^（()）【】]{1,20})[）)】]?")
_NUMBERED_LABEL = re.compile("([\u4e00-\u9fff·]{3,12})[（(]([一二三四五六七八九十百0-9①-⑳]{1,4})[）)]")
_INSTALMENT = re.compile(
    r"(?:第?([0-9一二三四五六七八九十百]{1,5})[回章节節期]?|(\d{1,3})\. Fort[sſ]etzung|[Nn][°o.] ?(\d{1,3})|([IVXLC]{1,7})(?![A-Za-zà])\.?)"
)
_KICKER_NUMBER = re.compile(r"feuilleton\b.{3,60}?(?:[—–-] ?|n[°o]\.? ?|\()([0-9]{1,3})[).]{0,2}$", re.IGNORECASE)


def fields_of(draft: Draft) -> list[ReadField]:
    """All fields the draft's own words state."""
    found: list[ReadField] = []
    for unit in draft.units:
        found += _of_unit(draft, unit)
    lead_unit = next((u for u in draft.body if u.role in {"paragraph", "list_item", "inset"}), None)
    texts = [u for u in draft.body if u.role == "paragraph"]
    if not draft.rubric:
        if lead_unit is not None and (lead := lead_of(lead_unit.text)):
            found += _of_lead(lead_unit, lead)
        elif texts and texts[0] is not lead_unit and (lead := lead_of(texts[0].text)):
            found += _of_lead(texts[0], lead)
        if (
            texts
            and not any(f.name == "place" for f in found)
            and (spot := city_of(texts[0].text))
            and not opens_letter(texts[0].text)
        ):
            found.append(_field("place", texts[0], spot))
        if texts and (tail := chinese_tail(texts[-1].text)) and tail.start > 0:
            found += _of_lead(texts[-1], tail)
        if texts and any(f.name == "place" for f in found) and (spot := western_tail(texts[-1].text)):
            found.append(_field("agency", texts[-1], spot))
    return _once(_in_order(found))


def _in_order(fields: list[ReadField]) -> list[ReadField]:
    """The fields with the authors in the order their names are printed in."""
    authors = [f for f in fields if f.name == "author"]
    if any(f.piece is None for f in authors):
        return fields
    ordered = iter(sorted(authors, key=lambda f: (f.piece.page, f.piece.start) if f.piece else (0, 0)))
    return [next(ordered) if f.name == "author" else f for f in fields]


def _of_unit(draft: Draft, unit: Unit) -> list[ReadField]:
    if unit.role in {"byline", "signature", "dateline"}:
        return _people_fields(draft, unit)
    if unit.role == "credit":
        credit = [_field("credit", unit, (unit.text, 0, len(unit.text)))]
        shot = unit.reason == "photo-credit"
        return credit + (_authors(unit, photographers(unit.text)) if shot and draft.kind == "photo" else [])
    if unit.role in {"continuation_from", "continuation_on"}:
        return _mark_fields(unit)
    if unit.role in {"column", "series"}:
        return _label_fields(unit)
    if unit.role == "kicker" and (number := _KICKER_NUMBER.search(unit.text[-80:])):
        shift = len(unit.text) - len(unit.text[-80:])
        return [_field("series", unit, (number[1], number.start(1) + shift, number.end(1) + shift))]
    return []


def _people_fields(draft: Draft, unit: Unit) -> list[ReadField]:
    wire = wire_of(unit.text)
    if wire is not None:
        return [_field("agency", unit, wire)]
    alone = agency_alone(unit.text) if unit.reason == "closing-agency" else None
    if alone is not None:
        return [_field("agency", unit, alone)]
    tail = chinese_tail(unit.text)
    if tail is not None and tail.start == 0:
        return _of_lead(unit, tail)
    if unit.role == "dateline" and (place := western_place(unit.text)):
        return _of_lead(unit, place)
    if unit.role == "signature" and (unit.reason == "place-at-end" or western_place(unit.text)):
        return []
    if unit.role == "signature":
        people = _signers(draft, unit)
    else:
        people = (
            (western_byline(unit.text) if is_latin(unit.text) else None)
            or byline_line(unit.text)
            or bare_names(unit.text)
            or ([Person(unit.text, None, 0, len(unit.text))] if unit.reason == "name-under-title" else [])
        )
    return _authors(unit, people)


def _signers(draft: Draft, unit: Unit) -> list[Person]:
    """Who signs: nobody, where a notice or advertisement is signed."""
    if draft.kind in {"notice", "advert"}:
        return []
    people = byline_line(unit.text) or respects(unit.text) or signed_by(unit.text) or body_respects(unit.text)
    people = people or (letter_formula(unit.text) if unit.reason == "formula" else [])
    if not people and unit.reason == "pen-name":
        name = unit.text.rstrip(".")
        people = [Person(name, None, 0, len(name))]
    if not people and unit.reason == "letter":
        name = unit.text.rstrip(" .")
        start = len(name) - len(name.replace("\u3000", " ").rsplit(" ", 1)[-1]) if not is_latin(name) else 0
        people = [Person(name[start:], None, start, len(name))]
    return people


def _authors(unit: Unit, people: list[Person]) -> list[ReadField]:
    return [ReadField("author", p.name, p.role, unit.piece_at(p.start, p.end)) for p in people]


def _of_lead(unit: Unit, lead: Lead) -> list[ReadField]:
    named: list[tuple[str, Spot | None]] = [("agency", lead.agency), ("place", lead.place), ("date", lead.date)]
    found = [_field(name, unit, spot) for name, spot in named if spot is not None]
    return found + _authors(unit, lead.people)


def _field(name: str, unit: Unit, spot: Spot) -> ReadField:
    return ReadField(name, spot[0], None, unit.piece_at(spot[1], spot[2]))


def _mark_fields(unit: Unit) -> list[ReadField]:
    name = "continued_from" if unit.role == "continuation_from" else "continued_on"
    marks = marks_in(unit.text)
    words = marks[0].page if marks else unit.text.strip("（）()[] ")
    at = max(0, unit.text.find(words))
    found = [_field(name, unit, (words, at, at + len(words)))]
    match = _INSTALMENT.match(words)
    if match and marks and marks[0].label is None:
        number = next(g for g in match.groups() if g)
        found.append(_field("instalment", unit, (number, at + match.start(), at + match.end())))
    return found


def _label_fields(unit: Unit) -> list[ReadField]:
    marked = unit.text[:1] in "（(【〈〖［" or unit.reason == "bracket-at-end" or heads_column(unit.text)
    if unit.role == "column" and marked and (match := _LABEL_PARTS.fullmatch(unit.text)):
        return [
            _field("column", unit, (match[1], match.start(1), match.end(1))),
            _field("series", unit, (match[2], match.start(2), match.end(2))),
        ]
    numbered = _NUMBERED_LABEL.fullmatch(unit.text)
    if unit.role == "column" and numbered is not None:
        return [_field(name, unit, (numbered[n], numbered.start(n), numbered.end(n))) for n, name in ((1, "column"), (2, "series"))]
    words = unit.text.strip("—–-Nn°o. ") if unit.reason == "instalment-number" else unit.text.strip("（）()【】〈〉〖〗［］")
    at = unit.text.index(words)
    return [_field(unit.role, unit, (words, at, at + len(words)))]


def _once(fields: list[ReadField]) -> list[ReadField]:
    """Each value once; of agency, place and date only the first."""
    found: list[ReadField] = []
    seen: set[tuple[str, str]] = set()
    for one in fields:
        key = (one.name, "" if one.name in {"agency", "place", "date"} else one.value)
        if key not in seen:
            seen.add(key)
            found.append(one)
    return found

"""Labels (column, series) that stand away from their article: kept apart, with the likely article proposed."""

from __future__ import annotations

from collections import Counter

from reader.domain.text import is_han
from reader.structure import vocabulary
from reader.structure.drafts import Doubt, Draft, Way
from reader.structure.endings import is_complete
from reader.structure.units import Unit
from reader.structure.vocabulary import is_column_label, names_part

_MOST_ANSWERS = 3
# So many of the articles nearest to a label are weighed.
_NEAREST = 40
# What a character of the label in a title weighs beside a pair of them in the text.
_HINT = 0.1


def stray_labels(drafts: list[Draft]) -> tuple[list[Draft], list[Unit], list[Doubt]]:
    """Take headings without a text, and labels that belong to another article, out of the drafts.

    Returns the drafts that are left, the label units (they go to the furniture) and their doubts.
    """
    kept = [d for d in drafts if not _is_empty(d)]
    loose = [(u, n) for n, d in enumerate(drafts) if _is_empty(d) for u in d.units]
    texts = [_text(d) for d in kept]
    doubts, strays = [], []
    for draft in kept:
        label = draft.first("column")
        if label is None or not _belongs_elsewhere(label, draft, kept, texts):
            continue
        draft.head.remove(label)
        _unpropose(draft, label)
        loose.append((label, drafts.index(draft)))
    order = {id(d): n for n, d in enumerate(drafts)}
    loose.sort(key=lambda pair: (pair[0].page, pair[0].pieces[0].start))
    for unit, place in loose:
        beside = "".join(other.text for other, at in loose if at == place and other is not unit)
        ranked = _ranked(unit, beside, place, kept, texts, order)
        strays.append(unit.settle("furniture", "label-without-text"))
        if vocabulary.kind_of(unit.text) == "advert" or not ranked:
            continue
        doubts.append(_doubt(unit, ranked, place, drafts))
    return kept, strays, doubts


def _is_empty(draft: Draft) -> bool:
    if not draft.head or len(draft.body) > 1 or any(not _is_label_line(u) for u in draft.body):
        return False
    if draft.body and vocabulary.is_notice_title(draft.title()):
        return False
    if not draft.body and all(is_column_label(u.text) or names_part(u.text) for u in draft.head):
        return True
    return not draft.has("byline", "deck", "continuation_from", "kicker") or len(draft.head) == 1


def _is_label_line(unit: Unit) -> bool:
    """Whether a line under a heading says no more than a label would."""
    return (
        unit.role in {"paragraph", "subhead"}
        and unit.reason != "indented"
        and len(unit.text) <= 20
        and not is_complete(unit.text)
    )


def _text(draft: Draft) -> str:
    return "".join(u.text for u in draft.units if u.role != "column")


def _belongs_elsewhere(label: Unit, draft: Draft, drafts: list[Draft], texts: list[str]) -> bool:
    """Whether an article without other claim to its label leaves it to one that names it word for word."""
    if label.reason != "label-over-inset-headline" or label.text in texts[drafts.index(draft)]:
        return False
    return any(label.text in text for text, other in zip(texts, drafts, strict=True) if other is not draft)


def _unpropose(draft: Draft, label: Unit) -> None:
    """Answers that gave the label back to the upper of two articles now fetch it first."""
    for way in (way for doubt in draft.flags for way in doubt.ways):
        for at, act in enumerate(way.acts):
            if act[0] == "role" and act[1] is label:
                way.acts.insert(at, ["move", label, draft, "before", draft.body[0]])
                break


def _pairs(text: str) -> set[str]:
    return {text[n : n + 2] for n in range(len(text) - 1) if is_han(text[n]) and is_han(text[n + 1])}


def _ranked(
    unit: Unit, beside: str, place: int, drafts: list[Draft], texts: list[str], order: dict[int, int]
) -> list[Draft]:
    """The articles of the page a label may belong to, best first: by its words and those `beside` it, then by nearness."""
    pairs = _pairs(unit.text) | _pairs(beside) or set(unit.text.lower().split())
    near = [(d, t) for d, t in zip(drafts, texts, strict=True) if d.page == unit.page and d.kind == "article"]
    near = sorted(near, key=lambda pair: abs(order[id(pair[0])] - place))[:_NEAREST]
    spread: Counter[str] = Counter(p for _draft, text in near for p in pairs if p in text)
    scored = []
    for draft, text in near:
        score = sum((1 + 2 * (p in draft.title()) + min(text.count(p), 5) / 5) / spread[p] for p in pairs if p in text)
        score += 4 * (unit.text in text) - 0.5 * draft.has("column") + _HINT * len(set(unit.text) & set(draft.title()))
        distance = abs(order[id(draft)] - place)
        scored.append((-score, distance, order[id(draft)], draft))
    scored.sort(key=lambda entry: entry[:3])
    return [entry[3] for entry in scored[:_MOST_ANSWERS]]


def _doubt(unit: Unit, ranked: list[Draft], place: int, drafts: list[Draft]) -> Doubt:
    role = "series" if names_part(unit.text) else "column"
    ways = []
    for draft in ranked:
        first = draft.units[0]
        acts: list[list[object]] = [
            ["move", unit, draft, "before", first],
            ["role", unit, role],
            ["field", draft, role, unit.text],
        ]
        ways.append(Way(f"{role}-of", {"title": draft.title() or draft.units[0].text[:20]}, acts))
    ways.append(Way("stays-apart"))
    ways.append(Way("own-article", acts=[["new", unit], ["role", unit, "title"]]))
    return Doubt("label-without-text", unit, None, {"label": unit.text}, ways)

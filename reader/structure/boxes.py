"""Boxes (链接, 小档案) that speak of another article than the one above them: pieces of their own."""

from __future__ import annotations

from reader.structure.drafts import Draft
from reader.structure.openings import matter
from reader.structure.shapes import inset_word

# So many articles around a box are asked whether it is theirs.
_NEAREST = 12


def part_boxes(drafts: list[Draft]) -> list[Draft]:
    """The drafts, each box at the end of an article that it shares less with than half of what it shares with another cut off."""
    out: list[Draft] = []
    for at, draft in enumerate(drafts):
        out.append(draft)
        box = _box_at_end(draft)
        if box and _is_elsewhere(draft, box, drafts[max(0, at - _NEAREST) : at + _NEAREST]):
            own = Draft(draft.page, draft.body[box : box + 1], draft.body[box + 1 :])
            own.head[0].settle("title", "box-apart")
            own.level = own.head[0].level
            draft.body = draft.body[:box]
            out.append(own)
    return out


def _box_at_end(draft: Draft) -> int:
    """Where the head of the last box of an article stands in its body, if nothing but its texts follow; 0: none."""
    for at in range(len(draft.body) - 1, 0, -1):
        unit = draft.body[at]
        if unit.role == "subhead":
            boxed = unit.reason == "inset-head" and inset_word(unit.text) is not None
            return at if boxed and at < len(draft.body) - 1 and unit.form == "heading" else 0
        if unit.role not in {"paragraph", "list_item", "inset"}:
            return 0
    return 0


def _is_elsewhere(draft: Draft, box: int, others: list[Draft]) -> bool:
    rest = Draft(draft.page, [*draft.head, *draft.body[:box]])
    texts = draft.body[box + 1 :]
    here = sum(matter(rest, unit) for unit in texts)
    there = max((sum(matter(d, u) for u in texts) for d in others if d is not draft and d.page == draft.page), default=0)
    return there > 2 * here + 2

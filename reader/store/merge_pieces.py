"""Who repaired what text how: each character of a source text stands in the block that was said last, so that two people's
repairs put together still share out the text whole and once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from reader.domain.operations import Operation
from reader.store.act import Act
from reader.store.texts import Reads, chunks, where_in

Order = tuple[int, str, int]


class Stretch(NamedTuple):
    """A stretch of a source text (its number here), the block it stands in, and what orders it there."""

    text: int
    start: int
    end: int
    block: str
    order: Order


def stretches_of(reads: Reads, texts: Iterable[int]) -> list[Stretch]:
    """How the texts are shared out now."""
    found: list[Stretch] = []
    for some in chunks(sorted(texts)):
        sql = f"""select p.source_text_id, p.start, p.end, b.uuid, p.position from piece p join block b on b.id = p.block_id
                  where {where_in("p.source_text_id", some)} order by p.source_text_id, p.start"""
        found += [Stretch(t, a, b, block, (position, "", position)) for t, a, b, block, position in reads.rows(sql)]
    return found


def shared_out(now: Sequence[Stretch], said: Sequence[tuple[int, Operation]]) -> list[Stretch]:
    """The texts shared out anew: where operations `(text, operation)` speak of characters, as the last of them says.

    Conservation holds whatever they say: exactly the characters that `now` shares out are shared out.
    """
    by_text: dict[int, list[Operation]] = defaultdict(list)
    for text, one in said:
        by_text[text].append(one)
    made: list[Stretch] = []
    for text, ops in by_text.items():
        held = [s for s in now if s.text == text]
        made += _of_text(text, held, sorted(ops, key=lambda one: one.when))
    return made + [s for s in now if s.text not in by_text]


def _of_text(text: int, held: Sequence[Stretch], ops: Sequence[Operation]) -> list[Stretch]:
    cuts = {at for s in held for at in (s.start, s.end)} | {at for one in ops for at in one.value[:2]}
    edges = sorted(cuts)
    made: list[tuple[object, Stretch]] = []
    for start, end in pairwise(edges):
        base = next((s for s in held if s.start <= start and end <= s.end), None)
        if base is None:
            continue
        last = next((one for one in reversed(ops) if one.value[0] <= start and end <= one.value[1]), None)
        if last is None:
            mark: object = ("base", base.start, base.end)
            stretch = Stretch(text, start, end, base.block, base.order)
        else:
            mark = last.id
            stretch = Stretch(text, start, end, last.value[2], (last.value[3], last.clock, last.value[4]))
        if made and made[-1][0] == mark and made[-1][1].end == start:
            stretch = made.pop()[1]._replace(end=end)
        made.append((mark, stretch))
    return [stretch for _mark, stretch in made]


def lay(act: Act, wanted: Sequence[Stretch], block_of: Callable[[str], int | None]) -> list[int]:
    """Write the stretches of texts as pieces; blocks whose pieces stay the same are left alone. Returns the others."""
    texts = {s.text for s in wanted}
    touched = {b for s in wanted if (b := block_of(s.block)) is not None} | _blocks_on(act, texts)
    elsewhere = [s for s in _of_blocks(act, touched) if s[1].text not in texts]
    new: dict[int, list[Stretch]] = defaultdict(list)
    for s in wanted:
        block = block_of(s.block)
        assert block is not None
        new[block].append(s)
    for block, s in elsewhere:
        new[block].append(s)
    changed = []
    for block in sorted(touched):
        listed = _in_one(sorted(new[block], key=lambda s: (s.order, s.text, s.start)))
        held = [r[:3] for r in act.rows(
            "select source_text_id, start, end from piece where block_id = ? order by position, id", (block,))]  # fmt: skip
        if listed != held:
            act.execute("delete from piece where block_id = ?", (block,))
            for position, (text, start, end) in enumerate(listed):
                act.insert("piece", block_id=block, position=position, source_text_id=text, start=start, end=end)
            changed.append(block)
    return changed


def _in_one(ordered: Sequence[Stretch]) -> list[tuple[int, int, int]]:
    """Stretches with those that touch made one."""
    made: list[tuple[int, int, int]] = []
    for s in ordered:
        if made and made[-1][0] == s.text and made[-1][2] == s.start:
            made[-1] = (s.text, made[-1][1], s.end)
        else:
            made.append((s.text, s.start, s.end))
    return made


def _blocks_on(act: Act, texts: Iterable[int]) -> set[int]:
    found: set[int] = set()
    for some in chunks(sorted(texts)):
        found.update(r[0] for r in act.rows(f"select block_id from piece where {where_in('source_text_id', some)}"))
    return found


def _of_blocks(act: Act, blocks: Iterable[int]) -> list[tuple[int, Stretch]]:
    found = []
    for some in chunks(sorted(blocks)):
        sql = f"""select block_id, source_text_id, start, end, position from piece where {where_in("block_id", some)}"""
        found += [(b, Stretch(t, s, e, "", (p, "", p))) for b, t, s, e, p in act.rows(sql)]
    return found

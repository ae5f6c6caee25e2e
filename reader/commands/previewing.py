"""What an answer to a doubt would make of the text, before it is given: the same repairs, done on a sketch in memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reader.commands.session import Session
from reader.domain.text import Span, lay_out
from reader.store import flags
from reader.store.doubted import Doubted, doubted
from reader.store.flags import StoredFlag

FURNITURE = 0
"""The key under which a sketch keeps the blocks that stand in no article."""


@dataclass(frozen=True)
class PreviewLine:
    """One block as it would read: its role, words, and (in code points) where parts of it meet or would be parted.

    `changed` says that the answer touches it; `opens` that an article begins with it.
    """

    role: str
    text: str
    seams: tuple[int, ...] = ()
    changed: bool = False
    opens: bool = False


@dataclass
class _Line:
    block: int
    role: str
    text: str
    pieces: tuple[Span, ...]
    seams: tuple[int, ...] = ()
    changed: bool = False


def previews(session: Session, flag: int) -> list[list[PreviewLine]]:
    """The blocks around a doubt as they read now, then as they would with each of its answers in turn.

    An answer that changes nothing reads as it is now; one whose words are gone, and every one of a doubt whose own
    words are gone, has no lines.
    """
    found = flags.some(session.library, [flag])
    if not found:
        return []
    held = doubted(session.library, found[0])
    laid = {b.id: lay_out(b.pieces, held.sources).text for group in held.order.values() for b in group}
    acts = [[], *(answer.get("acts", []) for answer in found[0].answers)]
    return [_sketched(held, laid, found[0], some) for some in acts]


def _sketched(
    held: Doubted, laid: dict[int, str], flag: StoredFlag, acts: Sequence[Sequence[Any]]
) -> list[PreviewLine]:
    sketch = _Sketch(held, laid)
    try:
        for verb, *arguments in acts:
            sketch.carry_out(str(verb), arguments)
        if not acts:
            sketch.mark_doubt(flag)
    except (LookupError, ValueError, AttributeError):
        return []
    return sketch.around()


class _Sketch:
    """The articles and blocks a doubt speaks of, as lines that can be moved about."""

    def __init__(self, held: Doubted, laid: dict[int, str]) -> None:
        self.block_ids, self.article_ids, self.sources = held.blocks, held.articles, held.sources
        self.order: dict[int, list[_Line]] = {
            key or FURNITURE: [_Line(b.id, b.role, laid[b.id], b.pieces) for b in group]
            for key, group in held.order.items()
        }
        self.made: list[int] = []
        self.fresh = -1

    # the verbs of answers, as commands/structure.py carries them out

    def carry_out(self, verb: str, arguments: Sequence[Any]) -> None:
        """Do one act of an answer. Raises LookupError where what it speaks of is gone."""
        given = [self._resolved(argument) for argument in arguments]
        act: Callable[[list[Any]], int] = getattr(self, f"_{verb}")
        self.made.append(act(given))

    def _resolved(self, value: Any) -> Any:
        if isinstance(value, dict) and "made" in value:
            return self.made[value["made"]]
        if isinstance(value, dict) and "block" in value:
            return self.block_ids[value["block"]]
        if isinstance(value, dict) and "article" in value:
            return self.article_ids[value["article"]]
        return [self._resolved(v) for v in value] if isinstance(value, list) else value

    def _where(self, block: int) -> tuple[list[_Line], int]:
        for lines in self.order.values():
            for at, line in enumerate(lines):
                if line.block == block:
                    return lines, at
        raise LookupError(block)

    def _role(self, given: list[Any]) -> int:
        lines, at = self._where(given[0])
        lines[at].role, lines[at].changed = given[1], True
        return 0

    def _move(self, given: list[Any]) -> int:
        before = None
        if len(given) > 2 and given[-2] == "before":
            before, given = given[-1], given[:-2]
        target = FURNITURE if given[-1] == "furniture" else given[-1]
        for block in _flat(given[:-1]):
            lines, at = self._where(block)
            line = lines.pop(at)
            line.changed = True
            place = self.order[target]
            there = next((n for n, other in enumerate(place) if other.block == before), len(place))
            place.insert(there, line)
        return 0

    def _split(self, given: list[Any]) -> int:
        lines, at = self._where(given[0])
        left, offset = lines[at], int(given[1])
        if not 0 < offset < len(left.text):
            raise ValueError(offset)
        self.fresh -= 1
        right = replace(left, block=self.fresh, text=left.text[offset:].lstrip(), changed=True, pieces=())
        left.text, left.changed = left.text[:offset].rstrip(), True
        lines.insert(at + 1, right)
        return self.fresh

    def _join(self, given: list[Any]) -> int:
        lines, at = self._where(given[0])
        others, there = self._where(given[1])
        left, right = lines[at], others[there]
        if left is right:
            raise ValueError(given)
        del others[there]
        left.pieces += right.pieces
        whole = lay_out(left.pieces, self.sources).text if left.pieces else left.text + right.text
        left.seams, left.text, left.changed = (max(0, len(whole) - len(right.text)),), whole, True
        return 0

    def _new(self, given: list[Any]) -> int:
        blocks = _flat(given)
        lines = []
        owner = next(key for key, held in self.order.items() if any(line.block == blocks[0] for line in held))
        for block in dict.fromkeys(blocks):
            held, at = self._where(block)
            lines.append(held.pop(at))
            lines[-1].changed = True
        self.fresh -= 1
        entries = list(self.order.items())
        at = next(n for n, (key, _held) in enumerate(entries) if key == owner) + 1
        self.order = dict([*entries[:at], (self.fresh, lines), *entries[at:]])
        return self.fresh

    def _merge(self, given: list[Any]) -> int:
        kept, *others = _flat(given)
        for other in others:
            moved = self.order.pop(other)
            if moved:
                moved[0].changed = True
            self.order[kept] += moved
        return 0

    def _link(self, given: list[Any]) -> int:
        first, second = self.order[given[0]], self.order[given[1]]
        first[-1].changed = second[0].changed = True
        return 0

    def _kind(self, _given: list[Any]) -> int:
        return 0

    _field = _kind

    # what is shown of it

    def mark_doubt(self, flag: StoredFlag) -> None:
        """Nothing changes: the block in question is what is looked at, and where another answer would part it."""
        parted = {
            (self.block_ids.get(act[1]["block"]), int(act[2]))
            for answer in flag.answers
            for act in answer.get("acts", [])
            if act[0] == "split" and isinstance(act[1], dict)
        }
        if flag.block is None and not self.block_ids:
            return
        lines, at = self._where(flag.block if flag.block is not None else next(iter(self.block_ids.values())))
        lines[at].changed = True
        for held in self.order.values():
            for line in held:
                seams = [offset for block, offset in parted if block == line.block and offset < len(line.text)]
                if seams:
                    lines[at].changed = False
                    line.changed, line.seams = True, (*line.seams, *seams)

    def around(self) -> list[PreviewLine]:
        """The lines touched, each with one neighbour either side in its article."""
        found: list[PreviewLine] = []
        for key, lines in self.order.items():
            touched = [n for n, line in enumerate(lines) if line.changed]
            shown = sorted({n for at in touched for n in (at - 1, at, at + 1) if 0 <= n < len(lines)})
            for n in shown:
                line = lines[n]
                opens = key != FURNITURE and n == 0
                found.append(PreviewLine(line.role, line.text, line.seams, line.changed, opens))
        return found


def _flat(values: Sequence[Any]) -> list[Any]:
    return [v for value in values for v in (_flat(value) if isinstance(value, list) else [value])]

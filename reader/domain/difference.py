"""What somebody typed over a block's words, as the fewest corrections of its source text that make it read so."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from reader.domain.text import PRINTED, BlockText, SourceText, Span, lay_out


class Fix(NamedTuple):
    """`[start, end)` of a source text reads `replacement`. Where nothing lies between start and end, it stands for
    the blank that the layout puts between two lines. `id` is the record that says so already; None: a new one."""

    source: int
    start: int
    end: int
    replacement: str
    id: int | None = None


class Change(NamedTuple):
    """`[start, end)` of one text became `[to, till)` of another."""

    start: int
    end: int
    to: int
    till: int


class _Unit(NamedTuple):
    """One printed character as shown: where it stands. A blank put between lines has an empty stretch."""

    char: str
    source: int
    start: int
    end: int


def changes(old: str, new: str) -> list[Change]:
    """The fewest stretches in which two texts differ, in order; whole characters, by Levenshtein distance."""
    from rapidfuzz.distance import Levenshtein

    found: list[Change] = []
    for op in Levenshtein.opcodes(old, new):
        if op.tag == "equal":
            continue
        if found and found[-1].end == op.src_start and found[-1].till == op.dest_start:
            found[-1] = Change(found[-1].start, op.src_end, found[-1].to, op.dest_end)
        else:
            found.append(Change(op.src_start, op.src_end, op.dest_start, op.dest_end))
    return found


def carried_over(original: str, shown: str, typed: str) -> str:
    """`typed`, with the characters of `original` wherever those of `shown`, their stand-ins on a screen, were left.

    `original` and `shown` are equally long.
    """
    if original == shown:
        return typed
    parts, at = [], 0
    for start, end, to, till in changes(shown, typed):
        parts += [original[at:start], typed[to:till]]
        at = end
    return "".join([*parts, original[at:]])


def fixes(pieces: Sequence[Span], sources: Mapping[int, SourceText], typed: str) -> list[Fix]:
    """All corrections of a block after which it reads `typed`; records already there stay where they say the same.

    A correction lies inside one piece and replaces at least one printed character (or the blank between two lines),
    so that it stays with its words when the block is split, joined or moved. Raises ValueError where nothing is printed.
    """
    printed = lay_out(pieces, sources, PRINTED)
    shown = lay_out(pieces, sources)
    if typed == printed.text:
        return []
    return _Draft(list(_units(printed)), shown, pieces, sources).typed_over(typed)


def applied(text: str, chosen: Iterable[tuple[int, int]], old: str, new: str) -> tuple[str, int]:
    """`text` with `new` for `old` at the chosen stretches that still read `old`, and how many those were."""
    done = 0
    for start, end in sorted(set(chosen), reverse=True):
        if text[start:end] == old:
            text = text[:start] + new + text[end:]
            done += 1
    return text, done


def with_context(old: str, new: str) -> tuple[str, str] | None:
    """The first stretch in which two texts differ, with as much around it as makes it a word; None where they are alike.

    Chinese: two characters before it, else as many after it; otherwise the whole word.
    """
    found = changes(old, new)
    if not found:
        return None
    first = found[0]
    low, high = first.start, first.end
    while low > 0 and old[low - 1].isalnum() and (first.start - low < 2 or old[low - 1].isascii()):
        low -= 1
    while high < len(old) and old[high].isalnum() and (high - low < 3 or old[high].isascii()):
        high += 1
    return old[low:high], new[first.to - (first.start - low) : first.till + (high - first.end)]


def narrower(old: str, new: str) -> list[tuple[str, str]]:
    """The same first stretch as `with_context`, with less around it: one Chinese character before it, one after it.

    What is misread in one word is often misread in others that share a character with it.
    """
    found = changes(old, new)
    if not found:
        return []
    first, wide = found[0], with_context(old, new)
    pairs = []
    for before, after in ((1, 0), (0, 1)):
        around = old[max(0, first.start - before) : first.start] + old[first.end : first.end + after]
        if len(around) == 1 and around.isalnum() and not around.isascii():
            low, high = first.start - before, first.end + after
            pairs.append((old[low:high], new[first.to - before : first.till + after]))
    return [pair for pair in pairs if pair != wide]


def _units(printed: BlockText) -> Iterator[_Unit]:
    for segment in printed.segments:
        for number, char in enumerate(printed.text[segment.start : segment.end]):
            if segment.kind == "joint":
                yield _Unit(char, segment.source, segment.source_start, segment.source_start)
            else:
                place = segment.source_start + number
                yield _Unit(char, segment.source, place, place + 1)


class _Cell(NamedTuple):
    """Printed units `[start, end)` and the words that stand for them: one unit as printed, or a record's stretch."""

    start: int
    end: int
    words: str
    record: Fix | None


class _Region(NamedTuple):
    """Cells `[low, high)` that read `[to, till)` of what was typed."""

    low: int
    high: int
    to: int
    till: int


class _Draft:
    """Works out what was typed: the shown words as cells, each left as it is or written anew."""

    def __init__(
        self, units: list[_Unit], shown: BlockText, pieces: Sequence[Span], sources: Mapping[int, SourceText]
    ) -> None:
        self.units = units
        self.cells = list(_cells(units, _records(shown, sources, units)))
        if "".join(cell.words for cell in self.cells) != shown.text:
            # Records of another making, that stand for no printed character: all of the block is written anew.
            self.cells = [_Cell(0, len(units), shown.text, None)] if units else []
        self.starts = [0, *accumulate(len(cell.words) for cell in self.cells)]
        self.heads = {(p.source, p.start) for p in pieces}

    def typed_over(self, typed: str) -> list[Fix]:
        if not any(u.start < u.end for u in self.units):
            raise ValueError("nothing printed to correct")
        kept = {n: cell.record for n, cell in enumerate(self.cells) if cell.record}
        found: list[Fix] = []
        for region in self._regions(typed):
            gone = [kept.pop(n) for n in range(region.low, region.high) if n in kept]
            known = {fix[:4]: fix for fix in gone}
            low, high = self.cells[region.low].start, self.cells[region.high - 1].end
            for fix in self._fixes(low, high, typed[region.to : region.till]):
                found.append(known.get(fix[:4], fix))
        return sorted([*kept.values(), *found], key=lambda fix: fix[:3])

    # --- which cells are concerned

    def _regions(self, typed: str) -> list[_Region]:
        regions: list[_Region] = []
        for change in changes("".join(cell.words for cell in self.cells), typed):
            low, high = self._concerned(change.start, change.end)
            to = change.to - (change.start - self.starts[low])
            if regions and low < regions[-1].high:
                last = regions.pop()
                low, high = min(last.low, low), max(last.high, high)
                to = last.to - (self.starts[last.low] - self.starts[low])
            regions.append(_Region(low, high, to, change.till + self.starts[high] - change.end))
        return regions

    def _concerned(self, start: int, end: int) -> tuple[int, int]:
        """The cells that a change of the shown `[start, end)` is to be written into: at least one."""
        starts = self.starts
        low = bisect_left(starts, start)
        if low == len(starts) or starts[low] > start:
            low -= 1
        high = bisect_left(starts, end) if end > start else (low if starts[low] == start else low + 1)
        while high < len(self.cells) and starts[high + 1] == end:
            high += 1
        if low < high:
            return low, high
        beside = [n for n in (low - 1, high) if 0 <= n < len(self.cells)]
        best = min(beside, key=lambda n: (not self._is_printed(n), self.cells[n].record is not None))
        return min(low, best), max(high, best + 1)

    def _is_printed(self, n: int) -> bool:
        return any(u.start < u.end for u in self.units[self.cells[n].start : self.cells[n].end])

    # --- how they are written

    def _fixes(self, low: int, high: int, words: str) -> Iterator[Fix]:
        """The corrections that make the printed units `[low, high)` read `words`."""
        readings = self._shared(low, high, words)
        at = low
        while at < high:
            unit, reading = self.units[at], readings[at - low]
            at += 1
            if reading == unit.char:
                continue
            start, end = unit.start, unit.end
            while (
                start < end
                and at < high
                and self._goes_on(unit.source, end, at)
                and readings[at - low] != self.units[at].char
            ):
                reading, end = reading + readings[at - low], self.units[at].end
                at += 1
            yield Fix(unit.source, start, end, reading)

    def _goes_on(self, source: int, end: int, at: int) -> bool:
        unit = self.units[at]
        return unit[1:3] == (source, end) and unit.end > unit.start and (source, end) not in self.heads

    def _shared(self, low: int, high: int, words: str) -> list[str]:
        """What each unit reads, so that all together read `words`."""
        units = self.units[low:high]
        readings = [unit.char for unit in units]
        for start, end, to, till in changes("".join(readings), words):
            typed = words[to:till]
            if start == end:
                before = start > 0 and (units[start - 1].end > units[start - 1].start or start == len(units))
                place = start - 1 if before else start
                readings[place] = readings[place] + typed if before else typed + readings[place]
                continue
            last = min(end - start, len(typed)) - 1
            for n in range(end - start):
                readings[start + n] = typed[n : n + 1] if n < last else typed[n:] if n == last else ""
        return readings


def _records(shown: BlockText, sources: Mapping[int, SourceText], units: Sequence[_Unit]) -> list[Fix]:
    """The corrections the shown words hold already."""
    ids = {id for _start, _end, id in shown.corrected}
    known = dict.fromkeys(u.source for u in units)
    return [Fix(s, c.start, c.end, c.replacement, c.id) for s in known for c in sources[s].corrections if c.id in ids]


def _cells(units: Sequence[_Unit], records: Sequence[Fix]) -> Iterator[_Cell]:
    owners = {(fix.source, place): fix for fix in records for place in range(fix.start, fix.end)}
    joints = {(fix.source, fix.start): fix for fix in records if fix.start == fix.end}
    at = 0
    while at < len(units):
        unit = units[at]
        record = (owners if unit.start < unit.end else joints).get((unit.source, unit.start))
        end = at + 1
        while record and end < len(units) and units[end].end > units[end].start:
            if owners.get((units[end].source, units[end].start)) != record:
                break
            end += 1
        yield _Cell(at, end, record.replacement if record else unit.char, record)
        at = end

"""Repairs of an old text made again on a better one: not the acts but what they made of the same blocks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from reader.domain.errors import ReaderError
from reader.domain.likeness import squeezed
from reader.domain.relocating import alike
from reader.domain.text import PRINTED
from reader.domain.version_report import CARRIED, LOST, SETTLED, VersionReport
from reader.store import structure_acts
from reader.store.act import Act
from reader.store.stored_json import read_json
from reader.store.texts import StoredBlock, blocks, chunks, where_in, words

_SAID = 60
_NEAR = 0.85
"""How alike the words of two blocks must be to be taken for one."""


@dataclass
class _Side:
    """The blocks of one issue by what is printed in them."""

    stored: dict[int, StoredBlock]
    printed: dict[int, str]
    by_words: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def only(self, bare: str) -> int | None:
        """The one block with these words, or with nearly these words where no other comes near it."""
        found = self.by_words.get(bare, [])
        if found or not bare:
            return found[0] if len(found) == 1 else None
        near = sorted(((alike(bare, text), id) for id, text in self.printed.items()), reverse=True)[:2]
        if not near or near[0][0] < _NEAR or (len(near) > 1 and near[0][0] - near[1][0] < 1 - _NEAR):
            return None
        return near[0][1]


def repeat_repairs(act: Act, report: VersionReport, pairs: Mapping[int, int]) -> dict[int, int]:
    """Give blocks that a person repaired the same shape in the new issue; returns the pairs, new articles joined in."""
    touched = _touched(act, report.old)
    known = dict(pairs)
    if not touched:
        return known
    old = _side(act, report.old)
    for id in [b for b in old.stored if b in touched]:
        _repeat_cut(act, report, old, id)
    new = _side(act, report.new)
    for id, block in old.stored.items():
        if id in touched:
            _repeat_one(act, report, old, new, block, known)
    _repeat_order(act, report, known)
    return known


def _side(act: Act, issue: int) -> _Side:
    stored = {b.id: b for b in blocks(act, f"page_id in (select id from page where issue_id = {int(issue)})")}
    laid = words(act, list(stored.values()), PRINTED)
    side = _Side(stored, {id: squeezed(laid[id].text) for id in stored})
    for id, text in side.printed.items():
        side.by_words[text].append(id)
    return side


def _touched(act: Act, issue: int) -> set[int]:
    """Blocks of an issue whose role, place or pieces a person changed, and that have not been put back."""
    sql = """select c.entity, c.entity_id, c.field, c.old, c.new from change c join act a on a.id = c.act_id
      where c.entity in ('block', 'piece') and a.kind = 'do' and coalesce((select kind from act b where b.about = a.id
        order by b.id desc limit 1), '') <> 'undo'
      and (a.command like 'repair.%' or a.command like 'flag.%')"""
    found: set[int] = set()
    pieces: set[int] = set()
    for entity, id, name, old, new in act.rows(sql):
        if entity == "block" and name in {"*", "role", "article_id", "position"}:
            found.add(id)
        elif entity == "piece":
            pieces.add(id)
            if name == "block_id":
                found.update({read_json(old), read_json(new)})
    for some in chunks(pieces):
        found.update(r[0] for r in act.rows(f"select block_id from piece where {where_in('id', some)}"))
    own = "select id from block where page_id in (select id from page where issue_id = ?)"
    return found & {r[0] for r in act.rows(own, (issue,))}


def _repeat_cut(act: Act, report: VersionReport, old: _Side, id: int) -> None:
    """Join or split blocks of the new issue so that one of them holds the words of the old block `id`."""
    new = _side(act, report.new)
    wanted = old.printed[id]
    if not wanted or wanted in new.by_words:
        return
    following = _joined(new, wanted)
    try:
        if following:
            for other in following[1:]:
                structure_acts.join(act, following[0], other)
            report.add("repair", CARRIED, old.printed[id][:_SAID])
            return
        holder = [b for b, text in new.printed.items() if wanted in text]
        if len(holder) == 1 and new.printed[holder[0]].count(wanted) == 1:
            _cut_out(act, holder[0], wanted)
            report.add("repair", CARRIED, old.printed[id][:_SAID])
    except ReaderError:
        report.add("repair", LOST, old.printed[id][:_SAID])


def _joined(new: _Side, wanted: str) -> list[int]:
    """Blocks that, one after the other, read as the words wanted; empty where there are none such."""
    found: list[int] = []
    rest = wanted
    while rest:
        nexts = [b for b, text in new.printed.items() if text and rest.startswith(text) and b not in found]
        if len(nexts) != 1:
            return []
        found.append(nexts[0])
        rest = rest[len(new.printed[nexts[0]]) :]
    return found if len(found) > 1 else []


def _cut_out(act: Act, block: int, wanted: str) -> None:
    """Split a block before and after the words wanted."""
    for before in (True, False):
        stored = structure_acts.one_block(act, block)
        shown = words(act, [stored])[stored.id].text
        bare, places = "", []
        for at, char in enumerate(shown):
            for folded in squeezed(char):
                bare += folded
                places.append(at)
        at = bare.find(wanted)
        if at < 0:
            return
        cut = places[at] if before else (places[at + len(wanted)] if at + len(wanted) < len(places) else len(shown))
        if 0 < cut < len(shown):
            made = structure_acts.split(act, block, cut)
            block = made if before else block


def _repeat_one(
    act: Act, report: VersionReport, old: _Side, new: _Side, block: StoredBlock, pairs: dict[int, int]
) -> None:
    """Role and article of one repaired block."""
    said = old.printed[block.id][:_SAID]
    id = new.only(old.printed[block.id])
    if id is None:
        report.add("repair", LOST, said, article=block.article)
        return
    mine = structure_acts.one_block(act, id)
    done = False
    target = pairs.get(block.article) if block.article is not None else None
    if block.article is not None and target is None:
        pairs[block.article] = structure_acts.new_article(act, [id])
        done = True
    elif mine.article != target:
        structure_acts.move(act, [id], target, _neighbour(act, old, new, block, target))
        done = True
    if structure_acts.one_block(act, id).role != block.role:
        structure_acts.set_role(act, id, block.role)
        done = True
    report.add("repair", CARRIED if done else SETTLED, said, article=block.article)


def _neighbour(act: Act, old: _Side, new: _Side, block: StoredBlock, target: int | None) -> int | None:
    """The block of the target article before which the repaired block belongs, by what follows it in the old issue."""
    if target is None:
        return None
    for other in old.stored.values():
        if other.article == block.article and other.position > block.position:
            id = new.only(old.printed[other.id])
            if id is not None and act.get("block", id, "article_id") == target:
                return id
    return None


def _repeat_order(act: Act, report: VersionReport, pairs: Mapping[int, int]) -> None:
    """Articles that a person has put in order come in the same order."""
    sql = """select 1 from change c join act a on a.id = c.act_id where a.command = 'repair.reorder' and a.kind = 'do'
      and c.entity = 'article' and c.entity_id in (select id from article where issue_id = ?) limit 1"""
    if act.value(sql, (report.old,)) is None:
        return
    order = [r[0] for r in act.rows("select id from article where issue_id = ? order by position", (report.old,))]
    wanted = [pairs[id] for id in order if id in pairs]
    if len(wanted) > 1:
        structure_acts.reorder(act, wanted)
        report.add("repair", CARRIED, "")

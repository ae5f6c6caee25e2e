"""Corrections of recognised text: written as a difference, listed as a ledger, and what is typed but not kept yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from reader.domain.difference import Fix, fixes
from reader.domain.errors import UsageError
from reader.domain.text import PRINTED, BlockText, SourceText, lay_out
from reader.domain.views import CorrectionView, PlaceView
from reader.domain.words import N_
from reader.store.act import Act
from reader.store.structure_acts import one_block
from reader.store.texts import Reads, StoredBlock, blocks, chunks, sources, where_in

CONTEXT = 16
"""Characters shown either side of a correction or of a place."""


# --- writing


def rewrite(act: Act, block: int, typed: str) -> list[int]:
    """Make a block read `typed` by the fewest corrections; returns the ids of the records made.

    Raises UsageError where nothing is printed that could be corrected.
    """
    stored = one_block(act, block)
    texts = sources(act, {p.source for p in stored.pieces})
    return replace_records(act, lay_out(stored.pieces, texts), wanted(stored, texts, typed))


def wanted(stored: StoredBlock, texts: dict[int, SourceText], typed: str) -> list[Fix]:
    """The corrections after which a block reads `typed`. Raises UsageError where nothing is printed."""
    try:
        return fixes(stored.pieces, texts, typed)
    except ValueError:
        raise UsageError(N_("There are no printed words to correct there."), "") from None


def replace_records(act: Act, shown: BlockText, kept: Sequence[Fix]) -> list[int]:
    """Put `kept` in the place of the corrections a block shows; returns the ids of those made anew."""
    known = {fix.id for fix in kept}
    for id in dict.fromkeys(id for _start, _end, id in shown.corrected):
        if id not in known:
            act.delete("correction", id)
    return [
        act.insert(
            "correction", source_text_id=fix.source, start=fix.start, end=fix.end, replacement=fix.replacement,
            author=act.author, at=act.at,
        )
        for fix in kept
        if fix.id is None
    ]  # fmt: skip


def text_of(reads: Reads, block: int) -> str:
    """The words a block shows now; empty where there is none."""
    found = reads.rows("select text from block where id = ?", (block,))
    return str(found[0][0]) if found else ""


def article_of_highlight(reads: Reads, highlight: int) -> int | None:
    """The first article that shows a highlight; None where it is gone or lies on page text in no article."""
    sql = """select b.article_id from highlight_span s join piece p on p.source_text_id = s.source_text_id
        and p.start < s.end and p.end > s.start join block b on b.id = p.block_id
        where s.highlight_id = ? and b.article_id is not null order by s.position, p.start limit 1"""
    found = reads.rows(sql, (highlight,))
    return int(found[0][0]) if found else None


# --- the ledger

SCOPES = ("article", "issue", "newspaper", "library")
_HOME = """(select p.block_id from piece p where p.source_text_id = c.source_text_id and p.start <= c.start
  and p.end >= c.end order by p.start limit 1)"""
_OF = {
    "article": "b.article_id = :id",
    "issue": "g.issue_id = :id",
    "newspaper": "i.newspaper_id is :id",
    "library": "1",
}
_JOINED = f"""from correction c join source_text t on t.id = c.source_text_id join block b on b.id = {_HOME}
  join page g on g.id = b.page_id join issue i on i.id = g.issue_id left join article a on a.id = b.article_id
  left join newspaper n on n.id = i.newspaper_id where i.trashed is null and coalesce(a.trashed, '') = ''"""


def ledger_ids(reads: Any, scope: str, id: int | None = None, typed: str = "") -> list[int]:
    """Ids of the corrections of an article, issue, newspaper or the library, in the order of the text.

    `typed` narrows to those with these letters in the printed or corrected words or the name of who made them.
    """
    sql = f"select c.id {_JOINED} and {_OF[scope]}"
    values: dict[str, Any] = {} if scope == "library" else {"id": id}
    if typed:
        sql += """ and (instr(lower(c.replacement), :typed) or instr(lower(c.author), :typed)
                   or instr(lower(substr(t.text, c.start + 1, c.end - c.start)), :typed))"""
        values["typed"] = typed.lower()
    sql += " order by coalesce(a.sort_key, '~'), i.id, b.position, c.source_text_id, c.start"
    return [row[0] for row in reads.rows(sql, values)]


def ledger(reads: Any, ids: Sequence[int]) -> list[CorrectionView]:
    """Corrections as a person reads them, in the order of `ids`; those that are gone are left out."""
    sql = f"""select c.id, c.uuid, b.id, b.article_id, i.id, coalesce(a.title, ''), n.name, i.date, g.label,
        c.source_text_id, c.start, c.end, c.replacement, c.author, c.at {_JOINED} and {{}}"""
    found: dict[int, CorrectionView] = {}
    for some in chunks(ids):
        rows = reads.rows(sql.format(where_in("c.id", some)))
        stored = {b.id: b for b in blocks(reads, where_in("id", list({row[2] for row in rows})))}
        texts = sources(reads, {p.source for b in stored.values() for p in b.pieces})
        for row in rows:
            shown = lay_out(stored[row[2]].pieces, texts)
            printed = lay_out(stored[row[2]].pieces, texts, PRINTED)
            found[row[0]] = _viewed(row, shown, printed)
    return [found[id] for id in ids if id in found]


def _viewed(row: Sequence[Any], shown: BlockText, printed: BlockText) -> CorrectionView:
    start, end = next(((a, b) for a, b, id in shown.corrected if id == row[0]), (0, 0))
    source, low, high = row[9:12]
    return CorrectionView(
        id=row[0], uuid=row[1], block=row[2], article=row[3], issue=row[4], title=row[5], newspaper=row[6],
        date=row[7], page=row[8], printed=_printed(printed, source, low, high), corrected=row[12], author=row[13],
        at=row[14], start=start, end=end, before=shown.text[max(0, start - CONTEXT) : start],
        after=shown.text[end : end + CONTEXT],
    )  # fmt: skip


def _printed(printed: BlockText, source: int, low: int, high: int) -> str:
    parts = []
    for s in printed.segments:
        if s.source != source:
            continue
        if s.kind == "joint" and low == high == s.source_start:
            parts.append(printed.text[s.start : s.end])
        elif s.kind == "copy" and low < high:
            a, b = max(low, s.source_start), min(high, s.source_end)
            if a < b:
                shift = s.start - s.source_start
                parts.append(printed.text[a + shift : b + shift])
    return "".join(parts)


# --- other places like one corrected


def places(reads: Any, old: str, block_ids: Iterable[int]) -> list[PlaceView]:
    """Where `old` is read in blocks, in their order."""
    found: list[PlaceView] = []
    for some in chunks(block_ids):
        stored = blocks(reads, where_in("id", some))
        texts = sources(reads, {p.source for b in stored for p in b.pieces})
        marks = _marked(reads, stored)
        titles = dict(
            reads.rows(
                f"select id, coalesce(title, '') from article where {where_in('id', [b.article for b in stored if b.article])}"
            )
        )
        made = {b.id: (b, lay_out(b.pieces, texts)) for b in stored}
        for id in some:
            if id not in made:
                continue
            block, shown = made[id]
            found += _in_block(block, shown, old, titles.get(block.article, ""), marks)
    return found


def settled(reads: Any, old: str, new: str, scope: str, id: int | None) -> int:
    """How many places that print `old` read `new` already."""
    sql = f"select distinct b.id {_JOINED} and {_OF[scope]} and instr(b.text, :new)"
    rows = reads.rows(sql, {"new": new} | ({} if scope == "library" else {"id": id})) if new else []
    count = 0
    for some in chunks(row[0] for row in rows):
        stored = blocks(reads, where_in("id", some))
        texts = sources(reads, {p.source for b in stored for p in b.pieces})
        for block in stored:
            printed, shown = lay_out(block.pieces, texts, PRINTED).text, lay_out(block.pieces, texts).text
            count += max(0, min(printed.count(old) - shown.count(old), shown.count(new) - printed.count(new)))
    return count


def _in_block(
    block: StoredBlock, shown: BlockText, old: str, title: str, marks: Sequence[tuple[int, int, int]]
) -> Iterable[PlaceView]:
    at = shown.text.find(old)
    while at >= 0:
        end = at + len(old)
        spans = shown.to_source(at, end)
        yield PlaceView(
            block.id, block.article, at, end, title, shown.text[max(0, at - CONTEXT) : at], shown.text[end : end + CONTEXT],
            any(a < end and b > at for a, b, _id in shown.corrected),
            any(s.source == m[0] and s.start < m[2] and s.end > m[1] for s in spans for m in marks),
        )  # fmt: skip
        at = shown.text.find(old, end)


def _marked(reads: Any, stored: Sequence[StoredBlock]) -> list[tuple[int, int, int]]:
    ids = sorted({p.source for b in stored for p in b.pieces})
    found: list[tuple[int, int, int]] = []
    for some in chunks(ids):
        sql = f"select source_text_id, start, end from highlight_span where {where_in('source_text_id', some)}"
        found += reads.rows(sql)
    return found


def blocks_reading(reads: Any, old: str, scope: str, id: int | None, articles: Sequence[int] | None) -> list[int]:
    """Ids of the blocks that read `old`, in the order of the library: of an issue, of a newspaper, or of all.

    `articles` are those that can hold it (the index knows); None: every block of the scope is looked at.
    """
    where = {"issue": "g.issue_id = :id", "newspaper": "i.newspaper_id is :id", "library": "1"}[scope]
    sql = """select b.id, coalesce(a.sort_key, '~'), b.position from block b join page g on g.id = b.page_id
        join issue i on i.id = g.issue_id left join article a on a.id = b.article_id
        where i.trashed is null and g.trashed is null and a.trashed is null and instr(b.text, :old) and {}"""
    values: dict[str, Any] = {"old": old} | ({} if scope == "library" else {"id": id})
    if articles is None:
        rows = reads.rows(sql.format(where), values)
    else:
        rows = reads.rows(sql.format(f"{where} and b.article_id is null"), values)
        for some in chunks(articles):
            rows += reads.rows(sql.format(f"{where} and {where_in('b.article_id', some)}"), values)
    return [row[0] for row in sorted(rows, key=lambda row: (row[1], row[2], row[0]))]


# --- typed, not kept yet


def keep_draft(act: Act, block: int, text: str, at: str) -> None:
    """Keep what is typed over a block so far, outside the change log."""
    act.execute("insert or replace into note_draft (target, text, at) values (?, ?, ?)", (f"block:{block}", text, at))


def forget_draft(act: Act, block: int) -> None:
    """Drop what was typed over a block: it is kept as corrections, or not wanted."""
    act.execute("delete from note_draft where target = ?", (f"block:{block}",))


def draft(reads: Reads, block: int) -> tuple[str, str] | None:
    """(text, when) of what was typed over a block and not kept; None where there is nothing."""
    found = reads.rows("select text, at from note_draft where target = ?", (f"block:{block}",))
    return (str(found[0][0]), str(found[0][1])) if found else None


def drafted_blocks(reads: Reads) -> list[tuple[int, int | None]]:
    """(block, article) of everything typed and not kept, the newest first."""
    sql = """select b.id, b.article_id from note_draft d join block b on 'block:' || b.id = d.target
             where d.target like 'block:%' order by d.at desc"""
    return [(int(block), article) for block, article in reads.rows(sql)]

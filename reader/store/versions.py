"""Versions of an issue: which issues resemble a new one, which are superseded, and whose highlights are lost."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from reader.domain import likeness
from reader.domain.text import Span
from reader.store.act import Act
from reader.store.texts import Reads, chunks, where_in

_ALIKE = 0.45
"""The shingles two texts must share (Jaccard) to be taken for the same pages."""
_SKETCH_SHARE = 6
_CATCH_UP = 200


class Alike(NamedTuple):
    """An issue that resembles another: its id, UUID and title, and how much of the text they share (0 to 1).

    `other_day`: both state a whole date, and not the same: alike, but hardly two texts of one issue.
    """

    issue: int
    uuid: str
    title: str
    share: float
    other_day: bool = False


class LostHighlight(NamedTuple):
    """A highlight whose words the new version of its issue does not hold; `article` is the one it lay in."""

    id: int
    uuid: str
    quote: str
    prefix: str
    suffix: str
    colour: str
    comment: str
    issue: int
    article: int | None


def texts_of(reads: Reads, issue: int) -> list[str]:
    """The source texts of an issue, in page order."""
    sql = """select t.text from source_text t join page p on p.id = t.page_id where p.issue_id = ?
             order by p.position, t.id"""
    return [str(r[0]) for r in reads.rows(sql, (issue,))]


def keep_sketch(act: Act, issue: int, made: list[int] | None = None) -> list[int]:
    """Store the sketch of an issue's text (`made` already, or not), by which issues like it are found; returns it."""
    numbers = likeness.sketch(texts_of(act, issue)) if made is None else made
    act.db.conn.executemany(
        "insert or ignore into issue_sketch (number, issue_id) values (?, ?)", [(n, issue) for n in numbers]
    )
    return numbers


def resembling(act: Act, issue: int, sketch: list[int] | None = None) -> list[Alike]:
    """Issues outside the trash that a new issue, of which a `sketch` may be made, may be another text of, the likeliest first.

    The same newspaper, whole date, edition and a page in common, or most of the text: candidates by sketch, proved by shingles.
    """
    for (old,) in act.rows(
        "select id from issue where id <> ? and id not in (select issue_id from issue_sketch) order by id desc limit ?",
        (issue, _CATCH_UP),
    ):
        keep_sketch(act, old)
    numbers = keep_sketch(act, issue, sketch)
    stated = _same_day(act, issue)
    found = set(stated) | set(_by_sketch(act, issue, numbers))
    mine = likeness.shingles("\n".join(texts_of(act, issue))) if found else set()
    alike = []
    for other in found:
        share = likeness.likeness(mine, likeness.shingles("\n".join(texts_of(act, other))))
        if share >= _ALIKE or (other in stated and share >= _ALIKE / 3):
            alike.append(_alike(act, issue, other, share))
    return sorted(alike, key=lambda a: (-a.share, a.issue))


def _same_day(act: Act, issue: int) -> list[int]:
    sql = """select o.id from issue o join issue n on n.id = ? where o.id <> n.id and o.trashed is null
      and o.newspaper_id = n.newspaper_id and o.date = n.date and length(n.date) = 10
      and coalesce(o.edition, '') = coalesce(n.edition, '')"""
    found = [int(r[0]) for r in act.rows(sql, (issue,))]
    labels = {r[0] for r in act.rows("select label from page where issue_id = ? and label is not null", (issue,))}
    kept = []
    for other in found:
        theirs = {r[0] for r in act.rows("select label from page where issue_id = ? and label is not null", (other,))}
        if not labels or not theirs or labels & theirs:
            kept.append(other)
    return kept


def _by_sketch(act: Act, issue: int, numbers: Sequence[int]) -> list[int]:
    if not numbers:
        return []
    sql = f"""select issue_id from issue_sketch join issue on issue.id = issue_id
              where {where_in("number", numbers)} and issue_id <> ? and issue.trashed is null
              group by issue_id having count(*) >= ? order by count(*) desc limit 5"""
    least = max(2, min(_SKETCH_SHARE, len(numbers) // 3))
    return [int(r[0]) for r in act.rows(sql, (issue, least))]


def _alike(act: Act, new: int, issue: int, share: float) -> Alike:
    unique, paper, date, name, mine = act.rows(
        """select i.uuid, coalesce(n.name, ''), coalesce(i.date, ''), i.name, (select coalesce(date, '') from issue where id = ?)
           from issue i left join newspaper n on n.id = i.newspaper_id where i.id = ?""",
        (new, issue),
    )[0]
    title = " ".join(part for part in (paper, date) if part) or name
    return Alike(issue, unique, title, share, len(date) == len(mine) == 10 and date != mine)


def flag_likeness(act: Act, issue: int, sketch: list[int] | None = None) -> list[Alike]:
    """Raise the flag `resembles` on a new issue that may be another text of one in the library; returns those it resembles."""
    alike = resembling(act, issue, sketch)
    if not alike:
        return []
    unique = act.value("select uuid from issue where id = ?", (issue,))
    answers: list[dict[str, object]] = [
        {"code": "new-version-of", "params": {"title": a.title},
         "acts": [["version", {"issue": unique}, {"issue": a.uuid}]]}
        for a in alike[:3]
    ]  # fmt: skip
    answers.append({"code": "keep-both", "params": {}, "acts": []})
    act.insert(
        "flag", issue_id=issue, code="resembles", params=json.dumps({"title": alike[0].title}, ensure_ascii=False),
        answers=json.dumps(answers, ensure_ascii=False),
    )  # fmt: skip
    return alike


def keep_apart(act: Act, issue: int) -> None:
    """Answer the flag `resembles` of an issue: a person has said that it is an issue of its own."""
    sql = "select id, answers from flag where issue_id = ? and code = 'resembles' and state = 'open'"
    for id, answers in act.rows(sql, (issue,)):
        act.update("flag", id, state="answered", answer=len(json.loads(answers)))


# ---- superseded issues and what was left in them

_SUPERSEDED = "select version_of from issue where version_of is not null and trashed is null"

WITH_LOST = f"""select b.article_id from highlight_span s join source_text t on t.id = s.source_text_id
  join page p on p.id = t.page_id join piece on piece.source_text_id = s.source_text_id and piece.start < s.end
    and piece.end > s.start join block b on b.id = piece.block_id where p.issue_id in ({_SUPERSEDED})"""
"""The articles of old versions, as ids, on which highlights were left."""


def older_version(reads: Reads, issue: int) -> int | None:
    """The issue that this one is a new version of; None for a first text."""
    rows = reads.rows("select version_of from issue where id = ?", (issue,))
    return int(rows[0][0]) if rows and rows[0][0] is not None else None


def newer_version(reads: Reads, issue: int) -> int | None:
    """The issue that took this one's place; None where it is the newest."""
    rows = reads.rows(
        "select id from issue where version_of = ? and trashed is null order by id desc limit 1", (issue,)
    )
    return int(rows[0][0]) if rows else None


def newest_version(reads: Reads, issue: int) -> int | None:
    """The issue that is in this one's place now (itself, or the end of its newer versions); None where that is in the trash."""
    while (newer := newer_version(reads, issue)) is not None:
        issue = newer
    return issue if reads.rows("select 1 from issue where id = ? and trashed is null", (issue,)) else None


def lost_highlights(reads: Reads, issue: int | None = None) -> list[LostHighlight]:
    """Highlights left in superseded versions (of one issue: those that its new text should hold), oldest issue first."""
    where = "" if issue is None else " and p.issue_id in (with recursive old(id) as (select version_of from issue where id = :issue union select i.version_of from issue i join old on old.id = i.id where i.version_of is not null) select id from old)"  # fmt: skip
    sql = f"""select h.id, h.uuid, h.quote, h.prefix, h.suffix, h.colour, h.comment, min(p.issue_id), min(b.article_id)
      from highlight h join highlight_span s on s.highlight_id = h.id
        join source_text t on t.id = s.source_text_id join page p on p.id = t.page_id
        left join piece on piece.source_text_id = s.source_text_id and piece.start <= s.start and piece.end > s.start
        left join block b on b.id = piece.block_id
      where p.issue_id in ({_SUPERSEDED}){where} group by h.id order by 8, h.id"""
    params = () if issue is None else {"issue": issue}
    return [LostHighlight(*row) for row in reads.rows(sql, params)]  # type: ignore[arg-type]


def lost_among(reads: Reads, highlights: Sequence[int]) -> set[int]:
    """Which of the highlights are lost."""
    found: set[int] = set()
    for some in chunks(highlights):
        sql = f"""select s.highlight_id from highlight_span s join source_text t on t.id = s.source_text_id
          join page p on p.id = t.page_id where {where_in("s.highlight_id", some)} and p.issue_id in ({_SUPERSEDED})"""
        found.update(r[0] for r in reads.rows(sql))
    return found


def relink(act: Act, highlight: int, spans: Sequence[Span], quote: str, prefix: str, suffix: str) -> None:
    """Lay a highlight on other words: its colour, comment, tags, author and date stay."""
    lay_on(act, highlight, spans)
    act.update("highlight", highlight, quote=quote, prefix=prefix, suffix=suffix)


def lay_on(act: Act, highlight: int, spans: Sequence[Span]) -> None:
    """Give a highlight other spans."""
    act.execute("delete from highlight_span where highlight_id = ?", (highlight,))
    for position, span in enumerate(spans):
        act.insert(
            "highlight_span", highlight_id=highlight, position=position, source_text_id=span.source, start=span.start, end=span.end,
        )  # fmt: skip


def highlights_by_article(reads: Reads, issue: int) -> dict[int, int | None]:
    """The highlights on an issue's text, each with the article its first span lies in, by place."""
    sql = """select s.highlight_id, b.article_id from highlight_span s join source_text t on t.id = s.source_text_id
      join page p on p.id = t.page_id
      left join piece on piece.source_text_id = s.source_text_id and piece.start < max(s.end, s.start + 1) and piece.end > s.start
      left join block b on b.id = piece.block_id where p.issue_id = ? order by s.highlight_id, s.position"""
    found: dict[int, int | None] = {}
    for highlight, article in reads.rows(sql, (issue,)):
        if found.get(highlight) is None:
            found[highlight] = article
    return found


def article_blocks(reads: Reads, issue: int) -> dict[int | None, list[tuple[int, str, str]]]:
    """(block, role, shown text) of an issue's articles in order; None is the furniture."""
    sql = """select b.article_id, b.id, b.role, b.text from block b join page p on p.id = b.page_id
             left join article a on a.id = b.article_id where p.issue_id = ? order by a.sort_key, a.id, b.position, b.id"""
    found: dict[int | None, list[tuple[int, str, str]]] = defaultdict(list)
    for article, *rest in reads.rows(sql, (issue,)):
        found[article].append((rest[0], rest[1], rest[2]))
    for (article,) in reads.rows("select id from article where issue_id = ?", (issue,)):
        found.setdefault(article, [])
    return found

"""Ends and beginnings of articles that point to other issues or files of their newspaper, read, linked and flagged."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from reader.store import structure_acts
from reader.store.act import Act
from reader.store.stored_json import read_json
from reader.store.texts import Reads, chunks, where_in

REACH = 45
"""Days either side of a new issue in which its other halves are looked for."""
ON, FROM = "continuation_on", "continuation_from"


class Part(NamedTuple):
    """An article whose other half is not linked: the mark's block and words, and what tells which half fits.

    `role` is continuation_on (it goes on elsewhere) or continuation_from; `series` the words of its series block.
    """

    article: int
    uuid: str
    issue: int
    block: int
    role: str
    mark: str
    title: str
    date: str | None
    page: str | None
    author: str | None
    series: str


class Candidate(NamedTuple):
    """Another half that may fit: its UUID and title."""

    uuid: str
    title: str


def open_parts(reads: Reads, issues: Sequence[int]) -> list[Part]:
    """All open parts of the newspapers of these issues within REACH days of one of them; issues without a newspaper have none."""
    found: dict[int, Part] = {}
    for newspaper, first, last in _windows(reads, issues):
        sql = f"""
          select a.id, a.uuid, a.issue_id, b.id, b.role, b.text, coalesce(a.title, ''), i.date, p.label,
            (select value from article_field f where f.article_id = a.id and f.name = 'author' order by position limit 1),
            coalesce((select value from article_field f where f.article_id = a.id and f.name = 'instalment' limit 1),
              (select text from block s where s.article_id = a.id and s.role = 'series' order by position limit 1), '')
          from issue i join article a on a.issue_id = i.id join block b on b.article_id = a.id
            left join page p on p.id = a.page_id
          where i.newspaper_id = ? and i.trashed is null and a.trashed is null
            and (i.date is null or i.date between date(?, '-{REACH} days') and date(?, '+{REACH} days'))
            and ((b.role = '{ON}' and a.continues_to is null) or (b.role = '{FROM}' and a.continues_from is null))
          order by a.sort_key, a.id, b.position"""
        for row in reads.rows(sql, (newspaper, first, last)):
            found.setdefault(row[3], Part(*row))
    return list(found.values())


def _windows(reads: Reads, issues: Sequence[int]) -> list[tuple[int, str, str]]:
    """(newspaper, first date, last date) of dated issues, by newspaper."""
    spans: dict[int, list[str]] = defaultdict(list)
    for some in chunks(issues):
        sql = f"""select newspaper_id, date from issue where {where_in("id", some)} and newspaper_id is not null
                  and length(date) = 10"""
        for newspaper, date in reads.rows(sql):
            spans[newspaper].append(date)
    return [(newspaper, min(dates), max(dates)) for newspaper, dates in spans.items()]


def link(act: Act, end: Part, start: Part) -> None:
    """Say that one part goes on in the other; doubts about their marks are settled by it."""
    structure_acts.link(act, end.article, start.article)
    for part in (end, start):
        act.execute(
            "update flag set state = 'answered' where block_id = ? and code = 'continuation-unmatched' and state = 'open'",
            (part.block,),
        )


def offer(act: Act, part: Part, candidates: Iterable[Candidate]) -> None:
    """Raise the doubt where the other half of a part is, or add answers to it where it is raised already."""
    code = "continues-in" if part.role == ON else "comes-from"
    own = {"article": part.uuid}
    answers: list[dict[str, Any]] = []
    for candidate in candidates:
        other = {"article": candidate.uuid}
        pair = [own, other] if part.role == ON else [other, own]
        answers.append({"code": code, "params": {"title": candidate.title or "—"}, "acts": [["link", *pair]]})
    known = act.rows(
        "select id, answers from flag where block_id = ? and code = 'continuation-unmatched' and state = 'open'",
        (part.block,),
    )
    if known:
        kept = [a for a in read_json(known[0][1]) if a.get("code") != code]
        act.update("flag", known[0][0], answers=_json([*answers, *kept]))
        return
    told = {"mark": part.mark, "direction": part.role}
    answers.append({"code": "other-half-absent", "params": {}, "acts": []})
    act.insert(
        "flag", issue_id=part.issue, article_id=part.article, block_id=part.block, code="continuation-unmatched",
        params=_json(told), answers=_json(answers),
    )  # fmt: skip


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

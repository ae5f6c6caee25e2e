"""Answers remembered for a newspaper: what was said of a line once holds for its later issues."""

from __future__ import annotations

from dataclasses import dataclass

from reader.store.act import Act
from reader.store.texts import Reads


@dataclass(frozen=True)
class Learned:
    """One remembered answer: `subject` is the line's folded text, `answer` the code of the answer; `at` is ISO."""

    id: int
    uuid: str
    newspaper: int
    paper: str
    code: str
    subject: str
    answer: str
    author: str
    at: str


def learned(reads: Reads, newspaper: int | None = None) -> list[Learned]:
    """The remembered answers of a newspaper, or of all, newest first."""
    where = "where l.newspaper_id = ?" if newspaper is not None else ""
    sql = f"""select l.id, l.uuid, l.newspaper_id, n.name, l.code, l.subject, l.answer, l.author, l.at
              from learned_answer l join newspaper n on n.id = l.newspaper_id {where}
              order by n.name, l.newspaper_id, l.at desc, l.id desc"""
    return [Learned(*row) for row in reads.rows(sql, () if newspaper is None else (newspaper,))]


def one(reads: Reads, id: int) -> Learned | None:
    """One remembered answer, or None."""
    return next((entry for entry in learned(reads) if entry.id == id), None)


def known_of(reads: Reads, newspaper: int) -> dict[tuple[str, str], str]:
    """What is remembered for a newspaper: `(code of the doubt, folded words)` to the code of the answer."""
    rows = reads.rows(
        "select code, subject, answer from learned_answer where newspaper_id = ? order by id", (newspaper,)
    )
    return {(code, subject): answer for code, subject, answer in rows}


def keep(act: Act, newspaper: int, code: str, subject: str, answer: str) -> int:
    """Remember an answer; one remembered before for the same words is changed. Returns its id."""
    held = act.value(
        "select id from learned_answer where newspaper_id = ? and code = ? and subject = ?", (newspaper, code, subject)
    )
    if held is not None:
        if act.get("learned_answer", held, "answer") != answer:
            act.update("learned_answer", held, answer=answer, author=act.author, at=act.at)
        return int(held)
    return act.insert(
        "learned_answer", newspaper_id=newspaper, code=code, subject=subject, answer=answer, author=act.author, at=act.at
    )  # fmt: skip


def forget(act: Act, newspaper: int, code: str, subject: str) -> None:
    """Forget what is remembered of these words."""
    act.execute(
        "delete from learned_answer where newspaper_id = ? and code = ? and subject = ?", (newspaper, code, subject)
    )


def hand_over(act: Act, newspaper: int, into: int) -> None:
    """Give a newspaper's remembered answers to another; where both know the same words, the other's stays."""
    act.execute(
        """delete from learned_answer where newspaper_id = ? and exists (select 1 from learned_answer o
           where o.newspaper_id = ? and o.code = learned_answer.code and o.subject = learned_answer.subject)""",
        (newspaper, into),
    )
    act.execute("update learned_answer set newspaper_id = ? where newspaper_id = ?", (into, newspaper))


def newspaper_named(reads: Reads, name: str) -> int | None:
    """The newspaper found under a name, alias or former title; None where there is none."""
    rows = reads.rows(
        """select id from newspaper where name = ? union all select newspaper_id from newspaper_name where name = ?
           limit 1""",
        (name, name),
    )
    return int(rows[0][0]) if rows else None

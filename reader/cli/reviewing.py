"""The subcommands of the review queue: doubts listed, answered one by one or all alike, and answers remembered."""

from __future__ import annotations

from typing import Any

import click

from reader.cli.frame import State, subcommand
from reader.commands import listing, review
from reader.commands.session import Session
from reader.domain.errors import ReaderError, UsageError
from reader.domain.words import N_, ngettext
from reader.store.learned import Learned, newspaper_named


def _newspaper(session: Session, name: str | None) -> int | None:
    found = newspaper_named(session.library, name) if name else None
    if name and found is None:
        raise ReaderError(N_("There is no newspaper {name}."), N_("`pressmark issues` names them."), name=name)
    return found


def _known_issue(session: Session, issue: int | None) -> None:
    """Raise ReaderError for an issue that is not there."""
    if issue is not None and session.issue(issue) is None:
        raise ReaderError(N_("There is no issue {id}."), N_("`pressmark issues` lists them."), id=issue)


@subcommand("flags")
@click.option("--issue", type=int)
@click.option("--newspaper", metavar="N")
@click.option("--code")
@click.option("--all", "every", is_flag=True, help=N_("Also those that are settled."))
def _flags(state: State, issue: int | None, newspaper: str | None, code: str | None, every: bool) -> None:
    """The review queue."""
    session = state.session()
    _known_issue(session, issue)
    paper = _newspaper(session, newspaper)
    views = review.flag_views(session, issue=issue, newspaper=paper, code=code or "", state="" if every else "open")
    found = [listing.flag_document(f) for f in views]
    state.show({"flags": found}, "\n".join(f"{f['id']}  {f['code']}  {f['reason']}" for f in found))


@subcommand("answer")
@click.argument("flag", metavar="FLAG|CODE")
@click.argument("answer", type=int, metavar="N")
@click.option("--all", "every", is_flag=True, help=N_("Give the answer N to every open doubt of a CODE, in one step."))
@click.option("--issue", type=int)
@click.option("--newspaper", metavar="N")
@click.option("--dry-run", is_flag=True, help=N_("Only say how many that would be."))
def _answer(
    state: State, flag: str, answer: int, every: bool, issue: int | None, newspaper: str | None, dry_run: bool
) -> None:
    """Settle a doubt with its answer N (0: dismiss); with --all every open doubt of a code."""
    session = state.session()
    _known_issue(session, issue)
    if every:
        _answer_all(state, session, flag, answer, issue, _newspaper(session, newspaper), dry_run)
        return
    if not flag.isdigit() or issue is not None or newspaper or dry_run:
        raise UsageError(N_("{flag} is no flag."), N_("Give a flag's id, or a code with --all."), flag=flag)
    done = session.do("flag.answer", flag=int(flag), answer=answer).value
    state.show({"flag": int(flag), "answer": answer, "learned": done.learned}, "")


def _answer_all(
    state: State, session: Session, code: str, n: int, issue: int | None, newspaper: int | None, dry_run: bool
) -> None:
    wanted = review.numbered(session, code, n, issue=issue, newspaper=newspaper)
    if dry_run:
        document: dict[str, Any] = {"code": code, "answer": n, "would_answer": [flag for flag, _n in wanted]}
        state.show(document, _counted(len(wanted)))
        return
    done = session.do("flag.answer_all", answers=wanted).value
    told = {"code": code, "answer": n, "answered": done.answered, "skipped": done.skipped, "learned": done.learned}
    state.show(told, _counted(len(done.answered)))


def _counted(count: int) -> str:
    return ngettext("{count} doubt", "{count} doubts", count).format(count=count)


@subcommand("reopen")
@click.argument("flag", type=int)
def _reopen(state: State, flag: int) -> None:
    """Open a settled doubt again."""
    state.session().do("flag.reopen", flag=flag)
    state.show({"flag": flag}, "")


@subcommand("learned")
@click.option("--newspaper", metavar="N")
@click.option("--forget", type=int, multiple=True, metavar="ID", help=N_("Forget a remembered answer."))
@click.option("--change", nargs=2, type=(int, str), metavar="ID ANSWER", help=N_("Remember another answer instead."))
def _learned(state: State, newspaper: str | None, forget: tuple[int, ...], change: tuple[int, str] | None) -> None:
    """Answers remembered for newspapers."""
    session = state.session()
    if forget:
        session.do("learned.forget", learned_answers=list(forget))
    if change:
        session.do("learned.change", learned_answer=change[0], answer=change[1])
    found = [_document(entry) for entry in review.remembered(session, _newspaper(session, newspaper))]
    lines = [f"{e['id']}  {e['newspaper']}  {e['subject']}  {e['means']}" for e in found]
    state.show({"learned": found}, "\n".join(lines))


def _document(entry: Learned) -> dict[str, Any]:
    return {
        "id": entry.id, "uuid": entry.uuid, "newspaper": entry.paper, "code": entry.code, "subject": entry.subject,
        "answer": entry.answer, "means": review.learned_text(entry.answer), "author": entry.author, "at": entry.at,
    }  # fmt: skip

"""The review queue: doubts answered one by one or all alike, opened again, and answers remembered for a newspaper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reader.commands.registry import command
from reader.commands.session import Session
from reader.commands.structure import give_answer
from reader.commands.wording import word_flag
from reader.domain.doubts import LASTING, lasts
from reader.domain.errors import ReaderError, Stopped, UsageError
from reader.domain.reading import Hint, Known, RawPage, Reading, subject_of
from reader.domain.views import FlagView, Outcome
from reader.domain.words import N_
from reader.store import flags, learned
from reader.store.act import Act
from reader.store.flags import StoredFlag, Waiting
from reader.store.learned import Learned
from reader.structure import wording

CUT, JOIN = "truncated", "join-with-next"
"""The doubt about a text whose end is lost, and the answer that joins it with what follows."""


@dataclass
class Answered:
    """What answering several doubts did: the flags answered, those it could not be done for, and answers remembered."""

    answered: list[int] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)
    learned: list[int] = field(default_factory=list)


class Alike(NamedTuple):
    """A doubt to which the same answer can be given: the flag, the number that answer has there, where it is shown
    (article, or None; its title), and why it was raised, in the language now set."""

    flag: int
    n: int
    article: int | None
    issue: int
    title: str
    reason: str


Progress = Callable[[int, int, str], None]
Stop = Callable[[], bool]
_TELL = 25


def _quiet(_done: int, _total: int, _what: str) -> None:
    """Progress nobody looks at."""


# ---- verbs


@command("flag.answer", N_("Answer"), hidden=True, mode="review")
def answer_flag(session: Session, flag: int, answer: int) -> Outcome:
    """Settle a doubt with its numbered answer (0: dismiss); the repairs it stands for are one undo step.

    An answer that holds for later issues is remembered for the newspaper in the same step. Outcome.value is an
    Answered. Raises ReaderError for a flag or number that is not there, and for a doubt whose answer made repairs.
    """
    found = flags.flags(session.library, id=flag)
    if not found or not 0 <= answer <= len(found[0].answers):
        raise ReaderError(
            N_("There is no flag {id} with an answer {n}."), N_("`pressmark flags` lists them."), id=flag, n=answer
        )
    if found[0].state == "answered" and found[0].answers[(found[0].answer or 1) - 1].get("acts"):
        raise ReaderError(N_("This doubt has been answered already."), N_("Undo that, or open the doubt again first."))
    done = Answered([flag])
    with session.act("flag.answer") as act:
        _settle(act, found[0], answer, done)
        act.about(found[0].article, about=found[0].code)
    return Outcome(done, act.id)


@command("flag.answer_all", N_("Same answer for all alike"), hidden=True, mode="review")
def answer_flags(
    session: Session, answers: Sequence[tuple[int, int]], progress: Progress = _quiet, stopped: Stop = lambda: False
) -> Outcome:
    """Settle several doubts, each `(flag, number of the answer)`, as one undo step. Outcome.value is an Answered.

    A doubt whose answer cannot be carried out any more (an earlier one has changed its words) is skipped whole.
    Raises Stopped, with the library as it was, once `stopped` says so.
    """
    found = {flag.id: flag for flag in flags.some(session.library, [id for id, _n in answers])}
    done = Answered()
    with session.act("flag.answer_all") as act:
        for place, (id, n) in enumerate(answers):
            if place % _TELL == 0:
                progress(place, len(answers), "")
            if stopped():
                raise Stopped
            flag = found.get(id)
            if flag is None or flag.state != "open" or not 0 <= n <= len(flag.answers):
                done.skipped.append(id)
                continue
            try:
                with flags.attempt(act):
                    _settle(act, flag, n, done)
            except (ReaderError, UsageError):
                done.skipped.append(id)
            else:
                done.answered.append(id)
        act.about(about=str(len(done.answered)))
    return Outcome(done, act.id)


@command("flag.reopen", N_("Open doubt again"), hidden=True, mode="review")
def reopen_flag(session: Session, flag: int) -> None:
    """Ask a settled doubt again. What was remembered from its answer is forgotten; repairs it made stay (undo takes
    them back). Raises ReaderError where there is no such flag."""
    found = flags.flags(session.library, id=flag)
    if not found:
        raise ReaderError(N_("There is no flag {id}."), N_("`pressmark flags --all` lists them."), id=flag)
    with session.act("flag.reopen") as act:
        given = found[0].answers[found[0].answer - 1] if found[0].answer else None
        if given is not None and lasts(found[0].code, str(given["code"])):
            newspaper, words = flags.words_of(act, found[0])
            if newspaper is not None:
                learned.forget(act, newspaper, found[0].code, subject_of(words))
        act.update("flag", flag, state="open", answer=None)
        act.about(found[0].article, about=found[0].code)


@command("learned.change", N_("Change remembered answer"), hidden=True)
def change_learned(session: Session, learned_answer: int, answer: str) -> None:
    """Have another answer be remembered of the same words. Raises UsageError for one that cannot be remembered."""
    entry = _entry(session, learned_answer)
    if not lasts(entry.code, answer):
        allowed = ", ".join(sorted(a for code, a in LASTING if code == entry.code))
        raise UsageError(N_("{value} is not known here."), N_("Use one of: {allowed}."), value=answer, allowed=allowed)
    with session.act("learned.change") as act:
        learned.keep(act, entry.newspaper, entry.code, entry.subject, answer)
        act.about(about=f"{entry.paper}: {entry.subject}")


@command("learned.forget", N_("Forget remembered answer"), hidden=True)
def forget_learned(session: Session, learned_answers: Sequence[int]) -> None:
    """Forget remembered answers: later issues raise their doubts again. Raises ReaderError for one that is not there."""
    entries = [_entry(session, id) for id in learned_answers]
    with session.act("learned.forget") as act:
        for entry in entries:
            act.delete("learned_answer", entry.id)
        act.about(about=", ".join(f"{entry.paper}: {entry.subject}" for entry in entries))


def _entry(session: Session, id: int) -> Learned:
    found = learned.one(session.library, id)
    if found is None:
        raise ReaderError(N_("There is no remembered answer {id}."), N_("`pressmark learned` lists them."), id=id)
    return found


def _settle(act: Act, flag: StoredFlag, n: int, done: Answered) -> None:
    """Carry out one answer, remember it where it lasts, and settle the flag."""
    given = flag.answers[n - 1] if n else None
    if given is not None and lasts(flag.code, str(given["code"])):
        # The words are read before the repair: an answer may move the block or change its role.
        newspaper, words = flags.words_of(act, flag)
        if newspaper is not None and words.strip():
            done.learned.append(learned.keep(act, newspaper, flag.code, subject_of(words), str(given["code"])))
    if given is not None:
        give_answer(act, given)
    act.update("flag", flag.id, state="answered" if n else "dismissed", answer=n or None)


# ---- what was answered before, at import


def known_for(session: Session, newspaper: str | None) -> Known:
    """What the structure engine is told of a newspaper's earlier answers; empty where there are none."""
    id = learned.newspaper_named(session.library, newspaper) if newspaper else None
    held = learned.known_of(session.library, id) if id is not None else {}
    return Known(
        {(code, words): LASTING[code, answer] for (code, words), answer in held.items() if lasts(code, answer)}
    )


def read_as_answered(
    session: Session, pages: Sequence[RawPage], newspaper: Hint | None, read: Reading | None = None
) -> Reading:
    """Read an issue with what its newspaper has taught. `read` is a reading made without it, where there is one.

    A newspaper that only the pages name is known once they are read; then they are read again, with its answers.
    """
    from reader.structure.engine import read_issue

    if newspaper is None:
        read = read or read_issue(pages)
        newspaper = read.newspaper
    known = known_for(session, newspaper.value if newspaper else None)
    return read_issue(pages, known) if known.answers else read or read_issue(pages)


# ---- reading


def queue(
    session: Session, *, issue: int | None = None, article: int | None = None, newspaper: int | None = None, kind: str = ""
) -> list[Waiting]:  # fmt: skip
    """The doubts of a place in reading order; `kind` as in domain/doubts.py (`settled`: those answered)."""
    return flags.queue(session.library, issue=issue, article=article, newspaper=newspaper, kind=kind)


def flag_view(session: Session, id: int) -> FlagView | None:
    """One doubt, worded in the language now set; None where it is gone."""
    found = flags.some(session.library, [id])
    return word_flag(found[0]) if found else None


def flag_views(
    session: Session, *, issue: int | None = None, newspaper: int | None = None, code: str = "", state: str = "open"
) -> list[FlagView]:
    """Doubts of a place, worded in the language now set; `state` empty: all of them."""
    found = flags.flags(session.library, issue=issue, newspaper=newspaper, code=code, state=state)
    return [word_flag(flag) for flag in found]


def alike(
    session: Session, code: str, answer: str, *, issue: int | None = None, article: int | None = None,
    newspaper: int | None = None,
) -> list[Alike]:  # fmt: skip
    """The open doubts of a place to which the answer with the code `answer` can be given, in reading order."""
    found = flags.alike(session.library, code, answer, issue=issue, article=article, newspaper=newspaper)
    titles = flags.titles(session.library, {w.article for w, _n, _params in found if w.article is not None})
    return [
        Alike(w.flag, n, w.article, w.issue, titles.get(w.article or 0, ""), wording.flag_reason(code, params))
        for w, n, params in found
    ]


def numbered(
    session: Session, code: str, n: int, *, issue: int | None = None, newspaper: int | None = None
) -> list[tuple[int, int]]:
    """`(flag, n)` of every open doubt of a code that has an answer `n` (0: all of them, to be dismissed)."""
    stored = flags.flags(session.library, code=code, issue=issue, newspaper=newspaper, state="open")
    return [(flag.id, n) for flag in stored if n <= len(flag.answers)]


def remembered(session: Session, newspaper: int | None = None) -> list[Learned]:
    """The answers remembered for a newspaper, or for all."""
    return learned.learned(session.library, newspaper)


def lasting_answers(code: str) -> list[str]:
    """The codes of the answers that can be remembered of a doubt."""
    return sorted(answer for of, answer in LASTING if of == code)


def lasting_numbers(session: Session, flag: int) -> tuple[str, list[int]]:
    """The newspaper for which answers to a doubt would be remembered, and the numbers of these answers."""
    found = flags.some(session.library, [flag])
    paper = flags.paper_of(session.library, found[0].issue) if found else ""
    if not paper:
        return "", []
    return paper, [n for n, a in enumerate(found[0].answers, 1) if lasts(found[0].code, str(a["code"]))]


def given(session: Session, flag: int) -> int | None:
    """The number of the answer given to a doubt; None where it is open or dismissed."""
    found = flags.some(session.library, [flag])
    return found[0].answer if found else None


def answer_code(session: Session, flag: int, n: int) -> str:
    """The code of a doubt's answer `n`; empty where it has none."""
    found = flags.some(session.library, [flag])
    return str(found[0].answers[n - 1]["code"]) if found and 0 < n <= len(found[0].answers) else ""


def answers_of(session: Session, code: str) -> list[tuple[str, str]]:
    """The answers that open doubts of a code offer: their codes, and words that fit all of them."""
    return [(answer, wording.answer_for_all(answer)) for answer in flags.answer_codes(session.library, code)]


def learned_text(answer: str) -> str:
    """A remembered answer in words, in the language now set."""
    return wording.learned_text(answer)

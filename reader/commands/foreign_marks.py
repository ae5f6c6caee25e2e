"""Highlights made in other programs, taken in where their words stand in this library; a doubtful place is asked about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.commands.bundle_words import joined
from reader.commands.naming import tag_for
from reader.commands.placing import Candidate, Placement, Texts
from reader.commands.registry import command
from reader.commands.session import Session
from reader.domain import anchoring
from reader.domain.errors import Stopped
from reader.domain.operations import derived
from reader.domain.views import Outcome
from reader.domain.words import N_, _, ngettext
from reader.store import foreign_marks as store
from reader.store.act import Act
from reader.store.taguette import read_project

if TYPE_CHECKING:
    from reader.imports.elsewhere.marks import ForeignMark

Progress = Callable[[int, int, str], None]
PLACED, DOUBTFUL, KNOWN, ABSENT = "placed", "doubtful", "known", "absent"
_LOOK = 10


class Taken(NamedTuple):
    """One highlight of another program and what becomes of it: `outcome` is one of PLACED, DOUBTFUL, KNOWN, ABSENT.

    `words` are those it is laid on, `title` the article's, `how` says whether they are exactly the quote.
    """

    outcome: str
    quote: str
    comment: str = ""
    words: str = ""
    title: str = ""
    how: str = ""
    article: int | None = None
    places: int = 0


@dataclass
class MarksReport:
    """What taking in a file of highlights does."""

    program: str
    dry_run: bool
    entries: list[Taken] = field(default_factory=list)
    flags: list[int] = field(default_factory=list)

    def of(self, outcome: str) -> list[Taken]:
        """The entries of one outcome."""
        return [entry for entry in self.entries if entry.outcome == outcome]


class _OnlyLooking(Exception):
    """Ends an act that was only to show what it would do."""


@command("import.marks", N_("Import highlights from another program"), hidden=True)
def import_marks(
    session: Session, path: str | Path, kind: str = "", dry_run: bool = False,
    progress: Progress = lambda _d, _t, _w: None, stopped: Callable[[], bool] = lambda: False,
) -> Outcome:  # fmt: skip
    """Take in the highlights of a file Zotero, calibre, KOReader, Hypothesis or Taguette wrote: one undo step.

    Where a quote stands for certain its highlight is laid; where it stands nearly so, or in several places, a doubt asks;
    what is not in the library is only reported. Outcome.value is a MarksReport.
    """
    from reader.imports.elsewhere.detect import KINDS, read_marks

    found = read_marks(Path(path), kind, read_project(Path(path)))
    report = MarksReport(KINDS[found.kind], dry_run)
    texts = Texts(session)
    placed = []
    for done, mark in enumerate(found.marks):
        if done % _LOOK == 0:
            progress(done, len(found.marks), "")
        if stopped():
            raise Stopped
        placed.append((mark, texts.place(mark.quote, mark.prefix, mark.suffix)))
    act_id: int | None = None
    with _looking(dry_run), session.act("import.marks") as act:
        for mark, placement in placed:
            report.entries.append(take(session, act, report, found.kind, mark, placement))
        act.about(about=f"{report.program}: {Path(path).name}")
        if dry_run or stopped():
            raise _OnlyLooking if dry_run else Stopped
        act_id = act.id
    return Outcome(report, act_id)


@contextmanager
def _looking(dry_run: bool) -> Iterator[None]:
    try:
        yield
    except _OnlyLooking:
        if not dry_run:
            raise


def take(
    session: Session, act: Act, report: MarksReport, kind: str, mark: ForeignMark, placement: Placement | None
) -> Taken:
    """Lay one highlight, raise the doubt where it belongs, or only tell of it; inside an act."""
    from reader.imports.elsewhere.marks import our_colour

    if placement is None:
        return Taken(ABSENT, mark.quote, mark.comment)
    unique = derived("mark", kind, mark.title, mark.quote, mark.prefix, mark.created, mark.comment)
    best, colour = placement.best, _colour(act, our_colour(mark.colour))
    title = _title(act, best.article)
    told = Taken(
        PLACED, mark.quote, mark.comment, best.words, title, placement.how, best.article, len(placement.candidates)
    )
    if store.is_there(act, unique, best.spans, colour):
        return told._replace(outcome=KNOWN)
    if not placement.sure:
        if act.value("select 1 from flag where uuid = ?", (derived("flag", unique),)) is not None:
            return told._replace(outcome=KNOWN)
        report.flags.append(_ask(session, act, report.program, unique, colour, mark, placement))
        return told._replace(outcome=DOUBTFUL)
    values = _values(session, act, colour, mark, best)
    store.lay(act, unique, best.spans, tags=[tag_for(act, name).id for name in mark.tags], **values)
    return told


def _values(session: Session, act: Act, colour: str, mark: ForeignMark, place: Candidate) -> dict[str, str]:
    view = session.article(place.article)
    prefix, suffix = anchoring.context(view.blocks, place.blocks) if view is not None else ("", "")
    return {
        "colour": colour, "quote": place.words, "prefix": prefix, "suffix": suffix, "comment": mark.comment,
        "author": mark.author or act.author, "created": mark.created or act.at,
    }  # fmt: skip


def _ask(
    session: Session, act: Act, program: str, unique: str, colour: str, mark: ForeignMark, placement: Placement
) -> int:
    answers = []
    for place in placement.candidates:
        values = list(_values(session, act, colour, mark, place).values())
        told: list[Any] = [unique, store.stored(act, place.spans), values, list(mark.tags)]
        words = f"{place.words[:40]} · {_title(act, place.article)}"
        answers.append({"code": "place-here", "params": {"words": words}, "acts": [["mark", *told]]})
    params = {"words": " ".join(mark.quote.split())[:40], "program": program}
    article = placement.best.article
    issue = int(act.get("article", article, "issue_id"))
    return store.raise_doubt(act, derived("flag", unique), issue, article, params, answers)


def _colour(act: Act, key: str) -> str:
    """The colour, or the first one where the library has none of this key any more."""
    if act.value("select 1 from colour where key = ?", (key,)) is not None:
        return key
    return str(act.value("select key from colour order by position limit 1"))


def _title(act: Act, article: int) -> str:
    return str(act.get("article", article, "title") or "")


# ---- words


OUTCOMES = {
    PLACED: N_("highlighted here"), DOUBTFUL: N_("place not sure, to review"), KNOWN: N_("here already"),
    ABSENT: N_("its words are not in the library"),
}  # fmt: skip
"""What becomes of a highlight of another program."""


def summary(report: MarksReport) -> str:
    """What a file of highlights brings, in a line."""
    placed = len(report.of(PLACED))
    parts = [ngettext("{count} new highlight", "{count} new highlights", placed).format(count=placed)]
    for outcome, words in (
        (DOUBTFUL, N_("{count} not sure: to review")), (KNOWN, N_("{count} here already")),
        (ABSENT, N_("{count} not in the library")),
    ):  # fmt: skip
        if count := len(report.of(outcome)):
            parts.append(_(words).format(count=count))
    return f"{report.program}: {joined(parts)}"


def report_text(report: MarksReport) -> str:
    """The report in lines."""
    lines = [summary(report)]
    lines += [f"  {_(OUTCOMES[e.outcome])}: {' '.join(e.quote.split())[:60]} · {e.title}" for e in report.entries]
    return "\n".join(lines)


def report_document(report: MarksReport) -> dict[str, Any]:
    """The report as the command line prints it."""
    return {
        "program": report.program, "dry_run": report.dry_run, "flags": report.flags,
        **{outcome: [_plain(e) for e in report.of(outcome)] for outcome in OUTCOMES},
    }  # fmt: skip


def _plain(entry: Taken) -> dict[str, Any]:
    return {name: value for name, value in entry._asdict().items() if value not in ("", None) and name != "outcome"}

"""Issues held back from an import because they resemble others: what taking them would do, and a person's word on each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reader.commands import importing
from reader.commands.continuing import link_arrived
from reader.commands.importing import Held, Then
from reader.commands.registry import command
from reader.commands.session import Session
from reader.domain.errors import ReaderError
from reader.domain.reading import Hint
from reader.domain.version_report import VersionReport
from reader.domain.views import Outcome
from reader.domain.words import N_
from reader.store import versions
from reader.store.act import Act
from reader.store.carrying import take_version
from reader.store.texts import Reads


@dataclass
class Decided:
    """What came of held issues: ids of the new issues, a report a new version, and failures with name and error."""

    issues: list[int] = field(default_factory=list)
    reports: list[VersionReport] = field(default_factory=list)
    failed: list[tuple[str, ReaderError]] = field(default_factory=list)
    stopped: bool = False


class _OnlyLooking(Exception):
    """Ends an act that was only to show what it would do."""


@command("import.look", N_("Compare with the issues in the library"), hidden=True, undoable=False)
def look_at_held(
    session: Session, held: Sequence[Held], progress: importing.Progress = importing.quiet,
    stopped: importing.Stop = lambda: False,
) -> Outcome:  # fmt: skip
    """What taking each held issue as a new version of the issue it resembles most would do; nothing is kept.

    Outcome.value is a list of VersionReport, None where it could not be told (or was stopped before).
    """
    told: list[VersionReport | None] = []
    for number, one in enumerate(held):
        if stopped():
            break
        progress(number, len(held), one.name)
        told.append(_looked_at(session, one))
        session.rest()
    progress(len(held), len(held), "")
    return Outcome([*told, *([None] * (len(held) - len(told)))])


def _looked_at(session: Session, one: Held) -> VersionReport | None:
    found: list[VersionReport] = []

    def take(act: Act, new: int) -> None:
        found.append(take_version(act, new, _newest(act, one.alike[0].issue)))
        raise _OnlyLooking

    try:
        with session.finder.importing():
            importing.write_version(session, one.files, one.hints, take)
    except _OnlyLooking:
        return found[0]
    except ReaderError:
        return None
    return None


@command("import.held", N_("Import what resembles"), hidden=True)
def import_held(
    session: Session, held: Sequence[Held], versions_of: Sequence[int | None], progress: importing.Progress = importing.quiet,
    stopped: importing.Stop = lambda: False,
) -> Outcome:  # fmt: skip
    """Take each held issue as a new version of an issue (its id), or as an issue of its own (None): one undo step.

    Outcome.value is a Decided. What is not to be imported is left out of `held`. A failure leaves the others be.
    """
    done = Decided()
    act_id: int | None = None
    kept = held[0].command if held and (None in versions_of or held[0].command != "import.files") else "import.version"
    with session.finder.importing():
        for number, (one, old) in enumerate(zip(held, versions_of, strict=True)):
            if stopped():
                done.stopped = True
                break
            progress(number, len(held), one.name)
            try:
                act_id = importing.write_version(
                    session, one.files, _hints(session, one, old), _then(session, done, old), done.issues, act_id, one.tags, kept
                )  # fmt: skip
            except ReaderError as error:
                done.failed.append((one.name, error))
            session.rest()
        link_arrived(session, kept, act_id, done.issues)
    progress(len(held), len(held), "")
    return Outcome(done, act_id)


def _hints(session: Session, one: Held, old: int | None) -> dict[str, Hint | None]:
    said = {} if old is None else importing.known_of(session, _newest(session.library, old))
    return {**said, **{name: hint for name, hint in one.hints.items() if hint}}


def _then(session: Session, done: Decided, old: int | None) -> Then:
    if old is None:
        return versions.keep_apart

    def take(act: Act, new: int) -> None:
        newest = _newest(act, old)
        report = take_version(act, new, newest)
        act.imported.append(newest)
        done.reports.append(report)

    return take


def _newest(reads: Reads, issue: int) -> int:
    """The issue that is now in the place of one: another held issue may just have taken it. Raises ReaderError."""
    newest = versions.newest_version(reads, issue)
    if newest is None:
        raise ReaderError(
            N_("Issue {id} is not in the library any more."), N_("Import the new one as an issue of its own."), id=issue
        )
    return newest

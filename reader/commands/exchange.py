"""Exports of our own read back into a library, and compared with one."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from reader.commands.registry import command
from reader.commands.session import Session
from reader.domain.errors import ReaderError, Stopped
from reader.domain.views import Listing, Outcome
from reader.domain.words import N_
from reader.store import comparing, identity, restoring, state
from reader.store.library import Library

if TYPE_CHECKING:
    from reader.imports.exchange import Exchange


@dataclass
class ReadBack:
    """What reading an export back did: new issues, how many records were new and known, and the problems."""

    issues: list[int] = field(default_factory=list)
    added: dict[str, int] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)
    problems: list[restoring.Problem] = field(default_factory=list)
    failed: list[tuple[str, ReaderError]] = field(default_factory=list)

    def add(self, done: restoring.Restored) -> None:
        """Count what came of one more file."""
        self.issues += done.issues
        self.problems += done.problems
        for mine, theirs in ((self.added, done.added), (self.known, done.known)):
            for entity, number in theirs.items():
                mine[entity] = mine.get(entity, 0) + number


@command("import.exchange", N_("Read an export back"), hidden=True)
def read_back(session: Session, paths: Sequence[str | Path]) -> Outcome:
    """Take up exports that Pressmark wrote (JSON, Web Annotation). Outcome.value is a ReadBack.

    One entry of the history. What is in the library already stays as it is; a file that is no export of ours, is damaged
    or holds nothing that can stand is among `failed` and stops no other.
    """
    total = ReadBack()
    found = list(_read_each(paths, total))
    with session.finder.importing(), session.act("import.exchange", kind="import") as act:
        for path, export in found:
            done = restoring.put(act, export.records)
            if done.problems and not done.added and not done.known:
                total.failed.append((str(path), _useless(path, done.problems[0])))
            else:
                total.add(done)
        if not total.added:
            act.delete("act", act.id or 0)
            act.id = None
        act.imported.extend(total.issues)
        act.about(about=", ".join(path.name for path, _export in found), issue_ids=total.issues, replaced_ids=[])
    return Outcome(total, act.id)


def _read_each(paths: Sequence[str | Path], total: ReadBack) -> Iterator[tuple[Path, Exchange]]:
    from reader.imports.exchange import read

    for path in paths:
        try:
            yield Path(path), read(Path(path))
        except ReaderError as error:
            total.failed.append((str(path), error))


def _useless(path: Path, first: restoring.Problem) -> ReaderError:
    return ReaderError(
        N_("Nothing of {path} could be taken up: {entity} {id}, {why}."),
        N_("The file may have been changed by hand; export it again."),
        path=path,
        entity=first.entity,
        id=first.uuid,
        why=first.code,
    )


@dataclass(frozen=True)
class Verdict:
    """Whether an export, read back, equals the library, and what differs (`here` is the library)."""

    equal: bool
    format: str
    differences: Sequence[comparing.Difference]
    problems: Sequence[restoring.Problem]


@command("export.verify", N_("Verify an export"), hidden=True, undoable=False)
def verify(
    session: Session, path: str | Path, progress: Callable[[int, int, str], None] = lambda _d, _t, _w: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Outcome:  # fmt: skip
    """Read an export into an empty library and compare that with this one. Outcome.value is a Verdict.

    Compared is what the format can carry of the articles in the export. Raises ReaderError for a file that is no export
    of ours or is damaged.
    """
    from reader.imports.exchange import CARRIED, read

    progress(0, 3, "")
    found = read(Path(path))
    if stopped():
        raise Stopped
    progress(1, 3, "")
    with tempfile.TemporaryDirectory(prefix="pressmark-verify-") as folder:
        library = Library.create(Path(folder) / "verify.pressmark")
        try:
            with library.act("import.exchange", session.author, session.device, kind="import") as act:
                act.execute("delete from colour")
                done = restoring.put(act, found.records)
                act.about(issue_ids=done.issues)
            there = list(_all(library))
        finally:
            library.close()
    if stopped():
        raise Stopped
    progress(2, 3, "")
    carried = CARRIED[found.format]
    here = _same_part(session, found.whole, found.articles, there)
    differences = comparing.compare(here, there, carried)
    return Outcome(Verdict(not differences and not done.problems, found.format, differences, done.problems))


def _ids(records: Sequence[state.Record], entity: str) -> list[str]:
    return [str(record["uuid"]) for record in records if record["entity"] == entity]


def _all(library: Library) -> Sequence[state.Record]:
    records = list(state.of_library(library))
    for issue in state.every_issue(library):
        records += state.of_issue(library, issue)
    return records


def _same_part(
    session: Session, whole: bool, articles: Sequence[str], there: Sequence[state.Record]
) -> Sequence[state.Record]:
    """The records of this library that an export of the same part would hold."""
    library = session.library
    if whole:
        return _all(library)
    chosen = {id for uuid in articles if (id := identity.by_uuid(library, "article", uuid)) is not None}
    records = list(state.vocabulary(library))
    for uuid in _ids(there, "issue"):
        issue = identity.by_uuid(library, "issue", uuid)
        if issue is not None:
            everything = set(session.ids(Listing("issue", issue))) <= chosen
            records += state.of_issue(library, issue, None if everything else chosen)
    return records

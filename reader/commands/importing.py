"""Files taken into the library: read, structured, written one issue a transaction, and reported."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.commands.continuing import link_arrived
from reader.commands.marks import clean
from reader.commands.naming import tag_for
from reader.commands.registry import command
from reader.commands.review import read_as_answered
from reader.commands.session import Session
from reader.domain.dates import is_date
from reader.domain.errors import ReaderError, UsageError
from reader.domain.reading import Hint, RawFile, Reading
from reader.domain.views import Outcome
from reader.domain.words import N_
from reader.store import catalogue, log, tagging, versions, vocabulary
from reader.store.act import Act
from reader.store.derived import refresh_articles
from reader.store.feed import articles_of
from reader.store.issues import IssueWriter, NewIssue, encodings, kept_files, known_source

if TYPE_CHECKING:
    from reader.commands.exchange import ReadBack
    from reader.imports.files import Found
    from reader.imports.grouping import IssueFiles, Masthead

# The rooms that read and structure are loaded when the first file comes: without them the window opens sooner.

Progress = Callable[[int, int, str], None]
Stop = Callable[[], bool]
Arrange = Callable[[Sequence[RawFile]], "Sequence[IssueFiles]"]


@dataclass
class Report:
    """What an import did: ids of new issues, paths that were there already, failures with path and error.

    `read_back` is what came of exports of our own among them.
    """

    issues: list[int] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[tuple[str, ReaderError]] = field(default_factory=list)
    stopped: bool = False
    read_back: ReadBack | None = None


def quiet(_done: int, _total: int, _what: str) -> None:
    """Progress nobody looks at."""


@command("import.files", N_("Import files"), hidden=True)
def import_files(
    session: Session, paths: Sequence[str | Path], newspaper: str | None = None, date: str | None = None,
    encoding: str | None = None, progress: Progress = quiet, stopped: Stop = lambda: False, tags: Sequence[str] = (),
    arrange: Arrange | None = None,
) -> Outcome:  # fmt: skip
    """Import files, folders and ZIPs; one bad file never stops the others. Outcome.value is a Report.

    `tags` are put on each new issue and on its articles; `arrange` puts the files together as a person wishes.

    The whole call is one entry of the history; each issue is its own transaction, so that cancelling or a
    crash keeps what was already imported.
    """
    if date and not is_date(date):
        raise UsageError(N_("{date} is not a date."), N_("Write YYYY, YYYY-MM or YYYY-MM-DD."), date=date)
    report = Report()
    paths = _read_back(session, paths, report)
    if not paths and report.read_back is not None:
        return Outcome(report)
    fresh = fresh_files(session, paths, report, encoding, progress, stopped)
    hints = {"newspaper": _by_person(newspaper), "date": _by_person(date)}
    return _import(session, [] if report.stopped else fresh, hints, report, progress, stopped, tags, arrange=arrange)


def _read_back(session: Session, paths: Sequence[str | Path], report: Report) -> Sequence[str | Path]:
    """Take up the exports of our own among the paths; the others are left."""
    from reader.imports.exchange import is_exchange

    ours = [path for path in paths if is_exchange(Path(path))]
    if ours:
        back: ReadBack = session.do_inside("import.exchange", paths=ours).value
        report.read_back = back
        report.issues += back.issues
        report.failed += back.failed
        if not back.added:
            failed = {path for path, _error in back.failed}
            report.unchanged += [str(path) for path in ours if str(path) not in failed]
    return [path for path in paths if path not in ours]


@command("import.text", N_("Paste text as new issue"), hidden=True)
def import_text(session: Session, text: str, title: str = "") -> Outcome:
    """Make an issue of pasted text. Outcome.value is a Report."""
    from reader.imports.files import read_bytes

    data = clean(text).encode()
    if not data.strip():
        raise UsageError(N_("There is no text to import."), N_("Copy some text first."))
    report = Report()
    name = title or N_("pasted text")
    file = read_bytes(f"{name}.md", data, "utf-8")
    fresh = [] if _is_known(session, file, name, report) else [file]
    return _import(session, fresh, {}, report, quiet, lambda: False, command="import.text")


@command("issue.redecode", N_("Read again with another encoding"), hidden=True)
def redecode(session: Session, issue: int, encoding: str) -> Outcome:
    """Read an issue anew from its kept bytes in another encoding; the old reading goes to the trash with its marks.

    Outcome.value is the new issue's id. Raises ReaderError where the bytes make no text in that encoding.
    """
    from reader.imports.files import read_bytes
    from reader.imports.grouping import IssueFiles

    kept = kept_files(session.library, issue)
    if not kept:
        raise ReaderError(N_("There is no issue {id}."), N_("`pressmark issues` lists them."), id=issue)
    files = [read_bytes(name, data, encoding) for name, data in kept]
    made: list[int] = []
    with session.finder.importing():
        tags = [chip.name for chip in vocabulary.issue_tags(session.library, issue)]
        known = known_of(session, issue)
        act = _write(session, IssueFiles(tuple(files)), known, made, None, replaced=[issue], tags=tags)
    return Outcome(made[0], act)


def known_of(session: Session, issue: int) -> dict[str, Hint | None]:
    """What a person has said of an issue, to be kept when it is read again."""
    view = session.issue(issue)
    values = {"newspaper": view.newspaper, "date": view.date, "edition": view.edition} if view else {}
    said = view.how if view else {}
    return {name: Hint(value, "person") for name, value in values.items() if value and said.get(name) == "person"}


def _by_person(value: str | None) -> Hint | None:
    return Hint(clean(value).strip(), "person") if value and value.strip() else None


def fresh_files(
    session: Session, paths: Sequence[str | Path], report: Report, encoding: str | None, progress: Progress, stopped: Stop,
    restore: bool = True,
) -> list[RawFile]:  # fmt: skip
    """The files that are not in the library yet; while they are gathered their number is unknown (total 0).

    An issue of theirs in the trash is taken out of it, unless `restore` is False.
    """
    fresh: list[RawFile] = []
    seen: set[str] = set()
    for number, found in enumerate(_found(paths, encoding)):
        session.rest()
        if stopped():
            report.stopped = True
            break
        progress(number, 0, found.path)
        if found.file is None:
            assert found.error is not None
            where = f"{found.path} › {found.member}" if found.member else found.path
            report.failed.append((where, found.error))
        elif found.file.sha256 in seen:
            report.unchanged.append(found.path)
        elif not _is_known(session, found.file, found.path, report, restore):
            seen.add(found.file.sha256)
            fresh.append(found.file)
    return fresh


def _found(paths: Sequence[str | Path], encoding: str | None) -> Iterator[Found]:
    from reader.imports.files import gather

    return gather([Path(p) for p in paths], encoding=encoding)


def _is_known(session: Session, file: RawFile, path: str, report: Report, restore: bool = True) -> bool:
    known = known_source(session.library, file.sha256)
    if known is None:
        return False
    issue, trashed = known
    if trashed and restore:
        session.do_inside("issue.restore", issue=issue)
        report.issues.append(issue)
    else:
        report.unchanged.append(path)
    return True


def _import(
    session: Session,
    fresh: list[RawFile],
    hints: dict[str, Hint | None],
    report: Report,
    progress: Progress,
    stopped: Stop,
    tags: Sequence[str] = (),
    command: str = "import.files",
    arrange: Arrange | None = None,
) -> Outcome:
    from reader.imports.grouping import group

    readings = {} if arrange else read_unstated(session, fresh)
    groups = arrange(fresh) if arrange else group(fresh, mastheads(fresh, readings))
    made: list[int] = []
    act: int | None = None
    with session.finder.importing():
        for number, one in enumerate(groups):
            if stopped():
                report.stopped = True
                break
            progress(number, len(groups), one.files[0].name)
            try:
                act = _write(session, one, hints, made, act, readings=readings, tags=tags, command=command)
            except ReaderError as error:
                report.failed.append((one.files[0].name, error))
            session.rest()
        link_arrived(session, command, act, made)
    progress(len(groups), len(groups), "")
    report.issues += made
    return Outcome(report, act)


def read_unstated(session: Session, files: Sequence[RawFile]) -> dict[str, Reading]:
    """Readings, by hash, of files that come together and do not say newspaper and date: their mastheads may."""
    from reader.structure.engine import read_issue

    found: dict[str, Reading] = {}
    if len(files) > 1:
        for file in files:
            if not (file.newspaper and file.date):
                found[file.sha256] = read_issue(file.pages)
                session.rest()
    return found


def mastheads(files: Sequence[RawFile], readings: dict[str, Reading]) -> list[Masthead | None]:
    from reader.imports.grouping import Masthead

    read = [readings.get(file.sha256) for file in files]
    return [Masthead(r.newspaper, r.date, r.edition) if r else None for r in read] if readings else []


def _write(
    session: Session, one: IssueFiles, hints: dict[str, Hint | None], made: list[int], act_id: int | None,
    replaced: Sequence[int] = (), readings: dict[str, Reading] | None = None, tags: Sequence[str] = (),
    command: str = "import.files", then: Callable[[Act, int], None] | None = None,
) -> int | None:  # fmt: skip
    """Structure and write one issue; its id joins `made`. All issues of a call share one entry of the history.

    `then` does a person's further work on the new issue in the same act; without it a likeness raises a flag.
    """
    files = one.files
    details = {key: value for file in files for key, value in file.hints.items()}
    stated: dict[str, Any] = {}
    for name in ("newspaper", "date", "edition"):
        own = getattr(one, name) or next((h for f in files if (h := getattr(f, name))), None)
        stated[name] = hints.get(name) or own
    known = (readings or {}).get(files[0].sha256) if len(files) == 1 else None
    reading = read_as_answered(session, [page for file in files for page in file.pages], stated["newspaper"], known)
    session.rest()
    new = NewIssue(files, reading, details=details, **stated)
    with session.act(command, kind="import", resume=act_id) as act:
        before = [source for id in replaced for source in encodings(session.library, id)]
        issue = IssueWriter(act, new).write()
        act.imported += [issue, *replaced]
        if then is None and not replaced:
            versions.flag_likeness(act, issue)
        with log.recorded(act):
            for name in tags:
                tagging.tag_issue(act, issue, tag_for(act, name).id)
            if then is not None:
                then(act, issue)
        if replaced:
            catalogue.trash(act, "issue", replaced)
            refresh_articles(act, articles_of(session.library, replaced))
            act.about(read_as=[before, encodings(session.library, issue)])
        act.about(about=files[0].name, issue_ids=[*made, issue], replaced_ids=list(replaced))
    made.append(issue)
    return act.id


def write_version(
    session: Session, one: IssueFiles, hints: dict[str, Hint | None], then: Callable[[Act, int], None]
) -> int | None:
    """Write one issue and do `then(act, issue)` in the same act; returns the act's number."""
    return _write(session, one, hints, [], None, command="import.version", then=then)

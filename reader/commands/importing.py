"""Files taken into the library: read, structured, written one issue a transaction, and reported."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from reader.commands.ahead import Ahead
from reader.commands.continuing import link_arrived
from reader.commands.marks import clean
from reader.commands.naming import tag_for
from reader.commands.reading import mastheads, read_new, read_unstated, stated_of, tasks
from reader.commands.registry import command
from reader.commands.session import Session
from reader.domain.collecting import seldom
from reader.domain.dates import is_date
from reader.domain.errors import ReaderError, UsageError
from reader.domain.reading import Hint, RawFile, Reading
from reader.domain.version_report import LOST
from reader.domain.views import Outcome
from reader.domain.words import N_
from reader.store import log, tagging, versions, vocabulary
from reader.store.act import Act
from reader.store.carrying import take_version
from reader.store.issues import IssueWriter, NewIssue, encodings, kept_files, known_source

if TYPE_CHECKING:
    from reader.commands.exchange import ReadBack
    from reader.imports.files import Found
    from reader.imports.grouping import IssueFiles

# The rooms that read and structure are loaded when the first file comes: without them the window opens sooner.

Progress = Callable[[int, int, str], None]
Stop = Callable[[], bool]
Arrange = Callable[[Sequence[RawFile]], "Sequence[IssueFiles]"]
Then = Callable[[Act, int], None]


@dataclass(frozen=True)
class Held:
    """An issue read but not kept, because it resembles others in the library (the likeliest first): a person is to say
    what becomes of it. `hints`, `tags` and `command` are what its import was told."""

    files: IssueFiles
    alike: tuple[versions.Alike, ...]
    newspaper: str
    date: str
    hints: dict[str, Hint | None]
    tags: tuple[str, ...]
    command: str

    @property
    def name(self) -> str:
        """Newspaper and date as the files say them, else the first file's name."""
        return " ".join(part for part in (self.newspaper, self.date) if part) or self.files.files[0].name


class _Resembles(Exception):
    """Ends the act of an issue that is to be held back; nothing of it stays."""

    def __init__(self, held: Held) -> None:
        self.held = held


@dataclass
class Report:
    """What an import did: ids of new issues, paths that were there already, failures with path and error.

    `held` are issues that wait for a person's word; `read_back` is what came of exports of our own among them.
    """

    issues: list[int] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[tuple[str, ReaderError]] = field(default_factory=list)
    stopped: bool = False
    read_back: ReadBack | None = None
    held: list[Held] = field(default_factory=list)


def quiet(_done: int, _total: int, _what: str) -> None:
    """Progress nobody looks at."""


@command("import.files", N_("Import files"), hidden=True)
def import_files(
    session: Session, paths: Sequence[str | Path], newspaper: str | None = None, date: str | None = None,
    encoding: str | None = None, progress: Progress = quiet, stopped: Stop = lambda: False, tags: Sequence[str] = (),
    arrange: Arrange | None = None, hold: bool = False,
) -> Outcome:  # fmt: skip
    """Import files, folders and ZIPs; one bad file never stops the others. Outcome.value is a Report.

    `tags` are put on each new issue and on its articles; `arrange` puts the files together as a person wishes. An
    issue that resembles one in the library gets a flag, or with `hold` (where their dates agree) is not kept: `import.held`
    takes it further.

    The whole call is one entry of the history; each issue is its own transaction, so that cancelling or a
    crash keeps what was already imported.
    """
    if date and not is_date(date):
        raise UsageError(N_("{date} is not a date."), N_("Write YYYY, YYYY-MM or YYYY-MM-DD."), date=date)
    report = Report()
    paths = _read_back(session, paths, report)
    if not paths and report.read_back is not None:
        return Outcome(report)
    hints = {"newspaper": _by_person(newspaper), "date": _by_person(date)}
    with Ahead(session.rest) as ahead:
        fresh = fresh_files(session, paths, report, encoding, progress, stopped, expect=ahead.expect)
        if report.stopped:
            fresh = []
        return _import(session, fresh, hints, report, progress, stopped, tags, arrange=arrange, hold=hold, ahead=ahead)


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
    projects = [path for path in paths if path not in ours and Path(path).suffix.lower() == ".qdpx"]
    for path in projects:
        _take_project(session, path, report)
    if projects and report.read_back is None and len(ours) + len(projects) == len(paths):
        report.read_back = _nothing_read_back()
    return [path for path in paths if path not in ours and path not in projects]


def _take_project(session: Session, path: str | Path, report: Report) -> None:
    """Take in a project of another program."""
    try:
        done = session.do_inside("import.project", path=path).value
    except ReaderError as error:
        report.failed.append((str(path), error))
        return
    report.issues += done.issues
    report.failed += done.failed
    if not done.issues and not done.marks.of("placed"):
        report.unchanged.append(str(path))


def _nothing_read_back() -> ReadBack:
    from reader.commands.exchange import ReadBack

    return ReadBack()


@command("import.text", N_("Paste text as new issue"), hidden=True)
def import_text(session: Session, text: str, title: str = "", hold: bool = False) -> Outcome:
    """Make an issue of pasted text. Outcome.value is a Report; `hold` as in `import.files`."""
    from reader.imports.files import read_bytes

    data = clean(text).encode()
    if not data.strip():
        raise UsageError(N_("There is no text to import."), N_("Copy some text first."))
    report = Report()
    name = title or N_("pasted text")
    file = read_bytes(f"{name}.md", data, "utf-8")
    fresh = [] if _is_known(session, file, name, report) else [file]
    return _import(session, fresh, {}, report, quiet, lambda: False, command="import.text", hold=hold)


@command("issue.redecode", N_("Read again with another encoding"), hidden=True)
def redecode(session: Session, issue: int, encoding: str) -> Outcome:
    """Read an issue anew from its kept bytes in another encoding: the new reading is a new version of the issue, and a
    person's work is carried over as to any other.

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
        act = _write(
            session, IssueFiles(tuple(files)), known, made, None, tags=tags, read_anew=issue,
            then=lambda act, new: act.about(lost=len(take_version(act, new, issue).work(LOST))),
        )  # fmt: skip
    return Outcome(made[0], act)


def known_of(session: Session, issue: int) -> dict[str, Hint | None]:
    """What a person has said of an issue, to be kept when it is read again."""
    view = session.issue(issue)
    values = {"newspaper": view.newspaper, "date": view.date, "edition": view.edition} if view else {}
    said = view.how if view else {}
    return {name: Hint(value, "person") for name, value in values.items() if value and said.get(name) == "person"}


def _by_person(value: str | None) -> Hint | None:
    return Hint(clean(value).strip(), "person") if value and value.strip() else None


@seldom()
def fresh_files(
    session: Session, paths: Sequence[str | Path], report: Report, encoding: str | None, progress: Progress, stopped: Stop,
    restore: bool = True, expect: Callable[[int], None] = lambda _size: None,
) -> list[RawFile]:  # fmt: skip
    """The files that are not in the library yet; while they are gathered their number is unknown (total 0).

    An issue of theirs in the trash is taken out of it, unless `restore` is False. `expect` is told the size of each.
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
            expect(len(found.file.data))
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


@seldom()
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
    hold: bool = False,
    ahead: Ahead | None = None,
) -> Outcome:
    from reader.imports.grouping import group

    readings = {} if arrange else read_unstated(session, fresh, ahead)
    groups = arrange(fresh) if arrange else group(fresh, mastheads(fresh, readings))
    made: list[int] = []
    act: int | None = None
    if ahead is not None:
        ahead.begin(tasks(session, groups, hints, readings))
    with session.finder.importing():
        for number, one in enumerate(groups):
            if stopped():
                report.stopped = True
                break
            progress(number, len(groups), one.files[0].name)
            try:
                act = _write(
                    session, one, hints, made, act, readings=readings, tags=tags, command=command, hold=hold, ahead=ahead
                )
            except _Resembles as found:
                report.held.append(found.held)
            except ReaderError as error:
                report.failed.append((one.files[0].name, error))
            session.rest()
        link_arrived(session, command, act, made)
    progress(len(groups), len(groups), "")
    report.issues += made
    return Outcome(report, act)


def _write(
    session: Session, one: IssueFiles, hints: dict[str, Hint | None], made: list[int], act_id: int | None,
    read_anew: int | None = None, readings: dict[str, Reading] | None = None, tags: Sequence[str] = (),
    command: str = "import.files", then: Then | None = None, hold: bool = False, ahead: Ahead | None = None,
) -> int | None:  # fmt: skip
    """Structure and write one issue; its id joins `made`. All issues of a call share one entry of the history.

    `then` does a person's further work on the new issue in the same act. A likeness raises a flag, or `_Resembles`.
    """
    files = one.files
    details = {key: value for file in files for key, value in file.hints.items()}
    stated = stated_of(one, hints)
    new, made_tokens = read_new(session, one, stated, readings, ahead)
    new.details = details
    session.rest()
    with session.finder.knowing(made_tokens), session.act(command, kind="import", resume=act_id) as act:
        before = encodings(session.library, read_anew) if read_anew is not None else []
        issue = IssueWriter(act, new).write()
        act.imported += [issue] if read_anew is None else [issue, read_anew]
        act.arrived += [issue] if then is None and read_anew is None else []
        alike = versions.flag_likeness(act, issue, new.ready.sketch if new.ready else None) if then in (None, versions.keep_apart) else []
        if hold and (same_day := [one for one in alike if not one.other_day]):
            raise _Resembles(_held(new, same_day, hints, tags, command))
        with log.recorded(act):
            if then is not None:
                then(act, issue)
            for name in tags:
                tagging.tag_issue(act, issue, tag_for(act, name).id)
        if read_anew is not None:
            act.about(read_as=[before, encodings(session.library, issue)])
        act.about(about=files[0].name, issue_ids=[*made, issue], replaced_ids=[])
    made.append(issue)
    return act.id


def _held(
    new: NewIssue, alike: Sequence[versions.Alike], hints: dict[str, Hint | None], tags: Sequence[str], command: str
) -> Held:
    from reader.imports.grouping import IssueFiles

    known = new.newspaper or new.reading.newspaper, new.date or new.reading.date
    paper, date = (hint.value if hint else "" for hint in known)
    files = IssueFiles(tuple(new.files), new.newspaper, new.date, new.edition, stated=True)
    return Held(files, tuple(alike), paper, date, hints, tuple(tags), command)


def write_version(
    session: Session, one: IssueFiles, hints: dict[str, Hint | None], then: Then, made: list[int] | None = None,
    act_id: int | None = None, tags: Sequence[str] = (), command: str = "import.version",
) -> int | None:  # fmt: skip
    """Write one issue and do `then(act, issue)` in the same act; its id joins `made`. Returns the act's number."""
    return _write(session, one, hints, [] if made is None else made, act_id, tags=tags, command=command, then=then)

"""Issues read from their files: ahead in a process beside, or here, with what their newspaper has taught."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from reader.commands.ahead import Ahead
from reader.commands.review import known_for, read_as_answered
from reader.commands.session import Session
from reader.domain.reading import Hint, Known, RawFile, Reading
from reader.store.issues import NewIssue
from reader.store.ready import make_ready
from reader.store.tokens import Tokens, Told

if TYPE_CHECKING:
    from reader.commands.beside import Task
    from reader.imports.grouping import IssueFiles, Masthead


def read_unstated(session: Session, files: Sequence[RawFile], ahead: Ahead | None = None) -> dict[str, Reading]:
    """Readings, by hash, of files that come together and do not say newspaper and date: their mastheads may."""
    from reader.commands.beside import Task
    from reader.structure.engine import read_issue

    silent = [file for file in files if not (file.newspaper and file.date)] if len(files) > 1 else []
    if ahead is not None:
        ahead.begin(Task((file,), Known(), only_read=True) for file in silent)
    found: dict[str, Reading] = {}
    for file in silent:
        done = ahead.take() if ahead is not None else None
        found[file.sha256] = done.reading if done is not None else read_issue(file.pages)
        session.rest()
    return found


def mastheads(files: Sequence[RawFile], readings: dict[str, Reading]) -> list[Masthead | None]:
    """What the mastheads of files say, as far as they were read for that."""
    from reader.imports.grouping import Masthead

    read = [readings.get(file.sha256) for file in files]
    return [Masthead(r.newspaper, r.date, r.edition) if r else None for r in read] if readings else []


def tasks(
    session: Session, groups: Sequence[IssueFiles], hints: dict[str, Hint | None], readings: dict[str, Reading]
) -> Iterator[Task]:
    """The issues as tasks for a process that reads them ahead, each with what its newspaper has taught by then."""
    from reader.commands.beside import Task

    for one in groups:
        newspaper = stated_of(one, hints)["newspaper"]
        yield Task(one.files, known_for(session, newspaper.value if newspaper else None), _reading_of(one, readings))


def _reading_of(one: IssueFiles, readings: Mapping[str, Reading] | None) -> Reading | None:
    """The reading made of an issue's only file already, if there is one."""
    return (readings or {}).get(one.files[0].sha256) if len(one.files) == 1 else None


def stated_of(one: IssueFiles, hints: Mapping[str, Hint | None]) -> dict[str, Any]:
    """Newspaper, date and edition of an issue as far as they are stated, a person's word first."""
    stated: dict[str, Any] = {}
    for name in ("newspaper", "date", "edition"):
        own = getattr(one, name) or next((h for f in one.files if (h := getattr(f, name))), None)
        stated[name] = hints.get(name) or own
    return stated


def read_new(
    session: Session, one: IssueFiles, stated: dict[str, Any], readings: Mapping[str, Reading] | None, ahead: Ahead | None
) -> tuple[NewIssue, Mapping[Told, Tokens] | None]:
    """An issue read and made ready; with the tokens of its documents where it was read ahead.

    What was read ahead counts only if the newspaper has taught nothing else since.
    """
    done = ahead.take() if ahead is not None else None
    newspaper = stated["newspaper"]
    if done is not None and done.ready is not None:
        paper = newspaper or done.reading.newspaper
        if known_for(session, paper.value if paper else None).answers == done.known.answers:
            return NewIssue(one.files, done.reading, **stated, ready=done.ready), done.tokens
    pages = [page for file in one.files for page in file.pages]
    reading = read_as_answered(session, pages, newspaper, _reading_of(one, readings))
    return NewIssue(one.files, reading, **stated, ready=make_ready(one.files, reading)), None

"""How files would be put together into issues, shown before an import and changed by a person where nothing states it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.commands import importing
from reader.commands.reading import mastheads, read_unstated
from reader.commands.registry import command
from reader.commands.session import Session
from reader.domain.errors import ReaderError
from reader.domain.reading import Hint, RawFile
from reader.domain.views import Outcome
from reader.domain.words import N_, _

if TYPE_CHECKING:
    from reader.imports.grouping import IssueFiles

_CERTAIN = ("person", "front matter", "masthead")


@dataclass(frozen=True)
class GroupedFile:
    """A file of a group: its path or name, its hash, and the page labels it states (or was given)."""

    path: str
    sha256: str
    pages: tuple[str, ...]
    page_how: str = ""


@dataclass
class Group:
    """One issue to be: its files in page order, what is known of it, and where from (`file name`, `person`, …).

    `stated` is False where newspaper or whole date are missing or were only taken from names.
    """

    files: list[GroupedFile]
    newspaper: str = ""
    date: str = ""
    edition: str = ""
    how: dict[str, str] = field(default_factory=dict)
    stated: bool = False


@dataclass
class Grouping:
    """All groups, the files that are in the library already, and those that cannot be read."""

    groups: list[Group]
    unchanged: list[str]
    failed: list[tuple[str, ReaderError]]
    stopped: bool = False

    @property
    def doubtful(self) -> bool:
        """Whether a person should look: several files were put together by their names only, or one of several files
        does not say its newspaper or whole date."""
        several = sum(len(g.files) for g in self.groups) > 1
        return several and any(
            not g.stated and (len(g.files) > 1 or not g.newspaper or len(g.date) < 10) for g in self.groups
        )


def grouping_of(
    session: Session, paths: Sequence[str | Path], encoding: str | None = None, newspaper: str | None = None,
    date: str | None = None, progress: importing.Progress = importing.quiet, stopped: importing.Stop = lambda: False,
) -> Grouping:  # fmt: skip
    """How an import would group the files; nothing is written. Reads every file: for a background thread."""
    from reader.imports.grouping import group

    report = importing.Report()
    fresh = importing.fresh_files(session, paths, report, encoding, progress, stopped, restore=False)
    readings = read_unstated(session, fresh)
    said = {"newspaper": newspaper, "date": date}
    groups = [_group(one, said) for one in group(fresh, mastheads(fresh, readings))]
    return Grouping(groups, report.unchanged, report.failed, report.stopped)


@command("import.grouping", N_("Group files into issues"), hidden=True, undoable=False)
def look_at_grouping(
    session: Session, paths: Sequence[str | Path], newspaper: str | None = None, date: str | None = None,
    progress: importing.Progress = importing.quiet, stopped: importing.Stop = lambda: False,
) -> Outcome:  # fmt: skip
    """How an import would group the files. Outcome.value is a Grouping; nothing is written."""
    return Outcome(grouping_of(session, paths, None, newspaper, date, progress, stopped))


def _group(one: IssueFiles, said: dict[str, str | None]) -> Group:
    values = {name: (Hint(v, "person") if (v := said.get(name)) else getattr(one, name)) for name in ("newspaper", "date", "edition")}  # fmt: skip
    how = {name: hint.how for name, hint in values.items() if hint}
    sure = all(how.get(name) in _CERTAIN for name in ("newspaper", "date")) and len(values["date"].value) == 10
    files = [_file(f) for f in one.files]
    pages = len(files) == 1 or all(f.pages for f in files)
    return Group(files, **{n: h.value if h else "" for n, h in values.items()}, how=how, stated=sure and pages)


def _file(file: RawFile) -> GroupedFile:
    labels = [page.label for page in file.pages if page.label]
    return GroupedFile(file.name, file.sha256, tuple(h.value for h in labels), labels[0].how if labels else "")


def arranged(groups: Sequence[Group], files: Sequence[RawFile]) -> list[IssueFiles]:
    """The files put together as a person arranged them; files in no group are left out."""
    from reader.imports.grouping import IssueFiles

    by_hash = {file.sha256: file for file in files}
    made = []
    for one in groups:
        found = [_labelled(by_hash[f.sha256], f) for f in one.files if f.sha256 in by_hash]
        own = tuple(sorted(found, key=in_page_order))
        hints = {
            name: Hint(value, one.how.get(name, "person")) if (value := getattr(one, name)) else None
            for name in ("newspaper", "date", "edition")
        }
        if own:
            made.append(IssueFiles(own, **hints, stated=True))
    return made


def in_page_order(file: RawFile) -> tuple[object, ...]:
    """Sorts the files of an issue: by page label, then by name."""
    from reader.imports.grouping import page_key

    label = next((page.label.value for page in file.pages if page.label), None)
    return (label is None, page_key(label or ""), file.name)


def _labelled(file: RawFile, said: GroupedFile) -> RawFile:
    if said.page_how != "person" or not file.pages:
        return file
    first = replace(file.pages[0], label=Hint(said.pages[0], "person") if said.pages else None)
    return replace(file, pages=(first, *file.pages[1:]))


# ---- documents


def grouping_document(found: Grouping) -> dict[str, Any]:
    """The grouping as `import --dry-run` prints it."""
    return {
        "dry_run": True,
        "groups": [
            {"newspaper": g.newspaper or None, "date": g.date or None, "edition": g.edition or None, "stated": g.stated,
             "provenance": g.how, "files": [{"path": f.path, "sha256": f.sha256, "pages": list(f.pages)} for f in g.files]}
            for g in found.groups
        ],
        "issues": [], "unchanged": found.unchanged,
        "failed": [{"path": path, "error": str(error)} for path, error in found.failed],
    }  # fmt: skip


def grouping_text(found: Grouping) -> str:
    """The grouping in lines: an issue, then its files with their pages."""
    lines = []
    for group in found.groups:
        name = " ".join(p for p in (group.newspaper, group.date, group.edition) if p) or _(
            N_("newspaper and date unknown")
        )
        lines.append(name if group.stated else _(N_("{name} (not stated)")).format(name=name))
        lines += [f"  {'/'.join(f.pages) or '–':>5}  {f.path}" for f in group.files]
    return "\n".join(lines + [_(N_("unchanged: {path}")).format(path=path) for path in found.unchanged])

"""Work exchanged with colleagues: a bundle written for one, and one taken in, looked at before anything is kept."""

from __future__ import annotations

import base64
import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reader import __version__
from reader.commands.placing import Texts
from reader.commands.registry import command
from reader.commands.session import Session
from reader.domain.errors import ReaderError, Stopped
from reader.domain.views import Listing, Outcome
from reader.domain.words import N_
from reader.store import bundling, exporting, log, merging, restoring, state, versions
from reader.store.act import Act
from reader.store.merge_report import Entry, Merged
from reader.store.operations import MERGE
from reader.store.restoring import Problem

Progress = Callable[[int, int, str], None]
Stop = Callable[[], bool]


def _quiet(_done: int, _total: int, _what: str) -> None:
    """Progress nobody looks at."""


@dataclass
class BundleReport:
    """What taking in a bundle does: whose it is, its issues (new here, known, missing), and the work on them."""

    author: str
    name: str
    dry_run: bool
    work: Merged = field(default_factory=Merged)
    issues: list[int] = field(default_factory=list)
    new_issues: list[str] = field(default_factory=list)
    known_issues: list[str] = field(default_factory=list)
    missing_issues: list[str] = field(default_factory=list)
    resembling: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@command("bundle.write", N_("Export bundle for a colleague"), hidden=True, undoable=False)
def write_bundle(
    session: Session, out: str | Path, query: str = "", sources: bool = True,
    progress: Progress = _quiet, stopped: Stop = lambda: False,
) -> Outcome:  # fmt: skip
    """Write what was done in this library, or on the articles a query finds, to `out`, whole or not at all.

    `sources`: the issues' files and texts go along. Outcome.value are the counts of issues and operations. Raises
    Stopped where cancelled.
    """
    from reader.exports.bundle_file import write_bundle as write

    library = session.library
    issues, operations = _wanted(session, query)
    known = session.library.value("select value from library where key = 'name'")
    head = {
        "library": library.uuid, "name": str(known or ""), "author": session.author, "device": session.device,
        "program": __version__, "made": datetime.datetime.now().astimezone().isoformat(timespec="seconds"),
        "whole": not query, "query": query, "sources": sources, "operations": len(operations), "issues": len(issues),
    }  # fmt: skip

    def rows() -> Iterator[dict[str, Any]]:
        for done, issue in enumerate(issues):
            progress(done, len(issues), "")
            records = bundling.issue_records(library, issue, texts=sources)
            unique = next(r["uuid"] for r in records if r["entity"] == "issue")
            yield from ({"in": unique, **record} for record in records)

    def tick() -> None:
        if stopped():
            raise Stopped

    write(Path(out), head, map(bundling.plain, operations), rows(), _files(session, issues if sources else []), tick)
    return Outcome({"issues": len(issues), "operations": len(operations), "path": str(out)})


def _wanted(session: Session, query: str) -> tuple[list[int], list[Any]]:
    operations = bundling.every_operation(session.library)
    if not query:
        return state.every_issue(session.library), operations
    articles = list(session.ids(Listing("search", text=query)))
    issues = state.issues_of(session.library, articles)
    if not issues:
        raise ReaderError(N_("The query finds no articles."), N_("Change it, or bundle the whole library."))
    return issues, bundling.of_part(session.library, operations, issues, articles)


def _files(session: Session, issues: Iterable[int]) -> Iterator[tuple[str, bytes]]:
    seen: set[str] = set()
    for issue in issues:
        for record in state.of_issue(session.library, issue, ()):
            if record["entity"] == "source" and record["sha256"] not in seen:
                seen.add(record["sha256"])
                if data := exporting.file_bytes(session.library, record["uuid"]):
                    yield record["sha256"], data


# ---- taking in


class _OnlyLooking(Exception):
    """Ends an act that was only to show what it would do."""


@command(MERGE, N_("Merge a colleague's bundle"), hidden=True)
def merge_bundle(
    session: Session,
    path: str | Path,
    dry_run: bool = False,
    progress: Progress = _quiet,
    stopped: Stop = lambda: False,
) -> Outcome:
    """Take in a colleague's bundle: one undo step, nothing overwritten. Outcome.value is a BundleReport.

    `dry_run`: everything is done and taken back before it is kept. Raises ReaderError for a damaged bundle, Stopped
    where cancelled; then the library is as it was.
    """
    from reader.imports.bundle import read_bundle

    progress(0, 3, "")
    bundle = read_bundle(Path(path))
    report = BundleReport(bundle.author, str(bundle.head.get("name") or ""), dry_run)
    operations, report.problems = bundling.Checker(session.library).read(bundle.operations)
    if bundle.operations and not operations:
        raise ReaderError(
            N_("Nothing in the bundle {path} can be read as work on a library."),
            N_("Ask your colleague to export it again."), path=path,
        )  # fmt: skip
    issues = [(unique, records) for unique, records in bundling.by_issue(bundle.issues)]
    coming = _coming(session, issues, report)
    act_id: int | None = None
    with _looking(dry_run), session.finder.importing() if coming else nullcontext():
        progress(1, 3, "")
        with session.act(MERGE, kind="import" if coming else "do") as act:
            _put_issues(act, coming, bundle.sources, report)
            if stopped():
                raise Stopped
            progress(2, 3, "")
            texts = bundling.same_texts(act, bundle.issues)
            with log.recorded(act) if coming else nullcontext():
                report.work = merging.merge(act, operations, texts, placing(session, act))
            _leave_unless_changed(act, report, coming)
            act.about(about=bundle.author or Path(path).name, issue_ids=report.issues, replaced_ids=[])
            if dry_run or stopped():
                raise _OnlyLooking if dry_run else Stopped
            act_id = act.id
    progress(3, 3, "")
    return Outcome(report, act_id)


@contextmanager
def _looking(dry_run: bool) -> Iterator[None]:
    try:
        yield
    except _OnlyLooking:
        if not dry_run:
            raise


def _leave_unless_changed(act: Act, report: BundleReport, coming: Sequence[Any]) -> None:
    """An act that took in nothing leaves no entry in the history."""
    if coming and not report.issues and not act.value("select 1 from change where act_id = ? limit 1", (act.id,)):
        act.delete("act", act.id or 0)
        act.id = None


def _coming(session: Session, issues: Sequence[tuple[str, list[Mapping[str, Any]]]], report: BundleReport) -> list[Any]:
    """The issues that are to be put in; the others are known here, or their text did not come along."""
    coming = []
    for unique, records in issues:
        texts = [r for r in records if r.get("entity") == "source_text"]
        name = _issue_name(records)
        if _all_known(session, texts):
            report.known_issues.append(name)
        elif not texts or any("text" not in r for r in texts):
            report.missing_issues.append(name)
        elif _is_another_version(session, records):
            report.resembling.append(name)
        else:
            coming.append((unique, name, records))
    return coming


def _all_known(session: Session, texts: Sequence[Mapping[str, Any]]) -> bool:
    sql = "select 1 from source_text where uuid = ? or sha256 = ?"
    return bool(texts) and all(session.library.value(sql, (str(r.get("uuid")), str(r.get("sha256")))) for r in texts)


def _is_another_version(session: Session, records: Sequence[Mapping[str, Any]]) -> bool:
    """Whether articles of ours bear the ids of these: then it is another text of an issue that is here."""
    for record in records:
        if record.get("entity") in {"issue", "page", "article", "block"}:
            sql = f"select 1 from {record['entity']} where uuid = ?"
            if session.library.value(sql, (str(record.get("uuid")),)) is not None:
                return True
    return False


def _issue_name(records: Sequence[Mapping[str, Any]]) -> str:
    said = {str(r.get("entity")): r for r in records if r.get("entity") in {"issue", "newspaper", "source"}}
    paper, issue = said.get("newspaper", {}).get("name"), said.get("issue", {})
    words = " ".join(str(w) for w in (paper, issue.get("date")) if w)
    return (words or str(issue.get("name") or said.get("source", {}).get("name") or "?"))[:200]


def _put_issues(act: Act, coming: Sequence[Any], sources: Mapping[str, bytes], report: BundleReport) -> None:
    for _unique, name, records in coming:
        plain = [{k: v for k, v in record.items() if k != "in"} for record in records]
        for record in plain:
            data = sources.get(str(record.get("sha256"))) if record.get("entity") == "source" else None
            if data is not None:
                record["data"] = base64.b64encode(data).decode("ascii")
        done = restoring.put(act, [r for r in plain if r.get("entity") in restoring.UNLOGGED])
        report.problems += done.problems
        report.issues += done.issues
        if done.issues:
            report.new_issues.append(name)
        for issue in done.issues:
            if versions.flag_likeness(act, issue):
                report.resembling.append(name)
    act.imported.extend(report.issues)


def placing(session: Session, act: Act) -> merging.Finder:
    """Finds quotes whose text came in no file of ours."""
    texts = Texts(session, act)

    def find(quote: str, prefix: str, suffix: str) -> merging.Placed | None:
        placed = texts.place(quote, prefix, suffix)
        return (placed.spans, placed.how) if placed is not None and placed.sure else None

    return find


# ---- documents


def report_document(report: BundleReport) -> dict[str, Any]:
    """A report as the command line prints it: what is new, equal, kept twice, sent to review."""
    work = report.work
    counts = work.counts()

    def listed(*outcomes: str) -> list[dict[str, Any]]:
        return [_entry(entry) for entry in work.entries if entry.outcome in outcomes]

    return {
        "dry_run": report.dry_run, "from": {"author": report.author, "library": report.name},
        "new": {entity: n for (entity, outcome), n in sorted(counts.items()) if outcome == "new"},
        "changed": listed("changed"), "gone": listed("gone"), "equal": work.equal,
        "kept_twice": listed("both"), "kept": listed("kept"), "review": len(listed("both", "kept")), "flags": work.flags,
        "on_corrected": work.on_corrected, "by_quote": work.by_quote, "missing": listed("missing"),
        "issues": {"new": report.new_issues, "known": report.known_issues, "missing": report.missing_issues,
                   "resembling": report.resembling},
        "problems": [p.__dict__ for p in report.problems],
    }  # fmt: skip


def _entry(entry: Entry) -> dict[str, Any]:
    return {name: value for name, value in entry._asdict().items() if value not in ("", None)}

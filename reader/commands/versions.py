"""A better text of an issue taken as its new version, shown before it is kept; lost highlights found again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from reader.commands import importing
from reader.commands.grouping import in_page_order
from reader.commands.marks import known_article, source_of
from reader.commands.registry import command
from reader.commands.session import Session
from reader.domain import anchoring
from reader.domain.errors import ReaderError, UsageError
from reader.domain.relocating import Found, Words
from reader.domain.version_report import CARRIED, CHANGED, LOST, SETTLED, Entry, VersionReport
from reader.domain.views import BlockSpan, Outcome
from reader.domain.words import N_, _
from reader.store import versions
from reader.store.act import Act
from reader.store.carrying import take_version
from reader.store.versions import LostHighlight

Document = dict[str, Any]


class _OnlyLooking(Exception):
    """Ends an act that was only to show what it would do."""


@command("import.version", N_("Import as new version…"), hidden=True)
def import_version(
    session: Session, paths: Sequence[str | Path], issue: int, dry_run: bool = False, encoding: str | None = None,
    progress: importing.Progress = importing.quiet, stopped: importing.Stop = lambda: False,
) -> Outcome:  # fmt: skip
    """Take files as a better text of an issue: one undo step. Outcome.value is the VersionReport.

    `dry_run`: everything is done and taken back before it is kept, so that the library is as it was. Raises
    ReaderError where a file cannot be read, is in the library already, or makes no text.
    """
    _known_issue(session, issue)
    files = _files(session, paths, encoding, progress, stopped)
    made: list[VersionReport] = []
    act_id: int | None = None
    with _looking(dry_run), session.finder.importing():
        progress(1, 2, files.files[0].name)

        def take(act: Act, new: int) -> None:
            made.append(take_version(act, new, issue))
            act.imported.append(issue)
            if dry_run or stopped():
                raise _OnlyLooking

        act_id = importing.write_version(session, files, importing.known_of(session, issue), take)
    progress(2, 2, "")
    return Outcome(made[0], act_id)


@contextmanager
def _looking(dry_run: bool) -> Iterator[None]:
    try:
        yield
    except _OnlyLooking:
        if not dry_run:
            raise ReaderError(N_("Stopped: the library is as it was."), "") from None


def _known_issue(session: Session, issue: int) -> None:
    if session.issue(issue) is None:
        raise ReaderError(N_("There is no issue {id}."), N_("`pressmark issues` lists them."), id=issue)
    newer = versions.newer_version(session.library, issue)
    if newer is not None:
        raise ReaderError(
            N_("Issue {id} has a newer version already."), N_("Give its id: {newer}."), id=issue, newer=newer
        )


def _files(
    session: Session, paths: Sequence[str | Path], encoding: str | None, progress: importing.Progress,
    stopped: Callable[[], bool],
) -> Any:  # fmt: skip
    from reader.imports.grouping import IssueFiles

    report = importing.Report()
    fresh = importing.fresh_files(session, paths, report, encoding, progress, stopped, restore=False)
    if report.failed:
        raise report.failed[0][1]
    if not fresh:
        raise ReaderError(
            N_("Nothing new: this very text is in the library already."), N_("Choose a file with another text.")
        )
    return IssueFiles(tuple(sorted(fresh, key=in_page_order)))


@command("issue.take_version", N_("Take as new version"), hidden=True)
def take_as_version(
    session: Session, issue: int, of: int, dry_run: bool = False, progress: importing.Progress = importing.quiet,
    stopped: importing.Stop = lambda: False,
) -> Outcome:  # fmt: skip
    """Say that an issue in the library is a better text of another one. Outcome.value is the VersionReport."""
    _known_issue(session, of)
    _known_issue(session, issue)
    if issue == of:
        raise UsageError(N_("An issue cannot be a version of itself."), "")
    made: list[VersionReport] = []
    act_id = None
    progress(0, 1, "")
    with _looking(dry_run), session.act("issue.take_version") as act:
        made.append(take_version(act, issue, of))
        act.about(about=session.issue(of).source_name if session.issue(of) else "")  # type: ignore[union-attr]
        if dry_run or stopped():
            raise _OnlyLooking
        act_id = act.id
    return Outcome(made[0], act_id)


# ---- lost highlights


def lost(session: Session, issue: int | None = None) -> list[LostHighlight]:
    """Highlights whose words the new version of their issue does not hold; of one issue, or all."""
    return versions.lost_highlights(session.library, issue)


class Candidate(NamedTuple):
    """A place where a lost highlight may belong: article, stretches of its shown words, the words, how likely (0 to 1)."""

    article: int
    spans: tuple[BlockSpan, ...]
    words: str
    score: float


def candidates(session: Session, mark: LostHighlight, most: int = 3) -> list[Candidate]:
    """Where a lost highlight may belong in the newest version of its issue, the likeliest first."""
    issue = versions.newer_version(session.library, mark.issue)
    while issue is not None and (newer := versions.newer_version(session.library, issue)) is not None:
        issue = newer
    found: list[Candidate] = []
    for article, blocks in versions.article_blocks(session.library, issue or mark.issue).items():
        if article is None:
            continue
        texts = {b: text for b, _role, text in blocks}
        line = Words(list(texts.items()))
        places: list[Found] = line.find(mark.quote, mark.prefix, mark.suffix)
        for place in places[:most]:
            spans = tuple(line.spans(place.start, place.end))
            said = "\n".join(texts[s.block][s.start : s.end] for s in spans)
            found.append(Candidate(article, spans, said, place.score))
    return sorted(found, key=lambda c: -c.score)[:most]


@command("highlight.relink", N_("Put lost highlight here"), hidden=True)
def relink(session: Session, highlight: int, article: int, spans: Sequence[tuple[int, int, int]]) -> None:
    """Lay a highlight on other words of an article as shown; its colour, comment, tags, author and date stay."""
    view = known_article(session, article)
    source, quote = source_of(spans, {block.id: block.words for block in view.blocks})
    if not source:
        raise UsageError(N_("Nothing was selected."), N_("Select some words of the article first."))
    prefix, suffix = anchoring.context(view.blocks, spans)
    with session.act("highlight.relink") as act:
        if act.get("highlight", highlight, "id") is None:
            raise ReaderError(
                N_("There is no highlight {id}."), N_("`pressmark article` shows the highlights of an article."), id=highlight
            )  # fmt: skip
        versions.relink(act, highlight, source, quote, prefix, suffix)
        act.about(article, about=quote[:60])


# ---- documents


def version_document(report: VersionReport, *, dry_run: bool) -> Document:
    """The report as the command line prints it."""
    counts = report.articles()
    return {
        "issue": None if dry_run else report.new, "version_of": report.old, "dry_run": dry_run,
        "articles": {name: counts[name] for name in ("same", "changed", "added", "removed")},
        "changes": [_entry(e) for e in report.entries if e.what == "article" and e.outcome != "same"],
        "carried": [_entry(e) for e in report.work(CARRIED, SETTLED)],
        "changed": [_entry(e) for e in report.work(CHANGED)],
        "lost": [_entry(e) for e in report.work(LOST)],
    }  # fmt: skip


def _entry(entry: Entry) -> Document:
    return {k: v for k, v in entry._asdict().items() if v not in ("", None)}


def lost_document(mark: LostHighlight) -> Document:
    """A lost highlight as the command line prints it."""
    return {
        "id": mark.id, "uuid": mark.uuid, "quote": mark.quote, "before": mark.prefix, "after": mark.suffix,
        "colour": mark.colour, "comment": mark.comment, "issue": mark.issue, "state": "lost",
    }  # fmt: skip


_WHAT = {
    "article": N_("Article"), "highlight": N_("Highlight"), "correction": N_("Correction"), "repair": N_("Repair"),
    "tag": N_("Tag"), "note": N_("Note"), "state": N_("Reading state"), "field": N_("Field set by hand"),
}  # fmt: skip
_OUTCOME = {
    "same": N_("unchanged"), "changed": N_("reads otherwise now"), "added": N_("new"), "removed": N_("gone"), CARRIED: N_("carried over"),
    SETTLED: N_("right in the new text already"), LOST: N_("stays with the old version"),
}  # fmt: skip


def entry_words(entry: Entry) -> tuple[str, str]:
    """What an entry is about and what becomes of it, in the language now set."""
    return _(_WHAT[entry.what]), _(_OUTCOME[entry.outcome])


def summary(report: VersionReport) -> str:
    """What a new version brings, in one line."""
    counts = report.articles()
    articles = _(N_("Articles: {same} unchanged, {changed} changed, {added} new, {removed} gone")).format(
        **{name: counts[name] for name in ("same", "changed", "added", "removed")}
    )
    work = _(N_("Work: {carried} carried over, {changed} on changed words, {lost} left with the old version")).format(
        carried=len(report.work(CARRIED, SETTLED)), changed=len(report.work(CHANGED)), lost=len(report.work(LOST))
    )
    return f"{articles}\n{work}"


def version_text(report: VersionReport) -> str:
    """The report in lines."""
    lines = [summary(report)]
    for entry in report.entries:
        if entry.outcome not in {"same", CARRIED}:
            what, outcome = entry_words(entry)
            lines.append(f"  {what}: {entry.words} · {outcome}")
    return "\n".join(lines)


def version_words(session: Session, issue: int) -> list[str]:
    """Which issue this one is the newer text of, and which took its place, in the language now set."""
    told = (
        (N_("New version of an older text, now in the trash: {name}"), versions.older_version(session.library, issue)),
        (N_("A newer version took its place: {name}"), versions.newer_version(session.library, issue)),
    )
    found = [(words, session.issue(id)) for words, id in told if id is not None]
    return [_(words).format(name=view.source_name) for words, view in found if view is not None]

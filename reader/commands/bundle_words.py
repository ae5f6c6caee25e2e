"""What taking in a colleague's work does, in words: a summary, and each thing with what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence

from reader.commands.bundling import BundleReport
from reader.domain.words import N_, _, ngettext
from reader.store.merge_report import Entry

WHAT = {
    "highlight": N_("Highlight"), "highlight_tag": N_("Tag of highlight"), "article_tag": N_("Tag"), "note": N_("Note"),
    "issue_tag": N_("Tag of issue"), "correction": N_("Correction"), "tag": N_("Tag"), "tag_alias": N_("Alias"),
    "article": N_("Article"), "article_field": N_("Field"), "block": N_("Block"), "issue": N_("Issue"), "page": N_("Page"),
    "newspaper": N_("Newspaper"), "newspaper_name": N_("Newspaper"), "flag": N_("Doubt"), "colour": N_("Colour"),
    "issue_field": N_("Issue"), "note_template": N_("Template"), "saved_search": N_("Saved search"), "basket": N_("Basket"),
    "basket_item": N_("Basket"), "learned_answer": N_("Remembered answer"), "redirect": N_("Block"),
}  # fmt: skip
"""What an entry is about, by table."""

OUTCOMES = {
    "new": N_("new"), "changed": N_("changed"), "gone": N_("taken away"),
    "both": N_("both kept, to review"), "kept": N_("kept, to review"), "missing": N_("waits: its text is not here"),
}  # fmt: skip
"""What becomes of a thing."""

_UNTOLD = frozenset({"redirect", "block"})


def told(report: BundleReport, *outcomes: str) -> list[Entry]:
    """The entries a person reads, of some outcomes (none given: all)."""
    both = [e for e in report.work.entries if e.outcome == "both"]
    kept = {(e.entity, e.article) for e in both if e.article} | {(e.entity, e.words) for e in both}
    return [
        e for e in report.work.entries
        if e.entity not in _UNTOLD and (not outcomes or e.outcome in outcomes)
        and not (e.outcome == "changed" and kept & {(e.entity, e.article), (e.entity, e.words)})
    ]  # fmt: skip


def entry_words(entry: Entry) -> tuple[str, str]:
    """What an entry is about and what becomes of it, in the language now set."""
    return _(WHAT.get(entry.entity, entry.entity)), _(OUTCOMES[entry.outcome])


def summary(report: BundleReport) -> str:
    """What a bundle brings, in a line or two."""
    work, counts = report.work, report.work.counts()
    lines = []
    marks, notes, fixes = (counts[entity, "new"] for entity in ("highlight", "note", "correction"))
    parts = [ngettext("{count} new highlight", "{count} new highlights", marks).format(count=marks)] if marks else []
    parts += _some(work.on_corrected, N_("{count} on text you corrected"))
    parts += _some(len(told(report, "both")), N_("{count} both edited: kept both"))
    parts += _some(len(told(report, "kept")), N_("{count} taken away by one, worked on by the other: kept"))
    parts += [ngettext("{count} new note", "{count} new notes", notes).format(count=notes)] if notes else []
    parts += [ngettext("{count} new correction", "{count} new corrections", fixes).format(count=fixes)] if fixes else []
    tags = counts["article_tag", "new"] + counts["highlight_tag", "new"]
    parts += [ngettext("{count} tag put on", "{count} tags put on", tags).format(count=tags)] if tags else []
    parts += _some(len(told(report, "changed")), N_("{count} changed"))
    parts += _some(len(told(report, "gone")), N_("{count} taken away"))
    lines.append(joined(parts) if parts else _(N_("Nothing new: all of it is here already.")))
    new, missing = len(report.new_issues), len(report.missing_issues)
    issues = [ngettext("{count} new issue", "{count} new issues", new).format(count=new)] if new else []
    issues += _some(missing, N_("issues that are not here, and whose text did not come along: {count}"))
    issues += _some(len(report.resembling), N_("issues that are another text of one that is here: {count}"))
    issues += _some(work.by_quote, N_("highlights found by their words: {count}"))
    issues += _some(len(told(report, "missing")), N_("waiting for their text: {count}"))
    issues += _some(len(report.problems), N_("lines of the bundle that could not be read: {count}"))
    if issues:
        lines.append(joined(issues))
    return "\n".join(lines)


def joined(parts: Sequence[str]) -> str:
    """The parts of a summary in a row."""
    row = parts[0]
    for part in parts[1:]:
        row = _("{one}, {other}").format(one=row, other=part)
    return row


def _some(count: int, words: str) -> list[str]:
    return [_(words).format(count=count)] if count else []


def report_text(report: BundleReport) -> str:
    """The report in lines."""
    lines = [summary(report)]
    for entry in told(report):
        what, outcome = entry_words(entry)
        lines.append(f"  {what}: {' '.join(entry.words.split())[:60]} · {outcome}")
    lines += [f"  {problem.entity} {problem.uuid}: {problem.code}" for problem in report.problems]
    return "\n".join(lines)

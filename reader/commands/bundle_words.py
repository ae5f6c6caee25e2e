"""What taking in a colleague's work does, in words: a summary, and each thing with what becomes of it."""

from __future__ import annotations

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
    kept = {(e.entity, e.article) for e in report.work.entries if e.outcome == "both" and e.article}
    return [
        e for e in report.work.entries
        if e.entity not in _UNTOLD and (not outcomes or e.outcome in outcomes)
        and not (e.outcome == "changed" and (e.entity, e.article) in kept)
    ]  # fmt: skip


def entry_words(entry: Entry) -> tuple[str, str]:
    """What an entry is about and what becomes of it, in the language now set."""
    return _(WHAT.get(entry.entity, entry.entity)), _(OUTCOMES[entry.outcome])


def summary(report: BundleReport) -> str:
    """What a bundle brings, in a line or two."""
    work, counts = report.work, report.work.counts()
    lines = []
    parts = [
        ngettext("{count} new highlight", "{count} new highlights", n).format(count=n)
        for n in [counts["highlight", "new"]] if n
    ]  # fmt: skip
    parts += _some(work.on_corrected, N_("{count} on text you corrected"))
    parts += _some(len(told(report, "both")), N_("{count} both edited: kept both"))
    parts += _some(len(told(report, "kept")), N_("{count} taken away by one, worked on by the other: kept"))
    parts += _some(counts["note", "new"], N_("{count} new notes"))
    parts += _some(counts["correction", "new"], N_("{count} new corrections"))
    parts += _some(counts["article_tag", "new"] + counts["highlight_tag", "new"], N_("{count} tags put on"))
    parts += _some(len(told(report, "changed")), N_("{count} changed"))
    parts += _some(len(told(report, "gone")), N_("{count} taken away"))
    lines.append(", ".join(parts) if parts else _(N_("Nothing new: all of it is here already.")))
    issues = _some(len(report.new_issues), N_("{count} new issues"))
    issues += _some(len(report.missing_issues), N_("{count} issues are not here, and their text did not come along"))
    issues += _some(len(report.resembling), N_("{count} issues are another text of one that is here"))
    issues += _some(work.by_quote, N_("{count} highlights found by their words"))
    issues += _some(len(told(report, "missing")), N_("{count} things wait for their text"))
    issues += _some(len(report.problems), N_("{count} lines of the bundle could not be read"))
    if issues:
        lines.append(", ".join(issues))
    return "\n".join(lines)


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

"""The facts that stand under an article and under a passage: labels and values, what is unknown left out."""

from __future__ import annotations

from typing import NamedTuple

from reader.domain.citing import Run, cite
from reader.domain.views import ArticleView
from reader.domain.words import N_, _
from reader.exports.passages import Anchor, Passage
from reader.exports.references import reference
from reader.exports.selection import Selection, page_of

READING_STATES = {"unread": N_("unread"), "read": N_("read"), "done": N_("done")}
PASSAGE_STATES = {"changed": N_("its words were corrected since"), "lost": N_("its words are no longer there")}


class Fact(NamedTuple):
    """A fact by name (its label in English) and its value; `small` is for machines and proof more than for readers."""

    name: str
    value: str
    small: bool = False

    @property
    def label(self) -> str:
        """The name in the language now set."""
        return _(self.name)

    def line(self, value: str) -> str:
        """Label and `value` (its own, made fit for where it goes) as one line."""
        return _("{label}: {value}").format(label=self.label, value=value)


def facts_of(article: ArticleView, selection: Selection) -> list[Fact]:
    """Where an article stands, what is known of it, and the file it was read from."""
    issue = article.issue
    rows = [
        (N_("Newspaper"), issue.newspaper, False),
        (N_("Date"), issue.date, False),
        (N_("Edition"), issue.edition, False),
        (N_("Page"), page_of(article), False),
        (N_("Column label"), article.column, False),
        (N_("Byline"), article.byline, False),
        (N_("Repository"), issue.details.get("repository"), False),
        (N_("Shelfmark"), issue.details.get("shelfmark"), False),
        (N_("Tags"), ", ".join(tag.name for tag in article.tags), False),
        (N_("State"), _(READING_STATES.get(article.state, article.state)), False),
        (N_("Citation"), citation(article, selection), False),
        (N_("Article"), article.uuid, True),
        (N_("File"), article.also.get("source") or issue.source_name, True),
        (N_("SHA-256"), article.also.get("sha256"), True),
    ]
    return [Fact(name, value, small) for name, value, small in rows if value]


def citation_runs(article: ArticleView, selection: Selection) -> list[Run]:
    """The reference to the article in the style asked for, on one line; nothing where there is nothing to refer to."""
    about = reference(article)
    if not (about.title or about.newspaper):
        return []
    return [Run(" ".join(run.words.split("\n")), run.italic) for run in cite(about, selection.options.citation)]


def citation(article: ArticleView, selection: Selection) -> str:
    """The reference as one plain line."""
    return "".join(run.words for run in citation_runs(article, selection))


def proof_of(passage: Passage, selection: Selection) -> list[Fact]:
    """The evidence of a passage: readings, meaning, tags, who and when, and where exactly its words stand."""
    mark = passage.highlight
    by = " · ".join(part for part in (mark.author, mark.device, mark.created) if part)
    rows: list[tuple[str, str, bool]] = [
        *_readings(passage, selection),
        (N_("Meaning"), passage.meaning, False),
        (N_("Tags"), ", ".join(passage.tags), False),
        (N_("Marked by"), by, False),
        (N_("Citation"), citation(passage.article, selection), False),
        (N_("Position"), "; ".join(f"{p.block.uuid} [{p.start}, {p.end})" for p in passage.places), True),
        *((N_("Source text"), _anchor(anchor), True) for anchor in passage.anchors),
        (N_("Highlight"), mark.uuid, True),
    ]
    return [Fact(name, value, small) for name, value, small in rows if value]


def _readings(passage: Passage, selection: Selection) -> list[tuple[str, str, bool]]:
    """How the page reads and how it is corrected, each where it is not what is shown."""
    mark, rows = passage.highlight, []
    if mark.state in PASSAGE_STATES:
        rows.append((N_("State"), _(PASSAGE_STATES[mark.state]), False))
    if mark.quote != passage.words and not passage.corrected:
        rows.append((N_("As marked"), _flat(mark.quote), False))
    if passage.corrected:
        shown = mark.quote if mark.state == "ok" else mark.current or mark.quote
        if passage.words == passage.printed:
            rows.append((N_("Corrected"), _flat(shown), False))
        else:
            rows.append((N_("As printed"), _flat(passage.printed), False))
        if mark.quote not in (shown, passage.printed):
            rows.append((N_("As marked"), _flat(mark.quote), False))
    elif mark.state == "ok":
        rows.append((N_("Wording"), _("as printed (OCR)"), True))
    return rows


def _anchor(anchor: Anchor) -> str:
    if anchor.file is None:
        return f"[{anchor.start}, {anchor.end})"
    text, file = anchor.file, anchor.file.file
    return f"{text.uuid} [{anchor.start}, {anchor.end}) · {file.name} · SHA-256 {file.sha256}"


def _flat(text: str) -> str:
    return " ".join(text.split())

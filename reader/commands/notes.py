"""Notes on articles, issues and the library: written, recovered, linked, quoted into, and their templates."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any, NamedTuple

from reader.commands.marks import clean, known_article, missing, require, source_of
from reader.commands.registry import command
from reader.commands.session import Session
from reader.domain import note_links
from reader.domain.anchoring import find_quote
from reader.domain.errors import ReaderError, Stopped, UsageError
from reader.domain.note_links import NoteLink, Place
from reader.domain.text import CORRECTED, Span
from reader.domain.views import ArticleView, BlockSpan, IssueView, Outcome
from reader.domain.words import N_, _, ngettext
from reader.store import notes
from reader.store.act import Act
from reader.store.notes import LIBRARY, Linking, Template, on_article, on_issue

_A_DATE = re.compile(r"\d{4}(?:-\d{1,2}){0,2}")
_FEW = 6
_TITLE = 60


class Elsewhere(NamedTuple):
    """A note was not written because it reads otherwise by now: `text` is what it reads."""

    text: str


class LinkChoice(NamedTuple):
    """Something a note can link to: kind, permanent id, the link's title, and what stands beside it."""

    kind: str
    uuid: str
    title: str
    about: str


class Destination(NamedTuple):
    """Where a link leads: a thing by kind and id, with the highlight or the words to be shown in an article."""

    kind: str
    id: int
    highlight: int = 0
    spans: tuple[BlockSpan, ...] = ()


def target_of(article: int | None, issue: int | None) -> str:
    """What a note is on, from a command's arguments: an article, an issue, else the library."""
    return on_article(article) if article is not None else on_issue(issue) if issue is not None else LIBRARY


def arguments_of(target: str) -> dict[str, int]:
    """The arguments that name what a note is on."""
    kind, id = notes.parted(target)
    return {} if kind == LIBRARY else {kind: id}


@command("note.write", N_("Write note"), hidden=True)
def write_note(
    session: Session, article: int | None = None, text: str = "", issue: int | None = None, was: str | None = None
) -> Outcome:
    """Set the note on an article, on an issue, or (neither given) on the library; an empty text removes it.

    `was`: what the note read when the text was begun. Where it reads otherwise by now nothing is written, the text
    stays a draft, and Outcome.value is an Elsewhere with what it reads.
    """
    target = target_of(article, issue)
    text = clean(text)
    with session.act("note.write") as act:
        _require(act, target)
        now = notes.written(act, target)
        apart = was is not None and now not in (clean(was), text)
        if not apart:
            notes.write_note(act, target, text)
            act.about(article, **({} if article is not None else {"about": _name(session, target)}))
    if apart:
        return Outcome(Elsewhere(now))
    if act.id is None:
        with session.library.quiet() as quiet:
            notes.forget_draft(quiet, target)
    return Outcome(None, act.id)


def _require(act: Act, target: str) -> None:
    kind, id = notes.parted(target)
    if kind != LIBRARY:
        require(act, kind, id)


def _name(session: Session, target: str) -> str:
    """What an issue, or the library, is called in the history."""
    kind, id = notes.parted(target)
    issue = session.issue(id) if kind == "issue" else None
    return issue_name(issue) if issue else session.library.name


def issue_name(issue: IssueView) -> str:
    """An issue by newspaper, date and edition; by its file where nothing is known."""
    return " ".join(part for part in (issue.newspaper, issue.date, issue.edition) if part) or issue.source_name


@command("note.recover", N_("Recover notes"), hidden=True)
def recover_notes(session: Session) -> Outcome:
    """Write the notes that were typed before the program ended without writing them."""
    with session.library.quiet() as quiet:
        kept = notes.drafts(quiet)
    recovered = 0
    for target, text in kept:
        try:
            write_note(session, text=text, **arguments_of(target))  # type: ignore[arg-type]
        except ReaderError:
            continue  # What it was on is gone; the draft stays, and waits for an undo.
        recovered += 1
    return Outcome(recovered, said=recovered_words(recovered))


def recovered_words(count: int) -> str:
    """What is said of so many notes taken up again; nothing of none."""
    words = ngettext("Recovered {count} unsaved note.", "Recovered {count} unsaved notes.", count)
    return words.format(count=count) if count else ""


def save_draft(session: Session, target: str, text: str) -> Future[Any]:
    """Keep a note as typed so far, durable but outside the history."""

    def keep() -> None:
        with session.library.quiet() as act:
            notes.keep_draft(act, target, clean(text))

    return session.executor.submit(keep)


def note(session: Session, target: str) -> str:
    """A note as it reads now, an unsaved draft applied."""
    return notes.note(session.library, target)


def written(session: Session, target: str) -> str:
    """A note as it is written, drafts left aside."""
    return notes.written(session.library, target)


# ---- links


def complete_links(session: Session, typed: str, stopped: Callable[[], bool] = lambda: False) -> list[LinkChoice]:
    """What `[[typed` may mean: tags, articles by title or date, highlights by their words, issues; a few of each.

    Raises Stopped once `stopped` says so.
    """
    words = typed.strip()
    found: list[LinkChoice] = []
    for part in (_tags, _articles, _highlights, _issues):
        if stopped():
            raise Stopped
        found += part(session, words)
    return found


def _tags(session: Session, typed: str) -> list[LinkChoice]:
    tags = (session.complete_tags(typed) if typed else session.recent_tags())[:_FEW]
    return [LinkChoice("tag", tag.uuid, tag.name, "; ".join(tag.aliases[:3])) for tag in tags]


def _articles(session: Session, typed: str) -> list[LinkChoice]:
    bare = typed.replace('"', " ").strip()
    if not bare:
        return []
    asked = [f"date:{bare}"] if _A_DATE.fullmatch(bare) else [f'title:"{bare}"', f'"{bare}"']
    ids: list[int] = []
    for query in asked:
        try:
            hits = session.search(query, limit=_FEW).hits
        except ReaderError:
            continue
        ids += [hit.article for hit in hits if hit.article is not None and hit.article not in ids]
    rows = session.rows(ids[:_FEW])
    return [
        LinkChoice("article", row.uuid, row.title, " ".join(p for p in (row.newspaper, row.date) if p)) for row in rows
    ]


def _highlights(session: Session, typed: str) -> list[LinkChoice]:
    found = notes.quotes_like(session.library, typed, _FEW)
    return [LinkChoice("highlight", uuid, short(quote), comment) for uuid, quote, comment in found]


def _issues(session: Session, typed: str) -> list[LinkChoice]:
    if not typed:
        return []
    wanted = typed.casefold()
    found = [issue for issue in session.issues() if wanted in f"{issue_name(issue)} {issue.source_name}".casefold()]
    return [LinkChoice("issue", issue.uuid, issue_name(issue), issue.source_name) for issue in found[:_FEW]]


def short(words: str) -> str:
    """Words on one line, cut where they are long."""
    line = " ".join(words.split())
    return line if len(line) <= _TITLE else line[: _TITLE - 1] + "…"


def broken_links(session: Session, text: str) -> set[tuple[str, str]]:
    """The links of a note (kind, permanent id) that lead nowhere any more."""
    return notes.gone(session.library, note_links.targets(text))


def destination(session: Session, link: NoteLink, quoted: str = "") -> Destination | None:
    """Where a link leads now; None where it is gone. `quoted` are the words quoted above a link to a passage."""
    if link.places:
        shown = _passage(session, link.places)
        if shown is not None:
            return shown
    id = notes.id_of(session.library, link.kind, link.uuid)
    if id is None:
        return None
    if link.kind == "highlight":
        home = notes.highlight_home(session.library, id)
        return Destination("article", home, id) if home is not None else None
    if link.kind == "article" and quoted:
        view = session.article(id)
        found = find_quote(view.blocks, quoted) if view else []
        spans = tuple(BlockSpan(*span) for span in found[0]) if len(found) == 1 else ()
        return Destination("article", id, spans=spans)
    return Destination(link.kind, id)


def _passage(session: Session, places: Sequence[Place]) -> Destination | None:
    """The words of a passage where they are shown now, whatever was corrected or moved meanwhile."""
    known = [(place, notes.shown_at(session.library, place)) for place in places]
    home = next((shown[0] for _place, shown in known if shown is not None), None)
    view = session.article(home, CORRECTED) if home is not None else None
    if view is None:
        return None
    source = [Span(shown[1], place.start, place.end) for place, shown in known if shown is not None]
    spans = [BlockSpan(block.id, a, b) for block in view.blocks for a, b in block.words.from_source(source)]
    return Destination("article", view.id, spans=tuple(spans))


def quotation(session: Session, article: int, spans: Sequence[tuple[int, int, int]], layer: str = CORRECTED) -> str:
    """Words of an article as a block quotation for a note, with a link to where they stand.

    Raises UsageError for a stretch that is not there, ReaderError where there is no such article.
    """
    view = known_article(session, article, layer)
    source, quote = source_of(spans, {block.id: block.words for block in view.blocks})
    unique = notes.source_uuids(session.library, (span.source for span in source))
    places = [Place(unique[span.source], span.start, span.end) for span in source]
    return note_links.quotation(quote, note_links.link("article", view.uuid, cited(view), places))


def cited(view: ArticleView) -> str:
    """An article as a note names it: title, newspaper, date and page, as far as they are known."""
    title = " ".join((view.title or "").split()) or short(note_links.first_words([b.text for b in view.blocks]))
    page = view.page.label if view.page and view.page.label else ""
    where = [view.issue.newspaper, view.issue.date, _("p. {page}").format(page=page) if page else ""]
    return ", ".join(part for part in (title, *where) if part)


def linked_from(session: Session, kind: str, id: int, view: ArticleView | None = None) -> list[Linking]:
    """The notes that link to an article, highlight, tag or issue; to an article also those that link to its highlights.

    `view` is the article where it is at hand.
    """
    found = notes.linked_from(session.library, kind, notes.meant_by(session.library, kind, id))
    if kind == "article":
        view = view or session.article(id)
        marks = [mark.uuid for mark in view.highlights] if view else []
        found += [one for one in notes.linked_from(session.library, "highlight", marks) if one not in found]
    own = f"{kind}:{id}"
    return [one for one in found if one.target != own]


def loose_notes(session: Session) -> list[tuple[str, str]]:
    """(target, text) of the notes on issues and on the library."""
    return notes.on_issues_and_library(session.library)


# ---- templates


def values_for(session: Session, target: str) -> dict[str, str]:
    """What a template's placeholders mean in a note on `target`; what is unknown is left out."""
    kind, id = notes.parted(target)
    values = {"today": datetime.date.today().isoformat()}
    view = session.article(id) if kind == "article" else None
    issue = view.issue if view else session.issue(id) if kind == "issue" else None
    if view is not None:
        values |= {"title": " ".join((view.title or "").split()), "author": view.byline or ""}
        values["page"] = (view.page.label if view.page else "") or ""
    if issue is not None:
        values |= {"newspaper": issue.newspaper or "", "date": issue.date or ""}
        values.setdefault("title", issue_name(issue))
    values.setdefault("title", session.library.name)
    return {name: value for name, value in values.items() if value}


def templates(session: Session) -> list[Template]:
    """The note templates of the library, in order."""
    return notes.templates(session.library)


def _known(act: Act, template: int) -> None:
    if act.get("note_template", template, "name") is None:
        raise ReaderError(N_("There is no template {id}."), "", id=template)


def _named(name: str) -> str:
    name = " ".join(clean(name).split())
    if not name:
        raise UsageError(N_("A template needs a name."), "")
    return name


@command("template.add", N_("Add note template"), hidden=True)
def add_template(session: Session, name: str, text: str = "") -> Outcome:
    """A new template for notes; Outcome.value is its id."""
    with session.act("template.add") as act:
        made = notes.add_template(act, _named(name), clean(text))
        act.about(about=name)
    return Outcome(made, act.id)


@command("template.change", N_("Change note template"), hidden=True)
def change_template(session: Session, template: int, name: str, text: str) -> None:
    """Give a template another name or text."""
    with session.act("template.change") as act:
        _known(act, template)
        act.update("note_template", template, name=_named(name), text=clean(text))
        act.about(about=name)


@command("template.delete", N_("Delete note template"), hidden=True)
def delete_template(session: Session, template: int) -> None:
    """Take a template away; notes made with it stay."""
    with session.act("template.delete") as act:
        _known(act, template)
        act.about(about=str(act.get("note_template", template, "name")))
        act.delete("note_template", template)


def known_issue(session: Session, id: int) -> IssueView:
    """The issue, or a ReaderError that says there is none."""
    found = session.issue(id)
    if found is None:
        raise missing("issue", id)
    return found

"""Asks what to export and where to, then writes it while the window stays usable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from reader.commands.baskets import wanted_of
from reader.commands.citing import style_of
from reader.commands.exporting import options_from
from reader.commands.gathering import Wanted
from reader.commands.highlights import articles_of_passages
from reader.commands.presets import Preset
from reader.commands.session import Session
from reader.domain.errors import ReaderError
from reader.domain.query_pieces import exact
from reader.domain.views import Listing, Outcome, Place
from reader.domain.words import _, ngettext
from reader.exports.atomic import safe_name
from reader.exports.formats import Format
from reader.exports.selection import Options
from reader.ui.desk import Desk
from reader.ui.exporting.dialog import ExportDialog, Scope
from reader.ui.jobs import Job
from reader.ui.place_model import listing_of
from reader.ui.wording import articles_counted

_LAST = "export.last"
_FOLDER = "export.folder"


def ask_export(desk: Desk) -> None:
    """Ask what of the list to export and how, then where; what must be read for it is read in the background."""
    window, session = desk.window, desk.window.session
    if session is None:
        return
    place, listing, heading = window.context_place, window.list.listing, window.list.heading
    shown = _scopes(desk, session)
    if _is_read(session, place, listing):
        window.fetching.fetch(
            session, lambda: listed_scopes(session, place, listing, heading), lambda found: ask(desk, [*found, *shown])
        )
    else:
        ask(desk, shown)


def _is_read(session: Session, place: Place | None, listing: Listing | None) -> bool:
    """Whether what is listed must be read before it can be offered."""
    if place is not None and listing_of(place) is not None:
        return True
    return listing is not None and (listing.kind == "basket" or _is_of_passages(session, listing))


def ask_passages(desk: Desk, highlights: Sequence[int]) -> None:
    """Ask how to export highlights, then where."""
    session = desk.window.session
    if session is None or not highlights:
        return
    words = ngettext("{count} highlight", "{count} highlights", len(highlights)).format(count=f"{len(highlights):,}")

    def take(articles: list[int]) -> None:
        ask(desk, [Scope("highlights", words, Wanted(articles, frozenset(highlights)), _("Highlights"))])

    desk.window.fetching.fetch(session, lambda: articles_of_passages(session, highlights), take)


def ask(desk: Desk, scopes: Sequence[Scope]) -> None:
    """Ask which of `scopes` to export, how and where to; the choice of format and options is remembered."""
    session = desk.window.session
    scopes = [scope for scope in scopes if scope.wanted.articles]
    if session is None:
        return
    if not scopes:
        desk.window.say(_("There is nothing to export here."), kind="info")
        return
    dialog = ExportDialog(session, desk.window.looks, scopes, last(session), desk.window)

    def ask_where() -> None:
        scope, one, options = dialog.scope(), dialog.format(), dialog.options()
        session.set_setting(_LAST, {"format": one.name, "options": asdict(options)})
        out = ask_path(desk, session, one, scope.title)
        if out is not None:
            write(desk, one.name, out, scope.wanted, options, scope.title)

    dialog.wished.connect(ask_where)
    dialog.open()


def last(session: Session) -> Preset:
    """The format and options chosen last; citations as they are now written everywhere."""
    kept = session.setting(_LAST, {})
    kept = kept if isinstance(kept, dict) else {}
    try:
        found = Preset("", str(kept.get("format", "markdown")), options_from(kept.get("options") or {}))
    except (ReaderError, AttributeError):
        found = Preset("", "markdown", Options())
    return replace(found, options=replace(found.options, citation=style_of(session)))


def ask_path(desk: Desk, session: Session, one: Format, title: str) -> Path | None:
    """Ask where the export goes; a name that every platform takes is proposed, overwriting is asked about."""
    folder = Path(str(session.setting(_FOLDER, "") or Path.home()))
    proposal = folder / safe_name(title, one.extension, "Pressmark")
    out, _filter = QFileDialog.getSaveFileName(desk.window, _("Export"), str(proposal))
    if not out:
        return None
    session.set_setting(_FOLDER, str(Path(out).parent))
    return Path(out)


def write(desk: Desk, format: str, out: Path, wanted: Wanted, options: Options, title: str) -> Job | None:
    """Write the export; progress stands in the status line, where it can be stopped."""
    session, window = desk.window.session, desk.window
    if session is None:
        return None
    job = Job(window)

    def end(outcome: Outcome) -> None:
        window.status.show_work(None)
        said = " ".join(part for part in (_("Exported to {path}").format(path=out), outcome.said) if part)
        window.say(said, [(_("Open"), lambda: show_file(out))])

    def fail(error: object) -> None:
        window.status.show_work(None)
        window.report(error)

    job.progressed.connect(lambda done, total, what: window.status.show_work(_("Exporting…"), done, total))
    job.finished.connect(end)
    job.failed.connect(fail)
    window.status.stop_wished.connect(job.stop)
    job.start(
        session, "export.write", format=format, out=out, articles=list(wanted.articles),
        highlights=None if wanted.highlights is None else list(wanted.highlights),
        remarks=wanted.remarks, basket=wanted.basket, options=asdict(options), title=title,
    )  # fmt: skip
    return job


def show_file(path: Path) -> None:
    """Open a file or folder with the system's program for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _scopes(desk: Desk, session: Session) -> list[Scope]:
    """What of the list shown and the article shown can be exported, the likeliest first."""
    view, window = desk.window.view, desk.window
    chosen, heading = window.list.chosen(), window.list.heading or "Pressmark"
    found = [("chosen", _("Articles chosen"), chosen if len(chosen) > 1 else [], heading)]
    if view is not None:
        issue = list(session.ids(Listing("issue", view.issue.id)))
        name = " ".join(part for part in (view.issue.newspaper, view.issue.date) if part)
        found.append(("article", _("This article"), [view.id], view.title or view.kicker or heading))
        found.append(("issue", _("This issue"), issue, name or heading))
    found.append(("list", _("All articles of the list"), list(window.list.model.ids()), heading))
    return [Scope(key, _words(words, ids), Wanted(ids), title) for key, words, ids, title in found if ids]


def _words(words: str, ids: Sequence[int]) -> str:
    return f"{words} ({articles_counted(len(ids))})"


def listed_scopes(session: Session, place: Place | None, listing: Listing | None, heading: str) -> list[Scope]:
    """The place of the tree that a menu is open on; the basket listed, whole, in its order, with its remarks; the
    passages that a search with `in:highlights` finds."""
    here = listing_of(place) if place is not None else None
    if here is not None and place is not None:
        if here.kind == "basket":
            wanted = wanted_of(session, here.id or 0)
        else:
            wanted = passages_found(session, here) or Wanted(list(session.ids(here)))
        marked = tagged_passages(session, place) if place.kind == "tag" and place.marks else []
        return [Scope("place", _words(place.title, wanted.articles), wanted, place.title), *marked]
    if listing is not None and listing.kind == "basket" and listing.id is not None:
        return [basket_scope(session, listing.id)]
    found = passages_found(session, listing) if listing is not None else None
    if found is None or not found.highlights:
        return []
    count = len(found.highlights)
    words = ngettext("{count} highlight", "{count} highlights", count).format(count=f"{count:,}")
    return [Scope("passages", _("The passages found ({count})").format(count=words), found, heading)]


def tagged_passages(session: Session, place: Place) -> list[Scope]:
    """The highlights that a tag of the tree is on."""
    found = passages_found(session, Listing("search", text=f"in:highlights {exact('tag', place.title)}"))
    if found is None or not found.highlights:
        return []
    count = len(found.highlights)
    words = ngettext("{count} highlight", "{count} highlights", count).format(count=f"{count:,}")
    return [Scope("passages", f"{place.title} ({words})", found, place.title)]


def _is_of_passages(session: Session, listing: Listing) -> bool:
    return listing.kind == "search" and session.finder.level(listing.text) == "highlights"


def passages_found(session: Session, listing: Listing) -> Wanted | None:
    """The passages of a search for passages; None for other lists."""
    if not _is_of_passages(session, listing):
        return None
    marks = session.finder.passages(listing.text)
    return Wanted(articles_of_passages(session, marks), frozenset(marks))


def basket_scope(session: Session, basket: int) -> Scope:
    """A basket whole, in its order with its remarks."""
    wanted, name = wanted_of(session, basket), session.heading(Listing("basket", basket))
    return Scope("basket", _words(_("This basket, in its order with its remarks"), wanted.articles), wanted, name)

"""Opens the dialogs of tags and carries out what is wished in them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from reader.commands.vocabulary import Part
from reader.domain.views import Listing, Outcome, TagView
from reader.domain.words import _, ngettext
from reader.exports.vocabulary import FORMS
from reader.ui.desk import Desk

_FOLDER = "tags.folder"
Arguments = dict[str, Any]


def show_book(desk: Desk, tag: int | None = None) -> None:
    """All tags with their names and counts; each change is a command of its own."""
    from reader.ui.tags.book import TagBook

    session = desk.window.session
    if session is None:
        return
    book = TagBook(session, desk.window.looks, tag if tag is not None else desk.targets.tag(), desk.window)
    book.wished.connect(lambda command, arguments: desk.window.run(command, **arguments))
    desk.window.library_changed.connect(book.refresh)
    desk.window.outcomes.failed.connect(book.show_fault)

    def other(what: str, id: int) -> None:
        if what == "import":
            ask_import(desk)
        elif what == "export":
            ask_export(desk)
        elif what == "page":
            book.accept()
            show_page(desk, id)
        elif what == "split":
            ask_split(desk, book.tags[id])
        else:
            ask_delete(desk, book.chosen())

    book.asked.connect(other)
    book.open()


def show_page(desk: Desk, tag: int | None = None) -> None:
    """What a tag collects."""
    from reader.ui.tags.page import TagPage

    session = desk.window.session
    wanted = tag if tag is not None else desk.targets.tag()
    if session is None or wanted is None or not any(known.id == wanted for known in session.tags()):
        return
    page = TagPage(session, desk.window.looks, wanted, desk.window)
    desk.window.library_changed.connect(page.refresh)
    page.listed.connect(lambda id: desk.navigation.show_listing(Listing("tag", id)))
    page.edited.connect(lambda id: show_book(desk, id))

    def go(article: int, highlight: int) -> None:
        desk.navigation.open_article(article)
        if highlight:
            desk.window.pane.choose_highlight(highlight)

    page.opened.connect(go)
    page.open()


def ask_split(desk: Desk, tag: TagView) -> None:
    """Ask which uses of a tag get another one."""
    from reader.ui.tags.split import SplitTag

    session = desk.window.session
    if session is not None:
        dialog = SplitTag(session, desk.window.looks, tag, desk.window)

        def split(part: Part) -> None:
            said = f"{tag.name} → {part.name}"
            desk.window.run("tag.split", lambda outcome: _say(desk, outcome, said), tag=tag.id, parts=[part])

        dialog.agreed.connect(split)
        dialog.open()


def ask_delete(desk: Desk, tags: Sequence[TagView]) -> None:
    """Show what deleting tags touches, then delete them."""
    from reader.ui.tags.preview import DeletePreview

    session = desk.window.session
    if session is not None and tags:
        dialog = DeletePreview(session, desk.window.looks, tags, desk.window)
        said = " · ".join([_("Delete tag"), *(tag.name for tag in tags[:3])])
        ids = [tag.id for tag in tags]
        dialog.agreed.connect(lambda: desk.window.run("tag.delete", lambda _o: _say_done(desk, said), tags=ids))
        dialog.open()


def ask_delete_one(desk: Desk) -> Arguments | None:
    """The same for the tag of the list, or that a menu was opened on."""
    session, tag = desk.window.session, desk.targets.tag()
    ask_delete(desk, [known for known in session.tags() if known.id == tag] if session else [])
    return None


def ask_import(desk: Desk) -> None:
    """Ask for a vocabulary file, show what it brings, take it in."""
    window = desk.window
    kinds = _("Vocabularies") + " (*.csv *.tsv *.rdf *.xml *.ttl *.nt *.txt)"
    path, _filter = QFileDialog.getOpenFileName(window, _("Import tags"), _folder(desk), kinds)
    if path and window.session is not None:
        window.session.set_setting(_FOLDER, str(Path(path).parent))
        take_in(desk, Path(path))


def take_in(desk: Desk, path: Path) -> None:
    """Show what a vocabulary file brings; import it when that is agreed to."""
    from reader.ui.tags.taking_in import TakingIn

    window = desk.window
    dialog = TakingIn(window.looks, path, window)

    def try_it(merge: bool) -> None:
        window.run("tag.import", lambda outcome: dialog.show_report(outcome.value), path=path, merge=merge, dry=True)

    def do_it(merge: bool) -> None:
        window.run("tag.import", done, path=path, merge=merge)

    def done(outcome: Outcome) -> None:
        count = sum(one.kind != "equal" for one in outcome.value)
        words = ngettext("{count} tag was taken in.", "{count} tags were taken in.", count)
        _say_done(desk, words.format(count=f"{count:,}"))

    dialog.tried.connect(try_it)
    dialog.agreed.connect(do_it)
    window.outcomes.failed.connect(dialog.reject)
    dialog.open()
    try_it(False)


def ask_export(desk: Desk) -> Arguments | None:
    """Ask where to write all tags, and in which form."""
    window, session = desk.window, desk.window.session
    if session is None:
        return None
    filters = {f"{_(one.title)} (*{one.extension})": name for name, one in FORMS.items()}
    proposal = str(Path(_folder(desk)) / f"{session.library.name}.csv")
    out, chosen = QFileDialog.getSaveFileName(window, _("Export tags"), proposal, ";;".join(filters))
    if out:
        session.set_setting(_FOLDER, str(Path(out).parent))
        form = next((name for name, one in FORMS.items() if out.endswith(one.extension)), filters.get(chosen, "csv"))
        window.run("tag.export", lambda _o: window.say(_("Written: {path}").format(path=out)), out=out, form=form)
    return None


def _folder(desk: Desk) -> str:
    kept = desk.window.session.setting(_FOLDER, "") if desk.window.session else ""
    return str(kept or Path.home())


def _say_done(desk: Desk, said: str) -> None:
    desk.window.say(said, [(_("Undo"), desk.undoing.take_back)])


def _say(desk: Desk, outcome: Outcome, words: str) -> None:
    _say_done(desk, "\n".join(part for part in (words, outcome.said) if part))

"""The subcommands for notes, what links to what, and note templates."""

from __future__ import annotations

import sys

import click

from reader.cli.frame import State, cli, global_options, subcommand
from reader.commands import listing, notes
from reader.domain.errors import ReaderError
from reader.domain.note_links import KINDS
from reader.domain.words import N_
from reader.store.notes import LIBRARY, meant_by, on_article, on_issue, parted


@subcommand("note")
@click.argument("article", type=int)
@click.argument("text", required=False)
def _note(state: State, article: int, text: str | None) -> None:
    """Write the note on an article (`-`: from standard input); without TEXT print it."""
    _write_or_print(state, on_article(listing.article_id(state.session(), article)), text)


@subcommand("issue-note")
@click.argument("issue", type=int)
@click.argument("text", required=False)
def _issue_note(state: State, issue: int, text: str | None) -> None:
    """Write the note on an issue (`-`: from standard input); without TEXT print it."""
    notes.known_issue(state.session(), issue)
    _write_or_print(state, on_issue(issue), text)


@subcommand("library-note")
@click.argument("text", required=False)
def _library_note(state: State, text: str | None) -> None:
    """Write the note on the library (`-`: from standard input); without TEXT print it."""
    _write_or_print(state, LIBRARY, text)


def _write_or_print(state: State, target: str, text: str | None) -> None:
    session = state.session()
    if text is not None:
        written = sys.stdin.read() if text == "-" else text
        session.do("note.write", text=written, **notes.arguments_of(target))
    note = notes.note(session, target)
    kind, id = parted(target)
    state.show({kind: id or session.library.uuid, "note": note}, note if text is None else "")


@subcommand("linked-from")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("id", type=int)
def _linked_from(state: State, kind: str, id: int) -> None:
    """The notes that link to an article, highlight, tag or issue."""
    session = state.session()
    id = listing.article_id(session, id) if kind == "article" else id
    if not meant_by(session.library, kind, id):
        raise ReaderError(N_("There is no {kind} {id}."), "", kind=kind, id=id)
    found = notes.linked_from(session, kind, id)
    documents = [{"on": one.target, "title": one.title, "note": one.text} for one in found]
    state.show({"linked_from": documents}, "\n".join(f"{one.target}  {one.title}" for one in found))


@cli.group("templates", invoke_without_command=True)
@global_options
@click.pass_context
def templates(context: click.Context) -> None:
    """The note templates of the library; without a subcommand, list them."""
    if context.invoked_subcommand is None:
        context.invoke(templates.commands["list"])


@subcommand("list", templates)
def _list(state: State) -> None:
    """All templates, in order."""
    known = notes.templates(state.session())
    documents = [{"id": one.id, "uuid": one.uuid, "name": one.name, "text": one.text} for one in known]
    state.show({"templates": documents}, "\n".join(f"{one.id}  {one.name}" for one in known))


@subcommand("add", templates)
@click.argument("name")
@click.argument("text")
def _add(state: State, name: str, text: str) -> None:
    """A new template (`-`: its text from standard input)."""
    made = state.session().do("template.add", name=name, text=sys.stdin.read() if text == "-" else text).value
    state.show({"id": made}, str(made))


@subcommand("delete", templates)
@click.argument("template", type=int)
def _delete(state: State, template: int) -> None:
    """Take a template away."""
    state.session().do("template.delete", template=template)
    state.show({"deleted": template}, "")

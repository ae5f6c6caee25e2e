"""The subcommands that show the window, on a screen or drawn to a picture."""

from __future__ import annotations

from pathlib import Path

import click

from reader.cli.frame import State, subcommand
from reader.commands import listing
from reader.commands.session import Session
from reader.domain.collecting import seldom
from reader.domain.errors import UsageError
from reader.domain.places import sample_issues
from reader.domain.words import N_, _, set_language


@subcommand("open")
@click.argument("files", nargs=-1, type=click.Path())
def _open(state: State, files: tuple[str, ...]) -> None:
    """The window; FILES that are not in the library yet are imported, the first is shown."""
    with seldom():
        from reader.ui import app

    first_start = not state.path().exists()
    if app.has_display() and not files and not (state.sample and first_start):
        raise SystemExit(app.main(state.path()))
    session = state.session(create=True)
    if state.sample and first_start and not files:
        session.do("import.files", paths=[sample_issues()])
    shown = _import_and_find(session, files)
    if app.has_display():
        state.leave()
        raise SystemExit(app.main(state.path(), issue=shown))
    picture = app.shot_beside(session, issue=shown)
    click.echo(listing.issue_text(session, shown))
    click.echo(_("There is no display: the window was drawn to {path}").format(path=picture))


def _import_and_find(session: Session, files: tuple[str, ...]) -> int | None:
    if not files:
        return session.newest_issue()
    result = session.do("import.files", paths=list(files)).value
    for path, error in result.failed:
        click.echo(f"{path}: {error}", err=True)
    if result.issues:
        return int(result.issues[0])
    return listing.issue_of_file(session, files[0])


@subcommand("shot")
@click.argument("out", type=click.Path(dir_okay=False))
@click.option("--article", type=int)
@click.option("--size", default="1280x800", metavar="WxH")
@click.option("--theme", default="paper", type=click.Choice(["paper", "sepia", "dark", "contrast", "light"]))
@click.option("--language", default=None, metavar="L")
@click.option("--panel", default=None, metavar="P")
def _shot(
    state: State, out: str, article: int | None, size: str, theme: str, language: str | None, panel: str | None
) -> None:
    """The real window, drawn to a PNG without a display."""
    width, _x, height = size.partition("x")
    if not (width.isdigit() and height.isdigit() and 200 <= int(width) <= 8000 and 200 <= int(height) <= 8000):
        raise UsageError(N_("{size} is no window size."), N_("Write for example 1280x800."), size=size)
    if language:
        set_language(language)
    session = state.session(create=True)
    shown = None if article is None else listing.article_id(session, article)
    from reader.ui import app

    app.shot(
        session, Path(out), article=shown, size=(int(width), int(height)),
        theme="paper" if theme == "light" else theme, panel=panel,
    )  # fmt: skip
    state.show({"out": out}, "")

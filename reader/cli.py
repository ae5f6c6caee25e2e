"""The roof: the command line as shared/contract/cli.md has it, carried out by the commands of the registry."""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from reader import __version__
from reader.commands import listing, registry, verbs
from reader.commands.doctor import examine, report
from reader.commands.session import Session, open_session
from reader.domain.errors import ReaderError, UsageError
from reader.domain.places import default_library, sample_issues, sample_library
from reader.domain.words import N_, _, set_language, system_language

assert verbs.ROOMS
Verb = TypeVar("Verb", bound=Callable[..., Any])


class State:
    """What the global options say, given before or after the subcommand."""

    def __init__(self) -> None:
        self.library: str | None = None
        self.json = False
        self.sample = False
        self.language: str | None = None
        self._session: Session | None = None

    def path(self) -> Path:
        """The library asked for, else the sample or the default one."""
        if self.library:
            return Path(self.library).expanduser()
        return sample_library() if self.sample else default_library()

    def session(self, *, create: bool = False) -> Session:
        """The session on that library, opened once."""
        if self._session is None:
            make = create or not self.library
            self._session = open_session(self.path(), create=make)
        return self._session

    def close(self) -> None:
        """Close what was opened."""
        if self._session is not None:
            self._session.close()


def _global_options(verb: Verb) -> Verb:
    """`--library`, `--json` and `--language`, on the group and on each subcommand."""

    def keep(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
        def store(context: click.Context, _parameter: click.Parameter, value: Any) -> None:
            if value:
                setattr(context.ensure_object(State), name, value)

        return store

    for option in (
        click.option("--library", metavar="FILE", envvar="PRESSMARK_LIBRARY", expose_value=False, callback=keep("library"),
                     help=N_("The library to use.")),
        click.option("--json", "as_json", is_flag=True, expose_value=False, callback=keep("json"), help=N_("Print one JSON document.")),
        click.option("--interface-language", metavar="L", expose_value=False, callback=keep("language"), help=N_("en or zh_CN.")),
    ):  # fmt: skip
        verb = option(verb)
    return verb


def _print(state: State, document: Any, text: str) -> None:
    click.echo(json.dumps(document, ensure_ascii=False) if state.json else text, nl=bool(state.json or text))


@click.group(invoke_without_command=True)
@_global_options
@click.option("--sample", is_flag=True, help=N_("Use the sample library."))
@click.version_option(__version__)
@click.pass_context
def cli(context: click.Context, sample: bool) -> None:
    """Pressmark: newspaper issues read, marked and found again, offline."""
    state = context.ensure_object(State)
    state.sample = sample
    context.call_on_close(state.close)
    set_language(state.language or system_language())
    if context.invoked_subcommand is None:
        context.invoke(open_window, files=())


def _subcommand(name: str, group: click.Group = cli) -> Callable[[Verb], Verb]:
    """A subcommand that gets the State first and takes the global options too."""

    def register(verb: Verb) -> Verb:
        @functools.wraps(verb)
        def with_state(*args: Any, **kwargs: Any) -> Any:
            state = click.get_current_context().find_object(State)
            assert state is not None
            if state.language:
                set_language(state.language)
            return verb(state, *args, **kwargs)

        params = getattr(verb, "__click_params__", [])
        with_state.__click_params__ = params  # type: ignore[attr-defined]
        group.command(name)(_global_options(with_state))
        return verb

    return register


# ---- the window


@click.pass_context
def open_window(context: click.Context, files: tuple[str, ...]) -> None:
    """Open the window, or show it offscreen where there is no display."""
    state = context.find_object(State)
    assert state is not None
    _open(state, files)


@_subcommand("open")
@click.argument("files", nargs=-1, type=click.Path())
def _open(state: State, files: tuple[str, ...]) -> None:
    """The window; FILES that are not in the library yet are imported, the first is shown."""
    first_start = not state.path().exists()
    session = state.session(create=True)
    if state.sample and first_start and not files:
        session.do("import.files", paths=[sample_issues()])
    shown = _import_and_find(session, files)
    from reader.ui import app

    if app.has_display():
        path = session.library.path
        state.close()
        state._session = None
        raise SystemExit(app.main(path, issue=shown))
    picture = app.shot_beside(session, issue=shown)
    click.echo(listing.issue_text(session, shown))
    click.echo(_("There is no display: the window was drawn to {path}").format(path=picture))


def _import_and_find(session: Session, files: tuple[str, ...]) -> int | None:
    if not files:
        issues = session.issues()
        return issues[0].id if issues else None
    result = session.do("import.files", paths=list(files)).value
    for path, error in result.failed:
        click.echo(f"{path}: {error}", err=True)
    if result.issues:
        return int(result.issues[0])
    return listing.issue_of_file(session, files[0])


@_subcommand("shot")
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
    from reader.ui import app

    app.shot(
        session, Path(out), article=article, size=(int(width), int(height)),
        theme="paper" if theme == "light" else theme, panel=panel,
    )  # fmt: skip
    _print(state, {"out": out}, "")


# ---- import and lists


@_subcommand("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path())
@click.option("--newspaper")
@click.option("--date")
@click.option("--encoding")
def _import(state: State, paths: tuple[str, ...], newspaper: str | None, date: str | None, encoding: str | None) -> int:
    """Import files, folders and ZIPs."""
    session = state.session(create=True)
    result = session.do(
        "import.files", paths=list(paths), newspaper=newspaper, date=date, encoding=encoding, progress=_progress
    ).value
    document = {
        "issues": [listing.issue_document(session, id) for id in result.issues],
        "unchanged": result.unchanged,
        "failed": [{"path": path, "error": str(error)} for path, error in result.failed],
    }
    _print(state, document, listing.import_text(document))
    for path, error in result.failed:
        click.echo(f"{path}: {error}", err=True)
    return 1 if result.failed else 0


def _progress(done: int, total: int, what: str) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{done}/{total} {what[:60]:60}", nl=done == total, err=True)


@_subcommand("issues")
def _issues(state: State) -> None:
    """The issues of the library."""
    found = [listing.issue_document(state.session(), i.id) for i in state.session().issues()]
    _print(state, {"issues": found}, "\n".join(listing.issue_line(d) for d in found))


@_subcommand("articles")
@click.option("--issue", type=int)
@click.option("--tag")
@click.option("--query")
def _articles(state: State, issue: int | None, tag: str | None, query: str | None) -> None:
    """Articles of an issue, a tag or a query, or all."""
    session = state.session()
    rows = listing.row_documents(session, listing.select(session, issue=issue, tag=tag, query=query))
    _print(state, {"articles": rows}, "\n".join(listing.row_line(r) for r in rows))


@_subcommand("article")
@click.argument("id", type=int)
def _article(state: State, id: int) -> None:
    """One article with its blocks, marks and flags."""
    document = listing.article_document(state.session(), id)
    _print(state, document, listing.article_text(document))


@_subcommand("furniture")
@click.argument("issue", type=int)
def _furniture(state: State, issue: int) -> None:
    """The page text of an issue that stands in no article."""
    blocks = [listing.block_document(b) for b in state.session().furniture(issue)]
    _print(state, {"furniture": blocks}, "\n".join(f"[{b['id']}] {b['text']}" for b in blocks))


@_subcommand("search")
@click.argument("query")
@click.option("--limit", type=click.IntRange(0, 10_000), default=50)
@click.option("--offset", type=click.IntRange(0), default=0)
@click.option("--fold", default="", metavar="hans,variants,lookalike")
def _search(state: State, query: str, limit: int, offset: int, fold: str) -> None:
    """Search the library; `-` reads one query a line and prints one JSON document a line."""
    session = state.session()
    folds = tuple(f for f in fold.split(",") if f)
    if query == "-":
        for line in sys.stdin:
            click.echo(
                json.dumps(listing.search_line(session, line.rstrip("\n"), limit, offset, folds), ensure_ascii=False)
            )
        return
    document = listing.search_document(session, query, limit, offset, folds)
    _print(state, document, listing.search_text(document))


# ---- marks


@_subcommand("tag")
@click.argument("article", type=int)
@click.argument("tags", nargs=-1, required=True)
def _tag(state: State, article: int, tags: tuple[str, ...]) -> None:
    """Put tags on an article."""
    id = listing.article_id(state.session(), article)
    state.session().do("tag.add", articles=[id], tags=tags)
    _print_tags(state, id)


@_subcommand("untag")
@click.argument("article", type=int)
@click.argument("tags", nargs=-1, required=True)
def _untag(state: State, article: int, tags: tuple[str, ...]) -> None:
    """Take tags off an article."""
    id = listing.article_id(state.session(), article)
    state.session().do("tag.remove", articles=[id], tags=tags)
    _print_tags(state, id)


def _print_tags(state: State, article: int) -> None:
    view = state.session().article(article)
    names = [chip.name for chip in view.tags] if view else []
    _print(state, {"article": article, "tags": names}, ", ".join(names))


@_subcommand("tags")
def _tags(state: State) -> None:
    """The tags of the library."""
    found = [listing.tag_document(t) for t in state.session().tags()]
    _print(state, {"tags": found}, "\n".join(f"{t['name']}  {t['articles']}/{t['highlights']}" for t in found))


@_subcommand("colours")
def _colours(state: State) -> None:
    """The highlight colours by key."""
    found = [
        {"id": c.id, "uuid": c.uuid, "key": c.key, "name": _(c.name), "value": c.value}
        for c in state.session().colours()
    ]
    _print(state, {"colours": found}, "\n".join(f"{c['key']}  {c['name']}" for c in found))


@_subcommand("highlight")
@click.argument("article", type=int)
@click.option("--quote", required=True)
@click.option("--nth", type=int)
@click.option("--colour", default="yellow")
@click.option("--tag", "tags", multiple=True)
@click.option("--comment", default="")
def _highlight(
    state: State, article: int, quote: str, nth: int | None, colour: str, tags: tuple[str, ...], comment: str
) -> None:
    """Highlight a quote of an article."""
    session = state.session()
    id = listing.article_id(session, article)
    spans = listing.quote_spans(session, id, quote, nth)
    made = session.do("highlight.add", article=id, spans=spans, colour=colour, tags=tags, comment=comment).value
    document = next(h for h in listing.article_document(session, id)["highlights"] if h["id"] == made)
    _print(state, document, f"{made}: {document['quote']}")


@_subcommand("note")
@click.argument("article", type=int)
@click.argument("text", required=False)
def _note(state: State, article: int, text: str | None) -> None:
    """Write the note on an article (`-`: from standard input); without TEXT print it."""
    session = state.session()
    id = listing.article_id(session, article)
    if text is not None:
        session.do("note.write", article=id, text=sys.stdin.read() if text == "-" else text)
    note = session.note(id)
    _print(state, {"article": id, "note": note}, note if text is None else "")


@_subcommand("correct")
@click.argument("block", type=int)
@click.option("--from", "old", required=True)
@click.option("--to", "new", required=True)
@click.option("--nth", type=int)
def _correct(state: State, block: int, old: str, new: str, nth: int | None) -> None:
    """Correct the OCR text of a block; the printed text stays readable."""
    made = state.session().do("text.correct", block=block, old=old, new=new, nth=nth).value
    _print(state, {"correction": made}, "")


# ---- history


@_subcommand("undo")
@click.argument("count", type=click.IntRange(1), default=1)
def _undo(state: State, count: int) -> None:
    """Take back the newest act (or COUNT of them)."""
    _turn(state, "history.undo", count)


@_subcommand("redo")
@click.argument("count", type=click.IntRange(1), default=1)
def _redo(state: State, count: int) -> None:
    """Do again what was undone last."""
    _turn(state, "history.redo", count)


def _turn(state: State, command: str, count: int) -> None:
    said = []
    for _step in range(count):
        outcome = state.session().do(command)
        said.append(outcome.said)
        if outcome.value is None:
            break
    done = [s for s in said if s]
    _print(state, {"done": done}, "\n".join(done))


@_subcommand("history")
@click.option("--limit", type=click.IntRange(1), default=50)
def _history(state: State, limit: int) -> None:
    """What was done, newest first."""
    acts = [listing.act_document(a) for a in state.session().history(limit)]
    _print(state, {"history": acts}, "\n".join(f"{a['at']}  {a['author']}  {a['title']}  {a['about']}" for a in acts))


# ---- review and repair


@_subcommand("flags")
@click.option("--issue", type=int)
@click.option("--all", "every", is_flag=True)
def _flags(state: State, issue: int | None, every: bool) -> None:
    """The review queue."""
    found = [listing.flag_document(f) for f in state.session().flags(issue=issue, state="" if every else "open")]
    _print(state, {"flags": found}, "\n".join(f"{f['id']}  {f['code']}  {f['reason']}" for f in found))


@_subcommand("answer")
@click.argument("flag", type=int)
@click.argument("answer", type=int)
def _answer(state: State, flag: int, answer: int) -> None:
    """Settle a doubt with its answer N (0: dismiss)."""
    state.session().do("flag.answer", flag=flag, answer=answer)
    _print(state, {"flag": flag, "answer": answer}, "")


@cli.group("repair")
def repair() -> None:
    """Set the structure of articles right."""


def _repaired(state: State, command: str, /, **arguments: Any) -> None:
    outcome = state.session().do(command, **arguments)
    _print(state, {"made": outcome.value}, "" if outcome.value is None else str(outcome.value))


@_subcommand("role", repair)
@click.argument("block", type=int)
@click.argument("role")
def _role(state: State, block: int, role: str) -> None:
    """Give a block another role."""
    _repaired(state, "repair.role", block=block, role=role)


@_subcommand("move", repair)
@click.argument("blocks", type=int, nargs=-1, required=True)
@click.option("--to", "target", required=True)
@click.option("--before", type=int)
def _move(state: State, blocks: tuple[int, ...], target: str, before: int | None) -> None:
    """Move blocks to an article, or `--to furniture`."""
    if target != "furniture" and not target.isdigit():
        raise UsageError(N_("{target} is no article."), N_("Give an article's id, or furniture."), target=target)
    article = None if target == "furniture" else listing.article_id(state.session(), int(target))
    _repaired(state, "repair.move", blocks=blocks, article=article, before=before)


@_subcommand("split", repair)
@click.argument("block", type=int)
@click.argument("offset", type=int)
def _split(state: State, block: int, offset: int) -> None:
    """Split a block before a character of its text."""
    _repaired(state, "repair.split", block=block, offset=offset)


@_subcommand("join", repair)
@click.argument("first", type=int)
@click.argument("second", type=int)
def _join(state: State, first: int, second: int) -> None:
    """Join the second block to the first."""
    _repaired(state, "repair.join", first=first, second=second)


@_subcommand("new", repair)
@click.argument("blocks", type=int, nargs=-1, required=True)
def _new(state: State, blocks: tuple[int, ...]) -> None:
    """Make a new article of blocks."""
    _repaired(state, "repair.new", blocks=blocks)


@_subcommand("merge", repair)
@click.argument("articles", type=int, nargs=-1, required=True)
def _merge(state: State, articles: tuple[int, ...]) -> None:
    """Merge articles into the first."""
    _repaired(state, "repair.merge", articles=articles)


@_subcommand("reorder", repair)
@click.argument("articles", type=int, nargs=-1, required=True)
def _reorder(state: State, articles: tuple[int, ...]) -> None:
    """Bring articles into the given order."""
    _repaired(state, "repair.reorder", articles=articles)


@_subcommand("kind", repair)
@click.argument("article", type=int)
@click.argument("kind")
def _kind(state: State, article: int, kind: str) -> None:
    """Say what an article is."""
    _repaired(state, "repair.kind", article=article, kind=kind)


@_subcommand("link", repair)
@click.argument("first", type=int)
@click.argument("second", type=int)
def _link(state: State, first: int, second: int) -> None:
    """Say that the first article continues in the second."""
    _repaired(state, "repair.link", first=first, second=second)


@_subcommand("unlink", repair)
@click.argument("article", type=int)
def _unlink(state: State, article: int) -> None:
    """Say that an article continues nowhere."""
    _repaired(state, "repair.unlink", article=article)


@_subcommand("field", repair)
@click.argument("article", type=int)
@click.argument("name")
@click.argument("value")
def _field(state: State, article: int, name: str, value: str) -> None:
    """Set authors, agency, place, date, column …"""
    _repaired(state, "repair.field", article=article, name=name, value=value)


# ---- out and safe


@_subcommand("export")
@click.option("--format", "name")
@click.option("--query")
@click.option("--issue", type=int)
@click.option("--tag")
@click.option("-o", "out", type=click.Path())
@click.option("--list", "listed", is_flag=True)
def _export(
    state: State, name: str | None, query: str | None, issue: int | None, tag: str | None, out: str | None, listed: bool
) -> None:
    """Write articles with their marks to OUT, exactly as named."""
    if listed:
        formats = listing.formats()
        _print(state, {"formats": formats}, "\n".join(f"{f['name']}  {f['title']}" for f in formats))
        return
    if not name or not out:
        raise UsageError(N_("An export needs --format and -o."), N_("`pressmark export --list` names the formats."))
    session = state.session()
    wanted = list(listing.select(session, issue=issue, tag=tag, query=query))
    session.do("export.write", format=name, out=out, articles=wanted)
    _print(state, {"out": out, "articles": len(wanted)}, "")


@_subcommand("backup")
@click.argument("out", type=click.Path())
def _backup(state: State, out: str) -> None:
    """Make a verified copy of the library."""
    proof = state.session().do("library.backup", out=out).value
    document = {**proof._asdict(), "path": str(proof.path)}
    _print(state, document, str(proof.path))


@_subcommand("doctor")
def _doctor(state: State) -> int:
    """What is missing on this machine, and the command that installs it."""
    findings = examine()
    ok = all(f.ok for f in findings)
    _print(
        state,
        {"ok": ok, "findings": [vars(f) if hasattr(f, "__dict__") else f._asdict() for f in findings]},
        report(findings),
    )
    return 0 if ok else 1


@_subcommand("commands")
def _commands(state: State) -> None:
    """All commands of the program with their keys."""
    found = [
        {"id": c.id, "title": c.name, "keys": list(c.keys), "mode": c.mode, "menu": c.menu} for c in registry.every()
    ]
    _print(state, {"commands": found}, "\n".join(f"{c['id']:28} {', '.join(c['keys']):20} {c['title']}" for c in found))


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status (0 done, 1 the world's fault, 2 wrong usage)."""
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape" if stream is sys.stdin else "replace")
    try:
        status = cli.main(arguments, prog_name="pressmark", standalone_mode=False)
    except click.exceptions.Abort:
        return 1
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except ReaderError as error:
        click.echo(" ".join(str(error).split()), err=True)
        return 2 if isinstance(error, UsageError) else 1
    except BrokenPipeError:
        return 1
    return status if isinstance(status, int) else 0


if __name__ == "__main__":
    sys.exit(main())

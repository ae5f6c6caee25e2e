"""The subcommands for exports, backups, and what this installation can do."""

from __future__ import annotations

from pathlib import Path

import click

from reader.cli.frame import State, subcommand
from reader.commands import library, listing, registry
from reader.commands.doctor import as_json, examine, report
from reader.domain.errors import UsageError
from reader.domain.words import N_


@subcommand("export")
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
        state.show({"formats": formats}, "\n".join(f"{f['name']}  {f['title']}" for f in formats))
        return
    if not name or not out:
        raise UsageError(N_("An export needs --format and -o."), N_("`pressmark export --list` names the formats."))
    session = state.session()
    wanted = list(listing.select(session, issue=issue, tag=tag, query=query))
    session.do("export.write", format=name, out=out, articles=wanted)
    state.show({"out": out, "articles": len(wanted)}, "")


@subcommand("backup")
@click.argument("out", type=click.Path())
def _backup(state: State, out: str) -> None:
    """Make a verified copy of the library."""
    proof = state.session().do("library.backup", out=out).value
    document = {**proof._asdict(), "path": str(proof.path)}
    state.show(document, str(proof.path))


@subcommand("restore")
@click.argument("backup", type=click.Path())
@click.option("--to", "to", required=True, type=click.Path())
def _restore(state: State, backup: str, to: str) -> None:
    """Make a new library of a backup, checked and counted."""
    proof = library.restore(Path(backup), Path(to))
    state.show({**proof._asdict(), "path": str(proof.path)}, str(proof.path))


@subcommand("check")
@click.option("--repair", is_flag=True)
def _check(state: State, repair: bool) -> int:
    """Whether the library is sound; --repair builds the search index anew."""
    found = state.session().do("library.check", repair=repair).value
    state.show({"ok": not found, "problems": found, "copy": None}, "\n".join(found))
    return 1 if found else 0


@subcommand("doctor")
def _doctor(state: State) -> int:
    """What is missing on this machine, and the command that installs it."""
    findings = examine()
    ok = all(f.ok for f in findings)
    state.show(as_json(findings), report(findings))
    return 0 if ok else 1


@subcommand("commands")
def _commands(state: State) -> None:
    """All commands of the program with their keys."""
    found = [
        {"id": c.id, "title": c.name, "keys": list(c.keys), "mode": c.mode, "menu": c.menu} for c in registry.every()
    ]
    state.show({"commands": found}, "\n".join(f"{c['id']:28} {', '.join(c['keys']):20} {c['title']}" for c in found))

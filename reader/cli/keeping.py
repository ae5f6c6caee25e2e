"""The subcommands for backups, and what this installation can do."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from reader.cli.frame import State, subcommand
from reader.commands import backups, library, registry
from reader.commands.doctor import as_json, examine, report
from reader.commands.keeping import copy_of, rebuild
from reader.domain.errors import UsageError
from reader.domain.words import N_, _
from reader.store.backups import Backup


@subcommand("backup")
@click.argument("out", type=click.Path(), required=False)
@click.option("--auto", is_flag=True)
def _backup(state: State, out: str | None, auto: bool) -> None:
    """Make a verified copy of the library: OUT, or with --auto the next of its own backups, if anything changed."""
    session = state.session()
    if auto == bool(out):
        raise UsageError(N_("Say where the backup goes, or --auto."), N_("`pressmark backup OUT`"))
    if auto:
        made = backups.make(session.settings, session.library)
        told = _told(made) if made else None
        state.show({"backup": told, "unchanged": made is None}, str(made.path) if made else "")
        return
    proof = session.do("library.backup", out=out).value
    document = {**proof._asdict(), "path": str(proof.path)}
    state.show(document, str(proof.path))


def _told(backup: Backup) -> dict[str, Any]:
    return {**backup._asdict(), "path": str(backup.path)}


@subcommand("backups")
def _backups(state: State) -> None:
    """The backups that the library made by itself, newest first."""
    session = state.session()
    found = backups.listed(session)
    folder = backups.folder_for(session.settings, session.library)
    state.show(
        {"folder": str(folder), "backups": [_told(entry) for entry in found]},
        "\n".join(f"{e.at}  {e.size:>12,}  {e.verified or '-':25}  {e.path}" for e in found),
    )


@subcommand("rehearse")
@click.argument("backup", type=click.Path())
def _rehearse(state: State, backup: str) -> None:
    """Restore BACKUP into a file that is thrown away, and say whether that went well."""
    proof = backups.rehearse(Path(backup))
    state.show({"ok": True, **proof._asdict(), "path": str(proof.path)}, str(proof.path))


@subcommand("rebuild")
@click.argument("copy", type=click.Path())
@click.option("--to", "to", required=True, type=click.Path())
@click.argument("paths", nargs=-1, type=click.Path())
def _rebuild(state: State, copy: str, to: str, paths: tuple[str, ...]) -> int:
    """Make a library from the second copy of the marks; PATHs are its sources (files, folders, ZIPs, other libraries)."""
    made = rebuild(Path(copy), Path(to), [Path(path) for path in paths])
    whole = not (made.missing or made.lost or made.faults)
    document = {
        "ok": whole, "path": to, "issues": made.issues, "acts": made.acts, "by_place": made.by_place,
        "read_otherwise": made.differing,
        "missing": [{"sha256": sha, "name": name} for sha, name in made.missing.items()],
        "lost": [asdict(entry) for entry in made.lost],
        "faults": [{"line": number, "what": code} for number, code in made.faults],
    }  # fmt: skip
    lines = [_("not found: {name}").format(name=name) for name in made.missing.values()]
    lines += [_("not restored: {what} ({command}, {at})").format(**asdict(entry)) for entry in made.lost]
    lines += [_("line {number} of the copy is damaged").format(number=number) for number, _code in made.faults]
    state.show(document, "\n".join([to, *lines]))
    return 0 if whole else 1


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
    """Whether the library is sound; --repair puts damaged rows back where that can be proven, and derives lists anew."""
    session = state.session()
    found = session.do("library.check", repair=repair).value
    copy = copy_of(session)
    document: dict[str, Any] = {
        "ok": not found.problems,
        "problems": found.problems,
        "copy": str(copy) if copy else None,
    }
    if found.rows:
        document["rows"] = [row.as_json() for row in found.rows]
    if found.notes:
        document["notes"] = found.notes
    if repair:
        document["repaired"] = found.repaired
    state.show(document, "\n".join((*found.problems, *found.notes)))
    return 1 if found.problems else 0


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

"""The subcommand that proves an export: read back, does it equal the library?"""

from __future__ import annotations

from typing import Any

import click

from reader.cli.frame import State, subcommand
from reader.domain.words import _


@subcommand("verify")
@click.argument("export", type=click.Path(exists=False))
def _verify(state: State, export: str) -> int:
    """Whether EXPORT, read back into an empty library, equals this one; if not, exactly what differs."""
    verdict = state.session().do("export.verify", path=export).value
    differences = [one._asdict() for one in verdict.differences]
    problems = [{"entity": p.entity, "uuid": p.uuid, "code": p.code, "what": p.what} for p in verdict.problems]
    document: dict[str, Any] = {"equal": verdict.equal, "format": verdict.format}
    if not verdict.equal:
        document |= {"differences": differences, "problems": problems}
    lines = [_("re-import equals library: yes") if verdict.equal else _("re-import equals library: no")]
    lines += [f"{d['entity']} {d['id']} {d['field']}: {d['here']!r} ≠ {d['there']!r}" for d in differences]
    lines += [f"{p['entity']} {p['uuid']}: {p['code']} {p['what']}" for p in problems]
    state.show(document, "\n".join(lines))
    return 0 if verdict.equal else 1

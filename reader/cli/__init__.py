"""The roof: the command line as its contract has it, carried out by the commands of the registry."""

from __future__ import annotations

import gc
import sys

import click

_collects = gc.isenabled()
gc.disable()
# What modules make while they are loaded stays: to search it for what is unreachable took a tenth of every start.

# ruff: noqa: E402
from reader.cli import (
    bundling,
    citing,
    correcting,
    exchange,
    exporting,
    gathering,
    highlighting,
    keeping,
    noting,
    overview,
    reading,
    remembering,
    repairing,
    reviewing,
    vocabulary,
    window,
)
from reader.cli.frame import cli
from reader.commands import verbs
from reader.domain.errors import ReaderError, UsageError
from reader.domain.query import QueryError
from reader.domain.words import _

if _collects:
    gc.enable()

SUBCOMMANDS = (window, reading, noting, overview, highlighting, correcting, vocabulary, repairing, remembering, reviewing, keeping, exporting, citing, exchange, bundling, gathering, verbs)
"""The modules that enter subcommands and commands by being imported."""


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
        place = " " + _("(character {at})").format(at=error.at + 1) if isinstance(error, QueryError) else ""
        click.echo(" ".join(f"{error}{place}".split()), err=True)
        return 2 if isinstance(error, UsageError) else 1
    except BrokenPipeError:
        return 1
    return status if isinstance(status, int) else 0

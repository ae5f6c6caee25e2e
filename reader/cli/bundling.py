"""The subcommands for work that comes from others: bundles of colleagues, highlights of other programs."""

from __future__ import annotations

import click

from reader.cli.frame import State, subcommand
from reader.commands import foreign_marks
from reader.commands.bundle_words import report_text
from reader.commands.bundling import report_document
from reader.domain.words import N_, _


@subcommand("bundle")
@click.argument("out", type=click.Path())
@click.option("--query", default="", metavar="Q", help=N_("Only work on the articles that Q finds."))
@click.option("--without-sources", is_flag=True, help=N_("Leave the files and texts of the issues behind."))
def _bundle(state: State, out: str, query: str, without_sources: bool) -> None:
    """Write this library's work to OUT, for a colleague to merge."""
    made = state.session().do("bundle.write", out=out, query=query, sources=not without_sources).value
    words = _("{operations} steps of work on {issues} issues written to {path}")
    state.show(made, words.format(**made))


@subcommand("merge")
@click.argument("bundle", type=click.Path())
@click.option("--dry-run", is_flag=True, help=N_("Only say what it would do."))
def _merge(state: State, bundle: str, dry_run: bool) -> None:
    """Take in a colleague's BUNDLE: nothing is overwritten, and one undo takes it all back."""
    report = state.session(create=True).do("bundle.merge", path=bundle, dry_run=dry_run).value
    state.show(report_document(report), report_text(report))


@subcommand("import-marks")
@click.argument("file", type=click.Path())
@click.option("--from", "kind", default="", metavar="PROGRAM", help=N_("Which program wrote it, if that is not told from it."))
@click.option("--dry-run", is_flag=True, help=N_("Only say what it would do."))
def _import_marks(state: State, file: str, kind: str, dry_run: bool) -> None:
    """Take in highlights that Zotero, calibre, KOReader, Hypothesis or Taguette exported to FILE."""
    report = state.session().do("import.marks", path=file, kind=kind, dry_run=dry_run).value
    state.show(foreign_marks.report_document(report), foreign_marks.report_text(report))

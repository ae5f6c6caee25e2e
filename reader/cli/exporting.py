"""The subcommands for exports and their presets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import click

from reader.cli.frame import State, cli, global_options, subcommand
from reader.commands import listing
from reader.commands.baskets import basket_called
from reader.commands.exporting import options_from
from reader.commands.presets import Preset, find_preset, presets, remove_preset, save_preset
from reader.commands.searches import saved_called
from reader.domain.errors import UsageError
from reader.domain.words import N_
from reader.exports.formats import find_format

_OPTION = click.option("--option", "options", multiple=True, metavar="NAME=VALUE")


@subcommand("export")
@click.option("--format", "name")
@click.option("--query")
@click.option("--issue", type=int)
@click.option("--tag")
@click.option("--basket", metavar="NAME")
@click.option("--saved", metavar="NAME")
@click.option("-o", "out", type=click.Path())
@click.option("--list", "listed", is_flag=True)
@click.option("--preset", metavar="NAME")
@_OPTION
def _export(
    state: State, name: str | None, query: str | None, issue: int | None, tag: str | None, basket: str | None,
    saved: str | None, out: str | None, listed: bool, preset: str | None, options: tuple[str, ...],
) -> None:  # fmt: skip
    """Write articles with their marks to OUT, exactly as named; with --basket what lies in it, in its order.

    Options: notes, comments, passages, raw_cells (yes, no); layer (corrected, printed, both); context (characters);
    group (none, issue, article, tag, date, colour); order (text, date, newest, given); citation.
    """
    if listed:
        formats = listing.formats()
        state.show({"formats": formats}, "\n".join(f"{f['name']}  {f['title']}" for f in formats))
        return
    session = state.session()
    known = find_preset(session.settings, preset) if preset else None
    name = name or (known.format if known else None)
    if not name or not out:
        raise UsageError(N_("An export needs --format and -o."), N_("`pressmark export --list` names the formats."))
    chosen = {**(asdict(known.options) if known else {}), **_pairs(options)}
    if basket is not None:
        known_basket = basket_called(session, basket)
        session.do(
            "export.write", format=name, out=out, basket=known_basket.id, title=known_basket.name, options=chosen
        )  # fmt: skip
        state.show({"out": out, "articles": known_basket.articles}, "")
        return
    query = saved_called(session, saved).query if saved else query
    wanted = list(listing.select(session, issue=issue, tag=tag, query=query))
    done = session.do("export.write", format=name, out=out, articles=wanted, options=chosen)
    state.show({"out": out, "articles": len(wanted), "notice": done.said}, done.said)


def _pairs(given: Sequence[str]) -> dict[str, str]:
    pairs = [one.partition("=") for one in given]
    for name, sign, _value in pairs:
        if not sign:
            raise UsageError(N_("“{option}” is no option."), N_("Write --option NAME=VALUE."), option=name)
    return {name.strip(): value.strip() for name, _sign, value in pairs}


@cli.group("presets", invoke_without_command=True)
@global_options
@click.pass_context
def presets_of_exports(context: click.Context) -> None:
    """The export presets; without a subcommand, list them."""
    if context.invoked_subcommand is None:
        context.invoke(presets_of_exports.commands["list"])


@subcommand("list", presets_of_exports)
def _list(state: State) -> None:
    """All presets, with their formats and options."""
    known = presets(state.session().settings)
    state.show({"presets": [_told(one) for one in known]}, "\n".join(f"{one.name}  {one.format}" for one in known))


def _told(one: Preset) -> dict[str, Any]:
    return {"name": one.name, "format": one.format, "options": asdict(one.options)}


@subcommand("save", presets_of_exports)
@click.argument("name")
@click.option("--format", "format", required=True)
@_OPTION
def _save(state: State, name: str, format: str, options: tuple[str, ...]) -> None:
    """Keep a format and options under NAME, for --preset and the window."""
    made = Preset(name, find_format(format).name, options_from(_pairs(options)))
    save_preset(state.session().settings, made)
    state.show(_told(made), "")


@subcommand("remove", presets_of_exports)
@click.argument("name")
def _remove(state: State, name: str) -> None:
    """Forget a preset."""
    remove_preset(state.session().settings, name)
    state.show({"removed": name}, "")

"""The subcommands for overviews of a search: facets, time, words in context, and the calendar of issues."""

from __future__ import annotations

from typing import Any

import click

from reader.cli.frame import State, subcommand
from reader.commands import concordance, overview
from reader.domain.concordance import ORDERS
from reader.domain.overview import Facet, Run, Timeline
from reader.domain.query_writing import with_switch
from reader.domain.words import N_, _, ngettext
from reader.exports.concordance import FORMATS

Document = dict[str, Any]


def _folds(fold: str) -> tuple[str, ...]:
    return tuple(f for f in fold.split(",") if f)


@subcommand("facets")
@click.argument("query")
@click.option("--fold", default="", metavar="hans,variants,lookalike")
def _facets(state: State, query: str, fold: str) -> None:
    """How what a query finds is divided: by newspaper, date, page, author, tag, colour, kind and state."""
    found = overview.facets(state.session(), query, _folds(fold))
    document = {"query": query, "facets": {facet.name: [_value(v) for v in facet.values] for facet in found}}
    state.show(document, "\n".join(line for facet in found for line in _facet_lines(facet)) or _("Nothing found"))


def _value(value: Any) -> Document:
    return {"value": value.value, "label": value.label, "count": value.count, "chosen": value.chosen}


def _facet_lines(facet: Facet) -> list[str]:
    marks = (("*" if v.chosen else " ", "  " * v.level, v.label, v.count) for v in facet.values)
    return [_(overview.TITLES[facet.name]), *(f"{mark} {inset}{label}  {count:,}" for mark, inset, label, count in marks)]


@subcommand("timeline")
@click.argument("query")
@click.option("--bars", type=click.IntRange(2, 5000), default=120, help=N_("At most about so many bars."))
@click.option("--fold", default="", metavar="hans,variants,lookalike")
def _timeline(state: State, query: str, bars: int, fold: str) -> None:
    """What a query finds over time, in bars of a day, a month, a year or ten years."""
    found = overview.timeline_of(state.session(), query, bars, _folds(fold))
    document = {
        "query": query, "unit": found.unit, "undated": found.undated, "vague": found.vague,
        "bars": [{"date": bar.value, "count": bar.count} for bar in found.bars],
    }  # fmt: skip
    state.show(document, _timeline_text(found) or _("Nothing found"))


def _timeline_text(found: Timeline) -> str:
    most = max((bar.count for bar in found.bars), default=0)
    lines = [f"{bar.value:<10}  {bar.count:>7,}  {'█' * -(-bar.count * 40 // most) if most else ''}".rstrip() for bar in found.bars]
    if found.undated:
        lines.append(_(N_("Undated: {count}")).format(count=f"{found.undated:,}"))
    if found.vague:
        lines.append(_(N_("Dated less exactly: {count}")).format(count=f"{found.vague:,}"))
    return "\n".join(lines)


@subcommand("kwic")
@click.argument("query")
@click.option("--sort", "order", type=click.Choice(ORDERS), default="date")
@click.option("--limit", type=click.IntRange(0, concordance.MOST), default=100)
@click.option("--offset", type=click.IntRange(0), default=0)
@click.option("--fold", default="", metavar="hans,variants,lookalike")
@click.option("-o", "--out", type=click.Path(), help=N_("Write all lines to this file."))
@click.option("--format", type=click.Choice(tuple(FORMATS)), default="csv")
def _kwic(
    state: State, query: str, order: str, limit: int, offset: int, fold: str, out: str | None, format: str
) -> None:
    """Every place that a query finds in a line, its words in the middle."""
    session = state.session()
    for switch in _folds(fold):
        query = with_switch(query, switch, True)
    if out:
        done = session.do("kwic.write", query=query, out=out, format=format, order=order)
        state.show({"query": query, "lines": done.value, "path": out}, out)
        return
    found = concordance.every_line(session, query)
    numbers = concordance.ordered(found, order)[offset : offset + limit]
    rows = [row for row in concordance.rows(session, query, [found[n].line for n in numbers]) if row is not None]
    document = {"query": query, "total": len(found), "sort": order, "lines": [_line(row) for row in rows]}
    state.show(document, "\n".join(_line_text(row) for row in rows) or _("Nothing found"))


def _line(row: concordance.KwicRow) -> Document:
    words = row.shown
    return {
        "article": row.article, "highlight": row.highlight, "newspaper": row.newspaper, "date": row.date, "page": row.page,
        "title": row.title, "field": words.field, "block": words.block, "start": words.start, "end": words.end,
        "left": words.left, "words": words.words, "right": words.right,
    }  # fmt: skip


def _line_text(row: concordance.KwicRow) -> str:
    words = row.shown
    return f"{row.date or '':10}  {words.left[-30:]:>30} [{words.words}] {words.right[:30]}  ({row.article or '–'})"


@subcommand("calendar")
@click.option("--newspaper", help=N_("Only this newspaper."))
def _calendar(state: State, newspaper: str | None) -> None:
    """The issues of each newspaper by day, with how many articles and highlights each holds."""
    found = [run for run in overview.runs(state.session()) if newspaper is None or run.name == newspaper]
    state.show({"newspapers": [_run(run) for run in found]}, "\n".join(line for run in found for line in _run_lines(run)))


def _run(run: Run) -> Document:
    days = [
        {"issue": one.id, "date": one.date, "edition": one.edition, "articles": one.articles, "highlights": one.marks}
        for one in run.issues
    ]
    return {"newspaper": run.name or None, "issues": days, "undated": len(run.undated)}


def _run_lines(run: Run) -> list[str]:
    lines = [run.name or _("Newspaper unknown")]
    for one in run.issues:
        marks = ngettext("{count} highlight", "{count} highlights", one.marks).format(count=one.marks) if one.marks else ""
        counted = ngettext("{count} article", "{count} articles", one.articles).format(count=one.articles)
        told = ", ".join(part for part in (one.edition, counted, marks) if part)
        lines.append(f"  {one.date or '–':10}  {one.id:5}  {told}")
    return lines

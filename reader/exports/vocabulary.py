"""The vocabulary written to a file: a table, SKOS in RDF/XML or Turtle, or a list `preferred: variants`."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from reader.domain.cells import guard
from reader.domain.errors import UsageError
from reader.domain.terms import Term
from reader.domain.words import N_
from reader.exports.atomic import write_text

COLUMNS = {
    "name": N_("Preferred name"),
    "aliases": N_("Other names, one a line"),
    "broader": N_("Preferred name of the broader tag"),
    "note": N_("Scope note"),
    "colour": N_("Colour, #rrggbb"),
    "uuid": N_("Permanent id of the tag"),
}
"""The header row of the table, and what each column holds."""


class Form(NamedTuple):
    """A form of vocabulary file: title for people, ending, and how it is written from terms, title and scheme."""

    title: str
    extension: str
    write: Callable[[Sequence[Term], str, str], str]


def as_table(terms: Sequence[Term], _title: str = "", _scheme: str = "") -> str:
    """The vocabulary as CSV (RFC 4180) with byte order mark; cells guarded against being taken for formulas."""
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for term in terms:
        cells = (term.name, "\n".join(term.aliases), term.broader, term.note, term.colour, term.uuid)
        rows.writerow(map(guard, cells))
    return "\ufeff" + out.getvalue()


def as_list(terms: Sequence[Term], _title: str = "", _scheme: str = "") -> str:
    """A line a term: `preferred: variant, variant`. Notes, colours and broader terms have no place in it."""
    return "".join(f"{_escaped(t.name)}: {', '.join(map(_escaped, t.aliases))}".rstrip() + "\n" for t in terms)


def as_xml(terms: Sequence[Term], title: str, scheme: str) -> str:
    """The vocabulary as SKOS in RDF/XML."""
    from reader.exports import skos

    return skos.as_xml(terms, title, scheme)


def as_turtle(terms: Sequence[Term], title: str, scheme: str) -> str:
    """The vocabulary as SKOS in Turtle."""
    from reader.exports import skos

    return skos.as_turtle(terms, title, scheme)


def _escaped(name: str) -> str:
    text = re.sub(r"[\\:：,，、;；]", lambda sign: f"\\{sign[0]}", name)
    return f"\\{text}" if text.startswith(("#", "<", "@")) else text


FORMS: dict[str, Form] = {
    "csv": Form(N_("Table (CSV)"), ".csv", as_table),
    "skos-xml": Form(N_("SKOS, RDF/XML"), ".rdf", as_xml),
    "skos-turtle": Form(N_("SKOS, Turtle"), ".ttl", as_turtle),
    "list": Form(N_("List “preferred: variants”"), ".txt", as_list),
}


def write(terms: Sequence[Term], out: Path, form: str, title: str, scheme: str) -> None:
    """Write a vocabulary to exactly `out`, whole or not at all. Raises UsageError for an unknown form, ReaderError where
    the file cannot be written."""
    if form not in FORMS:
        known = ", ".join(FORMS)
        raise UsageError(
            N_("There is no vocabulary format “{name}”."), N_("There are: {names}."), name=form, names=known
        )
    write_text(out, FORMS[form].write(terms, title, scheme))

"""Vocabularies read from files: tables, SKOS (RDF/XML, Turtle, N-Triples), lists `preferred: variants`."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.domain.cells import unguard
from reader.domain.errors import ReaderError
from reader.domain.terms import Term, term_name
from reader.domain.words import N_
from reader.imports.encodings import decode

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

COLUMNS = {
    "name": (
        "name",
        "preferred",
        "preferred name",
        "preflabel",
        "term",
        "tag",
        "label",
        "名称",
        "标签",
        "首选词",
        "正式主题词",
    ),
    "aliases": ("aliases", "alias", "variants", "altlabel", "synonyms", "别名", "异名", "变体"),
    "broader": ("broader", "broader term", "parent", "上位词", "上位标签", "上级"),
    "note": ("note", "scope note", "scopenote", "definition", "范围注释", "说明", "注释"),
    "colour": ("colour", "color", "颜色"),
    "uuid": ("uuid", "id"),
}
"""What a column of a table may be called, whatever its case."""
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_XL = "http://www.w3.org/2008/05/skos-xl#"
_COLOURS = ("https://schema.org/color", "http://schema.org/color")
_LANGUAGES = ("", "zh-hans", "zh-cn", "zh", "zh-hant", "zh-tw", "en")
"""The languages in which a preferred name is looked for, in this order; others come after these."""


class Vocabulary(NamedTuple):
    """What a file states; `left_out` are (name, broader names not taken) of terms with several broader ones."""

    terms: list[Term]
    left_out: list[tuple[str, tuple[str, ...]]]


def read(path: Path) -> Vocabulary:
    """The terms of a file, by its ending and content. Raises ReaderError where it cannot be read or holds none."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReaderError(
            N_("{path} cannot be read: {reason}."), N_("Check the path."), path=path, reason=error.strerror or error
        ) from error
    found = _reader_of(path, data)(data, path)
    if not found.terms:
        raise ReaderError(
            N_("{path} holds no terms."), N_("Tables need a column “name”, SKOS files need prefLabel."), path=path
        )
    return found


def _reader_of(path: Path, data: bytes) -> Callable[[bytes, Path], Vocabulary]:
    ending, head = path.suffix.lower(), data[:400].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if ending in {".ttl", ".nt", ".n3"} or re.match(rb"@?(prefix|base)\s[^<]*<", head):
        return lambda data, path: _skos(data, path, "turtle")
    if ending in {".rdf", ".xml", ".owl", ".skos"} or head.startswith((b"<?xml", b"<rdf")):
        return lambda data, path: _skos(data, path, "xml")
    return _table if ending in {".csv", ".tsv"} else _list


# ---- tables


def _table(data: bytes, path: Path) -> Vocabulary:
    text = decode(data, name=path.name).text
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    rows = [row for row in csv.reader(io.StringIO(text), delimiter=mark) if any(cell.strip() for cell in row)]
    columns = _columns(rows[0]) if rows else {}
    if "name" not in columns:
        raise ReaderError(
            N_("{path} has no column for names."),
            N_("Call the columns name, aliases, broader, note, colour."),
            path=path,
        )
    # Our own tables have one alias a line; those of others part them by other signs too.
    marks = r"\n" if rows[0] == list(COLUMNS) else r"[\n|;]"
    return Vocabulary([term for row in rows[1:] if (term := _row(row, columns, marks)).name], [])


def _columns(header: list[str]) -> dict[str, int]:
    titles = [" ".join(title.split()).lower() for title in header]
    return {
        column: next(n for n, title in enumerate(titles) if title in names)
        for column, names in COLUMNS.items()
        if any(title in names for title in titles)
    }


def _row(row: list[str], columns: dict[str, int], marks: str) -> Term:
    def cell(name: str) -> str:
        at = columns.get(name, -1)
        return unguard(row[at]) if 0 <= at < len(row) else ""

    return Term(
        term_name(cell("name")), _names(re.split(marks, cell("aliases"))), cell("note").strip(),
        cell("colour").strip().lower(), term_name(cell("broader")), cell("uuid").strip(),
    )  # fmt: skip


def _names(typed: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for one in typed if (name := term_name(one))))


# ---- lists


def _list(data: bytes, path: Path) -> Vocabulary:
    terms = []
    for line in decode(data, name=path.name).text.split("\n"):
        if line.strip() and not line.lstrip().startswith("#"):
            name, *rest = _parted(line, ":：", once=True)
            aliases = _names(_parted(rest[0], ",，、;；")) if rest else ()
            if term_name(_plain(name)):
                terms.append(Term(term_name(_plain(name)), _names(map(_plain, aliases))))
    return Vocabulary(terms, [])


def _parted(text: str, marks: str, once: bool = False) -> list[str]:
    """`text` cut at signs that no backslash stands before; the backslashes stay."""
    pattern = rf"((?:\\.|[^\\{marks}]|\\$)*)"
    if once:
        head = re.match(pattern, text)
        assert head is not None
        end = head.end()
        return [text[:end], text[end + 1 :]] if end < len(text) else [text]
    return [found[0] for found in re.finditer(rf"(?:\\.|[^\\{marks}]|\\$)+", text)]


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


# ---- SKOS


def _skos(data: bytes, path: Path, form: str) -> Vocabulary:
    # rdflib takes a sixth of a second to load.
    from rdflib import Graph

    graph = Graph()
    try:
        graph.parse(data=data, format=form, publicID="urn:file:")
    except Exception as error:
        reason = " ".join(str(error).split())[:200]
        hint = N_("Check that the file is SKOS in RDF/XML or Turtle.")
        raise ReaderError(N_("{path} cannot be read: {reason}."), hint, path=path, reason=reason) from error
    return _concepts(graph)


def _concepts(graph: Graph) -> Vocabulary:
    labels = {concept: _labels(graph, concept, "prefLabel") for concept in _subjects(graph)}
    preferred = {concept: found[0] for concept, found in labels.items() if found}
    terms, left_out = [], []
    for concept, name in sorted(preferred.items(), key=lambda pair: (pair[1], str(pair[0]))):
        broader = _broader(graph, concept, preferred)
        if len(broader) > 1:
            left_out.append((name, tuple(broader[1:])))
        aliases = [*labels[concept][1:], *_labels(graph, concept, "altLabel"), *_labels(graph, concept, "hiddenLabel")]
        note = _texts(graph, concept, "scopeNote") or _texts(graph, concept, "definition")
        terms.append(
            Term(
                name, tuple(a for a in dict.fromkeys(aliases) if a != name), note, _colour(graph, concept),
                broader[0] if broader else "", _uuid(str(concept)),
            )
        )  # fmt: skip
    return Vocabulary(terms, left_out)


def _subjects(graph: Graph) -> list[Node]:
    from rdflib import RDF, URIRef

    typed = graph.subjects(RDF.type, URIRef(f"{_SKOS}Concept"))
    labelled = [s for p in (f"{_SKOS}prefLabel", f"{_XL}prefLabel") for s in graph.subjects(URIRef(p))]
    schemes = set(graph.subjects(RDF.type, URIRef(f"{_SKOS}ConceptScheme")))
    return sorted({*typed, *labelled} - schemes, key=str)


def _labels(graph: Graph, concept: Node, name: str) -> list[str]:
    """Labels of a concept, SKOS-XL ones too, by language as in `_LANGUAGES`; none twice."""
    from rdflib import Literal, URIRef

    found = [o for o in graph.objects(concept, URIRef(_SKOS + name)) if isinstance(o, Literal)]
    for label in graph.objects(concept, URIRef(_XL + name)):
        found += [o for o in graph.objects(label, URIRef(f"{_XL}literalForm")) if isinstance(o, Literal)]

    def rank(label: Literal) -> tuple[int, str, str]:
        language = (label.language or "").lower()
        place = _LANGUAGES.index(language) if language in _LANGUAGES else len(_LANGUAGES)
        return place, language, str(label)

    return list(_names(str(label) for label in sorted(found, key=rank)))


def _texts(graph: Graph, concept: Node, name: str) -> str:
    from rdflib import Literal, URIRef

    found = [str(o).strip() for o in graph.objects(concept, URIRef(_SKOS + name)) if isinstance(o, Literal)]
    return "\n\n".join(sorted(text for text in found if text))


def _broader(graph: Graph, concept: Node, preferred: dict[Node, str]) -> list[str]:
    from rdflib import URIRef

    above = set(graph.objects(concept, URIRef(f"{_SKOS}broader")))
    above |= set(graph.subjects(URIRef(f"{_SKOS}narrower"), concept))
    return sorted({preferred[one] for one in above if one in preferred and one != concept})


def _colour(graph: Graph, concept: Node) -> str:
    from rdflib import URIRef

    found = [str(value).lower() for name in _COLOURS for value in graph.objects(concept, URIRef(name))]
    return next((value for value in sorted(found) if re.fullmatch("#[0-9a-f]{6}", value)), "")


def _uuid(uri: str) -> str:
    return uri.removeprefix("urn:uuid:") if uri.startswith("urn:uuid:") else ""

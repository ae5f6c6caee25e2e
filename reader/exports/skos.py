"""A vocabulary as SKOS (W3C, 2009): a concept scheme in RDF/XML or Turtle.

A tag is a `skos:Concept` with the URI `urn:uuid:…` of its permanent id: preferred name `prefLabel`, aliases `altLabel`,
scope note `scopeNote`, one `broader`, colour `schema:color`. Labels carry no language: a tag does not say which it is.
"""

from __future__ import annotations

import uuid
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reader.domain.terms import Term
from reader.exports.markup import valid

SKOS = "http://www.w3.org/2004/02/skos/core#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SCHEMA = "https://schema.org/"
DCT = "http://purl.org/dc/terms/"
_PREFIXES = {"rdf": RDF, "skos": SKOS, "schema": SCHEMA, "dct": DCT}


class Statement(NamedTuple):
    """A property of a concept or of the scheme; `uri` where its value is a URI, else text."""

    name: str
    value: str
    uri: bool = False


class Subject(NamedTuple):
    """A concept or the scheme with what is said of it."""

    uri: str
    type: str
    said: tuple[Statement, ...]


def as_xml(terms: Sequence[Term], title: str, scheme: str) -> str:
    """The vocabulary as RDF/XML; `scheme` is the UUID of the library."""
    for prefix, space in _PREFIXES.items():
        ET.register_namespace(prefix, space)
    root = ET.Element(f"{{{RDF}}}RDF")
    for subject in _subjects(terms, title, scheme):
        element = ET.SubElement(root, _clark(subject.type), {f"{{{RDF}}}about": subject.uri})
        for one in subject.said:
            child = ET.SubElement(element, _clark(one.name), {f"{{{RDF}}}resource": one.value} if one.uri else {})
            if not one.uri:
                child.text = one.value
    ET.indent(root)
    # A bare carriage return would be read as a line feed.
    body = ET.tostring(root, encoding="unicode").replace("\r", "&#13;")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def as_turtle(terms: Sequence[Term], title: str, scheme: str) -> str:
    """The vocabulary as Turtle; `scheme` is the UUID of the library."""
    lines = [f"@prefix {prefix}: <{space}> ." for prefix, space in _PREFIXES.items()]
    for subject in _subjects(terms, title, scheme):
        said = [f"a {subject.type}"]
        said += [f"{one.name} {f'<{one.value}>' if one.uri else _quoted(one.value)}" for one in subject.said]
        lines += ["", f"<{subject.uri}> " + " ;\n    ".join(said) + " ."]
    return "\n".join(lines) + "\n"


def _subjects(terms: Sequence[Term], title: str, scheme: str) -> Iterator[Subject]:
    about = f"urn:uuid:{scheme}"
    uris = {term.name: f"urn:uuid:{term.uuid or uuid.uuid5(uuid.NAMESPACE_URL, term.name)}" for term in terms}
    top = [Statement("skos:hasTopConcept", uris[term.name], True) for term in terms if term.broader not in uris]
    yield Subject(about, "skos:ConceptScheme", (Statement("dct:title", valid(title)), *top))
    below: dict[str, list[str]] = defaultdict(list)
    for term in terms:
        below[term.broader].append(uris[term.name])
    for term in terms:
        said = [Statement("skos:inScheme", about, True), Statement("skos:prefLabel", valid(term.name))]
        said += [Statement("skos:altLabel", valid(alias)) for alias in term.aliases]
        said += [Statement("skos:scopeNote", valid(term.note))] if term.note else []
        said += [Statement("schema:color", term.colour)] if term.colour else []
        if term.broader in uris:
            said.append(Statement("skos:broader", uris[term.broader], True))
        else:
            said.append(Statement("skos:topConceptOf", about, True))
        said += [Statement("skos:narrower", uri, True) for uri in below.get(term.name, ())]
        yield Subject(uris[term.name], "skos:Concept", tuple(said))


def _clark(name: str) -> str:
    prefix, _colon, local = name.partition(":")
    return f"{{{_PREFIXES[prefix]}}}{local}"


_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _quoted(text: str) -> str:
    return '"' + "".join(_ESCAPES.get(char, char) for char in text) + '"'

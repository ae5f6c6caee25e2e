"""A query widened by the vocabulary: a text that names a tag also finds the tag's other names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from reader.domain.fold import fold
from reader.domain.query_tree import ALIASES, And, Near, Node, Not, Or, Query, Text
from reader.domain.query_values import typed_text
from reader.domain.snippets import text_hits

MOST = 64
"""At most so many combinations of names stand for one NEAR."""


def expanded(query: Query, names: Sequence[Sequence[str]]) -> Query:
    """`query` with the other names of each tag it names (`names`: preferred name and aliases, tag by tag), where
    its switch says so. Names are compared as search compares texts, under the query's own foldings."""
    if ALIASES not in query.switches:
        return query
    folded = [[(name, fold(name)) for name in tag] for tag in names if len(tag) > 1]
    root = _node(query.root, folded, query.folds)
    return query if root == query.root else replace(query, root=root, plain=query.root)


_Names = Sequence[Sequence[tuple[str, str]]]


def _node(node: Node, names: _Names, folds: tuple[str, ...]) -> Node:
    if isinstance(node, Text):
        forms = _forms(node, names, folds)
        return Or(forms) if len(forms) > 1 else node
    if isinstance(node, Near):
        chains = list(product(*(_forms(part, names, folds) for part in node.parts)))[:MOST]
        return Or(tuple(Near(chain, node.distance) for chain in chains)) if len(chains) > 1 else node
    if isinstance(node, And | Or):
        return type(node)(tuple(_node(part, names, folds) for part in node.parts))
    return Not(_node(node.part, names, folds)) if isinstance(node, Not) else node


def _forms(text: Text, names: _Names, folds: tuple[str, ...]) -> tuple[Text, ...]:
    """The text itself and what else it stands for."""
    found = {text.seen: text}
    for tag in names:
        if any((0, len(name)) in text_hits(text, name, folds) for _name, name in tag):
            for name, _folded in tag:
                other = typed_text(name, text.at, text.fields, False)
                if other is not None:
                    found.setdefault(other.seen, replace(other, at=text.at, end=text.end, alias=True))
    return tuple(found.values())

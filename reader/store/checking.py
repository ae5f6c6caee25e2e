"""Candidates of the search index checked against the texts: what phrases alone cannot decide (NEAR, punctuation)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from reader.domain.errors import Stopped
from reader.domain.query import Near, Node, Text
from reader.domain.snippets import holds
from reader.store.asked import Asked, Fields
from reader.store.index_docs import PASSAGE_HEADS
from reader.store.sources import Sql
from reader.store.texts import where_in

_CHUNK = 200


class Checker:
    """Looks into the texts of one family of documents; `exact` is False once some were left out."""

    def __init__(self, db: sqlite3.Connection, asked: Asked, family: str) -> None:
        self.db, self.asked, self.family = db, asked, family
        self.exact = True

    def kept(self, node: Text | Near, candidates: Sql) -> list[int]:
        """The documents among the `candidates` (`from … where …`) that truly hold `node`. Raises Stopped."""
        source, params = candidates
        most = self.asked.checked
        sql = f"select d.id, d.article, d.body {source} order by d.sort desc, d.id desc limit ?"
        found = self.db.execute(sql, [*params, most + 1 if most >= 0 else -1]).fetchall()
        if 0 <= most < len(found):
            self.exact = False
            found = found[:most]
        kept: list[int] = []
        for start in range(0, len(found), _CHUNK):
            if self.asked.stopped():
                raise Stopped
            kept += self._check(node, found[start : start + _CHUNK])
        return kept

    def _check(self, node: Text | Near, found: Sequence[tuple[int, int, str | None]]) -> list[int]:
        if self.family == "furniture":
            kept = [(id, (("furniture", None, body or ""),)) for id, _article, body in found]
            return [id for id, fields in kept if holds(node, fields, self.asked.folds)]
        texts = self.asked.texts([article for _id, article, _body in found]) if self.asked.texts else {}
        if self.family == "passage":
            tags = self._tag_names([id for id, _article, _body in found])
            marks = [(id, [*_of_mark(body), *tags[id], *_heads_of(texts.get(article, ()))]) for id, article, body in found]
            return [id for id, fields in marks if holds(node, fields, self.asked.folds)]
        if self.asked.texts is None:
            self.exact = False
            return [id for id, _article, _body in found]
        node = _narrowed(node, self.asked.query.level)
        return [id for id, article, _b in found if holds(node, texts.get(article, ()), self.asked.folds)]

    def _tag_names(self, ids: Sequence[int]) -> dict[int, list[tuple[str, int | None, str]]]:
        sql = f"select t.doc, n.name from passage_tag t join tag_name n on n.tag = t.tag where {where_in('t.doc', ids)}"
        names: dict[int, list[tuple[str, int | None, str]]] = {id: [] for id in ids}
        for id, name in self.db.execute(sql).fetchall():
            names[id].append(("tag", None, name))
        return names


def _of_mark(body: str | None) -> Fields:
    """The words of a passage, which the index keeps itself."""
    quote, _mark, comment = (body or "").partition("\x1f")
    return (("text", None, quote), ("comment", None, comment))


def _heads_of(fields: Fields) -> Fields:
    """What a passage is found by of its article."""
    return [part for part in fields if part[0] in PASSAGE_HEADS]


def _narrowed(node: Node, level: str) -> Text | Near:
    """A text of `in:notes` without a field is one of the note."""
    if isinstance(node, Near):
        parts = tuple(part for part in (_narrowed(p, level) for p in node.parts) if isinstance(part, Text))
        return replace(node, parts=parts)
    assert isinstance(node, Text)
    return replace(node, fields=("note",)) if level == "notes" and not node.fields else node

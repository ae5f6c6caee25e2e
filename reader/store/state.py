"""The state of a library by permanent ids: every row of user data as a record that means the same in any library.

A record is `{"entity": table, "uuid": …, field: value}`. References name the other row's UUID and lose their `_id`;
pieces of a block and spans of a highlight stand in it as `[source text's uuid, start, end]`, code points, end
exclusive; columns that hold JSON are read. Exports that carry everything, round trips and bundles are made of these.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from reader.store.exporting import file_bytes
from reader.store.library import Library
from reader.store.tables import DERIVED
from reader.store.texts import chunks, where_in

Record = dict[str, Any]

ORDER = (
    "colour", "tag", "tag_alias", "newspaper", "newspaper_name", "issue", "issue_field", "issue_tag", "page", "scan", "source",
    "source_text", "article", "article_field", "block", "correction", "flag", "article_tag", "highlight", "highlight_tag",
    "note", "redirect", "note_template", "learned_answer", "saved_search", "basket", "basket_item",
)  # fmt: skip
"""Tables in an order in which records can be put in, but for references within one table."""

REFERENCES = {
    "issue": {"newspaper_id": "newspaper", "version_of": "issue"},
    "newspaper_name": {"newspaper_id": "newspaper"},
    "issue_field": {"issue_id": "issue"},
    "issue_tag": {"issue_id": "issue", "tag_id": "tag"},
    "page": {"issue_id": "issue"},
    "scan": {"page_id": "page"},
    "source_text": {"source_id": "source", "page_id": "page"},
    "article": {
        "issue_id": "issue", "page_id": "page", "continues_from": "article", "continues_to": "article",
    },
    "article_field": {"article_id": "article", "source_text_id": "source_text"},
    "block": {"article_id": "article", "page_id": "page"},
    "correction": {"source_text_id": "source_text"},
    "flag": {"issue_id": "issue", "article_id": "article", "block_id": "block"},
    "tag": {"parent_id": "tag"},
    "tag_alias": {"tag_id": "tag"},
    "article_tag": {"article_id": "article", "tag_id": "tag"},
    "highlight_tag": {"highlight_id": "highlight", "tag_id": "tag"},
    "note": {"article_id": "article", "issue_id": "issue"},
    "learned_answer": {"newspaper_id": "newspaper"},
    "basket_item": {"basket_id": "basket", "article_id": "article", "highlight_id": "highlight"},
}  # fmt: skip
"""Columns that hold the key of a row of another table."""

JSON_COLUMNS = {"flag": ("params", "answers"), "source_text": ("markup", "styles"), "learned_answer": ("answer",)}
"""Columns that hold JSON; `learned_answer.answer` only where it is JSON."""

PARTS = {"block": ("piece", "block_id", "pieces"), "highlight": ("highlight_span", "highlight_id", "spans")}
"""Tables whose rows hold a list of stretches of source texts: the table of those, its reference, and the field."""

_LEFT_OUT = {"redirect": ("entity_id",), "source": ("path",)}

_OF_ISSUE = {
    "newspaper": "id = (select newspaper_id from issue where id = :issue)",
    "newspaper_name": "newspaper_id = (select newspaper_id from issue where id = :issue)",
    "issue": "id = :issue",
    "issue_field": "issue_id = :issue",
    "issue_tag": "issue_id = :issue",
    "page": "issue_id = :issue",
    "scan": "page_id in (select id from page where issue_id = :issue)",
    "source": "id in (select source_id from source_text where page_id in (select id from page where issue_id = :issue))",
    "source_text": "page_id in (select id from page where issue_id = :issue)",
    "article": "issue_id = :issue",
    "article_field": "article_id in (select id from article where issue_id = :issue)",
    "block": "page_id in (select id from page where issue_id = :issue)",
    "correction": """source_text_id in (
        select id from source_text where page_id in (select id from page where issue_id = :issue))""",
    "flag": "issue_id = :issue",
    "redirect": """to_uuid in (select uuid from article where issue_id = :issue)
        or to_uuid in (select uuid from block where page_id in (select id from page where issue_id = :issue))""",
}
"""What of a table belongs to an issue, marks aside."""

_SHARED = frozenset({"newspaper", "newspaper_name", "source", "highlight", "highlight_tag"})

_OF_LIBRARY = ("colour", "tag", "tag_alias", "note_template", "learned_answer", "saved_search", "basket", "basket_item")


def issues_of(library: Library, articles: Sequence[int]) -> list[int]:
    """The issues that hold the articles, in the order in which they first come."""
    found: dict[int, int] = {}
    for some in chunks(dict.fromkeys(articles)):
        found.update(library.rows(f"select id, issue_id from article where {where_in('id', some)}"))
    return list(dict.fromkeys(found[id] for id in articles if id in found))


def every_issue(library: Library) -> list[int]:
    """All issues outside the trash."""
    return [int(row[0]) for row in library.rows("select id from issue where trashed is null order by id")]


def of_library(library: Library) -> Iterator[Record]:
    """The records that belong to no issue: vocabulary, colours, templates, searches, baskets, the library's own note."""
    for table in _OF_LIBRARY:
        yield from _records(library, table, "1", {})
    yield from _records(library, "note", "article_id is null and issue_id is null", {})


def vocabulary(library: Library) -> Iterator[Record]:
    """The colours and tags alone, for an export of a part."""
    for table in _OF_LIBRARY[:3]:
        yield from _records(library, table, "1", {})


def of_issue(
    library: Library, issue: int, articles: Iterable[int] | None = None, *, data: bool = False
) -> Iterator[Record]:
    """The records of an issue: its files, text and structure whole, the marks of all or only of these articles.

    With `data` each file's bytes stand in its record, base64.
    """
    for table, where in _OF_ISSUE.items():
        for record in _records(library, table, where, {"issue": issue}):
            if data and table == "source":
                record["data"] = base64.b64encode(file_bytes(library, record["uuid"])).decode("ascii")
            yield record
    yield from _marks(library, issue, articles)


def once(records: Iterable[Record]) -> Iterator[Record]:
    """The records without those that several issues share, such as their newspaper, said again."""
    seen: set[tuple[str, str]] = set()
    for record in records:
        key = (record["entity"], record["uuid"])
        if record["entity"] in _SHARED:
            if key in seen:
                continue
            seen.add(key)
        yield record


def _marks(library: Library, issue: int, articles: Iterable[int] | None) -> Iterator[Record]:
    own = "select id from article where issue_id = :issue"
    if articles is not None:
        own += f" and {where_in('id', sorted(set(articles)))}"
    bound = {"issue": issue}
    yield from _records(library, "article_tag", f"article_id in ({own})", bound)
    notes = f"article_id in ({own})" + (" or issue_id = :issue" if articles is None else "")
    yield from _records(library, "note", notes, bound)
    lying = _lying_on(library, issue, own if articles is not None else None)
    for some in chunks(lying):
        yield from _records(library, "highlight", where_in("id", some), {})
        yield from _records(library, "highlight_tag", where_in("highlight_id", some), {})


def _lying_on(library: Library, issue: int, articles: str | None) -> list[int]:
    """Highlights whose first stretch lies in the issue, or that touch the articles."""
    if articles is None:
        sql = """select s.highlight_id from highlight_span s join source_text t on t.id = s.source_text_id
                 join page p on p.id = t.page_id where p.issue_id = :issue and s.position = 0 order by s.highlight_id"""
    else:
        sql = f"""select distinct s.highlight_id from block b join piece p on p.block_id = b.id
                  cross join highlight_span s on s.source_text_id = p.source_text_id and s.start < p.end and s.end > p.start
                  where b.article_id in ({articles}) order by s.highlight_id"""
    bound: Any = {"issue": issue}
    return [int(row[0]) for row in library.rows(sql, bound)]


# ---- rows as records


@cache
def fields_of(table: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The columns of a table that a record carries: no key, nothing derived, nothing that means a thing only here."""
    out = {"id", *DERIVED.get(table, ()), *_LEFT_OUT.get(table, ())}
    return tuple(name for name in names if name not in out)


def field_name(table: str, column: str) -> str:
    """What a column is called in a record: references without their `_id`, and `of` for what a redirect is of."""
    if column == "entity":
        return "of"
    return column.removesuffix("_id") if column in REFERENCES.get(table, {}) else column


def _records(library: Library, table: str, where: str, bound: dict[str, Any]) -> Iterator[Record]:
    names = tuple(str(row[0]) for row in library.rows("select name from pragma_table_info(?)", (table,)))
    fields = fields_of(table, names)
    shown = ", ".join(_column(table, name) for name in fields)
    rows = library.rows(f"select x.id, {shown} from {table} x where {where} order by x.id", bound)  # type: ignore[arg-type]
    parts = _parts(library, table, [int(row[0]) for row in rows])
    for id, *values in rows:
        record: Record = {"entity": table}
        for name, value in zip(fields, values, strict=True):
            record[field_name(table, name)] = _read(table, name, value)
        if table in PARTS:
            record[PARTS[table][2]] = parts.get(id, [])
        yield record


def _column(table: str, name: str) -> str:
    other = REFERENCES.get(table, {}).get(name)
    if name == "version_of":  # an older version in the trash does not go along
        return '(select r.uuid from issue r where r.id = x."version_of" and r.trashed is null)'
    return f'(select r.uuid from {other} r where r.id = x."{name}")' if other else f'x."{name}"'


def _read(table: str, name: str, value: Any) -> Any:
    if name in JSON_COLUMNS.get(table, ()) and isinstance(value, str):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _parts(library: Library, table: str, ids: Sequence[int]) -> dict[int, list[list[Any]]]:
    if table not in PARTS:
        return {}
    parts, reference, _field = PARTS[table]
    found: dict[int, list[list[Any]]] = {}
    for some in chunks(ids):
        sql = f"""select x.{reference}, t.uuid, x.start, x.end from {parts} x join source_text t on t.id = x.source_text_id
                  where {where_in("x." + reference, some)} order by x.{reference}, x.position, x.id"""
        for id, *stretch in library.rows(sql):
            found.setdefault(int(id), []).append(stretch)
    return found

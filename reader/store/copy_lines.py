"""What the second copy says of an act or an import: one plain value a line, with names that outlive row numbers."""

from __future__ import annotations

import hashlib
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from reader.store.as_imported import encodings_before, originals, owned
from reader.store.stored_json import read_json
from reader.store.texts import Reads, chunks, where_in

Value = dict[str, Any]
_WITHOUT_UUID = {"piece", "highlight_span", "library"}
_WORDS = 24
_FLAG = ("id", "uuid", "article_id", "block_id", "code", "params", "answers")


def act_line(reads: Reads, act: int, after: int = 0) -> Value:
    """An act with all its changes; `refs` says of each row named in them who it is (UUID, source, words)."""
    id, unique, kind, command, params, about, article, at, clock, author, device = reads.rows(
        """select id, uuid, kind, command, params, (select uuid from act b where b.id = act.about), article_id, at,
             clock, author, device from act where id = ?""",
        (act,),
    )[0]
    changes, refs = changes_of(reads, act, article, after)
    line = {
        "n": id, "act": unique, "kind": kind, "command": command, "at": at, "author": author, "device": device,
        "clock": clock, "about": about, "params": read_json(params), "article": article, "changes": changes,
    }  # fmt: skip
    return {**line, **_read_as_before(reads, about), "refs": refs}


def changes_of(reads: Reads, act: int, article: int | None = None, after: int = 0) -> tuple[list[Value], Value]:
    """The changes of an act beyond change number `after`, and who the rows are that they name."""
    sql = "select entity, entity_id, uuid, field, old, new, id from change where act_id = ? and id > ? order by id"
    rows = reads.rows(sql, (act, after))
    changes = []
    for entity, entity_id, entity_uuid, field, old, new, _change in rows:
        change: Value = {"entity": entity, "id": entity_id}
        if entity_uuid:
            change["uuid"] = entity_uuid
        changes.append({**change, "field": field, "old": _loads(old), "new": _loads(new)})
    refs = _as_they_were(reads, references(reads, named(reads, changes, article)), rows)
    pieces = _pieces_before(reads, rows)
    if pieces:
        refs["piece"] = pieces
        refs.update(_more(refs, references(reads, {"source_text": {place["text"] for place in pieces.values()}})))
    return changes, refs


def _as_they_were(reads: Reads, refs: Value, rows: Sequence[Sequence[Any]]) -> Value:
    """Where a row was given another UUID by these changes or later, it is named by the one it had before them."""
    first = min((row[6] for row in rows), default=0)
    sql = """select entity, entity_id, old from change where id >= ? and field = 'uuid' order by id desc"""
    for entity, id, old in reads.rows(sql, (first,)) if first else ():
        if str(id) in refs.get(entity, {}):
            refs[entity][str(id)]["uuid"] = read_json(old)
    return refs


def _read_as_before(reads: Reads, about: str | None) -> Value:
    """What undoing or redoing an import leaves as the encodings of files that it had read anew."""
    rows = reads.rows("select params from act where uuid = ? and kind = 'import'", (about,))
    sources = {s for side in read_json(rows[0][0]).get("read_as", ()) for s, *_how in side} if rows else set()
    sql = f"select uuid, encoding, encoding_how from source where {where_in('id', sorted(sources))}"
    return {"encodings": [list(row) for row in reads.rows(sql)]} if sources else {}


def _more(known: Value, further: Value) -> Value:
    return {entity: {**known.get(entity, {}), **some} for entity, some in further.items()}


def _loads(value: str | None) -> Any:
    return None if value is None else read_json(value)


# who is who


def parents(reads: Reads, table: str) -> dict[str, str]:
    """The columns of a table that name rows of other tables: column to table."""
    return {
        str(row[1]): str(row[0])
        for row in reads.rows(f'select "table", "from" from pragma_foreign_key_list(\'{table}\')')
    }


def named(reads: Reads, changes: Sequence[Value], article: int | None) -> dict[str, set[int]]:
    """The rows that changes speak of, by table: those changed, and those their columns point at."""
    found: dict[str, set[int]] = defaultdict(set)
    if article is not None:
        found["article"].add(article)
    columns: dict[str, dict[str, str]] = {}
    for change in changes:
        entity, field = change["entity"], change["field"]
        points = columns.get(entity)
        if points is None:
            points = columns[entity] = parents(reads, entity)
        if entity not in _WITHOUT_UUID:
            found[entity].add(change["id"])
        for side in (change["old"], change["new"]):
            values = side if field == "*" and side else {field: side}
            for column, value in values.items():
                if value is not None and column in points:
                    found[points[column]].add(value)
            if entity == "redirect" and field == "*" and side:
                found[side["entity"]].add(side["entity_id"])
    return found


def references(reads: Reads, wanted: dict[str, set[int]]) -> Value:
    """`{table: {number: {"uuid": …, …}}}`: what identifies rows beyond this file, with a few words to read by."""
    found: Value = {}
    for entity, ids in wanted.items():
        if entity in _WITHOUT_UUID:
            continue
        some: Value = {}
        for part in chunks(sorted(ids)):
            some.update(_described(reads, entity, part))
            gone = [id for id in part if str(id) not in some]
            some.update(_from_log(reads, entity, gone))
        if some:
            found[entity] = some
    return found


def _described(reads: Reads, entity: str, ids: Sequence[int]) -> Value:
    if entity == "source_text":
        rows = reads.rows(
            f"""select t.id, t.uuid, s.sha256, s.name, p.label from source_text t join source s on s.id = t.source_id
                join page p on p.id = t.page_id where {where_in("t.id", ids)}"""
        )
        return {str(id): _only(uuid=u, sha256=sha, file=name, page=page) for id, u, sha, name, page in rows}
    if entity in {"article", "block"}:
        return _placed(reads, entity, ids)
    words = {
        "tag": "name",
        "newspaper": "name",
        "highlight": f"substr(quote, 1, {_WORDS})",
        "issue": "date",
        "colour": "name",
    }
    sql = f"select id, uuid, {words.get(entity, 'null')} from {entity} where {where_in('id', ids)}"
    return {str(id): _only(uuid=unique, words=text) for id, unique, text in reads.rows(sql)}


def _placed(reads: Reads, entity: str, ids: Sequence[int]) -> Value:
    """Articles or blocks with the place of their first piece, so that they are found even where structure is read otherwise."""
    owner = "b.article_id" if entity == "article" else "b.id"
    text = "coalesce(a.title, '')" if entity == "article" else f"substr(a.text, 1, {_WORDS})"
    firsts = {
        row[0]: row[1:4]
        for row in reads.rows(
            f"""select {owner}, t.uuid, p.start, p.end, min(b.position || ' ' || printf('%08d', p.position))
                from block b join piece p on p.block_id = b.id join source_text t on t.id = p.source_text_id
                where {where_in(owner, ids)} group by 1"""
        )
    }
    rows = reads.rows(f"select a.id, a.uuid, {text} from {entity} a where {where_in('a.id', ids)}")
    return {str(id): _only(uuid=unique, words=words, at=firsts.get(id)) for id, unique, words in rows}


def _from_log(reads: Reads, entity: str, ids: Sequence[int]) -> Value:
    if not ids:
        return {}
    sql = f"""select entity_id, max(uuid) from change where entity = '{entity}' and {where_in("entity_id", ids)}
              and uuid is not null group by 1"""
    return {str(id): {"uuid": unique} for id, unique in reads.rows(sql)}


def _only(**values: Any) -> Value:
    return {name: value for name, value in values.items() if value not in (None, "")}


def _pieces_before(reads: Reads, rows: Iterable[Sequence[Any]]) -> Value:
    """Where each piece that an act changed stood before it: pieces have no UUID, but each place has one piece."""
    first: dict[int, int] = {}
    for entity, id, _uuid, field, old, _new, change in rows:
        if entity == "piece" and not (field == "*" and old is None):
            first.setdefault(id, change)
    found: Value = {}
    for some in chunks(first):
        now = {
            row[0]: {"source_text_id": row[1], "start": row[2], "end": row[3]}
            for row in reads.rows(f"select id, source_text_id, start, end from piece where {where_in('id', some)}")
        }
        sql = f"""select entity_id, id, field, old from change where entity = 'piece' and {where_in("entity_id", some)}
                  order by id desc"""
        for id, change, field, old in reads.rows(sql):
            if change < first[id] or (field == "*" and old is None):
                continue
            if field == "*":
                now[id] = {name: read_json(old)[name] for name in ("source_text_id", "start", "end")}
            elif id in now and field in now[id]:
                now[id][field] = read_json(old)
        for id in some:
            if id in now:
                found[str(id)] = {"text": now[id]["source_text_id"], "start": now[id]["start"], "end": now[id]["end"]}
    return found


# imports


def issue_line(reads: Reads, issue: int, act: int, version: str, after: int | None, late: bool) -> Value:
    """An issue as imported: its sources by hash, what is known of it, and the ids its rows were given; not its text.

    Marks that came with the import (the act's changes beyond number `after`; None: none) stand in the line as well.
    `late`: more was done since; then rows are told as they were before that.
    """
    changes, refs = ([], {}) if after is None else changes_of(reads, act, None, after)
    rows = _Rows(reads, issue, late or bool(changes))
    row = rows.one("issue", issue)
    newspaper = rows.one("newspaper", row.pop("newspaper_id", None))
    version_of = rows.one("issue", row.pop("version_of", None))
    head = rows.now("act", act)
    params = read_json(head.pop("params"))
    replaced = [told["uuid"] for id in params.get("replaced_ids", []) if (told := rows.now("issue", id))]
    return {
        "n": act, "act": head["uuid"], "kind": "import", "command": head["command"], "at": head["at"],
        "author": head["author"], "device": head["device"], "clock": head["clock"], "issue_id": issue,
        "params": {k: None if k in {"issue_ids", "replaced_ids", "read_as"} else v for k, v in params.items()},
        "issue": row, "newspaper": _only(id=newspaper.get("id"), uuid=newspaper.get("uuid"), name=newspaper.get("name")),
        "replaced": replaced, "read_as": _by_uuid(reads, params.get("read_as", ())),
        "version_of": version_of.get("uuid"), "structure": version,
        "fields": [{name: told[name] for name in ("uuid", "key", "value")} for told in rows.of("issue_field")],
        "pages": rows.pages(), "sources": rows.sources(act, head["command"]),
        "flags": [{name: told[name] for name in _FLAG} for told in rows.of("flag")],
        "ids": rows.numbers(), "shape": rows.shape(), "changes": changes, "refs": refs,
    }  # fmt: skip


class _Rows:
    """The rows of an imported issue, as they are or (`late`) as they were before anything was done to them."""

    def __init__(self, reads: Reads, issue: int, late: bool) -> None:
        self.reads, self.issue, self.late = reads, issue, late
        self._names: dict[str, list[str]] = {}
        self._owned: dict[str, list[Value]] = {}
        self._pages: list[Value] = []
        self.page_ids = [r[0] for r in reads.rows("select id from page where issue_id = ? order by position", (issue,))]

    def now(self, table: str, id: int | None) -> Value:
        found = self._values(table, "id", [] if id is None else [id])
        return found[0] if found else {}

    def one(self, table: str, id: int | None) -> Value:
        if id is None or not self.late:
            return self.now(table, id)
        found = originals(self.reads, table, [id])
        # A newspaper that a person made: its own line brings it.
        return found[0] if found else {} if table != "newspaper" else _named_by_log(self.reads, id)

    def of(self, table: str) -> list[Value]:
        column, owners = ("page_id", self.page_ids) if table == "block" else ("issue_id", [self.issue])
        return self.owned(table, column, owners)

    def owned(self, table: str, column: str, owners: Sequence[int]) -> list[Value]:
        """The rows of a table by whom they belong to, read once."""
        if table not in self._owned:
            read = (lambda *a: owned(self.reads, *a)) if self.late else self._values
            self._owned[table] = read(table, column, owners)
        return self._owned[table]

    def _values(self, table: str, column: str, values: Sequence[int]) -> list[Value]:
        if table not in self._names:
            self._names[table] = [str(r[0]) for r in self.reads.rows("select name from pragma_table_info(?)", (table,))]
        sql = f"select * from {table} where {where_in(column, values)} order by id"
        return [dict(zip(self._names[table], row, strict=True)) for row in self.reads.rows(sql)]

    def pages(self) -> list[Value]:
        """What is known of each page and its text, read once."""
        self._pages = self._pages or self._read_pages()
        return self._pages

    def _read_pages(self) -> list[Value]:
        told = {id: self.one("page", id) for id in self.page_ids}
        sql = f"""select t.page_id, t.id, t.uuid, s.sha256 from source_text t join source s on s.id = t.source_id
                  where {where_in("t.page_id", self.page_ids)} order by t.id"""
        texts = {page: (id, unique, sha) for page, id, unique, sha in self.reads.rows(sql)}
        known = ("id", "uuid", "label", "label_how", "name")
        return [
            {name: told[id].get(name) for name in known}
            | dict(zip(("text_id", "text_uuid", "source"), texts[id], strict=True))
            for id in self.page_ids
        ]

    def sources(self, act: int, command: str) -> list[Value]:
        """The files of an issue in page order; of pasted text, which lies in no file, the words as well."""
        sql = """select s.id, s.uuid, s.name, s.path, s.sha256, s.size, s.format, s.encoding, s.encoding_how, s.imported_at
                 from source s join source_text t on t.source_id = s.id join page p on p.id = t.page_id
                 where p.issue_id = ? group by s.id order by min(p.position), s.id"""
        names = ("id", "uuid", "name", "path", "sha256", "size", "format", "encoding", "encoding_how", "imported_at")
        found = [dict(zip(names, row, strict=True)) for row in self.reads.rows(sql, (self.issue,))]
        before = encodings_before(self.reads, act) if self.late else {}
        for source in found:
            if source["id"] in before:
                source["encoding"], source["encoding_how"] = before[source["id"]]
            if command == "import.text":
                packed = self.reads.rows("select zlib from source_data where source_id = ?", (source["id"],))[0][0]
                source["pasted"] = zlib.decompress(packed).decode("utf-8", "replace")
        return found

    def numbers(self) -> Value:
        """First row numbers of what was written, so that a library made again can give the same ones."""
        if not self.late:
            return self._numbers_now()
        articles = [row["id"] for row in self.of("article")]
        tables = {table: [row["id"] for row in self.of(table)] for table in ("block", "flag", "issue_field")}
        tables |= {"page": self.page_ids, "article": articles}
        tables["source_text"] = [page["text_id"] for page in self.pages()]
        for table, column, owners in (
            ("piece", "source_text_id", tables["source_text"]),
            ("article_field", "article_id", articles),
        ):
            tables[table] = [row["id"] for row in self.owned(table, column, owners)]
        return {table: min(ids) for table, ids in tables.items() if ids}

    def _numbers_now(self) -> Value:
        """The same where nothing has been done since: only the numbers are read, not the rows."""
        issue = f"issue_id = {self.issue}"
        texts = [page["text_id"] for page in self.pages()]
        where = {
            "block": where_in("page_id", self.page_ids), "flag": issue, "issue_field": issue, "page": issue, "article": issue,
            "source_text": where_in("id", texts), "piece": where_in("source_text_id", texts),
            "article_field": f"article_id in (select id from article where {issue})",
        }  # fmt: skip
        firsts = {table: self.reads.rows(f"select min(id) from {table} where {of}")[0][0] for table, of in where.items()}
        return {table: first for table, first in firsts.items() if first is not None}

    def shape(self) -> str:
        """A digest of how the structure was read: articles and blocks by UUID, with kinds and roles."""
        made = hashlib.blake2b(digest_size=12)
        for table, name in (("article", "kind"), ("block", "role")):
            for told in self._shapes(table, name):
                made.update(repr(told).encode())
        return made.hexdigest()

    def _shapes(self, table: str, name: str) -> list[tuple[str, str]]:
        """(UUID, kind or role) of articles or blocks, by number."""
        if self.late:
            return [(row["uuid"], row[name]) for row in sorted(self.of(table), key=lambda row: int(row["id"]))]
        owners = ("page_id", self.page_ids) if table == "block" else ("issue_id", [self.issue])
        rows = self.reads.rows(f"select uuid, {name} from {table} where {where_in(*owners)} order by id")
        return [(unique, told) for unique, told in rows]


def shape(reads: Reads, issue: int) -> str:
    """A digest of how an issue's structure is read just after its import."""
    return _Rows(reads, issue, False).shape()


def _named_by_log(reads: Reads, id: int) -> Value:
    sql = "select new from change where entity = 'newspaper' and entity_id = ? and field = '*' and old is null order by id"
    rows = reads.rows(sql, (id,))
    return {"id": id, **read_json(rows[0][0])} if rows else {}


def _by_uuid(reads: Reads, read_as: Sequence[Sequence[Sequence[Any]]]) -> list[list[list[Any]]]:
    wanted = [source for side in read_as for source, *_how in side]
    uuids = dict(reads.rows(f"select id, uuid from source where {where_in('id', wanted)}"))
    return [[[uuids[source], *how] for source, *how in side if source in uuids] for side in read_as]

"""A library made again from its second copy: the imports are written anew, then every act is done over, in order.

Rows are found by UUID, pieces by their place in the source text. Where an issue's structure is read otherwise than it
was, articles and blocks are found by the place of their first words. Row numbers are given as they were wherever they
are free, so that a library made again from all its sources is the same, row by row.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reader.domain.errors import ReaderError
from reader.store import log
from reader.store.act import Act
from reader.store.copy_lines import Value, parents, shape
from reader.store.derived import refresh_articles, refresh_touched
from reader.store.issues import IssueWriter, NewIssue
from reader.store.library import Library


@dataclass
class Lost:
    """One thing that could not be brought back: line number `n` of an act, its command and time, and what it was."""

    n: int
    command: str
    at: str
    what: str


@dataclass
class Rebuilt:
    """What a rebuilding did: counts, sources not found (hash to file name), issues whose structure is read otherwise."""

    issues: int = 0
    acts: int = 0
    by_place: int = 0
    missing: dict[str, str] = field(default_factory=dict)
    differing: list[str] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)


def begin(path: Path, head: Value) -> Library:
    """A new library at `path` that is the one the copy was made of. Raises ReaderError where `path` exists."""
    library = Library.create(path)
    with library.quiet() as act:
        act.execute("update library set value = ? where key = 'uuid'", (head["library"],))
        act.execute("update library set value = ? where key = 'name'", (head.get("name", path.stem),))
    library.close()
    library = Library(path)
    library.db().conn.execute("pragma synchronous=off")  # it gets its name only when it is whole and forced to disk
    return library


class _Again(IssueWriter):
    """Writes an issue with the ids it had."""

    def __init__(self, act: Act, new: NewIssue, line: Value) -> None:
        super().__init__(act, new)
        pages = line["pages"]
        self.known = {
            "issue": [line["issue"]["uuid"]],
            "page": [page["uuid"] for page in pages],
            "source_text": [page["text_uuid"] for page in pages],
            "flag": [flag["uuid"] for flag in line["flags"]],
        }

    def _fresh(self, table: str, wanted: str) -> str:
        kept = self.known.get(table)
        unique = kept.pop(0) if kept else wanted
        return super()._fresh(table, unique)


class Replay:
    """Does the lines of a copy over in a new library, one at a time and in their order."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.report = Rebuilt()
        self._ids: dict[tuple[str, int], int] = {}
        self._imports: dict[str, tuple[int, list[int]]] = {}
        self._parents: dict[str, dict[str, str]] = {}

    # imports

    def issue(self, line: Value, new: NewIssue) -> int:
        """Write an imported issue; returns its id. What is known of it is as the line says."""
        act_id, made = self._imports.get(line["act"], (None, []))
        self._number("act", line["n"])
        with self._doing(line, "import", resume=act_id) as act:
            for table, first in {**line["ids"], "issue": line["issue_id"], **_first_source(line)}.items():
                _advance(act, table, first)
            self._newspaper(act, line["newspaper"])
            issue = _Again(act, new, line).write()
            self._settle(act, line, issue)
            made.append(issue)
            self._sign(act, line, {**line["params"], **self._import_params(act, line, made)})
            act.imported.append(issue)
            assert act.id is not None
            self._imports[line["act"]] = (act.id, made)
            self._ids["issue", line["issue_id"]] = issue
            if shape(act, issue) != line["shape"]:
                self.report.differing.append(line["issue"].get("name", ""))
            with log.recorded(act):
                self._changes(act, line)
            refresh_touched(act)
        self.report.issues += 1
        return issue

    def _newspaper(self, act: Act, told: Value) -> None:
        if told and act.value("select 1 from newspaper where uuid = ?", (told["uuid"],)) is None:
            _advance(act, "newspaper", told.get("id", 0))
            act.insert("newspaper", uuid=told["uuid"], name=told["name"])

    def _settle(self, act: Act, line: Value, issue: int) -> None:
        told = {k: v for k, v in line["issue"].items() if k not in {"id", "uuid", "trashed"}}
        paper = act.value("select id from newspaper where uuid = ?", (line["newspaper"].get("uuid"),))
        older = act.value("select id from issue where uuid = ?", (line["version_of"],))
        act.update("issue", issue, newspaper_id=paper, version_of=older, **told)
        for entry in line["fields"]:
            sql = "update issue_field set uuid = ?, value = ? where issue_id = ? and key = ?"
            act.execute(sql, (entry["uuid"], entry["value"], issue, entry["key"]))
        for page in line["pages"]:
            sql = "update page set label = ?, label_how = ?, name = ? where uuid = ?"
            act.execute(sql, (page["label"], page["label_how"], page["name"], page["uuid"]))
        for source in line["sources"]:
            sql = (
                "update source set name = ?, path = ?, encoding = ?, encoding_how = ?, imported_at = ? where sha256 = ?"
            )
            names = ("name", "path", "encoding", "encoding_how", "imported_at", "sha256")
            act.execute(sql, [source[name] for name in names])
        self._further_flags(act, line, issue)
        for unique in line["replaced"]:
            act.execute("update issue set trashed = ? where uuid = ? and trashed is null", (line["at"], unique))
        of_issues = "select id from article where issue_id in (select id from issue where id = ? or uuid in (select value from json_each(?)))"
        refresh_articles(act, [r[0] for r in act.rows(of_issues, (issue, json.dumps(line["replaced"])))])

    def _further_flags(self, act: Act, line: Value, issue: int) -> None:
        """Doubts about the issue as a whole, which the import raised beside those of the structure engine."""
        for flag in line["flags"]:
            whole = flag["article_id"] is None and flag["block_id"] is None
            if whole and act.value("select 1 from flag where uuid = ?", (flag["uuid"],)) is None:
                values = {name: flag[name] for name in ("uuid", "code", "params", "answers")}
                act.insert("flag", issue_id=issue, **values)

    def _import_params(self, act: Act, line: Value, made: Sequence[int]) -> Value:
        replaced = [act.value("select id from issue where uuid = ?", (u,)) for u in line["replaced"]]
        told: Value = {"issue_ids": list(made), "replaced_ids": [id for id in replaced if id is not None]}
        if line["read_as"]:
            told["read_as"] = [
                [[act.value("select id from source where uuid = ?", (unique,)), *how] for unique, *how in side]
                for side in line["read_as"]
            ]
        return told

    # acts

    def act(self, line: Value) -> None:
        """Do an act over; what cannot be done is told in the report, the rest is done."""
        if line["kind"] == "import":
            self._more(line)
            return
        self._number("act", line["n"])
        try:
            with self._doing(line, line["kind"]) as act:
                self._changes(act, line)
                for unique, encoding, how in line.get("encodings", ()):
                    act.execute(
                        "update source set encoding = ?, encoding_how = ? where uuid = ?", (encoding, how, unique)
                    )
                refresh_touched(act)
                self._sign(act, line, line["params"])
            self.report.acts += 1
        except ReaderError as error:
            self.report.lost.append(Lost(line["n"], line["command"], line["at"], error.message))

    def _more(self, line: Value) -> None:
        """What an import did beside writing its issues: links between them and others."""
        known, _made = self._imports.get(line["act"], (None, []))
        if known is None:
            self.report.lost += [
                Lost(line["n"], line["command"], line["at"], _words_of(c, line["refs"])) for c in line["changes"]
            ]
            return
        with self._doing(line, "import", resume=known) as act, log.recorded(act):
            self._changes(act, line)
            refresh_touched(act)

    def _changes(self, act: Act, line: Value) -> None:
        for change in line["changes"]:
            what = self._change(act, change, line["refs"])
            if what:
                self.report.lost.append(Lost(line["n"], line["command"], line["at"], what))

    def _doing(self, line: Value, kind: str, resume: int | None = None) -> Any:
        about = self.library.value("select id from act where uuid = ?", (line["about"],)) if line.get("about") else None
        return self.library.act(line["command"], line["author"], line["device"], kind=kind, about=about, resume=resume)

    def _sign(self, act: Act, line: Value, params: Value) -> None:
        article = line.get("article")
        here = self._resolve(act, "article", article, line["refs"]) if article is not None else None
        act.execute(
            "update act set uuid = ?, at = ?, clock = ?, params = ?, article_id = ? where id = ?",
            (
                line["act"],
                line["at"],
                line["clock"],
                json.dumps(params, ensure_ascii=False, separators=(",", ":")),
                here,
                act.id,
            ),
        )

    def _number(self, table: str, wanted: int) -> None:
        """Have the next row of a table get the number it had, where that is not past."""
        last = self.library.value("select coalesce(max(seq), 0) from sqlite_sequence where name = ?", (table,))
        if wanted > last + 1:
            with self.library.quiet() as act:
                _advance(act, table, wanted)

    def _change(self, act: Act, change: Value, refs: Value) -> str:
        """Do one change over; returns what was lost, or nothing."""
        entity, name = change["entity"], change["field"]
        words = _words_of(change, refs)
        try:
            if name == "*" and change["old"] is None:
                return "" if self._insert(act, change, refs) else words
            here = self._resolve(act, entity, change["id"], refs)
            if here is None:
                return words
            if name == "*":
                act.delete(entity, here)
                return ""
            known, value = self._value(act, entity, name, change["new"], refs)
            if known:
                act.update(entity, here, **{name: value})
            return "" if known else words
        except sqlite3.IntegrityError:
            return words

    def _insert(self, act: Act, change: Value, refs: Value) -> bool:
        entity, values = change["entity"], {}
        for name, told in change["new"].items():
            known, values[name] = self._value(act, entity, name, told, refs)
            if not known:
                return False
        if entity == "redirect":
            values["entity_id"] = self._ids.get((values["entity"], values["entity_id"])) or self._resolve(
                act, values["entity"], values["entity_id"], refs
            )
        wanted = self._ids.get((entity, change["id"]), change["id"])
        if act.value(f"select 1 from {entity} where id = ?", (wanted,)) is None:
            values["id"] = wanted
        self._ids[entity, change["id"]] = act.insert(entity, **values)
        return True

    def _value(self, act: Act, entity: str, column: str, told: Any, refs: Value) -> tuple[bool, Any]:
        """(whether what it names is there, the value) of a column."""
        if entity not in self._parents:
            self._parents[entity] = parents(self.library, entity)
        parent = self._parents[entity].get(column)
        if parent is None or told is None:
            return True, told
        here = self._resolve(act, parent, told, refs)
        return here is not None, here

    def _resolve(self, act: Act, entity: str, id: int, refs: Value) -> int | None:
        """The number a row has here; None where it is not to be found."""
        known = self._ids.get((entity, id))
        if known is not None:
            return known
        ref = refs.get(entity, {}).get(str(id), {})
        found = self._by_ref(act, entity, id, ref, refs)
        if found is not None:
            self._ids[entity, id] = found
        return found

    def _by_ref(self, act: Act, entity: str, id: int, ref: Value, refs: Value) -> int | None:
        if entity == "piece" and ref:
            text = self._resolve(act, "source_text", ref["text"], refs)
            sql = "select id from piece where source_text_id = ? and start = ? and end = ?"
            return _number_of(act, sql, (text, ref["start"], ref["end"]))
        if entity == "library":
            return _number_of(act, "select id from library where id = ?", (id,))
        if "uuid" not in ref:
            return None
        found = _number_of(act, f"select id from {entity} where uuid = ?", (ref["uuid"],))
        if found is None and entity in {"article", "block"} and "at" in ref:
            owner = "b.article_id" if entity == "article" else "b.id"
            sql = f"""select {owner} from source_text t join piece p on p.source_text_id = t.id
                      join block b on b.id = p.block_id where t.uuid = ? and p.start <= ? and p.end > ?"""
            found = _number_of(act, sql, (ref["at"][0], ref["at"][1], ref["at"][1]))
            self.report.by_place += found is not None
        return found


def _number_of(act: Act, sql: str, params: Sequence[Any]) -> int | None:
    found = act.value(sql, params)
    return None if found is None else int(found)


def _first_source(line: Value) -> Value:
    return {"source": min(source["id"] for source in line["sources"])} if line["sources"] else {}


def _advance(act: Act, table: str, wanted: int) -> None:
    """Let the next row of a table be number `wanted`, unless that is past."""
    last = act.value("select seq from sqlite_sequence where name = ?", (table,))
    if last is None and wanted > 1:
        act.execute("insert into sqlite_sequence (name, seq) values (?, ?)", (table, wanted - 1))
    elif last is not None and last < wanted - 1:
        act.execute("update sqlite_sequence set seq = ? where name = ?", (wanted - 1, table))


def _words_of(change: Value, refs: Value) -> str:
    """What a change was about, in a few of its own words."""
    entity = change["entity"]
    row = change["new"] if change["field"] == "*" and change["new"] else {}
    said = next((str(row[n]) for n in ("quote", "text", "name", "replacement", "value") if row.get(n)), "")
    ref = refs.get(entity, {}).get(str(change["id"]), {})
    pointed = [
        refs[t][str(row[c])].get("words", "")
        for t in ("article", "tag")
        if (c := f"{t}_id") in row and str(row[c]) in refs.get(t, {})
    ]
    return " · ".join(part[:60] for part in (entity, said or ref.get("words", ""), *pointed) if part)


def do_line(replay: Replay, line: Value, read: Callable[[Value], NewIssue | None]) -> None:
    """Do one line over; `read` gives the issue of an import line from its sources, or None where some are not found."""
    if "issue" not in line:
        replay.act(line)
        return
    new = read(line)
    if new is None:
        replay.report.missing |= {source["sha256"]: source["name"] for source in line["sources"]}
    else:
        replay.issue(line, new)


def kept_bytes(library: Library) -> Iterator[bytes]:
    """The kept bytes of all sources and scans of a library, as far as they can be read: it may be damaged."""
    for table, key in (("source_data", "source_id"), ("scan_data", "sha256")):
        try:
            keys = library.rows(f"select {key} from {table}")
        except (ReaderError, sqlite3.Error):
            continue
        for (id,) in keys:
            try:
                data = library.rows(f"select * from {table} where {key} = ?", (id,))[0][1]
                yield zlib.decompress(data) if table == "source_data" else bytes(data)
            except (ReaderError, sqlite3.Error, zlib.error, IndexError):
                continue


def keep_scans(replay: Replay, pictures: dict[str, bytes]) -> None:
    """Put back the pictures of page scans that were found; the report names those that were not."""
    with replay.library.quiet() as act:
        for sha, data in pictures.items():
            act.execute("insert or ignore into scan_data (sha256, data) values (?, ?)", (sha, data))
        sql = "select distinct sha256, name from scan where sha256 not in (select sha256 from scan_data)"
        replay.report.missing |= dict(act.rows(sql))

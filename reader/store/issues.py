"""An issue as imported, written to the library in one transaction."""

from __future__ import annotations

import hashlib
import uuid
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from reader.domain.order import spread
from reader.domain.reading import Hint, Piece, RawFile, ReadBlock, Reading
from reader.domain.text import Span
from reader.store.act import Act
from reader.store.derived import sort_key
from reader.store.ready import Ready, as_json, groups_of, make_ready
from reader.store.texts import Reads, chunks

SPACE = uuid.UUID("6f9cba8e-52fb-5d0e-8f3c-2c1f3f0b7a11")
"""Name space of derived ids: two people who import one file get the same ids."""


@dataclass
class NewIssue:
    """What an import writes: its files in page order, the engine's reading of all their pages, and (or it is made while
    writing) what is `ready` of it."""

    files: Sequence[RawFile]
    reading: Reading
    newspaper: Hint | None = None
    date: Hint | None = None
    edition: Hint | None = None
    details: dict[str, str] = field(default_factory=dict)
    ready: Ready | None = None


def derived_id(*parts: object) -> str:
    """A UUIDv5 of the parts (RFC 9562), the same on every machine."""
    made = hashlib.sha1(SPACE.bytes + "/".join(map(str, parts)).encode(), usedforsecurity=False).digest()
    said = made[:6] + bytes((made[6] & 0x0F | 0x50, made[7], made[8] & 0x3F | 0x80)) + made[9:16]
    plain = said.hex()
    return f"{plain[:8]}-{plain[8:12]}-{plain[12:16]}-{plain[16:20]}-{plain[20:]}"


class IssueWriter:
    """Writes one issue; every row's key is known beforehand, so that rows go in by the thousand."""

    def __init__(self, act: Act, new: NewIssue) -> None:
        self.act = act
        self.new = new
        self.ready = new.ready or make_ready(new.files, new.reading)
        self.page_ids: list[int] = []
        self.source_ids: list[int] = []
        self.source_uuids: list[str] = []
        self.block_ids: dict[tuple[int, int], int] = {}
        self.block_uuids: dict[tuple[int, int], str] = {}
        self.article_ids: list[int] = []
        self.article_uuids: list[str] = []
        self.used_uuids: set[str] = set()

    def write(self) -> int:
        """Write all rows and return the issue's id."""
        issue = self._issue()
        self._files_and_pages(issue)
        self._articles(issue)
        self._blocks()
        self._fields()
        self._flags(issue)
        self._summaries(issue)
        return issue

    def _issue(self) -> int:
        new, reading = self.new, self.new.reading
        newspaper = new.newspaper or reading.newspaper
        date = new.date or reading.date
        edition = new.edition or reading.edition
        known = {k: v for k, v in new.details.items() if k in DETAILS}
        issue = self.act.insert(
            "issue", uuid=self._fresh("issue", derived_id("issue", *sorted(f.sha256 for f in new.files))),
            newspaper_id=newspaper_id(self.act, newspaper.value) if newspaper else None,
            newspaper_how=newspaper.how if newspaper else "", date=date.value if date else None,
            date_how=date.how if date else "", edition=edition.value if edition else None,
            edition_how=edition.how if edition else "", name=new.files[0].name, **known,
        )  # fmt: skip
        extra = [(k, v) for k, v in new.details.items() if k not in DETAILS]
        for (key, value), position in zip(extra, spread(len(extra)), strict=True):
            self.act.insert(
                "issue_field", uuid=derived_id(issue, key), issue_id=issue, key=key, value=value, position=position
            )
        return issue

    def _fresh(self, table: str, wanted: str) -> str:
        taken = self.act.value(f"select 1 from {table} where uuid = ?", (wanted,))
        return str(uuid.uuid4()) if taken else wanted

    def _files_and_pages(self, issue: int) -> None:
        keys = spread(len(self.ready.pages))
        index = 0
        for file, packed in zip(self.new.files, self.ready.packed, strict=True):
            source = self._source(file, packed)
            for number, page in enumerate(file.pages):
                label = page.label or self.new.reading.page_labels.get(index)
                name = page.name or self.new.reading.page_names.get(index)
                unique = derived_id("page", file.sha256, number)
                page_id = self.act.insert(
                    "page", uuid=self._fresh("page", unique), issue_id=issue, position=keys[index],
                    label=label.value if label else None, label_how=label.how if label else "", name=name,
                )  # fmt: skip
                text_uuid = self._fresh("source_text", derived_id("text", file.sha256, number))
                sha256, markup, styles = self.ready.pages[index]
                text_id = self.act.insert(
                    "source_text", uuid=text_uuid, source_id=source, page_id=page_id, text=page.text, sha256=sha256,
                    markup=markup, styles=styles,
                )  # fmt: skip
                self.page_ids.append(page_id)
                self.source_ids.append(text_id)
                self.source_uuids.append(text_uuid)
                index += 1

    def _source(self, file: RawFile, packed: bytes) -> int:
        known = self.act.value("select id from source where sha256 = ?", (file.sha256,))
        if known is not None:
            self.act.update("source", known, encoding=file.encoding, encoding_how=file.encoding_how)
            return int(known)
        source = self.act.insert(
            "source", uuid=derived_id("source", file.sha256), name=file.name, sha256=file.sha256, size=len(file.data),
            format=file.format, encoding=file.encoding, encoding_how=file.encoding_how, imported_at=self.act.at,
        )  # fmt: skip
        self.act.execute("insert into source_data (source_id, zlib) values (?, ?)", (source, packed))
        return source

    def _articles(self, issue: int) -> None:
        articles = self.new.reading.articles
        first = _next_id(self.act, "article")
        self.article_ids = list(range(first, first + len(articles)))
        keys = spread(len(articles))
        self.article_uuids = self._uniques("article", [article.blocks for article in articles], 0)
        rows = []
        for index, (article, unique) in enumerate(zip(articles, self.article_uuids, strict=True)):
            page = self.page_ids[article.page] if article.page < len(self.page_ids) else None
            came = None if article.continues_from is None else self.article_ids[article.continues_from]
            goes = None if article.continues_to is None else self.article_ids[article.continues_to]
            rows.append((first + index, unique, issue, page, keys[index], article.kind, came, goes))
        self._many("article", "id, uuid, issue_id, page_id, position, kind, continues_from, continues_to", rows)

    def _uniques(self, what: str, made: Sequence[Sequence[ReadBlock]], first: int) -> list[str]:
        """UUIDs of articles or blocks by where their first words stand; another one where that is taken already."""
        wanted = [self._derived(what, index, blocks) for index, blocks in enumerate(made, start=first)]
        taken = self._taken(what, wanted)
        found = []
        for one in wanted:
            while one in self.used_uuids or one in taken:
                one = derived_id(one, "again")
                taken |= self._taken(what, [one])
            self.used_uuids.add(one)
            found.append(one)
        return found

    def _derived(self, what: str, index: int, blocks: Sequence[ReadBlock]) -> str:
        piece = next((piece for block in blocks for piece in block.pieces), None)
        place = (what, index) if piece is None else (self.source_uuids[piece.page], piece.start, piece.end)
        return derived_id(what, *place)

    def _taken(self, table: str, wanted: Sequence[str]) -> set[str]:
        """Which of some UUIDs a table has already."""
        found: set[str] = set()
        for some in chunks(wanted):
            marks = ", ".join("?" * len(some))
            found.update(row[0] for row in self.act.rows(f"select uuid from {table} where uuid in ({marks})", some))
        return found

    def _blocks(self) -> None:
        groups = groups_of(self.new.reading)
        next_block = _next_id(self.act, "block")
        uniques = iter(self._uniques("block", [[block] for blocks in groups for block in blocks], next_block))
        rows: list[tuple[Any, ...]] = []
        pieces: list[tuple[Any, ...]] = []
        for at, (blocks, words, doubts) in enumerate(zip(groups, self.ready.words, self.ready.doubts, strict=True)):
            article, owner = (-1, None) if at == len(self.article_ids) else (at, self.article_ids[at])
            for number, (block, key) in enumerate(zip(blocks, spread(len(blocks)), strict=True)):
                spans = self._spans(block.pieces)
                unique = next(uniques)
                self.block_ids[article, number] = next_block
                self.block_uuids[article, number] = unique
                page = self.page_ids[block.pieces[0].page]
                said = words[number], doubts[number]
                rows.append((next_block, unique, owner, page, key, block.role, block.level, block.reason, *said))
                pieces += [(next_block, place, s.source, s.start, s.end) for place, s in enumerate(spans)]
                next_block += 1
        self._many("block", "id, uuid, article_id, page_id, position, role, level, reason, text, doubt", rows)
        self._many("piece", "block_id, position, source_text_id, start, end", pieces)

    def _spans(self, pieces: Iterable[Piece]) -> list[Span]:
        return [Span(self.source_ids[p.page], p.start, p.end) for p in pieces]

    def _fields(self) -> None:
        rows = []
        for index, article in enumerate(self.new.reading.articles):
            for number, (value, key) in enumerate(zip(article.fields, spread(len(article.fields)), strict=True)):
                unique = derived_id("field", self.article_uuids[index], value.name, number)
                source, start, end = self._spans([value.piece])[0] if value.piece else (None, None, None)
                owner = self.article_ids[index]
                rows.append((unique, owner, value.name, value.value, value.detail, "read", key, source, start, end))
        self._many(
            "article_field", "uuid, article_id, name, value, detail, how, position, source_text_id, start, end", rows
        )

    def _flags(self, issue: int) -> None:
        rows = []
        for number, flag in enumerate(self.new.reading.flags):
            owner = None if flag.article is None or flag.article < 0 else self.article_ids[flag.article]
            block = (
                None
                if flag.block is None
                else self.block_ids.get((-1 if flag.article is None else flag.article, flag.block))
            )
            answers = [{"code": a.code, "params": a.params, "acts": self._stored(a.acts)} for a in flag.answers]
            unique = derived_id("flag", *sorted(f.sha256 for f in self.new.files), flag.code, number)
            rows.append(
                (self._fresh("flag", unique), issue, owner, block, flag.code, as_json(flag.params), as_json(answers))
            )
        self._many("flag", "uuid, issue_id, article_id, block_id, code, params, answers", rows)

    def _stored(self, value: Any) -> Any:
        """Indexes into the reading, as ids that last: `{"block": uuid}` and `{"article": uuid}`."""
        if isinstance(value, dict) and isinstance(value.get("block"), (list, tuple)):
            article, block = value["block"]
            return {**value, "block": self.block_uuids[article, block]}
        if isinstance(value, dict) and isinstance(value.get("article"), int):
            return {**value, "article": self.article_uuids[value["article"]]}
        return [self._stored(v) for v in value] if isinstance(value, (list, tuple)) else value

    def _summaries(self, issue: int) -> None:
        date = self.act.value("select date from issue where id = ?", (issue,))
        rows = []
        positions = dict(self.act.rows("select id, position from article where issue_id = ?", (issue,)))
        pages = dict(self.act.rows("select id, position from page where issue_id = ?", (issue,)))
        for index, (article, short) in enumerate(zip(self.new.reading.articles, self.ready.summaries, strict=True)):
            id = self.article_ids[index]
            page = pages[self.page_ids[article.page]] if article.page < len(self.page_ids) else None
            rows.append((*short, sort_key(date, issue, page, positions[id]), id))
        self.act.db.conn.executemany(
            """update article set title = ?, kicker = ?, byline = ?, chars = ?, paragraphs = ?, doubt = ?, sort_key = ?
                 where id = ?""",
            rows,
        )

    def _many(self, table: str, names: str, rows: list[tuple[Any, ...]]) -> None:
        marks = ", ".join("?" * len(names.split(",")))
        self.act.db.conn.executemany(f"insert into {table} ({names}) values ({marks})", rows)


DETAILS = ("repository", "fonds", "shelfmark", "reel", "rights", "access_note")
"""Columns of an issue that say where it is kept; other values go to its free fields."""


def newspaper_id(act: Act, name: str) -> int:
    """The newspaper called `name` (also by an alias or former title); a new one where there is none."""
    found = act.value("select id from newspaper where name = ? order by id", (name,)) or act.value(
        "select newspaper_id from newspaper_name where name = ? order by id", (name,)
    )
    if found is None:
        known = derived_id("newspaper", name)
        taken = act.value("select 1 from newspaper where uuid = ?", (known,))
        found = act.insert("newspaper", name=name, uuid=str(uuid.uuid4()) if taken else known)
    return int(found)


def _next_id(act: Act, table: str) -> int:
    return int(act.value("select coalesce(max(seq), 0) + 1 from sqlite_sequence where name = ?", (table,)))


def kept_files(reads: Reads, issue: int) -> list[tuple[str, bytes]]:
    """(name, bytes) of the files an issue was made of, exactly as they came, in page order."""
    rows = reads.rows(
        """select source.name, source_data.zlib from source join source_data on source_data.source_id = source.id
           where source.id in (select source_id from source_text join page on page.id = source_text.page_id
             where page.issue_id = ?) order by source.id""",
        (issue,),
    )
    return [(str(name), zlib.decompress(packed)) for name, packed in rows]


def encodings(reads: Reads, issue: int) -> list[tuple[int, str, str]]:
    """(source id, codec, how it was found) of the files an issue was made of, as they are recorded now."""
    rows = reads.rows(
        """select id, encoding, encoding_how from source where id in (select source_id from source_text
           join page on page.id = source_text.page_id where page.issue_id = ?) order by id""",
        (issue,),
    )
    return [(int(id), str(codec), str(how)) for id, codec, how in rows]


def known_source(reads: Reads, sha256: str) -> tuple[int, str | None] | None:
    """(issue id, when it was put in the trash) of the issue a source belongs to; None for an unknown source."""
    rows = reads.rows(
        """select issue.id, issue.trashed from source join source_text on source_text.source_id = source.id
           join page on page.id = source_text.page_id join issue on issue.id = page.issue_id
           where source.sha256 = ? order by issue.trashed is not null limit 1""",
        (sha256,),
    )
    return (int(rows[0][0]), rows[0][1]) if rows else None

"""The search index against a plain scan of the same texts: strings, words, combinations, changes, damage."""

from __future__ import annotations

import random
import re
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.errors import ReaderError, Stopped
from reader.domain.fold import FOLDS, alternatives, fold
from reader.domain.query import QueryError, parse
from reader.domain.snippets import find_all
from reader.store import finding, index_docs
from reader.store import index as index_module
from reader.store.index import IndexDoc, IndexHighlight, IndexTag, SearchIndex
from reader.store.tokens import TOKENISER

Predicate = Callable[[IndexDoc], bool]
QUERIES = 1_000

HAN = "水利河工程记者他的了人大后後里裏𠮷市巿己已"
PIECES = [
    *HAN, *HAN, *HAN, "，", "。", "；", "·", " ", "  ", "\u3000", "\n", "《", "》", "…", "-", ",", ".",
    "the", "art", "of", "party", "ar", "Café", "cafe\u0301", "STRASSE", "Straße", "ſein", "GDP", "ＧＤＰ", "rail-way",
    "1", "58", "158", "2023", "２０２３", "A03", "①", "が", "ｶ", "⽔", "水\ufe00", "re\u00adad", "%", "□",
]  # fmt: skip
FIELDS = ["title", "kicker", "text", "text", "text", "caption", "note", "byline", "column", "printed"]


def norm(text: str) -> str:
    """A text as a plain scan sees it."""
    ignored = "[\u00ad\u0300-\u036f\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff]"
    return re.sub(" +", " ", re.sub(ignored, "", fold(text)))


def made_text(rng: random.Random) -> str:
    glue = rng.choice(["", "", " "])
    return glue.join(rng.choice(PIECES) for _ in range(rng.randint(0, 30)))


def made_doc(rng: random.Random, id: int) -> IndexDoc:
    fields = tuple((rng.choice(FIELDS), n, made_text(rng)) for n in range(rng.randint(1, 5)))
    date = rng.choice([None, "2023", "2023-10", f"2023-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"])
    tags = tuple(IndexTag(n, f"tag{n}") for n in rng.sample(range(1, 6), rng.randint(0, 2)))
    marks = tuple(
        IndexHighlight(id * 10 + n, rng.choice(["yellow", "blue"]), made_text(rng), made_text(rng), tags[:1])
        for n in range(rng.choice([0, 0, 0, 1, 2]))
    )
    return IndexDoc(
        id, id // 7, rng.choice([None, 1, 2]), "许昌日报", date, rng.choice([None, "1", "12", "A03"]),
        f"{date or ''}|{id:06d}", rng.choice(["article", "photo"]), rng.choice(["unread", "read"]),
        authors=rng.choice([(), ("张辉",)]), tags=tags, highlights=marks,
        has=frozenset(rng.sample(["note", "flag"], rng.randint(0, 2))), fields=fields,
    )  # fmt: skip


class Shelf:
    """An index with the documents it should hold."""

    def __init__(self, index: SearchIndex) -> None:
        self.index = index
        self.docs: dict[int, IndexDoc] = {}
        self.act = 0

    def put(self, docs: Sequence[IndexDoc]) -> None:
        self.act += 1
        self.index.put(docs, self.act)
        self.docs.update({doc.article: doc for doc in docs})

    def remove(self, ids: Sequence[int]) -> None:
        self.act += 1
        self.index.remove(ids, self.act)
        for id in ids:
            self.docs.pop(id, None)

    def texts(self, ids: Sequence[int]) -> dict[int, tuple[tuple[str, int | None, str], ...]]:
        return {id: self.docs[id].texts() for id in ids}

    def scan(self, holds: Predicate) -> set[int]:
        return {id for id, doc in self.docs.items() if holds(doc)}

    def ask(self, query: str, fold: Sequence[str] = ()) -> set[int]:
        parsed = parse(query)
        ids = self.index.ids(parsed, fold=fold, texts=self.texts)
        found = self.index.search(parsed, limit=5, fold=fold, texts=self.texts)
        assert len(ids) == len(set(ids)) == found.total == self.index.count(parsed, fold, self.texts), query
        assert {row.article for row in found.rows} <= set(ids)
        assert found.exact
        return set(ids)


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    index = SearchIndex(tmp_path / "library.pressmark-index", "a-library")
    yield Shelf(index)
    index.close()


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    """A few hundred documents, some of them put twice, some removed."""
    rng = random.Random(1)
    shelf = Shelf(SearchIndex(tmp_path_factory.mktemp("index") / "index", "a-library"))
    shelf.index.clear()
    shelf.index.begin_bulk()
    shelf.put([made_doc(rng, id) for id in range(1, 301)])
    shelf.index.end_bulk()
    for _round in range(10):
        shelf.put([made_doc(rng, id) for id in rng.sample(range(1, 301), 9)])
        shelf.remove(rng.sample(range(1, 301), 3))
        shelf.index.merge_some()
    yield shelf
    shelf.index.close()


# --- strings and words against a scan


def has_string(string: str) -> Predicate:
    wanted = norm(string).strip()
    return lambda doc: any(wanted in norm(text) for _field, _block, text in doc.texts())


def a_string(rng: random.Random, shelf: Shelf) -> str:
    """A stretch of some text, or some pieces."""
    for _try in range(50):
        doc = rng.choice(list(shelf.docs.values()))
        text = rng.choice(doc.texts())[2] if rng.random() < 0.8 else made_text(rng)
        start = rng.randint(0, max(0, len(text) - 1))
        string = text[start : start + rng.choice([1, 1, 2, 2, 3, 4, 6, 10])]
        if norm(string).strip():
            return string
    return "水"


def test_any_string_is_found_as_by_a_scan(full: Shelf) -> None:
    strings_as_by_a_scan(full, 2, QUERIES)


@pytest.mark.deep
@pytest.mark.timeout(1800)
def test_twenty_thousand_strings_and_combinations(full: Shelf) -> None:
    strings_as_by_a_scan(full, 20, 20 * QUERIES)
    combinations_as_in_python(full, 21, 10 * QUERIES)


def strings_as_by_a_scan(full: Shelf, seed: int, queries: int) -> None:
    rng = random.Random(seed)
    hits = 0
    for _query in range(queries):
        string = a_string(rng, full)
        found = full.ask(f'"{string}"')
        assert found == full.scan(has_string(string)), repr(string)
        hits += bool(found)
    assert hits > queries // 2


def folded_alike(string: str, folds: tuple[str, ...]) -> Predicate:
    wanted = norm(string).strip()

    def holds(doc: IndexDoc) -> bool:
        for _field, _block, text in doc.texts():
            seen = norm(text)
            for start in range(len(seen) - len(wanted) + 1):
                part = seen[start : start + len(wanted)]
                if all(b in alternatives(a, folds) for a, b in zip(wanted, part, strict=True)):
                    return True
        return False

    return holds


def test_foldings_find_what_a_scan_with_them_finds(full: Shelf) -> None:
    rng = random.Random(3)
    for _query in range(QUERIES // 5):
        folds = tuple(rng.sample(FOLDS, rng.randint(1, 3)))
        string = "".join(rng.choice(HAN) for _ in range(rng.choice([1, 2, 2, 3])))
        assert full.ask(string, folds) == full.scan(folded_alike(string, folds)), (string, folds)


def has_word(word: str, prefix: bool) -> Predicate:
    pattern = "[a-z0-9]+" if any(c.isdigit() for c in word) else "[a-zß]+"

    def holds(doc: IndexDoc) -> bool:
        words = [w for _f, _b, text in doc.texts() for w in re.findall(pattern, norm(text))]
        return any(w.startswith(word) if prefix else w == word for w in words)

    return holds


@pytest.mark.parametrize(
    "word",
    ["the", "art", "ar", "Cafe", "café", "strasse", "straße", "sein", "GDP", "58", "158", "2023", "a03", "read", "1"],
)
def test_words_are_whole_unless_starred(full: Shelf, word: str) -> None:
    assert full.ask(word) == full.scan(has_word(norm(word), False))
    assert full.ask(word + "*") == full.scan(has_word(norm(word), True))


# --- near


def units(seen: str) -> int:
    return len(re.findall("[a-zß]+|[^\\W_]", seen))


def is_near(one: str, other: str, distance: int) -> Predicate:
    def holds(doc: IndexDoc) -> bool:
        for _field, _block, text in doc.texts():
            seen = norm(text)
            ones = [(m.start(), m.start() + len(one)) for m in re.finditer(bounded(one), seen)]
            others = [(m.start(), m.start() + len(other)) for m in re.finditer(bounded(other), seen)]
            for first, second in [(a, b) if a < b else (b, a) for a in ones for b in others]:
                if first[1] <= second[0] and units(seen[first[1] : second[0]]) <= distance:
                    return True
        return False

    return holds


def bounded(string: str) -> str:
    """A pattern for each place a string of characters, or a whole word, begins at, overlapping ones too."""
    return f"(?<![a-zß])(?={string}(?![a-zß]))" if string.isascii() else f"(?={string})"


def test_near_counts_characters_and_words_between(full: Shelf) -> None:
    rng = random.Random(4)
    found = 0
    for _query in range(QUERIES // 10):
        kinds = [lambda: rng.choice(HAN), lambda: rng.choice(HAN) + rng.choice(HAN), lambda: rng.choice(["art", "the"])]
        one, other = rng.choice(kinds)(), rng.choice(kinds)()
        distance = rng.randint(0, 8)
        hits = full.ask(f"{one} NEAR/{distance} {other}")
        assert hits == full.scan(is_near(one, other, distance)), (one, other, distance)
        found += bool(hits)
    assert found > QUERIES // 50


# --- combinations


def a_term(rng: random.Random, full: Shelf) -> tuple[str, Predicate]:
    kind = rng.randrange(9)
    if kind == 0:
        tag = rng.randint(1, 6)
        return f"tag:tag{tag}", lambda doc: any(t.id == tag for t in doc.tags)
    if kind == 1:
        value = rng.choice(["note", "flag"])
        return f"has:{value}", lambda doc: value in doc.has
    if kind == 2:
        month = rng.randint(1, 12)
        return f"date:2023-{month:02d}", lambda doc: (doc.date or "").startswith(f"2023-{month:02d}")
    if kind == 3:
        page = rng.choice(["1", "12", "a03"])
        return f"page:{page}", lambda doc: (doc.page or "").lower() == page
    if kind == 4:
        char = rng.choice(HAN)
        return f"title:{char}", lambda doc: any(f == "title" and char in norm(t) for f, _b, t in doc.texts())
    if kind == 5:
        colour = rng.choice(["yellow", "blue"])
        return f"colour:{colour}", lambda doc: any(m.colour == colour for m in doc.highlights)
    if kind == 6:
        pair = rng.choice(HAN) + rng.choice(HAN)
        found: Predicate = lambda doc: any(f == "note" and pair in norm(t) for f, _b, t in doc.texts())  # noqa: E731
        return f"note:{pair}", found
    string = a_string(rng, full)
    return f'"{string}"', has_string(string)


def a_query(rng: random.Random, full: Shelf, depth: int) -> tuple[str, Predicate]:
    """A query with the predicate it should be."""
    if depth == 0 or rng.random() < 0.2:
        return a_term(rng, full)
    one, first = a_query(rng, full, depth - 1)
    other, second = a_query(rng, full, depth - 1)
    kind = rng.randrange(5)
    if kind == 0:
        return f"({one} OR {other})", lambda doc: first(doc) or second(doc)
    if kind == 1:
        return f"({one} AND NOT {other})", lambda doc: first(doc) and not second(doc)
    if kind == 2:
        return f"（{one} -{other}）", lambda doc: first(doc) and not second(doc)
    if kind == 3:
        return f"NOT {one}", lambda doc: not first(doc)
    return f"({one} {other})", lambda doc: first(doc) and second(doc)


def test_combinations_are_what_python_makes_of_them(full: Shelf) -> None:
    combinations_as_in_python(full, 5, QUERIES // 10)


def combinations_as_in_python(full: Shelf, seed: int, queries: int) -> None:
    rng = random.Random(seed)
    for _query in range(queries):
        source, holds = a_query(rng, full, 3)
        assert full.ask(source) == full.scan(holds), source


def test_levels(full: Shelf) -> None:
    rng = random.Random(6)
    for _query in range(QUERIES // 20):
        char = rng.choice(HAN)
        passages = [m for d in full.docs.values() for m in d.highlights]
        asked = parse(f"{char} colour:yellow in:highlights")
        found = full.index.search(asked, limit=1000)
        wanted = {m.id for m in passages if m.colour == "yellow" and char in norm(m.quote + "\n" + m.comment)}
        assert {row.item for row in found.rows} == wanted
        assert found.total == len(wanted)
        notes = {id for id, doc in full.docs.items() if "note" in doc.has and _in(doc, "note", char)}
        assert set(full.index.ids(parse(f"{char} in:notes"), texts=full.texts)) == notes


def _in(doc: IndexDoc, field: str, char: str) -> bool:
    return any(f == field and char in norm(t) for f, _b, t in doc.texts())


def test_the_marks_in_a_text_are_where_the_index_found_it(full: Shelf) -> None:
    rng = random.Random(7)
    for _query in range(QUERIES // 5):
        query = parse(f'"{a_string(rng, full)}"')
        marked = {id for id, doc in full.docs.items() if any(find_all(query, t, (), f) for f, _b, t in doc.texts())}
        assert set(full.index.ids(query, texts=full.texts)) == marked


# --- order


def test_a_title_outranks_a_text_and_dates_order(shelf: Shelf) -> None:
    def doc(id: int, date: str, *fields: tuple[str, int | None, str]) -> IndexDoc:
        return IndexDoc(id, 1, date=date, sort=f"{date}|{id}", fields=fields)

    shelf.put([
        doc(1, "2020-01-01", ("text", 1, "水利 水利 水利 河")), doc(2, "2019-01-01", ("title", 2, "兴修水利")),
        doc(3, "2021-01-01", ("text", 3, "水利 水利 水利 河")),
    ])  # fmt: skip
    for query in ("水利", "水"):
        assert [row.article for row in shelf.index.search(parse(query)).rows] == [2, 3, 1]
    assert [row.article for row in shelf.index.search(parse("水利"), order="oldest").rows] == [2, 1, 3]
    assert [row.article for row in shelf.index.search(parse("水利"), order="newest", limit=2).rows] == [3, 1]
    assert [row.article for row in shelf.index.search(parse("水利"), offset=1).rows] == [3, 1]
    assert list(shelf.index.ids(parse(""))) == [2, 1, 3]


def test_furniture_is_counted_apart(shelf: Shelf) -> None:
    shelf.put([IndexDoc(1, 4, date="2020", fields=(("text", 1, "责编走了"),))])
    shelf.index.put([IndexDoc(0, 4, date="2020", fields=(("furniture", 8, "责编 李"), ("furniture", 9, "校对")))], 2)
    found = shelf.index.search(parse("责编"))
    assert (found.total, found.furniture, found.furniture_rows[0].item) == (1, 1, 8)
    assert shelf.index.search(parse("责编 date:2021")).furniture == 0
    shelf.index.put([IndexDoc(0, 4, fields=(("furniture", 10, "校对 王"),))], 3)
    assert shelf.index.search(parse("责编")).furniture == 0
    assert shelf.index.search(parse('"编走" OR 校对')).furniture == 1


def test_tags_have_aliases_and_narrower_ones(shelf: Shelf) -> None:
    shelf.put([
        IndexDoc(1, 1, tags=(IndexTag(1, "水利"),)), IndexDoc(2, 1, tags=(IndexTag(2, "防洪"),), tag_ancestors=(1,)),
        IndexDoc(3, 1, tags=(IndexTag(3, "巡察"),)),
    ])  # fmt: skip
    shelf.index.set_tags([(1, "水利", ["水利工程"], None), (2, "防洪", [], 1), (3, "巡察", [], None)], 2)
    assert shelf.ask("tag:水利") == {1, 2}
    assert shelf.ask("tag:=水利") == {1}
    assert shelf.ask("tag:水利工程") == {1, 2}
    assert shelf.ask("tag:水*") == {1, 2}
    assert shelf.ask("tag:没有") == set()
    assert shelf.ask("-tag:水利") == {3}


# --- faults


def test_hostile_queries_raise_nothing_but_query_errors(full: Shelf) -> None:
    rng = random.Random(8)
    parts = ['"', "(", ")", "*", "-", "AND", "OR", "NOT", "NEAR/3", "NEAR", "title:", "tag:", "date:", "page:1..2", "水",
             "a", "'", ";--", "{", "}", "^", "+", "\x00", "\ud800", "：", "“", "”", "（", "）", " ", " ", "in:notes", "1",
             "date:..", "newspaper:*", "colour:", "kind:x", "𠮷", "\u0301", "é", "|", "_", ".", "#", "\\", "%", "□"]  # fmt: skip
    for _query in range(QUERIES * 2):
        source = "".join(rng.choice(parts) for _ in range(rng.randint(1, 9)))
        try:
            query = parse(source, live=rng.random() < 0.3)
        except QueryError as error:
            assert 0 <= error.at <= len(source)
            assert error.message
            continue
        full.index.search(query, fold=rng.choice([(), FOLDS]), texts=full.texts)
        full.index.facets(query, texts=full.texts)


@given(st.text(max_size=12))
def test_any_text_can_be_asked_in_quotation_marks(full: Shelf, text: str) -> None:
    if re.search('["“”＂]', text) or not norm(text).strip():
        return
    assert full.ask(f'"{text}"') == full.scan(has_string(text))


def test_a_damaged_file_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "index"
    index = SearchIndex(path, "one")
    index.clear()
    index.put([IndexDoc(1, 1, fields=(("text", 1, "水利"),))], 5)
    assert index.stamp == ("one", TOKENISER, 5)
    index.close()
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    path.write_bytes(b"no database at all" * 400)
    again = SearchIndex(path, "one")
    assert again.search(parse("水利")).total == 0
    again.put([IndexDoc(1, 1, fields=(("text", 1, "水利"),))], 6)
    assert again.stamp.last_act == 0, "not whole before it was fed from the beginning"
    again.clear()
    again.put([IndexDoc(1, 1, fields=(("text", 1, "水利"),))], 6)
    assert again.stamp.last_act == 6
    again.close()


def test_a_file_deleted_or_damaged_while_open_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "index"
    index = SearchIndex(path, "one")
    index.clear()
    index.put([IndexDoc(1, 1, fields=(("text", 1, "水利"),))], 5)
    path.unlink()
    assert index.search(parse("水利")).total == 0
    assert index.stamp.last_act == 0
    index.put([IndexDoc(2, 1, fields=(("text", 1, "水利"),))], 6)
    assert index.search(parse("水利")).total == 1
    index.close()


def test_an_index_of_another_library_is_begun_anew_and_a_library_never(tmp_path: Path) -> None:
    path = tmp_path / "index"
    one = SearchIndex(path, "one")
    one.put([IndexDoc(1, 1, fields=(("text", 1, "水利"),))], 5)
    one.close()
    other = SearchIndex(path, "other")
    assert other.search(parse("水利")).total == 0
    other.close()
    library = tmp_path / "my.pressmark"
    with sqlite3.connect(library) as db:
        db.execute(f"pragma application_id={0x5052534D}")
        db.execute("create table article (id)")
    db.close()
    with pytest.raises(ReaderError):
        SearchIndex(library, "one")
    assert library.exists()


def test_a_file_that_cannot_be_written_is_the_worlds_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ReaderError):
        SearchIndex(tmp_path / "file" / "index", "one")


def test_a_search_in_another_thread_can_be_interrupted(full: Shelf) -> None:
    begun = threading.Event()
    said: list[object] = []

    def endless(db: sqlite3.Connection) -> None:
        begun.set()
        db.execute("with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n").fetchall()

    def run() -> None:
        try:
            full.index._file.read(endless)
        except Stopped as stopped:
            said.append(stopped)

    thread = threading.Thread(target=run)
    thread.start()
    begun.wait()
    time.sleep(0.01)
    at = time.perf_counter()
    while thread.is_alive():
        full.index.interrupt()
        thread.join(0.002)
    assert said
    assert time.perf_counter() - at < 10.0


def test_threads_search_while_one_writes(shelf: Shelf) -> None:
    rng = random.Random(9)
    stop = threading.Event()
    faults: list[BaseException] = []

    def searching() -> None:
        try:
            while not stop.is_set():
                shelf.index.search(parse("水"))
        except BaseException as error:
            faults.append(error)

    threads = [threading.Thread(target=searching) for _ in range(2)]
    for thread in threads:
        thread.start()
    for _round in range(40):
        shelf.put([made_doc(rng, rng.randint(1, 50)) for _ in range(3)])
    stop.set()
    for thread in threads:
        thread.join()
    assert not faults


def test_a_document_with_the_same_words_is_not_written_again(shelf: Shelf) -> None:
    fields = (("text", 1, "水利"),)
    mark = IndexHighlight(7, "yellow", "水利", "", (IndexTag(1, "a"),))
    shelf.put([IndexDoc(1, 1, state="unread", highlights=(mark,), fields=fields)])
    shelf.put([IndexDoc(1, 1, state="read", highlights=(mark._replace(colour="blue"),), fields=fields)])
    assert shelf.index.counts()["dead"] == 0
    assert shelf.ask("state:read 水利 colour:blue") == {1}
    assert shelf.ask("state:unread OR colour:yellow") == set()
    assert shelf.index.search(parse("in:highlights 水利 colour:blue")).total == 1
    shelf.put([IndexDoc(1, 1, fields=fields)])
    assert shelf.index.search(parse("in:highlights 水利")).total == 0


def test_one_highlight_more_leaves_the_others_as_they_are(tmp_path: Path) -> None:
    tag, other = IndexTag(3, "轮渡"), IndexTag(4, "桥梁")
    marks = tuple(IndexHighlight(n, "yellow", f"渡口{n}", "", (tag,)) for n in range(1, 301))
    text = ("text", 1, "渡口的灯亮到最后一个人上岸")
    db = sqlite3.connect(tmp_path / "index", isolation_level=None)
    db.execute("begin")
    index_docs.create(db, "a-library")
    written: list[str] = []
    db.set_trace_callback(written.append)

    def put(*highlights: IndexHighlight, state: str = "read") -> int:
        """How many statements write to passages."""
        written.clear()
        doc = IndexDoc(1, 1, state=state, authors=("林栖",), highlights=highlights, fields=(text,))
        index_docs.replace(db, list(index_docs.rows(doc)), {1}, set())
        return len([s for s in written if re.match(r"(insert|update|delete)\b.*\bpassage_(?!words_|chars_)", s, re.I)])

    assert put(*marks) > 300
    assert put(*marks) == 0
    assert 0 < put(*marks, IndexHighlight(301, "blue", "最后", "", (tag,))) < 10
    assert 0 < put(marks[0]._replace(colour="blue"), *marks[1:], marks[9]._replace(id=301)) < 20
    assert put(marks[0]._replace(colour="blue"), *marks[1:], state="done") > 300, "what all of them show has changed"
    put(marks[0]._replace(tags=(tag, other)), *marks[1:])
    assert db.execute("select count(*) from passage_tag where tag = 4").fetchone()[0] == 1
    assert db.execute("select count(*) from passage_colour where colour = 'blue'").fetchone()[0] == 0
    db.close()


def test_old_versions_wear_it(shelf: Shelf) -> None:
    shelf.index.clear()
    for text in ("水利", "河工"):
        shelf.put([IndexDoc(id, 1, fields=(("text", 1, text),)) for id in range(1, 150)])
    assert shelf.ask("水利") == set()
    assert len(shelf.ask("河工")) == 149
    assert shelf.index.is_worn
    assert not shelf.index.is_stale


@pytest.mark.parametrize("seed", range(3))
def test_too_many_to_rank_stand_by_date(shelf: Shelf, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """Walked by key where keys stand in the order of dates, and sorted where documents came later."""
    monkeypatch.setattr(finding, "RANKED", 5)
    monkeypatch.setattr(finding, "GATHERED", 3)
    rng = random.Random(seed)
    shelf.index.clear()
    dates = sorted(f"{rng.randint(1950, 1990)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}" for _ in range(80))
    docs = [replace(made_doc(rng, id), date=date, sort=f"{date} {id:06d}") for id, date in enumerate(dates, 1)]
    shelf.put(docs)
    if seed:
        shelf.put(
            [replace(made_doc(rng, id), date="1955-05-05", sort=f"1955-05-05 {id:06d}") for id in (3, 40, 90, 91)]
        )
        shelf.put([replace(docs[9], date="1990", sort=f"1990 {10:06d}")])
        shelf.remove([20, 21])
    queries = ["水", "水 OR 河", "-水", "水 河", "水利", '"水" -河', "date:1950..1970 水", "date:1950..1970 水 河", "has:note 水",
               "state:read -河", "水 NOT 利河", "date:1955..1990-01-01 水 has:flag", "tag:tag1 水", "kind:photo", "水 kind:photo"]  # fmt: skip
    for query in queries:
        ids = shelf.ask(query)
        assert ids == {id for id, doc in shelf.docs.items() if MEANT[query](doc)}, query
        for order, turn in (("newest", True), ("oldest", False)):
            wanted = sorted(ids, key=lambda id: (shelf.docs[id].sort, id), reverse=turn)
            found = shelf.index.search(parse(query), 7, 2, order, texts=shelf.texts)
            assert [row.article for row in found.rows] == wanted[2:9], (query, order)
            assert list(shelf.index.ids(parse(query), texts=shelf.texts, order=order)) == wanted, (query, order)
    assert not shelf.index.search(parse("水"), lazy=True).counted


_water, _river = has_string("水"), has_string("河")


def _early(doc: IndexDoc) -> bool:
    return "1950" <= str(doc.date) < "1971"


def _late(doc: IndexDoc) -> bool:
    return "1955" <= str(doc.date) <= "1990-01-01" and doc.date != "1990"


MEANT: dict[str, Predicate] = {
    "水": _water, "水 OR 河": lambda d: _water(d) or _river(d), "-水": lambda d: not _water(d),
    "水 河": lambda d: _water(d) and _river(d), "水利": has_string("水利"), '"水" -河': lambda d: _water(d) and not _river(d),
    "date:1950..1970 水": lambda d: _early(d) and _water(d), "date:1950..1970 水 河": lambda d: _early(d) and _water(d) and _river(d),
    "has:note 水": lambda d: "note" in d.has and _water(d), "state:read -河": lambda d: d.state == "read" and not _river(d),
    "水 NOT 利河": lambda d: _water(d) and not has_string("利河")(d),
    "date:1955..1990-01-01 水 has:flag": lambda d: _late(d) and _water(d) and "flag" in d.has,
    "tag:tag1 水": lambda d: any(t.id == 1 for t in d.tags) and _water(d), "kind:photo": lambda d: d.kind == "photo",
    "水 kind:photo": lambda d: d.kind == "photo" and _water(d),
}  # fmt: skip


def test_small_merges_come_to_every_table(shelf: Shelf) -> None:
    """A table whose pieces are never merged stalls the thousandth save."""
    for n in range(1, 200):
        shelf.put([IndexDoc(1, 1, fields=(("text", 1, f"第{n}稿"), ("title", 2, "水利")))])
    with sqlite3.connect(shelf.index.path) as raw:
        for table in ("article_words", "article_chars"):
            pieces = raw.execute(f"select count(distinct id >> 37) from {table}_data where id > (1 << 37)").fetchone()[0]
            assert pieces < 90, table
    raw.close()


def test_lists_and_counts_are_exact_where_a_page_of_hits_says_at_least(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_module, "CHECKED", 4)
    monkeypatch.setattr(index_module, "CHECKED_FIRST", 2)
    shelf.put([IndexDoc(n, 1, kind="article", sort=f"{n:03d}", fields=(("text", n, "去了。他说" if n % 3 else "去了，他说"),)) for n in range(1, 31)])
    query = parse('"了。他"')
    page = shelf.index.search(query, limit=5, texts=shelf.texts)
    assert (page.exact, page.counted) == (False, False)
    assert page.total < 20
    first = shelf.index.search(query, limit=5, texts=shelf.texts, lazy=True)
    assert first.total <= page.total
    assert len(shelf.index.ids(query, texts=shelf.texts)) == 20
    assert shelf.index.count(query, texts=shelf.texts) == 20
    assert shelf.index.facets(query, ("kind",), texts=shelf.texts) == {"kind": [("article", 20)]}


@pytest.mark.parametrize("order", ["rank", "newest", "oldest"])
def test_common_words_beside_filters_page_by_page(shelf: Shelf, order: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """More hits than are ranked, with a filter that leaves few, or many: the pages put together are the whole list."""
    monkeypatch.setattr(finding, "RANKED", 20)
    monkeypatch.setattr(finding, "GATHERED", 8)
    monkeypatch.setattr(finding, "KNOWN", 12)
    rng = random.Random(5)
    docs = [
        IndexDoc(n, n, newspaper=1 + (n % 2), sort=f"{n:03d}", kind="photo" if n % 15 == 0 else "article", title="水" if n % 10 == 0 else "",
                 fields=(("title", n, "水" if n % 10 == 0 else "河"), ("text", n, "水的河")))
        for n in range(1, 91)
    ]  # fmt: skip
    late = rng.sample(docs, 6)
    shelf.put(docs)
    shelf.put([replace(doc, fields=(*doc.fields, ("note", None, "后来写的"))) for doc in late])
    for asked, wanted in (("水 kind:article", 84), ("水 kind:photo", 6), ("水的 kind:article", 84), ("的 kind:photo 河", 6)):
        query = parse(asked)
        pages = [shelf.index.search(query, 7, at, order, texts=shelf.texts, lazy=True) for at in range(0, 91, 7)]
        together = [row.article for page in pages for row in page.rows]
        assert len(together) == len(set(together)) == wanted, asked
        assert all(page.total == wanted if page.counted else 8 < page.total <= wanted for page in pages)
        assert set(together) == set(shelf.index.ids(query, texts=shelf.texts)), asked
        if order != "rank":
            assert together == sorted(together, reverse=order == "newest"), asked
        if not pages[0].counted:
            assert together == sorted(together, reverse=order != "oldest"), "too many to be ranked: by date"


def test_passages_are_checked_against_all_they_are_found_by(shelf: Shelf) -> None:
    mark = IndexHighlight(7, "yellow", "堤上的灯", "记下", (IndexTag(1, "修。堤"),))
    fields = (("title", 1, "渡口。夜"), ("text", 2, "堤上的灯。亮"), ("tag", None, "全县。水利"))
    shelf.put([IndexDoc(1, 1, fields=fields, highlights=(mark,), tags=(IndexTag(2, "全县。水利"),))])
    asked = {
        'title:"口。夜"': 1, '"修。堤"': 1, 'tag:"修。堤"': 1, 'tag:=全县。水利': 0, '"县。水"': 0, '"灯。亮"': 0, "灯 NEAR/3 上": 1,
    }  # fmt: skip
    for query, count in asked.items():
        assert shelf.index.count(parse(f"in:highlights {query}"), texts=shelf.texts) == count, query


def test_an_index_of_another_version_is_begun_anew_and_says_so(shelf: Shelf, caplog: pytest.LogCaptureFixture) -> None:
    shelf.put([IndexDoc(1, 1, fields=(("text", 1, "水利"),))])
    told: list[int] = []
    shelf.index.when_anew(lambda: told.append(1))
    with sqlite3.connect(shelf.index.path) as raw:
        raw.execute("alter table article_doc rename column sort to place")
    raw.close()
    assert shelf.index.search(parse("水利 kind:article")).total == 0
    assert told == [1]
    assert "another version of Pressmark" in caplog.text
    shelf.put([IndexDoc(1, 1, fields=(("text", 1, "水利"),))])
    assert shelf.index.search(parse("水利")).total == 1
    assert told == [1]


def test_single_documents_never_pile_up(shelf: Shelf) -> None:
    """A thousand pieces would be merged at once by FTS5, and each of them makes a search slower."""
    for n in range(1, 241):
        shelf.put([IndexDoc(n, 1, sort=f"{n:04d}", fields=(("text", n, "渡口的灯亮到夜里才熄" * 3),))])
    with sqlite3.connect(shelf.index.path) as raw:
        (pieces,) = raw.execute("select count(distinct segid) from article_words_idx").fetchone()
    raw.close()
    assert pieces < 60


def test_words_and_characters_together_are_ranked_page_by_page(full: Shelf) -> None:
    """Two tables find them, one ranks them: pages put together are the whole list, best first, equals newest first."""
    sorts = {id: doc.sort for id, doc in full.docs.items()}
    for query in ("水利 的", "河工 了 -人", "(水利 OR 记) 者", "水利 大 kind:article", "龘龘 的"):
        parsed = parse(query)
        whole = full.index.search(parsed, 1000, texts=full.texts)
        pages = [full.index.search(parsed, 3, at, texts=full.texts).rows for at in range(0, whole.total + 3, 3)]
        assert [row for page in pages for row in page] == whole.rows, query
        assert len(whole.rows) == whole.total
        assert (whole.total > 0) == (query != "龘龘 的"), query
        keys = [(-row.score, sorts[row.article]) for row in whole.rows]
        assert keys == sorted(keys, reverse=True), query


def test_the_best_hits_of_words_are_the_first_of_all(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same pages whether the equals of a page's last hit are few or too many, corrected documents counted once."""
    rng = random.Random(8)
    docs = [
        IndexDoc(n, n, sort=f"{n:03d}", fields=(("title", n, rng.choice(["渡口", "夜航"])), ("text", n, "渡口的灯" * rng.randint(0, 3) + "了")))
        for n in range(1, 61)
    ]  # fmt: skip
    shelf.put(docs)
    shelf.put([replace(doc, fields=(*doc.fields, ("note", None, "后来"))) for doc in docs[::7]])
    parsed = parse("渡口")
    whole = shelf.index.search(parsed, -1).rows
    sorts = {doc.article: doc.sort for doc in docs}
    assert [(-row.score, sorts[row.article]) for row in whole] == sorted(((-r.score, sorts[r.article]) for r in whole), reverse=True)
    for equals in (1, 100):
        monkeypatch.setattr(finding, "_EQUALS", equals)
        pages = [shelf.index.search(parsed, 4, at).rows for at in range(0, len(whole) + 4, 4)]
        assert [row for page in pages for row in page] == whole


def test_what_a_filter_names_is_listed_by_date(full: Shelf) -> None:
    """Tags, colours, authors and checked texts alone or together: counted and paged as a scan finds them."""
    cases: dict[str, Predicate] = {
        "tag:tag1": lambda d: any(t.name == "tag1" for t in d.tags),
        "tag:tag1 tag:tag2": lambda d: {"tag1", "tag2"} <= {t.name for t in d.tags},
        "tag:(tag1 OR tag2) kind:photo": lambda d: d.kind == "photo" and any(t.name in ("tag1", "tag2") for t in d.tags),
        "colour:yellow": lambda d: any(m.colour == "yellow" for m in d.highlights),
        "author:=张辉 -tag:tag3": lambda d: "张辉" in d.authors and all(t.name != "tag3" for t in d.tags),
        '"。，"': has_string("。，"),
        "tag:nobody": lambda d: False,
    }
    sorts = {id: doc.sort for id, doc in full.docs.items()}
    for query, holds in cases.items():
        assert full.ask(query) == full.scan(holds), query
        parsed = parse(query)
        for order in ("rank", "newest", "oldest"):
            whole = full.index.search(parsed, -1, order=order, texts=full.texts).rows
            pages = [full.index.search(parsed, 7, at, order, texts=full.texts).rows for at in range(0, len(whole) + 7, 7)]
            assert [row for page in pages for row in page] == whole, query
            days = [sorts[row.article] for row in whole]
            assert days == sorted(days, reverse=order != "oldest"), query

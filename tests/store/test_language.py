"""The whole query language against plain Python over the same documents: random queries of every field and operator."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from reader.domain.fold import FOLDS, alternatives, fold
from reader.domain.query import parse
from reader.domain.query_expanding import expanded
from reader.store import finding
from reader.store.index import IndexDoc, IndexHighlight, IndexTag, SearchIndex
from tests.store.test_index import (
    HAN,
    Predicate,
    Shelf,
    a_string,
    has_string,
    has_word,
    is_near,
    made_doc,
    made_text,
    norm,
)

QUERIES = 1_000
PAPERS = {1: "许昌日报", 2: "北垣新報", 3: "The Harrow Quay Courier"}
AUTHORS = ("张辉", "甄望", "柏舟")
TAGS = {
    1: ("水利", ("河工", "Water works")),
    2: ("防洪", ()),
    3: ("巡察", ("巡查",)),
    4: ("里", ("裏",)),
    5: ("大人", ()),
}
PARENTS = {2: 1}
NAMES = [(name, *aliases) for name, aliases in TAGS.values()]
PARTS = {
    "title": ("title",), "kicker": ("kicker",), "column": ("column",), "note": ("note",), "comment": ("comment",),
    "text": ("text", "caption"), "author": ("author", "byline"),
}  # fmt: skip


def language_doc(rng: random.Random, id: int) -> IndexDoc:
    """A document with everything a query can ask for."""
    tags = tuple(IndexTag(n, TAGS[n][0]) for n in sorted(rng.sample(sorted(TAGS), rng.choice([0, 0, 1, 2]))))
    above = {PARENTS[t.id] for t in tags if t.id in PARENTS}
    doc = made_doc(rng, id)
    marks = tuple(replace_tags(mark, rng) for mark in doc.highlights)
    paper = rng.choice([None, 1, 2, 3])
    names = tuple(("tag", None, name) for t in tags for name in (t.name, *TAGS[t.id][1]))
    kind, state = rng.choice(["article", "photo", "notice"]), rng.choice(["unread", "read", "done"])
    return replace(
        doc, newspaper=paper, newspaper_name=PAPERS.get(paper or 0), tags=tags, tag_ancestors=tuple(sorted(above)),
        highlights=marks, authors=tuple(rng.sample(AUTHORS, rng.choice([0, 1, 1, 2]))), kind=kind, state=state,
        page=rng.choice([None, "1", "2", "12", "A03"]), fields=(*doc.fields, *names),
    )  # fmt: skip


def replace_tags(mark: IndexHighlight, rng: random.Random) -> IndexHighlight:
    some = rng.sample(sorted(TAGS), rng.choice([0, 1]))
    return mark._replace(tags=tuple(IndexTag(n, TAGS[n][0]) for n in some), quote=made_text(rng) + rng.choice(HAN))


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    """Two hundred documents, some of them written anew."""
    rng = random.Random(11)
    shelf = Shelf(SearchIndex(tmp_path_factory.mktemp("language") / "index", "a-library"))
    shelf.index.clear()
    shelf.index.set_tags([(n, name, list(aliases), PARENTS.get(n)) for n, (name, aliases) in TAGS.items()], 1)
    shelf.put([language_doc(rng, id) for id in range(1, 201)])
    shelf.put([language_doc(rng, id) for id in rng.sample(range(1, 201), 20)])
    shelf.remove(rng.sample(range(1, 201), 5))
    yield shelf
    shelf.index.close()


# --- terms, each with what it means


def tagged(name: str, exact: bool) -> Predicate:
    wanted = {n for n, (own, others) in TAGS.items() if fold(name) in {fold(own), *map(fold, others)}}
    below = wanted if exact else wanted | {child for child, parent in PARENTS.items() if parent in wanted}
    return lambda doc: any(t.id in below for t in doc.tags)


def in_parts(parts: tuple[str, ...], string: str) -> Predicate:
    seen = norm(string).strip()
    return lambda doc: any(f in parts and seen in norm(t) for f, _b, t in doc.texts())


def dated(low: str, high: str) -> Predicate:
    """Surely within two days `YYYY-MM-DD`."""

    def holds(doc: IndexDoc) -> bool:
        if doc.date is None:
            return False
        first = doc.date + "-01-01"[len(doc.date) - 4 :] if len(doc.date) < 10 else doc.date
        last = {4: f"{doc.date}-12-31", 7: f"{doc.date}-{month_end(doc.date)}"}.get(len(doc.date), doc.date)
        return low <= first and last <= high

    return holds


def month_end(month: str) -> int:
    return 28 if month[5:] == "02" else 30 if month[5:] in ("04", "06", "09", "11") else 31


def filter_term(rng: random.Random) -> tuple[str, Predicate]:
    kind = rng.randrange(12)
    if kind == 0:
        name, exact = rng.choice([n for names in NAMES for n in names]), rng.random() < 0.5
        return f'tag:{"=" if exact else ""}{name if " " not in name else chr(34) + name + chr(34)}'.replace(
            '="', '"' if " " in name else '="'), tagged(name, exact and " " not in name)  # fmt: skip
    if kind == 1:
        start = rng.choice("水巡大")
        ids = {n for n, (own, others) in TAGS.items() if any(o.startswith(start) for o in (own, *others))}
        ids |= {child for child, parent in PARENTS.items() if parent in ids}
        return f"tag:{start}*", lambda doc: any(t.id in ids for t in doc.tags)
    if kind == 2:
        part = rng.choice(["许昌", "报", "北垣新報", "harrow", "Ｑuay"])
        return f"newspaper:{part}", lambda doc: fold(part) in fold(doc.newspaper_name or "")
    if kind == 3:
        return "newspaper:=许昌日报", lambda doc: doc.newspaper == 1
    if kind == 4:
        field = rng.choice(["newspaper", "date", "page"])
        return f"{field}:unknown", lambda doc: getattr(doc, field) is None
    if kind == 5:
        month = rng.randint(1, 12)
        return f"date:2023-{month:02d}", dated(f"2023-{month:02d}-01", f"2023-{month:02d}-31")
    if kind == 6:
        low, high = sorted(rng.sample(range(1, 13), 2))
        last = month_end(f"2023-{high:02d}")
        return f"日期：2023-{low}..2023-{high:02d}-{last}", dated(f"2023-{low:02d}-01", f"2023-{high:02d}-{last}")
    if kind == 7:
        return rng.choice([("page:1..9", lambda doc: doc.page in ("1", "2")), ("page:1*", lambda doc: doc.page in ("1", "12")),
                           ("page:a03", lambda doc: doc.page == "A03")])  # fmt: skip
    if kind == 8:
        value = rng.choice(["article", "photo", "notice"])
        return f"类型:{value}", lambda doc: doc.kind == value
    if kind == 9:
        value = rng.choice(["unread", "read", "done"])
        return f"state:{value}", lambda doc: doc.state == value
    if kind == 10:
        value = rng.choice(["note", "flag"])
        return f"has:{value}", lambda doc: value in doc.has
    value = rng.choice(["yellow", "blue"])
    return f"color:{value}", lambda doc: any(m.colour == value for m in doc.highlights)


def text_term(rng: random.Random, full: Shelf) -> tuple[str, Predicate]:
    kind = rng.randrange(6)
    if kind == 0:
        word, star = rng.choice(["the", "art", "cafe", "58", "a03", "party"]), rng.random() < 0.4
        return word + "*" * star, has_word(norm(word), star)
    if kind == 1:
        one, other, far = rng.choice(HAN), rng.choice([rng.choice(HAN) + rng.choice(HAN), "art"]), rng.randint(0, 9)
        return f"{one} NEAR/{far} {other}", is_near(one, other, far)
    if kind == 2:
        field = rng.choice(sorted(PARTS))
        string = (
            rng.choice(["张辉", "柏"]) if field == "author" else rng.choice(HAN) + rng.choice(["", rng.choice(HAN)])
        )
        return f"{field}:{string}", in_parts(PARTS[field], string)
    string = a_string(rng, full)
    return f'"{string}"', has_string(string)


def a_query(rng: random.Random, full: Shelf, depth: int) -> tuple[str, Predicate]:
    """A query of up to 2 ** depth terms with what it means."""
    if depth == 0 or rng.random() < 0.15:
        return filter_term(rng) if rng.random() < 0.45 else text_term(rng, full)
    (one, first), (other, second) = a_query(rng, full, depth - 1), a_query(rng, full, depth - 1)
    shape = rng.choice(["({} OR {})", "({} {})", "（{} AND {}）", "({} NOT ({}))", "(-({}) {})"])
    meant: dict[str, Predicate] = {
        "({} OR {})": lambda doc: first(doc) or second(doc), "({} {})": lambda doc: first(doc) and second(doc),
        "（{} AND {}）": lambda doc: first(doc) and second(doc), "({} NOT ({}))": lambda doc: first(doc) and not second(doc),
        "(-({}) {})": lambda doc: not first(doc) and second(doc),
    }  # fmt: skip
    return shape.format(one, other), meant[shape]


def as_in_python(full: Shelf, seed: int, queries: int) -> None:
    rng = random.Random(seed)
    found = 0
    for number in range(queries):
        source, holds = a_query(rng, full, rng.choice([0, 1, 2, 3]))
        ids = full.ask(source)
        assert ids == full.scan(holds), (number, source)
        found += bool(ids)
    assert found > queries // 4


def test_a_thousand_queries_mean_what_they_say(full: Shelf) -> None:
    as_in_python(full, 1, QUERIES)


def test_they_mean_the_same_where_hits_are_too_many_to_rank(full: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "RANKED", 6)
    monkeypatch.setattr(finding, "GATHERED", 4)
    as_in_python(full, 2, QUERIES // 5)


@pytest.mark.deep
@pytest.mark.timeout(3600)
def test_twenty_thousand_queries_mean_what_they_say(full: Shelf) -> None:
    as_in_python(full, 3, 20 * QUERIES)


def test_passages_are_found_by_tag_colour_text_and_date(full: Shelf) -> None:
    rng = random.Random(4)
    for _query in range(QUERIES // 10):
        char, colour, tag, month = (
            rng.choice(HAN),
            rng.choice(["yellow", "blue"]),
            rng.choice(sorted(TAGS)),
            rng.randint(1, 12),
        )
        narrow = rng.random() < 0.5
        source = f"in:highlights colour:{colour} {char}" + (
            f" tag:={TAGS[tag][0]} date:..2023-{month:02d}" if narrow else ""
        )
        in_time = dated("0000", f"2023-{month:02d}-31")
        wanted = {
            mark.id for doc in full.docs.values() for mark in doc.highlights
            if mark.colour == colour and char in norm(mark.quote + "\n" + mark.comment + "\n" + "\n".join(t.name for t in mark.tags))
            and (not narrow or (tag in {t.id for t in mark.tags} and in_time(doc)))
        }  # fmt: skip
        found = full.index.search(parse(source), -1, texts=full.texts)
        assert {row.item for row in found.rows} == wanted, source


def test_switches_widen_as_python_does(full: Shelf) -> None:
    """Foldings and the names of tags, alone and together."""
    rng = random.Random(5)
    for _query in range(QUERIES // 10):
        folds = tuple(rng.sample(FOLDS, rng.randint(0, 2)))
        name = rng.choice([n for names in NAMES for n in names if " " not in n] + list(HAN))
        query = expanded(parse(f"{name} fold:{','.join((*folds, 'aliases'))}"), NAMES)
        alike = [tag for tag in NAMES if any(same(name, other, folds) for other in tag)]
        forms = {name, *(other for tag in alike for other in tag)}
        patterns = [
            re.compile("".join(f"[{alternatives(c, folds)}]" for c in norm(form))) for form in forms if form.isalpha()
        ]
        words = [norm(form) for form in forms if not form.isalpha()]

        def holds(doc: IndexDoc, patterns: list[re.Pattern[str]] = patterns, words: list[str] = words) -> bool:
            texts = [norm(t) for _f, _b, t in doc.texts()]
            return any(p.search(t) for p in patterns for t in texts) or any(w in t for w in words for t in texts)

        assert set(full.index.ids(query, texts=full.texts)) == full.scan(holds), (name, folds)


def same(one: str, other: str, folds: tuple[str, ...]) -> bool:
    return len(one) == len(other) and all(
        b in alternatives(a, folds) for a, b in zip(fold(one), fold(other), strict=True)
    )

"""Random repairs, corrections and marks on the sample issues, undone and done again: what must hold after each step."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.commands import registry
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.errors import ReaderError
from reader.domain.reading import KINDS, ROLES
from reader.domain.text import Span, printed_runs
from reader.store import identity, structure_acts
from reader.store.articles import quote_under
from reader.store.texts import blocks, sources
from tests.store.dump import dump

SAMPLES = Path(__file__).resolve().parents[2] / "issues"
EXAMPLES = 1250 if os.environ.get("PRESSMARK_DEEP") else 50
"""For each of the four tests: 200 examples in all, 5,000 with --deep."""

Dice = Callable[[int], int]
Step = tuple[str, int, int, int]


class World:
    """A session on a fresh copy of an imported sample, and what a step may choose from."""

    def __init__(self, path: Path) -> None:
        self.session = open_session(path)
        self.library = self.session.library
        for setting in ("synchronous=off", "journal_mode=memory"):  # what a power cut would do is tested elsewhere
            self.library.rows(f"pragma {setting}")
        self.start = dump(self.library)
        self.printed = self.printed_characters()
        self.ever: set[tuple[str, int, str]] = set()
        self.marked: dict[int, list[tuple[Any, ...]]] = {}

    def ids(self, table: str) -> list[int]:
        return [int(r[0]) for r in self.library.rows(f"select id from {table} order by id")]

    def pick(self, table: str, n: int) -> int:
        found = self.ids(table)
        if not found:
            raise ReaderError("nothing to choose from", "")
        return found[n % len(found)]

    def text(self, block: int) -> str:
        return str(self.library.value("select text from block where id = ?", (block,)) or "")

    def printed_characters(self) -> set[tuple[int, int]]:
        """Each printed character that is no white space, as (source text, offset); none may stand in two blocks."""
        stored = blocks(self.library, "1")
        texts = sources(self.library, {p.source for b in stored for p in b.pieces})
        places = [
            (piece.source, at)
            for block in stored
            for piece in block.pieces
            for low, high in printed_runs(piece, texts[piece.source])
            for at in range(low, high)
            if not texts[piece.source].text[at].isspace()
        ]
        assert len(places) == len(set(places)), "a character stands in two blocks"
        return set(places)

    # what must hold

    def check(self) -> None:
        assert self.printed_characters() == self.printed
        assert self.library.rows("pragma foreign_key_check") == []
        self.check_ids()
        self.check_marks()
        for block in blocks(self.library, "1"):
            assert block.pieces, "an empty block"

    def check_ids(self) -> None:
        for table in ("article", "block"):
            self.ever |= {(table, i, u) for i, u in self.library.rows(f"select id, uuid from {table}")}
        undone = {
            row[0]
            for row in self.library.rows(
                """select c.uuid from change c join act on act.id = c.act_id where c.field = '*' and c.new is null
                   and act.kind = 'undo' and c.id = (select max(id) from change d where d.uuid = c.uuid and d.field = '*')"""
            )
        }
        with self.library.quiet() as act:
            for table, id, unique in self.ever:
                if unique in undone:
                    continue
                found = structure_acts.by_uuid(act, table, unique)
                if table == "block":
                    assert structure_acts.one_block(act, id).id == found
                else:
                    assert identity.article(self.library, id) == found

    def check_marks(self) -> None:
        spans = "select highlight_id, source_text_id, start, end from highlight_span order by id"
        lying: dict[int, list[tuple[Any, ...]]] = {}
        for id, *span in self.library.rows(spans):
            lying.setdefault(id, []).append(tuple(span))
        for id, place in lying.items():
            assert self.marked.setdefault(id, place) == place, "a highlight has moved"
        marked = """select distinct b.article_id from highlight_span s join piece p on p.source_text_id = s.source_text_id
                    and p.start < s.end and p.end > s.start join block b on b.id = p.block_id where b.article_id is not null"""
        for (article,) in self.library.rows(marked):
            view = self.session.article(article)
            assert view is not None
            words, plain = {b.id: b.words for b in view.blocks}, self.plain
            for mark in view.highlights:
                for span in mark.spans:
                    under = words[span.block].to_source(span.start, span.end)
                    assert all(_inside(s, lying[mark.id], words[span.block].corrected) for s in under)
                touched = self.library.value(
                    """select count(*) from highlight_span s join correction c on c.source_text_id = s.source_text_id
                       and c.start < s.end and c.end > s.start where s.highlight_id = ?""",
                    (mark.id,),
                )
                if mark.state == "ok":  # the same words, or those of its spans in their order where blocks were moved
                    in_order = "".join(quote_under(self.library, [span]) for span in mark.stored)
                    assert _bare(mark.quote) in (_bare(mark.current), _bare(in_order))
                else:
                    assert mark.state == "changed" and mark.current != mark.quote
                if not touched and mark.id in plain:
                    assert mark.state == "ok", (mark.quote, mark.current)

    @property
    def plain(self) -> set[int]:
        """Highlights made where no correction lay: their quote is what is printed."""
        return {
            id
            for id, quote in self.library.rows("select id, quote from highlight")
            if _bare(quote) == _bare(self._source_words(id))
        }

    def _source_words(self, highlight: int) -> str:
        words = []
        for source, start, end in self.marked[highlight]:
            text = sources(self.library, [source])[source]
            words += [text.text[a:b] for a, b in printed_runs(Span(source, start, end), text)]
        return "".join(words)


def _bare(words: str) -> str:
    return "".join(c for c in words if not c.isspace() and c not in "-\u00ad‐¬⸗=")


def _inside(span: Span, stored: list[tuple[Any, ...]], corrected: tuple[tuple[int, int, int], ...]) -> bool:
    return bool(corrected) or any(
        source == span.source and start <= span.start and span.end <= end for source, start, end in stored
    )


def _stretch(world: World, a: int, b: int, c: int) -> tuple[int, int, int]:
    block = world.pick("block", a)
    length = len(world.text(block))
    if not length:
        raise ReaderError("nothing to choose from", "")
    start = b % length
    return block, start, min(length, start + 1 + c % 12)


def _highlight(world: World, a: int, b: int, c: int) -> dict[str, Any]:
    block, start, end = _stretch(world, a, b, c)
    article = world.library.value("select article_id from block where id = ?", (block,))
    if article is None:
        raise ReaderError("furniture is not marked", "")
    spans = [(block, start, end)]
    following = world.library.value(
        "select id from block where article_id = ? and position > (select position from block where id = ?) order by position",
        (article, block),
    )
    if following and c % 3 == 0 and world.text(following):
        spans = [(block, start, len(world.text(block))), (following, 0, 1 + b % len(world.text(following)))]
    return {"article": article, "spans": spans, "tags": ["证"] if c % 2 else []}


def _correct(world: World, a: int, b: int, c: int) -> dict[str, Any]:
    block, start, end = _stretch(world, a, b, c)
    text = world.text(block)
    old = text[start:end]
    nth = sum(1 for at in range(start + 1) if text.startswith(old, at))
    return {"block": block, "old": old, "new": ["", "校", "two words", old[::-1] + "补"][c % 4], "nth": nth}


def _place(world: World, a: int, b: int) -> tuple[int, int, int]:
    block, start, _end = _stretch(world, a, b, 1)
    return block, start, min(start + 2, len(world.text(block)))


def _words(world: World, a: int, b: int) -> str:
    block, start, end = _place(world, a, b)
    return world.text(block)[start:end]


def _rewrite(world: World, a: int, b: int, c: int) -> dict[str, Any]:
    block, start, end = _stretch(world, a, b, c)
    text = world.text(block)
    return {"block": block, "text": text[:start] + ["", "改", "new words ", text[:3]][c % 4] + text[end:]}


VERBS: dict[str, Callable[[World, int, int, int], dict[str, Any]]] = {
    "repair.role": lambda w, a, b, c: {"block": w.pick("block", a), "role": ROLES[b % len(ROLES)]},
    "repair.move": lambda w, a, b, c: {
        "blocks": [w.pick("block", a)], "article": None if c % 4 == 0 else w.pick("article", b)},
    "repair.split": lambda w, a, b, c: {"block": _stretch(w, a, b, c)[0], "offset": _stretch(w, a, b, c)[1]},
    "repair.join": lambda w, a, b, c: {"first": w.pick("block", a), "second": w.pick("block", a + 1 + b % 3)},
    "repair.new": lambda w, a, b, c: {"blocks": sorted({w.pick("block", a), w.pick("block", a + 1 + b % 2)})},
    "repair.merge": lambda w, a, b, c: {"articles": list(dict.fromkeys(w.pick("article", n) for n in (a, a + 1 + b % 3)))},
    "repair.reorder": lambda w, a, b, c: {"articles": list(dict.fromkeys(w.pick("article", n) for n in (a, b, c)))},
    "repair.kind": lambda w, a, b, c: {"article": w.pick("article", a), "kind": KINDS[b % len(KINDS)]},
    "repair.link": lambda w, a, b, c: {"first": w.pick("article", a), "second": w.pick("article", a + 1 + b)},
    "repair.unlink": lambda w, a, b, c: {"article": w.pick("article", a)},
    "repair.field": lambda w, a, b, c: {
        "article": w.pick("article", a), "name": ["authors", "agency", "place"][b % 3], "value": ["", "记者 王琳; 赵婕"][c % 2]},
    "repair.fields": lambda w, a, b, c: {
        "article": w.pick("article", a), "values": {"place": ["", "清渚"][b % 2], "authors": ["", "赵婕"][c % 2]}},
    "repair.split_article": lambda w, a, b, c: {"block": w.pick("block", a)},
    "repair.headline": lambda w, a, b, c: {"block": w.pick("block", a)},
    "repair.page": lambda w, a, b, c: {"articles": [w.pick("article", a)], "page": ["", "3", "A09"][b % 3]},
    "repair.relabel": lambda w, a, b, c: {
        "name": ["column", "series"][a % 2], "old": w.text(w.pick("block", b)), "new": "城事", "issue": 1},
    "text.correct": _correct,
    "text.rewrite": lambda w, a, b, c: _rewrite(w, a, b, c),
    "text.revert": lambda w, a, b, c: {"corrections": [w.pick("correction", a)]},
    "text.correct_alike": lambda w, a, b, c: {
        "old": _words(w, a, b), "new": "替", "places": [_place(w, a, b), (w.pick("block", c), 0, 2)]},
    "highlight.accept": lambda w, a, b, c: {"highlight": w.pick("highlight", a)},
    "flag.answer": lambda w, a, b, c: {"flag": w.pick("flag", a), "answer": b % 3},
}  # fmt: skip
"""All verbs of structure and text, each with arguments chosen by three numbers."""

MARKS: dict[str, Callable[[World, int, int, int], dict[str, Any]]] = {
    "highlight.add": _highlight,
    "highlight.remove": lambda w, a, b, c: {"highlight": w.pick("highlight", a)},
    "tag.add": lambda w, a, b, c: {"articles": [w.pick("article", a), w.pick("article", b)], "tags": ["水利", "航运"][: 1 + c % 2]},
    "tag.remove": lambda w, a, b, c: {"articles": [w.pick("article", a)], "tags": ["水利"]},
    "note.write": lambda w, a, b, c: {"article": w.pick("article", a), "text": ["", "甲", "与年报核对\n乙"][b % 3]},
    "article.trash": lambda w, a, b, c: {"articles": [w.pick("article", a)]},
}  # fmt: skip

TURNS = ("history.undo", "history.redo")


def test_the_walk_knows_all_repairs() -> None:
    known = {c.id for c in registry.every() if c.run and c.undoable and c.id.startswith(("repair.", "text."))}
    assert known <= VERBS.keys(), "a repair needs a line in VERBS"


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each sample issue in a library of its own, to be copied."""
    folder = tmp_path_factory.mktemp("walks")
    found = {}
    for sample in sorted(p for p in SAMPLES.iterdir() if p.suffix in {".md", ".txt"}):
        path = folder / f"{len(found)}.pressmark"
        session = open_session(path, create=True)
        session.do("import.files", paths=[sample])
        session.close()
        found[sample.name] = path
    assert len(found) >= 4
    return found


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory, imported: dict[str, Path]) -> Iterator[Callable[[int], World]]:
    """A world on a copy of sample number n; each closes the one before and takes its file away."""
    worlds: list[World] = []
    path = tmp_path_factory.mktemp("walk") / "walk.pressmark"

    def make(sample: int) -> World:
        while worlds:
            worlds.pop().session.close()
        for left in path.parent.iterdir():
            left.unlink()
        paths = list(imported.values())
        shutil.copy(paths[sample % len(paths)], path)
        worlds.append(World(path))
        return worlds[0]

    yield make
    while worlds:
        worlds.pop().session.close()


def _steps(*names: str) -> st.SearchStrategy[list[Step]]:
    number = st.one_of(st.integers(0, 5), st.integers(0, 400))
    return st.lists(st.tuples(st.sampled_from(names), number, number, number), min_size=1, max_size=6)


def _walk(world: World, steps: list[Step]) -> None:
    for name, *numbers in steps:
        try:
            if name in TURNS:
                if name == "history.redo" or _can_undo(world.session):
                    world.session.do(name)
            else:
                choose = VERBS.get(name) or MARKS[name]
                world.session.do(name, **choose(world, *numbers))
        except ReaderError:
            pass  # refused with a reason; the library is as it was, which the end of the walk proves
        world.check()


def _can_undo(session: Session) -> bool:
    found = session.next_undo()
    return found is not None and found.kind != "import"


def _go_back_and_forth(world: World) -> None:
    end = dump(world.library)
    count = 0
    while _can_undo(world.session):
        assert world.session.undo().result().value["refused"] == 0
        count += 1
    assert dump(world.library) == world.start
    world.check()
    for _step in range(count):
        assert world.session.redo().result().value["refused"] == 0
    assert dump(world.library) == end
    world.check()


@settings(max_examples=EXAMPLES)
@given(data=st.data())
@pytest.mark.timeout(36_000 if EXAMPLES > 1000 else 300)
@pytest.mark.parametrize("kind", ["repairs", "corrections", "marks", "all"])
def test_random_walks_keep_text_ids_and_marks(fresh: Callable[[int], World], kind: str, data: st.DataObject) -> None:
    names = {
        "repairs": (*VERBS, *TURNS),
        "corrections": ("text.correct", "text.correct", "highlight.add", "highlight.add", "repair.split", "repair.join", *TURNS),
        "marks": (*MARKS, "repair.split", "repair.join", "repair.merge", "repair.new", "repair.move", *TURNS),
        "all": (*VERBS, *MARKS, *TURNS),
    }[kind]  # fmt: skip
    world = fresh(data.draw(st.integers(0, 5)))
    _walk(world, data.draw(_steps(*names)))
    _go_back_and_forth(world)


def test_ids_are_followed_through_several_joins_and_merges(fresh: Callable[[int], World]) -> None:
    world = fresh(0)
    first, second, third = world.ids("block")[2:5]
    world.session.do("repair.join", first=second, second=third)
    world.session.do("repair.join", first=first, second=second)
    world.session.do("repair.split", block=third, offset=3)
    assert world.text(first) and len(world.text(first)) == 3
    one, two, three = world.ids("article")[:3]
    world.session.do("repair.merge", articles=[two, three])
    world.session.do("repair.merge", articles=[one, two])
    assert identity.article(world.library, three) == one
    world.check()


def test_a_split_at_a_line_end_changes_no_highlight(fresh: Callable[[int], World]) -> None:
    """Found by a walk: between the halves stands a line end instead of the blank the layout had put in."""
    world = fresh(0)
    joint = next(
        (view.id, block.id, segment.start)
        for view in map(world.session.article, world.ids("article"))
        if view is not None
        for block in view.blocks
        for segment in block.words.segments
        if segment.kind == "joint" and segment.start > 10 and len(block.text) > segment.end + 10
    )
    article, block, at = joint
    world.session.do("highlight.add", article=article, spans=[(block, at - 6, at + 6)])
    world.session.do("repair.split", block=block, offset=at + 1)
    view = world.session.article(article)
    assert view is not None and [h.state for h in view.highlights] == ["ok"]
    world.check()

"""The change log: whatever is done inside acts can be taken back and done again, to the last value."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.domain.text import Span
from reader.store import catalogue, history, marks, notes, structure_acts, tagging
from reader.store.act import Act
from reader.store.derived import refresh_touched
from reader.store.library import Library
from tests.store import made
from tests.store.dump import dump


def do(library: Library, work: Callable[[Act], object], kind: str = "do", about: int | None = None) -> None:
    with library.act("tag.add", "me", "here", kind=kind, about=about) as act:
        work(act)
        refresh_touched(act)


def turn(library: Library, *, redo: bool) -> bool:
    target = (history.next_redo if redo else history.next_undo)(library)
    if target is None:
        return False
    refused = []
    do(
        library,
        lambda act: refused.append(history.take_back(act, target, redo=redo)[1]),
        "redo" if redo else "undo",
        target.id,
    )
    assert refused == [0]
    return True


def some_ids(act: Act, table: str) -> list[int]:
    return [int(r[0]) for r in act.rows(f"select id from {table} order by id")]


def random_work(act: Act, dice: random.Random) -> None:
    articles, blocks = some_ids(act, "article"), some_ids(act, "block")
    act_on = dice.choice(articles)
    choice = dice.randrange(14)
    if choice == 0:
        tagging.put(act, "article_tag", articles[:2], act.insert("tag", name=f"t{dice.random()}"))
    elif choice == 1 and some_ids(act, "tag"):
        tagging.delete(act, dice.choice(some_ids(act, "tag")))
    elif choice == 2:
        marks.add_highlight(act, [Span(1, 3, 9), Span(1, 12, 14)], colour="blue", quote="x", prefix="", suffix="")
    elif choice == 3 and some_ids(act, "highlight"):
        marks.remove_highlight(act, dice.choice(some_ids(act, "highlight")))
    elif choice == 4:
        notes.write_note(act, notes.on_article(act_on), dice.choice(["", "甲", "乙\n丙"]))
    elif choice == 5 and len(blocks) > 2:
        structure_acts.join(act, *dice.sample(blocks, 2))
    elif choice == 6:
        long = [r[0] for r in act.rows("select id from block where length(text) > 4")]
        structure_acts.split(act, dice.choice(long), dice.choice([1, 2, 3]))
    elif choice == 7:
        structure_acts.move(act, [dice.choice(blocks)], dice.choice([*articles, None]))
    elif choice == 8 and len(articles) > 1:
        structure_acts.merge(act, articles[0], articles[1:2])
    elif choice == 9:
        structure_acts.new_article(act, [dice.choice(blocks)])
    elif choice == 10:
        catalogue.set_issue(act, 1, {"newspaper": dice.choice(["甲报", "乙报", None]), "date": "2024-06-08"})
    elif choice == 11:
        catalogue.trash(act, "article", [act_on], restore=dice.random() < 0.5)
    elif choice == 12:
        structure_acts.set_field(act, act_on, "author", [("王琳", "记者")])
    else:
        structure_acts.link(act, articles[0], articles[-1] if len(articles) > 1 else None)


def test_one_change_is_one_row(tmp_path: Path) -> None:
    library = made.library(tmp_path)
    do(library, lambda act: act.insert("tag", name="水利"))
    do(library, lambda act: act.update("tag", 1, name="水务", colour="#112233"))
    rows = library.rows("select entity, field, old, new from change order by id")
    assert rows[0][:3] == ("tag", "*", None) and json.loads(rows[0][3])["name"] == "水利"
    assert set(rows[1:]) == {("tag", "name", '"水利"', '"水务"'), ("tag", "colour", '""', '"#112233"')}


def test_undo_and_redo_survive_reopening(tmp_path: Path) -> None:
    library = made.library(tmp_path)
    before = dump(library)
    do(library, lambda act: tagging.put(act, "article_tag", [1, 2], act.insert("tag", name="航运")))
    after = dump(library)
    library.close()
    library = Library.open(tmp_path / "test.pressmark")
    assert turn(library, redo=False) and dump(library) == before
    library.close()
    library = Library.open(tmp_path / "test.pressmark")
    assert turn(library, redo=True) and dump(library) == after


def test_a_new_act_ends_redo(tmp_path: Path) -> None:
    library = made.library(tmp_path)
    do(library, lambda act: act.insert("tag", name="a"))
    turn(library, redo=False)
    do(library, lambda act: act.insert("tag", name="b"))
    assert not turn(library, redo=True)


def test_a_value_changed_since_is_left_alone(tmp_path: Path) -> None:
    library = made.library(tmp_path)
    do(library, lambda act: notes.write_note(act, "article:1", "first"))
    do(library, lambda act: notes.write_note(act, "article:1", "second"))
    second = history.next_undo(library)
    assert second is not None
    with library.quiet() as quiet:
        quiet.execute("update note set text = 'other'")
    with library.act("history.undo", "me", "here", kind="undo", about=second.id) as act:
        assert history.take_back(act, second, redo=False) == (0, 1)
    assert library.value("select text from note") == "other"


@pytest.mark.parametrize("seed", range(60))
def test_random_walks_go_back_and_forth(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    library = made.library(tmp_path)
    with library.quiet() as quiet:
        quiet.execute("update act set kind = 'undo', about = id")  # the import is not part of this walk
    states = [dump(library)]
    for _step in range(25):
        last = library.last_act()
        do(library, lambda act: random_work(act, dice))
        if library.last_act() != last:
            states.append(dump(library))
    for state in reversed(states[:-1]):
        assert turn(library, redo=False)
        assert dump(library) == state
    assert not turn(library, redo=False)
    for state in states[1:]:
        assert turn(library, redo=True)
        assert dump(library) == state
    assert library.rows("pragma foreign_key_check") == []


@pytest.mark.deep
@pytest.mark.timeout(3600)
def test_two_thousand_random_walks(tmp_path: Path) -> None:
    for seed in range(1000, 3000):
        folder = tmp_path / str(seed)
        folder.mkdir()
        test_random_walks_go_back_and_forth(folder, seed)


def test_log_replays_into_an_equal_library(tmp_path: Path) -> None:
    """Replaying the change rows over the imported library gives the library as it is now."""
    (tmp_path / "a").mkdir(), (tmp_path / "b").mkdir()
    library, other = made.library(tmp_path / "a"), made.library(tmp_path / "b")
    dice = random.Random(7)
    for _step in range(40):
        do(library, lambda act: random_work(act, dice))
    rows = library.rows("select entity, entity_id, field, new from change order by id")
    with other.act("tag.add", "me", "there") as act:
        for entity, id, field, new in rows:
            if field != "*":
                act.execute(f'update {entity} set "{field}" = ? where id = ?', (json.loads(new), id))
            elif new is None:
                act.delete(entity, id)
            else:
                act.insert(entity, id=id, **json.loads(new))
        refresh_touched(act)
    one, two = dump(library), dump(other)
    one.pop("library"), two.pop("library")
    assert one == two

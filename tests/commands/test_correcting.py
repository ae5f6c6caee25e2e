"""Corrections by the command line and by command id: made, merged, listed, carried everywhere, found, taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.commands import correcting, verbs
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.errors import ReaderError
from reader.domain.text import PRINTED
from reader.domain.views import ArticleView
from tests.store import made
from tests.store.dump import dump

assert verbs.ROOMS
Run = Callable[..., Any]

TEXT = """本埠要闻

上海巿新闻

上海巿政府公布,上海巿内的巿场全部开放。

老船工说,过三里湾要有人站在船头喊水。𠮷田也来了。

第二天的上海巿

上海巿里人人都说好,连修鞋匠都
成了常客。
"""


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made.library(
        tmp_path, made.new_issue(TEXT, (0, 4), "1.md"), made.new_issue(TEXT.replace("修鞋匠", "理发匠"), (0, 4), "2.md")
    ).close()
    opened = open_session(tmp_path / "test.pressmark")
    opened.do("issue.set", issue=1, values={"newspaper": "甲报"})
    yield opened
    opened.close()


def view(session: Session, article: int, layer: str = "corrected") -> ArticleView:
    found = session.article(article, layer)
    assert found is not None
    return found


def test_what_was_typed_over_a_paragraph_is_shown_and_the_print_stays(session: Session) -> None:
    block = view(session, 1).blocks[2]
    session.do("text.rewrite", block=block.id, text=block.text.replace("巿", "市") + "(完)")
    after = view(session, 1).blocks[2]
    assert after.text == "上海市政府公布,上海市内的市场全部开放。(完)" and after.printed == block.printed
    assert view(session, 1, PRINTED).blocks[2].text == block.text
    assert len(after.words.corrected) == 4
    session.undo().result()
    assert view(session, 1).blocks[2].text == block.text


def test_typing_the_print_back_removes_the_record_and_leaves_the_others(session: Session) -> None:
    block = view(session, 1).blocks[2]
    session.do("text.rewrite", block=block.id, text=block.text.replace("巿", "市"))
    session.do("text.rewrite", block=block.id, text=block.text.replace("巿", "市", 2))
    found = correcting.ledger(session, correcting.ledger_ids(session, "article", 1))
    assert [(c.printed, c.corrected, c.before[-2:], c.after[:2]) for c in found] == [
        ("巿", "市", "上海", "政府"), ("巿", "市", "上海", "内的"),
    ]  # fmt: skip
    session.do("text.rewrite", block=block.id, text=block.text)
    assert correcting.ledger_ids(session, "library") == []


def test_nothing_typed_is_no_act(session: Session) -> None:
    block = view(session, 1).blocks[2]
    before = session.library.last_act()
    assert session.do("text.rewrite", block=block.id, text=block.text).act is None
    assert session.library.last_act() == before


def test_what_somebody_else_corrected_meanwhile_is_kept(session: Session) -> None:
    block = view(session, 1).blocks[2]
    session.do("text.correct", block=block.id, old="开放", new="开张")
    session.do("text.rewrite", block=block.id, text=block.text.replace("上海巿政府", "上海市政府"), before=block.text)
    assert view(session, 1).blocks[2].text == "上海市政府公布,上海巿内的巿场全部开张。"
    with pytest.raises(ReaderError, match="changed elsewhere"):
        session.do("text.rewrite", block=block.id, text=block.text.replace("开放", "开业"), before=block.text)


def test_reverting_some_in_one_step(session: Session) -> None:
    block = view(session, 1).blocks[2]
    session.do("text.rewrite", block=block.id, text=block.text.replace("巿", "市"))
    ids = correcting.ledger_ids(session, "issue", 1)
    assert session.do("text.revert", corrections=ids[:2]).value == 2
    assert view(session, 1).blocks[2].text == "上海巿政府公布,上海巿内的市场全部开放。"
    session.undo().result()
    assert correcting.ledger_ids(session, "issue", 1) == ids
    with pytest.raises(ReaderError, match="no correction"):
        session.do("text.revert", corrections=[999])


def test_the_ledger_by_scope_and_by_letters(session: Session) -> None:
    session.do("text.correct", block=view(session, 1).blocks[1].id, old="巿", new="市")
    session.do("text.correct", block=view(session, 4).blocks[1].id, old="理发匠", new="剃头匠")
    assert len(correcting.ledger_ids(session, "library")) == 2
    assert len(correcting.ledger_ids(session, "newspaper", 1)) == 1
    assert correcting.ledger_ids(session, "issue", 2) == correcting.ledger_ids(session, "library", None, "剃头")
    assert correcting.ledger_ids(session, "library", None, "理发") == correcting.ledger_ids(session, "issue", 2)
    session.do("issue.trash", issue=2)
    assert correcting.ledger_ids(session, "issue", 2) == [], "what lies in the trash is not listed"


def test_places_alike_in_every_scope_and_one_step_for_those_accepted(session: Session) -> None:
    first = view(session, 1).blocks[2]
    session.do("highlight.add", article=2, spans=[(view(session, 2).blocks[0].id, 4, 7)])
    session.do("text.correct", block=first.id, old="上海巿", new="上海市", nth=1)
    for scope, id, count in (("issue", 1, 4), ("newspaper", 1, 4), ("library", None, 9)):
        found = correcting.alike(session, "上海巿", "上海市", scope, id)
        assert (len(found.places), found.settled) == (count, 1)
    marked = [p for p in correcting.alike(session, "上海巿", "上海市", "issue", 1).places if p.highlighted]
    assert [p.article for p in marked] == [2]
    before = dump(session.library)
    places = correcting.alike(session, "上海巿", "上海市").places
    chosen = [(p.block, p.start, p.end) for p in places[::2]]
    assert session.do("text.correct_alike", old="上海巿", new="上海市", places=chosen).value == 5
    assert len(correcting.alike(session, "上海巿", "上海市").places) == 4
    assert session.do("text.correct_alike", old="上海巿", new="上海市", places=chosen).value == 0, (
        "they read so already"
    )
    session.undo().result()
    assert dump(session.library)["correction"] == before["correction"]


def test_places_alike_are_looked_for_with_less_around_where_the_word_stands_nowhere_else(session: Session) -> None:
    pairs = correcting.pairs_of("上海巿长途", "上海市长途")
    assert [pair.old for pair in pairs] == ["上海巿", "海巿", "巿长"]
    pair, found = correcting.first_alike(session, pairs)
    assert (pair.old, len(found.places)) == ("上海巿", len(correcting.alike(session, "上海巿", "上海市").places))
    typed = correcting.pairs_of("大海巿场", "大海市场")
    assert [pair.new for pair in typed] == ["大海市", "海市", "市场"]
    pair, found = correcting.first_alike(session, typed)
    assert pair == correcting.Pair("海巿", "海市")
    assert found.places
    nowhere = correcting.pairs_of("qwerty zxcv", "qwerta zxcv")
    assert correcting.first_alike(session, nowhere) == (nowhere[0], correcting.Alike([], 0))
    assert correcting.pairs_of("一样", "一样") == []


def test_a_place_alike_need_not_be_a_word(session: Session) -> None:
    assert len(correcting.alike(session, "巿", "市").places) == 12
    assert len(correcting.alike(session, "。", "!", "issue", 1).places) == 4
    assert correcting.alike(session, "", "x").places == []


def test_search_finds_both_layers_and_says_which(session: Session) -> None:
    session.do("text.correct", block=view(session, 1).blocks[3].id, old="船工", new="舵工")
    printed = next(h for h in session.search("老船工").hits if h.article == 1)
    corrected = next(h for h in session.search("老舵工").hits if h.article == 1)
    assert "printed" in printed.why and "printed" not in corrected.why
    assert [h.article for h in session.search("has:correction").hits] == [1]


def test_a_changed_highlight_is_kept_with_its_new_words(session: Session) -> None:
    block = view(session, 1).blocks[3]
    session.do("highlight.add", article=1, spans=[(block.id, 0, 4)])
    session.do("text.correct", block=block.id, old="船工", new="舵手")
    mark = view(session, 1).highlights[0]
    assert (mark.state, mark.quote, mark.current) == ("changed", "老船工说", "老舵手说")
    session.do("highlight.accept", highlight=mark.id)
    mark = view(session, 1).highlights[0]
    assert (mark.state, mark.quote, mark.suffix[:3]) == ("ok", "老舵手说", ",过三")
    session.undo().result()
    assert view(session, 1).highlights[0].state == "changed"
    with pytest.raises(ReaderError, match="no highlight"):
        session.do("highlight.accept", highlight=99)


def test_a_draft_is_kept_until_the_paragraph_is(session: Session) -> None:
    block = view(session, 1).blocks[2]
    future = correcting.keep_typed(session, block.id, "上海市")
    assert future is not None and future.result() is None
    kept = correcting.typed_before(session, block.id)
    assert kept is not None and kept[0] == "上海市"
    assert correcting.typed_blocks(session) == [(block.id, 1)]
    session.do("text.rewrite", block=block.id, text="上海市")
    assert correcting.typed_before(session, block.id) is None
    correcting.keep_typed(session, block.id, "又")
    correcting.forget_typed(session, block.id)
    assert correcting.typed_blocks(session) == []


def test_doubt_falls_when_text_is_corrected(session: Session) -> None:
    block = view(session, 1).blocks[1]
    session.do("text.rewrite", block=block.id, text="|_^~" + block.text)
    worse = session.rows([1])[0].doubt
    session.do("text.rewrite", block=block.id, text="上海市新闻")
    session.do("text.rewrite", block=view(session, 1).blocks[2].id, text="上海市政府公布。")
    better = session.rows([1])[0].doubt
    assert worse > 60 and worse > better
    assert view(session, 1).blocks[1].doubt == 0


EDIT = st.tuples(st.integers(0, 40), st.integers(0, 4), st.text(alphabet="市场𠮷a ,", max_size=3))


@given(st.lists(st.tuples(st.integers(0, 3), EDIT), min_size=1, max_size=5))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_typing_is_read_back_and_undone(session: Session, edits: list[tuple[int, Any]]) -> None:
    start = dump(session.library)
    blocks = [b.id for a in (1, 2) for b in view(session, a).blocks][:4]
    printed = {b.id: b.printed for a in (1, 2) for b in view(session, a).blocks}
    steps = 0
    for place, (low, length, words) in edits:
        text = next(b.text for a in (1, 2) for b in view(session, a).blocks if b.id == blocks[place])
        typed = text[:low] + words + text[low + length :]
        steps += session.do("text.rewrite", block=blocks[place], text=typed).act is not None
        now = {b.id: b for a in (1, 2) for b in view(session, a).blocks}
        assert now[blocks[place]].text == typed
        assert {id: b.printed for id, b in now.items()} == printed
    for _step in range(steps):
        assert session.undo().result().value["refused"] == 0
    assert dump(session.library)["correction"] == start["correction"]
    assert {b.id: b.text for a in (1, 2) for b in view(session, a).blocks} == {
        b.id: b.text for a in (1, 2) for b in view(session, a, PRINTED).blocks
    }


# --- the command line


def test_everywhere_with_a_look_first(library: Run) -> None:
    seen = library("correct", "--everywhere", "--from", "喊水", "--to", "呼水", "--dry-run")
    assert len(seen["places"]) == 2 and seen["corrected"] == 0
    assert seen["places"][0]["before"].endswith("船头")
    done = library("correct", "--everywhere", "--from", "喊水", "--to", "呼水", "--issue", 1)
    assert done["corrected"] == 2
    listed = library("corrections", "--issue", 1)["corrections"]
    assert [(c["printed"], c["corrected"]) for c in listed] == [("喊", "呼"), ("喊", "呼")]
    assert all(c["author"] and c["at"] for c in listed)
    library("undo")
    assert library("corrections")["corrections"] == []


def test_correcting_by_the_command_line_says_what_is_wrong(library: Run) -> None:
    library("correct", "--from", "a", "--to", "b", status=2)
    library("correct", 3, "--everywhere", "--from", "a", "--to", "b", status=2)
    library("correct", "--everywhere", "--from", "a", "--to", "b", "--newspaper", "无此报", status=1)
    library("uncorrect", 77, status=1)
    block = library("article", 1)["blocks"][2]["id"]
    library("highlight", 1, "--quote", "老船工说")
    id = library("correct", block, "--from", "船工", "--to", "舵工")["correction"]
    library("accept", 1)
    assert library("article", 1)["highlights"][0]["quote"] == "老舵工说"
    assert library("uncorrect", id)["restored"] == 1
    assert library("article", 1)["highlights"][0]["state"] == "changed"


def test_articles_tell_their_doubt(library: Run) -> None:
    block = library("article", 2)["blocks"][0]["id"]
    library("correct", block, "--from", "旧井", "--to", "旧|~^井")
    first, second = (a["doubt"] for a in library("articles")["articles"])
    assert first < second

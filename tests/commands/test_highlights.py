"""Highlights by the many on the command line: all mentions, lists, colours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.commands import mentions, verbs
from reader.commands.highlights import passage_ids, passages
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.errors import Stopped, UsageError
from reader.domain.views import Listing
from reader.store.highlights import Asked
from tests.commands.conftest import ISSUE, Run

assert verbs.ROOMS


@pytest.fixture
def session(tmp_path: Path, issue: Path) -> Iterator[Session]:
    opened = open_session(tmp_path / "many.pressmark", create=True)
    other = tmp_path / "晚汀日报 2024-06-09.md"
    other.write_text(
        "# 再访读书角\n\n读书角又添两个书架。读书角外，老船工喊水。party art, Art and art\n", encoding="utf-8"
    )
    opened.do("import.files", paths=[issue, other])
    yield opened
    opened.close()


def quotes(session: Session, **asked: object) -> list[str]:
    ids = passage_ids(session, Asked(**asked))  # type: ignore[arg-type]
    rows = passages(session, ids)
    return [rows[id].quote for id in ids]


def mark_all(session: Session, words: str, **more: object) -> dict[str, object]:
    found = mentions.find_mentions(session, words, Listing("all"))
    places = [(m.article, m.block, m.start, m.end) for m in found]
    made: dict[str, object] = session.do("mentions.mark", places=places, words=words, colour="blue", **more).value
    return made


def test_mentions_are_counted_by_place(session: Session) -> None:
    first = session.ids(Listing("all"))[0]
    issue = session.newest_issue()
    assert len(mentions.find_mentions(session, "读书角", Listing("all"))) == 5
    assert len(mentions.find_mentions(session, "读书角", Listing("issue", issue))) == 3
    assert len(mentions.find_mentions(session, "读书角", Listing("search", text="书架"))) == 3
    assert len(mentions.find_mentions(session, "读书角", Listing("all"), article=first)) == 2
    assert [m.words for m in mentions.find_mentions(session, "art", Listing("all"))] == ["art", "art"]
    assert mentions.find_mentions(session, "“", Listing("all")) == []
    with pytest.raises(Stopped):
        mentions.find_mentions(session, "读书角", Listing("all"), stopped=lambda: True)


def test_all_mentions_are_marked_in_one_step(session: Session) -> None:
    before = session.library.last_act()
    done = mark_all(session, "读书角", tags=["地点"], comment="核对")
    assert len(done["made"]) == 5 and session.library.last_act() == before + 1  # type: ignore[arg-type]
    assert quotes(session) == ["读书角"] * 5
    again = mentions.find_mentions(session, "读书角", Listing("all"))
    assert all([colour for _id, colour in m.marked] == ["blue"] for m in again)
    assert mark_all(session, "读书角")["passed"] == 5, "what is marked so is not marked twice"
    session.undo().result()
    assert quotes(session) == [] and [t.name for t in session.tags()] == []


def test_a_place_that_reads_otherwise_by_now_is_passed_over(session: Session) -> None:
    found = mentions.find_mentions(session, "喊水", Listing("all"))
    session.do("text.correct", block=found[0].block, old="喊水", new="呼水", nth=1)
    places = [(m.article, m.block, m.start, m.end) for m in found]
    done = session.do("mentions.mark", places=places, words="喊水", colour="blue").value
    assert (len(done["made"]), done["passed"]) == (len(found) - 1, 1)


def test_lists_are_narrowed_and_sorted(session: Session) -> None:
    mark_all(session, "喊水")
    mark_all(session, "读书角", tags=["地点"], comment="核对")
    first = session.ids(Listing("all"))[0]
    view = session.article(first)
    assert view is not None
    (tag,) = session.tags()
    newest = session.newest_issue()
    assert len(quotes(session)) == 5 + 3
    assert quotes(session, listing=Listing("issue", newest)) == ["读书角"] * 3 + ["喊水"]
    assert quotes(session, listing=Listing("search", text="喊水")) == ["喊水"] * 3
    assert quotes(session, listing=Listing("tag", tag.id)) == ["读书角"] * 5
    assert quotes(session, text="核对") == ["读书角"] * 5
    assert quotes(session, tags=()) == []
    assert quotes(session, sort="newest")[:5] == ["读书角"] * 5
    ids = passage_ids(session, Asked(text="喊水"))
    session.do("passages.colour", highlights=ids[:1], colour="yellow")
    assert passage_ids(session, Asked(sort="colour"))[0] == ids[0]
    assert quotes(session, colour="yellow") == ["喊水"]
    block = next(b.id for b in view.blocks if "喊水" in b.text)
    session.do("text.correct", block=block, old="船头喊水", new="船头呼水")
    changed = passage_ids(session, Asked(state="changed"))
    assert [passages(session, changed)[id].state for id in changed] == ["changed"]
    assert len(passage_ids(session, Asked(state="ok"))) == 7
    assert quotes(session, state="lost") == []


def test_many_are_changed_and_brought_back(session: Session) -> None:
    ids = mark_all(session, "读书角")["made"]
    session.do("passages.tag", highlights=ids, tags=["地点", "书"])
    assert {t.name: t.highlights for t in session.tags()} == {"地点": 5, "书": 5}
    session.do("passages.untag", highlights=ids, tags=["书"])
    assert {t.name: t.highlights for t in session.tags()} == {"地点": 5, "书": 0}
    session.do("passages.remove", highlights=ids)
    assert quotes(session) == []
    session.undo().result()
    assert len(quotes(session, text="读书角")) == 5
    assert {t.name: t.highlights for t in session.tags()} == {"地点": 5, "书": 0}
    with pytest.raises(UsageError):
        session.do("passages.remove", highlights=[])


def test_a_highlight_in_a_basket_can_go_and_come_back(session: Session) -> None:
    ids = list(mark_all(session, "读书角")["made"])  # type: ignore[call-overload]
    with session.act("test.basket") as act:
        basket = act.insert("basket", name="选篮", position="V")
        for id in ids[:2]:
            act.insert("basket_item", basket_id=basket, highlight_id=id, position="V")
    session.do("highlight.merge", sources=[ids[0]], into=ids[1])
    items = "select highlight_id from basket_item order by id"
    assert session.library.rows(items) == [(ids[1],)], "both were in it: once is enough"
    session.do("highlight.remove", highlight=ids[1])
    assert session.library.rows(items) == []
    session.undo().result()
    session.undo().result()
    assert session.library.rows(items) == [(ids[0],), (ids[1],)]


def test_merging_unites_what_was_said(session: Session) -> None:
    first = session.ids(Listing("all"))[0]
    view = session.article(first)
    assert view is not None
    block = next(b for b in view.blocks if b.text.startswith("老船工"))
    make = [((block.id, 4, 8), "b"), ((block.id, 0, 4), "a"), ((block.id, 12, 14), "b")]
    ids = [
        session.do("highlight.add", article=first, spans=[span], comment=said, tags=[said]).value for span, said in make
    ]
    session.do("highlight.merge", sources=ids[:2], into=ids[2])
    fresh = session.article(first)
    assert fresh is not None
    (one,) = fresh.highlights
    assert (one.id, one.comment, {c.name for c in one.tags}) == (ids[2], "b\na", {"a", "b"})
    assert [block.text[s.start : s.end] for s in one.spans] == [block.text[0:8], block.text[12:14]]
    assert one.state == "ok" and one.suffix.startswith(block.text[14:18])


# ---- the command line


def test_everywhere_on_the_command_line(run: Run, issue: Path) -> None:
    run("import", issue)
    dry = run("highlight", "--everywhere", "--quote", "喊水", "--dry-run")
    assert len(dry["mentions"]) == 2 and dry["made"] == []
    assert run("highlights")["total"] == 0
    done = run("highlight", "--everywhere", "--quote", "喊水", "--colour", "pink", "--tag", "船")
    assert len(done["made"]) == 2
    listed = run("highlights", "--colour", "pink", "--tag", "船")
    assert listed["total"] == 2 and listed["highlights"][0]["quote"] == "喊水"
    run("undo")
    assert run("highlights")["total"] == 0
    run("highlight", "--quote", "喊水", status=2)
    run("highlight", "--everywhere", "--quote", "喊水", "--newspaper", "没有报", status=1)


def test_colours_on_the_command_line(run: Run, issue: Path) -> None:
    run("import", issue)
    assert [c["key"] for c in run("colours")["colours"]][:2] == ["yellow", "green"]
    assert run("colours", "name", "yellow", "证据")["colours"][0]["name"] == "证据"
    assert [c["key"] for c in run("colours", "order", "grey", "pink")["colours"]][:3] == ["grey", "pink", "yellow"]
    added = run("colours", "add", "校对", "#AA8866")["colours"][-1]
    assert (added["name"], added["value"]) == ("校对", "#aa8866") and added["key"].startswith("own1-")
    run("highlight", "1", "--quote", "修鞋匠", "--colour", added["key"])
    run("colours", "remove", added["key"], status=2)
    left = run("colours", "remove", added["key"], "--into", "teal")["colours"]
    assert {c["key"]: c["highlights"] for c in left}["teal"] == 1 and len(left) == 8
    run("colours", "name", "mauve", "x", status=2)
    run("colours", "value", "yellow", "gold", status=2)
    run("colours", "add", " ", "#ffffff", status=2)


def test_sixteen_colours_are_the_most(session: Session) -> None:
    keys = [session.do("colour.add", name=str(n), value=f"#{n}0{n}0{n}0").value for n in range(8)]
    assert len({key[:4] for key in keys}) == 8, "each has a line of its own"
    with pytest.raises(UsageError):
        session.do("colour.add", name="more", value="#000000")
    for colour in session.colours()[1:]:
        session.do("colour.remove", key=colour.key)
    with pytest.raises(UsageError):
        session.do("colour.remove", key=session.colours()[0].key)


def test_the_issue_reads_as_these_tests_count() -> None:
    assert ISSUE.count("读书角") == 2 and ISSUE.count("喊水") == 2

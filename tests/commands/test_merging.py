"""Work merged between colleagues: whatever the order and however often, all end with the same, and nothing is lost."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reader.cli import main
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.store.hashes import damaged
from tests.commands import replicas
from tests.commands.replicas import canonical, differing, send
from tests.store import made
from tests.store.dump import dump

EXAMPLES = 400 if os.environ.get("PRESSMARK_DEEP") else 4


def exchange(sessions: list[Session], dice: random.Random, folder: Path) -> None:
    """Bundles in any order with any repetition, until each has come to everyone."""
    ways = [(a, b) for a in sessions for b in sessions if a is not b]
    for _round in range(3):
        dice.shuffle(ways)
        for a, b in ways:
            send(a, b, folder)


@pytest.mark.timeout(3600 if EXAMPLES > 100 else 300)
@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(seed=st.integers(0, 10**9), count=st.sampled_from([2, 2, 3]), acts=st.just(5))
@example(seed=704, count=3, acts=6)  # two values of a field of which an article has one, put together by a join
@example(seed=712, count=3, acts=6)  # a block moved within its article to where another stands: it went to and fro
def test_all_end_with_the_same(tmp_path_factory: pytest.TempPathFactory, seed: int, count: int, acts: int) -> None:
    folder = tmp_path_factory.mktemp("replicas")
    dice = random.Random(seed)
    sessions = replicas.replicas(folder, count)
    try:
        for _round in range(2):
            for session in sessions:
                for _step in range(acts):
                    replicas.act(session, dice)
            one, other = dice.sample(sessions, 2)
            send(one, other, folder)
        exchange(sessions, dice, folder)
        first = canonical(sessions[0])
        for session in sessions[1:]:
            assert differing(first, canonical(session)) == []
        _assert_at_rest(sessions, folder)
        for session in sessions:
            assert session.library.rows("pragma foreign_key_check") == []
            assert _printed(session) == _printed_of_a_fresh_one()
            assert list(damaged(session.library.db().conn)) == []
    finally:
        for session in sessions:
            session.close()


def _assert_at_rest(sessions: list[Session], folder: Path) -> None:
    """Bundles of what everyone has already change nothing, whoever sends them."""
    for one, other in zip(sessions, sessions[1:] + sessions[:1], strict=True):
        acts = other.library.last_act()
        send(one, other, folder)
        assert other.library.last_act() == acts


def _printed(session: Session) -> int:
    """How many characters the blocks share out; none twice."""
    twice = session.library.value(
        """select count(*) from piece a join piece b on b.source_text_id = a.source_text_id and b.id > a.id
           and b.start < a.end and b.end > a.start"""
    )
    assert twice == 0
    return int(session.library.value("select sum(end - start) from piece"))


def _printed_of_a_fresh_one() -> int:
    issues = (made.new_issue(), made.new_issue(made.TEXT.replace("航道", "渡口")))
    return sum(end - start for i in issues for a in i.reading.articles for b in a.blocks for _p, start, end in b.pieces)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Session, Session]]:
    one, other = replicas.replicas(tmp_path, 2)
    yield one, other
    one.close()
    other.close()


def test_merging_twice_changes_nothing_more(pair: tuple[Session, Session], tmp_path: Path) -> None:
    one, other = pair
    one.do("note.write", article=2, text="甲的笔记")
    one.do("tag.add", articles=[2], tags=["航运"])
    report = send(one, other, tmp_path)
    assert report.work.fresh > 0 and other.note(2) == "甲的笔记"
    before = dump(other.library)
    acts = other.library.last_act()
    again = send(one, other, tmp_path)
    assert again.work.fresh == 0 and dump(other.library) == before and other.library.last_act() == acts


def test_one_undo_takes_a_merge_back(pair: tuple[Session, Session], tmp_path: Path) -> None:
    one, other = pair
    one.do("highlight.add", article=1, spans=[(4, 0, 5)], tags=["新"], comment="c")
    one.do("repair.merge", articles=[1, 2])
    one.do("highlight.comment", highlight=1, text="甲")
    other.do("highlight.comment", highlight=1, text="乙")
    before = dump(other.library)
    send(one, other, tmp_path)
    after = dump(other.library)
    assert after != before
    assert other.undo().result().value["refused"] == 0
    assert dump(other.library) == before
    other.redo().result()
    assert dump(other.library) == after


def test_of_one_valued_fields_the_last_stands_in_every_order(pair: tuple[Session, Session], tmp_path: Path) -> None:
    one, other = pair
    one.do("repair.field", article=1, name="place", value="清渚")
    one.do("repair.field", article=2, name="place", value="晚汀")
    one.do("repair.merge", articles=[1, 2])
    send(one, other, tmp_path)
    send(other, one, tmp_path)
    sql = "select value from article_field where name = 'place' and how = 'set'"
    assert one.library.rows(sql) == other.library.rows(sql) and len(one.library.rows(sql)) == 1
    assert differing(canonical(one), canonical(other)) == []


def test_what_was_parted_at_one_place_stays_parted(pair: tuple[Session, Session], tmp_path: Path) -> None:
    one, other = pair
    sql = "select id, position from block where article_id = 1 order by position"
    first, second = (one.library.rows(sql)[n][0] for n in (0, 1))
    one.do("repair.move", blocks=[first], article=1)
    other.do("repair.move", blocks=[second], article=1)
    for a, b in ((one, other), (other, one)) * 2:
        send(a, b, tmp_path)
    assert one.library.rows(sql) == other.library.rows(sql)
    assert len({position for _id, position in one.library.rows(sql)}) == len(one.library.rows(sql))
    _assert_at_rest([one, other], tmp_path)


def test_a_dry_run_leaves_the_library_as_it_was(pair: tuple[Session, Session], tmp_path: Path) -> None:
    one, other = pair
    one.do("note.write", article=1, text="甲")
    one.do("bundle.write", out=tmp_path / "b.pressmark-bundle")
    before, acts = dump(other.library), other.library.last_act()
    report = other.do("bundle.merge", path=tmp_path / "b.pressmark-bundle", dry_run=True).value
    assert report.work.counts()["note", "new"] == 1
    assert dump(other.library) == before and other.library.last_act() == acts


def test_cancelled_it_leaves_the_library_as_it_was(pair: tuple[Session, Session], tmp_path: Path) -> None:
    from reader.domain.errors import Stopped

    one, other = pair
    one.do("note.write", article=1, text="甲")
    one.do("bundle.write", out=tmp_path / "b.pressmark-bundle")
    before = dump(other.library)
    with pytest.raises(Stopped):
        other.do("bundle.merge", path=tmp_path / "b.pressmark-bundle", stopped=lambda: True)
    assert dump(other.library) == before
    with pytest.raises(Stopped):
        one.do("bundle.write", out=tmp_path / "c.pressmark-bundle", stopped=lambda: True)
    assert not (tmp_path / "c.pressmark-bundle").exists()


def test_the_later_colour_stands(pair: tuple[Session, Session], tmp_path: Path) -> None:
    one, other = pair
    one.do("highlight.colour", highlight=1, colour="green")
    other.do("highlight.colour", highlight=1, colour="pink")
    send(one, other, tmp_path)
    send(other, one, tmp_path)
    for session in pair:
        assert session.library.value("select colour from highlight where id = 1") == "pink"


def test_two_comments_are_both_kept_and_reviewed(pair: tuple[Session, Session], tmp_path: Path) -> None:
    one, other = pair
    one.do("highlight.comment", highlight=1, text="应为船长")
    other.do("highlight.comment", highlight=1, text="see 1932")
    report = send(one, other, tmp_path)
    comment = other.library.value("select comment from highlight where id = 1")
    assert "应为船长" in comment and "see 1932" in comment and "甄望" in comment and "Lin" in comment
    assert [e.outcome for e in report.work.entries if e.entity == "highlight"].count("both") == 1
    (flag,) = other.flags(article=1)[-1:]
    assert flag.code == "both-edited" and len(flag.answers) == 3
    other.do("flag.answer", flag=flag.id, answer=2)
    assert other.library.value("select comment from highlight where id = 1") == "应为船长"
    send(other, one, tmp_path)
    assert one.library.value("select comment from highlight where id = 1") == "应为船长"
    assert not [f for f in one.flags() if f.code == "both-edited"]


def test_two_readings_of_the_same_words_go_to_review(pair: tuple[Session, Session], tmp_path: Path) -> None:
    one, other = pair
    one.do("text.correct", block=4, old="船工", new="舟子")
    other.do("text.correct", block=4, old="船工", new="艄公")
    send(one, other, tmp_path)
    send(other, one, tmp_path)
    texts = {session.library.value("select text from block where id = 4") for session in pair}
    assert len(texts) == 1 and "艄公" in texts.pop()
    (flag,) = [f for f in one.flags() if f.code == "both-edited"]
    n = next(a.n for a in flag.answers if "舟子" in a.text)
    one.do("flag.answer", flag=flag.id, answer=n)
    send(one, other, tmp_path)
    for session in pair:
        assert "舟子" in session.library.value("select text from block where id = 4")
        assert not [f for f in session.flags() if f.code == "both-edited"]


def test_a_deletion_reaches_the_other_unless_he_worked_on_it(pair: tuple[Session, Session], tmp_path: Path) -> None:
    one, other = pair
    one.do("highlight.add", article=2, spans=[(6, 0, 3)])
    send(one, other, tmp_path)
    one.do("highlight.remove", highlight=1)
    one.do("highlight.remove", highlight=2)
    other.do("highlight.comment", highlight=1, text="仍要用")
    report = send(one, other, tmp_path)
    assert [r[0] for r in other.library.rows("select comment from highlight")] == ["仍要用"]
    assert report.work.counts()["highlight", "gone"] == 1 and report.work.counts()["highlight", "kept"] == 1
    (flag,) = [f for f in other.flags() if f.code == "edited-and-deleted"]
    other.do("flag.answer", flag=flag.id, answer=2)
    send(other, one, tmp_path)
    assert other.library.rows("select 1 from highlight") == one.library.rows("select 1 from highlight") == []


def test_tags_are_added_and_removed_as_sets(pair: tuple[Session, Session], tmp_path: Path) -> None:
    one, other = pair
    one.do("tag.remove", articles=[1], tags=["水利"])
    other.do("tag.add", articles=[2, 3], tags=["水利"])
    one.do("tag.add", articles=[4], tags=["航运"])
    other.do("tag.add", articles=[4], tags=["航运"])
    for a, b in ((one, other), (other, one), (one, other)):
        send(a, b, tmp_path)
    for session in pair:
        tagged = "select article_id from article_tag join tag on tag.id = tag_id where name = ? order by 1"
        assert [r[0] for r in session.library.rows(tagged, ("水利",))] == [2, 3]
        assert [r[0] for r in session.library.rows(tagged, ("航运",))] == [4]
        assert session.library.value("select count(*) from tag where name = '航运'") == 1


def test_repairs_of_both_sides_share_out_the_text_once(pair: tuple[Session, Session], tmp_path: Path) -> None:
    one, other = pair
    one.do("repair.split", block=3, offset=6)
    one.do("repair.join", first=1, second=2)
    other.do("repair.split", block=3, offset=12)
    other.do("repair.merge", articles=[1, 2])
    before = _printed(one)
    send(one, other, tmp_path)
    send(other, one, tmp_path)
    assert _printed(one) == _printed(other) == before
    assert differing(canonical(one), canonical(other)) == []
    assert one.library.value("select count(*) from block where article_id = 1") == other.library.value(
        "select count(*) from block where article_id = 1"
    )


def test_an_issue_comes_along_with_its_sources(pair: tuple[Session, Session], tmp_path: Path) -> None:
    one, other = pair
    (tmp_path / "third.md").write_text("# 第三期\n\n本报讯 又一期来了,只在一边有。\n", encoding="utf-8")
    one.do("import.files", paths=[tmp_path / "third.md"])
    article = one.library.value("select max(id) from article")
    one.do("tag.add", articles=[article], tags=["第三"])
    view = one.article(article)
    assert view is not None
    one.do("highlight.add", article=article, spans=[(view.blocks[-1].id, 0, 4)])
    bare = send(one, other, tmp_path, sources=False)
    assert len(bare.missing_issues) == 1 and bare.work.counts()["highlight", "missing"] == 1
    report = send(one, other, tmp_path)
    assert len(report.new_issues) == 1
    assert differing(canonical(one), canonical(other)) == []
    assert other.library.value("select count(*) from source_data") == one.library.value(
        "select count(*) from source_data"
    )
    assert other.undo().result().value["refused"] == 0
    assert other.library.value("select count(*) from issue where trashed is null") == 2
    other.redo().result()
    assert differing(canonical(one), canonical(other)) == []


def test_a_highlight_is_found_by_its_words_where_the_file_is_another(tmp_path: Path) -> None:
    text = "# 末班夜渡\n\n八十三岁的纪兰芬带来一只搪瓷缸,缸里装的是泡饭。\n\n老水手们都听得懂,那是一句行话:看见你了。\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    (tmp_path / "b.md").write_text(text.replace("末班", "最末班").replace("\n", "\r\n"), encoding="utf-8")
    one = open_session(tmp_path / "a.pressmark", create=True)
    other = open_session(tmp_path / "b.pressmark", create=True)
    one.do("import.files", paths=[tmp_path / "a.md"])
    other.do("import.files", paths=[tmp_path / "b.md"])
    view = one.article(1)
    assert view is not None
    block = next(b for b in view.blocks if "纪兰芬" in b.text)
    at = block.text.index("纪兰芬带来")
    one.do("highlight.add", article=1, spans=[(block.id, at, at + 5)], comment="人物")
    report = send(one, other, tmp_path, sources=False)
    assert report.work.by_quote == 1 and len(report.missing_issues) == 1
    theirs = other.article(1)
    assert theirs is not None
    (mark,) = theirs.highlights
    assert mark.current == "纪兰芬带来" and mark.comment == "人物"
    one.close()
    other.close()


def test_the_same_text_in_another_file_is_known_by_its_hash(tmp_path: Path) -> None:
    text = "# 末班夜渡\n\n八十三岁的纪兰芬带来一只搪瓷缸。\n"
    (tmp_path / "a.md").write_bytes(text.encode())
    (tmp_path / "b.md").write_bytes(text.replace("\n", "\r\n").encode())
    one = open_session(tmp_path / "a.pressmark", create=True)
    other = open_session(tmp_path / "b.pressmark", create=True)
    one.do("import.files", paths=[tmp_path / "a.md"])
    other.do("import.files", paths=[tmp_path / "b.md"])
    view = one.article(1)
    assert view is not None
    one.do("highlight.add", article=1, spans=[(view.blocks[-1].id, 0, 4)])
    report = send(one, other, tmp_path)
    assert report.new_issues == report.missing_issues == [] and report.work.by_quote == 0
    assert other.library.value("select quote from highlight") == one.library.value("select quote from highlight")
    one.close()
    other.close()


def test_a_part_carries_only_its_marks(pair: tuple[Session, Session], tmp_path: Path) -> None:
    one, other = pair
    one.do("note.write", article=1, text="一")
    one.do("note.write", article=3, text="三")
    one.do("highlight.add", article=3, spans=[(9, 0, 3)])
    one.do("tag.add", articles=[3], tags=["一部分"])
    send(one, other, tmp_path, query="tag:一部分")
    assert other.note(3) == "三" and other.note(1) == ""
    assert other.library.value("select count(*) from highlight") == 2
    send(one, other, tmp_path)
    assert other.note(1) == "一" and differing(canonical(one), canonical(other)) == []


def test_the_command_line_says_what_it_does(pair: tuple[Session, Session], tmp_path: Path, capsys: Any) -> None:
    one, other = pair
    one.do("highlight.add", article=1, spans=[(4, 0, 5)])
    one.do("note.write", article=1, text="甲")
    other.do("note.write", article=1, text="乙")
    other.do("text.correct", block=4, old="船工", new="舵工")
    bundle = str(tmp_path / "x.pressmark-bundle")
    assert main(["--library", str(one.library.path), "bundle", bundle]) == 0
    capsys.readouterr()
    assert main(["--library", str(other.library.path), "merge", bundle, "--dry-run", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (
        told["dry_run"] and told["new"]["highlight"] == 1 and told["on_corrected"] == 1 and len(told["kept_twice"]) == 1
    )
    assert main(["--library", str(other.library.path), "merge", bundle]) == 0
    assert "1 new highlight, 1 on text you corrected, 1 both edited: kept both" in capsys.readouterr().out

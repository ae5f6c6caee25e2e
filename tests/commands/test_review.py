"""The review queue without a screen: one answer, the same answer for all, opened again, remembered for a newspaper."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.commands import review
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.doubts import LASTING
from reader.domain.errors import ReaderError, UsageError
from reader.domain.places import sample_issues
from reader.domain.reading import action_of
from reader.domain.views import Listing
from reader.store.library import Library
from reader.structure import wording
from tests.commands.conftest import Run
from tests.conftest import ROOT
from tests.store import made
from tests.store.dump import dump

LABEL = "柳湾渡口谈"
STORIES = (
    """# 最后一位摆渡人

——记柳湾渡口的石老大

本报记者 石言

天刚亮,石老大把缆绳解开,橹声吱呀,雾里只看得见他的草帽。渡口开了四十一年,最忙时一天摆一百二十趟。

桥通了,他把船洗了三遍,说渡口的故事讲到这里就算完了。

# 旧井普查登记三百二十口

本报讯(通讯员 柏舟 甄望)全市旧井普查结束,共登记三百二十口,其中可用的九十七口。
""",
    """# 菜场二楼添了读书角

本报讯(记者 闻笛)读书角开张三年,藏书从两百册长到九千册,连修鞋匠都成了常客。晚上八点以后,灯还亮着。

# 夜班公交延到零点

本报讯(记者 林栖)从下月起,三条夜班线路的末班车推迟一小时,医院和车站两头都能赶上。
""",
    """# 山口小学的暖气修好了

本报讯(通讯员 谷雨)寒潮到来之前,山口小学六间教室换上新管道,孩子们把手套都收进了书包。

# 粮站旧楼改作档案库

本报讯(记者 顾帆)闲置十二年的粮站旧楼完成加固,六万卷地契和账册下周起陆续搬入。
""",
)


def day(folder: Path, date: str, story: int, paper: str = "晚汀日报") -> Path:
    """One day's page of a newspaper, with one of the STORIES and, below it, a label that has no text of its own."""
    path = folder / f"{paper} {date} 第3版.md"
    path.write_text(f"{STORIES[story]}\n# {LABEL}\n", encoding="utf-8")
    return path


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = open_session(tmp_path / "a.pressmark", create=True)
    yield opened
    opened.close()


def bring(session: Session, *paths: Path) -> list[int]:
    found: list[int] = session.do("import.files", paths=list(paths)).value.issues
    return found


def titles(session: Session, issue: int) -> dict[str, str | None]:
    views = [session.article(id) for id in session.ids(Listing("issue", issue))]
    return {view.title or "": view.column for view in views if view is not None}


def only_label(session: Session) -> int:
    (flag,) = [flag for flag in session.flags() if flag.code == "label-without-text"]
    return flag.id


def test_an_answer_is_remembered_and_the_next_issue_read_by_it(session: Session, tmp_path: Path) -> None:
    bring(session, day(tmp_path, "2024-06-08", 0))
    done = session.do("flag.answer", flag=only_label(session), answer=1).value
    (kept,) = review.remembered(session)
    assert (kept.paper, kept.code, kept.subject, kept.answer) == (
        "晚汀日报", "label-without-text", LABEL, "column-of"
    )  # fmt: skip
    assert done.learned == [kept.id]
    (second,) = bring(session, day(tmp_path, "2024-06-09", 1))
    assert session.flags(issue=second) == []
    assert LABEL in titles(session, second).values()


def test_without_an_answer_the_next_issue_asks_again(session: Session, tmp_path: Path) -> None:
    bring(session, day(tmp_path, "2024-06-08", 0))
    (second,) = bring(session, day(tmp_path, "2024-06-09", 1))
    assert [flag.code for flag in session.flags(issue=second)] == ["label-without-text"]
    assert LABEL not in titles(session, second).values()


def test_undo_forgets_what_was_remembered_with_the_answer(session: Session, tmp_path: Path) -> None:
    bring(session, day(tmp_path, "2024-06-08", 0))
    before = dump(session.library)
    session.do("flag.answer", flag=only_label(session), answer=1)
    session.do("history.undo")
    assert dump(session.library) == before and review.remembered(session) == []
    (second,) = bring(session, day(tmp_path, "2024-06-09", 1))
    assert len(session.flags(issue=second)) == 1


def test_other_newspapers_learn_nothing(session: Session, tmp_path: Path) -> None:
    bring(session, day(tmp_path, "2024-06-08", 0))
    session.do("flag.answer", flag=only_label(session), answer=1)
    (second,) = bring(session, day(tmp_path, "2024-06-08", 1, paper="青簧晨报"))
    assert len(session.flags(issue=second)) == 1


def test_an_alias_of_the_newspaper_knows_it_too(session: Session, tmp_path: Path) -> None:
    bring(session, day(tmp_path, "2024-06-08", 0))
    session.do("flag.answer", flag=only_label(session), answer=1)
    session.do("newspaper.alias", newspaper=1, names=["晚汀日報"])
    (second,) = bring(session, day(tmp_path, "2024-06-09", 1, paper="晚汀日報"))
    assert session.flags(issue=second) == []


def test_a_newspaper_that_only_its_pages_name_is_known_once_they_are_read(session: Session, tmp_path: Path) -> None:
    bring(session, day(tmp_path, "2024-06-08", 0))
    session.do("flag.answer", flag=only_label(session), answer=1)
    page = tmp_path / "scan0007.txt"
    page.write_text("晚汀日报\n\n2024年6月10日 星期一 第1版\n\n" + STORIES[2] + f"\n# {LABEL}\n", encoding="utf-8")
    (second,) = bring(session, page)
    view = session.issue(second)
    assert view is not None and view.newspaper == "晚汀日报" and view.how["newspaper"] == "masthead"
    assert session.flags(issue=second) == []


def test_the_list_can_be_changed_and_forgotten(session: Session, tmp_path: Path) -> None:
    bring(session, day(tmp_path, "2024-06-08", 0))
    session.do("flag.answer", flag=only_label(session), answer=1)
    (kept,) = review.remembered(session, 1)
    session.do("learned.change", learned_answer=kept.id, answer="stays-apart")
    (second,) = bring(session, day(tmp_path, "2024-06-09", 1))
    assert session.flags(issue=second) == [] and LABEL not in titles(session, second).values()
    with pytest.raises(UsageError):
        session.do("learned.change", learned_answer=kept.id, answer="keep-joined")
    session.do("learned.forget", learned_answers=[kept.id])
    assert review.remembered(session) == []
    with pytest.raises(ReaderError):
        session.do("learned.forget", learned_answers=[kept.id])
    (third,) = bring(session, day(tmp_path, "2024-06-10", 2))
    assert len(session.flags(issue=third)) == 1


def test_merged_newspapers_keep_what_was_remembered(session: Session, tmp_path: Path) -> None:
    bring(session, day(tmp_path, "2024-06-08", 0))
    session.do("flag.answer", flag=only_label(session), answer=1)
    bring(session, day(tmp_path, "2024-06-09", 1, paper="晚汀日報"))
    session.do("newspaper.merge", sources=[1], into=2)
    (kept,) = review.remembered(session)
    assert kept.newspaper == 2 and kept.paper == "晚汀日報"


def test_dismissing_and_days_own_answers_teach_nothing(session: Session, tmp_path: Path) -> None:
    bring(session, day(tmp_path, "2024-06-08", 0), sample_issues())
    for flag in session.flags():
        session.do("flag.answer", flag=flag.id, answer=0 if flag.code == "label-without-text" else 1)
    assert review.remembered(session) == [] and session.flags() == []


def test_what_lasts_has_the_action_the_engine_knows_it_by(session: Session, tmp_path: Path) -> None:
    folder = ROOT / "tests" / "data" / "structure"
    bring(session, day(tmp_path, "2024-06-08", 0), sample_issues(), *sorted(folder.rglob("tune*.[mt][dx]*")))
    rows = session.library.rows("select code, answers from flag")
    given = {(code, answer["code"]): action_of(answer["acts"]) for code, raw in rows for answer in json.loads(raw)}
    told = {pair: action for pair, action in LASTING.items() if pair in given}
    assert told and all(given[pair] == action for pair, action in told.items())


# ---- answering all alike, and again


def cut_issue(folder: Path) -> Session:
    """Three issues, each with one doubt about a lost end whose second answer joins two paragraphs."""
    texts = [made.TEXT.replace("航道", f"航道{n}") for n in range(3)]
    made.library(folder, *(made.new_issue(text, name=f"{n}.md") for n, text in enumerate(texts))).close()
    session = open_session(folder / "test.pressmark")
    session.do("issue.set", issue=1, values={"newspaper": "甲报"})
    session.do("issue.set", issue=2, values={"newspaper": "甲报"})
    return session


def test_the_same_answer_for_all_is_one_undo_step(tmp_path: Path) -> None:
    session = cut_issue(tmp_path)
    before = dump(session.library)
    found = review.alike(session, "truncated", "join")
    assert [(a.flag, a.n) for a in found] == [(1, 2), (2, 2), (3, 2)]
    assert [a.flag for a in review.alike(session, "truncated", "join", newspaper=1)] == [1, 2]
    done = session.do("flag.answer_all", answers=[(a.flag, a.n) for a in found]).value
    assert done.answered == [1, 2, 3] and done.skipped == [] and session.flags() == []
    session.do("history.undo")
    assert dump(session.library) == before
    session.close()


def test_what_cannot_be_answered_any_more_is_skipped_whole(tmp_path: Path) -> None:
    session = cut_issue(tmp_path)
    with session.act("test") as act:
        act.execute(
            """update flag set answers = json_insert(answers, '$[1].acts[#]', json('["merge", {"article": "gone"}]'))
               where id = 2"""
        )
    before = [block.text for block in session.article(3).blocks]  # type: ignore[union-attr]
    done = session.do("flag.answer_all", answers=[(1, 2), (2, 2), (99, 1)]).value
    assert done.answered == [1] and done.skipped == [2, 99]
    assert session.library.value("select state from flag where id = 2") == "open"
    assert [block.text for block in session.article(3).blocks] == before  # type: ignore[union-attr]
    session.close()


def test_a_settled_doubt_can_be_opened_again_and_answered_otherwise(session: Session, tmp_path: Path) -> None:
    bring(session, day(tmp_path, "2024-06-08", 0))
    flag = only_label(session)
    session.do("flag.answer", flag=flag, answer=0)
    assert [w.flag for w in review.queue(session, kind="settled")] == [flag] and review.queue(session) == []
    session.do("flag.reopen", flag=flag)
    session.do("flag.answer", flag=flag, answer=3)
    assert len(review.remembered(session)) == 1
    session.do("flag.reopen", flag=flag)
    assert review.remembered(session) == [] and [w.flag for w in review.queue(session)] == [flag]
    session.do("flag.answer", flag=flag, answer=1)
    with pytest.raises(ReaderError):
        session.do("flag.answer", flag=flag, answer=2)


# ---- the queue


def test_doubts_in_no_article_are_shown_at_the_article_their_answer_names(session: Session, tmp_path: Path) -> None:
    (issue,) = bring(session, day(tmp_path, "2024-06-08", 0))
    flag = only_label(session)
    first, second = session.ids(Listing("issue", issue))
    assert [(w.flag, w.article, w.issue) for w in review.queue(session)] == [(flag, first, issue)]
    assert list(session.ids(Listing("review"))) == [first]
    assert list(session.ids(Listing("review", issue, "labels"))) == [first]
    assert list(session.ids(Listing("review", issue, "breaks"))) == []
    assert [row.flags for row in session.rows([first, second])] == [1, 0]
    shown = [session.article(first), session.article(second)]
    assert [[f.id for f in view.flags] for view in shown if view] == [[flag], []]


def test_the_tree_counts_doubts_by_kind_and_keeps_up(session: Session, tmp_path: Path) -> None:
    bring(session, day(tmp_path, "2024-06-08", 0), sample_issues())
    place = next(p for p in session.places() if p.kind == "review")
    counted = {child.text: child.count for child in place.children}
    assert counted[""] == place.count == sum(n for kind, n in counted.items() if kind) == len(session.flags())
    assert counted["labels"] == 1 and counted["breaks"] >= 2
    session.do("flag.answer", flag=only_label(session), answer=0)
    after = next(p for p in session.places() if p.kind == "review")
    counted_after = {child.text: child.count for child in after.children}
    assert "labels" not in counted_after and counted_after["settled"] == 1 and after.count == place.count - 1


def test_a_queue_of_ten_thousand_takes_as_many_queries_as_one_of_ten(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(session, day(tmp_path, "2024-06-08", 0))
    asked: list[str] = []
    rows = Library.rows
    monkeypatch.setattr(Library, "rows", lambda self, sql, params=(): asked.append(sql) or rows(self, sql, params))
    more(session, 10)
    few, numbers = review.queue(session), len(asked)
    more(session, 10_000)
    asked.clear()
    many = review.queue(session)
    assert (len(few), len(many)) == (11, 10_011)
    assert len(asked) == numbers


def more(session: Session, count: int) -> None:
    with session.library.quiet() as act:
        act.execute(
            """with recursive n(i) as (select 1 union all select i + 1 from n where i < ?)
               insert into flag (uuid, issue_id, article_id, block_id, code, params, answers)
               select hex(randomblob(16)), issue_id, case i % 2 when 0 then 1 end, block_id, code, params, answers
               from flag, n where flag.id = 1""",
            (count,),
        )


# ---- the command line


def test_the_command_line_answers_all_and_lists_what_is_remembered(run: Run, tmp_path: Path) -> None:
    run("import", day(tmp_path, "2024-06-08", 0), day(tmp_path, "2024-06-09", 1))
    assert len(run("flags", "--newspaper", "晚汀日报", "--code", "label-without-text")["flags"]) == 2
    assert run("flags", "--code", "truncated") == {"flags": []}
    dry = run("answer", "label-without-text", 1, "--all", "--newspaper", "晚汀日报", "--dry-run")
    assert len(dry["would_answer"]) == 2 and len(run("flags")["flags"]) == 2
    done = run("answer", "--all", "label-without-text", 1)
    assert done["answered"] == dry["would_answer"] and done["skipped"] == []
    (kept,) = run("learned")["learned"]
    assert kept["subject"] == LABEL and kept["newspaper"] == "晚汀日报"
    assert run("learned", "--change", kept["id"], "stays-apart")["learned"][0]["answer"] == "stays-apart"
    assert run("learned", "--newspaper", "晚汀日报", "--forget", kept["id"]) == {"learned": []}
    run("reopen", done["answered"][0])
    assert [f["id"] for f in run("flags")["flags"]] == done["answered"][:1]
    run("undo", 1)
    assert run("flags")["flags"] == []
    run("flags", "--newspaper", "无此报", status=1)
    run("answer", "label-without-text", 1, status=2)


def test_quotations_do_not_begin_or_end_in_the_middle_of_a_word() -> None:
    assert "“…in the”" in wording.flag_reason("truncated", {"words": "lling in the"})
    assert "“…第一阶段先封闭东侧”" in wording.flag_reason("truncated", {"words": "第一阶段先封闭东侧"})
    joined = wording.flag_reason("joined-doubtful", {"left": "ning of the s", "right": "Gannet Head l"})
    assert "“…of the s”" in joined and "“Gannet Head…”" in joined
    assert "“…größere Höhe”" in wording.flag_reason("truncated", {"words": "ne größere Höhe"})

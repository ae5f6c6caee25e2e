"""A better text of an issue taken as its new version: what is carried over, what is not, and that looking changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.commands import versions
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.commands.versions import version_document
from reader.domain.version_report import CARRIED, CHANGED, LOST, SETTLED
from reader.domain.views import Listing
from reader.store.identity import block_shown
from tests.commands.test_review import LABEL, day
from tests.store.dump import dump

Run = Callable[..., Any]

OLD = """# 菜场二楼的读书角

本报讯(记者 闻笛)读书角开张三年,藏书从两百册长到九千册,连修鞋匠都成了常客。

老船工说,过三里湾要有人站在船头喊水。𠮷田先生也常来,喊水的人不止一个。

他还记得上海巿的码头,那里的汽笛声一响,整条街都听得见。

# 旧井普查登记三百二十口

本报讯(通讯员 柏舟 甄望)全市旧井普查结束,共登记三百二十口,其中可用的九十七口。

井台边的石栏多半完好,只有七处要修,今年秋天动工,由街道出工,文保所出料。

# 明日天气

明天多云,东南风三级,江面有雾,摆渡船推迟一刻钟开航。
"""

NEW = """# 菜场二楼的读书角

本报讯(记者 闻笛)读书角开张三年,藏书从两百册长到九千册,连修鞋匠都成了常客。

老船工说,过三里湾要有人站在船头喊水。𠮷田先生也常来,喊水的人不止一个。

他还记得上海市的码头,那里的汽笛声一响,整条街都听得见。

# 旧井普查登记三百二十口

本报讯(通讯员 柏舟 甄望)全市旧井普查结束,共登记三百二十口,其中可用的九十七口。

井台边的石栏多半完好,只有七处要修,今年秋天开工,由街道出工,文保所出料。

# 渡口添新船

新船长二十二米,可载客九十人,下月初一起在两岸之间对开,票价不变。
"""


@pytest.fixture
def session(tmp_path: Path) -> Any:
    (tmp_path / "旧.md").write_text(OLD, encoding="utf-8")
    (tmp_path / "新.md").write_text(NEW, encoding="utf-8")
    made = open_session(tmp_path / "v.pressmark", create=True)
    made.do("import.files", paths=[tmp_path / "旧.md"])
    made.do("issue.set", issue=1, values={"newspaper": "晚汀日报", "date": "2024-06-08"})
    yield made
    made.close()


def block_with(session: Session, words: str) -> tuple[int, int, int]:
    for article in session.ids(Listing("all")):
        view = session.article(article)
        assert view is not None
        for block in view.blocks:
            if words in block.text:
                return article, block.id, block.text.index(words)
    raise AssertionError(words)


def mark(session: Session, words: str, **more: Any) -> int:
    article, block, at = block_with(session, words)
    made: int = session.do("highlight.add", article=article, spans=[(block, at, at + len(words))], **more).value
    return made


def work(session: Session) -> dict[str, int]:
    """Marks, a correction of each kind, tags, notes."""
    ids = {
        "same": mark(session, "喊水的人不止一个", tags=["人物"], comment="核对"),
        "changed": mark(session, "今年秋天动工,由街道出工"),
        "lost": mark(session, "江面有雾,摆渡船推迟一刻钟"),
    }
    for words, old, new in (
        ("上海巿的码头", "巿", "市"),
        ("共登记三百二十口", "登记三百", "登記三百"),
        ("东南风三级", "三级", "三級"),
    ):
        _article, block, _at = block_with(session, words)
        session.do("text.correct", block=block, old=old, new=new)
    articles = list(session.ids(Listing("issue", 1)))
    session.do("tag.add", articles=articles, tags=["水利"])
    session.do("note.write", article=articles[0], text="与年报核对")
    session.do("note.write", article=articles[2], text="天气无用")
    session.do("article.state", articles=articles[:1], state="done")
    return ids


def test_looking_leaves_the_library_as_it_was(session: Session, tmp_path: Path) -> None:
    work(session)
    before, last = dump(session.library), session.library.last_act()
    report = session.do("import.version", paths=[tmp_path / "新.md"], issue=1, dry_run=True).value
    assert dump(session.library) == before and session.library.last_act() == last
    assert session.library.rows("select * from source") == session.library.rows("select * from source where id = 1")
    counts = report.articles()
    assert (counts["changed"], counts["added"], counts["removed"]) == (1, 1, 1)


def test_an_article_is_unchanged_only_where_it_reads_the_same(session: Session, tmp_path: Path) -> None:
    better = OLD.replace("三里湾", "三裏湾", 1).replace("(通讯员", "（通讯员", 1)
    assert better.count("（") == OLD.count("（") + 1
    (tmp_path / "净.md").write_text(better, encoding="utf-8")
    report = session.do("import.version", paths=[tmp_path / "净.md"], issue=1, dry_run=True).value
    assert report.articles()["changed"] == 2


def test_a_new_version_carries_the_work_over(session: Session, tmp_path: Path) -> None:
    ids = work(session)
    first, wells, weather = session.ids(Listing("issue", 1))
    uuids = {a: session.article(a).uuid for a in (first, wells, weather)}  # type: ignore[union-attr]
    shown = session.do("import.version", paths=[tmp_path / "新.md"], issue=1, dry_run=True).value
    before = dump(session.library)
    report = session.do("import.version", paths=[tmp_path / "新.md"], issue=1).value
    assert report.entries == shown.entries

    here = list(session.ids(Listing("issue", report.new)))
    assert here[:2] == [first, wells] and len(here) == 3 and weather not in here
    assert session.article(first).uuid == uuids[first]  # type: ignore[union-attr]
    one, two = session.article(first), session.article(wells)
    assert one is not None and two is not None
    assert one.note == "与年报核对" and [t.name for t in one.tags] == ["水利"] and one.state == "done"
    assert one.issue.newspaper == "晚汀日报" and one.issue.date == "2024-06-08"

    (kept,) = [h for h in one.highlights if h.id == ids["same"]]
    assert (kept.state, kept.quote, kept.comment, [t.name for t in kept.tags]) == (
        "ok",
        "喊水的人不止一个",
        "核对",
        ["人物"],
    )
    (moved,) = [h for h in two.highlights if h.id == ids["changed"]]
    assert (moved.state, moved.quote, moved.current) == (
        "changed",
        "今年秋天动工,由街道出工",
        "今年秋天开工,由街道出工",
    )
    assert "登記三百" in two.blocks[1].text and "登记三百" in two.blocks[1].printed
    assert "上海市的码头" in one.blocks[3].printed

    outcomes = {(e.what, e.outcome) for e in report.entries if e.what == "correction"}
    assert outcomes == {("correction", CARRIED), ("correction", SETTLED), ("correction", LOST)}
    assert {(e.words, e.outcome) for e in report.work(LOST) if e.what in {"note", "highlight"}} == {
        ("天气无用", LOST), ("江面有雾,摆渡船推迟一刻钟", LOST)}  # fmt: skip
    assert [e.after for e in report.work(CHANGED)] == ["今年秋天开工,由街道出工"]

    old = session.article(
        next(a for a in session.ids(Listing("trash")) if session.article(a).title == "菜场二楼的读书角")
    )  # type: ignore[union-attr]
    assert old is not None and "上海巿" in old.blocks[3].printed, "the old version stays readable"
    assert session.search("渡口添新船").total == 1 and session.search("上海市的码头").total == 1

    assert session.undo().result().value["refused"] == 0
    after_undo = dump(session.library)
    new_rows = {"issue", "page", "article", "article_field", "block", "piece", "flag", "newspaper"}
    for table in before:
        if table in new_rows:
            olds = {r[0] for r in before[table]}
            assert [r for r in after_undo[table] if r[0] in olds] == before[table], table
        else:
            assert after_undo[table] == before[table], table
    assert list(session.ids(Listing("issue", 1))) == [first, wells, weather]
    assert session.redo().result().value["refused"] == 0
    assert list(session.ids(Listing("issue", report.new))) == here


def test_lost_highlights_are_put_elsewhere(session: Session, tmp_path: Path) -> None:
    ids = work(session)
    report = session.do("import.version", paths=[tmp_path / "新.md"], issue=1).value
    (lost,) = versions.lost(session)
    assert (lost.id, lost.quote) == (ids["lost"], "江面有雾,摆渡船推迟一刻钟")
    assert versions.lost(session, report.new) == [lost]
    article, block, at = block_with(session, "新船长二十二米")
    session.do("highlight.relink", highlight=lost.id, article=article, spans=[(block, at, at + 7)])
    assert versions.lost(session) == []
    view = session.article(article)
    assert view is not None and [(h.id, h.quote, h.state) for h in view.highlights] == [
        (lost.id, "新船长二十二米", "ok")
    ]
    session.undo().result()
    assert versions.lost(session) == [lost]


def test_repairs_are_made_again(session: Session, tmp_path: Path) -> None:
    first, wells, weather = session.ids(Listing("issue", 1))
    _a, stone, at = block_with(session, "井台边的石栏")
    right = session.do(
        "repair.split", block=block_with(session, "老船工说")[1], offset=len("老船工说,过三里湾要有人站在船头喊水。")
    ).value
    session.do("repair.role", block=right, role="quote")
    session.do("repair.move", blocks=[block_with(session, "他还记得")[1]], article=wells)
    session.do("repair.join", first=block_with(session, "全市旧井普查")[1], second=stone)
    session.do("repair.kind", article=wells, kind="notice")
    del at, weather
    report = session.do("import.version", paths=[tmp_path / "新.md"], issue=1).value
    one, two = session.article(first), session.article(wells)
    assert one is not None and two is not None
    assert [(b.role, b.text[:4]) for b in one.blocks if b.role != "title"][1:] == [
        ("paragraph", "老船工说"),
        ("quote", "𠮷田先生"),
    ]
    assert two.kind == "notice"
    assert "他还记得" in "".join(b.text for b in two.blocks), "moved as before, though a character differs"
    assert any("全市旧井普查" in e.words for e in report.entries if e.what == "repair" and e.outcome == LOST)


def test_a_likeness_is_flagged_and_answered(session: Session, tmp_path: Path) -> None:
    ids = work(session)
    session.do("import.files", paths=[tmp_path / "新.md"])
    (flag,) = [f for f in session.flags(issue=2) if f.code == "resembles"]
    assert "晚汀日报 2024-06-08" in flag.reason and len(flag.answers) == 2
    before = dump(session.library)
    session.do("flag.answer", flag=flag.id, answer=1)
    assert ids["same"] in {h.id for a in session.ids(Listing("issue", 2)) for h in session.article(a).highlights}  # type: ignore[union-attr]
    assert [i.id for i in session.issues()] == [2]
    session.undo().result()
    assert dump(session.library) == before


def test_another_issue_does_not_resemble(session: Session, tmp_path: Path) -> None:
    (tmp_path / "别.md").write_text(
        "# 粮库清仓查库结束\n\n本报讯 全县粮库清仓查库昨日结束,账实相符,虫害率比去年下降两成,新麦已经入仓。\n",
        encoding="utf-8",
    )
    session.do("import.files", paths=[tmp_path / "别.md"])
    assert [f for f in session.flags() if f.code == "resembles"] == []


def test_the_command_line_takes_versions(run: Run, tmp_path: Path) -> None:
    (tmp_path / "旧.md").write_text(OLD, encoding="utf-8")
    (tmp_path / "新.md").write_text(NEW, encoding="utf-8")
    run("import", tmp_path / "旧.md")
    looked = run("import", tmp_path / "新.md", "--as-version-of", 1, "--dry-run")
    assert looked["dry_run"] and looked["articles"] == {"same": 0, "changed": 2, "added": 1, "removed": 1}
    assert len(run("issues")["issues"]) == 1
    taken = run("import", tmp_path / "新.md", "--as-version-of", 1)
    assert [i["id"] for i in run("issues")["issues"]] == [taken["issue"]] == [i["id"] for i in taken["issues"]]
    assert run("articles")["articles"][0]["id"] == 1
    run("import", tmp_path / "新.md", "--as-version-of", 99, status=1)
    run("import", tmp_path / "新.md", "--as-version-of", taken["issue"], status=1)
    run("undo")
    assert [i["id"] for i in run("issues")["issues"]] == [1]


def test_the_document_names_everything(session: Session, tmp_path: Path) -> None:
    work(session)
    report = session.do("import.version", paths=[tmp_path / "新.md"], issue=1, dry_run=True).value
    told = version_document(report, dry_run=True)
    assert told["issue"] is None and told["version_of"] == 1
    assert {e["what"] for e in told["lost"]} == {"highlight", "correction", "tag", "note"}


def test_the_grouping_is_shown_without_importing(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    for page, text in ((1, OLD), (2, NEW.replace("渡口", "码头"))):
        (folder / f"晚汀日报 2024-06-08 第{page}版.md").write_text(text, encoding="utf-8")
    (folder / "bad.md").write_bytes(b"%PDF-1.7 no text")
    told = run("import", folder, "--dry-run", status=1)
    assert [[f["pages"] for f in g["files"]] for g in told["groups"]] == [[["1"], ["2"]]]
    assert told["groups"][0]["newspaper"] == "晚汀日报" and not told["groups"][0]["stated"] and len(told["failed"]) == 1
    assert run("issues")["issues"] == []


def test_reading_with_another_encoding_carries_the_work(session: Session, tmp_path: Path) -> None:
    """The same bytes read as gb18030 instead of gbk-like guesses: most words are the same, and so are the marks on them."""
    text = OLD.replace("𠮷田先生", "田先生").replace("上海巿", "上海市") + "\n# Café\n\n本报讯 茶馆新开张,取名 Café 号。\n"
    (tmp_path / "甲.md").write_bytes(text.encode("gb18030"))
    first = session.do("import.files", paths=[tmp_path / "甲.md"], encoding="gb18030").value.issues[0]
    article = session.ids(Listing("issue", first))[0]
    view = session.article(article)
    assert view is not None
    block = next(b for b in view.blocks if "喊水的人" in b.text)
    at = block.text.index("喊水的人")
    kept = session.do("highlight.add", article=article, spans=[(block.id, at, at + 4)], comment="核对").value
    session.do("note.write", article=article, text="与年报核对")
    new = session.do("issue.redecode", issue=first, encoding="gbk").value
    now = session.article(article)
    assert now is not None and now.issue.id == new and now.note == "与年报核对"
    assert [(h.id, h.state, h.comment) for h in now.highlights] == [(kept, "ok", "核对")]
    assert session.undo().result().value["refused"] == 0
    then = session.article(article)
    assert then is not None and then.issue.id == first and [h.id for h in then.highlights] == [kept]


def test_ids_of_blocks_lead_to_the_new_text(session: Session, tmp_path: Path) -> None:
    work(session)
    _article, same, _at = block_with(session, "喊水的人不止一个")
    _article, other, _at = block_with(session, "今年秋天动工")

    def led_to(block: int) -> tuple[int, str]:
        found = block_shown(session.library, block)
        text = session.library.value("select text from block where id = ?", (found,))
        issue = session.library.value(
            "select issue_id from page where id = (select page_id from block where id = ?)", (found,)
        )
        return issue, text[:4]

    new = session.do("import.version", paths=[tmp_path / "新.md"], issue=1).value.new
    assert led_to(same) == (new, "老船工说") and led_to(other) == (1, "井台边的"), "only the very same words are one block"
    session.undo().result()
    assert led_to(same) == (1, "老船工说")
    session.redo().result()
    session.do("issue.trash", issue=new)
    session.do("issue.restore", issue=1)
    assert led_to(same) == (1, "老船工说"), "taken out of the trash, the old version stands for itself"


def test_doubts_of_the_new_text_can_be_answered(run: Run, tmp_path: Path) -> None:
    first = day(tmp_path, "2024-06-09", 1)
    issue = run("import", first)["issues"][0]["id"]
    better = tmp_path / "better.md"
    better.write_text(first.read_text(encoding="utf-8").replace("推迟一小时", "推迟两小时"), encoding="utf-8")
    run("import", better, "--as-version-of", issue)
    (flag,) = run("flags")["flags"]
    assert flag["code"] == "label-without-text" and flag["answers"][0]["text"].startswith("The column of")
    run("answer", flag["id"], 1)
    columns = {row["title"]: run("article", row["id"])["column"] for row in run("articles")["articles"]}
    named = [title for title, column in columns.items() if column == LABEL]
    assert len(named) == 1 and named[0] in flag["answers"][0]["text"]
    run("undo", 2)
    (flag,) = run("flags")["flags"]
    run("answer", flag["id"], 1)

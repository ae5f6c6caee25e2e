"""Every undoable command there is: dump, run, undo, compare, redo, compare."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reader.commands import correcting, registry, verbs, vocabulary
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.store import learned
from tests.store import made
from tests.store.dump import dump

assert verbs.ROOMS
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32


def words(session: Session, article: int, place: int) -> str:
    view = session.article(article)
    assert view is not None
    return view.blocks[place].text


def block(session: Session, article: int, place: int) -> int:
    view = session.article(article)
    assert view is not None
    return view.blocks[place].id


ARGUMENTS: dict[str, Callable[[Session, Path], dict[str, Any]]] = {
    "highlight.add": lambda s, p: {"article": 1, "spans": [(block(s, 1, 3), 0, 4)], "tags": ["新"], "comment": "c"},
    "highlight.remove": lambda s, p: {"highlight": 1},
    "highlight.colour": lambda s, p: {"highlight": 1, "colour": "green"},
    "highlight.comment": lambda s, p: {"highlight": 1, "text": "核对"},
    "highlight.tag": lambda s, p: {"highlight": 1, "tags": ["水利", "再"]},
    "highlight.untag": lambda s, p: {"highlight": 1, "tags": ["人名"]},
    "highlight.reach": lambda s, p: {"highlight": 1, "article": 1, "spans": [(block(s, 1, 3), 1, 6)]},
    "highlight.merge": lambda s, p: {"sources": [2], "into": 1},
    "passages.colour": lambda s, p: {"highlights": [1, 2], "colour": "teal"},
    "passages.tag": lambda s, p: {"highlights": [1, 2], "tags": ["人名", "再"]},
    "passages.untag": lambda s, p: {"highlights": [1, 2], "tags": ["人名"]},
    "passages.remove": lambda s, p: {"highlights": [1, 2]},
    "mentions.mark": lambda s, p: {"places": [(1, block(s, 1, 3), 2, 4)], "words": words(s, 1, 3)[2:4], "colour": "blue", "tags": ["再"]},
    "colour.recolour": lambda s, p: {"key": "yellow", "value": "#ffdd00"},
    "colour.order": lambda s, p: {"keys": ["pink", "grey"]},
    "colour.add": lambda s, p: {"name": "校对", "value": "#aa8866"},
    "colour.remove": lambda s, p: {"key": "yellow", "into": "green"},
    "tag.add": lambda s, p: {"articles": [1, 2], "tags": ["航运", "水利"]},
    "tag.remove": lambda s, p: {"articles": [1], "tags": ["水利"]},
    "tag.new": lambda s, p: {"name": "新词", "parent": 1},
    "tag.rename": lambda s, p: {"tag": 1, "name": "水务"},
    "tag.recolour": lambda s, p: {"tag": 1, "colour": "#4488aa"},
    "tag.move": lambda s, p: {"tag": 2, "parent": 1},
    "tag.alias": lambda s, p: {"tag": 1, "names": ["water works"]},
    "tag.unalias": lambda s, p: {"tag": 1, "names": ["水務"]},
    "tag.note": lambda s, p: {"tag": 1, "text": "河道、堤防、闸坝。"},
    "tag.merge": lambda s, p: {"sources": [1], "into": 2},
    "tag.split": lambda s, p: {"tag": 1, "parts": [vocabulary.Part("堤防", articles=[5])]},
    "tag.delete": lambda s, p: {"tag": 1},
    "tag.import": lambda s, p: {"path": terms(p)},
    "import.exchange": lambda s, p: {"paths": [export_of_another(p)]},
    "bundle.merge": lambda s, p: {"path": bundle_of_another(s, p)},
    "import.marks": lambda s, p: {"path": marks_of_another(p)},
    "import.project": lambda s, p: {"path": project_of_another(p)},
    "issue.tag": lambda s, p: {"issue": 1, "tags": ["航运"]},
    "issue.untag": lambda s, p: {"issue": 3, "tags": ["人名"]},
    "colour.rename": lambda s, p: {"key": "yellow", "name": "证据"},
    "note.write": lambda s, p: {"article": 2, "text": "与年报核对"},
    "template.add": lambda s, p: {"name": "书评", "text": "# {title}"},
    "template.change": lambda s, p: {"template": 1, "name": "摘抄", "text": "> {date}"},
    "template.delete": lambda s, p: {"template": 1},
    "article.state": lambda s, p: {"articles": [1, 2], "state": "done"},
    "article.trash": lambda s, p: {"articles": [1]},
    "article.restore": lambda s, p: {"articles": [3]},
    "issue.trash": lambda s, p: {"issue": 1},
    "issue.restore": lambda s, p: {"issue": 2},
    "page.trash": lambda s, p: {"page": 1},
    "page.restore": lambda s, p: {"page": 3},
    "issue.set": lambda s, p: {"issue": 1, "values": {"newspaper": "晚汀日报", "date": "2024-06", "shelfmark": "档-7"},
                               "extra": [("卷", "3")]},
    "page.set": lambda s, p: {"page": 1, "label": "A03", "name": "民生"},
    "page.attach_scan": lambda s, p: {"page": 1, "path": scan(p)},
    "page.remove_scan": lambda s, p: {"scan": 1},
    "newspaper.rename": lambda s, p: {"newspaper": 1, "name": "新名报"},
    "newspaper.merge": lambda s, p: {"sources": [2], "into": 1},
    "newspaper.alias": lambda s, p: {"newspaper": 1, "names": ["晚汀日報"]},
    "newspaper.unalias": lambda s, p: {"newspaper": 2, "names": ["旧报"]},
    "import.files": lambda s, p: {"paths": [issue(p)]},
    "import.version": lambda s, p: {"paths": [better(p)], "issue": 1},
    "import.held": lambda s, p: {"held": s.do("import.files", paths=[better(p)], hold=True).value.held, "versions_of": [1]},
    "issue.take_version": lambda s, p: {"issue": 3, "of": 1},
    "highlight.relink": lambda s, p: {"highlight": 1, "article": 2, "spans": [(block(s, 2, 0), 0, 3)]},
    "import.text": lambda s, p: {"text": "# 题\n\n正文一段,有头有尾。"},
    "issue.redecode": lambda s, p: {"issue": 1, "encoding": "latin-1"},
    "text.correct": lambda s, p: {"block": block(s, 1, 3), "old": "船工", "new": "舵工"},
    "text.rewrite": lambda s, p: {"block": block(s, 1, 2), "text": "本报讯,航标改造全部完成, 今起进入验收!"},
    "text.revert": lambda s, p: {"corrections": [1]},
    "text.correct_alike": lambda s, p: {"old": "读书角", "new": "阅读角", "places": places(s, "读书角")},
    "highlight.accept": lambda s, p: {"highlight": changed_highlight(s)},
    "repair.role": lambda s, p: {"block": block(s, 1, 0), "role": "deck"},
    "repair.move": lambda s, p: {"blocks": [block(s, 1, 3)], "article": 2},
    "repair.split": lambda s, p: {"block": block(s, 1, 2), "offset": 5},
    "repair.join": lambda s, p: {"first": block(s, 1, 2), "second": block(s, 1, 3)},
    "repair.new": lambda s, p: {"blocks": [block(s, 1, 3)]},
    "repair.merge": lambda s, p: {"articles": [1, 2]},
    "repair.reorder": lambda s, p: {"articles": [2, 1]},
    "repair.fields": lambda s, p: {"article": 1, "values": {"authors": "记者 王琳", "place": "清渚"},
                                   "words": {"place": (block(s, 1, 0), 0, 2)}},
    "repair.split_article": lambda s, p: {"block": block(s, 1, 3)},
    "repair.headline": lambda s, p: {"block": block(s, 2, 0)},
    "repair.page": lambda s, p: {"articles": [1, 2], "page": "A03"},
    "repair.relabel": lambda s, p: {"name": "column", "old": "渡口", "new": "渡口故事", "issue": 1},
    "repair.kind": lambda s, p: {"article": 1, "kind": "notice"},
    "repair.link": lambda s, p: {"first": 1, "second": 2},
    "repair.unlink": lambda s, p: {"article": 4},
    "repair.field": lambda s, p: {"article": 1, "name": "authors", "value": "记者 王琳; 赵婕"},
    "history.revert": lambda s, p: {"act": next(a.id for a in s.history() if a.command == "highlight.add")},
    "flag.answer": lambda s, p: {"flag": 1, "answer": 2},
    "flag.answer_all": lambda s, p: {"answers": [(1, 2), (3, 1)]},
    "flag.reopen": lambda s, p: {"flag": 4},
    "learned.change": lambda s, p: {"learned_answer": 1, "answer": "stays-apart"},
    "learned.forget": lambda s, p: {"learned_answers": [1]},
    "saved.add": lambda s, p: {"name": "河", "query": "河道"},
    "saved.rename": lambda s, p: {"saved": 1, "name": "航"},
    "saved.edit": lambda s, p: {"saved": 1, "query": "航道 -旧井"},
    "saved.delete": lambda s, p: {"saved": [1, 2]},
    "saved.move": lambda s, p: {"saved": 2, "before": 1},
    "basket.new": lambda s, p: {"name": "读", "remark": "秋"},
    "basket.rename": lambda s, p: {"basket": 1, "name": "展"},
    "basket.remark": lambda s, p: {"basket": 1, "text": "第二柜"},
    "basket.delete": lambda s, p: {"basket": 1},
    "basket.move": lambda s, p: {"basket": 2, "before": 1},
    "basket.add": lambda s, p: {"basket": 1, "articles": [1, 2, 5, 7], "highlights": [1, 2]},
    "basket.take_out": lambda s, p: {"items": [1, 2]},
    "basket.order": lambda s, p: {"items": [2], "before": 1},
    "basket.item_remark": lambda s, p: {"item": 1, "text": "放大"},
}  # fmt: skip


def changed_highlight(session: Session) -> int:
    view = session.article(5)
    assert view is not None
    return next(h.id for h in view.highlights if h.state == "changed")


def places(session: Session, words: str) -> list[tuple[int, int, int]]:
    return [place[0:1] + place[2:4] for place in correcting.alike(session, words, "").places]


RAN_ELSEWHERE = {"note.recover"}
"""`note.recover` writes drafts with `note.write`; tests/stories/test_kill.py runs it."""


def scan(folder: Path) -> Path:
    (folder / "p.png").write_bytes(PNG)
    return folder / "p.png"


def export_of_another(folder: Path) -> Path:
    """A JSON export of another library, with a tag and a note of its own."""
    other = open_session(folder / "another.pressmark", create=True)
    (folder / "another.md").write_text("# 另一期\n\n本报讯 这是另一座文库里的一期,别处没有。\n", encoding="utf-8")
    other.do("import.files", paths=[folder / "another.md"])
    other.do("tag.add", articles=[1], tags=["别处"])
    other.do("note.write", article=1, text="别处的笔记")
    other.do("export.write", format="json", out=folder / "another.json", articles=[1])
    other.close()
    return folder / "another.json"


def bundle_of_another(session: Session, folder: Path) -> Path:
    """A bundle of somebody who worked on a copy of the library: marks, repairs, corrections, tags and notes."""
    shutil.copy(session.library.path, folder / "copy.pressmark")
    other = open_session(folder / "copy.pressmark")
    other.device = "another"
    other.do("note.write", article=1, text="同事的笔记")
    other.do("tag.merge", sources=[1], into=2)
    other.do("highlight.comment", highlight=1, text="同事")
    other.do("highlight.remove", highlight=2)
    other.do("text.correct", block=block(other, 1, 3), old="船头", new="船首")
    other.do("repair.merge", articles=[7, 8])
    other.do("repair.split", block=block(other, 1, 2), offset=5)
    other.do("issue.set", issue=1, values={"newspaper": "丙报"})
    other.do("bundle.write", out=folder / "another.pressmark-bundle")
    other.close()
    return folder / "another.pressmark-bundle"


def marks_of_another(folder: Path) -> Path:
    """Highlights that another program exported: one with a sure place, one that stands in several."""
    rows = "id,document,tag,content\n1,a.txt,渡口,藏书从两百册长到九千册\n2,a.txt,,航标改造全部完工\n"
    (folder / "all_tags.csv").write_text(rows, encoding="utf-8")
    return folder / "all_tags.csv"


def project_of_another(folder: Path) -> Path:
    """A REFI-QDA project as another program writes it, with a text and a coding."""
    text = "灯塔记\r\n\r\n𠮷田老人守了四十年灯塔,每晚上楼点灯。\r\n"
    plain = text.replace("\r\n", "\n")
    start = plain.index("守了四十年灯塔")
    project = f"""<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="p" origin="another"><Users><User guid="u1" name="Lin"/></Users>
<CodeBook><Codes><Code guid="c1" name="守灯" isCodable="true"/></Codes></CodeBook>
<Sources><TextSource guid="s1" name="灯塔" plainTextPath="internal://s1.txt"><PlainTextSelection guid="p1" name="守了四十年灯塔"
 startPosition="{start}" endPosition="{start + 7}" creatingUser="u1" creationDateTime="2024-05-06T07:08:09Z"><Description>核</Description>
<Coding guid="d1"><CodeRef targetGUID="c1"/></Coding></PlainTextSelection></TextSource></Sources></Project>"""
    with zipfile.ZipFile(folder / "other.qdpx", "w") as archive:
        archive.writestr("project.qde", project)
        archive.writestr("Sources/s1.txt", text.encode("utf-8-sig"))
    return folder / "other.qdpx"


def terms(folder: Path) -> Path:
    (folder / "terms.txt").write_text("水利: 水务, water works\n孫中山: 孙中山, Sun Yat-sen\n", encoding="utf-8")
    return folder / "terms.txt"


def issue(folder: Path) -> Path:
    (folder / "new.md").write_text("# 新的一期\n\n本报讯,新的一期到了,请查收。\n", encoding="utf-8")
    return folder / "new.md"


def better(folder: Path) -> Path:
    (folder / "better.md").write_text(made.TEXT.replace("喊水", "喊号"), encoding="utf-8")
    return folder / "better.md"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A session on a library with something of everything."""
    texts = [made.TEXT] + [made.TEXT.replace("航道", f"航道{n}") for n in range(1, 4)]
    made.library(tmp_path, *(made.new_issue(text, name=f"{n}.md") for n, text in enumerate(texts))).close()
    session = open_session(tmp_path / "test.pressmark")
    session.do("tag.add", articles=[1, 5], tags=["水利", "人名"])
    session.do("highlight.add", article=1, spans=[(block(session, 1, 3), 0, 3)], tags=["人名"])
    session.do("highlight.add", article=1, spans=[(block(session, 1, 3), 3, 7)], colour="pink", comment="核对")
    session.do("tag.alias", tag=1, names=["水務"])
    session.do("issue.tag", issue=3, tags=["人名"])
    session.do("issue.set", issue=1, values={"newspaper": "甲报"})
    session.do("issue.set", issue=3, values={"newspaper": "乙报"})
    session.do("newspaper.alias", newspaper=2, names=["旧报"], kind="former")
    session.do("article.trash", articles=[3])
    session.do("issue.trash", issue=2)
    session.do("page.trash", page=3)
    session.do("page.attach_scan", page=1, path=scan(tmp_path))
    session.do("repair.link", first=7, second=4)
    session.do("repair.field", article=1, name="column", value="渡口")
    session.do("highlight.add", article=5, spans=[(block(session, 5, 3), 0, 3)])
    session.do("text.correct", block=block(session, 5, 3), old="船工", new="舵工")
    session.do("flag.answer", flag=4, answer=0)
    session.do("template.add", name="摘录", text="{title}")
    session.do("saved.add", name="航道", query="航道")
    session.do("saved.add", name="井", query="旧井")
    session.do("basket.add", name="展览", articles=[1], highlights=[2])
    session.do("basket.new", name="空")
    with session.act("test.learn") as act:
        learned.keep(act, 1, "label-without-text", "渡口故事", "column-of")
    yield session
    session.close()


def undoable() -> list[str]:
    return [c.id for c in registry.every() if c.run is not None and c.undoable and c.id not in RAN_ELSEWHERE]


def test_the_walk_knows_every_undoable_command() -> None:
    assert set(undoable()) == set(ARGUMENTS)


def seen(session: Session) -> dict[str, Any]:
    """All user data; of the trash only what is in it, since what an import brought stays there when undone."""
    all_rows = dump(session.library)
    shown = {r[0] for r in session.library.rows("select id from article where shown")}
    all_rows["shown"] = [(i,) for i in sorted(shown)]
    return all_rows


@pytest.mark.parametrize("command", undoable())
def test_undo_gives_back_the_very_same_library(session: Session, tmp_path: Path, command: str) -> None:
    before = seen(session)
    session.do(command, **ARGUMENTS[command](session, tmp_path))
    after = seen(session)
    assert after != before, "the walk must change something"
    undone = session.undo().result()
    assert undone.said and undone.value["refused"] == 0
    if command.startswith("import.") or command == "issue.redecode":
        assert seen(session)["shown"] == before["shown"]
    else:
        assert seen(session) == before
    session.redo().result()
    assert seen(session) == after

"""What comes from elsewhere in the window: shown before it is kept, taken in when wished, left when not."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QTreeWidget
from pytestqt.qtbot import QtBot

from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.views import Listing
from reader.ui import language
from reader.ui.taking_in import marks, opening, proving
from reader.ui.taking_in.preview import Preview
from reader.ui.theme import Looks
from reader.ui.window import MainWindow
from tests.conftest import ROOT
from tests.store.dump import dump
from tests.ui.shell import open_window

TEXT = """# 末班夜渡

本报讯 八十三岁的纪兰芬带来一只搪瓷缸,当年她每天乘头班船去对岸棉纺厂上工。

老水手们都听得懂,那是一句行话:看见你了。票面上印着一只水鸟和四个字:平安过江。

# 外婆的船票

外婆数了数,一共四百零七张。老水手们都听得懂,那是一句行话:看见你了。船往回开。
"""
WRITE = os.environ.get("PRESSMARK_PICTURES") == "1"
IMAGES = ROOT / "docs" / "images"


def mark(session: Session, article: int, words: str, comment: str = "", colour: str = "yellow") -> None:
    view = session.article(article)
    assert view is not None
    block = next(b for b in view.blocks if words in b.text)
    at = block.text.index(words)
    session.do("highlight.add", article=article, spans=[(block.id, at, at + len(words))], comment=comment, colour=colour)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    (tmp_path / "晚汀日报 2024-06-08.md").write_text(TEXT, encoding="utf-8")
    path = tmp_path / "mine.pressmark"
    first = open_session(path, create=True)
    first.author, first.device = "甄望", "mine"
    first.do("import.files", paths=[tmp_path / "晚汀日报 2024-06-08.md"])
    mark(first, 1, "八十三岁的纪兰芬", "人物")
    first.close()
    shutil.copy(path, tmp_path / "theirs.pressmark")
    other = open_session(tmp_path / "theirs.pressmark")
    other.author, other.device = "Lin", "theirs"
    mark(other, 1, "平安过江", "船票上的字", "green")
    mark(other, 2, "四百零七张", "", "purple")
    other.do("tag.add", articles=[1, 2], tags=["轮渡", "口述"])
    other.do("highlight.comment", highlight=1, text="纪兰芬,1941年生")
    other.do("note.write", article=2, text="与年报核对")
    other.do("bundle.write", out=tmp_path / "Lin.pressmark-bundle")
    other.close()
    again = open_session(path)
    again.author, again.device = "甄望", "mine"
    again.do("highlight.comment", highlight=1, text="八十三岁,棉纺厂")
    again.do("text.correct", block=again.library.value("select id from block where text like '%过江%'"), old="水鸟", new="水鳥")
    again.close()
    made = open_session(path, threaded=True)
    made.author, made.device = "甄望", "mine"
    return made


@pytest.fixture
def window(qtbot: QtBot, session: Session, looks: Looks) -> Iterator[MainWindow]:
    made = open_window(qtbot, session, looks)
    yield made
    made.close()


def shown() -> list[Preview]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, Preview) and w.isVisible()]


def texts(tree: QTreeWidget) -> list[list[str]]:
    """What a list shows, row by row."""
    items = [tree.topLevelItem(n) for n in range(tree.topLevelItemCount())]
    return [[item.text(column) for column in range(3)] for item in items if item is not None]


def opened(qtbot: QtBot, ask: Callable[[], None]) -> Preview:
    ask()
    qtbot.waitUntil(lambda: len(shown()) == 1)
    return shown()[0]


def test_a_bundle_is_shown_and_left(qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path) -> None:
    before, last = dump(session.library), session.library.last_act()
    dialog = opened(qtbot, lambda: opening.look_at_bundle(window.desk, tmp_path / "Lin.pressmark-bundle"))
    assert "Lin" in dialog.windowTitle()
    assert dialog.tabs.currentWidget() is dialog.lists[0], "what two people wrote comes first"
    assert dialog.lists[0].topLevelItemCount() == 1 and dialog.lists[1].topLevelItemCount() >= 5
    assert "1941" in dialog.text.toPlainText() and "棉纺厂" in dialog.text.toPlainText()
    dialog.reject()
    qtbot.waitUntil(lambda: not shown())
    assert dump(session.library) == before and session.library.last_act() == last


def test_a_bundle_is_merged_and_its_doubt_answered(qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path) -> None:
    dialog = opened(qtbot, lambda: opening.look_at_bundle(window.desk, tmp_path / "Lin.pressmark-bundle"))
    dialog.accept()
    qtbot.waitUntil(lambda: session.library.value("select count(*) from highlight") == 3)
    qtbot.waitUntil(lambda: session.note(2) == "与年报核对")
    (flag,) = [f for f in session.flags() if f.code == "both-edited"]
    window.navigation.show_listing(Listing("review"))
    session.run("flag.answer", flag=flag.id, answer=3).result()
    assert session.library.value("select comment from highlight where id = 1") in {"纪兰芬,1941年生", "八十三岁,棉纺厂"}
    session.undo().result()
    session.undo().result()
    assert session.library.value("select count(*) from highlight") == 1


def test_a_bundle_is_written_from_the_window(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    opening.write_bundle(window.desk, tmp_path / "mine.pressmark-bundle")
    qtbot.waitUntil(lambda: (tmp_path / "mine.pressmark-bundle").exists())


def test_a_damaged_bundle_is_said_and_changes_nothing(qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path) -> None:
    before = dump(session.library)
    (tmp_path / "bad.pressmark-bundle").write_bytes(b"PK\x03\x04 no zip")
    opening.look_at_bundle(window.desk, tmp_path / "bad.pressmark-bundle")
    qtbot.waitUntil(lambda: window.notice.isVisible())
    assert not shown() and dump(session.library) == before


def test_another_programs_highlights(qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path) -> None:
    rows = "id,document,tag,content\n1,a,轮渡,票面上印着一只水鸟和四个字\n2,a,,那是一句行话:看见你了\n3,a,,别处的话这里没有的话\n"
    (tmp_path / "all_tags.csv").write_text(rows, encoding="utf-8")
    dialog = opened(qtbot, lambda: marks.look_at_marks(window.desk, tmp_path / "all_tags.csv"))
    assert "Taguette" in dialog.windowTitle()
    assert [len([row for row in texts(tree) if row[0]]) for tree in dialog.lists][:3] == [1, 1, 1]
    dialog.accept()
    qtbot.waitUntil(lambda: session.library.value("select count(*) from highlight") == 2)
    assert [f.code for f in session.flags() if f.code == "place-doubtful"] == ["place-doubtful"]


def test_an_export_is_proven(qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path) -> None:
    session.run("export.write", format="json", out=tmp_path / "all.json", articles=list(session.ids(Listing("all")))).result()
    dialog = opened(qtbot, lambda: proving.verify(window.desk, tmp_path / "all.json"))
    assert texts(dialog.lists[0])[0][1] == "Nothing differs."
    dialog.reject()
    qtbot.waitUntil(lambda: not shown())
    session.run("tag.add", articles=[1], tags=["新的"]).result()
    dialog = opened(qtbot, lambda: proving.verify(window.desk, tmp_path / "all.json"))
    assert {row[2] for row in texts(dialog.lists[0])} == {"only in the library"}


@pytest.mark.parametrize(("name", "code", "theme"), [("merge", "en", "paper"), ("merge-zh", "zh_CN", "dark")])
def test_pictures_of_a_merge(
    qtbot: QtBot, session: Session, looks: Looks, tmp_path: Path, name: str, code: str, theme: str
) -> None:
    language.speak(code)
    looks.choose(theme)
    made = open_window(qtbot, session, looks)
    try:
        dialog = opened(qtbot, lambda: opening.look_at_bundle(made.desk, tmp_path / "Lin.pressmark-bundle"))
        picture = dialog.grab().toImage()
        assert picture.width() >= 800
        if WRITE:
            assert picture.save(str(IMAGES / f"{name}.png"))
        dialog.reject()
    finally:
        made.close()
        language.speak("en")
        looks.choose("paper")

"""Which files make an issue: shown before an import where nothing states it, and set right there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QApplication, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from reader.commands.grouping import grouping_of
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.ui.dialogs.grouping import GroupingPreview
from reader.ui.theme import Looks
from reader.ui.window import MainWindow
from tests.ui.shell import open_window

TEXTS = {
    "晚汀日报 2024-06-08 第1版.md": "# 航道今起验收\n\n本报讯 航标改造全部完工,今起进入验收。\n",
    "晚汀日报 2024-06-08 第2版.md": "# 旧井普查结束\n\n本报讯 全市旧井普查昨日结束。\n",
    "扫描件0017.md": "# 渡口添新船\n\n本报讯 新船长二十二米,下月初一起对开。\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "papers"
    made.mkdir()
    for name, text in TEXTS.items():
        (made / name).write_text(text, encoding="utf-8")
    return made


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return open_session(tmp_path / "g.pressmark", create=True, threaded=True)


@pytest.fixture
def window(qtbot: QtBot, session: Session, looks: Looks) -> Iterator[MainWindow]:
    made = open_window(qtbot, session, looks)
    yield made
    made.close()


def choose(dialog: GroupingPreview, *items: QTreeWidgetItem) -> None:
    dialog.tree.clearSelection()
    for item in items:
        dialog.tree.setCurrentItem(item, 0, QItemSelectionModel.SelectionFlag.Select)


def preview(qtbot: QtBot, window: MainWindow, folder: Path) -> GroupingPreview:
    window.importing.group([folder])
    found: list[GroupingPreview] = []

    def there() -> bool:
        found[:] = [w for w in QApplication.topLevelWidgets() if isinstance(w, GroupingPreview) and w.isVisible()]
        return bool(found)

    qtbot.waitUntil(there)
    return found[0]


def test_moved_named_and_imported(qtbot: QtBot, window: MainWindow, session: Session, folder: Path) -> None:
    dialog = preview(qtbot, window, folder)
    assert session.issues() == []
    shown = {g.newspaper: [f.path for f in g.files] for g in dialog.groups()}
    assert {k: len(v) for k, v in shown.items()} == {"晚汀日报": 2, "": 1}
    paper = next(dialog._issue_at(n) for n in range(2) if dialog._issue_at(n).childCount() == 2)
    stray = next(dialog._issue_at(n) for n in range(2) if dialog._issue_at(n).childCount() == 1)
    choose(dialog, paper, stray)
    dialog.paper.setEditText("晚汀日报")
    dialog.date.setText("2024-06-08")
    dialog.date.textEdited.emit("2024-06-08")
    dialog.merge()
    [one] = dialog.groups()
    assert len(one.files) == 3
    choose(dialog, next(c for n in range(3) if (c := dialog._issue_at(0).child(n)) and "0017" in c.text(0)))
    dialog.page.setText("4")
    dialog.page.textEdited.emit("4")
    dialog.accept()
    qtbot.waitUntil(lambda: len(session.issues()) == 1)
    qtbot.waitUntil(lambda: window.importing.job is None)
    [issue] = session.issues()
    assert (issue.newspaper, issue.date, [p.label for p in issue.pages]) == ("晚汀日报", "2024-06-08", ["1", "2", "4"])


def test_split_off_and_cancelled(qtbot: QtBot, window: MainWindow, session: Session, folder: Path) -> None:
    dialog = preview(qtbot, window, folder)
    paper = next(dialog._issue_at(n) for n in range(2) if dialog._issue_at(n).childCount() == 2)
    file = paper.child(1)
    assert file is not None
    choose(dialog, file)
    dialog.split()
    assert sorted(len(g.files) for g in dialog.groups()) == [1, 1, 1]
    assert {g.newspaper for g in dialog.groups()} == {"晚汀日报", ""}
    dialog.reject()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert session.issues() == []


def test_what_is_stated_is_not_asked(session: Session, window: MainWindow, tmp_path: Path) -> None:
    folder = tmp_path / "stated"
    folder.mkdir()
    for page in (1, 2):
        front = f"---\nnewspaper: 晚汀日报\ndate: 2024-06-08\npage: {page}\n---\n"
        (folder / f"p{page}.md").write_text(f"{front}\n# 题{page}\n\n本报讯 第{page}版的正文。\n", encoding="utf-8")
    found = grouping_of(session, [folder])
    assert [len(g.files) for g in found.groups] == [2] and found.groups[0].stated and not found.doubtful

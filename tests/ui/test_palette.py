"""The palette finds commands, tags, issues and articles by a few letters, in two languages and by pinyin initials."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from reader.commands.session import Session
from reader.domain.views import Listing
from reader.ui import choices
from reader.ui.palette import ChoiceModel
from reader.ui.palette_search import Choice, ranked
from reader.ui.theme import Looks
from tests.ui.shell import open_window

COMMANDS = [
    Choice("command", "theme.dark", "Theme: dark", ("Theme: dark", "外观：深色")),
    Choice("command", "go.next", "Next article", ("Next article", "下一篇")),
    Choice("command", "find.next", "Next hit", ("Next hit", "下一处")),
    Choice("command", "history.undo", "Undo", ("Undo", "撤销"), enabled=False),
]


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("next a", "go.next"),
        ("NEXT H", "find.next"),
        ("dark", "theme.dark"),
        ("th da", "theme.dark"),
        ("na", "go.next"),
        ("深色", "theme.dark"),
        ("xyp", "go.next"),
        ("cx", "history.undo"),
        ("ｕｎｄｏ", "history.undo"),
    ],
)
def test_the_best_comes_first(typed: str, best: str) -> None:
    assert ranked(COMMANDS, typed)[0].key == best


def test_what_does_not_fit_is_left_out() -> None:
    assert ranked(COMMANDS, "zzz") == []
    assert ranked(COMMANDS, "鲲鹏") == []


def test_what_was_used_last_comes_first() -> None:
    assert ranked(COMMANDS, "", ["history.undo", "find.next"])[0].key == "history.undo"
    assert ranked(COMMANDS, "next", ["find.next"])[0].key == "find.next"


def test_the_model_is_lawful(qtmodeltester: ModelTester) -> None:
    model = ChoiceModel()
    qtmodeltester.check(model)
    model.show(COMMANDS)
    qtmodeltester.check(model)


def test_it_carries_out_what_is_chosen(qtbot: QtBot, session: Session, looks: Looks) -> None:
    window = open_window(qtbot, session, looks)
    first = window.view
    window.do("palette.open")
    assert window.palette_.isVisible()
    qtbot.keyClicks(window.palette_.field, "next article")
    qtbot.keyClick(window.palette_.field, Qt.Key.Key_Return)
    assert not window.palette_.isVisible()
    assert window.view != first
    assert session.setting("palette.recent")[0] == "go.next"


def test_it_leads_to_tags_issues_and_articles(qtbot: QtBot, session: Session, looks: Looks) -> None:
    window = open_window(qtbot, session, looks)
    first, second = session.ids(Listing("all"))
    session.do("tag.add", articles=[first], tags=["航运"])
    found = choices.places(window.desk, "hy")
    assert [(c.kind, c.title) for c in found] == [("tag", "航运")]
    choices.take_choice(window.desk, found[0])
    assert window.list.listing == Listing("tag", session.tags()[0].id)
    [article] = [c for c in choices.places(window.desk, "旧井普查") if c.kind == "article"]
    choices.take_choice(window.desk, article)
    assert window.view is not None
    assert window.view.id == second
    issues = [c for c in choices.places(window.desk, "2024-06") if c.kind == "issue"]
    assert len(issues) == 1


def test_arrows_pass_over_what_cannot_be_done(qtbot: QtBot, session: Session, looks: Looks) -> None:
    window = open_window(qtbot, session, looks)
    window.palette_.open(COMMANDS, [], lambda _typed: [])
    for _n in range(6):
        qtbot.keyClick(window.palette_.field, Qt.Key.Key_Down)
    chosen = window.palette_.list.currentIndex().row()
    assert window.palette_.model.choices[chosen].key == "find.next"
    qtbot.keyClick(window.palette_.field, Qt.Key.Key_Escape)
    assert not window.palette_.isVisible()

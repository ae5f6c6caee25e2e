"""Citations copied in the window: of the article, of several chosen, with words quoted, in the style chosen."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from reader.commands.citing import choose_style, citation
from reader.commands.session import Session
from reader.domain.views import BlockSpan
from reader.ui.actions import clashes
from reader.ui.theme import Looks
from tests.ui.shell import open_window


@pytest.fixture(autouse=True)
def _first_style(session: Session) -> None:
    choose_style(session, "gbt7714")


def test_a_citation_in_the_style_chosen(qtbot: QtBot, session: Session, looks: Looks) -> None:
    window = open_window(qtbot, session, looks)
    view = window.view
    assert view is not None and not [clash for clash in clashes() if "cite" in str(clash.ids)]
    window.do("cite.copy")
    assert QGuiApplication.clipboard().text() == citation(view, "gbt7714").text
    assert "[N]" in window.message.text.text()
    window.do("cite.style_mla")
    window.do("cite.copy")
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == citation(view, "mla").text and data.hasHtml()
    window.refresh_actions()
    assert window.actions_["cite.style_mla"].isChecked() and not window.actions_["cite.style_apa"].isChecked()


def test_a_quote_with_its_citation(qtbot: QtBot, session: Session, looks: Looks) -> None:
    window = open_window(qtbot, session, looks)
    view = window.view
    assert view is not None
    QGuiApplication.clipboard().setText("before")
    window.do("cite.copy_quote")
    assert QGuiApplication.clipboard().text() == "before", "nothing is chosen"
    block = next(b for b in view.blocks if b.role == "paragraph" and len(b.text) > 20)
    window.pane.select([BlockSpan(block.id, 2, 12)])
    window.do("cite.copy_quote")
    first, last = QGuiApplication.clipboard().text().split("\n")
    assert first == f"“{block.text[2:12].strip()}”" and last == citation(view, "gbt7714").text


def test_several_articles_have_a_line_each(qtbot: QtBot, session: Session, looks: Looks) -> None:
    window = open_window(qtbot, session, looks)
    window.list.table.selectAll()
    chosen = window.list.chosen()
    assert len(chosen) > 1
    window.do("cite.copy")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == len(chosen) and all("[N]" in line for line in lines)

"""The marks panel keeps step with the text; cards, settings and windows show all they have to show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.views import ArticleView, BlockSpan, Listing
from reader.ui.dialogs.backups import Schedule
from reader.ui.dialogs.frame import Frame
from reader.ui.theme import Looks
from reader.ui.window import MainWindow
from tests.ui.shell import open_window

Find = Callable[[str], BlockSpan]
CAPTION, CREDIT = "端午前夕,渡口的龙舟下水,两岸站满了人。", "顾帆 摄"
LONG = "# 长堤纪事\n\n本报记者 甄望\n\n" + "\n\n".join(
    f"第{n}段,堤上第{n}号桩旁的老柳树又发了新芽,守堤的人说,看树就知道水位,三十年来没有看走眼过一回。"
    for n in range(1, 41)
)
PHOTO = f"\n\n# 龙舟下水\n\n图片新闻\n\n![]({'a.jpg'})\n\n{CAPTION}\n\n{CREDIT}\n"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    source = tmp_path / "晚汀日报 2024-06-09 第1版.md"
    source.write_text(LONG + PHOTO, encoding="utf-8")
    opened = open_session(tmp_path / "long.pressmark", create=True)
    opened.do("import.files", paths=[source])
    yield opened
    opened.close()


@pytest.fixture
def window(qtbot: QtBot, session: Session, looks: Looks) -> MainWindow:
    opened = open_window(qtbot, session, looks)
    opened.navigation.show_listing(Listing("all"))
    return opened


def long_article(session: Session) -> ArticleView:
    found = session.article(session.ids(Listing("all"))[0])
    assert found is not None and len(found.blocks) > 40
    return found


def mark_each_paragraph(session: Session) -> list[int]:
    article = long_article(session)
    return [
        session.do("highlight.add", article=article.id, spans=[(b.id, 0, 4)], colour="yellow").value
        for b in article.blocks if b.role == "paragraph"
    ]  # fmt: skip


def cards_in_sight(window: MainWindow) -> list[int]:
    cards = window.marks.highlights
    port = cards.viewport().rect()
    return [
        h.id for n, h in enumerate(cards.cards.highlights) if cards.visualRect(cards.cards.index(n)).intersects(port)
    ]


def test_the_cards_follow_the_text_and_the_text_the_cards(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    ids = mark_each_paragraph(session)
    window.navigation.open_article(long_article(session).id)
    qtbot.waitUntil(lambda: len(window.marks.highlights.cards.highlights) == len(ids))
    assert ids[-1] not in cards_in_sight(window)
    bar = window.pane.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: ids[-1] in cards_in_sight(window))
    bar.setValue(0)
    qtbot.waitUntil(lambda: ids[0] in cards_in_sight(window))
    cards = window.marks.highlights
    cards.setCurrentIndex(cards.cards.index(len(ids) - 1))
    qtbot.waitUntil(lambda: bar.value() > 0)
    assert window.pane.marking.chosen() == ids[-1]


@pytest.mark.parametrize("words", [CAPTION, CREDIT, "图片新闻", "龙舟下水"])
def test_captions_credits_labels_and_titles_take_highlights(window: MainWindow, session: Session, words: str) -> None:
    for id in session.ids(Listing("all")):
        view = session.article(id)
        assert view is not None
        for block in view.blocks:
            if words in block.text:
                window.navigation.open_article(id)
                at = block.text.index(words)
                window.pane.select([BlockSpan(block.id, at, at + len(words))])
                window.do("highlight.add")
                fresh = session.article(id)
                assert fresh is not None and [h.quote for h in fresh.highlights] == [words]
                return
    raise AssertionError(f"{words} stands in no article")


def test_touching_ones_are_made_one_by_key(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    article = long_article(session)
    block = next(b for b in article.blocks if b.role == "paragraph")
    first, second, other = (
        session.do("highlight.add", article=article.id, spans=[(block.id, *place)], colour=colour).value
        for place, colour in (((0, 4), "yellow"), ((4, 8), "yellow"), ((20, 24), "yellow"))
    )
    window.navigation.open_article(article.id)
    window.focus_text()
    window.pane.choose_highlight(other)
    qtbot.keyClick(window.pane.view, Qt.Key.Key_Plus)
    assert len(long_article(session).highlights) == 3, "what touches nothing stays"
    window.pane.choose_highlight(first)
    qtbot.keyClick(window.pane.view, Qt.Key.Key_Plus)
    assert {h.quote for h in long_article(session).highlights} == {block.text[0:8], block.text[20:24]}
    session.undo().result()
    assert second in {h.id for h in long_article(session).highlights}


def apart(widgets: list[QWidget]) -> bool:
    return not any(a.geometry().intersects(b.geometry()) for a, b in combinations(widgets, 2))


def test_the_card_of_a_changed_highlight_crowds_nothing(window: MainWindow, session: Session) -> None:
    for n in range(8):
        session.do("colour.add", name=f"第{n}种", value=f"#{40 + n * 20:02x}8060")
    article = long_article(session)
    block = next(b for b in article.blocks if b.role == "paragraph")
    mark = session.do("highlight.add", article=article.id, spans=[(block.id, 0, 8)], colour="yellow").value
    session.do("text.rewrite", block=block.id, text=block.text.replace("堤上", "坝上", 1))
    window.navigation.open_article(article.id)
    window.pane.choose_highlight(mark, card=True)
    card = window.pane.marking.card
    assert card.isVisible() and card._keep.isVisible() and len(card._colours) == 16
    assert apart([*card._colours, card._keep, card._redo, card._remove])
    assert all(card.rect().contains(dot.geometry()) for dot in card._colours)


@pytest.mark.parametrize("theme", ["paper", "dark", "contrast"])
def test_numbers_of_the_backup_settings_can_be_read(qtbot: QtBot, session: Session, looks: Looks, theme: str) -> None:
    looks.choose(theme)
    looks.apply()
    holder = QWidget()
    qtbot.addWidget(holder)
    when = Schedule(session, looks, holder)
    holder.show()
    for spin in (when.minutes, when.steps, *when.kept.values()):
        edit = spin.lineEdit()
        assert edit.width() >= edit.fontMetrics().horizontalAdvance("9999"), spin.accessibleName()


def test_no_window_is_larger_than_the_screen(qtbot: QtBot, looks: Looks) -> None:
    frame = Frame(looks, "Wide")
    qtbot.addWidget(frame)
    frame.resize(QSize(9000, 9000))
    frame.show()
    room = frame.screen().availableSize()
    assert frame.width() <= room.width() and frame.height() <= room.height()

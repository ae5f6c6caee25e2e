"""A real library of a hand-written issue, and real widgets on it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from reader.commands import verbs  # noqa: F401  (declares the commands)
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.views import ArticleView, BlockSpan, Listing
from reader.ui.reading_pane import ReadingPane
from reader.ui.reading_view import leave_clipboard
from reader.ui.theme import Looks

ISSUE = """全市河道航标改造今起验收

# 一百零八盏灯 照亮夜航路

本报记者 甄望 通讯员 柏舟

6月7日傍晚,清渚航道最后一盏航标灯在三里湾亮起。至此,历时十一个月的航标改造全部完工,今起进入验收。

改造之前,这段六十二公里的河道上,七成航标仍靠人工点灯。老船工𠮷田说,过三里湾要有人站在船头喊水,喊到嗓子哑了才算过去。

航道部门介绍,一百零八盏灯全部接入值守平台,哪一盏不亮,值班室三分钟内就能知道。𡈽坝以下另有𠮷字号浮标九座。

# 旧井普查登记三百二十口

本报讯(通讯员 柏舟 甄望)全市旧井普查结束,共登记三百二十口,其中可用的九十七口。
"""


@pytest.fixture(autouse=True)
def _nothing_outlives_its_test() -> Iterator[None]:
    """Copied words and widgets given to `deleteLater` go now: left to the interpreter's end they take it down."""
    yield
    if QCoreApplication.instance() is not None:
        leave_clipboard()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A session on a library that holds one issue; commands are carried out at once."""
    source = tmp_path / "晚汀日报 2024-06-08 第3版.md"
    source.write_text(ISSUE, encoding="utf-8")
    opened = open_session(tmp_path / "reading.pressmark", create=True)
    opened.do("import.files", paths=[source])
    yield opened
    opened.close()


@pytest.fixture
def looks(qtbot: QtBot) -> Looks:
    """Paper, as every test is read on."""
    made = Looks()
    made.choose("paper")
    return made


@pytest.fixture
def article(session: Session) -> ArticleView:
    """The first article of the library."""
    found = session.article(session.ids(Listing("all"))[0])
    assert found is not None
    return found


@pytest.fixture
def second(session: Session) -> ArticleView:
    """The second article of the library."""
    found = session.article(session.ids(Listing("all"))[1])
    assert found is not None
    return found


@pytest.fixture
def pane(qtbot: QtBot, session: Session, looks: Looks, article: ArticleView) -> Iterator[ReadingPane]:
    """A reading pane on screen that shows the first article."""
    made = ReadingPane(session, looks)
    qtbot.addWidget(made)
    made.resize(640, 480)
    with qtbot.waitExposed(made):
        made.show()
    made.show_article(article)
    made.view.setFocus()
    yield made
    made.attach(None)


@pytest.fixture
def span_of(article: ArticleView) -> Callable[..., BlockSpan]:
    """Where words stand in the first article."""

    def find(words: str) -> BlockSpan:
        for block in article.blocks:
            at = block.text.find(words)
            if at >= 0:
                return BlockSpan(block.id, at, at + len(words))
        raise LookupError(words)

    return find

"""The pictures of saved searches, baskets, the query builder, tags together and two articles side by side.

`PRESSMARK_PICTURES=1 python3 dev.py test -k pictures_kept` writes them to docs/images.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from reader.commands.session import Session
from reader.domain.views import Listing
from reader.ui import language
from reader.ui.gathering.authors import Authors
from reader.ui.gathering.query_builder import QueryBuilder
from reader.ui.gathering.tags_together import TagsTogether
from reader.ui.window import MainWindow
from tests.ui.test_pictures import (
    FERRY,
    IMAGES,
    LARGEST,
    LIGHTSHIP,
    SIZE,
    WRITE,
    Studio,
    colours,
    marked,
    save,
    studio,
)

__all__ = ["marked", "studio"]
BUILT = "轮渡 (口述 OR 回忆) tag:轮渡 date:2024-06 in:highlights fold:hans"


def _kept(session: Session) -> None:
    """Two saved searches and a basket with remarks; made once."""
    if session.library.value("select count(*) from saved_search"):
        return
    session.do("saved.add", name="渡口与船票", query="船票 OR 渡口")
    session.do("saved.add", name="待查的证据", query="in:highlights colour:yellow")
    articles = [id for id in session.ids(Listing("all")) if (view := session.article(id)) is not None and view.highlights]
    session.do("basket.add", name="“最后一渡”展", articles=articles[:4], highlights=[1, 3])
    session.do("basket.item_remark", item=2, text="第一柜：与船票实物同放")
    session.do("basket.item_remark", item=5, text="墙面大字")


def _themed(studio: Studio, theme: str, code: str) -> MainWindow:
    _kept(studio.session)
    language.speak(code)
    window = studio.window(FERRY)
    studio.looks.choose(theme)
    studio.looks.apply()
    window.resize(*SIZE)
    return window


def _left(studio: Studio, picture: QImage) -> QImage:
    studio.looks.choose("paper")
    language.speak("en")
    return picture


def _basket(studio: Studio, theme: str, code: str) -> QImage:
    window = _themed(studio, theme, code)
    window.navigation.show_listing(Listing("basket", 1))
    for node in window.tree._model.nodes():
        if node.place.kind == "newspaper":
            window.tree.collapse(window.tree._model.index_of(node))
    studio.qtbot.waitUntil(lambda: bool(window.tree._model.found))
    return _left(studio, studio.grab(window))


def _builder(studio: Studio, theme: str, code: str) -> QImage:
    window = _themed(studio, theme, code)
    window.top.search.show_query(BUILT)
    window.do("search.build")
    builder = window.findChild(QueryBuilder)
    assert builder is not None
    studio.qtbot.waitUntil(lambda: builder.told.text() != "")
    return _left(studio, studio.grab_dialog(window))


def _together(studio: Studio, theme: str, code: str) -> QImage:
    window = _themed(studio, theme, code)
    window.do("go.tags_together")
    shown = window.findChild(TagsTogether)
    assert shown is not None
    studio.qtbot.waitUntil(lambda: bool(shown.matrix.found.tags))
    return _left(studio, studio.grab_dialog(window))


def _authors(studio: Studio) -> QImage:
    window = _themed(studio, "paper", "en")
    window.do("go.authors")
    shown = window.findChild(Authors)
    assert shown is not None
    studio.qtbot.waitUntil(lambda: shown.table.lines.rowCount() > 0)
    return _left(studio, studio.grab_dialog(window))


def _beside(studio: Studio, theme: str, code: str) -> QImage:
    window = _themed(studio, theme, code)
    window.do("beside.open")
    window.navigation.open_article(studio.article(LIGHTSHIP))
    picture = studio.grab(window)
    window.do("beside.close")
    return _left(studio, picture)


SCENES: dict[str, Callable[[Studio], QImage]] = {
    "kept-basket": lambda s: _basket(s, "paper", "en"),
    "kept-basket-zh": lambda s: _basket(s, "dark", "zh_CN"),
    "kept-builder": lambda s: _builder(s, "paper", "en"),
    "kept-builder-zh": lambda s: _builder(s, "dark", "zh_CN"),
    "kept-together": lambda s: _together(s, "paper", "en"),
    "kept-together-zh": lambda s: _together(s, "dark", "zh_CN"),
    "kept-authors": _authors,
    "kept-beside": lambda s: _beside(s, "paper", "en"),
    "kept-beside-zh": lambda s: _beside(s, "dark", "zh_CN"),
}


@pytest.mark.parametrize("name", SCENES)
def test_the_picture_of_what_is_kept_is_drawn(studio: Studio, name: str, tmp_path: Path, qtbot: QtBot) -> None:
    picture = SCENES[name](studio)
    assert (picture.width(), picture.height()) == SIZE
    assert len(colours(picture)) > 24, "nearly blank"
    out = (IMAGES if WRITE else tmp_path) / f"{name}.png"
    save(picture, out)
    assert out.stat().st_size <= LARGEST
    kept = QImage(str(IMAGES / f"{name}.png"))
    assert (kept.width(), kept.height()) == SIZE, "draw the pictures anew: PRESSMARK_PICTURES=1"

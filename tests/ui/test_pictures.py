"""The pictures of the docs, drawn by the real window from the sample issues and a fixed set of marks.

`PRESSMARK_PICTURES=1 python3 dev.py test -k pictures` writes them to docs/images.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from reader.commands import listing
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.places import sample_issues
from reader.domain.views import Listing
from reader.ui import language
from reader.ui.app import shot
from reader.ui.theme import Looks
from reader.ui.window import MainWindow
from tests.conftest import ROOT
from tests.ui.shell import open_window, search

IMAGES = ROOT / "docs" / "images"
WRITE = os.environ.get("PRESSMARK_PICTURES") == "1"
LARGEST = 250_000
SIZE = (1440, 900)
FERRY, NOODLES, LIGHTSHIP, SERIAL = "末班夜渡", "一根鱼面", "LIGHTSHIP CREW SAFE", "永濟輪"
ISSUE = "晚汀日报"

TAGS = {
    FERRY: ("轮渡", "口述"),
    "渡口": ("轮渡",),
    "外婆的船票": ("轮渡", "口述", "副刊"),
    "老虹桥": ("桥梁",),
    NOODLES: ("口述", "食物"),
    "二十七个排水口": ("水利",),
    "東門浮橋": ("桥梁",),
    SERIAL: ("轮渡",),
    LIGHTSHIP: ("lightships", "Gannet Head"),
    "THE NINE O'CLOCK GUN": ("lightships",),
}
# (article, words, colour, tags, comment)
HIGHLIGHTS = (
    (FERRY, "票面上印着一只水鸟和四个字:平安过江", "green", ("船票",), "与《外婆的船票》对读。"),
    (FERRY, "八十三岁的纪兰芬", "pink", (), ""),
    (FERRY, "我在船上吃了二十六年早饭", "green", ("口述",), "查口述档案:棉纺厂,头班船。"),
    (FERRY, "上世纪五十年代改为机动客轮,最忙时七条航线、十九艘船", "purple", (), ""),
    (FERRY, "去年全年,轮渡平均每天的客人只剩一百四十一位", "yellow", (), "问卷原件在水运科?"),
    (FERRY, "平均每天的客人只剩一百四十一位", "purple", (), ""),
    ("外婆的船票", "一共四百零七张", "purple", ("船票",), ""),
    ("外婆的船票", "船往回开", "green", (), ""),
    ("老虹桥", "建成于1936年", "purple", (), "县志作1935年。"),
    (NOODLES, "三十八度半", "purple", (), ""),
    (LIGHTSHIP, "who had not been heard from by wireless since the evening of the seventh", "yellow", (), ""),
    (LIGHTSHIP, "Miss Olive Trant", "pink", (), "Also in the school log of 1931?"),
    (LIGHTSHIP, "thirty-one pupils of the Gannet Head school", "yellow", ("Gannet Head",), "The roll gives 29."),
    (LIGHTSHIP, "three miles of broken water", "orange", (), ""),
    (LIGHTSHIP, "hope must not be abandoned, a form of words which deceived nobody", "teal", (), ""),
    ("東門浮橋", "木船十二艘連綴而成", "yellow", (), ""),
    (SERIAL, "搭客二百一十餘人", "purple", (), ""),
)
NOTES = {
    FERRY: "**停航当日。** 船名与船长名和 1987 年船检册一致;\n下篇在第四版。\n\n- 问水运科要问卷\n- 船票:馆藏有三张",
    LIGHTSHIP: "The copy-book itself is not in the collection. Ask the school.\n\n- *Perseverance*: see the wreck register",
    "老虹桥": "年份两说,待核。",
}
PROPERTIES = {
    "repository": "晚汀市档案馆",
    "fonds": "报刊 12",
    "shelfmark": "W12-2024-0608",
    "reel": "卷 7 / 4 拍",
}

Draw = Callable[["Studio"], QImage]
SCENES: dict[str, Draw] = {}


def scene(name: str) -> Callable[[Draw], Draw]:
    """Enter the picture `name`."""

    def enter(draw: Draw) -> Draw:
        SCENES[name] = draw
        return draw

    return enter


class Studio:
    """The marked library, and what draws it."""

    def __init__(self, session: Session, looks: Looks, qtbot: QtBot, folder: Path) -> None:
        self.session, self.looks, self.qtbot, self.folder = session, looks, qtbot, folder

    def article(self, words: str) -> int:
        """The article whose title begins with some words."""
        ids = list(self.session.ids(Listing("all")))
        return next(row.id for row in self.session.rows(ids) if row.title.startswith(words))

    def shot(self, article: str, theme: str, code: str = "en", panel: str | None = None) -> QImage:
        """What `pressmark shot` draws."""
        out = self.folder / "shot.png"
        language.speak(code)
        shot(self.session, out, article=self.article(article), size=SIZE, theme=theme, panel=panel)
        return QImage(str(out))

    def window(self, article: str) -> MainWindow:
        """The window, at an article of its issue."""
        window = open_window(self.qtbot, self.session, self.looks)
        window.resize(QSize(*SIZE))
        view = self.session.article(self.article(article))
        assert view is not None
        window.navigation.show_listing(Listing("issue", view.issue.id), view.id)
        return window

    def grab(self, window: MainWindow) -> QImage:
        """The window once it is at rest."""
        for _round in range(6):
            QApplication.processEvents()
        return window.grab().toImage()

    def grab_dialog(self, window: MainWindow) -> QImage:
        """The window, dimmed, with the dialog that is open before it."""
        self.qtbot.waitUntil(lambda: _dialog(window) is not None)
        dialog, picture = _dialog(window), self.grab(window)
        assert dialog is not None
        painter = QPainter(picture)
        painter.fillRect(picture.rect(), QColor(0, 0, 0, 60))
        painter.drawPixmap(window.rect().center() - dialog.rect().center(), dialog.grab())
        painter.end()
        dialog.reject()
        return picture


def _dialog(window: MainWindow) -> QDialog | None:
    return next((d for d in window.findChildren(QDialog) if d.isVisible()), None)


# ---- the pictures --------------------------------------------------------------------------------


@scene("window-light")
def _light(studio: Studio) -> QImage:
    return studio.shot(FERRY, "paper")


@scene("window-dark")
def _dark(studio: Studio) -> QImage:
    return studio.shot(LIGHTSHIP, "dark")


@scene("window-sepia")
def _sepia(studio: Studio) -> QImage:
    return studio.shot(SERIAL, "sepia", panel="list,marks")


@scene("window-zh")
def _chinese(studio: Studio) -> QImage:
    return studio.shot(FERRY, "paper", "zh_CN")


@scene("search")
def _search(studio: Studio) -> QImage:
    window = studio.window(FERRY)
    search(studio.qtbot, window, "船票 OR 渡口")
    window.list.choose(studio.article("外婆的船票"))
    return studio.grab(window)


@scene("marks")
def _marks(studio: Studio) -> QImage:
    window = studio.window(LIGHTSHIP)
    window.panels.show_panel("tree", False)
    assert window.view is not None
    chosen = next(h for h in window.view.highlights if h.quote.startswith("thirty-one"))
    window.pane.choose_highlight(chosen.id, card=True)
    return studio.grab(window)


@scene("palette")
def _palette(studio: Studio) -> QImage:
    window = studio.window(FERRY)
    window.do("palette.open")
    window.palette_.field.setText("high")
    return studio.grab(window)


@scene("keys")
def _keys(studio: Studio) -> QImage:
    return studio.shot(FERRY, "paper", panel="keys")


@scene("review")
def _review(studio: Studio) -> QImage:
    window = studio.window(NOODLES)
    window.navigation.show_listing(Listing("review"), studio.article(NOODLES))
    return studio.grab(window)


@scene("issue-properties")
def _properties(studio: Studio) -> QImage:
    window = studio.window(FERRY)
    window.do("issue.properties")
    return studio.grab_dialog(window)


@scene("import")
def _import(studio: Studio) -> QImage:
    window = studio.window(FERRY)
    window.importing.offer([str(sample_issues())])
    return studio.grab_dialog(window)


@scene("export")
def _export(studio: Studio) -> QImage:
    window = studio.window(FERRY)
    window.do("export.write")
    return studio.grab_dialog(window)


# ---- drawn, kept, compared -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of the sample issues with an archivist's marks."""
    path = tmp_path_factory.mktemp("pictures") / "Sample library.pressmark"
    session = open_session(path, create=True)
    session.set_setting("author", "M. Lindqvist")
    session.do("import.files", paths=[sample_issues()])
    rows = session.rows(list(session.ids(Listing("all"))))
    ids = {words: next(row.id for row in rows if row.title.startswith(words)) for words in {*TAGS, *NOTES}}
    for words, tags in TAGS.items():
        session.do("tag.add", articles=[ids[words]], tags=tags)
    for words, quote, colour, tags, comment in HIGHLIGHTS:
        spans = listing.quote_spans(session, ids[words], quote, 1)
        session.do("highlight.add", article=ids[words], spans=spans, colour=colour, tags=tags, comment=comment)
    for words, note in NOTES.items():
        session.do("note.write", article=ids[words], text=note)
    issue = next(i.id for i in session.issues() if i.newspaper == ISSUE)
    session.do("issue.set", issue=issue, values=PROPERTIES, extra=[("拍摄", "2024-07 数码缩微")])
    session.do("article.state", articles=[ids["渡口"], ids["外婆的船票"]], state="done")
    session.close()
    return path


@pytest.fixture
def studio(marked: Path, looks: Looks, qtbot: QtBot, tmp_path: Path) -> Iterator[Studio]:
    """The marked library opened, in English."""
    language.speak("en")
    session = open_session(marked)
    yield Studio(session, looks, qtbot, tmp_path)
    language.speak("en")
    session.close()


@pytest.mark.parametrize("name", SCENES)
def test_the_picture_is_drawn(studio: Studio, name: str, tmp_path: Path) -> None:
    picture = SCENES[name](studio)
    assert (picture.width(), picture.height()) == SIZE
    assert len(colours(picture)) > 24, "nearly blank"
    out = (IMAGES if WRITE else tmp_path) / f"{name}.png"
    out.parent.mkdir(exist_ok=True)
    save(picture, out)
    assert out.stat().st_size <= LARGEST
    kept = QImage(str(IMAGES / f"{name}.png"))
    assert (kept.width(), kept.height()) == SIZE, "draw the pictures anew: PRESSMARK_PICTURES=1"


def test_pictures_named_in_the_docs_are_there_and_no_others() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    named = [(page, m) for page in pages for m in re.findall(r"!\[[^]]*\]\(([^)]+)\)", page.read_text("utf-8"))]
    missing = [f"{page.name}: {target}" for page, target in named if not (page.parent / target).is_file()]
    assert missing == []
    assert {path.stem for path in IMAGES.glob("*.png")} == set(SCENES)


def colours(picture: QImage) -> Counter[int]:
    """How many pixels show which colour (0xffRRGGBB)."""
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    return Counter(memoryview(plain.constBits()).cast("I"))


def save(picture: QImage, out: Path) -> None:
    """Save as PNG with 256 colours: the commonest of each region of colours first, then the commonest of all."""
    common = [colour for colour, _count in colours(picture).most_common()]
    regions = {colour & 0xF0F0F0: colour for colour in reversed(common)}
    table = list(dict.fromkeys([*sorted(regions.values(), key=common.index), *common]))[:256]
    small = picture.convertToFormat(QImage.Format.Format_RGB32).convertToFormat(QImage.Format.Format_Indexed8, table)
    assert small.save(str(out), quality=0)

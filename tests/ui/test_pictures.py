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

from reader.commands import backups, listing
from reader.commands.correcting import Pair, forget_typed
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.places import sample_issues
from reader.domain.views import BlockSpan, Listing
from reader.exports.formats import every_format
from reader.store.backup import verified_backup
from reader.ui import language
from reader.ui.app import shot
from reader.ui.correcting.alike import AlikeDialog as PlacesDialog
from reader.ui.dialogs.grouping import GroupingPreview
from reader.ui.dialogs.version import VersionDialog
from reader.ui.exporting.dialog import ExportDialog
from reader.ui.history.book import HistoryBook
from reader.ui.history.past_window import PastWindow
from reader.ui.marks.mentions import Mentions
from reader.ui.marks.passages import Passages
from reader.ui.review.alike import AlikeDialog
from reader.ui.tags.opening import show_book, show_page
from reader.ui.tags.page import TagPage
from reader.ui.theme import Looks
from reader.ui.version_look import look
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


def _repairing(studio: Studio, theme: str, code: str) -> QImage:
    language.speak(code)
    window = studio.window(FERRY)
    studio.looks.choose(theme)
    studio.looks.apply()
    window.do("repair.open")
    assert window.repairing.bench is not None
    joined = next(card for card in window.repairing.bench.cards.cards if card.seams)
    window.repairing.bench.cards.choose(joined.block.id)
    picture = studio.grab(window)
    studio.looks.choose("paper")
    return picture


def _typing_over(studio: Studio, code: str) -> QImage:
    language.speak(code)
    window = studio.window(FERRY)
    assert window.view is not None and window.session is not None
    block = [b for b in window.view.blocks if b.role == "paragraph"][2]
    at = block.text.index("最忙时")
    window.correcting.edit([BlockSpan(block.id, at, at)])
    assert window.correcting.editor is not None
    window.correcting.editor.field.insertPlainText("客运")
    picture = studio.grab(window)
    window.correcting.rest()
    # Else the other pictures, drawn from the same library, would offer to go on typing.
    forget_typed(studio.session, block.id)
    return picture


@scene("correcting")
def _correcting(studio: Studio) -> QImage:
    return _typing_over(studio, "en")


@scene("correcting-zh")
def _correcting_zh(studio: Studio) -> QImage:
    return _typing_over(studio, "zh_CN")


@scene("correcting-alike")
def _correcting_alike(studio: Studio) -> QImage:
    window = studio.window(FERRY)
    window.correcting.last = Pair("轮渡", "渡轮")
    window.correcting.show_alike()
    dialog = window.findChild(PlacesDialog)
    assert dialog is not None
    studio.qtbot.waitUntil(lambda: bool(dialog.places))
    dialog.decide(0, "accepted")
    dialog.decide(1, "passed")
    return studio.grab_dialog(window)


@scene("repair")
def _repair(studio: Studio) -> QImage:
    return _repairing(studio, "paper", "en")


@scene("repair-dark")
def _repair_dark(studio: Studio) -> QImage:
    return _repairing(studio, "dark", "en")


@scene("repair-zh")
def _repair_chinese(studio: Studio) -> QImage:
    return _repairing(studio, "paper", "zh_CN")


def _fields(studio: Studio, code: str) -> QImage:
    """The fields of an article in repair mode, words of it selected to be used as a value."""
    language.speak(code)
    window = studio.window(FERRY)
    window.do("repair.open")
    bench = window.repairing.bench
    assert bench is not None
    card = next(card for card in bench.cards.cards if "南埠码头" in card.block.text)
    bench.cards.choose_at(bench.cards.index_of(card.block.id), caret=card.block.text.index("南埠码头"))
    bench.cards.put_caret(card.block.text.index("南埠码头") + 4, extend=True)
    window.do("repair.field")
    return studio.grab_dialog(window)


@scene("repair-fields")
def _fields_english(studio: Studio) -> QImage:
    return _fields(studio, "en")


@scene("repair-fields-zh")
def _fields_chinese(studio: Studio) -> QImage:
    return _fields(studio, "zh_CN")


@scene("review-zh")
def _review_chinese(studio: Studio) -> QImage:
    language.speak("zh_CN")
    window = studio.window(NOODLES)
    window.navigation.show_listing(Listing("review"), studio.article(NOODLES))
    return studio.grab(window)


@scene("review-alike")
def _review_alike(studio: Studio) -> QImage:
    window = studio.window(NOODLES)
    window.navigation.show_listing(Listing("review", None, "breaks"))
    window.do("review.alike")
    dialog = window.findChild(AlikeDialog)
    assert dialog is not None
    dialog.reach.setCurrentIndex(dialog.reach.findData("library"))
    studio.qtbot.waitUntil(lambda: dialog.model.rowCount() > 1)
    return studio.grab_dialog(window)


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


def _version(studio: Studio, code: str) -> QImage:
    """A better reading of one sample issue, half of its articles gone over, looked at as its new version."""
    language.speak(code)
    source = next(p for p in sample_issues().iterdir() if p.name.startswith(ISSUE))
    better = studio.folder / f"better-{code}.md"
    words = source.read_text(encoding="utf-8").replace("一百四十一位", "一百四十七位").replace("我在船上吃了二十六年早饭", "")
    better.write_text(words, encoding="utf-8")
    window = studio.window(FERRY)
    assert window.view is not None
    issue = window.view.issue
    look(window, "import.version", issue, {"paths": [better], "issue": issue.id}, lambda _report: None)
    studio.qtbot.waitUntil(lambda: window.findChild(VersionDialog) is not None)
    dialog = window.findChild(VersionDialog)
    dialog.tabs.setCurrentWidget(dialog.lists["changed"])
    return studio.grab_dialog(window)


@scene("version")
def _version_english(studio: Studio) -> QImage:
    return _version(studio, "en")


@scene("version-zh")
def _version_chinese(studio: Studio) -> QImage:
    return _version(studio, "zh_CN")


def _grouping(studio: Studio, code: str) -> QImage:
    language.speak(code)
    window = studio.window(FERRY)
    folder = studio.folder / f"pages-{code}"
    folder.mkdir()
    for page, name in enumerate(("晚汀日报 2024-06-15 第1版", "晚汀日报 2024-06-15 第2版", "晚汀日报 2024-06-15 第3版", "扫描件0017")):
        (folder / f"{name}.md").write_text(f"# 夜渡新班{page}\n\n本报讯 夜渡自今晚起加开一班。\n", encoding="utf-8")
    window.importing.group([folder])
    studio.qtbot.waitUntil(lambda: window.findChild(GroupingPreview) is not None)
    return studio.grab_dialog(window)


@scene("grouping")
def _grouping_english(studio: Studio) -> QImage:
    return _grouping(studio, "en")


@scene("grouping-zh")
def _grouping_chinese(studio: Studio) -> QImage:
    return _grouping(studio, "zh_CN")


def _export(studio: Studio, code: str, format: str, theme: str = "paper") -> QImage:
    language.speak(code)
    studio.session.set_setting("export.last", {"format": format, "options": {}})
    window = studio.window(FERRY)
    studio.looks.choose(theme)
    window.do("export.write")
    dialog = window.findChild(ExportDialog)
    assert dialog is not None
    studio.qtbot.waitUntil(lambda: dialog.preview.stack.currentWidget().isVisible() and "·" in dialog.preview.told.text())
    picture = studio.grab_dialog(window)
    studio.session.set_setting("export.last", {})
    studio.looks.choose("paper")
    return picture


@scene("export")
def _export_english(studio: Studio) -> QImage:
    return _export(studio, "en", "docx" if any(one.name == "docx" for one in every_format()) else "markdown")


@scene("export-zh")
def _export_chinese(studio: Studio) -> QImage:
    return _export(studio, "zh_CN", "csv", "dark")


def _backups(studio: Studio, code: str) -> QImage:
    language.speak(code)
    library = studio.session.library
    studio.session.set_setting("backups.folder", str(studio.folder / code))
    folder = backups.folder_for(studio.session.settings, library)
    folder.mkdir(parents=True)
    for number, at in ((2, "20240612-180402"), (5, "20240613-121530"), (6, "20240613-173345")):
        verified_backup(library.path, folder / f"{library.path.stem}-{number:05d}-{at}.pressmark")
    for entry in backups.listed(studio.session)[:2]:
        backups.rehearse_listed(studio.session.settings, library, entry)
    window = studio.window(FERRY)
    window.do("backups.show")
    picture = studio.grab_dialog(window)
    studio.session.set_setting("backups.folder", "")
    return picture


@scene("backups")
def _backups_english(studio: Studio) -> QImage:
    return _backups(studio, "en")


@scene("backups-zh")
def _backups_chinese(studio: Studio) -> QImage:
    return _backups(studio, "zh_CN")


def _vocabulary(studio: Studio) -> dict[str, int]:
    """The tags put in order; their ids by name."""
    session = studio.session
    ids = {tag.name: tag.id for tag in session.tags()}
    if "交通" not in ids:
        ids["交通"] = session.do("tag.new", name="交通", colour="#3f7ea6", note="水陆交通：桥、船、渡口。").value
        for name in ("轮渡", "桥梁", "lightships"):
            session.do("tag.move", tag=ids[name], parent=ids["交通"])
        session.do("tag.move", tag=ids["船票"], parent=ids["轮渡"])
        session.do("tag.alias", tag=ids["轮渡"], names=["渡船", "輪船渡江", "ferry"])
        session.do("tag.note", tag=ids["轮渡"], text="江上载客的轮船；沙洲之间的小船用“摆渡”。")
        session.do("tag.recolour", tag=ids["轮渡"], colour="#278873")
    return ids


def _tag_book(studio: Studio, code: str) -> QImage:
    ids = _vocabulary(studio)
    language.speak(code)
    window = studio.window(FERRY)
    show_book(window.desk, ids["轮渡"])
    return studio.grab_dialog(window)


@scene("tags")
def _tags(studio: Studio) -> QImage:
    return _tag_book(studio, "en")


@scene("tags-zh")
def _tags_chinese(studio: Studio) -> QImage:
    return _tag_book(studio, "zh_CN")


@scene("tag-page")
def _tag_page(studio: Studio) -> QImage:
    ids = _vocabulary(studio)
    window = studio.window(FERRY)
    show_page(window.desk, ids["交通"])
    page = next(d for d in window.findChildren(TagPage) if d.isVisible())
    studio.qtbot.waitUntil(lambda: page.articles.topLevelItemCount() > 0)
    return studio.grab_dialog(window)


# ---- highlights by the many


def _mentions(studio: Studio, code: str) -> QImage:
    language.speak(code)
    window = studio.window(FERRY)
    view = window.pane.article()
    assert view is not None
    block = next(b for b in view.blocks if b.role == "paragraph" and "轮渡" in b.text)
    at = block.text.index("轮渡")
    window.pane.select([BlockSpan(block.id, at, at + 2)])
    window.do("mentions.open")
    dialog = next(d for d in window.findChildren(Mentions) if d.isVisible())
    studio.qtbot.waitUntil(lambda: bool(dialog.mentions))
    dialog.decide(0, "passed")
    dialog.decide(1, "accepted")
    return studio.grab_dialog(window)


@scene("mentions")
def _mentions_english(studio: Studio) -> QImage:
    return _mentions(studio, "en")


@scene("mentions-zh")
def _mentions_chinese(studio: Studio) -> QImage:
    return _mentions(studio, "zh_CN")


@scene("highlights-list")
def _highlights_list(studio: Studio) -> QImage:
    window = studio.window(FERRY)
    window.navigation.show_listing(Listing("all"))
    window.do("passages.open")
    dialog = next(d for d in window.findChildren(Passages) if d.isVisible())
    studio.qtbot.waitUntil(lambda: dialog.model.rowCount() > 4)
    return studio.grab_dialog(window)


@scene("colours")
def _colours(studio: Studio) -> QImage:
    window = studio.window(FERRY)
    window.do("colours.edit")
    return studio.grab_dialog(window)


@scene("highlight-grips")
def _grips(studio: Studio) -> QImage:
    window = studio.window(FERRY)
    view = window.pane.article()
    assert view is not None
    window.pane.choose_highlight(next(h.id for h in view.highlights if len(h.quote) > 10))
    return studio.grab(window)


# ---- notes


def _notes(studio: Studio, code: str) -> QImage:
    language.speak(code)
    window = studio.window("钟楼上的时间")
    view = window.pane.article()
    assert view is not None
    window.do("note.edit")
    editor = window.marks.note
    words = next(block for block in view.blocks if block.role == "paragraph")
    editor.selectAll()
    editor.insertPlainText("# 核对\n\n- **年份**见报头\n- 与船票一篇对读\n\n")
    window.marks.note_section.quote(view.id, [(words.id, 0, min(18, len(words.text)))], window.pane.layer)
    editor.insertPlainText("参见 [[渡")
    studio.qtbot.waitUntil(lambda: editor.completion.isVisible() and editor.completion.count() > 1)
    picture = studio.grab(window)
    editor.selectAll()
    editor.textCursor().removeSelectedText()
    return picture


def history(studio: Studio) -> tuple[MainWindow, HistoryBook]:
    """The history open on a short shift of one article."""
    window = studio.window(FERRY)
    assert window.view is not None
    article, block = window.view.id, next(b for b in window.view.blocks if b.role == "paragraph")
    session = studio.session
    session.do("note.write", article=article, text="票价与 1978 年年报对过。")
    session.do("text.rewrite", block=block.id, text=block.text[:6] + "(校)" + block.text[6:])
    session.do("repair.role", block=block.id, role="deck")
    session.do("history.undo")
    window.do("history.show")
    book = window.findChild(HistoryBook)
    assert book is not None
    studio.qtbot.waitUntil(lambda: book.model.count > 0 and book.detail.detail is not None)
    return window, book


@scene("history")
def _history(studio: Studio) -> QImage:
    window, book = history(studio)
    row = next(n for n in range(9) if (told := book.model.act(n)) and told.view.command == "text.rewrite")
    book.table.setCurrentIndex(book.model.index(row, 0))
    studio.qtbot.waitUntil(lambda: book.detail.detail is not None and book.detail.detail.view.command == "text.rewrite")
    return leave(studio, studio.grab_dialog(window))


@scene("history-past")
def _history_past(studio: Studio) -> QImage:
    window, book = history(studio)
    book.close()
    window.do("history.article")
    past = window.findChild(PastWindow)
    assert past is not None
    studio.qtbot.waitUntil(lambda: past.moment is not None)
    past.step(-4)
    before = past.moment
    studio.qtbot.waitUntil(lambda: past.moment is not before)
    return leave(studio, studio.grab_dialog(window))


def leave(studio: Studio, picture: QImage) -> QImage:
    """Take back the shift that a picture showed: other pictures are drawn from the same library."""
    first = next(act.id for act in studio.session.history() if act.command == "note.write" and not act.undone)
    studio.session.do("history.undo_to", act=first)
    return picture


@scene("notes")
def _notes_english(studio: Studio) -> QImage:
    return _notes(studio, "en")


@scene("notes-zh")
def _notes_chinese(studio: Studio) -> QImage:
    return _notes(studio, "zh_CN")


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
    # Others have files of their own beside this one, and test_pictures_export.
    others = "overview-|marks-|kept-|merge|export-(html|docx|odt|pdf|paper)"
    drawn = {path.stem for path in IMAGES.glob("*.png") if not re.match(others, path.stem)}
    assert drawn == set(SCENES)


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

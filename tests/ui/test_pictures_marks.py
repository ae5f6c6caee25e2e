"""The pictures of marks, tags, notes, history and backups in all their states, drawn as those of test_pictures.

`PRESSMARK_PICTURES=1 python3 dev.py test -k pictures` writes them to docs/images as `marks-….png`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTabWidget

from reader.domain.views import ArticleView, BlockSpan, BlockView
from reader.ui import language
from reader.ui.dialogs.note_window import NoteWindow
from reader.ui.tags.book import TagBook
from reader.ui.tags.opening import ask_delete, ask_split, show_book, take_in
from reader.ui.window import MainWindow
from tests.conftest import ROOT
from tests.ui.test_pictures import (
    FERRY,
    IMAGES,
    LARGEST,
    NOODLES,
    SIZE,
    WRITE,
    Studio,
    _dialog,
    _vocabulary,
    colours,
    marked,
    save,
    studio,
)

assert marked and studio  # the fixtures of the library that is drawn
DEVICE = "reading room.4c7a11"
FOLDERS = {
    "Folder of the backups": "/media/archive/Pressmark backups",
    "Folder of the second copy": "/home/lindqvist/Sample library.pressmark-marks.jsonl",
}
Draw = Callable[[Studio], QImage]
SCENES: dict[str, Draw] = {}


def scene(draw: Draw) -> Draw:
    """Enter a picture under its function's name."""
    SCENES["marks-" + draw.__name__.replace("_", "-")] = draw
    return draw


def view_of(window: MainWindow) -> ArticleView:
    assert window.view is not None
    return window.view


def paragraph(window: MainWindow, words: str) -> BlockView:
    return next(b for b in view_of(window).blocks if b.role == "paragraph" and words in b.text)


def taken_back(studio: Studio, acts: int, picture: QImage) -> QImage:
    """The picture, once what was done for it is undone: others are drawn from the same library."""
    for _act in range(acts):
        studio.session.undo().result()
    return picture


@scene
def selection(studio: Studio) -> QImage:
    window = studio.window(FERRY)
    block = paragraph(window, "队伍从候船室")
    at = block.text.index("队伍从候船室")
    window.pane.select([BlockSpan(block.id, at, at + 12)])
    studio.qtbot.waitUntil(window.pane.marking.bar.isVisible)
    return studio.grab(window)


@scene
def overlapping(studio: Studio) -> QImage:
    language.speak("zh_CN")
    window = studio.window(FERRY)
    block = paragraph(window, "队伍从候船室")
    for start, end, colour in ((4, 30, "yellow"), (10, 40, "blue"), (20, 50, "pink"), (24, 60, "teal")):
        studio.session.do("highlight.add", article=view_of(window).id, spans=[(block.id, start, end)], colour=colour)
    return taken_back(studio, 4, studio.grab(window))


@scene
def touching(studio: Studio) -> QImage:
    window = studio.window(FERRY)
    block = paragraph(window, "队伍从候船室")
    studio.session.do("highlight.add", article=view_of(window).id, spans=[(block.id, 4, 12)], colour="blue")
    window.pane.select([BlockSpan(block.id, 12, 20)])
    window.do("highlight.colour_3")
    return taken_back(studio, 2, studio.grab(window))


@scene
def changed(studio: Studio) -> QImage:
    window = studio.window(FERRY)
    block = paragraph(window, "水鸟")
    studio.session.do("text.rewrite", block=block.id, text=block.text.replace("水鸟", "海鸥"))
    mark = next(h for h in view_of(window).highlights if "水鸟" in h.quote)
    window.pane.choose_highlight(mark.id, card=True)
    return taken_back(studio, 1, studio.grab(window))


@scene
def contrast(studio: Studio) -> QImage:
    return studio.shot(FERRY, "contrast", panel="list,marks")


@scene
def tag_typed(studio: Studio) -> QImage:
    _vocabulary(studio)
    window = studio.window(NOODLES)
    window.do("tag.add")
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClicks(field, "ld")
    studio.qtbot.waitUntil(window.marks.tags.offers.isVisible)
    return studio.grab(window)


def _book(studio: Studio, window: MainWindow) -> TagBook:
    book = next(d for d in window.findChildren(TagBook) if d.isVisible())
    studio.qtbot.waitUntil(lambda: book.tree.topLevelItemCount() > 0)
    return book


@scene
def tags_made_one(studio: Studio) -> QImage:
    ids = _vocabulary(studio)
    window = studio.window(FERRY)
    show_book(window.desk, ids["轮渡"])
    _book(studio, window).tree.choose([ids["轮渡"], ids["船票"]])
    return studio.grab_dialog(window)


@scene
def tag_split(studio: Studio) -> QImage:
    ids = _vocabulary(studio)
    language.speak("zh_CN")
    window = studio.window(FERRY)
    ask_split(window.desk, next(t for t in studio.session.tags() if t.id == ids["轮渡"]))
    return studio.grab_dialog(window)


@scene
def tag_deleted(studio: Studio) -> QImage:
    ids = _vocabulary(studio)
    window = studio.window(FERRY)
    ask_delete(window.desk, [t for t in studio.session.tags() if t.id in (ids["轮渡"], ids["船票"])])
    return studio.grab_dialog(window)


@scene
def tag_many(studio: Studio) -> QImage:
    window = studio.window(FERRY)
    window.do("tag.many")
    return studio.grab_dialog(window)


@scene
def tags_taken_in(studio: Studio) -> QImage:
    file = studio.folder / "terms.txt"
    file.write_text("轮渡: 輪渡, ferry, 摆渡\n孫中山: 孙中山, Sun Yat-sen\n口述: 口述史\n", encoding="utf-8")
    window = studio.window(FERRY)
    take_in(window.desk, file)
    return studio.grab_dialog(window)


@scene
def note_on_issue(studio: Studio) -> QImage:
    window = studio.window(FERRY)
    window.do("note.issue")
    note = window.findChild(NoteWindow)
    note.section.editor.insertPlainText(
        "# 本期\n\n- 头版:轮渡停航,下篇在第四版\n- 副刊:与 **渡** 有关的四篇\n\n> 缩微胶片第 7 卷,拍摄时缺第 3 版一角。\n"
    )
    picture = studio.grab_dialog(window)
    note.section.editor.selectAll()
    note.section.editor.textCursor().removeSelectedText()
    return picture


@scene
def note_as_it_reads(studio: Studio) -> QImage:
    window = studio.window(FERRY)
    window.do("note.edit")
    window.do("note.preview")
    return studio.grab(window)


@scene
def note_templates(studio: Studio) -> QImage:
    studio.session.do("template.add", name="书评", text="# {title}\n\n> {newspaper} {date} {page}\n\n")
    window = studio.window(FERRY)
    window.do("note.templates")
    return taken_back(studio, 1, studio.grab_dialog(window))


@scene
def note_before(studio: Studio) -> QImage:
    window = studio.window(FERRY)
    text = view_of(window).note.replace("下篇在第四版。", "下篇在第四版，已读。")
    studio.session.do("note.write", article=view_of(window).id, text=text)
    window.do("history.note")
    return taken_back(studio, 1, studio.grab_dialog(window))


@scene
def signed(studio: Studio) -> QImage:
    kept = studio.session.setting("author")
    studio.session.set_setting("author", "")
    studio.session.author, studio.session.device = "lindqvist", DEVICE
    window = studio.window(FERRY)
    window.signing.ask()
    picture = studio.grab(window)
    studio.session.set_setting("author", kept)
    return picture


@scene
def signature(studio: Studio) -> QImage:
    studio.session.device = DEVICE
    window = studio.window(FERRY)
    window.do("author.set")
    return studio.grab_dialog(window)


@scene
def backup_settings(studio: Studio) -> QImage:
    window = studio.window(FERRY)
    window.do("backups.show")
    studio.qtbot.waitUntil(lambda: _dialog(window) is not None)
    dialog = _dialog(window)
    assert dialog is not None
    pages = dialog.findChild(QTabWidget)
    assert isinstance(pages, QTabWidget)
    pages.setCurrentIndex(1)
    # The folders of the machine that draws are nobody's business.
    for words, path in FOLDERS.items():
        field = next(f for f in dialog.findChildren(QLineEdit) if f.accessibleName() == words)
        field.setText(path)
    return studio.grab_dialog(window)


@pytest.mark.parametrize("name", SCENES)
def test_the_picture_is_drawn(studio: Studio, name: str, tmp_path: Path) -> None:
    picture = SCENES[name](studio)
    assert (picture.width(), picture.height()) == SIZE
    assert len(colours(picture)) > 24, "nearly blank"
    out = (IMAGES if WRITE else tmp_path) / f"{name}.png"
    save(picture, out)
    assert out.stat().st_size <= LARGEST
    kept = QImage(str(IMAGES / f"{name}.png"))
    assert (kept.width(), kept.height()) == SIZE, "draw the pictures anew: PRESSMARK_PICTURES=1"


def test_every_picture_of_marks_is_drawn_here_and_shown_in_the_guide() -> None:
    shown = set(re.findall(r"images/(marks-[\w-]+)\.png", (ROOT / "docs" / "guide.md").read_text("utf-8")))
    assert {path.stem for path in IMAGES.glob("marks-*.png")} == set(SCENES) == shown

"""Writing a note: dressed as typed, linked, quoted into, found in, never overwritten; long ones stay fluent."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from reader.commands import notes
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain import note_links
from reader.domain.views import ArticleView, BlockSpan
from reader.ui.dialogs.note_templates import Templates
from reader.ui.dialogs.note_window import NoteWindow
from reader.ui.notes.section import NoteSection
from reader.ui.reading_pane import ReadingPane
from reader.ui.theme import Looks
from reader.ui.window import MainWindow
from tests.ui.shell import open_window

GONE = "0b3c8f1e-77aa-4c1e-9d2f-3b6a5d0c9e11"


@pytest.fixture
def section(qtbot: QtBot, session: Session, looks: Looks, article: ArticleView) -> Iterator[NoteSection]:
    made = NoteSection(looks)
    qtbot.addWidget(made)
    made.resize(320, 400)
    made.attach(session)
    with qtbot.waitExposed(made):
        made.show()
    made.show_note(f"article:{article.id}")
    made.activateWindow()
    made.editor.setFocus()
    qtbot.waitUntil(made.editor.hasFocus)
    session.subscribe(made.take_changes)
    yield made
    made.attach(None)


@pytest.fixture
def window(qtbot: QtBot, session: Session, looks: Looks, article: ArticleView) -> MainWindow:
    made = open_window(qtbot, session, looks)
    made.navigation.open_article(article.id)
    return made


def type_lines(qtbot: QtBot, section: NoteSection, *lines: str) -> None:
    for n, line in enumerate(lines):
        if n:
            qtbot.keyClick(section.editor, Qt.Key.Key_Return)
        section.editor.textCursor().insertText(line)


def test_enter_goes_on_with_lists_and_ends_them(section: NoteSection, qtbot: QtBot) -> None:
    type_lines(qtbot, section, "1. 甲", "乙", "", "末")
    assert section.editor.keeper.text() == "1. 甲\n2. 乙\n末"
    section.editor.undo()
    assert "2. 乙" in section.editor.keeper.text()


def test_a_link_shows_its_title_and_opens_where_the_caret_enters(section: NoteSection, second: ArticleView) -> None:
    section.editor.textCursor().insertText("x " + note_links.link("article", second.uuid, "𠮷题") + " y")
    section.editor.moveCursor(QTextCursor.MoveOperation.Start)

    def hidden() -> int:
        layout = section.editor.document().firstBlock().layout()
        return sum(r.length for r in layout.formats() if r.format.fontPointSize() == 0.5)

    assert hidden() == len("[](pressmark:article/)") + 36
    cursor = section.editor.textCursor()
    cursor.setPosition(5)
    section.editor.setTextCursor(cursor)
    assert hidden() == 0
    section.editor.moveCursor(QTextCursor.MoveOperation.Start)
    assert hidden() > 0


def test_links_that_lead_nowhere_are_struck_through(section: NoteSection, qtbot: QtBot) -> None:
    section.editor.textCursor().insertText(
        note_links.link("tag", GONE, "旧") + "\n" + note_links.link("tag", GONE, "再")
    )
    qtbot.waitUntil(lambda: section.editor.styles.broken == {("tag", GONE)})
    layout = section.editor.document().firstBlock().layout()
    assert any(r.format.fontStrikeOut() for r in layout.formats())
    said: list[str] = []
    section.hinted.connect(said.append)
    qtbot.keyClick(section.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert said and "再" in said[0]
    assert section.editor.keeper.text().count("\n") == 1, "Ctrl+Enter types nothing"


def test_two_brackets_complete_to_a_link(
    section: NoteSection, qtbot: QtBot, session: Session, second: ArticleView
) -> None:
    qtbot.keyClicks(section.editor, "see [[")
    section.editor.textCursor().insertText("旧井普查")
    completion = section.editor.completion
    qtbot.waitUntil(
        lambda: completion.isVisible() and completion.count() > 0 and "旧井普查" in completion.item(0).text()
    )
    qtbot.keyClick(section.editor, Qt.Key.Key_Return)
    title = " ".join((second.title or "").split())
    assert section.editor.keeper.text() == "see " + note_links.link("article", second.uuid, title)
    assert not completion.isVisible()
    gone_to: list[notes.Destination] = []
    section.opened.connect(gone_to.append)
    qtbot.keyClick(section.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [(d.kind, d.id) for d in gone_to] == [("article", second.id)]
    assert [one.title for one in notes.linked_from(session, "article", second.id)]


def test_escape_closes_the_list_and_not_the_note(section: NoteSection, qtbot: QtBot) -> None:
    left: list[bool] = []
    section.editor.left.connect(lambda: left.append(True))
    qtbot.keyClicks(section.editor, "[[")
    section.editor.textCursor().insertText("无此物事")
    qtbot.waitUntil(section.editor.completion.isVisible)
    qtbot.keyClick(section.editor, Qt.Key.Key_Escape)
    assert not section.editor.completion.isVisible() and not left
    qtbot.keyClick(section.editor, Qt.Key.Key_Escape)
    assert left


def test_words_dragged_in_come_with_their_source(
    section: NoteSection, pane: ReadingPane, article: ArticleView, span_of: Callable[..., BlockSpan], session: Session
) -> None:
    pane.select([span_of("一百零八盏灯全部接入")])
    data = pane.view.createMimeDataFromSelection()
    section.editor.textCursor().insertText("前文")
    assert section.editor.canInsertFromMimeData(data)
    section.editor.insertFromMimeData(data)
    text = section.editor.keeper.text()
    assert text.startswith("前文\n\n> 一百零八盏灯全部接入\n> — [")
    link = note_links.links(text)[0]
    there = notes.destination(session, link, note_links.quoted_at(text, link.start))
    assert there is not None and there.spans == (span_of("一百零八盏灯全部接入"),)
    section.editor.undo()
    assert section.editor.keeper.text() == "前文", "one step of typing"


def test_plain_text_and_odd_data_are_only_text(section: NoteSection) -> None:
    data = QMimeData()
    data.setText("plain")
    data.setHtml("<b>bold</b>")
    section.editor.insertFromMimeData(data)
    assert section.editor.keeper.text() == "plain"
    for odd in (b"{", b"[]", json.dumps({"article": 99, "spans": [[1, 0, 2]]}).encode(), b'{"spans": [1]}'):
        broken = QMimeData()
        broken.setData("application/x-pressmark-passage", odd)
        section.editor.insertFromMimeData(broken)
    assert section.editor.keeper.text() == "plain"


@pytest.mark.parametrize(
    ("choice", "kept"),
    [("mine", "ab"), ("theirs", "elsewhere"), ("both", "ab\n\n---\n\nelsewhere")],
)
def test_what_was_changed_elsewhere_is_asked_about(
    section: NoteSection, session: Session, article: ArticleView, choice: str, kept: str
) -> None:
    section.editor.insertPlainText("ab")
    section.editor.moveCursor(QTextCursor.MoveOperation.Left)
    session.do("note.write", article=article.id, text="elsewhere")
    assert section.editor.keeper.text() == "ab" and section.editor.textCursor().position() == 1
    assert section.banner.isVisible()
    section.editor.keeper.write()
    assert notes.written(session, f"article:{article.id}") == "elsewhere", "nothing is overwritten undecided"
    section.choices[choice].click()
    assert not section.banner.isVisible()
    assert section.editor.keeper.text() == kept == notes.written(session, f"article:{article.id}")
    assert session.library.rows("select * from note_draft") == []


def test_a_change_nobody_told_of_is_noticed_when_writing(
    section: NoteSection, session: Session, article: ArticleView
) -> None:
    section.editor.insertPlainText("mine")
    with session.library.quiet() as other:
        other.execute("insert into note (uuid, article_id, text) values ('x', ?, 'theirs')", (article.id,))
    section.editor.keeper.write()
    assert section.banner.isVisible()
    assert notes.written(session, f"article:{article.id}") == "theirs"
    section.show_note(None)
    assert notes.written(session, f"article:{article.id}") == "mine\n\n---\n\ntheirs", "left undecided, both are kept"


def test_find_in_the_note_marks_every_hit(section: NoteSection, qtbot: QtBot) -> None:
    section.editor.insertPlainText("𠮷 Ferry, ferry\nＦＥＲＲＹ boat")
    section.editor.moveCursor(QTextCursor.MoveOperation.Start)
    qtbot.keyClick(section.editor, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert section.bar.isVisible()
    section.bar._field.setText("ferry")
    assert len(section.editor.extraSelections()) == 3
    assert section.editor.textCursor().selectedText() == "Ferry"
    qtbot.keyClick(section.editor, Qt.Key.Key_F3)
    qtbot.keyClick(section.editor, Qt.Key.Key_F3)
    assert section.editor.textCursor().selectedText() == "ＦＥＲＲＹ"
    section.bar.close_bar()
    assert section.editor.extraSelections() == []


def test_a_long_note_stays_fluent(section: NoteSection, qtbot: QtBot) -> None:
    """100 kB: a keystroke dresses its own line anew, not the note; a save dresses nothing."""
    line = "- 见 **要点** " + note_links.link("tag", GONE, "标签") + " 其余文字若干,\n"
    section.editor.setPlainText(line * (100_000 // len(line.encode()) + 1))
    qtbot.waitUntil(lambda: section.editor.styles.broken != set())
    middle = section.editor.document().findBlockByNumber(section.editor.document().blockCount() // 2)
    section.editor.setTextCursor(QTextCursor(middle))
    before = section.editor.styles.restyled
    qtbot.keyClicks(section.editor, "abcdefghij")
    assert section.editor.styles.restyled - before <= 40
    section.editor.keeper.write()
    assert section.editor.styles.restyled - before <= 40


def test_the_preview_renders_and_fetches_nothing(section: NoteSection, qtbot: QtBot, second: ArticleView) -> None:
    link = note_links.link("article", second.uuid, "题")
    section.editor.insertPlainText(f"# 头\n\n{link} <img src='file:///etc/passwd'> ![p](http://a.example/b.png)")
    section.toggle_preview()
    assert section.preview.isVisible() and not section.editor.isVisible()
    shown = section.preview.toPlainText()
    assert "头" in shown and "<img src='file:///etc/passwd'>" in shown
    assert section.preview.loadResource(2, "http://a.example/b.png") is None
    gone_to: list[notes.Destination] = []
    asked: list[str] = []
    section.opened.connect(gone_to.append)
    section.web_wished.connect(asked.append)
    for address in (link[link.index("(") + 1 : -1], "http://a.example", "file:///etc/passwd", "javascript:x"):
        section.preview.link_wished.emit(address)
    assert [d.id for d in gone_to] == [second.id] and asked == ["http://a.example"]


def test_templates_are_inserted_and_managed(
    section: NoteSection, qtbot: QtBot, session: Session, looks: Looks, article: ArticleView
) -> None:
    session.do("template.add", name="卡", text="# {title}\n{author}")
    section.offer_templates()
    section.menu.actions()[0].trigger()
    assert section.editor.keeper.text().startswith(f"# {' '.join((article.title or '').split())}")
    section.menu.close()
    dialog = Templates(session, looks)
    qtbot.addWidget(dialog)
    session.subscribe(lambda changes, _source: dialog.refresh(changes))
    dialog.wished.connect(lambda command, arguments: session.do(command, **arguments))
    dialog.add.click()
    dialog.name.setText("新")
    dialog.text.setPlainText("正文")
    dialog.save.click()
    assert [t.name for t in notes.templates(session)] == ["卡", "新"]
    chosen = dialog.chosen()
    assert chosen is not None and chosen.name == "新"
    dialog.name.setText("改")
    dialog.save.click()
    dialog.drop.click()
    assert [t.name for t in notes.templates(session)] == ["卡"]


def test_notes_on_issue_and_library_in_a_window_of_their_own(
    window: MainWindow, qtbot: QtBot, session: Session, article: ArticleView
) -> None:
    window.do("note.issue")
    opened = window.findChild(NoteWindow)
    assert opened is not None and opened.target == f"issue:{article.issue.id}"
    opened.section.editor.insertPlainText("关于本期")
    opened.reject()
    assert notes.written(session, f"issue:{article.issue.id}") == "关于本期"
    window.do("note.library")
    library = next(w for w in window.findChildren(NoteWindow) if w.target == "library")
    library.section.editor.insertPlainText("关于文库")
    path = session.library.path
    window.close()
    again = open_session(path)
    assert notes.written(again, "library") == "关于文库", "written before the library is left"
    again.close()


def test_q_quotes_into_the_note_and_a_click_leads_back(
    window: MainWindow, qtbot: QtBot, span_of: Callable[..., BlockSpan], second: ArticleView
) -> None:
    span = span_of("值班室三分钟内")
    window.pane.select([span])
    window.do("note.quote")
    text = window.marks.note.keeper.text()
    assert text.startswith("> 值班室三分钟内\n> — [")
    window.marks.note_section.editor.keeper.write()
    window.navigation.open_article(second.id)
    assert window.view is not None and window.view.id == second.id
    link = note_links.links(text)[0]
    window.marks.note_section.open_link(link, note_links.quoted_at(text, link.start))
    assert window.view.id != second.id
    assert window.pane.selected_spans() == [span]


def test_back_links_stand_under_the_note(
    window: MainWindow, session: Session, article: ArticleView, second: ArticleView
) -> None:
    session.do("note.write", article=second.id, text="见 " + note_links.link("article", article.uuid, "灯"))
    links = window.marks.note_section.links
    assert links.isVisible() and len(links.buttons) == 1
    links.buttons[0].click()
    assert window.view is not None and window.view.id == second.id


def test_an_address_is_shown_whole_and_asked_about(window: MainWindow, qtbot: QtBot) -> None:
    url = "https://a.example/" + "x" * 300
    window.marks.note_section.web_wished.emit(url)
    box = window.findChild(QMessageBox)
    assert box is not None and url in box.informativeText()
    box.reject()

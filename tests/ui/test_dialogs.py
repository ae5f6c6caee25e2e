"""Dialogs say what is there and give back what was changed, and only that."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from reader.commands.importing import Report
from reader.commands.session import Session
from reader.domain.errors import ReaderError
from reader.ui.app import Unkept
from reader.ui.dialogs.encoding import ChooseEncoding
from reader.ui.dialogs.import_preview import ImportPreview, files_below
from reader.ui.dialogs.import_report import ImportReport
from reader.ui.dialogs.issue_properties import IssueProperties
from reader.ui.dialogs.keys import Keys, groups_of
from reader.ui.dialogs.newspapers import Newspapers
from reader.ui.dialogs.own_keys import OwnKeys
from reader.ui.dialogs.paste_text import PasteText
from reader.ui.dialogs.report import TextReport
from reader.ui.dialogs.signature import Signature
from reader.ui.one_window import OneWindow
from reader.ui.reporting import Reporter, report_of
from reader.ui.tags.many import TagMany
from reader.ui.theme import Looks
from reader.ui.wording import encoding_said
from tests.ui.shell import open_window

ROOT = Path(__file__).resolve().parents[2]


def dialog(kind: type[QDialog]) -> QDialog:
    """The dialog of a kind now open."""
    [found] = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    return found


def test_issue_properties_give_back_what_was_changed(qtbot: QtBot, session: Session, looks: Looks) -> None:
    window = open_window(qtbot, session, looks)
    window.do("issue.properties")
    form = dialog(IssueProperties)
    assert isinstance(form, IssueProperties)
    assert form.values() == {}
    assert form.extra() is None
    assert form.pages() == []
    form._fields["shelfmark"].setText("WT-1924-7")
    form.paper.setCurrentText("晚汀晚报")
    form._fields["date"].setText("2024-13")
    assert not form.buttons.buttons()[0].isEnabled()
    form._fields["date"].setText("2024-06")
    form.more.item(0, 0).setText("胶片")
    form.more.item(0, 1).setText("三")
    form.page_table.item(0, 1).setText("民生")
    form.accept()
    issue = session.issues()[0]
    assert (issue.newspaper, issue.date, issue.details["shelfmark"]) == ("晚汀晚报", "2024-06", "WT-1924-7")
    assert issue.extra == (("胶片", "三"),)
    assert issue.pages[0].name == "民生"
    assert issue.how["date"] == "person"


def test_the_author_is_asked_for(qtbot: QtBot, session: Session, looks: Looks) -> None:
    window = open_window(qtbot, session, looks)
    session.settings = Unkept(session.settings)
    window.do("author.set")
    ask = dialog(Signature)
    assert isinstance(ask, Signature)
    ask.name.setText("  ")
    assert not ask.buttons.buttons()[0].isEnabled()
    ask.name.setText("柏舟")
    mark = session.device.rpartition(".")[2]
    ask.device.setText("Reading room 2")
    ask.accept()
    assert session.author == "柏舟"
    assert (session.device, session.device_name) == (f"Reading room 2.{mark}", "Reading room 2")
    assert session.settings.device() == session.device


def test_pasted_text_keeps_every_character(qtbot: QtBot, looks: Looks) -> None:
    text = "# 题\n\n不换行\u00a0空格、𠮷田\n\t缩进"
    paste = PasteText(looks, text)
    qtbot.addWidget(paste)
    assert paste.text() == text


def test_pasting_makes_an_issue(qtbot: QtBot, session: Session, looks: Looks) -> None:
    window = open_window(qtbot, session, looks)
    window.importing.take_text("# 夜航灯\n\n灯亮了,心里就不慌。\n", "剪报")
    assert len(session.issues()) == 2
    assert window.view is not None
    assert window.view.title == "夜航灯"


def test_the_preview_lists_what_would_be_imported(qtbot: QtBot, session: Session, looks: Looks, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    (folder / "1911").mkdir(parents=True)
    for name in ("a.md", "1911/b.md", ".hidden"):
        (folder / name).write_text("x", encoding="utf-8")
    assert [p.name for p in files_below([folder])] == ["b.md", "a.md"]
    preview = ImportPreview(session, looks, [folder])
    qtbot.addWidget(preview)
    assert preview.paths() == [folder]
    preview.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert [p.name for p in preview.paths()] == ["a.md"]
    assert (preview.newspaper(), preview.date()) == (None, None)


def test_the_report_of_failures_can_be_copied(qtbot: QtBot, looks: Looks) -> None:
    report = Report(failed=[("a.md", ReaderError("The file is empty.", "Scan it again."))])
    shown = ImportReport(report, looks)
    qtbot.addWidget(shown)
    assert shown.text.toPlainText() == "a.md\nThe file is empty. Scan it again."


def test_the_keys_are_drawn_from_the_registry(qtbot: QtBot, session: Session, looks: Looks) -> None:
    window = open_window(qtbot, session, looks)
    groups = dict(groups_of(window.actions_))
    assert dict(groups["Go"])["Next article"] == ["j"]
    assert dict(groups["Repair structure"])["Next article"] == ["n"]
    lines = dict(line for found in groups.values() for line in found)
    assert lines["Highlight in colour"] == ["1–8"]
    window.do("help.keys")
    sheet = dialog(Keys)
    sheet.grab()
    qtbot.keyClick(sheet, Qt.Key.Key_Question)
    assert not sheet.isVisible()


def test_two_tags_at_once_for_several_articles(qtbot: QtBot, session: Session, looks: Looks) -> None:
    window = open_window(qtbot, session, looks)
    window.list.table.selectAll()
    window.do("tag.add")
    ask = dialog(TagMany)
    assert isinstance(ask, TagMany)
    ask.tags.field.setText("航运，水利")
    ask.accept()
    assert sorted((tag.name, tag.articles) for tag in session.tags()) == [("水利", 2), ("航运", 2)]


def test_a_report_holds_versions_and_trace() -> None:
    try:
        raise ZeroDivisionError("no such page")
    except ZeroDivisionError as error:
        text = report_of(error)
    assert "Pressmark" in text
    assert "no such page" in text


def test_our_errors_are_shown_once_and_logged(
    qtbot: QtBot, session: Session, looks: Looks, caplog: pytest.LogCaptureFixture
) -> None:
    window = open_window(qtbot, session, looks)
    reporter = Reporter(window)
    window.report(ZeroDivisionError("no such page"))
    window.report(ZeroDivisionError("again"))
    shown = dialog(TextReport)
    assert isinstance(shown, TextReport)
    assert "no such page" in shown.text.toPlainText()
    assert [record.message for record in caplog.records] == ["unexpected error"] * 2
    shown.reject()
    reporter.note(ReaderError("The disk is full.", "Make room."))
    assert window.notice.text.text() == "The disk is full. Make room."


def test_a_second_start_hands_over(qtbot: QtBot, tmp_path: Path) -> None:
    library = tmp_path / "a.pressmark"
    first = OneWindow(library)
    assert not first.hand_over(3)
    assert first.listen()
    start = "import sys, pathlib; from reader.ui.app import application; from reader.ui.one_window import OneWindow"
    hand_over = "a = application(); sys.exit(0 if OneWindow(pathlib.Path(sys.argv[1])).hand_over(7) else 5)"
    with qtbot.waitSignal(first.issue_wished) as wished:
        second = subprocess.Popen([sys.executable, "-c", f"{start}; {hand_over}", str(library)], cwd=ROOT)
    assert wished.args == [7]
    qtbot.waitUntil(lambda: second.poll() is not None)
    assert second.returncode == 0
    assert OneWindow(tmp_path / "b.pressmark").name != first.name
    first.close()


@pytest.mark.parametrize("command", ["help.about", "import.paste", "highlight.colour", "colour.rename"])
def test_every_dialog_opens_and_closes(qtbot: QtBot, session: Session, looks: Looks, command: str) -> None:
    window = open_window(qtbot, session, looks)
    window.do(command)
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog) and widget.isVisible():
            assert widget.accessibleName()
            widget.reject()


def test_another_encoding_is_chosen_by_what_it_shows(
    qtbot: QtBot, session: Session, looks: Looks, tmp_path: Path
) -> None:
    path = tmp_path / "北垣新報 1987-10-05.md"
    path.write_bytes("# 港口霧散\n\n本報訊 昨日清晨霧散，船隻照常開出，旅客無恙。\n".encode("big5hkscs"))
    [old] = session.do("import.files", paths=[path], encoding="gb18030").value.issues
    window = open_window(qtbot, session, looks)
    window.navigation.show_issue(old)
    window.do("issue.choose_encoding")
    ask = dialog(ChooseEncoding)
    assert isinstance(ask, ChooseEncoding)
    assert ask.encoding() == "gb18030"
    assert not ask.buttons.buttons()[0].isEnabled(), "it is read so already"
    assert "港口霧散" not in ask.preview.toPlainText()
    ask.choice.setCurrentIndex(ask.choice.findData("utf-8"))
    assert "is not utf-8 text" in ask.fault.text() and not ask.fault.isHidden()
    assert not ask.buttons.buttons()[0].isEnabled()
    ask.choice.setCurrentIndex(ask.choice.findData("big5hkscs"))
    assert "港口霧散" in ask.preview.toPlainText() and ask.fault.isHidden()
    ask.accept()
    assert window.view is not None
    assert window.view.title == "港口霧散"
    fresh = window.view.issue
    assert fresh.id != old
    assert encoding_said(fresh.encoding, fresh.encoding_how) == "Encoding: Big5-HKSCS (chosen by a person)"
    assert [issue.id for issue in session.issues(trashed=True)] == [old]
    window.undoing.take_back()
    assert [issue.id for issue in session.issues(trashed=True)] == [fresh.id]
    again = session.issue(old)
    assert again is not None
    assert again.encoding == "gb18030", "what is shown again is recorded as it was read"


def test_the_encoding_is_among_the_issue_properties(qtbot: QtBot, session: Session, looks: Looks) -> None:
    window = open_window(qtbot, session, looks)
    window.do("issue.properties")
    form = dialog(IssueProperties)
    assert "Encoding: UTF-8 (recognised)" in [label.text() for label in form.findChildren(QLabel)]
    form.reject()


def test_newspapers_are_renamed_named_and_merged(qtbot: QtBot, session: Session, looks: Looks) -> None:
    session.do("import.text", text="# 港口\n\n本报讯 港口今起开放。")
    session.do("issue.set", issue=session.issues()[-1].id, values={"newspaper": "北垣新報"})
    assert len(session.newspapers()) == 2
    window = open_window(qtbot, session, looks)
    before = session.newspapers()
    window.do("newspaper.edit")
    papers = dialog(Newspapers)
    assert isinstance(papers, Newspapers)
    [first, other] = [paper.id for paper in papers.papers.values()]
    papers._choose([first])
    papers.one.added.setText("许昌日報")
    papers.one.kind.setCurrentIndex(1)
    papers.one.add.click()
    assert papers.papers[first].names == (("许昌日報", "former"),)
    papers.one.names.selectAll()
    papers.one.remove.click()
    assert papers.papers[first].names == ()
    papers.one.name.setText(papers.papers[other].name)
    papers.one.rename.click()
    assert papers.fault.isVisible() and papers.papers[other].name in papers.fault.text()
    papers.list.selectAll()
    assert papers.beside.currentWidget() is papers.several
    papers.several.merge.click()
    assert len(papers.papers) == 1
    assert sum(paper.issues for paper in papers.papers.values()) == 2
    papers.reject()
    for _n in range(3):
        session.undo().result()
    assert session.newspapers() == before


def test_a_person_changes_a_key(qtbot: QtBot, session: Session, looks: Looks) -> None:
    session.settings = Unkept(session.settings)
    window = open_window(qtbot, session, looks)
    window.do("keys.edit")
    keys = dialog(OwnKeys)
    assert isinstance(keys, OwnKeys)
    keys.choose("go.next")
    keys.field.setKeySequence("k")
    assert "Previous article" in keys.clash.text() and not keys.set.isEnabled()
    keys.field.setKeySequence("i")
    keys.set.click()
    assert session.setting("keys") == {"go.next": ["I"]}
    assert [s.toString() for s in window.actions_["go.next"].shortcuts()] == ["I"]
    keys.choose("go.previous")
    keys.field.setKeySequence("j")
    keys.set.click()
    keys.choose("go.next")
    keys.reset.click()
    assert "Previous article" in keys.clash.text(), "its default is taken"
    keys.choose("go.previous")
    keys.none.click()
    assert session.setting("keys")["go.previous"] == []
    keys.reset.click()
    keys.choose("go.next")
    keys.reset.click()
    assert session.setting("keys") == {}
    assert [s.toString() for s in window.actions_["go.next"].shortcuts()] == ["J"]
    keys.reject()

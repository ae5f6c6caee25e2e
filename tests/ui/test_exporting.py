"""The export dialog: what, how, a preview that is really written, presets, and the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from reader.commands.presets import find_preset, presets
from reader.commands.session import Session
from reader.exports.formats import every_format
from reader.ui.dialogs.ask import AskLine
from reader.ui.exporting import opening
from reader.ui.exporting.dialog import ExportDialog
from reader.ui.theme import Looks
from reader.ui.window import MainWindow
from tests.ui.shell import open_window


def export_dialog() -> ExportDialog:
    """The export dialog now open."""
    [found] = [w for w in QApplication.topLevelWidgets() if isinstance(w, ExportDialog) and w.isVisible()]
    return found


def opened(qtbot: QtBot, window: MainWindow) -> ExportDialog:
    """Press `x` and wait for the first preview."""
    window.do("export.write")
    dialog = export_dialog()
    qtbot.waitUntil(lambda: "article" in dialog.preview.told.text())
    return dialog


def choose(qtbot: QtBot, dialog: ExportDialog, name: str) -> None:
    """Choose a format and wait for its preview."""
    if dialog.format().name != name:
        dialog.preview.told.setText("")
        dialog.formats.setCurrentIndex(dialog.formats.findData(name))
    qtbot.waitUntil(lambda: "article" in dialog.preview.told.text())


@pytest.fixture
def marked(session: Session) -> Session:
    """A highlight with a comment on the first article."""
    article = session.ids(opening.Listing("all"))[0]
    view = session.article(article)
    assert view is not None
    block = next(b for b in view.blocks if "七成航标" in b.text)
    at = block.text.index("七成航标")
    session.do("highlight.add", article=article, spans=[(block.id, at, at + 4)], colour="green", comment="核对")
    return session


@pytest.mark.parametrize("name", ["csv", "markdown", "docx"])
def test_tab_walks_through_the_preview_to_the_button(qtbot: QtBot, marked: Session, looks: Looks, name: str) -> None:
    window = open_window(qtbot, marked, looks)
    dialog = opened(qtbot, window)
    choose(qtbot, dialog, name)
    shown = dialog.preview.stack.currentWidget()
    shown.setFocus()
    button = dialog.buttons.buttons()[0]
    for _step in range(12):
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        if button.hasFocus():
            break
    assert button.hasFocus(), "a table with forty cells keeps nobody in"
    dialog.reject()


def test_the_preview_is_what_will_be_written(qtbot: QtBot, marked: Session, looks: Looks) -> None:
    dialog = opened(qtbot, open_window(qtbot, marked, looks))
    choose(qtbot, dialog, "markdown")
    assert "==七成航标==" in dialog.preview.text.toPlainText()
    assert "核对" in dialog.preview.text.toPlainText()
    dialog.preview.told.setText("")
    dialog.form.ticks["comments"].setChecked(False)
    qtbot.waitUntil(lambda: "article" in dialog.preview.told.text())
    assert "核对" not in dialog.preview.text.toPlainText()
    choose(qtbot, dialog, "csv")
    assert dialog.preview.stack.currentWidget() is dialog.preview.table
    assert dialog.preview.table.rowCount() == 1
    dialog.reject()


def test_options_that_make_no_difference_are_not_shown(qtbot: QtBot, marked: Session, looks: Looks) -> None:
    dialog = opened(qtbot, open_window(qtbot, marked, looks))
    choose(qtbot, dialog, "csv")
    assert dialog.form.ticks["raw_cells"].isVisible()
    choose(qtbot, dialog, "markdown")
    assert not dialog.form.ticks["raw_cells"].isVisible()
    dialog.reject()


def test_a_preset_is_kept_chosen_and_forgotten(qtbot: QtBot, marked: Session, looks: Looks) -> None:
    window = open_window(qtbot, marked, looks)
    dialog = opened(qtbot, window)
    choose(qtbot, dialog, "csv")
    dialog.form.ticks["passages"].setChecked(True)
    dialog.presets.save.click()
    [ask] = [w for w in QApplication.topLevelWidgets() if isinstance(w, AskLine) and w.isVisible()]
    ask.field.setText("每周  摘录")
    ask.accept()
    kept = find_preset(marked.settings, "每周 摘录")
    assert (kept.format, kept.options.passages) == ("csv", True)
    choose(qtbot, dialog, "markdown")
    dialog.form.ticks["passages"].setChecked(False)
    dialog.presets.field.setCurrentIndex(dialog.presets.field.findData("每周 摘录"))
    dialog.presets.field.activated.emit(dialog.presets.field.currentIndex())
    assert (dialog.format().name, dialog.options().passages) == ("csv", True)
    dialog.presets.remove.click()
    assert "每周 摘录" not in {one.name for one in presets(marked.settings)}
    dialog.reject()


def test_the_file_is_written_by_keyboard(
    qtbot: QtBot, marked: Session, looks: Looks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`x`, a format, Enter on the button; the system's own file dialog is not part of this test."""
    window = open_window(qtbot, marked, looks)
    out, proposed = tmp_path / "出口.csv", []

    def name_file(_parent: object, _title: str, proposal: str, *_rest: object) -> tuple[str, str]:
        proposed.append(Path(proposal).name)
        return str(out), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", name_file)
    dialog = opened(qtbot, window)
    assert dialog.formats.hasFocus()
    choose(qtbot, dialog, "csv")
    button = dialog.buttons.buttons()[0]
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.waitUntil(out.exists)
    assert "七成航标" in out.read_text(encoding="utf-8-sig")
    assert proposed == ["一百零八盏灯 照亮夜航路.csv"]
    qtbot.waitUntil(lambda: "出口.csv" in window.message.text.text())
    assert opening.last(marked).format == "csv"


def test_every_format_begins(qtbot: QtBot, marked: Session, looks: Looks) -> None:
    dialog = opened(qtbot, open_window(qtbot, marked, looks))
    for one in every_format():
        if one.available:
            choose(qtbot, dialog, one.name)
            assert "1 highlight" in dialog.preview.told.text(), one.name
    dialog.reject()


def test_nothing_of_the_form_is_cut_off(qtbot: QtBot, marked: Session, looks: Looks) -> None:
    """Long names of formats do not push the fields under the preview."""
    dialog = opened(qtbot, open_window(qtbot, marked, looks))
    column = dialog.formats.parentWidget()
    assert column is not None
    area = column.parentWidget()
    assert area is not None
    assert column.width() <= area.width()
    dialog.reject()


def test_the_export_cites_in_the_style_chosen_in_the_menu(qtbot: QtBot, marked: Session, looks: Looks) -> None:
    window = open_window(qtbot, marked, looks)
    for style in ("chicago", "gbt7714"):  # what is chosen last is what everybody begins with
        window.do(f"cite.style_{style}")
        dialog = opened(qtbot, window)
        assert dialog.options().citation == style
        dialog.reject()

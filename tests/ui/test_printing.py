"""Printing: a preview of the article shown or of those chosen, and pages that hold every word."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog, QPrintPreviewWidget
from pytestqt.qtbot import QtBot

from reader.commands import listing
from reader.commands.session import Session
from reader.domain.views import Listing
from reader.ui import printing
from reader.ui.theme import Looks
from tests.ui.shell import open_window


def first_article(session: Session) -> int:
    return next(iter(session.ids(Listing("all"))))


def test_the_preview_opens_by_key_with_the_article_shown(qtbot: QtBot, looks: Looks, session: Session) -> None:
    window = open_window(qtbot, session, looks)
    window.navigation.show_listing(Listing("all"), first_article(session))
    qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.findChild(QPrintPreviewDialog) is not None)
    dialog = window.findChild(QPrintPreviewDialog)
    pages = dialog.findChild(QPrintPreviewWidget)
    qtbot.waitUntil(lambda: pages.pageCount() >= 1)
    assert window.view is not None and (window.view.title or "") in dialog.windowTitle()
    dialog.reject()


def printed(session: Session, articles: list[int], out: Path) -> int:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(out))
    return printing.paint(printing.document_of(session, articles, "Ferries & lights"), printer)


def test_pages_hold_words_marks_comments_and_numbers(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    article = first_article(session)
    view = session.article(article)
    assert view is not None
    block = next(b for b in view.blocks if b.role == "paragraph")
    spans = listing.quote_spans(session, article, block.text[:6], 1)
    session.do("highlight.add", article=article, spans=spans, colour="green", comment="Check <b>1986</b>")
    document = printing.document_of(session, [article], "")
    text = document.toPlainText()
    assert block.text in text and "Check <b>1986</b>" in text and "quotation" in text
    pages = printed(session, list(session.ids(Listing("all"))) * 4, tmp_path / "paper.pdf")
    assert pages > 1
    if not shutil.which("pdftotext"):
        pytest.skip("needs poppler to look into the pages")
    # What Qt writes into a PDF is for paper, not for reading back: numbers and large Latin words come out well.
    said = subprocess.run(["pdftotext", tmp_path / "paper.pdf", "-"], capture_output=True, check=True).stdout.decode()
    solid = "".join(said.split())
    assert f"1/{pages}" in solid and f"{pages}/{pages}" in solid and "Ferries&lights" in solid

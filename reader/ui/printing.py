"""Printing: the articles chosen, or the one shown, looked at as pages first and then sent to a printer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QTextDocument
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog

from reader.commands.gathering import Wanted, gather
from reader.commands.session import Session
from reader.domain.words import _
from reader.exports.atomic import safe_name
from reader.ui import fonts
from reader.ui.desk import Desk
from reader.ui.exporting.opening import last
from reader.ui.paper_text import paper_document

_MARGINS = QMarginsF(22, 18, 22, 16)
_FOOT = 26.0
"""Room for the page number, in points."""


def ask_print(desk: Desk) -> None:
    """Show the pages of what is chosen in a preview, from which they are printed."""
    window, session = desk.window, desk.window.session
    view = window.view
    chosen = window.list.chosen()
    ids = chosen if len(chosen) > 1 else [view.id] if view is not None else chosen
    if session is None or not ids:
        return
    title = window.list.heading if len(ids) > 1 else ""
    window.setCursor(Qt.CursorShape.WaitCursor)
    try:
        document = document_of(session, ids, title or "")
    finally:
        window.unsetCursor()
    name = title or (view.title or view.kicker if view is not None else "") or "Pressmark"
    printer = new_printer(name)
    preview = QPrintPreviewDialog(printer, window)
    preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    preview.setWindowTitle(_("Print: {title}").format(title=" ".join(name.split())))
    preview.resize(max(700, window.width() * 3 // 4), max(500, window.height() * 9 // 10))
    document.setParent(preview)
    preview.paintRequested.connect(lambda on: paint(document, on))
    preview.open()


def document_of(session: Session, articles: Sequence[int], title: str) -> QTextDocument:
    """Articles as a document, with the options chosen for the last export."""
    return paper_document(gather(session, Wanted(list(articles)), title, last(session).options))


def new_printer(name: str) -> QPrinter:
    """A printer for A4 with newspaper margins; the file it would print to has a name that every platform takes."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    layout = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, _MARGINS, QPageLayout.Unit.Millimeter)
    printer.setPageLayout(layout)
    printer.setDocName(safe_name(name, fallback="Pressmark"))
    return printer


def paint(document: QTextDocument, printer: QPrinter) -> int:
    """Paint a document's pages, each with its number; how many there are."""
    painter = QPainter(printer)
    try:
        page = printer.pageRect(QPrinter.Unit.DevicePixel)
        foot = _FOOT * printer.logicalDpiY() / 72
        document.documentLayout().setPaintDevice(printer)
        document.setDocumentMargin(0)
        body = QSizeF(page.width(), page.height() - foot)
        document.setPageSize(body)
        pages = document.pageCount()
        first, last_page = printer.fromPage() or 1, printer.toPage() or pages
        chosen = range(max(1, first), min(pages, last_page) + 1)
        for number in chosen:
            if number != chosen[0]:
                printer.newPage()
            painter.save()
            painter.translate(0, -(number - 1) * body.height())
            document.drawContents(painter, QRectF(0, (number - 1) * body.height(), body.width(), body.height()))
            painter.restore()
            _number(painter, number, pages, QRectF(0, body.height(), page.width(), foot))
        return pages
    finally:
        painter.end()


def _number(painter: QPainter, number: int, pages: int, where: QRectF) -> None:
    font = QFont()
    font.setFamilies(list(fonts.families("latin", "sans")))
    font.setPointSizeF(8)
    painter.setFont(font)
    painter.setPen(Qt.GlobalColor.darkGray)
    painter.drawText(where, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, f"{number} / {pages}")

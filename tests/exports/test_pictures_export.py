"""The pictures of exported documents, as Chromium, LibreOffice and a PDF reader show them.

`PRESSMARK_PICTURES=1 python3 dev.py test -k pictures` writes them to docs/images.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.views import Listing
from reader.domain.words import set_language
from reader.ui import printing
from tests.conftest import ROOT
from tests.exports import office
from tests.exports.browser import Browser, browsing, is_there
from tests.ui.test_pictures import FERRY, LIGHTSHIP, marked  # noqa: F401

IMAGES = ROOT / "docs" / "images"
WRITE = os.environ.get("PRESSMARK_PICTURES") == "1"
LARGEST = 250_000


class Desk:
    """The marked library, and what is exported of it."""

    def __init__(self, session: Session, folder: Path) -> None:
        self.session, self.folder = session, folder

    def export(self, format: str, words: str, most: int = 100, **options: object) -> Path:
        """The issue of an article, from that article on, in a format: so many articles of it."""
        ids = list(self.session.ids(Listing("all")))
        rows = self.session.rows(ids)
        first = next(row for row in rows if row.title.startswith(words))
        chosen = [row.id for row in rows if row.issue == first.issue and row.position >= first.position][:most]
        out = self.folder / f"out.{format}"
        self.session.do("export.write", format=format, out=out, articles=chosen, title=first.newspaper, options=options)
        return out


@pytest.fixture(scope="module")
def desk(marked: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:  # noqa: F811
    set_language("en")
    session = open_session(marked)
    yield Desk(session, tmp_path_factory.mktemp("exports"))
    set_language("en")
    session.close()


def keep(png: bytes, name: str) -> None:
    """A picture of 256 colours in the docs; compared only by size, since fonts differ between systems."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    assert len(picture.resize((200, 150)).getcolors(30_000) or ()) > 12, "nearly blank"
    if WRITE:
        picture.quantize(256).save(IMAGES / f"{name}.png", optimize=True)
    kept = IMAGES / f"{name}.png"
    assert kept.stat().st_size <= LARGEST
    with Image.open(kept) as before:
        assert before.size == picture.size, "draw the pictures anew: PRESSMARK_PICTURES=1"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not is_there():
        pytest.skip("needs chromium and chromedriver")
    with browsing() as one:
        yield one


Scene = tuple[str, str, int, int, bool, str]
HTML: tuple[Scene, ...] = (
    ("export-html-light", FERRY, 1280, 800, False, "en"),
    ("export-html-dark", LIGHTSHIP, 1280, 800, True, "en"),
    ("export-html-zh", FERRY, 1280, 800, False, "zh_CN"),
    ("export-html-phone", FERRY, 390, 780, False, "en"),
)


@pytest.mark.parametrize("scene", HTML, ids=[one[0] for one in HTML])
def test_the_finding_aid_is_pictured(desk: Desk, browser: Browser, scene: Scene) -> None:
    name, words, width, height, dark, language = scene
    set_language(language)
    path = desk.export("html", words)
    browser.look(width, height, dark=dark)
    browser.open(path)
    if width < 600:
        browser.run("document.querySelector('.passages').scrollIntoView()")
    keep(browser.picture(), name)




# ---- documents of pages


def pages(pdf: Path, first: int, last: int) -> bytes:
    """Pages of a PDF beside one another, as PNG."""
    made = pdf.parent / f"{pdf.stem}-pages"
    made.mkdir()
    subprocess.run(["pdftoppm", "-r", "64", "-png", "-f", str(first), "-l", str(last), pdf, made / "page"], check=True)
    sheets = [Image.open(path) for path in sorted(made.glob("*.png"))]
    gap = 12
    whole = Image.new("RGB", (sum(one.width + gap for one in sheets) + gap, sheets[0].height + 2 * gap), "#b9b2a4")
    left = gap
    for one in sheets:
        whole.paste(one, (left, gap))
        left += one.width + gap
    out = io.BytesIO()
    whole.save(out, "png")
    return out.getvalue()


@pytest.fixture(scope="module")
def office_pages(desk: Desk) -> Path:
    """The Word and the OpenDocument file as pages, comments in the margin, in one start of LibreOffice."""
    if not office.is_there() or not shutil.which("pdftoppm"):
        pytest.skip("needs LibreOffice and poppler")
    files = [desk.export(format, FERRY) for format in ("docx", "odt")]
    named = [one.rename(one.with_name(f"{one.suffix[1:]}-file{one.suffix}")) for one in files]
    office.convert(named, office.PAGES, desk.folder / "profile", desk.folder)
    return desk.folder


@pytest.mark.parametrize("format", ["docx", "odt"])
def test_word_processors_are_pictured(office_pages: Path, format: str) -> None:
    keep(pages(office_pages / f"{format}-file.pdf", 1, 2), f"export-{format}")


@pytest.mark.parametrize(("name", "words", "language"), [("export-pdf", LIGHTSHIP, "en"), ("export-pdf-zh", FERRY, "zh_CN")])
def test_the_pdf_is_pictured(desk: Desk, name: str, words: str, language: str) -> None:
    if not shutil.which("pdftoppm"):
        pytest.skip("needs poppler")
    set_language(language)
    path = desk.export("pdf", words, 2)
    named = path.rename(path.with_name(f"{name}.pdf"))
    keep(pages(named, 1, 2), name)


def test_paper_is_pictured(desk: Desk, qapp: QApplication) -> None:
    if not shutil.which("pdftoppm"):
        pytest.skip("needs poppler")
    set_language("en")
    ids = list(desk.session.ids(Listing("all")))
    rows = [row for row in desk.session.rows(ids) if row.title.startswith((FERRY, "高考首日"))]
    printer = printing.new_printer("paper")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(desk.folder / "paper.pdf"))
    printing.paint(printing.document_of(desk.session, [row.id for row in rows], "晚汀日报"), printer)
    keep(pages(desk.folder / "paper.pdf", 1, 2), "export-paper")

"""Word and OpenDocument files: read back by python-docx and by an ODF reader, opened by LibreOffice, comments and all."""

from __future__ import annotations

import datetime
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import docx
    from docx.comments import Comment

from reader.domain.words import set_language
from reader.exports import open_document, word
from reader.exports.selection import Options, Selection, chosen
from tests.exports import office
from tests.exports.hostile_article import FIRST, LAST, between, expected, hostile_selection, squeezed
from tests.exports.samples import BRIEF, FERRY
from tests.exports.test_exports import check_golden
from tests.exports.test_finding_aid import COLOURS, PALETTE, selection

FEW = 4
"""LibreOffice is shown one of so many hostile strings: it takes its time over comments."""
_T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_O = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"


@pytest.fixture(autouse=True)
def _english() -> None:
    set_language("en")


def part(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
        return package.read(name)


def lined(path: Path, *names: str) -> bytes:
    """Parts of a package one after the other, an element of the top a line."""
    return b"\n".join(part(path, name).replace(b"</w:p>", b"</w:p>\n").replace(b"</text:p>", b"</text:p>\n") for name in names)


def word_file(made: Selection, path: Path) -> Path:
    word.write(made, path)
    return path


def open_file(made: Selection, path: Path) -> Path:
    open_document.write(made, path)
    return path


def test_golden(tmp_path: Path) -> None:
    made = word_file(selection(group="tag"), tmp_path / "a.docx")
    (tmp_path / "docx.xml").write_bytes(lined(made, "word/document.xml", "word/comments.xml"))
    check_golden(tmp_path / "docx.xml", "articles.docx.xml")
    made = open_file(selection(group="tag"), tmp_path / "a.odt")
    (tmp_path / "odt.xml").write_bytes(lined(made, "content.xml"))
    check_golden(tmp_path / "odt.xml", "articles.odt.xml")


# ---- Word


def paragraphs(path: Path) -> list[str]:
    return [one.text for one in docx.Document(str(path)).paragraphs]


def comments(path: Path) -> list[Comment]:
    return list(docx.Document(str(path)).comments)


def test_word_has_headings_text_and_comments(tmp_path: Path) -> None:
    path = word_file(selection(), tmp_path / "a.docx")
    document = docx.Document(str(path))
    styles = {one.text: one.style.name for one in document.paragraphs if one.style is not None}
    assert styles["渡口"] == "Title" and styles["末班夜渡 灯亮到最后一个人上岸"] == "Heading 2" and styles["七趟加开船"] == "Subhead"
    assert document.core_properties.title == "渡口"
    first = comments(path)[0]
    assert (first.author, first.initials, first.timestamp) == ("li", "l", datetime.datetime(2026, 11, 23, 10, tzinfo=datetime.UTC))
    assert [one.text for one in first.paragraphs] == ["主题句", "=HYPERLINK", "Evidence · 口述"]
    body = part(path, "word/document.xml").decode()
    begin, end = body.index('<w:commentRangeStart w:id="0"/>'), body.index('<w:commentRangeEnd w:id="0"/>')
    about = "".join(etree.fromstring(f'<x xmlns:w="w">{body[begin:end]}</x>').itertext())
    assert about == "不收钱,留个念想。"
    assert 'w:eastAsia="SimSun"' in part(path, "word/styles.xml").decode()


def test_word_gives_hostile_strings_back(tmp_path: Path) -> None:
    path = word_file(hostile_selection(), tmp_path / "a.docx")
    assert between(paragraphs(path)) == expected()
    said = ["\n".join(p.text for p in one.paragraphs[:-1]) for one in comments(path)]
    assert said == [text.strip("\n") for text in expected()]


# ---- OpenDocument


def said_by(node: etree._Element) -> str:
    """The text of a paragraph as ODF reads it (part 3, 6.1): white space taken together, elements for the rest."""
    made = [node.text or ""]
    for inner in node:
        if inner.tag == f"{_T}s":
            made.append("\0" * int(inner.get(f"{_T}c", "1")))
        elif inner.tag in {f"{_T}tab", f"{_T}line-break"}:
            made.append("\t" if inner.tag == f"{_T}tab" else "\n")
        elif inner.tag != f"{_O}annotation":
            made.append(said_by(inner))
        made.append(inner.tail or "")
    return "".join(made)


def open_paragraphs(path: Path) -> list[str]:
    tree = etree.fromstring(part(path, "content.xml"))
    (body,) = tree.iter(f"{_O}text")
    return [said_by(node).replace("\0", " ") for node in body if node.tag in {f"{_T}p", f"{_T}h"}]


def annotations(path: Path) -> list[tuple[str, str, list[str]]]:
    tree = etree.fromstring(part(path, "content.xml"))
    return [
        (one.findtext(f"{_DC}creator"), one.findtext(f"{_DC}date"), [said_by(p).replace("\0", " ") for p in one.iter(f"{_T}p")])
        for one in tree.iter(f"{_O}annotation")
    ]


def test_open_document_has_headings_text_and_annotations(tmp_path: Path) -> None:
    path = open_file(selection(), tmp_path / "a.odt")
    assert path.read_bytes()[30:77] == b"mimetypeapplication/vnd.oasis.opendocument.text"
    assert "七趟加开船" in open_paragraphs(path)
    assert annotations(path)[0] == ("li", "2026-11-23T10:00:00Z", ["主题句", "=HYPERLINK", "Evidence · 口述"])
    tree = etree.fromstring(part(path, "content.xml"))
    names = [node.get(f"{_O}name") for node in tree.iter(f"{_O}annotation", f"{_O}annotation-end")]
    assert len(names) == 2 * len(set(names))
    for name in ("styles.xml", "meta.xml", "META-INF/manifest.xml"):
        etree.fromstring(part(path, name))


def test_open_document_gives_hostile_strings_back(tmp_path: Path) -> None:
    path = open_file(hostile_selection(), tmp_path / "a.odt")
    assert between(open_paragraphs(path)) == expected()
    assert ["\n".join(lines[:-1]) for _who, _when, lines in annotations(path)] == [text.strip("\n") for text in expected()]


@pytest.mark.parametrize("options", [{"comments": False}, {"notes": False}, {"passages": True}, {"context": 0}])
def test_options(tmp_path: Path, options: dict[str, object]) -> None:
    made = Selection(chosen((FERRY, BRIEF)), "", Options(**options), COLOURS, PALETTE)  # type: ignore[arg-type]
    path, other = word_file(made, tmp_path / "a.docx"), open_file(made, tmp_path / "a.odt")
    assert paragraphs(path) == open_paragraphs(other)
    shown = paragraphs(path)
    assert bool(comments(path)) is made.options.comments and bool(annotations(other)) is made.options.comments
    assert ("备注" in shown) is made.options.notes
    assert ("七趟加开船" in shown) is not made.options.passages
    assert any(line.startswith("…") for line in shown) is (made.options.context > 0)


# ---- LibreOffice


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The sample and the hostile document in both formats, as LibreOffice reads them, in one start."""
    if not office.is_there():
        pytest.skip("needs LibreOffice")
    folder = tmp_path_factory.mktemp("office")
    set_language("en")
    files = []
    for name, made in (("sample", selection(group="tag")), ("hostile", hostile_selection(FEW))):
        files += [word_file(made, folder / f"{name}-word.docx"), open_file(made, folder / f"{name}-open.odt")]
    office.convert(files, office.TEXT, folder / "profile", folder)
    yield folder


@pytest.mark.parametrize("name", ["sample-word", "sample-open"])
def test_libreoffice_reads_the_same_text(converted: Path, name: str) -> None:
    shown = squeezed(office.text_of(converted / f"{name}.txt").split("\n"))
    ours = paragraphs(converted / f"{name}.docx") if name.endswith("word") else open_paragraphs(converted / f"{name}.odt")
    assert shown == squeezed("\n".join(ours).split("\n"))


@pytest.mark.parametrize("name", ["hostile-word", "hostile-open"])
def test_libreoffice_opens_hostile_documents_whole(converted: Path, name: str) -> None:
    shown = office.text_of(converted / f"{name}.txt")
    inside = squeezed([shown[shown.index(FIRST) + len(FIRST) : shown.index(LAST)]])[0]
    assert inside == " ".join(squeezed(expected(FEW)))

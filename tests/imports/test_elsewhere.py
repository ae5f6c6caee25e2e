"""Highlights of other programs are read from the files people get from these, and told apart without being asked."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from pathlib import Path
from urllib.parse import quote

import pytest
import xlsxwriter  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.domain.errors import ReaderError
from reader.imports.elsewhere.detect import read_marks
from reader.imports.elsewhere.lua import read_table
from reader.imports.elsewhere.marks import our_colour
from reader.store.taguette import read_project

CALIBRE = {
    "type": "calibre_annotation_collection", "version": 1,
    "annotations": [
        {"type": "highlight", "highlighted_text": "末班夜渡", "notes": "灯", "uuid": "a", "timestamp": "2024-03-01T08:00:00Z",
         "style": {"kind": "color", "type": "builtin", "which": "green"}, "start_cfi": "/2/4", "spine_name": "a.xhtml"},
        {"type": "bookmark", "title": "x", "timestamp": "2024-03-01T08:00:00Z"},
        {"type": "highlight", "highlighted_text": "gone", "removed": True},
    ],
}  # fmt: skip
CALIBRE_TEXT = "# 晚汀日报\n\n末班夜渡\n01/03/24 08:00\n\n灯\n\n───\n\n平安过江\n2024/3/1 9:05\n\n───\n"
CALIBRE_MD = "## 一\n\n末班夜渡\n[01/03/24 08:00](calibre://view-book/_hex_-61/1/epub?open_at=x)\n\n灯\n\n--------------------\n"
HYPOTHESIS = {
    "total": 2,
    "rows": [
        {"id": "q1", "user": "acct:lin@hypothes.is", "text": "核", "tags": ["轮渡", "口述"], "created": "2023-05-06T07:08:09.1+00:00",
         "uri": "https://example.org", "document": {"title": ["晚汀日报"]},
         "target": [{"source": "https://example.org", "selector": [
             {"type": "TextPositionSelector", "start": 3, "end": 7},
             {"type": "TextQuoteSelector", "exact": "末班夜渡", "prefix": "题:", "suffix": "灯亮"}]}]},
        {"id": "q2", "user": "acct:lin@hypothes.is", "text": "a page note", "tags": [], "target": [{"source": "https://example.org"}]},
    ],
}  # fmt: skip
HYPOTHESIS_CSV = (
    "Created at,Author,Page,URL,Group,Type,Quote,Comment,Tags\n"
    '2023-05-06T07:08:09,Lin,晚汀日报,https://example.org,Public,Annotation,末班夜渡,核,"轮渡,口述"\n'
)
ZOTERO = [{
    "key": "ABCD", "title": "晚汀日报",
    "attachments": [{"annotations": [
        {"annotationType": "highlight", "annotationText": "末班夜渡", "annotationComment": "核", "annotationColor": "#5fb236",
         "annotationPageLabel": "1", "tags": [{"tag": "轮渡"}], "dateAdded": "2024-01-02T03:04:05Z"},
        {"annotationType": "image", "annotationComment": "a picture"}]}],
}]  # fmt: skip
_TOLD = quote(json.dumps({"attachmentURI": "http://zotero.org/x", "color": "#ffd400", "pageLabel": "1"}))
ZOTERO_HTML = (
    f'<!DOCTYPE html><html><body><div class="zotero-notes"><h1>Annotations<br/>(1/2/2024)</h1><p><span class="highlight" '
    f'data-annotation="{_TOLD}">“末班夜渡”</span> <span class="citation">(<span class="citation-item">晚汀日报, p. 1</span>)'
    "</span> 核</p></div></body></html>"
)
ZOTERO_MD = (
    "# Annotations  \n(1/2/2024, 3:04:05 PM)\n\n“末班夜渡” ([晚汀日报, p. 1](zotero://select/library/items/A)) "
    "([pdf](zotero://open-pdf/library/items/B?page=1&annotation=C)) 核\n"
)
KOREADER = """-- we can read Lua syntax here!
return {
    ["annotations"] = {
        [1] = {
            ["chapter"] = "第一版",
            ["color"] = "green",
            ["datetime"] = "2024-02-03 04:05:06",
            ["drawer"] = "lighten",
            ["note"] = "他说:\\"核\\"\\
第二行",
            ["page"] = "/body/DocFragment[2]/body/p[3]/text().0",
            ["pos0"] = "/body/DocFragment[2]/body/p[3]/text().0",
            ["text"] = "末班夜渡",
        },
        [2] = { ["page"] = 3, ["text"] = "in Page 3" },
    },
    ["doc_props"] = { ["title"] = "晚汀日报" },
    ["percent_finished"] = 0.5,
}
"""
KOREADER_OLD = """return {
    ["bookmarks"] = {
        [1] = { ["highlighted"] = true, ["notes"] = "末班夜渡", ["text"] = "核", ["page"] = 3 },
    },
    ["highlight"] = { [3] = { [1] = { ["datetime"] = "2019-02-03 04:05:06", ["drawer"] = "lighten", ["text"] = "末班夜渡" } } },
}
"""
KOREADER_JSON = {
    "title": "晚汀日报", "author": "", "created_on": 1700000000, "version": "json/1.0.0",
    "entries": [{"chapter": "一", "text": "末班夜渡", "note": "核", "time": 1700000000, "page": 3, "drawer": "lighten", "sort": "highlight"}],
}  # fmt: skip
KOREADER_MD = "# 晚汀日报\n##### N/A\n\n## 第一版\n### Page 3 @ 03 February 2024 04:05:06 AM\n**末班夜渡**\n\n---\n核\n### Page 4 @ x\n平安过江\n"
KOREADER_TEXT = (
    "\u3000晚汀日报\n\u3000\n\u3000第一版\n\u3000\n\u3000\u3000-- Page: 3, added on Sat Feb  3\n末班夜渡\n---\n核\n-=-=-=-=-=-\n\n"
)
TAGUETTE = "id,document,tag,content\n1,晚汀日报.txt,轮渡,末班夜渡\n1,晚汀日报.txt,口述,末班夜渡\n2,晚汀日报.txt,,平安过江\n"
TAGUETTE_HTML = (
    "<!DOCTYPE html>\n<html><head><title>Taguette highlights</title></head><body><h1>Taguette highlights</h1>\n"
    "<p>末班夜渡</p>\n<p>\n<strong>Document:</strong> 晚汀日报.txt\n<strong>Tags:</strong>\n轮渡,\n口述\n</p><hr></body></html>"
)

FILES = {
    "annotations.calibre_annotation_collection": ("calibre", "\ufeff" + json.dumps(CALIBRE)),
    "calibre.txt": ("calibre", CALIBRE_TEXT),
    "calibre.md": ("calibre", CALIBRE_MD),
    "api.json": ("hypothesis", json.dumps(HYPOTHESIS)),
    "hypothesis.csv": ("hypothesis", HYPOTHESIS_CSV),
    "bbt.json": ("zotero", json.dumps(ZOTERO)),
    "note.html": ("zotero", ZOTERO_HTML),
    "note.md": ("zotero", ZOTERO_MD),
    "zotero.csv": ("zotero", "title,annotationText,annotationComment,tags\n晚汀日报,末班夜渡,核,轮渡\n"),
    "metadata.epub.lua": ("koreader", KOREADER),
    "metadata.pdf.lua": ("koreader", KOREADER_OLD),
    "koreader.json": ("koreader", json.dumps(KOREADER_JSON)),
    "koreader.md": ("koreader", KOREADER_MD),
    "koreader.txt": ("koreader", KOREADER_TEXT),
    "all_tags.csv": ("taguette", TAGUETTE),
    "all_tags.html": ("taguette", TAGUETTE_HTML),
}


@pytest.mark.parametrize("name", FILES)
def test_each_file_is_known_and_read(tmp_path: Path, name: str) -> None:
    kind, text = FILES[name]
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    found = read_marks(path)
    assert found.kind == kind
    first = found.marks[0]
    assert first.quote == "末班夜渡"
    if kind != "taguette":
        assert "核" in first.comment or first.comment == "灯"
    assert read_marks(path, kind) == found


def test_what_is_told_of_a_highlight_is_kept(tmp_path: Path) -> None:
    def read(name: str) -> list[object]:
        (tmp_path / name).write_text(FILES[name][1], encoding="utf-8")
        return list(read_marks(tmp_path / name).marks)

    (one,) = read("api.json")
    assert one[:9] == ("末班夜渡", "核", ("轮渡", "口述"), "", "2023-05-06T07:08:09.1+00:00", "lin", "晚汀日报", "题:", "灯亮")  # type: ignore[index]
    (one,) = read("bbt.json")
    assert one[2:5] == (("轮渡",), "#5fb236", "2024-01-02T03:04:05Z")  # type: ignore[index]
    (one,) = read("metadata.epub.lua")
    assert one[:5] == ("末班夜渡", '他说:"核"\n第二行', (), "green", "2024-02-03T04:05:06")  # type: ignore[index]
    assert [m[2] for m in read("all_tags.csv")] == [("轮渡", "口述"), ()]  # type: ignore[index]
    assert len(read("koreader.md")) == 2 and len(read("calibre.txt")) == 2


def test_a_workbook_and_a_project_of_taguette(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "all_tags.xlsx")
    sheet = book.add_worksheet("highlights")
    for row, line in enumerate(TAGUETTE.splitlines()):
        sheet.write_row(row, 0, line.split(","))
    book.close()
    assert [m.tags for m in read_marks(tmp_path / "all_tags.xlsx").marks] == [("轮渡", "口述"), ()]
    project = tmp_path / "project.sqlite3"
    db = sqlite3.connect(project)
    db.executescript("""create table documents (id integer primary key, name text);
        create table highlights (id integer primary key, document_id integer, start_offset integer, end_offset integer, snippet text);
        create table tags (id integer primary key, path text); create table highlight_tags (highlight_id integer, tag_id integer);
        insert into documents values (1, '晚汀日报.txt'); insert into tags values (1, '轮渡');
        insert into highlights values (1, 1, 0, 12, '<p>末班<b>夜渡</b></p>'); insert into highlight_tags values (1, 1);""")
    db.close()
    before = project.read_bytes()
    found = read_marks(project, "", read_project(project))
    assert [(m.quote, m.tags, m.title) for m in found.marks] == [("末班夜渡", ("轮渡",), "晚汀日报.txt")]
    assert project.read_bytes() == before and list(tmp_path.glob("project.sqlite3-*")) == []


@pytest.mark.parametrize("text", ["{", "[]", "return {", "return os.execute('x')", "a,b\n1,2\n", "plain words", "<html><p>x</html>", "PK\x03\x04"])
def test_anything_else_is_one_clear_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReaderError):
        read_marks(path, "", read_project(path))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_lua_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(ValueError):
        read_table("return " + text)


def test_colours_find_the_likest_of_ours() -> None:
    told = {"#ffd400": "yellow", "#ff0000": "pink", "#00ff00": "green", "#808080": "grey", "": "yellow", "blue": "blue", "x": "yellow"}
    assert {colour: our_colour(colour) for colour in told} == told

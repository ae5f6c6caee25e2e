"""The Obsidian folder: front matter that YAML reads, links that lead somewhere, names safe everywhere, words as they were."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from markdown_it import MarkdownIt

from reader.domain.errors import ReaderError
from reader.domain.views import Chip, TagView
from reader.domain.words import set_language
from reader.exports import obsidian
from reader.exports.harmless import Harmless
from reader.exports.selection import Options, Selection, chosen
from tests.exports import made
from tests.exports.samples import BRIEF, FERRY
from tests.exports.test_exports import check_golden
from tests.exports.unpacking import unpacked

LINK = re.compile(r"(?<!\\)\[\[([^\]|#]*)(#\^[^\]|]+)?(?:\|([^\]]*))?\]\]")
RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³])(?:\.|$)", re.IGNORECASE)
TAGS = (
    TagView(9, made.unique("9"), "社会", ("社会新闻",), "一般社会新闻", "#aa3333", None, 0, 0),
    TagView(2, made.unique("2"), "轮渡", (), "", "", 9, 0, 0),
)
FIRST = replace(FERRY, continues_to=2)
SECOND = replace(BRIEF, continues_from=1, title="停航之后 [续] #2", note=f"见 [渡口](pressmark:article/{made.unique('a')})。")
BOTH = Selection(
    chosen((replace(FIRST, uuid=made.unique("a")), SECOND)), "轮渡", colours={"yellow": "Evidence"}, vocabulary=TAGS, provenance=made.MADE
)


@pytest.fixture(autouse=True)
def _english() -> None:
    set_language("en")


def written(selection: Selection, folder: Path) -> dict[str, str]:
    obsidian.write(selection, folder / "vault")
    return {path.stem: path.read_bytes().decode("utf-8") for path in (folder / "vault").iterdir()}


def parted(note: str) -> tuple[dict[str, Any], str]:
    """Front matter and body of a note."""
    _nothing, front, body = note.split("---\n", 2)
    return yaml.safe_load(front), body


def test_golden(tmp_path: Path) -> None:
    written(BOTH, tmp_path)
    (tmp_path / "a").write_bytes(unpacked(tmp_path / "vault"))
    check_golden(tmp_path / "a", "vault.obsidian.txt")


def test_notes_and_their_links(tmp_path: Path) -> None:
    notes = written(BOTH, tmp_path)
    first, second = "2024-06-08 晚汀日报 01 末班夜渡 灯亮到最后一个人上岸", "2024-06-08 晚汀日报 停航之后 续 2"
    assert set(notes) == {first, second, "轮渡 (2)", "社会", "口述", "泠江", "交通", "轮渡"}
    links = {name: {found[1] for found in LINK.finditer(text) if found[1]} for name, text in notes.items()}
    assert all(target in notes for found in links.values() for target in found)
    assert links[first] >= {second, "轮渡 (2)", "交通", "口述", "泠江"} and first in links[second]
    assert links["轮渡 (2)"] == {"社会"} and links["轮渡"] == {first, second}
    about, body = parted(notes[first])
    assert about["date"] == datetime.date(2024, 6, 8) and about["newspaper"] == "晚汀日报" and about["page"] == "01"
    assert about["tags"] == ["社会/轮渡", "交通", "口述", "泠江"] and about["shelfmark"] == "K-7"
    assert "“==不收钱,留个念想。”他说==。" in body
    ids = set(re.findall(r" \^([A-Za-z0-9-]+)$", body, re.MULTILINE))
    assert len([id for id in ids if id.startswith("h-")]) == 4
    assert {found[2][2:] for found in LINK.finditer(body) if found[2]} <= ids
    assert f"[[{first}|渡口]]" in notes[second]
    told, _body = parted(notes["社会"])
    assert told["aliases"] == ["社会", "社会新闻"] and "一般社会新闻" in notes["社会"]


def words_of(body: str) -> str:
    """The words a reader of Markdown sees, without blanks."""
    tokens = MarkdownIt("commonmark").parse(body)
    found = []
    for token in tokens:
        for child in token.children or ():
            assert child.type != "html_inline" and child.type not in {"image", "code_inline"}, child
            found.append(child.content if child.type in {"text", "text_special"} else " ")
        assert token.type not in {"html_block", "fence", "code_block"}, token
    return "".join("".join(found).split())


def test_hostile_strings_come_back(tmp_path: Path) -> None:
    hostile, found = made.hostile_selection(Options(notes=False))
    notes = written(hostile, tmp_path)
    clean = Harmless()
    bodies = {}
    for name, text in notes.items():
        about, body = parted(text)
        assert len(name.encode()) <= 147 and not RESERVED.match(name) and not re.search(r'[\\/:*?"<>|\[\]#^\x00-\x1f]', name)
        assert name == name.strip(" .") and name
        bodies[str(about.get("article", name))] = (about, body)
    assert len({name.casefold() for name in notes}) == len(notes)
    for at in range(0, len(found), 10):
        about, body = bodies[made.unique(f"article {at // 10 + 1}")]
        shown = words_of(body)
        assert about.get("newspaper", "") == re.sub("[\ud800-\udfff]", "\ufffd", found[at])
        for text in found[at : at + 10]:
            wanted = "".join(clean(text).split())
            assert wanted in shown, (text, wanted)
    assert any("U+" in line for line in hostile.notices.lines())


def test_every_article_has_a_file_whatever_it_is_called(tmp_path: Path) -> None:
    titles = ["同名", "同名", "CON", "a/b", "Ａ", "a", "A", "长" * 200, "长" * 200, "...", "e\u0301", "é"]
    entries = chosen(replace(FERRY, id=n, uuid=made.unique(f"n{n}"), title=title, page=None) for n, title in enumerate(titles))
    notes = written(Selection(entries), tmp_path)
    kept = [parted(text)[0] for text in notes.values()]
    assert sorted(about["title"] for about in kept if "article" in about) == sorted(titles)


def test_options_are_heeded_and_nothing_is_overwritten(tmp_path: Path) -> None:
    bare = Selection(chosen((FERRY,)), options=Options(notes=False, comments=False, passages=True))
    text = "\n".join(written(bare, tmp_path).values())
    assert "备注" not in text and "主题句" not in text and "有人轻轻唱起" not in text
    with pytest.raises(ReaderError, match="is there already"):
        obsidian.write(BOTH, tmp_path / "vault")


def test_tags_as_obsidian_can_hold_them() -> None:
    names = obsidian._Names(BOTH, lambda _n: None)
    vault = obsidian._Vault(BOTH, names)
    told = [vault.obsidian_tag(Chip(99, name, "")) for name in ("1934", "a b", "甲：乙", "x/y", "#", "水利-2")]
    assert told == ["_1934", "a_b", "甲_乙", "x_y", "_", "水利-2"]


def test_a_real_library(tmp_path: Path) -> None:
    with made.library(tmp_path) as session:
        notes = written(made.everything(session), tmp_path)
    assert sum("article" in parted(text)[0] for text in notes.values()) >= 3
    assert all(found[1] in notes or not found[1] for text in notes.values() for found in LINK.finditer(text))

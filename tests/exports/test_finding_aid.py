"""The HTML finding aid: parsed back whole, and driven in a real browser: nothing runs but its own script."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import lxml.html
import pytest

from reader.domain.views import Chip, ColourView
from reader.domain.words import set_language
from reader.exports import finding_aid
from reader.exports.selection import Entry, Options, Selection, chosen
from tests.exports.browser import KEYS, Browser, browsing, is_there
from tests.exports.hostile_article import between, expected, hostile_selection, squeezed
from tests.exports.samples import BRIEF, FERRY, ISSUE, article, block, highlight
from tests.exports.test_exports import GOLDEN, check_golden

PALETTE = (ColourView(1, "c-1", "yellow", "Evidence", "#fde95e", "a"), ColourView(2, "c-2", "blue", "To check", "#a4d8fe", "b"))
COLOURS = {"yellow": "Evidence", "blue": "To check"}
LATER = replace(ISSUE, id=2, newspaper="北垣新报", date="1987-10-05")
BRIDGE = article(
    block(21, "老虹桥今起维修", "title"),
    block(22, "虹桥街道说,工期八十天。"),
    id=3, uuid="a-3", issue=LATER, tags=(Chip(4, "交通", ""),),
    highlights=(highlight(9, "工期八十天", (22, 6, 11), colour="blue", comment="见 <b>公告</b>"),),
)  # fmt: skip


@pytest.fixture(autouse=True)
def _english() -> None:
    set_language("en")


def selection(*, group: str = "none") -> Selection:
    entries = [Entry(FERRY, "甲"), Entry(BRIEF, "甲"), Entry(BRIDGE, "乙")] if group != "none" else chosen((FERRY, BRIEF, BRIDGE))
    return Selection(entries, "渡口", Options(group=group), COLOURS, PALETTE)


def written(made: Selection, path: Path) -> Path:
    finding_aid.write(made, path)
    return path


def test_golden(tmp_path: Path) -> None:
    text = written(selection(group="tag"), tmp_path / "a.html").read_text(encoding="utf-8")
    assert GOLDEN.is_dir()
    bare = re.sub(r"<(style|script)>.*?</\1>", r"<\1></\1>", re.sub(r"sha256-[^']*", "sha256-", text), flags=re.DOTALL)
    (tmp_path / "bare.html").write_text(bare, encoding="utf-8")
    check_golden(tmp_path / "bare.html", "articles.html")


def test_policy_names_its_own_parts_and_nothing_else(tmp_path: Path) -> None:
    text = written(selection(), tmp_path / "a.html").read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy and policy[1].startswith("default-src 'none'; ")
    for name in ("style", "script"):
        (part,) = re.findall(rf"<{name}>(.*?)</{name}>", text, flags=re.DOTALL)
        assert f"{name}-src 'sha256-{base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()}'" in policy[1]
    assert not re.search(r"(?:src|href|url)\s*[=(]\s*[\"']?(?:https?:|//)", re.sub(r"<script>.*?</script>", "", text, flags=re.DOTALL))


def test_hostile_strings_come_back(tmp_path: Path) -> None:
    path = written(hostile_selection(), tmp_path / "a.html")
    tree = lxml.html.document_fromstring(path.read_bytes().decode())
    assert between([p.text_content() for p in tree.xpath('//div[starts-with(@class,"text")]/p')]) == expected()
    tags = {str(node.tag) for node in tree.iter() if isinstance(node.tag, str)}
    assert not tags & {"iframe", "img", "svg", "object", "video", "body>b", "math", "textarea", "marquee"}
    assert len(tree.xpath("//script")) == 1 and len(tree.xpath("//style")) == 1
    assert not any(name.startswith("on") or name == "style" for node in tree.iter() for name in node.attrib)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not is_there():
        pytest.skip("needs chromium and chromedriver")
    with browsing() as one:
        yield one


def test_browser_runs_nothing_of_what_is_exported(browser: Browser, tmp_path: Path) -> None:
    browser.open(written(hostile_selection(), tmp_path / "a.html"))
    shown = browser.run("return [...document.querySelectorAll('.text p')].map((p) => p.textContent)")
    assert between(shown) == expected()
    said = browser.run("return [...document.querySelectorAll('.comment')].map((p) => p.textContent)")
    assert squeezed(said) == squeezed(expected())
    assert browser.run("return document.scripts.length") == 1
    assert browser.logs() == []


TITLES = "return [...document.querySelectorAll('article:not([hidden]) .title')].map((title) => title.textContent)"


def test_searched_and_filtered_by_keyboard_and_mouse(browser: Browser, tmp_path: Path) -> None:
    browser.look(1280, 800)
    browser.open(written(selection(group="tag"), tmp_path / "a.html"))
    browser.until("return document.getElementById('shown').textContent", "3 of 3 articles")
    browser.press("/虹桥")
    browser.press(KEYS["enter"])
    browser.until(TITLES, ["老虹桥今起维修"])
    assert browser.run("return CSS.highlights.get('hit').size") >= 2
    assert browser.run("return document.querySelectorAll('section.entries:not([hidden])').length") == 1
    browser.press("/不在这里")
    browser.press(KEYS["enter"])
    browser.until(TITLES, [])
    assert browser.run("return document.getElementById('none').hidden") is False
    browser.press("/" + KEYS["escape"])
    browser.click("#tags label:has(input[value=交通])")
    browser.until(TITLES, ["末班夜渡 灯亮到最后一个人上岸", "老虹桥今起维修"])
    browser.click("#clear")
    browser.until("return document.querySelectorAll('article:not([hidden])').length", 3)
    browser.click("#colours input[value=k1]")
    browser.until(TITLES, ["末班夜渡 灯亮到最后一个人上岸", "老虹桥今起维修"])
    assert browser.run("return document.querySelectorAll('article:not([hidden]) .passage:not([hidden])').length") == 2
    browser.run("const from = document.getElementById('from'); from.value = '2024-01'; from.dispatchEvent(new Event('input', {bubbles: true}))")
    browser.until(TITLES, ["末班夜渡 灯亮到最后一个人上岸"])
    browser.click("#clear")
    browser.until("return document.querySelectorAll('article:not([hidden])').length", 3)
    browser.run("document.activeElement.blur()")
    browser.press("k")
    assert browser.run("return document.activeElement.querySelector('.title').textContent") == "Untitled"
    assert browser.logs() == []


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_is_wider_than_the_screen(browser: Browser, tmp_path: Path, width: int) -> None:
    browser.look(width, 800)
    browser.open(written(hostile_selection(), tmp_path / "a.html"))
    assert browser.run("return document.documentElement.scrollWidth") <= width
    assert browser.run("return document.getElementById('filters').open") is (width > 832)


def test_dark_and_paper(browser: Browser, tmp_path: Path) -> None:
    path = written(selection(), tmp_path / "a.html")
    ground = "return getComputedStyle(document.body).backgroundColor"
    browser.look(800, 600, dark=True)
    browser.open(path)
    assert browser.run(ground) == "rgb(36, 35, 32)"
    browser.look(800, 600)
    assert browser.run(ground) == "rgb(253, 251, 246)"
    (tmp_path / "a.pdf").write_bytes(browser.paper())
    said = subprocess.run(["pdftotext", tmp_path / "a.pdf", "-"], capture_output=True, check=True).stdout.decode()
    assert "h-1" in said and "From" not in said.split()

"""What documents say of passages of a real library: both readings of a correction, groups, order, proof of the source."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from reader.commands import (
    listing,
    verbs,  # noqa: F401  (declares the commands)
)
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.errors import Stopped
from reader.domain.views import Listing
from reader.domain.words import set_language

ISSUE = """# 末班夜渡

本报讯(记者 沈渡舟)缇江轮渡始于清末,最忙时七条航线、十九艘船。

一天要送六万人过江。

# 旧井普查

登记三百二十口。
"""


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    set_language("en")
    source = tmp_path / "晚汀日报 2024-06-08.md"
    source.write_text(ISSUE, encoding="utf-8")
    opened = open_session(tmp_path / "a.pressmark", create=True)
    opened.do("import.files", paths=[source])
    yield opened
    opened.close()


def mark(session: Session, article: int, quote: str, **values: object) -> None:
    session.do("highlight.add", article=article, spans=listing.quote_spans(session, article, quote, 1), **values)


def corrected(session: Session) -> list[int]:
    """Articles with a passage whose words are corrected (after it was marked), and one as printed."""
    first, second = session.ids(Listing("all"))
    mark(session, first, "缇江轮渡", colour="yellow", tags=["轮渡"], comment="河名待核")
    mark(session, second, "三百二十口", colour="blue", tags=["水利", "轮渡"])
    view = session.article(first)
    assert view is not None
    block = next(b for b in view.blocks if "缇江" in b.text)
    session.do("text.correct", block=block.id, old="缇江", new="泠江")
    return [first, second]


def text(session: Session, articles: list[int], out: Path, format: str = "text", **options: object) -> str:
    session.do("export.write", format=format, out=out, articles=articles, title="", options=options)
    return out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("layer", "words", "said", "unsaid"),
    [
        ("corrected", "1. 泠江轮渡", ["As printed: 缇江轮渡", "泠江轮渡始于清末"], ["[printed:"]),
        ("printed", "1. 缇江轮渡", ["缇江轮渡始于清末"], ["[printed:"]),
        ("both", "1. 泠江轮渡", ["As printed: 缇江轮渡", "泠[printed: 缇]江轮渡始于清末"], []),
    ],
)
def test_both_readings(session: Session, tmp_path: Path, layer: str, words: str, said: list[str], unsaid: list[str]) -> None:
    shown = text(session, corrected(session), tmp_path / "a.txt", layer=layer)
    assert words in shown and all(one in shown for one in said) and not any(one in shown for one in unsaid)
    assert shown.count("Wording: as printed (OCR)") == 1


def test_every_passage_carries_its_proof(session: Session, tmp_path: Path) -> None:
    articles = corrected(session)
    digest = hashlib.sha256(ISSUE.encode()).hexdigest()
    view = session.article(articles[0])
    assert view is not None
    (one,) = view.highlights
    for format in ("text", "markdown", "html"):
        shown = text(session, articles, tmp_path / f"a.{format}", format)
        for fact in (digest, one.uuid, view.uuid, view.blocks[1].uuid, "晚汀日报", "2024-06-08", "河名待核", one.created[:10], "轮渡"):
            assert fact in shown, (format, fact)


def test_groups_and_order(session: Session, tmp_path: Path) -> None:
    articles = corrected(session)
    shown = text(session, articles, tmp_path / "a.txt", group="tag", passages=True)
    assert shown.index("水利\n====") < shown.index("轮渡\n====") and shown.count("三百二十口") >= 2 and "本报讯" not in shown.split("Context")[0]
    shown = text(session, articles, tmp_path / "b.txt", order="newest", passages=True)
    assert shown.index("三百二十口") < shown.index("泠江轮渡")
    assert "Context" not in text(session, articles, tmp_path / "c.txt", context=0)
    session.do("export.write", format="docx", out=tmp_path / "a.docx", articles=articles, title="", options={"group": "tag"})
    styles = [p.style.name for p in docx.Document(str(tmp_path / "a.docx")).paragraphs if p.style is not None]
    assert styles.count("Heading 1") == 2


@pytest.mark.parametrize("format", ["text", "markdown", "html", "docx", "odt", "pdf"])
def test_cancelled_leaves_the_old_file(session: Session, tmp_path: Path, format: str) -> None:
    out = tmp_path / "a.any"
    out.write_text("before", encoding="utf-8")
    with pytest.raises(Stopped):
        session.do("export.write", format=format, out=out, articles=corrected(session), title="", stopped=lambda: True)
    assert out.read_text(encoding="utf-8") == "before"
    assert not [path.name for path in tmp_path.iterdir() if path.name.startswith(".pressmark-")]

"""Selections made of hostile strings, and of a real library with corrections, rare characters and nested tags."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from reader.commands.gathering import Wanted, gather
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.text import SourceText, Span
from reader.domain.views import ArticleView, Chip, FieldView, TagView
from reader.exports.selection import Entry, Options, Provenance, Selection, SourceFile, Sources, TextFile
from tests.exports.hostile import strings
from tests.exports.samples import ISSUE, PAGE, article, block, highlight

PER_ARTICLE = 10
WORDS = "渡船到江心,有人轻轻唱起从前的歌。"
MADE = Provenance("Pressmark", "0.0", "0b7f8a52-1111-4222-8333-944445555666", "馆藏", "李", "desk", "2026-11-28T10:00:00Z")


def unique(name: str) -> str:
    """A UUID that is always the same for a name."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, name))


def hostile_selection(options: Options | None = None) -> tuple[Selection, list[str]]:
    """A selection whose titles, notes, comments, quotes, tags and newspapers are the hostile strings, and those.

    String n is the comment, quote and (where not blank) tag of highlight n, named `unique(f"mark {n}")`.
    """
    found = strings()
    tags = tuple(
        TagView(n + 1, unique(f"tag {n}"), text, (text,), text, "#3f7ea6", None, 0, 1) for n, text in enumerate(found)
    )
    texts = {n: SourceText(n, WORDS) for n in range(1, len(found) // PER_ARTICLE + 2)}
    entries = [Entry(one) for one in _articles(found)]
    selection = Selection(
        entries, found[0], options or Options(), {"yellow": "Evidence"}, vocabulary=tags, provenance=MADE,
        sources=Sources(lambda id: _file(id, found), texts.get, lambda _uuid: WORDS.encode()),
    )  # fmt: skip
    return selection, found


def _articles(found: list[str]) -> Iterator[ArticleView]:
    for at in range(0, len(found), PER_ARTICLE):
        number = at // PER_ARTICLE + 1
        some = found[at : at + PER_ARTICLE]
        marks = [
            replace(
                highlight(at + n, text, (number, 0, 4), comment=text, tags=(Chip(at + n + 1, text, ""),)),
                uuid=unique(f"mark {at + n}"), author=text, stored=(Span(number, 0, 4),),
            )
            for n, text in enumerate(some)
        ]  # fmt: skip
        text = some[0]
        page = PAGE._replace(label=text, name=text) if hasattr(PAGE, "_replace") else replace(PAGE, label=text, name=text)
        issue = replace(
            ISSUE, newspaper=text, edition=some[1 % len(some)], uuid=unique(f"issue {number}"), source_name=text,
            details={"repository": text, "shelfmark": some[-1]},
        )  # fmt: skip
        yield article(
            replace(block(number, WORDS), uuid=unique(f"block {number}")), highlights=tuple(marks), id=number,
            uuid=unique(f"article {number}"), title=text, deck=some[2 % len(some)], kicker=some[-1], note=text, page=page,
            issue=issue, fields=(FieldView(1, "author", some[3 % len(some)], None, "read"),), tags=(Chip(at + 1, text, ""),),
        )  # fmt: skip


def _file(id: int, found: list[str]) -> TextFile:
    name = found[id % len(found)]
    file = SourceFile(unique(f"file {id}"), name, "ab" * 32, 9, "text", "utf-8", "declared", "2026-11-23T10:00:00Z")
    return TextFile(id, unique(f"text {id}"), "cd" * 32, unique(f"page {id}"), file)


ISSUES = {
    "晚汀日报-2024-06-08.md": """# 泠江客运轮渡今晨停航

## 末班夜渡 灯亮到最后一个人上岸

本报记者 沈渡舟

本报讯 不收钱,留个念想。𠮷野家的伙计说,船到江心,有人轻轻唱起从前的歌。

渡口的人数了数,一共四百零七张船票,都是𠮷字号的。第二天,船就停在岸边了。

## 停水通告

六月九日停水一天,请市民提前储水。
""",
    "Harbour Post 1934-06-05.md": """# The Last Ferry

By EDWARD W. PICKARD

LONDON, June 5.—The ferry went out for the last time last night, & nobody paid. It was said that "all was <well>".
""",
}


@contextmanager
def library(folder: Path, *, made: str = "") -> Iterator[Session]:
    """A library with two issues, nested tags, highlights across blocks, a correction, comments and notes."""
    for name, text in ISSUES.items():
        (folder / name).write_text(text, encoding="utf-8")
    session = open_session(folder / f"a{made}.pressmark", create=True)
    try:
        session.do("import.files", paths=[folder / name for name in ISSUES])
        mark_up(session)
        yield session
    finally:
        session.close()


def mark_up(session: Session) -> None:
    """Mark what the articles hold."""
    from reader.domain.views import Listing

    views = [view for id in session.ids(Listing("all")) if (view := session.article(id))]
    for number, view in enumerate(views):
        blocks = [one for one in view.blocks if one.role == "paragraph"]
        first, last = blocks[0], blocks[-1]
        session.do(
            "highlight.add", article=view.id, spans=[(first.id, 3, len(first.text)), (last.id, 0, 9)] if first is not last
            else [(first.id, 3, 12)], colour="yellow", comment=f"主题句 {number}\n& <b>第二行</b>", tags=["口述", f"题 {number}"],
        )  # fmt: skip
        at = first.text.find("𠮷")
        if at >= 0:
            session.do("highlight.add", article=view.id, spans=[(first.id, at, at + 3)], colour="blue")
        session.do("tag.add", articles=[view.id], tags=["交通"])
        session.do("note.write", article=view.id, text=f"# 备注 {number}\n\n见 **档案** K-{number}。")


def everything(session: Session, options: Options | None = None, title: str = "全部") -> Selection:
    """All articles of a library as a selection."""
    from reader.domain.views import Listing

    return gather(session, Wanted(list(session.ids(Listing("all")))), title, options or Options())

"""Small libraries made by hand, without importer or engine."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Sequence
from pathlib import Path

from reader.domain.reading import (
    Answer,
    Piece,
    RawBlock,
    RawFile,
    RawPage,
    ReadArticle,
    ReadBlock,
    ReadField,
    ReadFlag,
    Reading,
)
from reader.store.issues import IssueWriter, NewIssue
from reader.store.library import Library

TEXT = """清渚航道今起验收

一百零八盏灯 照亮夜航路

本报讯(记者 甄望)航标改造全部完工,
今起进入验收。

老船工说,过三里湾要有人站在船头喊水。𠮷田也来了。

菜场二楼的读书角

读书角开张三年,藏书从两百册长到九千册,连修鞋匠都
成了常客。
"""


def page(text: str) -> RawPage:
    """A page whose blocks are the paragraphs of `text`, one piece a line."""
    blocks, start, pieces = [], 0, []
    for line in [*text.split("\n"), ""]:
        if line:
            pieces.append((start, start + len(line)))
        elif pieces:
            blocks.append(RawBlock(tuple(pieces)))
            pieces = []
        start += len(line) + 1
    return RawPage(text, tuple(blocks))


def new_issue(text: str = TEXT, heads: Sequence[int] = (0, 4), name: str = "issue.md") -> NewIssue:
    """An issue read by hand: at each of `heads` an article begins; its first blocks are kicker and title."""
    raw = page(text)
    articles = []
    starts = [*heads, len(raw.blocks)]
    for begin, end in itertools.pairwise(starts):
        roles = ["kicker", "title"] if begin == 0 else ["title"]
        blocks = [
            ReadBlock((roles + ["paragraph"] * 99)[n], [Piece(0, a, b) for a, b in raw.blocks[i].pieces])
            for n, i in enumerate(range(begin, end))
        ]
        articles.append(ReadArticle("article", 0, blocks, [ReadField("author", "甄望", "记者")] if begin == 0 else []))
    flag = ReadFlag(
        "truncated", 0, 2, {}, [Answer("as-done"), Answer("join", {}, [["join", {"block": [0, 2]}, {"block": [0, 3]}]])]
    )
    data = text.encode()
    file = RawFile(name, hashlib.sha256(data).hexdigest(), data, "markdown", "utf-8", "utf-8", (raw,))
    return NewIssue([file], Reading(articles, [], [flag] if len(heads) > 1 else []))


def library(folder: Path, *issues: NewIssue) -> Library:
    """A new library that holds `issues` (one of TEXT where none are given)."""
    made = Library.create(folder / "test.pressmark")
    for issue in issues or (new_issue(),):
        with made.act("import.files", "me", "here", kind="import") as act:
            id = IssueWriter(act, issue).write()
            act.about(issue_ids=[id])
    return made

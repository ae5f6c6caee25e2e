"""Articles as they were: after random acts each boundary reads as it did when it was the present."""

from __future__ import annotations

import dataclasses
import itertools
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.errors import ReaderError
from reader.domain.views import ArticleView
from reader.store import articles, past
from tests.store import made

EXAMPLES = 600 if os.environ.get("PRESSMARK_DEEP") else 8
KINDS = (
    "highlight", "unmark", "colour", "tag", "untag", "note", "correct", "split", "join", "move", "role", "merge", "trash",
    "undo", "redo", "rename", "field", "new",
)  # fmt: skip


def seen(session: Session) -> dict[int, ArticleView]:
    found = [row[0] for row in session.library.rows("select id from article order by id")]
    views = {id: articles.article(session.library, id) for id in found}
    return {id: view for id, view in views.items() if view is not None}


def step(session: Session, kind: str, a: int, b: int) -> None:
    ids = [r[0] for r in session.library.rows("select id from article where shown order by id")]
    marks = [r[0] for r in session.library.rows("select id from highlight order by id")]
    view = session.article(ids[a % len(ids)])
    assert view is not None
    block = view.blocks[b % len(view.blocks)]
    if kind == "highlight":
        session.do(
            "highlight.add", article=view.id, spans=[(block.id, 0, 1 + b % len(block.text))], tags=["人名"][: b % 2]
        )
    elif kind in {"unmark", "colour"}:
        mark = marks[a % len(marks)]
        session.do("highlight.remove", highlight=mark) if kind == "unmark" else session.do(
            "highlight.colour", highlight=mark, colour=["green", "pink"][b % 2]
        )
    elif kind in {"tag", "untag"}:
        session.do(f"tag.{'add' if kind == 'tag' else 'remove'}", articles=[view.id], tags=[["水利", "航运"][b % 2]])
    elif kind == "note":
        session.do("note.write", article=view.id, text=["", "一", "二\n三"][b % 3])
    elif kind == "correct":
        session.do("text.correct", block=block.id, old=block.text[:1], new="○" if b % 2 else "")
    elif kind == "rename":
        session.do("tag.rename", tag=1, name=f"名{b}")
    elif kind in {"undo", "redo"}:
        session.do(f"history.{kind}")
    else:
        _repair(session, kind, view, b, ids)


def _repair(session: Session, kind: str, view: ArticleView, b: int, ids: list[int]) -> None:
    block, other = view.blocks[b % len(view.blocks)], ids[b % len(ids)]
    following = view.blocks[(b + 1) % len(view.blocks)]
    done: dict[str, Any] = {
        "split": ("repair.split", {"block": block.id, "offset": 1 + b % max(1, len(block.text) - 1)}),
        "join": ("repair.join", {"first": block.id, "second": following.id}),
        "move": ("repair.move", {"blocks": [block.id], "article": other if b % 3 else None}),
        "role": ("repair.role", {"block": block.id, "role": ["title", "paragraph", "deck"][b % 3]}),
        "merge": ("repair.merge", {"articles": [view.id, other]}),
        "new": ("repair.new", {"blocks": [block.id]}),
        "trash": ("article.trash", {"articles": [other]}),
        "field": ("repair.field", {"article": view.id, "name": "authors", "value": ["记者 王琳", ""][b % 2]}),
    }[kind]
    session.do(done[0], **done[1])


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("start")
    made.library(folder, made.new_issue(), made.new_issue(made.TEXT.replace("航道", "河道"), name="b.md")).close()
    return folder / "test.pressmark"


@settings(max_examples=EXAMPLES, phases=(Phase.explicit, Phase.generate))  # a walk is slow to shrink
@given(st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 40), st.integers(0, 40)), min_size=4, max_size=14))
def test_each_boundary_reads_as_it_did(
    start: Path, tmp_path_factory: pytest.TempPathFactory, walk: list[tuple[str, int, int]]
) -> None:
    path = tmp_path_factory.mktemp("walk") / "test.pressmark"
    shutil.copy(start, path)
    session = open_session(path)
    session.library.rows("pragma synchronous=off")
    try:
        taken = {session.library.last_act(): seen(session)}
        for kind, a, b in walk:
            try:
                step(session, kind, a, b)
            except (ReaderError, ZeroDivisionError):
                continue
            taken[session.library.last_act()] = seen(session)
        everything = set().union(*(views.keys() for views in taken.values()))
        for after, views in taken.items():
            for id in everything:
                then = past.article_as_of(session.library, id, after)
                assert then == views.get(id), (after, id)
        _check_steps(session, taken)
    finally:
        session.close()


def _check_steps(session: Session, taken: dict[int, dict[int, ArticleView]]) -> None:
    """Where an article reads otherwise after an act, the act is among its steps (what stands beside it aside)."""
    order = sorted(taken)
    for before, after in itertools.pairwise(order):
        for id in taken[after].keys() & taken[before].keys():
            old, new = taken[before][id], taken[after][id]
            same = {"issue": new.issue, "page": new.page, "position": new.position, "tags": new.tags, "highlights": ()}
            if dataclasses.replace(old, **same) != dataclasses.replace(new, **same):
                assert after in past.steps(session.library, id), (after, id)


def test_an_article_was_not_there_before_its_import(start: Path, tmp_path: Path) -> None:
    shutil.copy(start, tmp_path / "test.pressmark")
    session = open_session(tmp_path / "test.pressmark")
    second = session.library.value("select max(id) from article")
    assert past.article_as_of(session.library, 1, 1) is not None
    assert past.article_as_of(session.library, second, 1) is None
    assert past.article_as_of(session.library, second, 2) is not None
    assert past.steps(session.library, second) == [2]
    session.close()


def test_the_act_of_a_day(start: Path, tmp_path: Path) -> None:
    shutil.copy(start, tmp_path / "test.pressmark")
    session = open_session(tmp_path / "test.pressmark")
    assert past.act_at(session.library, "1999-12-31") == 0
    assert past.act_at(session.library, "2999-01-01") == 2
    with pytest.raises(ReaderError):
        past.act_at(session.library, "2024-13-01")
    session.close()

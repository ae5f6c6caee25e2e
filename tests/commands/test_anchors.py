"""Highlights found again in another text of their issue: never silently on look-alike words, and none forgotten."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from reader.commands import versions
from reader.commands.highlights import passage_ids, passages
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.views import Listing
from reader.store.highlights import Asked

LIKE = "井台石栏完好,井水清冽,可供四邻取用,已经登记在册"
PLACES = "东南西北前后上下"


def paragraph(number: int) -> str:
    """One of many that differ in their number only."""
    return f"第{number:03}号井在{PLACES[number % 8]}巷口,{LIKE},照看的人家每年端午淘洗一回。"


def text(articles: list[list[str]]) -> str:
    return (
        "\n\n".join("\n\n".join([f"# 旧井普查之{n}", *paragraphs]) for n, paragraphs in enumerate(articles, 1)) + "\n"
    )


def another(articles: list[list[str]], dice: random.Random) -> list[list[str]]:
    """The same issue read anew: paragraphs gone, others with the same words put in, moved, misread here and there."""
    result = []
    fresh = 900
    for paragraphs in articles:
        now: list[str] = []
        for words in paragraphs:
            chance = dice.random()
            if chance < 0.12:
                continue
            if chance < 0.3:
                at = dice.randrange(12, len(words) - 1)
                words = words[:at] + dice.choice("〇井并丼开") + words[at + 1 :]
            if chance > 0.88:
                now.append(f"村口新打的第{fresh}眼井,{LIKE},由小学的师生轮流照管。")
                fresh += 1
            now.append(words)
        if len(now) > 2 and dice.random() < 0.4:
            at = dice.randrange(len(now) - 1)
            now[at], now[at + 1] = now[at + 1], now[at]
        result.append(now)
    return result


def marked(session: Session, dice: random.Random, count: int) -> dict[str, str]:
    """So many highlights; by permanent id the number of the paragraph each lies in."""
    made: dict[str, str] = {}
    ids = session.ids(Listing("all"))
    while len(made) < count:
        view = session.article(dice.choice(list(ids)))
        assert view is not None
        block = dice.choice([b for b in view.blocks if b.role == "paragraph"])
        start = dice.randrange(len(block.text) - 4)
        end = min(len(block.text), start + dice.randrange(3, 16))
        id = session.do("highlight.add", article=view.id, spans=[(block.id, start, end)], colour="yellow").value
        fresh = session.article(view.id)
        assert fresh is not None
        made[next(h.uuid for h in fresh.highlights if h.id == id)] = block.text[1:4]
    return made


def wrong_and_lost(session: Session, made: dict[str, str]) -> tuple[list[str], int]:
    """Highlights that lie in another paragraph than the one they were made in; and how many are said to be lost."""
    wrong, lost = [], 0
    ids = passage_ids(session, Asked())
    told = passages(session, ids)
    assert {told[id].state for id in ids} <= {"ok", "changed", "lost"}
    for id in ids:
        (unique,) = session.library.rows("select uuid from highlight where id = ?", (id,))[0]
        article = told[id].article
        view = session.article(article) if article is not None else None
        mark = next((h for h in view.highlights if h.uuid == unique), None) if view else None
        if mark is None or mark.state == "lost":
            lost += 1
            continue
        by_id = {b.id: b.text for b in view.blocks} if view else {}
        if any(made[unique] not in by_id[s.block][:6] for s in mark.spans):
            wrong.append(f"{mark.quote} of {made[unique]} lies in {by_id[mark.spans[0].block][:8]}")
        elif mark.state == "ok":
            assert "".join(by_id[s.block][s.start : s.end] for s in mark.spans) == mark.quote
    tray = {mark.id for mark in versions.lost(session)} - set(ids)
    assert len(ids) + len(tray) == len(made), "none is forgotten"
    return wrong, lost + len(tray)


def anchored(tmp_path: Path, cases: int, each: int) -> None:
    total = lost = 0
    for seed in range(cases):
        dice = random.Random(seed)
        articles = [[paragraph(10 * n + k) for k in range(5)] for n in range(4)]
        folder = tmp_path / str(seed)
        folder.mkdir()
        (folder / "old.md").write_text(text(articles), encoding="utf-8")
        (folder / "new.md").write_text(text(another(articles, dice)), encoding="utf-8")
        session = open_session(folder / "a.pressmark", create=True)
        session.do("import.files", paths=[folder / "old.md"])
        made = marked(session, dice, each)
        session.do("import.version", paths=[folder / "new.md"], issue=1)
        wrong, gone = wrong_and_lost(session, made)
        assert wrong == [], (seed, wrong)
        lost += gone
        total += session.counts()["highlights"]
        session.close()
    assert total == cases * each, "none is forgotten"
    print(f"{lost} of {total} are in the tray")
    assert 0 < lost < total // 2, (lost, total)


def test_no_highlight_lies_silently_on_words_that_only_look_alike(tmp_path: Path) -> None:
    anchored(tmp_path, cases=6, each=20)


@pytest.mark.deep
@pytest.mark.timeout(7200)
def test_none_of_a_thousand_highlights_does(tmp_path: Path) -> None:
    anchored(tmp_path, cases=50, each=20)

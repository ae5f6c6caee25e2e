"""Libraries of several people on the same issues, working apart and exchanging bundles."""

from __future__ import annotations

import contextlib
import json
import random
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.errors import ReaderError
from reader.store import state
from reader.store.merge_doubts import CODES
from reader.store.naming import KEYS
from tests.store import made

PEOPLE = ("甄望", "Lin", "周岚")


def replicas(folder: Path, count: int, name: str = "") -> list[Session]:
    """The same issue in the libraries of several people, each with a first act of a common past."""
    base = folder / f"base{name}.pressmark"
    if not base.exists():
        (folder / f"made{name}").mkdir()
        library = made.library(
            folder / f"made{name}", made.new_issue(), made.new_issue(made.TEXT.replace("航道", "渡口"), name="b.md")
        )
        library.close()
        shutil.move(folder / f"made{name}" / "test.pressmark", base)
        session = open_session(base)
        session.do("tag.add", articles=[1], tags=["水利"])
        session.do("highlight.add", article=1, spans=[(3, 0, 4)], comment="起初")
        session.close()
    found = []
    for n in range(count):
        path = folder / f"{PEOPLE[n]}{name}.pressmark"
        shutil.copy(base, path)
        session = open_session(path)
        session.author, session.device = PEOPLE[n], f"device-{n}"
        for setting in ("synchronous=off", "journal_mode=memory"):
            session.library.rows(f"pragma {setting}")
        found.append(session)
    return found


def canonical(session: Session) -> dict[str, list[str]]:
    """What a library says, whatever its row numbers: all records, rows that only tie things together without ids of their own."""
    records = list(state.of_library(session.library))
    for issue in state.every_issue(session.library):
        records += state.of_issue(session.library, issue)
    told: dict[str, list[str]] = {}
    for record in state.once(records):
        entity = record["entity"]
        if entity == "flag" and record["code"] in CODES and record["state"] != "open":
            continue
        if entity == "block":
            record["pieces"] = _touching(record["pieces"])
        out = {"entity", "imported_at"} | ({"uuid"} if entity in KEYS else set())
        plain = {name: value for name, value in record.items() if name not in out}
        told.setdefault(entity, []).append(json.dumps(plain, ensure_ascii=False, sort_keys=True))
    return {entity: sorted(rows) for entity, rows in told.items()}


def _touching(pieces: list[list[Any]]) -> list[list[Any]]:
    """Pieces with those that touch made one: a block split and joined again reads the same."""
    made: list[list[Any]] = []
    for text, start, end in pieces:
        if made and made[-1][0] == text and made[-1][2] == start:
            made[-1][2] = end
        else:
            made.append([text, start, end])
    return made


def send(source: Session, to: Session, folder: Path, **how: Any) -> Any:
    """A bundle from one to another."""
    path = folder / "sent.pressmark-bundle"
    source.do("bundle.write", out=path, **how)
    return to.do("bundle.merge", path=path).value


def act(session: Session, dice: random.Random) -> None:
    """One random act of a person; one that is refused does nothing."""
    with contextlib.suppress(ReaderError):
        _STEPS[dice.randrange(len(_STEPS))](session, dice)


def _article(session: Session, dice: random.Random) -> int:
    ids = [r[0] for r in session.library.rows("select id from article where trashed is null order by id")]
    return int(dice.choice(ids))


def _block(session: Session, dice: random.Random, least: int = 1) -> tuple[int, int, str]:
    sql = "select id, article_id, text from block where article_id is not null and length(text) >= ? order by id"
    rows = session.library.rows(sql, (least,))
    if not rows:
        raise ReaderError("nothing to choose from", "")
    return tuple(dice.choice(rows))


def _any(session: Session, dice: random.Random, table: str) -> int:
    rows = session.library.rows(f"select id from {table} order by id")
    if not rows:
        raise ReaderError("nothing to choose from", "")
    return int(dice.choice(rows)[0])


def _highlight(s: Session, d: random.Random) -> None:
    block, article, text = _block(s, d, 4)
    start = d.randrange(len(text) - 2)
    spans = [(block, start, min(len(text), start + 2 + d.randrange(4)))]
    s.do(
        "highlight.add",
        article=article,
        spans=spans,
        comment=d.choice(["", "疑", "check"]),
        tags=d.choice([[], ["人名"]]),
    )


def _correct(s: Session, d: random.Random) -> None:
    block, _article_id, text = _block(s, d, 4)
    start = d.randrange(len(text) - 2)
    s.do("text.rewrite", block=block, text=text[:start] + d.choice(["改", "正字", ""]) + text[start + 1 :])


def _split(s: Session, d: random.Random) -> None:
    block, _article_id, text = _block(s, d, 3)
    s.do("repair.split", block=block, offset=1 + d.randrange(len(text) - 1))


def _join(s: Session, d: random.Random) -> None:
    one, _a, _t = _block(s, d)
    other, _a, _t = _block(s, d)
    s.do("repair.join", first=one, second=other)


def _words(d: random.Random) -> str:
    return d.choice(["与年报核对", "see p. 3", "𠮷田", "", "存疑\n再看"])


_STEPS: tuple[Callable[[Session, random.Random], object], ...] = (
    _highlight, _highlight, _correct, _split, _join,
    lambda s, d: s.do("highlight.colour", highlight=_any(s, d, "highlight"), colour=d.choice(["green", "pink", "blue"])),
    lambda s, d: s.do("highlight.comment", highlight=_any(s, d, "highlight"), text=_words(d)),
    lambda s, d: s.do("highlight.comment", highlight=_any(s, d, "highlight"), text=_words(d)),
    lambda s, d: s.do("highlight.remove", highlight=_any(s, d, "highlight")),
    lambda s, d: s.do("highlight.tag", highlight=_any(s, d, "highlight"), tags=[d.choice(["人名", "地名", "水利"])]),
    lambda s, d: s.do("tag.add", articles=[_article(s, d)], tags=[d.choice(["人名", "地名", "水利", "航运"])]),
    lambda s, d: s.do("tag.remove", articles=[_article(s, d)], tags=[d.choice(["人名", "地名", "水利"])]),
    lambda s, d: s.do("tag.rename", tag=_any(s, d, "tag"), name=d.choice(["水务", "姓名", "航运"])),
    lambda s, d: s.do("tag.move", tag=_any(s, d, "tag"), parent=_any(s, d, "tag")),
    lambda s, d: s.do("tag.delete", tag=_any(s, d, "tag")),
    lambda s, d: s.do("tag.merge", sources=[_any(s, d, "tag")], into=_any(s, d, "tag")),
    lambda s, d: s.do("tag.note", tag=_any(s, d, "tag"), text=_words(d)),
    lambda s, d: s.do("note.write", article=_article(s, d), text=_words(d)),
    lambda s, d: s.do("note.write", article=_article(s, d), text=_words(d)),
    lambda s, d: s.do("repair.role", block=_block(s, d)[0], role=d.choice(["caption", "subhead", "paragraph"])),
    lambda s, d: s.do("repair.move", blocks=[_block(s, d)[0]], article=_article(s, d)),
    lambda s, d: s.do("repair.new", blocks=[_block(s, d)[0]]),
    lambda s, d: s.do("repair.merge", articles=[_article(s, d), _article(s, d)]),
    lambda s, d: s.do("repair.field", article=_article(s, d), name="place", value=d.choice(["清渚", "晚汀", ""])),
    lambda s, d: s.do("repair.field", article=_article(s, d), name="authors", value=d.choice(["记者 王琳", "赵婕"])),
    lambda s, d: s.do("repair.link", first=_article(s, d), second=_article(s, d)),
    lambda s, d: s.do("issue.set", issue=_any(s, d, "issue"), values={"newspaper": d.choice(["甲报", "乙报"]), "date": d.choice(["1931-05", "1931"])}),
    lambda s, d: s.do("article.state", articles=[_article(s, d)], state=d.choice(["read", "done"])),
    lambda s, d: s.do("flag.answer", flag=_any(s, d, "flag"), answer=d.randrange(3)),
    lambda s, d: s.undo().result(),
    lambda s, d: s.undo().result(),
    lambda s, d: s.redo().result(),
)  # fmt: skip


def differing(one: Mapping[str, Sequence[str]], other: Mapping[str, Sequence[str]]) -> list[str]:
    """The rows that only one of two states has."""
    lines = []
    for entity in sorted(one.keys() | other.keys()):
        mine, theirs = set(one.get(entity, ())), set(other.get(entity, ()))
        lines += [f"< {entity} {row}" for row in sorted(mine - theirs)] + [
            f"> {entity} {row}" for row in sorted(theirs - mine)
        ]
    return lines

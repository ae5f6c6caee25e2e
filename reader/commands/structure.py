"""Repairs of structure and text: roles, moves, splits, joins, fields, corrections, answers to doubts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from reader.commands.marks import clean
from reader.commands.registry import command
from reader.commands.session import Session
from reader.domain.errors import ReaderError, UsageError
from reader.domain.reading import KINDS, ROLES
from reader.domain.text import lay_out
from reader.domain.views import Outcome
from reader.domain.words import N_
from reader.store import flags, structure_acts
from reader.store.act import Act
from reader.store.texts import sources

FIELDS = ("authors", "agency", "place", "date", "column", "series", "credit", "continued_from", "continued_on")


def _one_of(value: str, allowed: Sequence[str]) -> str:
    if value not in allowed:
        raise UsageError(
            N_("{value} is not known here."), N_("Use one of: {allowed}."), value=value, allowed=", ".join(allowed)
        )
    return value


def _articles(act: Act, *ids: int) -> None:
    for id in ids:
        if act.get("article", id, "id") is None:
            raise ReaderError(N_("There is no article {id}."), N_("`pressmark articles` lists them."), id=id)


@command("repair.role", N_("Set role"), menu="article", mode="repair", when="has_block")
def set_role(session: Session, block: int, role: str) -> None:
    """Give a block another role."""
    with session.act("repair.role") as act:
        structure_acts.set_role(act, block, _one_of(role, ROLES))
        act.about(about=role)


@command("repair.move", N_("Move block"), menu="article", mode="repair", when="has_block")
def move_blocks(session: Session, blocks: Sequence[int], article: int | None, before: int | None = None) -> None:
    """Move blocks to another article (None: to the furniture), before one of its blocks or at its end."""
    with session.act("repair.move") as act:
        if article is not None:
            _articles(act, article)
        structure_acts.move(act, blocks, article, before)
        act.about(article)


@command("repair.split", N_("Split block"), menu="article", mode="repair", when="has_block")
def split_block(session: Session, block: int, offset: int) -> Outcome:
    """Split a block before a character of its shown text; Outcome.value is the new right half's id."""
    with session.act("repair.split") as act:
        made = structure_acts.split(act, block, offset)
    return Outcome(made, act.id)


@command("repair.join", N_("Join blocks"), menu="article", mode="repair", when="has_block")
def join_blocks(session: Session, first: int, second: int) -> None:
    """Join the second block to the first."""
    with session.act("repair.join") as act:
        structure_acts.join(act, first, second)


@command("repair.new", N_("New article from blocks"), menu="article", mode="repair", when="has_block")
def new_article(session: Session, blocks: Sequence[int]) -> Outcome:
    """Make a new article of blocks; Outcome.value is its id."""
    with session.act("repair.new") as act:
        made = structure_acts.new_article(act, blocks)
        act.about(made)
    return Outcome(made, act.id)


@command("repair.merge", N_("Merge articles"), menu="article", context=("list",), mode="repair", when="has_articles")
def merge_articles(session: Session, articles: Sequence[int]) -> None:
    """Merge articles into the first of them."""
    with session.act("repair.merge") as act:
        _articles(act, *articles)
        structure_acts.merge(act, articles[0], articles[1:])
        act.about(articles[0])


@command("repair.reorder", N_("Reorder articles"), hidden=True)
def reorder_articles(session: Session, articles: Sequence[int]) -> None:
    """Bring articles of one issue into the given order."""
    with session.act("repair.reorder") as act:
        _articles(act, *articles)
        structure_acts.reorder(act, articles)


@command("repair.kind", N_("Set kind of article"), menu="article", when="has_article")
def set_kind(session: Session, article: int, kind: str) -> None:
    """Say what an article is: article, photo, notice, advert, contents, other."""
    with session.act("repair.kind") as act:
        _articles(act, article)
        act.update("article", article, kind=_one_of(kind, KINDS))
        act.about(article, about=kind)


@command("repair.link", N_("Link continuation"), hidden=True)
def link_articles(session: Session, first: int, second: int) -> None:
    """Say that the first article continues in the second."""
    with session.act("repair.link") as act:
        _articles(act, first, second)
        structure_acts.link(act, first, second)
        act.about(first)


@command("repair.unlink", N_("Unlink continuation"), hidden=True)
def unlink_article(session: Session, article: int) -> None:
    """Say that an article continues nowhere and comes from nowhere."""
    with session.act("repair.unlink") as act:
        _articles(act, article)
        structure_acts.link(act, article, None)
        structure_acts.unlink_from(act, article)
        act.about(article)


@command("repair.field", N_("Set field of article"), hidden=True)
def set_field(session: Session, article: int, name: str, value: str) -> None:
    """Set authors (`记者 张辉; 王琳`), agency, place, date, column …; an empty value makes it unknown."""
    with session.act("repair.field") as act:
        _articles(act, article)
        stored = "author" if _one_of(name, FIELDS) == "authors" else name
        structure_acts.set_field(act, article, stored, _values(stored, clean(value).strip()))
        act.about(article, about=f"{name}: {value}")


def _values(name: str, value: str) -> list[tuple[str, str | None]]:
    if name != "author":
        return [(value, None)] if value else []
    people = [p.strip() for p in re.split(r"[;；\n]", value) if p.strip()]
    found = []
    for person in people:
        role, _blank, rest = person.partition(" ")
        known = role in {"记者", "記者", "通讯员", "通訊員", "实习生", "實習生", "摄影", "攝影", "文", "图"}
        found.append((rest.strip(), role) if known and rest.strip() else (person, None))
    return found


@command("text.correct", N_("Correct text"), hidden=True)
def correct_text(session: Session, block: int, old: str, new: str, nth: int | None = None) -> Outcome:
    """Correct OCR text: `old` as shown in the block becomes `new`; the printed text stays readable.

    Raises ReaderError where `old` is absent, or stands there more than once and `nth` (from 1) is not given.
    """
    with session.act("text.correct") as act:
        stored = structure_acts.one_block(act, block)
        laid = lay_out(stored.pieces, sources(act, {p.source for p in stored.pieces}))
        start = place_of(laid.text, clean(old), nth)
        made = structure_acts.correct(act, laid, start, start + len(clean(old)), clean(new))
        act.about(stored.article, about=f"{old} → {new}")
    return Outcome(made, act.id)


def place_of(text: str, quote: str, nth: int | None) -> int:
    """Where a quote starts. Raises ReaderError where it is absent, or ambiguous and `nth` (from 1) is not given."""
    places = [m.start() for m in re.finditer(f"(?={re.escape(quote)})", text)] if quote else []
    found: int = pick(places, quote, nth)
    return found


def pick(places: Sequence[Any], quote: str, nth: int | None) -> Any:
    """The nth of several places, or the only one. Raises ReaderError where there is none, or several and no `nth`."""
    if not places or (nth is not None and not 1 <= nth <= len(places)):
        raise ReaderError(N_("“{quote}” does not stand there."), N_("Give the words exactly as shown."), quote=quote)
    if nth is None and len(places) > 1:
        raise ReaderError(
            N_("“{quote}” stands there {count} times."), N_("Say which with --nth."), quote=quote, count=len(places)
        )
    return places[(nth or 1) - 1]


@command("flag.answer", N_("Answer"), hidden=True, mode="review")
def answer_flag(session: Session, flag: int, answer: int) -> None:
    """Settle a doubt with its numbered answer (0: dismiss); the repairs it stands for are one undo step."""
    found = flags.flags(session.library, id=flag)
    if not found or not 0 <= answer <= len(found[0].answers):
        raise ReaderError(
            N_("There is no flag {id} with an answer {n}."), N_("`pressmark flags` lists them."), id=flag, n=answer
        )
    with session.act("flag.answer") as act:
        if answer:
            made: list[object] = []
            for verb, *arguments in found[0].answers[answer - 1].get("acts", []):
                made.append(_VERBS[str(verb)](act, [_resolve(act, a, made) for a in arguments]))
        act.update("flag", flag, state="answered" if answer else "dismissed", answer=answer or None)
        act.about(found[0].article, about=found[0].code)


def _resolve(act: Act, value: Any, made: Sequence[object]) -> Any:
    """What an answer names, as ids: blocks and articles by UUID, `{"made": n}` what its act n made."""
    if isinstance(value, dict) and "made" in value:
        return made[value["made"]]
    if isinstance(value, dict) and "block" in value:
        return structure_acts.by_uuid(act, "block", value["block"])
    if isinstance(value, dict) and "article" in value:
        return structure_acts.by_uuid(act, "article", value["article"])
    return [_resolve(act, v, made) for v in value] if isinstance(value, list) else value


def _flat(values: Sequence[Any]) -> list[Any]:
    return [v for value in values for v in (_flat(value) if isinstance(value, list) else [value])]


_VERBS: dict[str, Callable[[Act, list[Any]], object]] = {
    "role": lambda act, a: structure_acts.set_role(act, a[0], a[1]),
    "move": lambda act, a: _move(act, a),
    "split": lambda act, a: structure_acts.split(act, a[0], a[1]),
    "join": lambda act, a: structure_acts.join(act, a[0], a[1]),
    "new": lambda act, a: structure_acts.new_article(act, _flat(a)),
    "merge": lambda act, a: structure_acts.merge(act, _flat(a)[0], _flat(a)[1:]),
    "kind": lambda act, a: act.update("article", a[0], kind=a[1]),
    "link": lambda act, a: structure_acts.link(act, a[0], a[1]),
    "field": lambda act, a: structure_acts.set_field(
        act, a[0], "author" if a[1] == "authors" else a[1], _values(a[1], a[2])
    ),
}


def _move(act: Act, arguments: list[Any]) -> None:
    """`move BLOCK… ARTICLE-or-furniture [before BLOCK]` as answers write it."""
    before = None
    if len(arguments) > 2 and arguments[-2] == "before":
        before, arguments = arguments[-1], arguments[:-2]
    target = arguments[-1]
    structure_acts.move(act, _flat(arguments[:-1]), None if target == "furniture" else target, before)

"""Repairs of structure: roles, moves, splits, joins, fields, answers to doubts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from reader.commands.marks import clean
from reader.commands.registry import command
from reader.commands.session import Session
from reader.domain.errors import ReaderError, UsageError
from reader.domain.reading import KINDS, ROLES
from reader.domain.text import PRINTED, Span, lay_out
from reader.domain.views import Outcome
from reader.domain.words import N_
from reader.store import article_acts, foreign_marks, merge_doubts, structure_acts
from reader.store.act import Act
from reader.store.carrying import take_version
from reader.store.texts import sources

FIELDS = ("authors", "agency", "place", "date", "column", "series", "credit", "continued_from", "continued_on")


def one_of(value: str, allowed: Sequence[str]) -> str:
    """`value` where it is allowed. Raises UsageError that names what is."""
    if value not in allowed:
        raise UsageError(
            N_("{value} is not known here."), N_("Use one of: {allowed}."), value=value, allowed=", ".join(allowed)
        )
    return value


def stand_there(act: Act, *ids: int) -> None:
    """Raise ReaderError where one of the articles is not there."""
    for id in ids:
        if act.get("article", id, "id") is None:
            raise ReaderError(N_("There is no article {id}."), N_("`pressmark articles` lists them."), id=id)


@command(
    "repair.role", N_("Set role…"), keys="Shift+R", menu="article", context=("block",), mode="repair", when="has_block"
)
def set_role(session: Session, block: int, role: str, more: Sequence[int] = ()) -> None:
    """Give a block (and `more` of them) another role; the people named in a byline are read from it."""
    with session.act("repair.role") as act:
        for id in (block, *more):
            structure_acts.set_role(act, id, one_of(role, ROLES))
            if role in {"byline", "signature"}:
                _read_people(act, id)
        act.about(structure_acts.one_block(act, block).article, about=role)


def _read_people(act: Act, block: int) -> None:
    """Enter the people a byline names as authors, where none of the article's authors was read from its words."""
    found = structure_acts.one_block(act, block)
    laid = lay_out(found.pieces, sources(act, {p.source for p in found.pieces}), PRINTED)
    from reader.structure.bylines import bare_names, byline_line, western_byline

    people = byline_line(laid.text) or western_byline(laid.text) or bare_names(laid.text)
    if found.article is None or not people:
        return
    spans = [next(iter(laid.to_source(p.start, p.end)), None) for p in people]
    structure_acts.add_authors(act, found.article, [(p.name, p.role) for p in people], spans)


@command("repair.move", N_("Move to…"), keys="m", menu="article", context=("block",), mode="repair", when="has_block")
def move_blocks(session: Session, blocks: Sequence[int], article: int | None, before: int | None = None) -> None:
    """Move blocks to another article (None: to the furniture), before one of its blocks or at its end."""
    with session.act("repair.move") as act:
        if article is not None:
            stand_there(act, article)
        former = structure_acts.homes(act, blocks)
        structure_acts.move(act, blocks, article, before)
        structure_acts.settle_emptied(act, former, article)
        act.about(former[0] if former and former[0] is not None else article)


@command(
    "repair.split",
    N_("Split block at caret"),
    keys="s",
    menu="article",
    context=("block",),
    mode="repair",
    when="has_block",
)
def split_block(session: Session, block: int, offset: int) -> Outcome:
    """Split a block before a character of its shown text; Outcome.value is the new right half's id."""
    with session.act("repair.split") as act:
        made = structure_acts.split(act, block, offset)
        act.about(structure_acts.one_block(act, block).article)
    return Outcome(made, act.id)


@command(
    "repair.join",
    N_("Join with next block"),
    keys="+",
    menu="article",
    context=("block",),
    mode="repair",
    when="has_block",
)
def join_blocks(session: Session, first: int, second: int, more: Sequence[int] = ()) -> None:
    """Join the second block (and `more`, in order) to the first."""
    with session.act("repair.join") as act:
        former = structure_acts.homes(act, [first, second, *more])
        for other in (second, *more):
            structure_acts.join(act, first, other)
        structure_acts.settle_emptied(act, former[1:], former[0])
        act.about(former[0])


@command(
    "repair.new",
    N_("New article from blocks"),
    keys="Shift+A",
    menu="article",
    context=("block",),
    mode="repair",
    when="has_block",
)
def new_article(session: Session, blocks: Sequence[int]) -> Outcome:
    """Make a new article of blocks; Outcome.value is its id."""
    with session.act("repair.new") as act:
        former = structure_acts.homes(act, blocks)
        made = structure_acts.new_article(act, blocks)
        structure_acts.settle_emptied(act, former, made)
        act.about(former[0] if former[0] is not None else made)
    return Outcome(made, act.id)


@command(
    "repair.merge",
    N_("Merge articles…"),
    keys="Shift+M",
    menu="article",
    context=("list",),
    mode="repair",
    when="editable_article",
)
def merge_articles(session: Session, articles: Sequence[int]) -> None:
    """Merge articles into the first of them."""
    with session.act("repair.merge") as act:
        stand_there(act, *articles)
        if len(set(articles)) < 2:
            raise UsageError(
                N_("One article alone cannot be merged."), N_("Name the articles that go with it as well.")
            )
        article_acts.merge(act, articles[0], [id for id in dict.fromkeys(articles) if id != articles[0]])
        act.about(articles[0])


@command("repair.reorder", N_("Reorder articles"), hidden=True)
def reorder_articles(session: Session, articles: Sequence[int]) -> None:
    """Bring articles of one issue into the given order."""
    with session.act("repair.reorder") as act:
        stand_there(act, *articles)
        structure_acts.reorder(act, articles)


@command(
    "repair.kind",
    N_("Set kind of article"),
    keys="Shift+T",
    menu="article",
    mode="repair",
    context=("list",),
    when="editable_article",
)
def set_kind(session: Session, article: int, kind: str) -> None:
    """Say what an article is: article, photo, notice, advert, contents, other."""
    with session.act("repair.kind") as act:
        stand_there(act, article)
        act.update("article", article, kind=one_of(kind, KINDS))
        act.about(article, about=kind)


@command(
    "repair.link",
    N_("Link or unlink continuation…"),
    keys="Shift+L",
    menu="article",
    mode="repair",
    context=("list",),
    when="editable_article",
)
def link_articles(session: Session, first: int, second: int) -> None:
    """Say that the first article continues in the second."""
    with session.act("repair.link") as act:
        stand_there(act, first, second)
        if first == second:
            raise UsageError(N_("An article cannot continue in itself."), N_("Name the article it goes on in."))
        structure_acts.link(act, first, second)
        act.about(first)


@command("repair.unlink", N_("Unlink continuation"), hidden=True)
def unlink_article(session: Session, article: int) -> None:
    """Say that an article continues nowhere and comes from nowhere."""
    with session.act("repair.unlink") as act:
        stand_there(act, article)
        structure_acts.link(act, article, None)
        structure_acts.unlink_from(act, article)
        act.about(article)


@command(
    "repair.field",
    N_("Fields of article…"),
    keys="Shift+F",
    menu="article",
    mode="repair",
    context=("list",),
    when="editable_article",
)
def set_field(session: Session, article: int, name: str, value: str, words: tuple[int, int, int] | None = None) -> None:
    """Set authors (`记者 张辉; 王琳`), agency, place, date, column …; an empty value makes it unknown.

    `words`: (block, start, end) of the shown text that the value stands in, where a person pointed at it.
    """
    with session.act("repair.field") as act:
        stand_there(act, article)
        stored = "author" if one_of(name, FIELDS) == "authors" else name
        span = _span_of(act, words) if words else None
        structure_acts.set_field(act, article, stored, _values(stored, clean(value).strip()), span)
        act.about(article, about=f"{name}: {value}")


@command("repair.fields", N_("Set fields of article"), hidden=True)
def set_fields(
    session: Session, article: int, values: Mapping[str, str], words: Mapping[str, tuple[int, int, int]] | None = None
) -> None:
    """Set several values of an article at once, each as `repair.field` does."""
    with session.act("repair.fields") as act:
        stand_there(act, article)
        for name, value in values.items():
            stored = "author" if one_of(name, FIELDS) == "authors" else name
            span = _span_of(act, words[name]) if words and name in words else None
            structure_acts.set_field(act, article, stored, _values(stored, clean(value).strip()), span)
        act.about(article, about=", ".join(values))


def _span_of(act: Act, words: tuple[int, int, int]) -> Span | None:
    block, start, end = words
    found = structure_acts.one_block(act, block)
    spans = lay_out(found.pieces, sources(act, {p.source for p in found.pieces})).to_source(start, end)
    return spans[0] if spans else None


_PEOPLE = frozenset({
    "记者", "記者", "通讯员", "通訊員", "实习生", "實習生", "实习记者", "見習記者", "见习记者", "特约记者",
    "特約記者", "首席记者", "摄影", "攝影", "摄影记者", "文", "图", "圖", "文/图", "图/文",
    "作者", "执笔", "整理", "编辑", "翻译", "Reporter", "Correspondent", "Photographer",
})  # fmt: skip


def _values(name: str, value: str) -> list[tuple[str, str | None]]:
    if name != "author":
        return [(value, None)] if value else []
    people = [p.strip() for p in re.split(r"[;；\n]", value) if p.strip()]
    found = []
    for person in people:
        role, _blank, rest = person.partition(" ")
        known = role.removeprefix("本报").removeprefix("本報") in _PEOPLE
        found.append((rest.strip(), role) if known and rest.strip() else (person, None))
    return found


def give_answer(act: Act, answer: dict[str, Any]) -> None:
    """Carry out the repairs that a stored answer to a doubt stands for. Raises what a repair raises."""
    made: list[object] = []
    for verb, *arguments in answer.get("acts", []):
        made.append(_VERBS[str(verb)](act, [_resolve(act, a, made) for a in arguments]))


def _resolve(act: Act, value: Any, made: Sequence[object]) -> Any:
    """What an answer names, as ids: blocks and articles by UUID, `{"made": n}` what its act n made."""
    if isinstance(value, dict) and "made" in value:
        return made[value["made"]]
    if isinstance(value, dict) and "block" in value:
        return structure_acts.by_uuid(act, "block", value["block"])
    if isinstance(value, dict) and "article" in value:
        return structure_acts.by_uuid(act, "article", value["article"])
    if isinstance(value, dict) and "issue" in value:
        return structure_acts.by_uuid(act, "issue", value["issue"])
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
    "version": lambda act, a: take_version(act, a[0], a[1]),
    "write": lambda act, a: merge_doubts.write(act, a[0], a[1], a[2], a[3:]),
    "remove": lambda act, a: merge_doubts.remove(act, a[0], a[1:]),
    "read": lambda act, a: merge_doubts.read(act, *a),
    "mark": lambda act, a: foreign_marks.answer(act, a),
}


def _move(act: Act, arguments: list[Any]) -> None:
    """`move BLOCK… ARTICLE-or-furniture [before BLOCK]` as answers write it."""
    before = None
    if len(arguments) > 2 and arguments[-2] == "before":
        before, arguments = arguments[-1], arguments[:-2]
    target = arguments[-1]
    structure_acts.move(act, _flat(arguments[:-1]), None if target == "furniture" else target, before)

"""The tags of a library as an authority file: put on things, named, ordered, united, split, taken away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reader.commands.marks import clean, require
from reader.commands.naming import said_of, tag_for, tag_name
from reader.commands.registry import command
from reader.commands.session import Session
from reader.domain.errors import ReaderError, UsageError
from reader.domain.views import Chip, Outcome, TaggedMark
from reader.domain.words import N_
from reader.store import articles as article_rows
from reader.store import tagging, vocabulary
from reader.store.act import Act

# ---- on articles, highlights and issues


@command(
    "tag.add", N_("Tag article"), keys="t", menu="marks", context=("article", "list"), when="has_article", icon="tag"
)
def add_tags(
    session: Session, articles: Iterable[int] = (), tags: Sequence[str] = (), highlights: Iterable[int] = (),
    anew: bool = False,
) -> Outcome:  # fmt: skip
    """Put tags on articles and highlights; those unknown so far are made. One act however many there are.

    A name that is only like that of a tag (case, width, spacing, 繁简) means that tag, and `said` tells so, unless
    `anew`. Outcome.value is on how many things a tag was put that had it not.
    """
    wanted, marked = list(articles), list(highlights)
    with session.act("tag.add") as act:
        _require_all(act, wanted, marked)
        meant = [tag_for(act, name, anew) for name in tags]
        count = 0
        for one in meant:
            count += tagging.put(act, "article_tag", wanted, one.id)
            count += tagging.put(act, "highlight_tag", marked, one.id)
        act.about(wanted[0] if wanted else None, about=", ".join(tags))
    return Outcome(count, act.id, said_of(tags, meant))


@command("tag.remove", N_("Remove tag from article"), hidden=True, context=("tag",))
def remove_tags(
    session: Session, articles: Iterable[int] = (), tags: Sequence[str] = (), highlights: Iterable[int] = ()
) -> Outcome:
    """Take tags off articles and highlights; Outcome.value is off how many things."""
    wanted, marked = list(articles), list(highlights)
    with session.act("tag.remove") as act:
        _require_all(act, wanted, marked)
        count = 0
        for name in tags:
            known = named(act, name)
            count += tagging.take_off(act, "article_tag", wanted, known)
            count += tagging.take_off(act, "highlight_tag", marked, known)
        act.about(wanted[0] if wanted else None, about=", ".join(tags))
    return Outcome(count, act.id)


@command("issue.tag", N_("Tag issue"), hidden=True)
def tag_issue(session: Session, issue: int, tags: Sequence[str], anew: bool = False) -> Outcome:
    """Put tags on an issue and on each of its articles; Outcome.value is on how many articles they came."""
    with session.act("issue.tag") as act:
        require(act, "issue", issue)
        meant = [tag_for(act, name, anew) for name in tags]
        count = sum(tagging.tag_issue(act, issue, one.id) for one in meant)
        act.about(about=", ".join(tags))
    return Outcome(count, act.id, said_of(tags, meant))


@command("issue.untag", N_("Remove tag from issue"), hidden=True)
def untag_issue(session: Session, issue: int, tags: Sequence[str]) -> Outcome:
    """Take tags off an issue and off each of its articles; Outcome.value is off how many articles."""
    with session.act("issue.untag") as act:
        require(act, "issue", issue)
        count = sum(tagging.untag_issue(act, issue, named(act, name)) for name in tags)
        act.about(about=", ".join(tags))
    return Outcome(count, act.id)


def _require_all(act: Act, articles: Sequence[int], highlights: Sequence[int]) -> None:
    for table, ids in (("article", articles), ("highlight", highlights)):
        for id in ids:
            require(act, table, id)


def named(act: Act, typed: str) -> int:
    """The tag called so. Raises ReaderError where there is none."""
    known = vocabulary.known_as(act, tag_name(typed))
    if known is None:
        raise ReaderError(N_("There is no tag {name}."), N_("`pressmark tags` lists them."), name=typed)
    return known


# ---- names


def _refuse_taken(act: Act, name: str, tag: int | None, anew: bool) -> None:
    """Raises ReaderError where another tag has the name, or (unless `anew`) one like it."""
    known = vocabulary.known_as(act, name)
    if known not in (None, tag):
        raise ReaderError(N_("There is a tag {name} already."), N_("Choose another name, or merge the two."), name=name)
    like = None if anew else vocabulary.alike(act, name, tag)
    if like is not None:
        message = N_("The tag {other} has nearly the name {name} already.")
        other = act.get("tag", like, "name")
        raise ReaderError(
            message, N_("Use that one, merge the two, or say that a new one is meant."), other=other, name=name
        )


@command("tag.new", N_("New tag"), hidden=True)
def new_tag(
    session: Session, name: str, parent: int | None = None, colour: str = "", note: str = "",
    aliases: Sequence[str] = (), anew: bool = False,
) -> Outcome:  # fmt: skip
    """Make a tag; Outcome.value is its id. Raises ReaderError where the name, or (unless `anew`) one like it, is taken."""
    with session.act("tag.new") as act:
        wanted = tag_name(name)
        _refuse_taken(act, wanted, None, anew)
        if parent is not None:
            require(act, "tag", parent)
        made = act.insert("tag", name=wanted, parent_id=parent, colour=_colour(colour), scope_note=clean(note).strip())
        _alias(act, made, aliases, anew)
        act.about(about=wanted)
    return Outcome(made, act.id)


@command("tag.rename", N_("Rename tag"), menu="marks", context=("tag",), when="has_tag")
def rename_tag(session: Session, tag: int, name: str, keep: bool = False, anew: bool = False) -> None:
    """Give a tag another preferred name; with `keep` the old one becomes an alias.

    Raises ReaderError where another tag has the name or, unless `anew`, one like it.
    """
    with session.act("tag.rename") as act:
        require(act, "tag", tag)
        wanted, old = tag_name(name), act.get("tag", tag, "name")
        _refuse_taken(act, wanted, tag, anew)
        act.about(about=f"{old} → {wanted}")
        act.update("tag", tag, name=wanted)
        tagging.remove_alias(act, tag, wanted)
        if keep:
            tagging.add_aliases(act, tag, [old])


@command("tag.alias", N_("Add tag aliases"), hidden=True)
def alias_tag(session: Session, tag: int, names: Sequence[str], anew: bool = False) -> None:
    """Add other names under which a tag is found. Raises ReaderError where another tag has one, or one like it."""
    with session.act("tag.alias") as act:
        require(act, "tag", tag)
        act.about(about=act.get("tag", tag, "name"))
        _alias(act, tag, names, anew)


def _alias(act: Act, tag: int, names: Sequence[str], anew: bool) -> None:
    for name in map(tag_name, names):
        _refuse_taken(act, name, tag, anew)
        tagging.add_aliases(act, tag, [name])


@command("tag.unalias", N_("Remove tag aliases"), hidden=True)
def unalias_tag(session: Session, tag: int, names: Sequence[str]) -> None:
    """Take other names of a tag away. Raises ReaderError where it has no such alias."""
    with session.act("tag.unalias") as act:
        require(act, "tag", tag)
        act.about(about=act.get("tag", tag, "name"))
        for name in names:
            if not tagging.remove_alias(act, tag, tag_name(name)):
                raise ReaderError(N_("The tag has no alias {name}."), N_("`pressmark tags` lists them."), name=name)


@command("tag.note", N_("Set scope note of tag"), hidden=True)
def note_tag(session: Session, tag: int, text: str) -> None:
    """Say what a tag is used for, and what not."""
    with session.act("tag.note") as act:
        require(act, "tag", tag)
        act.about(about=act.get("tag", tag, "name"))
        act.update("tag", tag, scope_note=clean(text).strip())


@command("tag.recolour", N_("Change tag colour"), menu="marks", context=("tag",), when="has_tag")
def recolour_tag(session: Session, tag: int, colour: str) -> None:
    """Give a tag a colour (`#rrggbb`, or empty for none)."""
    with session.act("tag.recolour") as act:
        require(act, "tag", tag)
        act.about(about=act.get("tag", tag, "name"))
        act.update("tag", tag, colour=_colour(colour))


def _colour(typed: str) -> str:
    value = typed.strip().lower()
    if value and not vocabulary.is_colour(value):
        raise UsageError(N_("{colour} is not a colour."), N_("Write #rrggbb."), colour=typed)
    return value


# ---- order


@command("tag.move", N_("Move tag"), hidden=True, context=("tag",))
def move_tag(session: Session, tag: int, parent: int | None, also: Sequence[int] = ()) -> None:
    """Give a tag (and others `also`) another broader tag, None: top. Raises ReaderError where that makes a circle."""
    tags = [tag, *also]
    with session.act("tag.move") as act:
        for id in (*tags, *([parent] if parent is not None else [])):
            require(act, "tag", id)
        line = [parent, *tagging.above(act, parent)] if parent is not None else []
        for one in tags:
            if one in line:
                raise ReaderError(N_("A tag cannot be narrower than itself."), N_("Choose another broader tag."))
            act.update("tag", one, parent_id=parent)
        act.about(about=", ".join(str(act.get("tag", one, "name")) for one in tags))


@command("tag.merge", N_("Merge tags"), hidden=True)
def merge_tags(session: Session, sources: Sequence[int], into: int) -> None:
    """Make one tag of several: uses, aliases, scope notes and narrower tags unite, names given up become aliases."""
    gone = [tag for tag in dict.fromkeys(sources) if tag != into]
    with session.act("tag.merge") as act:
        for id in (*gone, into):
            require(act, "tag", id)
        if not gone:
            raise UsageError(N_("Nothing to merge: name two tags at least."), "")
        names = ", ".join(str(act.get("tag", id, "name")) for id in gone)
        act.about(about=f"{names} → {act.get('tag', into, 'name')}")
        for source in gone:
            tagging.merge(act, source, into)


class Part(NamedTuple):
    """A part of a split: the name of the tag, new or known, that these uses get instead."""

    name: str
    articles: Sequence[int] = ()
    highlights: Sequence[int] = ()
    issues: Sequence[int] = ()


@command("tag.split", N_("Split tag"), hidden=True)
def split_tag(session: Session, tag: int, parts: Sequence[Part], anew: bool = False) -> Outcome:
    """Give some uses of a tag another tag instead; the rest stays. New tags come beside the old one in the tree.

    Outcome.value are the ids of the parts' tags, in their order.
    """
    with session.act("tag.split") as act:
        require(act, "tag", tag)
        parent, made = act.get("tag", tag, "parent_id"), []
        meant = [tag_for(act, part.name, anew) for part in parts]
        for part, one in zip(parts, meant, strict=True):
            if one.id == tag:
                raise UsageError(N_("A tag cannot be split into itself."), N_("Choose another name."))
            if one.made:
                act.update("tag", one.id, parent_id=parent)
            for table, things in zip(vocabulary.USES, (part.articles, part.highlights, part.issues), strict=True):
                tagging.move_uses(act, table, tag, one.id, list(things))
            made.append(one.id)
        act.about(about=f"{act.get('tag', tag, 'name')} → {', '.join(part.name for part in parts)}")
    return Outcome(made, act.id, said_of([part.name for part in parts], meant))


@command("tag.delete", N_("Delete tag"), menu="marks", context=("tag",), when="has_tag")
def delete_tag(session: Session, tag: int | None = None, tags: Sequence[int] = ()) -> None:
    """Delete tags and take them off everything; undo brings all of it back."""
    wanted = list(dict.fromkeys([*([tag] if tag is not None else []), *tags]))
    with session.act("tag.delete") as act:
        for id in wanted:
            require(act, "tag", id)
        act.about(about=", ".join(str(act.get("tag", id, "name")) for id in wanted))
        for id in wanted:
            tagging.delete(act, id)


# ---- what an act on tags would touch, and what tags collect


class Collected(NamedTuple):
    """What tags collect: ids of articles in list order, of highlights oldest first, of issues; names of narrower tags."""

    articles: list[int]
    highlights: list[int]
    issues: list[int]
    narrower: list[str]


def collected(session: Session, tags: Sequence[int], narrower: bool = False) -> Collected:
    """What carries one of the tags (or, with `narrower`, one below them): what merging or deleting them touches."""
    library = session.library
    under = [id for id in vocabulary.below(library, tags) if id not in set(tags)]
    ids = [*tags, *under] if narrower else list(tags)
    return Collected(
        vocabulary.tagged_articles(library, ids), vocabulary.tagged_highlights(library, ids),
        vocabulary.tagged_issues(library, ids), [tag.name for tag in vocabulary.tags(library, under)],
    )  # fmt: skip


def marks_of(session: Session, highlights: Sequence[int]) -> list[TaggedMark]:
    """Highlights with quote, comment and the article they stand in."""
    return vocabulary.marks(session.library, highlights)


def over_time(session: Session, articles: Sequence[int]) -> dict[str, int]:
    """Articles counted by month; see `store.vocabulary.over_time`."""
    return vocabulary.over_time(session.library, articles)


def with_narrower(session: Session) -> dict[int, tuple[int, int]]:
    """(articles, highlights) of each tag that has narrower ones, those of the narrower ones included."""
    return vocabulary.with_narrower(session.library)


def duplicates(session: Session) -> list[tuple[int, ...]]:
    """Groups of tags that are likely the same."""
    return vocabulary.duplicates(session.library)


def called(session: Session, name: str) -> int | None:
    """The tag of this name or alias; None where there is none."""
    return vocabulary.known_as(session.library, tag_name(name))


def alike(session: Session, typed: str) -> int | None:
    """The tag of nearly this name, where none has it exactly; None where a new tag is in order or the name is known."""
    if not typed.strip() or vocabulary.known_as(session.library, tag_name(typed)) is not None:
        return None
    return vocabulary.alike(session.library, tag_name(typed))


def issue_tags(session: Session, issue: int) -> list[Chip]:
    """The tags of an issue."""
    return vocabulary.issue_tags(session.library, issue)


def titles(session: Session, articles: Sequence[int]) -> dict[int, str]:
    """Titles of articles, by id."""
    return {row.id: row.title for row in article_rows.rows(session.library, articles)}

"""Highlights, tags, notes and reading states: the archivist's own work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reader.commands.registry import command
from reader.commands.session import Session
from reader.domain import anchoring
from reader.domain.errors import ReaderError, UsageError
from reader.domain.text import CORRECTED, BlockText, Span
from reader.domain.views import ArticleView, Outcome
from reader.domain.words import N_, ngettext
from reader.store import marks
from reader.store.act import Act

STATES = ("unread", "read", "done")


def known_article(session: Session, id: int, layer: str = CORRECTED) -> ArticleView:
    """The article, or a UsageError that says there is none."""
    found = session.article(id, layer)
    if found is None:
        raise ReaderError(N_("There is no article {id}."), N_("`pressmark articles` lists them."), id=id)
    return found


_MISSING = {
    "article": (N_("There is no article {id}."), N_("`pressmark articles` lists them.")),
    "highlight": (N_("There is no highlight {id}."), N_("`pressmark article` shows the highlights of an article.")),
    "tag": (N_("There is no tag {id}."), N_("`pressmark tags` lists them.")),
}


def _require(act: Act, table: str, id: int) -> None:
    if not marks.exists(act, table, id):
        message, hint = _MISSING[table]
        raise ReaderError(message, hint, id=id)


@command(
    "highlight.add",
    N_("Highlight"),
    keys="h",
    menu="marks",
    context=("article",),
    when="has_selection",
    icon="highlight",
)
def add_highlight(
    session: Session, article: int, spans: Sequence[tuple[int, int, int]], colour: str = "yellow",
    tags: Sequence[str] = (), comment: str = "", layer: str = CORRECTED,
) -> Outcome:  # fmt: skip
    """Highlight stretches `(block, start, end)` of an article as shown in `layer`; Outcome.value is the new id."""
    view = known_article(session, article, layer)
    words = {block.id: block.words for block in view.blocks}
    source, quote = _source_of(spans, words)
    if not source:
        raise UsageError(N_("Nothing was selected to highlight."), N_("Select some words of the article first."))
    if colour not in {c.key for c in session.colours()}:
        raise UsageError(N_("There is no colour {key}."), N_("`pressmark colours` lists them."), key=colour)
    prefix, suffix = anchoring.context(view.blocks, spans)
    with session.act("highlight.add") as act:
        made = marks.add_highlight(
            act, source, colour=colour, quote=quote, prefix=prefix, suffix=suffix, comment=clean(comment)
        )
        for name in tags:
            marks.tag_highlight(act, made, _tag(act, name))
        act.about(article, about=quote[:60])
    return Outcome(made, act.id)


def _source_of(spans: Sequence[tuple[int, int, int]], words: dict[int, BlockText]) -> tuple[list[Span], str]:
    source: list[Span] = []
    quotes = []
    for block, start, end in spans:
        laid = words.get(block)
        if laid is None or not 0 <= start < end <= len(laid.text):
            raise UsageError(N_("Block {id} has no characters {start} to {end}."), "", id=block, start=start, end=end)
        found = laid.to_source(start, end)
        source += found
        quotes += [laid.text[a:b] for a, b in laid.from_source(found)]
    return source, "\n".join(quotes)


def clean(text: str) -> str:
    """Typed text as it is kept: LF line ends, no NUL, no halves of surrogate pairs."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


@command(
    "highlight.remove", N_("Remove highlight"), keys="Del", menu="marks", context=("highlight",), when="has_highlight"
)
def remove_highlight(session: Session, highlight: int) -> None:
    """Take a highlight away with its comment and tags."""
    with session.act("highlight.remove") as act:
        _require(act, "highlight", highlight)
        act.about(about=act.get("highlight", highlight, "quote")[:60])
        marks.remove_highlight(act, highlight)


@command("highlight.colour", N_("Change colour"), menu="marks", context=("highlight",), when="has_highlight")
def recolour_highlight(session: Session, highlight: int, colour: str) -> None:
    """Give a highlight another colour, by key."""
    with session.act("highlight.colour") as act:
        _require(act, "highlight", highlight)
        act.update("highlight", highlight, colour=colour)


@command(
    "highlight.comment",
    N_("Comment on highlight"),
    keys="c",
    menu="marks",
    context=("highlight",),
    when="can_highlight",
)
def comment_highlight(session: Session, highlight: int, text: str) -> None:
    """Set the comment of a highlight."""
    with session.act("highlight.comment") as act:
        _require(act, "highlight", highlight)
        act.update("highlight", highlight, comment=clean(text))


@command("highlight.tag", N_("Tag highlight"), menu="marks", context=("highlight",), when="has_highlight")
def tag_highlight(session: Session, highlight: int, tags: Sequence[str]) -> None:
    """Put tags on a highlight; those unknown so far are made."""
    with session.act("highlight.tag") as act:
        _require(act, "highlight", highlight)
        for name in tags:
            marks.tag_highlight(act, highlight, _tag(act, name))
        act.about(about=", ".join(tags))


@command("highlight.untag", N_("Remove tag from highlight"), hidden=True)
def untag_highlight(session: Session, highlight: int, tags: Sequence[str]) -> None:
    """Take tags off a highlight."""
    with session.act("highlight.untag") as act:
        _require(act, "highlight", highlight)
        for name in tags:
            known = marks.tag_id(act, tag_name(name))
            if known is not None:
                marks.untag_highlight(act, highlight, known)
        act.about(about=", ".join(tags))


def tag_name(typed: str) -> str:
    """A tag's name as kept: white space evened out. Raises UsageError where nothing is left."""
    name = " ".join(clean(typed).split())
    if not name:
        raise UsageError(N_("A tag needs a name."), "")
    return name


def _tag(act: Act, typed: str) -> int:
    name = tag_name(typed)
    known = marks.tag_id(act, name)
    return act.insert("tag", name=name) if known is None else known


@command(
    "tag.add", N_("Tag article"), keys="t", menu="marks", context=("article", "list"), when="has_article", icon="tag"
)
def add_tags(session: Session, articles: Iterable[int], tags: Sequence[str]) -> None:
    """Put tags on articles; those unknown so far are made."""
    wanted = list(articles)
    with session.act("tag.add") as act:
        for id in wanted:
            _require(act, "article", id)
        for name in tags:
            marks.tag_articles(act, wanted, _tag(act, name))
        act.about(wanted[0] if wanted else None, about=", ".join(tags))


@command("tag.remove", N_("Remove tag from article"), hidden=True, context=("tag",))
def remove_tags(session: Session, articles: Iterable[int], tags: Sequence[str]) -> None:
    """Take tags off articles."""
    wanted = list(articles)
    with session.act("tag.remove") as act:
        for id in wanted:
            _require(act, "article", id)
        for name in tags:
            known = marks.tag_id(act, tag_name(name))
            if known is None:
                raise ReaderError(N_("There is no tag {name}."), N_("`pressmark tags` lists them."), name=name)
            marks.untag_articles(act, wanted, known)
        act.about(wanted[0] if wanted else None, about=", ".join(tags))


@command("tag.new", N_("New tag"), hidden=True)
def new_tag(session: Session, name: str, parent: int | None = None, colour: str = "") -> Outcome:
    """Make a tag. Raises ReaderError where the name is taken."""
    with session.act("tag.new") as act:
        if marks.tag_id(act, tag_name(name)) is not None:
            raise ReaderError(
                N_("There is a tag {name} already."), N_("Choose another name, or merge the two."), name=name
            )
        made = act.insert("tag", name=tag_name(name), parent_id=parent, colour=colour)
        act.about(about=name)
    return Outcome(made, act.id)


@command("tag.rename", N_("Rename tag"), menu="marks", context=("tag",), when="has_tag")
def rename_tag(session: Session, tag: int, name: str) -> None:
    """Give a tag another preferred name. Raises ReaderError where another tag has it."""
    with session.act("tag.rename") as act:
        _require(act, "tag", tag)
        wanted = tag_name(name)
        if marks.tag_id(act, wanted) not in (None, tag):
            raise ReaderError(
                N_("There is a tag {name} already."), N_("Choose another name, or merge the two."), name=wanted
            )
        act.about(about=f"{act.get('tag', tag, 'name')} → {wanted}")
        act.update("tag", tag, name=wanted)


@command("tag.recolour", N_("Change tag colour"), menu="marks", context=("tag",), when="has_tag")
def recolour_tag(session: Session, tag: int, colour: str) -> None:
    """Give a tag a colour (`#rrggbb`, or empty for none)."""
    with session.act("tag.recolour") as act:
        _require(act, "tag", tag)
        act.update("tag", tag, colour=colour)


@command("tag.move", N_("Move tag"), hidden=True, context=("tag",))
def move_tag(session: Session, tag: int, parent: int | None) -> None:
    """Give a tag another broader tag (None: top). Raises ReaderError where that would make a circle."""
    with session.act("tag.move") as act:
        _require(act, "tag", tag)
        above = parent
        while above is not None:
            if above == tag:
                raise ReaderError(N_("A tag cannot be narrower than itself."), N_("Choose another broader tag."))
            above = act.get("tag", above, "parent_id")
        act.update("tag", tag, parent_id=parent)


@command("tag.alias", N_("Add tag aliases"), hidden=True)
def alias_tag(session: Session, tag: int, names: Sequence[str]) -> None:
    """Add other names under which a tag is found."""
    with session.act("tag.alias") as act:
        _require(act, "tag", tag)
        for name in map(tag_name, names):
            if marks.tag_id(act, name) is None:
                act.insert("tag_alias", tag_id=tag, name=name)


@command("tag.delete", N_("Delete tag"), menu="marks", context=("tag",), when="has_tag")
def delete_tag(session: Session, tag: int) -> None:
    """Delete a tag and take it off everything; undo brings all of it back."""
    with session.act("tag.delete") as act:
        _require(act, "tag", tag)
        act.about(about=act.get("tag", tag, "name"))
        marks.delete_tag(act, tag)


@command("colour.rename", N_("Rename colour"), menu="marks")
def rename_colour(session: Session, key: str, name: str) -> None:
    """Say what a highlight colour means in this library."""
    with session.act("colour.rename") as act:
        marks.name_colour(act, key, clean(name).strip())


@command("note.write", N_("Write note"), hidden=True)
def write_note(session: Session, article: int, text: str) -> None:
    """Set the note on an article; an empty text removes it."""
    with session.act("note.write") as act:
        _require(act, "article", article)
        marks.write_note(act, article, clean(text))
        act.about(article)
    if act.id is None:
        with session.library.quiet() as quiet:
            marks.forget_draft(quiet, article)


@command("note.recover", N_("Recover notes"), hidden=True)
def recover_notes(session: Session) -> Outcome:
    """Write the notes that were typed before the program ended without writing them."""
    with session.library.quiet() as quiet:
        kept = marks.drafts(quiet)
    for article, text in kept:
        write_note(session, article, text)
    return Outcome(len(kept), said=recovered_words(len(kept)))


def recovered_words(count: int) -> str:
    """What is said of so many notes taken up again; nothing of none."""
    words = ngettext("Recovered {count} unsaved note.", "Recovered {count} unsaved notes.", count)
    return words.format(count=count) if count else ""


@command("article.state", N_("Mark as unread, read or done"), hidden=True, context=("list",))
def set_state(session: Session, articles: Iterable[int], state: str, auto: bool = False) -> None:
    """Mark articles as unread, read or done; `auto`: the window noticed it by itself, so that undo passes it over."""
    if state not in STATES:
        raise UsageError(N_("{state} is not a reading state."), N_("Use unread, read or done."), state=state)
    wanted = list(articles)
    with session.act("article.state", kind="auto" if auto else "do") as act:
        marks.set_state(act, wanted, state)
        act.about(wanted[0] if wanted else None, about=state)

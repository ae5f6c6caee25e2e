"""Highlights, their tags and comments, and reading states: the archivist's own work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reader.commands.naming import said_of, tag_for, tag_name
from reader.commands.registry import command
from reader.commands.session import Session
from reader.domain import anchoring
from reader.domain.errors import ReaderError, UsageError
from reader.domain.text import CORRECTED, BlockText, Span
from reader.domain.views import ArticleView, Outcome
from reader.domain.words import N_
from reader.store import marks, vocabulary
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
    "issue": (N_("There is no issue {id}."), N_("`pressmark issues` lists them.")),
}


def missing(table: str, id: int) -> ReaderError:
    """What is said where there is no article, highlight, tag or issue `id`."""
    message, hint = _MISSING[table]
    return ReaderError(message, hint, id=id)


def require(act: Act, table: str, id: int) -> None:
    """Raises ReaderError where there is no article, highlight, tag or issue `id`."""
    if not marks.exists(act, table, id):
        raise missing(table, id)


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
    source, quote = source_of(spans, words)
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
            marks.tag_highlight(act, made, tag_for(act, name).id)
        act.about(article, about=quote[:60])
    return Outcome(made, act.id)


def source_of(spans: Sequence[tuple[int, int, int]], words: dict[int, BlockText]) -> tuple[list[Span], str]:
    """Stretches `(block, start, end)` of shown words as source spans, and the words themselves.

    Raises UsageError for a stretch that is not there.
    """
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
        require(act, "highlight", highlight)
        act.about(about=act.get("highlight", highlight, "quote")[:60])
        marks.remove_highlight(act, highlight)


@command("highlight.colour", N_("Change colour"), menu="marks", context=("highlight",), when="has_highlight")
def recolour_highlight(session: Session, highlight: int, colour: str) -> None:
    """Give a highlight another colour, by key."""
    with session.act("highlight.colour") as act:
        require(act, "highlight", highlight)
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
        require(act, "highlight", highlight)
        act.update("highlight", highlight, comment=clean(text))


@command("highlight.tag", N_("Tag highlight"), menu="marks", context=("highlight",), when="has_highlight")
def tag_highlight(session: Session, highlight: int, tags: Sequence[str], anew: bool = False) -> Outcome:
    """Put tags on a highlight; those unknown so far are made. `anew`: a name like a tag's is not taken for it."""
    with session.act("highlight.tag") as act:
        require(act, "highlight", highlight)
        meant = [tag_for(act, name, anew) for name in tags]
        for one in meant:
            marks.tag_highlight(act, highlight, one.id)
        act.about(about=", ".join(tags))
    return Outcome(None, act.id, said_of(tags, meant))


@command("highlight.untag", N_("Remove tag from highlight"), hidden=True)
def untag_highlight(session: Session, highlight: int, tags: Sequence[str]) -> None:
    """Take tags off a highlight."""
    with session.act("highlight.untag") as act:
        require(act, "highlight", highlight)
        for name in tags:
            known = vocabulary.known_as(act, tag_name(name))
            if known is not None:
                marks.untag_highlight(act, highlight, known)
        act.about(about=", ".join(tags))


@command("article.state", N_("Mark as unread, read or done"), hidden=True, context=("list",))
def set_state(session: Session, articles: Iterable[int], state: str, auto: bool = False) -> None:
    """Mark articles as unread, read or done; `auto`: the window noticed it by itself, so that undo passes it over."""
    if state not in STATES:
        raise UsageError(N_("{state} is not a reading state."), N_("Use unread, read or done."), state=state)
    wanted = list(articles)
    with session.act("article.state", kind="auto" if auto else "do") as act:
        marks.set_state(act, wanted, state)
        act.about(wanted[0] if wanted else None, about=state)

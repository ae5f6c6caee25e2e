"""Repairs of whole articles inside an act: split in two, headline brought to its text, page, labels."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reader.domain.errors import UsageError
from reader.domain.order import between
from reader.domain.words import N_
from reader.store import structure_acts
from reader.store.act import Act
from reader.store.texts import Reads

HEAD = frozenset({"kicker", "title", "deck", "byline", "column", "series", "dateline"})
"""Roles of what stands over a text."""
_HEADLINE = frozenset({"kicker", "title", "deck"})
Words = tuple[int, str, str]
"""A block as (id, role, words)."""


def split_article(act: Act, block: int) -> int:
    """Make the blocks of an article from `block` on a new article behind it; returns its id."""
    first = structure_acts.one_block(act, block)
    ids = [row[0] for row in _words(act, first.article)] if first.article is not None else []
    at = ids.index(first.id) if first.id in ids else 0
    if at == 0:
        raise UsageError(
            N_("An article cannot be split before its first block."),
            N_("Choose the block that begins the second part."),
        )
    return structure_acts.new_article(act, ids[at:])


def merge(act: Act, kept: int, others: Sequence[int]) -> None:
    """Merge articles into the first. Headlines that then stand below its text are subheads: it keeps its own title."""
    own = _words(act, kept)
    below = {id for other in others for id, role, _text in _words(act, other) if role in _HEADLINE}
    structure_acts.merge(act, kept, others)
    if any(role == "title" for _id, role, _text in own) and any(role not in HEAD for _id, role, _text in own):
        for id in below:
            structure_acts.set_role(act, id, "subhead")


def set_page(act: Act, article: int, label: str) -> None:
    """Say on which page of its issue an article stands; a page not known yet is entered. Empty: unknown."""
    issue = act.get("article", article, "issue_id")
    sql = "select id from page where issue_id = ? and trashed is null and coalesce(label, '') = ? order by position"
    page = act.value(sql, (issue, label))
    if page is None:
        last = act.value("select max(position) from page where issue_id = ?", (issue,))
        known = label or None
        how = "person" if label else ""
        page = act.insert("page", issue_id=issue, position=between(last, None), label=known, label_how=how)
    act.update("article", article, page_id=page)


def embrace(act: Act, block: int, finished: Callable[[str], bool], is_body: Callable[[str], bool]) -> int:
    """Make one article of a headline and the text before and after it, headline first; returns the article's id.

    The text before is that above the headline in its own article, else the article before it on the page, whose
    own title then is the name of the column. Where the text before is not `finished`, the paragraphs at the seam are
    joined. Raises UsageError for a block without a headline's role whose words are a body's.
    """
    chosen = structure_acts.one_block(act, block)
    if chosen.article is None:
        raise UsageError(N_("Page text in no article has no text around it."), N_("Move it into an article first."))
    if chosen.role not in HEAD:
        if is_body(str(act.get("block", chosen.id, "text"))):
            raise UsageError(
                N_("This block reads as a sentence of the text, not as a headline."),
                N_("If it is one, give it the role of a title first."),
            )
        structure_acts.set_role(act, chosen.id, "title")
    if not _body_before(act, chosen.article, chosen.id):
        _fetch_text_before(act, chosen.article)
    words = _words(act, chosen.article)
    low, high = _group(words, chosen.id)
    before = [w for w in words[:low] if w[1] not in HEAD]
    after = words[high:]
    structure_acts.move(act, [w[0] for w in words[low:high]], chosen.article, before[0][0])
    left, right = before[-1], next((w for w in after if w[1] not in HEAD), None)
    if right and left[1] == right[1] == "paragraph" and not finished(left[2]):
        structure_acts.join(act, left[0], right[0])
    return chosen.article


def _words(reads: Reads, article: int | None) -> list[Words]:
    sql = "select id, role, text from block where article_id = ? order by position, id"
    return [(id, role, text) for id, role, text in reads.rows(sql, (article,))]


def _group(words: Sequence[Words], block: int) -> tuple[int, int]:
    """Where the head that a block belongs to begins and ends."""
    low = next(n for n, w in enumerate(words) if w[0] == block)
    high = low + 1
    while low and words[low - 1][1] in HEAD:
        low -= 1
    while high < len(words) and words[high][1] in HEAD:
        high += 1
    return low, high


def _body_before(act: Act, article: int, block: int) -> bool:
    words = _words(act, article)
    low, _high = _group(words, block)
    return any(w[1] not in HEAD for w in words[:low])


def _fetch_text_before(act: Act, article: int) -> None:
    issue, page, position = act.rows("select issue_id, page_id, position from article where id = ?", (article,))[0]
    other = act.value(
        """select id from article where issue_id = ? and page_id is ? and position < ? and trashed is null
           order by position desc limit 1""",
        (issue, page, position),
    )
    words = _words(act, other) if other is not None else []
    if not any(w[1] not in HEAD for w in words):
        raise UsageError(
            N_("No text stands before this headline."), N_("Merge it with the article that its text stands in.")
        )
    for id, role, _text in words:
        if role == "title":
            act.update("block", id, role="column", reason="person")
    first = _words(act, article)[0][0]
    structure_acts.move(act, [w[0] for w in words], article, first)
    structure_acts.absorb(act, article, other)


def bearing(
    reads: Reads, name: str, value: str, issue: int | None = None, newspaper: int | None = None
) -> list[tuple[int, str]]:
    """(id, title) of the articles of an issue, or of a newspaper, that bear a label: `name` is column or series."""
    if issue is not None:
        where, id = "article.issue_id = ?", issue
    elif newspaper is not None:
        where, id = "article.issue_id in (select id from issue where newspaper_id = ?)", newspaper
    else:
        where, id = "article.issue_id = ?", -1
    sql = f"""select id, coalesce(title, '') from article where article.shown and {where} and ? = coalesce(
                (select value from article_field where article_id = article.id and name = ? order by how desc, id desc limit 1),
                (select group_concat(text, ' ') from
                  (select text from block where block.article_id = article.id and role = ? order by position)))
              order by sort_key, id"""
    return [(found, title) for found, title in reads.rows(sql, (id, value, name, name))]


def relabel(act: Act, name: str, value: str, articles: Sequence[int]) -> None:
    """Let articles bear another label (empty: none said by hand); the printed words stay."""
    for article in articles:
        structure_acts.set_field(act, article, name, [(value, None)] if value else [])

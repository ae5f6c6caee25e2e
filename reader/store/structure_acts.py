"""Repairs of structure inside an act: blocks and articles change hands, source text and marks stay where they are."""

from __future__ import annotations

from collections.abc import Sequence

from reader.domain.errors import ReaderError, UsageError
from reader.domain.order import between
from reader.domain.text import Span, lay_out, split_pieces
from reader.domain.words import N_
from reader.store.act import Act
from reader.store.derived import refresh_blocks
from reader.store.identity import followed
from reader.store.texts import StoredBlock, blocks, sources, where_in


def one_block(act: Act, id: int) -> StoredBlock:
    """A block, also by an id that was joined into another. Raises ReaderError where there is none."""
    found = blocks(act, f"id = {int(id)}")
    if not found:
        kept = followed(act, "block", id)
        found = blocks(act, f"id = {kept}") if kept else []
    if not found:
        raise ReaderError(N_("There is no block {id}."), N_("`pressmark article` shows the ids."), id=id)
    return found[0]


def set_role(act: Act, block: int, role: str) -> None:
    """Give a block another role; one of furniture's own is moved with `move`."""
    act.update("block", one_block(act, block).id, role=role, reason="person")


def move(act: Act, moved: Sequence[int], article: int | None, before: int | None = None) -> None:
    """Move blocks into an article (None: furniture), before a block of it or at its end.

    Doubts about the blocks, values read from their words and continuations they speak of go along.
    """
    ids = list(dict.fromkeys(one_block(act, b).id for b in moved))
    high = _place_before(act, article, before)
    low_sql = "select max(position) from block where article_id is ? and id not in ({})".format(",".join(map(str, ids)))
    low = act.value(low_sql + (" and position < ?" if high else ""), (article, high) if high else (article,))
    for id in ids:
        low = between(low, high)
        role = act.value("select role from block where id = ?", (id,))
        settled = "furniture" if article is None else ("paragraph" if role == "furniture" else role)
        carry(act, id, article)
        act.update("block", id, article_id=article, position=low, role=settled)


def _place_before(act: Act, article: int | None, before: int | None) -> str | None:
    if before is None:
        return None
    found = one_block(act, before)
    if found.article != article:
        raise UsageError(
            N_("Block {id} stands in another article."), N_("`pressmark article` shows the ids."), id=before
        )
    return found.position


def carry(act: Act, block: int, article: int | None) -> None:
    """Let what hangs on a block's words follow it to another article: doubts, values read there, continuations."""
    home, role = act.rows("select article_id, role from block where id = ?", (block,))[0]
    if home == article:
        return
    act.execute("update flag set article_id = ? where block_id = ?", (article, block))
    read = """from article_field where article_id = ? and how = 'read' and exists (select 1 from piece
              where block_id = ? and piece.source_text_id = article_field.source_text_id
                and piece.start <= article_field.start and article_field.start < piece.end)"""
    for (field,) in act.rows(f"select id {read}", (home, block)):
        act.delete("article_field", field) if article is None else act.update(
            "article_field", field, article_id=article
        )
    if home is None or article is None or role not in _MARKS:
        return
    mine, theirs = _MARKS[role]
    other = act.get("article", home, mine)
    if other is not None and other != article:
        act.update("article", home, **{mine: None})
        act.update("article", article, **{mine: other})
        act.update("article", other, **{theirs: article})


_MARKS = {
    "continuation_from": ("continues_from", "continues_to"), "continuation_on": ("continues_to", "continues_from"),
}  # fmt: skip
"""Which link of an article a continuation mark speaks of, and its counterpart in the other article."""


def settle_emptied(act: Act, articles: Sequence[int | None], heir: int | None) -> None:
    """Articles that have lost their last block are merged into `heir`, or go to the trash where there is none."""
    for id in dict.fromkeys(articles):
        if id is None or id == heir or act.value("select 1 from block where article_id = ?", (id,)) is not None:
            continue
        absorb(act, heir, id) if heir is not None else act.update("article", id, trashed=act.at)


def homes(act: Act, moved: Sequence[int]) -> list[int | None]:
    """The articles that blocks stand in now."""
    return [one_block(act, id).article for id in moved]


def split(act: Act, block: int, offset: int) -> int:
    """Split a block before the character at `offset` of its shown text; the left half keeps the id."""
    left_block = one_block(act, block)
    texts = sources(act, {p.source for p in left_block.pieces})
    laid = lay_out(left_block.pieces, texts)
    try:
        _left, right = split_pieces(left_block.pieces, laid, offset)
    except ValueError:
        raise UsageError(
            N_("Block {id} cannot be split at {offset}."),
            N_("Choose a place inside its text."),
            id=block,
            offset=offset,
        ) from None
    following = act.value(
        "select min(position) from block where article_id is ? and position > ? and page_id = ?",
        (left_block.article, left_block.position, left_block.page),
    )
    made = act.insert(
        "block", article_id=left_block.article, page_id=left_block.page, role=left_block.role, level=left_block.level,
        position=between(left_block.position, following), reason="person",
    )  # fmt: skip
    _hand_over(act, left_block, made, right)
    refresh_blocks(act, [left_block.id, made])
    return made


def _hand_over(act: Act, left: StoredBlock, made: int, right: Sequence[Span]) -> None:
    """Give the pieces of the right half to the new block; a piece cut in two keeps its left part."""
    rows = act.rows(
        "select id, source_text_id, start, end from piece where block_id = ? order by position, id", (left.id,)
    )
    whole = {Span(source, start, end): id for id, source, start, end in rows}
    for place, piece in enumerate(right):
        known = whole.get(piece)
        if known is not None:
            act.update("piece", known, block_id=made, position=place)
            continue
        cut = next(
            id for id, source, start, end in rows if source == piece.source and start < piece.start and end == piece.end
        )
        act.update("piece", cut, end=piece.start)
        act.insert(
            "piece", block_id=made, position=place, source_text_id=piece.source, start=piece.start, end=piece.end
        )


def join(act: Act, first: int, second: int) -> None:
    """Join the second block to the first, whose id lives on; the second's id redirects to it."""
    kept, gone = one_block(act, first), one_block(act, second)
    if kept.id == gone.id:
        raise UsageError(N_("A block cannot be joined to itself."), "")
    carry(act, gone.id, kept.article)
    last = act.value("select coalesce(max(position), 0) from piece where block_id = ?", (kept.id,))
    for step, (id,) in enumerate(
        act.rows("select id from piece where block_id = ? order by position, id", (gone.id,)), 1
    ):
        act.update("piece", id, block_id=kept.id, position=last + step)
    act.execute("update flag set block_id = ? where block_id = ?", (kept.id, gone.id))
    act.insert("redirect", entity="block", entity_id=gone.id, to_uuid=kept.uuid)
    act.delete("block", gone.id)
    refresh_blocks(act, [kept.id])


def new_article(act: Act, moved: Sequence[int]) -> int:
    """A new article made of blocks, placed after the article the first of them came from."""
    first = one_block(act, moved[0])
    issue = act.value("select issue_id from page where id = ?", (first.page,))
    low = act.value("select position from article where id = ?", (first.article,)) if first.article else None
    if low is None:
        low = act.value("select max(position) from article where issue_id = ? and page_id = ?", (issue, first.page))
    high = act.value("select min(position) from article where issue_id = ? and position > ?", (issue, low or ""))
    made = act.insert("article", issue_id=issue, page_id=first.page, position=between(low, high), kind="article")
    move(act, moved, made)
    if first.article is not None:
        _share_marks(act, first.article, made)
    return made


def _share_marks(act: Act, first: int, made: int) -> None:
    """Tags stay on both parts of an article; its note stays with the first, the second gets a link to it."""
    for (tag,) in act.rows("select tag_id from article_tag where article_id = ?", (first,)):
        act.insert("article_tag", article_id=made, tag_id=tag)
    noted = act.value("select 1 from note where article_id = ? and text <> ''", (first,)) is not None
    if noted and act.value("select 1 from block where article_id = ?", (first,)) is not None:
        unique, title = act.rows("select uuid, coalesce(title, kicker, '…') from article where id = ?", (first,))[0]
        words = title.replace("[", "\\[").replace("]", "\\]")
        act.insert("note", article_id=made, text=f"→ [{words}](pressmark:article/{unique})")


def merge(act: Act, kept: int, others: Sequence[int]) -> None:
    """Merge articles into the first: blocks in order, tags united, notes one after the other; ids redirect."""
    for other in others:
        ids = [r[0] for r in act.rows("select id from block where article_id = ? order by position, id", (other,))]
        if ids:
            move(act, ids, kept)
        absorb(act, kept, other)


def absorb(act: Act, kept: int, other: int) -> None:
    """Let an article that has no blocks any more live on in another one: its marks go there, its id redirects."""
    _merge_marks(act, kept, other)
    _merge_baskets(act, kept, other)
    uuid_kept = act.value("select uuid from article where id = ?", (kept,))
    act.insert("redirect", entity="article", entity_id=other, to_uuid=uuid_kept)
    act.delete("article", other)


def _merge_baskets(act: Act, kept: int, other: int) -> None:
    """A basket that holds both keeps one, with both remarks."""
    for item, basket, remark in act.rows(
        "select id, basket_id, remark from basket_item where article_id = ?", (other,)
    ):
        sql = "select id, remark from basket_item where basket_id = ? and article_id = ?"
        there = act.rows(sql, (basket, kept))
        if not there:
            act.update("basket_item", item, article_id=kept)
            continue
        act.delete("basket_item", item)
        if remark:
            act.update("basket_item", there[0][0], remark="\n".join(r for r in (there[0][1], remark) if r))


def _merge_marks(act: Act, kept: int, other: int) -> None:
    for (tag,) in act.rows("select tag_id from article_tag where article_id = ?", (other,)):
        if act.value("select 1 from article_tag where article_id = ? and tag_id = ?", (kept, tag)) is None:
            act.insert("article_tag", article_id=kept, tag_id=tag)
    texts = []
    for id in (kept, other):
        title, text = act.rows(
            "select coalesce(a.title, ''), coalesce(n.text, '') from article a left join note n on n.article_id = a.id where a.id = ?",
            (id,),
        )[0]
        texts.append((title, text))
    for table in ("article_tag", "note"):
        act.execute(f"delete from {table} where article_id = ?", (other,))
    act.execute("delete from note_draft where target = ?", (f"article:{other}",))
    if texts[1][1]:
        both = texts[1][1] if not texts[0][1] else "\n\n".join(f"## {title}\n\n{text}" for title, text in texts)
        known = act.value("select id from note where article_id = ?", (kept,))
        act.update("note", known, text=both) if known else act.insert("note", article_id=kept, text=both)
    act.execute("update article_field set article_id = ? where article_id = ?", (kept, other))
    act.execute("update flag set article_id = ? where article_id = ?", (kept, other))
    act.execute("update article set continues_from = ? where continues_from = ? and id <> ?", (kept, other, kept))
    act.execute("update article set continues_to = ? where continues_to = ? and id <> ?", (kept, other, kept))
    for column in ("continues_from", "continues_to"):
        theirs = act.value(f"select {column} from article where id = ?", (other,))
        if theirs is not None and theirs != kept:
            act.execute(f"update article set {column} = coalesce({column}, ?) where id = ?", (theirs, kept))
        act.execute(f"update article set {column} = null where id = ? and {column} = ?", (kept, other))
    act.execute("update article set continues_from = null, continues_to = null where id = ?", (other,))


def reorder(act: Act, articles: Sequence[int]) -> None:
    """Bring articles of one issue into the given order, using the places they hold now."""
    held = sorted(r[0] for r in act.rows(f"select position from article where {where_in('id', list(articles))}"))
    for id, position in zip(articles, held, strict=True):
        act.update("article", id, position=position)


def link(act: Act, from_article: int, to_article: int | None) -> None:
    """Say that one article continues in another (None: that it does not)."""
    act.execute("update article set continues_from = null where continues_from = ?", (from_article,))
    if to_article is not None:
        act.execute("update article set continues_to = null where continues_to = ?", (to_article,))
        act.update("article", to_article, continues_from=from_article)
    act.update("article", from_article, continues_to=to_article)


def set_field(
    act: Act, article: int, name: str, values: Sequence[tuple[str, str | None]], span: Span | None = None
) -> None:
    """Set a parsed value of an article by hand: `(value, detail)` each; none at all makes it unknown.

    Values that are there already keep where they come from. `span`: the printed words a new value stands in.
    """
    rows = act.rows(
        "select id, value, detail from article_field where article_id = ? and name = ? order by position, id",
        (article, name),
    )
    known: dict[tuple[str, str | None], list[int]] = {}
    for id, value, detail in rows:
        known.setdefault((value, detail or None), []).append(id)
    last = act.value("select max(position) from article_field where article_id = ?", (article,))
    for value, detail in values:
        last = between(last, None)
        same = known.get((value, detail or None))
        if same and (span is None or len(values) > 1):
            act.update("article_field", same.pop(0), position=last)
            continue
        where = (span.source, span.start, span.end) if span else (None, None, None)
        act.insert(
            "article_field", article_id=article, name=name, value=value, detail=detail, how="set", position=last,
            source_text_id=where[0], start=where[1], end=where[2],
        )  # fmt: skip
    for id in (id for ids in known.values() for id in ids):
        act.delete("article_field", id)


def add_authors(act: Act, article: int, people: Sequence[tuple[str, str | None]], spans: Sequence[Span | None]) -> None:
    """Enter people `(name, role)` read from printed words as authors; those that are named already are left."""
    last = act.value("select max(position) from article_field where article_id = ?", (article,))
    for (name, role), span in zip(people, spans, strict=True):
        sql = "select 1 from article_field where article_id = ? and name = 'author' and value = ?"
        if act.value(sql, (article, name)) is not None:
            continue
        last = between(last, None)
        where = (span.source, span.start, span.end) if span else (None, None, None)
        act.insert(
            "article_field", article_id=article, name="author", value=name, detail=role, how="read", position=last,
            source_text_id=where[0], start=where[1], end=where[2],
        )  # fmt: skip


def by_uuid(act: Act, entity: str, unique: str) -> int:
    """The id of a block or article by its UUID, followed through joins and merges.

    Raises UsageError where it is gone.
    """
    for _step in range(100):
        found = act.value(f"select id from {entity} where uuid = ?", (unique,))
        if found is not None:
            return int(found)
        following = act.value(
            """select redirect.to_uuid from change join redirect on redirect.entity = change.entity
                 and redirect.entity_id = change.entity_id
               where change.entity = ? and change.uuid = ? and change.field = '*' and change.new is null
               order by redirect.id desc limit 1""",
            (entity, unique),
        )
        if following is None:
            break
        unique = str(following)
    raise UsageError(N_("What this answer speaks of is no longer there."), N_("Dismiss the flag, or repair by hand."))


def unlink_from(act: Act, article: int) -> None:
    """Say that nothing continues in an article."""
    act.execute("update article set continues_to = null where continues_to = ?", (article,))
    act.update("article", article, continues_from=None)

"""Articles read from a library: lists of ids, list rows, and one article with all that is shown of it."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from reader.domain.text import CORRECTED, PRINTED, BlockText, SourceText, Span, lay_out, printed_text
from reader.domain.views import (
    ArticleRow,
    ArticleView,
    BlockSpan,
    BlockView,
    Chip,
    FieldView,
    HighlightView,
    Listing,
    PageView,
)
from reader.store import baskets, flags, issue_views
from reader.store.library import Library
from reader.store.remembering import remembered
from reader.store.stored_json import damaged
from reader.store.summaries import gather
from reader.store.texts import MANY, StoredBlock, blocks, chunks, sources, where_in
from reader.store.versions import WITH_LOST, lost_among

_WHERE = {
    "all": "article.shown = 1",
    "newspaper": "article.shown = 1 and issue_id in (select id from issue where newspaper_id is :id)",
    "year": """+article.shown = 1 and issue_id in (
        select id from issue where newspaper_id is :id and coalesce(substr(date, 1, 4), '') = :text)""",
    "issue": "+article.shown = 1 and issue_id = :id",
    "page": "+article.shown = 1 and page_id = :id",
    "tag": """+article.shown = 1 and article.id in (
        with recursive below(id) as (select :id union select tag.id from tag join below on tag.parent_id = below.id)
        select article_id from article_tag where tag_id in (select id from below))""",
    "day": "+article.shown = 1 and issue_id in (select id from issue where substr(date, 6, length(:text)) = :text)",
    "trash": "article.shown = 0",
    "lost": f"+article.id in ({WITH_LOST})",
}
"""What each kind of list shows; `+` keeps SQLite from walking the index of all articles for a few of them."""

_POSITION = """(select count(*) from article b
  where b.issue_id = a.issue_id and +b.shown = a.shown and b.sort_key <= a.sort_key)"""
"""The place of article `a` in its issue, from 1; `+`: counted among the issue's articles, not among all."""


def ids(library: Library, listing: Listing) -> array[int]:
    """Ids of the articles a list shows, by date, issue, page and place (`search` listings are the index's)."""
    if listing.kind == "review":
        return _to_review(library, listing)
    if listing.kind == "basket":
        return array("q", _in_state(library, baskets.article_ids(library, listing.id or 0), listing.state))
    where = _WHERE[listing.kind]
    if listing.state:
        where += " and article.state = :state"
    params = {"id": listing.id, "text": listing.text, "state": listing.state}
    used = {name: value for name, value in params.items() if f":{name}" in where}
    found = library.rows(f"select id from article where {where} order by sort_key, id", used)  # type: ignore[arg-type]
    return array("q", (row[0] for row in found))


def _to_review(library: Library, listing: Listing) -> array[int]:
    found = flags.articles_to_review(library, listing.id, listing.text)
    return array("q", _in_state(library, found, listing.state))


def _in_state(library: Library, found: Sequence[int], state: str) -> Sequence[int]:
    """Those of some articles that are in a reading state; all of them where none is named."""
    if not state:
        return found
    sql = "select id from article where state = ? and {}"
    kept = {row[0] for some in chunks(found) for row in library.rows(sql.format(where_in("id", some)), (state,))}
    return [id for id in found if id in kept]


def most_doubtful(library: Library, wanted: Sequence[int]) -> list[int]:
    """Those of some articles whose words are doubtful at all (domain/doubt.py), the most doubtful first."""
    sql = "select id from article where doubt > 0 and {} order by doubt desc, sort_key, id"
    if len(wanted) <= MANY:
        return [row[0] for row in library.rows(sql.format(where_in("id", wanted)))]
    among = set(wanted)
    return [row[0] for row in library.rows(sql.format("1")) if row[0] in among]


def rows(library: Library, wanted: Sequence[int]) -> list[ArticleRow]:
    """List rows in the order of `wanted`; articles that are gone are left out."""
    made: dict[int, ArticleRow] = {}
    for some in chunks(dict.fromkeys(wanted)):
        made.update(_some_rows(library, some))
    return [made[id] for id in wanted if id in made]


def titles(library: Library, wanted: Sequence[int]) -> dict[int, str]:
    """What articles are called in lists: their headlines, else their first words."""
    found: dict[int, str] = {}
    for some in chunks(wanted):
        sql = f"select id, coalesce(title, {_LEAD}, '') from article a where {where_in('id', some)}"
        found.update((id, title.strip()) for id, title in library.rows(sql))
    return found


_LEAD = """(select substr(text, 1, 60) from block where block.article_id = a.id
          and block.role not in ('kicker', 'column', 'series', 'byline', 'continuation_from', 'continuation_on')
          order by position limit 1)"""

_PLAIN = (
    "id", "uuid", "issue", "kind", "kicker", "title", "byline", "chars", "paragraphs", "state", "newspaper", "date",
    "page", "position", "doubt",
)  # fmt: skip


def _some_rows(library: Library, some: list[int]) -> dict[int, ArticleRow]:
    sql = f"""
      select a.id, a.uuid, a.issue_id, a.kind, coalesce(a.kicker, ''), coalesce(a.title, ''), coalesce(a.byline, ''),
        a.chars, a.paragraphs, a.state, n.name, i.date, p.label,
        {_POSITION}, a.doubt,
        case when a.title is null then {_LEAD} end,
        (select count(*) from flag where flag.article_id = a.id and flag.state = 'open'),
        (select code from flag where flag.article_id = a.id and flag.state = 'open' order by id limit 1),
        exists (select 1 from note where note.article_id = a.id and note.text <> '')
      from article a join issue i on i.id = a.issue_id left join newspaper n on n.id = i.newspaper_id
        left join page p on p.id = a.page_id where {where_in("a.id", some)}"""
    tags = article_tags(library, some)
    marks = _colours(library, some)
    loose = flags.loose_codes(library, some)
    made = {}
    for row in library.rows(sql):
        told = dict(zip(_PLAIN, row, strict=False))
        lead, flagged, flag, noted = row[len(_PLAIN) :]
        others = loose.get(row[0], [])
        colours = tuple(marks.get(row[0], ()))
        told |= {"title": told["title"] or (lead or "").strip(), "titled": bool(told["title"])}
        told |= {"flags": flagged + len(others), "flag": flag or next(iter(others), "")}
        told |= {"has_note": bool(noted), "highlights": len(colours), "colours": colours[:12]}
        made[row[0]] = ArticleRow(**told, tags=tuple(tags.get(row[0], ())))
    return made


def article_tags(library: Library, some: Sequence[int]) -> dict[int, list[Chip]]:
    """The tags of each article, in the order they were given."""
    sql = f"""select at.article_id, tag.id, tag.name, tag.colour from article_tag at join tag on tag.id = at.tag_id
              where {where_in("at.article_id", some)} order by at.article_id, at.id"""
    found: dict[int, list[Chip]] = defaultdict(list)
    for article, *chip in library.rows(sql):
        found[article].append(Chip(*chip))
    return found


def _colours(library: Library, some: Sequence[int]) -> dict[int, list[str]]:
    sql = f"""select distinct b.article_id, h.id, h.colour from block b join piece p on p.block_id = b.id
              cross join highlight_span s on s.source_text_id = p.source_text_id and s.start < p.end and s.end > p.start
              join highlight h on h.id = s.highlight_id where {where_in("b.article_id", some)}
              order by b.article_id, b.position, s.start"""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for article, highlight, colour in library.rows(sql):
        found[article].setdefault(highlight, colour)
    return {article: list(colours.values()) for article, colours in found.items()}


def article(library: Library, id: int, layer: str = CORRECTED) -> ArticleView | None:
    """One article with its blocks in `layer`, marks and issue, flags left empty; None where there is none.

    Raises ReaderError where its rows contradict each other.
    """
    try:
        return remembered(library, (id, layer), lambda: _article(library, id, layer))
    except (LookupError, ValueError) as error:
        raise damaged(error) from error


def _article(library: Library, id: int, layer: str) -> ArticleView | None:
    row = library.row(
        f"""select id, uuid, issue_id, page_id, kind, state, continues_from, continues_to,
             {_POSITION},
             coalesce(byline, '') from article a where id = ?""",
        (id,),
    )
    if row is None:
        return None
    stored = blocks(library, f"article_id = {id}")
    texts = sources(library, {p.source for b in stored for p in b.pieces}, library.uuid)
    shown = tuple(block_view(b, texts, layer) for b in stored)
    words = [(b.role, b.text) for b in shown]
    issue = issue_views.issue(library, row[2])
    if issue is None:
        raise damaged()
    page: PageView | None = next((p for p in issue.pages if p.id == row[3]), None)
    return ArticleView(
        id=id, uuid=row[1], issue=issue, page=page, position=row[8], kind=row[4], state=row[5],
        kicker=gather(words, "kicker"), title=gather(words, "title"), deck=gather(words, "deck"),
        column=_label(library, id, words, "column"), series=_label(library, id, words, "series"), byline=row[9],
        fields=_fields(library, id), blocks=shown, highlights=highlights(library, stored, shown, texts),
        tags=tuple(article_tags(library, [id]).get(id, ())), note=note(library, id),
        flags=(), continues_from=row[6], continues_to=row[7],
        also=_evidence(library, stored),
    )  # fmt: skip


def _label(library: Library, id: int, words: Sequence[tuple[str, str]], role: str) -> str | None:
    set_by_hand = library.value(
        "select value from article_field where article_id = ? and name = ? order by how desc, id desc", (id, role)
    )
    return set_by_hand or gather(words, role)


def _evidence(library: Library, stored: Sequence[StoredBlock]) -> dict[str, str]:
    first = next((p.source for b in stored for p in b.pieces), None)
    if first is None:
        return {}
    found = library.row(
        """select source.sha256, source.name, source.encoding from source_text
           join source on source.id = source_text.source_id where source_text.id = ?""",
        (first,),
    )
    return dict(zip(("sha256", "source", "encoding"), found, strict=True)) if found else {}


def block_view(block: StoredBlock, texts: dict[int, SourceText], layer: str) -> BlockView:
    """A stored block as shown in a layer."""
    laid = lay_out(block.pieces, texts, layer)
    printed = printed_text(block.pieces, texts)
    return BlockView(block.id, block.uuid, block.role, laid, printed, block.pieces, block.level, block.language, block.doubt)


def _fields(library: Library, id: int) -> tuple[FieldView, ...]:
    sql = """select id, name, value, detail, how, source_text_id, start, end from article_field
             where article_id = ? order by position, id"""
    return tuple(
        FieldView(field, name, value, detail, how, None if source is None else Span(source, start, end))
        for field, name, value, detail, how, source, start, end in library.rows(sql, (id,))
    )


def note(library: Library, article: int) -> str:
    """The note on an article, with an unsaved draft applied; empty where there is none."""
    found = library.value(
        "select coalesce((select text from note_draft where target = 'article:' || :id), (select text from note where article_id = :id))",
        {"id": article},  # type: ignore[arg-type]
    )
    return found or ""


def block_texts(library: Library, some: Sequence[int]) -> list[tuple[int, int, str]]:
    """(article, block, corrected text) of articles in the order given, block after block."""
    found: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    sql = f"""select article_id, id, text from block where {where_in("article_id", list(some))}
              order by article_id, position, id"""
    for row in library.rows(sql):
        found[row[0]].append(row)
    return [row for article in some for row in found[article]]


def marked_words(library: Library, highlight: int) -> tuple[str, str]:
    """(quote, comment) of a highlight; empty where there is none."""
    row = library.row("select quote, comment from highlight where id = ?", (highlight,))
    return (row[0], row[1]) if row else ("", "")


def last_place(library: Library, article: int) -> int:
    """How far an article was read, in code points."""
    return int(library.value("select offset from reading_place where article_id = ?", (article,)) or 0)


_DEVICE = """(select act.device from change join act on act.id = change.act_id where change.entity = 'highlight'
             and change.entity_id = h.id and change.field = '*' order by change.id limit 1)"""


def highlights(
    library: Library, stored: Sequence[StoredBlock], shown: Sequence[BlockView], texts: dict[int, SourceText]
) -> tuple[HighlightView, ...]:
    """The highlights that lie on the blocks, in text order, each with its spans in the shown words."""
    all_spans = _spans_on(library, stored)
    if not all_spans:
        return ()
    sql = f"""select id, uuid, quote, colour, comment, author, created, prefix, suffix, coalesce({_DEVICE}, '')
              from highlight h where {{}}"""
    found: dict[int, tuple[Any, ...]] = {}
    for some in chunks(all_spans):
        found.update((row[0], row) for row in library.rows(sql.format(where_in("id", some))))
    tags = _highlight_tags(library, list(all_spans))
    corrected = _Corrected(stored, texts)
    lost = lost_among(library, list(all_spans))
    views = []
    for id, spans in all_spans.items():
        _id, unique, quote, colour, comment, author, created, prefix, suffix, device = found[id]
        here = corrected.find(shown, spans)
        now = corrected.quote(library, spans)
        same = now == quote or reads_as_marked(quote, spans, texts, now, lambda span: corrected.quote(library, [span]))
        state = "lost" if id in lost else "ok" if same else "changed"
        views.append(
            HighlightView(
                id, unique, quote, colour, comment, tuple(tags.get(id, ())), state, here, now, author, created,
                tuple(spans), prefix, suffix, device,
            )
        )
    order = {block.id: n for n, block in enumerate(shown)}
    return tuple(
        sorted(
            views, key=lambda v: (order[v.spans[0].block], v.spans[0].start, v.id) if v.spans else (1 << 30, 0, v.id)
        )
    )


_SET = str.maketrans("", "", "-\u00ad\u2010\u00ac\u2e17=")


def reads_as_marked(
    quote: str, spans: Sequence[Span], texts: dict[int, SourceText], now: str, under: Callable[[Span], str]
) -> bool:
    """Whether the words under a highlight are still those marked, though `now` they read otherwise than `quote`.

    Where blocks were split or joined line ends and break hyphens come and go; where they were moved, the words stand in
    another order than that of the spans. `under` gives the words of one span. Corrected words are compared to the letter.
    """
    marked = "".join(map(under, spans)) if len(spans) > 1 else now
    if any(c.start < s.end and s.start < c.end for s in spans if s.source in texts for c in texts[s.source].corrections):
        return marked.replace("\n", "") == quote.replace("\n", "")
    return _bare(quote) in (_bare(now), _bare(marked))


def _bare(words: str) -> str:
    return "".join(words.translate(_SET).split())


def _spans_on(library: Library, stored: Sequence[StoredBlock]) -> dict[int, list[Span]]:
    reach: dict[int, list[int]] = {}
    for piece in (p for block in stored for p in block.pieces):
        low_high = reach.setdefault(piece.source, [piece.start, piece.end])
        low_high[:] = min(low_high[0], piece.start), max(low_high[1], piece.end)
    ids: set[int] = set()
    own = [(p.source, p.start, p.end) for b in stored for p in b.pieces]
    for source, (low, high) in reach.items():
        sql = """select highlight_id, start, end from highlight_span
                 where source_text_id = ? and start < ? and end > ? order by start"""
        candidates = library.rows(sql, (source, high, low))
        if candidates:
            mine = sorted((a, b) for s, a, b in own if s == source)
            ids.update(h for h, a, b in candidates if _touches(mine, a, b))
    spans: dict[int, list[Span]] = defaultdict(list)
    for some in chunks(sorted(ids)):
        sql = f"""select highlight_id, source_text_id, start, end from highlight_span
                  where {where_in("highlight_id", some)} order by highlight_id, position, id"""
        for id, *span in library.rows(sql):
            spans[id].append(Span(*span))
    return spans


def _touches(ranges: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(low < end and high > start for low, high in ranges)


def _highlight_tags(library: Library, ids: Iterable[int]) -> dict[int, list[Chip]]:
    found: dict[int, list[Chip]] = defaultdict(list)
    for some in chunks(ids):
        sql = f"""select ht.highlight_id, tag.id, tag.name, tag.colour from highlight_tag ht join tag on tag.id = ht.tag_id
                  where {where_in("ht.highlight_id", some)} order by ht.highlight_id, ht.id"""
        for highlight, *chip in library.rows(sql):
            found[highlight].append(Chip(*chip))
    return found


class _Corrected:
    """Finds source spans in the words shown, and reads the words that now stand under them."""

    def __init__(self, stored: Sequence[StoredBlock], texts: dict[int, SourceText]) -> None:
        self.words = [(b.id, b.pieces, lay_out(b.pieces, texts)) for b in stored]
        self._pieces: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        for number, block in enumerate(stored):
            for piece in block.pieces:
                self._pieces[piece.source].append((piece.start, piece.end, number))
        for pieces in self._pieces.values():
            pieces.sort()

    def _under(self, spans: Sequence[Span]) -> list[tuple[int, int]]:
        """(block number, characters covered) of each piece that spans touch; no two pieces of a text overlap."""
        found = []
        for span in spans:
            pieces = self._pieces.get(span.source, [])
            for start, end, number in pieces[max(0, bisect_left(pieces, (span.start,)) - 1) :]:
                if start >= span.end:
                    break
                if end > span.start:
                    found.append((number, min(end, span.end) - max(start, span.start)))
        return found

    def find(self, shown: Sequence[BlockView], spans: Sequence[Span]) -> tuple[BlockSpan, ...]:
        return tuple(
            BlockSpan(shown[number].id, start, end)
            for number in sorted({number for number, _covered in self._under(spans)})
            for start, end in shown[number].words.from_source(spans)
        )

    def quote(self, library: Library, spans: Sequence[Span]) -> str:
        """The corrected words under the spans, also those that stand in other articles."""
        under = self._under(spans)
        if sum(covered for _number, covered in under) < sum(s.end - s.start for s in spans):
            return quote_under(library, spans)
        return _joined([self.words[number] for number in sorted({number for number, _covered in under})], spans)


def _joined(words: Iterable[tuple[int, Sequence[Span], BlockText]], spans: Sequence[Span]) -> str:
    parts = []
    for _id, pieces, laid in words:
        if any(p.source == s.source and p.start < s.end and p.end > s.start for p in pieces for s in spans):
            parts += [laid.text[a:b] for a, b in laid.from_source(spans)]
    return "\n".join(parts)


def quote_under(library: Any, spans: Sequence[Span]) -> str:
    """The corrected words that stand under source spans now, stretches joined by line feeds."""
    ids: dict[int, None] = {}
    for span in spans:
        sql = "select block_id from piece where source_text_id = ? and start < ? and end > ? order by start"
        ids.update((row[0], None) for row in library.rows(sql, (span.source, span.end, span.start)))
    stored = blocks(library, where_in("id", list(ids))) if ids else []
    texts = sources(library, {p.source for b in stored for p in b.pieces})
    return _joined([(b.id, b.pieces, lay_out(b.pieces, texts)) for b in stored], spans)


def furniture(library: Library, issue: int) -> list[BlockView]:
    """The page text of an issue that stands in no article, in page order."""
    stored = blocks(library, f"article_id is null and page_id in (select id from page where issue_id = {int(issue)})")
    texts = sources(library, {p.source for b in stored for p in b.pieces}, library.uuid)
    return [
        block_view(b, texts, PRINTED)
        for b in sorted(stored, key=lambda b: (b.page, b.pieces[0].start if b.pieces else 0))
    ]

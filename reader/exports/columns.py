"""One row a highlight with all its evidence: what the columns of tables are, and what stands in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reader.domain.views import ArticleView, Chip
from reader.domain.words import N_
from reader.exports.passages import Passage, passages
from reader.exports.references import formatted
from reader.exports.selection import Entry, Selection
from reader.exports.tag_tree import TagTree

Cell = str | int


class Column(NamedTuple):
    """A column: its name in the header row, what it holds, and its `kind`: text, number, date or moment."""

    name: str
    holds: str
    kind: str = "text"


_BEFORE = (
    Column("newspaper", N_("Name of the newspaper")),
    Column("date", N_("Date of the issue, ISO 8601, as far as it is known"), "date"),
    Column("edition", N_("Edition of the issue")),
    Column("page", N_("Page label")),
    Column("page_name", N_("Printed name of the page")),
    Column("position", N_("Place of the article in its issue, from 1"), "number"),
    Column("kind", N_("article, photo, notice, advert, contents or other")),
    Column("column", N_("Column label")),
    Column("kicker", N_("Kicker")),
    Column("headline", N_("Headline")),
    Column("deck", N_("Deck")),
    Column("byline", N_("Byline as printed")),
    Column("article_tags", N_("Tags of the article, one a line")),
    Column("article_state", N_("unread, read or done")),
    Column("note", N_("Note on the article, Markdown")),
    Column("quote", N_("Words of the highlight as they were marked")),
    Column("words", N_("Its words in the layer chosen")),
    Column("printed", N_("Its words as printed")),
    Column("corrected", N_("yes: corrected words differ from the print")),
    Column("before", N_("Words before it")),
    Column("after", N_("Words after it")),
    Column("colour", N_("Meaning of the highlight's colour")),
    Column("colour_key", N_("Name of the colour")),
    Column("highlight_tags", N_("Tags of the highlight, one a line")),
)
_AFTER = (
    Column("comment", N_("Comment on the highlight")),
    Column("highlight_state", N_("ok, changed or lost")),
    Column("words_now", N_("Words at the place of a changed highlight today")),
    Column("author", N_("Who marked it")),
    Column("device", N_("On which device it was marked")),
    Column("created", N_("When it was marked, ISO 8601"), "moment"),
    Column("repository", N_("Archive or library that holds the issue")),
    Column("shelfmark", N_("Shelfmark")),
    Column("reference", N_("Formatted reference")),
    Column("group", N_("Group of the export")),
    Column("remark", N_("Remark in the basket")),
    Column("article_uuid", N_("Permanent id of the article")),
    Column("highlight_uuid", N_("Permanent id of the highlight")),
    Column("blocks", N_("Blocks with start and end in their text (code points, end exclusive), one a line")),
    Column("anchors", N_("Source texts with start and end (code points, end exclusive), one a line")),
    Column("text_sha256", N_("SHA-256 of those source texts, one a line")),
    Column("source", N_("Name of the imported file")),
    Column("source_sha256", N_("SHA-256 of the imported file")),
)
_LEVEL = N_("Tags of level {level} above and in the highlight's tags, one a line for each tag")


def columns(selection: Selection) -> list[Column]:
    """The columns, with one for each level of the tags."""
    levels = [Column(f"tag_level_{n}", _LEVEL) for n in range(1, TagTree(selection.vocabulary).depth() + 1)]
    return [*_BEFORE, *levels, *_AFTER]


class Rows:
    """Makes the rows of a selection; cells in the order of `columns`, empty where nothing is known."""

    def __init__(self, selection: Selection) -> None:
        self._selection = selection
        self._tree = TagTree(selection.vocabulary)
        self._depth = self._tree.depth()

    def of(self, entry: Entry) -> Iterator[list[Cell]]:
        """The entry's rows: one a highlight, or one with those cells empty where it has none."""
        article = entry.article
        start = self._about(article)
        source = (article.also.get("source") or article.issue.source_name, article.also.get("sha256") or "")
        reference = formatted(article, self._selection.options.citation)
        where = [article.issue.details.get(name, "") for name in ("repository", "shelfmark")]
        end = [*where, reference, entry.group, entry.remark, article.uuid]
        any_mark = False
        for passage in passages(article, self._selection):
            any_mark = True
            words, levels, marked = self._marked(passage)
            yield [*start, *words, *levels, *marked, *end, *self._evidence(passage, source)]
        if not any_mark:
            yield [*start, *[""] * (9 + self._depth + 6), *end, *[""] * 4, *source]

    def _about(self, article: ArticleView) -> list[Cell]:
        issue, page = article.issue, article.page
        texts = [
            article.kind, article.column, article.kicker, article.title, article.deck, article.byline,
            _lines(tag.name for tag in article.tags), article.state, article.note if self._selection.options.notes else "",
        ]  # fmt: skip
        first = [issue.newspaper, issue.date, issue.edition, page.label if page else "", page.name if page else ""]
        return [*(one or "" for one in first), article.position, *(one or "" for one in texts)]

    def _marked(self, passage: Passage) -> tuple[list[Cell], list[Cell], list[Cell]]:
        mark = passage.highlight
        words: list[Cell] = [
            mark.quote, passage.words, passage.printed, "yes" if passage.corrected else "", passage.before, passage.after,
            passage.meaning, mark.colour, _lines(passage.tags),
        ]  # fmt: skip
        comment = mark.comment if self._selection.options.comments else ""
        now = mark.current if mark.state == "changed" else ""
        return words, self._levels(mark.tags), [comment, mark.state, now, mark.author, mark.device, mark.created]

    def _levels(self, chips: Sequence[Chip]) -> list[Cell]:
        paths = [self._tree.path(chip) for chip in chips]
        return [_lines(path[n] if n < len(path) else "" for path in paths) for n in range(self._depth)]

    def _evidence(self, passage: Passage, source: tuple[str, str]) -> list[Cell]:
        anchors = passage.anchors
        files = list(dict.fromkeys((a.file.file.name, a.file.file.sha256) for a in anchors if a.file)) or [source]
        return [
            passage.highlight.uuid,
            _lines(f"{place.block.uuid} {place.start} {place.end}" for place in passage.places),
            _lines(f"{a.file.uuid} {a.start} {a.end}" for a in anchors if a.file),
            _lines(dict.fromkeys(a.file.sha256 for a in anchors if a.file)),
            _lines(name for name, _sha in files),
            _lines(sha for _name, sha in files),
        ]


def _lines(words: Iterator[str] | Sequence[str] | dict[str, None]) -> str:
    """Words one a line, blank lines at the end left out."""
    return "\n".join(words).rstrip("\n")

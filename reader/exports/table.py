"""CSV: one row a highlight, for spreadsheets; an article without highlights has one row with those cells empty.

UTF-8 with byte order mark and CRLF (RFC 4180), as spreadsheets expect. A cell that one of them would take for a
formula (OWASP: CSV injection) begins with an apostrophe; so does a cell that begins with apostrophes before such a
sign, so that `unguard` gives back exactly the cell as it was.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from reader.domain.cells import guard
from reader.domain.views import ArticleView, Chip, HighlightView
from reader.domain.words import N_
from reader.exports.atomic import replacing
from reader.exports.formats import Format
from reader.exports.selection import Selection, Tick, ignore

# The header row, and what each column holds. Dates are ISO; several tags stand in one cell, one a line.
COLUMNS: dict[str, str] = {
    "newspaper": N_("Name of the newspaper"),
    "date": N_("Date of the issue, ISO 8601, as far as it is known"),
    "edition": N_("Edition of the issue"),
    "page": N_("Page label"),
    "page_name": N_("Printed name of the page"),
    "position": N_("Place of the article in its issue, from 1"),
    "kind": N_("article, photo, notice, advert, contents or other"),
    "kicker": N_("Kicker"),
    "headline": N_("Headline"),
    "deck": N_("Deck"),
    "byline": N_("Byline as printed"),
    "article_tags": N_("Tags of the article, one a line"),
    "article_state": N_("unread, read or done"),
    "note": N_("Note on the article, Markdown"),
    "quote": N_("Words of the highlight as they were marked"),
    "colour": N_("Meaning of the highlight's colour"),
    "highlight_tags": N_("Tags of the highlight, one a line"),
    "comment": N_("Comment on the highlight"),
    "highlight_state": N_("ok, changed or lost"),
    "words_now": N_("Words at the place of a changed highlight today"),
    "author": N_("Who marked it"),
    "device": N_("On which device it was marked"),
    "created": N_("When it was marked, ISO 8601"),
    "article_uuid": N_("Permanent id of the article"),
    "highlight_uuid": N_("Permanent id of the highlight"),
    "source": N_("Name of the imported file"),
    "source_sha256": N_("SHA-256 of the imported file"),
}


def write(selection: Selection, out: Path, tick: Tick = ignore) -> None:
    """Write the selection as one CSV file."""
    with replacing(out) as file:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
        try:
            rows = csv.writer(text, lineterminator="\r\n")
            rows.writerow(COLUMNS)
            for number, article in enumerate(selection.articles, start=1):
                for row in article_rows(article, selection):
                    rows.writerow(row if selection.options.raw_cells else map(guard, row))
                tick(number)
        finally:
            text.detach()


def article_rows(article: ArticleView, selection: Selection) -> Iterator[list[str]]:
    """The article's rows, cells in the order of `COLUMNS`, not yet guarded."""
    issue, page = article.issue, article.page
    about = [
        issue.newspaper, issue.date, issue.edition, page.label if page else None, page.name if page else None,
        str(article.position), article.kind, article.kicker, article.title, article.deck, article.byline,
        _tags(article.tags), article.state, article.note if selection.options.notes else "",
    ]  # fmt: skip
    source = [article.also.get("source") or issue.source_name, article.also.get("sha256")]
    for one in article.highlights or (None,):
        cells = [*about, *_highlight_cells(one, selection), article.uuid, one.uuid if one else None, *source]
        yield [cell or "" for cell in cells]


def _highlight_cells(one: HighlightView | None, selection: Selection) -> list[str]:
    if one is None:
        return [""] * 9
    comment = one.comment if selection.options.comments else ""
    current = one.current if one.state == "changed" else ""
    said = [one.quote, selection.meaning(one), _tags(one.tags), comment, one.state, current]
    return [*said, one.author, one.device, one.created]


def _tags(tags: tuple[Chip, ...]) -> str:
    return "\n".join(tag.name for tag in tags)


FORMAT = Format("csv", N_("Table (CSV)"), ".csv", "file", write)

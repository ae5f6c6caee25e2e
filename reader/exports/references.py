"""An article as a reference: what citations and bibliographic records are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.domain.citing import Reference, cite, plain
from reader.domain.views import ArticleView
from reader.domain.words import _
from reader.exports.markup import guid
from reader.exports.passages import Passage, passages
from reader.exports.selection import Selection, Tick, headline

HEEDED = ("notes", "comments", "layer", "context", "passages")
"""The options that matter to a bibliography."""

_NO_AUTHOR = re.compile(r"编辑|责编|美编|校对|版式|策划|edit|redakt|rédact", re.IGNORECASE)


def reference(article: ArticleView) -> Reference:
    """What is known of where an article was printed; nothing is added to it."""
    issue = article.issue
    return Reference(
        title=_line(headline(article)),
        subtitle=_line(article.deck or "") if article.title else "",
        authors=authors(article),
        newspaper=_line(issue.newspaper or ""),
        date=issue.date or "",
        page=page_number(article),
        edition=_line(issue.edition or ""),
        section=_line((article.page.name if article.page else "") or ""),
    )


def authors(article: ArticleView) -> tuple[str, ...]:
    """Who wrote it, each once, in the order of the byline; editors and proof-readers left out."""
    found = (one for one in article.fields if one.name == "author" and not _NO_AUTHOR.search(one.detail or ""))
    return tuple(dict.fromkeys(_line(one.value) for one in found if one.value.strip()))


def page_number(article: ArticleView) -> str:
    """The page as a reference gives it: its label without leading zeros; empty where unknown."""
    label = _line((article.page.label if article.page else "") or "")
    return re.sub(r"^0+(?=\d)", "", label)


def formatted(article: ArticleView, style: str) -> str:
    """The reference in a style as one plain line."""
    return plain(cite(reference(article), style))


def cite_key(article: ArticleView) -> str:
    """A key for bibliographies that stays the same: the year and twelve digits of the permanent id."""
    year = (article.issue.date or "")[:4]
    return f"pressmark{year}-{guid(article.uuid).replace('-', '')[:12]}"


def _line(text: str) -> str:
    return " ".join(text.split())


def dated(article: ArticleView) -> tuple[int, ...]:
    """Year, month and day of the issue as far as they are known."""
    return tuple(int(part) for part in (article.issue.date or "").split("-") if part.isdigit())[:3]


def keywords(article: ArticleView) -> list[str]:
    """The tags of the article and of its highlights, each once."""
    chips = [*article.tags, *(chip for mark in article.highlights for chip in mark.tags)]
    return list(dict.fromkeys(_line(chip.name) for chip in chips))


def remarks(article: ArticleView, selection: Selection) -> Iterator[str]:
    """The note, and each passage with its evidence, each as one line: what bibliographies have no fields for."""
    if selection.options.notes and article.note.strip():
        yield _line(article.note)
    for passage in passages(article, selection):
        yield passage_line(passage, selection)


def passage_line(passage: Passage, selection: Selection) -> str:
    """A passage as one line: its words, colour, tags, comment, print, context, who and when, and where exactly it stands."""
    mark = passage.highlight
    said = [passage.meaning, ", ".join(passage.tags), mark.comment if selection.options.comments else ""]
    said += [_("printed: “{words}”").format(words=passage.printed)] if passage.corrected else []
    said += [f"…{passage.before}【{passage.words}】{passage.after}…"] if passage.before or passage.after else []
    said += [" ".join(part for part in (mark.author, mark.device, mark.created) if part), mark.uuid]
    said += [f"{place.block.uuid} {place.start}–{place.end}" for place in passage.places]
    said += [f"{a.file.sha256} {a.start}–{a.end}" for a in passage.anchors if a.file]
    return _line(f"“{passage.words}” [{'; '.join(part for part in said if part)}]")


def each_once(selection: Selection, tick: Tick) -> Iterator[ArticleView]:
    """The articles, each once though it may come under several groups."""
    seen: set[str] = set()
    for number, article in enumerate(selection.articles, start=1):
        if article.uuid not in seen:
            seen.add(article.uuid)
            yield article
        tick(number)

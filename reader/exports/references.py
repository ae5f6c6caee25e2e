"""An article as a reference: what citations and bibliographic records are made of."""

from __future__ import annotations

import re

from reader.domain.citing import Reference, cite, plain
from reader.domain.views import ArticleView
from reader.exports.selection import headline

_NO_AUTHOR = re.compile(r"编辑|责编|美编|校对|版式|策划|edit|redakt|rédact", re.IGNORECASE)


def reference(article: ArticleView) -> Reference:
    """What is known of where an article was printed; nothing is added to it."""
    issue = article.issue
    return Reference(
        title=_line(headline(article)),
        subtitle=_line(article.deck or ""),
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
    """A key for bibliographies that stays the same: the year and the first eight digits of the permanent id."""
    year = (article.issue.date or "")[:4]
    unique = re.sub(r"[^0-9A-Za-z]", "", article.uuid)[:8]
    return f"pressmark{year}-{unique}"


def _line(text: str) -> str:
    return " ".join(text.split())

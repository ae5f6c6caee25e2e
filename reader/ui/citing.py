"""A quotation with where it stands: the words, the article, the newspaper, its date and page."""

from __future__ import annotations

from reader.domain.views import ArticleView
from reader.domain.words import _


def source_line(view: ArticleView, *, chinese: bool) -> str:
    """Where an article stands, as one line; what is unknown is left out."""
    author = view.byline.strip()
    title = " ".join((view.title or "").split())
    newspaper = view.issue.newspaper or ""
    page = (view.page.label if view.page else None) or ""
    if chinese:
        parts = [author, f"《{title}》" if title else "", f"《{newspaper}》" if newspaper else ""]
        when = "".join([view.issue.date or "", f"第{page}版" if page else ""])
        line = "，".join(p for p in (*parts, when) if p)
        return line.replace("》，《", "》，载《")
    where = [newspaper, view.issue.date or "", _("p. {page}").format(page=page) if page else ""]
    parts = [author, f"“{title}”" if title else "", *where]
    return ", ".join(p for p in parts if p)


def quotation(words: str, view: ArticleView, *, chinese: bool) -> str:
    """The words in quotation marks and, on a line of their own, their source line."""
    quoted = f"“{words.strip()}”"
    line = source_line(view, chinese=chinese)
    return f"{quoted}\n——{line}" if chinese and line else f"{quoted}\n— {line}" if line else quoted

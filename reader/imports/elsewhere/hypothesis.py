"""Hypothesis: annotations as its API and its own export write them, JSON or CSV."""

from __future__ import annotations

from typing import Any

from reader.imports.elsewhere.marks import ForeignMark, dicts, moment, text, texts

COLUMNS = {"Quote", "Comment", "Tags"}


def marks_of(document: Any) -> list[ForeignMark]:
    """The annotations that quote something; notes on a whole page and replies have no quote."""
    found = []
    for one in dicts(document):
        quoted = _quoted(one)
        if quoted is None:
            continue
        author = text(one.get("user")).removeprefix("acct:").partition("@")[0]
        info, held = one.get("user_info"), one.get("document")
        shown = text(info.get("display_name")) if isinstance(info, dict) else ""
        title = held.get("title") if isinstance(held, dict) else ""
        title = title[0] if isinstance(title, list) and title else title
        found.append(
            ForeignMark(
                text(quoted.get("exact")), text(one.get("text")), texts(one.get("tags")), "", moment(one.get("created")),
                shown or author, text(title), text(quoted.get("prefix")), text(quoted.get("suffix")),
            )
        )  # fmt: skip
    return found


def _quoted(one: dict[str, Any]) -> dict[str, Any] | None:
    targets = one.get("target")
    for target in targets if isinstance(targets, list) else []:
        selectors = target.get("selector") if isinstance(target, dict) else None
        for selector in selectors if isinstance(selectors, list) else []:
            if isinstance(selector, dict) and selector.get("type") == "TextQuoteSelector" and text(selector.get("exact")):
                return selector
    return None


def rows(table: list[dict[str, str]]) -> list[ForeignMark]:
    """The annotations of a CSV export."""
    return [
        ForeignMark(
            text(row.get("Quote")), text(row.get("Comment")), texts(row.get("Tags") or ""), "",
            moment(row.get("Created at")), text(row.get("Author")), text(row.get("Page") or row.get("URL")),
        )
        for row in table
        if text(row.get("Quote"))
    ]  # fmt: skip

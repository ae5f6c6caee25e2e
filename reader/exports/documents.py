"""An article and its passages as plain JSON values, complete with evidence: what the JSON export shows to people's programs."""

from __future__ import annotations

from typing import Any

from reader.domain.views import ArticleView, BlockView, FieldView
from reader.exports.passages import Anchor, Passage, passages
from reader.exports.selection import Entry, Selection, TextFile

Document = dict[str, Any]


def article_document(entry: Entry, selection: Selection) -> Document:
    """An article with issue, text, fields, marks and note; what is unknown is null. Offsets are code points."""
    article, options = entry.article, selection.options
    document = {
        "uuid": article.uuid,
        "issue": _issue(article),
        "page": {"label": article.page.label, "name": article.page.name, "uuid": article.page.uuid}
        if article.page
        else None,
        "position": article.position,
        "kind": article.kind,
        "state": article.state,
        "kicker": article.kicker,
        "title": article.title,
        "deck": article.deck,
        "column": article.column,
        "series": article.series,
        "byline": article.byline or None,
        "fields": [_field(field) for field in article.fields],
        "tags": [tag.name for tag in article.tags],
        "note": article.note if options.notes else "",
        "passages": [passage_document(one, selection) for one in passages(article, selection)],
    }
    if not options.passages:
        document["blocks"] = [_block(block) for block in article.blocks]
    if entry.group:
        document["group"] = entry.group
    if entry.remark:
        document["remark"] = entry.remark
    return document


def _issue(article: ArticleView) -> Document:
    issue = article.issue
    return {
        "uuid": issue.uuid,
        "newspaper": issue.newspaper,
        "date": issue.date,
        "edition": issue.edition,
        "details": {name: value for name, value in issue.details.items() if value},
        "extra": [list(pair) for pair in issue.extra],
    }


def _field(field: FieldView) -> Document:
    return {"name": field.name, "value": field.value, "detail": field.detail, "how": field.how}


def _block(block: BlockView) -> Document:
    return {
        "uuid": block.uuid,
        "role": block.role,
        "text": block.text,
        "printed": block.printed,
        "styles": [list(style) for style in block.words.styles],
        "corrected": [[start, end] for start, end, _id in block.words.corrected],
    }


def passage_document(passage: Passage, selection: Selection) -> Document:
    """A passage with its evidence."""
    mark = passage.highlight
    return {
        "uuid": mark.uuid,
        "quote": mark.quote,
        "words": passage.words,
        "printed": passage.printed,
        "corrected": passage.corrected,
        "before": passage.before,
        "after": passage.after,
        "colour": {"key": mark.colour, "meaning": passage.meaning},
        "tags": list(passage.tags),
        "comment": mark.comment if selection.options.comments else "",
        "state": mark.state,
        "author": mark.author,
        "device": mark.device,
        "created": mark.created,
        "places": [{"block": p.block.uuid, "start": p.start, "end": p.end} for p in passage.places],
        "anchors": [anchor_document(anchor) for anchor in passage.anchors],
    }


def anchor_document(anchor: Anchor) -> Document:
    """A stretch of a source text with the hashes that prove it."""
    return {"start": anchor.start, "end": anchor.end, "source_text": _text(anchor.file)}


def _text(text: TextFile | None) -> Document | None:
    if text is None:
        return None
    file = text.file
    return {
        "uuid": text.uuid,
        "sha256": text.sha256,
        "file": {"uuid": file.uuid, "name": file.name, "sha256": file.sha256, "encoding": file.encoding},
    }

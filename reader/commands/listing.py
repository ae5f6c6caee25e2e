"""What the command line prints: JSON documents as the contract has them, and plain lines for people."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from reader.commands.correcting import pick
from reader.commands.session import Session
from reader.domain.anchoring import find_quote
from reader.domain.errors import ReaderError
from reader.domain.query import QueryError
from reader.domain.views import (
    ActView,
    ArticleRow,
    ArticleView,
    BlockView,
    FlagView,
    HighlightView,
    IssueView,
    Listing,
    TagView,
)
from reader.domain.words import N_, _, ngettext
from reader.exports.formats import every_format
from reader.store import identity, versions

Document = dict[str, Any]


# ---- finding things by what the command line says


def article_id(session: Session, id: int) -> int:
    """The article meant by an id, also by one that was merged into another. Raises UsageError where there is none."""
    found = identity.article(session.library, id)
    if found is None:
        raise ReaderError(N_("There is no article {id}."), N_("`pressmark articles` lists them."), id=id)
    return found


def select(session: Session, *, issue: int | None, tag: str | None, query: str | None) -> Sequence[int]:
    """Ids of the articles of an issue, tag and query together; all where none is given."""
    chosen: list[array[int]] = []
    if issue is not None:
        if session.issue(issue) is None:
            raise ReaderError(N_("There is no issue {id}."), N_("`pressmark issues` lists them."), id=issue)
        chosen.append(session.ids(Listing("issue", issue)))
    if tag is not None:
        chosen.append(session.ids(Listing("tag", _tag_id(session, tag))))
    if query is not None:
        chosen.append(session.ids(Listing("search", text=query)))
    if not chosen:
        return session.ids(Listing("all"))
    kept = set(chosen[0]).intersection(*chosen[1:])
    return [id for id in chosen[0] if id in kept]


def _tag_id(session: Session, name: str) -> int:
    for tag in session.tags():
        if name == tag.name or name in tag.aliases:
            return tag.id
    raise ReaderError(N_("There is no tag {name}."), N_("`pressmark tags` lists them."), name=name)


def quote_spans(session: Session, article: int, quote: str, nth: int | None) -> list[tuple[int, int, int]]:
    """Where a quote stands in an article. Raises ReaderError where it is absent, or ambiguous without `nth`."""
    view = session.article(article)
    assert view is not None
    chosen: list[tuple[int, int, int]] = pick(find_quote(view.blocks, quote), quote, nth)
    return chosen


def issue_of_file(session: Session, path: str) -> int | None:
    """The issue a file was imported as; None where it was not."""
    try:
        sha = hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError:
        return None
    return identity.issue_of_source(session.library, sha)


# ---- documents


def issue_document(session: Session, id: int) -> Document:
    """One issue as `import` and `issues` print it: `pages`, `articles` and `flags` are counts."""
    view = session.issue(id)
    if view is None:
        raise ReaderError(N_("There is no issue {id}."), N_("`pressmark issues` lists them."), id=id)
    return {
        "id": view.id, "uuid": view.uuid, "newspaper": view.newspaper, "date": view.date, "edition": view.edition,
        "pages": len(view.pages), "articles": view.articles, "flags": view.flags, "name": view.source_name,
        "provenance": {k: v for k, v in view.how.items() if v}, "version_of": versions.older_version(session.library, id),
        **view.details,
    }  # fmt: skip


def row_document(row: ArticleRow, authors: Iterable[Document] = ()) -> Document:
    """One article as a list prints it."""
    return {
        "id": row.id, "uuid": row.uuid, "issue": row.issue, "page": row.page, "position": row.position, "kind": row.kind,
        "kicker": row.kicker or None, "title": row.title if row.titled else None, "authors": [dict(a) for a in authors],
        "tags": [t.name for t in row.tags], "highlights": row.highlights, "flags": row.flags, "date": row.date,
        "newspaper": row.newspaper, "state": row.state, "chars": row.chars, "doubt": row.doubt,
    }  # fmt: skip


def row_documents(session: Session, ids: Sequence[int]) -> list[Document]:
    """Articles as a list prints them, with their authors."""
    authors = identity.authors(session.library, ids)
    return [
        row_document(row, ({"name": name, "role": role} for name, role in authors.get(row.id, ())))
        for row in session.rows(ids)
    ]


def article_document(session: Session, id: int) -> Document:
    """One article as `article ID --json` prints it."""
    view = session.article(article_id(session, id))
    assert view is not None
    return view_document(view)


def view_document(view: ArticleView) -> Document:
    """The same of an article already read."""
    links = {"from": view.continues_from, "to": view.continues_to}
    return {
        "id": view.id, "uuid": view.uuid, "issue": _short_issue(view.issue), "page": view.page.label if view.page else None,
        "position": view.position, "kind": view.kind, "kicker": view.kicker, "title": view.title, "deck": view.deck,
        "column": view.column, "series": view.series, "authors": _authors(view),
        "dateline": {name: view.field(name) for name in ("agency", "place", "date")}, "credit": view.field("credit"),
        "continued_from": view.field("continued_from"), "continued_on": view.field("continued_on"), "continues": links,
        "state": view.state, "blocks": [block_document(b) for b in view.blocks],
        "flags": [flag_document(f) for f in view.flags], "tags": [t.name for t in view.tags], "note": view.note,
        "highlights": [highlight_document(h) for h in view.highlights],
    }  # fmt: skip


def _short_issue(issue: IssueView) -> Document:
    return {
        "id": issue.id,
        "uuid": issue.uuid,
        "newspaper": issue.newspaper,
        "date": issue.date,
        "edition": issue.edition,
    }


def _authors(view: ArticleView) -> list[Document]:
    return [{"name": f.value, "role": f.detail, "how": f.how} for f in view.fields if f.name == "author"]


def block_document(block: BlockView) -> Document:
    """One block: text as shown, printed with its line ends, styles as `[start, end, name]` on the text."""
    return {
        "id": block.id, "uuid": block.uuid, "role": block.role, "text": block.text, "printed": block.printed,
        "styles": [list(s) for s in block.words.styles],
    }  # fmt: skip


def highlight_document(mark: HighlightView) -> Document:
    """One highlight with its spans in the shown text of blocks."""
    return {
        "id": mark.id, "uuid": mark.uuid, "quote": mark.quote, "colour": mark.colour, "tags": [t.name for t in mark.tags],
        "comment": mark.comment, "state": mark.state, "current": mark.current, "author": mark.author,
        "device": mark.device, "created": mark.created,
        "spans": [{"block": s.block, "start": s.start, "end": s.end} for s in mark.spans],
    }  # fmt: skip


def flag_document(flag: FlagView) -> Document:
    """One doubt with its numbered answers."""
    return {
        "id": flag.id, "uuid": flag.uuid, "code": flag.code, "issue": flag.issue, "article": flag.article, "block": flag.block,
        "reason": flag.reason, "state": flag.state, "answers": [{"n": a.n, "text": a.text} for a in flag.answers],
    }  # fmt: skip


def tag_document(tag: TagView) -> Document:
    """One tag with its aliases and how often it is used."""
    return {
        "id": tag.id, "uuid": tag.uuid, "name": tag.name, "aliases": list(tag.aliases), "note": tag.note, "colour": tag.colour,
        "parent": tag.parent, "articles": tag.articles, "highlights": tag.highlights, "issues": tag.issues,
    }  # fmt: skip


def act_document(act: ActView) -> Document:
    """One entry of the history."""
    return {
        "id": act.id, "uuid": act.uuid, "kind": act.kind, "command": act.command, "title": act.title, "about": act.about,
        "article": act.article, "at": act.at, "author": act.author, "device": act.device, "undone": act.undone,
        "changes": act.changes,
    }  # fmt: skip


def search_document(
    session: Session, query: str, limit: int, offset: int, fold: Sequence[str], order: str = ""
) -> Document:
    """Hits of a query as `search` prints them."""
    found = session.search(query, limit, offset, fold, order)
    hits = [
        {"article": h.article, "title": h.title, "issue": h.issue, "snippet": h.snippet, "why": list(h.why)}
        for h in found.hits
    ]
    told = {"total": found.total, "took_ms": found.took_ms, "furniture": found.furniture, "hits": hits}
    return told if found.exact else {**told, "at_least": True}


def search_line(
    session: Session, query: str, limit: int, offset: int, fold: Sequence[str], order: str = ""
) -> Document:
    """The same for one line of `search -`; an error as `{"error", "at"}`."""
    try:
        return search_document(session, query, limit, offset, fold, order)
    except QueryError as error:
        return {"error": error.message, "at": error.at}
    except ReaderError as error:
        return {"error": error.message, "at": None}


def formats() -> list[Document]:
    """The export formats there are."""
    return [
        {"name": f.name, "title": _(f.title), "extension": f.extension, "kind": f.kind, "available": f.available}
        for f in every_format()
    ]


# ---- plain lines


def issue_line(issue: Document) -> str:
    """One issue in a line."""
    name = " ".join(str(v) for v in (issue["newspaper"], issue["date"], issue["edition"]) if v) or issue["name"]
    return f"{issue['id']:5}  {name}  {holdings(issue['pages'], issue['articles'], issue['flags'])}"


def holdings(pages: int, articles: int, flags: int) -> str:
    """What an issue holds: `1 page, 7 articles, 2 to review`."""
    parts = {
        "pages": ngettext("{count} page", "{count} pages", pages).format(count=pages),
        "articles": ngettext("{count} article", "{count} articles", articles).format(count=articles),
        "flags": _(N_("{count} to review")).format(count=flags),
    }
    return _(N_("{pages}, {articles}, {flags}")).format(**parts)


def import_text(document: Document) -> str:
    """What an import did, in lines."""
    lines = [issue_line(issue) for issue in document["issues"]]
    lines += [_(N_("unchanged: {path}")).format(path=path) for path in document["unchanged"]]
    return "\n".join(lines)


def row_line(row: Document) -> str:
    """One article in a line."""
    authors = "、".join(a["name"] for a in row["authors"])
    extra = "  ".join(part for part in (authors, " ".join(f"#{t}" for t in row["tags"])) if part)
    doubt = f"  ⚑{row['flags']}" if row["flags"] else ""
    return f"{row['id']:5}  {row['page'] or '–':>4}  {row['title'] or row['kicker'] or '—'}  {extra}{doubt}".rstrip()


def article_text(article: Document) -> str:
    """One article to read in a terminal."""
    lines = [f"[{b['id']}] {b['role']:<18} {b['text']}" for b in article["blocks"]]
    lines += [f"  ▌{h['id']} {h['colour']} {h['quote']} {h['comment']}".rstrip() for h in article["highlights"]]
    lines += [f"  ⚑{f['id']} {f['reason']}" for f in article["flags"] if f["state"] == "open"]
    return "\n".join(lines + ([article["note"]] if article["note"] else []))


def issue_text(session: Session, issue: int | None) -> str:
    """The article list of an issue, as `run` prints it where there is no display."""
    if issue is None:
        return _(N_("The library is empty. Import files with: pressmark import PATH…"))
    ids = session.ids(Listing("issue", issue))
    return "\n".join([session.heading(Listing("issue", issue)), *(row_line(r) for r in row_documents(session, ids))])


def search_text(document: Document, issues: Mapping[int, str], level: str) -> str:
    """Hits in lines, each with its issue as `issues` name it; counted as what the level finds."""
    lines = []
    for hit in document["hits"]:
        where = issues.get(hit["issue"], "")
        told = "  ".join(part for part in (where, hit["title"], hit["snippet"]) if part)
        lines.append(f"{hit['article'] or '':>5}  {told}  ({', '.join(hit['why'])})")
    total = document["total"]
    wider = [f"--fold {name}: +{count}" for name, count in document.get("switches", {}).items()]
    if level == "highlights":
        counted = ngettext("{count} passage", "{count} passages", total)
    else:
        counted = ngettext("{count} article", "{count} articles", total)
    counted = counted.format(count=f"{total:,}")
    if document.get("at_least"):
        counted = _("at least {count}").format(count=counted)
    return "\n".join([counted, *lines, *wider])


def issue_names(session: Session, hits: Iterable[Document]) -> dict[int, str]:
    """Newspaper and date of the issues that hits stand in, by id."""
    found = {id: session.issue(id) for id in {hit["issue"] for hit in hits} if id is not None}
    return {id: " ".join(p for p in (i.newspaper, i.date) if p) for id, i in found.items() if i is not None}

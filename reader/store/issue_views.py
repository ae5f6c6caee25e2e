"""Issues, pages, newspapers and the library tree, read."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from reader.domain.doubts import KINDS, SETTLED
from reader.domain.views import IssueView, Listing, PageView, Place, TagView
from reader.domain.words import N_, _
from reader.store import baskets, flags, searches, versions, vocabulary
from reader.store.issues import DETAILS
from reader.store.library import Library
from reader.store.texts import where_in


def issue(library: Library, id: int) -> IssueView | None:
    """One issue with its pages; None where there is none."""
    found = issues(library, [id])
    return found[0] if found else None


def issues(library: Library, ids: list[int] | None = None, *, trashed: bool = False) -> list[IssueView]:
    """Issues by date; all that are not in the trash (or, `trashed`, those that are) where no ids are given."""
    where = where_in("i.id", ids) if ids is not None else f"i.trashed is {'not ' if trashed else ''}null"
    sql = f"""
      select i.id, i.uuid, i.newspaper_id, n.name, i.date, i.edition, i.newspaper_how, i.date_how, i.edition_how,
        {", ".join(f"i.{d}" for d in DETAILS)}, i.name,
        (select count(*) from article a where a.issue_id = i.id and a.shown),
        (select count(*) from article a where a.issue_id = i.id and a.shown and a.state = 'read'),
        (select count(*) from article a where a.issue_id = i.id and a.shown and a.state = 'done'),
        (select count(*) from flag f where f.issue_id = i.id and f.state = 'open'),
        (select group_concat(distinct s.encoding) {_SOURCES}), (select group_concat(distinct s.encoding_how) {_SOURCES})
      from issue i left join newspaper n on n.id = i.newspaper_id where {where}
      order by coalesce(i.date, '~'), n.name, i.id"""
    rows = library.rows(sql)
    pages = _pages(library, [row[0] for row in rows])
    extra = _extra(library, [row[0] for row in rows])
    return [_view(row, pages.get(row[0], []), extra.get(row[0], [])) for row in rows]


_SOURCES = """from page p join source_text t on t.page_id = p.id join source s on s.id = t.source_id
  where p.issue_id = i.id"""


def _view(row: tuple[Any, ...], pages: list[PageView], extra: list[tuple[str, str]]) -> IssueView:
    id, unique, newspaper_id, newspaper, date, edition, *rest = row
    how = dict(zip(("newspaper", "date", "edition"), rest[:3], strict=True))
    details = {k: v for k, v in zip(DETAILS, rest[3 : 3 + len(DETAILS)], strict=True) if v}
    name, articles, read, done, flagged, encoding, encoding_how = rest[3 + len(DETAILS) :]
    return IssueView(
        id, unique, newspaper_id, newspaper, date, edition, how, details, tuple(extra), tuple(pages), articles, flagged,
        read, done, name, encoding or "", encoding_how or "",
    )  # fmt: skip


def _pages(library: Library, ids: list[int]) -> dict[int, list[PageView]]:
    sql = f"""select issue_id, id, uuid, label, name, label_how, (select count(*) from scan where page_id = page.id),
                (select count(*) from article where page_id = page.id and shown)
              from page where {where_in("issue_id", ids)} and trashed is null order by issue_id, position"""
    found: dict[int, list[PageView]] = defaultdict(list)
    for owner, *page in library.rows(sql):
        found[owner].append(PageView(*page))
    return found


def _extra(library: Library, ids: list[int]) -> dict[int, list[tuple[str, str]]]:
    sql = f"select issue_id, key, value from issue_field where {where_in('issue_id', ids)} order by issue_id, position"
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for owner, key, value in library.rows(sql):
        found[owner].append((key, value))
    return found


def newspapers(library: Library) -> list[tuple[int, str, tuple[str, ...], tuple[str, ...]]]:
    """(id, name, aliases, former titles) of every newspaper, by name."""
    names: dict[tuple[int, str], list[str]] = defaultdict(list)
    for owner, name, kind in library.rows("select newspaper_id, name, kind from newspaper_name order by id"):
        names[owner, kind].append(name)
    return [
        (id, name, tuple(names[id, "alias"]), tuple(names[id, "former"]))
        for id, name in library.rows("select id, name from newspaper order by name, id")
    ]


def issues_of_newspapers(library: Library) -> dict[int, int]:
    """How many issues each newspaper has outside the trash; those without any are left out."""
    sql = "select newspaper_id, count(*) from issue where newspaper_id is not null and trashed is null group by 1"
    return dict(library.rows(sql))


def places(library: Library) -> list[Place]:
    """The library tree: newspapers with years and issues, tags, what is to review, the trash."""
    return [
        Place("library", None, _(N_("Library")), _count(library, "article where shown"), tuple(_runs(library))),
        Place("tags", None, _(N_("Tags")), 0, tuple(_tags(library))),
        Place("saved", None, _(N_("Saved searches")), 0, tuple(_saved(library))),
        Place("baskets", None, _(N_("Baskets")), 0, tuple(_baskets(library))),
        _review(library),
        *_lost(library),
        Place("trash", None, _(N_("Trash")), _count(library, "article where not shown")),
    ]


def _review(library: Library) -> Place:
    """What waits for review, by kind of doubt; at the end what is settled."""
    found, settled = flags.counts(library)
    total = sum(found.values())
    below = [Place("review", None, _(title), found[kind], text=kind) for kind, title in KINDS.items() if found[kind]]
    if len(below) > 1:
        below.insert(0, Place("review", None, _(N_("All doubts")), total))
    if settled:
        below.append(Place("review", None, _(N_("Settled")), settled, text=SETTLED))
    return Place("review", None, _(N_("To review")), total, tuple(below))


def _saved(library: Library) -> list[Place]:
    """The saved searches; how much they find is counted elsewhere, since that may take long."""
    return [Place("saved", one.id, one.name, 0, text=one.query) for one in searches.saved(library)]


def _baskets(library: Library) -> list[Place]:
    return [Place("basket", one.id, one.name, one.articles) for one in baskets.baskets(library)]


def _lost(library: Library) -> list[Place]:
    """The tray of highlights whose words a new version does not hold, where there are any."""
    count = len(versions.lost_highlights(library))
    return [Place("lost", None, _(N_("Lost highlights")), count)] if count else []


def _count(library: Library, what: str) -> int:
    return int(library.value(f"select count(*) from {what}"))


def _runs(library: Library) -> list[Place]:
    sql = """select n.id, n.name, i.id, i.date, i.edition, i.name,
               (select count(*) from article a where a.issue_id = i.id and a.shown)
             from issue i left join newspaper n on n.id = i.newspaper_id where i.trashed is null
             order by n.name is null, n.name, n.id, coalesce(i.date, '~') desc, i.id desc"""
    papers: dict[tuple[int | None, str], dict[str, list[Place]]] = {}
    for paper, name, id, date, edition, file, count in library.rows(sql):
        title = " ".join(part for part in (day(date), edition) if part) or file
        years = papers.setdefault((paper, name or ""), {})
        years.setdefault((date or "")[:4], []).append(Place("issue", id, title, count, text=date or ""))
    return [_paper(paper, name, years) for (paper, name), years in papers.items()]


def _paper(paper: int | None, name: str, years: dict[str, list[Place]]) -> Place:
    below = []
    for year, found in years.items():
        label = year or _(N_("undated"))
        total = sum(p.count for p in found)
        below.append(Place("year", paper, label, total, tuple(found), text=year))
    title = name or _(N_("newspaper unknown"))
    return Place("newspaper", paper, title, sum(p.count for p in below), tuple(below))


def day(date: str | None) -> str:
    """A date within its year, as the tree shows it: `06-08`, `06`, or the year where that is all."""
    return (date[5:] or date) if date else ""


def _tags(library: Library) -> list[Place]:
    """The tags as a tree, each with the articles its list shows, narrower tags included, none counted twice."""
    found, total = vocabulary.tags(library), vocabulary.with_narrower(library)
    below: dict[int | None, list[TagView]] = defaultdict(list)
    known = {tag.id for tag in found}
    for tag in found:
        below[tag.parent if tag.parent in known else None].append(tag)

    def branch(parent: int | None, depth: int) -> tuple[Place, ...]:
        if depth > 40:
            return ()
        return tuple(_tag(tag, total.get(tag.id), branch(tag.id, depth + 1)) for tag in below.get(parent, ()))

    return list(branch(None, 0))


def _tag(tag: TagView, total: tuple[int, int] | None, children: tuple[Place, ...]) -> Place:
    articles, marks = total or (tag.articles, tag.highlights)
    return Place("tag", tag.id, tag.name, articles, children, colour=tag.colour, marks=marks)


def heading(library: Library, listing: Listing) -> str:
    """What a list of articles is called: newspaper and date, tag, query."""
    if listing.kind == "issue" and listing.id is not None:
        found = issue(library, listing.id)
        return (
            " ".join(p for p in (found.newspaper, found.date, found.edition) if p) or found.source_name if found else ""
        )
    if listing.kind == "tag":
        return str(library.value("select name from tag where id = ?", (listing.id,)) or "")
    if listing.kind in {"newspaper", "year"}:
        name = library.value("select name from newspaper where id is ?", (listing.id,)) or _(N_("newspaper unknown"))
        return f"{name} {listing.text}".strip()
    if listing.kind == "page":
        return _page_heading(library, listing.id)
    if listing.kind == "review":
        return _review_heading(library, listing)
    if listing.kind == "basket":
        return str(library.value("select name from basket where id = ?", (listing.id,)) or "")
    words = {"all": N_("All articles"), "trash": N_("Trash"), "lost": N_("Lost highlights")}
    return _(words[listing.kind]) if listing.kind in words else listing.text


def _review_heading(library: Library, listing: Listing) -> str:
    kinds = {**KINDS, SETTLED: N_("Settled"), "": N_("To review")}
    kind = _(kinds[listing.text if listing.text in kinds else ""])
    issue_name = heading(library, Listing("issue", listing.id)) if listing.id is not None else ""
    return " · ".join(part for part in (issue_name, kind) if part)


def _page_heading(library: Library, page: int | None) -> str:
    row = library.row("select issue_id, label, name from page where id = ?", (page,))
    if row is None:
        return ""
    label = _(N_("page {label}")).format(label=row[1]) if row[1] else ""
    return " · ".join(p for p in (heading(library, Listing("issue", row[0])), label, row[2]) if p)


def counts(library: Library) -> dict[str, int]:
    """How much the library holds: issues, articles, highlights, notes, tags."""
    return {
        "issues": _count(library, "issue where trashed is null"),
        "articles": _count(library, "article where shown"),
        "highlights": _count(library, "highlight"),
        "notes": _count(library, "note where text <> ''"),
        "tags": _count(library, "tag"),
    }

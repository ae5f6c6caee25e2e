"""What an export is made of: the articles and highlights chosen become a stream of entries, grouped and ordered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache

from reader import __version__
from reader.commands.session import Session
from reader.domain.text import CORRECTED, PRINTED
from reader.domain.views import Listing
from reader.domain.words import _
from reader.exports.selection import Entry, Options, Provenance, Selection, SourceFile, Sources, TextFile
from reader.store import exporting, state

_TEXTS_KEPT = 64


@dataclass(frozen=True)
class Line:
    """One entry to come: the article, which of its highlights (None: all), under which group, with which remark."""

    article: int
    highlights: frozenset[int] | None
    group: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Wanted:
    """What was chosen: articles in their order, and of their highlights only these (None: all of them).

    `remarks` are a basket's, by article; `lines` its entries one by one, in its order, which count where the export is
    ordered as given and not grouped, and `basket` the basket itself.
    """

    articles: Sequence[int]
    highlights: frozenset[int] | None = None
    remarks: dict[int, str] | None = None
    lines: Sequence[Line] | None = None
    basket: int | None = None


@dataclass(frozen=True)
class _Walk:
    """The entries of an export, read anew each time they are walked."""

    session: Session
    lines: Sequence[Line]
    remarks: dict[int, str]
    layer: str

    def __iter__(self) -> Iterator[Entry]:
        return _entries(self.session, self.lines, self.remarks, self.layer)


def gather(session: Session, wanted: Wanted, title: str, options: Options) -> Selection:
    """The selection to hand to a format; articles are read one by one as the format walks it."""
    lines = _lines(session, wanted, options)
    layer = PRINTED if options.layer == "printed" else CORRECTED
    return Selection(
        _Walk(session, lines, wanted.remarks or {}, layer),
        title,
        options,
        {colour.key: _(colour.name) for colour in session.colours()},
        tuple(session.colours()),
        tuple(session.tags()),
        _provenance(session),
        _sources(session),
        lambda: state.once(_records(session, wanted)),
        _is_whole(session, wanted),
    )


def count(session: Session, wanted: Wanted, options: Options) -> int:
    """How many entries the export will have, for its progress."""
    return len(_lines(session, wanted, options))


def passages(session: Session, wanted: Wanted) -> int:
    """How many highlights the export will have."""
    return len({mark.highlight for mark in _marks(session, wanted)})


def beginning(session: Session, wanted: Wanted, options: Options, entries: int) -> Wanted:
    """What must be chosen for the first `entries` of an export alone, in its order."""
    lines = _lines(session, wanted, options)[:entries]
    marks = [line.highlights for line in lines]
    kept = None if None in marks else frozenset().union(*(mark for mark in marks if mark is not None))
    few = lines if wanted.lines is not None else None
    return Wanted(list(dict.fromkeys(line.article for line in lines)), kept, wanted.remarks, few)


def _provenance(session: Session) -> Provenance:
    made = datetime.now(UTC).isoformat(timespec="seconds")
    library = session.library
    return Provenance("Pressmark", __version__, library.uuid, library.name, session.author, session.device, made)


def _sources(session: Session) -> Sources:
    @lru_cache(_TEXTS_KEPT)
    def file(id: int) -> TextFile | None:
        row = exporting.text_row(session.library, id)
        return TextFile(row.id, row.uuid, row.sha256, row.page, SourceFile(*row[4:])) if row else None

    return Sources(
        file, lambda id: exporting.source_text(session.library, id), lambda uuid: exporting.file_bytes(session.library, uuid)
    )  # fmt: skip


def _is_whole(session: Session, wanted: Wanted) -> bool:
    """Whether all of the library is chosen, so that what belongs to no article goes along."""
    return wanted.highlights is None and set(session.ids(Listing("all"))) <= set(wanted.articles)


def _records(session: Session, wanted: Wanted) -> Iterator[state.Record]:
    """The rows the selection stands on: its issues whole, the marks of the articles chosen."""
    library, chosen = session.library, set(wanted.articles)
    whole = _is_whole(session, wanted)
    yield from state.of_library(library) if whole else state.vocabulary(library)
    for issue in state.every_issue(library) if whole else state.issues_of(library, wanted.articles):
        session.rest()
        all_chosen = wanted.highlights is None and set(session.ids(Listing("issue", issue))) <= chosen
        yield from state.of_issue(library, issue, None if all_chosen else chosen, data=True)


def _entries(session: Session, lines: Sequence[Line], remarks: dict[int, str], layer: str) -> Iterator[Entry]:
    for line in lines:
        view = session.article(line.article, layer)
        if view is None:
            continue
        if line.highlights is not None:
            kept = tuple(one for one in view.highlights if one.id in line.highlights)
            view = replace(view, highlights=kept)
        yield Entry(view, line.group, line.remark or remarks.get(line.article, ""))
        session.rest()


def _lines(session: Session, wanted: Wanted, options: Options) -> list[Line]:
    """The entries in order. By passage where they are grouped by tag or colour or ordered by when they were marked."""
    if wanted.lines is not None and options.group == "none" and options.order in {"text", "given"}:
        return _as_given(session, wanted, options)
    if options.group in {"tag", "colour"} or options.order == "newest":
        lines = _by_mark(session, wanted, options)
    else:
        lines = _by_article(session, wanted, options)
    if options.group != "none":
        lines = _together(lines)
    return lines


def _as_given(session: Session, wanted: Wanted, options: Options) -> list[Line]:
    """A basket's entries as they lie; where only passages are written, articles without any are left out."""
    lines = list(wanted.lines or ())
    if options.passages:
        marked = {mark.article for mark in _marks(session, wanted)}
        lines = [line for line in lines if line.article in marked]
    return lines


def _by_article(session: Session, wanted: Wanted, options: Options) -> list[Line]:
    articles = list(wanted.articles)
    told = exporting.dates_of(session.library, articles) if options.order == "date" or options.group != "none" else {}
    if options.order == "date":
        articles.sort(key=lambda id: (told.get(id, ("", ""))[0] or "~", told.get(id, ("", ""))[1]))
    if options.passages:
        marked = {mark.article for mark in _marks(session, wanted)}
        articles = [id for id in articles if id in marked]
    return [Line(id, wanted.highlights, _group_of(told.get(id, ("", "")), id, options)) for id in articles]


def _group_of(told: tuple[str, str], article: int, options: Options) -> str:
    date, newspaper = told
    if options.group == "date":
        return date or _("Undated")
    if options.group == "issue":
        return " ".join(part for part in (newspaper, date) if part) or _("Undated")
    return f"{article}" if options.group == "article" else ""


def _marks(session: Session, wanted: Wanted) -> list[exporting.Mark]:
    marks = exporting.marks_in(session.library, wanted.articles)
    return [mark for mark in marks if wanted.highlights is None or mark.highlight in wanted.highlights]


def _by_mark(session: Session, wanted: Wanted, options: Options) -> list[Line]:
    marks = _marks(session, wanted)
    if options.order == "newest":
        marks.sort(key=lambda mark: (mark.created, mark.highlight), reverse=True)
    elif options.order == "date":
        marks.sort(key=lambda mark: mark.date or "~")
    if options.group == "tag":
        return _by_tag(session, wanted, marks)
    meanings = {colour.key: _(colour.name) for colour in session.colours()}
    lines: list[Line] = []
    for mark in marks:
        group = meanings.get(mark.colour, mark.colour) if options.group == "colour" else ""
        if lines and lines[-1].article == mark.article and lines[-1].group == group:
            both = (lines[-1].highlights or frozenset()) | {mark.highlight}
            lines[-1] = Line(mark.article, both, group)
        else:
            lines.append(Line(mark.article, frozenset({mark.highlight}), group))
    return lines


def _by_tag(session: Session, wanted: Wanted, marks: list[exporting.Mark]) -> list[Line]:
    """Under each tag the passages that bear it and the articles that do, those with all their passages."""
    names = exporting.tags_of_marks(session.library, [mark.highlight for mark in marks])
    of_articles = exporting.tags_of_articles(session.library, list(wanted.articles))
    lines: dict[tuple[str, int], frozenset[int] | None] = {}
    for article in wanted.articles:
        for name in of_articles.get(article, ()):
            lines[name, article] = wanted.highlights
    for mark in marks:
        for name in names.get(mark.highlight, [] if mark.article in of_articles else [_("Without a tag")]):
            known = lines.get((name, mark.article), frozenset())
            if known is not None:
                lines[name, mark.article] = known | {mark.highlight}
    return [
        Line(article, chosen, name) for (name, article), chosen in sorted(lines.items(), key=lambda one: one[0][0])
    ]


def _together(lines: list[Line]) -> list[Line]:
    """Lines of one group one after the other, groups in the order in which they first come."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(line.group, []).append(line)
    return [line for group in groups.values() for line in group]

"""The project of REFI-QDA as `qdpx` describes it: taken in article by article, written source by source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import BinaryIO, NamedTuple

from reader.domain.text import SourceText, Span
from reader.domain.views import ArticleView, HighlightView
from reader.domain.words import N_, _
from reader.exports.markup import DECLARATION, Markup, derived, guid, moment
from reader.exports.passages import Passage, passages
from reader.exports.qda_codes import Codes
from reader.exports.references import formatted
from reader.exports.selection import Selection, TextFile, headline
from reader.exports.spool import Spool

NAMESPACE = "urn:QDA-XML:project:1.0"
VARIABLES = (
    N_("Newspaper"), N_("Date"), N_("Edition"), N_("Page"), N_("Column label"), N_("Byline"), N_("Repository"), N_("Shelfmark"),
    N_("File"), N_("SHA-256"), N_("SHA-256 of the text"),
)  # fmt: skip
_DAY = N_("Day")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


class _Source(NamedTuple):
    """A source text with the article that told first where it was printed."""

    file: TextFile
    article: ArticleView


class Project:
    """Takes articles one by one; its parts wait in the spool until the project is written."""

    def __init__(self, selection: Selection, spool: Spool) -> None:
        self._selection, self._spool = selection, spool
        self.markup = Markup(selection.notices)
        self.codes = Codes(selection)
        self.articles: dict[str, None] = {}
        self.marks: set[str] = set()
        self._sources: dict[int, _Source] = {}
        self._users: dict[str, str] = {}
        self._names: set[str] = set()
        self._user(selection.provenance.author)

    def texts(self) -> Iterator[tuple[int, TextFile]]:
        """The source texts of the project."""
        return ((id, one.file) for id, one in self._sources.items())

    def take(self, article: ArticleView) -> None:
        """Take in an article; one that came before (under another group) only with its further passages."""
        own = self._take_sources(article)
        chosen = []
        for passage in passages(article, self._selection):
            chosen += self._take_passage(passage)
        if guid(article.uuid) in self.articles:
            return
        self.articles[guid(article.uuid)] = None
        self._spool.put("cases", self._case(article, own, chosen))
        if article.note.strip() and self._selection.options.notes and own:
            note = derived(article.uuid, "note")
            self._spool.put(f"note of {own[0]}", self.markup.element("NoteRef", {"targetGUID": note}))
            self._spool.put("notes", self._note(note, article))

    def _take_sources(self, article: ArticleView) -> list[int]:
        found: dict[int, None] = {}
        for span in (piece for block in article.blocks for piece in block.pieces):
            if span.source not in found and self._knows(span.source, article):
                found[span.source] = None
        return list(found)

    def _knows(self, source: int, article: ArticleView) -> bool:
        if source not in self._sources:
            file = self._selection.sources.file(source)
            if file is None:
                return False
            self._sources[source] = _Source(file, article)
        return True

    def _take_passage(self, passage: Passage) -> list[str]:
        """The guids of the passage's selections, which are kept where they are new."""
        mark = passage.highlight
        stretches = [s for s in whole(mark, self._selection.sources.text) if self._knows(s.source, passage.article)]
        names = [guid(mark.uuid) if n == 0 else derived(mark.uuid, f"span {n}") for n in range(len(stretches))]
        if guid(mark.uuid) not in self.marks:
            self.marks.add(guid(mark.uuid))
            for name, stretch in zip(names, stretches, strict=True):
                comment = mark.comment if self._selection.options.comments and name == names[0] else ""
                self._spool.put(f"selections of {stretch.source}", self._selected(name, stretch, mark, comment))
        return names

    def _selected(self, name: str, stretch: Span, mark: HighlightView, comment: str) -> str:
        markup = self.markup
        by = {"creatingUser": self._user(mark.author), "creationDateTime": self._moment(mark.created)}
        place = {"startPosition": str(stretch.start), "endPosition": str(stretch.end)}
        codes = [self.codes.of_colour(mark.colour), *dict.fromkeys(map(self.codes.of_tag, mark.tags))]
        codings = (
            markup.element(
                "Coding", {"guid": derived(name, f"code {code}"), **by}, markup.element("CodeRef", {"targetGUID": code})
            )
            for code in codes
        )
        return markup.element(
            "PlainTextSelection", {"guid": name, "name": mark.quote, **place, **by}, markup.leaf("Description", comment), *codings
        )  # fmt: skip

    def _case(self, article: ArticleView, sources: list[int], chosen: list[str]) -> str:
        markup = self.markup
        inside = [markup.leaf("Description", formatted(article, self._selection.options.citation))]
        inside += [markup.element("CodeRef", {"targetGUID": self.codes.of_tag(chip)}) for chip in article.tags]
        inside += self._values(_told(article, None))
        inside += [markup.element("SourceRef", {"targetGUID": guid(self._sources[id].file.uuid)}) for id in sources]
        inside += [markup.element("SelectionRef", {"targetGUID": name}) for name in chosen]
        name = headline(article) or _("Untitled")
        return markup.element("Case", {"guid": guid(article.uuid), "name": name}, *inside)

    def _note(self, note: str, article: ArticleView) -> str:
        by = {"creatingUser": self._user(self._selection.provenance.author), "creationDateTime": self._made()}
        about = {"guid": note, "name": headline(article) or _("Untitled"), **by}
        return self.markup.element("Note", about, self.markup.leaf("PlainTextContent", article.note))

    def _values(self, told: Mapping[str, str]) -> list[str]:
        markup = self.markup
        found = [(name, markup.leaf("TextValue", value)) for name, value in told.items() if value]
        day = told.get("Date", "")
        if is_day(day):
            found.append((_DAY, markup.leaf("DateValue", day)))
        return [
            markup.element("VariableValue", None, markup.element("VariableRef", {"targetGUID": _variable(name)}), value)
            for name, value in found
        ]

    def _user(self, name: str) -> str:
        return self._users.setdefault(name, derived(f"person {name}", "user"))

    def _moment(self, at: str) -> str | None:
        told = moment(at)
        return told if told and _MOMENT.fullmatch(told) else self._made()

    def _made(self) -> str | None:
        told = moment(self._selection.provenance.made)
        return told if told and _MOMENT.fullmatch(told) else None

    # ---- the whole

    def write(self, out: BinaryIO) -> None:
        """Write all that was taken."""
        markup, made = self.markup, self._selection.provenance
        about = {
            "xmlns": NAMESPACE, "name": self._selection.title or made.library_name or made.program,
            "origin": f"{made.program} {made.version}".strip(), "creatingUserGUID": self._user(made.author),
            "creationDateTime": self._made(),
        }  # fmt: skip
        out.write(f"{DECLARATION}{markup.start('Project', about)}\n".encode())
        users = (markup.element("User", {"guid": id, "name": name or None}) for name, id in self._users.items())
        out.write(markup.element("Users", None, *users).encode())
        out.write(b"\n" + markup.element("CodeBook", None, self.codes.markup(markup)).encode())
        kinds = [*((name, "Text") for name in VARIABLES), (_DAY, "Date")]
        variables = (
            markup.element("Variable", {"guid": _variable(name), "name": _(name), "typeOfVariable": kind}) for name, kind in kinds
        )
        out.write(b"\n" + markup.element("Variables", None, *variables).encode())
        self._within(out, "Cases", "cases")
        if self._sources:
            out.write(b"\n<Sources>")
            for id, source in self._sources.items():
                self._write_source(out, id, source)
            out.write(b"</Sources>")
        self._within(out, "Notes", "notes")
        out.write(b"\n</Project>\n")

    def _within(self, out: BinaryIO, name: str, key: str) -> None:
        if self._spool.holds(key):
            out.write(f"\n<{name}>\n".encode())
            for piece in self._spool.pieces(key):
                out.write(piece + b"\n")
            out.write(f"</{name}>".encode())

    def _write_source(self, out: BinaryIO, id: int, source: _Source) -> None:
        unique = guid(source.file.uuid)
        about = {
            "guid": unique, "name": self._named(source), "plainTextPath": f"internal://{unique}.txt",
            "creatingUser": self._user(self._selection.provenance.author),
            "creationDateTime": self._moment(source.file.file.imported_at),
        }  # fmt: skip
        out.write(f"\n{self.markup.start('TextSource', about)}\n".encode())
        for key in (f"selections of {id}", f"note of {id}"):
            for piece in self._spool.pieces(key):
                out.write(piece + b"\n")
        out.write("".join(self._values(_told(source.article, source.file))).encode())
        out.write(b"</TextSource>")

    def _named(self, source: _Source) -> str:
        """A name of the source that no other one in the project has."""
        issue, page = source.article.issue, source.article.page
        label = page.label if page and page.uuid == source.file.page else ""
        name = " ".join(part for part in (issue.newspaper, issue.date, label) if part) or source.file.file.name
        unique, number = name, 1
        while unique in self._names:
            number += 1
            unique = f"{name} ({number})"
        self._names.add(unique)
        return unique


def _told(article: ArticleView, file: TextFile | None) -> dict[str, str]:
    """The variables of a source, or (without a file) of an article."""
    issue, page = article.issue, article.page
    same_page = page if page and (file is None or page.uuid == file.page) else None
    told = {
        "Newspaper": issue.newspaper, "Date": issue.date, "Edition": issue.edition, "Page": same_page.label if same_page else "",
        "Repository": issue.details.get("repository"), "Shelfmark": issue.details.get("shelfmark"),
    }  # fmt: skip
    if file is None:
        told |= {"Column label": article.column, "Byline": article.byline}
    else:
        told |= {"File": file.file.name, "SHA-256": file.file.sha256, "SHA-256 of the text": file.sha256}
    return {name: value for name, value in told.items() if value}


def _variable(name: str) -> str:
    return derived(f"variable {name}", "variable")


def is_day(text: str) -> bool:
    """Whether a date is known to the day."""
    try:
        return len(text) == 10 and bool(date.fromisoformat(text))
    except ValueError:
        return False


def whole(mark: HighlightView, text: Callable[[int], SourceText | None]) -> list[Span]:
    """The stretches of a highlight, those made one between which nothing is printed (a line end, markup)."""
    found: list[Span] = []
    for span in mark.stored:
        last = found[-1] if found else None
        if last and last.source == span.source and span.start >= last.end and _is_blank(text(span.source), last.end, span.start):
            found[-1] = Span(last.source, last.start, span.end)
        else:
            found.append(span)
    return found


def _is_blank(text: SourceText | None, start: int, end: int) -> bool:
    if text is None or start == end:
        return text is not None
    hidden = {n for low, high in text.markup if low < end and high > start for n in range(low, high)}
    return all(n in hidden or text.text[n].isspace() for n in range(start, end))

"""A folder of linked notes for Obsidian: a note for each article and for each tag used, and one that lists them all.

Front matter is YAML with every value quoted. Continued articles and tags are linked with `[[…]]`; a highlight has the block id
`^h-ID` of its permanent id, the paragraph it stands in one of its own. File names are short, safe on every platform and unique
without regard to case, so that links need no path. The person's own notes stay Markdown; their links lead to the notes here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from reader.domain.note_links import links
from reader.domain.views import ArticleView, Chip, TagView
from reader.domain.words import N_, _
from reader.exports.atomic import new_folder, safe_name, unique_name
from reader.exports.escaping import escape, escape_inner
from reader.exports.evidence import Fact
from reader.exports.formats import Format
from reader.exports.harmless import Harmless
from reader.exports.markdown import facts_lines, marked_line
from reader.exports.markup import guid
from reader.exports.outline import Paragraph, Section, sections
from reader.exports.qda_project import is_day
from reader.exports.references import authors, formatted
from reader.exports.selection import Selection, Tick, headline, ignore
from reader.exports.tag_tree import TagTree

_ENDING = ".md"
_UNLINKABLE = re.compile(r"[\[\]#^|\\<>`]+")
_MORE_SIGNS = re.compile(r"[$%^]")
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_LEADS = {"quote": "> ", "list_item": "- ", "subhead": "### "}


def write(selection: Selection, out: Path, tick: Tick = ignore) -> None:
    """Write the selection as one folder."""
    with new_folder(out) as folder:
        names = _Names(selection, tick)
        vault = _Vault(selection, names)
        for one in sections(selection):
            if names.is_first(one.article, one.number):
                vault.put(folder, names.articles[one.article.id], vault.article(one))
            tick(one.number)
        for tag in vault.tags_used():
            vault.put(folder, names.tag(Chip(tag.id, tag.name, "")), vault.tag(tag))
        for chip in vault.loose_tags():
            vault.put(folder, names.tag(chip), vault.loose_tag(chip))
        vault.put(folder, names.index, vault.index())


class _Names:
    """The file names of all notes, without their ending; found before anything is written, since notes link to one another."""

    def __init__(self, selection: Selection, tick: Tick) -> None:
        self._taken: set[str] = set()
        self._tags: dict[str, str] = {}
        self._first: dict[int, int] = {}
        self.articles: dict[int, str] = {}
        self.ids: dict[str, str] = {}
        self.titles: dict[str, str] = {}
        self.index = self._new(selection.title or selection.provenance.library_name or "Pressmark")
        for number, article in enumerate(selection.articles, start=1):
            self._first.setdefault(article.id, number)
            if article.id not in self.articles:
                where = (article.issue.date, article.issue.newspaper, article.page.label if article.page else "")
                name = self._new(" ".join(part for part in (*where, headline(article) or _("Untitled")) if part))
                self.articles[article.id] = self.ids[article.uuid] = name
                self.titles[name] = headline(article) or name
            tick(0)

    def is_first(self, article: ArticleView, number: int) -> bool:
        """Whether entry `number` is the first that holds the article."""
        return self._first.get(article.id) == number

    def tag(self, chip: Chip) -> str:
        """The name of a tag's note."""
        if chip.name not in self._tags:
            self._tags[chip.name] = self._new(chip.name)
        return self._tags[chip.name]

    def _new(self, title: str) -> str:
        name = safe_name(_UNLINKABLE.sub(" ", title), _ENDING)
        return unique_name(name, self._taken).removesuffix(_ENDING)


class _Vault:
    """Writes the notes and remembers which tags they used."""

    def __init__(self, selection: Selection, names: _Names) -> None:
        self._selection, self._names = selection, names
        self._tree = TagTree(selection.vocabulary)
        self._used: set[int] = set()
        self._loose: dict[str, Chip] = {}
        self._clean = Harmless()

    @staticmethod
    def put(folder: Path, name: str, parts: Iterable[str]) -> None:
        """Write a note: its parts with a blank line between them, LF."""
        text = "\n\n".join(part for part in parts if part) + "\n"
        (folder / f"{name}{_ENDING}").write_bytes(text.encode("utf-8", "replace"))

    # ---- articles

    def article(self, one: Section) -> Iterator[str]:
        """The parts of an article's note."""
        article = one.article
        yield front_matter(self._about(article))
        yield f"# {self._words(one.title)}"
        facts = [fact for fact in one.facts if fact.label != _("Tags")]
        yield "\n".join([*facts_lines(facts, self._clean), *self._ties(article)])
        if one.remark:
            yield Fact(_("Remark"), "").line(self._inner(one.remark))
        marked = {number: at for number, (at, _end) in one.placed().items()}
        for at, paragraph in enumerate(one.paragraphs):
            if paragraph.role != "title":
                yield self._paragraph(paragraph, at, any(place[0] == at for place in marked.values()), article)
        if one.passages:
            yield "## " + _("Highlights")
            yield "\n".join(self._passage(number, one, marked.get(number)) for number in range(1, len(one.passages) + 1))
        if one.note:
            yield "## " + _("Note")
            yield self._linked(self._clean(one.note))

    def _about(self, article: ArticleView) -> dict[str, Any]:
        issue, page, details = article.issue, article.page, article.issue.details
        title = headline(article)
        told: dict[str, Any] = {
            "title": title, "aliases": [title] if title else [], "newspaper": issue.newspaper, "date": issue.date,
            "edition": issue.edition, "page": page.label if page else None, "page_name": page.name if page else None,
            "column": article.column, "series": article.series, "kicker": article.kicker, "deck": article.deck,
            "byline": article.byline, "authors": list(authors(article)), "kind": article.kind,
            "state": article.state, "repository": details.get("repository"),
            "shelfmark": details.get("shelfmark"), "tags": [self.obsidian_tag(chip) for chip in self._chips(article)],
            "citation": formatted(article, self._selection.options.citation), "article": article.uuid, "issue": issue.uuid,
            "source": article.also.get("source") or issue.source_name, "sha256": article.also.get("sha256"),
        }  # fmt: skip
        return {name: value for name, value in told.items() if value}

    def _chips(self, article: ArticleView) -> list[Chip]:
        chips = [*article.tags, *(chip for mark in article.highlights for chip in mark.tags)]
        return list({chip.name: chip for chip in chips}.values())

    def _ties(self, article: ArticleView) -> Iterator[str]:
        """Links to the parts it is continued from and on, and to its tags."""
        for label, id in ((_("Continued from"), article.continues_from), (_("Continued on"), article.continues_to)):
            name = self._names.articles.get(id) if id is not None else None
            if name:
                yield "- " + Fact(label, "").line(self._link(name, self._names.titles[name]))
        if article.tags:
            yield "- " + Fact(_("Tags"), "").line(", ".join(self._tag_link(chip) for chip in article.tags))

    def _paragraph(self, paragraph: Paragraph, at: int, has_marks: bool, article: ArticleView) -> str:
        words = _MORE_SIGNS.sub(r"\\\g<0>", marked_line(paragraph, self._clean))
        return f"{_LEADS.get(paragraph.role, '')}{words}" + (f" ^{self._paragraph_id(article, at)}" if has_marks else "")

    def _paragraph_id(self, article: ArticleView, at: int) -> str:
        return f"p-{guid(article.uuid)[:8]}-{at + 1}"

    def _passage(self, number: int, one: Section, place: tuple[int, int] | None) -> str:
        passage = one.passages[number - 1]
        mark = passage.highlight
        lines = [f"{number}. “{self._inner(passage.words)}” ^h-{guid(mark.uuid)}"]
        if mark.comment.strip() and self._selection.options.comments:
            said = [self._inner(line.strip()) for line in self._clean(mark.comment).split("\n") if line.strip()]
            lines.append("   - " + Fact(_("Comment"), "").line("\\\n     ".join(said)))
        if mark.tags:
            lines.append("   - " + Fact(_("Tags"), "").line(", ".join(self._tag_link(chip) for chip in mark.tags)))
        if place is not None:
            lines.append("   - " + Fact(_("Place"), "").line(f"[[#^{self._paragraph_id(one.article, place[0])}|¶]]"))
        facts = [fact for fact in one.proof(number, self._selection) if fact.label != _("Tags")]
        lines += [f"   {_MORE_SIGNS.sub(self._escaped, line)}" for line in facts_lines(facts, self._clean)]
        return "\n".join(lines)

    @staticmethod
    def _escaped(found: re.Match[str]) -> str:
        return f"\\{found[0]}"

    def _linked(self, note: str) -> str:
        """A note with its links leading to the notes of this folder; others read as their title."""
        parts, at = [], 0
        for link in links(note):
            parts.append(note[at : link.start])
            name = self._names.ids.get(link.uuid) if link.kind == "article" else None
            parts.append(self._link(name, link.title) if name else escape_inner(link.title))
            at = link.end
        return "".join([*parts, note[at:]]).strip()

    # ---- tags

    def obsidian_tag(self, chip: Chip) -> str:
        """A tag as Obsidian can hold it: its broader terms before it with slashes, letters, digits, `_` and `-` only."""
        parts = [re.sub(r"[^\w-]+", "_", part).strip("_") or "_" for part in self._tree.path(chip)]
        name = "/".join(parts)
        return f"_{name}" if re.fullmatch(r"[\d/]+", name) else name

    def _tag_link(self, chip: Chip) -> str:
        tag = self._tree.tag(chip.id)
        if tag is None:
            self._loose[chip.name] = chip
        else:
            self._used.add(chip.id)
        return self._link(self._names.tag(chip), chip.name)

    def tags_used(self) -> list[TagView]:
        """The tags that notes link to, and those above them."""
        return list(self._tree.used(self._used))

    def loose_tags(self) -> list[Chip]:
        """Tags that the vocabulary does not hold."""
        return list(self._loose.values())

    def tag(self, tag: TagView) -> Iterator[str]:
        """The parts of a tag's note; Obsidian lists under it what links to it."""
        aliases = list(dict.fromkeys((tag.name, *tag.aliases)))
        about = {"title": tag.name, "aliases": aliases, "colour": tag.colour, "tag": tag.uuid, "kind": "tag"}
        yield front_matter({name: value for name, value in about.items() if value})
        yield f"# {self._words(tag.name)}"
        above = self._tree.tag(tag.parent) if tag.parent is not None else None
        if above is not None:
            yield Fact(_("Broader"), "").line(self._tag_link(Chip(above.id, above.name, "")))
        yield "\n\n".join(self._words(line) for line in tag.note.split("\n") if line.strip())

    def loose_tag(self, chip: Chip) -> Iterator[str]:
        """The parts of the note of a tag the vocabulary does not hold."""
        yield front_matter({"title": chip.name, "aliases": [chip.name], "kind": "tag"})
        yield f"# {self._words(chip.name)}"

    # ---- the list of all

    def index(self) -> Iterator[str]:
        """The parts of the note that lists all articles."""
        made = self._selection.provenance
        about = {
            "title": self._selection.title, "library": made.library_name, "library_id": made.library, "exported": made.made,
            "author": made.author, "program": f"{made.program} {made.version}".strip(), "kind": "index",
        }  # fmt: skip
        yield front_matter({name: value for name, value in about.items() if value})
        yield f"# {self._words(self._selection.title or made.library_name or 'Pressmark')}"
        yield "\n".join(f"- {self._link(name, name)}" for name in self._names.articles.values())
        if self._clean.report:
            self._selection.notices.add(self._clean.report.replace("{", "{{").replace("}", "}}"))
            yield self._words(self._clean.report)

    # ---- words

    def _link(self, name: str, shown: str) -> str:
        """A link; what a link cannot hold is left out of the words it shows."""
        words = " ".join(_UNLINKABLE.sub(" ", self._clean.line(shown)).split())
        return f"[[{name}]]" if words in {"", name} else f"[[{name}|{words}]]"

    def _words(self, text: str) -> str:
        return _MORE_SIGNS.sub(self._escaped, escape(self._clean(text)))

    def _inner(self, text: str) -> str:
        return _MORE_SIGNS.sub(self._escaped, escape_inner(self._clean.line(text)))


def front_matter(values: dict[str, Any]) -> str:
    """Values as YAML front matter: every text in double quotes, escaped as JSON does, which YAML reads alike; whole dates bare."""
    lines = [f"{name}: {_yaml(value)}" for name, value in values.items()]
    return "\n".join(["---", *lines, "---"])


def _yaml(value: str | Sequence[str]) -> str:
    if isinstance(value, str) and is_day(value):
        return value
    words = json.dumps(value, ensure_ascii=False)
    return _UNSAFE.sub(lambda found: "\\ufffd" if "\ud800" <= found[0] <= "\udfff" else f"\\u{ord(found[0]):04x}", words)


FORMAT = Format(
    "obsidian", N_("Linked notes (Obsidian folder)"), "", "folder", write,
    heeds=("notes", "comments", "layer", "context", "passages", "citation"),
)  # fmt: skip

"""TEI P5 (4.3 or later): a corpus with a text for each article, marks as stand-off annotations on it.

A block is `<head>`, `<p>` or `<ab type="role">` with `xml:id="b-ID"` of its permanent id. A highlight is an `<annotation>` in
`<standOff>` that points at `string-range(b-ID,start,length)`, in code points of the block's text; it refers to its tags and to
the meaning of its colour in the taxonomies of the corpus header, and says by notes what was printed and where in which
source text, proven by its hash, the words stand. The note on an article annotates the whole of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from reader.domain.views import ArticleView, BlockView, Chip
from reader.domain.words import N_, _
from reader.exports.atomic import replacing
from reader.exports.formats import Format
from reader.exports.markup import DECLARATION, Markup, derived, guid, moment
from reader.exports.passages import Passage, passages
from reader.exports.references import authors, each_once, page_number
from reader.exports.selection import Selection, Tick, headline, ignore
from reader.exports.tag_tree import TagTree

NAMESPACE = "http://www.tei-c.org/ns/1.0"
_HEADS = {"kicker", "title", "deck"}
_REND = {"bold": "bold", "italic": "italic"}


def write(selection: Selection, out: Path, tick: Tick = ignore) -> None:
    """Write the selection as one TEI corpus."""
    corpus = _Corpus(selection)
    with replacing(out) as file:
        file.write(corpus.head().encode())
        any_text = False
        for article in each_once(selection, tick):
            any_text = True
            file.write(corpus.text(article).encode())
        if not any_text:
            file.write(corpus.empty().encode())
        file.write(b"</teiCorpus>\n")


class _Corpus:
    """Makes the parts of the corpus."""

    def __init__(self, selection: Selection) -> None:
        self._selection = selection
        self._markup = Markup(selection.notices)
        self._tree = TagTree(selection.vocabulary)
        self._colours = {one.key for one in selection.palette} | set(selection.colours)
        self._marks: dict[str, int] = {}

    # ---- headers

    def head(self) -> str:
        """The start of the corpus with its header."""
        markup, made = self._markup, self._selection.provenance
        program = f"{made.program} {made.version}".strip()
        title = markup.element("title", None, markup.text(self._selection.title or made.library_name or program))
        told = " · ".join(part for part in (program, made.library_name, made.author, made.made) if part)
        file = markup.element(
            "fileDesc", None, markup.element("titleStmt", None, title), _paragraph(markup, "publicationStmt", told),
            _paragraph(markup, "sourceDesc", _("Newspaper articles; each text says where it was printed.")),
        )  # fmt: skip
        encoding = markup.element("encodingDesc", None, self._classes())
        start = markup.start("teiCorpus", {"xmlns": NAMESPACE})
        return f"{DECLARATION}{start}\n{markup.element('teiHeader', None, file, encoding)}\n"

    def empty(self) -> str:
        """A text for a selection that holds none, which a corpus may not be without."""
        header = self._header("", [_paragraph(self._markup, "sourceDesc", _("No articles."))], ())
        return f"<TEI>{header}<text><body><p/></body></text></TEI>\n"

    def _classes(self) -> str:
        markup = self._markup
        meanings = self._selection.colours
        colours = "".join(self._category(f"colour-{_id(key)}", meanings.get(key) or key, key) for key in sorted(self._colours))
        tags = "".join(self._tags(None, frozenset()))
        kinds = (("tags", _("Tags"), tags), ("colours", _("Colours"), colours))
        made = (
            markup.element("taxonomy", {"xml:id": id}, markup.leaf("desc", title), inside or markup.element("category", {"xml:id": f"no-{id}"}, markup.leaf("catDesc", "–")))
            for id, title, inside in kinds
        )  # fmt: skip
        return markup.element("classDecl", None, *made)

    def _tags(self, parent: int | None, above: frozenset[int]) -> Iterator[str]:
        for tag in self._tree.below(parent):
            if tag.id not in above:
                below = "".join(self._tags(tag.id, above | {tag.id}))
                yield self._category(f"tag-{guid(tag.uuid)}", tag.name, tag.note, below)

    def _category(self, id: str, name: str, note: str, below: str = "") -> str:
        markup = self._markup
        said = markup.element("catDesc", None, markup.leaf("term", name), markup.leaf("gloss", note))
        return markup.element("category", {"xml:id": id}, said, below)

    def _header(self, title: str, sources: list[str], people: tuple[str, ...]) -> str:
        markup = self._markup
        head = markup.element("title", None, markup.text(title or _("Untitled")))
        writers = "".join(markup.leaf("author", name) for name in people)
        published = _paragraph(markup, "publicationStmt", _("Part of an export of Pressmark."))
        file = markup.element("fileDesc", None, markup.element("titleStmt", None, head, writers), published, *sources)
        return markup.element("teiHeader", None, file)

    def _source(self, article: ArticleView) -> str:
        """Where the article was printed, who holds it, and the file it was read from."""
        markup, issue = self._markup, article.issue
        people = [markup.leaf("author", name) for name in authors(article)]
        analytic = markup.element("analytic", None, markup.leaf("title", headline(article), {"level": "a"}), *people)
        date = markup.leaf("date", issue.date, {"when": issue.date})
        imprint = markup.element("imprint", None, date or markup.leaf("date", _("unknown")))
        scope = markup.leaf("biblScope", page_number(article), {"unit": "page"})
        scope += markup.leaf("biblScope", article.column, {"unit": "column"})
        paper = markup.element("title", {"level": "j"}, markup.text(issue.newspaper or _("unknown")))
        monogr = markup.element("monogr", None, paper, markup.leaf("edition", issue.edition), imprint, scope)
        parts = [markup.element("biblStruct", None, analytic if analytic != "<analytic/>" else "", monogr)]
        name = article.also.get("source") or issue.source_name
        if name:
            hash = markup.leaf("idno", article.also.get("sha256"), {"type": "sha256"})
            parts.append(markup.element("bibl", {"type": "file"}, markup.leaf("title", name), hash))
        held = [markup.leaf("repository", issue.details.get("repository"))]
        held.append(markup.leaf("idno", issue.details.get("shelfmark"), {"type": "shelfmark"}))
        if any(held):
            parts.append(markup.element("msDesc", None, markup.element("msIdentifier", None, *held)))
        return markup.element("sourceDesc", None, *parts)

    # ---- texts

    def text(self, article: ArticleView) -> str:
        """An article as a text of its own with its annotations."""
        markup = self._markup
        header = self._header(headline(article), [self._source(article)], authors(article))
        heads: list[str] = []
        rest: list[str] = []
        at_top = True
        for block in article.blocks:
            at_top = at_top and block.role in _HEADS
            (heads if at_top else rest).append(self._block(block, at_top))
        div = markup.element("div", {"type": article.kind}, *heads, *(rest or ["<p/>"]))
        body = markup.element("text", None, markup.element("body", None, div))
        id = f"a-{guid(article.uuid)}"
        return markup.element("TEI", {"xml:id": id}, header, self._stand_off(article, id), body) + "\n"

    def _block(self, block: BlockView, as_head: bool) -> str:
        name = "head" if as_head else "p" if block.role == "paragraph" else "ab"
        type = block.role if name == "ab" or block.role in {"kicker", "deck"} else None
        about = {"xml:id": f"b-{guid(block.uuid)}", "type": type, "xml:lang": block.language}
        return self._markup.element(name, about, self._styled(block))

    def _styled(self, block: BlockView) -> str:
        """The block's words, in bold or italics where they are printed so."""
        markup, text = self._markup, block.text
        styles = [(a, b, name) for a, b, name in block.words.styles if name in _REND]
        cuts = sorted({0, len(text), *(min(max(end, 0), len(text)) for a, b, _n in styles for end in (a, b))})
        found = []
        for start, end in pairwise(cuts):
            rend = " ".join(dict.fromkeys(_REND[name] for a, b, name in styles if a <= start and end <= b))
            words = markup.text(text[start:end])
            found.append(markup.element("hi", {"rend": rend}, words) if rend else words)
        return "".join(found)

    # ---- annotations

    def _stand_off(self, article: ArticleView, id: str) -> str:
        markup, options = self._markup, self._selection.options
        found = [self._mark(passage, id) for passage in passages(article, self._selection)]
        if options.layer != "printed":
            found += [self._print(block) for block in article.blocks if block.words.corrected]
        if article.tags:
            found.append(self._annotation(f"t-{id[2:]}", "classifying", f"#{id}", [self._tag(chip) for chip in article.tags]))
        if article.note.strip() and options.notes:
            note = markup.leaf("note", article.note, {"type": "note"})
            found.append(self._annotation(f"n-{id[2:]}", "commenting", f"#{id}", [note]))
        return markup.element("standOff", None, markup.element("listAnnotation", None, *found)) if found else ""

    def _annotation(self, id: str, motivation: str, target: str, inside: list[str], more: dict[str, str] | None = None) -> str:
        about = {"xml:id": id, "motivation": motivation, "target": target, **(more or {})}
        return self._markup.element("annotation", about, *inside)

    def _mark(self, passage: Passage, article: str) -> str:
        markup, mark = self._markup, passage.highlight
        first = f"h-{guid(mark.uuid)}"
        self._marks[first] = self._marks.get(first, 0) + 1
        # A highlight that lies in several articles is annotated in each.
        id = first if self._marks[first] == 1 else f"{first}-{self._marks[first]}"
        ranges = [f"#string-range(b-{guid(p.block.uuid)},{p.start},{p.end - p.start})" for p in passage.places]
        comment = mark.comment if self._selection.options.comments else ""
        when = {"when": moment(mark.created)} if mark.created else {}
        who = [markup.leaf("resp", _("marked"), when), markup.element("name", None, markup.text(mark.author or _("unknown")))]
        who.append(markup.leaf("name", mark.device, {"type": "device"}))
        colour = {"type": "colour", "target": f"#colour-{_id(mark.colour)}" if mark.colour in self._colours else None}
        inside = [markup.element("respStmt", None, *who), markup.leaf("ref", passage.meaning, colour)]
        inside += [self._tag(chip) for chip in mark.tags]
        inside += [markup.leaf("note", comment, {"type": "comment"}), markup.leaf("note", passage.words, {"type": "quote"})]
        inside.append(markup.leaf("note", passage.printed if passage.corrected else "", {"type": "printed"}))
        inside += [
            markup.leaf("note", f"{a.file.uuid} {a.start} {a.end} {a.file.sha256}", {"type": "source-text"})
            for a in passage.anchors if a.file
        ]  # fmt: skip
        motivation = " ".join(["highlighting", *(["commenting"] if comment else [])])
        more = {"n": mark.state, **({} if id == first else {"corresp": f"#{first}"})}
        return self._annotation(id, motivation, " ".join(ranges) or f"#{article}", inside, more)

    def _print(self, block: BlockView) -> str:
        note = self._markup.leaf("note", block.printed, {"type": "printed"})
        id = guid(block.uuid)
        return self._annotation(f"p-{id}", "editing", f"#b-{id}", [note])

    def _tag(self, chip: Chip) -> str:
        tag = self._tree.tag(chip.id)
        target = f"#tag-{guid(tag.uuid)}" if tag else None
        return self._markup.element("ref", {"type": "tag", "target": target}, self._markup.text(chip.name))


def _paragraph(markup: Markup, name: str, words: str) -> str:
    return markup.element(name, None, markup.element("p", None, markup.text(words)))


def _id(key: str) -> str:
    """A key as a part of an `xml:id`: itself where that can be, else one made of it."""
    return key if key.isascii() and key.replace("-", "").replace("_", "").isalnum() else derived(key, "id")


FORMAT = Format("tei", N_("TEI P5 with stand-off annotations"), ".xml", "file", write, heeds=("notes", "comments", "layer"))

"""HTML: a finding aid in one file that needs no network and no other file, with search, filters and a print style.

Its Content-Security-Policy allows nothing but its own style and script, named by their hashes: whatever a source text
holds, nothing of it is run and nothing is fetched. Without script it is still a complete document.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

from reader.domain.hue import deepened, mixed
from reader.domain.note_html import as_html
from reader.domain.places import resource
from reader.domain.text import is_han
from reader.domain.words import N_, _, language
from reader.exports.atomic import replacing
from reader.exports.evidence import Fact, citation_runs
from reader.exports.formats import Format
from reader.exports.harmless import Harmless
from reader.exports.outline import HEADS, Paragraph, Run, Section, sections
from reader.exports.passages import Passage
from reader.exports.selection import Selection, Tick, ignore

_PAPER = "#fdfbf6"
_NO_COLOUR = "#b0aaa0"
_SHOWN_ELSEWHERE = {"Meaning", "Tags", "Marked by", "Citation"}
_CLEAR = {"Newspaper", "Date", "Byline"}
_HEADING = re.compile(r"<(/?)h[1-6]>")


def write(selection: Selection, out: Path, tick: Tick = ignore) -> None:
    """Write the selection as one HTML file."""
    page = _Page(selection)
    with replacing(out) as file:
        file.write(page.head().encode())
        for section in sections(selection):
            file.write(page.section(section).encode())
            tick(section.number)
        file.write(page.foot().encode())
    page.clean.tell(selection.notices)


class _Page:
    """Sets the parts of one finding aid; remembers what was replaced and whether a group is open."""

    def __init__(self, selection: Selection) -> None:
        self.selection = selection
        self.clean = Harmless()
        self.classes = {colour.key: f"k{n}" for n, colour in enumerate(selection.palette)}
        self.open = False

    # ---- words made fit

    def words(self, text: str) -> str:
        """Words for the inside of an element, white space as it is."""
        return escape(self.clean(text), quote=False)

    def line(self, text: str) -> str:
        """Words on one line, also for an attribute."""
        return escape(self.clean.line(text))

    # ---- head and foot

    def head(self) -> str:
        style = _read("finding_aid.css") + "".join(self._colours())
        script = _read("finding_aid.js")
        policy = (
            f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'; form-action 'none'"
        )
        self.script = script
        title = self.line(self.selection.title) or escape(_("Finding aid"))
        tongue = "zh-Hans" if language() == "zh_CN" else "en"
        return (
            f'<!DOCTYPE html>\n<html lang="{tongue}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n'
            f'<meta name="generator" content="{self.line(self._program)}">\n<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n'
            + self._bar(title)
            + '<div class="desk">\n'
            + self._rail()
            + f'<main id="main"><div class="measure">\n<h1>{title}</h1>\n<p class="about">{self._about()}</p>\n'
        )

    @property
    def _program(self) -> str:
        made = self.selection.provenance
        return f"{made.program} {made.version}".strip()

    def _about(self) -> str:
        made = self.selection.provenance
        parts = [made.library_name, made.author, made.made[:10], self._program]
        return " · ".join(self.line(part) for part in parts if part)

    def _colours(self) -> Iterator[str]:
        """Tint and edge of each colour for light and dark; what is highlighted without one is grey."""
        values = [("kn", _NO_COLOUR), *((f"k{n}", colour.value) for n, colour in enumerate(self.selection.palette))]
        light = ((name, mixed(value, _PAPER, 0.45), mixed(value, "#000000", 0.25)) for name, value in values)
        dark = ((name, deepened(value), deepened(value, 0.62)) for name, value in values)
        yield "\n" + "".join(f".{name}{{--tint:{tint};--edge:{edge}}}" for name, tint, edge in light)
        rules = "".join(f".{name}{{--tint:{tint};--edge:{edge}}}" for name, tint, edge in dark)
        yield f"\n@media screen and (prefers-color-scheme:dark){{{rules}}}"

    def _bar(self, title: str) -> str:
        shown = escape(_("{shown} of {all} articles"))
        return (
            f'<a class="skip" href="#main">{escape(_("To the text"))}</a>\n<header class="bar"><form id="form" role="search">'
            f'<span class="name">{title}</span><input type="search" id="search" aria-label="{escape(_("Search"))}" '
            f'placeholder="{escape(_("Words, tags, comments… ( / )"))}" autocomplete="off" spellcheck="false">'
            f'<output id="shown" for="search" data-words="{shown}"></output></form></header>\n'
        )

    def _rail(self) -> str:
        meanings = "".join(
            f'<span class="{name}">{self.line(self.selection.colours.get(key) or key)}</span>' for key, name in self.classes.items()
        )
        boxes = "".join(
            f'<fieldset id="{id}" hidden><legend>{escape(title)}</legend><div class="long"></div></fieldset>'
            for id, title in (("tags", _("Tags")), ("colours", _("Meaning")), ("papers", _("Newspaper")))
        )
        ends = "".join(
            f'<input type="text" id="{id}" inputmode="numeric" aria-label="{escape(title)}" placeholder="{escape(title)}" title="{escape(_("A year, month or day: 1949, 1949-10, 1949-10-01"))}">{dash}'
            for id, title, dash in (("from", _("From"), "<span>–</span>"), ("to", _("To"), ""))
        )
        return (
            f'<aside class="rail" id="rail" aria-label="{escape(_("Filters"))}"><template id="meanings">{meanings}</template>'
            f'<details id="filters" open><summary>{escape(_("Filters and contents"))}</summary>{boxes}'
            f'<fieldset id="dates" hidden><legend>{escape(_("Date"))}</legend><div class="dates">{ends}</div></fieldset>'
            f'<fieldset><button type="button" id="clear">{escape(_("Clear filters"))}</button></fieldset>'
            f'<nav id="contents" aria-label="{escape(_("Table of contents"))}" hidden><h2>{escape(_("Table of contents"))}</h2><ol></ol></nav></details></aside>\n'
        )

    def foot(self) -> str:
        end = "</section>\n" if self.open else ""
        report = f"<p>{self.line(self.clean.report)}</p>" if self.clean.report else ""
        keys = _("Keys: {search} search · {next} next article · {previous} previous · {escape} clear the search")
        named = keys.format(search="<kbd>/</kbd>", next="<kbd>j</kbd>", previous="<kbd>k</kbd>", escape="<kbd>Esc</kbd>")
        return (
            f'{end}<p id="none" hidden>{escape(_("Nothing here fits the search and the filters."))}</p>\n'
            f'<footer>{report}<p class="keys">{named}</p></footer>\n</div></main>\n</div>\n<script>{self.script}</script>\n</body>\n</html>\n'
        )

    # ---- an article

    def section(self, one: Section) -> str:
        article = one.article
        paper = self.line(article.issue.newspaper or "")
        level = "h3" if self.open or one.group else "h2"
        return (
            self._group(one)
            + f'<article id="a{one.number}" tabindex="-1" data-date="{self.line(article.issue.date or "")}" data-paper="{paper}"'
            + f'{_tongue(one)}>\n<header>{self._heads(one, level)}</header>\n{self._facts(one)}'
            + (f'<p class="remark">{self.words(one.remark)}</p>\n' if one.remark else "")
            + self._text(one)
            + self._passages(one)
            + self._note(one)
            + "</article>\n"
        )

    def _group(self, one: Section) -> str:
        if not one.group:
            return ""
        end = "</section>\n" if self.open else ""
        self.open = True
        return f'{end}<section class="entries"><h2 class="group">{self.line(one.group)}</h2>\n'

    def _heads(self, one: Section, level: str) -> str:
        heads = [(at, p) for at, p in enumerate(one.paragraphs) if p.role in HEADS]
        said = []
        if not any(p.role == "title" for _at, p in heads):
            said.append(f'<{level} class="title">{self.line(one.title)}</{level}>')
        for _at, paragraph in heads:
            tag = level if paragraph.role == "title" else "p"
            said.append(f'<{tag} class="{paragraph.role}">{self._runs(one, paragraph)}</{tag}>')
        return "".join(said)

    def _facts(self, one: Section) -> str:
        said = "".join(self._fact(fact, one) for fact in one.facts if not fact.small)
        return f'<dl class="facts">{said}</dl>\n{self._proof([fact for fact in one.facts if fact.small])}'

    def _proof(self, facts: list[Fact]) -> str:
        said = "".join(f"<div>{self.line(fact.line(fact.value))}</div>" for fact in facts)
        return f'<details class="proof"><summary>{escape(_("Evidence"))}</summary>{said}</details>\n'

    def _fact(self, fact: Fact, one: Section) -> str:
        value, kind = self.line(fact.value), ' class="plain"' if fact.name in _CLEAR else ""
        if fact.name == "Citation":
            kind, value = ' class="line"', self._cited(one)
        elif fact.name == "Tags":
            value = self._chips([tag.name for tag in one.article.tags])
        label, _mark, _rest = escape(fact.line("\0")).partition("\0")
        return f"<div{kind}><dt>{label}</dt><dd>{value}</dd></div>"

    def _cited(self, one: Section) -> str:
        runs = citation_runs(one.article, self.selection)
        return "".join(f"<cite>{self.words(run.words)}</cite>" if run.italic else self.words(run.words) for run in runs)

    def _chips(self, names: list[str]) -> str:
        return " ".join(f'<span class="chip">{self.line(name)}</span>' for name in names)

    def _text(self, one: Section) -> str:
        body = [p for p in one.paragraphs if p.role not in HEADS]
        if not body:
            return ""
        said = "".join(f'<p class="{_class(p)}">{self._runs(one, p)}</p>\n' for p in body)
        return f'<div class="text{"" if _is_chinese(one) else " latin"}">\n{said}</div>\n'

    def _runs(self, one: Section, paragraph: Paragraph) -> str:
        return "".join(self._run(one, run) for run in paragraph.runs)

    def _run(self, one: Section, run: Run) -> str:
        said = self.words(run.words)
        for name, tag in (("bold", "b"), ("strong", "b"), ("italic", "i"), ("em", "i"), ("superscript", "sup"), ("subscript", "sub")):
            if name in run.styles:
                said = f"<{tag}>{said}</{tag}>"
        if run.printed is not None:
            was = _("[printed: {words}]").format(words=run.printed)
            said = f'<span class="fix">{said}</span><span class="was">{self.words(was)}</span>'
        if run.passages:
            said = f'<a href="#p{one.number}-{run.passages[-1]}">{said}</a>'
        for number in reversed(run.passages):
            said = f'<mark class="{self._colour(one.passages[number - 1])}">{said}</mark>'
        return said

    def _colour(self, passage: Passage) -> str:
        return self.classes.get(passage.highlight.colour, "kn")

    # ---- passages and note

    def _passages(self, one: Section) -> str:
        if not one.passages:
            return ""
        said = "".join(self._passage(n, mark, one) for n, mark in enumerate(one.passages, start=1))
        return f'<section class="passages"><h4 class="part-head">{escape(_("Highlights"))}</h4>\n{said}</section>\n'

    def _passage(self, number: int, mark: Passage, one: Section) -> str:
        colour = self._colour(mark)
        comment = mark.highlight.comment.strip() if self.selection.options.comments else ""
        around = (
            f'<p class="around">…{self.words(mark.before)}<b>{self.words(mark.words)}</b>{self.words(mark.after)}…</p>'
            if mark.before or mark.after
            else ""
        )
        proof = one.proof(number, self.selection)
        told = [f for f in proof if not f.small and f.name not in _SHOWN_ELSEWHERE]
        small = [f for f in proof if f.small or f.name == "Marked by"]
        by = " · ".join(part for part in (mark.highlight.author, mark.highlight.device, mark.highlight.created[:10]) if part)
        return (
            f'<div class="passage {colour}" id="p{one.number}-{number}" data-k="{colour}"><blockquote>{self.words(mark.words)}</blockquote>{around}'
            + (f'<p class="comment">{self.words(comment)}</p>' if comment else "")
            + "".join(f'<p class="around">{self.line(fact.line(fact.value))}</p>' for fact in told)
            + f'<p class="meta"><span class="meaning">{self.line(mark.meaning)}</span>{self._chips(list(mark.tags))}<span>{self.line(by)}</span></p>'
            + f'<p class="cite">{self._cited(one)}</p>'
            + f"{self._proof(small)}</div>\n"
        )

    def _note(self, one: Section) -> str:
        if not one.note:
            return ""
        # Links lead into a library, which is not here: their words stand without them.
        note = _HEADING.sub(r"<\1h5>", as_html(self.clean(one.note), lambda _kind, _uuid: True))
        return f'<section><h4 class="part-head">{escape(_("Note"))}</h4><div class="note">{note}</div></section>\n'


def _read(name: str) -> str:
    return (resource("exports") / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _class(paragraph: Paragraph) -> str:
    indented = paragraph.role == "paragraph" and any(map(is_han, paragraph.text[:40]))
    return "paragraph body" if indented else escape(paragraph.role)


def _is_chinese(one: Section) -> bool:
    return any(is_han(char) for p in one.paragraphs for char in p.text[:80])


def _tongue(one: Section) -> str:
    """The language where it is known; `zh` where the words are Chinese, since the region is not known."""
    said = next((block.language for block in one.article.blocks if block.language), None)
    return f' lang="{escape(said)}"' if said else ' lang="zh"' if _is_chinese(one) else ""


FORMAT = Format("html", N_("Finding aid (HTML)"), ".html", "file", write)

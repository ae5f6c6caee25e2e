"""Plain text: each article with its facts, its words, and its passages with their evidence; UTF-8, LF, no line broken."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from reader.domain.text import is_wide
from reader.domain.words import N_, _
from reader.exports.atomic import replacing
from reader.exports.evidence import Fact
from reader.exports.formats import Format
from reader.exports.harmless import Harmless
from reader.exports.outline import HEADS, Paragraph, Section, sections
from reader.exports.passages import Passage
from reader.exports.selection import Selection, Tick, ignore

_INDENT = "　　"
_DEEP = "    "


def write(selection: Selection, out: Path, tick: Tick = ignore) -> None:
    """Write the selection as one text file."""
    clean = Harmless()
    with replacing(out) as file:
        if selection.title:
            file.write(_lines(_ruled(clean.line(selection.title), "=")))
        for section in sections(selection):
            if section.group:
                file.write(_lines(_ruled(clean.line(section.group), "=")))
            file.write(_lines(section_lines(section, selection, clean)))
            tick(section.number)
        if clean.report:
            file.write(_lines([clean.report]))
    clean.tell(selection.notices)


def _lines(lines: Iterator[str] | Sequence[str]) -> bytes:
    return "".join(f"{line}\n" for line in (*lines, "")).encode()


def section_lines(section: Section, selection: Selection, clean: Harmless) -> Iterator[str]:
    """An article's lines, blank lines between its parts."""
    yield from _heads(section, clean)
    yield from _facts(section.facts, clean)
    if section.remark:
        yield from ("", *_labelled(N_("Remark"), section.remark, clean))
    for paragraph in section.paragraphs:
        if paragraph.role not in HEADS:
            yield from ("", *_paragraph(paragraph, clean))
    if section.passages:
        yield from ("", *_ruled(_("Highlights"), "-"))
        for number, one in enumerate(section.passages, start=1):
            yield from _passage(number, one, section, selection, clean)
    if section.note:
        yield from ("", *_ruled(_("Note"), "-"), *clean(section.note).split("\n"))


def _heads(section: Section, clean: Harmless) -> Iterator[str]:
    heads = [one for one in section.paragraphs if one.role in HEADS]
    if not any(one.role == "title" for one in heads):
        yield from _ruled(clean.line(section.title), "-")
    for one in heads:
        words = " ".join(_words(one, clean).split("\n"))
        yield from _ruled(words, "-") if one.role == "title" else (words,)


def _paragraph(paragraph: Paragraph, clean: Harmless) -> list[str]:
    lines = _words(paragraph, clean).split("\n")
    if paragraph.role == "subhead":
        return [f"[{' '.join(lines)}]"]
    indented = paragraph.role in {"paragraph", "quote"} and is_wide(lines[0][:1])
    return [(_INDENT if indented and n == 0 else "") + line for n, line in enumerate(lines)]


def _words(paragraph: Paragraph, clean: Harmless) -> str:
    """The paragraph's words, readings of the page behind corrected ones in brackets."""
    said = []
    for run in paragraph.runs:
        said.append(run.words)
        if run.printed is not None:
            said.append(_("[printed: {words}]").format(words=run.printed))
    return clean("".join(said)).strip()


def _facts(facts: Sequence[Fact], clean: Harmless) -> Iterator[str]:
    for fact in facts:
        yield fact.line(clean.line(fact.value))


def _labelled(name: str, words: str, clean: Harmless) -> Iterator[str]:
    lines = clean(words).strip("\n").split("\n")
    yield Fact(name, "").line(lines[0])
    yield from lines[1:]


def _passage(number: int, one: Passage, section: Section, selection: Selection, clean: Harmless) -> Iterator[str]:
    yield f"{number}. {clean.line(one.words)}"
    if one.before or one.after:
        around = f"…{one.before}【{one.words}】{one.after}…"
        yield _DEEP + Fact(N_("Context"), "").line(clean.line(around))
    if selection.options.comments and one.highlight.comment.strip():
        yield from (_DEEP + line for line in _labelled(N_("Comment"), one.highlight.comment, clean))
    for fact in section.proof(number, selection):
        yield _DEEP + fact.line(clean.line(fact.value))
    yield ""


def _ruled(words: str, sign: str) -> list[str]:
    """A heading and, under it, a rule as wide as it is."""
    width = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in words)
    return [words, sign * max(3, min(width, 78))]


FORMAT = Format("text", N_("Plain text"), ".txt", "file", write)

"""Marks inside a block: bold, italic, escapes, tags, images; found without Markdown libraries.

CommonMark does not close `**粗体:**` before a Chinese character, so its flanking rules are not used here. What
finds no partner is printed text. Each pattern is bounded: time is linear in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

SIGNS = re.compile(r"[\\<&*_~=\[]")
_TAGS = (
    "b|strong|i|em|u|s|del|sup|sub|p|div|center|span|font|small|big|mark|br|hr|img|a|ul|ol|li|h[1-6]|figure"
    "|figcaption|blockquote|table|thead|tbody|tfoot|tr|td|th|caption|col|colgroup|section|article|header|footer"
)
_TOKEN = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<comment><!--[^\n]{0,400}?-->)"
    rf"|(?P<tag><(?P<close>/?)(?P<name>{_TAGS})(?:[ /][^<>\n]{{0,500}})?>)"
    r"|(?P<amp>&amp;)|(?P<blank>&(?:nbsp|emsp|ensp|thinsp|\#160|\#12288|\#xa0|\#x3000);)"
    r"|(?P<image>!\[(?P<alt>[^\[\]\n]{0,300})\]\([^()\n]{0,500}(?:\([^()\n]{0,100}\)[^()\n]{0,100})?\))"
    r"|(?P<link>\[(?P<words>[^\[\]\n]{1,300})\]\((?:https?://|mailto:|\#|[\w./-]{1,100}\.)[!-'*-~]{0,500}\))"
    r"|(?P<run>\*+|_+|~+|=+)",
    re.IGNORECASE,
)
_STYLED_TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "s": "strike",
    "del": "strike", "mark": "marked", "sup": "superscript", "sub": "subscript",
}  # fmt: skip
_STYLED_RUNS = {
    "*": ("italic",), "**": ("bold",), "***": ("bold", "italic"), "_": ("italic",), "__": ("bold",),
    "___": ("bold", "italic"), "~~": ("strike",), "==": ("marked",),
}  # fmt: skip

Stretch = tuple[int, int]


@dataclass
class Inline:
    """What stands inside a stretch of text: markup, styles, line breaks (`<br>`) and images, in order."""

    markup: list[Stretch] = field(default_factory=list)
    styles: list[tuple[int, int, str]] = field(default_factory=list)
    breaks: list[Stretch] = field(default_factory=list)
    images: list[Stretch] = field(default_factory=list)


def read_inline(text: str, start: int, end: int) -> Inline:
    """Read the marks in `text[start:end]`; offsets are those of `text`."""
    found = Inline()
    opened: dict[str, Stretch] = {}
    for match in _TOKEN.finditer(text, start, end):
        if match["run"]:
            _run(found, opened, text, match, start, end)
        elif match["tag"]:
            _tag(found, opened, match)
        elif match["image"]:
            found.images.append(match.span())
            found.markup += _around(match, "alt")
        elif match["link"]:
            found.markup += _around(match, "words")
        elif match["escape"]:
            found.markup.append((match.start(), match.start() + 1))
        elif match["amp"]:
            found.markup.append((match.start() + 1, match.end()))
        elif match["comment"] or _blank_is_markup(text, match, start, end):
            found.markup.append(match.span())
    found.markup.sort()
    found.styles.sort()
    return found


def _around(match: re.Match[str], words: str) -> list[Stretch]:
    """The markup of a link or image: all but its words."""
    if not match[words].strip():
        return [match.span()]
    return [(match.start(), match.start(words)), (match.end(words), match.end())]


def _blank_is_markup(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """`&nbsp;` beside white space, a tag or the end needs no blank of its own; between words it stays as it is."""
    before = text[match.start() - 1] if match.start() > start else " "
    after = text[match.end()] if match.end() < end else " "
    return before.isspace() or after.isspace() or before in ">;" or after in "<&"


def _tag(found: Inline, opened: dict[str, Stretch], match: re.Match[str]) -> None:
    found.markup.append(match.span())
    name = match["name"].lower()
    if name == "br":
        found.breaks.append(match.span())
    elif name == "img":
        found.images.append(match.span())
    style = _STYLED_TAGS.get(name)
    if style is None:
        return
    if not match["close"]:
        opened[f"<{name}"] = match.span()
    elif f"<{name}" in opened:
        found.styles.append((opened.pop(f"<{name}")[1], match.start(), style))


def _run(found: Inline, opened: dict[str, Stretch], text: str, match: re.Match[str], start: int, end: int) -> None:
    """Pair a run of stars, underscores, tildes or equals signs with the one that opened it."""
    run = match["run"]
    styles = _STYLED_RUNS.get(run)
    if styles is None:
        return
    before = text[match.start() - 1] if match.start() > start else " "
    after = text[match.end()] if match.end() < end else " "
    if run in opened and _closes(run, before, after):
        opening = opened.pop(run)
        found.markup += [opening, match.span()]
        found.styles += [(opening[1], match.start(), style) for style in styles]
    elif _opens(run, before, after):
        opened[run] = match.span()


def _opens(run: str, before: str, after: str) -> bool:
    return not after.isspace() and not _inside_word(run, before)


def _closes(run: str, before: str, after: str) -> bool:
    return not before.isspace() and not _inside_word(run, after)


def _inside_word(run: str, beside: str) -> bool:
    """Whether a run touches a word at its outer side, where it must not: `a_b_c`, `3*4*5`."""
    if run[0] == "_":
        return beside.isalnum()
    return len(run) == 1 and beside.isalnum() and beside < "\u2e80"

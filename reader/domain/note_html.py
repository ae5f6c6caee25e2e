"""A note's Markdown as HTML to be looked at: written here, so that nothing of the note is ever taken for HTML.

Headings, paragraphs, lists, block quotations, code, rules, bold, italic and links; bold heads close before a Chinese
character (`**粗体:**见`), which CommonMark does not do. No pictures, no raw HTML; links only to things of the library
and to http(s).
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from reader.domain.note_links import links, unescape, web_links

Broken = Callable[[str, str], bool]
"""Whether a link's target (kind, permanent id) is gone."""
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_ITEM = re.compile(r"(\s*)([-*+]|\d{1,9}[.)])\s+(.*)")
_RULE = re.compile(r"\s*([-*_])(?:\s*\1){2,}\s*$")
_QUOTED = re.compile(r"\s{0,3}> ?(.*)")
_FENCE = re.compile(r"\s{0,3}(```|~~~)")
_CODE = re.compile(r"`([^`\n]+)`")
_STRONG = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|__(?=\S)(.+?)(?<=\S)__")
_EMPHASIS = re.compile(r"(?<![*\w\\])\*(?=[^\s*])(.+?)(?<=[^\s*])\*(?![*\w])")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>~|])")


def as_html(text: str, broken: Broken = lambda _kind, _uuid: False) -> str:
    """The note as HTML, every character of it escaped."""
    return "\n".join(_blocks(text.replace("\0", "").split("\n"), broken))


def _blocks(lines: list[str], broken: Broken) -> list[str]:
    made: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if not line.strip():
            at += 1
        elif _FENCE.match(line):
            at = _code(lines, at, made)
        elif heading := _HEADING.match(line):
            level = len(heading[1])
            made.append(f"<h{level}>{_inline(heading[2], broken)}</h{level}>")
            at += 1
        elif _RULE.match(line):
            made.append("<hr>")
            at += 1
        elif _QUOTED.match(line):
            at = _quotation(lines, at, made, broken)
        elif _ITEM.match(line):
            at = _list(lines, at, made, broken)
        else:
            at = _paragraph(lines, at, made, broken)
    return made


def _code(lines: list[str], at: int, made: list[str]) -> int:
    end = at + 1
    while end < len(lines) and not _FENCE.match(lines[end]):
        end += 1
    made.append(f"<pre>{html.escape(chr(10).join(lines[at + 1 : end]))}</pre>")
    return end + 1


def _quotation(lines: list[str], at: int, made: list[str], broken: Broken) -> int:
    inside = []
    while at < len(lines) and (quoted := _QUOTED.match(lines[at])):
        inside.append(quoted[1])
        at += 1
    made += ["<blockquote>", *_blocks(inside, broken), "</blockquote>"]
    return at


def _list(lines: list[str], at: int, made: list[str], broken: Broken) -> int:
    """Items of one kind; what is indented deeper belongs to the item above it."""
    first = _ITEM.match(lines[at])
    assert first is not None
    indent, ordered = len(first[1]), first[2][0].isdigit()
    made.append(f'<ol start="{int(first[2][:-1])}">' if ordered else "<ul>")
    while at < len(lines):
        item = _ITEM.match(lines[at])
        if item is None or len(item[1]) != indent or item[2][0].isdigit() != ordered:
            break
        at += 1
        below: list[str] = []
        while at < len(lines) and lines[at].strip() and _indent(lines[at]) > indent:
            below.append(lines[at][min(_indent(lines[at]), indent + 2) :])
            at += 1
        rest = _blocks(below, broken)
        made.append(f"<li>{_inline(item[3], broken)}{''.join(rest)}</li>")
    made.append("</ol>" if ordered else "</ul>")
    return at


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _paragraph(lines: list[str], at: int, made: list[str], broken: Broken) -> int:
    begin = at
    at += 1
    while (
        at < len(lines)
        and lines[at].strip()
        and not any(p.match(lines[at]) for p in (_HEADING, _RULE, _QUOTED, _ITEM, _FENCE))
    ):
        at += 1
    made.append("<p>" + "<br>".join(_inline(line, broken) for line in lines[begin:at]) + "</p>")
    return at


def _inline(text: str, broken: Broken) -> str:
    """One line: code and links first, as they are, the rest with bold and italic."""
    parts: list[tuple[int, int, str]] = [
        (m.start(), m.end(), f"<code>{html.escape(m[1])}</code>") for m in _CODE.finditer(text)
    ]
    for found in links(text):
        words = html.escape(found.title)
        if broken(found.kind, found.uuid):
            made = f'<s class="broken">{words}</s>'
        else:
            made = f'<a href="{html.escape(text[found.title_end + 2 : found.end - 1])}">{words}</a>'
        parts.append((found.start, found.end, made))
    for web in web_links(text):
        words = html.escape(unescape(text[web.title_start : web.title_end]))
        parts.append((web.start, web.end, f'<a href="{html.escape(web.url)}">{words}</a>'))
    return _emphasised(text, parts)


def _emphasised(text: str, parts: list[tuple[int, int, str]]) -> str:
    kept: list[str] = []
    plain, at = [], 0
    for start, end, made in sorted(parts):
        if start >= at:
            plain += [text[at:start], f"\x00{len(kept)}\x00"]
            kept.append(made)
            at = end
    words = "".join([*plain, text[at:]])
    words = _ESCAPED.sub(lambda m: _keep(kept, html.escape(m[1])), words)
    words = html.escape(words, quote=False)
    words = _STRONG.sub(lambda m: f"<b>{m[1] or m[2]}</b>", words)
    words = _EMPHASIS.sub(lambda m: f"<i>{m[1]}</i>", words)
    return re.sub(r"\x00(\d+)\x00", lambda m: kept[int(m[1])], words)


def _keep(kept: list[str], made: str) -> str:
    kept.append(made)
    return f"\x00{len(kept) - 1}\x00"

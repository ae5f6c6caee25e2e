"""Front matter: `key: value` lines between two `---` at the top of a file, an own safe subset of YAML.

Values are hints about the issue, never printed text. Anchors, tags, nesting and the like mean nothing here, so
nothing can grow. A block that does not look like front matter through and through is left as printed text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_KEYS = {
    "newspaper": "newspaper", "paper": "newspaper", "publication": "newspaper", "journal": "newspaper",
    "zeitung": "newspaper", "title": "newspaper", "报纸": "newspaper", "報紙": "newspaper", "报名": "newspaper",
    "報名": "newspaper", "刊名": "newspaper", "题名": "newspaper", "題名": "newspaper",
    "date": "date", "issued": "date", "datum": "date", "日期": "date", "出版日期": "date", "年月日": "date",
    "edition": "edition", "ausgabe": "edition", "édition": "edition", "版次": "edition", "版本": "edition",
    "page": "page", "pages": "pages", "seite": "page", "版": "page", "版面": "page", "页": "page", "頁": "page",
    "page_name": "page_name", "section": "page_name", "版名": "page_name",
    "language": "language", "lang": "language", "sprache": "language", "langue": "language", "语言": "language",
    "語言": "language", "语种": "language", "direction": "direction", "排版方向": "direction",
    "repository": "repository", "archive": "repository", "archiv": "repository", "馆藏": "repository",
    "馆藏地": "repository", "館藏": "repository", "收藏单位": "repository", "收藏單位": "repository",
    "fonds": "fonds", "collection": "fonds", "全宗": "fonds", "shelfmark": "shelfmark", "signatur": "shelfmark",
    "cote": "shelfmark", "档号": "shelfmark", "檔號": "shelfmark", "索书号": "shelfmark", "reel": "reel",
    "frame": "reel", "卷盘": "reel", "rights": "rights", "licence": "rights", "license": "rights", "权利": "rights",
    "access": "access_note", "access_note": "access_note", "利用说明": "access_note",
}  # fmt: skip
_LINE = re.compile(r"([^\W\d][\w .-]{0,40}?)[ \t]*[:：](?:[ \t　]+(.*))?", re.S)
_LONGEST, _MOST_LINES = 20_000, 200


def read_front(text: str) -> tuple[dict[str, str], int]:
    """The front matter of `text` and the offset behind it; ({}, 0) where there is none.

    Known keys are named as the issue's properties are (`newspaper`, `date`, `shelfmark`, …), others as written.
    """
    head = text[:_LONGEST]
    opening = re.match(r"\ufeff?[ \t\n]{0,80}---[ \t]*\n", head)
    if opening is None:
        return {}, 0
    lines: list[str] = []
    end = opening.end()
    for line in _lines(head, end):
        end += len(line) + 1
        if line.rstrip() in {"---", "..."}:
            hints = _read(lines)
            return (hints, min(end, len(text))) if hints else ({}, 0)
        lines.append(line)
        if len(lines) > _MOST_LINES:
            break
    return {}, 0


def _lines(text: str, start: int) -> Iterator[str]:
    while start < len(text):
        stop = text.find("\n", start)
        stop = len(text) if stop < 0 else stop
        yield text[start:stop]
        start = stop + 1


def _read(lines: list[str]) -> dict[str, str]:
    """The hints in `lines`; empty where a line is none, or no key is known."""
    raw: dict[str, str] = {}
    key = ""
    for line in lines:
        bare = line.strip(" \t　")
        if not bare or bare.startswith("#"):
            continue
        if key and (line[0] in " \t" or bare.startswith("- ")):
            item = _value(bare.removeprefix("- "))
            raw[key] = f"{raw[key]}, {item}" if raw[key] and bare.startswith("- ") else f"{raw[key]} {item}".strip()
            continue
        match = _LINE.fullmatch(bare)
        if match is None:
            return {}
        key = match[1].strip()
        raw[key] = _value((match[2] or "").strip())
    if not any(key.lower() in _KEYS for key in raw):
        return {}
    return _named(raw)


def _value(text: str) -> str:
    if text in {"|", ">", "|-", ">-", "~", "null"}:
        return ""
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        return text[1:-1]
    if text.startswith("[") and text.endswith("]"):
        return ", ".join(part.strip(" '\"") for part in text[1:-1].split(","))
    return re.sub(r"\s#.*", "", text, count=1) if " #" in text else text


def _named(raw: dict[str, str]) -> dict[str, str]:
    """`raw` with known keys renamed; `title` names the newspaper only where no other key does."""
    hints: dict[str, str] = {}
    for key, value in raw.items():
        known = _KEYS.get(key.lower())
        if key.lower() == "title" and any(_KEYS.get(k.lower()) == "newspaper" for k in raw if k != key):
            known = None
        name = known or key
        if value and name not in hints:
            hints[name] = value
    return hints

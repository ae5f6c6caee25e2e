"""Folding for search: a 1:1 table for texts and queries, and wider equivalences that only ever expand a query.

`fold` is applied to the index and to each query: width, case, diacritics of Latin and Greek letters, radicals and
compatibility ideographs. Its result has the length of its input, so a hit's offsets are the text's offsets.
The three switches of `FOLDS` (繁简, 異體, look-alikes) are never applied to the index: 后 would find 後 unasked.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from reader.domain.places import resource

FOLDS = ("hans", "variants", "lookalike")
"""Query expansions: simplified and traditional characters, variant forms, characters OCR confuses."""

_RADICALS = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑尤⺒巳⺓幺⺔彑⺕彐⺖忄⺗㣺⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬"
    "⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫罒⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺳㓁⺴网⺵网⺶羊⺷羊⺸羊⺹耂⺺肀⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见"
    "⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞飠⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟"
    "⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
"""CJK Radicals Supplement, each followed by its ideograph (Unicode, EquivalentUnifiedIdeograph.txt)."""
_SINGLES = (
    "ſsßßẞßøoØołlŁlđdĐdħhĦhŧtŦtıiİiςσ"
    "‘'’'‚'‛'“\"”\"„\"‟\"‐-‑-⸗-−-"
    "・·･·‧·∙·•·⼁丨"
)  # fmt: skip
"""Pairs beyond Unicode's decompositions: strokes, long s, typographic quotes and hyphens, middle dots."""
_RANGES = ((0, 0x3000), (0x3000, 0x3400), (0xA640, 0xAC00), (0xF900, 0x10000), (0x10400, 0x10600),
           (0x10C80, 0x10D00), (0x1E900, 0x1E960), (0x2F800, 0x2FA20))  # fmt: skip
_WIDTHS = ("<wide>", "<narrow>", "<vertical>", "<small>")


def fold(text: str) -> str:
    """`text` with width, case and diacritics folded; always as long as `text`.

    White space and control characters become blanks, lone surrogates U+FFFD. Idempotent.
    """
    if text.isascii():
        return text.translate(_table())
    for mark, folded in _marks():
        text = text.replace(mark, folded)
    text = _foldable().sub(_translated, text)
    return _foldable_high().sub(_translated, text) if _HIGH.search(text) else text


_HIGH = re.compile("[^\x00-\uffff]")


@cache
def _marks() -> tuple[tuple[str, str], ...]:
    """The punctuation that folds and stands in every Chinese text: replaced as a whole, not one by one."""
    return tuple((mark, _table()[ord(mark)]) for mark in "，；：？！（）“”")


def _translated(run: re.Match[str]) -> str:
    return run[0].translate(_table())


def unfolded(char: str) -> str:
    """The characters that fold to the folded `char`, itself first."""
    return _forms().get(char, char)


@cache
def _forms() -> dict[str, str]:
    forms: dict[str, str] = {}
    for code, folded in _table().items():
        forms[folded] = forms.get(folded, folded) + chr(code)
    return forms


@cache
def _foldable() -> re.Pattern[str]:
    """Runs of what folds: most Chinese characters do not, and are passed over quickly.

    Characters past U+FFFF stand apart: a class that mixes them is looked through one by one.
    """
    return re.compile("[" + "".join(re.escape(chr(code)) for code in _table() if code <= 0xFFFF) + "]+")


@cache
def _foldable_high() -> re.Pattern[str]:
    return re.compile("[\U00010000-\U0001ffff\U0002f800-\U0002fa1f]+")


@cache
def _table() -> dict[int, str]:
    table = {code: folded for low, high in _RANGES for code in range(low, high) if (folded := _folded(chr(code)))}
    table.update(dict.fromkeys(range(55296, 57344), "�"))
    return table


def _folded(char: str) -> str | None:
    """What `char` folds to, None where it stays."""
    result = char
    while (step := _step(result)) != result:
        result = step
    return None if result == char else result


def _step(char: str) -> str:
    if char in _SPECIAL:
        return _SPECIAL[char]
    if char.isspace() or unicodedata.category(char) == "Cc":
        return " "
    kind, _blank, parts = unicodedata.decomposition(char).rpartition("> ")
    kind = kind + ">" if kind else ""
    codes = [chr(int(code, 16)) for code in parts.split()]
    if codes and _to_base(char, kind, codes):
        return codes[0]
    lower = char.lower()
    return lower if len(lower) == 1 else char


def _to_base(char: str, kind: str, codes: list[str]) -> bool:
    """Whether the first character of a decomposition may stand for the whole."""
    if kind:
        return len(codes) == 1 and (kind in _WIDTHS or (kind == "<compat>" and "\u2e80" <= char <= "\u2fdf"))
    if len(codes) == 1:
        return True
    latin_or_greek = codes[0] < "\u0400" or "\u1e00" <= codes[0] <= "\u1fff"
    return latin_or_greek and codes[0].isalpha() and all(unicodedata.combining(c) for c in codes[1:])


_SPECIAL = {pairs[i]: pairs[i + 1] for pairs in (_RADICALS, _SINGLES) for i in range(0, len(pairs), 2)}
_SPECIAL = {sys.intern(k): v for k, v in _SPECIAL.items() if k != v}


@lru_cache(maxsize=20_000)
def alternatives(char: str, folds: tuple[str, ...] = ()) -> str:
    """The characters that stand for the folded `char` under `folds`, itself first, the rest sorted.

    `folds` holds names of FOLDS; with several, each is applied to what the others gave (裏 → 里 → 裡).
    """
    found = {char}
    for first in folds:
        found |= _neighbours(found, first)
    for again in folds:
        found |= _neighbours(found, again) if len(folds) > 1 else set()
    return char + "".join(sorted(found - {char}))


def _neighbours(chars: Iterable[str], name: str) -> set[str]:
    related = _relations(name)
    return {other for char in chars for other in related.get(char, "")}


@cache
def _relations(name: str) -> dict[str, str]:
    """Each character of an expansion with those it stands for; read once from `resources/folding`."""
    related: dict[str, set[str]] = {}
    for group in groups(name):
        head = group[:1] if name == "hans" else group
        for char in head:
            for other in group:
                if char != other:
                    related.setdefault(char, set()).add(other)
                    related.setdefault(other, set()).add(char)
    return {char: "".join(sorted(others)) for char, others in related.items()}


def groups(name: str) -> Iterator[str]:
    """The groups of an expansion's file, folded; in `hans` each is a simplified character and its traditional ones."""
    if name not in FOLDS:
        raise ValueError(f"no such folding: {name}")
    for line in (resource("folding") / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        for group in line.partition("#")[0].split():
            yield "".join(dict.fromkeys(fold(group)))

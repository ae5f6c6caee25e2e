"""Tags found as they are typed: by prefix, substring, alias, pinyin and pinyin initials."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from reader.domain.views import TagView


def complete_tags(tags: Sequence[TagView], typed: str) -> list[TagView]:
    """Tags that fit what was typed, best first: whole name, prefix, alias, inside, pinyin initials, pinyin."""
    wanted = typed.strip().lower()
    if not wanted:
        return list(tags)
    ranked = []
    for number, tag in enumerate(tags):
        rank = _rank(_names(tag.name, tag.aliases), wanted)
        if rank is not None:
            ranked.append((rank, number))
    return [tags[number] for _rank_, number in sorted(ranked)]


@lru_cache(maxsize=1 << 16)
def _names(name: str, aliases: tuple[str, ...]) -> tuple[str, ...]:
    return (name.lower(), *(alias.lower() for alias in aliases))


def _rank(names: Sequence[str], wanted: str) -> int | None:
    if wanted in names:
        return 0
    if names[0].startswith(wanted):
        return 1
    inside = False
    for name in names:
        if name.startswith(wanted):
            return 2
        inside = inside or wanted in name
    if inside:
        return 3
    if wanted.isascii():
        heard = [name for name in names if not name[:1].isascii() and wanted[0] in _letters(name[0])]
        if any(begins_with_initials(name, wanted) for name in heard):
            return 4
        if any(begins_with_pinyin(name, wanted) for name in heard):
            return 5
    return None


def begins_with_initials(name: str, typed: str) -> bool:
    """Whether `typed` are the first letters of the pinyin of a name's first signs: `sl` for 水利."""
    return len(typed) <= len(name) and all(letter in _letters(sign) for sign, letter in zip(name, typed, strict=False))


def begins_with_pinyin(name: str, typed: str) -> bool:
    """Whether the pinyin of a name, without tones, begins with `typed`: `shuil` for 水利. Each sign with any reading."""
    if not typed:
        return True
    if not name:
        return False
    return any(
        reading.startswith(typed) or (typed.startswith(reading) and begins_with_pinyin(name[1:], typed[len(reading) :]))
        for reading in readings(name[0])
    )


@lru_cache(maxsize=20_000)
def _letters(sign: str) -> str:
    return "".join({reading[:1] for reading in readings(sign)})


@lru_cache(maxsize=20_000)
def readings(sign: str) -> tuple[str, ...]:
    """All readings of a Chinese sign in pinyin without tones; of another sign itself."""
    if sign.isascii():
        return (sign,)
    from pypinyin import Style, pinyin

    found = pinyin(sign, style=Style.NORMAL, heteronym=True)
    return tuple(dict.fromkeys(found[0])) if found and found[0] else (sign,)


_pinyin: dict[str, tuple[str, str]] = {}


def pinyin(text: str) -> tuple[str, str]:
    """(initials, whole spelling) of Chinese words without tones: `sl`, `shuili` for 水利; other signs as they are."""
    if text not in _pinyin:
        from pypinyin import Style, lazy_pinyin

        syllables = lazy_pinyin(text, style=Style.NORMAL)
        _pinyin[text] = "".join(s[:1] for s in syllables), "".join(syllables)
    return _pinyin[text]

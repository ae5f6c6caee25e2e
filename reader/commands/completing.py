"""Tags found as they are typed: by prefix, substring, alias, pinyin and pinyin initials."""

from __future__ import annotations

from collections.abc import Sequence

from reader.domain.views import TagView


def complete_tags(tags: Sequence[TagView], typed: str) -> list[TagView]:
    """Tags that fit what was typed, best first: prefix, pinyin initials, inside, alias, pinyin."""
    wanted = typed.strip().lower()
    if not wanted:
        return list(tags)
    ranked = [(rank, n, tag) for n, tag in enumerate(tags) if (rank := _rank(tag, wanted)) is not None]
    return [tag for _rank_, _n, tag in sorted(ranked, key=lambda r: r[:2])]


def _rank(tag: TagView, wanted: str) -> int | None:
    names = [tag.name.lower(), *(a.lower() for a in tag.aliases)]
    if any(name == wanted for name in names):
        return 0
    if names[0].startswith(wanted):
        return 1
    if any(name.startswith(wanted) for name in names):
        return 2
    if any(wanted in name for name in names):
        return 3
    if wanted.isascii():
        initials, spelled = zip(*(pinyin(name) for name in names), strict=True)
        if any(i.startswith(wanted) for i in initials):
            return 4
        if any(s.startswith(wanted) for s in spelled):
            return 5
    return None


_pinyin: dict[str, tuple[str, str]] = {}


def pinyin(text: str) -> tuple[str, str]:
    """(initials, whole spelling) of Chinese words without tones: `sl`, `shuili` for 水利; other signs as they are."""
    if text not in _pinyin:
        from pypinyin import Style, lazy_pinyin

        syllables = lazy_pinyin(text, style=Style.NORMAL)
        _pinyin[text] = "".join(s[:1] for s in syllables), "".join(syllables)
    return _pinyin[text]

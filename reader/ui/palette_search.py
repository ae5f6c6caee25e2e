"""Which entries of the palette fit what was typed: English and Chinese words, pinyin initials, letters in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from reader.commands.completing import pinyin
from reader.domain.fold import fold
from reader.domain.places import resource
from reader.domain.words import read_catalogue

_CHINESE = "zh_CN"


@dataclass(frozen=True)
class Choice:
    """One entry: `kind` is `command`, `tag`, `issue` or `article`; `key` what it stands for; `names` what it is
    found by, the shown `title` first; `note` what stands at its right."""

    kind: str
    key: str
    title: str
    names: tuple[str, ...]
    note: str = ""
    enabled: bool = True


@lru_cache(maxsize=1)
def _chinese() -> dict[str, str]:
    try:
        return read_catalogue(resource("translations") / f"{_CHINESE}.po")
    except OSError:
        return {}


def names_of(english: str, shown: str) -> tuple[str, ...]:
    """All that a command's title is found by: as shown, in English, in Chinese."""
    return tuple(dict.fromkeys(name for name in (shown, english, _chinese().get(english, "")) if name))


def ranked(choices: Iterable[Choice], typed: str, recent: Sequence[str] = ()) -> list[Choice]:
    """The choices that fit, best first; with nothing typed all of them, those used last first."""
    order = {key: n for n, key in enumerate(recent)}
    wanted = fold(typed).strip()
    if not wanted:
        return sorted(choices, key=lambda c: order.get(c.key, len(order)))
    found = []
    for n, choice in enumerate(choices):
        score = max((_score(name, wanted) for name in choice.names), default=0.0)
        if score > 0:
            bonus = 4.0 / (1 + order[choice.key]) if choice.key in order else 0.0
            found.append((-(score + bonus), n, choice))
    return [choice for _s, _n, choice in sorted(found, key=lambda f: f[:2])]


def _score(name: str, wanted: str) -> float:
    """How well a name fits: 0 not at all; a whole beginning is best, letters scattered in order least."""
    low = fold(name)
    if low.startswith(wanted):
        return 100.0 - len(low) * 0.1
    at = low.find(wanted)
    if at >= 0:
        return (90.0 if not low[at - 1].isalnum() else 70.0) - at * 0.1
    if all(word in low for word in wanted.split()):
        return 60.0 - len(low) * 0.1
    if wanted.isascii() and not name.isascii():
        return _pinyin_score(name, wanted.replace(" ", ""))
    return _scattered(low, wanted.replace(" ", "")) if wanted.isascii() else 0.0


def _pinyin_score(name: str, wanted: str) -> float:
    initials, spelled = pinyin(name)
    for text, best in ((initials, 80.0), (spelled, 65.0)):
        at = text.lower().find(wanted)
        if at >= 0:
            return best - at
    return 0.0


def _scattered(low: str, wanted: str) -> float:
    """Letters in order: only where each begins a word or follows the one before."""
    score, at, before = 0.0, 0, -2
    for letter in wanted:
        while True:
            at = low.find(letter, at)
            if at < 0:
                return 0.0
            if at == before + 1 or at == 0 or not low[at - 1].isalnum():
                break
            at += 1
        score += 3.0 if at == before + 1 else 4.0
        before, at = at, at + 1
    return 20.0 + score - len(low) * 0.1

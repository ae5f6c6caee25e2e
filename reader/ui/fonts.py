"""Which installed font families write what: serif, sans and mono per script, in the glyphs of its region."""

from __future__ import annotations

import sys
from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

# Per face and script, best first; Linux, then macOS, then Windows names. Only installed ones are used.
_WANTED: dict[tuple[str, str], tuple[str, ...]] = {
    ("serif", "zh-Hans"): ("Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC", "Songti SC", "STSong", "SimSun"),
    ("serif", "zh-Hant"): (
        "Noto Serif CJK TC", "Source Han Serif TC", "Noto Serif TC", "Songti TC", "LiSong Pro", "PMingLiU", "MingLiU",
    ),
    ("serif", "ja"): ("Noto Serif CJK JP", "Source Han Serif", "Hiragino Mincho ProN", "Yu Mincho", "MS Mincho"),
    ("serif", "ko"): ("Noto Serif CJK KR", "Source Han Serif K", "AppleMyungjo", "Batang"),
    ("serif", "latin"): (
        "Source Serif 4", "Source Serif Pro", "Charter", "Noto Serif", "Iowan Old Style", "Cambria", "Georgia",
        "Noto Serif CJK SC", "Liberation Serif", "Times New Roman", "DejaVu Serif",
    ),
    ("sans", "zh-Hans"): (
        "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei UI", "Microsoft YaHei",
        "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "SimHei",
    ),
    ("sans", "zh-Hant"): (
        "Noto Sans CJK TC", "Source Han Sans TC", "Noto Sans TC", "PingFang TC", "Microsoft JhengHei UI", "Microsoft JhengHei",
    ),
    ("sans", "ja"): ("Noto Sans CJK JP", "Source Han Sans", "Hiragino Sans", "Yu Gothic UI", "Meiryo"),
    ("sans", "ko"): ("Noto Sans CJK KR", "Source Han Sans K", "Apple SD Gothic Neo", "Malgun Gothic"),
    ("sans", "latin"): ("Source Sans 3", "Noto Sans", "Inter", "Noto Sans CJK SC", "DejaVu Sans"),
    ("mono", "latin"): (
        "Source Code Pro", "Noto Sans Mono", "JetBrains Mono", "SF Mono", "Menlo", "Cascadia Mono", "Consolas",
        "DejaVu Sans Mono", "Courier New",
    ),
    ("mono", "zh-Hans"): ("Noto Sans Mono CJK SC", "Sarasa Mono SC", "NSimSun"),
    ("mono", "zh-Hant"): ("Noto Sans Mono CJK TC", "Sarasa Mono TC", "MingLiU"),
    ("mono", "ja"): ("Noto Sans Mono CJK JP", "Sarasa Mono J", "MS Gothic"),
    ("mono", "ko"): ("Noto Sans Mono CJK KR", "Sarasa Mono K", "GulimChe"),
}  # fmt: skip
# What a system names when nobody has chosen: worse to read than the Chinese family's own Latin.
_UNCHOSEN = {"DejaVu Sans", "Bitstream Vera Sans", "Sans Serif", "Sans", "Helvetica", "MS Shell Dlg 2", ""}


@lru_cache(maxsize=1)
def _installed() -> frozenset[str]:
    return frozenset(QFontDatabase.families())


@lru_cache(maxsize=64)
def families(script: str, face: str = "serif") -> tuple[str, ...]:
    """Installed families for a script (`zh-Hans`, `zh-Hant`, `ja`, `ko`, `latin`) and face (`serif`, `sans`, `mono`)."""
    own = _WANTED.get((face, script), ())
    # Whatever the script, the other ones still have to show: Latin in a Chinese text, hanzi in an English one.
    rest = [f for s in ("latin", "zh-Hans", "zh-Hant") for f in _WANTED.get((face, s), ())]
    if script == "latin" and face == "sans":
        own = (*_system_choice(), *own)
    found = [f for f in dict.fromkeys((*own, *rest)) if f in _installed()]
    return tuple(found[:4]) or (QFont().defaultFamily(),)


def _system_choice() -> tuple[str, ...]:
    """The family the person's system uses, where somebody chose it."""
    family = QGuiApplication.font().family()
    chosen = sys.platform in {"darwin", "win32"} or family not in _UNCHOSEN
    return (family,) if chosen and family in _installed() else ()


def sets_quotes_wide(family: str) -> bool:
    """Whether a family is one for Chinese, Japanese or Korean: it draws “ ” ’ · a full em wide unless told otherwise."""
    return any(family in names for (_face, script), names in _WANTED.items() if script != "latin")


def writes_chinese() -> bool:
    """Whether any installed family writes Chinese."""
    return any(f in _installed() for key in _WANTED if key[1] in {"zh-Hans", "zh-Hant"} for f in _WANTED[key])

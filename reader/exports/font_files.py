"""Fonts of this machine for PDF files: by file name, so that no list of fonts has to be asked from a system."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from reader.domain.needs import CHINESE_FONT

SERIF = ("NotoSerifCJK-Regular.ttc", "NotoSerifCJKsc-Regular.otf", "NotoSerifSC-Regular.otf", "NotoSerifSC-Regular.ttf", "SourceHanSerif-Regular.ttc",
         "SourceHanSerifSC-Regular.otf", "SourceHanSerifCN-Regular.otf", "Songti.ttc", "simsun.ttc", "uming.ttc")  # fmt: skip
SANS = ("NotoSansCJK-Regular.ttc", "NotoSansCJKsc-Regular.otf", "NotoSansSC-Regular.otf", "NotoSansSC-Regular.ttf", "SourceHanSans-Regular.ttc",
        "SourceHanSansSC-Regular.otf", "SourceHanSansCN-Regular.otf", "Hiragino Sans GB.ttc", "msyh.ttc", "Deng.ttf", "wqy-microhei.ttc", "DroidSansFallbackFull.ttf")  # fmt: skip
BOLD = ("NotoSerifCJK-Bold.ttc", "NotoSerifCJKsc-Bold.otf", "NotoSerifSC-Bold.otf", "NotoSerifSC-Bold.ttf", "SourceHanSerif-Bold.ttc",
        "SourceHanSerifSC-Bold.otf", "NotoSansCJK-Bold.ttc", "msyhbd.ttc", "simhei.ttf", "STHeiti Medium.ttc")  # fmt: skip
LATIN = ("NotoSerif-Regular.ttf", "SourceSerif4-Regular.otf", "LiberationSerif-Regular.ttf", "georgia.ttf", "Georgia.ttf", "times.ttf", "DejaVuSerif.ttf")
RARE = ("HanaMinA.ttf", "HanaMinB.ttf", "BabelStoneHan.ttf", "simsunb.ttf", "SimsunExtG.ttf", "PlangothicP1-Regular.ttf", "DejaVuSans.ttf", "seguisym.ttf",
        "Arial Unicode.ttf", "NotoSans-Regular.ttf", "NotoSansSymbols2-Regular.ttf")  # fmt: skip
_SUFFIXES = {".ttf", ".otf", ".ttc", ".otc"}
_LEFT_OUT = re.compile(r"emoji|color", re.IGNORECASE)
_SIMPLIFIED = re.compile(r"\bSC\b|Songti SC|SimSun$|Micro ?Hei$|YaHei$")
MISSING = CHINESE_FONT


class FontFile(NamedTuple):
    """A font: its file and, in a collection, which one."""

    path: Path
    number: int = 0


def first_of(names: tuple[str, ...]) -> FontFile | None:
    """The first of some files that is installed, in its simplified Chinese form where it is a collection."""
    known = _installed()
    path = next((known[name.lower()] for name in names if name.lower() in known), None)
    return FontFile(path, _simplified(path)) if path is not None else None


def having(char: str) -> Iterator[FontFile]:
    """Installed fonts that may have a character, likely ones first."""
    for name in RARE:
        if (path := _installed().get(name.lower())) is not None:
            yield FontFile(path)
    lister = shutil.which("fc-list")
    if lister is not None:
        found = subprocess.run([lister, f":charset={ord(char):x}", "file"], capture_output=True, text=True, check=False)
        for line in found.stdout.splitlines():
            path = Path(line.strip().rstrip(":").strip())
            if path.suffix.lower() in _SUFFIXES and not _LEFT_OUT.search(path.name):
                yield FontFile(path)


@cache
def _installed() -> dict[str, Path]:
    """Font files by lower-case name; of several with one name the first found."""
    found: dict[str, Path] = {}
    for folder in _folders():
        for place, _inner, files in os.walk(os.path.expanduser(folder)):
            for name in files:
                if Path(name).suffix.lower() in _SUFFIXES:
                    found.setdefault(name.lower(), Path(place) / name)
    return found


def _folders() -> tuple[str, ...]:
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", "")
        return (os.path.join(os.environ.get("WINDIR", r"C:\Windows"), "Fonts"), os.path.join(local, "Microsoft", "Windows", "Fonts"))
    if sys.platform == "darwin":
        return ("~/Library/Fonts", "/Library/Fonts", "/System/Library/Fonts")
    return ("~/.local/share/fonts", "~/.fonts", "/usr/local/share/fonts", "/usr/share/fonts")


@cache
def _simplified(path: Path) -> int:
    """Which font of a collection has the glyphs of simplified Chinese; 0 where it is none or does not say."""
    if path.suffix.lower() not in {".ttc", ".otc"}:
        return 0
    from fontTools.ttLib import TTCollection  # type: ignore[import-untyped]

    with TTCollection(str(path), lazy=True) as fonts:
        for number, font in enumerate(fonts):
            said = {str(font["name"].getDebugName(id) or "") for id in (1, 4, 16)}
            if any(_SIMPLIFIED.search(name) for name in said) and not any("Mono" in name for name in said):
                return number
    return 0

"""Whole pages of city papers and others, each against its reading written out in short lines (`shown`)."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.imports.lines import read_text
from tests.structure.shown import shown

PAGES = Path(__file__).resolve().parents[1] / "data" / "structure" / "pages"
READINGS = sorted(PAGES.glob("*.reading"))


@pytest.mark.parametrize("path", READINGS, ids=lambda path: path.stem)
def test_page(path: Path) -> None:
    (source,) = (found for found in PAGES.glob(f"{path.stem}.*") if found != path)
    assert shown(read_text(source.read_text(encoding="utf-8")).pages) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "newspaper", "date", "titles"),
    [
        ("# 河口日报\n\n2021-03-04\n\n## 渡口修好了\n\n昨日，新渡口启用。", "河口日报", "2021-03-04", ["渡口修好了"]),
        ("# 河口日报\n\n## 2021年3月4日\n\n### 渡口修好了\n\n昨日，新渡口启用。", "河口日报", "2021-03-04", ["渡口修好了"]),
        ("# 晚汀晚报 第3版\n\n星期四\n\n第1234期\n\n## 天晴了\n\n今天天晴。", "晚汀晚报", None, ["天晴了"]),
        ("河口日报 2021年3月4日 星期四 第3版\n\n天晴了\n\n本报讯 今天天晴。", "河口日报", "2021-03-04", ["天晴了"]),
        ("# The Quay Courier\n\nMonday, December 17, 1934\n\n## A Cat\n\nA cat sat.", "The Quay Courier", "1934-12-17", ["A Cat"]),
        ("# Der Uferbote\n\n4. März 1911\n\n## Die Brücke\n\nSie steht.", "Der Uferbote", "1911-03-04", ["Die Brücke"]),
        ("# La Voix du Port\n\n24 juillet 1898\n\n## Le ballon\n\nIl est parti.", "La Voix du Port", "1898-07-24", ["Le ballon"]),
        ("# 天气预报\n\n今天天晴。", None, None, ["天气预报"]),
        ("# 河口新闻\n\n本报讯 新渡口启用。\n\n# 天晴了\n\n今天天晴。", None, None, ["河口新闻", "天晴了"]),
    ],
)  # fmt: skip
def test_mastheads(text: str, newspaper: str | None, date: str | None, titles: list[str]) -> None:
    lines = shown(read_text(text).pages).splitlines()
    assert [line[10:] for line in lines if line.startswith("newspaper ")] == ([newspaper] if newspaper else [])
    assert [line[5:] for line in lines if line.startswith("date ")] == ([date] if date else [])
    assert [line[6:] for line in lines if line.startswith("title ")] == titles

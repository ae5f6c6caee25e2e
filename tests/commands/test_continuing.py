"""Articles continued in another file or issue of the newspaper: linked when the other half arrives, else asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.store.dump import dump

Run = Callable[..., Any]

FIRST = """# 清渚航道今起验收

本报讯(记者 闻笛)航标改造全部完工,今起进入验收,一百零八盏灯照亮夜航路。

验收组昨日登船,沿江逐灯核对,

(下转第四版)

# 明日天气

明天多云,东南风三级,江面有雾。
"""
FOURTH = """# 清渚航道今起验收

(上接第一版)

并在三里湾停船半小时,听老船工讲从前喊水的日子。

# 渡口添新船

新船长二十二米,可载客九十人,下月初一起对开。
"""


def page(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_other_half_in_a_later_file_is_linked(run: Run, tmp_path: Path) -> None:
    run("import", page(tmp_path, "晚汀日报 2024-06-08 第1版.md", FIRST))
    assert run("article", 1)["continues"] == {"from": None, "to": None}
    assert any(f["code"] == "continuation-unmatched" for f in run("flags")["flags"])
    run("import", page(tmp_path, "晚汀日报 2024-06-08 第4版.md", FOURTH))
    assert run("article", 1)["continues"]["to"] == 3 and run("article", 3)["continues"]["from"] == 1
    assert not any(f["code"] == "continuation-unmatched" for f in run("flags")["flags"])
    run("undo")
    assert run("article", 1)["continues"]["to"] is None
    assert any(f["code"] == "continuation-unmatched" for f in run("flags")["flags"])
    run("redo")
    assert run("article", 1)["continues"]["to"] == 3


def test_another_newspaper_or_day_is_not_linked(run: Run, tmp_path: Path) -> None:
    run("import", page(tmp_path, "晚汀日报 2024-06-08 第1版.md", FIRST))
    run("import", page(tmp_path, "晨汀日报 2024-06-08 第4版.md", FOURTH))
    run("import", page(tmp_path, "晚汀日报 2024-06-09 第4版.md", FOURTH.replace("半小时", "一小时")))
    assert run("article", 1)["continues"]["to"] is None


def test_two_candidates_are_asked_not_linked(run: Run, tmp_path: Path) -> None:
    run("import", page(tmp_path, "晚汀日报 2024-06-08 第1版.md", FIRST))
    twice = FOURTH + "\n" + FOURTH.replace("半小时", "两小时")
    run("import", page(tmp_path, "晚汀日报 2024-06-08 第4版.md", twice))
    assert run("article", 1)["continues"]["to"] is None
    asked = [
        f
        for f in run("flags")["flags"]
        if f["code"] == "continuation-unmatched" and any("清渚航道" in a["text"] for a in f["answers"])
    ]
    assert asked
    chosen = next(a["n"] for a in asked[0]["answers"] if "清渚航道" in a["text"])
    run("answer", asked[0]["id"], chosen)
    assert run("article", 1)["continues"]["to"] == asked[0]["article"]


def test_undoing_the_later_import_leaves_the_first_as_it_was(run: Run, tmp_path: Path) -> None:
    from reader.commands.opening import open_session

    session = open_session(tmp_path / "u.pressmark", create=True)
    session.do("import.files", paths=[page(tmp_path, "晚汀日报 2024-06-08 第1版.md", FIRST)])
    before = dump(session.library)
    session.do("import.files", paths=[page(tmp_path, "晚汀日报 2024-06-08 第4版.md", FOURTH)])
    session.undo().result()
    after = dump(session.library)
    for table in ("article", "flag", "block"):
        known = {r[0] for r in before[table]}
        assert [r for r in after[table] if r[0] in known] == before[table]
    session.close()

"""A library of one hand-written issue, driven by the real command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader import cli

ISSUE = """# 菜场二楼的读书角

本报讯(记者 闻笛)读书角开张三年,藏书从两百册长到九千册,连修鞋匠都

成了常客。

老船工说,过三里湾要有人站在船头喊水。𠮷田先生也常来,喊水的人不止一个。

# 旧井普查登记三百二十口

本报讯(通讯员 柏舟 甄望)全市旧井普查结束,共登记三百二十口,其中可用的九十七口。
"""

Run = Callable[..., Any]


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    path = tmp_path / "晚汀日报 2024-06-08 第3版.md"
    path.write_text(ISSUE, encoding="utf-8")
    return path


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `pressmark --json …` in a library of its own; checks the exit status and gives the JSON printed."""

    def call(*arguments: object, status: int = 0) -> Any:
        capsys.readouterr()
        given = cli.main(["--library", str(tmp_path / "test.pressmark"), "--json", *map(str, arguments)])
        said = capsys.readouterr()
        assert given == status, said.err
        assert "Traceback" not in said.err
        if status == 1 and not said.out:
            assert len(said.err.strip().splitlines()) == 1
        return json.loads(said.out) if said.out.strip() else said.err

    return call


@pytest.fixture
def library(run: Run, issue: Path) -> Run:
    """The same with the issue imported."""
    run("import", issue)
    return run

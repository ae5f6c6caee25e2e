"""Export presets: kept with the person's settings, read by the command line, never trusted blindly."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.cli import main
from reader.commands.presets import Preset, find_preset, presets, remove_preset, save_preset
from reader.commands.settings import Settings
from reader.domain.errors import ReaderError
from reader.exports.selection import Options
from tests.ui.conftest import ISSUE


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.json")


def test_a_preset_survives_a_restart(settings: Settings) -> None:
    kept = Preset("  每周   摘录 ", "csv", Options(passages=True, context=12, group="tag"))
    save_preset(settings, kept)
    [found] = presets(Settings(settings.path))
    assert found == Preset("每周 摘录", "csv", kept.options)
    save_preset(settings, Preset("每周 摘录", "markdown", Options()))
    assert [p.format for p in presets(settings)] == ["markdown"]
    remove_preset(settings, "每周 摘录")
    assert presets(settings) == []


@pytest.mark.parametrize("name", ["", "   ", "长" * 81])
def test_a_preset_needs_a_name(settings: Settings, name: str) -> None:
    with pytest.raises(ReaderError):
        save_preset(settings, Preset(name, "csv", Options()))


def test_a_preset_that_cannot_be_read_is_passed_over_and_kept(settings: Settings) -> None:
    strange = {"a": 7, "b": {"format": "csv", "options": {"group": "moon"}}, "c": {"format": "csv", "options": {}}}
    settings.set("export.presets", strange)
    assert [p.name for p in presets(settings)] == ["c"]
    save_preset(settings, Preset("d", "csv", Options()))
    assert set(settings.get("export.presets")) == {"a", "b", "c", "d"}
    with pytest.raises(ReaderError):
        find_preset(settings, "a")


def test_the_command_line_takes_presets_and_options(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "issue.md"
    source.write_text(ISSUE, encoding="utf-8")
    library = ["--library", str(tmp_path / "l.pressmark")]

    def said(*arguments: str) -> tuple[int, str, str]:
        status = main([*library, *arguments])
        out, err = capsys.readouterr()
        return status, out, err

    assert said("import", str(source))[0] == 0
    [article] = json.loads(said("articles", "--query", "七成航标", "--json")[1])["articles"]
    number = str(article["id"])
    assert said("highlight", number, "--quote", "七成航标", "--comment", "=核对")[0] == 0
    assert said("presets", "save", "摘录", "--format", "csv", "--option", "passages=yes", "--option", "raw_cells=yes")[0] == 0
    assert json.loads(said("presets", "--json")[1])["presets"][0]["name"] == "摘录"
    out = tmp_path / "out.csv"
    assert said("export", "--preset", "摘录", "-o", str(out))[0] == 0
    text = out.read_text("utf-8-sig")
    assert "=核对" in text
    assert "'=核对" not in text
    assert "旧井" not in text  # it has no highlight
    assert said("export", "--preset", "摘录", "--option", "comments=no", "-o", str(out))[0] == 0
    assert "核对" not in out.read_text("utf-8-sig")
    status, _out, err = said("export", "--preset", "没有", "-o", str(out))
    assert (status, err.count("\n")) == (1, 1)
    for wrong in ("comments", "comments=perhaps", "moon=full"):
        status, _out, err = said("export", "--format", "csv", "--option", wrong, "-o", str(out))
        assert (status, err.count("\n")) == (2, 1), wrong
    assert said("presets", "remove", "摘录")[0] == 0

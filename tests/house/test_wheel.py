"""The wheel holds all the program needs: built, installed in a new environment elsewhere, used there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = "Scripts" if sys.platform == "win32" else "bin"
WHERE = """
import reader
from reader.domain import places
print(reader.__file__, places.resource(""), places.sample_issues(), sep="\\n")
"""
ISSUE = "# 河口日报\n\n2021-03-04\n\n## 渡口修好了\n\n昨日，新渡口启用。𠮷先生第一个过河。\n"

pytestmark = pytest.mark.timeout(300)


def done_by(command: list[str | Path], folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=200)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts folder of an environment with the wheel; its dependencies are borrowed from this one."""
    place = tmp_path_factory.mktemp("elsewhere")
    done_by([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", place / "dist"], ROOT)
    (wheel,) = (place / "dist").glob("pressmark-*.whl")
    environment = place / "environment"
    done_by([sys.executable, "-m", "venv", "--without-pip", environment], place)
    python = environment / SCRIPTS / "python"
    pip: list[str | Path] = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--quiet",
        "--no-index",
        "--no-deps",
        wheel,
    ]
    done_by(pip, place)
    folder = Path(done_by([python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], place).strip())
    (folder / "borrowed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return environment / SCRIPTS


def test_the_package_comes_from_the_wheel_and_is_whole(installed: Path, tmp_path: Path) -> None:
    package, resources, issues = done_by([installed / "python", "-c", WHERE], tmp_path).splitlines()
    home = installed.parent
    assert home in Path(package).parents
    for inside, outside in ((Path(resources), ROOT / "resources"), (Path(issues), ROOT / "issues")):
        assert home in inside.parents
        assert names(inside) == names(outside) != set()
    modules = {path for path in names(ROOT / "reader") if path.endswith(".py")}
    assert modules <= names(Path(package).parent)


def names(folder: Path) -> set[str]:
    """The files below `folder`, byte code aside, by their path from it."""
    files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix() for path in files}


def test_it_reads_marks_and_shows(installed: Path, tmp_path: Path) -> None:
    pressmark, library = installed / "pressmark", tmp_path / "trial.pressmark"
    (tmp_path / "渡口.md").write_text(ISSUE, encoding="utf-8")
    imported = json.loads(done_by([pressmark, "--library", library, "import", "渡口.md", "--json"], tmp_path))
    assert len(imported["issues"]) == 1
    assert imported["failed"] == []
    listed = json.loads(done_by([pressmark, "--library", library, "articles", "--json"], tmp_path))
    article = next(article for article in listed["articles"] if article["title"] == "渡口修好了")
    found = json.loads(done_by([pressmark, "--library", library, "search", "𠮷先生", "--json"], tmp_path))
    assert [hit["article"] for hit in found["hits"]] == [article["id"]]
    picture = tmp_path / "window.png"
    done_by([pressmark, "--library", library, "shot", picture, "--size", "900x600"], tmp_path)
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_doctor_answers(installed: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [installed / "pressmark", "doctor", "--json"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=100,
    )
    assert done.stderr == ""
    found = {finding["name"]: finding for finding in json.loads(done.stdout)["findings"]}
    for name in ("Python", "SQLite", "FTS5", "PySide6-Essentials", "sqlite-utils", "Qt window", "Resources"):
        assert found[name]["ok"], found[name]
    assert os.fspath(installed.parent) in found["Resources"]["detail"]

"""Files are written whole or not at all; names are taken by every file system."""

from __future__ import annotations

import errno
import os
import re
import stat
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.errors import ReaderError
from reader.domain.views import ArticleView
from reader.exports import atomic, markdown, table
from reader.exports.atomic import replacing, safe_name, unique_name, write_text
from reader.exports.selection import Selection


def test_writes_and_replaces(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_text(path, "one\n")
    path.chmod(0o640)
    write_text(path, "two\n")
    assert path.read_bytes() == b"two\n" and list(tmp_path.iterdir()) == [path]
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.skipif(os.name != "posix", reason="modes and links of POSIX")
def test_modes_and_links(tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        write_text(tmp_path / "new.txt", "x")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "new.txt").stat().st_mode) == 0o644
    (tmp_path / "link.txt").symlink_to("new.txt")
    write_text(tmp_path / "link.txt", "y")
    assert (tmp_path / "link.txt").is_symlink() and (tmp_path / "new.txt").read_text() == "y"


@pytest.mark.parametrize("failing", ["write", "fsync", "replace"])
@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "disk is full"), (errno.EIO, "was not written"), (errno.EROFS, "may not be written")],
)
def test_failure_keeps_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str, number: int, words: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")

    def fail(*_args: object) -> None:
        raise OSError(number, os.strerror(number))

    if failing != "write":
        monkeypatch.setattr(atomic.os, failing, fail)
    with pytest.raises(ReaderError, match=words) as caught, replacing(path) as file:
        file.write(b"new")
        if failing == "write":
            fail()
    assert str(path) in caught.value.message and caught.value.hint
    assert path.read_text() == "old" and list(tmp_path.iterdir()) == [path]


def test_any_error_keeps_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")

    def articles() -> list[ArticleView]:
        raise KeyboardInterrupt

    for write in (markdown.write, table.write):
        with pytest.raises(KeyboardInterrupt):
            write(Selection(iter(articles, None)), path)  # type: ignore[arg-type]
    assert path.read_text() == "old" and list(tmp_path.iterdir()) == [path]


def test_the_order_of_safety(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    real_sync, real_replace = os.fsync, os.replace

    def sync(number: int) -> None:
        calls.append("folder" if stat.S_ISDIR(os.fstat(number).st_mode) else "file")
        real_sync(number)

    def replace(old: str, new: str) -> None:
        calls.append("rename")
        real_replace(old, new)

    monkeypatch.setattr(atomic.os, "fsync", sync)
    monkeypatch.setattr(atomic.os, "replace", replace)
    write_text(tmp_path / "a.txt", "x")
    assert calls[:2] == ["file", "rename"] and calls[2:] == (["folder"] if os.name == "posix" else [])


@pytest.mark.parametrize(
    ("name", "words"), [("none/a.txt", "folder does not exist"), (".", "is a folder"), ("f/a", "folder")]
)
def test_places_that_are_none(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "f").write_text("x")
    with pytest.raises(ReaderError, match=words):
        write_text(tmp_path / name, "x")


@pytest.mark.skipif(not Path("/dev/full").exists() or os.geteuid() != 0, reason="needs root and Linux")
def test_a_full_disk(tmp_path: Path) -> None:
    import resource

    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    import signal

    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, old[1]))
    try:
        with pytest.raises(ReaderError, match="disk is full"):
            write_text(tmp_path / "a.txt", "x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
        signal.signal(signal.SIGXFSZ, before)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("末班夜渡 灯亮到最后一个人上岸", "末班夜渡 灯亮到最后一个人上岸.md"),
        ("a/b\\c:d*e?f\"g<h>i|j", "a_b_c_d_e_f_g_h_i_j.md"), ("CON", "_CON.md"), ("com1.txt", "_com1.txt.md"),
        ("COM¹", "_COM¹.md"), ("nul .x", "_nul .x.md"), ("-rf", "rf.md"), ("..", "untitled.md"), ("", "untitled.md"),
        ("a. . ", "a.md"), ("\u202eabc\u0000\n d", "abc d.md"), ("e\u0301", "é.md"), ("~$x", "x.md"), ("/", "untitled.md"),
        ("Console", "Console.md"),
    ],
)  # fmt: skip
def test_safe_names(title: str, name: str) -> None:
    assert safe_name(title, ".md") == name


def windows_takes(name: str) -> bool:
    """Whether Windows, macOS and Linux take a file name (and no shell reads it as an option)."""
    stem = unicodedata.normalize("NFKC", name).split(".")[0].strip().upper()
    reserved = re.fullmatch(r"CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)\d", stem)
    return not (
        reserved or re.search(r'[/\\:*?"<>|\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]', name)
        or name[-1] in ". " or name[0] in "-. " or len(name.encode()) > 150
        or unicodedata.normalize("NFC", name) != name
    )  # fmt: skip


@given(st.text(max_size=80) | st.text(st.sampled_from("CONPRAUXLT$.123 ¹²-_/\\\u0301𠮷甲\u202e"), max_size=80))
def test_names_are_taken_everywhere(title: str) -> None:
    for extension in ("", ".md"):
        name = safe_name(title, extension)
        assert windows_takes(name)
        assert safe_name(name) == name or extension


@given(
    st.lists(st.sampled_from(["a.md", "A.md", "a (2).md", "é.md", "É.md", "x" * 150, "甲" * 49 + ".md"]), max_size=9)
)
def test_names_are_unique(names: list[str]) -> None:
    taken: set[str] = set()
    made = [unique_name(name, taken) for name in names]
    assert len({name.casefold() for name in made}) == len(names) == len(taken)
    assert all(len(name.encode()) <= 150 for name in made)


def test_long_titles_are_cut_by_bytes() -> None:
    assert safe_name("甲" * 90, ".md").encode() == ("甲" * 48).encode() + b".md"
    assert safe_name("e\u0323\u0302" * 80).endswith("ệ")

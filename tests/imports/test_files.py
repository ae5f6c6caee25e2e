"""Files, folders and archives: read as they are, one bad file never stops the others."""

from __future__ import annotations

import hashlib
import os
import stat
import struct
import time
import zipfile
from pathlib import Path

import pytest

from reader.domain.errors import ReaderError
from reader.imports import archives, files
from reader.imports.files import FORMATS, Found, gather, natural_key, read_bytes, read_path

TEXT = "# 末班夜渡\n\n灯亮到最后一个人上岸。\n"


def results(path: Path, **options: str) -> dict[str, str]:
    """File or member name → headline, or the error's message."""
    return {Path(f.member or f.path).name: _say(f) for f in gather([path], **options)}


def _say(found: Found) -> str:
    if found.file is None:
        assert found.error is not None and found.error.hint
        return found.error.message
    return found.file.pages[0].text.split("\n")[0]


def test_read_bytes() -> None:
    data = ("\ufeff---\ndate: 1934-12-16\n档号: K-7\n---\n" + TEXT).replace("\n", "\r\n").encode()
    file = read_bytes("Harrow Quay Courier/p3.txt", data)
    assert file.sha256 == hashlib.sha256(data).hexdigest() and file.data == data
    assert (file.name, file.format, file.encoding, file.encoding_how) == ("p3.txt", "markdown", "utf-8", "bom")
    assert file.newspaper == ("Harrow Quay Courier", "folder") and file.date == ("1934-12-16", "front matter")
    assert file.hints == {"shelfmark": "K-7"} and not file.warnings
    assert file.pages[0].label == ("3", "file name")
    assert "\r" not in file.pages[0].text


def test_markdown_by_its_ending_plain_text_by_its_signs() -> None:
    assert read_bytes("a.md", b"plain").format == "markdown"
    assert read_bytes("a.txt", b"plain").format == "text"
    assert read_bytes("a", TEXT.encode()).format == "markdown"
    assert {ending for ending, _title in FORMATS} >= {".md", ".txt", ".zip"}


def test_damage_is_a_warning() -> None:
    assert read_bytes("a.txt", b"one\ntw\0o\n").warnings == ("damaged-bytes:2",)


def test_what_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ReaderError, match="does not exist"):
        read_path(tmp_path / "none.txt")
    with pytest.raises(ReaderError, match=r"cannot be read|no file"):
        read_path(tmp_path)
    with pytest.raises(ReaderError, match="cannot be read"):
        read_path("a\0b")
    with pytest.raises(ReaderError, match=r"\.pdf"):
        read_bytes("a.pdf", b"text")
    monkeypatch.setattr(files, "LARGEST", 10)
    with pytest.raises(ReaderError, match="too large"):
        read_bytes("a.txt", b"x" * 11)
    (tmp_path / "big.txt").write_bytes(b"x" * 11)
    with pytest.raises(ReaderError, match="too large"):
        read_path(tmp_path / "big.txt")


def test_a_folder(tmp_path: Path) -> None:
    for name in ("p10.txt", "p2.md", "sub/a.txt", ".hidden.txt", ".git/x.txt", "Thumbs.db", "scan.jpg", "~$x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (tmp_path / "unknown.ocr").write_text(TEXT, encoding="utf-8")
    found = results(tmp_path)
    assert list(found) == ["empty.txt", "p2.md", "p10.txt", "picture.txt", "unknown.ocr", "a.txt"]
    assert "empty" in found["empty.txt"] and "PNG" in found["picture.txt"]
    assert [found[n] for n in ("p2.md", "p10.txt", "a.txt", "unknown.ocr")] == ["# 末班夜渡"] * 4


def test_paths_that_are_not_there(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    found = list(gather([tmp_path / "none", tmp_path / "none.zip", tmp_path / "a.txt"]))
    assert [f.error is None for f in found] == [False, False, True]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root reads everything")
def test_no_permission(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.txt").chmod(0)
    assert "may not be read" in results(tmp_path)["a.txt"]


def make_zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return path


def test_a_zip(tmp_path: Path) -> None:
    path = make_zip(
        tmp_path / "许昌日报 2023-10-19.zip",
        {"A10.txt": TEXT.encode(), "A02.txt": TEXT.encode("gb18030"), "__MACOSX/x.txt": b"x", "s.jpg": b"x",
         "bad.txt": b"", "in.zip": b"PK\x03\x04", "d/.x": b"x"},
    )  # fmt: skip
    found = {f.member: f for f in gather([path])}
    assert list(found) == ["A02.txt", "A10.txt", "bad.txt", "in.zip"]
    file = found["A02.txt"].file
    assert file is not None and file.newspaper == ("许昌日报", "folder") and file.date == ("2023-10-19", "folder")
    assert "empty" in _say(found["bad.txt"]) and "archive in an archive" in _say(found["in.zip"])
    assert all(f.path == str(path) for f in found.values())


def test_hostile_names(tmp_path: Path) -> None:
    names = ["../up.txt", "/abs.txt", "C:/drive.txt", "a/../../b.txt", "\\\\host\\x.txt", "ok.txt", "OK.txt"]
    found = {f.member: _say(f) for f in gather([make_zip(tmp_path / "a.zip", {n: TEXT.encode() for n in names})])}
    assert sum("leads out of its folder" in say for say in found.values()) == 5
    assert found["ok.txt"] == "# 末班夜渡" or found["OK.txt"] == "# 末班夜渡"
    assert any("twice" in say for say in found.values())
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.zip"]


def test_links_and_encrypted_members(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("secret.txt", TEXT)
    data = bytearray((tmp_path / "a.zip").read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    found = results(tmp_path / "a.zip")
    assert "is a link" in found["link.txt"] and "encrypted" in found["secret.txt"]


def test_bombs_and_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = make_zip(tmp_path / "bomb.zip", {"a.txt": b"a" * 60_000_000, "b.txt": TEXT.encode()})
    start = time.process_time()
    found = results(bomb)
    assert time.process_time() - start < 10
    assert "far more than it should" in found["a.txt"] and found["b.txt"] == "# 末班夜渡"
    monkeypatch.setattr(archives, "MOST_BYTES", 30)
    many = results(make_zip(tmp_path / "many.zip", {"a.txt": TEXT.encode(), "b.txt": TEXT.encode() * 2}))
    assert "far more" in many["b.txt"]
    monkeypatch.setattr(archives, "MOST_MEMBERS", 1)
    assert "more files" in results(tmp_path / "many.zip")["many.zip"]


def test_broken_archives(tmp_path: Path) -> None:
    sound = make_zip(tmp_path / "s.zip", {"a.txt": TEXT.encode() * 50, "b.txt": os.urandom(3000)}).read_bytes()
    for number, cut in enumerate(range(0, len(sound), 211)):
        path = tmp_path / f"{number}.zip"
        path.write_bytes(sound[:cut])
        assert all(f.error is not None for f in gather([path]))
        path.write_bytes(sound[:cut] + b"\xff" + sound[cut + 1 :])
        list(gather([path]))


def test_overlapping_members(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", {"a.txt": TEXT.encode(), "b.txt": TEXT.encode()})
    data = bytearray(path.read_bytes())
    struct.pack_into("<I", data, data.rindex(b"PK\x01\x02") + 42, 0)
    path.write_bytes(data)
    assert all(f.error is not None for f in gather([path]))


@pytest.mark.parametrize("codec", ["gb18030", "big5", "utf-8"])
def test_names_of_old_chinese_archives(tmp_path: Path, codec: str) -> None:
    name = {"big5": "北垣新報第一版.txt"}.get(codec, "许昌日报第一版.txt")
    path = make_zip(tmp_path / "a.zip", {"x" * len(name.encode(codec)): TEXT.encode()})
    path.write_bytes(path.read_bytes().replace(b"x" * len(name.encode(codec)), name.encode(codec)))
    assert [f.member for f in gather([path]) if f.file] == [name]


def test_natural_order() -> None:
    names = ["p10", "p2", "P1", "A03", "a1", "二", "10", "9"]
    assert sorted(names, key=natural_key) == ["9", "10", "a1", "A03", "P1", "p2", "p10", "二"]

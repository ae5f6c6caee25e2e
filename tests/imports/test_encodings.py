"""Encodings are found by evidence; what cannot be read is said with file and place."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.domain.errors import ReaderError
from reader.domain.places import sample_issues
from reader.imports.encodings import CHOICES, decode

HANS = (
    "末班夜渡 灯亮到最后一个人上岸\n本报记者 沈渡舟\n"
    "6月7日夜里十一点四十分,南埠码头的铁栅门没有像往常那样关上。\n"
    "值班员贺春生把售票窗口的小灯又拧亮了一点,从抽屉里摸出一沓早已停用的硬纸船票,一人一张,分给排队的人。\n"
)
HANT = (
    "北垣站加開慢車十二班\n【本報記者林曉帆／北垣報導】後天就是中秋節，昨天中午起，"
    "北垣火車站的月台上便擠滿了返鄉的人。\n"
    "鐵路北段運務所決定，從今天到八日，加開普通列車十二班，讓做工的鄉親，不論早晚都有車可搭。\n"
)
JAPANESE = "東京電報によれば、昨日午後三時より会議が開かれ、新しい鉄道について話し合いが行われた。\n"
GERMAN = "Wien, 2. Januar. Der Gemeinderat hat über die Straßenbahn beraten. Für Käufer öffnete früh die Halle.\n"
FRENCH = "Le préfet a reçu les délégués ; la séance, levée à six heures, a été animée. « Ça ira », dit-il.\n"
ENGLISH = "HARROW QUAY, Dec. 16.—The “Lady Ann” came in late; her master’s café bill was £5.\n"


@pytest.mark.parametrize("text", [HANS, HANS * 40, HANS[:16], "晚汀日报\n第01版:要闻\n"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"])
def test_simplified(text: str, codec: str) -> None:
    assert decode(text.encode(codec)).text == text


@pytest.mark.parametrize("text", [HANT, HANT * 40, HANT[:13], "北垣新報\n第一版\n"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "big5", "big5hkscs"])
def test_traditional(text: str, codec: str) -> None:
    assert decode(text.encode(codec)).text == text


@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "shift_jis", "euc_jp"])
def test_japanese(codec: str) -> None:
    assert decode((JAPANESE * 3).encode(codec)).text == JAPANESE * 3


@pytest.mark.parametrize("text", [GERMAN, FRENCH, ENGLISH, GERMAN * 30, FRENCH * 30])
@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "utf-16-be", "cp1252"])
def test_western(text: str, codec: str) -> None:
    assert decode(text.encode(codec)).text == text


def test_korean() -> None:
    text = "어제 오후 서울에서 회의가 열리고 새로운 철도에 대하여 이야기하였다. 기자는 그 자리에 있었다.\n" * 3
    assert decode(text.encode("euc_kr")).text == text


def test_plain_ascii_is_utf8() -> None:
    assert decode(b"Page 3\r\nold\rnews")[:3] == ("Page 3\nold\nnews", "utf-8", "strict")


def test_how_it_was_found() -> None:
    assert decode(codecs.BOM_UTF8 + b"x").how == "bom"
    assert decode(HANS.encode("gb18030"))[1:3] == ("gb18030", "frequency")
    assert decode(HANT.encode("big5"))[1:3] == ("big5hkscs", "frequency")
    assert decode(HANS.encode("utf-16-le"))[1:3] == ("utf-16-le", "zeros")


def test_a_persons_choice_overrides() -> None:
    data = HANT.encode("big5")
    assert decode(data, "big5").how == "person"
    assert decode("für".encode("latin-1"), "latin-1").text == "für"
    assert decode(HANS.encode("gbk"), "GB2312")[:2] == (HANS, "gb18030")
    for codec in CHOICES:
        codecs.lookup(codec)


def test_a_wrong_choice_says_where() -> None:
    with pytest.raises(ReaderError) as caught:
        decode(b"abc\nd" + "电头".encode("gbk") * 9, "utf-8", "p3.txt")
    assert "p3.txt" in str(caught.value) and "line 2" in str(caught.value) and "byte 5 " in str(caught.value)


@pytest.mark.parametrize("codec", ["nonsense", "rot13", "hex", "zip", "idna", ""])
def test_no_such_encoding(codec: str) -> None:
    with pytest.raises(ReaderError, match="p3"):
        decode(b"abc", codec, "p3.txt")


@pytest.mark.parametrize("data", [b"", b"\n \n", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, b"\0\0", "　".encode()])
def test_empty(data: bytes) -> None:
    with pytest.raises(ReaderError, match=r"p3\.txt is empty"):
        decode(data, name="p3.txt")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"%PDF-1.4 abc", "PDF"), (b"\x89PNG\r\n\x1a\n" + bytes(99), "PNG"), (b"PK\x03\x04abc", "ZIP"),
        (b"\xff\xd8\xff\xe0abc", "JPEG"), (bytes(range(256)) * 9, "no text"),
        (b"\x01\x02\x03\x04" * 50, "no text"),
    ],
)  # fmt: skip
def test_no_text(data: bytes, word: str) -> None:
    with pytest.raises(ReaderError, match=word) as caught:
        decode(data, name="scan.txt")
    assert "scan.txt" in str(caught.value) and caught.value.hint


def test_damage_is_marked_and_placed() -> None:
    data = (HANS * 20).encode()
    cut = data[:400] + b"\xff" + data[400:]
    found = decode(cut)
    assert found.encoding == "utf-8" and found.text.replace("\ufffd", "", 1).startswith(HANS[:20])
    assert len(found.damaged) == 1
    gb = (HANS * 20).encode("gb18030")
    assert decode(gb[:100] + b"\xff" + gb[100:]).encoding == "gb18030"


def test_nul_and_surrogates() -> None:
    assert decode(b"one\ntw\0o").text == "one\ntw\ufffdo"
    assert decode(b"one\ntw\0o").damaged == (2,)
    assert decode((HANS * 9).encode() + b"\xed\xa0\x80").damaged
    lone = codecs.BOM_UTF16_LE + (HANS * 20 + "\ud800").encode("utf-16-le", "surrogatepass")
    assert decode(lone).text.startswith(HANS) and "\ud800" not in decode(lone).text
    assert decode("a\ufffe𠮷\U0010ffff\uffffb".encode()).text == "a\ufffe𠮷\U0010ffff\uffffb"


def test_sample_issues_in_every_encoding() -> None:
    for path in sorted(Path(sample_issues()).iterdir()):
        text = path.read_text(encoding="utf-8")
        chinese = re.match("[\u4e00-\u9fff]", path.name) is not None
        for codec in ("utf-8", "utf-16-le", *(("gb18030", "big5hkscs") if chinese else ("cp1252",))):
            try:
                data = text.encode(codec)
            except UnicodeEncodeError:
                continue
            assert decode(data).text == text, (path.name, codec)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_a_reason(data: bytes) -> None:
    try:
        text = decode(data, name="x").text
    except ReaderError as error:
        assert "x" in error.message
    else:
        assert "\r" not in text and "\0" not in text
        text.encode("utf-8")


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=60))
def test_utf8_is_kept(text: str) -> None:
    wanted = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    try:
        found = decode(b"\xef\xbb\xbf" + text.encode())
    except ReaderError:
        return
    assert found.text == wanted.rstrip("\x1a")

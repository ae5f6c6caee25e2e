"""Bytes to text: a file's encoding found by evidence, for decoding without error is no proof.

Order: a person's choice, byte order mark, zero bytes of UTF-16, UTF-8, then the encodings before Unicode by
how often the decoded characters are used in print; charset-normalizer decides between near ones.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from reader.domain.errors import ReaderError
from reader.domain.words import N_
from reader.imports.frequency import rate

CHOICES = (
    "utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be", "cp1252", "shift_jis_2004", "euc_jp",
    "euc_kr", "latin-1", "iso8859-2", "cp1250", "cp1251", "koi8-r", "mac-roman", "utf-32-le", "utf-32-be",
)  # fmt: skip
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_SUPERSETS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
}
_CANDIDATES = ("gb18030", "big5hkscs", "cp932", "euc_jp", "euc_kr", "cp1252", "utf-16-le", "utf-16-be")
_SIGNATURES = (
    (b"%PDF", "PDF"), (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"II*\0", "TIFF"), (b"MM\0*", "TIFF"),
    (b"GIF8", "GIF"), (b"PK\x03\x04", "ZIP, DOCX or EPUB"), (b"PK\x05\x06", "ZIP"), (b"\x1f\x8b", "GZIP"),
    (b"\xd0\xcf\x11\xe0", "DOC"), (b"SQLite format 3\0", "SQLite"), (b"Rar!", "RAR"), (b"7z\xbc\xaf", "7z"),
    (b"{\\rtf", "RTF"), (b"AT&TFORM", "DjVu"), (b"\0\0\0\x0cjP", "JPEG 2000"),
)  # fmt: skip
_SAMPLE = 24_000
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\0\x1a\x1b"))
_SURROGATE = re.compile("[\ud800-\udfff]")
_SURE, _NEAR = 0.3, 0.08


class Decoded(NamedTuple):
    """Text with LF line ends only, the codec, how it was found, and the lines (from 1) that hold bad bytes.

    `how` is `bom`, `zeros` (of UTF-16), `strict` (valid UTF-8), `frequency`, `detector` or `person`. In
    `damaged` lines U+FFFD stands for each byte sequence that is no character, NUL or lone surrogate.
    """

    text: str
    encoding: str
    how: str
    damaged: tuple[int, ...] = ()


def decode(data: bytes, encoding: str | None = None, name: str = "") -> Decoded:
    """Decode a text file; `encoding` is a person's choice, `name` the file's name for messages.

    Raises ReaderError where the file is empty, no text, or its bytes fit no encoding (or not the chosen one).
    """
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise ReaderError(N_("{path} is empty."), N_("Nothing was imported from it."), path=name)
    _refuse_signature(data, name)
    if encoding is not None:
        return _finish(data, _codec(encoding, name), "person", name)
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _finish(data, codec, "bom", name)
    wide = _utf16_by_zeros(data)
    if wide:
        return _finish(data, wide, "zeros", name)
    _refuse_binary(data, name)
    if _mostly_utf8(data):
        return _finish(data, "utf-8", "strict", name)
    codec, how = _by_frequency(data, name)
    return _finish(data, codec, how, name)


def _codec(encoding: str, name: str) -> str:
    try:
        codec = codecs.lookup(encoding)
    except LookupError:
        codec = None
    if codec is None or not codec._is_text_encoding or codec.name in {"idna", "punycode", "unicode_escape"}:
        raise ReaderError(
            N_("{path}: there is no text encoding called “{encoding}”."),
            N_("Known ones are, among others: utf-8, gb18030, big5hkscs, utf-16-le, cp1252."),
            path=name,
            encoding=encoding,
        )
    return _SUPERSETS.get(codec.name, codec.name)


def _finish(data: bytes, codec: str, how: str, name: str) -> Decoded:
    """Decode all of `data`; a few bad bytes become U+FFFD and are reported, many are refused."""
    for mark, marked in _MARKS:
        if marked == codec and data.startswith(mark):
            data = data[len(mark) :]
    text, bad = _decode_marking(data, codec, name)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    damaged: tuple[int, ...] = ()
    if bad or "\0" in text:
        text = text.replace("\0", "\ufffd")
        damaged = tuple(n for n, line in enumerate(text.split("\n"), start=1) if "\ufffd" in line)
    if not text.strip(" \n\t\ufeff\u3000\x1a"):
        raise ReaderError(N_("{path} is empty."), N_("Nothing was imported from it."), path=name)
    return Decoded(text.rstrip("\x1a"), codec, how, damaged)


def _decode_marking(data: bytes, codec: str, name: str) -> tuple[str, bool]:
    try:
        text = data.decode(codec)
        if not _SURROGATE.search(text):
            return text, False
    except UnicodeDecodeError as error:
        place, reason = error.start, error
    else:
        return _SURROGATE.sub("\ufffd", text), True
    text = data.decode(codec, errors="replace")
    if (text.count("\ufffd") - 2) * 300 > len(text):
        raise ReaderError(
            N_("{path} is not {encoding} text: byte {byte} in line {line} is no character."),
            N_("Choose another encoding for this file, or save it again as UTF-8."),
            path=name,
            encoding=codec,
            byte=place,
            line=len(re.findall(rb"\r\n|\r|\n", data[:place])) + 1,
        ) from reason
    return text, True


def _refuse_signature(data: bytes, name: str) -> None:
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise ReaderError(
                N_("{path} is no text: its first bytes are those of a {kind} file."),
                N_("Import its text (Markdown or plain text) instead; scans can be attached to a page."),
                path=name,
                kind=kind,
            )


def _refuse_binary(data: bytes, name: str) -> None:
    sample = data[:_SAMPLE]
    odd = len(sample) - len(sample.translate(None, _CONTROLS)) + sample.count(0) - 4
    if odd * 100 > len(sample):
        raise ReaderError(
            N_("{path} is no text: it holds control bytes as only a program reads them."),
            N_("Import its text (Markdown or plain text) instead."),
            path=name,
        )


def _utf16_by_zeros(data: bytes) -> str | None:
    """UTF-16 without mark: reads well one way only, and as a rule has zero bytes (line ends, blanks)."""
    sample = data[:_SAMPLE]
    if len(data) % 2 or (sample.count(0) * 8 <= len(sample) and _mostly_utf8(sample)):
        return None
    needed = _SURE if 0 in sample else 2 * _SURE
    rated = []
    for codec in ("utf-16-le", "utf-16-be"):
        text = sample.decode(codec, errors="replace")
        plain = sum(" " <= c <= "~" or c in "\n\r\t\f" for c in text)
        beyond = sum(c > "\u007f" for c in text)
        usual = max(rate(text), rate(text, western=True))
        rated.append(((plain + beyond * usual) / len(text), codec))
    best, codec = max(rated)
    return codec if best > needed and best > min(rated)[0] + 0.2 else None


def _mostly_utf8(data: bytes) -> bool:
    """Whether `data` is UTF-8, but for a few damaged bytes in what is clearly many-byte UTF-8."""
    try:
        data.decode("utf-8")
        return True
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
        bad = text.count("\ufffd")
        sound = len(text) - len(text.encode("ascii", "ignore")) - bad
        return sound > 20 * bad and bad * 300 <= len(text) + 600


def _by_frequency(data: bytes, name: str) -> tuple[str, str]:
    sample = _sample(data)
    rated = sorted(((_rate(sample, codec), codec) for codec in _CANDIDATES), reverse=True)
    best, codec = rated[0]
    near = [c for score, c in rated if score > best - _NEAR and score > -0.5]
    if best >= _SURE and len(near) == 1:
        return codec, "frequency"
    guess = _detector(sample, near if best >= _SURE else None)
    if guess and _rate(sample, guess) > -0.5:
        return guess, "detector"
    if best > 0:
        return codec, "frequency"
    raise ReaderError(
        N_("{path} is in no encoding that could be recognised; byte {byte} is no UTF-8."),
        N_("Choose its encoding by hand, or save it again as UTF-8."),
        path=name,
        byte=_first_bad(data),
    )


def _first_bad(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _sample(data: bytes) -> bytes:
    """A stretch of `data` that holds bytes beyond ASCII and ends at a line end where there is one."""
    first = next((m.start() for m in re.finditer(rb"[\x80-\xff]", data)), 0)
    start = data.rfind(b"\n", 0, first) + 1
    start = start if first - start < 2000 else first
    if start + _SAMPLE >= len(data):
        return data[start:]
    end = data.rfind(b"\n", start, start + _SAMPLE)
    return data[start : end if end > start + _SAMPLE // 4 else start + _SAMPLE]


def _rate(sample: bytes, codec: str) -> float:
    """How well `codec` fits: how usual its characters are, less what it cannot decode; -1 for not at all."""
    if codec.startswith("utf-16") and len(sample) % 2:
        return -1.0
    text = sample.decode(codec, errors="replace")
    bad = text.count("\ufffd") - 1
    if bad * 100 > len(text):
        return -1.0
    return rate(text, western=codec == "cp1252") - max(0, bad) * 30 / len(text)


def _detector(sample: bytes, among: list[str] | None) -> str | None:
    from charset_normalizer import from_bytes  # 60 ms to load, seldom needed

    found = from_bytes(sample, cp_isolation=among).best()
    if found is None or (among is None and found.encoding.startswith(("utf", "cp037", "cp500", "cp1026", "cp1140"))):
        return None
    return _SUPERSETS.get(found.encoding, found.encoding)

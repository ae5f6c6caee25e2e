"""Words on screen: one gettext catalogue for all floors, switchable while running."""

from __future__ import annotations

import gettext
import io
import locale
import os
import re
import struct
from pathlib import Path

from reader.domain.places import resource

LANGUAGES = {"en": "English", "zh_CN": "简体中文"}

_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"


def _(message: str) -> str:
    """Return `message` in the language now set."""
    return _catalogue.gettext(message) if message else ""


def N_(message: str) -> str:
    """Mark `message` for translation and return it unchanged; it is translated where it is shown."""
    return message


def ngettext(one: str, many: str, number: int) -> str:
    """Return the form of a counted message that fits `number`, in the language now set."""
    return _catalogue.ngettext(one, many, number)


def language() -> str:
    """The language now set: a key of `LANGUAGES`."""
    return _language


def set_language(code: str) -> None:
    """Switch every later word to `code` (`en`, `zh_CN`, also `zh`, `zh-CN`); unknown codes give English."""
    global _catalogue, _language
    _language = "zh_CN" if code.replace("-", "_").lower().startswith("zh") else "en"
    _catalogue = gettext.NullTranslations() if _language == "en" else _load(_language)


def system_language() -> str:
    """The language the system asks for, as a key of `LANGUAGES`."""
    wanted = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    if not wanted:
        wanted = locale.getlocale()[0] or ""
    return "zh_CN" if wanted.lower().startswith(("zh", "chinese")) else "en"


def _load(code: str) -> gettext.NullTranslations:
    path = resource("translations") / f"{code}.po"
    return gettext.GNUTranslations(io.BytesIO(compile_catalogue(read_catalogue(path))))


def read_catalogue(path: Path) -> dict[str, str]:
    """Read a .po file into {msgid: msgstr}; plural forms are joined by NUL as in a .mo file."""
    entries: dict[str, str] = {}
    for stanza in re.split(r"\n[ \t]*\n", path.read_text(encoding="utf-8")):
        _add_stanza(entries, stanza)
    return entries


def _add_stanza(entries: dict[str, str], stanza: str) -> None:
    parts: dict[str, str] = {}
    key, fuzzy = "", False
    for line in stanza.splitlines():
        if line.startswith("#"):
            fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
        elif line.startswith("msg"):
            key, _space, quoted = line.partition(" ")
            parts[key] = _unquoted(quoted)
        elif line.startswith('"'):
            parts[key] += _unquoted(line)
    if "msgid" not in parts or (fuzzy and parts["msgid"]):
        return
    source = parts["msgid"]
    forms = [parts[k] for k in sorted(parts) if k.startswith("msgstr")]
    if "msgid_plural" in parts:
        source += "\0" + parts["msgid_plural"]
    if any(forms):
        entries[source] = "\0".join(forms)


_ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\"}


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", lambda m: _ESCAPES.get(m[1], m[0]), text.strip()[1:-1])


def compile_catalogue(entries: dict[str, str]) -> bytes:
    """Bytes of a GNU .mo file holding `entries` (format: GNU gettext manual, 'The Format of GNU MO Files')."""
    ids = sorted(entries)
    keys = [i.encode() for i in ids]
    values = [entries[i].encode() for i in ids]
    header = 28
    offset = header + 16 * len(ids)
    tables: list[tuple[int, int]] = []
    for blob in keys + values:
        tables.append((len(blob), offset))
        offset += len(blob) + 1
    words = [word for pair in tables for word in pair]
    head = struct.pack("<7I", 0x950412DE, 0, len(ids), header, header + 8 * len(ids), 0, offset)
    return head + struct.pack(f"<{len(words)}I", *words) + b"".join(b + b"\0" for b in keys + values)

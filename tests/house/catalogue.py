"""The program's marked words against resources/translations: what is said, what is translated, and how well.

`python -m tests.house.catalogue --update` takes new words into each catalogue, keeps translations, drops what is no
longer said, and prints what remains to be translated. Without `--update` it only prints what is wrong.
"""

from __future__ import annotations

import ast
import os
import re
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import NamedTuple

from babel.messages.pofile import normalize, read_po

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "reader"
CHINESE = ROOT / "resources" / "translations" / "zh_CN.po"
MARKS = {"_": 1, "N_": 1, "ngettext": 2}
"""The functions that mark words, and how many of their arguments are words."""
HEADER = {
    "Project-Id-Version": "Pressmark",
    "Language": "zh_CN",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}

Key = tuple[str, ...]
"""What is said: one string, or the singular and the plural."""


class Place(NamedTuple):
    """Where something is said: a file below the checkout, with slashes, and a line."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


class Translation(NamedTuple):
    """An entry of a catalogue: its forms, whether it is marked fuzzy, its line there."""

    forms: Key
    fuzzy: bool = False
    line: int = 0


# ---- what the program says -----------------------------------------------------------------------


@lru_cache(maxsize=1)
def said() -> dict[Key, tuple[Place, ...]]:
    """Every marked string of the program with its places, by file and line."""
    found: dict[Key, list[Place]] = {}
    for path in sorted(PROGRAM.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        for line, words in sorted(said_in(path)):
            found.setdefault(words, []).append(Place(name, line))
    return {words: tuple(places) for words, places in sorted(found.items(), key=lambda item: item[1])}


def said_in(path: Path) -> Iterator[tuple[int, Key]]:
    """Line and words of every marked string of a file.

    Read from the syntax tree: babel's own extraction takes the key of `_(TITLES["all"])` for words, and before
    Python 3.12 does not see what stands inside an f-string.
    """
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and (mark := mark_of(node)):
            words = [told.value for told in node.args[: MARKS[mark]] if isinstance(told, ast.Constant)]
            if len(words) == MARKS[mark] and all(word and isinstance(word, str) for word in words):
                yield node.lineno, tuple(str(word) for word in words)


def mark_of(call: ast.Call) -> str:
    """`_`, `N_` or `ngettext` where a call is one of them, however imported; else empty."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(value=ast.Name(id="words"), attr=name) if name in MARKS:
            return name
    return ""


# ---- what a catalogue holds ----------------------------------------------------------------------


def translations(path: Path) -> dict[Key, Translation]:
    """The entries of a catalogue, without its header; obsolete ones (`#~`) are not among them."""
    if not path.exists():
        return {}
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.stem, charset="utf-8")
    held = {}
    for message in catalogue:
        if message.id:
            forms = _forms(message.string)
            held[_forms(message.id)] = Translation(forms, message.fuzzy, message.lineno or 0)
    return held


def _forms(words: str | Iterable[str] | None) -> Key:
    return (words,) if isinstance(words, str) else tuple(words or ("",))


def update(path: Path) -> tuple[list[Key], dict[Key, Translation]]:
    """Write a catalogue anew for what the program says now: (what is to be translated, what was dropped)."""
    held, now = translations(path), said()
    lines = ['msgid ""', 'msgstr ""', *(normalize(f"{name}: {value}\n") for name, value in HEADER.items())]
    for words, places in now.items():
        files = dict.fromkeys(place.path for place in places)
        lines += ["", f"#: {' '.join(files)}", *_stanza(words, held.get(words, Translation(("",))))]
    draft = path.with_suffix(".new")
    draft.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    os.replace(draft, path)
    open_ones = [words for words in now if not any(held.get(words, Translation(())).forms)]
    return open_ones, {words: entry for words, entry in held.items() if words not in now}


def _stanza(words: Key, entry: Translation) -> Iterator[str]:
    if entry.fuzzy:
        yield "#, fuzzy"
    yield f"msgid {normalize(words[0], width=0)}"
    if len(words) == 1:
        yield f"msgstr {normalize(entry.forms[0], width=0)}"
    else:
        yield f"msgid_plural {normalize(words[1], width=0)}"
        for number, form in enumerate(entry.forms):
            yield f"msgstr[{number}] {normalize(form, width=0)}"


# ---- what is wrong -------------------------------------------------------------------------------


def faults(path: Path) -> list[str]:
    """What keeps a catalogue from saying all that the program says, each with the string and its place."""
    held, now = translations(path), said()
    told = [f"{place}: no translation of {words[0]!r}" for words, place in _untranslated(held, now)]
    for words, entry in held.items():
        where = now[words][0] if words in now else Place(path.relative_to(ROOT).as_posix(), entry.line)
        if words not in now:
            told.append(f"{where}: nobody says {words[0]!r} any more")
        elif entry.fuzzy:
            told.append(f"{where}: the translation of {words[0]!r} is marked fuzzy")
        told += [
            f"{where}: {fault} in {words[0]!r} → {form!r}" for form in entry.forms for fault in _worse(words, form)
        ]
    if path.exists() and re.search(r"^#~", path.read_text(encoding="utf-8"), re.MULTILINE):
        told.append(f"{path.name}: it holds obsolete entries (#~)")
    return told


def _untranslated(held: dict[Key, Translation], now: dict[Key, tuple[Place, ...]]) -> Iterator[tuple[Key, Place]]:
    for words, places in now.items():
        if words not in held or not all(held[words].forms):
            yield words, places[0]


_HAN = r"[\u2e80-\u2fdf\u3005\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_HALF_WIDTH = re.compile(rf"(?<={_HAN})[,;:!?)]|(?<={_HAN})\((?!&)|(?<!&.)[,;!?()](?={_HAN})|{_HAN}\.(?!\w)")
_ENDS = {":": "：:", "…": "…", ".": "。", "?": "？", "!": "！"}


def _worse(words: Key, form: str) -> Iterator[str]:
    """What a translation gets wrong by rule; one not made yet gets nothing wrong."""
    if not form:
        return
    source = words[-1]
    if places_in(source) != places_in(form):
        yield "other {places}"
    if _mnemonics(source) != _mnemonics(form):
        yield "another mnemonic"
    for end, chinese in _ENDS.items():
        if source.endswith(end) != form.endswith(tuple(chinese)):
            yield f"another ending than {end!r}"
    if "..." in source + form:
        yield "three full stops for …"
    if _HALF_WIDTH.search(form):
        yield "half-width punctuation beside a Chinese character"
    if source.strip() != source or form.strip() != form:
        yield "a blank at an end"


def places_in(template: str) -> set[str] | None:
    """The `{named}` places of a template with their formats; None where it cannot be filled at all."""
    try:
        return {f"{name}!{how}:{form}" for _text, name, form, how in Formatter().parse(template) if name is not None}
    except ValueError:
        return None


def _mnemonics(words: str) -> int:
    return len(re.findall(r"&\w", words.replace("&&", "")))


def main(arguments: list[str]) -> int:
    """Update or examine the Chinese catalogue; 1 where something is left to do."""
    if arguments not in ([], ["--update"]):
        print(__doc__)
        return 2
    if arguments:
        _open_ones, dropped = update(CHINESE)
        for words, entry in dropped.items():
            print(f"dropped: {words[0]!r} → {entry.forms[0]!r}")
    left = faults(CHINESE)
    print("\n".join([*left, f"{len(said())} strings, {len(left)} faults"]))
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

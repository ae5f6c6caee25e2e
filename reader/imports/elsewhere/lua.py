"""Lua tables as KOReader writes them, read without running anything: strings, numbers, true, false, nil and tables."""

from __future__ import annotations

import re
from typing import Any

_TOKEN = re.compile(
    r"""\s*(?:--\[\[.*?\]\]|--[^\n]*)?\s*(?:
      (?P<string>"(?:[^"\\]|\\.|\\\n)*"|'(?:[^'\\]|\\.|\\\n)*')|(?P<number>-?(?:0x[0-9a-fA-F]+|\d+\.?\d*(?:[eE][+-]?\d+)?))|
      (?P<word>[A-Za-z_]\w*)|(?P<sign>[{}\[\]=,;]))""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "\n": "\n", "a": "", "b": "", "f": "", "v": ""}
_DEEPEST = 60


def read_table(source: str) -> Any:
    """The value a file `return {…}` gives. Raises ValueError where it is none, or goes on otherwise."""
    tokens = _tokens(source)
    at = 1 if tokens and tokens[0] == ("word", "return") else 0
    value, _end = _value(tokens, at, 0)
    return value


def _tokens(source: str) -> list[tuple[str, str]]:
    found, at = [], 0
    source = source.rstrip()
    while at < len(source):
        token = _TOKEN.match(source, at)
        if token is None or token.end() == at:
            if re.compile(r"\s*--[^\n]*\Z").match(source, at):
                break
            raise ValueError(f"unreadable at {at}")
        at = token.end()
        kind = str(token.lastgroup)
        found.append((kind, token[kind]))
    return found


def _value(tokens: list[tuple[str, str]], at: int, depth: int) -> tuple[Any, int]:
    if at >= len(tokens) or depth > _DEEPEST:
        raise ValueError("cut off")
    kind, said = tokens[at]
    if kind == "string":
        return _string(said), at + 1
    if kind == "number":
        return (int(said, 16) if "x" in said else float(said) if set(said) & set(".eE") else int(said)), at + 1
    if (kind, said) == ("sign", "{"):
        return _table(tokens, at + 1, depth)
    if kind == "word":
        return {"true": True, "false": False}.get(said), at + 1
    raise ValueError(f"{said!r} where a value should be")


def _table(tokens: list[tuple[str, str]], at: int, depth: int) -> tuple[dict[Any, Any], int]:
    made: dict[Any, Any] = {}
    while at < len(tokens) and tokens[at] != ("sign", "}"):
        key: Any = len(made) + 1
        if tokens[at] == ("sign", "["):
            key, at = _value(tokens, at + 1, depth + 1)
            at = _past(tokens, _past(tokens, at, "]"), "=")
        elif tokens[at][0] == "word" and tokens[at + 1 : at + 2] == [("sign", "=")]:
            key, at = tokens[at][1], at + 2
        made[key if isinstance(key, str | int) else str(key)], at = _value(tokens, at, depth + 1)
        if at < len(tokens) and tokens[at][1] in {",", ";"}:
            at += 1
    return made, _past(tokens, at, "}")


def _past(tokens: list[tuple[str, str]], at: int, sign: str) -> int:
    if at >= len(tokens) or tokens[at] != ("sign", sign):
        raise ValueError(f"{sign} is missing")
    return at + 1


def _string(said: str) -> str:
    def one(found: re.Match[str]) -> str:
        code = found[1]
        return chr(int(code)) if code.isdigit() and int(code) < 256 else _ESCAPES.get(code, code)

    plain = re.sub(r"\\(\d{1,3}|.|\n)", one, said[1:-1], flags=re.DOTALL)
    # Lua writes bytes: decimal escapes of one character's bytes are put together again.
    if re.search(r"\\\d", said):
        try:
            return plain.encode("latin-1").decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            return plain
    return plain

"""The README's table of keys says what the registry says. `python -m tests.house.test_readme --update` writes it anew."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from reader.commands import registry, verbs  # noqa: F401 (verbs declares every command)
from reader.commands.registry import MENUS, Command

README = Path(__file__).resolve().parents[2] / "README.md"
BEGIN, END = "<!-- keys -->\n", "<!-- /keys -->"
DAILY = ("go", "marks", "article", "edit", "view", "file", "issue", "help")
"""The menus in the order in which a day's work meets them."""


def table() -> str:
    """The daily keys as a Markdown table, a line a command, numbered commands in one line."""
    lines = ["| | keys | does |", "|---|---|---|"]
    for menu in DAILY:
        heading = MENUS[menu]
        for title, keys in _lines(menu):
            lines.append(f"| {heading} | {keys} | {title} |")
            heading = ""
    return "\n".join(lines) + "\n"


def _lines(menu: str) -> list[tuple[str, str]]:
    shown = [c for c in registry.every() if c.menu == menu and c.keys and not c.hidden]
    found: dict[str, list[Command]] = {}
    for command in shown:
        found.setdefault(re.sub(r"_\d+$", "_n", command.id), []).append(command)
    return [(_title(run), _keys(run)) for run in found.values()]


def _title(run: list[Command]) -> str:
    return run[0].title.replace("{n}", "*n*").rstrip("…")


def _keys(run: list[Command]) -> str:
    if len(run) > 1:
        return f"`{run[0].keys[0]}` – `{run[-1].keys[0]}`"
    return " ".join(f"`{key}`" for key in run[0].keys)


def test_the_table_of_keys_is_true() -> None:
    before, rest = README.read_text("utf-8").split(BEGIN)
    kept, after = rest.split(END)
    assert before
    assert after
    assert kept == table(), "run: python -m tests.house.test_readme --update"


def main(arguments: list[str]) -> int:
    """Write the table into the README."""
    if arguments != ["--update"]:
        print(__doc__)
        return 2
    before, rest = README.read_text("utf-8").split(BEGIN)
    README.write_text(before + BEGIN + table() + END + rest.split(END)[1], "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Each rule of the structure engine that decides what a block is has words for the line at the foot of repair mode."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from reader.ui.terms import unworded

ENGINE = Path(__file__).resolve().parents[2] / "reader" / "structure"


def _strings(node: ast.expr) -> Iterator[str]:
    """The rules a reason is made of, where the source spells them out."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield from node.value.split()
    elif isinstance(node, ast.IfExp):
        yield from _strings(node.body)
        yield from _strings(node.orelse)
    elif isinstance(node, ast.JoinedStr):
        for part in node.values:
            yield from _strings(part)


def _reasons(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "settle":
            yield from _strings(node.args[1])
        elif isinstance(node, ast.Assign) and any(isinstance(t, ast.Attribute) and t.attr == "reason" for t in node.targets):
            yield from _strings(node.value)
        elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple) and len(node.value.elts) == 2:
            first, second = node.value.elts
            if isinstance(first, ast.Constant) and isinstance(first.value, bool | str):
                yield from _strings(second)
        elif isinstance(node, ast.FunctionDef) and node.name.endswith("_reason"):
            for inner in ast.walk(node):
                if isinstance(inner, ast.Return) and inner.value is not None:
                    yield from _strings(inner.value)


def test_every_rule_has_words() -> None:
    found = {reason for path in ENGINE.glob("*.py") for reason in _reasons(ast.parse(path.read_text(encoding="utf-8")))}
    assert len(found) > 60
    assert unworded(" ".join(sorted(found))) == []

"""Cells of tables that a spreadsheet takes for nothing but text (OWASP: CSV injection)."""

from __future__ import annotations

_FORMULA_SIGNS = tuple("=+-@\t\r\n＝＋－＠")


def guard(cell: str) -> str:
    """`cell` with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{cell}" if cell.lstrip("'").startswith(_FORMULA_SIGNS) else cell


def unguard(cell: str) -> str:
    """The cell as it was before `guard`."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA_SIGNS) else cell

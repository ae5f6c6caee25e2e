"""The list of hostile strings holds what it promises."""

from __future__ import annotations

import unicodedata

from tests.exports.hostile import strings


def test_there_are_enough() -> None:
    found = strings()
    assert len(found) >= 500 and len(set(found)) == len(found)
    held = set("".join(found))
    assert {chr(code) for code in range(0x20)} <= held
    assert {"Cc", "Cf", "Cs", "Cn", "Mn", "Co", "Lo", "So"} <= {unicodedata.category(char) for char in held}

"""Which script a text is set in, so that each gets the glyphs and the manners of its region."""

from __future__ import annotations

import re

# Everyday characters whose two forms differ: enough to tell a page apart within a few lines.
_SIMPLIFIED = frozenset("国学会来时说对这个后为与发经还进过现开关长门问间电车东业务产书见贝运动农战让认论报纸华区县达")
_TRADITIONAL = frozenset("國學會來時說對這個後為與發經還進過現開關長門問間電車東業務產書見貝運動農戰讓認論報紙華區縣達")
_READ_AT_MOST = 800
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_KANA = re.compile("[\u3041-\u30ff]")
_HANGUL = re.compile("[\uac00-\ud7a3]")


def script_of(text: str) -> str:
    """`zh-Hans`, `zh-Hant`, `ja`, `ko` or `latin`: judged from the first hundreds of characters."""
    head = text[:_READ_AT_MOST]
    kana, hangul, han = (len(script.findall(head)) for script in (_KANA, _HANGUL, _HAN))
    if kana * 12 > len(head):
        return "ja"
    if hangul * 3 > len(head):
        return "ko"
    if han * 6 < len(head):
        return "latin"
    simplified = sum(map(_SIMPLIFIED.__contains__, head))
    traditional = sum(map(_TRADITIONAL.__contains__, head))
    return "zh-Hant" if traditional > simplified else "zh-Hans"


def script_of_language(code: str | None) -> str | None:
    """The script of a language code as files state it (`zh-TW`, `zh_Hans`, `de`), None where none is stated."""
    if not code:
        return None
    tag = code.replace("_", "-").lower()
    if tag.startswith(("zh-hant", "zh-tw", "zh-hk", "zh-mo", "lzh")):
        return "zh-Hant"
    if tag.startswith("zh"):
        return "zh-Hans"
    return tag[:2] if tag[:2] in {"ja", "ko"} else "latin"

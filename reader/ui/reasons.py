"""Why something was found, in words: the part it stands in, the layer, the switch it took."""

from __future__ import annotations

from collections.abc import Sequence

from reader.domain.words import N_, _

SWITCHES = {
    "hans": N_("Simp/Trad"), "variants": N_("Variants"), "lookalike": N_("Look-alikes"), "aliases": N_("Other names"),
}  # fmt: skip
"""The switches that widen a search, as short as a chip needs them."""
TELLING = {
    "hans": N_("Simplified and traditional characters stand for one another (后来 finds 後來)"),
    "variants": N_("Variant characters stand for one another (户 finds 戶, 戸)"),
    "lookalike": N_("Characters that reading machines confuse stand for one another (己 finds 已, 巳)"),
    "aliases": N_("The other names of a tag stand for it (孙中山 finds 孫中山, “Sun Yat-sen”)"),
}
ORDERS = {"rank": N_("Best first"), "newest": N_("Newest first"), "oldest": N_("Oldest first")}
_PARTS = {
    "title": N_("headline"), "kicker": N_("kicker"), "deck": N_("deck"), "column": N_("column"), "byline": N_("byline"),
    "text": N_("text"), "caption": N_("caption"), "note": N_("note"), "comment": N_("comment"), "tag": N_("tag"),
    "printed": N_("as printed"), "author": N_("author"), "furniture": N_("page text"), "highlight": N_("highlight"),
    "newspaper": N_("newspaper"), "date": N_("date"), "page": N_("page"), "kind": N_("kind"), "colour": N_("colour"),
    "has": N_("contents"), "state": N_("state"), "corrected": N_("corrected"),
}  # fmt: skip


def reason(code: str) -> str:
    """One reason in words: `text`, `headline (Simp/Trad)`."""
    part, *took = code.split("+")
    named = _(_PARTS[part]) if part in _PARTS else ""
    how = ", ".join(_(SWITCHES.get(name) or _PARTS.get(name, name)) for name in took)
    return _("{part} ({how})").format(part=named, how=how) if named and how else named


def reasons(codes: Sequence[str]) -> str:
    """All reasons in words, the first ones first."""
    return " · ".join(dict.fromkeys(words for code in codes if (words := reason(code))))

"""Words made fit for a document: what no document may hold, or what turns the order of words round, shows as `�`.

Control characters, explicit bidirectional overrides and isolates, noncharacters and lone surrogates are replaced and
counted, so that an export can say at its end what it replaced. The JSON export keeps all of it.
"""

from __future__ import annotations

import re
from collections import Counter

from reader.domain.words import N_, _
from reader.exports.selection import Notices

REPLACED_SAID = N_("Characters that a document cannot hold are shown as � ({count}); JSON has them as they are.")
REPLACED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
    + "".join(f"{chr((plane << 16) + 0xFFFE)}{chr((plane << 16) + 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_SAMPLES = 8


class Harmless:
    """Replaces what a document may not hold and counts it."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def __call__(self, text: str) -> str:
        """`text` with LF line ends and `�` for each character that is replaced; as long as it was but for CRLF."""
        if "\r" in text or _LINE_ENDS.search(text):
            text = _LINE_ENDS.sub("\n", text)
        return REPLACED.sub(self._replace, text)

    def line(self, text: str) -> str:
        """`text` on one line, white space one blank a run."""
        return " ".join(self(text).split())

    def _replace(self, found: re.Match[str]) -> str:
        self.counts[found[0]] += 1
        return "\ufffd"

    def tell(self, notices: Notices) -> None:
        """Say to whoever exports how many characters were replaced."""
        for _n in range(self.counts.total()):
            notices.add(REPLACED_SAID)

    @property
    def report(self) -> str:
        """What was replaced, for the end of a document; empty where nothing was."""
        if not self.counts:
            return ""
        most = self.counts.most_common(_SAMPLES)
        named = ", ".join(f"U+{ord(char):04X} × {count}" for char, count in most)
        more = ", …" if len(self.counts) > _SAMPLES else ""
        return _("Characters that a document cannot hold are shown as �: {characters}.").format(characters=named + more)

"""The four themes: named colours for paper, ink and the one brick-red accent, and eight highlight tints each."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from reader.domain.words import N_, _

HIGHLIGHTS = ("yellow", "green", "blue", "pink", "orange", "purple", "teal", "grey")
NAMES = (
    "window", "sidebar", "list", "page", "field", "card", "ink", "muted", "faint", "hairline", "accent",
    "on_accent", "selection", "hover", "chip", "text_selection", "hit", "hit_edge", "warning", "saved",
)  # fmt: skip


@dataclass(frozen=True)
class Theme:
    """Named colours as `#rrggbb`; `theme["ink"]`. `tints` lie behind highlighted words, `edges` mark them in lines,
    dashes and bars; both by colour key. `title` is a catalogue entry."""

    key: str
    title: str
    dark: bool
    colours: MappingProxyType[str, str]
    tints: MappingProxyType[str, str]
    edges: MappingProxyType[str, str]

    def __getitem__(self, name: str) -> str:
        return self.colours[name]

    @property
    def name(self) -> str:
        """The title in the language now set."""
        return _(self.title)

    def tint(self, key: str) -> str:
        """What lies behind words highlighted in colour `key`; a key from elsewhere looks grey."""
        return self.tints.get(key, self.tints["grey"])

    def edge(self, key: str) -> str:
        """The line, dash or bar of colour `key`; a key from elsewhere looks grey."""
        return self.edges.get(key, self.edges["grey"])


def _theme(key: str, title: str, colours: str, tints: str, edges: str, *, dark: bool = False) -> Theme:
    def table(names: tuple[str, ...], values: str) -> MappingProxyType[str, str]:
        return MappingProxyType({n: f"#{v}" for n, v in zip(names, values.split(), strict=True)})

    return Theme(key, title, dark, table(NAMES, colours), table(HIGHLIGHTS, tints), table(HIGHLIGHTS, edges))


# window sidebar list page field card  ink muted faint hairline  accent on_accent  selection hover chip
# text_selection  hit hit_edge  warning saved
_PAPER = _theme(
    "paper",
    N_("Paper"),
    """ece7dc ece7dc f7f4ee fdfbf6 fdfbf6 fdfbf6  23201b 6b6458 958d7f ddd5c6  8a2f24 fdfbf6  e9dfce e4dccd e4dccb
       d9cdb8  f9cfc0 8a2f24  8a5a14 5f7a4a""",
    "f6e08a c9e5b4 c0dbf0 f4c6d3 f8d2a2 d9cbee b8e2da dcd8cf",
    "d8ad1d 6fae48 4f93c7 d9698c e08a2c 9370cc 2fa392 8f887b",
)
_SEPIA = _theme(
    "sepia",
    N_("Sepia"),
    """e2d4b7 e2d4b7 ecdfc4 f3e8d0 f7eedb f7eedb  3b2e1e 6a5639 937d5b d0bf9b  8f3a1c f7eedb  ddcaa2 d9c8a4 d5c39c
       d2bd92  f2bfa0 8f3a1c  85530d 5d7038""",
    "f0d272 c2d699 b3cddb ecb9bb f0c085 cfbcdb aad4c3 d3c7ac",
    "bd8f0c 668f33 3f7ea6 bd5568 c5721c 7f5fae 278873 857759",
)
_DARK = _theme(
    "dark",
    N_("Dark"),
    """191816 191816 201f1c 242320 242320 2a2926  e6e0d4 a29a8b 756e62 35322d  e08a73 191816  34302a 282622 38342d
       4b4437  74392b e08a73  d9a64e 8fb573""",
    "6b5a17 36562a 27496a 6b3346 6d4519 4b3a70 1c564f 4a4740",
    "d4b43c 79b65a 5f9fd4 d9799a dd9346 a78bdd 46b3a3 9d968a",
    dark=True,
)
_CONTRAST = _theme(
    "contrast",
    N_("High contrast"),
    """ffffff ffffff ffffff ffffff ffffff ffffff  000000 262626 4d4d4d 000000  a00000 ffffff  ffe27a fff2c2 e8e8e8
       a8cdff  ffc2b3 a00000  7a3d00 005a00""",
    "ffe94d a8f08c a3d4ff ffb3cf ffc56b dcb8ff 7ff0dc d0d0d0",
    "8f7400 1c7a00 0057b3 b8004f b35400 6a00c2 007a66 555555",
)

THEMES: dict[str, Theme] = {t.key: t for t in (_PAPER, _SEPIA, _DARK, _CONTRAST)}

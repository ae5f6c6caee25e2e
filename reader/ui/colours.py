"""The four themes: named colours for paper, ink and the one brick-red accent, and eight highlight tints each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from reader.domain import hue
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

    def with_colours(self, values: Mapping[str, str]) -> Theme:
        """The theme with highlight colours of a library (`#rrggbb` by key) beside or in place of its own eight.

        A wash is thinned until ink is readable on it, a line deepened until it stands out from the page.
        """
        if not values:
            return self
        tints = {key: self._wash(value) for key, value in values.items()}
        edges = {key: self._line(value) for key, value in values.items()}
        return replace(
            self, tints=MappingProxyType({**self.tints, **tints}), edges=MappingProxyType({**self.edges, **edges})
        )

    def _wash(self, value: str) -> str:
        shares = [n / 20 for n in range(8 if self.dark else 2, 20)]
        washes = [hue.mixed(value, self["page"], share) for share in shares]
        least = 5.0 if self.dark else 7.0
        return next((wash for wash in washes if hue.contrast(wash, self["ink"]) >= least), washes[-1])

    def _line(self, value: str) -> str:
        lines = [hue.mixed(value, self["ink"], n / 20) for n in range(20)]
        return next((line for line in lines if hue.contrast(line, self["page"]) >= 3.0), lines[-1])


def _theme(key: str, title: str, colours: str, tints: str, edges: str, *, dark: bool = False) -> Theme:
    def table(names: tuple[str, ...], values: str) -> MappingProxyType[str, str]:
        return MappingProxyType({n: f"#{v}" for n, v in zip(names, values.split(), strict=True)})

    return Theme(key, title, dark, table(NAMES, colours), table(HIGHLIGHTS, tints), table(HIGHLIGHTS, edges))


# Washes and lines of the eight are chosen so that each two differ by 0.047 in Oklab at least, for readers who do not
# see red, green or blue as well (tests/ui/test_theme_colours.py).
# window sidebar list page field card  ink muted faint hairline  accent on_accent  selection hover chip
# text_selection  hit hit_edge  warning saved
_PAPER = _theme(
    "paper",
    N_("Paper"),
    """ece7dc ece7dc f7f4ee fdfbf6 fdfbf6 fdfbf6  23201b 6b6458 958d7f ddd5c6  8a2f24 fdfbf6  e9dfce e4dccd e4dccb
       d9cdb8  f9cfc0 8a2f24  8a5a14 5f7a4a""",
    "f9e18c c9ebb8 b2dbfa e4b3b6 f7c59a ceb9ec aef6f6 d8d5cd",
    "b48c04 699c5d 5c8cb2 e9687e c2680b 8e73d1 1aa397 706f6d",
)
_SEPIA = _theme(
    "sepia",
    N_("Sepia"),
    """e2d4b7 e2d4b7 ecdfc4 f3e8d0 f7eedb f7eedb  3b2e1e 6a5639 937d5b d0bf9b  8f3a1c f7eedb  ddcaa2 d9c8a4 d5c39c
       d2bd92  f2bfa0 8f3a1c  85530d 5d7038""",
    "f5d275 c8e2a4 9ccdf0 d9a7a8 f5b887 bdafd6 a5e5e2 ccc8c3",
    "8e6923 63903d 4482aa a85460 be700f 8058ae 32787e 828078",
)
_DARK = _theme(
    "dark",
    N_("Dark"),
    """191816 191816 201f1c 242320 242320 2a2926  e6e0d4 a29a8b 756e62 35322d  e08a73 191816  34302a 282622 38342d
       4b4437  74392b e08a73  d9a64e 8fb573""",
    "6c5c0e 3a5e3c 244967 542a36 6c4210 392f6d 11696d 494640",
    "d0b63c 85ba73 649fd2 e2717c e09346 be8ff0 3cbba8 969590",
    dark=True,
)
_CONTRAST = _theme(
    "contrast",
    N_("High contrast"),
    """ffffff ffffff ffffff ffffff ffffff ffffff  000000 262626 4d4d4d 000000  a00000 ffffff  ffe27a fff2c2 e8e8e8
       a8cdff  ffc2b3 a00000  7a3d00 005a00""",
    "fde95e b2ec93 a4d8fe f3a8be fcc368 d8adf6 89f7ed d2d1d1",
    "92710c 597043 315da5 6e1160 9c4d06 5d329e 017a73 575653",
)

THEMES: dict[str, Theme] = {t.key: t for t in (_PAPER, _SEPIA, _DARK, _CONTRAST)}

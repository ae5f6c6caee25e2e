"""Drafts: articles while they are being put together, and the doubts met on the way."""

from __future__ import annotations

from dataclasses import dataclass, field

from reader.structure.units import Unit

BODY = frozenset(("paragraph", "list_item", "table", "inset", "quote", "caption"))


@dataclass(eq=False)
class Draft:
    """An article in the making: its headline group, then what follows, each unit with its role."""

    page: int
    head: list[Unit] = field(default_factory=list)
    body: list[Unit] = field(default_factory=list)
    kind: str = "article"
    level: int = 0
    rubric: bool = False
    flags: list[Doubt] = field(default_factory=list)
    continues_from: Draft | None = None
    continues_to: Draft | None = None

    @property
    def units(self) -> list[Unit]:
        """All its units, in reading order."""
        return [*self.head, *self.body]

    def first(self, role: str) -> Unit | None:
        """Its first unit of a role."""
        return next((u for u in self.units if u.role == role), None)

    def has(self, *roles: str) -> bool:
        """Whether it has a unit of one of the roles."""
        return any(u.role in roles for u in self.units)

    def texts(self) -> list[Unit]:
        """Its body units that carry text."""
        return [u for u in self.body if u.role in BODY]

    def words(self) -> str:
        """All its words."""
        return "\n".join(u.text for u in self.units)

    def title(self) -> str:
        """Its title lines as one."""
        return " ".join(u.text for u in self.head if u.role == "title")


@dataclass
class Way:
    """One answer to a doubt; acts speak of units and drafts, which become indexes when the reading is made."""

    code: str
    params: dict[str, object] = field(default_factory=dict)
    acts: list[list[object]] = field(default_factory=list)


@dataclass
class Doubt:
    """A flag in the making: its place is a unit (or a draft alone)."""

    code: str
    unit: Unit | None = None
    draft: Draft | None = None
    params: dict[str, object] = field(default_factory=dict)
    ways: list[Way] = field(default_factory=list)

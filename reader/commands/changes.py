"""The one message after each change: what was touched, so that each view can refresh itself."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Changes:
    """What one act touched.

    `entities` are table names (`article_tag`, `highlight`, `note`, `article`, `block`, `issue`, `tag`, `colour`,
    `flag`, …); `articles` and `issues` the ids concerned. `everything` asks every view to refresh (library
    opened, undo across many, another process wrote). `act` is the log's id, `command` its command.
    """

    entities: frozenset[str] = frozenset()
    articles: frozenset[int] = frozenset()
    issues: frozenset[int] = frozenset()
    everything: bool = False
    act: int | None = None
    command: str = ""
    extra: dict[str, object] = field(default_factory=dict)

    def touches(self, *entities: str) -> bool:
        """Whether a view that shows any of `entities` must refresh."""
        return self.everything or not self.entities.isdisjoint(entities)

    def concerns(self, article: int | None) -> bool:
        """Whether the article is among those touched."""
        return self.everything or article in self.articles

"""What a person answered before in the same newspaper, done again: doubts settled as told, without a flag."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from reader.domain.reading import KEEP, Known, action_of
from reader.structure.drafts import Doubt, Draft, Way
from reader.structure.units import Sources, Unit, cut, joined, standing

REASON = "as-answered-before"
_LABEL = "label-without-text"
_LONGEST_LABEL = 60


def mark_labels(units: list[Unit], known: Known) -> None:
    """Mark the lines told to be labels (they stand over titles as columns) and settle those told to stay apart."""
    if not any(code == _LABEL for code, _subject in known.answers):
        return
    for unit in units:
        if unit.role or unit.lines > 1 or len(unit.text) > _LONGEST_LABEL:
            continue
        action = known.action(_LABEL, unit.text)
        if action == KEEP:
            unit.settle("furniture", REASON)
        unit.label = action == "move"


def follow(doubts: list[Doubt], known: Known, drafts: list[Draft], furniture: list[Unit], sources: Sources) -> None:
    """Settle each doubt that was answered before as it was answered (in place); the others stay in the lists."""
    if not known.answers:
        return
    desk = _Desk(drafts, furniture, sources)
    raised = [*doubts, *(flag for draft in drafts for flag in draft.flags)]
    settled = {id(doubt) for doubt in raised if _settled(doubt, known, desk)}
    for held in (doubts, *(draft.flags for draft in drafts)):
        held[:] = [doubt for doubt in held if id(doubt) not in settled]
    drafts[:] = [draft for draft in drafts if draft.units]
    for doubt in [*doubts, *(flag for draft in drafts for flag in draft.flags)]:
        doubt.ways = [way for way in doubt.ways if _stands(way)]


def _stands(way: Way) -> bool:
    """Whether all articles an answer names are still there."""
    return all(argument.units for act in way.acts for argument in act if isinstance(argument, Draft))


def _settled(doubt: Doubt, known: Known, desk: _Desk) -> bool:
    if doubt.unit is None:
        return False
    unit = standing(doubt.unit)[0]
    action = known.action(doubt.code, unit.text)
    way = next((w for w in doubt.ways if action_of(w.acts) == action), None)
    if way is None or not desk.can(way):
        return False
    desk.carry_out(way)
    unit.reason = REASON
    return True


@dataclass
class _Desk:
    """Drafts and furniture under repair: the verbs of answers on units instead of stored blocks."""

    drafts: list[Draft]
    furniture: list[Unit]
    sources: Sources
    made: list[object] = field(default_factory=list)

    def can(self, way: Way) -> bool:
        """Whether all acts of an answer can be done here, on units that still stand."""
        verbs = {"role", "move", "split", "join", "new", "merge", "kind", "field", "link"}
        named = [a for act in way.acts for a in act[1:] if isinstance(a, Unit)]
        return all(act[0] in verbs for act in way.acts) and all(self._home(standing(u)[0]) is not None for u in named)

    def carry_out(self, way: Way) -> None:
        """Do the acts of an answer, in order."""
        self.made = []
        for verb, *arguments in way.acts:
            resolved = [self._resolved(a) for a in arguments]
            if verb == "split" and isinstance(arguments[0], Unit):
                resolved[1] = int(str(resolved[1])) + standing(arguments[0])[1]
            self.made.append(getattr(self, f"_{verb}")(*resolved))

    def _resolved(self, argument: object) -> object:
        if isinstance(argument, dict) and "made" in argument:
            return self.made[argument["made"]]
        return standing(argument)[0] if isinstance(argument, Unit) else argument

    def _home(self, unit: Unit) -> list[Unit] | None:
        """The list a unit stands in."""
        lists = [self.furniture, *(part for draft in self.drafts for part in (draft.head, draft.body))]
        return next((part for part in lists if any(u is unit for u in part)), None)

    def _take(self, unit: Unit) -> None:
        home = self._home(unit)
        if home is not None:
            del home[next(n for n, u in enumerate(home) if u is unit)]

    def _role(self, unit: Unit, role: str) -> None:
        unit.settle(role, REASON)

    def _move(self, *arguments: object) -> None:
        before = arguments[-1] if len(arguments) > 2 and arguments[-2] == "before" else None
        rest = arguments[:-2] if before is not None else arguments
        units = _once([u for u in rest[:-1] if isinstance(u, Unit)])
        target = rest[-1]
        for unit in units:
            self._take(unit)
        place = self._home(before) if isinstance(before, Unit) else None
        if place is None:
            place = target.body if isinstance(target, Draft) else self.furniture
        at = next((n for n, u in enumerate(place) if u is before), len(place))
        place[at:at] = units

    def _split(self, unit: Unit, offset: int) -> Unit:
        left, right = cut(unit, offset, self.sources)
        home = self._home(unit)
        if left is None or right is None or home is None:
            return unit
        at = next(n for n, u in enumerate(home) if u is unit)
        home[at : at + 1] = [left, right]
        unit.became = (left, 0)
        return right

    def _join(self, first: Unit, second: Unit) -> None:
        home = self._home(first)
        assert home is not None
        self._take(second)
        whole = joined(first, second, self.sources)
        home[next(n for n, u in enumerate(home) if u is first)] = whole

    def _new(self, *named: Unit) -> Draft:
        units = _once(named)
        owner = next((n for n, d in enumerate(self.drafts) if any(u is units[0] for u in d.units)), None)
        if owner is None:
            place = (units[0].page, units[0].pieces[0].start)
            earlier = [n for n, d in enumerate(self.drafts) if d.units and _place(d) < place]
            owner = earlier[-1] if earlier else -1
        for unit in units:
            self._take(unit)
        heads = [u for u in units if u.role in {"kicker", "title", "deck", "byline", "column"}]
        draft = Draft(units[0].page, heads, [u for u in units if u not in heads])
        self.drafts.insert(owner + 1, draft)
        return draft

    def _merge(self, kept: Draft, *others: Draft) -> None:
        for other in others:
            kept.body += other.units
            kept.flags += other.flags
            other.head, other.body, other.flags = [], [], []

    @staticmethod
    def _kind(draft: Draft, kind: str) -> None:
        draft.kind = kind

    @staticmethod
    def _field(draft: Draft, name: str, value: str) -> None:
        """Fields are read from the blocks once their roles are set."""

    @staticmethod
    def _link(first: Draft, second: Draft) -> None:
        first.continues_to, second.continues_from = second, first


def _once(units: Iterable[Unit]) -> list[Unit]:
    """Each unit once: two that were named apart may stand as one."""
    return list({id(unit): unit for unit in units}.values())


def _place(draft: Draft) -> tuple[int, int]:
    unit = draft.units[0]
    return unit.page, unit.pieces[0].start

"""The structure engine: pages of raw blocks in, articles with reasons and doubts out."""

from __future__ import annotations

from collections.abc import Sequence

from reader.domain.reading import Answer, Known, Piece, RawPage, ReadArticle, ReadBlock, ReadFlag, Reading
from reader.structure.assemble import Assembler
from reader.structure.boxes import part_boxes
from reader.structure.classify import classify, split_marks, split_names
from reader.structure.cutting import is_unwrapped, units_of
from reader.structure.drafts import Doubt, Draft, Way
from reader.structure.dress import undress
from reader.structure.fields import fields_of
from reader.structure.finish import captions_before, finish
from reader.structure.headless import flag_headless, flag_subheads
from reader.structure.inside import merge_inside
from reader.structure.joins import join_all
from reader.structure.labels import stray_labels
from reader.structure.links import labels_told, link
from reader.structure.masthead import Stated, read_mastheads
from reader.structure.pages import settings_of
from reader.structure.promote import number_instalments, promote
from reader.structure.signoff import sign_off
from reader.structure.titlelines import merge_lines
from reader.structure.told import follow, mark_labels
from reader.structure.units import Unit, sources_of, standing

_NOTHING = Known()


def read_issue(pages: Sequence[RawPage], known: Known = _NOTHING) -> Reading:
    """Read the pages of one issue: each printed character in exactly one block of an article or the furniture.

    `known` holds what was answered before in the same newspaper; alike doubts are settled so, without a flag.
    """
    sources = sources_of(pages)
    unwrapped = is_unwrapped(pages, sources)
    units = [unit for number, page in enumerate(pages) for unit in units_of(number, page, sources, unwrapped)]
    units = split_names(split_marks(units, sources), sources)
    classify(units)
    mark_labels(units, known)
    stated = read_mastheads(units, list(pages))
    undress(units)
    printed = [u for u in units if u.role != "furniture"]
    settings = settings_of(printed)
    sign_off(printed, settings)
    promote(printed, settings)
    number_instalments(units)
    captions_before(units)
    assembler = Assembler(merge_lines(units, settings, sources))
    drafts = merge_inside(assembler.run(), sources, settings)
    flag_headless(drafts, assembler.headless)
    flag_subheads(drafts)
    drafts = part_boxes(drafts)
    for draft in drafts:
        finish(draft, sources)
    join_all(drafts, sources, settings)
    kept, strays, doubts = stray_labels(drafts)
    labels = _labels(pages, stated)
    link(kept, labels)
    stated.labels.update(labels_told(kept, labels))
    furniture = sorted([*assembler.furniture, *strays], key=lambda u: (u.page, u.pieces[0].start))
    follow(doubts, known, kept, furniture, sources)
    return _Result(kept, furniture, doubts).reading(stated)


def _labels(pages: Sequence[RawPage], stated: Stated) -> dict[int, str]:
    found = {n: hint.value for n, hint in stated.labels.items()}
    found.update({n: page.label.value for n, page in enumerate(pages) if page.label is not None})
    return found


class _Result:
    """Drafts and furniture numbered, so that flags can point at them."""

    def __init__(self, drafts: list[Draft], furniture: list[Unit], doubts: list[Doubt]) -> None:
        self.drafts = [d for d in drafts if d.units]
        self.furniture = [u for u in furniture if u.pieces and u.text]
        self.doubts = [*(doubt for d in self.drafts for doubt in d.flags), *doubts]
        self.article_at = {id(d): n for n, d in enumerate(self.drafts)}
        self.block_at = {id(u): (n, m) for n, d in enumerate(self.drafts) for m, u in enumerate(d.units)}
        self.block_at.update({id(u): (-1, m) for m, u in enumerate(self.furniture)})

    def reading(self, stated: Stated) -> Reading:
        """The finished reading."""
        reading = Reading([self._article(d) for d in self.drafts], [_block(u) for u in self.furniture])
        reading.flags = [self._flag(doubt) for doubt in self.doubts]
        reading.newspaper, reading.date, reading.page_labels = stated.newspaper, stated.date, stated.labels
        return reading

    def _article(self, draft: Draft) -> ReadArticle:
        article = ReadArticle(draft.kind, draft.page, [_block(u) for u in draft.units], fields_of(draft))
        if draft.continues_from is not None:
            article.continues_from = self.article_at[id(draft.continues_from)]
        if draft.continues_to is not None:
            article.continues_to = self.article_at[id(draft.continues_to)]
        return article

    def _flag(self, doubt: Doubt) -> ReadFlag:
        unit = standing(doubt.unit)[0] if doubt.unit is not None else None
        article, block = self.block_at.get(id(unit), (None, None))
        if article is None and doubt.draft is not None:
            article = self.article_at.get(id(doubt.draft))
        answers = [Answer(w.code, w.params, [self._act(act) for act in w.acts]) for w in doubt.ways if self._stands(w)]
        return ReadFlag(doubt.code, article, block, doubt.params, answers)

    def _stands(self, way: Way) -> bool:
        """Whether all that an answer names is still there: a later rule may have set an article's last lines apart."""
        named = [argument for act in way.acts for argument in act]
        return all(
            id(standing(a)[0]) in self.block_at if isinstance(a, Unit) else id(a) in self.article_at
            for a in named if isinstance(a, Unit | Draft)
        )  # fmt: skip

    def _act(self, act: list[object]) -> list[object]:
        if act[0] == "split" and isinstance(act[1], Unit) and isinstance(act[2], int):
            unit, shift = standing(act[1])
            act = ["split", unit, act[2] + shift]
        named = [self._named(argument) for argument in act]
        return [a for n, a in enumerate(named) if n == 0 or not isinstance(a, dict) or a not in named[:n]]

    def _named(self, argument: object) -> object:
        if isinstance(argument, Unit):
            return {"block": list(self.block_at[id(standing(argument)[0])])}
        if isinstance(argument, Draft):
            return {"article": self.article_at[id(argument)]}
        return argument


def _block(unit: Unit) -> ReadBlock:
    pieces = [Piece(s.source, s.start, s.end) for s in unit.pieces]
    return ReadBlock(unit.role or "other", pieces, unit.level, unit.reason)

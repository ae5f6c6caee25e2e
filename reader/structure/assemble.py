"""Units to drafts of articles: where an article begins, what is a subhead of it, what goes on in it."""

from __future__ import annotations

import itertools

from reader.structure import vocabulary
from reader.structure.drafts import Draft
from reader.structure.endings import is_complete
from reader.structure.headlines import CHAPTER, assign, is_heading, is_subhead_shape, may_be_deck, may_be_kicker, says
from reader.structure.heads import close_pages, flat_pages, gappy_pages, label_above, may_label, pauses, titled_under
from reader.structure.homes import Homes
from reader.structure.house import learn_house
from reader.structure.leads import lead_of, western_place
from reader.structure.openings import Group, begins_article, is_photo
from reader.structure.photos import photo_done
from reader.structure.shapes import (
    has_deck_dash,
    in_label_brackets,
    is_caps,
    is_latin,
    opens_note,
    two_part,
)
from reader.structure.under_heads import UNDER_TITLE, is_caps_line, is_listed, lines_under
from reader.structure.units import Unit

# So many photo items at most stand in the middle of one article.
_PHOTOS = 12
_HEAD_LINES = 6
_LONGEST_OVER_PHOTO = 16
_FEW_WORDS = 4
_NEWS = frozenset(("本报讯", "本报", "新华社", "本市讯", "本台讯", "本刊讯"))


class Assembler:
    """Walks the units once and puts each into a draft or the furniture."""

    def __init__(self, units: list[Unit]) -> None:
        self.furniture = [u for u in units if u.role == "furniture"]
        self.units = [u for u in units if u.role != "furniture"]
        self.drafts: list[Draft] = []
        self._flat = flat_pages(self.units)
        self._gappy, self._close = gappy_pages(self.units), close_pages(self.units)
        self._house = learn_house(self.units)
        self._top: dict[int, int] = {}
        for unit in self.units:
            if is_heading(unit) and unit.level:
                self._top[unit.page] = min(unit.level, self._top.get(unit.page, unit.level))
        self._following = {id(upper): lower for upper, lower in itertools.pairwise(self.units)}
        self._homes = Homes(self.drafts, self._following)

    def run(self) -> list[Draft]:
        """All drafts in order."""
        at = 0
        while at < len(self.units):
            group = self._group(at)
            if group is None:
                self._body(self.units[at])
                at += 1
            else:
                at = self._take(group)
        return self.drafts

    @property
    def headless(self) -> list[Unit]:
        """The opening credits that begin an article whose headline is lost."""
        return self._homes.headless

    @property
    def draft(self) -> Draft | None:
        """The draft that is open."""
        return self.drafts[-1] if self.drafts else None

    def _peek(self, at: int) -> Unit | None:
        return self.units[at] if at < len(self.units) else None

    def _group(self, at: int) -> Group | None:
        """The headline group that begins at `at`: plain lines above, headings, lines under them."""
        stop = at
        before = self.units[at - 1] if at else None
        listed = before is not None and not self._opens(self.units[at]) and is_listed(self.units, at)
        while not listed and stop - at < 3 and (unit := self._peek(stop)) and may_be_kicker(unit, before if stop == at else None):
            stop += 1
        if stop > at and before is not None and before.role == "subhead":
            return None
        heading = self._peek(stop)
        if heading is not None and stop > at and _belongs_above(self.units[at], before, heading):
            return None
        if heading is None or not self._opens(heading) or heading.page != self.units[at].page:
            return None
        if heading.reason.startswith("title-shape") and any(pauses(unit) for unit in self.units[at:stop]):
            return None
        above = self.units[at:stop]
        heads, under = self._heads_and_under(stop)
        group = Group(at, above, heads, under)
        group.following = self._peek(group.stop)
        group.after = self._peek(group.stop + 1)
        group.later = self._peek(group.stop + 2)
        group.flat, group.top = heading.page in self._flat, self._top.get(heading.page, 0)
        group.inner, group.close = self._is_set_in(heading), heading.page in self._close
        if above and is_photo(group) and any(len(u.text) > _LONGEST_OVER_PHOTO or pauses(u) for u in above):
            return None
        self._find_sibling(group)
        return group

    def _heads_and_under(self, at: int) -> tuple[list[Unit], list[Unit]]:
        """The headings and what stands under them; a signed column's title follows under its byline."""
        heads = self._headings(at)
        under = lines_under(self.units, at + len(heads))
        stop = at + len(heads) + len(under)
        if len(heads) == 1 and vocabulary.is_column_label(heads[0].text) and titled_under(under):
            heads[0].settle("column", "column-label")
            under[0].settle("", "")
            return [heads[0], under[0]], under[1:]
        following = self._peek(stop)
        named = vocabulary.is_column_label(heads[-1].text) or vocabulary.is_kicker_label(heads[-1].text)
        signed = under and all(u.role == "byline" for u in under) and named
        if not signed or following is None or not self._opens(following) or following.page != heads[0].page:
            return heads, under
        heads[-1].settle("column", "column-label")
        lower = self._headings(stop)
        return [*heads, *lower], [*under, *lines_under(self.units, stop + len(lower))]

    def _is_set_in(self, unit: Unit) -> bool:
        """Whether a head stands right under the text above it where the articles of its page have blank lines between."""
        return unit.display and not unit.gap and not unit.ruled and unit.page in self._gappy

    def _find_sibling(self, group: Group) -> None:
        """The next heading, where it stands alone between texts on the same page."""
        page = group.heads[0].page
        for at in range(group.stop, min(group.stop + 40, len(self.units))):
            unit = self.units[at]
            if unit.page != page or unit.role in {"byline", "dateline"}:
                return
            if self._opens(unit):
                following = self._peek(at + 1)
                if following is not None and not following.role and not self._opens(following):
                    group.sibling, group.after_sibling = unit, following.text
                return

    @staticmethod
    def _opens(unit: Unit) -> bool:
        return is_heading(unit) and not unit.role

    def _headings(self, at: int) -> list[Unit]:
        """The heading and those right after it that belong to one group with it."""
        heads = [self.units[at]]
        while (unit := self._peek(at + len(heads))) and self._opens(unit) and unit.page == heads[0].page:
            if self._is_inner(heads, unit, at + len(heads)):
                break
            heads.append(unit)
        return heads

    def _is_inner(self, heads: list[Unit], unit: Unit, at: int) -> bool:
        """Whether a heading right under a title is the first subhead of the text rather than a part of its group."""
        if vocabulary.is_list_part(heads[-1].text, unit.text):
            return True
        label = heads[-1].text
        rubric = vocabulary.is_kicker_label(label) or (is_latin(label) and vocabulary.is_column_label(label))
        if self._is_set_in(unit) and rubric and self._set_in_again(at):
            return True
        if vocabulary.is_briefs(heads[-1].text) and not vocabulary.is_briefs(unit.text):
            alone = is_latin(unit.text) and len(unit.text.split()) > _FEW_WORDS and not self._siblings(at, unit.level)
            return unit.level > heads[-1].level and not alone
        if unit.reason == "ornamented" and heads[-1].reason != "ornamented":
            return True
        from_title = unit.level > heads[-1].level > 0 and not has_deck_dash(unit.text)
        if not from_title or vocabulary.is_column_label(heads[-1].text):
            return False
        if may_label(heads) and not is_subhead_shape(unit.text):
            return False
        following = self._peek(at + 1)
        if following is None or following.role in UNDER_TITLE or lead_of(following.text):
            return False
        if following.role == "" and may_be_deck(following, self._peek(at + 2)) and not is_complete(following.text):
            return False
        siblings = self._siblings(at, unit.level)
        unlike = two_part(unit.text) and len(unit.text) > 12 and not any(two_part(other.text) for other in siblings)
        return bool(siblings) and not unlike

    def _set_in_again(self, at: int) -> bool:
        """Whether a head stands over a text, and another head set in follows before one that stands apart."""
        under = self._peek(at + 1)
        if under is None or self._opens(under) or under.role:
            return False
        following = next((u for u in self.units[at + 1 : at + 12] if self._opens(u)), None)
        return following is not None and self._is_set_in(following)

    def _siblings(self, at: int, level: int) -> list[Unit]:
        """The headings of `level` that follow before one of a higher rank."""
        found: list[Unit] = []
        for unit in self.units[at + 1 : at + 60]:
            if self._opens(unit):
                if unit.level < level:
                    break
                found += [unit] * (unit.level == level)
        return found

    def _take(self, group: Group) -> int:
        """Put a group where it belongs; returns where the walk goes on."""
        home = self._interrupted(group) or self.draft
        begins, reason = begins_article(group, home)
        if not begins and home is not None:
            for unit in group.above:
                self._body(unit)
            for unit in group.heads:
                home.body.append(unit.settle("subhead", reason))
            for unit in group.under:
                if unit.reason == "under-title":
                    unit.settle("", "")
                self._body(unit)
            return group.stop
        self._set_label_apart(group)
        lead = lead_of(group.following.text) if group.following is not None else None
        news = lead is not None and lead.agency is not None and lead.agency[0] in _NEWS
        for unit in group.above:
            unit.settle("kicker", "above-heading")
        label_above(group)
        if self._heads_section(group):
            group.heads[0].settle("column", "column-label")
        signed = lead is not None or any(u.role == "byline" for u in group.under)
        assign(group.heads, signed, news, self._house, any(says(u.text) for u in group.above))
        if all(u.reason == "instalment-number" for u in group.heads):
            decks = [u for u in group.under if u.role == "deck"]
            for unit in decks[:1]:
                unit.settle("title", "under-instalment")
        draft = Draft(group.heads[0].page, self.units[group.start : group.stop])
        self._absorb(draft)
        self._absorb_note(draft)
        title = next((u for u in group.heads if u.role == "title"), group.heads[-1])
        draft.level = title.level
        draft.rubric = vocabulary.is_briefs(title.text)
        title.reason = f"{title.reason} {reason}".strip()
        self.drafts.append(draft)
        return group.stop

    def _heads_section(self, group: Group) -> bool:
        """Whether a short heading stands over a lower one, and others of that level behind it open articles of their own: a section's name."""
        if len(group.heads) != 2 or group.heads[0].level >= group.heads[1].level or not may_label(group.heads[:1]):
            return False
        at = group.start + len(group.above) + 1
        below = [self._following.get(id(unit)) for unit in self._siblings(at, group.heads[1].level)]
        return any(u is not None and (u.role == "byline" or lead_of(u.text) is not None) for u in below)

    def _set_label_apart(self, group: Group) -> None:
        """A heading right over a picture's own title, no column's name by its words, is a label that strayed (in place)."""
        label = group.heads[0]
        if len(group.heads) != 2 or group.above or group.under or not is_photo(group) or is_latin(label.text):
            return
        if label.level > group.heads[1].level or vocabulary.is_column_label(label.text) or not two_part(label.text):
            return
        group.heads.remove(label)
        group.start += 1
        self.drafts.append(Draft(label.page, [label.settle("title", "label-over-photo")]))

    def _interrupted(self, group: Group) -> Draft | None:
        """The article that photo items stand in, where a head is one more of its lower heads."""
        last, head = self.draft, group.heads[0]
        if last is None or not photo_done(last) or len(group.heads) > 1 or group.above:
            return None
        article = next((d for d in reversed(self.drafts[-_PHOTOS:]) if not photo_done(d)), None)
        if article is None or article.page != head.page or not 0 < article.level < head.level:
            return None
        return article if any(u.role == "subhead" and u.level == head.level for u in article.body) else None

    def _absorb(self, draft: Draft) -> None:
        """Pictures with their captions, or a continuation mark, right above the first headline of a page are its own."""
        last = self.draft
        if last is None or last.head or last.page != draft.page:
            return
        if len(self.drafts) > 1 and self.drafts[-2].page == draft.page and last.has("caption"):
            return
        if all(u.role in {"image", "caption"} for u in last.body):
            draft.body = self.drafts.pop().body
        elif all(u.role == "continuation_from" for u in last.body):
            draft.head += self.drafts.pop().body

    def _absorb_note(self, draft: Draft) -> None:
        """An editor's note set under a heading of its own right before a headline belongs to that article."""
        last = self.draft
        if last is None or last.page != draft.page:
            return
        note = last.body[-1] if len(last.body) > 1 else None
        if note is not None and note.role == "inset" and opens_note(note.text[:5]) and not draft.body:
            draft.body = [last.body.pop()]
            for unit in draft.head:
                if unit.role == "kicker" and f"“{unit.text}”" in note.text:
                    unit.settle("column", "named-by-note")
        if not last.head and all(u.role == "inset" and opens_note(u.text[:5]) for u in last.body) and not draft.body:
            draft.body = self.drafts.pop().body
            return
        if len(last.head) != 1 or not 0 < len(last.body) <= 3:
            return
        if opens_note(last.head[0].text) and all(u.role == "paragraph" for u in last.body):
            draft.body = [u.settle("inset", "editors-note") for u in self.drafts.pop().units]

    def _body(self, unit: Unit) -> None:
        draft = self._homes.home_of(unit)
        if not unit.role and unit.lines == 1 and draft.head and western_place(unit.text):
            unit.settle("subhead" if is_caps(unit.text) or unit.display else "dateline", "place-and-date")
        if not unit.role and CHAPTER.fullmatch(unit.text):
            unit.settle("subhead", "chapter-number")
        if not unit.role and draft.head and unit.text[0] in "【〖" and in_label_brackets(unit.text):
            unit.settle("subhead", "bracketed-head")
        listed = is_latin(unit.text) and vocabulary.kind_of(draft.title()) == "notice"
        if not unit.role and draft.head and not listed and is_caps_line(unit) and self._is_between_texts(draft, unit):
            unit.settle("subhead", "capitals")
        if not unit.role:
            item = draft.rubric and not unit.text.startswith(("（", "("))
            unit.settle("list_item" if item else "paragraph", "rubric-item" if item else unit.reason or "text")
        elif draft.rubric and unit.role == "paragraph":
            unit.settle("list_item", "rubric-item")
        draft.body.append(unit)

    def _is_between_texts(self, draft: Draft, unit: Unit) -> bool:
        """Whether a line stands over a longer text, under the title or a whole text."""
        following = self._following.get(id(unit))
        last = draft.body[-1] if draft.body else None
        if following is None or following.page != unit.page or following.role or following.form != "paragraph":
            return False
        return (
            last is None or last.role == "subhead" or (last.role == "paragraph" and is_complete(last.text))
        ) and len(following.text) > 2 * len(unit.text)


def _belongs_above(unit: Unit, before: Unit | None, heading: Unit) -> bool:
    """Whether a Latin line under a text, with no blank line between, and a rule or a blank line under it, is that text's."""
    if not is_latin(unit.text) or before is None or before.role not in {"", "paragraph", "list_item"}:
        return False
    return (heading.ruled and not unit.ruled) or (heading.gap and not unit.gap and before.form == "paragraph")

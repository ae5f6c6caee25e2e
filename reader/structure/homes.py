"""Where a text without a headline belongs: to the article above it, to one that pictures interrupted, or to a piece of its own."""

from __future__ import annotations

from collections.abc import Mapping

from reader.structure import vocabulary
from reader.structure.bylines import bare_names
from reader.structure.credits import credit_tail
from reader.structure.drafts import Draft
from reader.structure.endings import goes_on, is_complete, is_scrap
from reader.structure.headlines import is_heading
from reader.structure.heads import is_prose_under_verse, lost_headline, photo_above
from reader.structure.leads import lead_of
from reader.structure.openings import coheres, kinship
from reader.structure.photos import photo_done, pictured_first
from reader.structure.shapes import caps_run_in, has_deck_dash
from reader.structure.under_heads import UNDER_TITLE
from reader.structure.units import Unit

# So many photo items at most stand in the middle of one article.
_PHOTOS = 12
_HEAD_LINES = 6


def _opens(unit: Unit) -> bool:
    return is_heading(unit) and not unit.role


class Homes:
    """Finds the draft a body unit belongs to, among those made so far (which it may add to)."""

    def __init__(self, drafts: list[Draft], following: Mapping[int, Unit]) -> None:
        self.drafts = drafts
        self.headless: list[Unit] = []
        self._following = following

    @property
    def draft(self) -> Draft | None:
        """The draft that is open."""
        return self.drafts[-1] if self.drafts else None

    def home_of(self, unit: Unit) -> Draft:
        """The draft a body unit belongs to: the open one, the one a photo item stood in, or a new one."""
        draft = self.draft
        above = photo_above(self.drafts, unit, self._following.get(id(unit)))
        if above is not None:
            return above
        if draft is None or self._is_own_piece(draft, unit) or (is_prose_under_verse(draft, unit) and self._before_its_headline(unit)):
            draft = Draft(unit.page)
            self.drafts.append(draft)
        elif unit.role in {"", "paragraph"} and pictured_first(draft) and lead_of(unit.text) is not None:
            return draft
        elif unit.role in {"", "paragraph"} and photo_done(draft) and len(self.drafts) > 1:
            if self._before_its_headline(unit):
                draft = Draft(unit.page)
                self.drafts.append(draft)
                return draft
            return self._before_photos(unit)
        return draft

    def _is_own_piece(self, draft: Draft, unit: Unit) -> bool:
        if unit.role == "image" and draft.rubric and self._has_credit(unit):
            return True
        if unit.ruled and draft.body and not draft.rubric and not unit.role and not goes_on(unit.text):
            return True
        if unit.role == "continuation_from":
            return any(u.role != "subhead" for u in draft.body)
        if not unit.role and (self._captions_apart(draft, unit) or self._pictures_another(draft, unit)):
            return True
        if not unit.role and lost_headline(draft, unit):
            self.headless.append(unit)
            return True
        if (
            vocabulary.kind_of(draft.title()) != "advert"
            and vocabulary.opens_advert(unit.text)
            and not unit.role
            and draft.body
            and draft.kind != "advert"
            and not (caps_run_in(unit.text) and caps_run_in(draft.body[-1].text))
        ):
            last = draft.body[-1]
            return last.role != "paragraph" or is_complete(last.text)
        if unit.page == draft.units[-1].page:
            return False
        last = draft.units[-1]
        return not (last.role in {"paragraph", "list_item"} and not is_complete(last.text)) and bool(draft.body)

    def _has_credit(self, image: Unit) -> bool:
        """Whether a picture has a caption with its photographer under it: behind a rubric's items an item of its own."""
        caption = self._following.get(id(image))
        return caption is not None and caption.role == "caption" and credit_tail(caption.text) > 0

    def _captions_apart(self, draft: Draft, unit: Unit) -> bool:
        """Whether a text with a head in capitals run in, under a whole text and over a photo credit, is a picture's own."""
        following = self._following.get(id(unit))
        if following is None or following.reason != "photo-credit" or following.page != unit.page:
            return False
        last = draft.body[-1] if draft.body else None
        return last is not None and is_complete(last.text) and caps_run_in(unit.text) and lead_of(unit.text) is None

    def _pictures_another(self, draft: Draft, unit: Unit) -> bool:
        """Whether a caption with its credit, last before the next headline, shares no words with the whole text above it."""
        following = self._following.get(id(unit))
        last = draft.body[-1] if draft.body else None
        if following is not None and following.reason == "photo-credit" and following.page == unit.page:
            following = self._following.get(id(following))
        elif not credit_tail(unit.text):
            return False
        signed = last is not None and last.role in {"signature", "byline"}
        if last is None or not draft.head or draft.rubric or not (signed or is_complete(last.text)):
            return False
        ends = following is None or following.page != unit.page or _opens(following)
        if not ends or not (signed or last.role == "paragraph") or photo_done(draft):
            return False
        if signed:
            return True
        others = max((kinship(other, unit) for other in self.drafts[:-1]), default=0)
        return not coheres(draft, unit) or others > kinship(draft, unit)

    def _before_its_headline(self, unit: Unit) -> bool:
        """Whether the texts from here break off at a headline under which a text only goes on: they are that article's."""
        last, following = unit, self._following.get(id(unit))
        while (
            following is not None and following.page == unit.page and not following.role and not _opens(following)
        ):
            last, following = following, self._following.get(id(following))
        if following is None or not _opens(following) or is_complete(last.text):
            return False
        for _line in range(_HEAD_LINES):
            if following is None or following.page != unit.page:
                return False
            if not _opens(following) and following.role not in UNDER_TITLE and not has_deck_dash(following.text):
                if not following.role and bare_names(following.text) is not None:
                    following = self._following.get(id(following))
                    continue
                sure = goes_on(following.text) or is_scrap(following.text) or last.text[-1] in "，,、"
                return not following.role and sure
            following = self._following.get(id(following))
        return False

    def _before_photos(self, unit: Unit) -> Draft:
        for draft in reversed(self.drafts[-_PHOTOS:]):
            if not photo_done(draft):
                return draft if draft.page == unit.page else self.drafts[-1]
        return self.drafts[-1]

"""Photo items while articles are put together: which drafts are one that its credit has closed."""

from __future__ import annotations

from reader.structure.credits import credit_tail
from reader.structure.drafts import BODY, Draft
from reader.structure.endings import is_complete
from reader.structure.leads import lead_of


def pictured_first(draft: Draft) -> bool:
    """Whether an article opens with its picture, right under the title: a text with an opening credit is still its own."""
    return bool(draft.head) and bool(draft.body) and draft.body[0].role == "image"


def photo_done(draft: Draft) -> bool:
    """Whether a draft is a photo item that its credit has closed."""
    texts = [u for u in draft.body if u.role in BODY]
    last = draft.body[-1] if draft.body else None
    closed = last is not None and (last.reason == "photo-credit" or (last in texts and bool(credit_tail(last.text))))
    if not closed or not draft.head or not 1 <= len(texts) <= 2 or draft.has("byline", "deck", "kicker", "subhead"):
        return False
    return all((is_complete(u.text) or credit_tail(u.text)) and lead_of(u.text) is None for u in texts)

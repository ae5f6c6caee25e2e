"""Whether a headline group opens an article or is a subhead of the one before it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reader.domain.text import is_han
from reader.structure import vocabulary
from reader.structure.credits import credit_tail
from reader.structure.drafts import Draft
from reader.structure.endings import is_complete
from reader.structure.headlines import is_subhead_shape, says
from reader.structure.leads import chinese_tail, lead_of
from reader.structure.photos import photo_done
from reader.structure.shapes import (
    BULLETS,
    has_deck_dash,
    inset_word,
    is_caps,
    is_crosshead,
    is_latin,
    opens_note,
    two_part,
)
from reader.structure.stems import stems
from reader.structure.units import Unit

_EVENT = re.compile(
    "(?:召开|召開|举行|舉行|举办|舉辦|开幕|開幕|闭幕|閉幕|落幕|启动|啟動|揭牌|揭晓|揭曉|揭幕|开工|開工|竣工|通车|通車|通航|签约|簽約|成立|开业|開業|投用|开馆|開館|开班|开赛|開賽|完工|发布|發布|收官|结束|結束|亮相|获奖|獲獎|夺冠|奪冠|出炉|出爐|上线|开放|開放|投产|投產|封顶|合龙|合龍)$"
    "|^(?:我市|我县|我縣|我区|我區|我省|全市|全县|全縣|全区|全區|本市)"
)
_DAY = re.compile(
    "(?:[0-9]{1,2}月[0-9]{1,2}日|[0-9]{1,2}日|昨日|昨天|昨晚|今日|近日|日前|连日来|連日來)(?:上午|下午|晚|凌晨|清晨|至[0-9]{1,2}日)?[,，、]"
)
PLAIN_SUBHEAD = "plain-subhead"
_LONGEST_SUBHEAD, _LONG_TEXT = 14, 40
_FEW_WORDS = 4
_TITLE_WORDS, _TITLE_LENGTH = 6, 8
_LONGEST_MIRRORED, _LONGEST_LABEL = 20, 6
_QUOTED = re.compile("[“「『][^”」』]{1,12}[”」』]")
_SMALL = frozenset(
    "的了是在不有和与這这那就也都一二三四五六七八九十个個人年月日时時上下中大小到说說我你他她们們为為以及其之于於被把将將从從对對向着過过地得很还還要会會能可来來去没沒多少好后後前里外内並并而但或如等所"
)
_SIGNS = BULLETS + "—–-*"
_CLOSED_BY = frozenset(("byline", "signature", "dateline", "continuation_on"))


@dataclass(eq=False)
class Group:
    """A headline group: plain lines above, headings, lines under; and the next units after it."""

    start: int
    above: list[Unit]
    heads: list[Unit]
    under: list[Unit]
    following: Unit | None = None
    after: Unit | None = None
    later: Unit | None = None
    sibling: Unit | None = None
    after_sibling: str = ""
    flat: bool = False
    inner: bool = False
    close: bool = False
    top: int = 0

    @property
    def stop(self) -> int:
        """Where the walk goes on behind it."""
        return self.start + len(self.above) + len(self.heads) + len(self.under)


def begins_article(group: Group, draft: Draft | None) -> tuple[bool, str]:
    """Whether the group opens an article, and the rule that says so."""
    if draft is None:
        return True, "first"
    text = group.heads[0].text
    first = group.above[0] if group.above else group.heads[0]
    if first.ruled and draft.body:
        return True, "under-rule"
    if group.inner and draft.head and not (draft.body and draft.body[-1].role in _CLOSED_BY):
        return False, "set-in"
    if _is_set_apart(group, draft):
        return False, "set-apart"
    if inset_word(text) and not opens_note(text) and draft.body and not group.under and len(group.heads) == 1:
        return False, "inset-head"
    under = [u for u in group.under if u.reason != "under-title"] if is_crosshead(text) else group.under
    if is_subhead_shape(text) and (draft.body or draft.head) and not under and not _is_quoted_title(group, draft):
        return False, "numbered-or-quoted"
    if any(u.role in {"byline", "deck", "dateline", "credit", "continuation_from"} for u in group.under):
        return True, "byline-or-deck"
    if group.following is not None and group.following.text and lead_of(group.following.text):
        return True, "lead-follows"
    if group.following is not None and not group.following.role and vocabulary.offers(group.following.text):
        return True, "offer-follows"
    if is_photo(group):
        return True, "photo-item"
    if len(group.heads) == 1 and not group.above and vocabulary.is_list_part(draft.title(), text):
        return False, "part-of-list"
    named = (vocabulary.is_briefs, vocabulary.is_notice_title, vocabulary.is_readers_column)
    if any(says_so(u.text) for u in group.heads for says_so in named):
        return True, "rubric-or-notice"
    if len(group.heads) > 1 or (vocabulary.is_column_label(text) and group.following is None):
        return True, "several-lines"
    if _is_news(group):
        return True, "news-words"
    if _is_list_apart(group, draft):
        return True, "list-apart"
    if len(group.heads) == 1 and not group.above and _is_plain_subhead(group, draft):
        return False, PLAIN_SUBHEAD
    if _is_case(group, draft):
        return False, "case-in-court"
    if _is_parallel(group, draft):
        return False, "parallel-heads"
    return _by_level(group, draft)


def _is_set_apart(group: Group, draft: Draft) -> bool:
    """A few Latin words alone between blank lines, over plain text, on a page whose titles stand close over theirs."""
    head, following = group.heads[0], group.following
    if not group.close or len(group.heads) > 1 or group.above or group.under or following is None or not draft.texts():
        return False
    shaped = head.reason.startswith("title-shape") and is_latin(head.text) and not head.display and head.gap
    named = vocabulary.is_briefs(head.text) or vocabulary.is_column_label(head.text) or vocabulary.is_notice_title(head.text)
    if not shaped or named or is_caps(head.text) or not following.gap or following.role or lead_of(following.text):
        return False
    return len(head.text.split()) <= _FEW_WORDS and draft.body[-1].role not in _CLOSED_BY


def _is_quoted_title(group: Group, draft: Draft) -> bool:
    """A wholly quoted head as high as titles are, under a kicker, over a text of another matter than the one above it."""
    head, following = group.heads[-1], group.following
    if is_crosshead(head.text) or not group.above or head.reason.startswith("title-shape") or following is None:
        return False
    return head.level <= (draft.level or head.level) and not coheres(draft, following)


def _is_list_apart(group: Group, draft: Draft) -> bool:
    """A lower head right over nothing but bullet items that share no two pairs of characters with the text above."""
    items = (group.following, group.after, group.later)
    if len(group.heads) > 1 or group.above or group.under or not draft.texts():
        return False
    return all(
        u is not None and u.role == "list_item" and u.reason == "bullet" and not is_latin(u.text)
        and is_complete(u.text)
        for u in items
    ) and sum(kinship(draft, u) for u in items if u is not None) < 2  # fmt: skip


def _is_news(group: Group) -> bool:
    """A headline that says what happened (`…演练举行`) over a text that opens with the day it did."""
    text = group.heads[-1].text
    if len(text) < 8 or group.following is None or group.following.role not in {"", "paragraph"}:
        return False
    return bool(_EVENT.search(text) and _DAY.match(group.following.text[:24]))


def _is_case(group: Group, draft: Draft) -> bool:
    """A short head alone over a case, under a heading that names a court."""
    following = group.following
    if (
        len(group.heads) > 1
        or group.above
        or group.under
        or following is None
        or following.role not in {"", "paragraph"}
    ):
        return False
    short = len(group.heads[0].text.split()) <= _TITLE_WORDS
    return short and vocabulary.is_court(draft.title()) and vocabulary.hears_case(following.text)


def _is_parallel(group: Group, draft: Draft) -> bool:
    """One of several short heads of one length in a signed or long-titled text, set as high as its title."""
    head = group.heads[0]
    if len(group.heads) > 1 or group.above or head.level != draft.level:
        return False
    if draft.body and draft.body[-1].role in _CLOSED_BY:
        return False
    if _is_mirrored(group, draft):
        return True
    if not _short_head(head.text):
        return False
    feature = draft.has("byline") and draft.has("deck")
    longer = len(head.text) + (1 if feature else 3)
    if not draft.has("byline", "deck", "continuation_from") or len(draft.title()) < longer or not draft.texts():
        return False
    before = [u for u in draft.body if u.role == "subhead" and u.level == head.level]
    return any(_alike(head, other) for other in before) or (
        group.sibling is not None and _alike(head, group.sibling) and not lead_of(group.after_sibling)
    )


def _is_mirrored(group: Group, draft: Draft) -> bool:
    """Whether a head and the next one (or the last subhead) of a signed text are built alike: `从“…”到“…”` twice."""
    head, others = group.heads[0], [u for u in draft.body if u.role == "subhead"][-1:]
    if group.sibling is not None and not lead_of(group.after_sibling):
        others = [*others, group.sibling]
    if not draft.has("byline", "deck") or not draft.texts() or is_latin(head.text) or len(head.text) > _LONGEST_MIRRORED:
        return False
    frame = _frame(head.text)
    return len(frame) > 2 and any(u.level == head.level and _frame(u.text) == frame for u in others)


def _frame(text: str) -> str:
    """What stands outside the quotations of a head, with their marks: `从“”到“”`."""
    return _QUOTED.sub("“”", text)


def _reads_as_title(group: Group, draft: Draft) -> bool:
    """A lower head set as headlines are (in two parts, or a long Latin line), over a text of another matter, and no such head before it."""
    head, following = group.heads[0], group.following
    if following is None or following.role not in {"", "paragraph"} or draft.has("subhead") or not draft.texts():
        return False
    if not is_complete(draft.texts()[-1].text):
        return False
    sibling = group.sibling
    if draft.has("byline") and sibling is not None and sibling.level == head.level and not lead_of(group.after_sibling):
        return False
    if is_latin(head.text):
        return len(head.text.split()) >= _TITLE_WORDS and not coheres(draft, following)
    parted = two_part(head.text) or (head.reason == "bold-line" and any(c in head.text for c in "，,？?！!"))
    return parted and len(head.text) >= _TITLE_LENGTH and matter(draft, following) < 2


def _is_plain_subhead(group: Group, draft: Draft) -> bool:
    """In a feature (dash deck or byline under its title), a short line over plain text, where levels tell nothing."""
    head, following = group.heads[0], group.following
    dashed = any(u.role == "deck" and has_deck_dash(u.text) for u in draft.head)
    feature = sum((draft.has("byline"), dashed, _has_siblings(group, draft))) > 1
    level_tells = not group.flat and not feature and not head.reason.startswith("title-shape")
    if level_tells or head.level != draft.level or len(head.text) > _LONGEST_SUBHEAD or is_latin(head.text):
        return False
    signed = any(u.role == "byline" or (u.role == "deck" and has_deck_dash(u.text)) for u in draft.head)
    if not signed or " " in head.text or "　" in head.text or not draft.texts():
        return False
    if following is None or following.role not in {"", "paragraph"}:
        return False
    closed = any(u.role in {"byline", "signature", "continuation_on"} for u in draft.body)
    if closed or vocabulary.is_column_label(head.text) or _is_news(group):
        return False
    return coheres(draft, following) or (feature and _has_siblings(group, draft) and kinship(draft, following) > 0)


def _has_siblings(group: Group, draft: Draft) -> bool:
    """Whether another short head of the same level stands alone before or behind the group's, over no report of its own."""
    head = group.heads[0]
    before = [u for u in draft.body if u.role == "subhead"]
    behind = [group.sibling] if group.sibling is not None and not lead_of(group.after_sibling) else []
    return any(u.level == head.level and len(u.text) <= _LONGEST_SUBHEAD for u in [*before, *behind])


def coheres(draft: Draft, following: Unit) -> bool:
    """Whether a text takes up words of the article above it: two of its pairs of characters, one where it is short."""
    short = is_latin(following.text) or len(_pairs(following.text)) <= _LONG_TEXT
    return kinship(draft, following) >= (1 if short else 2)


def kinship(draft: Draft, unit: Unit) -> int:
    """How many longer words, or pairs of Chinese characters, a text shares with an article."""
    words = stems if is_latin(unit.text) else _pairs
    return len(words(unit.text) & words(draft.words()))


def matter(draft: Draft, unit: Unit) -> int:
    """As `kinship`, without the pairs of small words and numbers that every Chinese text has."""
    if is_latin(unit.text):
        return kinship(draft, unit)
    return sum(_SMALL.isdisjoint(pair) for pair in _pairs(unit.text) & _pairs(draft.words()))


def _pairs(text: str) -> set[str]:
    return {text[n : n + 2] for n in range(len(text) - 1) if is_han(text[n]) and is_han(text[n + 1])}


def _short_head(text: str) -> bool:
    return len(text) <= 12 and all(map(is_han, text)) and not vocabulary.is_column_label(text)


def _alike(one: Unit, other: Unit) -> bool:
    return one.level == other.level and _short_head(other.text) and abs(len(one.text) - len(other.text)) <= 1


def is_photo(group: Group) -> bool:
    """A heading, one text, then a credit (or a credit that ends the text)."""
    caption = group.following
    if caption is None or caption.role not in {"", "paragraph", "image"}:
        return False
    following, _after = group.after, group.later
    if caption.role == "image":
        caption, following = group.after, group.later
        if caption is None or caption.role not in {"", "paragraph"}:
            return False
    if following is not None and following.role == "credit" and following.reason == "photo-credit":
        return True
    return bool(credit_tail(caption.text))


def _is_after_list(group: Group, draft: Draft) -> bool:
    """A lower head over a plain text, behind nothing but items that open with one sign (`— …`, `◆ …`)."""
    following, signs = group.following, {u.text[:1] for u in draft.body}
    if len(draft.body) < 2 or len(signs) != 1 or following is None or following.text[:1] in signs:
        return False
    return not next(iter(signs), "").isalnum() and draft.body[0].text[:1] in _SIGNS and not following.role


def _goes_on(group: Group, draft: Draft) -> bool:
    """Whether a head stands in the untitled rest of an article continued from another page: lower than the page's titles, or short over its matter."""
    head = group.heads[0]
    if not draft.has("continuation_from") or len(group.heads) > 1 or group.above or group.under:
        return False
    if draft.has("byline", "signature", "continuation_on") or group.following is None or group.following.role:
        return False
    lower = head.level > group.top > 0
    return lower or (len(head.text) <= _LONGEST_SUBHEAD and not two_part(head.text) and coheres(draft, group.following))


def _is_wired(group: Group) -> bool:
    """Whether the one text under a head ends with an agency's credit (`（据新华社电）`): a report of its own."""
    text, after = group.following, group.after
    if text is None or text.role not in {"", "paragraph"}:
        return False
    if after is not None and after.reason == "reprint-source" and after.text[:1] in "（(":
        return group.later is None or group.later.form == "heading"
    if after is not None and after.form != "heading":
        return False
    tail = chinese_tail(text.text)
    return tail is not None and tail.start > 0 and tail.agency is not None


def _labels_so(text: str) -> bool:
    """Whether a plain line above a head is such as stands over articles: a column's name, a few characters, `…时强调`."""
    short = len(text) <= _LONGEST_LABEL and all(map(is_han, text))
    return short or vocabulary.is_column_label(text) or says(text)


def _is_closed(draft: Draft) -> bool:
    """Whether the text above is whole, so that a line under it is none of its words."""
    return bool(draft.body) and is_complete(draft.body[-1].text)


def _by_level(group: Group, draft: Draft) -> tuple[bool, str]:
    level = group.heads[0].level
    if not draft.head:
        if _goes_on(group, draft):
            return False, "under-continued"
        return True, "after-untitled"
    if group.heads[0].page != draft.units[-1].page:
        return True, "new-page"
    if level and draft.level and level > draft.level:
        if (draft.body and draft.body[-1].role in _CLOSED_BY) or (
            draft.rubric and level <= draft.level + 1 and group.above
        ):
            return True, "after-signature"
        if any(_labels_so(u.text) for u in group.above) and _is_closed(draft):
            return True, "kicker-above"
        if photo_done(draft):
            return True, "after-photo-item"
        items = sum(u.role == "list_item" for u in draft.body)
        if draft.rubric and items > 1 and not draft.has("subhead") and is_latin(group.heads[0].text):
            return True, "after-rubric"
        if _is_wired(group):
            return True, "agency-at-end"
        if _is_after_list(group, draft):
            return True, "after-rubric"
        if _reads_as_title(group, draft):
            return True, "title-by-its-words"
        return False, "lower-level"
    return True, "same-level"

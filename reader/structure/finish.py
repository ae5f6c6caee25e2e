"""What the parts of an article are once it is whole: photo item, caption, signature, inset, kind, labels in titles."""

from __future__ import annotations

import re

from reader.structure import vocabulary
from reader.structure.bylines import byline_line
from reader.structure.credits import credit_line, credit_tail
from reader.structure.drafts import BODY, Draft
from reader.structure.endings import goes_on, is_complete
from reader.structure.leads import lead_of, western_place
from reader.structure.names import HAN
from reader.structure.people import could_be_name
from reader.structure.shapes import inset_word, is_caps, is_latin, is_title_case, pictured, run_in_head
from reader.structure.signatures import is_closing, is_date_line, is_office, letter_role, signed_by
from reader.structure.under_heads import wrote
from reader.structure.units import Sources, Unit, cut

_TITLE_MARK = re.compile(rf"[（(【]([{HAN}A-Za-z0-9·・•‧“” ]{{2,24}}?)[）)】][①-⑳]?$")
_SERIES_PART = re.compile(rf"[{HAN}]{{0,8}}?[（(]?[一二三四五六七八九十0-9①-⑳上中下]{{1,3}}[）)]?$")
_PART = re.compile("[上中下一二三四五六七八九十0-9]{1,3}")
# Boxes of several paragraphs, which stand at the end of what they belong to.
_BOXES = (
    "链接",
    "連結",
    "背景",
    "贴士",
    "資料",
    "资料",
    "手记",
    "手記",
    "感言",
    "短评",
    "短評",
    "点评",
    "點評",
    "简介",
    "解释",
    "阅读",
)
_TOOK = re.compile("[摄攝]影?[)）]?(?:[(（][^()（）]{0,14}[)）])?$|供图|发[)）]?$")
_NOTIFIES = re.compile("特此(?:通告|公告|聲明|声明|通知|周知)|此[布佈][。]?$")
# So many texts at most an advertisement without its word in the title has.
_ADVERT_TEXTS = 3
_GENRE = re.compile("(?:组诗|組詩|外[一二三四五六]首|[一二三四五六]首|节选|節選|小小说|微小说|短篇小说|散文|散文诗|诗歌|随笔|节录|報告文學|报告文学|童话|寓言)")
_CONTACT = re.compile("(?:联系|聯繫|聯絡)?(?:电话|電話|热线|熱線|人|地址|方式)[:：]")
_LINKED = re.compile("[·・•‧]")


def finish(draft: Draft, sources: Sources) -> None:
    """Settle the parts of one draft (in place)."""
    _title_mark(draft, sources)
    _end_mark(draft)
    _photo(draft, sources)
    if draft.kind == "article":
        draft.kind = _kind(draft)
    _briefs(draft)
    _lone_bullet(draft)
    _insets(draft)
    _signatures(draft)
    _captions(draft)
    _writer_inside(draft)
    _caption_credits(draft, sources)


def _writer_inside(draft: Draft) -> None:
    """`本报记者 孙浩 文/图` in the text of an unsigned article says who wrote it."""
    if draft.kind != "article" or draft.has("byline"):
        return
    own = [u for u in draft.body if u.reason == "photo-credit" and wrote(u.text)]
    if len(own) == 1 and len(draft.texts()) > 2:
        own[0].settle("byline", "wrote-and-photographed")


def _caption_credits(draft: Draft, sources: Sources) -> None:
    """The photo credit at the end of a caption becomes a block of its own."""
    for unit in [u for u in draft.body if u.role == "caption"]:
        at = credit_tail(unit.text)
        caption, credit = cut(unit, at, sources) if at else (None, None)
        if caption is not None and credit is not None:
            place = draft.body.index(unit)
            unit.became = (caption, 0)
            draft.body[place : place + 1] = [caption, credit.settle("credit", "photo-credit")]


def _kind(draft: Draft) -> str:
    texts = draft.texts()
    first = texts[0].text if texts else ""
    kind = vocabulary.kind_of(draft.title(), first)
    if kind == "article" and len(texts) <= _ADVERT_TEXTS and not draft.has("byline", "subhead", "continuation_on"):
        plain = is_latin(draft.title()) and (not is_caps(draft.title()) or vocabulary.is_column_label(draft.title()))
        offers = not plain and not draft.has("table") and vocabulary.offers(" ".join(u.text for u in texts))
        kind = "advert" if offers else kind
    if kind == "advert" and texts and _NOTIFIES.search(texts[-1].text[-12:]):
        kind = "notice"
    return "article" if kind in {"notice", "advert"} and texts and lead_of(first) else kind


def _title_mark(draft: Draft, sources: Sources) -> None:
    """`标题（人民时评）`: the column in brackets at the end of a headline, cut off as a block of its own."""
    titles = [u for u in draft.head if u.role == "title"]
    if not titles:
        return
    title = titles[-1]
    match = _TITLE_MARK.search(title.text[-28:])
    if match is None or len(title.text) - len(match[0]) < 3 or not _is_mark(match[1]):
        return
    name, mark = cut(title, len(title.text) - len(match[0]), sources)
    if name is None or mark is None:
        return
    title.became = (name, 0)
    pictured = credit_line(mark.text) is not None
    mark.settle("credit", "photo-credit") if pictured else mark.settle("column", "bracket-at-title")
    at = draft.head.index(title)
    draft.head[at : at + 1] = [name, mark]


def _end_mark(draft: Draft) -> None:
    """`（街市浮世繪‧之七）` under the last paragraph names column and series."""
    last = draft.body[-1] if len(draft.body) > 1 else None
    if last is None or last.role != "paragraph":
        return
    match = _TITLE_MARK.fullmatch(last.text) if len(last.text) <= 28 else None
    if match is not None and _LINKED.search(match[1]) and byline_line(last.text) is None:
        last.settle("column", "bracket-at-end")


def _is_mark(words: str) -> bool:
    if _PART.fullmatch(words) or words in {
        "组图",
        "图",
        "图文",
        "摘要",
        "全文",
        "试行",
        "草案",
    }:
        return False
    if _GENRE.fullmatch(words):
        return False
    return len(words) <= 12 or bool(_LINKED.search(words))


def _photo(draft: Draft, sources: Sources) -> None:
    """A headline (or none), one or two texts and a photo credit: a photo item."""
    texts = [u for u in draft.body if u.role in {"paragraph", "caption"}]
    bare = not draft.head and (len(texts) != 1 or draft.has("list_item", "inset", "table", "continuation_from"))
    if (
        bare
        or draft.rubric
        or not 1 <= len(texts) <= 2
        or any(lead_of(u.text) for u in texts)
        or _breaks_off(texts[0].text)
        or draft.has("byline", "subhead")
    ):
        return
    if len(texts) == 2 and pictured(texts[1].text) and not pictured(texts[0].text):
        return
    credit = next((u for u in draft.body if u.role == "credit" and u.reason == "photo-credit"), None)
    if credit is None:
        at = credit_tail(texts[-1].text)
        if not at:
            if any(u.role == "column" and vocabulary.is_picture_label(u.text) for u in draft.head):
                draft.kind = "photo"
            return
        caption, credit = cut(texts[-1], at, sources)
        if caption is None or credit is None:
            return
        place = draft.body.index(texts[-1])
        texts[-1].became = (caption, 0)
        draft.body[place : place + 1] = [caption, credit.settle("credit", "photo-credit")]
    if len("".join(u.text for u in texts)) <= 600:
        draft.kind = "photo"


def _breaks_off(text: str) -> bool:
    return not is_complete(text) and not credit_tail(text)


def _briefs(draft: Draft) -> None:
    """A rubric's paragraphs with heads run in (`A LATE SWARM.—`) are its items."""
    texts = [u for u in draft.body if u.role == "paragraph"]
    if len(texts) > 1 and vocabulary.is_kicker_label(draft.title()) and all(lead_of(u.text) for u in texts):
        draft.rubric = True
        for unit in texts:
            unit.settle("list_item", "dispatch")
    items = [u for u in draft.body if u.role == "list_item"]
    if draft.rubric and len(items) == 1 and items[0].reason == "rubric-item" and not texts and lead_of(items[0].text):
        draft.rubric = False
        items[0].settle("paragraph", "lone-report")
    if draft.rubric or len(texts) < 2 or not all(is_latin(u.text) and run_in_head(u.text) for u in texts):
        return
    if draft.title() and not any(lead_of(u.text) and lead_of(u.text).date for u in texts):  # type: ignore[union-attr]
        for unit in texts:
            unit.settle("list_item", "run-in-head")


def _lone_bullet(draft: Draft) -> None:
    """A bullet at one text alone makes no list: it is a paragraph's ornament."""
    items = [u for u in draft.body if u.role == "list_item"]
    if (
        len(items) == 1
        and items[0].reason == "bullet"
        and draft.head
        and not draft.rubric
        and (not lead_of(items[0].text) or items[0] is draft.texts()[0])
    ):
        items[0].settle("paragraph", "lone-bullet")


def _insets(draft: Draft) -> None:
    """The text right under a head such as 新闻链接 is an inset."""
    for at, unit in enumerate(draft.body[:-1]):
        word = inset_word(unit.text) if unit.role in {"paragraph", "subhead"} and len(unit.text) <= 12 else None
        if word is None or draft.body[at + 1].role != "paragraph":
            continue
        unit.settle("subhead", "inset-head")
        rest = draft.body[at + 1 :]
        stop = next((n for n, u in enumerate(rest) if u.role != "paragraph" or inset_word(u.text)), len(rest))
        boxed = stop if word.endswith(_BOXES) and at > 0 else 1
        for following in rest[:boxed]:
            following.settle("inset", "under-inset-head")


def _signatures(draft: Draft) -> None:
    """Closing lines of letters, notices, essays; a letter may be followed by the paper's answer."""
    for at in range(len(draft.body) - 1, -1, -1):
        unit = draft.body[at]
        if unit.role == "signature" and unit.reason == "name-at-end" and _under_news(draft, unit):
            unit.settle("byline", "name-under-news")
        elif unit.role == "byline" and (letter_role(unit.text) or _signs_answer(draft, at)):
            unit.settle("signature", "signed-letter")
        elif unit.role == "paragraph" and unit.reason != "verse" and _closes(draft, at):
            unit.settle("signature", "closing-line")


def _signs_answer(draft: Draft, at: int) -> bool:
    """Whether a name is the last line of a letter's answer: a signature stands above it."""
    above = draft.body[:at]
    return at == len(draft.body) - 1 and any(u.role == "signature" or letter_role(u.text) for u in above)


def _under_news(draft: Draft, unit: Unit) -> bool:
    """Whether a name in brackets stands under a report that opens with its credit: its writer, as a byline names him."""
    texts = draft.texts()
    return bool(texts) and unit.text[0] in "（(" and not is_latin(unit.text) and lead_of(texts[0].text) is not None


def _closes(draft: Draft, at: int) -> bool:
    unit = draft.body[at]
    rest = draft.body[at + 1 :]
    if at == 0 or len(unit.text) > 120:
        return False
    if is_closing(unit.text) and len(rest) <= 3:
        return True
    if any(u.role in BODY for u in rest) or not _settled_before(draft, at):
        return False
    bracketed = unit.text[0] + unit.text[-1] in {"（）", "()"}
    if is_date_line(unit.text) or (bracketed and is_office(unit.text[1:-1])):
        return True
    official = is_latin(unit.text) and len(unit.text.split()) <= 6 and is_title_case(unit.text) and could_be_name(unit.text)
    if _CONTACT.search(unit.text):
        return False
    if draft.kind in {"notice", "advert"} and len(unit.text) <= 40 and (official or not is_complete(unit.text)):
        return True
    if draft.kind == "notice" and western_place(unit.text):
        return True
    dated = bool(rest) and is_date_line(rest[0].text)
    return (
        (is_office(unit.text) and (dated or draft.kind != "article"))
        or signed_by(unit.text) is not None
        or (dated and len(unit.text) <= 30)
    )


def _settled_before(draft: Draft, at: int) -> bool:
    """Whether what stands before a closing line is whole, or itself a closing line."""
    before = draft.body[at - 1]
    return (
        before.role != "paragraph"
        or is_complete(before.text)
        or is_closing(before.text)
        or is_office(before.text)
        or before.reason == "verse"
    )


def _captions(draft: Draft) -> None:
    """Texts that speak of a picture, and short ones right under an image, are captions."""
    for at, unit in enumerate(draft.body):
        if unit.role != "paragraph" or len(unit.text) > 200:
            continue
        after_image = at > 0 and draft.body[at - 1].role == "image"
        after_image = after_image and (credit_tail(unit.text) > 0 or not _goes_over_image(draft.body, at))
        credited = at + 1 < len(draft.body) and draft.body[at + 1].role == "credit"
        if pictured(unit.text) and not _corresponds(unit.text) and (
            after_image or credited or draft.kind == "photo" or unit.text[0] in "▲↑↓←→△▼上下左右图圖"
        ):
            unit.settle("caption", "speaks-of-picture")
        elif after_image and draft.kind != "photo" and (len(unit.text) <= 60 or unit.italic or credit_tail(unit.text)):
            unit.settle("caption", "under-image")
        elif at > 0 and draft.body[at - 1].reason == "photo-credit" and is_latin(unit.text) and run_in_head(unit.text):
            unit.settle("caption", "under-credit")
        elif credited and _stands_apart(draft, at):
            unit.settle("caption", "above-credit")


def _corresponds(text: str) -> bool:
    """Whether a sign stands before a place and a day: a correspondent's (`△ Berlin, 3. März.`), no arrow to a picture."""
    lead = lead_of(text[1:].lstrip()) if is_latin(text) else None
    return lead is not None and lead.date is not None


def _goes_over_image(units: list[Unit], at: int) -> bool:
    """Whether a text under a picture rather completes the text that breaks off above it."""
    above = next((u for u in reversed(units[:at]) if u.role != "image"), None)
    return (
        above is not None
        and above.role in {"", "paragraph"}
        and above.form != "heading"
        and not is_complete(above.text)
    )


def _stands_apart(draft: Draft, at: int) -> bool:
    """Whether a text right above a photo credit, inside an article of several texts, is the picture's caption."""
    unit, credit = draft.body[at], draft.body[at + 1]
    if draft.kind == "photo" or credit.reason != "photo-credit" or len(unit.text) > 120 or not is_complete(unit.text):
        return False
    others = [u for u in draft.body if u.role == "paragraph" and u is not unit]
    if len(others) < 2 or others[0] not in draft.body[:at] or not _TOOK.search(credit.text):
        return False
    before = next((u for u in reversed(draft.body[:at]) if u.role in BODY), None)
    following = next((u for u in draft.body[at + 2 :] if u.role in BODY), None)
    return before is None or is_complete(before.text) or (following is not None and goes_on(following.text))


def _credited(units: list[Unit], at: int) -> bool:
    """Whether a Latin text names its photographer at its end, or the line under it does."""
    following = units[at + 1] if at + 1 < len(units) else None
    under = following is not None and following.reason == "photo-credit" and is_latin(units[at].text)
    return credit_tail(units[at].text) > 0 or under


def captions_before(units: list[Unit]) -> None:
    """A short text between an image and a headline is the image's caption (before articles are made)."""
    for at in range(1, len(units) - 1):
        unit = units[at]
        if (
            units[at - 1].role == "image"
            and not unit.role
            and unit.form == "paragraph"
            and len(unit.text) <= 400
            and (unit.italic or _credited(units, at) or (len(unit.text) <= 60 and is_complete(unit.text)))
            and (_credited(units, at) or credit_tail(unit.text) or not _goes_over_image(units, at))
        ):
            unit.settle("caption", "under-image")

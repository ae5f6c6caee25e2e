"""Repairs of structure: what goes along with blocks and articles, what stays, and what a second look finds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.commands import arranging
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.errors import ReaderError, UsageError
from reader.domain.views import ArticleView, HighlightView, Listing
from reader.store import identity

ISSUE = """# 渡口故事

天刚亮,石老大把缆绳解开,橹声吱呀,雾里只看得见他的草帽。半袋烟的工夫,船

# 最后一位摆渡人

本报记者 石言

靠了岸。

渡口开了四十一年,最忙时一天摆一百二十趟。桥通那天,他把船洗了三遍。

# 旧井普查登记三百二十口

本报讯(通讯员 柏舟)全市旧井普查结束,共登记三百二十口。

其中可用的九十七口,多在城东。

# 菜场二楼的读书角

读书角开张三年,藏书从两百册长到九千册。
"""


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A session on an issue whose articles are those of its headings, whatever the importer made of them."""
    source = tmp_path / "晚汀日报 2024-06-08 第3版.md"
    source.write_text(ISSUE, encoding="utf-8")
    session = open_session(tmp_path / "repair.pressmark", create=True)
    session.do("import.files", paths=[source])
    yield session
    session.close()


def articles(session: Session) -> list[ArticleView]:
    found = [session.article(id) for id in session.ids(Listing("all"))]
    return [view for view in found if view is not None]


def titled(session: Session, title: str) -> ArticleView:
    return next(view for view in articles(session) if (view.title or "").startswith(title))


def block(view: ArticleView, words: str) -> int:
    return next(b.id for b in view.blocks if words in b.text)


def texts(view: ArticleView) -> list[tuple[str, str]]:
    return [(b.role, b.text) for b in view.blocks]


def printed(session: Session) -> list[str]:
    """Every printed stretch there is, wherever it stands now: repairs move them, and lose none."""
    rows = session.library.rows("select source_text_id, start, end from piece order by 1, 2")
    covered: list[str] = []
    for source, start, end in rows:
        [(text,)] = session.library.rows("select text from source_text where id = ?", (source,))
        covered.append(text[start:end])
    return sorted("".join(covered))


def test_a_byline_moved_takes_its_author_along(session: Session) -> None:
    ferry, wells = titled(session, "最后"), titled(session, "旧井")
    assert ferry.byline == "石言"
    session.do("repair.move", blocks=[block(ferry, "石言")], article=wells.id)
    assert titled(session, "最后").byline == ""
    assert set(titled(session, "旧井").byline.split("、")) == {"柏舟", "石言"}
    session.undo().result()
    assert titled(session, "最后").byline == "石言"


def test_a_paragraph_made_a_byline_names_its_author(session: Session) -> None:
    wells = titled(session, "旧井")
    line = block(wells, "九十七口")
    made = session.do("repair.split", block=line, offset=3).value
    session.do("repair.role", block=made, role="byline")
    before = titled(session, "最后")
    session.do("repair.role", block=block(before, "石言"), role="paragraph")
    session.do("repair.field", article=before.id, name="authors", value="")
    session.do("repair.role", block=block(before, "石言"), role="byline")
    view = titled(session, "最后")
    assert [(f.value, f.detail, f.how) for f in view.fields if f.name == "author"] == [("石言", "记者", "read")]
    assert view.fields[0].span is not None


def test_an_article_that_loses_its_last_block_lives_on_in_the_other(session: Session) -> None:
    reading, wells = titled(session, "菜场"), titled(session, "旧井")
    session.do("tag.add", articles=[reading.id], tags=["读书"])
    session.do("note.write", article=reading.id, text="核对册数")
    session.do("repair.move", blocks=[b.id for b in reading.blocks], article=wells.id)
    assert session.article(reading.id) is None
    kept = session.article(wells.id)
    assert kept is not None
    assert [tag.name for tag in kept.tags] == ["读书"]
    assert "核对册数" in kept.note
    assert identity.article(session.library, reading.id) == wells.id
    session.undo().result()
    again = session.article(reading.id)
    assert again is not None
    assert (again.note, [t.name for t in again.tags]) == ("核对册数", ["读书"])


def test_an_article_made_page_text_goes_to_the_trash_with_its_marks(session: Session) -> None:
    reading = titled(session, "菜场")
    session.do("note.write", article=reading.id, text="留着")
    session.do("repair.move", blocks=[b.id for b in reading.blocks], article=None)
    assert reading.id in list(session.ids(Listing("trash")))
    kept = session.article(reading.id)
    assert kept is not None
    assert kept.note == "留着"
    assert {b.id for b in reading.blocks} <= {b.id for b in session.furniture(reading.issue.id)}


def test_splitting_an_article_leaves_tags_on_both_and_a_link_to_the_note(session: Session) -> None:
    wells = titled(session, "旧井")
    session.do("tag.add", articles=[wells.id], tags=["水利"])
    session.do("note.write", article=wells.id, text="与县志对读")
    made = session.do("repair.split_article", block=block(wells, "九十七口")).value
    first, second = session.article(wells.id), session.article(made)
    assert first is not None and second is not None
    assert [texts(v)[-1][1][:3] for v in (first, second)] == ["本报讯", "其中可"]
    assert [[t.name for t in v.tags] for v in (first, second)] == [["水利"], ["水利"]]
    assert first.note == "与县志对读"
    assert second.note == f"→ [旧井普查登记三百二十口](pressmark:article/{first.uuid})"
    assert second.position == first.position + 1


def test_an_article_is_not_split_before_its_first_block(session: Session) -> None:
    view = titled(session, "旧井")
    with pytest.raises(UsageError):
        session.do("repair.split_article", block=view.blocks[0].id)


def test_a_highlight_over_a_split_belongs_to_both_articles(session: Session) -> None:
    wells = titled(session, "旧井")
    first, second = block(wells, "登记三百二十口。"), block(wells, "九十七口")
    end = len(next(b.text for b in wells.blocks if b.id == first))
    session.do("highlight.add", article=wells.id, spans=[(first, end - 4, end), (second, 0, 4)])
    quote = titled(session, "旧井").highlights[0].quote
    made = session.do("repair.split_article", block=second).value
    views = [session.article(id) for id in (wells.id, made)]
    assert [[(h.quote, h.state) for h in v.highlights] for v in views if v] == [[(quote, "ok")]] * 2


def test_a_headline_set_into_its_text_becomes_its_head(session: Session) -> None:
    whole = printed(session)
    view = titled(session, "最后")
    if any(role == "column" for role, _words in texts(view)):  # the importer has put it right: part them first
        parts = [b.id for b in view.blocks if b.role in {"column"} or b.text.startswith("天刚亮")]
        long = next(b for b in view.blocks if b.text.startswith("天刚亮"))
        session.do("repair.split", block=long.id, offset=long.text.index("靠了岸"))
        made = session.do("repair.new", blocks=parts).value
        session.do("repair.role", block=parts[0], role="title")
        session.do("repair.reorder", articles=[made, view.id])
    before = texts(titled(session, "最后"))
    session.do("repair.headline", block=block(titled(session, "最后"), "摆渡人"))
    words = texts(titled(session, "最后"))
    assert [role for role, _text in words] == ["column", "title", "byline", "paragraph", "paragraph"]
    assert words[3][1].endswith("半袋烟的工夫,船靠了岸。")
    assert printed(session) == whole
    session.undo().result()
    assert texts(titled(session, "最后")) == before
    assert printed(session) == whole


def test_a_headline_without_text_before_it_says_so(session: Session) -> None:
    first = articles(session)[0]
    with pytest.raises(UsageError):
        session.do("repair.headline", block=first.blocks[0].id)


def test_merging_unites_tags_and_puts_notes_under_their_headlines(session: Session) -> None:
    wells, reading = titled(session, "旧井"), titled(session, "菜场")
    session.do("tag.add", articles=[wells.id], tags=["水利"])
    session.do("tag.add", articles=[reading.id], tags=["水利", "读书"])
    session.do("note.write", article=wells.id, text="一")
    session.do("note.write", article=reading.id, text="二")
    session.do("repair.merge", articles=[wells.id, reading.id])
    kept = session.article(wells.id)
    assert kept is not None
    assert {t.name for t in kept.tags} == {"水利", "读书"}
    assert kept.note == "## 旧井普查登记三百二十口\n\n一\n\n## 菜场二楼的读书角\n\n二"
    assert identity.article(session.library, reading.id) == wells.id


def test_merging_keeps_a_baskets_remarks(session: Session) -> None:
    wells, reading = titled(session, "旧井"), titled(session, "菜场")
    with session.act("test") as act:
        basket = act.insert("basket", name="展览", position="V")
        act.insert("basket_item", basket_id=basket, article_id=wells.id, position="F", remark="甲")
        act.insert("basket_item", basket_id=basket, article_id=reading.id, position="V", remark="乙")
    session.do("repair.merge", articles=[wells.id, reading.id])
    rows = session.library.rows("select article_id, remark from basket_item")
    assert rows == [(wells.id, "甲\n乙")]


def test_a_page_not_known_yet_is_entered(session: Session) -> None:
    wells = titled(session, "旧井")
    session.do("repair.page", articles=[wells.id], page="A04")
    view = session.article(wells.id)
    assert view is not None and view.page is not None
    assert (view.page.label, view.page.label_how) == ("A04", "person")
    session.do("repair.page", articles=[titled(session, "菜场").id], page="A04")
    assert len([p for p in view.issue.pages if p.label == "A04"]) == 1
    session.undo().result()
    session.undo().result()
    view = session.article(wells.id)
    assert view is not None and view.page is not None
    assert view.page.label == "3"


def test_a_label_is_renamed_for_all_that_bear_it(session: Session) -> None:
    ids = [titled(session, "旧井").id, titled(session, "菜场").id]
    for id in ids:
        session.do("repair.field", article=id, name="column", value="城事")
    issue = articles(session)[0].issue
    assert [id for id, _t in arranging.bearing(session, "column", "城事", issue=issue.id)] == ids
    made = session.do("repair.relabel", name="column", old="城事", new="城市", newspaper=issue.newspaper_id)
    assert made.value == 2
    assert [v.column for v in articles(session) if v.id in ids] == ["城市", "城市"]
    session.undo().result()
    assert [v.column for v in articles(session) if v.id in ids] == ["城事", "城事"]


def test_a_field_set_says_who_and_when_and_points_at_words(session: Session) -> None:
    session.author = "Lin"
    wells = titled(session, "旧井")
    where = block(wells, "九十七口")
    text = next(b.text for b in wells.blocks if b.id == where)
    at = text.index("城东")
    session.do("repair.field", article=wells.id, name="place", value="城东", words=(where, at, at + 2))
    view = titled(session, "旧井")
    place = next(f for f in view.fields if f.name == "place")
    assert (place.value, place.how) == ("城东", "set")
    assert place.span is not None
    origin = arranging.origins(session, view)[place.id]
    assert origin.author == "Lin"
    assert origin.at


def test_authors_that_stay_keep_where_they_were_read(session: Session) -> None:
    wells = titled(session, "旧井")
    [author] = [f for f in wells.fields if f.name == "author"]
    session.do("repair.field", article=wells.id, name="authors", value="通讯员 柏舟; 记者 甄望")
    found = [(f.value, f.detail, f.how) for f in titled(session, "旧井").fields if f.name == "author"]
    assert found == [("柏舟", "通讯员", "read"), ("甄望", "记者", "set")]
    assert author.detail == "通讯员"


def test_a_block_is_not_put_before_one_of_another_article(session: Session) -> None:
    wells, reading = titled(session, "旧井"), titled(session, "菜场")
    with pytest.raises(ReaderError):
        session.do("repair.move", blocks=[wells.blocks[0].id], article=wells.id, before=reading.blocks[0].id)


def test_blocks_of_two_articles_joined_carry_doubts_and_leave_no_empty_article(session: Session) -> None:
    wells, reading = titled(session, "旧井"), titled(session, "菜场")
    rest = [b.id for b in reading.blocks][:-1]
    session.do("repair.move", blocks=rest, article=None)
    session.do("repair.join", first=wells.blocks[-1].id, second=reading.blocks[-1].id)
    assert session.article(reading.id) is None
    assert titled(session, "旧井").blocks[-1].text.endswith("藏书从两百册长到九千册。")


def test_the_source_knows_its_blocks(session: Session) -> None:
    wells = titled(session, "旧井")
    page = arranging.source_page(session, wells.blocks[0].pieces[0].source)
    assert page is not None
    assert page.text == ISSUE
    owned = [page.text[o.start : o.end] for o in page.owned if o.block == wells.blocks[0].id]
    assert owned == ["旧井普查登记三百二十口"]
    assert arranging.reasons(session, wells)[wells.blocks[0].id]


def test_an_article_cannot_be_merged_with_or_continue_in_itself(session: Session) -> None:
    wells = titled(session, "旧井").id
    for wrong in (
        {"command": "repair.merge", "articles": [wells]},
        {"command": "repair.merge", "articles": [wells, wells]},
        {"command": "repair.link", "first": wells, "second": wells},
    ):
        with pytest.raises(UsageError):
            session.do(str(wrong.pop("command")), **wrong)
    assert session.library.value("select count(*) from article where continues_to is not null") == 0


def test_a_headline_merged_in_below_a_text_is_a_subhead(session: Session) -> None:
    kept, other = titled(session, "旧井普查"), titled(session, "菜场二楼")
    session.do("repair.merge", articles=[kept.id, other.id])
    merged = session.article(kept.id)
    assert merged is not None
    assert merged.title == kept.title
    assert [b.role for b in merged.blocks if b.text == "菜场二楼的读书角"] == ["subhead"]


def test_a_headline_merged_with_its_text_stays_one(session: Session) -> None:
    other = titled(session, "菜场二楼")
    head = session.do("repair.new", blocks=[other.blocks[0].id]).value
    session.do("repair.merge", articles=[head, other.id])
    merged = session.article(head)
    assert merged is not None
    assert merged.title == "菜场二楼的读书角"


def test_a_sentence_of_the_text_is_no_headline(session: Session) -> None:
    view = titled(session, "最后一位摆渡人")
    body = next(b for b in view.blocks if b.text.startswith("渡口开了"))
    with pytest.raises(UsageError):
        session.do("repair.headline", block=body.id)
    found = session.article(view.id)
    assert found is not None
    assert found.title == view.title


def test_a_highlight_over_blocks_that_change_order_is_not_changed(session: Session) -> None:
    view = titled(session, "旧井普查")
    body = [b for b in view.blocks if b.role == "paragraph"]
    first, second = body[0], body[1]
    at, end = first.text.index("共登记"), second.text.index(",")
    spans = [(first.id, at, len(first.text)), (second.id, 0, end)]
    session.do("highlight.add", article=view.id, spans=spans)
    session.do("repair.move", blocks=[second.id], article=view.id, before=first.id)
    (mark,) = _highlights(session, view.id)
    assert (mark.state, mark.quote) == ("ok", f"{first.text[at:]}\n{second.text[:end]}")
    session.do("text.correct", block=first.id, old="登记", new="登計")
    (mark,) = _highlights(session, view.id)
    assert mark.state == "changed"
    session.do("history.undo")
    session.do("repair.new", blocks=[second.id])
    (mark,) = _highlights(session, view.id)
    assert mark.state == "ok"


def _highlights(session: Session, article: int) -> list[HighlightView]:
    view = session.article(article)
    assert view is not None
    return list(view.highlights)

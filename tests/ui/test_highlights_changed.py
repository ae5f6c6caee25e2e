"""Highlights stretched, walked through, repeated, merged and tagged, by real keys and by the mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.views import ArticleView, BlockSpan, HighlightView, Listing
from reader.ui.highlight_filter import Narrowed
from reader.ui.highlight_words import spoken
from reader.ui.mark_grips import END, START, grip_at, grips
from reader.ui.reading_pane import ReadingPane
from reader.ui.theme import Looks
from tests.ui.shell import open_window

Find = Callable[[str], BlockSpan]
NO, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
KEY = Qt.Key


def highlights(pane: ReadingPane) -> tuple[HighlightView, ...]:
    article = pane.article()
    assert article is not None
    return article.highlights


def mark(pane: ReadingPane, span: BlockSpan, colour: str = "yellow") -> int:
    pane.select([span])
    pane.highlight(colour)
    made = pane.current_highlight()
    assert made is not None
    return made


def kept(session: Session, pane: ReadingPane) -> list[str]:
    """The quotes in the library, not on the screen."""
    article = pane.article()
    fresh = session.article(article.id) if article is not None else None
    assert fresh is not None
    return [h.quote for h in fresh.highlights]


def caret_to(pane: ReadingPane, span: BlockSpan) -> None:
    cursor = pane.view.textCursor()
    cursor.setPosition(pane.shown.places.ranges(span)[0][0])
    pane.view.setTextCursor(cursor)


# ---- stretching


def test_the_end_is_moved_by_character_and_by_clause(
    pane: ReadingPane, qtbot: QtBot, session: Session, span_of: Find
) -> None:
    mark(pane, span_of("七成航标"))
    last = session.library.last_act()
    for _press in range(2):  # keyClick would press and let go Shift as well
        QApplication.sendEvent(pane.view, QKeyEvent(QKeyEvent.Type.KeyPress, KEY.Key_Right, SHIFT))
    assert [h.quote for h in highlights(pane)] == ["七成航标"], "not kept before Shift is let go"
    assert [s.end - s.start for s in highlights(pane)[0].spans] == [6], "but shown"
    qtbot.keyRelease(pane.view, KEY.Key_Shift)
    assert kept(session, pane) == ["七成航标仍靠"]
    assert session.library.last_act() == last + 1, "two keys in one go are one step"
    qtbot.keyClick(pane.view, KEY.Key_Left, SHIFT)
    qtbot.keyRelease(pane.view, KEY.Key_Shift)
    assert kept(session, pane) == ["七成航标仍"]
    qtbot.keyClick(pane.view, KEY.Key_Right, SHIFT | CONTROL)
    qtbot.keyRelease(pane.view, KEY.Key_Shift)
    assert kept(session, pane) == ["七成航标仍靠人工点灯。"]
    session.undo().result()
    assert kept(session, pane) == ["七成航标仍"]


def test_the_beginning_is_moved_with_alt(pane: ReadingPane, qtbot: QtBot, session: Session, span_of: Find) -> None:
    mark(pane, span_of("𠮷田说"))
    qtbot.keyClick(pane.view, KEY.Key_Right, SHIFT | ALT)
    qtbot.keyRelease(pane.view, KEY.Key_Shift)
    assert kept(session, pane) == ["田说"], "a rare character is one step"
    qtbot.keyClick(pane.view, KEY.Key_Left, SHIFT | ALT | CONTROL)
    qtbot.keyRelease(pane.view, KEY.Key_Shift)
    assert kept(session, pane) == ["老船工𠮷田说"]


def test_over_a_paragraph_s_end_and_never_to_nothing(
    pane: ReadingPane, qtbot: QtBot, session: Session, span_of: Find
) -> None:
    mark(pane, span_of("进入验收。"))
    for _press in range(2):
        qtbot.keyClick(pane.view, KEY.Key_Right, SHIFT)
    qtbot.keyRelease(pane.view, KEY.Key_Shift)
    assert kept(session, pane) == ["进入验收。\n改造"]
    for _press in range(30):
        qtbot.keyClick(pane.view, KEY.Key_Left, SHIFT)
    qtbot.keyRelease(pane.view, KEY.Key_Shift)
    assert kept(session, pane) == ["进"]


def test_resting_keeps_what_was_moved(pane: ReadingPane, qtbot: QtBot, session: Session, span_of: Find) -> None:
    mark(pane, span_of("值守平台"))
    qtbot.keyClick(pane.view, KEY.Key_Left, SHIFT)
    qtbot.waitUntil(lambda: kept(session, pane) == ["值守平"])


def test_another_article_keeps_what_was_moved(
    pane: ReadingPane, qtbot: QtBot, session: Session, span_of: Find, article: ArticleView, second: ArticleView
) -> None:
    mark(pane, span_of("值守平台"))
    qtbot.keyClick(pane.view, KEY.Key_Left, SHIFT)
    pane.show_article(second)
    fresh = session.article(article.id)
    assert fresh is not None and [h.quote for h in fresh.highlights] == ["值守平"]


def test_a_caret_that_walks_lets_go_of_the_highlight(pane: ReadingPane, qtbot: QtBot, span_of: Find) -> None:
    made = mark(pane, span_of("值守平台"))
    caret_to(pane, span_of("三分钟"))
    qtbot.keyClick(pane.view, KEY.Key_Right)
    assert pane.marking.chosen() is None
    qtbot.keyClick(pane.view, KEY.Key_Right, SHIFT)
    assert pane.selected_text() == "分", "Shift selects words again"
    assert [h.id for h in highlights(pane)] == [made]


def grip(pane: ReadingPane, highlight: int, which: str) -> QPoint:
    stroke = grips(pane.view, pane.shown.layers.ranges_of(highlight))[which]
    return stroke.center().toPoint()


def point(pane: ReadingPane, span: BlockSpan) -> QPoint:
    """The left edge of a span's first character."""
    cursor = pane.view.textCursor()
    cursor.setPosition(pane.shown.places.ranges(span)[0][0])
    return pane.view.cursorRect(cursor).center()


@pytest.mark.parametrize(
    ("which", "to", "quote"),
    [(START, "一盏不亮", "一盏不亮,值班室"), (END, "三分钟", "值班室"), (END, "内就", "值班室三分钟")],
)
def test_an_edge_is_dragged(
    pane: ReadingPane, qtbot: QtBot, session: Session, span_of: Find, which: str, to: str, quote: str
) -> None:
    made = mark(pane, span_of("值班室"))
    pane.view.reveal(*pane.shown.places.ranges(span_of("值班室"))[0])
    port = pane.view.viewport()
    qtbot.mouseMove(port, QPoint(2, 2))
    qtbot.mouseMove(port, grip(pane, made, which))
    qtbot.waitUntil(lambda: port.cursor().shape() == Qt.CursorShape.SizeHorCursor)
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=grip(pane, made, which))
    qtbot.mouseMove(port, point(pane, span_of(to)))
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=point(pane, span_of(to)))
    assert kept(session, pane) == [quote]
    assert pane.marking.chosen() == made
    assert not pane.view.textCursor().hasSelection()


def test_grips_are_only_where_they_can_be_used(pane: ReadingPane, qtbot: QtBot, span_of: Find) -> None:
    made = mark(pane, span_of("值守平台"))
    place = QPointF(grip(pane, made, END))
    ranges = pane.shown.layers.ranges_of(made)
    assert grip_at(pane.view, ranges, place) == END
    assert grip_at(pane.view, ranges, place + QPointF(60, 0)) == ""
    painted = pane.view.viewport().grab().toImage()
    pane.choose_highlight(None)
    assert pane.view.viewport().grab().toImage() != painted


# ---- walking, repeating, selecting, tagging


def test_next_and_previous_go_round_in_text_order(pane: ReadingPane, span_of: Find) -> None:
    later, first = mark(pane, span_of("值守平台")), mark(pane, span_of("全市河道"), "pink")
    pane.choose_highlight(None)
    caret_to(pane, span_of("改造之前"))
    seen = []
    for by in (1, 1, 1, -1):
        pane.marking.step(by)
        seen.append(pane.marking.chosen())
    assert seen == [later, first, later, first]


def test_the_last_mark_is_repeated_with_its_tags(
    pane: ReadingPane, session: Session, span_of: Find, qtbot: QtBot
) -> None:
    made = mark(pane, span_of("值守平台"), "teal")
    session.do("highlight.tag", highlight=made, tags=["水利", "人名"])
    pane.select([span_of("三分钟")])
    pane.marking.repeat()
    again = highlights(pane)[-1]
    assert (again.quote, again.colour, [c.name for c in again.tags]) == ("三分钟", "teal", ["水利", "人名"])


def test_a_search_hit_is_marked_without_a_selection(pane: ReadingPane, span_of: Find) -> None:
    pane.set_hits("航标")
    pane.next_hit()
    pane.marking.repeat()
    assert [h.quote for h in highlights(pane)] == ["航标"]


def test_v_begins_selecting(pane: ReadingPane, qtbot: QtBot, span_of: Find) -> None:
    said: list[str] = []
    pane.hinted.connect(said.append)
    caret_to(pane, span_of("改造之前"))
    pane.view.begin_selecting()
    assert said[-1]
    qtbot.keyClick(pane.view, KEY.Key_Right)
    qtbot.keyClick(pane.view, KEY.Key_Right, CONTROL)
    assert pane.selected_text() == "改造之前,"
    qtbot.keyClick(pane.view, KEY.Key_Escape)
    assert pane.selected_spans() == [] and not pane.view.selecting
    qtbot.keyClick(pane.view, KEY.Key_Right)
    assert pane.selected_spans() == []


MOVES = [
    (KEY.Key_Right, NO, "造之前"), (KEY.Key_Left, NO, "改造之前"[:0] or "改造之前"), (KEY.Key_Right, CONTROL, "这段六十二"),
    (KEY.Key_Down, CONTROL, "老船工"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "modifiers", "at"), MOVES)
def test_the_caret_walks(
    pane: ReadingPane, qtbot: QtBot, span_of: Find, key: Qt.Key, modifiers: Qt.KeyboardModifier, at: str
) -> None:
    caret_to(pane, span_of("改造之前"))
    if key == KEY.Key_Left:
        qtbot.keyClick(pane.view, KEY.Key_Right)
    qtbot.keyClick(pane.view, key, modifiers)
    assert pane.view.textCursor().position() == pane.shown.places.ranges(span_of(at))[0][0]


def test_the_caret_goes_by_line_page_paragraph_and_text(pane: ReadingPane, qtbot: QtBot, span_of: Find) -> None:
    start = pane.shown.places.ranges(span_of("改造之前"))[0][0]
    caret_to(pane, span_of("七成航标"))
    qtbot.keyClick(pane.view, KEY.Key_Up, ALT)
    assert pane.view.textCursor().position() == start
    qtbot.keyClick(pane.view, KEY.Key_Down, ALT | SHIFT)
    assert pane.selected_text().startswith("改造之前") and pane.selected_text().endswith("才算过去。")
    qtbot.keyClick(pane.view, KEY.Key_Home, CONTROL)
    assert pane.view.textCursor().position() == 0
    qtbot.keyClick(pane.view, KEY.Key_End, CONTROL)
    assert pane.view.textCursor().atEnd()
    qtbot.keyClick(pane.view, KEY.Key_PageUp)
    page = pane.view.textCursor().position()
    assert page < pane.view.document().characterCount() - 1
    caret_to(pane, span_of("七成航标"))
    qtbot.keyClick(pane.view, KEY.Key_Home)
    line = pane.view.textCursor().position()
    qtbot.keyClick(pane.view, KEY.Key_End, SHIFT)
    assert pane.view.textCursor().selectionStart() == line and pane.selected_text() in "".join(
        b.text for b in _article(pane).blocks
    )
    cursor = pane.view.textCursor()
    assert isinstance(cursor, QTextCursor) and cursor.position() > line


def _article(pane: ReadingPane) -> ArticleView:
    found = pane.article()
    assert found is not None
    return found


def test_a_highlight_is_said_in_words(pane: ReadingPane, session: Session, span_of: Find) -> None:
    mark(pane, span_of("值守平台"), "blue")
    assert spoken(highlights(pane)[0], session.colours()) == "Highlight: to check. 值守平台"


def test_touching_ones_of_a_colour_are_offered_to_be_one(pane: ReadingPane, session: Session, span_of: Find) -> None:
    offers: list[tuple[int, list[int]]] = []
    pane.merge_offered.connect(lambda into, near: offers.append((into, near)))
    first = mark(pane, span_of("七成航标"))
    mark(pane, span_of("老船工"))
    mark(pane, span_of("仍靠人工"), "pink")
    assert offers == []
    second = mark(pane, span_of("仍靠"))
    assert offers == [(second, [first])]
    pane.marking._offer_merging(second)
    assert len(offers) == 1, "refused once is refused"
    assert len(highlights(pane)) == 4, "nothing is merged by itself"
    session.do("highlight.merge", sources=[first], into=second)
    assert kept(session, pane) == ["七成航标仍靠", "仍靠人工", "老船工"]
    session.undo().result()
    assert len(highlights(pane)) == 4


def test_keys_of_the_window(qtbot: QtBot, session: Session, looks: Looks, span_of: Find) -> None:
    window = open_window(qtbot, session, looks)
    pane = window.pane
    pane.view.setFocus()
    first, second = mark(pane, span_of("全市河道")), mark(pane, span_of("值守平台"))
    pane.choose_highlight(None)
    pane.view.moveCursor(QTextCursor.MoveOperation.Start)
    for key, chosen in ((KEY.Key_BracketRight, first), (KEY.Key_BracketRight, second), (KEY.Key_BracketLeft, first)):
        qtbot.keyClick(pane.view, key)
        assert pane.marking.chosen() == chosen
    session.do("tag.new", name="水利")
    session.do("tag.add", articles=[_article(pane).id], tags=["水利"])
    qtbot.keyClick(pane.view, KEY.Key_1, ALT)
    assert [c.name for h in highlights(pane) if h.id == first for c in h.tags] == ["水利"]
    qtbot.keyClick(pane.view, KEY.Key_T)
    qtbot.waitUntil(lambda: pane.marking.card.tags.field.hasFocus())
    qtbot.keyClicks(pane.marking.card.tags.field, "zheng")
    qtbot.keyClick(pane.marking.card.tags.field, KEY.Key_Return)
    assert [c.name for h in highlights(pane) if h.id == first for c in h.tags] == ["水利", "zheng"]
    pane.marking.card.close_card()
    pane.view.setFocus()
    pane.select([span_of("三分钟")])
    qtbot.keyClick(pane.view, KEY.Key_Period)
    assert "三分钟" in [h.quote for h in highlights(pane)]
    pane.choose_highlight(None)
    qtbot.keyClick(pane.view, KEY.Key_V)
    assert pane.view.selecting


def test_the_panel_is_narrowed(pane: ReadingPane, session: Session, span_of: Find) -> None:
    for words, colour in (("全市河道", "pink"), ("值守平台", "yellow"), ("三分钟", "pink"), ("七成航标", "blue")):
        mark(pane, span_of(words), colour)
    session.do("highlight.tag", highlight=highlights(pane)[0].id, tags=["水利"])
    marks = highlights(pane)
    order = [c.key for c in session.colours()]

    def quotes(**narrowed: str) -> list[str]:
        return [h.quote for h in Narrowed(**narrowed).chosen_of(marks, order)]

    assert quotes() == ["全市河道", "七成航标", "值守平台", "三分钟"]
    assert quotes(words="平台") == ["值守平台"]
    assert quotes(tag="水") == ["全市河道"]
    assert quotes(colour="pink", sort="newest") == ["三分钟", "全市河道"]
    assert quotes(sort="colour") == ["值守平台", "七成航标", "全市河道", "三分钟"]
    assert quotes(state="changed") == []


# ---- quote equals text under spans, whatever is done


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    from tests.ui.conftest import ISSUE

    folder = tmp_path_factory.mktemp("stretched")
    source = folder / "n.md"
    source.write_text(ISSUE, encoding="utf-8")
    opened = open_session(folder / "stretched.pressmark", create=True)
    opened.do("import.files", paths=[source])
    yield opened
    opened.close()


STEP = st.tuples(
    st.sampled_from(["reach", "colour", "merge", "undo", "redo"]), st.integers(0, 400), st.integers(0, 400)
)


@given(steps=st.lists(STEP, min_size=1, max_size=12))
def test_the_quote_is_what_stands_under_the_spans(library: Session, steps: list[tuple[str, int, int]]) -> None:
    id = library.ids(Listing("all"))[0]
    view = library.article(id)
    assert view is not None
    places = [(b.id, n) for b in view.blocks for n in range(len(b.text))]
    for name, a, b in steps:
        low, high = sorted((a % len(places), b % len(places)))
        spans = _between(places, low, high + 1)
        marks = _fresh(library, id).highlights
        if name in {"undo", "redo"}:
            found = library.next_undo() if name == "undo" else library.next_redo()
            if found is not None and found.kind != "import" and not found.command.startswith("import"):
                library.do(f"history.{name}")
        elif not marks or (name == "reach" and len(marks) < 3 and a % 3 == 0):
            library.do("highlight.add", article=id, spans=spans)
        elif name == "reach":
            library.do("highlight.reach", highlight=marks[b % len(marks)].id, article=id, spans=spans)
        elif name == "colour":
            library.do("passages.colour", highlights=[m.id for m in marks], colour=["pink", "teal"][a % 2])
        elif len(marks) > 1:
            library.do("highlight.merge", sources=[marks[0].id], into=marks[1].id)
        _check(_fresh(library, id))


def _fresh(session: Session, id: int) -> ArticleView:
    view = session.article(id)
    assert view is not None
    return view


def _check(view: ArticleView) -> None:
    texts = {b.id: b.text for b in view.blocks}
    for one in view.highlights:
        under = "\n".join(texts[s.block][s.start : s.end] for s in one.spans)
        assert one.state == "ok" and one.quote == one.current == under


def _between(places: list[tuple[int, int]], low: int, high: int) -> list[tuple[int, int, int]]:
    found: dict[int, list[int]] = {}
    for block, at in places[low:high]:
        found.setdefault(block, []).append(at)
    return [(block, min(ats), max(ats) + 1) for block, ats in found.items()]


def test_a_foreign_part_stays(tmp_path: Path, library: Session) -> None:
    """A highlight over two paragraphs, the second moved to another article: stretching the first leaves it alone."""
    first, second = library.ids(Listing("all"))[:2]
    view = _fresh(library, first)
    a, b = [block for block in view.blocks if block.role == "paragraph"][-2:]
    made = library.do("highlight.add", article=first, spans=[(a.id, len(a.text) - 4, len(a.text)), (b.id, 0, 4)]).value
    library.do("repair.move", blocks=[b.id], article=second)
    library.do("highlight.reach", highlight=made, article=first, spans=[(a.id, len(a.text) - 2, len(a.text))])
    for article in (first, second):
        (one,) = [h for h in _fresh(library, article).highlights if h.id == made]
        assert one.quote == f"{a.text[-2:]}\n{b.text[:4]}" and one.state == "ok"

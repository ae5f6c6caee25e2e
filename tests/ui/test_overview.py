"""Facets, timeline, passages, words in context and the calendar in the window, used by keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from reader.commands import listing
from reader.commands.concordance import Found
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.overview import Bar, Timeline
from reader.domain.places import sample_issues
from reader.domain.views import Listing
from reader.ui import overview_acts
from reader.ui.dialogs.ask import AskLine
from reader.ui.overview import timeline_view, year_strip
from reader.ui.overview.facet_model import FACET, VALUE
from reader.ui.overview.passage_line import about
from reader.ui.theme import THEMES, Looks
from reader.ui.window import MainWindow
from tests.ui.shell import open_window, search

MARKS = (
    ("末班夜渡", "八十三岁的纪兰芬", "pink", ["人物"], ""),
    ("末班夜渡", "缇江轮渡始于清末的摆渡木船", "green", ["水运"], "与县志对读"),
    ("LIGHTSHIP CREW SAFE", "Miss Olive Trant", "yellow", [], ""),
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample issues with a few marks."""
    path = tmp_path_factory.mktemp("overview") / "overview.pressmark"
    own = open_session(path, create=True)
    own.do("import.files", paths=[sample_issues()])
    rows = own.rows(list(own.ids(Listing("all"))))
    for title, quote, colour, tags, comment in MARKS:
        id = next(row.id for row in rows if row.title.startswith(title))
        own.do("highlight.add", article=id, spans=listing.quote_spans(own, id, quote, 1), colour=colour, tags=tags, comment=comment)
    own.close()
    return path


@pytest.fixture
def session(made: Path) -> Iterator[Session]:
    """The library of this file in place of the usual one."""
    opened = open_session(made)
    yield opened
    opened.close()


@pytest.fixture
def window(qtbot: QtBot, session: Session, looks: Looks) -> MainWindow:
    return open_window(qtbot, session, looks)


def press(qtbot: QtBot, window: MainWindow, *keys: Qt.Key, shift: bool = False, control: bool = False, alt: bool = False) -> None:
    """Press keys where the keyboard is."""
    none = Qt.KeyboardModifier.NoModifier
    modifier = Qt.KeyboardModifier.ShiftModifier if shift else none
    modifier |= Qt.KeyboardModifier.ControlModifier if control else none
    modifier |= Qt.KeyboardModifier.AltModifier if alt else none
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget() or window, key, modifier)


def lines(qtbot: QtBot, window: MainWindow, query: str) -> None:
    """Search and show the words in context."""
    search(qtbot, window, query)
    window.do("overview.kwic")
    qtbot.waitUntil(lambda: window.overview.kwic.complete and window.overview.kwic.model.rowCount() > 0)


def facets_there(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.facets.model.rowCount() > 0 and not window.surveying._lookup.awaits("facets"))  # type: ignore[union-attr]


def ticked(window: MainWindow) -> set[tuple[str, str]]:
    return {(f.name, v.value) for f in window.facets.model.facets for v in f.values if v.chosen}


# ---- the story


def test_a_search_is_narrowed_read_in_context_and_left_again_by_keys_alone(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    press(qtbot, window, Qt.Key.Key_Slash)
    assert window.top.search.hasFocus()
    window.top.search.insert("船")  # as an input method does
    press(qtbot, window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.list.searching and window.list.listing == Listing("search", text="船"))
    press(qtbot, window, Qt.Key.Key_3, control=True)
    kwic = window.overview.kwic
    qtbot.waitUntil(lambda: kwic.complete and kwic.model.rowCount() > 20)
    whole = kwic.model.rowCount()
    facets_there(qtbot, window)

    window.do("view.facets")
    press(qtbot, window, Qt.Key.Key_F4)
    assert window.facets.tree.hasFocus()
    assert window.facets.tree.currentIndex().data(FACET) == "newspaper"
    press(qtbot, window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.list.listing == Listing("search", text="船 newspaper:=晚汀日报") and kwic.complete)
    qtbot.waitUntil(lambda: ticked(window) == {("newspaper", "晚汀日报")})
    assert 0 < kwic.model.rowCount() < whole
    press(qtbot, window, Qt.Key.Key_F4, shift=True)
    qtbot.waitUntil(lambda: window.list.listing == Listing("search", text="船") and kwic.model.rowCount() == whole)

    press(qtbot, window, Qt.Key.Key_F5)
    timeline = window.overview.timeline
    assert timeline.hasFocus()
    qtbot.waitUntil(lambda: timeline.timeline.total > 0)
    press(qtbot, window, Qt.Key.Key_PageDown)
    assert timeline.words == "1927: 5"
    press(qtbot, window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "date:" in window.top.search.text() and kwic.complete and 0 < kwic.model.rowCount() < whole)
    press(qtbot, window, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: window.top.search.text() == "船" and kwic.complete and kwic.model.rowCount() == whole)

    kwic.take_keyboard()
    press(qtbot, window, Qt.Key.Key_J, Qt.Key.Key_Down)
    row = kwic.table.currentIndex().row()
    line = kwic.model.kwic(row)
    assert row == 2 and line is not None
    press(qtbot, window, Qt.Key.Key_Return)
    assert window.tab == ""
    assert window.view is not None and window.view.id == line.article
    at = window.pane.view.painting.hit
    assert at is not None and window.pane.shown.places.place_at(at[0]) == (line.shown.block, line.shown.start)
    assert window.panels.is_shown("list") and window.panels.is_shown("text")

    press(qtbot, window, Qt.Key.Key_Left, alt=True)
    assert window.tab == "kwic" and kwic.table.currentIndex().row() == row
    assert kwic.table.hasFocus() and not window.panels.is_shown("text")
    out = tmp_path / "lines.csv"
    overview_acts.write_lines(window.desk, out, "csv")
    qtbot.waitUntil(out.exists)
    assert out.read_text("utf-8-sig").count("\n") == whole + 1


# ---- facets


def test_facets_stand_beside_any_list_and_are_written_into_the_query(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    issue = next(i for i in session.issues() if i.newspaper == "晚汀日报")
    window.navigation.show_issue(issue.id)
    assert not window.panels.is_shown("facets")
    window.do("view.facets")
    facets_there(qtbot, window)
    counts = {v.value: v.count for f in window.facets.model.facets if f.name == "kind" for v in f.values}
    assert sum(counts.values()) == issue.articles
    window.surveying.toggle("kind", "photo")
    qtbot.waitUntil(lambda: window.list.listing == Listing("search", text=f"issue:{issue.id} kind:photo"))
    assert window.list.model.rowCount() == counts["photo"]
    window.surveying.toggle("kind", "advert")
    qtbot.waitUntil(lambda: window.top.search.text() == f"issue:{issue.id} kind:(photo OR advert)")
    qtbot.waitUntil(lambda: ticked(window) == {("kind", "photo"), ("kind", "advert")})
    assert {v.value: v.count for f in window.facets.model.facets if f.name == "kind" for v in f.values} == counts


def test_each_tab_remembers_whether_facets_stand_beside_it(qtbot: QtBot, window: MainWindow) -> None:
    search(qtbot, window, "船")
    assert not window.panels.is_shown("facets")
    window.do("overview.passages")
    assert window.panels.is_shown("facets")
    window.do("view.facets")
    window.do("overview.kwic")
    assert window.panels.is_shown("facets")
    window.do("overview.passages")
    assert not window.panels.is_shown("facets")
    window.do("overview.articles")
    assert window.panels.is_shown("list") and not window.panels.is_shown("facets")


def test_long_facets_are_short_until_more_is_wished(qtbot: QtBot, window: MainWindow) -> None:
    window.navigation.show_listing(Listing("all"))
    window.do("view.facets")
    facets_there(qtbot, window)
    model = window.facets.model
    QAbstractItemModelTester(model)
    row = next(n for n, f in enumerate(model.facets) if f.name == "author")
    heading = model.index(row, 0)
    assert model.rowCount(heading) == 8
    window.facets.tree.act(model.index(7, 0, heading))
    heading = model.index(row, 0)
    assert model.rowCount(heading) == len(model.facets[row].values)


def test_facets_of_a_search_that_is_over_never_arrive(qtbot: QtBot, window: MainWindow) -> None:
    window.do("view.facets")
    for query in ("船", "the", "轮渡"):
        window.top.search.setText(query)
        window.top.search.search_now()
    qtbot.waitUntil(lambda: window.list.listing == Listing("search", text="轮渡"))
    facets_there(qtbot, window)
    papers = next(f for f in window.facets.model.facets if f.name == "newspaper")
    assert [v.value for v in papers.values] == ["晚汀日报"]


# ---- the timeline


def test_a_drag_over_bars_narrows_to_them(qtbot: QtBot, window: MainWindow) -> None:
    lines(qtbot, window, "船")
    timeline = window.overview.timeline
    qtbot.waitUntil(lambda: timeline.timeline.total > 0)
    first, last = timeline._bar_box(0).center().toPoint(), timeline._bar_box(1).center().toPoint()
    qtbot.mousePress(timeline, Qt.MouseButton.LeftButton, pos=first)
    qtbot.mouseMove(timeline, last)
    qtbot.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=last)
    asked = timeline.timeline.range_of(0, 1)
    qtbot.waitUntil(lambda: window.top.search.text() == f"船 date:{asked}")


def test_what_has_no_date_is_told_apart_and_can_be_asked_for(qtbot: QtBot, session: Session, looks: Looks, tmp_path: Path) -> None:
    own = open_session(tmp_path / "undated.pressmark", create=True)
    for name, words in (("晚汀日报 2024-06-08.md", "渡口今日开放,船照常开。"), ("无日期.md", "旧井普查登记结束,共三百二十口;渔船归港。")):
        (tmp_path / name).write_text(f"# {words[:4]}\n\n本报讯 {words}\n", encoding="utf-8")
    own.do("import.files", paths=[tmp_path / "晚汀日报 2024-06-08.md", tmp_path / "无日期.md"])
    window = open_window(qtbot, own, looks)
    lines(qtbot, window, "船")
    timeline = window.overview.timeline
    qtbot.waitUntil(lambda: timeline.timeline.undated == 1)
    assert timeline.undated.isVisible() and timeline.undated.text() == "1 undated"
    timeline.undated.click()
    assert window.top.search.text() == "船 date:unknown"
    qtbot.waitUntil(lambda: window.overview.kwic.complete and window.overview.kwic.model.rowCount() == 1)
    window.do("overview.calendar")
    qtbot.waitUntil(lambda: len(window.overview.calendar.runs) == 2)
    window.detach()
    own.close()


# ---- words in context


@pytest.mark.parametrize("query", ["船", "the"])
def test_lines_are_sorted_by_their_sides(qtbot: QtBot, window: MainWindow, query: str) -> None:
    lines(qtbot, window, query)
    kwic = window.overview.kwic
    QAbstractItemModelTester(kwic.model)
    for order in ("right", "left", "words", "date"):
        window.do(f"kwic.{order}")
        keys = kwic.model.keys.get(order, [])
        numbers = lambda: [kwic.model.number(row) for row in range(kwic.model.rowCount())]  # noqa: E731
        wanted = sorted(numbers(), key=lambda n: keys[n] if keys else n)
        qtbot.waitUntil(lambda: [keys[n] if keys else n for n in numbers()] == [keys[n] if keys else n for n in wanted])  # noqa: B023
    assert kwic.sorts["date"].isChecked()


def test_a_hundred_thousand_lines_are_a_list(qtbot: QtBot, window: MainWindow) -> None:
    lines(qtbot, window, "船")
    kwic = window.overview.kwic
    one = Found(kwic.model.line(0), "a", "b", "c")
    kwic.model.add([one] * 100_000)
    asked: list[int] = []
    fetch = kwic.model.fetch
    kwic.model.fetch = lambda some: (asked.append(len(some)), fetch(some))[1]  # type: ignore[func-returns-value]
    kwic.table.stand_on(90_000)
    window.grab()
    assert kwic.model.kwic(90_000) is not None
    assert 0 < sum(asked) < 500


def test_tags_go_on_what_is_in_the_lines_in_one_step(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    lines(qtbot, window, "轮渡")
    articles = window.targets.articles()
    assert len(articles) == len(set(session.ids(Listing("search", text="text:轮渡 OR kicker:轮渡 OR title:轮渡"))))
    assert window.targets.article() is None and not window.actions_["highlight.add"].isEnabled()
    session.do("tag.add", articles=articles, tags=["上下文"])
    assert len(session.ids(Listing("search", text="tag:上下文"))) == len(articles)
    session.do("history.undo")
    assert len(session.ids(Listing("search", text="tag:上下文"))) == 0


# ---- passages


def test_passages_open_in_their_article_and_are_tagged_in_one_step(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    search(qtbot, window, "in:highlights")
    window.do("overview.passages")
    view = window.overview.passages
    qtbot.waitUntil(lambda: view.complete and view.model.rowCount() == 3)
    QAbstractItemModelTester(view.model)
    qtbot.waitUntil(lambda: window.overview.tabs.counts.get("passages") == 3)
    view.table.selectAll()
    window.do("found.tag")
    dialog = window.findChild(AskLine)
    assert dialog is not None
    field = dialog.findChild(QLineEdit)
    assert field is not None
    field.setText("待引用")
    dialog.accept()
    qtbot.waitUntil(lambda: len(session.finder.passages("tag:待引用")) == 3)
    session.do("history.undo")
    assert session.finder.passages("tag:待引用") == []
    qtbot.waitUntil(lambda: view.complete and not window.surveying._late.isActive())

    view.table.stand_on(2)
    passage = view.model.passage(2)
    assert passage is not None and "与县志对读" in about(passage, view.model.meanings)
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert window.view is not None and window.view.id == passage.article
    assert window.pane.current_highlight() == passage.id
    window.do("go.back")
    assert window.tab == "passages" and view.table.currentIndex().row() == 2


# ---- the calendar


def test_a_day_opens_its_issue(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    issue = next(i for i in session.issues() if i.newspaper == "晚汀日报")
    window.navigation.show_issue(issue.id)
    press(qtbot, window, Qt.Key.Key_4, control=True)
    calendar = window.overview.calendar
    qtbot.waitUntil(lambda: bool(calendar.runs) and calendar.grid.hasFocus())
    assert calendar.run is not None and calendar.run.name == "晚汀日报"
    assert calendar.grid.day == date(2024, 6, 8)
    assert "21 articles" in calendar.day.text() and "2 highlights" in calendar.day.text()
    press(qtbot, window, Qt.Key.Key_Right)
    assert calendar.grid.day == date(2024, 6, 9) and "no issue" in calendar.day.text()
    press(qtbot, window, Qt.Key.Key_PageDown, Qt.Key.Key_Down)
    assert calendar.grid.day == date(2024, 7, 16)
    press(qtbot, window, Qt.Key.Key_Left, control=True)
    assert calendar.grid.day == date(2024, 6, 8)
    box = calendar.grid.box(date(2024, 6, 8)).center()
    assert calendar.grid.day_at(box) == date(2024, 6, 8)
    assert calendar.grid.day_at(calendar.grid.box(date(2024, 1, 1)).topLeft() - QPoint(0, 30)) is None
    press(qtbot, window, Qt.Key.Key_Return)
    assert window.tab == "" and window.list.listing == Listing("issue", issue.id)
    window.do("go.back")
    assert window.tab == "calendar"


def test_days_with_hits_are_told(qtbot: QtBot, window: MainWindow) -> None:
    search(qtbot, window, "轮渡")
    window.do("overview.calendar")
    calendar = window.overview.calendar
    qtbot.waitUntil(lambda: bool(calendar.runs))
    calendar.choose(next(run.newspaper for run in calendar.runs if run.name == "晚汀日报"))
    qtbot.waitUntil(lambda: calendar.hits == {date(2024, 6, 8): len(window.list.model.ids())})
    assert "hit" in calendar.grid.told(date(2024, 6, 8))


# ---- empty states, themes


def test_nothing_found_says_what_to_do_next(qtbot: QtBot, window: MainWindow) -> None:
    window.do("overview.kwic")
    assert window.overview.kwic.empty.title.text() == "Search for words"
    search(qtbot, window, "没有此词")
    qtbot.waitUntil(lambda: window.overview.kwic.complete)
    assert window.overview.kwic.empty.title.text() == "Nothing found"
    search(qtbot, window, "船 tag:没有")
    window.do("overview.passages")
    qtbot.waitUntil(lambda: window.overview.passages.complete)
    assert window.overview.passages.empty.button.text() == "Take all narrowing away"
    window.overview.passages.empty.button.click()
    qtbot.waitUntil(lambda: window.top.search.text() == "船")


def test_every_overview_is_drawn_in_every_theme(qtbot: QtBot, window: MainWindow) -> None:
    lines(qtbot, window, "船")
    for theme in THEMES:
        window.looks.choose(theme)
        for tab in ("kwic", "passages", "calendar"):
            window.surveying.go_to(tab)
            picture = window.overview.grab().toImage()
            page = window.looks.colour("page").rgb()
            assert picture.pixel(picture.width() - 4, picture.height() - 4) == page, (theme, tab)
    window.looks.choose("paper")


def test_the_list_and_the_text_come_back_as_they_were(qtbot: QtBot, window: MainWindow) -> None:
    before = {name: window.panels.is_shown(name) for name in ("tree", "list", "text", "marks")}
    sizes = window.panels.state()["sizes"]
    for tab in ("passages", "calendar", "articles"):
        window.do(f"overview.{tab}")
    assert {name: window.panels.is_shown(name) for name in before} == before
    assert window.panels.state()["sizes"] == sizes
    assert window.facets.tree.model().data(window.facets.model.index(0, 0), VALUE) is None


def test_passages_are_counted_where_passages_are_shown(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    search(qtbot, window, "轮渡")
    window.do("view.facets")
    facets_there(qtbot, window)

    def counted() -> int:
        return sum(v.count for f in window.facets.model.facets if f.name == "newspaper" for v in f.values)

    articles = len(session.ids(Listing("search", text="轮渡")))
    qtbot.waitUntil(lambda: counted() == articles)
    window.do("overview.passages")
    passages = len(session.finder.passages("轮渡"))
    assert 0 < passages < articles
    qtbot.waitUntil(lambda: counted() == passages)
    qtbot.waitUntil(lambda: window.overview.timeline.timeline.total == passages)
    window.facets.toggled.emit("newspaper", "晚汀日报")
    qtbot.waitUntil(lambda: ticked(window) == {("newspaper", "晚汀日报")})
    window.do("overview.articles")
    qtbot.waitUntil(lambda: window.list.model.rowCount() == len(session.ids(Listing("search", text="轮渡 newspaper:=晚汀日报"))))


def test_in_a_narrow_window_one_narrows_first_and_reads_then(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(720, 500)
    search(qtbot, window, "轮渡")
    window.do("view.facets")
    facets_there(qtbot, window)
    shown = window.panels.is_shown
    assert shown("facets") and shown("list") and not shown("text"), "list and facets stand side by side"
    window.list.take_keyboard()
    press(qtbot, window, Qt.Key.Key_Return)
    assert shown("text") and shown("list") and not shown("facets")
    window.do("view.facets")
    assert shown("facets") and not shown("text")
    table = window.list.table
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(window.list.model.index(0, 0)).center())
    assert shown("text")
    window.do("view.facets")
    window.facets.close_button.click()
    assert shown("text") and not shown("facets")
    window.list.strip.facets.click()
    assert shown("facets") and window.list.strip.facets.isChecked()
    window.do("find.open")
    assert shown("text"), "what needs the text brings it"


def test_tabs_fit_the_row_they_stand_in(qtbot: QtBot, window: MainWindow) -> None:
    search(qtbot, window, "轮渡")
    tabs = window.surveying.list_tabs
    for width in (1600, 1280, 720):
        window.resize(width, 600)
        window.do("view.facets")
        qtbot.waitUntil(lambda: tabs.tabRect(tabs.count() - 1).right() <= tabs.width() + 12)
        assert tabs.tabRect(0).left() >= 0
    window.do("overview.calendar")
    page = window.overview
    qtbot.waitUntil(lambda: page.tabs.geometry().right() <= page.buttons["saved.add"].geometry().left() + 1)
    assert page.tabs.tabRect(page.tabs.count() - 1).right() <= page.tabs.width()


def test_bars_are_as_fine_as_there_is_room_for(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(720, 600)
    search(qtbot, window, "le OR die OR 的")
    window.do("overview.kwic")
    timeline = window.overview.timeline
    qtbot.waitUntil(lambda: timeline.timeline.total > 0)
    qtbot.waitUntil(lambda: len(timeline.timeline.bars) <= timeline.most)
    window.resize(1900, 600)
    qtbot.waitUntil(lambda: timeline.timeline.unit == "year")
    window.resize(720, 600)
    qtbot.waitUntil(lambda: timeline.timeline.unit == "decade")


def test_the_years_written_follow_a_rule(qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    monkeypatch.setattr(year_strip, "draw_elided", lambda _p, _area, label, *_more: written.append(label))
    strip = window.overview.calendar.strip
    for width, step in ((1700, 2), (900, 5), (300, 10)):
        strip.setFixedWidth(width)
        strip.show_years({1950: 3, 2024: 9}, 1987)
        written.clear()
        strip.grab()
        years = sorted(int(label) for label in written)
        assert 1987 in years
        assert all(year % step == 0 for year in years if year != 1987) and len(years) > 3


def test_days_fill_the_place_they_have(qtbot: QtBot, window: MainWindow) -> None:
    window.do("overview.calendar")
    grid = window.overview.calendar.grid
    qtbot.waitUntil(lambda: bool(window.overview.calendar.runs))
    window.resize(1280, 640)
    qtbot.waitUntil(lambda: grid.cell <= 30)
    window.resize(1920, 1080)
    qtbot.waitUntil(lambda: grid.cell > 30)
    qtbot.waitUntil(lambda: grid.height() <= window.overview.calendar.area.viewport().height())
    window.resize(1280, 640)
    qtbot.waitUntil(lambda: grid.cell <= 30)


def test_bars_are_dated_by_a_rule_and_in_their_middle(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[tuple[str, float]] = []
    monkeypatch.setattr(timeline_view, "draw_elided", lambda _p, area, label, *_more: written.append((label, area.x())))
    timeline = window.overview.timeline
    timeline.setFixedWidth(1400)
    timeline.show_timeline(Timeline("year", tuple(Bar(year * 10_000 + 101, year * 10_000 + 1231, str(year), 1) for year in range(1927, 2024))))
    timeline.grab()
    assert [label for label, _x in written] == [str(year) for year in range(1930, 2024, 5)]
    middle = written[0][1] + timeline.fontMetrics().horizontalAdvance("1930") / 2
    assert abs(timeline._bar_box(3).center().x() - middle) < 6


def test_days_are_dated_by_a_rule(qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    monkeypatch.setattr(timeline_view, "draw_elided", lambda _p, _area, label, *_more: written.append(label))
    timeline = window.overview.timeline
    days = [date(2024, 6, 1) + timedelta(n) for n in range(61)]
    timeline.setFixedWidth(900)
    timeline.show_timeline(Timeline("day", tuple(Bar(int(f"{d:%Y%m%d}"), int(f"{d:%Y%m%d}"), d.isoformat(), 1) for d in days)))
    timeline.grab()
    assert written == ["2024-06", "5", "10", "15", "20", "25", "2024-07", "5", "10", "15", "20", "25"]


def test_only_what_is_counted_is_marked_in_the_text(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    lines(qtbot, window, "light")
    kwic = window.overview.kwic
    row = next(n for n in range(kwic.model.rowCount()) if "4.53" in kwic.model.kwic(n).shown.left)
    kwic.table.entered.emit(row)
    marked = {window.pane.view.document().toPlainText()[a:b] for a, b in window.pane.shown.layers.hits}
    assert marked == {"light"}, "not lighted, which the search does not find"

"""The library panel: a lawful model, places that lead to lists, an openness that is kept."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from reader.commands.session import Session
from reader.domain import words
from reader.domain.views import Listing, Place
from reader.ui.library_tree import LibraryTree
from reader.ui.place_model import PLACE, PlaceModel, listing_of
from reader.ui.theme import Looks
from reader.ui.wording import place_title


@pytest.fixture
def tree(qtbot: QtBot, session: Session, looks: Looks) -> LibraryTree:
    """The tree on screen."""
    session.do("tag.add", articles=list(session.ids(Listing("all"))), tags=["航运"])
    made = LibraryTree(session, looks)
    qtbot.addWidget(made)
    made.resize(196, 500)
    with qtbot.waitExposed(made):
        made.show()
    return made


def lines(model: PlaceModel, parent: QModelIndex | None = None, depth: int = 0) -> list[tuple[int, str]]:
    found = []
    above = parent if parent is not None else QModelIndex()
    for row in range(model.rowCount(above)):
        index = model.index(row, 0, above)
        found.append((depth, str(index.data(Qt.ItemDataRole.DisplayRole))))
        found += lines(model, index, depth + 1)
    return found


def test_the_model_is_lawful(session: Session, qtmodeltester: ModelTester) -> None:
    model = PlaceModel()
    qtmodeltester.check(model)
    model.show(session.places())
    qtmodeltester.check(model)


def test_it_shows_newspapers_years_issues_and_tags(tree: LibraryTree) -> None:
    shown = lines(tree._model)
    assert shown[:4] == [(0, "Library"), (1, "晚汀日报"), (2, "2024"), (3, "06-08")]
    assert (1, "航运") in shown
    assert (1, "To review") in shown


def test_choosing_leads_to_a_list(qtbot: QtBot, tree: LibraryTree, session: Session) -> None:
    issue = session.issues()[0].id
    with qtbot.waitSignal(tree.listing_chosen) as chosen:
        tree.setCurrentIndex(tree._model.find("issue", issue))
    assert chosen.args == [Listing("issue", issue)]


def test_headings_cannot_be_chosen(tree: LibraryTree) -> None:
    heading = tree._model.index(0, 0)
    assert not heading.flags() & Qt.ItemFlag.ItemIsSelectable
    assert tree.place_at(heading) is None


def test_what_is_open_and_chosen_is_kept(tree: LibraryTree, session: Session) -> None:
    issue = session.issues()[0].id
    paper = tree._model.index(0, 0, tree._model.index(0, 0))
    tree.stand_on(Listing("issue", issue))
    tree.collapse(paper)
    session.do("tag.add", articles=list(session.ids(Listing("all")))[:1], tags=["夜航"])
    tree.reload()
    assert not tree.isExpanded(tree._model.index(0, 0, tree._model.index(0, 0)))
    tree.expandAll()
    tree.stand_on(Listing("issue", issue))
    tree.reload()
    place = tree.chosen()
    assert place is not None
    assert (place.kind, place.id) == ("issue", issue)


def test_standing_on_what_is_not_there_chooses_nothing(tree: LibraryTree) -> None:
    tree.stand_on(Listing("issue", 12345))
    assert tree.chosen() is None


def test_the_first_issue_opens_first(tree: LibraryTree, session: Session) -> None:
    assert tree.first_issue() == Listing("issue", session.issues()[0].id)


@pytest.mark.parametrize(
    ("place", "listing"),
    [
        (Place("year", 3, "1911", 5, text="1911"), Listing("year", 3, "1911")),
        (Place("newspaper", None, "newspaper unknown", 5), Listing("newspaper", None)),
        (Place("review", None, "To review", 5), Listing("review")),
        (Place("saved", 4, "夜航", 5, text="夜航 date:2024"), Listing("search", text="夜航 date:2024")),
        (Place("inbox", None, "To do", 0), None),
    ],
)
def test_places_stand_for_lists(place: Place, listing: Listing | None) -> None:
    assert listing_of(place) == listing


def test_dates_are_written_as_the_language_does() -> None:
    issue = Place("issue", 1, "06-08 地方版", 3, text="2024-06-08")
    assert place_title(issue) == "06-08 地方版"
    words.set_language("zh_CN")
    try:
        assert place_title(issue) == "6月8日 地方版"
        assert place_title(Place("year", 1, "2024", 3, text="2024")) == "2024年"
        assert place_title(Place("issue", 1, "1911", 3, text="1911")) == "1911年"
        assert place_title(Place("issue", 1, "旧报.md", 3)) == "旧报.md"
    finally:
        words.set_language("en")


def test_tag_lines_know_their_place(tree: LibraryTree) -> None:
    tags = [n for n in tree._model.nodes() if n.place.kind == "tag"]
    index = tree._model.index_of(tags[0])
    assert index.data(PLACE).title == "航运"
    assert "2 articles" in str(index.data(Qt.ItemDataRole.AccessibleTextRole))


def test_this_day_is_a_line_where_there_is_something_of_it(qtbot: QtBot, tree: LibraryTree, session: Session) -> None:
    before = [node.place.kind for node in tree._model.nodes()]
    tree.show_day("06-08", 0)
    assert [node.place.kind for node in tree._model.nodes()] == before
    tree.show_day("06-08", 3)
    index = tree._model.index(0, 0, tree._model.index(0, 0))
    assert index.data() == "On this day"
    with qtbot.waitSignal(tree.listing_chosen) as chosen:
        tree.setCurrentIndex(index)
    assert chosen.args == [Listing("day", text="06-08")]
    tree.stand_on(Listing("day", text="06-08"))
    assert tree.currentIndex() == tree._model.index(0, 0, tree._model.index(0, 0))
    tree.attach(session)
    assert [node.place.kind for node in tree._model.nodes()] == before

"""What listeners are told of an import: the issues that came, and of what was there before only what it changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.commands.changes import Changes
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.views import Listing
from tests.commands.test_review import day


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = open_session(tmp_path / "a.pressmark", create=True)
    opened.do("import.files", paths=[day(tmp_path, "2024-06-08", 0)])
    yield opened
    opened.close()


def told(session: Session) -> list[Changes]:
    heard: list[Changes] = []
    session.subscribe(lambda changes, _source: heard.append(changes))
    return heard


def test_a_new_issue_concerns_its_own_articles_and_no_other(session: Session, tmp_path: Path) -> None:
    before, heard = set(session.ids(Listing("all"))), told(session)
    session.do("import.files", paths=[day(tmp_path, "2024-06-09", 1)])
    (changes,) = heard
    assert not changes.everything
    assert changes.articles == set(session.ids(Listing("all"))) - before
    assert changes.touches("issue") and changes.touches("article") and changes.touches("flag")
    assert not changes.touches("colour", "tag", "highlight", "note")
    assert not any(changes.concerns(article) for article in before)


def test_tags_put_on_at_the_import_are_told(session: Session, tmp_path: Path) -> None:
    heard = told(session)
    session.do("import.files", paths=[day(tmp_path, "2024-06-09", 1)], tags=["渡口"])
    assert heard[0].touches("tag") and heard[0].touches("article_tag") and not heard[0].everything


def test_undoing_and_redoing_an_import_concerns_everything(session: Session, tmp_path: Path) -> None:
    session.do("import.files", paths=[day(tmp_path, "2024-06-09", 1)])
    heard = told(session)
    session.do("history.undo")
    session.do("history.redo")
    assert [changes.everything for changes in heard] == [True, True]


def test_a_new_version_concerns_everything(session: Session, tmp_path: Path) -> None:
    heard = told(session)
    session.do("issue.redecode", issue=1, encoding="utf-8-sig")
    assert any(changes.everything for changes in heard)

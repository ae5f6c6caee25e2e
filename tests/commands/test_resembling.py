"""Issues that resemble one in the library: held back on import, looked at, then taken as a person says, in one step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.commands.opening import open_session
from reader.commands.resembling import Decided
from reader.commands.session import Session
from reader.domain.version_report import LOST
from reader.domain.views import Listing
from tests.commands.test_versions import NEW, OLD, work
from tests.store.dump import dump

OTHER = "# 粮库清仓查库结束\n\n本报讯 全县粮库清仓查库昨日结束,账实相符,虫害率比去年下降两成,新麦已经入仓。\n"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    for name, text in (("旧", OLD), ("新", NEW), ("再新", NEW.replace("九十人", "九十二人")), ("别", OTHER)):
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    made = open_session(tmp_path / "v.pressmark", create=True)
    made.do("import.files", paths=[tmp_path / "旧.md"])
    made.do("issue.set", issue=1, values={"newspaper": "晚汀日报", "date": "2024-06-08"})
    work(made)
    yield made
    made.close()


def whole(session: Session) -> dict[str, object]:
    """All user data, the history and what the program keeps beside it: nothing may stay of what was held back."""
    sketches = session.library.rows("select * from issue_sketch order by issue_id, number")
    acts = session.library.rows("select id, command, params from act")
    return {**dump(session.library), "sketches": sketches, "acts": acts, "found": session.search("渡口添新船").total}


def test_what_resembles_is_held_back_and_leaves_nothing(session: Session, tmp_path: Path) -> None:
    before = whole(session)
    outcome = session.do("import.files", paths=[tmp_path / "新.md"], hold=True)
    (held,) = outcome.value.held
    assert outcome.act is None and outcome.value.issues == [] and held.alike[0].issue == 1
    assert whole(session) == before
    (report,) = session.do("import.look", held=[held]).value
    assert {e.words for e in report.work(LOST) if e.what == "highlight"} == {"江面有雾,摆渡船推迟一刻钟"}
    assert whole(session) == before


def test_what_resembles_nothing_is_imported_at_once(session: Session, tmp_path: Path) -> None:
    report = session.do("import.files", paths=[tmp_path / "新.md", tmp_path / "别.md"], hold=True).value
    assert len(report.issues) == 1 and len(report.held) == 1 and report.failed == []
    assert session.search("虫害率").total == 1 and session.search("渡口添新船").total == 0


def test_taken_as_a_new_version(session: Session, tmp_path: Path) -> None:
    (held,) = session.do("import.files", paths=[tmp_path / "新.md"], hold=True, tags=["样刊"]).value.held
    (shown,) = session.do("import.look", held=[held]).value
    articles = list(session.ids(Listing("issue", 1)))
    outcome = session.do("import.held", held=[held], versions_of=[1])
    done: Decided = outcome.value
    (taken,) = done.reports
    assert taken.entries == shown.entries and [i.id for i in session.issues()] == done.issues == [taken.new]
    view = session.issue(taken.new)
    assert view is not None and (view.newspaper, view.date) == ("晚汀日报", "2024-06-08")
    assert list(session.ids(Listing("issue", taken.new)))[:2] == articles[:2]
    assert "样刊" in [chip.name for chip in session.article(articles[0]).tags]  # type: ignore[union-attr]
    assert [f.code for f in session.flags(issue=taken.new) if f.code == "resembles"] == []
    assert session.undo().result().value["refused"] == 0
    assert [i.id for i in session.issues()] == [1] and list(session.ids(Listing("issue", 1))) == articles


def test_taken_as_an_issue_of_its_own(session: Session, tmp_path: Path) -> None:
    (held,) = session.do("import.files", paths=[tmp_path / "新.md"], hold=True).value.held
    done: Decided = session.do("import.held", held=[held], versions_of=[None]).value
    assert [i.id for i in session.issues()] == [1, *done.issues] or len(session.issues()) == 2
    assert [f for f in session.flags() if f.code == "resembles"] == []
    (flag,) = [f for f in session.flags(issue=done.issues[0], state="") if f.code == "resembles"]
    assert flag.state == "answered"
    session.undo().result()
    assert [i.id for i in session.issues()] == [1]
    session.redo().result()
    assert [f for f in session.flags() if f.code == "resembles"] == []


def test_two_better_texts_of_one_issue(session: Session, tmp_path: Path) -> None:
    paths = [tmp_path / "新.md", tmp_path / "再新.md"]
    held = session.do("import.files", paths=paths, hold=True).value.held
    assert [h.alike[0].issue for h in held] == [1, 1]
    done: Decided = session.do("import.held", held=held, versions_of=[1, 1]).value
    assert [(r.old, r.new) for r in done.reports] == [(1, done.issues[0]), (done.issues[0], done.issues[1])]
    assert [i.id for i in session.issues()] == [done.issues[1]]
    assert session.undo().result().value["refused"] == 0
    assert [i.id for i in session.issues()] == [1]


def test_an_issue_gone_meanwhile_fails_alone(session: Session, tmp_path: Path) -> None:
    held = session.do("import.files", paths=[tmp_path / "新.md"], hold=True).value.held
    session.do("issue.trash", issue=1)
    before = whole(session)
    done: Decided = session.do("import.held", held=held, versions_of=[1]).value
    assert len(done.failed) == 1 and done.issues == [] and whole(session) == before
    assert session.do("import.look", held=held).value == [None]


def test_pasted_text_is_held_too(session: Session) -> None:
    before = whole(session)
    (held,) = session.do("import.text", text=NEW, title="新", hold=True).value.held
    assert whole(session) == before
    session.do("import.held", held=[held], versions_of=[1])
    assert session.history(1)[0].command == "import.text", "the second copy keeps the words of pasted text"


def test_stopping_leaves_the_rest_out(session: Session, tmp_path: Path) -> None:
    held = session.do("import.files", paths=[tmp_path / "新.md"], hold=True).value.held
    before = whole(session)
    done: Decided = session.do("import.held", held=held, versions_of=[None], stopped=lambda: True).value
    assert done.stopped and whole(session) == before
    assert session.do("import.look", held=held, stopped=lambda: True).value == [None]


def test_another_date_is_another_issue(session: Session, tmp_path: Path) -> None:
    """Two issues that state different days are not two texts of one: imported, and the likeness told as a doubt."""
    (tmp_path / "晚汀日报 2024-06-09.md").write_text(NEW, encoding="utf-8")
    report = session.do("import.files", paths=[tmp_path / "晚汀日报 2024-06-09.md"], hold=True).value
    assert report.held == [] and len(report.issues) == 1
    assert [f.code for f in session.flags(issue=report.issues[0]) if f.code == "resembles"] == ["resembles"]

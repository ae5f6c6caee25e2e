"""What an answer is said to make of the text is what it makes of it."""

from __future__ import annotations

from pathlib import Path

from reader.commands.opening import open_session
from reader.commands.previewing import previews
from reader.domain.places import sample_issues
from tests.commands.test_review import day
from tests.conftest import ROOT
from tests.store.dump import dump


def test_every_preview_reads_as_the_library_does_after_the_answer(tmp_path: Path) -> None:
    session = open_session(tmp_path / "a.pressmark", create=True)
    files = sorted((ROOT / "tests" / "data" / "structure").rglob("*.[mt][dx]*"))
    session.do("import.files", paths=[day(tmp_path, "2024-06-08", 1), sample_issues(), *files])
    seen = 0
    for flag in session.flags():
        before = dump(session.library)
        for answer in flag.answers:
            lines = previews(session, flag.id)[answer.n]
            assert lines and any(line.changed for line in lines), (flag, answer)
            assert dump(session.library) == before
            session.do("flag.answer", flag=flag.id, answer=answer.n)
            issue = session.library.value("select issue_id from flag where id = ?", (flag.id,))
            real = session.library.rows(
                """select block.role, block.text from block join page on page.id = block.page_id
                   where page.issue_id = ?""",
                (issue,),
            )
            assert {(line.role, line.text) for line in lines} <= set(real), (flag.reason, answer.text)
            session.do("history.undo")
            seen += 1
    assert seen > 20
    session.close()


def test_the_seam_of_a_join_lies_where_the_parts_meet(tmp_path: Path) -> None:
    session = open_session(tmp_path / "a.pressmark", create=True)
    session.do("import.files", paths=[sample_issues()])
    flag, n = next((f, a.n) for f in session.flags() for a in f.answers if f.code == "truncated" and a.n == 2)
    joined = next(line for line in previews(session, flag.id)[n] if line.seams)
    now = next(line for line in previews(session, flag.id)[0] if line.changed)
    assert joined.text[: joined.seams[0]].rstrip() == now.text and joined.changed
    assert previews(session, 9999) == []
    session.close()

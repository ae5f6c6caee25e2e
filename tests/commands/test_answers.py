"""Every answer to every doubt of the sample issues can be given, is one undo step, and undo gives all of it back."""

from __future__ import annotations

from pathlib import Path

from reader.commands.opening import open_session
from reader.domain.places import sample_issues
from tests.conftest import ROOT
from tests.store.dump import dump


def test_each_answer_can_be_given_and_taken_back(tmp_path: Path) -> None:
    session = open_session(tmp_path / "a.pressmark", create=True)
    files = sorted((ROOT / "tests" / "data" / "structure").rglob("*.[mt][dx]*"))
    session.do("import.files", paths=[sample_issues(), *files])
    flags = session.flags()
    assert len(flags) > 5 and all(flag.reason and flag.answers for flag in flags)
    before = dump(session.library)
    for flag in flags:
        for answer in flag.answers:
            assert answer.text
            session.do("flag.answer", flag=flag.id, answer=answer.n)
            assert session.library.rows("pragma foreign_key_check") == []
            session.do("history.undo")
            assert dump(session.library) == before, (flag.code, answer.text)
    session.close()

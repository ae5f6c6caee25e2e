"""Highlights of other programs are laid where their words stand for certain, asked about where not, never guessed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reader.cli import main
from reader.commands.opening import open_session
from reader.commands.session import Session
from tests.store.dump import dump

TEXT = """# 末班夜渡

本报讯 八十三岁的纪兰芬带来一只搪瓷缸,当年她每天乘头班船去对岸棉纺厂上工。

老水手们都听得懂,那是一句行话:看见你了。票面上印着一只水鸟和四个字:平安过江。

# 外婆的船票

外婆数了数,一共四百零七张。老水手们都听得懂,那是一句行话:看见你了。船往回开。
"""


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    (tmp_path / "issue.md").write_text(TEXT, encoding="utf-8")
    session = open_session(tmp_path / "l.pressmark", create=True)
    session.do("import.files", paths=[tmp_path / "issue.md"])
    session.do("tag.new", name="口述")
    yield session
    session.close()


def hypothesis(folder: Path, *rows: tuple[str, str, str, str]) -> Path:
    """An export with (quote, comment, prefix, suffix) each."""
    found = [
        {"user": "acct:lin@x", "text": comment, "tags": ["口述", "人物"], "created": "2023-05-06T07:08:09+00:00", "document": {"title": ["t"]},
         "target": [{"selector": [{"type": "TextQuoteSelector", "exact": q, "prefix": prefix, "suffix": suffix}]}]}
        for q, comment, prefix, suffix in rows
    ]  # fmt: skip
    path = folder / "api.json"
    path.write_text(json.dumps({"rows": found}, ensure_ascii=False), encoding="utf-8")
    return path


def test_a_sure_quote_is_highlighted_with_all_that_is_told_of_it(session: Session, tmp_path: Path) -> None:
    report = session.do("import.marks", path=hypothesis(tmp_path, ("八十三岁的纪兰芬带来一只搪瓷缸", "人物", "", ""))).value
    assert [e.outcome for e in report.entries] == ["placed"] and report.entries[0].how == "exact"
    view = session.article(1)
    assert view is not None
    (mark,) = view.highlights
    assert (mark.current, mark.comment, mark.author, mark.created) == (
        "八十三岁的纪兰芬带来一只搪瓷缸", "人物", "lin", "2023-05-06T07:08:09+00:00",
    )  # fmt: skip
    assert {chip.name for chip in mark.tags} == {"口述", "人物"}
    again = session.do("import.marks", path=tmp_path / "api.json").value
    assert [e.outcome for e in again.entries] == ["known"]
    assert session.library.value("select count(*) from highlight") == 1


def test_the_words_around_decide_between_two_places(session: Session, tmp_path: Path) -> None:
    path = hypothesis(tmp_path, ("那是一句行话:看见你了", "", "一共四百零七张。老水手们都听得懂,", "。船往回开"))
    report = session.do("import.marks", path=path).value
    assert [e.outcome for e in report.entries] == ["placed"]
    assert session.article(2).highlights and not session.article(1).highlights  # type: ignore[union-attr]


def test_a_doubtful_place_is_asked_about(session: Session, tmp_path: Path) -> None:
    report = session.do("import.marks", path=hypothesis(tmp_path, ("那是一句行话:看见你了", "行话", "", ""))).value
    assert [e.outcome for e in report.entries] == ["doubtful"]
    assert session.library.value("select count(*) from highlight") == 0
    (flag,) = [f for f in session.flags() if f.code == "place-doubtful"]
    assert "Hypothesis" in flag.reason and len(flag.answers) == 2
    session.do("flag.answer", flag=flag.id, answer=2)
    marks = session.library.rows("select quote, comment, author from highlight")
    assert marks == [("那是一句行话:看见你了", "行话", "lin")]
    assert session.undo().result().value["refused"] == 0
    assert session.library.value("select count(*) from highlight") == 0
    session.redo().result()
    again = session.do("import.marks", path=tmp_path / "api.json").value
    assert [e.outcome for e in again.entries] == ["known"]


def test_nearly_the_words_is_laid_on_what_stands_there(session: Session, tmp_path: Path) -> None:
    report = session.do("import.marks", path=hypothesis(tmp_path, ("八十三岁的纪蘭芬帶来一只搪瓷缸,当年她每天", "", "", ""))).value
    (entry,) = report.entries
    assert entry.outcome == "placed" and entry.how == "alike" and entry.words == "八十三岁的纪兰芬带来一只搪瓷缸,当年她每天"


@pytest.mark.parametrize("quote", ["船", "只", "了。", "今天股市大涨,投资者欢欣鼓舞", "看见"])
def test_too_little_or_absent_is_never_guessed(session: Session, tmp_path: Path, quote: str) -> None:
    report = session.do("import.marks", path=hypothesis(tmp_path, (quote, "", "", ""))).value
    assert report.entries[0].outcome in {"absent", "doubtful"}
    assert session.library.value("select count(*) from highlight") == 0


def test_a_dry_run_and_one_undo(session: Session, tmp_path: Path) -> None:
    path = hypothesis(tmp_path, ("八十三岁的纪兰芬", "", "本报讯 ", "带来"), ("那是一句行话:看见你了", "", "", ""))
    before = dump(session.library)
    looked = session.do("import.marks", path=path, dry_run=True).value
    assert dump(session.library) == before
    done = session.do("import.marks", path=path).value
    assert [e.outcome for e in looked.entries] == [e.outcome for e in done.entries] == ["placed", "doubtful"]
    session.undo().result()
    assert dump(session.library) == before


def test_the_command_line(session: Session, tmp_path: Path, capsys: Any) -> None:
    path = hypothesis(tmp_path, ("八十三岁的纪兰芬带来一只搪瓷缸", "", "", ""), ("别处的话,这里没有的话", "", "", ""))
    arguments = ["--library", str(session.library.path), "import-marks", str(path)]
    assert main([*arguments, "--dry-run", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["program"], len(told["placed"]), len(told["absent"]), told["dry_run"]) == ("Hypothesis", 1, 1, True)
    assert main([*arguments, "--from", "hypothesis"]) == 0
    assert "Hypothesis: 1 new highlight, 1 not in the library" in capsys.readouterr().out
    assert main([*arguments, "--from", "zotero"]) == 1
    assert main([*arguments, "--from", "nothing"]) == 2

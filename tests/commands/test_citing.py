"""Citing from the command line and for the clipboard."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import rispy
from pybtex.database import parse_string

from reader.cli import main
from reader.commands.citing import choose_style, citation, quoted, records, style_of
from reader.commands.session import Session
from reader.domain.errors import UsageError
from reader.domain.views import Listing
from reader.domain.words import set_language
from tests.exports import made


@pytest.fixture(autouse=True)
def _english() -> None:
    set_language("en")


@pytest.fixture
def session(tmp_path: Path) -> Session:
    with made.library(tmp_path) as session:
        yield session


def latin(session: Session) -> int:
    """The article of the English sample."""
    return next(id for id in session.ids(Listing("all")) if (v := session.article(id)) and v.title == "The Last Ferry")


def test_a_citation_and_a_quote(session: Session) -> None:
    view = session.article(latin(session))
    assert view is not None
    made = quoted(" nobody paid & left\nagain ", view, "apa")
    assert made.text.splitlines()[:2] == ["“nobody paid & left", "again”"]
    assert made.text.splitlines()[2] == citation(view, "apa").text
    assert "<blockquote>“nobody paid &amp; left<br>again”</blockquote>" in made.html
    assert "The Last Ferry" in citation(view, "mla").html


def test_the_style_is_kept(session: Session) -> None:
    assert style_of(session) == "gbt7714"
    choose_style(session, "mla")
    assert style_of(session) == "mla"
    with pytest.raises(UsageError, match="gbt7714, chicago"):
        choose_style(session, "harvard")
    session.set_setting("citation.style", "harvard")
    assert style_of(session) == "gbt7714"


def test_records(session: Session) -> None:
    ids = list(session.ids(Listing("all")))
    assert len(rispy.loads(records(session, ids, "ris"))) == len(ids)
    assert len(parse_string(records(session, ids, "bibtex"), "bibtex").entries) == len(ids)
    assert not any("备注" in note for note in rispy.loads(records(session, ids[:1], "ris"))[0].get("notes", []))
    with pytest.raises(UsageError):
        records(session, ids, "qdpx")


def test_the_command_line(session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    id = latin(session)
    path = str(session.library.path)
    session.close()
    assert main(["--library", path, "cite", str(id), "--style", "chicago"]) == 0
    assert capsys.readouterr().out == "Edward W. Pickard, “The Last Ferry,” Harbour Post, June 5, 1934.\n"
    assert main(["--library", path, "cite", str(id), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["style"] == "gbt7714" and told["citations"][0]["article"] == id
    assert told["citations"][0]["text"] == "PICKARD E W. The Last Ferry[N]. Harbour Post, 1934-06-05."
    assert main(["--library", path, "cite", str(id), "--format", "csl-json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["title"] == "The Last Ferry"
    for wrong in (["cite"], ["cite", str(id), "--style", "x"], ["cite", str(id), "--format", "x"]):
        assert main(["--library", path, *wrong]) == 2
    assert main(["--library", path, "cite", "999"]) == 1

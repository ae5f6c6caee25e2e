"""Notes on articles, issues and the library: written, kept from being overwritten, linked, quoted into, templates."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.commands import notes
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain import note_links
from reader.domain.errors import ReaderError, UsageError
from reader.domain.views import Outcome
from tests.commands.conftest import Run
from tests.store import made


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made.library(tmp_path).close()
    opened = open_session(tmp_path / "test.pressmark")
    yield opened
    opened.close()


def write(session: Session, text: str, **on: int) -> Outcome:
    return session.do("note.write", text=text, **on)


def test_each_of_article_issue_and_library_has_a_note_of_its_own(session: Session) -> None:
    write(session, "文", article=1)
    write(session, "期", issue=1)
    write(session, "库")
    assert [notes.note(session, on) for on in ("article:1", "issue:1", "library")] == ["文", "期", "库"]
    assert session.note(1) == "文"
    session.do("history.undo")
    session.do("history.undo")
    assert [notes.note(session, on) for on in ("article:1", "issue:1", "library")] == ["文", "", ""]
    with pytest.raises(ReaderError):
        write(session, "x", issue=99)


def test_a_note_that_was_changed_meanwhile_is_not_overwritten(session: Session) -> None:
    write(session, "theirs", article=1)
    notes.save_draft(session, "article:1", "mine").result()
    outcome = session.do("note.write", article=1, text="mine", was="")
    assert outcome.value == notes.Elsewhere("theirs")
    assert notes.written(session, "article:1") == "theirs" and notes.note(session, "article:1") == "mine"
    assert session.do("note.write", article=1, text="mine", was="theirs").value is None
    assert notes.written(session, "article:1") == "mine"


@pytest.mark.parametrize("target", ["article:1", "issue:1", "library"])
def test_drafts_of_all_notes_are_taken_up_at_the_next_start(session: Session, target: str) -> None:
    notes.save_draft(session, target, "typed").result()
    path = session.library.path
    session.close()
    again = open_session(path)
    assert notes.written(again, target) == "typed"
    assert again.library.rows("select * from note_draft") == []
    again.close()


def test_links_lead_there_and_back(session: Session) -> None:
    first, second = session.article(1), session.article(2)
    assert first is not None and second is not None
    block = first.blocks[3]
    mark = session.do("highlight.add", article=1, spans=[(block.id, 0, 4)], tags=["水利"]).value
    tag = session.tags()[0]
    shown = session.article(1)
    assert shown is not None
    issue = session.issue(1)
    assert issue is not None
    text = "\n".join([
        note_links.link("article", first.uuid, "一 [二]"), note_links.link("highlight", shown.highlights[0].uuid, "句"),
        note_links.link("tag", tag.uuid, tag.name), note_links.link("issue", issue.uuid, "期"),
    ])  # fmt: skip
    write(session, text, article=2)
    for kind, id in (("article", 1), ("highlight", mark), ("tag", tag.id), ("issue", 1)):
        assert [one.target for one in notes.linked_from(session, kind, id)] == ["article:2"], kind
    ends = [notes.destination(session, link) for link in note_links.links(text)]
    assert [(e.kind, e.id, e.highlight) for e in ends if e] == [
        ("article", 1, 0), ("article", 1, mark), ("tag", tag.id, 0), ("issue", 1, 0)
    ]  # fmt: skip
    session.do("highlight.remove", highlight=mark)
    assert notes.broken_links(session, text) == {("highlight", shown.highlights[0].uuid)}
    session.do("history.undo")
    assert notes.broken_links(session, text) == set()
    write(session, "", article=2)
    assert notes.linked_from(session, "article", 1) == []
    session.do("history.undo")
    assert len(notes.linked_from(session, "article", 1)) == 1, "links come back with the note"


def test_a_link_to_a_merged_article_leads_to_what_it_became(session: Session) -> None:
    second = session.article(2)
    assert second is not None
    link = note_links.link("article", second.uuid, "二")
    write(session, link)
    session.do("repair.merge", articles=[1, 2])
    found = notes.destination(session, note_links.links(link)[0])
    assert found is not None and found.id == 1
    assert [one.target for one in notes.linked_from(session, "article", 1)] == ["library"]


def test_a_quotation_stays_linked_through_correction_and_repair(session: Session) -> None:
    view = session.article(1)
    assert view is not None
    block = view.blocks[3]
    words = block.text[2:8]
    text = notes.quotation(session, 1, [(block.id, 2, 8)])
    assert text.startswith(f"> {words}\n> — [")
    link = note_links.links(text)[0]
    there = notes.destination(session, link, note_links.quoted_at(text, link.start))
    assert there is not None and [tuple(s) for s in there.spans] == [(block.id, 2, 8)]
    session.do("text.correct", block=block.id, old=block.text[:1], new="一二三")
    moved = notes.destination(session, link)
    assert moved is not None
    fresh = session.article(1)
    assert fresh is not None
    span = moved.spans[0]
    assert next(b.text for b in fresh.blocks if b.id == span.block)[span.start : span.end] == words
    session.do("repair.move", blocks=[block.id], article=2)
    moved = notes.destination(session, link)
    assert moved is not None and moved.id == 2 and moved.spans


def test_completion_knows_tags_titles_quotes_and_issues(session: Session) -> None:
    view = session.article(1)
    assert view is not None and view.title
    session.do("tag.add", articles=[1], tags=["水利"])
    session.do("issue.set", issue=1, values={"newspaper": "晚汀日报", "date": "2024-06-08"})
    block = view.blocks[3]
    session.do("highlight.add", article=1, spans=[(block.id, 0, 4)])

    def kinds(typed: str) -> list[tuple[str, str]]:
        return [(c.kind, c.title) for c in notes.complete_links(session, typed)]

    title = " ".join(view.title.split())
    assert ("tag", "水利") in kinds("shuili") and ("tag", "水利") in kinds("")
    assert any(kind == "article" and title[:4] in words for kind, words in kinds(title[:4]))
    assert any(kind == "article" for kind, _words in kinds("2024-06"))
    assert ("highlight", block.text[:4]) in kinds(block.text[:3])
    assert ("issue", "晚汀日报 2024-06-08") in kinds("晚汀")
    for odd in ('"', "tag:", "(", "%", "\\", "a" * 500):
        notes.complete_links(session, odd)


def test_templates_are_kept_and_filled(session: Session) -> None:
    made_one = session.do("template.add", name=" 摘 录 ", text="# {title}\n{newspaper}, {nothing} {today}").value
    session.do("template.add", name="z")
    assert [t.name for t in notes.templates(session)] == ["摘 录", "z"]
    view = session.article(1)
    assert view is not None and view.title
    filled = note_links.fill(notes.templates(session)[0].text, notes.values_for(session, "article:1"))
    assert filled.startswith(f"# {' '.join(view.title.split())}\n{{newspaper}}, {{nothing}} 20")
    session.do("template.change", template=made_one, name="甲", text="乙")
    session.do("template.delete", template=made_one)
    assert [t.name for t in notes.templates(session)] == ["z"]
    session.do("history.undo")
    assert next((t.name, t.text) for t in notes.templates(session)) == ("甲", "乙")
    with pytest.raises(UsageError):
        session.do("template.add", name="  ")
    with pytest.raises(ReaderError):
        session.do("template.change", template=99, name="a", text="")


def test_the_command_line_has_notes_links_and_templates(library: Run) -> None:
    uuid = library("article", 1)["uuid"]
    assert library("note", 1, "一")["note"] == "一"
    assert library("issue-note", 1, "期")["note"] == "期" == library("issue-note", 1)["note"]
    link = note_links.link("article", uuid, "甲")
    assert library("library-note", link)["note"] == link
    assert library("linked-from", "article", 1)["linked_from"] == [{"on": "library", "title": "", "note": link}]
    made_one = library("templates", "add", "摘录", "# {title}")["id"]
    assert [t["name"] for t in library("templates")["templates"]] == ["摘录"]
    library("templates", "delete", made_one)
    assert library("templates")["templates"] == []

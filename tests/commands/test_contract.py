"""The command line keeps to the contract that scripts and acceptance rely on."""

from __future__ import annotations

import io
import json
import sqlite3
from pathlib import Path

import pytest

from reader import cli
from reader.commands.opening import open_session
from reader.domain.views import Listing
from tests.commands.conftest import Run


def test_import_reports_and_knows_the_same_bytes(run: Run, issue: Path) -> None:
    first = run("import", issue)
    assert [i["articles"] for i in first["issues"]] == [2]
    assert (first["issues"][0]["newspaper"], first["issues"][0]["date"]) == ("晚汀日报", "2024-06-08")
    again = run("import", issue)
    assert again == {"issues": [], "unchanged": [str(issue)], "failed": []}


def test_one_bad_file_never_stops_the_others(run: Run, issue: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.md"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    report = run("import", bad, issue, tmp_path / "absent.md", status=1)
    assert len(report["issues"]) == 1
    assert [Path(f["path"]).name for f in report["failed"]] == ["bad.md", "absent.md"]
    assert all(f["error"] for f in report["failed"])


def test_person_states_newspaper_and_date(run: Run, issue: Path) -> None:
    report = run("import", issue, "--newspaper", "甲报", "--date", "2020-01")
    assert (report["issues"][0]["newspaper"], report["issues"][0]["date"]) == ("甲报", "2020-01")
    assert report["issues"][0]["provenance"]["newspaper"] == "person"


def test_article_has_the_keys_of_the_contract(library: Run) -> None:
    rows = library("articles")["articles"]
    assert [r["title"] for r in rows] == ["菜场二楼的读书角", "旧井普查登记三百二十口"]
    assert set(rows[0]) >= {
        "id", "uuid", "issue", "page", "position", "kind", "kicker", "title", "authors", "tags", "highlights", "flags"
    }  # fmt: skip
    article = library("article", rows[0]["id"])
    assert set(article) >= {
        "id", "uuid", "issue", "page", "position", "kind", "kicker", "title", "deck", "column", "series", "authors", "dateline",
        "credit", "continued_from", "continued_on", "continues", "state", "blocks", "flags", "tags", "note", "highlights",
    }  # fmt: skip
    assert article["page"] == "3"
    assert article["authors"][0]["name"] == "闻笛" and article["authors"][0]["role"] == "记者"
    assert article["dateline"] == {"agency": "本报讯", "place": None, "date": None}
    assert [b["role"] for b in article["blocks"]] == ["title", "paragraph", "paragraph"]
    assert article["blocks"][1]["text"].endswith("连修鞋匠都成了常客。")
    assert article["blocks"][1]["printed"].endswith("连修鞋匠都\n成了常客。")


def test_marks_by_quote(library: Run) -> None:
    made = library("highlight", 1, "--quote", "𠮷田先生", "--colour", "blue", "--tag", "人名", "--comment", "查")
    block = library("article", 1)["blocks"][2]
    span = made["spans"][0]
    assert block["text"][span["start"] : span["end"]] == "𠮷田先生" == made["quote"]
    assert (made["colour"], made["tags"], made["comment"], made["state"]) == ("blue", ["人名"], "查", "ok")
    library("highlight", 1, "--quote", "不在这里", status=1)
    library("highlight", 1, "--quote", "喊水", status=1)
    second = library("highlight", 1, "--quote", "喊水", "--nth", 2)
    assert second["spans"][0]["start"] > span["start"]
    assert library("articles")["articles"][0]["highlights"] == 2


def test_highlight_over_a_mended_break_lies_on_the_source(library: Run) -> None:
    made = library("highlight", 1, "--quote", "修鞋匠都成了常客")
    assert made["quote"] == "修鞋匠都成了常客" and len(made["spans"]) == 1


def test_tags_notes_and_undo(library: Run) -> None:
    assert library("tag", 1, "水利", "老城更新")["tags"] == ["水利", "老城更新"]
    assert library("untag", 1, "水利")["tags"] == ["老城更新"]
    library("note", 1, "第一行\n第二行")
    assert library("article", 1)["note"] == "第一行\n第二行"
    library("undo", 2)
    article = library("article", 1)
    assert (article["note"], article["tags"]) == ("", ["水利", "老城更新"])
    library("redo", 2)
    assert library("article", 1)["note"] == "第一行\n第二行"
    history = library("history")["history"]
    assert history[0]["kind"] == "redo" and {h["author"] for h in history} == {history[0]["author"]}
    assert {t["name"]: t["articles"] for t in library("tags")["tags"]} == {"水利": 0, "老城更新": 1}


def test_correction_keeps_the_print_and_marks_what_it_changed(library: Run) -> None:
    block = library("article", 1)["blocks"][2]["id"]
    library("highlight", 1, "--quote", "老船工说")
    library("correct", block, "--from", "船工", "--to", "舵工")
    article = library("article", 1)
    assert article["blocks"][2]["text"].startswith("老舵工说") and article["blocks"][2]["printed"].startswith(
        "老船工说"
    )
    mark = article["highlights"][0]
    assert (mark["state"], mark["quote"], mark["current"]) == ("changed", "老船工说", "老舵工说")
    library("undo")
    assert library("article", 1)["highlights"][0]["state"] == "ok"


def test_repairs_carry_marks_and_ids(library: Run) -> None:
    made = library("highlight", 1, "--quote", "老船工说")
    block = library("article", 1)["blocks"][2]["id"]
    right = library("repair", "split", block, 2)["made"]
    article = library("article", 1)
    assert [b["id"] for b in article["blocks"]][2:] == [block, right]
    assert [h["quote"] for h in article["highlights"]] == [made["quote"]]
    library("repair", "join", block, right)
    assert library("article", 1)["highlights"][0]["spans"] == made["spans"]
    library("repair", "move", block, "--to", 2)
    assert library("article", 2)["highlights"][0]["quote"] == "老船工说"
    library("repair", "merge", 1, 2)
    assert library("article", 2)["id"] == 1
    library("undo", 4)
    assert [b["id"] for b in library("article", 1)["blocks"]][2:] == [block]


def test_import_is_undone_in_one_step(library: Run) -> None:
    library("undo")
    assert library("articles")["articles"] == [] and library("issues")["issues"] == []
    library("redo")
    assert len(library("articles")["articles"]) == 2


def test_search_finds_chinese_from_one_character(library: Run) -> None:
    for query in ("井", "读书角", "修鞋匠都成了常客", "𠮷田", "三百二十口"):
        found = library("search", query)
        assert found["total"] >= 1 and found["hits"][0]["why"], query
    assert library("search", "没有的话")["total"] == 0
    library("note", 2, "与航道年报核对")
    assert library("search", "航道年报")["hits"][0]["article"] == 2


def test_search_reads_queries_line_by_line(library: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO('井\n(\n"读书角"\n'))
    out = io.StringIO()
    monkeypatch.setattr("sys.stdout", out)
    assert cli.main(["--library", str(tmp_path / "test.pressmark"), "search", "-"]) == 0
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert lines[0]["total"] == 1 and "error" in lines[1] and isinstance(lines[1]["at"], int)


def test_usage_is_two_and_the_worlds_fault_is_one(library: Run, tmp_path: Path) -> None:
    library("article", 999, status=1)
    library("tag", 999, "x", status=1)
    library("repair", "role", 1, "nonsense", status=2)
    library("import", tmp_path / "absent", status=1)
    assert cli.main(["nonsense"]) == 2
    assert cli.main(["--library", str(tmp_path / "absent.pressmark"), "issues"]) == 1


def test_json_is_taken_before_and_after_the_subcommand(
    issue: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library = str(tmp_path / "b.pressmark")
    cli.main(["import", str(issue), "--library", library, "--json"])
    capsys.readouterr()
    cli.main(["issues", "--json", "--library", library])
    assert json.loads(capsys.readouterr().out)["issues"][0]["articles"] == 2


def test_export_list_and_files(library: Run, tmp_path: Path) -> None:
    names = {f["name"] for f in library("export", "--list")["formats"]}
    assert names >= {"markdown", "csv"}
    library("highlight", 1, "--quote", "藏书从两百册长到九千册", "--comment", "核对")
    for name in ("markdown", "csv"):
        out = tmp_path / f"out.{name}"
        library("export", "--format", name, "--issue", 1, "-o", out)
        text = out.read_text(encoding="utf-8-sig")
        assert "菜场二楼的读书角" in text and "藏书从两百册长到九千册" in text and "核对" in text


def test_backup_is_a_library(library: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library("tag", 1, "水利")
    proof = library("backup", tmp_path / "copy.pressmark")
    assert (proof["articles"], proof["path"]) == (2, str(tmp_path / "copy.pressmark"))
    capsys.readouterr()
    assert cli.main(["--library", str(tmp_path / "copy.pressmark"), "--json", "article", "1"]) == 0
    assert json.loads(capsys.readouterr().out)["tags"] == ["水利"]
    library("backup", tmp_path / "copy.pressmark", status=1)


def test_check_names_what_is_damaged(library: Run, tmp_path: Path) -> None:
    assert library("check")["ok"] and library("check")["problems"] == []
    assert library("check", "--repair")["ok"] and library("search", "读书角")["total"] == 1
    raw = sqlite3.connect(tmp_path / "test.pressmark")
    raw.execute("update source_text set text = replace(text, '九千', '八千')")
    raw.execute("update piece set end = end + 4 where id = 1")
    raw.commit()
    raw.close()
    told = library("check", status=1)
    assert not told["ok"] and len(told["problems"]) == 4
    assert {(row["table"], row["id"]) for row in told["rows"]} == {("source_text", 1), ("piece", 1)}


def test_a_backup_is_restored_into_a_new_file(library: Run, tmp_path: Path) -> None:
    library("tag", 1, "水利")
    library("backup", tmp_path / "copy.pressmark")
    library("restore", tmp_path / "copy.pressmark", "--to", tmp_path / "again.pressmark")
    library("restore", tmp_path / "copy.pressmark", "--to", tmp_path / "again.pressmark", status=1)
    session = open_session(tmp_path / "again.pressmark")
    assert [t.name for t in session.article(1).tags] == ["水利"]  # type: ignore[union-attr]
    session.close()


def test_restoring_one_article_leaves_the_others_in_the_trash(tmp_path: Path, issue: Path) -> None:
    session = open_session(tmp_path / "c.pressmark", create=True)
    session.do("import.files", paths=[issue])
    session.do("issue.trash", issue=1)
    session.do("article.restore", articles=[2])
    assert list(session.ids(Listing("all"))) == [2] and list(session.ids(Listing("trash"))) == [1]
    session.do("history.undo")
    assert list(session.ids(Listing("all"))) == []
    session.close()


def test_reading_again_in_another_encoding_keeps_what_a_person_said(run: Run, issue: Path) -> None:
    first = run("import", issue, "--newspaper", "甲报", "--date", "2020-01")["issues"][0]
    made = run("redecode", first["id"], "latin-1")
    assert (made["newspaper"], made["date"]) == ("甲报", "2020-01")
    assert [i["id"] for i in run("issues")["issues"]] == [made["id"]]
    run("undo")
    assert [i["id"] for i in run("issues")["issues"]] == [first["id"]]

"""Tags as an authority file: near names, merging, splitting, issues, files; every act whole and undone whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.commands import verbs, vocabulary
from reader.commands.completing import complete_tags
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.commands.vocabulary import Part
from reader.commands.vocabulary_files import Taken, terms
from reader.domain.errors import ReaderError, UsageError
from reader.domain.views import Listing, TagView
from reader.exports.vocabulary import FORMS
from tests.commands.conftest import ISSUE, Run
from tests.store import made
from tests.store.dump import dump

assert verbs.ROOMS


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """Two issues of two articles each."""
    made.library(tmp_path, made.new_issue(), made.new_issue(made.TEXT.replace("航道", "水道"), name="2.md")).close()
    opened = open_session(tmp_path / "test.pressmark")
    yield opened
    opened.close()


def tag(session: Session, name: str) -> TagView:
    return next(t for t in session.tags() if t.name == name)


def named(session: Session, article: int) -> list[str]:
    view = session.article(article)
    assert view is not None
    return [chip.name for chip in view.tags]


def mark(session: Session, article: int, *tags: str) -> int:
    view = session.article(article)
    assert view is not None
    made_ = session.do("highlight.add", article=article, spans=[(view.blocks[1].id, 0, 3)], tags=tags)
    return int(made_.value)


# ---- near names


@pytest.mark.parametrize("typed", ["孙中山", "孫 中山", "孙中山 ", "sun yat-SEN", "Ｓun Yat-sen", "国父"])
def test_a_name_that_is_nearly_a_tags_means_that_tag(session: Session, typed: str) -> None:
    session.do("tag.add", articles=[1], tags=["孫中山"])
    session.do("tag.alias", tag=1, names=["Sun Yat-sen", "國父"])
    outcome = session.do("tag.add", articles=[2], tags=[typed])
    assert named(session, 2) == ["孫中山"]
    assert len(session.tags()) == 1
    assert bool(outcome.said) == (typed.strip().lower() not in {"sun yat-sen"})


def test_a_new_tag_in_spite_of_that_is_made_only_when_said_so(session: Session) -> None:
    session.do("tag.add", articles=[1], tags=["后"])
    session.do("tag.add", articles=[1], tags=["後"], anew=True)
    assert named(session, 1) == ["后", "後"]
    session.do("tag.new", name="Ab")
    for command, arguments in (
        ("tag.new", {"name": "ＡＢ"}), ("tag.rename", {"tag": 1, "name": "ab "}), ("tag.alias", {"tag": 1, "names": ["a b"]}),
    ):  # fmt: skip
        before = dump(session.library)
        with pytest.raises(ReaderError):
            session.do(command, **arguments)
        assert dump(session.library) == before


def test_likely_duplicates_are_pointed_out(session: Session) -> None:
    for name in ("后", "後", "水利", "水 利", "桥梁"):
        session.do("tag.new", name=name, anew=True)
    names = {t.id: t.name for t in session.tags()}
    assert {frozenset(names[i] for i in group) for group in vocabulary.duplicates(session)} == {
        frozenset({"后", "後"}), frozenset({"水利", "水 利"})
    }  # fmt: skip
    assert vocabulary.alike(session, "橋樑") == tag(session, "桥梁").id
    assert vocabulary.alike(session, "桥梁") is None
    assert vocabulary.alike(session, "渡口") is None


def test_tags_are_completed_by_any_reading(session: Session) -> None:
    session.do("tag.new", name="重庆")
    session.do("tag.new", name="水利", aliases=["河工"])
    for typed, first in (("cq", "重庆"), ("zq", "重庆"), ("chongq", "重庆"), ("hg", "水利"), ("利", "水利"), ("shuil", "水利")):
        assert complete_tags(session.tags(), typed)[0].name == first


# ---- merging and splitting


def test_merging_unites_all_and_undo_takes_it_apart(session: Session) -> None:
    session.do("tag.add", articles=[1, 2], tags=["水务", "水利"])
    session.do("tag.add", articles=[3], tags=["水务"])
    session.do("tag.new", name="堤防", parent=tag(session, "水务").id)
    session.do("tag.alias", tag=tag(session, "水务").id, names=["河工"])
    session.do("tag.note", tag=tag(session, "水务").id, text="含堤防")
    quote = mark(session, 2, "水务")
    session.do("issue.tag", issue=2, tags=["水务"])
    before = dump(session.library)
    session.do("tag.merge", sources=[tag(session, "水务").id], into=tag(session, "水利").id)
    kept = tag(session, "水利")
    assert (kept.articles, kept.highlights, kept.issues) == (4, 1, 1)
    assert set(kept.aliases) == {"水务", "河工"} and kept.note == "含堤防"
    assert tag(session, "堤防").parent == kept.id
    assert vocabulary.collected(session, [kept.id]).highlights == [quote]
    assert session.search("tag:水务").total == 4, "found under the name given up"
    session.undo().result()
    assert dump(session.library) == before


def test_merging_along_a_branch_makes_no_circle(session: Session) -> None:
    top = session.do("tag.new", name="甲").value
    middle = session.do("tag.new", name="乙", parent=top).value
    low = session.do("tag.new", name="丙", parent=middle).value
    session.do("tag.merge", sources=[top], into=low)
    assert tag(session, "乙").parent is None
    assert tag(session, "丙").parent == middle
    assert tag(session, "丙").aliases == ("甲",)


def test_splitting_gives_some_uses_another_tag(session: Session) -> None:
    session.do("tag.new", name="上位")
    session.do("tag.new", name="水", parent=1)
    session.do("tag.add", articles=[1, 2, 3, 4], tags=["水"])
    session.do("tag.add", articles=[2], tags=["河"])
    one = mark(session, 1, "水")
    before = dump(session.library)
    outcome = session.do(
        "tag.split", tag=2, parts=[Part("河", articles=[1, 2]), Part("海", articles=[3], highlights=[one])]
    )
    assert [named(session, n) for n in (1, 2, 3, 4)] == [["河"], ["河"], ["海"], ["水"]]
    assert tag(session, "海").parent == 1 and tag(session, "海").highlights == 1
    assert outcome.value == [tag(session, "河").id, tag(session, "海").id]
    session.undo().result()
    assert dump(session.library) == before
    with pytest.raises(UsageError):
        session.do("tag.split", tag=2, parts=[Part("水", articles=[1])])


def test_counts_take_narrower_tags_in_and_nothing_twice(session: Session) -> None:
    session.do("tag.new", name="交通")
    session.do("tag.new", name="船", parent=1)
    session.do("tag.new", name="渡船", parent=2)
    session.do("tag.add", articles=[1, 2], tags=["船", "渡船"])
    session.do("tag.add", articles=[3], tags=["渡船"])
    session.do("article.trash", articles=[3])
    quote = mark(session, 1, "渡船")
    assert vocabulary.with_narrower(session) == {1: (2, 1), 2: (2, 1)}
    assert vocabulary.collected(session, [1], narrower=True).highlights == [quote]
    tree = next(p for p in session.places() if p.kind == "tags").children[0]
    assert (tree.title, tree.count, tree.marks) == ("交通", 2, 1)
    assert len(session.ids(Listing("tag", 1))) == tree.count


# ---- issues


def test_a_tag_of_an_issue_is_on_its_articles(session: Session) -> None:
    session.do("tag.add", articles=[1], tags=["样刊"])
    outcome = session.do("issue.tag", issue=1, tags=["样刊"])
    assert outcome.value == 1, "one of the two had it"
    assert [chip.name for chip in vocabulary.issue_tags(session, 1)] == ["样刊"]
    assert [named(session, n) for n in (1, 2, 3)] == [["样刊"], ["样刊"], []]
    assert session.search("tag:样刊").total == 2
    session.do("issue.untag", issue=1, tags=["样刊"])
    assert named(session, 1) == [] == vocabulary.issue_tags(session, 1)


def test_an_import_with_tags_is_one_step(session: Session, tmp_path: Path) -> None:
    session.do("tag.add", articles=[1], tags=["專題"])
    (tmp_path / "n.md").write_text(ISSUE, encoding="utf-8")
    before = {t.name: t.articles for t in session.tags()}
    new = session.do("import.files", paths=[tmp_path / "n.md"], tags=["专题", "新到"]).value.issues[0]
    ids = list(session.ids(Listing("issue", new)))
    assert ids and all(named(session, id) == ["專題", "新到"] for id in ids)
    session.undo().result()
    assert {t.name: t.articles for t in session.tags()} == before
    session.redo().result()
    assert all(named(session, id) == ["專題", "新到"] for id in ids)
    again = session.do("issue.redecode", issue=new, encoding="utf-8").value
    assert [chip.name for chip in vocabulary.issue_tags(session, again)] == ["專題", "新到"]


# ---- many at once


def test_a_whole_query_is_tagged_in_one_step(session: Session) -> None:
    ids = list(session.ids(Listing("search", text="船头")))
    quote = mark(session, 1, "旧")
    outcome = session.do("tag.add", articles=ids, highlights=[quote], tags=["口述", "船"])
    assert outcome.value == 2 * len(ids) + 2
    assert session.do("tag.remove", articles=ids, highlights=[quote], tags=["船"]).value == len(ids) + 1
    session.undo().result()
    session.undo().result()
    assert [t.name for t in session.tags()] == ["旧"]


def test_tags_used_last_come_first_on_highlights_too(session: Session) -> None:
    session.do("tag.add", articles=[1], tags=["甲", "乙"])
    mark(session, 1, "丙")
    session.do("tag.add", articles=[2], tags=["甲"])
    assert [t.name for t in session.recent_tags()] == ["甲", "丙", "乙"]
    session.do("tag.delete", tag=tag(session, "丙").id)
    assert [t.name for t in session.recent_tags()] == ["甲", "乙"]


def test_a_renamed_tag_of_a_highlight_is_found_by_its_new_name(session: Session) -> None:
    mark(session, 1, "旧名")
    session.do("tag.rename", tag=1, name="新名", keep=True)
    assert session.search("in:highlights tag:新名").total == 1
    assert session.search("in:highlights tag:旧名").total == 1, "kept as an alias"
    session.do("tag.unalias", tag=1, names=["旧名"])
    assert session.search("in:highlights tag:旧名").total == 0


# ---- whatever is done, the vocabulary stays whole

NAMES = st.sampled_from(["水利", "水務", "水务", "河", "Bridge", "ｂridge", "桥", "橋", "甲", "乙"])
NUMBER = st.integers(1, 12)
WORK = st.lists(
    st.one_of(
        st.tuples(st.just("tag.new"), st.fixed_dictionaries({"name": NAMES, "parent": st.none() | NUMBER})),
        st.tuples(st.just("tag.move"), st.fixed_dictionaries({"tag": NUMBER, "parent": st.none() | NUMBER})),
        st.tuples(st.just("tag.merge"), st.fixed_dictionaries({"sources": st.lists(NUMBER, max_size=2), "into": NUMBER})),
        st.tuples(st.just("tag.delete"), st.fixed_dictionaries({"tag": NUMBER})),
        st.tuples(st.just("tag.alias"), st.fixed_dictionaries({"tag": NUMBER, "names": st.lists(NAMES, max_size=2)})),
        st.tuples(st.just("tag.rename"), st.fixed_dictionaries({"tag": NUMBER, "name": NAMES, "keep": st.booleans()})),
        st.tuples(st.just("tag.add"), st.fixed_dictionaries({"articles": st.lists(st.integers(1, 4), max_size=3),
                                                             "tags": st.lists(NAMES, max_size=2)})),
        st.tuples(st.just("issue.tag"), st.fixed_dictionaries({"issue": st.integers(1, 2), "tags": st.lists(NAMES, max_size=2)})),
        st.tuples(st.just("tag.split"), st.fixed_dictionaries({"tag": NUMBER, "parts": st.lists(
            st.builds(Part, NAMES, st.lists(st.integers(1, 4), max_size=3)), max_size=2)})),
    ), min_size=4, max_size=14,
)  # fmt: skip


def check_whole(session: Session) -> None:
    known = {t.id: t for t in session.tags()}
    for one in known.values():
        seen, at = set(), one.id
        while at is not None:
            assert at not in seen, "a circle"
            seen.add(at)
            at = known[at].parent
        assert one.name not in one.aliases
    for table in ("article_tag", "highlight_tag", "issue_tag", "tag_alias"):
        assert {row[0] for row in session.library.rows(f"select tag_id from {table}")} <= set(known)
    names = [name for one in known.values() for name in (one.name, *one.aliases)]
    assert len(names) == len(set(names)), "a name stands for two tags"


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WORK)
def test_whatever_is_done_can_be_undone_and_leaves_a_tree(session: Session, work: list[tuple[str, dict[str, Any]]]) -> None:
    states, depth = [dump(session.library)], 0
    for command, arguments in work:
        try:
            act = session.do(command, **arguments).act
        except ReaderError:
            assert dump(session.library) == states[-1], "a refused act leaves all as it was"
            continue
        check_whole(session)
        after = dump(session.library)
        if after != states[-1]:
            states.append(after)
            depth += 1
        else:
            assert act is None
    for _step in range(depth):
        assert dump(session.library) == states.pop()
        session.undo().result()
    assert dump(session.library) == states[0]


# ---- files


def findings(taken: list[Taken]) -> dict[str, tuple[str, set[str]]]:
    return {one.name: (one.kind, {finding.code for finding in one.findings}) for one in taken}


@pytest.mark.parametrize("form", ["csv", "skos-xml", "skos-turtle"])
def test_a_vocabulary_goes_whole_into_another_library(session: Session, tmp_path: Path, form: str) -> None:
    session.do("tag.new", name="人物", colour="#3f7ea6", note="历史人物\n以通行名为准")
    session.do("tag.new", name="孫中山", parent=1, aliases=["孙文", "Sun Yat-sen"])
    session.do("tag.new", name="=后", parent=2)
    session.do("tag.export", out=tmp_path / "v", form=form)
    path = (tmp_path / "v").rename(tmp_path / f"v{FORMS[form].extension}")
    other = open_session(tmp_path / "other.pressmark", create=True)
    try:
        first = other.do("tag.import", path=path).value
        assert {one.kind for one in first} == {"new"}
        held = [sorted(t._replace(aliases=tuple(sorted(t.aliases))) for t in terms(one)) for one in (other, session)]
        assert held[0] == held[1], "permanent ids too; RDF keeps no order of aliases"
        again = other.do("tag.import", path=path)
        assert {one.kind for one in again.value} == {"equal"} and again.act is None
        other.undo().result()
        assert other.tags() == []
    finally:
        other.close()


def test_what_a_tag_has_stays_and_what_differs_is_told(session: Session, tmp_path: Path) -> None:
    session.do("tag.new", name="水利", note="河道", colour="#3f7ea6")
    session.do("tag.new", name="河工", parent=1)
    session.do("tag.new", name="孫中山", aliases=["孙文"])
    session.do("tag.new", name="桥")
    rows = [
        "name,aliases,broader,note,colour", "水利,水务|河工,桥,别的,#b0476a", "孙中山,国父,,伟人,", "孙文,,,,", "甲,,乙,,",
        "乙,,甲,,", "桥,,,,", "甲,,,,",
    ]  # fmt: skip
    (tmp_path / "v.csv").write_text("\n".join(rows), encoding="utf-8")
    before = dump(session.library)
    tried = session.do("tag.import", path=tmp_path / "v.csv", dry=True)
    assert dump(session.library) == before and tried.act is None
    taken = session.do("tag.import", path=tmp_path / "v.csv").value
    assert findings(tried.value) == findings(taken) == {
        "水利": ("conflict", {"alias", "taken", "other-note", "other-colour", "broader"}),
        "孙中山": ("changed", {"like", "alias", "note"}), "孙文": ("equal", {"named"}), "乙": ("conflict", {"circle"}),
        "甲": ("conflict", {"twice"}), "桥": ("equal", set()),
    }  # fmt: skip
    check_whole(session)
    water = tag(session, "水利")
    assert (water.note, water.colour, water.aliases) == ("河道", "#3f7ea6", ("水务",))
    assert set(tag(session, "孫中山").aliases) == {"孙文", "孙中山", "国父"}
    session.undo().result()
    assert dump(session.library) == before


def test_a_list_of_variants_unites_what_it_calls_one(session: Session, tmp_path: Path) -> None:
    session.do("tag.add", articles=[1], tags=["孙文"])
    session.do("tag.add", articles=[2], tags=["Sun Wen"])
    (tmp_path / "v.txt").write_text("孫中山: 孙文, Sun Wen, 國父\n", encoding="utf-8")
    assert findings(session.do("tag.import", path=tmp_path / "v.txt", dry=True).value)["孫中山"][0] == "conflict"
    taken = session.do("tag.import", path=tmp_path / "v.txt", merge=True).value
    assert "merge" in findings(taken)["孫中山"][1]
    assert named(session, 1) == named(session, 2) == ["孫中山"]
    assert set(tag(session, "孫中山").aliases) == {"孙文", "Sun Wen", "國父"}


# ---- the command line


def test_the_vocabulary_on_the_command_line(run: Run, library: Path, tmp_path: Path) -> None:
    assert library
    run("tag", "1", "孫中山")
    assert run("tag", "2", "孙中山")["tags"] == ["孫中山"]
    run("tags", "add", "人物", "--note", "历史人物", "--colour", "#3f7ea6")
    run("tags", "move", "孫中山", "人物")
    run("tags", "alias", "孫中山", "Sun Yat-sen")
    found = {t["name"]: t for t in run("tags")["tags"]}
    assert found["孫中山"]["aliases"] == ["Sun Yat-sen"]
    assert found["孫中山"]["parent"] == found["人物"]["id"]
    assert "孫中山" in run("tags", "add", "孙 中山", status=1)
    assert run("tags", "merge", "孫中山", "人物", "--dry-run")["articles"] != []
    assert len(run("tags")["tags"]) == 2
    for ending in (".csv", ".rdf", ".ttl"):
        assert run("tags", "export", str(tmp_path / f"v{ending}"))["tags"] == 2
        taken = run("tags", "import", str(tmp_path / f"v{ending}"), "--dry-run")
        assert (taken["equal"], taken["new"], taken["conflict"]) == (2, 0, 0)
    assert [a["id"] for a in run("tags", "rename", "孫中山", "孙文", "--dry-run")["articles"]] == [1, 2]
    run("tags", "rename", "孫中山", "孙文", "--keep")
    assert run("article", "1")["tags"] == ["孙文"]
    assert run("tags", "apply", "旧井", "--query", "旧井", "--dry-run")["articles"] == 1
    run("tags", "apply", "旧井", "--query", "旧井")
    assert run("tags", "split", "孙文", "另文", "--article", "2")["articles"] == [2]
    run("tags", "delete", "另文", "旧井")
    assert {t["name"] for t in run("tags")["tags"]} == {"人物", "孙文"}
    run("undo", "1")
    assert {t["name"] for t in run("tags")["tags"]} == {"人物", "孙文", "另文", "旧井"}

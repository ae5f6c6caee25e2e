"""A thousand highlights in one article and a million in a library, each beside the same with few."""

from __future__ import annotations

import itertools
import shutil
import sqlite3
import statistics
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from reader.commands.highlights import passage_ids, passages
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.text import CORRECTED
from reader.domain.views import ArticleView, Listing
from reader.store import articles, vocabulary
from reader.store.highlights import Asked
from tests.benchmarks.figures import Figure, Scale, in_turn, medians, milliseconds, percentile, spread
from tests.benchmarks.made import copied_library, library
from tests.benchmarks.showing import Screens, marked

TAGS = 200
PER_ARTICLE = 10
PAGE = 100
_LONGER = 10
_COLOURS = ("yellow", "green", "blue", "pink", "orange", "purple", "teal", "grey")


def measure(folder: Path, scale: Scale) -> Iterator[Figure]:
    """The figures of one article with many highlights, then those of a library with very many."""
    yield from _one_article(folder, scale)
    yield from _one_library(folder, scale)


# ---- one article


def _one_article(folder: Path, scale: Scale) -> Iterator[Figure]:
    path = folder / "article.pressmark"
    library(path, 2, per_issue=2, chars=_LONGER * scale.shown).close()
    session = open_session(path)
    screens = Screens(session)
    try:
        few, many = session.ids(Listing("all"))
        plain, full = marked(session, few, 1), marked(session, many, scale.dense)
        yield _shown(screens, plain, full, scale)
        yield _scrolled(screens, plain, full)
        yield from _saved(session, screens, (few, many), scale)
    finally:
        screens.close()
        session.close()


def _shown(screens: Screens, few: ArticleView, many: ArticleView, scale: Scale) -> Figure:
    # Another article between two showings, so that each is laid out anew.
    def show(view: ArticleView, other: ArticleView) -> float:
        screens.pane.show_article(other, keep_place=False)
        return milliseconds(lambda: screens.show_article(view))

    ours, bare = medians(lambda: show(many, few), lambda: show(few, many), runs=scale.runs)
    name = f"article of {_LONGER * scale.shown:,} characters with {len(many.highlights)} highlights shown, beside one with one"
    return Figure(name, ours, "ms", bare, most=3)


def _scrolled(screens: Screens, few: ArticleView, many: ArticleView) -> Figure:
    steps = {}
    for name, view in (("few", few), ("many", many)):
        screens.show_article(view)
        bar = screens.pane.view.verticalScrollBar()
        taken = []
        for step in range(1, 31):
            bar.setValue(bar.maximum() * step // 30)
            taken.append(milliseconds(screens.pane.view.viewport().repaint))
        steps[name] = taken
    note = f"p95 {percentile(steps['many'], 0.95):.1f}; beside p95 {percentile(steps['few'], 0.95):.1f}"
    ours, bare = (statistics.median(steps[name]) for name in ("many", "few"))
    return Figure("… scrolled, a step painted", ours, "ms", bare, most=2, note=note)


def _saved(session: Session, screens: Screens, ids: tuple[int, int], scale: Scale) -> Iterator[Figure]:
    def save(article: int, number: int) -> float:
        view = session.article(article)
        assert view is not None
        screens.pane.show_article(view, keep_place=False)
        block = max(view.blocks, key=lambda b: len(b.text))
        at = number % max(1, len(block.text) - 6)
        return milliseconds(
            lambda: (
                session.do("highlight.add", article=article, spans=[(block.id, at, at + 5)]),
                screens.pane.view.viewport().repaint(),
            )
        )

    numbers = itertools.count()
    few, many = ids
    ours, bare = in_turn(lambda: save(many, next(numbers)), lambda: save(few, next(numbers)), runs=scale.saves)
    yield Figure(
        "… one more highlighted, saved and painted", percentile(ours, 0.5), "ms", percentile(bare, 0.5), most=5,
        note=f"{spread(ours)}; beside {spread(bare)}",
    )  # fmt: skip


# ---- one library


def _one_library(folder: Path, scale: Scale) -> Iterator[Figure]:
    large, small = folder / "large.pressmark", folder / "small.pressmark"
    copied_library(large, max(3, scale.highlights // PER_ARTICLE), chars=160).close()
    shutil.copy(large, small)
    for suffix in ("-index", "-index-wal", "-index-shm"):
        beside = Path(f"{large}{suffix}")
        if beside.exists():
            shutil.copy(beside, Path(f"{small}{suffix}"))
    highlight_everywhere(large, PER_ARTICLE)
    highlight_everywhere(small, PER_ARTICLE, issues=2)
    many, few = open_session(large), open_session(small)
    try:
        count = many.counts()["highlights"]
        yield from _beside(many, few, count, scale)
        yield from _lists(many, count, scale)
    finally:
        many.close()
        few.close()


def highlight_everywhere(path: Path, per_article: int, issues: int = 0) -> None:
    """Give every article (of the first issues) so many tagged highlights, by SQL, with their entries in the change log."""
    raw = sqlite3.connect(path)
    raw.execute("pragma journal_mode=off")
    raw.execute("pragma synchronous=off")
    raw.execute("pragma cache_size=-200000")
    raw.executemany("insert into tag (uuid, name) values (?, ?)", [(f"mark-{n}", f"主题{n}") for n in range(TAGS)])
    (first_tag,) = raw.execute("select min(id) from tag where uuid like 'mark-%'").fetchone()
    act = raw.execute(
        """insert into act (uuid, kind, command, at, clock, author, device)
           select 'made', 'do', 'mentions.mark', at, clock || '+', author, device from act order by id desc limit 1"""
    ).lastrowid
    raw.execute(
        """create temp table place as select row_number() over () as n, p.source_text_id as source, p.start + k.k * 6 as start
             from block b join piece p on p.block_id = b.id and p.position = (select min(position) from piece where block_id = b.id)
             join article a on a.id = b.article_id cross join (with recursive up(k) as (select 0 union all select k + 1 from up
               where k < ? - 1) select k from up) k
           where b.role = 'paragraph' and p.end - p.start > ? * 6 and (? = 0 or a.issue_id <= ?)
             and b.position = (select min(position) from block x where x.article_id = b.article_id and x.role = 'paragraph')""",
        (per_article, per_article, issues, issues),
    )
    colours = " ".join(f"when {n} then '{key}'" for n, key in enumerate(_COLOURS))
    raw.execute(
        f"""insert into highlight (id, uuid, colour, comment, quote, author, created)
            select n, 'made-' || n, case n % 8 {colours} end, case when n % 5 = 0 then '见另页' || n else '' end,
              substr((select text from source_text t where t.id = source), start + 1, 5), 'me', '2026-01-01T00:00:00Z' from place"""
    )
    raw.execute(
        "insert into highlight_span (highlight_id, position, source_text_id, start, end) select n, 0, source, start, start + 5 from place"
    )
    raw.execute(
        f"insert into highlight_tag (uuid, highlight_id, tag_id) select 'ht-' || n, n, {first_tag} + n % {TAGS} from place where n % 3 = 0"
    )
    raw.execute(
        f"insert into change (act_id, entity, entity_id, uuid, field, new) select {act}, 'highlight', n, 'made-' || n, '*', '{{}}' from place"
    )
    raw.commit()
    raw.execute("pragma journal_mode=delete")
    raw.close()


def _beside(many: Session, few: Session, count: int, scale: Scale) -> Iterator[Figure]:
    """What a person waits for in one article and one issue, beside the same library with two issues highlighted."""
    article = few.ids(Listing("all"))[0]
    issue = few.issues()[0].id
    numbers = itertools.count()

    def save(session: Session) -> Callable[[], object]:
        view = session.article(article)
        assert view is not None
        block = max(view.blocks, key=lambda b: len(b.text))
        return lambda: session.do(
            "highlight.add", article=article, spans=[(block.id, at := next(numbers) % (len(block.text) - 6), at + 5)]
        )

    def listed(session: Session) -> Callable[[], object]:
        asked = Asked(Listing("issue", issue))
        return lambda: passages(session, passage_ids(session, asked)[:PAGE])

    works: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        f"article read, {count:,} highlights in the library, beside few": (
            lambda: articles._article(many.library, article, CORRECTED), lambda: articles._article(few.library, article, CORRECTED)),
        "… one more highlighted and saved": (save(many), save(few)),
        "… the highlights of an issue in one list": (listed(many), listed(few)),
        "… a tag put on the highlight and taken off": (tagged(many), tagged(few)),
    }  # fmt: skip
    for name, (ours, bare) in works.items():
        taken, plain = in_turn(
            lambda w=ours: milliseconds(w), lambda w=bare: milliseconds(w), runs=max(1, scale.saves // 2)  # type: ignore[misc]
        )  # fmt: skip
        note = f"{spread(taken)}; beside {spread(plain)}"
        yield Figure(name, percentile(taken, 0.5), "ms", percentile(plain, 0.5), most=1.5, note=note)


def tagged(session: Session) -> Callable[[], object]:
    """Puts a tag on the first highlight and takes it off again."""
    return lambda: (
        session.do("highlight.tag", highlight=1, tags=["一个新标签"]),
        session.do("highlight.untag", highlight=1, tags=["一个新标签"]),
    )


def _lists(session: Session, count: int, scale: Scale) -> Iterator[Figure]:
    """What goes through all of them. These run beside the window's thread, so they are told, with loose bars."""
    raw = sqlite3.connect(session.library.path)
    tag = next(t.id for t in session.tags() if t.name == "主题0")
    bare = "select id from highlight order by id desc"
    found = "select id from highlight where instr(lower(quote), '的') or instr(lower(comment), '的')"
    asks: Sequence[tuple[str, Asked, str, float]] = (
        (f"all {count:,} in one list, newest first", Asked(sort="newest"), bare, 40),
        ("… in text order", Asked(), bare, 80),
        ("… those with some words", Asked(text="的"), found, 8),
        ("… those of one tag", Asked(Listing("tag", tag)), "select highlight_id from highlight_tag", 10),
    )
    for name, asked, sql, most in asks:
        ours, plain = medians(
            lambda a=asked: milliseconds(lambda: passages(session, passage_ids(session, a)[:PAGE])),  # type: ignore[misc]
            lambda s=sql: milliseconds(lambda: raw.execute(s).fetchall()),  # type: ignore[misc]
            runs=min(3, scale.runs),
        )
        yield Figure(name, ours, "ms", plain, most=most)
    counted, plain = medians(
        lambda: milliseconds(lambda: vocabulary._all_tags(session.library)),
        lambda: milliseconds(
            lambda: raw.execute("select tag_id, count(*) from highlight_tag group by tag_id").fetchall()
        ),
        runs=min(3, scale.runs),
    )
    yield Figure("… all tags with their counts", counted, "ms", plain, most=4)
    raw.close()

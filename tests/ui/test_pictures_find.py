"""The pictures of what is found: results, facets, timeline, words in context, passages and the calendar, of ten years of two newspapers.

`PRESSMARK_PICTURES=1 python3 dev.py test -k pictures` writes them to docs/images.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from reader.commands.listing import quote_spans
from reader.commands.opening import open_session
from reader.domain.views import Listing
from reader.ui import language
from reader.ui.theme import Looks
from reader.ui.window import MainWindow
from tests.ui.shell import open_window, search
from tests.ui.test_pictures import IMAGES, LARGEST, SIZE, WRITE, Studio, colours, save

STORIES = (
    ("守塔人的女儿接过航标站的钥匙", "甄望", "她说要把父亲没写完的日志写下去。三里湾的航标每夜亮十一个小时,她和两个同事轮流值守。"),
    ("内河航标更新一百二十盏", "柏舟", "年内计划更新内河航标一百二十盏,其中太阳能一百盏,配套值守平台同步建成。"),
    ("汛期两处航标被冲走", "甄望", "汛期水位猛涨,两处航标被冲走,巡航艇连夜补设临时浮标。航道部门提醒过往船只减速。"),
    ("县志里的光绪航标", "顾帆", "县志载光绪年间设航标于湾口,民国十六年毁于洪水,此后再无记载。老船工至今记得那座石塔。"),
    ("老城更新先修排水口", "谢知微", "老城更新的第一批工程是二十七个排水口,清淤之后再修路面。"),
    ("夜航全靠经验的日子过去了", "柏舟", "三里湾一带夜航全靠经验,没有一座航标可以指望。老船工建议先修湾口两座,再修滩头。"),
    ("渡口加开晚班", "祝青禾", "渡口自今晚起加开一班,末班船二十二时开出,票价不变。"),
    ("全段现有航标三十一座", "甄望", "航道处统计,全段现有航标三十一座,完好率不足四成,报修的电话一周打来九次。"),
)  # fmt: skip
QUOTES = (("完好率不足四成", "yellow", "航运", "与年报核对"), ("巡航艇连夜补设临时浮标", "green", "航运", ""),
          ("民国十六年毁于洪水", "purple", "航运", "县志卷八"), ("没有一座航标可以指望", "green", "口述", ""),
          ("她说要把父亲没写完的日志写下去", "pink", "口述", ""))  # fmt: skip
PAPERS = ("晚汀日报", "北垣新报")


def issues(folder: Path) -> None:
    """A few issues a year, more of them each year until 2021."""
    rng = random.Random(7)
    for year in range(2014, 2025):
        for _issue in range(3 + 2 * (year - 2014) if year < 2022 else 26 - 6 * (year - 2021)):
            day = date(year, 1, 2) + timedelta(days=rng.randrange(355))
            paper = PAPERS[rng.random() < 0.25]
            chosen = rng.sample(STORIES, 3)
            pages = [f"# {title}\n\n本报讯(记者 {author}){text}\n" for title, author, text in chosen]
            path = folder / f"{paper} {day.isoformat()} 第{rng.choice([1, 1, 3, 3, 5])}版.md"
            path.write_text("\n".join(pages), encoding="utf-8")


@pytest.fixture(scope="module")
def decade(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten years of two newspapers with an archivist's marks."""
    folder = tmp_path_factory.mktemp("decade")
    (folder / "in").mkdir()
    issues(folder / "in")
    session = open_session(folder / "Sample library.pressmark", create=True)
    session.do("import.files", paths=[folder / "in"])
    for quote, colour, tag, comment in QUOTES:
        for id in list(session.ids(Listing("search", text=f'"{quote}"')))[::4]:
            session.do("highlight.add", article=id, spans=quote_spans(session, id, quote, 1), colour=colour, tags=[tag], comment=comment)
    for flag in session.flags():
        session.do("flag.answer", flag=flag.id, answer=0)
    found = list(session.ids(Listing("search", text="航标")))
    session.do("tag.add", articles=found[::3], tags=["航运"])
    session.do("tag.add", articles=list(session.ids(Listing("search", text="排水口"))), tags=["老城更新", "水利"])
    session.close()
    return folder / "Sample library.pressmark"


@pytest.fixture
def studio(decade: Path, looks: Looks, qtbot: QtBot, tmp_path: Path) -> Iterator[Studio]:
    session = open_session(decade)
    session.set_setting("theme", "paper")  # the picture before may have left another one
    yield Studio(session, looks, qtbot, tmp_path)
    language.speak("en")
    session.close()


def opened(studio: Studio, query: str, theme: str) -> MainWindow:
    """The window with a search carried out."""
    window = open_window(studio.qtbot, studio.session, studio.looks)
    window.resize(*SIZE)
    window.looks.choose(theme)
    search(studio.qtbot, window, query)
    return window


def settled(studio: Studio, window: MainWindow) -> None:
    """Wait until counts, facets and bars are there."""
    lookup = window.surveying._lookup
    assert lookup is not None
    studio.qtbot.waitUntil(lambda: not any(lookup.awaits(kind) for kind in ("counts", "facets", "time", "runs", "hits")))


def facets(studio: Studio, theme: str) -> QImage:
    window = opened(studio, "航标 newspaper:=晚汀日报", theme)
    window.do("view.facets")
    window.list.choose_row(0)
    settled(studio, window)
    return studio.grab(window)


def kwic(studio: Studio, theme: str) -> QImage:
    window = opened(studio, "航标 tag:航运 date:2016..2024", theme)
    window.do("overview.kwic")
    studio.qtbot.waitUntil(lambda: window.overview.kwic.complete and window.overview.kwic.model.rowCount() > 9)
    settled(studio, window)
    return studio.grab(window)


def passages(studio: Studio, theme: str) -> QImage:
    window = opened(studio, "in:highlights tag:航运", theme)
    window.do("overview.passages")
    studio.qtbot.waitUntil(lambda: window.overview.passages.complete and window.overview.passages.model.rowCount() > 9)
    settled(studio, window)
    return studio.grab(window)


def calendar(studio: Studio, theme: str) -> QImage:
    window = opened(studio, "航标", theme)
    window.do("overview.calendar")
    studio.qtbot.waitUntil(lambda: bool(window.overview.calendar.runs))
    run = next(run for run in window.overview.calendar.runs if run.name == PAPERS[0])
    window.overview.calendar.choose(run.newspaper)
    window.overview.calendar.show_year(2021)
    settled(studio, window)
    return studio.grab(window)


def results(studio: Studio, theme: str) -> QImage:
    """Few hits as typed: the strip says what each switch would find; page text is counted apart."""
    window = opened(studio, "(航標 OR 湾口) date:2014..2016", theme)
    studio.qtbot.waitUntil(lambda: bool(window.list.strip.gains))
    window.list.choose_row(0)
    settled(studio, window)
    return studio.grab(window)


DRAWN = (results, facets, passages, kwic, calendar)


@pytest.mark.parametrize(("theme", "code", "suffix"), [("paper", "en", ""), ("dark", "zh_CN", "-zh")])
@pytest.mark.parametrize("draw", DRAWN)
def test_what_is_found_is_drawn(studio: Studio, draw: object, theme: str, code: str, suffix: str, tmp_path: Path) -> None:
    keep(studio, draw, theme, code, suffix, tmp_path)


@pytest.mark.parametrize("draw", DRAWN)
def test_each_is_kept_in_the_dark_theme_too(
    studio: Studio, draw: object, tmp_path: Path
) -> None:
    if WRITE:
        keep(studio, draw, "dark", "en", "-dark", tmp_path)
    kept = QImage(str(IMAGES / f"overview-{draw.__name__}-dark.png"))  # type: ignore[attr-defined]
    assert (kept.width(), kept.height()) == SIZE, "draw the pictures anew: PRESSMARK_PICTURES=1"
    assert kept.pixelColor(700, 20).lightness() < 60


def keep(studio: Studio, draw: object, theme: str, code: str, suffix: str, folder: Path) -> None:
    """Draw a picture, look whether it is one, and keep it where that is asked for."""
    language.speak(code)
    picture: QImage = draw(studio, theme)  # type: ignore[operator]
    assert (picture.width(), picture.height()) == SIZE
    assert len(colours(picture)) > 24, "nearly blank"
    name = f"overview-{draw.__name__}{suffix}.png"  # type: ignore[attr-defined]
    save(picture, (IMAGES if WRITE else folder) / name)
    assert ((IMAGES if WRITE else folder) / name).stat().st_size <= LARGEST
    kept = QImage(str(IMAGES / name))
    assert (kept.width(), kept.height()) == SIZE, "draw the pictures anew: PRESSMARK_PICTURES=1"

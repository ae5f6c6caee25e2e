"""A sentence cut by a column is joined; one whose end is lost is not, however open it looks."""

from __future__ import annotations

import pytest

from reader.domain.reading import Reading
from reader.imports.lines import read_text
from reader.structure.engine import read_issue

_LEFT = "The committee of the hospital met on Saturday and resolved that the sum collected shall be placed in the vault"


def _read(left: str, right: str) -> Reading:
    page = f"# HOSPITAL FUND\n\nThe passengers and the car were on the road all day and nothing was found of them.\n\n{left}\n\n{right}\n"
    return read_issue(read_text(page).pages)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (f"{_LEFT} by the", "The car was last seen on the north road by a man who told the police."),
        (f"{_LEFT} and has been", "A subscription list lies at the office of this paper until next week."),
        (f"{_LEFT} and would be", "Passengers were given their breakfast in the dining room by the company."),
    ],
)  # fmt: skip
def test_a_lost_end_stays_lost(left: str, right: str) -> None:
    reading = _read(left, right)
    assert [flag.code for flag in reading.flags] == ["truncated"]
    assert [b.role for b in reading.articles[0].blocks] == ["title", "paragraph", "paragraph", "paragraph"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (f"{_LEFT} of the", "Dayton company, whose manager has the key of it."),
        (f"{_LEFT} and a meeting be held", "Thursday at the hall, when all are welcome."),
        (f"{_LEFT} which stands at", "The Hague road and is known to nobody else here."),
    ],
)  # fmt: skip
def test_a_cut_one_is_joined(left: str, right: str) -> None:
    reading = _read(left, right)
    assert [b.role for b in reading.articles[0].blocks] == ["title", "paragraph", "paragraph"]


def test_a_salutation_is_joined_to_nothing() -> None:
    page = "# UNE LETTRE\n\nNous recevons la lettre suivante, que nous publions volontiers.\n\n« Monsieur le Rédacteur,\n\n« Votre numéro de mardi me met en cause et je vous prie d'insérer ceci. »\n"
    (article,) = read_issue(read_text(page).pages).articles
    assert [b.role for b in article.blocks].count("paragraph") == 3


def test_a_line_that_announces_is_a_kicker_and_an_office_with_a_date_closes_a_notice() -> None:
    page = (
        "# 停水通知\n\n因配合管网改造,定于8月10日22时起停水。\n\n市水务集团 2022年8月8日\n\n秋季腹泻进入高发期,专家提醒——\n\n"
        "# 补液比止泻更要紧\n\n本报记者 计从文\n\n入秋以来,门诊里的孩子多了起来。\n"
    )
    notice, article = read_issue(read_text(page).pages).articles
    assert [b.role for b in notice.blocks] == ["title", "paragraph", "signature"]
    assert [b.role for b in article.blocks] == ["kicker", "title", "byline", "paragraph"]
    assert [f.value for f in article.fields if f.name == "author"] == ["计从文"]

"""What file names, folders and front matter state, and what they do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.dates import is_date
from reader.imports.names import stated_by_front, stated_by_path


@pytest.mark.parametrize(
    ("path", "newspaper", "date", "page"),
    [
        ("晚汀日报 2024-06-08 第3版.md", "晚汀日报", "2024-06-08", "3"),
        ("晚汀日报-2024-06-08.md", "晚汀日报", "2024-06-08", None),
        ("Harrow Quay Courier 1934-12-16 p3.txt", "Harrow Quay Courier", "1934-12-16", "3"),
        ("20231019_A03.txt", None, "2023-10-19", "A03"),
        ("许昌日报_2023年10月19日_03版", "许昌日报", "2023-10-19", "03"),
        ("许昌日报20231019第A03版.txt", "许昌日报", "2023-10-19", "A03"),
        ("滄渚日報-民國十六年十一月三日.txt", "滄渚日報", "1927-11-03", None),
        ("Der Uferbote 1911-03-04.md", "Der Uferbote", "1911-03-04", None),
        ("Le Phare de Saint-Brévin 1898-07-24.txt", "Le Phare de Saint-Brévin", "1898-07-24", None),
        ("Harrow Quay Courier, Dec. 16, 1934, page 3, late city edition.txt", "Harrow Quay Courier", "1934-12-16", "3"),
        ("Harrow Quay Courier 1934-12.txt", "Harrow Quay Courier", "1934-12", None),
        ("许昌日报 第5版.md", "许昌日报", None, "5"),
        ("《许昌日报》第11426期 2023-10-19.md", "许昌日报", "2023-10-19", None),
        ("晚汀日报-2024-06-09-A01.txt", "晚汀日报", "2024-06-09", "A01"),
        ("晚汀日报-20240609-2.txt", "晚汀日报", "2024-06-09", "2"),
        ("Harrow Quay Courier-1934-12-16-3.txt", "Harrow Quay Courier", "1934-12-16", "3"),
        ("2024-06-09-01.txt", None, "2024-06-09", "01"),
        ("xuchang.txt", None, None, None),
        ("scan 2023-10-19.txt", None, "2023-10-19", None),
        ("2023-13-45.txt", None, None, None),
        ("notes 12.txt", None, None, None),
        ("report A03.txt", None, None, None),
        ("Courier 1934.txt", None, None, None),
        ("", None, None, None),
        ("第一回.txt", None, None, None),
    ],
)
def test_file_names(path: str, newspaper: str | None, date: str | None, page: str | None) -> None:
    stated = stated_by_path(path)
    assert [h.value if h else None for h in stated[:2]] == [newspaper, date]
    assert (stated.page.value if stated.page else None) == page
    assert all(h.how == "file name" for h in (stated.newspaper, stated.date, stated.page) if h)


def test_edition() -> None:
    stated = stated_by_path("Harrow Quay Courier 1934-12-16 late city edition.txt")
    assert stated.edition is not None and stated.edition.value == "late city edition"


@pytest.mark.parametrize(
    "path",
    [
        "许昌日报/2023/10/19/A03.txt",
        "许昌日报\\2023年\\10-19\\A03.txt",
        "/x/许昌日报/2023-10-19/3.txt",
        "许昌日报 20231019/a.md",
    ],
)
def test_folders(path: str) -> None:
    stated = stated_by_path(path)
    assert stated.newspaper == ("许昌日报", "folder")
    assert stated.date == ("2023-10-19", "folder")


def test_file_name_before_folder_and_front_before_both() -> None:
    by_path = stated_by_path("许昌日报/2023-10-19/晚汀日报 2024-06-08.md")
    assert by_path.newspaper == ("晚汀日报", "file name") and by_path.date == ("2024-06-08", "file name")
    by_front, _rest = stated_by_front({"newspaper": "北垣新報", "page": "第3版"})
    both = by_front.or_else(by_path)
    assert both.newspaper == ("北垣新報", "front matter") and both.date == by_path.date
    assert both.page == ("3", "front matter")


def test_generic_folders_say_nothing() -> None:
    assert stated_by_path("/home/li/Documents/news/2023/a.txt")[:2] == (None, None)


def test_front_matter_dates() -> None:
    stated, rest = stated_by_front({"date": "民國十六年三月五日", "language": "zh"})
    assert stated.date == ("1927-03-05", "front matter") and rest == {"language": "zh"}
    stated, rest = stated_by_front({"date": "2023-02-30"})
    assert stated.date is None and rest == {"date": "2023-02-30"}


@given(st.text(alphabet="许昌日报Courier 0123456789-_年月日第版A./\\", max_size=40))
def test_dates_are_possible(path: str) -> None:
    date = stated_by_path(path).date
    assert date is None or is_date(date.value)

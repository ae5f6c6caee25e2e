"""Files become issues where they state it; without a statement each stays by itself."""

from __future__ import annotations

from itertools import permutations

from reader.domain.reading import Hint, RawFile
from reader.imports.files import read_bytes
from reader.imports.grouping import Masthead, group, page_key


def read(*names: str) -> list[RawFile]:
    return [read_bytes(name, f"text of {name}".encode()) for name in names]


def names(files: list[RawFile], mastheads: tuple[Masthead | None, ...] = ()) -> list[list[str]]:
    return [[file.name for file in issue.files] for issue in group(files, mastheads)]


def test_pages_of_one_issue() -> None:
    wanted = ["许昌日报 2023-10-19 第1版.md", "许昌日报 2023-10-19 第2版.md", "许昌日报 2023-10-19 第10版.md"]
    for order in permutations(wanted):
        issues = group(read(*order))
        assert [[f.name for f in issue.files] for issue in issues] == [wanted]
        assert issues[0].stated and issues[0].newspaper == ("许昌日报", "file name")
        assert issues[0].date == ("2023-10-19", "file name")


def test_unstated_files_stay_alone() -> None:
    issues = group(read("b.txt", "a.txt", "p3.txt", "p4.txt", "许昌日报.txt", "许昌日报 2023-10.txt"))
    assert [len(issue.files) for issue in issues] == [1] * 6
    assert [issue.files[0].name for issue in issues][:2] == ["b.txt", "a.txt"]
    assert not any(issue.stated for issue in issues)


def test_other_day_other_paper_other_edition() -> None:
    files = read(
        "许昌日报 2023-10-19 p1.txt", "许昌日报 2023-10-20 p2.txt", "晚汀日报 2023-10-19 p2.txt",
        "许昌日报 2023-10-19 p2 晚刊.txt", "许昌日报 2023-10-19 p3 早刊.txt",
    )  # fmt: skip
    assert [len(issue.files) for issue in group(files)] == [1] * 5


def test_two_texts_of_a_page_are_two_issues() -> None:
    files = read(
        "许昌日报 2023-10-19 p1.txt", "许昌日报 2023-10-19 p1.md", "许昌日报 2023-10-19.md", "许昌日报 2023-10-19.txt"
    )
    assert [len(issue.files) for issue in group(files)] == [2, 1, 1]


def test_dates_and_labels_without_a_name() -> None:
    files = read("20231019_A02.txt", "20231019_A01.txt", "20231020_A01.txt")
    assert names(files) == [["20231019_A01.txt", "20231019_A02.txt"], ["20231020_A01.txt"]]
    assert not group(files)[0].stated
    front = (Masthead(), Masthead(Hint("许昌日报", "masthead")), Masthead())
    issues = group(files, front)
    assert issues[0].stated and len(issues[0].files) == 2 and not issues[1].stated


def test_mastheads() -> None:
    files = read("a.txt", "b.txt")
    said = Masthead(Hint("晚汀日报", "masthead"), Hint("2024-06-08", "masthead"))
    assert names(files, (said, said)) == [["a.txt", "b.txt"]]
    assert names(files, (said, None)) == [["a.txt"], ["b.txt"]]


def test_page_order() -> None:
    labels = ["A01", "A02", "A10", "B01"]
    assert sorted(set(labels), key=page_key) == labels
    assert sorted(["10", "2", "1", "０３"], key=page_key) == ["1", "2", "０３", "10"]
    assert sorted(["十", "二", "一", "十二"], key=page_key) == ["一", "二", "十", "十二"]
    page_key("²"), page_key(""), page_key("A" * 99)

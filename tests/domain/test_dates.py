"""Dates as newspapers print them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.domain.dates import find_date, is_date, parse_date, read_numeral


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024年6月8日 星期六 农历甲辰年五月初三 第11426期 今日4版", "2024-06-08"),
        ("二〇二三年十月十九日", "2023-10-19"),
        ("二○二三年十月廿九日　星期四", "2023-10-29"),
        ("２０２３ 年 １０ 月 １９ 日", "2023-10-19"),
        ("民國十六年三月五日", "1927-03-05"),
        ("北垣新報　中華民國七十六年十月五日　星期一", "1987-10-05"),
        ("中華民國一百零五年元月一日", "2016-01-01"),
        ("民国元年一月一号", "1912-01-01"),
        ("中華民國二十三年陽曆十二月十六日", "1934-12-16"),
        ("民國十六年陰曆二月初二", "1927"),
        ("康德三年五月一日", "1936-05-01"),
        ("昭和十二年七月七日", "1937-07-07"),
        ("一九八七年十月", "1987-10"),
        ("公元1934年", "1934"),
        ("许昌日报_2023年10月19日_03版", "2023-10-19"),
        ("2024/6/8", "2024-06-08"),
        ("晚汀日报-2024-06-08", "2024-06-08"),
        ("2024.06.08", "2024-06-08"),
        ("20231019_A03", "2023-10-19"),
        ("No. 12. SUNDAY, DECEMBER 16, 1934. PRICE TWOPENCE", "1934-12-16"),
        ("Harrow Quay, Dec. 16th, 1934", "1934-12-16"),
        ("16th of December, 1934", "1934-12-16"),
        ("December 1934", "1934-12"),
        ("Wien, Sonntag den 16. Dezember 1934. Nr. 301", "1934-12-16"),
        ("Montag, 3. Auguſt 1914", "1914-08-03"),
        ("2. Jänner 1890", "1890-01-02"),
        ("16.12.1934", "1934-12-16"),
        ("FEUILLETON DU GAULOIS DU 8 FÉVRIER 1882", "1882-02-08"),
        ("Dimanche 1er août 1914", "1914-08-01"),
        ("du 17 décembre 1918", "1918-12-17"),
        ("25/12/1934", "1934-12-25"),
    ],
)
def test_printed_dates(text: str, date: str) -> None:
    found = find_date(text)
    assert found is not None
    assert found[0] == date
    assert 0 <= found[1] < found[2] <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "2023-02-30", "2023年2月30日", "2023-13-01", "05/06/1934", "去年十月五日", "10月18日",
        "从民國四十幾年看到現在",
        "八七年十月五日", "电话 0374-20231019", "12345678", "二十年后", "march 5", "May 41, 1934", "1934",
        "光緒三年二月初二",
        "咸豐元年", "CN 00-0612", "20239999", "12-2024-06-08", "上世纪1980年代",
    ],
)  # fmt: skip
def test_no_date(text: str) -> None:
    assert find_date(text) is None


def test_where_the_date_stands() -> None:
    text = "晚汀日报 2024年6月8日 星期六"
    assert find_date(text) == ("2024-06-08", 5, 14)
    assert find_date("1.5.1999 and 2024-06-08") == ("1999-05-01", 0, 8)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("1934", "1934"), ("1934-12", "1934-12"), ("1934-2-3", "1934-02-03"), ("1934-02-30", None),
        ("0034", None),
        ("Sunday, December 16, 1934", "1934-12-16"), ("vom 3. bis 5. Mai 1934", None), ("no date", None),
        ("2023年10月19日", "2023-10-19"), (" 2024-06-08\n", "2024-06-08"),
    ],
)  # fmt: skip
def test_parse(text: str, date: str | None) -> None:
    assert parse_date(text) == date


def test_is_date() -> None:
    assert is_date("1934") and is_date("1934-12") and is_date("1936-02-29")
    assert not any(map(is_date, ["", "34", "1934-2", "1935-02-29", "1934-12-16 ", "１９３４", "1934-00"]))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十", 10),
        ("十六", 16),
        ("二十三", 23),
        ("廿三", 23),
        ("卅", 30),
        ("一百零五", 105),
        ("一九三四", 1934),
        ("12", 12),
        ("元", 1),
        ("甲", None),
        ("", None),
    ],
)
def test_numerals(text: str, number: int | None) -> None:
    assert read_numeral(text) == number


@given(st.text(alphabet="0123456789年月日民國十二 -./MayDec,Ⅷ٣", max_size=60))
def test_found_dates_are_possible(text: str) -> None:
    found = find_date(text)
    if found:
        assert is_date(found[0])
    parsed = parse_date(text)
    assert parsed is None or is_date(parsed)


@pytest.mark.parametrize("unit", ["1", "年", "一", " ", "May ", "民國", "12.", "2024-1", "二〇二三年", "1/"])
def test_linear(unit: str) -> None:
    start = time.process_time()
    find_date(unit * (200_000 // len(unit)))
    assert time.process_time() - start < 10

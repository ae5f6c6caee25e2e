"""Dates and pages that a library has, as a search field offers them."""

from __future__ import annotations

from reader.store.library import Library


def dates(library: Library, typed: str, most: int) -> list[str]:
    """Years, months and days that issues have and that begin with `typed`: the next shorter ones than it can tell apart."""
    length = 4 if len(typed) < 4 else 7 if len(typed) < 7 else 10
    sql = """select distinct substr(date, 1, ?) from issue where trashed is null and date >= ? and date < ?
             order by 1 desc limit ?"""
    found = [str(date) for (date,) in library.rows(sql, (length, typed, typed + "~", most))]
    return [date for date in found if len(date) == length or date != typed]


def pages(library: Library, typed: str, most: int) -> list[str]:
    """Labels of pages that begin with `typed`, the shorter ones first."""
    sql = """select label from page where label is not null and trashed is null and label >= ? and label < ?
             group by label order by length(label), label limit ?"""
    return [str(label) for (label,) in library.rows(sql, (typed, typed + "\U0010ffff", most))]

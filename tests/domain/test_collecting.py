"""Searching for unreachable objects is put off, and taken up again."""

from __future__ import annotations

import gc

import pytest

from reader.domain.collecting import seldom


def test_searching_seldom_ends_also_with_an_error() -> None:
    before = gc.get_threshold()
    with pytest.raises(ValueError, match="meanwhile"), seldom():
        assert gc.get_threshold()[0] > before[0]
        raise ValueError("meanwhile")
    assert gc.get_threshold() == before


def test_two_that_overlap_leave_things_as_they_were() -> None:
    before = gc.get_threshold()
    first, second = seldom(), seldom()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert gc.get_threshold()[0] > before[0]
    second.__exit__(None, None, None)
    assert gc.get_threshold() == before

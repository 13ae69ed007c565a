"""A text is found by any part of it, by its pinyin, and by the initials of that."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dianzhang.kernel.spelling import LONGEST, SHORTEST, begins, spellings, typed


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("真空保温杯", "保温"),
        ("真空保温杯", "温杯"),
        ("真空保温杯", "bwb"),
        ("真空保温杯", "baowen"),
        ("真空保温杯", "ZKBWB"),
        ("真空 保温杯", "空保"),
        ("保温杯 CF-1008", "cf-10"),
        ("保温杯 CF-1008", "1008"),
        ("单晓", "sx"),  # a family name
        ("单晓", "dx"),
        ("重庆仓", "cqc"),
    ],
)
def test_found(text: str, query: str) -> None:
    assert begins(text, typed(query))


@pytest.mark.parametrize(("text", "query"), [("真空保温杯", "杯温"), ("真空保温杯", "bb"), ("真空保温杯", "owen")])
def test_not_found(text: str, query: str) -> None:
    assert not begins(text, typed(query))


@given(st.text(max_size=80))
def test_any_text_is_spelled_and_found_by_each_of_its_parts(text: str) -> None:
    found = spellings(text)
    assert all(SHORTEST <= len(one) <= LONGEST for one in found)
    known = "".join(text.lower().split())[:48]
    assert all(begins(text, known[n : n + 3]) for n in range(len(known) - 1))

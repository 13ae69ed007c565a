"""Whatever is a part of a text is found by it; nothing that a text does not hold makes it ask for less."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dianzhang.kernel.cutting import around, asked, tokens


def found(text: str, query: str) -> bool:
    held = tokens(text)
    return all(
        any(token.startswith(one) for token in held) if beginning else one in held for one, beginning in asked(query)
    )


@pytest.mark.parametrize(
    ("text", "query", "is_found"),
    [
        ("退换货处理流程", "退换货", True),
        ("退换货处理流程", "换货处理", True),
        ("退换货处理流程", "流", True),
        ("退换货处理流程", "程", True),
        ("退换货处理流程", "退货", False),
        ("退换货处理流程", "流程 退换", True),
        ("双11大促SOP v2", "sop", True),
        ("双11大促SOP v2", "So", True),
        ("双11大促SOP v2", "op", False),
        ("ＳＯＰ流程", "sop流程", True),
        ("双11大促", "双11", True),
    ],
)
def test_what_finds_what(text: str, query: str, is_found: bool) -> None:
    assert found(text, query) is is_found


@pytest.mark.parametrize("query", ["", "  ", "，。！", "—"])
def test_nothing_to_search_by(query: str) -> None:
    assert asked(query) == []


@given(st.text("退换货流程店铺章", min_size=1, max_size=30), st.data())
def test_every_part_of_a_chinese_text_finds_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert found(text, text[start:end])


@given(st.text(max_size=200))
def test_tokens_hold_no_space_and_nothing_that_a_query_language_reads(text: str) -> None:
    for token in tokens(text):
        assert token
        assert not set(token) & set(" '\"*:&|!()\\")


def test_a_line_shows_the_place() -> None:
    text = "一" * 200 + "退换货" + "二" * 200
    assert "退换货" in around(text, "退换货")
    assert around("短", "长") == "短"

"""A message carries both languages; Chinese comes first."""

from __future__ import annotations

import pytest

from dianzhang.kernel.messages import Message, MessageError

LATE = Message("已逾期", "overdue")


@pytest.mark.parametrize(
    ("language", "text"),
    [("zh-hans", "已逾期"), ("zh", "已逾期"), ("en", "overdue"), ("en-GB", "overdue"), ("fr", "已逾期")],
)
def test_the_language_picks_the_text(language: str, text: str) -> None:
    assert LATE.text(language) == text


def test_chinese_is_the_first_language() -> None:
    assert str(LATE) == "已逾期"


def test_equal_words_are_equal_messages() -> None:
    assert Message("已逾期", "overdue") == LATE
    assert len({LATE, Message("已逾期", "overdue")}) == 1


def test_an_error_carries_both_languages() -> None:
    with pytest.raises(ValueError, match="已逾期") as caught:
        raise MessageError("已逾期", "overdue")
    assert isinstance(caught.value, MessageError)
    assert caught.value.message == LATE

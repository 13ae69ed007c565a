"""Bar codes of Code 128, against symbols worked out by hand and by the standard's own arithmetic."""

from __future__ import annotations

import pytest

from dianzhang.kernel import code128


def test_letters_are_in_set_b() -> None:
    # start B, P=48, J=42, J=42, 1=17, 2=18, 3=19, C=35; check 55 by the standard's weights
    symbols = code128.symbols("PJJ123C")
    assert symbols == [104, 48, 42, 42, 17, 18, 19, 35, 55, 106]


def test_digits_go_two_by_two() -> None:
    assert code128.symbols("123456")[:4] == [105, 12, 34, 56]
    assert code128.symbols("12345")[:5] == [105, 12, 34, 100, 21]  # the odd one in set B


def test_every_symbol_is_eleven_modules_and_the_stop_thirteen() -> None:
    bars, width = code128.bars("SF1234567890")
    assert width == 11 * (len(code128.symbols("SF1234567890")) - 1) + 13
    assert all(wide in (1, 2, 3, 4) for _x, wide in bars)
    assert bars[-1][0] + bars[-1][1] == width


@pytest.mark.parametrize("text", ["", "订单1", "a\n"])
def test_what_no_bar_code_says(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{text}"):
        code128.bars(text)

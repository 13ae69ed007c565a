"""Money is exact: cents where it is kept, Decimal yuan where it is reckoned."""

from __future__ import annotations

from decimal import Decimal, getcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dianzhang.kernel.money import LARGEST, MoneyError, cents, half_up, show, yuan

WHOLE_CENTS = st.integers(min_value=-LARGEST, max_value=LARGEST)


@pytest.mark.parametrize(
    ("amount", "whole"),
    [
        ("0", 0),
        ("12", 1200),
        ("0.1", 10),
        (".5", 50),
        ("1902487.15", 190248715),
        ("¥1,234.50", 123450),
        ("￥１２．３０", 1230),
        ("12元", 1200),
        (" 12.5 ", 1250),
        ("-3.20", -320),
        ("-¥3.20", -320),
        ("¥-3.20", -320),
        ("−3.20", -320),
        ("1.100", 110),
        (Decimal("1.10"), 110),
        (Decimal("1E+3"), 100000),
        (7, 700),
        ("0." + "10" + "0" * 200, 10),
    ],
)
def test_an_amount_becomes_whole_cents(amount: Decimal | int | str, whole: int) -> None:
    assert cents(amount) == whole


@pytest.mark.parametrize(
    ("amount", "says"),
    [
        ("1.005", "两位小数"),
        (Decimal("0.001"), "两位小数"),
        (Decimal(1).scaleb(-200), "两位小数"),
        ("", "不是金额"),
        ("-", "不是金额"),
        ("abc", "不是金额"),
        ("1.23E+18", "不是金额"),
        ("1,23", "不是金额"),
        ("12,3456", "不是金额"),
        ("-¥-1", "不是金额"),
        ("12.", "不是金额"),
        ("1 2 元 元", "不是金额"),
        (Decimal("NaN"), "不是金额"),
        (Decimal("-Infinity"), "不是金额"),
        (Decimal("1E+400"), "过大"),
        ("92233720368547758.08", "过大"),
    ],
)
def test_what_is_not_exact_money_is_refused_with_words(amount: Decimal | str, says: str) -> None:
    with pytest.raises(MoneyError, match=says) as caught:
        cents(amount)
    assert caught.value.message.en


@pytest.mark.parametrize("amount", [1.1, True, None])
def test_a_float_has_lost_its_cents_and_is_a_mistake_of_the_program(amount: object) -> None:
    with pytest.raises(TypeError):
        cents(amount)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [
        ("0.005", "0.01"),
        ("0.0049999999999999999999999", "0.00"),
        ("-0.005", "-0.01"),
        ("-0.001", "0.00"),
        ("2.675", "2.68"),
        ("450", "450.00"),
        ("166.6666666666666666666666667", "166.67"),
    ],
)
def test_half_a_cent_goes_up(amount: str, rounded: str) -> None:
    assert str(half_up(Decimal(amount))) == rounded


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "1E+19"])
def test_no_pay_line_is_endless(amount: str) -> None:
    with pytest.raises(MoneyError):
        half_up(Decimal(amount))


@pytest.mark.parametrize(
    ("whole", "currency", "shown"),
    [
        (0, "CNY", "¥0.00"),
        (299576061, "CNY", "¥2,995,760.61"),
        (-5, "CNY", "-¥0.05"),
        (123456, "USD", "$1,234.56"),
        (100, "THB", "THB 1.00"),
    ],
)
def test_people_see_sign_and_separators(whole: int, currency: str, shown: str) -> None:
    assert show(whole, currency) == shown


@given(WHOLE_CENTS)
def test_cents_come_back_from_yuan_and_from_what_is_shown(whole: int) -> None:
    assert cents(yuan(whole)) == whole
    assert cents(show(whole, "CNY")) == whole


@given(st.decimals(min_value=-(10**15), max_value=10**15, places=6))
def test_rounding_moves_by_half_a_cent_at_most_and_settles(amount: Decimal) -> None:
    rounded = half_up(amount)
    assert abs(rounded - amount) <= Decimal("0.005")
    assert half_up(rounded) == rounded
    assert half_up(-amount) == -rounded
    assert yuan(cents(rounded)) == rounded


def test_a_narrow_context_of_the_thread_changes_nothing() -> None:
    before = getcontext().prec
    getcontext().prec = 3
    try:
        assert cents("1234567.89") == 123456789
        assert half_up(Decimal("1234567.891")) == Decimal("1234567.89")
        assert str(yuan(123456789)) == "1234567.89"
    finally:
        getcontext().prec = before

"""Numbers as people write them, and those that are refused kindly."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dianzhang.kernel.formula import parse, read_quantity
from dianzhang.kernel.messages import Message
from dianzhang.kernel.units import Unit

from .words import SCOPE, marked, only_error, value


@pytest.mark.parametrize(
    ("text", "expected", "unit"),
    [
        ("12", "12", Unit.BARE),
        (".5", "0.5", Unit.BARE),
        ("１２．５", "12.5", Unit.BARE),
        ("50%", "0.5", Unit.RATIO),
        ("0.5％", "0.005", Unit.RATIO),
        ("5个百分点", "0.05", Unit.RATIO),
        ("3万", "30000", Unit.BARE),
        ("1.5亿", "150000000", Unit.BARE),
        ("3千元", "3000", Unit.MONEY),
        ("2万元", "20000", Unit.MONEY),
        ("2000元", "2000", Unit.MONEY),
        ("2000 元", "2000", Unit.MONEY),
        ("￥20.50", "20.5", Unit.MONEY),
        ("¥ 20", "20", Unit.MONEY),
        ("20 yuan", "20", Unit.MONEY),
        ("10分", "10", Unit.POINTS),
        ("10分钟", "600", Unit.DURATION),
        ("90 秒", "90", Unit.DURATION),
        ("24小时", "86400", Unit.DURATION),
        ("2个小时", "7200", Unit.DURATION),
        ("3天", "259200", Unit.DURATION),
        ("2 hours", "7200", Unit.DURATION),
        ("10min", "600", Unit.DURATION),
        ("5单", "5", Unit.COUNT),
        ("5 个", "5", Unit.COUNT),
        ("999999999999999", "999999999999999", Unit.BARE),
    ],
)
def test_numbers_and_units(text: str, expected: str, unit: Unit) -> None:
    assert value(text) == Decimal(expected)
    assert parse(text, SCOPE).unit is unit


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("1,000 + 2", "1,000", "千分位"),
        ("1，000元", "1，000元", "千分位"),
        ("MAX(1,500)", "1,500", "一个数还是两个数"),
        ("MAX(订单数,1,000)", "1,000", "一个数还是两个数"),
        ("1e5", "1e5", "科学记数法"),
        ("1.23E+18 + 1", "1.23E+18", "科学记数法"),
        ("1e999999999", "1e999999999", "科学记数法"),
        ("10000000000000000", "10000000000000000", "太大"),
        ("99999亿亿", "99999亿亿", "没有"),
        ("0." + "1" * 40, "0." + "1" * 40, "太长"),
        ("1.2.3", "1.2.3", "小数点"),
        ("3个工作日", "3个工作日", "没有固定的长短"),
        ("2 个月", "2 个月", "没有固定的长短"),
        ("2 ^ 3", "^", "乘方"),
        ("2 ** 3", "**", "乘方"),
    ],
)
def test_numbers_that_are_refused(text: str, place: str, said: str) -> None:
    error = only_error(text)
    assert said in error.message.zh
    assert marked(text, error).startswith(place[:4])


def test_comma_between_arguments_is_no_thousands_separator() -> None:
    assert value("MAX(1, 500)") == 500
    assert value("MAX(1，500)") == 500
    assert value("IF(1 > 2,100,200)") == 200
    assert value("MIN(1000,2000)") == 1000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2,000.5", (Decimal("2000.5"), Unit.BARE)),
        ("-50元", (Decimal(-50), Unit.MONEY)),
        ("−3%", (Decimal("-0.03"), Unit.RATIO)),
        ("已发货", None),
        ("", None),
    ],
)
def test_quantity_by_itself(text: str, expected: tuple[Decimal, Unit] | None) -> None:
    assert read_quantity(text) == expected


def test_quantity_that_is_none() -> None:
    assert isinstance(read_quantity("12,34"), Message)
    assert isinstance(read_quantity("5x"), Message)

"""What a cell says: exactly that, or a refusal."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dianzhang.gateways.tables import cells
from dianzhang.gateways.tables.errors import CellError


@pytest.mark.parametrize(
    ("cell", "cents"),
    [
        ("0", 0),
        ("37", 3700),
        ("37.0", 3700),
        ("178.8", 17880),
        ("178.80", 17880),
        ("0.07", 7),
        ("12.500", 1250),
        (" 12.5 ", 1250),
        ("¥1,234.50", 123450),
        ("￥88元", 8800),
        ("１２．５", 1250),
        ("-0.00", 0),
        ("100000000000", 10**13),
    ],
)
def test_amounts_are_exact_cents(cell: str, cents: int) -> None:
    assert cells.amount(cell) == cents


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("", "不是金额"),
        ("0.", "不是金额"),
        (".5", "不是金额"),
        ("1.005", "只能精确到分"),
        ("1,2345.00", "不是金额"),
        ("1e3", "不是金额"),
        ("NaN", "不是金额"),
        ("inf", "不是金额"),
        ("-1", "不能是负数"),
        ("100000000000.01", "一千亿"),
        ("9" * 4000, "一千亿"),
        ("۳۷.00", "不是金额"),
        ("12.-5", "不是金额"),
    ],
)
def test_what_is_no_amount_is_refused(cell: str, reason: str) -> None:
    with pytest.raises(CellError, match=reason):
        cells.amount(cell)


@given(st.integers(0, 10**13))
def test_every_amount_survives_writing_and_reading(cents: int) -> None:
    yuan = Decimal(cents) / 100
    assert cells.amount(f"{yuan:.2f}") == cells.amount(f"{yuan:,.2f}") == cells.amount(f"{yuan.normalize():f}") == cents


@pytest.mark.parametrize(
    "cell",
    [
        "2026-03-01 08:05:00",
        "2026/3/1 8:05",
        "2026.03.01 08:05:00",
        "2026-03-01T08:05:00",
        "2026-03-01 08:05:00.000",
        "2026-03-01T00:05:00Z",
        "2026-03-01T08:05:00+08:00",
        "2026-02-28 19:05:00-0500",
        ' ="2026-03-01 08:05:00" ',
    ],
)
def test_times_are_beijing_time_unless_they_say_otherwise(cell: str) -> None:
    found = cells.moment(cell)
    assert found == datetime(2026, 3, 1, 0, 5, tzinfo=UTC)
    assert found.tzinfo is UTC


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "2026-03-01",
        "2026-02-30 08:00:00",
        "2026-03-01 25:00:00",
        "43881.5",
        "03/01/2026 08:05",
        "2026-03/01 08:05",
        "1999-12-31 23:00:00",
        "2100-06-01 08:00:00",
        "0001-01-01 00:00:00",
        "9999-12-31 23:59:59-23:00",
        "2026-W09-7T08:05:00",
        "２０２６年3月1日",
    ],
)
def test_what_is_no_time_is_refused(cell: str) -> None:
    with pytest.raises(CellError, match="时间"):
        cells.moment(cell)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("004512", "004512"),
        ('="2012026030145678901"', "2012026030145678901"),
        ("'6920001", "6920001"),
        ("\t691000", "691000"),
        ("260301-118822", "260301-118822"),
        ("P1", "P1"),
    ],
)
def test_ids_are_text(cell: str, number: str) -> None:
    assert cells.identity(cell) == number


@pytest.mark.parametrize("cell", ["1.23E+18", "1.23457e+17", "2E+15", '="1.23E+18"', "123456.0", "123."])
def test_an_id_damaged_by_a_spreadsheet_is_never_guessed(cell: str) -> None:
    with pytest.raises(CellError, match="末几位已经丢失"):
        cells.identity(cell)


@pytest.mark.parametrize("cell", ["1" * 65, "P 1", "P\x071", "P\u200b1"])
def test_an_id_with_something_odd_in_it_is_refused(cell: str) -> None:
    with pytest.raises(CellError):
        cells.identity(cell)


def test_a_telephone_number_damaged_by_a_spreadsheet_is_refused() -> None:
    assert cells.phone("'0571-8888 0031") == "0571-8888 0031"
    with pytest.raises(CellError, match="科学计数"):
        cells.phone("1.38E+10")


@pytest.mark.parametrize(("cell", "count"), [("1", 1), ("3.0", 3), ("1,000", 1000), ("２", 2)])
def test_pieces(cell: str, count: int) -> None:
    assert cells.pieces(cell) == count


@pytest.mark.parametrize("cell", ["", "0", "-1", "1.5", "two", "10000001", "9" * 5000])
def test_what_is_no_number_of_pieces_is_refused(cell: str) -> None:
    with pytest.raises(CellError, match="件数"):
        cells.pieces(cell)

"""Many rows at once give what one by one gives: every operator, nothing, zero, huge, tiny and negative values.

Columns are drawn so that thresholds, tier edges and half cents are met again and again.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dianzhang.kernel.formula import FormulaErrors, Scope, Symbol, parse
from dianzhang.kernel.formula.exact import round_half_up
from dianzhang.kernel.units import Unit

NUMBERS = ("a", "b", "c", "d")
SCOPE = Scope(
    [
        *(Symbol(name) for name in NUMBERS),
        *(Symbol(name, unit=Unit.TRUTH) for name in ("p", "q")),
        *(Symbol(name, unit=Unit.DATE) for name in ("d1", "d2")),
        *(Symbol(name, unit=Unit.TIME) for name in ("t1", "t2")),
        Symbol("span", unit=Unit.DURATION),
        Symbol("state", unit=Unit.TEXT, choices={"x": "甲", "y": "乙"}),
    ]
)
CONSTANTS = (
    "0",
    "1",
    "2",
    "3",
    "7",
    "8",
    "30%",
    "50%",
    "0.005",
    "100",
    "1.5万",
    "0.3333",
    "999999999999999",
    "0.000001",
)
SIGNS = ("<", "<=", "=", "<>", ">=", ">")

# --- formulas ------------------------------------------------------------------------------------------------

_leaf = st.one_of(st.sampled_from(NUMBERS), st.sampled_from(NUMBERS), st.sampled_from(CONSTANTS))


def _sound(text: str) -> bool:
    """Whether it compiles: not one whose first tier leaves nothing to the second."""
    try:
        parse(text, SCOPE)
    except FormulaErrors:
        return False
    return True


def _numbers(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    truths = _truths(inner)
    return st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from("+-×÷"), inner),
        st.builds("({} {} {} {} {})".format, inner, st.sampled_from("×÷"), inner, st.sampled_from("×÷"), inner),
        st.builds("(-{})".format, inner),
        st.builds("{}({}, {})".format, st.sampled_from(["MIN", "MAX", "SUM"]), inner, inner),
        st.builds("ABS({})".format, inner),
        st.builds("ROUND({}, {})".format, inner, st.integers(-3, 6)),
        st.builds("IF({}, {}, {})".format, truths, inner, inner),
        st.builds("阶梯({}, < 30%: {}, <= 1: {}, = 2: {}, 其余: {})".format, inner, inner, inner, inner, inner),
        st.builds("阶梯({}, > 100: {}, > {}: {})".format, inner, inner, inner, inner).filter(_sound),
        st.builds("((d1 - d2) ÷ 1天 × {})".format, inner),
        st.builds("((t1 - t2 + span) ÷ 1小时 + {})".format, inner),
    )


def _truths(numbers: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    leaves = st.one_of(
        st.sampled_from(
            ["p", "q", "state = 甲", "state <> 乙", "d1 < d2", "d1 - 15天 >= d2", "t1 + span > t2", "p = q"]
        ),
        st.builds("{} {} {}".format, numbers, st.sampled_from(SIGNS), numbers),
        st.builds("{} <= {} < {}".format, numbers, numbers, numbers),
    )
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.builds("({} 且 {})".format, inner, inner),
            st.builds("({} 或 {} 或 {})".format, inner, inner, inner),
            st.builds("非 ({})".format, inner),
        ),
        max_leaves=3,
    )


NUMERIC = st.recursive(_leaf, _numbers, max_leaves=7)
FORMULAS = st.one_of(
    NUMERIC,
    NUMERIC,
    _truths(NUMERIC),
    st.builds("IF({}, d1 + 3天, d2)".format, _truths(_leaf)),
    st.sampled_from(["t1 + span", "t2 - span", "d1 + span", "d1 - 1天", "t1 + span × 0.3333333"]),
    st.builds("IF({}, state, “z”)".format, _truths(_leaf)),
)

# --- values --------------------------------------------------------------------------------------------------

_LIKELY = [Decimal(text) for text in ("0", "0.3", "0.5", "1", "2", "100", "0.005", "-1", "0.29", "1.005", "-0.3", "7")]


def _column(scale: int, most: int) -> st.SearchStrategy[list[Decimal | None]]:
    likely = [value for value in _LIKELY if value == round(value, scale)]
    drawn = st.integers(-most, most).map(lambda units: Decimal(units).scaleb(-scale))
    return st.lists(st.one_of(st.none(), st.sampled_from(likely), drawn), min_size=8, max_size=8)


_NUMBER_COLUMNS = st.sampled_from([(0, 10), (2, 10**7), (4, 20_000), (2, 10**12), (20, 10**22), (0, 10**18), (18, 99)])
_days = st.dates(date(1, 1, 1), date(9999, 12, 31)) | st.dates(date(2026, 1, 1), date(2026, 2, 10))
_times = st.integers(0, 10**13).map(lambda micros: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(microseconds=micros))


def _maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(st.none() | values, min_size=8, max_size=8)


@st.composite
def frames(draw: st.DrawFn) -> pl.DataFrame:
    columns = {}
    for name in (*NUMBERS, "span"):
        scale, most = draw(_NUMBER_COLUMNS)
        columns[name] = pl.Series(name, draw(_column(scale, most)), dtype=pl.Decimal(38, scale))
    for name in ("p", "q"):
        columns[name] = pl.Series(name, draw(_maybe(st.booleans())), dtype=pl.Boolean)
    for name in ("d1", "d2"):
        columns[name] = pl.Series(name, draw(_maybe(_days)), dtype=pl.Date)
    for name in ("t1", "t2"):
        columns[name] = pl.Series(name, draw(_maybe(_times)), dtype=pl.Datetime("us", "UTC"))
    columns["state"] = pl.Series("state", draw(_maybe(st.sampled_from(["x", "y"]))), dtype=pl.String)
    return pl.DataFrame(columns)


# --- the property --------------------------------------------------------------------------------------------


@pytest.mark.requirement("K3.5")
@given(FORMULAS, frames(), st.sampled_from([2, 2, 0, 6, -2]))
@settings(max_examples=400, deadline=None)
def test_bulk_equals_one_by_one(text: str, frame: pl.DataFrame, places: int) -> None:
    formula = parse(text, SCOPE)
    found = formula.bulk(frame, places)
    expected = [formula.value(row) for row in frame.rows(named=True)]
    if any(isinstance(value, Decimal) for value in expected):
        expected = [None if value is None else round_half_up(value, places) for value in expected]
    assert found.to_list() == expected


def test_nought_beside_a_scale_beyond_64_bits() -> None:
    formula = parse("a < 0.000001 × 0.000001 × 0.000001 × b", SCOPE)
    frame = pl.DataFrame(
        {name: pl.Series(name, [Decimal(0)], dtype=pl.Decimal(38, 6 * (name == "b"))) for name in "ab"}
    )
    assert formula.bulk(frame, 2).to_list() == [formula.value(row) for row in frame.rows(named=True)] == [False]

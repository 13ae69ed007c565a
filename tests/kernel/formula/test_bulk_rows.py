"""A column of results: cents, edges, reasons, what a table may hold."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from dianzhang.kernel.formula import Formula, Scope, Symbol, parse
from dianzhang.kernel.formula.bulk import Table
from dianzhang.kernel.units import Unit

SCOPE = Scope(
    [
        Symbol("base", ("基础绩效工资",), Unit.MONEY, english="base bonus"),
        Symbol("rate", ("完成率",), Unit.RATIO),
        Symbol("done", ("完成数",), Unit.COUNT),
        Symbol("planned", ("计划数",), Unit.COUNT),
        Symbol("bonus", ("绩效工资",), Unit.MONEY),
        Symbol("paid_at", ("付款时间",), Unit.TIME),
        Symbol("furthered", ("促进了销售",), Unit.TRUTH),
    ]
)
TIERS = "阶梯(完成数 ÷ 计划数, < 30%: 0元, < 60%: 200元, 其余: 完成数 ÷ 计划数 × 500元)"


def formula(text: str) -> Formula:
    return parse(text, SCOPE)


def people(**columns: Any) -> Table:
    return Table(pl.DataFrame(columns), cents={"base"})


@pytest.mark.requirement("K3.5")
def test_pay_of_three_persons_to_the_cent() -> None:
    """林晓, 周可 and 赵宁; half a cent goes up, also when the amount is negative."""
    rates = [Decimal("0.96"), Decimal("0.855"), None]
    table = people(base=[200_000, 100_001, 200_000], rate=rates)
    assert formula("基础绩效工资 × 完成率").bulk(table).to_list() == [Decimal("1920.00"), Decimal("855.01"), None]
    assert formula("-基础绩效工资 ÷ 2").bulk(table).to_list()[1] == Decimal("-500.01")


def test_rows_on_an_edge_are_recomputed_and_only_those() -> None:
    done = [29, 30, 31, 60, 61]
    column = formula(TIERS).bulk(people(done=done, planned=[100] * 5))
    assert column.to_list() == [Decimal(0), Decimal(200), Decimal(200), Decimal(300), Decimal(305)]
    assert column.exact == 2  # exactly 30 % and exactly 60 %


def test_whole_columns_need_no_recomputing() -> None:
    text = "阶梯(完成率, < 30%: 0元, 其余: 基础绩效工资 × 完成率)"
    column = formula(text).bulk(people(base=[200_000] * 3, rate=[Decimal("0.2999"), Decimal("0.3"), Decimal("1.1")]))
    assert column.to_list() == [Decimal(0), Decimal(600), Decimal(2200)]
    assert column.exact == 0


def test_no_value_has_its_reason_in_the_row_that_asks() -> None:
    column = formula(TIERS).bulk(people(done=[30, 30, None], planned=[100, 0, 100]))
    assert column.to_list() == [Decimal(200), None, None]
    reasons = [column.explain(row).reason for row in range(3)]
    assert reasons[0] is None
    assert reasons[1] is not None
    assert "除数为零" in reasons[1].zh
    assert reasons[2] is not None
    assert "缺少“完成数”" in reasons[2].zh


def test_a_column_that_is_not_there_has_no_value() -> None:
    table = people(rate=[Decimal("0.5"), Decimal("0.1")])
    assert formula("基础绩效工资 × 完成率").bulk(table).to_list() == [None, None]
    assert formula("完成率 < 30% 或 促进了销售").bulk(table).to_list() == [None, True]


def test_a_later_item_uses_an_earlier_one_as_it_was_rounded() -> None:
    table = people(base=[100_000], rate=[Decimal("0.33335")])
    first = formula("基础绩效工资 × 完成率").bulk(table)
    assert first.to_list() == [Decimal("333.35")]
    assert formula("绩效工资 × 1000").bulk(table.having("bonus", first)).to_list() == [Decimal("333350.00")]


@pytest.mark.parametrize(
    ("text", "columns", "expected"),
    [
        ("基础绩效工资 × 9999999999", {"base": [9 * 10**18]}, Decimal("899999999910000000000000000.00")),
        ("完成率 × 1", {"rate": [Decimal("1e-30")]}, Decimal("0.00")),
        ("基础绩效工资 - 0.005元", {"base": [1]}, Decimal("0.01")),
        ("1元 ÷ 3 × 3", {"base": [1]}, Decimal("1.00")),
        ("基础绩效工资 ÷ (1 ÷ 3 × 3 - 1)", {"base": [100]}, Decimal("-1" + "0" * 28)),
    ],
)
def test_values_that_floats_or_64_bits_do_not_hold(text: str, columns: dict[str, Any], expected: Decimal) -> None:
    assert formula(text).bulk(people(**columns)).to_list() == [expected]


def test_the_series_holds_decimals_truths_and_times() -> None:
    table = people(base=[12_345, None], paid_at=[datetime(2026, 3, 2, 9, tzinfo=UTC), None])
    assert formula("基础绩效工资 × 1").bulk(table).series.to_list() == [Decimal("123.45"), None]
    assert formula("基础绩效工资 > 100").bulk(table).series.dtype == pl.Boolean
    assert formula("付款时间 + 2小时").bulk(table).series.to_list() == [datetime(2026, 3, 2, 11, tzinfo=UTC), None]


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("完成率 × 1", pl.Series("rate", [0.3])),  # a float has lost its last digits already
        ("完成率 × 1", pl.Series("rate", ["30%"])),
        ("促进了销售", pl.Series("furthered", [1])),
        ("付款时间 + 2小时", pl.Series("paid_at", [datetime(2026, 3, 2, 9)])),  # noqa: DTZ001
    ],
)
def test_columns_of_the_wrong_kind_are_refused(text: str, column: pl.Series) -> None:
    with pytest.raises(TypeError, match=column.name):
        formula(text).bulk(pl.DataFrame([column]))


def test_no_rows_give_no_results() -> None:
    empty = pl.DataFrame(schema={"base": pl.Int64, "rate": pl.Decimal(38, 4)})
    assert formula("基础绩效工资 × 完成率 ÷ 3").bulk(empty).to_list() == []


def test_reading_a_formula_does_not_load_polars() -> None:
    code = "import sys, dianzhang.kernel.formula, dianzhang.kernel.rulebook; sys.exit('polars' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

"""Metrics: the rulebook's formulas over measures."""

from datetime import date
from decimal import Decimal

import pytest

from dianzhang.engine.moment import start_of
from dianzhang.measure.catalogue import Slice
from dianzhang.measure.metrics import Definition, define, values, whole
from tests.engine.department import HEAD, found, put_in_force
from tests.measure.sales import some_sales

pytestmark = pytest.mark.django_db
FIRST, THIRD = date(2026, 2, 1), date(2026, 2, 3)
CLAUSE = """
## 1.1 口径 {#numbers}

```rule
指标:
  - {名: 净支付金额, 公式: 支付金额 - 退款金额, 单位: 金额}
  - {名: 退款率, 公式: 退款金额 ÷ 支付金额, 单位: 比例}
  - {名: 留存率, 公式: 净支付金额 ÷ 支付金额, 单位: 比例}
```
"""


@pytest.fixture
def shop_id() -> int:
    found()
    put_in_force(CLAUSE)
    tmall, _other = some_sales()
    return int(tmall.pk)


def known(word: str) -> Definition:
    definition = define(word, FIRST)
    assert definition is not None
    return definition


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("净支付金额", ["100.10", "0", "0"]),
        ("退款率", ["0", None, "1"]),
        ("留存率", ["1", None, "0"]),
    ],
)
def test_by_day(shop_id: int, name: str, days: list[str | None]) -> None:
    rows = values(known(name), "day", Slice(FIRST, THIRD, shop=shop_id))
    assert [row.value for row in rows] == [None if day is None else Decimal(day) for day in days]


def test_what_has_no_value_says_why(shop_id: int) -> None:
    rows = values(known("退款率"), "day", Slice(FIRST, THIRD, shop=shop_id))
    assert rows[1].reason is not None
    assert "零" in rows[1].reason.zh or "0" in rows[1].reason.zh


def test_a_month_is_not_the_mean_of_its_days(shop_id: int) -> None:
    rows = values(known("退款率"), "month", Slice(FIRST, date(2026, 2, 28), shop=shop_id))
    assert [(row.key, row.value) for row in rows] == [("2026-02", Decimal("0.20") / Decimal("100.30"))]


def test_it_names_its_clause(shop_id: int) -> None:
    definition = known("净支付金额")
    assert definition.clause is not None
    assert definition.clause.id == "numbers"
    assert definition.text == "净支付金额 = 支付金额 - 退款金额"


def test_definitions_reach_back_before_the_rulebook(shop_id: int) -> None:
    assert define("净支付金额", date(2020, 2, 1)) is not None


def test_a_measure_needs_no_rulebook() -> None:
    assert define("支付金额", FIRST) is not None
    assert define("净支付金额", FIRST) is None


def test_how_refunds_are_booked_is_said_beside_them(shop_id: int) -> None:
    assert any("付款那天" in note for note in known("净支付金额").notes)


def test_a_target_is_of_whole_months(shop_id: int) -> None:
    rows = values(known("GMV目标"), "day", Slice(FIRST, THIRD, shop=shop_id))
    assert all(row.value is None and row.reason is not None for row in rows)


HEAD_OF_FEBRUARY = HEAD.replace('"1"', '"2"').replace("2026-01-01", "2026-02-03")
OTHERWISE = CLAUSE.replace("退款金额 ÷ 支付金额", "退款金额 ÷ (支付金额 + 退款金额)").replace(
    "指标:", "指标:\n  - {名: 笔均退款, 公式: 退款金额 ÷ 支付订单数, 单位: 金额}"
)


@pytest.mark.requirement("I2.5")
def test_each_day_is_worked_out_as_it_was_defined_then(shop_id: int) -> None:
    """From 3 February a refund counts in what it is divided by: the third is told so wherever one looks."""
    put_in_force(HEAD_OF_FEBRUARY + OTHERWISE, start_of(THIRD))
    of = Slice(FIRST, THIRD, shop=shop_id)
    line = define("退款率", FIRST, THIRD)
    assert line is not None
    assert [row.value for row in values(line, "day", of)] == [Decimal(0), None, Decimal("0.5")]
    assert whole(line, Slice(THIRD, THIRD, shop=shop_id))[0] == Decimal("0.5")
    assert whole(line, of)[0] == Decimal("0.20") / Decimal("100.30")  # of a month, as it began
    assert line.newest.text == "退款率 = 退款金额 ÷ (支付金额 + 退款金额)"


@pytest.mark.requirement("I2.5")
def test_a_number_that_came_later_reaches_back(shop_id: int) -> None:
    put_in_force(HEAD_OF_FEBRUARY + OTHERWISE, start_of(THIRD))
    found = define("笔均退款", FIRST, THIRD)
    assert found is not None
    told = [row.value for row in values(found, "day", Slice(FIRST, THIRD, shop=shop_id))]
    assert told == [Decimal(0), None, Decimal("0.20")]

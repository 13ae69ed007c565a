"""The words that the formula tests use: a small shop department's measures, states and factors."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from dianzhang.kernel.formula import Formula, FormulaError, FormulaErrors, Scope, Symbol, parse
from dianzhang.kernel.units import Unit

FULFILMENT = {"waiting": "待发货", "shipped": "已发货", "finished": "已完成"}
SYMBOLS = (
    Symbol("base_bonus", ("基础绩效工资",), Unit.MONEY),
    Symbol("nps_rate", ("NPS达成率",), Unit.RATIO),
    Symbol("fcr_rate", ("FCR达成率",), Unit.RATIO),
    Symbol("penalty_points", ("投诉扣罚分",), Unit.POINTS, yuan_per_point=10),
    Symbol("praise_points", ("表扬分",), Unit.POINTS, yuan_per_point=5),
    Symbol("quality_points", ("质检分",), Unit.POINTS),
    Symbol("total_roi", ("总ROI（投入产出比）",), Unit.RATIO),
    Symbol("roi", ("总ROI",), Unit.RATIO),
    Symbol("sales", ("总销售额",), Unit.MONEY),
    Symbol("refunds", ("总退款额",), Unit.MONEY),
    Symbol("promotion_cost", ("总推广费用",), Unit.MONEY),
    Symbol("orders", ("订单数",), Unit.COUNT),
    Symbol("new_member_orders", ("非会员订单数",), Unit.COUNT),
    Symbol("paid_or_done", ("已付或完成订单数",), Unit.COUNT),
    Symbol("buyer_orders_24h", ("同买家24小时单数",), Unit.COUNT),
    Symbol("second_complaints", ("30天内二次投诉率",), Unit.RATIO),
    Symbol("unpaid_share", ("未付款占比",), Unit.RATIO),
    Symbol("completion", ("完成率",), Unit.RATIO),
    Symbol("response_time", ("平均响应时长",), Unit.DURATION),
    Symbol("promised_at", ("承诺发货时间",), Unit.TIME),
    Symbol("paid_at", ("付款时间",), Unit.TIME),
    Symbol("starts_on", ("活动开始日",), Unit.DATE),
    Symbol("address_complete", ("地址完整",), Unit.TRUTH),
    Symbol("is_member", ("是会员",), Unit.TRUTH),
    Symbol("buyer_note", ("买家备注",), Unit.TEXT),
    Symbol("payment", ("付款",), Unit.TEXT, choices={"unpaid": "未付款", "paid": "已付款", "done": "已完成"}),
    Symbol(
        "fulfilment", ("履约",), Unit.TEXT, choices={"waiting": "待发货", "shipped": "已发货", "finished": "已完成"}
    ),
)
SCOPE = Scope(SYMBOLS)


def value(text: str, values: Mapping[str, Any] | None = None, scope: Scope = SCOPE) -> Any:
    """What a formula gives; both ways of working it must agree."""
    formula: Formula = parse(text, scope)
    given = {name: Decimal(given) if _is_number(given) else given for name, given in (values or {}).items()}
    fast, explained = formula.value(given), formula.explain(given)
    assert fast == explained.value
    assert (explained.reason is None) == (fast is not None)
    return fast


def reason(text: str, values: Mapping[str, Any] | None = None) -> str:
    """Why a formula has no value, in Chinese."""
    found = parse(text, SCOPE).explain(values or {})
    assert found.value is None
    assert found.reason is not None
    return found.reason.zh


def errors(text: str, scope: Scope = SCOPE, *, expect: Unit | None = None) -> tuple[FormulaError, ...]:
    """What is wrong with a formula that must not compile."""
    with pytest.raises(FormulaErrors) as caught:
        parse(text, scope, expect=expect)
    return caught.value.errors


def only_error(text: str, scope: Scope = SCOPE, *, expect: Unit | None = None) -> FormulaError:
    found = errors(text, scope, expect=expect)
    assert len(found) == 1, [error.message.zh for error in found]
    return found[0]


def marked(text: str, error: FormulaError) -> str:
    """The part of the formula under the carets."""
    return text[error.offset : error.offset + error.length]


def _is_number(given: Any) -> bool:
    if not isinstance(given, str):
        return False
    try:
        Decimal(given)
    except ArithmeticError:
        return False
    return True

"""A state or a choice is compared with its names, in Chinese, in English, quoted or not."""

from __future__ import annotations

import pytest

from dianzhang.kernel.formula import Scope, Symbol, parse
from dianzhang.kernel.units import Unit

from .words import SCOPE, marked, only_error, value


@pytest.mark.parametrize(
    "text",
    [
        "付款 = 已付款", "付款=“已付款”", "付款 = '已付款'", "付款 = paid", "payment = \"paid\"", "已付款 = 付款",
        "付款 <> 未付款", "非 付款 = 未付款", "付款＝「已付款」",
    ],
)  # fmt: skip
def test_state_with_its_name(text: str) -> None:
    assert value(text, {"payment": "paid"}) is True
    assert value(text, {"payment": "unpaid"}) is False


def test_one_name_of_two_states_means_that_of_the_field_beside_it() -> None:
    given = {"payment": "done", "fulfilment": "finished"}
    assert value("付款 = 已完成 且 履约 = 已完成", given) is True
    assert value("付款 = 已完成", {"payment": "finished"}) is False


@pytest.mark.parametrize(
    ("text", "place", "said", "hint"),
    [
        ("付款 = “已发”", "“已发”", "“付款”没有“已发”", "已付款"),
        ("付款 = “x”", "“x”", "“付款”没有“x”", "未付款 已付款 已完成"),
        ("付款 = 待发货", "待发货", "只能和 履约 比较", "履约 = 待发货"),
        ("已发货", "已发货", "只能和 履约 比较", "履约 = 已发货"),
        ("付款 = 5", "5", "前面是文字，这里是数", None),
    ],
)
def test_names_that_are_no_state_of_the_field(text: str, place: str, said: str, hint: str | None) -> None:
    error = only_error(text)
    assert said in error.message.zh
    assert marked(text, error) == place
    assert hint is None or (error.hint and hint in error.hint.zh)


def test_state_without_a_value_gives_no_value() -> None:
    assert value("付款 = 已付款", {}) is None


def test_constants_of_the_scope() -> None:
    scope = Scope(
        [
            Symbol("level", ("等级",), Unit.TEXT),
            Symbol("level.gold", ("金牌",), Unit.TEXT, constant="gold"),
            Symbol("other.gold", ("金牌",), Unit.TEXT, constant="gold"),
            Symbol("standard_hours", ("标准工时",), Unit.BARE, constant=8),
        ]
    )
    assert value("等级 = 金牌", {"level": "gold"}, scope) is True
    assert value("标准工时 × 2", {}, scope) == 16
    assert parse("标准工时 × 2", scope).names == frozenset()


def test_a_name_that_is_also_a_choice_stays_a_name_elsewhere() -> None:
    scope = Scope(
        [Symbol("kind", ("类型",), Unit.TEXT, choices={"refund": "退款"}), Symbol("refund", ("退款",), Unit.MONEY)]
    )
    assert value("类型 = 退款 且 退款 > 5", {"kind": "refund", "refund": "6"}, scope) is True


def test_states_are_explained_by_name() -> None:
    found = parse("付款 = 已付款", SCOPE).explain({"payment": "unpaid"})
    assert found.line.zh == "付款 未付款 = 已付款 → 否"
    assert found.line.en == "payment unpaid = paid → no"

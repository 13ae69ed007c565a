"""Chinese has no spaces: the longest name wins, and words of logic count only outside names."""

from __future__ import annotations

import pytest

from dianzhang.kernel.formula import Scope, Symbol, name_problem, parse
from dianzhang.kernel.messages import MessageError

from .words import SCOPE, errors, marked, only_error, value


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("总ROI（投入产出比） >= 3", {"total_roi"}),
        ("总ROI(投入产出比)>=3", {"total_roi"}),
        ("总ROI >= 3", {"roi"}),
        ("总ROI*(1+2)", {"roi"}),
        ("30天内二次投诉率 > 5%", {"second_complaints"}),
        ("同买家24小时单数>=5且未付款占比>50%", {"buyer_orders_24h", "unpaid_share"}),
        ("非会员订单数 > 3", {"new_member_orders"}),
        ("已付或完成订单数 > 3 或 订单数 > 3", {"paid_or_done", "orders"}),
        ("非地址完整", {"address_complete"}),
        ("非 是会员", {"is_member"}),
        ("orders > 3 AND completion < 1", {"orders", "completion"}),
        ("订单数>3AND完成率<1", {"orders", "completion"}),
        ("orders>3 and NOT address_complete", {"orders", "address_complete"}),
    ],
)
def test_longest_name_wins(text: str, names: set[str]) -> None:
    assert parse(text, SCOPE).names == names


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ("总推广费 × 2", "总推广费", "总推广费用"),
        ("净完成率 × 2", "净完成率", "完成率"),
        ("完成率高 × 2", "完成率高", "完成率"),
        ("nps达成率 × 2", "nps达成率", "NPS达成率"),
        ("orders_total × 2", "orders_total", "orders"),
        ("reorders × 2", "reorders", "orders"),
        ("付款 = 未付", "未付", "未付款"),
    ],
)
def test_unknown_word_is_marked_whole_with_the_nearest_name(text: str, place: str, hint: str) -> None:
    error = only_error(text)
    assert marked(text, error) == place
    assert place in error.message.zh
    assert error.hint is not None
    assert f"“{hint}”" in error.hint.zh


def test_unknown_words_around_logic_are_reported_one_by_one() -> None:
    text = "某某率>5且别别率>3"
    assert [marked(text, error) for error in errors(text)] == ["某某率", "别别率"]


def test_word_with_two_meanings_is_an_error_where_it_is_used() -> None:
    scope = Scope([Symbol("order_total", ("总额",)), Symbol("refund_total", ("总额",)), Symbol("orders", ("订单数",))])
    assert parse("订单数 + 1", scope).names == {"orders"}
    error = only_error("总额 + 1", scope)
    assert "order_total" in error.message.zh
    assert "refund_total" in error.message.zh


def test_two_readings_of_the_same_letters_are_an_error() -> None:
    scope = Scope([Symbol("a", ("甲且乙",)), Symbol("b", ("乙丙",)), Symbol("c", ("甲",)), Symbol("d", ("丙",))])
    error = only_error("甲且乙丙 > 1", scope)
    assert "两种读法" in error.message.zh
    assert marked("甲且乙丙 > 1", error) == "甲且乙丙"
    assert parse("甲 > 1 且 乙丙 > 1", scope).names == {"b", "c"}


@pytest.mark.parametrize("face", ["", "12", "且", "IF", "如果", "a“b", "（甲）", "a\nb", "甲" * 61, "+甲", "甲-"])
def test_faces_that_cannot_be_names(face: str) -> None:
    assert name_problem(face) is not None
    with pytest.raises(MessageError):
        Scope([Symbol(face)])


@pytest.mark.parametrize("face", ["页面/平台转化率", "店铺DSR（物流、服务）评分", "3C订单数", "order.total", "满意率%"])
def test_names_may_hold_signs(face: str) -> None:
    assert name_problem(face) is None
    assert value(f"{face} + 1", {face: "2"}, Scope([Symbol(face)])) == 3

"""What figures show by themselves, and what they do not: a table of cases."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from dianzhang.kernel.conclusions import Figure, Kept, Part, Scene, conclude

D = Decimal
pytestmark = pytest.mark.requirement("I4.4")


def figure(value: int | None, *earlier: int | None, **more: Any) -> Figure:
    given = {"better": "higher", **more}
    return Figure("支付金额", value=None if value is None else D(value),
                  earlier=[None if one is None else D(one) for one in earlier], **given)  # fmt: skip


CASES: dict[str, tuple[Figure, list[str]]] = {
    "it rose": (figure(120, 100), ["moved"]),
    "it moved too little": (figure(104, 100), []),
    "nothing before, nothing to compare": (figure(120, None), []),
    "from nothing there is no share": (figure(120, 0), []),
    "no value now": (figure(None, 100), []),
    "worse three times": (figure(97, 100, 99, 98), ["worse_run"]),
    "worse twice": (figure(97, 98, 99, 98), []),
    "a gap in the run": (figure(97, 100, None, 98), []),
    "higher three times is worse where lower is better": (
        figure(103, 100, 101, 102, better="lower"), ["worse_run"],
    ),
    "last year": (figure(100, 100, year=D(50)), ["year"]),
    "behind the target": (figure(100, 100, standing="behind", there=D(40), due=D(60), target=D(100)), ["behind"]),
    "ahead of it": (figure(100, 100, standing="on", there=D(70), due=D(60), target=D(100)), ["ahead"]),
    "close to it is neither": (figure(100, 100, standing="close", there=D(58), due=D(60), target=D(100)), []),
    "a target without a value": (figure(None, 100, standing="none", due=D(60), target=D(100)), []),
    "one article rose, one fell": (
        figure(100, 100, goods=[Part("", "保温杯", D(30)), Part("", "雨伞", D(-30))]), ["goods_down", "goods_up"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_a_number_shows(case: str) -> None:
    given, kinds = CASES[case]
    assert [one.kind for one in conclude([given])] == kinds


def test_the_biggest_part_in_the_direction_of_the_change_is_named() -> None:
    parts = [Part("visitors", "", D(-50)), Part("conversion", "", D(40)), Part("order_value", "", D(30))]
    (found,) = conclude([figure(120, 100, parts=parts)])
    assert (found.data["cause"], found.data["amount"], found.data["change"]) == ("conversion", "40", "20")
    assert found.good is True


def test_more_refunds_are_no_good_news() -> None:
    (found,) = conclude([figure(120, 100, better="lower")])
    assert found.good is False


def test_what_is_short_comes_first() -> None:
    short = figure(100, 80, standing="missed", there=D(40), due=D(60), target=D(100))
    assert [one.kind for one in conclude([figure(120, 100), short])] == ["behind", "moved", "moved"]


def test_the_rule_missed_most() -> None:
    kept = [Kept("a/1", "四小时答复", 2, 9), Kept("b/1", "发货", 5, 80), Kept("c/1", "交接", 0, 3)]
    (found,) = conclude([], kept)
    assert (found.data["rule"], found.data["missed"], found.data["due"]) == ("b/1", "5", "80")
    assert conclude([], kept[2:]) == []


@pytest.mark.parametrize(
    ("scenes", "named"),
    [
        ([Scene("搜索", D(200), D(900)), Scene("推荐", D(200), D(100))], "推荐"),
        ([Scene("搜索", D(200), D(900)), Scene("推荐", D(200), D(300))], ""),  # each earned what it cost
        ([Scene("推荐", D(200), D(100))], ""),  # nothing to compare it with
        ([Scene("搜索", D(200), D(900)), Scene("推荐", D(200), None)], ""),  # what it sold is not known
        ([Scene("搜索", D(200), D(900)), Scene("推荐", D(50), D(10))], ""),  # too little to judge by
    ],
)
def test_the_scene_that_sold_least_for_its_money(scenes: list[Scene], named: str) -> None:
    assert [one.data["name"] for one in conclude([], (), scenes)] == ([named] if named else [])


def test_missing_days_are_said() -> None:
    (found,) = conclude([], gaps=3)
    assert (found.kind, found.data["days"]) == ("gaps", "3")


def test_of_a_deadline_that_fell_due_once_or_twice_nothing_is_concluded() -> None:
    assert conclude([], [Kept("a/1", "四小时答复", 2, 2)]) == []
    assert [one.kind for one in conclude([], [Kept("a/1", "四小时答复", 2, 3)])] == ["deadlines"]


@pytest.mark.parametrize("cause", ["untold", "unmatched", "unknown"])
def test_that_nobody_knows_is_not_the_largest_part_of_a_change(cause: str) -> None:
    part = Part(cause, "", Decimal(90))
    (told,) = conclude([Figure("支付金额", "higher", Decimal(200), (Decimal(100),), parts=(part,))])
    assert "cause" not in told.data

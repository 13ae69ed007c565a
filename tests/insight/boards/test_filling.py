"""A tile says its number, what it was, its line and its parts, or why there is none."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine.access import Actor
from dianzhang.engine.moment import living_at
from dianzhang.engine.unmoved import forget, looking
from dianzhang.insight.boards.filling import Filled, fill
from dianzhang.insight.boards.spans import Days
from dianzhang.insight.boards.tiles import Tile
from dianzhang.insight.boards.words import moved_said, note_of
from dianzhang.kernel.messages import Message
from tests.measure.sales import order

from .sold import NOON, TODAY, two_shops

pytestmark = pytest.mark.django_db


def filled(tile: Tile, actor: Actor, shop: int | None = None) -> Filled:
    with living_at(NOON):
        return fill([tile], actor, TODAY, shop)[0]


@pytest.mark.requirement("I3.4")
@pytest.mark.parametrize(
    ("tile", "value", "was"),
    [
        (Tile("支付金额", "yesterday", "week"), "150", "100"),
        (Tile("支付金额", "yesterday", "before"), "150", "100"),
        (Tile("支付金额", "days7", "before"), "750", "700"),
        (Tile("支付金额", "days31", "before"), "2250", None),  # before there was anything: not 0
        (Tile("支付金额", "month", "year"), "2250", None),
        (Tile("净支付金额", "yesterday", "week"), "140", "100"),
        (Tile("退款率", "yesterday", "week"), "0.0667", "0"),
        (Tile("支付订单数", "days14", "none"), "15", None),
        (Tile("退款订单数", "days14", "none"), "1", None),  # distinct: over the days together
    ],
)
def test_the_number_and_what_it_was(people: SimpleNamespace, tile: Tile, value: str, was: str | None) -> None:
    two_shops()
    one = filled(tile, people.shenlan)
    assert one.value is not None
    assert round(one.value, 4) == Decimal(value)
    assert one.was == (None if was is None else Decimal(was))


@pytest.mark.requirement("I3.4")
def test_the_line_of_a_day_has_two_weeks_a_span_its_own_days(people: SimpleNamespace) -> None:
    two_shops()
    day = filled(Tile("支付金额", "yesterday"), people.shenlan)
    assert [key for key, _value in day.points] == [f"2026-02-{n:02}" for n in range(9, 23)]
    assert [value for _key, value in day.points] == [*[Decimal(100)] * 13, Decimal(150)]
    week = filled(Tile("支付金额", "days7", "before", "line"), people.shenlan)
    assert [value for _key, value in week.points] == [*[Decimal(100)] * 6, Decimal(150)]
    assert [value for _key, value in week.past] == [Decimal(100)] * 7
    assert week.days == Days(date(2026, 2, 16), date(2026, 2, 22))


@pytest.mark.requirement("I3.4")
def test_by_shop_a_sum_and_a_formula(people: SimpleNamespace) -> None:
    found = two_shops()
    paid = filled(Tile("支付金额", "yesterday", "week", "shop"), people.shenlan)
    assert [(part.name, part.value, part.of.shop) for part in paid.parts] == [
        ("tmall", Decimal(100), found.tmall.pk),
        ("jd", Decimal(50), found.jd.pk),
    ]
    rate = filled(Tile("退款率", "yesterday", "week", "shop"), people.shenlan)
    assert {part.name: part.value for part in rate.parts} == {"jd": Decimal("0.2"), "tmall": 0}


def test_a_number_that_is_nobodys_is_not_told_apart_and_says_so(people: SimpleNamespace) -> None:
    two_shops()
    one = filled(Tile("支付金额", "yesterday", "week", "person"), people.shenlan)
    assert one.value == Decimal(150)
    assert one.parts == []
    assert "不分人" in str(one.why)


@pytest.mark.requirement("I3.4")
def test_of_one_shop(people: SimpleNamespace) -> None:
    found = two_shops()
    assert filled(Tile("支付金额"), people.shenlan, found.jd.pk).value == Decimal(50)
    assert "不分店铺" in filled(Tile("确认加班时长"), people.shenlan, found.jd.pk).barred


@pytest.mark.requirement("I3.5")
def test_who_may_not_see_it_gets_a_kind_word_and_no_number(people: SimpleNamespace) -> None:
    two_shops()
    one = filled(Tile("支付金额", "days31", "before", "shop"), people.hejing)
    assert "超出了你的岗位看得到的" in one.barred
    assert (one.value, one.was, one.points, one.past, one.parts, one.aim) == (None, None, [], [], [], None)
    gross = filled(Tile("毛利", "yesterday"), people.zhouke)
    assert gross.barred
    assert gross.value is None


@pytest.mark.requirement("I3.5")
def test_of_more_than_one_sees_one_gets_ones_own(people: SimpleNamespace) -> None:
    one = filled(Tile("流程达成率", "days7", "before", "person"), people.zhouke)
    assert one.own
    assert one.of is not None
    assert one.of.person == people.zhouke.person_id


@pytest.mark.requirement("I3.5")
@pytest.mark.parametrize(
    ("tile", "why"),
    [
        (Tile("总访客数", "yesterday"), "没有流量报表"),
        (Tile("退款率", "today"), "为零"),
        (Tile("GMV达成率", "days7"), "按月设定"),
    ],
)
def test_no_value_says_why(people: SimpleNamespace, tile: Tile, why: str) -> None:
    two_shops()
    one = filled(tile, people.shenlan)
    assert one.value is None
    assert isinstance(one.why, Message)
    assert why in one.why.zh, one.why.zh


def test_a_number_of_another_rulebook_is_said_to_be_gone(people: SimpleNamespace) -> None:
    assert "没有“从前的数”这个数" in filled(Tile("从前的数"), people.shenlan).barred


@pytest.mark.requirement("I3.7")
def test_statements_grow_with_the_numbers_not_with_days(
    people: SimpleNamespace, django_assert_max_num_queries: Any
) -> None:
    """Four spans of one sum are one statement: the days that they share are asked for once."""
    two_shops()
    spans: list[Any] = ["yesterday", "days7", "days14", "days31"]
    for span in spans[-1], *spans:  # whatever else is asked once is known
        filled(Tile("支付金额", span, "none"), people.shenlan)
    forget()
    with looking(), living_at(NOON), django_assert_max_num_queries(3):
        found = fill([Tile("支付金额", span, "none") for span in spans], people.shenlan, TODAY)
    assert [one.value for one in found] == [150, 750, 1450, 2250]


@pytest.mark.requirement("I3.5")
def test_days_before_anything_began_are_no_nought_to_compare_with(people: SimpleNamespace) -> None:
    """The first shop opened on 1 February; a file then brought an order of January."""
    found = two_shops()
    month = filled(Tile("退款率", "days31", "before"), people.shenlan)
    assert (month.was, month.then, note_of(month, moved=False)) == (None, None, "没有可比的：2月1日 才开始有数")
    assert filled(Tile("退款率", "days7", "before"), people.shenlan).was == 0
    order(found.tmall, "before", "75.00", -39, -39)
    assert filled(Tile("支付金额", "days31", "before"), people.shenlan).was == Decimal("75.00")
    assert filled(Tile("支付金额", "month", "year"), people.shenlan).was is None
    assert filled(Tile("支付金额", "days31", "before"), people.shenlan, found.jd.pk).was is None


@pytest.mark.requirement("I3.5")
@pytest.mark.parametrize("against", ["week", "before", "month", "year"])
def test_a_day_that_is_not_over_is_set_beside_no_whole_one(people: SimpleNamespace, against: Any) -> None:
    found = two_shops()
    order(found.tmall, "now", "10.00", 23, 23)
    one = filled(Tile("支付金额", "today", against), people.shenlan)
    assert (one.value, one.was, one.then) == (Decimal("10.00"), None, None)
    assert moved_said(one) == "今天还没过完，不和整天比"
    monday = filled(Tile("支付金额", "week", "before"), people.shenlan)
    assert (monday.value, moved_said(monday)) == (Decimal("10.00"), "今天还没过完，不和整天比")


@pytest.mark.requirement("I3.5")
def test_a_running_span_is_compared_by_its_days_that_are_over(people: SimpleNamespace) -> None:
    """Wednesday 25 February at noon: Monday and Tuesday with Monday and Tuesday; the value still runs until now."""
    found = two_shops()
    for day, total in (23, "300.00"), (24, "100.00"), (25, "9.00"):
        order(found.tmall, f"w{day}", total, day, day)
    with living_at(NOON.replace(day=25)):
        one = fill([Tile("支付金额", "week", "before", "line")], people.shenlan, date(2026, 2, 25))[0]
        assert (one.value, one.beside, one.was) == (Decimal("409.00"), Decimal("400.00"), Decimal("200.00"))
        assert moved_said(one) == "▲ 100% 较前一段，都不算今天"
        assert [len(one.points), len(one.past)] == [3, 2]

"""How far a target is: the number that the scorecard reads, by the curve that was set; in whose eyes."""

from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine.moment import HOME, living_at
from dianzhang.reward.models import Target
from dianzhang.reward.targets.showing import arithmetic
from dianzhang.reward.targets.standing import Standing, standing
from dianzhang.trade.models import Order
from tests.reward.office import done, shop

EARLY = datetime(2026, 9, 28, 10, tzinfo=HOME)
LATER = datetime(2026, 10, 11, 9, tzinfo=HOME)  # ten of October's days are over
D = Decimal


def sold(in_shop: Any, yuan: int, day: date, number: str) -> None:
    at = datetime(day.year, day.month, day.day, 10, tzinfo=HOME)
    Order.objects.create(
        shop=in_shop, number=number, total_cents=yuan * 100, paid_cents=yuan * 100, payment="paid", placed_at=at,
        placed_day=day, paid_at=at, paid_day=day,
    )  # fmt: skip


def looked(actor: Any, made: Target, at: datetime = LATER) -> Standing:
    with living_at(at):
        return standing(Target.objects.get(pk=made.pk), at.date(), actor)


def wanted(people: SimpleNamespace, **more: Any) -> Target:
    given = {"period": "2026-10", "value": D(3100)} | more
    found: Target = done(people.shenlan, "target.set", EARLY, **given)
    return found


@pytest.mark.requirement("K11.8")
@pytest.mark.parametrize(
    ("given", "curve", "due"),
    [
        ({}, "even", "1000"),
        ({"pace": "weights", "weights": "2026-10-01~2026-10-05 5"}, "weights", "1823.53"),
        ({"pace": "last_year"}, "last_year", "775"),
    ],
)
def test_what_should_be_there_by_each_curve(
    people: SimpleNamespace, given: dict[str, str], curve: str, due: str
) -> None:
    place = shop()
    for number, (yuan, day) in enumerate([(100, 5), (300, 20)]):
        sold(place, yuan, date(2025, 10, day), f"old-{number}")
    sold(place, 500, date(2026, 10, 3), "new")
    sold(place, 9000, date(2026, 10, 11), "today")
    found = looked(people.shenlan, wanted(people, **given))
    assert found.pace.due is not None
    assert (found.curve, found.attained, found.days_left) == (curve, D(500), 21)
    assert found.pace.due.quantize(D("0.01")) == D(due)
    assert found.pace.per_day == D(2600) / 21 or abs(found.pace.per_day - D(2600) / 21) < D("0.001")


def test_the_arithmetic_is_said(people: SimpleNamespace) -> None:
    sold(shop(), 500, date(2026, 10, 3), "1")
    found = looked(people.shenlan, wanted(people))
    with living_at(LATER):
        said = arithmetic(found)
    assert said[0].startswith("按天平均：31 天过了 10 天，10 ÷ 31 = 32.3%")
    assert said[1] == "应完成：¥3,100.00 × 32.3% = ¥1,000.00"
    assert said[-1].endswith("= ¥1,550.00")


@pytest.mark.requirement("K11.8")
def test_without_a_year_before_it_is_even_and_says_so(people: SimpleNamespace) -> None:
    sold(shop(), 500, date(2026, 10, 3), "1")
    found = looked(people.shenlan, wanted(people, pace="last_year"))
    assert (found.curve, found.pace.due) == ("even", D(1000))
    assert "去年同期没有数" in found.fell_back


@pytest.mark.parametrize(
    ("given", "attained", "grows"),
    [({"metric": "退款率", "value": D(3)}, D(0), False), ({"metric": "客单价", "value": D(300)}, D(250), False),
     ({"metric": "支付订单数", "value": D(30)}, D(2), True), ({"metric": "净支付金额"}, D(500), True)],
)  # fmt: skip
def test_rates_and_averages_do_not_grow(
    people: SimpleNamespace, given: dict[str, Any], attained: Decimal, grows: bool
) -> None:
    place = shop()
    sold(place, 200, date(2026, 10, 3), "1")
    sold(place, 300, date(2026, 10, 4), "2")
    found = looked(people.shenlan, wanted(people, **given))
    assert (found.attained, found.grows) == (attained, grows)
    assert (found.pace.per_day is None) == (not grows)


@pytest.mark.requirement("K11.8")
def test_who_may_not_see_the_number_sees_no_pace(people: SimpleNamespace) -> None:
    sold(shop(), 500, date(2026, 10, 3), "1")
    made = wanted(people)
    found = looked(people.hejing, made)
    assert (found.attained, found.pace.standing) == (None, "none")
    assert "看得到" in found.reason or "超出" in found.reason


@pytest.mark.parametrize(("at", "word"), [(EARLY, "还没有开始"), (datetime(2026, 10, 1, 9, tzinfo=HOME), "今天刚开始")])
def test_before_its_first_day_is_over_there_is_no_number(people: SimpleNamespace, at: datetime, word: str) -> None:
    made = wanted(people)
    found = looked(people.shenlan, made, at)
    assert (found.attained, word in found.reason) == (None, True)
    assert found.pace.due == 0

"""A target of all shops and those of each shop that it was taken apart into are one and the same, never added."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Shop
from dianzhang.engine.moment import HOME
from dianzhang.measure.catalogue import Slice, measures, span_of
from dianzhang.measure.series import series, total
from tests.reward.office import done

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("K11.7")]
D = Decimal
EARLY = datetime(2026, 9, 28, 10, tzinfo=HOME)
QUARTER = Slice(*span_of("2026-Q4"))


@pytest.fixture
def shops() -> list[Shop]:
    return [must(one("shop.open", SYSTEM, code=code, name=code)) for code in ("a", "b")]


def set_for(people: SimpleNamespace, period: str, value: int, shop: str = "") -> None:
    done(people.shenlan, "target.set", EARLY, period=period, metric="支付金额", value=D(value), shop=shop)


def wanted(of: Slice) -> Decimal | None:
    return total(measures["gmv_target"], of)


def test_a_target_taken_apart_onto_shops_is_counted_once(people: SimpleNamespace, shops: list[Shop]) -> None:
    set_for(people, "2026-10", 1000)
    for shop, value in zip(shops, (600, 400), strict=True):
        set_for(people, "2026-10", value, shop.code)
    october = Slice(*span_of("2026-10"))
    assert wanted(october) == 1000
    assert [wanted(Slice(*span_of("2026-10"), shop=shop.pk)) for shop in shops] == [600, 400]


def test_without_one_for_all_those_of_the_shops_are_added(people: SimpleNamespace, shops: list[Shop]) -> None:
    for shop, value in zip(shops, (600, 400), strict=True):
        set_for(people, "2026-10", value, shop.code)
    assert wanted(Slice(*span_of("2026-10"))) == 1000


def test_months_of_the_one_kind_and_of_the_other_have_no_sum_but_each_its_own(
    people: SimpleNamespace, shops: list[Shop]
) -> None:
    set_for(people, "2026-10", 1000)
    set_for(people, "2026-11", 300, "a")
    assert wanted(QUARTER) is None
    assert series(measures["gmv_target"], "month", QUARTER) == {"2026-10": 1000, "2026-11": 300, "2026-12": 0}

"""What a month wants of a number: any number, for all, for a shop, for a person; nothing set is no value."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from dianzhang.engine.moment import HOME, living_at
from dianzhang.insight.boards.filling import fill
from dianzhang.insight.boards.tiles import Tile
from dianzhang.measure.catalogue import Slice
from dianzhang.measure.metrics import define
from dianzhang.reward.targets.aims import aim_of, aims_of, may_see
from tests.reward.office import done, shop

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("K11.4")]
D = Decimal
EARLY = datetime(2026, 9, 28, 10, tzinfo=HOME)
OCTOBER = date(2026, 10, 1)


@pytest.fixture
def two(people: SimpleNamespace) -> SimpleNamespace:
    people.first, people.second = shop(), shop("jd-1")
    return people


def wanted(number: str, of: Slice) -> Decimal | None:
    definition = define(number, OCTOBER)
    assert definition is not None
    return aim_of(definition, of, aims_of(OCTOBER))


def test_of_all_of_a_shop_and_of_nobody(two: SimpleNamespace) -> None:
    done(two.shenlan, "target.set", EARLY, period="2026-10", metric="支付金额", value=D(600), shop="tmall-1")
    done(two.shenlan, "target.set", EARLY, period="2026-10", metric="支付金额", value=D(400), shop="jd-1")
    assert wanted("支付金额", Slice()) == 1000
    assert wanted("支付金额", Slice(shop=two.second.pk)) == 400
    done(two.shenlan, "target.set", EARLY, period="2026-10", metric="支付金额", value=D(1200))
    assert wanted("支付金额", Slice()) == 1200
    assert wanted("退款率", Slice()) is None


def test_a_rate_of_shops_is_none_of_all(two: SimpleNamespace) -> None:
    for code in ("tmall-1", "jd-1"):
        done(two.shenlan, "target.set", EARLY, period="2026-10", metric="退款率", value=D(8), shop=code)
    assert wanted("退款率", Slice()) is None
    assert wanted("退款率", Slice(shop=two.first.pk)) == D("0.08")


def test_ones_own_is_ones_own(two: SimpleNamespace) -> None:
    person = two.suhe.person_id
    done(two.shenlan, "target.set", EARLY, period="2026-10", metric="本人反馈量", value=D(30), person="suhe")
    assert wanted("本人反馈量", Slice(person=person)) == 30
    stranger = replace(two.suhe, post="nobody")  # a post to which no rule grants the list of targets
    assert may_see(stranger, Slice(person=person))
    assert not may_see(stranger, Slice())


def test_a_board_holds_any_number_against_its_target(two: SimpleNamespace) -> None:
    done(two.shenlan, "target.set", EARLY, period="2026-10", metric="退款率", value=D(8))
    with living_at(datetime(2026, 10, 20, 12, tzinfo=HOME)):
        (tile,) = fill([Tile("退款率", "month", "target")], two.shenlan, date(2026, 10, 20))
        (last,) = fill([Tile("退款率", "days7", "target")], two.shenlan, date(2026, 10, 20))
    assert (tile.aim, last.aim) == (D("0.08"), None)

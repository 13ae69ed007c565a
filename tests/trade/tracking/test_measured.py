"""How punctual, whole and right deliveries were: shares of the rulebook over parcels and cases, with their rows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dianzhang.engine.act import must, one
from dianzhang.engine.exporting.sources import wanted_of
from dianzhang.engine.lists import rows
from dianzhang.engine.moment import living_at
from dianzhang.engine.pages import pages
from dianzhang.measure.catalogue import Slice, find
from dianzhang.measure.metrics import define, values
from dianzhang.measure.series import address
from dianzhang.trade.models import Order, Parcel
from tests.gateways.carriers.playing import Kuaidi100, answer
from tests.trade.tracking.way import Way, at, line

pytestmark = pytest.mark.requirement("T3.7")
MONDAY, FRIDAY = date(2026, 10, 12), date(2026, 10, 16)
HOUR, DAY = 60, 24 * 60


@pytest.fixture
def week(way: Way, played: Kuaidi100) -> Way:
    """Four parcels, owed to the carrier by Monday evening and to their buyers by Wednesday: A keeps both, B is fetched
    late and delivered in time, C arrives late, D (perhaps bought by nobody) is late twice."""
    way.open()
    ways = {"A": (HOUR * 2, DAY), "B": (HOUR * 14, DAY), "C": (HOUR * 3, 3 * DAY), "D": (HOUR * 14, 3 * DAY)}
    for name in ways:
        way.shipped(name, f"YT000000000{name}")
    Order.objects.filter(number="D").update(brushing=True)
    Parcel.objects.update(collect_by=at(HOUR * 9), deliver_by=at(2 * DAY))
    for name, (fetched, _came) in ways.items():
        played.answers[f"YT000000000{name}"] = answer(f"YT000000000{name}", (line(fetched, "已揽收。", "1"),))
    way.ask(HOUR * 15)
    for name, (fetched, came) in ways.items():
        route = (line(fetched, "已揽收。", "1"), line(came, "已签收。", "3"))
        played.answers[f"YT000000000{name}"] = answer(f"YT000000000{name}", route, "3")
    way.ask(3 * DAY + HOUR * 14)
    assert set(Parcel.objects.values_list("status", flat=True)) == {"delivered"}
    return way


def share(name: str, way: Way, first: date = MONDAY, last: date = FRIDAY) -> Decimal | None:
    definition = define(name, first)
    assert definition is not None
    return values(definition, "month", Slice(first, last, shop=way.desk.shop.pk))[0].value


def behind(name: str, way: Way) -> set[str]:
    """The numbers of the orders on the list that the measure opens."""
    measure = find(name)
    assert measure is not None
    found = address(measure, Slice(MONDAY, FRIDAY, shop=way.desk.shop.pk))
    assert found is not None
    page, actor = pages.lists[found.kind], way.people.shenlan
    query = "&".join(f"{key}={value}" for key, value in found.filters.items())
    wanted, _told = wanted_of(page, query, actor)
    return set(rows(page, actor, wanted).values_list("order__number", flat=True))


def test_punctual(week: Way) -> None:
    assert share("揽收及时率", week) == Decimal(2) / 3
    assert share("送达及时率", week) == Decimal(2) / 3
    assert behind("揽收包裹数", week) == {"A", "B", "C"}
    assert behind("晚揽收包裹数", week) == {"B"}
    assert behind("签收包裹数", week) == {"A", "B", "C"}
    assert behind("晚签收包裹数", week) == {"C"}


def test_damaged_and_wrong(week: Way) -> None:
    zhouke = week.people.zhouke
    with living_at(at(3 * DAY + HOUR * 15)):
        for number, cause in (("A", "damaged"), ("B", "wrong"), ("C", "unwanted")):
            given = {"order": number, "kind": "return", "cause": cause, "lines": "COAT×1"}
            case = must(one("aftersale.open", zhouke, **given))
        assert case.order.number == "C"
    assert share("运输破损率", week) == Decimal(1) / 3
    assert share("发错率", week) == Decimal(1) / 3
    assert behind("破损售后单数", week) == {"A"}
    assert behind("发错售后单数", week) == {"B"}


def test_of_days_without_a_delivery_there_is_no_share(week: Way) -> None:
    assert share("送达及时率", week, date(2026, 9, 1), date(2026, 9, 30)) is None
    assert share("运输破损率", week, date(2026, 9, 1), date(2026, 9, 30)) is None


def test_what_the_carrier_told_stands_behind_the_number(week: Way) -> None:
    measure = find("晚签收包裹数")
    assert measure is not None
    assert measure.events is not None
    late = measure.rows(Slice(MONDAY, FRIDAY, shop=week.desk.shop.pk))
    assert len(measure.events(late, 5)) == 1

"""By when a parcel is to be scanned: as its order was promised, else as its platform wants, else 48 hours."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dianzhang.engine.access import PLATFORM
from dianzhang.engine.act import must, perform
from dianzhang.engine.models import ClockRow
from dianzhang.engine.outcome import Item
from tests.gateways.carriers.playing import Kuaidi100, answer
from tests.trade.desk import MONDAY, now
from tests.trade.tracking.way import NUMBER, Way, at, clocks, line
from tests.trade.tracking.way import now as parcel_now

COLLECT, DELIVER = "parcels.way/deadline-1", "parcels.way/deadline-2"
pytestmark = [pytest.mark.requirement("T3.2"), pytest.mark.requirement("T3.6")]


def terms(way: Way, collect: int, deliver: int | None, since: str = "2026-10-01", platform: str = "tmall") -> None:
    given = {"platform": platform, "collect_hours": collect, "deliver_hours": deliver, "since": since}
    with way.living(-120):
        must(perform("transit_terms.set", [Item(data=given)], way.people.mengyan)[0])


@pytest.fixture
def shop_of_tmall(way: Way) -> None:
    way.desk.shop.__class__.objects.filter(pk=way.desk.shop.pk).update(platform="tmall")


def test_what_the_order_was_promised_counts_first(way: Way, shop_of_tmall: None) -> None:
    terms(way, 24, 96)
    way.open()
    order = way.shelf.order("P1")
    with way.living(10):
        must(perform("order.update", [Item(order.pk, data={"promised_at": at(300)})], PLATFORM)[0])
    must(way.shelf.approve(now(order)))
    way.ship(now(order))
    parcel = parcel_now(order.parcels.get())
    assert (parcel.collect_by, parcel.deliver_by) == (at(300), MONDAY + timedelta(hours=96))
    assert clocks(parcel) == {COLLECT: "running", DELIVER: "running"}


def test_else_the_platforms_terms_of_the_day_of_payment(way: Way, shop_of_tmall: None) -> None:
    terms(way, 72, None, "2026-09-01")
    terms(way, 24, None, "2026-10-12")
    terms(way, 12, None, "2026-10-13")
    terms(way, 6, None, "2026-10-01", "jd")
    way.open()
    parcel = way.shipped()
    assert parcel_now(parcel).collect_by == MONDAY + timedelta(hours=24)
    assert clocks(parcel) == {COLLECT: "running"}


def test_late_when_no_scan_came_by_then_whoever_held_the_order(way: Way) -> None:
    way.open()
    parcel = way.shipped()
    way.tick(48 * 60 + 1)
    assert clocks(parcel) == {COLLECT: "missed"}
    assert ClockRow.objects.get(rule=COLLECT, subject_kind="parcel").due_at == MONDAY + timedelta(hours=48)


def test_a_scan_in_time_that_is_heard_of_late_puts_it_right(way: Way, played: Kuaidi100) -> None:
    way.open()
    parcel = way.shipped()
    way.tick(48 * 60 + 1)
    played.answers[NUMBER] = answer(NUMBER, (line(600, "已揽收。", "1"),))
    way.ask(48 * 60 + 10)
    assert clocks(parcel) == {COLLECT: "met"}


def test_another_time_promised_moves_the_clock(way: Way) -> None:
    way.open()
    parcel = way.shipped()
    with way.living(100):
        must(perform("order.update", [Item(parcel.order_id, data={"promised_at": at(500)})], PLATFORM)[0])
    assert parcel_now(parcel).collect_by == at(500)
    assert ClockRow.objects.get(rule=COLLECT, subject_kind="parcel").due_at == at(500)


@pytest.mark.parametrize("who", ["xunuo", "zhaoning", "chenmo", "zhouke", "hejing", "shenlan"])
def test_only_the_lead_of_operations_keeps_account_and_terms(way: Way, who: str) -> None:
    given = {"customer": "D6C1A5B8E2F04917", "key": "k3yOfTheHouse88"}
    (outcome,) = perform("tracker.open", [Item(data=given)], getattr(way.people, who))
    assert not outcome.done
    given = {"platform": "tmall", "collect_hours": 24, "since": "2026-10-01"}
    (outcome,) = perform("transit_terms.set", [Item(data=given)], getattr(way.people, who))
    assert not outcome.done


def test_one_account_at_a_time(way: Way) -> None:
    way.open()
    given = {"customer": "ANOTHER-CUSTOMER", "key": "k3yOfTheHouse88"}
    (outcome,) = perform("tracker.open", [Item(data=given)], way.people.mengyan)
    assert not outcome.done
    assert "停用" in outcome.why

"""What left before every parcel was followed: its clocks begin where they can be kept, and it is asked about anyway."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine.access import PLATFORM
from dianzhang.engine.act import must, perform
from dianzhang.engine.models import ClockRow, Event
from dianzhang.engine.outcome import Item
from dianzhang.gateways.carriers import names
from dianzhang.trade.models import Followed, Order, Parcel
from dianzhang.trade.tracking import beginning
from dianzhang.trade.tracking.queries import trouble_of
from tests.gateways.carriers.playing import Kuaidi100, answer
from tests.trade.tracking.way import NUMBER, Way, at, clocks, kinds, line, now

COLLECT, DELIVER = "parcels.way/deadline-1", "parcels.way/deadline-2"
DAY = 24 * 60
pytestmark = pytest.mark.requirement("T3.6")


def before(way: Way, number: str = "P1", waybill: str = NUMBER, carrier: str = "圆通") -> Parcel:
    """A parcel that left on Monday at eleven, when nobody followed any."""
    parcel = way.shipped(number, waybill, carrier)
    forget()
    return parcel


def forget() -> None:
    Followed.objects.all().delete()
    ClockRow.objects.filter(subject_kind="parcel").delete()
    Event.objects.filter(kind="parcel.follow").delete()
    Parcel.objects.update(followed_at=None, collect_by=None, deliver_by=None)


def terms(way: Way, collect: int, deliver: int | None = None) -> None:
    type(way.desk.shop).objects.filter(pk=way.desk.shop.pk).update(platform="tmall")
    given = {"platform": "tmall", "collect_hours": collect, "deliver_hours": deliver, "since": "2026-10-01"}
    with way.living(-120):
        must(perform("transit_terms.set", [Item(data=given)], way.people.mengyan)[0])


def test_the_platforms_terms_say_whether_it_can_be_in_time(way: Way) -> None:
    terms(way, 120)
    parcel = before(way)
    assert way.begin(3 * DAY) == 1
    assert (now(parcel).followed_at, now(parcel).collect_by) == (at(60), at(5 * DAY))
    assert clocks(parcel) == {COLLECT: "running"}


def test_none_begins_to_be_late_at_once(way: Way) -> None:
    terms(way, 24, 96)
    parcel = before(way)
    assert way.begin(DAY + 30) == 1
    way.tick(DAY + 31)
    assert (now(parcel).followed_at, clocks(parcel)) == (None, {})


def test_what_was_scanned_is_held_to_its_delivery_only(way: Way) -> None:
    terms(way, 24, 96)
    parcel = before(way)
    must(way.does("chenmo", "parcel.scan", 2 * DAY, parcel, note="快递员刚收走"))
    assert way.begin(2 * DAY + 30) == 1
    assert (now(parcel).deliver_by, clocks(parcel)) == (at(4 * DAY), {DELIVER: "running"})


def test_without_an_account_its_silence_says_nothing_and_its_page_says_why(way: Way) -> None:
    parcel = before(way)
    assert "没有在用的快递账号" in trouble_of(parcel)
    assert (way.begin(5 * DAY), way.begin(5 * DAY + 5)) == (1, 0)
    assert (clocks(parcel), Followed.objects.get().rest_at) == ({}, None)
    for day in range(6, 10):
        way.rest(day * DAY)
    assert "parcel.unheard" not in kinds(parcel)
    assert "没有在用的快递账号" in trouble_of(parcel)


def test_an_account_opened_later_takes_it_on(way: Way, played: Kuaidi100) -> None:
    parcel = before(way)
    way.begin(5 * DAY)
    way.open(minute=6 * DAY)
    assert trouble_of(parcel) == ""
    played.answers[NUMBER] = answer(NUMBER, (line(5 * DAY + 100, "已揽收。", "1"),))
    assert way.ask(6 * DAY + 1) == 1
    assert (now(parcel).status, now(parcel).last_scan_at, clocks(parcel)) == ("scanned", at(5 * DAY + 100), {})


def test_with_an_account_it_is_taken_on_at_once(way: Way, played: Kuaidi100) -> None:
    parcel = before(way)
    way.open()
    assert "没有去问" in trouble_of(parcel)
    way.begin(5 * DAY)
    assert trouble_of(parcel) == ""
    assert way.ask(5 * DAY + 1) == 1


def test_of_what_nothing_is_answered_for_two_days_nothing_is_known(way: Way, played: Kuaidi100) -> None:
    parcel = before(way)
    way.begin(5 * DAY)
    way.open(minute=6 * DAY)
    played.status = 500
    for hour in range(6 * 24, 8 * 24, 6):
        way.ask(hour * 60 + 1)
        way.rest(hour * 60 + 1)
    assert "parcel.unheard" not in kinds(parcel)
    way.rest(8 * DAY + 1)
    assert (now(parcel).stall, now(parcel).unheard_hours) == ("found", 191)


def test_a_carrier_known_later_is_asked_about_it(way: Way, played: Kuaidi100, monkeypatch: pytest.MonkeyPatch) -> None:
    parcel = before(way, carrier="老王货运")
    way.open()
    way.begin(5 * DAY)
    assert "不认识" in trouble_of(parcel)
    monkeypatch.setitem(names._CODES, "老王货运", "laowang")
    with way.living(6 * DAY):
        assert beginning.take_on() == 1
    assert (trouble_of(parcel), Followed.objects.get().rest_at) == ("", at(8 * DAY))
    assert way.ask(6 * DAY + 1) == 1


def test_nobody_is_asked_about_what_left_a_month_ago(way: Way) -> None:
    parcel = before(way)
    way.open()
    assert way.begin(31 * DAY) == 0
    assert "没有去问" in trouble_of(parcel)


def test_of_what_was_merged_any_order_that_is_waited_for_counts(way: Way) -> None:
    given: dict[str, Any] = {"lines": [{"sku": "COAT", "title": "羽绒服", "quantity": 1}], "total": "300.00"}
    first, _second = (must(way.shelf.approve(way.desk.paid(number, **given))) for number in ("P1", "P2"))
    must(way.does("chenmo", "order.merge", 40, first, others="P2"))
    parcel = Parcel.objects.get()
    must(way.does("chenmo", "parcel.ship", 60, parcel, carrier="圆通", waybill=NUMBER))
    forget()
    Order.objects.filter(number="P1").update(told_fulfilment="closed")
    assert way.begin(DAY) == 1
    assert clocks(parcel) == {COLLECT: "running"}
    forget()
    Order.objects.update(told_fulfilment="closed")
    assert way.begin(DAY + 5) == 0


def test_two_rounds_begin_it_once(way: Way) -> None:
    terms(way, 24)
    parcels = [before(way, "P1")]
    parcels.append(before(way, "P2", "YT2233445566779"))
    Order.objects.filter(pk=parcels[0].order_id).update(promised_at=at(3 * DAY))
    done: list[int] = []

    def wrap(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found = execute(sql, params, many, context)
        if not done and "trade_followed" in sql:
            done.append(0)
            done[0] = beginning.begin()
        return found

    with way.living(2 * DAY), connection.execute_wrapper(wrap):
        assert beginning.begin() == 0
    assert done == [2]
    assert [clocks(one) for one in parcels] == [{COLLECT: "running"}, {}]
    assert Followed.objects.count() == 2


def test_as_many_statements_for_many_as_for_few(way: Way) -> None:
    counted = []
    for batch, size in enumerate((2, 2, 8)):
        for n in range(size):
            order = before(way, f"P{batch}-{n}", f"YT5000{batch}{n}").order_id
            if n % 2:
                Order.objects.filter(pk=order).update(promised_at=at(9 * DAY))
        mine = Parcel.objects.filter(order__number__startswith=f"P{batch}-")
        Parcel.objects.exclude(pk__in=mine).update(status="delivered")
        with way.living(5 * DAY), CaptureQueriesContext(connection) as asked:
            assert beginning.begin() == size
        counted.append(len(asked))
        assert (mine.filter(followed_at=None).count(), Followed.objects.count()) == (size // 2, size)
    assert counted[1] == counted[2]


def test_it_is_the_system_that_begins(way: Way) -> None:
    parcel = before(way)
    way.begin(DAY)
    event = Event.objects.get(kind="parcel.follow", subject_id=parcel.pk)
    assert (event.actor_id, PLATFORM.person_id) == (None, None)

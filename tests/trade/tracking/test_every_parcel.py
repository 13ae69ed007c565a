"""Every parcel that left has its clocks, also without an account, and somebody or the platform's word ends them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine.access import Actor
from dianzhang.engine.act import must, perform
from dianzhang.engine.models import ClockRow, Event, Flag
from dianzhang.engine.outcome import Item
from dianzhang.trade.models import Followed, Order, Parcel
from dianzhang.trade.tracking.queries import trouble_of
from tests.trade.desk import COLUMNS, row, table
from tests.trade.tracking.way import NUMBER, Way, at, clocks, kinds, now

COLLECT, DELIVER = "parcels.way/deadline-1", "parcels.way/deadline-2"
DAY = 24 * 60
pytestmark = pytest.mark.requirement("T3.6")


def lines(pieces: int) -> dict[str, Any]:
    return {"lines": [{"sku": "COAT", "title": "羽绒服", "quantity": pieces}], "total": "300.00"}


def left(way: Way, how: str) -> list[Parcel]:
    if how == "bulk":
        orders = [way.shelf.approved(f"P{n}") for n in range(3)]
        items = [Item(o.pk, data={"carrier": "圆通", "waybill": f"YT100000{o.pk}"}) for o in orders]
        with way.living(60):
            perform("order.ship", items, way.people.chenmo)
    elif how == "merged":
        first, _second = (must(way.shelf.approve(way.desk.paid(number, **lines(1)))) for number in ("P1", "P2"))
        must(way.does("chenmo", "order.merge", 40, first, others="P2"))
    elif how == "split":
        order = must(way.shelf.approve(way.desk.paid("P1", **lines(3))))
        must(way.does("chenmo", "order.split", 40, order, pieces="COAT×2"))
    for parcel in Parcel.objects.filter(status="planned").order_by("id"):
        must(way.does("chenmo", "parcel.ship", 60, parcel, carrier="圆通", waybill=f"YT200000{parcel.pk}"))
    return list(Parcel.objects.order_by("id"))


@pytest.mark.parametrize(("how", "count"), [("bulk", 3), ("merged", 1), ("split", 2)])
def test_however_it_left_its_clock_runs(way: Way, how: str, count: int) -> None:
    parcels = left(way, how)
    assert len(parcels) == count
    for parcel in parcels:
        assert (parcel.followed_at, parcel.collect_by) == (at(60), at(48 * 60))
        assert clocks(parcel) == {COLLECT: "running"}
    assert way.ask(70) == 0


def test_as_many_statements_for_many_parcels_as_for_few(way: Way) -> None:
    counted = []
    for batch, size in enumerate((2, 2, 8)):
        orders = [way.shelf.approved(f"P{batch}-{n}") for n in range(size)]
        items = [Item(o.pk, data={"carrier": "圆通", "waybill": f"YT300000{o.pk}"}) for o in orders]
        with way.living(60), CaptureQueriesContext(connection) as asked:
            perform("order.ship", items, way.people.chenmo)
        counted.append(len(asked))
    assert counted[1] == counted[2]


def test_somebody_notes_later_when_it_was_fetched(way: Way) -> None:
    parcel = way.shipped()
    way.tick(2 * DAY + 1)
    assert clocks(parcel) == {COLLECT: "missed"}
    note = {"note": "快递员周一下午收走的"}
    assert "还没有到" in way.does("chenmo", "parcel.scan", 3 * DAY, parcel, **note, at=at(4 * DAY)).why
    must(way.does("chenmo", "parcel.scan", 3 * DAY, parcel, **note, at=at(400)))
    parcel = now(parcel)
    assert (parcel.status, parcel.first_scan_at, clocks(parcel)) == ("scanned", at(400), {COLLECT: "met"})
    scanned = Event.objects.get(kind="parcel.scan", subject_id=parcel.pk)
    assert (scanned.occurred_at, scanned.recorded_at) == (at(400), at(3 * DAY))


def read(way: Way, folder: Path, minute: float, without: tuple[str, ...] = (), **says: str) -> None:
    told = {name: value for name, value in row("P1", **says).items() if name not in without}
    columns = [*(name for name in COLUMNS if name not in without), *(name for name in says if name not in COLUMNS)]
    way.desk.take(table(folder / f"{minute}.csv", [told], columns), at(minute))


@pytest.fixture
def sent(way: Way, tmp_path: Path) -> Parcel:
    """An order of a file that left on Monday at eleven, with nobody to ask about it."""
    read(way, tmp_path, 0)
    order = Order.objects.get(number="P1")
    Order.objects.filter(pk=order.pk).update(deliver_by=at(4 * DAY))
    must(way.shelf.approve(order))
    return way.ship(Order.objects.get(pk=order.pk))


def test_what_the_platform_calls_received_has_arrived(way: Way, sent: Parcel, tmp_path: Path) -> None:
    assert clocks(sent) == {COLLECT: "running", DELIVER: "running"}
    read(way, tmp_path, DAY, 发货状态="已完成")
    assert (now(sent).status, now(sent).delivered_at) == ("delivered", at(DAY))
    assert clocks(sent) == {COLLECT: "met", DELIVER: "met"}
    assert Order.objects.get().fulfilment == "delivered"


def test_closed_with_the_money_back_it_is_waited_for_no_more(way: Way, sent: Parcel, tmp_path: Path) -> None:
    read(way, tmp_path, DAY, 发货状态="已关闭", 退款金额="120.00", 退款时间="2026-10-13 09:00:00")
    assert (now(sent).status, clocks(sent)) == ("let_go", {COLLECT: "stopped", DELIVER: "stopped"})
    assert Order.objects.get().fulfilment == "shipped"


def test_closed_by_a_file_that_knows_no_refunds_nobody_says_that_it_arrived(
    way: Way, sent: Parcel, tmp_path: Path
) -> None:
    read(way, tmp_path, DAY, ("退款金额",), 发货状态="已关闭")
    assert (now(sent).status, clocks(sent)) == ("let_go", {COLLECT: "stopped", DELIVER: "stopped"})


def test_the_platforms_own_times_are_taken(way: Way, sent: Parcel, tmp_path: Path) -> None:
    way.tick(2 * DAY + 1)
    read(way, tmp_path, 3 * DAY, 发货状态="已发货", 交件时间="2026-10-12 15:00:00")
    assert (now(sent).first_scan_at, clocks(sent)[COLLECT]) == (at(300), "met")
    read(way, tmp_path, 5 * DAY, 发货状态="已签收", 交件时间="2026-10-12 15:00:00", 送达时间="2026-10-15 10:00:00")
    assert (now(sent).delivered_at, clocks(sent)[DELIVER]) == (at(3 * DAY), "met")
    assert Order.objects.get().fulfilment == "delivered"


def test_of_what_arrived_before_its_waybill_was_entered_nothing_is_owed(way: Way) -> None:
    order = way.shelf.approved("P1")
    Order.objects.filter(pk=order.pk).update(told_fulfilment="delivered")
    parcel = way.ship(Order.objects.get(pk=order.pk))
    assert (parcel.followed_at, clocks(parcel)) == (None, {})


def reasons(parcel: Parcel) -> list[str]:
    return list(Flag.objects.filter(subject_kind="parcel", subject_id=parcel.pk).values_list("reason", flat=True))


def test_nothing_known_for_five_days_is_stuck_and_said_to_be_that(way: Way) -> None:
    parcel = way.shipped()
    for hour in range(1, 5 * 24):
        way.rest(60 + hour * 60)
    assert (now(parcel).stall, now(parcel).still_hours, now(parcel).unheard_hours) == ("none", None, 96)
    way.rest(60 + 5 * DAY)
    assert (now(parcel).stall, now(parcel).unheard_hours) == ("found", 120)
    assert reasons(parcel) == ["五天没有任何消息"]
    assert kinds(parcel).count("parcel.unheard") == 5
    must(way.does("chenmo", "parcel.find", 5 * DAY + 90, parcel, note="官网上写着在中转"))
    for day in range(6, 10):
        way.rest(120 + day * DAY)
    assert now(parcel).stall == "none"
    way.rest(120 + 10 * DAY)
    assert now(parcel).stall == "found"


def test_why_nothing_is_known_stands_on_its_page(way: Way) -> None:
    parcel = way.shipped()
    assert "没有在用的快递账号" in trouble_of(parcel)
    way.open(minute=70)
    assert trouble_of(parcel) == ""
    assert "不认识" in trouble_of(way.shipped("P2", "LW12345678", "老王货运", 80))


@pytest.mark.parametrize("who", ["chenmo", "zhouke", "xunuo", "zhaoning", "hejing"])
def test_only_the_lead_of_operations_follows_one_no_more(way: Way, who: str) -> None:
    parcel = way.shipped()
    assert not way.does(who, "parcel.let_go", 90, parcel, note="买家自提").done
    assert "怎么知道" in way.does("mengyan", "parcel.let_go", 90, parcel).why
    must(way.does("mengyan", "parcel.let_go", 90, parcel, note="买家自提"))
    assert clocks(parcel) == {COLLECT: "stopped"}


def test_of_what_left_before_only_what_can_still_be_in_time_begins(way: Way) -> None:
    early, late, done = way.shipped("P1"), way.shipped("P2", "YT2233445566779"), way.shipped("P3", "YT2233445566780")
    Followed.objects.all().delete()
    ClockRow.objects.filter(subject_kind="parcel").delete()
    Event.objects.filter(kind="parcel.follow").delete()
    Parcel.objects.update(followed_at=None, collect_by=None)
    Order.objects.filter(pk=early.order_id).update(paid_at=at(0) - timedelta(hours=30))
    Order.objects.filter(pk=done.order_id).update(told_fulfilment="closed")
    assert way.begin(DAY) == 2
    assert way.begin(DAY + 5) == 0
    assert [clocks(one) for one in (early, late, done)] == [{}, {COLLECT: "running"}, {}]
    assert now(late).followed_at == at(60)


def test_it_is_the_system_that_follows(way: Way) -> None:
    parcel = way.shipped(waybill=NUMBER)
    event = Event.objects.get(kind="parcel.follow", subject_id=parcel.pk)
    assert (event.actor_id, isinstance(way.people.chenmo, Actor)) == (None, True)

"""The words that service copies for a buyer who asks where the parcel is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import translation

from dianzhang.customers.models import Receiver
from dianzhang.engine.act import must
from dianzhang.engine.moment import living_at
from dianzhang.trade.models import Order, Parcel
from dianzhang.trade.pages import in_parcels
from dianzhang.trade.parcels.queries import parcels_of
from dianzhang.trade.tracking.queries import newest_of, way_of
from dianzhang.trade.tracking.saying import said_of_order
from tests.gateways.carriers.playing import Kuaidi100, answer
from tests.trade.desk import now
from tests.trade.tracking.way import NUMBER, Way, at, line

pytestmark = pytest.mark.requirement("T3.8")
DAY = 24 * 60
SENT = f"您好，您的订单 P1 已经发出，圆通运单号 {NUMBER}。"


def said(order: Order, minute: float) -> str:
    order = now(order)
    with living_at(at(minute)):
        found = parcels_of(order)
        return said_of_order(order, found, newest_of(found))


def told(way: Way, played: Kuaidi100, minute: float, words: str, state: str = "0") -> None:
    played.answers[NUMBER] = answer(NUMBER, (line(minute, words, state),), state)
    way.ask(minute + 1)


@pytest.fixture
def order(way: Way, played: Kuaidi100) -> Order:
    """Shipped on Monday at eleven, promised for Thursday noon."""
    way.open()
    order = way.shelf.approved("P1")
    Order.objects.filter(pk=order.pk).update(deliver_by=at(3 * DAY + 120))
    way.ship(now(order))
    return now(order)


def test_before_the_first_scan(order: Order) -> None:
    assert said(order, 70) == SENT + "10月12日 11:00 交给快递，还没有扫描记录。预计 10月15日送到。"


def test_the_last_line_without_names_and_telephones(order: Order, way: Way, played: Kuaidi100) -> None:
    Receiver.objects.update(name="王小明", phone="13800000031", address="文一西路 1 号")
    words = "【杭州】派件员：张三（13900000042）正往文一西路 1 号派送给王小明。"
    told(way, played, 200, words, "5")
    assert said(order, 210) == (
        SENT + "最新的一条：10月12日 13:20 【杭州】派件员：张*（139****0042）正往****派送给王**。预计 10月15日送到。"
    )


def test_late_stuck_and_at_its_end(order: Order, way: Way, played: Kuaidi100) -> None:
    told(way, played, 200, "已揽收。", "1")
    assert said(order, 4 * DAY).endswith("原定 10月15日送到，现在晚了。很抱歉，我们正在催快递。")
    for stall, tail in (("found", "到现在没有新的记录，我们正在找快递核实，有结果马上告诉您。"),):
        Parcel.objects.update(stall=stall)
        assert said(order, 4 * DAY) == SENT + "最新的一条：10月12日 13:20 已揽收。" + tail
    Parcel.objects.update(stall="none", status="lost")
    assert said(order, 4 * DAY) == SENT + "很抱歉，快递把它弄丢了，我们马上和您商量补寄还是退款。"
    Parcel.objects.update(status="returned")
    assert said(order, 4 * DAY).endswith("快递把它退回来了，我们马上和您商量怎么办。")
    Parcel.objects.update(status="delivered", delivered_at=at(2 * DAY))
    assert said(order, 4 * DAY) == SENT + "快递显示 10月14日 10:00 已经签收。"


def test_several_parcels_are_told_one_by_one(order: Order) -> None:
    first = Parcel.objects.get()
    Parcel.objects.create(order=order, shop=first.shop, unit=first.unit)
    assert said(order, 70).splitlines() == [
        "您好，您的订单 P1 分 2 个包裹发出：",
        f"1. 圆通运单号 {NUMBER}。10月12日 11:00 交给快递，还没有扫描记录。预计 10月15日送到。",
        "2. 还没有发出。",
    ]


def test_before_it_is_shipped_by_what_was_promised(way: Way) -> None:
    order = way.shelf.approved("P1")
    assert said(order, 40) == "您好，您的订单 P1 正在配货，发出以后我们马上告诉您。"
    Order.objects.filter(pk=order.pk).update(promised_at=at(600))
    assert said(order, 40) == "您好，您的订单 P1 正在配货，10月12日 20:00 前发出。"
    assert "原定 10月12日 20:00 前发，现在晚了" in said(order, 601)


def test_nothing_is_said_of_what_nobody_waits_for(way: Way) -> None:
    unpaid = way.desk.enter("P2")
    assert said(unpaid, 5) == ""
    cancelled = way.desk.paid("P3")
    Order.objects.filter(pk=cancelled.pk).update(fulfilment="cancelled")
    assert said(cancelled, 5) == ""


def test_the_parcels_page_says_it_in_chinese_whoever_reads(order: Order, way: Way) -> None:
    with living_at(at(70)), translation.override("en"):
        told = way_of(Parcel.objects.get(), way.people.zhouke)["said"]
    assert told == SENT + "10月12日 11:00 交给快递，还没有扫描记录。预计 10月15日送到。"


def test_whoever_asks_where_it_is_gets_an_answer_in_two_hours(order: Order, way: Way) -> None:
    from tests.trade.desk import clocks

    zhouke = way.people.zhouke
    must(way.desk.does(zhouke, "order.urge", 120, order, about="delivery"))
    kept = clocks(order)
    assert kept["orders.logistics/deadline-1"] == "running"
    assert "orders.during/deadline-1" not in kept
    must(way.desk.does(zhouke, "order.answer_urge", 150, order, note="告诉他到哪儿了"))
    assert clocks(order)["orders.logistics/deadline-1"] == "met"
    with living_at(at(150) + timedelta(days=1)):
        assert clocks(order)["orders.logistics/deadline-1"] == "met"


@pytest.mark.parametrize(
    ("who", "shown"),
    [
        ("zhouke", "【杭州】派件员：张*（139****0042）派给王**。"),
        ("chenmo", "【杭州】派件员：张三（13900000042）派给王小明。"),
    ],
)
def test_pages_show_names_to_those_who_see_the_receivers(
    order: Order, way: Way, played: Kuaidi100, who: str, shown: str
) -> None:
    Receiver.objects.update(name="王小明", phone="13800000031")
    told(way, played, 200, "【杭州】派件员：张三（13900000042）派给王小明。", "5")
    reader = getattr(way.people, who)
    with living_at(at(210)):
        assert [scan["text"] for scan in way_of(Parcel.objects.get(), reader)["scans"]] == [shown]
        assert [scan["text"] for *_rest, scan in in_parcels(now(order), reader)["parcels"]] == [shown]


def test_what_was_revealed_on_the_orders_page_shows_in_its_parcels(order: Order, way: Way, played: Kuaidi100) -> None:
    Receiver.objects.update(name="王小明", phone="13800000031")
    told(way, played, 200, "派给王小明。", "5")
    zhouke = way.people.zhouke
    must(way.desk.does(zhouke, "order.reveal", 210, order, fields="buyer_name,phone,address", reason="核对收件人"))
    with living_at(at(211)):
        assert in_parcels(now(order), zhouke)["parcels"][0][-1]["text"] == "派给王小明。"

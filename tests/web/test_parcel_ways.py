"""Where parcels are, on pages: the way of one, those that are stuck, the account and the platforms' times."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from dianzhang.engine.access import PLATFORM, actor_of
from dianzhang.engine.act import must, one, perform
from dianzhang.engine.models import Person, Shop
from dianzhang.engine.moment import living_at, now
from dianzhang.engine.outcome import Item
from dianzhang.gateways.carriers.kuaidi100 import Route, Scan
from dianzhang.trade.models import Parcel, Tracker
from dianzhang.trade.tracking.taking import take

from .conftest import Enter, new_order

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("T3.6")]


def actor(code: str):
    return actor_of(Person.objects.get(code=code))


def on_its_way(number: str = "9100") -> Parcel:
    order = new_order(number)
    must(one("order.approve", actor("zhaoning"), order.pk))
    must(one("order.ship", actor("chenmo"), order.pk, carrier="圆通", waybill=f"YT55667788{number}"))
    parcel = Parcel.objects.get(order=order)
    scans = (
        Scan(now() - timedelta(minutes=1), "余杭网点已揽收。", "collected"),
        Scan(now(), "<b>正在派送</b>，请等候。", "delivering"),
    )
    take(parcel.pk, Route(parcel.waybill or "", "delivering", scans))
    return parcel


@pytest.mark.parametrize("code", ["chenmo", "zhouke", "xunuo", "zhaoning"])
def test_the_way_stands_on_the_parcel_and_its_newest_line_on_the_order(enter: Enter, shop: Shop, code: str) -> None:
    parcel = on_its_way()
    client: Client = enter(code)
    page = client.get(f"/parcel/{parcel.pk}").text
    assert page.index("正在派送") < page.index("余杭网点已揽收")
    assert "<b>正在派送" not in page
    order = client.get(f"/order/{parcel.order_id}").text
    assert "正在派送" in order
    assert "余杭网点已揽收" not in order


def test_stuck_ones_are_a_list_and_who_may_do_what_about_them(enter: Enter, shop: Shop) -> None:
    parcel, other = on_its_way("9101"), on_its_way("9102")
    with living_at(now() + timedelta(hours=48)):
        must(perform("parcel.rest", Item(parcel.pk, data={"still_hours": 48}), PLATFORM)[0])
    client: Client = enter("chenmo")
    listed = client.get("/parcel?stall=found,asked").text
    assert "9101" in listed
    assert "9102" not in listed
    page = client.get(f"/parcel/{parcel.pk}").text
    assert "/ask_carrier" in page
    assert "/lose" not in page
    assert "/lose" in enter("zhouke").get(f"/parcel/{parcel.pk}").text
    assert "/ask_carrier" not in enter("zhaoning").get(f"/parcel/{parcel.pk}").text
    assert other.pk != parcel.pk


def test_the_account_shows_where_messages_come_and_no_key(enter: Enter, shop: Shop) -> None:
    given = {"customer": "D6C1A5B8E2F04917", "key": "k3yOfTheHouse88", "way": "told"}
    must(perform("tracker.open", Item(data=given), actor("mengyan"))[0])
    tracker = Tracker.objects.get()
    client: Client = enter("mengyan")
    assert "D6C1A5B8E2F04917" in client.get("/tracker").text
    page = client.get(f"/tracker/{tracker.pk}").text
    assert f"/way/{tracker.token}" in page
    for secret in ("k3yOfTheHouse88", tracker.box, tracker.salt_box):
        assert secret not in page
    assert enter("xunuo").get(f"/tracker/{tracker.pk}").status_code == 200
    for code in ("chenmo", "zhouke", "zhaoning", "hejing"):
        assert enter(code).get(f"/tracker/{tracker.pk}").status_code in (403, 404)


def test_terms_are_written_down_and_stopped(enter: Enter, shop: Shop) -> None:
    given = {"platform": "tmall", "collect_hours": 24, "deliver_hours": 96, "since": "2026-10-01"}
    terms = must(perform("transit_terms.set", Item(data=given), actor("mengyan"))[0])
    assert "tmall" in enter("mengyan").get("/transit_terms").text
    must(one("transit_terms.stop", actor("mengyan"), terms.pk))
    assert enter("mengyan").get(f"/transit_terms/{terms.pk}").status_code == 200
    assert enter("chenmo").get(f"/transit_terms/{terms.pk}").status_code in (403, 404)


def test_as_many_queries_for_a_long_way_as_for_a_short_one(
    enter: Enter, shop: Shop, django_assert_max_num_queries
) -> None:
    parcel = on_its_way("9103")
    client: Client = enter("chenmo")
    client.get(f"/parcel/{parcel.pk}")
    scans = tuple(Scan(now() - timedelta(seconds=n), f"第 {n} 站", "moving") for n in range(60))
    take(parcel.pk, Route(parcel.waybill or "", "moving", scans))
    with django_assert_max_num_queries(50):
        assert "第 30 站" in client.get(f"/parcel/{parcel.pk}").text


@pytest.mark.requirement("T3.8")
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_what_the_buyer_can_be_told_is_copied_from_both_pages(enter: Enter, shop: Shop, language: str) -> None:
    parcel = on_its_way("9104")
    client: Client = enter("zhouke")
    for address in (f"/parcel/{parcel.pk}", f"/order/{parcel.order_id}"):
        page = client.get(address, headers={"accept-language": language}).text
        assert "您好，您的订单 9104 已经发出，圆通运单号 YT556677889104。最新的一条：" in page
        assert "&lt;b&gt;正在派送&lt;/b&gt;，请等候。" in page
        assert "data-copy" in page
    assert enter("hejing").get(f"/parcel/{parcel.pk}").status_code in (403, 404)


@pytest.mark.requirement("T3.7")
def test_the_share_that_came_in_time_opens_its_parcels(enter: Enter, shop: Shop) -> None:
    parcel = on_its_way("9105")
    client: Client = enter("xunuo")
    day = Parcel.objects.get(pk=parcel.pk).collected_day
    assert "9105" in client.get(f"/parcel?collected_from={day}&counted=yes").text
    assert "9105" not in client.get(f"/parcel?collected_from={day}&counted=yes&late=collected").text
    assert "9105" not in client.get(f"/parcel?delivered_from={day}").text
    assert "/parcel?collected_from=" in client.get("/numbers/揽收及时率").text

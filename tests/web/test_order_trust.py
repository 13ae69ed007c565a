"""The page of trust: for whoever brings orders in, as many statements for two shops as for one."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one, perform
from dianzhang.engine.models import Shop
from dianzhang.engine.moment import living_at, now
from dianzhang.engine.outcome import Item
from dianzhang.trade.models import Comparison, Order, OrderDifference
from dianzhang.trade.trust import trust_of

from .conftest import Enter

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("T1.7")]
PAGE = "/order/trust"


def test_a_file_is_put_beside_our_records(enter: Enter, shop: Shop, order: Order) -> None:
    client = enter("xunuo")
    page = client.get(PAGE).text
    assert "天猫旗舰店" in page
    assert "导入的文件" in page
    content = f"订单号,下单时间,订单总额\n{order.number}x,{order.placed_at:%Y-%m-%dT%H:%M:%SZ},20.00\n"
    found = client.post(PAGE, {"shop": "tmall-1", "file": SimpleUploadedFile("订单.csv", content.encode())}).text
    assert "这里没有" in found
    assert "文件里没有" in found
    assert f'href="/order/{order.pk}"' in found
    made = Comparison.objects.get()
    assert f'href="/comparison/{made.pk}"' in found
    record = client.get(f"/comparison/{made.pk}").text
    for found_one in OrderDifference.objects.all():
        assert f'href="/order_difference/{found_one.pk}"' in record
    assert Order.objects.count() == 1


def test_only_open_differences_are_counted(enter: Enter, shop: Shop, order: Order) -> None:
    client = enter("xunuo")
    content = f"订单号,下单时间,订单总额\n{order.number}x,{order.placed_at:%Y-%m-%dT%H:%M:%SZ},20.00\n"
    client.post(PAGE, {"shop": "tmall-1", "file": SimpleUploadedFile("订单.csv", content.encode())})
    there = f'href="/order_difference?status=open&amp;shop={shop.pk}">'
    assert f"{there}2</a>" in client.get(PAGE).text
    missing = OrderDifference.objects.get(kind="missing_there")
    must(one("order_difference.keep", SYSTEM, missing.pk, reason="线下单"))
    assert f"{there}1</a>" in client.get(PAGE).text


def test_differences_are_settled_from_their_list_and_more_rows_ask_no_more(
    enter: Enter, shop: Shop, order: Order
) -> None:
    client = enter("xunuo")
    rows = "".join(f"X{n},{order.placed_at:%Y-%m-%dT%H:%M:%SZ},20.00\n" for n in range(3))
    head = "订单号,下单时间,订单总额\n"
    client.post(PAGE, {"shop": "tmall-1", "file": SimpleUploadedFile("订单.csv", (head + rows).encode())})
    assert "X2" in client.get("/order_difference").text
    with CaptureQueriesContext(connection) as few:
        client.get("/order_difference")
    rows += "".join(f"Y{n},{order.placed_at:%Y-%m-%dT%H:%M:%SZ},20.00\n" for n in range(15))
    client.post(PAGE, {"shop": "tmall-1", "file": SimpleUploadedFile("订单.csv", (head + rows).encode())})
    client.get("/order_difference")
    with CaptureQueriesContext(connection) as many:
        client.get("/order_difference")
    assert len(many) <= len(few)


def test_a_shop_whose_orders_stopped_says_since_when_and_what_to_do(enter: Enter, shop: Shop) -> None:
    """An order every hour for a month, and none for the last ten hours."""
    last = now().replace(minute=0, second=0, microsecond=0) - timedelta(hours=10)
    items = [
        Item(data={"shop": shop.code, "number": f"H{n}", "total": "20.00", "placed_at": last - timedelta(hours=n)})
        for n in range(24 * 30)
    ]
    assert all(outcome.done for outcome in perform("order.enter", items, SYSTEM))
    page = enter("xunuo").get(PAGE).text
    assert re.search(r"最后一单.*此后平时都有订单的钟点，有 9 个没有订单", page)
    assert "把平台上这之后的订单导出来导入" in page
    with living_at(now() - timedelta(hours=9)):
        assert silent(shop) is None
    assert silent(shop) is not None


def silent(shop: Shop) -> object:
    return trust_of([shop])[0].silent


def test_one_day_stands_as_one_day_and_a_state_in_the_platforms_words(enter: Enter, shop: Shop, order: Order) -> None:
    client = enter("xunuo")
    head = "订单号,下单时间,订单总额,发货状态\n"
    content = f"{head}{order.number},{order.placed_at:%Y-%m-%dT%H:%M:%SZ},20.00,已发货\n"
    page = client.post(PAGE, {"shop": "tmall-1", "file": SimpleUploadedFile("订单.csv", content.encode())}).text
    day = order.placed_day
    assert f"{day.month}月{day.day}日" in page
    assert f"{day.month}月{day.day}日 – " not in page
    state = OrderDifference.objects.get(kind="state")
    record = client.get(f"/order_difference/{state.pk}").text
    assert "平台的状态：已发货" in record
    assert "shipped" not in record


def test_only_what_can_be_done_about_a_difference_is_offered(enter: Enter, shop: Shop, order: Order) -> None:
    client = enter("xunuo")
    content = f"订单号,下单时间,订单总额\n{order.number}x,{order.placed_at:%Y-%m-%dT%H:%M:%SZ},20.00\n"
    client.post(PAGE, {"shop": "tmall-1", "file": SimpleUploadedFile("订单.csv", content.encode())})
    missing, ours = (OrderDifference.objects.get(kind=kind) for kind in ("missing_here", "missing_there"))
    assert offered(client, missing) == {"enter", "keep"}
    assert offered(client, ours) == {"take", "keep"}


@pytest.mark.parametrize(
    ("said", "verbs"),
    [
        ({"kind": "total", "theirs_cents": 2000}, {"take", "keep"}),
        ({"kind": "paid", "theirs_cents": 2000}, {"take", "keep"}),
        ({"kind": "paid", "theirs_cents": 0}, {"keep"}),  # money that came in is not wiped out
        ({"kind": "state", "theirs_word": "shipped"}, {"take", "keep"}),
        ({"kind": "state", "theirs_word": "waiting"}, {"keep"}),  # what has left is not taken back
        ({"kind": "address"}, {"keep"}),
        ({"kind": "missing_here", "order_id": None}, {"enter", "keep"}),
        ({"kind": "missing_here", "order_id": None, "comparison_id": None}, {"keep"}),  # there is no file any more
    ],
)
def test_what_no_order_can_become_is_not_offered_and_refused_in_words(
    enter: Enter, shop: Shop, order: Order, said: dict[str, Any], verbs: set[str]
) -> None:
    client = enter("xunuo")
    content = f"订单号,下单时间,订单总额\n{order.number},{order.placed_at:%Y-%m-%dT%H:%M:%SZ},20.00\n"
    client.post(PAGE, {"shop": "tmall-1", "file": SimpleUploadedFile("订单.csv", content.encode())})
    OrderDifference.objects.filter(kind="total").update(**said)
    (difference,) = OrderDifference.objects.all()
    assert offered(client, difference) == verbs
    for verb in {"take", "enter"} - verbs:
        outcome = one(f"order_difference.{verb}", SYSTEM, difference.pk)
        assert (outcome.status, bool(outcome.why)) == ("refused", True)


def offered(client: Client, one: OrderDifference) -> set[str]:
    page = client.get(f"/order_difference/{one.pk}").text
    return {verb for verb in ("take", "keep", "enter") if f"/order_difference/{one.pk}/{verb}" in page}


def test_what_is_no_order_file_says_why(enter: Enter, shop: Shop) -> None:
    client = enter("xunuo")
    answer = client.post(PAGE, {"shop": "tmall-1", "file": SimpleUploadedFile("诗.csv", "床前明月光\n".encode())})
    assert answer.status_code == 422
    assert "不是能认出来的订单表" in answer.text
    assert client.post(PAGE, {"shop": "tmall-1"}).status_code == 422
    other = {"shop": "nowhere", "file": SimpleUploadedFile("a.csv", b"x")}
    assert client.post(PAGE, other).status_code == 422


@pytest.mark.parametrize("code", ["suhe", "chenmo", "hejing"])
def test_others_find_no_such_page(enter: Enter, shop: Shop, code: str) -> None:
    assert enter(code).get(PAGE).status_code == 404
    assert PAGE not in enter(code).get("/order").text


def test_more_shops_ask_no_more_of_the_database(enter: Enter, shop: Shop) -> None:
    client = enter("xunuo")
    client.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    for n in range(5):
        must(one("shop.open", SYSTEM, code=f"s{n}", name=f"店 {n}"))
    client.get(PAGE)
    with CaptureQueriesContext(connection) as many:
        client.get(PAGE)
    assert len(many) <= len(few)

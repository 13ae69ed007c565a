"""Lists: filters in the address, keyset pages, one cost whatever there is."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from dianzhang.engine import keyset
from dianzhang.engine.pages import pages
from dianzhang.trade.models import Order

from .conftest import Enter, new_order

pytestmark = pytest.mark.django_db


def numbers(client: Client, path: str) -> list[str]:
    return re.findall(r'class="open" href="/order/\d+">(\d+)<', client.get(path).text)


@pytest.fixture
def five(shop: object) -> list[Order]:
    return [new_order(f"500{n}", complete=n != 3) for n in range(5)]


def test_filters_live_in_the_address(enter: Enter, five: list[Order]) -> None:
    client = enter("zhaoning")
    assert numbers(client, "/order") == ["5004", "5003", "5002", "5001", "5000"]
    assert numbers(client, "/order?hold=held") == ["5003"]
    assert numbers(client, "/order?hold=clear&fulfilment=waiting") == ["5004", "5002", "5001", "5000"]
    assert numbers(client, "/order?q=5001") == ["5001"]


def test_a_filter_that_cannot_be_read_is_said(enter: Enter, five: list[Order]) -> None:
    answer = enter("zhaoning").get("/order?placed_from=yesterday")
    assert answer.status_code == 200
    assert "看不懂" in answer.text


def test_an_empty_list_teaches(enter: Enter, shop: object) -> None:
    text = enter("zhaoning").get("/order").text
    assert "还没有订单" in text
    assert '<a class="btn main" href="/order/import">导入订单</a>' in text.partition('class="empty')[2]


def test_pages_follow_each_other_both_ways(enter: Enter, five: list[Order], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyset.page, "__kwdefaults__", {"after": "", "before": "", "size": 2})
    client, path, seen = enter("zhaoning"), "/order", []
    while path:
        text = client.get(path).text
        seen.append(re.findall(r'class="open" href="/order/\d+">(\d+)<', text))
        found = re.search(r'rel="next" href="([^"]+)"', text)
        path = found.group(1) if found else ""
    assert seen == [["5004", "5003"], ["5002", "5001"], ["5000"]]
    back = re.search(r'rel="prev" href="([^"]+)"', text)
    assert back
    assert numbers(client, back.group(1)) == ["5002", "5001"]


def test_a_range_of_days_is_read_day_by_day(enter: Enter, shop: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the order of its own index; what narrows it further has the list's order again."""
    monkeypatch.setattr(keyset.page, "__kwdefaults__", {"after": "", "before": "", "size": 2})
    for number, days in (("7001", 3), ("7002", 9), ("7003", 1), ("7004", 9)):
        new_order(number, ago=days * 24 * 60)
    client = enter("zhaoning")
    text = client.get("/order?placed_from=2020-01-01").text
    assert re.findall(r'class="open" href="/order/\d+">(\d+)<', text) == ["7003", "7001"]
    following = re.search(r'rel="next" href="([^"]+)"', text)
    assert following
    second = unescape(following.group(1))
    assert numbers(client, second) == ["7004", "7002"]
    assert numbers(client, "/order?placed_from=2020-01-01&sort=reverse") == ["7002", "7004"]
    assert numbers(client, "/order?placed_from=2020-01-01&hold=clear") == ["7004", "7003"]
    assert numbers(client, second.replace("placed_from", "paid_from")) == ["7003", "7001"]  # a cursor of no other order


@pytest.mark.parametrize("cursor", ["nonsense", "WzFd WzFd", "WyJ4Il0", "bnVsbA", "W10"])
def test_a_forged_cursor_starts_over(enter: Enter, five: list[Order], cursor: str) -> None:
    answer = enter("zhaoning").get(f"/order?after={cursor}")
    assert answer.status_code == 200
    assert "5004" in answer.text


def test_a_list_costs_the_same_however_many_rows(enter: Enter, shop: object) -> None:
    client = enter("zhaoning")
    new_order("6000")
    client.get("/order")
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get("/order")
    for n in range(1, 8):
        new_order(f"600{n}", complete=n % 2 == 0)
    with CaptureQueriesContext(connection) as many:
        client.get("/order")
    assert len(many) <= len(few)
    assert len(many) < 25


@pytest.mark.parametrize("odd", ["shop=²", "shop=x", "shop=" + "9" * 30, "placed_from=2026-99-99", "after=%C3%A4"])
def test_an_odd_address_is_answered_in_words(enter: Enter, order: Order, odd: str) -> None:
    answer = enter("zhaoning").get(f"/order?{odd}")
    assert answer.status_code == 200
    assert "看不懂" in answer.text or "页码不完整" in answer.text
    assert f"/order/{order.pk}" in answer.text


def test_no_address_of_ours_hides_a_list() -> None:
    assert {kind: resolve(f"/{kind}").url_name for kind in pages.lists} == dict.fromkeys(pages.lists, "list")


def test_what_belongs_to_a_shop_can_be_had_for_one(enter: Enter, order: Order) -> None:
    found = enter("zhaoning").get(f"/order?shop={order.shop_id}").text
    assert f"/order/{order.pk}" in found
    assert f"/order/{order.pk}" not in enter("zhaoning").get(f"/order?shop={order.shop_id + 1}").text

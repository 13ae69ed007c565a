"""The page of trust: for whoever brings orders in, as many statements for two shops as for one."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Shop
from dianzhang.trade.models import Order

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
    assert Order.objects.count() == 1


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

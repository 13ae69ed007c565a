"""Before an order is split or sent with others, one sees what goes where and in what the orders differ."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine.access import PLATFORM, SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Shop
from dianzhang.trade.models import Order, OrderLine, Parcel
from tests.trade.desk import WHOLE
from tests.web.conftest import Enter

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("T2.8")]


@pytest.fixture
def orders(people: SimpleNamespace, shop: Shop) -> list[Order]:
    """Two approved orders of two coats each to the same receiver."""
    must(one("warehouse.open", SYSTEM, name="主仓"))
    one("sku.add", people.mengyan, code="COAT", title="长款羽绒服")
    must(one("stock.open", people.chenmo, code="COAT", warehouse="主仓", opening=9))
    found = []
    for number in ("8001", "8002"):
        lines = [{"sku": "COAT", "title": "羽绒服", "quantity": 2}]
        given: dict[str, Any] = {"shop": "tmall-1", "number": number, "total": "99.00", "lines": lines}
        order = must(one("order.enter", PLATFORM, placed_at=datetime.now(UTC), **given, **WHOLE))
        must(one("order.pay", PLATFORM, order.pk))
        must(one("order.approve", people.zhaoning, order.pk))
        found.append(Order.objects.get(pk=order.pk))
    return found


def test_a_look_at_both_parcels_comes_before_the_split(enter: Enter, orders: list[Order]) -> None:
    order, client = orders[0], enter("chenmo")
    address = f"/order/{order.pk}/parcels/split"
    assert address in client.get(f"/order/{order.pk}").text
    given = {"goes.0": "1", "freight": "8.00", "revision": str(order.revision)}
    looked = client.post(address, given)
    assert (looked.status_code, 'name="go"' in looked.text, Parcel.objects.count()) == (200, True, 0)
    assert "8.00" in looked.text
    assert client.post(address, {**given, "go": "1"}).status_code == 302
    assert Parcel.objects.filter(order=order, status="planned").count() == 2


def test_each_line_has_its_own_pieces(enter: Enter, orders: list[Order]) -> None:
    order, client = orders[0], enter("chenmo")
    OrderLine.objects.create(order=order, number=2, title="袖套，一对（红）", quantity=3)
    OrderLine.objects.create(order=order, number=3, title="袖套，一对（红）", quantity=1)
    address = f"/order/{order.pk}/parcels/split"
    text = client.get(address).text
    assert text.count("袖套，一对（红） 另装几件") == 2
    given = {"goes.1": "2", "revision": str(order.revision), "go": "1"}
    assert client.post(address, given).status_code == 302
    gone = Parcel.objects.filter(order=order).latest("id")
    assert list(gone.pieces.values_list("line", "pieces")) == [(2, 2)]


def test_what_cannot_be_split_is_said_on_the_page(enter: Enter, orders: list[Order]) -> None:
    answer = enter("chenmo").post(f"/order/{orders[0].pk}/parcels/split", {"goes.0": "2"})
    assert (answer.status_code, "留下至少一件" in answer.text) == (422, True)


def test_orders_are_compared_side_by_side_and_sent_together(enter: Enter, orders: list[Order]) -> None:
    first, second = orders
    client, address = enter("chenmo"), f"/order/{first.pk}/parcels/merge"
    assert "同一个收件人还有 1 张订单没发" in client.get(f"/order/{first.pk}").text
    page = client.get(address).text
    assert "8002" in page
    assert "不一样" not in page
    answer = client.post(address, {"with": "8002", "revision": str(first.revision)})
    assert answer.status_code == 302
    second.refresh_from_db()
    assert second.packing == "merged"


def test_what_stands_against_it_stands_beside_the_order(
    enter: Enter, orders: list[Order], people: SimpleNamespace
) -> None:
    must(one("order.hold", people.zhaoning, orders[1].pk, reason="等等"))
    page = enter("chenmo").get(f"/order/{orders[0].pk}/parcels/merge").text
    assert "挂起了" in page
    assert 'value="8002"' not in page


def test_who_may_not_has_no_such_page(enter: Enter, orders: list[Order]) -> None:
    client = enter("suhe")
    for what in ("split", "merge"):
        assert client.get(f"/order/{orders[0].pk}/parcels/{what}").status_code == 404
    assert "/parcels/split" not in client.get(f"/order/{orders[0].pk}").text

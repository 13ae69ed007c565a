"""Orders that could go out in one parcel are shown before they are planned into a wave."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine.act import must, one
from dianzhang.trade.models import Order

from .conftest import Enter
from .test_packing import orders

__all__ = ["orders"]
pytestmark = [pytest.mark.django_db, pytest.mark.requirement("T2.8")]
PAGE = "/order/together"


def test_those_to_one_place_stand_together_with_the_way_to_compare_them(enter: Enter, orders: list[Order]) -> None:
    client = enter("chenmo")
    assert PAGE in client.get("/order").text
    text = client.get(PAGE).text
    assert "比一比这 2 单" in text
    assert f"/order/{orders[0].pk}/parcels/merge" in text
    assert all(order.number in text for order in orders)


@pytest.mark.parametrize("how", ["held", "picked", "merged"])
def test_what_cannot_go_along_is_not_shown(
    enter: Enter, orders: list[Order], people: SimpleNamespace, how: str
) -> None:
    if how == "held":
        must(one("order.hold", people.zhaoning, orders[1].pk, reason="等等"))
    elif how == "picked":
        must(one("wave.plan", people.chenmo, warehouse="主仓"))
    else:
        must(one("order.merge", people.chenmo, orders[0].pk, others=orders[1].number))
    assert "没有发到同一处的" in enter("chenmo").get(PAGE).text


@pytest.mark.parametrize("code", ["zhaoning", "zhouke", "xunuo", "hejing"])
def test_who_does_not_send_orders_together_has_no_such_page(enter: Enter, orders: list[Order], code: str) -> None:
    client = enter(code)
    assert client.get(PAGE).status_code == 404
    assert PAGE not in client.get("/order").text


def test_as_many_statements_for_many(enter: Enter, orders: list[Order]) -> None:
    client = enter("chenmo")
    client.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    first = orders[0]
    for n in range(10):
        copy = Order.objects.get(pk=first.pk)
        copy.pk, copy.number = None, f"C{n}"
        copy.save(force_insert=True)
    with CaptureQueriesContext(connection) as many:
        assert "比一比这 12 单" in client.get(PAGE).text
    assert len(many) <= len(few) + 2

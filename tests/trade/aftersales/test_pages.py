"""Cases stand beside their order and on pages of their own, for those who may; what the buyer wrote is masked."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine.act import must, one
from dianzhang.trade.models import Aftersale, Order
from tests.web.conftest import Enter, enter, new_order, order, people, shop

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("T4.8")]
__all__ = ["enter", "order", "people", "shop"]
DEMAND = "杯盖裂了要退"


def opened(people: object, number: str, **more: str) -> Aftersale:
    given = {"order": number, "kind": "refund", "cause": "quality", "demand": DEMAND, "amount": "10.00", **more}
    return must(one("aftersale.open", people.zhouke, **given))  # type: ignore[attr-defined]


def test_beside_the_order(enter: Enter, people: object, order: Order) -> None:
    page = enter("zhouke").get(f"/order/{order.pk}").text
    assert f"/aftersale/new/open?order={order.number}" in page
    case = opened(people, order.number)
    assert f"/aftersale/{case.pk}" in enter("zhouke").get(f"/order/{order.pk}").text
    seen = enter("chenmo").get(f"/order/{order.pk}").text
    assert f"/aftersale/{case.pk}" in seen
    assert "/aftersale/new/open" not in seen
    assert f"/aftersale/{case.pk}" not in enter("zhaoning").get(f"/order/{order.pk}").text


def test_the_form_begins_with_the_order(enter: Enter, order: Order) -> None:
    page = enter("zhouke").get(f"/aftersale/new/open?order={order.number}&shop=tmall-1").text
    assert f'value="{order.number}"' in page


def test_who_sees_it_and_what_of_it(enter: Enter, people: object, order: Order) -> None:
    case = opened(people, order.number)
    page = enter("zhouke").get(f"/aftersale/{case.pk}").text
    assert DEMAND in page
    assert "答复售后申请" in page
    assert DEMAND not in enter("chenmo").get(f"/aftersale/{case.pk}").text
    assert enter("zhaoning").get(f"/aftersale/{case.pk}").status_code == 404
    assert enter("hejing").get("/aftersale").status_code == 404


def test_found_by_order_and_filtered(enter: Enter, people: object, order: Order) -> None:
    case, other = opened(people, order.number), opened(people, new_order("1002").number, kind="difference")
    client = enter("zhouke")
    page = client.get(f"/aftersale?q={order.number}").text
    assert f"/aftersale/{case.pk}" in page
    assert f"/aftersale/{other.pk}" not in page
    page = client.get("/aftersale?kind=difference").text
    assert f"/aftersale/{other.pk}" in page
    assert f"/aftersale/{case.pk}" not in page


@pytest.mark.parametrize("path", ["/aftersale", "/order/{order}"])
def test_a_page_costs_the_same_with_many(enter: Enter, people: object, order: Order, path: str) -> None:
    client, address = enter("zhouke"), path.format(order=order.pk)
    opened(people, order.number)
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(address)
    for _n in range(4):
        opened(people, order.number)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) <= len(few)

"""What a platform sends beyond what can be kept is refused once with the reason, or cut where nothing is lost by it."""

from __future__ import annotations

from typing import Any

import pytest

from dianzhang.customers.models import Buyer, Receiver
from dianzhang.engine import jobs
from dianzhang.engine.models import Job
from dianzhang.gateways.orders import OrderRecord, problems
from dianzhang.gateways.orders.pushed import messages
from dianzhang.trade.models import Order, OrderLine, OrderSource, PushedOrder
from dianzhang.trade.models import Pushed as Kept
from dianzhang.trade.sources import working

from .test_pushed_orders import ORDER, WOO, Platform, platform, shop, source, woo

__all__ = ["platform", "shop", "source", "woo"]
pytestmark = [pytest.mark.django_db, pytest.mark.requirement("T1.7")]

LINE, WOO_LINE = ORDER["line_items"][0], WOO["line_items"][0]
TO, BILL = ORDER["shipping_address"], WOO["billing"]
SHIPPING = {"first_name": "Jo", "last_name": "Doe", "address_1": "1 Quai", "city": "Paris"}
MOST = "99999999999.99"
PAYS_BACK = {"kind": "refund", "status": "success", "amount": MOST}


def refund(number: int, *parts: dict[str, str]) -> dict[str, Any]:
    return {"id": number, "order_id": ORDER["id"], "created_at": "2026-03-02T10:00:00-05:00", "transactions": [*parts]}


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("shopify", {"line_items": [LINE | {"quantity": 10_000_000, "price": MOST}]}, "一千亿"),
    ("shopify", {"line_items": [LINE | {"quantity": 10**30}]}, "quantity"),
    ("shopify", {"line_items": [LINE | {"quantity": 9_000_000, "price": "0.01"}] * 2}, "件商品"),
    ("shopify", {"line_items": [LINE | {"sku": "S" * 101}]}, "sku"),
    ("shopify", {"total_price": "1e20"}, "total_price"),
    ("shopify", {"name": "#" + "1" * 64}, "name"),
    ("shopify", {"name": "#10 01"}, "name"),
    ("shopify", {"name": "3.52E+15"}, "name"),
    ("shopify", {"id": "1" * 41}, "id"),
    ("shopify", {"customer": None, "email": "a" * 60 + "@b.com"}, "email"),
    ("shopify", {"shipping_address": TO | {"name": "王" * 101}}, "name"),
    ("shopify", {"shipping_address": TO | {"phone": "1" * 61}}, "phone"),
    ("shopify", {"shipping_address": TO | {"province": "P" * 61}}, "province"),
    ("shopify", {"shipping_address": TO | {"city": "C" * 61}}, "city"),
    ("shopify", {"shipping_address": TO | {"address1": "A" * 300, "address2": "B" * 200}}, "address1"),
    ("shopify", {"refunds": [refund(1, PAYS_BACK, PAYS_BACK)]}, "退款合计"),
    ("woocommerce", {"line_items": [WOO_LINE | {"quantity": 2, "total": "1" * 20}]}, "total"),
    ("woocommerce", {"line_items": [WOO_LINE | {"quantity": 10**9}]}, "quantity"),
    ("woocommerce", {"line_items": [WOO_LINE | {"sku": "S" * 101}]}, "sku"),
    ("woocommerce", {"number": "7" * 65}, "number"),
    ("woocommerce", {"number": "7 27"}, "number"),
    ("woocommerce", {"billing": BILL | {"email": "a" * 60 + "@b.com"}}, "email"),
    ("woocommerce", {"billing": BILL | {"email": "", "first_name": "N" * 101}, "shipping": SHIPPING}, "customer"),
    ("woocommerce", {"billing": BILL | {"first_name": "N" * 101}}, "shipping"),
    ("woocommerce", {"billing": BILL | {"city": "C" * 61}}, "city"),
    ("woocommerce", {"billing": BILL | {"phone": "5" * 61}}, "phone"),
    ("woocommerce", {"refunds": [{"id": n, "total": f"-{MOST}"} for n in (1, 2)]}, "退款合计"),
]  # fmt: skip


def sent(platform: Platform, source: OrderSource, changed: dict[str, Any]) -> Kept:
    """The message, as the worker left it."""
    body, topic = (ORDER, "orders/create") if source.platform == "shopify" else (WOO, "order.created")
    assert platform.send(source, {**body, **changed}, topic) == 200
    jobs.work_off()
    assert not Job.objects.filter(kind="pushed_order", done_at=None).exists(), "it would be tried again"
    return Kept.objects.latest("id")


@pytest.mark.parametrize(("which", "changed", "why"), REFUSED, ids=range(len(REFUSED)))
@pytest.mark.requirement("T1.4")
def test_refused_once_with_the_reason(
    request: pytest.FixtureRequest, platform: Platform, which: str, changed: dict[str, Any], why: str
) -> None:
    kept = sent(platform, request.getfixturevalue("source" if which == "shopify" else "woo"), changed)
    assert (kept.state, why in kept.reason) == ("refused", True), kept.reason
    assert not any(run in kept.reason for run in ("王王王", "NNNN", "AAAA", "aaaa"))  # a buyer's is not repeated
    assert not Order.objects.exists()


def test_what_is_only_read_is_cut(platform: Platform, source: OrderSource) -> None:
    long = {"note": "n" * 900, "customer": {"id": 1, "first_name": "J" * 200},
            "line_items": [LINE | {"title": "T" * 900, "variant_title": "V" * 900}]}  # fmt: skip
    assert sent(platform, source, long).state == "done"
    order, line = Order.objects.get(), OrderLine.objects.get()
    assert (len(order.message), len(line.title), len(line.spec)) == (500, 200, 200)
    assert len(Buyer.objects.get().name) == 100


def test_as_long_as_can_be_kept_is_kept_whole(platform: Platform, source: OrderSource) -> None:
    whole = {"name": "#" + "1" * 63, "shipping_address": {"name": "N" * 100, "phone": "1" * 60, "city": "C" * 60,
             "province": "P" * 60, "address1": "A" * 400}, "line_items": [LINE | {"sku": "S" * 100}]}  # fmt: skip
    assert sent(platform, source, whole).state == "done"
    receiver = Receiver.objects.get()
    assert (receiver.name, receiver.address) == ("N" * 100, "A" * 400)
    assert OrderLine.objects.get().sku_code == "S" * 100


def test_refunds_that_come_one_by_one_are_bounded_together(platform: Platform, source: OrderSource) -> None:
    assert sent(platform, source, {}).state == "done"
    for number in (1, 2):
        platform.send(source, refund(number, PAYS_BACK), "refunds/create")
        jobs.work_off()
    last = Kept.objects.latest("id")
    assert (last.state, "退款合计" in last.reason) == ("refused", True)
    assert list(PushedOrder.objects.get().refunds) == ["1"]


@pytest.mark.parametrize("beyond", [{"total_cents": 10**30}, {"total_cents": 10**18}])
def test_what_still_cannot_be_kept_is_refused_and_not_tried_for_ever(
    platform: Platform, source: OrderSource, monkeypatch: pytest.MonkeyPatch, beyond: dict[str, Any]
) -> None:
    """The reader is not the last: what the database or an action's input cannot hold ends the same way."""
    into = working._into

    def larger(source: OrderSource, order: OrderRecord, *more: Any) -> None:
        order.total_cents = order.paid_cents = beyond["total_cents"]
        into(source, order, *more)
        if order.total_cents < 2**63:
            raise OverflowError

    monkeypatch.setattr(working, "_into", larger)
    kept = sent(platform, source, {})
    assert (kept.state, "存不下" in kept.reason) == ("refused", True)
    assert not Order.objects.exists()


def test_the_bounds_are_those_of_the_columns() -> None:
    def long(model: type, name: str) -> int:
        return model._meta.get_field(name).max_length  # type: ignore[attr-defined,no-any-return]

    assert min(long(Receiver, "name"), long(Buyer, "name"), long(Buyer, "platform_id")) >= messages.NAME
    assert long(Receiver, "phone") >= messages.PHONE
    assert min(long(Receiver, "province"), long(Order, "province")) >= messages.PROVINCE
    assert long(Receiver, "city") >= messages.PLACE
    assert long(Receiver, "address") >= messages.ADDRESS
    assert long(OrderLine, "sku_code") >= messages.SKU
    assert long(Order, "message") >= problems.REMARK
    assert long(PushedOrder, "key") >= messages.KEY

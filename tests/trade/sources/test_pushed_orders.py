"""Orders that platforms send: signed or not let in, kept at once, read once, in whatever order they come."""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.client
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client

from dianzhang.engine import jobs
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one, perform
from dianzhang.engine.models import Event, Job, Shop
from dianzhang.engine.outcome import Item
from dianzhang.trade.models import Order, OrderSource, Pushed, Refund
from dianzhang.trade.sources import working
from tests.engine.department import found

SECRET = "a secret that the platform gave"
ORDER: dict[str, Any] = {
    "id": 820982911946154508, "name": "#1001", "created_at": "2026-03-01T09:58:12-05:00",
    "updated_at": "2026-03-01T10:00:00-05:00", "processed_at": "2026-03-01T09:59:00-05:00", "cancelled_at": None,
    "financial_status": "paid", "fulfillment_status": None, "currency": "USD", "total_price": "403.00",
    "email": "jon@example.com", "note": "gift", "customer": {"id": 207119551, "first_name": "Jon", "last_name": "Doe"},
    "shipping_address": {"name": "Jon Doe", "phone": "555-625-1199", "address1": "123 Elm St", "city": "Ottawa",
                         "province": "Ontario", "zip": "K2H7A8"},
    "line_items": [{"sku": "IPOD-M", "title": "IPod", "variant_title": "M", "quantity": 2, "price": "199.00",
                    "total_discount": "5.00"}],
    "refunds": [],
}  # fmt: skip
WOO: dict[str, Any] = {
    "id": 727, "number": "727", "status": "processing", "currency": "EUR", "date_created_gmt": "2026-03-22T19:28:02",
    "date_modified_gmt": "2026-03-22T19:28:08", "date_paid_gmt": "2026-03-22T19:28:08", "total": "29.35",
    "customer_id": 0, "customer_note": "",
    "billing": {"first_name": "John", "last_name": "Doe", "address_1": "969 Market", "city": "Paris", "state": "",
                "postcode": "94103", "email": "john@example.com", "phone": "555"},
    "shipping": {"first_name": "", "last_name": "", "address_1": "", "city": ""},
    "line_items": [{"name": "Woo Single", "sku": "WS-1", "quantity": 2, "subtotal": "6.00", "total": "6.00",
                    "price": 3, "meta_data": []}],
    "refunds": [],
}  # fmt: skip

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("T1.7")]


@pytest.fixture
def shop() -> Shop:
    found()
    must(one("shop.open", SYSTEM, code="us", name="US", platform="shopify"))
    return Shop.objects.get(code="us")


@pytest.fixture
def source(shop: Shop) -> OrderSource:
    must(one("order_source.open", SYSTEM, shop="us", platform="shopify", secret=SECRET))
    return OrderSource.objects.get()


@pytest.fixture
def woo(shop: Shop) -> OrderSource:
    must(one("order_source.open", SYSTEM, shop="us", platform="woocommerce", secret=SECRET))
    return OrderSource.objects.get()


def signed(body: bytes, secret: str = SECRET) -> str:
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


class Platform:
    """Sends as the platform does: ``post`` carries it, and says with which status it was answered."""

    def __init__(self, post: Callable[[str, bytes, dict[str, str]], int]) -> None:
        self.post = post
        self.sent = 0

    def send(self, source: OrderSource, body: Any, topic: str = "orders/updated", **headers: str | None) -> int:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.sent += 1
        names = {"shopify": ("X-Shopify-Hmac-SHA256", "X-Shopify-Webhook-Id", "X-Shopify-Topic"),
                 "woocommerce": (
                     "X-WC-Webhook-Signature", "X-WC-Webhook-Delivery-ID", "X-WC-Webhook-Topic")}  # fmt: skip
        said = dict(zip(names[source.platform], (signed(raw), f"w-{self.sent}", topic), strict=True))
        said = {name: value for name, value in {**said, **headers}.items() if value is not None}
        return self.post(f"/in/{source.token}", raw, said)


@pytest.fixture
def platform(client: Client) -> Platform:
    def post(path: str, raw: bytes, headers: dict[str, str]) -> int:
        return client.post(path, raw, content_type="application/json", headers=headers).status_code

    return Platform(post)


@pytest.mark.django_db(transaction=True, available_apps=settings.INSTALLED_APPS)  # cleared with what hangs on it
def test_over_http_it_is_kept_and_answered_at_once(live_server: Any, source: OrderSource) -> None:
    def post(path: str, raw: bytes, headers: dict[str, str]) -> int:
        connection = http.client.HTTPConnection(urlsplit(live_server.url).netloc, timeout=30)
        connection.request("POST", path, raw, {"Content-Type": "application/json", **headers})
        status = connection.getresponse().status
        connection.close()
        return status

    platform = Platform(post)
    assert platform.send(source, ORDER, "orders/create") == 200
    assert platform.send(source, ORDER, **{"X-Shopify-Hmac-SHA256": signed(b"x")}) == 401
    assert platform.send(source, b"x" * 1_000_001) == 413
    kept = Pushed.objects.get()
    assert json.loads(bytes(kept.body)) == ORDER
    jobs.work_off()
    assert Order.objects.get().number == "#1001"


def test_an_order_comes_whole_and_exact(platform: Platform, source: OrderSource) -> None:
    assert platform.send(source, ORDER, "orders/create") == 200
    assert not Order.objects.exists()  # answered before it is read
    jobs.work_off()
    order = Order.objects.get()
    assert (order.number, order.currency, order.total_cents, order.paid_cents) == ("#1001", "USD", 40300, 40300)
    assert order.placed_at.isoformat() == "2026-03-01T14:58:12+00:00"
    assert (order.payment, order.fulfilment, order.aftersale) == ("paid", "waiting", "none")
    assert [
        (line.sku_code, line.quantity, line.unit_price_cents, line.receives_cents) for line in order.lines.all()
    ] == [("IPOD-M", 2, 19900, 39300)]
    assert order.receiver_name == "Jon Doe"
    kept = Pushed.objects.get()
    assert (kept.state, kept.number, bytes(kept.body)) == ("done", "#1001", b"")
    source.refresh_from_db()
    assert source.taken_at is not None


@pytest.mark.parametrize("signature", [signed(b"another body"), "", "é", None, signed(b"{}", "another secret")])
def test_without_the_right_signature_nothing_is_read(
    platform: Platform, source: OrderSource, signature: str | None
) -> None:
    given = signature.encode().decode("latin-1") if signature else signature
    assert platform.send(source, b"{}", **{"X-Shopify-Hmac-SHA256": given}) == 401
    assert not Pushed.objects.exists()
    assert not Job.objects.filter(kind="pushed_order").exists()


def test_an_address_that_is_not_there_and_a_body_too_large(platform: Platform, source: OrderSource) -> None:
    assert platform.send(source, b"x" * 1_000_001) == 413
    must(one("order_source.remove", SYSTEM, source.pk))
    assert platform.send(source, ORDER) == 404
    source.token = "0" * 40
    assert platform.send(source, ORDER) == 404
    assert not Pushed.objects.exists()


def test_once_each_and_an_older_one_undoes_nothing(platform: Platform, source: OrderSource) -> None:
    newer = {
        **ORDER,
        "updated_at": "2026-03-01T11:00:00-05:00",
        "total_price": "500.00",
        "fulfillment_status": "fulfilled",
    }
    assert platform.send(source, newer, **{"X-Shopify-Webhook-Id": "same"}) == 200
    assert platform.send(source, newer, **{"X-Shopify-Webhook-Id": "same"}) == 200
    assert platform.send(source, ORDER, "orders/create") == 200  # late
    jobs.work_off()
    assert sorted(Pushed.objects.values_list("state", flat=True)) == ["done", "old"]
    order = Order.objects.get()
    assert (order.total_cents, order.told_fulfilment) == (50000, "shipped")
    events = Event.objects.count()
    assert platform.send(source, newer) == 200  # once more, under another id
    jobs.work_off()
    assert Event.objects.count() == events


def test_a_refund_counts_once_whichever_way_it_comes(platform: Platform, source: OrderSource) -> None:
    refund = {"id": 7, "order_id": ORDER["id"], "created_at": "2026-03-02T10:00:00-05:00",
              "transactions": [{"kind": "refund", "status": "success", "amount": "3.05"}]}  # fmt: skip
    assert platform.send(source, refund, "refunds/create") == 200  # before its order
    jobs.work_off()
    assert not Order.objects.exists()
    platform.send(source, ORDER, "orders/create")
    later = {**ORDER, "updated_at": "2026-03-02T10:00:01-05:00", "financial_status": "partially_refunded",
             "refunds": [refund]}  # fmt: skip
    platform.send(source, later)
    second = {**refund, "id": 8, "transactions": [{"kind": "refund", "status": "success", "amount": "1.00"}]}
    platform.send(source, second, "refunds/create")
    jobs.work_off()
    order = Order.objects.get()
    assert list(Refund.objects.order_by("id").values_list("amount_cents", flat=True)) == [305, 100]
    assert (order.refunded_cents, order.payment) == (405, "part_refunded")


def test_called_off_before_it_was_paid(platform: Platform, source: OrderSource) -> None:
    platform.send(source, {**ORDER, "financial_status": "pending"})
    off = {**ORDER, "financial_status": "voided", "cancelled_at": "2026-03-01T12:00:00-05:00",
           "updated_at": "2026-03-01T12:00:00-05:00"}  # fmt: skip
    platform.send(source, off, "orders/cancelled")
    jobs.work_off()
    order = Order.objects.get()
    assert (order.payment, order.fulfilment) == ("cancelled", "cancelled")


HOSTILE = [
    (b"not json", "JSON"), (b"[]", "JSON 对象"), (b'{"total_price": NaN}', "JSON"), (b"[" * 100_000, "JSON"),
    (b'{"a":' * 200 + b"1" + b"}" * 200, "套得太深"), (b'{"note": "\\u0000"}', "字符"), (b"\xff\xfe", "JSON"),
    (json.dumps({**ORDER, "total_price": "1000000000000000"}).encode(), "total_price"),
    (json.dumps({**ORDER, "total_price": "1.005"}).encode(), "total_price"),
    (json.dumps({**ORDER, "total_price": True}).encode(), "total_price"),
    (json.dumps({**ORDER, "total_price": "?"}).replace('"?"', "1e999999999").encode(), "total_price"),
    (json.dumps({**ORDER, "created_at": "2026-03-01T09:58:12"}).encode(), "created_at"),
    (json.dumps({**ORDER, "created_at": "2099-03-01T09:58:12Z"}).encode(), "created_at"),
    (json.dumps({**ORDER, "currency": "XXX"}).encode(), "currency"),
    (json.dumps({**ORDER, "line_items": "all"}).encode(), "line_items"),
    (json.dumps({**ORDER, "line_items": [{"quantity": -1}]}).encode(), "quantity"),
    (json.dumps({**ORDER, "customer": 7}).encode(), "customer"),
    (json.dumps({**ORDER, "id": None}).encode(), "id"),
    (json.dumps({**ORDER, "note": "x" * 5000}).encode(), "note"),
]  # fmt: skip


@pytest.mark.requirement("T1.4")
def test_what_is_signed_and_no_order_is_refused_with_the_field(source: OrderSource) -> None:
    for n, (body, _why) in enumerate(HOSTILE):
        kept = Pushed.objects.create(
            source=source, key=f"h{n}", topic="orders/create", body=body, came_at="2026-03-02T00:00Z"
        )
        jobs.put("pushed_order", {"pushed": kept.pk})
    jobs.work_off()
    for n, (body, why) in enumerate(HOSTILE):
        kept = Pushed.objects.get(key=f"h{n}")
        assert kept.state == "refused", body[:60]
        assert why in kept.reason, (kept.reason, body[:60])
    assert not Order.objects.exists()
    assert not Job.objects.filter(kind="pushed_order", done_at=None).exists()


def test_woocommerce_pings_without_a_signature_and_sends_orders_with_one(platform: Platform, woo: OrderSource) -> None:
    quiet = {"X-WC-Webhook-Signature": None, "X-WC-Webhook-Topic": None, "X-WC-Webhook-Delivery-ID": None}
    assert platform.send(woo, b"webhook_id=12", **quiet) == 200
    assert not Pushed.objects.exists()
    assert platform.send(woo, WOO, **quiet) == 401
    assert platform.send(woo, WOO, "order.created") == 200
    refunded = {**WOO, "date_modified_gmt": "2026-03-23T08:00:00", "refunds": [{"id": 1, "total": "-10.00"}]}
    assert platform.send(woo, refunded, "order.updated") == 200
    jobs.work_off()
    assert set(Pushed.objects.values_list("state", "reason")) == {("done", "")}
    order = Order.objects.get()
    assert (order.number, order.currency, order.total_cents, order.refunded_cents) == ("727", "EUR", 2935, 1000)
    assert order.placed_at.isoformat() == "2026-03-22T19:28:02+00:00"
    assert order.receiver_name == "John Doe"


def test_what_a_platform_sends_within_one_second_is_not_one_message(platform: Platform, woo: OrderSource) -> None:
    for number in (727, 728):
        said = {**WOO, "id": number, "number": str(number)}
        assert platform.send(woo, said, "order.created", **{"X-WC-Webhook-Delivery-ID": "of this second"}) == 200
    jobs.work_off()
    assert set(Order.objects.values_list("number", flat=True)) == {"727", "728"}


@pytest.mark.parametrize("first", ["pending", "paid"])
def test_paid_in_the_second_in_which_it_was_placed(platform: Platform, source: OrderSource, first: str) -> None:
    for status in sorted(("pending", "paid"), key=lambda status: status != first):
        assert platform.send(source, {**ORDER, "financial_status": status}) == 200
    jobs.work_off()
    assert Order.objects.get().payment == "paid"


def test_work_cut_off_is_taken_up_again(
    platform: Platform, source: OrderSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_given: object, **_more: object) -> None:
        raise KeyboardInterrupt

    platform.send(source, ORDER)
    with monkeypatch.context() as cut:
        cut.setattr(working, "_into", killed)
        with pytest.raises(KeyboardInterrupt):
            jobs.work_off()
    assert not Order.objects.exists()
    assert Pushed.objects.get().state == "waiting"
    Job.objects.update(leased_until=None)
    jobs.work_off()
    assert Order.objects.get().number == "#1001"


def test_a_secret_made_here_is_shown_once_and_renewed(shop: Shop) -> None:
    (made,) = perform("order_source.open", [Item(data={"shop": "us", "platform": "shopify"})], SYSTEM)
    source = OrderSource.objects.get()
    assert len(made.shown_once) > 30
    assert made.shown_once not in source.box
    assert not Event.objects.filter(data__contains=made.shown_once).exists()
    (renewed,) = perform("order_source.renew", [Item(source.pk, data={})], SYSTEM)
    assert renewed.shown_once != made.shown_once
    (short,) = perform("order_source.renew", [Item(source.pk, data={"secret": "short"})], SYSTEM)
    assert not short.done

"""WooCommerce's messages: ``order.*`` carry the whole order with the amounts given back so far.  Times are its
``…_gmt`` fields: UTC, written without an offset."""

from __future__ import annotations

from datetime import datetime

from ..problems import REMARK
from ..records import OrderLine
from .messages import (
    ADDRESS,
    NAME,
    PHONE,
    PLACE,
    PROVINCE,
    Deleted,
    Fields,
    NotRead,
    Ping,
    Pushed,
    Refunded,
    at,
    bounded,
    cents,
    currency,
    identified,
    key_of,
    line,
    needed,
    not_ahead,
    order,
    pieces,
    refunds_within,
    rows,
    short,
    text,
    within,
)  # fmt: skip

_STATES = {
    "pending": "unshipped", "on-hold": "unshipped", "processing": "unshipped", "checkout-draft": "unshipped",
    "completed": "shipped", "cancelled": "closed", "refunded": "closed", "failed": "closed", "trash": "closed",
}  # fmt: skip


def read(topic: str, told: Fields) -> Pushed | Refunded | Deleted | Ping:
    if topic in ("", "action.woocommerce_webhook_ping") and told.keys() <= {"webhook_id"}:
        return Ping()
    if topic == "order.deleted":
        return Deleted(key_of(told))
    if not topic.startswith("order."):
        raise NotRead(
            f"主题「{topic[:60]}」不是订单：请在 WooCommerce 后台把主题选成订单",
            f"the topic {topic[:60]} is no order: choose a topic of orders in WooCommerce",
        )
    return _order(told)


def _order(told: Fields) -> Pushed:
    status = text(told, "status")
    if status not in _STATES:
        raise NotRead(
            f"字段「status」写着「{status[:40]}」，不认识：自定的状态请改成 WooCommerce 自带的",
            f"field “status” says “{status[:40]}”, which is not known: use the states that WooCommerce brings",
        )
    bill = within(told, "billing")
    to = within(told, "shipping")
    to = to if text(to, "address_1") else bill
    placed = not_ahead(needed(told, "date_created_gmt", utc=True), "date_created_gmt")
    updated = needed(told, "date_modified_gmt", utc=True)
    paid_at, total = at(told, "date_paid_gmt", utc=True), cents(told, "total")
    refunds = _refunds(rows(told, "refunds"), updated)
    buyer = identified(told, "customer_id")
    record = order(
        number=identified(told, "number") or key_of(told), created_at=placed, total_cents=total,
        paid_at=max(paid_at, placed) if paid_at else None, paid_cents=total if paid_at else 0,
        refunds=tuple(refunds[key] for key in sorted(refunds)) if paid_at else (), currency=currency(told),
        buyer_id=buyer if buyer != "0" else identified(bill, "email"),  # 0: bought without an account
        buyer_name=_name(bill),
        receiver=bounded(_name(to) or text(to, "company"), NAME, "shipping"),
        phone=short(to, PHONE, "phone") or short(bill, PHONE, "phone"),
        province=short(to, PROVINCE, "state"), city=short(to, PLACE, "city"), address=bounded(
            " ".join(filter(None, (text(to, "address_1"), text(to, "address_2"), text(to, "postcode")))), ADDRESS,
            "address_1",
        ),
        fulfilment=_STATES[status], remark=text(told, "customer_note")[:REMARK],
        lines=tuple(_line(one) for one in rows(told, "line_items") if pieces(one, "quantity")),
    )  # fmt: skip
    return Pushed(key_of(told), updated, record, refunds)


def _line(one: Fields) -> OrderLine:
    count, brings = pieces(one, "quantity"), cents(one, "total")
    spec = "、".join(
        said for part in rows(one, "meta_data") if isinstance(part.get("display_value"), str)
        and (said := text(part, "display_value"))
    )  # fmt: skip
    whole = cents(one, "subtotal") if one.get("subtotal") not in (None, "") else brings
    return line(text(one, "sku"), text(one, "name"), spec, count, whole // count, brings)


def _refunds(told: list[Fields], updated: datetime) -> dict[str, tuple[datetime, int]]:
    """It does not say when each was: as of the change that first tells it."""
    found = {key_of(refund): (updated, cents(refund, "total", signed=True)) for refund in told}
    refunds_within(back for _at, back in found.values())
    return {key: said for key, said in found.items() if said[1]}


def _name(who: Fields) -> str:
    return " ".join(filter(None, (text(who, "first_name"), text(who, "last_name"))))

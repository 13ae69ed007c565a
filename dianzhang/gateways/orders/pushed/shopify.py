"""Shopify's messages: ``orders/*`` carry the whole order, ``refunds/create`` one refund.  Orders are called by their
name (``#1001``), as in Shopify's own file, so that an order that comes both ways is one."""

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

_PAID = frozenset({"paid", "partially_refunded", "refunded"})
_SENT = {"fulfilled": "shipped", "partial": "unshipped", "restocked": "closed", "": "unshipped"}


def read(topic: str, told: Fields) -> Pushed | Refunded | Deleted | Ping:
    if topic == "refunds/create":
        return Refunded(key_of(told, "order_id"), _refunds([told]))
    if topic == "orders/delete":
        return Deleted(key_of(told))
    if not topic.startswith("orders/"):
        raise NotRead(
            f"主题「{topic[:60]}」不是订单：请在 Shopify 后台只选订单和退款的事件",
            f"the topic {topic[:60]} is no order: choose events of orders and refunds only in Shopify",
        )
    return _order(told)


def _order(told: Fields) -> Pushed:
    status, sent = text(told, "financial_status"), text(told, "fulfillment_status")
    if sent not in _SENT:
        raise NotRead(
            f"字段「fulfillment_status」写着「{sent[:40]}」，不认识：请告诉管理员",
            f"field “fulfillment_status” says “{sent[:40]}”, which is not known: tell whoever runs this system",
        )
    to, who = within(told, "shipping_address"), within(told, "customer")
    placed = not_ahead(needed(told, "created_at"), "created_at")
    total = cents(told, "total_price")
    paid = status in _PAID
    refunds = _refunds(rows(told, "refunds"))
    record = order(
        number=identified(told, "name") or key_of(told), created_at=placed,
        paid_at=max(at(told, "processed_at") or placed, placed) if paid else None, total_cents=total,
        paid_cents=total if paid else 0, refunds=tuple(sorted(refunds.values())) if paid else (),
        currency=currency(told), buyer_id=identified(who, "id") or identified(told, "email"),
        buyer_name=_name(who) or text(told, "email"),
        receiver=bounded(text(to, "name") or _name(to), NAME, "name"),
        phone=short(to, PHONE, "phone") or short(told, PHONE, "phone"), province=short(to, PROVINCE, "province"),
        city=short(to, PLACE, "city"), address=bounded(
            " ".join(filter(None, (text(to, "address1"), text(to, "address2"), text(to, "zip")))), ADDRESS, "address1"
        ),
        fulfilment="closed" if at(told, "cancelled_at") else _SENT[sent], remark=text(told, "note")[:REMARK],
        lines=tuple(_line(one) for one in rows(told, "line_items") if pieces(one, "quantity")),
    )  # fmt: skip
    return Pushed(key_of(told), needed(told, "updated_at"), record, refunds)


def _line(one: Fields) -> OrderLine:
    count, price = pieces(one, "quantity"), cents(one, "price")
    off = cents(one, "total_discount") if one.get("total_discount") is not None else 0
    return line(
        text(one, "sku"), text(one, "title", "name"), text(one, "variant_title"), count, price,
        max(price * count - off, 0),
    )  # fmt: skip


def _refunds(told: list[Fields]) -> dict[str, tuple[datetime, int]]:
    """What went back to the buyer: the transactions of each refund that succeeded."""
    found: dict[str, tuple[datetime, int]] = {}
    for refund in told:
        back = sum(
            cents(part, "amount") for part in rows(refund, "transactions")
            if text(part, "kind") == "refund" and text(part, "status") in ("success", "")
        )  # fmt: skip
        if back:
            found[key_of(refund)] = (needed(refund, "created_at"), back)
    refunds_within(back for _at, back in found.values())
    return found


def _name(who: Fields) -> str:
    return " ".join(filter(None, (text(who, "first_name"), text(who, "last_name"))))

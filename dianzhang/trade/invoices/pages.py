"""What the list and the page of invoices show, and an order's page of its invoices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from dianzhang.engine import reading
from dianzhang.engine.access import Actor
from dianzhang.engine.named import named
from dianzhang.engine.organisation import organisation, shop_names
from dianzhang.engine.pages import Column, Filter, ListPage, RecordPage, View, show_list, show_record
from dianzhang.engine.registry import actions
from dianzhang.engine.words import word

from ..models import Order
from .models import Invoice
from .states import INVOICE, KINDS, RED, STATUS


def _search(text: str) -> Q:
    """By the invoice's number, or the order's."""
    rows = Invoice.objects.order_by()
    found = rows.filter(number=text).exclude(number="").values("pk")
    return named(found, rows.filter(order__number=text).values("pk"))


show_list(
    ListPage(
        INVOICE,
        columns=(
            Column("id", "编号", show=lambda invoice: invoice.id),
            Column("order", "订单", show=lambda invoice: invoice.order.number),
            Column("kind", wide_only=True),
            Column("amount", number=True),
            Column("status"),
            Column("red", wide_only=True),
            Column("number", wide_only=True),
            Column("owner", "经办人", show=lambda invoice: invoice.owner, wide_only=True),
            Column("asked_at"),
        ),
        filters=(
            Filter("status", "办理", STATUS.states),
            Filter("red", "红冲", RED.states),
            Filter("kind", "票种", KINDS),
            Filter("shop", "店铺", shop_names, where=lambda pk: Q(shop_id=pk)),
        ),
        views=(
            View("asked", "待开", {"status": "asked"}),
            View("issued", "待交付", {"status": "issued"}),
            View("red", "该红冲", {"red": "due"}),
        ),
        search=_search,
        related=("order", "owner"),
        empty="这里是发票。买家要发票，在订单上点“登记发票”；在税务系统开好以后回来记号码，退了款该红冲的会提醒。",
        create="invoice.ask",
    )
)
show_record(
    RecordPage(
        INVOICE,
        facts=(
            Column("order_id"), Column("kind"), Column("amount", number=True), Column("title"), Column("tax_number"),
            Column("email"), Column("number"), Column("issued_on"), Column("red_number"), Column("red_on"),
            Column("asked_at"), Column("owner", "经办人", show=lambda invoice: invoice.owner),
        ),
        main_axes=("status",),
        head=lambda invoice: str(invoice.shop),
    )
)  # fmt: skip


def invoices_of(order: Order, actor: Actor) -> Mapping[str, Any] | None:
    """The invoices of an order that this reader may see, and the way to another."""
    may = reading.may_create(actor, actions["invoice.ask"])
    rows = list(Invoice.objects.filter(order_id=order.pk).order_by("-id")[:20])
    if rows and not actor.unbound:
        seen = reading.seen(actor, INVOICE, rows)
        rows = [row for row in rows if row.pk in seen]
    if not rows and not may:
        return None
    shop = organisation().shops.get(order.shop_id)
    given = {"order": order.number, "shop": shop.code if shop is not None else ""}
    return {
        "invoices": [
            {
                "title": INVOICE.title(row), "url": reverse("record", args=["invoice", row.pk]),
                "state": word(RED.states["due"] if row.red == "due" else STATUS.states[row.status]),
                "number": row.number, "amount": row.amount_cents,
            }
            for row in rows
        ],
        "asking": f"{reverse('create', args=['invoice', 'ask'])}?{urlencode(given)}" if may else "",
    }  # fmt: skip

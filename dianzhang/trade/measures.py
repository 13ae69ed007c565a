"""What orders add up to: placed, paid, refunded, and what the goods cost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.utils.translation import gettext_noop as _

from dianzhang.engine.models import Event
from dianzhang.kernel.units import Unit
from dianzhang.measure.catalogue import Address, Measure, Slice, declare

from .models import Order, Refund

COUNTED = Q(brushing=False)  # perhaps nobody bought it: no number has it
_PAID = Q(paid_day__isnull=False) & COUNTED


def _opens(which: str) -> Callable[[Slice], Address]:
    """The list of orders, by the day that the measure counts by."""

    def address(of: Slice) -> Address:
        given = {f"{which}_from": of.first, f"{which}_to": of.last, "shop": of.shop, "marked": "no"}
        return Address("order", {name: str(value) for name, value in given.items() if value is not None})

    return address


def _events(kind: str, order: str = "pk") -> Callable[[Any, int], list[int]]:
    """The events of one kind behind some rows."""

    def found(rows: Any, limit: int) -> list[int]:
        orders = list(rows.order_by("-pk").values_list(order, flat=True)[:limit])
        events = Event.objects.filter(subject_kind="order", subject_id__in=orders, kind=kind)
        return list(events.order_by("-id").values_list("pk", flat=True)[:limit])

    return found


def _orders(
    name: str,
    zh: str,
    unit: Unit,
    value: Any,
    day: str,
    definition: str,
    kind: str,
    where: Q,
    *,
    english: str,
    **more: Any,
) -> Measure:
    return declare(
        Measure(
            name, zh, unit, Order, value, day=day, shop="shop_id", unit_of="unit_id", where=where,
            english=english, definition=definition, opens=_opens(day.partition("_")[0]), events=_events(kind),
            **more,
        )
    )  # fmt: skip


_orders(
    "orders_placed", "订单数", Unit.COUNT, Count("id"), "placed_day", _("按下单日，全部订单，疑似刷单的不计"),
    "order.enter", COUNTED,
    english="Orders",
)  # fmt: skip
_orders(
    "amount_placed", "下单金额", Unit.MONEY, Sum("total_cents"), "placed_day",
    _("按下单日，全部订单的总额，疑似刷单的不计"), "order.enter", COUNTED,
    english="Amount placed",
)  # fmt: skip
_orders(
    "orders_paid", "支付订单数", Unit.COUNT, Count("id"), "paid_day", _("按付款日，付了款的订单，疑似刷单的不计"),
    "order.pay", _PAID,
    english="Orders paid",
)  # fmt: skip
_orders(
    "amount_paid", "支付金额", Unit.MONEY, Sum("paid_cents"), "paid_day",
    _("按付款日，买家实付的金额，不减退款，疑似刷单的不计"), "order.pay", _PAID,
    english="Amount paid",
)  # fmt: skip

_REFUND_NOTE = _("来源没有带退款日的，记在付款那天")
_refunded: dict[str, Any] = {
    "model": Refund, "where": Q(order__brushing=False), "day": "day", "shop": "shop_id",
    "unit_of": "order__unit_id", "better": "lower",
    "note": _REFUND_NOTE, "opens": _opens("refunded"), "events": _events("order.refund", "order_id"),
}  # fmt: skip
declare(
    Measure(
        "amount_refunded", zh="退款金额", english="Amount refunded", unit=Unit.MONEY, value=Sum("amount_cents"),
        definition=_("按退款日，退给买家的金额，疑似刷单的不计"), **_refunded,
    )
)  # fmt: skip
declare(
    Measure(
        "orders_refunded", zh="退款订单数", english="Orders refunded", unit=Unit.COUNT, kind="distinct",
        value=Count("order_id", distinct=True), definition=_("按退款日，有退款的订单，疑似刷单的不计"), **_refunded,
    )
)  # fmt: skip
_orders(
    "cost_of_sales", "销售成本", Unit.MONEY, Sum(F("lines__quantity") * F("lines__cost_cents")),
    "paid_day", _("按付款日，付了款的商品进单时的成本；没有成本资料的、赠品、疑似刷单的不计，全都没有就没有数"),
    "order.pay", _PAID,
    english="Cost of sales", reads=("order.cost",),
)  # fmt: skip

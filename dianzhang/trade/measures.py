"""What orders add up to: placed, paid, refunded, and what the goods cost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import ExtractHour
from django.utils.translation import gettext_noop as _

from dianzhang.engine.models import Event
from dianzhang.kernel.units import Unit
from dianzhang.measure.catalogue import Address, Measure, Slice, declare
from dianzhang.measure.median import Median, SecondsBetween

from .models import Order, Refund

COUNTED = Q(brushing=False)  # perhaps nobody bought it: no number has it
_PAID = Q(paid_day__isnull=False) & COUNTED


_LISTED = {"placed", "paid", "refunded"}  # days by which the list of orders can be cut


def _opens(which: str) -> Callable[[Slice], Address]:
    """The list of orders, by the day that the measure counts by."""

    def address(of: Slice) -> Address:
        given = {f"{which}_from": of.first, f"{which}_to": of.last, "shop": of.shop, "marked": "no"}
        given |= {name: key for name, key in of.cuts if name == "province"}
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
    event: str,
    where: Q,
    *,
    english: str,
    **more: Any,
) -> Measure:
    which = day.partition("_")[0]
    cuts = {"province": F("province"), "hour": ExtractHour(f"{which}_at")}
    return declare(
        Measure(
            name, zh, unit, Order, value, day=day, shop="shop_id", unit_of="unit_id", where=where, cuts=cuts,
            english=english, definition=definition, opens=_opens(which) if which in _LISTED else None,
            events=_events(event),
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
    "cuts": {"province": F("order__province"), "hour": ExtractHour("at")},
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

_CARRIED = Q(carried_day__isnull=False) & COUNTED
_ARRIVED = Q(arrived_day__isnull=False) & COUNTED
for _name, _zh, _english, _day, _value, _where, _definition in (
    (
        "orders_carried",
        "平台交件订单数",
        "Orders handed to the carrier",
        "carried_day",
        Count("id"),
        _CARRIED,
        _("按平台说的交件日，交给了快递的订单，疑似刷单的不计"),
    ),
    (
        "orders_carried_late",
        "平台晚交件订单数",
        "Orders handed over late",
        "carried_day",
        Count("id"),
        _CARRIED & Q(promised_at__isnull=False, carried_at__gt=F("promised_at")),
        _("按平台说的交件日，晚于承诺发货时间交给快递的订单，疑似刷单的不计"),
    ),
    (
        "orders_arrived",
        "平台送达订单数",
        "Orders delivered",
        "arrived_day",
        Count("id"),
        _ARRIVED,
        _("按平台说的送达日，到了买家手里的订单，疑似刷单的不计"),
    ),
    (
        "orders_arrived_late",
        "平台晚送达订单数",
        "Orders delivered late",
        "arrived_day",
        Count("id"),
        _ARRIVED & Q(deliver_by__isnull=False, arrived_at__gt=F("deliver_by")),
        _("按平台说的送达日，晚于承诺送达时间到的订单，疑似刷单的不计"),
    ),
):
    _orders(
        _name, _zh, Unit.COUNT, _value, _day, _definition, "order.enter", _where, english=_english,
        better="lower" if _name.endswith("late") else "higher",
    )  # fmt: skip
for _name, _zh, _english, _day, _since, _until, _where, _definition in (
    (
        "median_to_pay",
        "下单到付款中位时长",
        "Median time from order to payment",
        "paid_day",
        "placed_at",
        "paid_at",
        _PAID,
        _("按付款日，从下单到付款过了多久，排在中间的那一单；疑似刷单的不计"),
    ),
    (
        "median_to_carry",
        "付款到交件中位时长",
        "Median time from payment to carrier",
        "carried_day",
        "paid_at",
        "carried_at",
        _CARRIED,
        _("按平台说的交件日，从付款到交给快递过了多久，排在中间的那一单；疑似刷单的不计"),
    ),
    (
        "median_to_arrive",
        "交件到送达中位时长",
        "Median time on the way",
        "arrived_day",
        "carried_at",
        "arrived_at",
        _ARRIVED,
        _("按平台说的送达日，从交给快递到送达过了多久，排在中间的那一单；疑似刷单的不计"),
    ),
    (
        "median_in_all",
        "下单到送达中位时长",
        "Median time from order to delivery",
        "arrived_day",
        "placed_at",
        "arrived_at",
        _ARRIVED,
        _("按平台说的送达日，从下单到送达过了多久，排在中间的那一单；疑似刷单的不计"),
    ),
):
    _orders(
        _name, _zh, Unit.DURATION, Median(SecondsBetween(_since, _until)), _day, _definition, "order.enter", _where,
        english=_english, kind="quantile", better="lower",
    )  # fmt: skip

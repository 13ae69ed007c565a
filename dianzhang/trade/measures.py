"""The numbers of orders.  One name, one way to count: boards, reports and payslips read these."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.utils.translation import gettext_noop as _

from dianzhang.engine.models import Event
from dianzhang.kernel.units import Unit
from dianzhang.measure.catalogue import Address, Measure, Slice, declare

from .models import Order, OrderLine, Refund


def _opens(day: str) -> Callable[[Slice], Address]:
    """The list of orders, of those days, that shop, that person."""

    def address(of: Slice) -> Address:
        given = {f"{day}_from": of.first, f"{day}_to": of.last, "shop": of.shop, "owner": of.person, "unit": of.unit}
        return Address("order", {name: str(value) for name, value in given.items() if value is not None})

    return address


def _events(order: str, *kinds: str) -> Callable[[Any, int], list[int]]:
    """The events that made the facts: of the orders behind the rows, newest first."""

    def events(rows: Any, limit: int) -> list[int]:
        orders = list(rows.order_by(f"-{order}").values_list(order, flat=True)[:limit])
        found = Event.objects.filter(subject_kind="order", subject_id__in=orders, kind__in=kinds)
        return list(found.order_by("-id").values_list("pk", flat=True)[:limit])

    return events


_ORDER: dict[str, Any] = {"model": Order, "shop": "shop_id", "unit_of": "unit_id", "person": "owner_id"}
_OF_ORDER: dict[str, Any] = {"shop": "shop_id", "unit_of": "order__unit_id", "person": "order__owner_id"}
_PAID = Q(paid_day__isnull=False)

declare(
    Measure(
        "order_count", zh="订单数", unit=Unit.COUNT, value=Count("id"), day="placed_day",
        definition=_("按下单日，所有订单，付没付款都算"), opens=_opens("placed"), events=_events("id", "order.enter"), **_ORDER,
    )
)  # fmt: skip
declare(
    Measure(
        "ordered_amount", zh="下单金额", unit=Unit.MONEY, value=Sum("total_cents"), day="placed_day",
        definition=_("按下单日，所有订单的应付总额，付没付款都算"), opens=_opens("placed"), events=_events("id", "order.enter"),
        **_ORDER,
    )
)  # fmt: skip
declare(
    Measure(
        "paid_count", zh="支付订单数", unit=Unit.COUNT, value=Count("id"), day="paid_day", where=_PAID,
        definition=_("按付款日，付了款的订单，后来退款的也算"), opens=_opens("paid"),
        events=_events("id", "order.enter", "order.pay"), **_ORDER,
    )
)  # fmt: skip
declare(
    Measure(
        "paid_amount", zh="支付金额", unit=Unit.MONEY, value=Sum("paid_cents"), day="paid_day", where=_PAID,
        definition=_("按付款日，买家付的钱（GMV，成交总额），退款不减"), opens=_opens("paid"),
        events=_events("id", "order.enter", "order.pay"), **_ORDER,
    )
)  # fmt: skip
_REFUND_NOTE = _("平台文件不带退款日期的，退款记在付款那天")
declare(
    Measure(
        "refund_amount", zh="退款金额", unit=Unit.MONEY, model=Refund, value=Sum("amount_cents"), day="day",
        better="lower", definition=_("按退款日，退给买家的钱"), note=_REFUND_NOTE, opens=_opens("refunded"),
        events=_events("order_id", "order.enter", "order.refund"), **_OF_ORDER,
    )
)  # fmt: skip
declare(
    Measure(
        "refund_count", zh="退款订单数", unit=Unit.COUNT, model=Refund, value=Count("order_id", distinct=True), day="day",
        kind="distinct", better="lower", definition=_("按退款日，有退款的订单，一单只算一次"), note=_REFUND_NOTE,
        opens=_opens("refunded"), events=_events("order_id", "order.enter", "order.refund"), **_OF_ORDER,
    )
)  # fmt: skip
declare(
    Measure(
        "cost_of_sales", zh="销售成本", unit=Unit.MONEY, model=OrderLine, value=Sum(F("quantity") * F("cost_cents")),
        day="order__paid_day", where=Q(order__paid_day__isnull=False, cost_cents__isnull=False), better="lower",
        definition=_("按付款日，付了款的商品的成本"), note=_("没有成本资料的商品不计成本"), opens=_opens("paid"),
        events=_events("order_id", "order.enter", "order.pay"), shop="order__shop_id", unit_of="order__unit_id",
        person="order__owner_id",
    )
)  # fmt: skip

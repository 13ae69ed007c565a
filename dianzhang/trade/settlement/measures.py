"""What payouts add up to, by the day on which the money moved; what is left of them, by the day of settlement."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, Sum
from django.utils.translation import gettext_noop as _

from dianzhang.kernel.units import Unit
from dianzhang.measure.catalogue import Address, Measure, Slice, declare

from .models import PayoutLine, Settlement

# of an order, and of none that perhaps nobody bought
_OF_ORDERS = Q(settlement__isnull=False) & (
    Q(settlement__order__isnull=True) | Q(settlement__order__brushing=False)
)  # fmt: skip


def _opens(of: Slice) -> Address:
    given = {"settled_from": of.first, "settled_to": of.last, "shop": of.shop}
    return Address("settlement", {name: str(value) for name, value in given.items() if value is not None})


def _moved(name: str, zh: str, english: str, definition: str, where: Q, **more: Any) -> None:
    declare(
        Measure(
            name, zh=zh, english=english, unit=Unit.MONEY, model=PayoutLine, value=Sum("amount_cents"), day="day",
            shop="shop_id", unit_of="settlement__unit_id", where=_OF_ORDERS & where, definition=definition, **more,
        )
    )  # fmt: skip


_moved(
    "payout",
    _("平台净入账"),
    "Paid out by platforms",
    _("按入账日，平台为订单付的减去收走的；不属于订单的、疑似刷单的不计"),
    Q(),
)
_moved(
    "payout_commission", _("平台佣金"), "Commission of platforms",
    _("按入账日，佣金，付出的写负数；疑似刷单的不计"), Q(kind="commission"),
)  # fmt: skip
_moved(
    "payout_freight", _("平台运费"), "Freight of platforms",
    _("按入账日，运费，收到的减去付出的；疑似刷单的不计"), Q(kind="freight"),
)  # fmt: skip
_moved(
    "payout_subsidy", _("平台补贴"), "Subsidies of platforms", _("按入账日，平台补给店铺的；疑似刷单的不计"),
    Q(kind="subsidy"),
)  # fmt: skip
_moved(
    "insurance_cost", _("运费险支出"), "Return-freight insurance",
    _("按入账日，退货运费险的保费，付出的写负数；疑似刷单的不计"), Q(kind="insurance"),
)  # fmt: skip
declare(
    Measure(
        "settled_margin", zh="结算毛利", english="Settled margin", unit=Unit.MONEY, model=Settlement,
        value=Sum("margin_cents"), day="settled_day", shop="shop_id", unit_of="unit_id",
        where=Q(order__brushing=False, margin_cents__isnull=False), opens=_opens,
        definition=_("按货款第一次到账的日子，净入账减去成本；成本不知道的、疑似刷单的不计"),
        reads=("order.cost",),
    )
)  # fmt: skip

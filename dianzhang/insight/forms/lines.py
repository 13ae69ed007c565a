"""Lines of the orders paid in some days, as the forms about goods add them up."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce

from dianzhang.measure.catalogue import Slice, measures
from dianzhang.trade.models import OrderLine

# What the shop got for a line, in cents; None where no source says it.
MONEY = Coalesce(F("receives_cents"), F("unit_price_cents") * F("quantity"))


def lines_paid(of: Slice) -> Any:
    """As a queryset with ``money``, of the orders that 支付金额 counts."""
    orders = measures["amount_paid"].rows(of).order_by().values("pk")
    return OrderLine.objects.filter(order__in=orders).annotate(money=MONEY).order_by()

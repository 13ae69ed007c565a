"""How right the books are: articles counted, and how many of them were as the books said."""

from __future__ import annotations

from django.db.models import Count, F, Q
from django.utils.translation import gettext_noop as _

from dianzhang.kernel.units import Unit
from dianzhang.measure.catalogue import Measure, declare

from .models import CountLine

_BOOKED = Q(booked_on__isnull=False)

declare(
    Measure(
        "stock_counted", zh="盘点商品数", english="Articles counted", unit=Unit.COUNT, model=CountLine,
        value=Count("id"), day="booked_on", unit_of="count__unit_id", where=_BOOKED, whose="everybody",
        definition=_("按入账日，盘点单上的商品，一个仓库一件商品算一次"),
    )
)  # fmt: skip
declare(
    Measure(
        "stock_right", zh="账实相符商品数", english="Articles as the books said", unit=Unit.COUNT, model=CountLine,
        value=Count("id"), day="booked_on", unit_of="count__unit_id", where=_BOOKED & Q(counted=F("book")),
        whose="everybody", definition=_("按入账日，盘到的件数和账上一样的商品；除以盘点商品数就是库存准确率"),
    )
)  # fmt: skip

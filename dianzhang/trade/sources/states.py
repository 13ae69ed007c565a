"""A source of orders as rules and pages know it."""

from __future__ import annotations

from dianzhang.engine.registry import Field, Subject
from dianzhang.gateways.orders.pushed import PLATFORMS
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from .models import OrderSource

ORDER_SOURCE = Subject(
    "order_source",
    zh="订单推送",
    model=OrderSource,
    en="Order source",
    axes=(AxisWord("status", "状态", {"active": "在收", "removed": "已停用"}, "active"),),
    fields=(
        Field("shop", "店铺", Unit.COUNT, attr="shop_id"),
        Field("platform", "平台", Unit.TEXT, choices=PLATFORMS),
        Field("heard_at", "最近收到", Unit.TIME, journal=False),
        Field("taken_at", "最近成功", Unit.TIME, journal=False),
    ),
    title=lambda source: f"{source.shop} · {PLATFORMS.get(source.platform, source.platform)}",
)

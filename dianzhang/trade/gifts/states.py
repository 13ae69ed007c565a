"""A rule of gifts as pages and the rulebook know it."""

from __future__ import annotations

from dianzhang.engine.registry import Field, Subject
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from .models import GiftRule

STATUS = AxisWord("status", "状态", {"on": "在送", "off": "已停"}, "on")

GIFT_RULE = Subject(
    "gift_rule",
    zh="赠品规则",
    model=GiftRule,
    en="Gift rule",
    axes=(STATUS,),
    fields=(
        Field("shop", "店铺", Unit.COUNT, attr="shop_id"),
        Field("gift", "送什么", Unit.TEXT),
        Field("at_least", "满多少钱", Unit.MONEY, attr="at_least_cents"),
        Field("at_least_pieces", "满几件", Unit.COUNT),
        Field("first_day", "从哪天起", Unit.DATE),
        Field("last_day", "到哪天为止", Unit.DATE),
    ),
    title=str,
)

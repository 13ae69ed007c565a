"""The account and the platforms' times as rules and pages know them."""

from __future__ import annotations

from dianzhang.engine.registry import Field, Subject
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from .models import Tracker, TransitTerms

WAYS = {"ask": "我们去问", "told": "对方推来"}

TRACKER = Subject(
    "tracker",
    zh="轨迹账号",
    model=Tracker,
    en="Tracking account",
    axes=(AxisWord("status", "状态", {"active": "在用", "removed": "已停用"}, "active"),),
    fields=(
        Field("customer", "客户号", Unit.TEXT),
        Field("way", "怎么得知", Unit.TEXT, choices=WAYS),
        Field("per_day", "每天最多问几次", Unit.COUNT),
        Field("heard_at", "最近收到", Unit.TIME, journal=False),
        Field("trouble", "出了什么问题", Unit.TEXT, journal=False),
    ),
    title=str,
)
TERMS = Subject(
    "transit_terms",
    zh="时效约定",
    model=TransitTerms,
    en="Transit terms",
    axes=(AxisWord("status", "状态", {"on": "在用", "off": "已停"}, "on"),),
    fields=(
        Field("platform", "平台", Unit.TEXT),
        Field("collect_hours", "几小时内揽收", Unit.COUNT),
        Field("deliver_hours", "几小时内送达", Unit.COUNT),
        Field("since", "从哪天起", Unit.DATE),
    ),
    title=str,
)

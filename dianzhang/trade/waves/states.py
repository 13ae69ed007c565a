"""A wave as rules and pages know it."""

from __future__ import annotations

from django.db.models import Q

from dianzhang.engine.registry import Field, Subject
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from .models import Wave

KINDS = {"any": "不限", "single": "单品单", "multi": "多品单"}
STATUS = AxisWord(
    "status",
    "进度",
    {"planned": "已排", "picking": "拣货中", "checked": "已核对", "closed": "已关闭", "off": "已撤销"},
    "planned",
)

WAVE = Subject(
    "wave",
    zh="波次",
    model=Wave,
    en="Wave",
    unfinished=lambda: Q(status__in=("planned", "picking", "checked")),
    axes=(STATUS,),
    fields=(
        Field("carrier", "承运商", Unit.TEXT),
        Field("shop", "店铺", Unit.COUNT, attr="shop_id"),
        Field("kind", "订单种类", Unit.TEXT, choices=KINDS),
        Field("orders", "订单数", Unit.COUNT, default=0),
        Field("pieces", "件数", Unit.COUNT, default=0),
        Field("fresh", "新占货的订单", Unit.COUNT, default=0),
        Field("left", "没排进的订单", Unit.COUNT, default=0),
        Field("planned_at", "排定时间", Unit.TIME),
        Field("owner", "排的人", Unit.COUNT, attr="owner_id"),
    ),
    title=str,
)

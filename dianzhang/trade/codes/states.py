"""A code under which a shop sells, as rules and pages know it."""

from __future__ import annotations

from django.db.models import Q

from dianzhang.engine.registry import Field, Subject
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from .models import ItemCode

ORIGINS = {"equal": "编码相同", "said": "人工对上"}
STATUS = AxisWord("status", "对照", {"unmapped": "待对照", "mapped": "已对上", "no_goods": "不占库存"}, "unmapped")

ITEM_CODE = Subject(
    "item_code",
    zh="商品对照",
    model=ItemCode,
    en="Item code",
    unfinished=lambda: Q(status="unmapped"),
    axes=(STATUS,),
    fields=(
        Field("code", "平台编码", Unit.TEXT, ours=False),
        Field("title", "平台名称", Unit.TEXT, ours=False),
        Field("spec", "平台规格", Unit.TEXT, ours=False),
        Field("shop", "店铺", Unit.COUNT, attr="shop_id"),
        Field("contents", "是哪些商品", Unit.TEXT),
        Field("origin", "怎么知道的", Unit.TEXT, choices=ORIGINS),
        Field("seen_at", "首次出现", Unit.TIME),
    ),
    title=lambda item: item.code or item.title,
    finds=("code", "title"),
)

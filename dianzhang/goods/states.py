"""The article as rules and pages know it."""

from __future__ import annotations

from dianzhang.engine.registry import Field, Subject
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from .models import Sku

SKU = Subject(
    "sku",
    zh="商品",
    model=Sku,
    en="Article",
    axes=(AxisWord("status", "在售", {"active": "在售", "retired": "停售"}, "active"),),
    fields=(
        Field("code", "商品编码", Unit.TEXT),
        Field("title", "商品名称", Unit.TEXT),
        Field("spec", "规格", Unit.TEXT),
        Field("cost", "单件成本", Unit.MONEY, attr="cost_cents", secret=True),
        Field("floor", "底价", Unit.MONEY, attr="floor_cents"),
    ),
    title=str,
    finds=("code", "title"),
)

"""Articles, warehouses and what lies in them, as rules and pages know them."""

from __future__ import annotations

from dianzhang.engine.registry import Field, Subject
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from .models import Sku, Stock, Warehouse

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

WAREHOUSE = Subject(
    "warehouse",
    zh="仓库",
    model=Warehouse,
    en="Warehouse",
    axes=(AxisWord("status", "状态", {"open": "在用", "closed": "停用"}, "open"),),
    fields=(Field("name", "仓库名", Unit.TEXT),),
    title=str,
    finds=("name",),
)
STOCK = Subject(
    "stock",
    zh="库存",
    model=Stock,
    en="Stock",
    fields=(
        Field("code", "商品编码", Unit.TEXT, journal=False, needs=("sku",)),
        Field("opening", "期初数量", Unit.COUNT),
        Field("opened_on", "期初日", Unit.DATE),
        Field("on_hand", "在库", Unit.COUNT, default=0),
        Field("reserved", "已占", Unit.COUNT, default=0),
        Field("set_aside", "预留", Unit.COUNT, default=0),
        Field("coming", "在途", Unit.COUNT, default=0),
        Field("drawn", "领出", Unit.COUNT, default=0),
        Field("free", "可用", Unit.COUNT, journal=False),
    ),
    title=str,
)

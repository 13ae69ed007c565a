"""Articles, warehouses and what lies in them, as rules and pages know them."""

from __future__ import annotations

from django.db.models import Q

from dianzhang.engine.registry import Field, Subject
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from .models import Sku, Stock, StockCount, Transfer, Warehouse

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
        Field("supplier", "供应商", Unit.TEXT),
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
        Field("line", "预警线", Unit.COUNT),
        Field("line_sold", "算线时的出库", Unit.COUNT),
        Field("line_days", "算线的天数", Unit.COUNT),
        Field("lead_days", "到货天数", Unit.COUNT),
        Field("spare_days", "富余天数", Unit.COUNT),
    ),
    title=str,
)

OUTCOMES = {"found": "后来到了", "never_sent": "没有发出", "lost": "丢失"}

TRANSFER = Subject(
    "transfer",
    zh="调拨",
    model=Transfer,
    en="Transfer",
    unfinished=lambda: Q(status__in=("sent", "short")),
    axes=(
        AxisWord(
            "status", "进度", {"sent": "在途", "received": "已收到", "short": "有差异", "settled": "已了结"}, "sent"
        ),
    ),
    fields=(
        Field("pieces", "件数", Unit.COUNT),
        Field("arrived", "实收件数", Unit.COUNT),
        Field("outcome", "差异去向", Unit.TEXT, choices=OUTCOMES),
        Field("owner", "发出人", Unit.COUNT, attr="owner_id"),
    ),
    title=str,
)

COUNT = Subject(
    "count",
    zh="盘点",
    model=StockCount,
    en="Stock count",
    unfinished=lambda: Q(status__in=("counting", "counted")),
    axes=(
        AxisWord(
            "status",
            "进度",
            {"counting": "盘点中", "counted": "待入账", "booked": "已入账", "dropped": "已作废"},
            "counting",
        ),
    ),
    fields=(
        Field("lines", "商品数", Unit.COUNT),
        Field("entered", "已盘", Unit.COUNT),
        Field("differing", "有差异", Unit.COUNT),
        Field("begun_on", "开始日", Unit.DATE),
        Field("booked_on", "入账日", Unit.DATE),
        Field("owner", "开始人", Unit.COUNT, attr="owner_id"),
    ),
    title=str,
)

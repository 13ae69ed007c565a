"""What the lists and pages of articles, warehouses and stock show."""

from __future__ import annotations

from django.db.models import Q

from dianzhang.engine.pages import Column, Filter, ListPage, RecordPage, View, show_list, show_record

from .models import Warehouse
from .states import SKU, STOCK, WAREHOUSE

LIST = show_list(
    ListPage(
        SKU,
        columns=(Column("code"), Column("title"), Column("spec"), Column("floor", number=True), Column("status")),
        filters=(Filter("status", "在售", SKU.axes[0].states),),
        views=(View("active", "在售", {"status": "active"}),),
        search=lambda text: Q(code__istartswith=text) | Q(title__icontains=text),
        empty="这里是商品。先给每件商品一个编码；定了底价的，卖破底价的订单会先停下。",
        create="sku.add",
    )
)
RECORD = show_record(
    RecordPage(
        SKU,
        facts=(
            Column("code"), Column("title"), Column("spec"), Column("cost", number=True), Column("floor", number=True),
        ),
        main_axes=("status",),
    )
)  # fmt: skip


def _warehouses() -> dict[str, str]:
    return {str(pk): name for pk, name in Warehouse.objects.order_by("name").values_list("pk", "name")[:200]}


show_list(
    ListPage(
        WAREHOUSE,
        columns=(Column("name"), Column("status")),
        filters=(Filter("status", "状态", WAREHOUSE.axes[0].states),),
        search=lambda text: Q(name__icontains=text),
        empty="这里是仓库。先设立一个，再登记里面有什么。",
        create="warehouse.open",
    )
)
show_record(RecordPage(WAREHOUSE, facts=(Column("name"),), main_axes=("status",)))

_STOCK = (
    Column("sku", "商品", show=lambda stock: stock.sku),
    Column("warehouse", "仓库", show=lambda stock: stock.warehouse),
    Column("opening", number=True),
    Column("opened_on"),
)
show_list(
    ListPage(
        STOCK,
        columns=_STOCK,
        filters=(Filter("warehouse", "仓库", _warehouses, where=lambda value: Q(warehouse_id=int(value))),),
        search=lambda text: Q(sku__code__istartswith=text) | Q(sku__title__icontains=text),
        related=("sku", "warehouse"),
        empty="这里是各仓库里每件商品的期初数量。第一天从一张表读进来，或者一件一件登记。",
        create="stock.open",
    )
)
show_record(RecordPage(STOCK, facts=_STOCK))

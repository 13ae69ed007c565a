"""What the lists and pages of articles, warehouses and stock show."""

from __future__ import annotations

from django.db.models import F, Q

from dianzhang.engine.pages import Column, Filter, ListPage, RecordPage, Section, View, show_list, show_record

from .models import Warehouse
from .showing import holders_of, line_of, lines_of, movements_of
from .states import COUNT, SKU, STOCK, TRANSFER, WAREHOUSE

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
            Column("code"), Column("title"), Column("spec"), Column("supplier"), Column("cost", number=True),
            Column("floor", number=True),
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


def _free(value: str) -> Q:
    promised = F("reserved") + F("set_aside")
    return Q(on_hand__gt=promised) if value == "some" else Q(on_hand=promised)


def _line(value: str) -> Q:
    below = Q(line__gt=F("on_hand") - F("reserved") - F("set_aside") + F("coming"))
    return {"below": below, "above": Q(line__isnull=False) & ~below, "none": Q(line__isnull=True)}[value]


def _held(value: str) -> Q:
    return {"reserved": Q(reserved__gt=0), "aside": Q(set_aside__gt=0), "out": Q(drawn__gt=0)}[value]


show_record(RecordPage(WAREHOUSE, facts=(Column("name"),), main_axes=("status",)))

_PLACE = (
    Column("sku", "商品", show=lambda stock: stock.sku),
    Column("warehouse", "仓库", show=lambda stock: stock.warehouse),
)
_PIECES = (
    Column("on_hand", number=True),
    Column("free", number=True),
    Column("reserved", number=True),
    Column("set_aside", number=True),
    Column("coming", number=True),
    Column("drawn", number=True, wide_only=True),
    Column("line", number=True),
)
show_list(
    ListPage(
        STOCK,
        columns=_PLACE + _PIECES,
        filters=(
            Filter("warehouse", "仓库", _warehouses, where=lambda value: Q(warehouse_id=int(value))),
            Filter("free", "可用", {"none": "没有可用的", "some": "有可用的"}, where=_free),
            Filter("line", "预警线", {"below": "低于预警线", "above": "够", "none": "没有定"}, where=_line),
            Filter("held", "占用", {"reserved": "订单占着", "aside": "有预留", "out": "领出在外"}, where=_held),
            Filter("coming", "在途", {"some": "有在途"}, where=lambda _value: Q(coming__gt=0)),
        ),
        views=(
            View("none", "没有可用的", {"free": "none"}),
            View("low", "低于预警线", {"line": "below"}),
            View("coming", "在途", {"coming": "some"}),
            View("aside", "预留", {"held": "aside"}),
        ),
        search=lambda text: Q(sku__code__istartswith=text) | Q(sku__title__icontains=text),
        related=("sku", "warehouse"),
        empty="这里是各仓库里每件商品的数量。第一天从一张表读进来，或者一件一件登记期初。",
        create="stock.open",
    )
)
show_record(
    RecordPage(
        STOCK,
        facts=(*_PLACE, *_PIECES, Column("opening", number=True), Column("opened_on")),
        sections=(
            Section("预警线", "goods/line.html", line_of),
            Section("谁占着", "goods/holders.html", holders_of),
            Section("进出", "goods/movements.html", movements_of),
        ),
    )
)
show_list(
    ListPage(
        TRANSFER,
        columns=(
            Column("transfer", "调拨", show=str), Column("pieces", number=True), Column("arrived", number=True),
            Column("status"), Column("owner", "发出人", show=lambda transfer: transfer.owner, wide_only=True),
        ),
        filters=(Filter("status", "进度", TRANSFER.axes[0].states),),
        views=(View("sent", "在途", {"status": "sent"}), View("short", "有差异", {"status": "short"})),
        search=lambda text: Q(sku__code__istartswith=text) | Q(sku__title__icontains=text),
        related=("sku", "source__warehouse", "target__warehouse", "owner"),
        empty="这里是仓库之间的调拨。从一个仓库发出，另一个仓库收到，差的写清去向。",
        create="transfer.send",
    )
)  # fmt: skip
show_record(
    RecordPage(
        TRANSFER,
        facts=(
            Column("sku", "商品", show=lambda transfer: transfer.sku),
            Column("source", "发出", show=lambda transfer: transfer.source.warehouse),
            Column("target", "收到", show=lambda transfer: transfer.target.warehouse),
            Column("pieces", number=True), Column("arrived", number=True), Column("outcome"),
            Column("owner", "发出人", show=lambda transfer: transfer.owner),
        ),
        main_axes=("status",),
    )
)  # fmt: skip
show_list(
    ListPage(
        COUNT,
        columns=(
            Column("warehouse", "仓库", show=lambda count: count.warehouse), Column("begun_on"), Column("status"),
            Column("lines", number=True), Column("entered", number=True), Column("differing", number=True),
        ),
        filters=(
            Filter("status", "进度", COUNT.axes[0].states),
            Filter("warehouse", "仓库", _warehouses, where=lambda value: Q(warehouse_id=int(value))),
        ),
        views=(View("counting", "盘点中", {"status": "counting"}), View("counted", "待入账", {"status": "counted"})),
        search=lambda text: Q(warehouse__name__icontains=text),
        related=("warehouse",),
        empty="这里是盘点。一张单盘一个仓库：盘的时候看不到账上的数，盘完了差异才出来。",
        create="count.begin",
    )
)  # fmt: skip
show_record(
    RecordPage(
        COUNT,
        facts=(
            Column("warehouse", "仓库", show=lambda count: count.warehouse), Column("begun_on"), Column("booked_on"),
            Column("lines", number=True), Column("entered", number=True), Column("differing", number=True),
            Column("owner", "开始人", show=lambda count: count.owner),
        ),
        sections=(Section("盘点单", "goods/lines.html", lines_of),),
        main_axes=("status",),
    )
)  # fmt: skip

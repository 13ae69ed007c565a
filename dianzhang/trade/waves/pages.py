"""What the list and the page of waves show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q

from dianzhang.engine import access, reading
from dianzhang.engine.access import Actor
from dianzhang.engine.organisation import organisation
from dianzhang.engine.pages import Column, Filter, ListPage, RecordPage, Section, View, Way, show_list, show_record
from dianzhang.engine.registry import actions
from dianzhang.goods.models import Warehouse

from . import scanning  # noqa: F401 — registers its actions
from .labels import hides
from .models import Wave, WaveOrder
from .sheets import parts
from .states import KINDS, STATUS, WAVE

SHOWN = 200  # orders of a wave on its page; the pick list and the packing slips have all


def _warehouses() -> dict[str, str]:
    return {str(pk): name for pk, name in Warehouse.objects.order_by("name").values_list("pk", "name")[:200]}


def _shop(wave: Wave) -> str:
    shop = organisation().shops.get(wave.shop_id or 0)
    return shop.name if shop else ""


def orders_of(wave: Wave, actor: Actor) -> Mapping[str, Any]:
    """The orders in it by their slots, and those left out with the reason."""
    rows = WaveOrder.objects.filter(wave=wave.pk).select_related("order")
    inside = rows.exclude(state__in=("left", "out")).order_by("slot")
    outside = rows.filter(state__in=("left", "out")).order_by("id")
    count = inside.order_by().aggregate(all=Count("pk"), checked=Count("pk", Q(state__in=("checked", "done"))))
    return {
        "wave": wave, "rows": inside[:SHOWN], "outside": outside[:SHOWN], "more": max(count["all"] - SHOWN, 0), **count,
    }  # fmt: skip


def sheets_of(wave: Wave, actor: Actor) -> Mapping[str, Any] | None:
    """What can be printed of it; nothing of one that was called off."""
    if wave.status == "off":
        return None
    may = not hides(actor) and reading.may(actor, actions["wave.print_labels"], wave)
    return {"wave": wave, "parts": parts(wave), "labels": may}


_HEAD = (
    Column("warehouse", "仓库", show=lambda wave: wave.warehouse), Column("carrier"),
    Column("shop", "店铺", show=_shop),
    Column("kind"), Column("orders", number=True), Column("pieces", number=True), Column("left", number=True),
)  # fmt: skip
show_list(
    ListPage(
        WAVE,
        columns=(
            Column("wave", "波次", show=lambda wave: f"#{wave.pk}"), *_HEAD, Column("status"), Column("planned_at"),
        ),
        filters=(
            Filter("status", "进度", STATUS.states),
            Filter("warehouse", "仓库", _warehouses, where=lambda value: Q(warehouse_id=int(value))),
            Filter("kind", "订单种类", KINDS),
        ),
        views=(
            View("planned", "已排", {"status": "planned"}), View("picking", "拣货中", {"status": "picking"}),
            View("checked", "已核对", {"status": "checked"}),
        ),
        related=("warehouse",),
        empty="这里是波次。把审核过的订单排成一波，承诺时间早的在前，货一起占好，一起拣、一起核对。",
        create="wave.plan",
        ways=(Way("扫描核对", "scan-check", lambda actor: access.reach_of(actor, "order.scan") is not None),),
    )
)  # fmt: skip
show_record(
    RecordPage(
        WAVE,
        facts=(
            *_HEAD, Column("fresh", number=True), Column("planned_at"),
            Column("owner", "排的人", show=lambda wave: wave.owner),
        ),
        sections=(
            Section("打印", "trade/wave_sheets.html", sheets_of, aside=True),
            Section("订单", "trade/wave_orders.html", orders_of),
        ),
        main_axes=("status",),
    )
)  # fmt: skip

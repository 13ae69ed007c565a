"""What the list and the page of parcels show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from dianzhang.engine.access import Actor
from dianzhang.engine.named import named
from dianzhang.engine.organisation import shop_names
from dianzhang.engine.pages import Column, Filter, ListPage, RecordPage, Section, View, Way, show_list, show_record

from ..tracking.queries import way_of
from .from_file import may_bring
from .models import LATE_COLLECTED, LATE_DELIVERED, Parcel, ParcelPiece
from .queries import pieces_of
from .states import PARCEL, STALL, STATUS

BY_COLLECTED, BY_DELIVERED = ("-collected_day", "-id"), ("-delivered_day", "-id")
LATE = {"collected": "晚揽收", "delivered": "晚签收"}
COUNTED = Q(order__brushing=False, first_scan_at__isnull=False)  # what numbers of parcels have
_LATE = {"collected": LATE_COLLECTED, "delivered": LATE_DELIVERED}


def _search(text: str) -> Q:
    """By the waybill's number or an order's in it, each by its own index."""
    parcels = Parcel.objects.order_by()
    found = parcels.filter(waybill=text.upper()).values("pk")
    by_order = parcels.filter(order__number=text).values("pk")
    beside = ParcelPiece.objects.filter(order__number=text).order_by().values("parcel_id")
    return named(found, by_order, beside)


def _days(name: str, zh: str, where: str, order: tuple[str, ...]) -> Filter:
    return Filter(name, zh, kind="day", where=lambda day: Q(**{where: day}), order=order)


def inside(parcel: Parcel, actor: Actor) -> Mapping[str, Any]:
    return {"pieces": pieces_of(parcel)}


show_list(
    ListPage(
        PARCEL,
        columns=(
            Column("id", "编号", show=lambda parcel: parcel.id),
            Column("order", "订单", show=lambda parcel: parcel.order.number),
            Column("shop", "店铺", show=lambda parcel: parcel.shop, wide_only=True),
            Column("status"),
            Column("shipped_at"),
            Column("last_scan_at", wide_only=True),
            Column("still_hours", number=True, wide_only=True),
            Column("delivered_at", wide_only=True),
        ),
        filters=(
            Filter("status", "状态", STATUS.states),
            Filter("stall", "停滞", {state: zh for state, zh in STALL.states.items() if state != "none"}),
            Filter("shop", "店铺", shop_names, where=lambda pk: Q(shop_id=pk)),
            Filter("late", "晚了", LATE, where=_LATE.__getitem__),
            Filter("counted", "计数", {"yes": "计入数字的"}, where=lambda _value: COUNTED, nearly_all=True),
            _days("collected_from", "揽收日起", "collected_day__gte", BY_COLLECTED),
            _days("collected_to", "揽收日止", "collected_day__lte", BY_COLLECTED),
            _days("delivered_from", "签收日起", "delivered_day__gte", BY_DELIVERED),
            _days("delivered_to", "签收日止", "delivered_day__lte", BY_DELIVERED),
        ),
        views=(
            View("waiting", "待发出", {"status": "planned,packed"}),
            View("shipped", "待揽收", {"status": "shipped"}),
            View("way", "在途", {"status": "scanned"}),
            View("stuck", "停滞", {"stall": "found,asked"}),
        ),
        search=_search,
        related=("order", "shop"),
        order=("-id",),
        ways=(Way("批量填运单号", "waybills", may_bring),),
        empty="这里是包裹。订单发货时就有一个；要分几个发，在订单上先拆开。",
    )
)
show_record(
    RecordPage(
        PARCEL,
        facts=(
            Column("shop", "店铺", show=lambda parcel: parcel.shop),
            Column("warehouse", "仓库", show=lambda parcel: parcel.warehouse),
            Column("carrier"),
            Column("waybill", show=lambda parcel: parcel.waybill or ""),
            Column("freight", number=True),
            Column("planned_at"),
            Column("packed_at"),
            Column("shipped_at"),
            Column("collect_by"),
            Column("first_scan_at"),
            Column("last_scan_at"),
            Column("told_state"),
            Column("still_hours", number=True),
            Column("unheard_hours", number=True),
            Column("stalled_at"),
            Column("deliver_by"),
            Column("found_by"),
            Column("delivered_at"),
        ),
        sections=(
            Section("到哪儿了", "trade/parcel_way.html", way_of),
            Section("里面有什么", "trade/parcel_pieces.html", inside),
        ),
        main_axes=("status", "stall"),
        head=lambda parcel: str(parcel.shop),
    )
)

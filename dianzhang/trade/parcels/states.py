"""The parcel as rules and pages know it."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext

from dianzhang.engine.registry import Field, Subject
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from .models import Parcel

WAITING = ("planned", "packed")  # still in the house
GONE = ("shipped", "scanned", "delivered", "returned", "lost", "let_go")  # left the house

STATUS = AxisWord(
    "status",
    "状态",
    {
        "planned": "待打包", "packed": "已打包", "shipped": "已发出", "scanned": "已揽收", "delivered": "已签收",
        "returned": "已退回", "lost": "已丢失", "let_go": "不再跟踪", "withdrawn": "已撤销",
    },
    "planned",
)  # fmt: skip

STALL = AxisWord("stall", "停滞", {"none": "未停滞", "found": "停滞", "asked": "已问快递"}, "none")
TOLD = {
    "ordered": "已下单", "collected": "已揽收", "moving": "在途", "delivering": "派件中", "trouble": "疑难",
    "signed": "已签收", "returning": "退回途中", "returned": "已退签", "rejected": "买家拒签", "customs": "清关",
    "cancelled": "已销单",
}  # fmt: skip


def title(parcel: Parcel) -> str:
    """``包裹 #12`` until it has a waybill, then carrier and number."""
    return str(parcel) if parcel.waybill else f"{gettext('包裹')} #{parcel.id}"


PARCEL = Subject(
    "parcel",
    zh="包裹",
    model=Parcel,
    en="Parcel",
    unfinished=lambda: Q(status__in=("planned", "packed", "shipped", "scanned")),
    axes=(STATUS, STALL),
    fields=(
        Field("order_id", "订单", Unit.COUNT),
        Field("shop", "店铺", Unit.COUNT, attr="shop_id"),
        Field("warehouse", "仓库", Unit.COUNT, attr="warehouse_id"),
        Field("carrier", "承运商", Unit.TEXT, journal=False),
        Field("waybill", "运单号", Unit.TEXT, journal=False),
        Field("freight", "预计运费", Unit.MONEY, attr="freight_cents"),
        Field("planned_at", "备下时间", Unit.TIME),
        Field("packed_at", "打包时间", Unit.TIME),
        Field("shipped_at", "发出时间", Unit.TIME),
        Field("first_scan_at", "揽收时间", Unit.TIME, ours=False),
        Field("last_scan_at", "最近扫描", Unit.TIME, ours=False),
        Field("delivered_at", "签收时间", Unit.TIME, ours=False),
        Field("followed_at", "开始跟踪时间", Unit.TIME, ours=False),
        Field("collect_by", "揽收期限", Unit.TIME, ours=False),
        Field("deliver_by", "送达期限", Unit.TIME, ours=False),
        Field("found_by", "找回后送达期限", Unit.TIME, ours=False),
        Field("collected_day", "揽收日", Unit.DATE, ours=False, journal=False),
        Field("delivered_day", "签收日", Unit.DATE, ours=False, journal=False),
        Field("told_state", "快递说的状态", Unit.TEXT, choices=TOLD, ours=False),
        Field("stalled_at", "停滞时间", Unit.TIME),
        Field("still_hours", "静止小时数", Unit.COUNT, ours=False),
        Field("stall_hours", "停滞小时数", Unit.COUNT, journal=False),
        Field("unheard_hours", "没有消息小时数", Unit.COUNT, ours=False),
        Field("unheard_limit", "没有消息停滞小时数", Unit.COUNT, journal=False),
        Field("owner_id", "经办人", Unit.COUNT),
    ),
    title=title,
)

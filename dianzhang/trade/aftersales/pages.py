"""What the lists and the pages of cases and of parcels without a case show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from dianzhang.engine.access import Actor
from dianzhang.engine.named import named
from dianzhang.engine.organisation import shop_names
from dianzhang.engine.pages import (
    Column,
    Dated,
    Filter,
    ListPage,
    RecordPage,
    Section,
    View,
    Way,
    show_dates,
    show_list,
    show_record,
)
from dianzhang.engine.words import word

from .models import Aftersale, Checked
from .quality_list import may_see
from .queries import lines_of
from .states import AFTERSALE, CAUSES, DISPUTE, KINDS, OPEN, OUTCOMES, QUALITY, RETURNED, STATUS

BY_ASKED = ("-asked_day", "-id")


def _search(text: str) -> Q:
    """By the platform's number, the order's, or the waybill it comes back under."""
    cases = Aftersale.objects.order_by()
    found = cases.filter(number=text).exclude(number="").values("pk")
    by_order = cases.filter(order__number=text).values("pk")
    by_waybill = cases.filter(back_waybill=text.upper()).exclude(back_waybill="").values("pk")
    return named(found, by_order, by_waybill)


show_list(
    ListPage(
        AFTERSALE,
        columns=(
            Column("id", "编号", show=lambda case: case.id),
            Column("order", "订单", show=lambda case: case.order.number),
            Column("kind"),
            Column("cause", wide_only=True),
            Column("amount", number=True),
            Column("status"),
            Column("times_out_at"),
            Column("owner", "经办人", show=lambda case: case.owner, wide_only=True),
            Column("asked_at", wide_only=True),
        ),
        filters=(
            Filter("status", "办理", STATUS.states),
            Filter("kind", "类型", KINDS),
            Filter("cause", "原因", CAUSES),
            Filter("dispute", "平台介入", DISPUTE.states),
            Filter("quality", "质量反馈", QUALITY.states),
            Filter("shop", "店铺", shop_names, where=lambda pk: Q(shop_id=pk)),
            Filter("asked_from", "申请日起", kind="day", where=lambda day: Q(asked_day__gte=day), order=BY_ASKED),
            Filter("asked_to", "申请日止", kind="day", where=lambda day: Q(asked_day__lte=day), order=BY_ASKED),
        ),
        views=(
            View("asked", "待答复", {"status": "asked"}),
            View("coming", "等退货", {"status": "agreed,sent"}),
            View("received", "已验货", {"status": "received"}),
            View("tell", "待告知", {"status": "settled,declined"}),
            View("dispute", "介入中", {"dispute": "open"}),
        ),
        search=_search,
        related=("order", "owner"),
        empty="这里是售后单。买家要退、要换、要赔，在订单上点“开售后单”；平台来的自己进来，平台的时限和我们的时限都写着。",
        create="aftersale.open",
        ways=(Way("质量问题月表", "quality-list", may_see),),
        board="status",
    )
)


def _found(one: Checked) -> str:
    """完好 2; of a bundle each part by its code: SCARF 完好 2."""
    told = f"{word(OUTCOMES[one.outcome])} {one.quantity}"
    return f"{one.sku.code} {told}" if one.sku is not None else told


def pieces_section(case: Aftersale, _actor: Actor) -> Mapping[str, Any]:
    """Which pieces, what the warehouse found of them, and what went back and forth."""
    rows = []
    for line in lines_of(case):
        found = "、".join(_found(one) for one in line.checked.all())
        row = {"name": line.title or line.sku_code, "code": line.sku_code if line.title else ""}
        rows.append(row | {"spec": line.spec, "quantity": line.quantity, "found": found})
    again = getattr(case, "sent_again", None)
    back = f"{case.back_carrier} {case.back_waybill}".strip()
    return {"rows": rows, "back": back, "again": again}


def heard(case: Aftersale) -> str:
    """Who has the word of bad goods so far."""
    who = [_("运营") if case.ops_heard else "", _("品控") if case.control_heard else ""]
    return "、".join(one for one in who if one)


show_record(
    RecordPage(
        AFTERSALE,
        facts=(
            Column("order_id"),
            Column("kind"),
            Column("cause"),
            Column("amount", number=True),
            Column("refunded", number=True),
            Column("demand"),
            Column("number"),
            Column("times_out_at"),
            Column("asked_at"),
            Column("answered_at"),
            Column("evidence_until"),
            Column("ruling"),
            Column("heard", "质量收悉", show=heard),
            Column("owner", "经办人", show=lambda case: case.owner),
        ),
        sections=(Section("货", "trade/aftersale_pieces.html", pieces_section),),
        main_axes=("status",),
        head=lambda case: str(case.shop),
    )
)


show_dates(Dated(AFTERSALE, "times_out_at", "平台自动退款", where=lambda: Q(status__in=OPEN)))

show_list(
    ListPage(
        RETURNED,
        columns=(
            Column("parcel", "包裹", show=lambda parcel: str(parcel)),
            Column("status"),
            Column("came_at"),
            Column("owner", "经办人", show=lambda parcel: parcel.owner, wide_only=True),
        ),
        filters=(Filter("status", "状态", RETURNED.axes[0].states),),
        views=(View("loose", "待认领", {"status": "loose"}),),
        search=lambda text: Q(waybill=text.upper()),
        related=("owner",),
        empty="这里是无单退件：包裹退回来了，还不知道是哪一件售后。先登记，对上了再验货。",
        create="returned.record",
    )
)
show_record(
    RecordPage(
        RETURNED,
        facts=(
            Column("carrier"),
            Column("waybill"),
            Column("contents"),
            Column("came_at"),
            Column("aftersale_id"),
            Column("owner", "经办人", show=lambda parcel: parcel.owner),
        ),
        main_axes=("status",),
    )
)

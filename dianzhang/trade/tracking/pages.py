"""The account at kuaidi100 and what it told; by when platforms want parcels scanned and delivered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from dianzhang.engine.pages import Column, Filter, ListPage, RecordPage, Section, show_list, show_record

from .models import RouteTold, Tracker
from .states import TERMS, TRACKER

SHOWN = 50
STATES = {"waiting": _("等着读"), "done": _("读进来了"), "old": _("比已有的旧"), "refused": _("没有读")}


def told_of(tracker: Tracker, _actor: Any) -> Mapping[str, Any]:
    """Where messages come to, and what became of the newest."""
    found = RouteTold.objects.filter(tracker_id=tracker.pk).defer("body").order_by("-id")[:SHOWN]
    told = tracker.status == "active" and tracker.way == "told"
    return {
        "told": [{"row": one, "state": gettext(STATES[one.state])} for one in found],
        "address": f"{settings.DIANZHANG_URL}/way/{tracker.token}" if told else "",
    }


show_list(
    ListPage(
        TRACKER,
        columns=(
            Column("customer"), Column("way"), Column("status"), Column("per_day", number=True, wide_only=True),
            Column("heard_at"), Column("trouble"),
        ),
        filters=(Filter("status", "状态", TRACKER.axes[0].states),),
        empty="这里是快递100 的账号。开通以后发出的包裹自动跟踪：什么时候揽收、到了哪里、什么时候签收。",
        create="tracker.open",
    )
)  # fmt: skip
show_record(
    RecordPage(
        TRACKER,
        facts=(
            Column("way"), Column("per_day", number=True),
            Column("asked", "今天问了", show=lambda tracker: tracker.asked, number=True),
            Column("heard_at"), Column("trouble"),
        ),
        sections=(Section("收到的", "trade/ways_told.html", told_of),),
        main_axes=("status",),
    )
)  # fmt: skip
show_list(
    ListPage(
        TERMS,
        columns=(
            Column("platform"), Column("since"), Column("collect_hours", number=True),
            Column("deliver_hours", number=True), Column("status"),
        ),
        filters=(Filter("status", "状态", TERMS.axes[0].states),),
        empty="订单自己没有写承诺时间的，按这里各平台的时效；这里也没有的，付款后 48 小时内揽收。",
        create="transit_terms.set",
    )
)  # fmt: skip
show_record(
    RecordPage(
        TERMS,
        facts=(
            Column("platform"), Column("since"), Column("collect_hours", number=True),
            Column("deliver_hours", number=True),
        ),
        main_axes=("status",),
    )
)  # fmt: skip

"""The list of webhooks, and the page of one with the log of what it delivered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from dianzhang.engine.organisation import organisation
from dianzhang.engine.pages import Column, Filter, ListPage, RecordPage, Section, show_list, show_record
from dianzhang.engine.words import post_name

from ..models import Delivery, Webhook
from .states import WEBHOOK

SHOWN = 50

_COLUMNS = (
    Column("name"),
    Column("status"),
    Column("kinds", wide_only=True),
    Column("owner", "归属", show=lambda webhook: organisation().names.get(webhook.owner_id)),
    Column("post", "岗位", show=lambda webhook: post_name(webhook.post), wide_only=True),
)

show_list(
    ListPage(
        WEBHOOK,
        columns=_COLUMNS,
        filters=(Filter("status", "状态", WEBHOOK.axes[0].states),),
        empty="这里是推送：事情一发生，就把它送到你给的网址。添加时会给出签名用的密钥，只显示一次。",
        create="webhook.add",
    )
)


def deliveries_of(webhook: Webhook, actor: Any) -> Mapping[str, Any]:
    """The newest deliveries, and what came of each."""
    return {"deliveries": [line(one) for one in Delivery.objects.filter(webhook_id=webhook.pk).order_by("-id")[:SHOWN]]}


def line(one: Delivery) -> dict[str, Any]:
    words = {"delivered": _("送到了"), "dropped": _("不送了")}
    waiting = _("在重试") if one.attempts else _("等着送")
    return {
        "row": one,
        "state": words.get(one.state, waiting),
        "level": "ok" if one.state == "delivered" else "warn" if one.attempts and one.state == "waiting" else "",
        "milliseconds": round(one.seconds * 1000) if one.seconds is not None else None,
    }


show_record(
    RecordPage(
        WEBHOOK,
        facts=(*(c for c in _COLUMNS if c.name != "status"), Column("url"), Column("reason")),
        sections=(Section("送出的记录", "api/deliveries.html", deliveries_of),),
        main_axes=("status",),
    )
)

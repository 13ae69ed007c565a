"""The list of sources, and the page of one: where to send, and what became of the newest messages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from dianzhang.engine.pages import Column, Filter, ListPage, RecordPage, Section, show_list, show_record

from .models import OrderSource, Pushed
from .states import ORDER_SOURCE

SHOWN = 50
STATES = {"waiting": _("等着读"), "done": _("读进来了"), "old": _("比已有的旧"), "refused": _("没有读")}


def address_of(source: OrderSource) -> str:
    """What is entered at the platform."""
    return f"{settings.DIANZHANG_URL}/in/{source.token}" if source.status == "active" else ""


_COLUMNS = (
    Column("shop", "店铺", show=lambda source: source.shop),
    Column("platform"),
    Column("status"),
    Column("heard_at"),
    Column("taken_at"),
)

show_list(
    ListPage(
        ORDER_SOURCE,
        columns=_COLUMNS,
        filters=(Filter("status", "状态", ORDER_SOURCE.axes[0].states),),
        related=("shop",),
        empty="这里是平台自己送订单来的地址。开通一个，把网址和密钥填到 Shopify 或 WooCommerce 后台的 Webhook 里。",
        create="order_source.open",
    )
)


def pushed_of(source: OrderSource, actor: Any) -> Mapping[str, Any]:
    """The newest messages, and what came of each; never what they say."""
    found = Pushed.objects.filter(source_id=source.pk).defer("body").order_by("-id")[:SHOWN]
    return {
        "pushed": [{"row": one, "state": gettext(STATES[one.state])} for one in found],
        "address": address_of(source),
    }


show_record(
    RecordPage(
        ORDER_SOURCE,
        facts=tuple(column for column in _COLUMNS if column.name != "status"),
        sections=(Section("收到的", "trade/pushed.html", pushed_of),),
        main_axes=("status",),
    )
)

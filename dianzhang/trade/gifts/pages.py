"""What the list and the page of gift rules show."""

from __future__ import annotations

from django.db.models import Q

from dianzhang.engine.organisation import shop_names
from dianzhang.engine.pages import Column, Filter, ListPage, RecordPage, View, show_list, show_record

from .states import GIFT_RULE, STATUS

_WHAT = (
    Column("gift"), Column("shop", "店铺", show=lambda rule: rule.shop), Column("at_least", number=True),
    Column("at_least_pieces", number=True), Column("article", "只数哪件商品", show=lambda rule: rule.article),
    Column("first_day"), Column("last_day"),
)  # fmt: skip
show_list(
    ListPage(
        GIFT_RULE,
        columns=(*_WHAT, Column("status")),
        filters=(
            Filter("status", "状态", STATUS.states),
            Filter("shop", "店铺", shop_names, where=lambda pk: Q(shop_id=pk)),
        ),
        views=(View("on", "在送", {"status": "on"}),),
        related=("shop", "sku", "article"),
        empty="这里是满多少送什么。审核订单时自动加上赠品，有货才送，一张订单只送一次。",
        create="gift_rule.set",
    )
)
show_record(RecordPage(GIFT_RULE, facts=_WHAT, main_axes=("status",)))

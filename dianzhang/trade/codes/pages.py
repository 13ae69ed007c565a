"""What the list and the page of codes show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from dianzhang.engine.access import Actor
from dianzhang.engine.organisation import shop_names
from dianzhang.engine.pages import Column, Filter, ListPage, RecordPage, Section, View, show_list, show_record
from dianzhang.goods.models import Sku

from .meaning import versions_of
from .models import ItemCode
from .states import ITEM_CODE, STATUS


def versions(item: ItemCode, actor: Actor) -> Mapping[str, Any]:
    """What it was and is, the latest first, each with the moment from which orders are it."""
    said = versions_of([item.pk]).get(item.pk, [])
    skus = Sku.objects.in_bulk({sku for version in said for sku, _n in version.pieces})
    shown = [
        {"since": version.since, "pieces": [{"sku": skus[sku], "pieces": n} for sku, n in version.pieces]}
        for version in reversed(said)
    ]
    return {"versions": shown}


show_list(
    ListPage(
        ITEM_CODE,
        columns=(
            Column("code"), Column("title"), Column("shop", "店铺", show=lambda item: item.shop, wide_only=True),
            Column("contents"), Column("origin", wide_only=True), Column("status"), Column("seen_at", wide_only=True),
        ),
        filters=(
            Filter("status", "对照", STATUS.states),
            Filter("shop", "店铺", shop_names, where=lambda pk: Q(shop_id=pk)),
        ),
        views=(View("unmapped", "待对照", {"status": "unmapped"}),),
        search=lambda text: Q(code__istartswith=text) | Q(title__icontains=text),
        related=("shop",),
        empty="这里是各店铺卖的东西是我们的哪件商品。订单进来时编码相同的自动认得，认不得的等人来对。",
    )
)  # fmt: skip
show_record(
    RecordPage(
        ITEM_CODE,
        facts=(
            Column("shop", "店铺", show=lambda item: item.shop), Column("title"), Column("spec"), Column("contents"),
            Column("origin"), Column("seen_at"),
        ),
        sections=(Section("从什么时候起是什么", "trade/item_versions.html", versions),),
        main_axes=("status",),
        head=lambda item: str(item.shop),
    )
)  # fmt: skip

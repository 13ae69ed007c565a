"""What the list and the page of articles show."""

from __future__ import annotations

from django.db.models import Q

from dianzhang.engine.pages import Column, Filter, ListPage, RecordPage, View, show_list, show_record

from .states import SKU

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
            Column("code"), Column("title"), Column("spec"), Column("cost", number=True), Column("floor", number=True),
        ),
        main_axes=("status",),
    )
)  # fmt: skip

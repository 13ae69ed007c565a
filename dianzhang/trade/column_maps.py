"""Which tables of which shop a person has explained, as layouts to read files by."""

from __future__ import annotations

import json

from dianzhang.gateways.orders import Layout
from dianzhang.gateways.orders.own import own_layout

from .models import ColumnMap


def own_layouts(shop: str) -> tuple[Layout, ...]:
    """The layouts of a shop (its code), the newest first."""
    kept = ColumnMap.objects.filter(shop__code=shop, status="kept").order_by("-id")
    return tuple(own_layout(one.name, json.loads(one.columns), one.currency) for one in kept)

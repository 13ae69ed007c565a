"""What carriers and platforms tell of a parcel on its way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dianzhang.engine import writer
from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.registry import actions, observation

from .models import Parcel
from .states import PARCEL

ON_THE_WAY = ("shipped", "scanned")


@observation("parcel.deliver", zh="包裹.签收", en="Deliver", on=PARCEL, leads={"status": (ON_THE_WAY, "delivered")})
def deliver(parcels: Batch[Parcel, Any], act: Act) -> None:
    """It reached the buyer."""
    for entry in parcels.entries:
        if entry.outcome is None and entry.record.delivered_at is None:
            entry.record.delivered_at = entry.item.at or act.at


def arrived(act: Act, orders: Mapping[int, datetime]) -> None:
    """All parcels of these orders that are on their way have reached the buyer, each when its order did."""
    rows = writer.columns(Parcel, ("id", "order_id", "status"), "order_id", list(orders)) if orders else []
    items = [Item(pk, at=orders[order]) for pk, order, status in rows if status in ON_THE_WAY]
    if items:
        act.transaction.afterwards(
            lambda: act.transaction.do(actions["parcel.deliver"], items, actor=act.actor, checked=True)
        )

"""What stands of waves on an order's page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dianzhang.engine.access import Actor
from dianzhang.engine.lists import may_list

from .models import WaveOrder

if TYPE_CHECKING:
    from ..models import Order


def waves_of(order: Order, actor: Actor) -> Mapping[str, Any] | None:
    """The waves that an order was in, on its own page; None: in none."""
    if not may_list(actor, "wave"):
        return None
    rows = list(WaveOrder.objects.filter(order=order.pk).select_related("wave__warehouse").order_by("-id")[:5])
    return {"rows": rows} if rows else None

"""The ways on from an order to its parcels: split it, send it together with others that go to the same place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from dianzhang.engine import reading
from dianzhang.engine.access import Actor
from dianzhang.engine.registry import actions

from ..models import Order
from ..states import ORDER
from .alike import OPEN, near


def ways_of(order: Order, actor: Actor) -> Mapping[str, Any]:
    """``split`` and ``merge``: addresses, empty where one may not; ``more``: how many wait for the same receiver."""
    if order.fulfilment not in OPEN:
        return {"split": "", "merge": "", "more": 0}
    splits = order.fulfilment == "approved" and order.packing != "merged"
    found = near(order) if order.packing == "whole" else []
    more = len(reading.seen(actor, ORDER, found)) if found else 0
    merges = more and any(reading.may(actor, actions[f"order.{name}"], order) for name in ("merge", "merge_across"))
    may_split = splits and reading.may(actor, actions["order.split"], order)
    return {
        "split": reverse("order-split", args=[order.pk]) if may_split else "",
        "merge": reverse("order-merge", args=[order.pk]) if merges else "", "more": more,
    }  # fmt: skip

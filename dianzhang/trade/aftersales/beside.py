"""What an order's page shows of its cases, and the way to a new one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from dianzhang.engine import reading
from dianzhang.engine.access import Actor
from dianzhang.engine.organisation import organisation
from dianzhang.engine.registry import actions
from dianzhang.engine.words import word

from ..models import Order
from .queries import of_order
from .states import AFTERSALE, STATUS


def cases_of(order: Order, actor: Actor) -> Mapping[str, Any] | None:
    """The cases that this reader may see; no part of the page for those who have nothing to do with any."""
    may = reading.may_create(actor, actions["aftersale.open"])
    cases = [
        {
            "title": AFTERSALE.title(case), "url": reverse("record", args=["aftersale", case.pk]),
            "state": word(STATUS.states[case.status]), "amount": case.amount_cents,
        }
        for case in of_order(order, actor)
    ]  # fmt: skip
    if not cases and not may:
        return None
    shop = organisation().shops.get(order.shop_id)
    given = {"order": order.number, "shop": shop.code if shop is not None else ""}
    opening = f"{reverse('create', args=['aftersale', 'open'])}?{urlencode(given)}" if may else ""
    return {"cases": cases, "opening": opening}

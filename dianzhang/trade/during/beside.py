"""What an order's page shows of addresses that were changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dianzhang.customers.masking import masked_address, masked_name, masked_phone
from dianzhang.customers.models import Receiver
from dianzhang.engine import seeing
from dianzhang.engine.access import Actor
from dianzhang.engine.words import word

from ..models import Order
from ..states import ORDER
from .readdressing import ASKED

MOST = 10


def changes_of(order: Order, actor: Actor) -> Mapping[str, Any] | None:
    """From where to where, who asked, who did it; masked as the order's own address is.  None: it was not changed."""
    if not order.readdressed:
        return None
    rows = order.address_changes.select_related("old", "new", "by").order_by("-id")[:MOST]
    hidden = any(seeing.hides(actor, ORDER, name) for name in ("buyer_name", "phone", "address"))
    return {
        "rows": [
            {
                "at": one.at, "by": one.by, "asked": word(ASKED[one.asked_by]), "old": _told(one.old, hidden),
                "new": _told(one.new, hidden),
            }
            for one in rows
        ]
    }  # fmt: skip


def _told(to: Receiver | None, hidden: bool) -> str:
    if to is None:
        return ""
    if not hidden:
        return " ".join(filter(None, (to.name, to.phone, to.whole_address)))
    place = masked_address(to.province, to.city, to.district + to.address)
    return " ".join(filter(None, (masked_name(to.name), masked_phone(to.phone), place)))

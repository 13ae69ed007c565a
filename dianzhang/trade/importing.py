"""Who may bring order files in, for which shops, and what they see of those that came in before."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from dianzhang.engine import access
from dianzhang.engine.access import Actor
from dianzhang.engine.models import Shop
from dianzhang.engine.seeing import hides

from .models import Order, OrderUpload
from .states import ORDER

RIGHTS = ("order.enter", "order.update", "order.pay", "order.refund", "order.cancel", "order.deliver")
# What became of a line of a ledger (``gateways.orders.ACCOUNTED``).
BECAME = {
    "taken": _("进订单"), "no_customer": _("进订单但没有买家"), "merged": _("重复合并"),
    "given_back": _("作废对上了原发票"), "returned": _("退货但原发票不在这里"), "written_off": _("没有金额的减数"),
    "refused": _("退回"),
}  # fmt: skip
NEWEST = 50
FIRST = 20  # rejected rows on the page; the file has all
_HELD = ("buyer_name", "phone", "address")  # by rows of an order file, in the clear


def may_import(actor: Actor) -> bool:
    """Whether this person may tell whatever a file tells of orders."""
    return all(access.reach_of(actor, right) is not None for right in RIGHTS)


def may_see_sources(actor: Actor) -> bool:
    """Whether this person sees where orders come from by themselves."""
    return access.reach_of(actor, "order_source.view") is not None


def shops_for(actor: Actor) -> list[Shop]:
    """The shops for whose orders they may."""
    return access.shops_for(actor, *RIGHTS)


def known_numbers(shop: Shop, numbers: Iterable[str]) -> set[str]:
    """Those of a platform's numbers that are orders of this shop already."""
    return set(Order.objects.filter(shop=shop, number__in=list(numbers)).values_list("number", flat=True))


def uploads_for(actor: Actor) -> Any:
    """Files that came in, newest first, as a queryset: one's own, and those for shops that are one's to import into."""
    codes = [shop.code for shop in shops_for(actor)]
    own = Q(person_id=actor.person_id, person_id__isnull=False)
    return OrderUpload.objects.filter(own | Q(shop__in=codes)).select_related("person").order_by("-id")


def may_read_rejects(actor: Actor, upload: OrderUpload) -> bool:
    """Rejected rows hold buyers as the platform wrote them: for whoever sent them, or sees buyers unmasked anyway."""
    own = actor.person_id is not None and upload.person_id == actor.person_id
    return own or not any(hides(actor, ORDER, name) for name in _HELD)


def first_reasons(rejects: Path) -> list[str]:
    """Why the first rows were not taken; each reason names its line."""
    with rejects.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        place = len(next(rows, [""])) - 1
        return [row[place] for row in islice(rows, FIRST) if len(row) > place]

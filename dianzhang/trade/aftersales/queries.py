"""What others ask of cases: those of an order, what was found of the goods, what may go back into stock."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dianzhang.engine import reading
from dianzhang.engine.access import Actor

from ..models import Order
from .models import Aftersale, AftersaleLine, Checked
from .states import AFTERSALE

MOST = 50


def of_order(order: Order, actor: Actor) -> list[Aftersale]:
    """The cases of an order that this person may see, newest first."""
    cases = list(Aftersale.objects.filter(order_id=order.pk).order_by("-id")[:MOST])
    if not cases or actor.unbound:
        return cases
    seen = reading.seen(actor, AFTERSALE, cases)
    return [case for case in cases if case.pk in seen]


def lines_of(case: Aftersale) -> list[AftersaleLine]:
    """The pieces of a case, each with what was found of it."""
    return list(case.lines.prefetch_related("checked").order_by("number"))


class Accepted(NamedTuple):
    """So many pieces that came back as they left; ``sku_id`` is None where the order names no article of ours."""

    case_id: int
    sku_id: int | None
    sku_code: str
    pieces: int


def accepted(cases: Sequence[int]) -> list[Accepted]:
    """What of these cases may be sold again: for whoever keeps the stock, after ``aftersale.receive``."""
    rows = Checked.objects.filter(line__aftersale_id__in=list(cases), outcome="resellable").order_by("id")
    found = rows.values_list("line__aftersale_id", "line__sku_id", "line__sku_code", "quantity")
    return [Accepted(*row) for row in found]

"""What others ask of cases: those of an order, what was found of the goods."""

from __future__ import annotations

from dianzhang.engine import reading
from dianzhang.engine.access import Actor

from ..models import Order
from .models import Aftersale, AftersaleLine
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
    return list(case.lines.prefetch_related("checked__sku").order_by("number"))

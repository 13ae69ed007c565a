"""Marks on orders that are not as others: presale, sent in parts, oversold, perhaps placed by ourselves.

The last keeps an order out of what is counted; the others only say how it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from dianzhang.engine.inputs import Chosen
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Personal
from dianzhang.engine.registry import command, consequence
from dianzhang.engine.telling import write_down

from ..models import Order
from ..states import MARKS, ORDER


def marks() -> Mapping[str, str]:
    """What an order can be marked as, by its code."""
    return {name: _(zh) for name, zh in MARKS.items()}


class Marked(BaseModel):
    """Which mark, and why."""

    mark: Annotated[Literal["presale", "in_parts", "oversold"], Chosen(marks)] = Field(title="标成什么")
    reason: str = Personal(..., min_length=1, max_length=300)


class Suspicion(BaseModel):
    """What makes one think so; a rule gives none."""

    reason: str = Personal("", max_length=300)


@command(
    "order.mark", zh="订单.标上", en="Mark", on=ORDER, input=Marked, undo="order.unmark",
    requires={"fulfilment": ("waiting", "approved", "shipped")},
)  # fmt: skip
def mark(orders: Batch[Order, Marked], act: Act) -> None:
    """It is a presale, goes out in parts, or was sold beyond what is there."""
    _put(orders, act, True)


@command(
    "order.unmark", zh="订单.去掉标", en="Take a mark off", on=ORDER, input=Marked,
    begins=lambda order: {"mark": next((name for name in MARKS if getattr(order, name)), "")},
)  # fmt: skip
def unmark(orders: Batch[Order, Marked], act: Act) -> None:
    """It is not so, or no longer."""
    _put(orders, act, False)


@command("order.suspect", zh="订单.疑似刷单", en="Suspect brushing", on=ORDER, input=Suspicion,
         undo="order.clear_suspicion")  # fmt: skip
def suspect(orders: Batch[Order, Suspicion], act: Act) -> None:
    """Perhaps nobody bought it: no number counts it as long as it stands so.  It is shipped as any other."""
    _suspect(orders, act, True)


@command("order.clear_suspicion", zh="订单.不是刷单", en="Clear of brushing", on=ORDER, input=Suspicion)
def clear_suspicion(orders: Batch[Order, Suspicion], act: Act) -> None:
    """It was bought: numbers count it again, in the days it belongs to."""
    _suspect(orders, act, False)


@consequence("order.run_short", zh="订单.没有货", en="Run short", on=ORDER)
def run_short(orders: Batch[Order, None], act: Act) -> None:
    """Its pieces could not be promised for lack of stock: it was sold beyond what is there."""
    for order, _nothing in orders:
        order.oversold = True
        count_marks(order)


@consequence("order.be_covered", zh="订单.有货了", en="Be covered", on=ORDER)
def be_covered(orders: Batch[Order, None], act: Act) -> None:
    """Its pieces are promised to it now."""
    for order, _nothing in orders:
        order.oversold = False
        count_marks(order)


def _put(orders: Batch[Order, Marked], act: Act, said: bool) -> None:
    for order, given in orders:
        if getattr(order, given.mark) is said:
            orders.unchanged(order)
            continue
        setattr(order, given.mark, said)
        count_marks(order)
        write_down(act, ORDER, order, _("%(mark)s：%(why)s") % {"mark": _(MARKS[given.mark]), "why": given.reason})


def _suspect(orders: Batch[Order, Any], act: Act, said: bool) -> None:
    for order, given in orders:
        if order.brushing is said:
            orders.unchanged(order)
            continue
        order.brushing = said
        count_marks(order)
        if not act.by_rule:
            write_down(act, ORDER, order, getattr(given, "reason", ""))


def count_marks(order: Order) -> None:
    """After a mark was put on or taken off: marked orders have an index of their own."""
    order.marked = sum(getattr(order, name) for name in (*MARKS, "brushing")) or None

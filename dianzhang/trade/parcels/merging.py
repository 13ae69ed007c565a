"""Orders to one receiver go out in one parcel, and are taken apart again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine import reading
from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.personal import Personal
from dianzhang.engine.registry import command
from dianzhang.goods import handing
from dianzhang.goods.reserving import Want

from ..models import Order
from ..states import ORDER
from . import plans
from .alike import MOST, being_picked, near, why_not, why_not_with
from .contents import Pieces, left
from .plans import Planned
from .splitting import Why

_SEPARATOR = re.compile(r"[\s；;，,、]+")


class With(BaseModel):
    """``others``: the numbers of the orders that go out in the same parcel."""

    others: str = Personal(
        ..., min_length=1, max_length=1500, title="和哪些订单一起", description="订单号，几个用分号隔开"
    )


def suggested(order: Order) -> dict[str, str]:
    """The orders of the same shop that may go out with this one."""
    fit = [one for one in near(order) if not why_not(one) and not why_not_with(order, one, across=False)]
    return {"others": "；".join(one.number for one in fit)}


@command(
    "order.merge", zh="订单.合并发货", en="Send together", on=ORDER, input=With, undo="order.unmerge",
    leads={"packing": ("whole", "merged")}, begins=suggested,
    requires={"fulfilment": "approved", "hold": "clear", "goods": "clear"},
)  # fmt: skip
def merge(orders: Batch[Order, With], act: Act) -> None:
    """Orders of one shop, one buyer and one address go out in one parcel."""
    _merge(orders, act, across=False)


@command(
    "order.merge_across", zh="订单.跨店合并发货", en="Send together across shops", on=ORDER, input=With,
    undo="order.unmerge", leads={"packing": ("whole", "merged")},
    requires={"fulfilment": "approved", "hold": "clear", "goods": "clear"},
)  # fmt: skip
def merge_across(orders: Batch[Order, With], act: Act) -> None:
    """The same for shops of one department: to one receiver, telephone and address."""
    _merge(orders, act, across=True)


def _merge(orders: Batch[Order, With], act: Act, *, across: bool) -> None:
    for order, given in orders:
        if order.packing == "merged":  # by an order before it in this batch
            orders.unchanged(order)
            continue
        try:
            together = [order, *_others(order, given.others, act)]
            _refuse(together, across)
            contents = left([one.id for one in together])
            if why := handing.why_not(act, _sources(together), [_want(0, order, contents)]):
                raise ValueError(why)
        except ValueError as wrong:
            orders.refuse(order, str(wrong))
            continue
        (parcel,) = plans.do(act, "parcel.plan", [Item(data=Planned(order, contents))])
        handing.hand(act, _sources(together), plans.KIND, [_want(parcel.id, order, contents)])
        plans.do(act, "order.join", [Item(one.id) for one in together[1:]])


def _others(order: Order, text: str, act: Act) -> list[Order]:
    """The orders of these numbers, locked.  ValueError, in words, where one is not there or may not be seen."""
    numbers = list(dict.fromkeys(one for one in _SEPARATOR.split(text) if one and one != order.number))
    if not numbers:
        raise ValueError(_("写上要一起发的订单号。"))
    if len(numbers) >= MOST:
        raise ValueError(_("一个包裹最多装 %(most)s 张订单。") % {"most": MOST})
    found = list(Order.objects.filter(number__in=numbers, unit=order.unit).select_related("shop"))
    if not act.actor.unbound:
        found = [one for one in found if reading.may_see(act.actor, ORDER, one)]
    by_number: dict[str, Order] = {}
    for one in sorted(found, key=lambda one: one.shop_id == order.shop_id):  # of two with one number: the shop's own
        by_number[one.number] = one
    missing = next((number for number in numbers if number not in by_number), None)
    if missing is not None:
        raise ValueError(_("没有单号为 %(number)s 的订单。") % {"number": missing})
    taken = act.transaction.take(ORDER, sorted(one.id for one in by_number.values()))
    return [taken[by_number[number].id] for number in numbers]


def _refuse(together: Sequence[Order], across: bool) -> None:
    first, picked = together[0], being_picked([one.id for one in together])
    for one in together:
        if wave := picked.get(one.id):
            given = {"number": one.number, "wave": wave}
            raise ValueError(_("订单 %(number)s 正在波次 %(wave)s 里拣：先从波次里剔除，再合并。") % given)
        if why := why_not(one):
            raise ValueError(_("订单 %(number)s %(why)s，不能合并。") % {"number": one.number, "why": why})
    for one in together[1:]:
        if why := why_not_with(first, one, across=across):
            told = {"number": one.number, "first": first.number, "why": why}
            raise ValueError(_("订单 %(number)s 和 %(first)s %(why)s，不能合并。") % told)


def _sources(together: Sequence[Order]) -> list[handing.Holders]:
    return [(plans.OF_ORDER, [one.id for one in together])]


def _want(parcel: int, order: Order, contents: dict[int, Pieces]) -> Want:
    return Want(parcel, order.shop_id, plans.articles_of(contents))


@command(
    "order.unmerge", zh="订单.撤销合并", en="Send apart after all", on=ORDER, input=Why,
    leads={"packing": ("merged", "whole")}, requires={"fulfilment": "approved"},
)  # fmt: skip
def unmerge(orders: Batch[Order, Any], act: Act) -> None:
    """All orders in the parcel go out by themselves again."""
    for order, _given in orders:
        if not plans.waiting(act, [order.id]):  # taken apart with an order before it in this batch
            orders.unchanged(order)
            continue
        plans.take_back(act, [order.id], moves=True)
        handing.hand(act, [], plans.OF_ORDER, plans.wants_left([order]))

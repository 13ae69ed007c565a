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
    """``others``: the numbers of the orders that go out in the same parcel; of another shop its code may stand before,
    ``tmall-2/P1``, and must where several have the number."""

    others: str = Personal(
        ...,
        min_length=1,
        max_length=1500,
        title="和哪些订单一起",
        description="订单号，几个用分号隔开；别的店铺的可以写成 店铺代号/订单号",
    )


def named(one: Order, beside: Order) -> str:
    """What an order is called in `With` of another: its number, of another shop with the shop's code before it."""
    return one.number if one.shop_id == beside.shop_id else f"{one.shop.code}/{one.number}"


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
    """The orders of these numbers, locked.  ValueError, in words, where one is not there, may not be seen, or could be
    one of several shops'."""
    names = list(dict.fromkeys(one for one in _SEPARATOR.split(text) if one and one != order.number))
    if not names:
        raise ValueError(_("写上要一起发的订单号。"))
    if len(names) >= MOST:
        raise ValueError(_("一个包裹最多装 %(most)s 张订单。") % {"most": MOST})
    numbers = {number for name in names for number in (name, name.partition("/")[2]) if number}
    rows = Order.objects.filter(number__in=numbers, unit=order.unit).exclude(pk=order.pk)
    found = list(rows.select_related("shop").order_by("id"))
    if not act.actor.unbound:
        found = [one for one in found if reading.may_see(act.actor, ORDER, one)]
    meant = list(dict.fromkeys(_meant(name, found, order).id for name in names))
    taken = act.transaction.take(ORDER, sorted(meant))
    return [taken[pk] for pk in meant]


def _meant(name: str, found: Sequence[Order], order: Order) -> Order:
    """The one that is called so; of several with one number the one of ``order``'s own shop."""
    fit = [one for one in found if name in (one.number, f"{one.shop.code}/{one.number}")]
    own = [one for one in fit if one.shop_id == order.shop_id]
    if len(own or fit) == 1:
        return (own or fit)[0]
    if not fit:
        raise ValueError(_("没有单号为 %(number)s 的订单。") % {"number": name})
    several = _("、").join(f"{one.shop.code}/{one.number}" for one in fit)
    raise ValueError(
        _("几家店都有单号 %(number)s：写明是哪一家的，%(several)s。") % {"number": name, "several": several}
    )


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

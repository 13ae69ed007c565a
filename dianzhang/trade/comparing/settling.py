"""A person settles a difference: the order becomes what the platform says, or stays what it is and why, or comes in."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine.access import Actor
from dianzhang.engine.differences import settle
from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.personal import Personal
from dianzhang.engine.registry import actions, command
from dianzhang.engine.telling import write_down

from ..models import Order
from .models import Comparison, OrderDifference
from .states import DIFFERENCE
from .taking_in import take_in
from .taking_over import NotSo, never, step_of

WHAT = {"state": "fulfilment", "address": "address"}  # what the engine calls them, where it found them too


class Taken(BaseModel):
    """``carrier`` and ``waybill``: where the platform says that an order was shipped which lies here."""

    carrier: str = Personal("", max_length=40, title="承运商", description="平台说已发货、这里还没有发的才要填")
    waybill: str = Personal("", each=True, max_length=60, title="运单号")
    reason: str = Personal("", max_length=500, title="说明")


class Why(BaseModel):
    reason: str = Personal(..., min_length=1, max_length=500)


class Perhaps(BaseModel):
    reason: str = Personal("", max_length=500)


def _never(one: OrderDifference, _actor: Actor) -> str:
    """As refused by ``take``: what cannot be done is not offered either."""
    return never(one)


def _no_need(one: OrderDifference, _actor: Actor) -> str:
    """As refused by ``enter``."""
    if one.kind != "missing_here":
        return _("订单在这里，不用补：照平台改，或者写明以这里为准。")
    return "" if one.comparison_id is not None else _("对过的文件已经不在了：再对一次账，或者把文件导入。")


@command("order_difference.take", zh="订单差异.照平台改", en="Take over from the platform", on=DIFFERENCE,
         leads={"status": ("open", "taken")}, input=Taken, primary=True, barred=_never)  # fmt: skip
def take(differences: Batch[OrderDifference, Taken], act: Act) -> None:
    """The order becomes what the platform says, by the action it has for that; refused where it has none."""
    given = list(differences)
    found = Order.objects.in_bulk([one.order_id for one, _said in given if one.order_id is not None])
    for one, said in given:
        order = found.get(one.order_id or 0)
        try:
            step = step_of(one, order, said.carrier.strip(), said.waybill.strip())
        except NotSo as error:
            differences.refuse(one, str(error))
            continue
        # What a platform tells is anybody's to take over who may settle; what only we do, needs the right to it.
        told = actions[step.action].kind == "observation"
        outcome = act.transaction.do(actions[step.action], [Item(one.order_id, data=step.data)], checked=told)[0]
        if not outcome.done:
            differences.refuse(one, outcome.why or _("要先有人批：批了以后再了结。"))
            continue
        _settled(one, act, said.reason)


@command("order_difference.keep", zh="订单差异.以这里为准", en="Ours stands", on=DIFFERENCE,
         leads={"status": ("open", "kept")}, input=Why, undo="order_difference.reopen")  # fmt: skip
def keep(differences: Batch[OrderDifference, Why], act: Act) -> None:
    """The platform is wrong or behind, and why; it is no news again as long as both sides say the same."""
    for one, said in differences:
        _settled(one, act, said.reason)


@command("order_difference.reopen", zh="订单差异.撤回以这里为准", en="Open again", on=DIFFERENCE,
         leads={"status": ("kept", "open")}, input=Perhaps)  # fmt: skip
def reopen(differences: Batch[OrderDifference, Perhaps], act: Act) -> None:
    """What was said does not hold."""
    given = list(differences)
    others = OrderDifference.objects.filter(number__in=[one.number for one, _s in given], status="open")
    there = set(others.values_list("shop_id", "number", "kind"))
    for one, said in given:
        if (one.shop_id, one.number, one.kind) in there:
            differences.refuse(one, _("这张订单的同一处，后来又有一条差异待了结：处理那一条。"))
            continue
        there.add((one.shop_id, one.number, one.kind))
        write_down(act, DIFFERENCE, one, said.reason)


@command("order_difference.enter", zh="订单差异.补进订单", en="Take the order in", on=DIFFERENCE,
         leads={"status": ("open", "entered")}, barred=_no_need)  # fmt: skip
def enter(differences: Batch[OrderDifference, Any], act: Act) -> None:
    """The order that the platform has and we have not comes in from the file that was compared."""
    by_file: dict[int, list[OrderDifference]] = defaultdict(list)
    for one, _nothing in differences:
        if one.comparison_id is not None:  # which it then never is
            by_file[one.comparison_id].append(one)
    files = Comparison.objects.select_related("shop").in_bulk(list(by_file))
    for pk, missing in by_file.items():
        try:
            entered = take_in(files[pk], {one.number for one in missing}, act)
        except NotSo as error:
            for one in missing:
                differences.refuse(one, str(error))
            continue
        for one in missing:
            if one.number in entered:
                one.order_id = entered[one.number]
            else:
                differences.refuse(one, _("文件里没有读到这张订单：再对一次账。"))


def _settled(one: OrderDifference, act: Act, reason: str) -> None:
    """The words beside it; what the engine found of the same is settled with it."""
    write_down(act, DIFFERENCE, one, reason)
    if one.order_id is not None and one.kind in WHAT:
        settle("order", one.order_id, WHAT[one.kind], act.at, act.actor.person_id)

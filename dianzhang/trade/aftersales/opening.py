"""A case begins: service opens it from an order, or the platform tells of it; its times; the buyer thinks better."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine import reading
from dianzhang.engine.access import Actor
from dianzhang.engine.moment import day_of
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command, observation
from dianzhang.kernel.money import cents

from ..models import Order
from ..states import ORDER
from .limits import Pieces, payable, promised, too_much
from .models import Aftersale, AftersaleLine
from .states import AFTERSALE, MONEY, Cause, Kind

WHICH = "写货号×件数，几样用分号隔开；不填是整单"


class Opened(BaseModel):
    """What a buyer asks for.  ``lines`` says of which pieces, ``amount`` (yuan) how much money: all that is left,
    where nothing is written."""

    order: str = Personal(..., min_length=1, max_length=64)
    kind: Kind = Kept(...)
    cause: Cause = Kept(...)
    lines: str = Personal("", max_length=1000, title="哪几件", description=WHICH)
    amount: Decimal | None = Kept(None, ge=0, max_digits=15, decimal_places=2)
    demand: str = Personal("", max_length=500)
    shop: str = Personal("", max_length=40, description="单号在两家店都有时才要选")


class Told(BaseModel):
    """A case as the platform tells it: its number there, and when it pays back by itself if we do not answer."""

    shop: str = Personal(..., min_length=1, max_length=40)
    order: str = Personal(..., min_length=1, max_length=64)
    number: str = Kept(..., min_length=1, max_length=64)
    kind: Kind = Kept(...)
    cause: Cause = Kept("other")
    lines: str = Personal("", max_length=1000, title="哪几件", description=WHICH)
    amount: Decimal | None = Kept(None, ge=0, max_digits=15, decimal_places=2)
    demand: str = Personal("", max_length=500)
    times_out_at: datetime | None = Kept(None)


class NewTime(BaseModel):
    """When the platform would now pay back by itself."""

    times_out_at: datetime = Kept(...)


def begun(given: Any, _actor: Actor) -> dict[str, Any]:
    """The form as the address that leads to it fills it: beside an order, its number."""
    return {name: given[name] for name in ("order", "shop", "kind") if given.get(name)}


@command("aftersale.open", zh="售后单.开单", en="Open", on=AFTERSALE, creates=True, input=Opened, fills=begun)
def open_case(cases: Batch[Aftersale, Opened], act: Act) -> None:
    """Take in what a buyer asks for after the sale; whoever does has it until the buyer is told the result."""
    _begin(cases, act)


@observation("aftersale.ask", zh="售后单.申请", en="Be asked", on=AFTERSALE, creates=True, input=Told)
def ask(cases: Batch[Aftersale, Told], act: Act) -> None:
    """The platform tells that a buyer asks; once for each number of a shop."""
    shops = {shop.code: shop.pk for shop in organisation().shops.values()}
    told = {(shops.get(given.shop), given.number) for _case, given in cases}
    there = Aftersale.objects.filter(number__in={number for _shop, number in told})
    known: set[tuple[int | None, str]] = set(there.values_list("shop_id", "number"))
    for case, given in cases:
        key = (shops.get(given.shop), given.number)
        if key in known:
            cases.refuse(case, _("这家店已经有售后单号为 %(number)s 的一件。") % {"number": given.number})
        known.add(key)
    _begin(cases, act)


def _begin(cases: Batch[Aftersale, Any], act: Act) -> None:
    """Fill each from its order, within what was bought and paid."""
    orders = _orders([given for _case, given in cases], act.actor)
    found = [order for orders_ in orders.values() for order in orders_]
    pieces, elsewhere = Pieces([o.id for o in found]), promised([o.id for o in found])
    for case, given in cases:
        among = [o for o in orders[given.order.strip()] if not given.shop or _code(o) == given.shop]
        if len(among) != 1:
            cases.refuse(case, _which(given, among))
            continue
        order = among[0]
        if why := _fill(case, given, order, pieces, elsewhere.get(order.id, 0), act):
            cases.refuse(case, why)
        elif case.kind in MONEY:
            elsewhere[order.id] = elsewhere.get(order.id, 0) + case.amount_cents


def _orders(given: Sequence[Any], actor: Actor) -> dict[str, list[Order]]:
    """The orders of these numbers that the actor may see, locked until the call is over: two who open a case at once
    do not take the same piece back twice."""
    numbers = {one.order.strip() for one in given}
    rows = list(Order.objects.select_for_update().filter(number__in=numbers).order_by("id")) if numbers else []
    seen = {row.pk for row in rows} if actor.unbound else reading.seen(actor, ORDER, rows)
    found: dict[str, list[Order]] = defaultdict(list)
    for row in rows:
        if row.pk in seen:
            found[row.number].append(row)
    return found


def _code(order: Order) -> str:
    shop = organisation().shops.get(order.shop_id)
    return shop.code if shop is not None else ""


def _which(given: Any, among: Sequence[Order]) -> str:
    if among:
        return _("几家店都有单号 %(number)s，请选店铺。") % {"number": given.order}
    return _("没有单号为 %(number)s 的订单。核对单号和店铺。") % {"number": given.order}


def _fill(case: Aftersale, given: Any, order: Order, pieces: Pieces, elsewhere: int, act: Act) -> str:
    """Why not; empty: it is filled."""
    try:
        chosen = pieces.chosen(order, given.kind, given.lines)
    except ValueError as error:
        return str(error)
    left = max(0, payable(order) - elsewhere)
    amount = cents(given.amount) if given.amount is not None else (left if given.kind in MONEY else 0)
    if why := too_much(order, amount, elsewhere):
        return why
    case.order_id, case.shop_id = order.id, order.shop_id
    case.kind, case.cause, case.demand = given.kind, given.cause, given.demand.strip()
    case.amount_cents, case.asked_at, case.asked_day = amount, act.at, day_of(act.at)
    case.number, case.times_out_at = getattr(given, "number", ""), getattr(given, "times_out_at", None)
    shop = organisation().shops.get(order.shop_id)
    case.owner_id = act.actor.person_id if case.number == "" else None
    case.unit_id = act.actor.unit_id if case.owner_id else (shop.unit_id if shop else None)
    pieces.take(order, chosen, case.kind)
    for line, count in chosen:
        act.add(
            AftersaleLine(
                aftersale_id=case.id, number=line.number, sku_id=line.sku_id, sku_code=line.sku_code,
                title=line.title, spec=line.spec, quantity=count,
            )
        )  # fmt: skip
    return ""


@observation("aftersale.update", zh="售后单.改时限", en="Tell a new time", on=AFTERSALE, input=NewTime)
def update(cases: Batch[Aftersale, NewTime], act: Act) -> None:
    """The platform gives another time at which it pays back by itself."""
    for case, given in cases:
        if case.times_out_at == given.times_out_at:
            cases.unchanged(case)
        case.times_out_at = given.times_out_at


@observation(
    "aftersale.withdraw", zh="售后单.撤销", en="Be withdrawn", on=AFTERSALE,
    leads={"status": (("asked", "agreed"), "withdrawn")},
)  # fmt: skip
def withdraw(cases: Batch[Aftersale, None], act: Act) -> None:
    """The buyer asks no more."""

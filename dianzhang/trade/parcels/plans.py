"""Parcels ahead of shipping: laid out for an order or several, filled otherwise, taken back; each holds its own pieces.

As long as a parcel is planned its pieces are promised to it and no longer to its order, so that each can leave from a
warehouse of its own.  An order that stops (held, called off, given back, told otherwise) takes its parcels with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from dianzhang.engine import writer
from dianzhang.engine.act import must
from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.registry import actions, consequence
from dianzhang.engine.transaction import Transaction
from dianzhang.goods import reserving
from dianzhang.goods.reserving import Want

from ..models import Order
from ..states import ORDER
from .contents import Pieces, articles, left, of_parcels
from .leaving import begin, put
from .models import Parcel, ParcelOrder, ParcelPiece
from .states import PARCEL, WAITING

KIND = "parcel"
OF_ORDER = "order"
_out: WeakKeyDictionary[Transaction, set[int]] = WeakKeyDictionary()  # shipped or withdrawn in this transaction
_WAITING_SQL = " AND status IN ('planned', 'packed')"


class Planned(NamedTuple):
    """A parcel to be: the order it is for, what of which order is in it, from where it leaves, what that costs."""

    order: Order
    contents: Mapping[int, Pieces]
    warehouse: int | None = None
    freight: int | None = None


class Filled(NamedTuple):
    """What is in a planned parcel from now on."""

    contents: Mapping[int, Pieces]
    freight: int | None = None


@consequence("parcel.plan", zh="包裹.备下", en="Plan", on=PARCEL, creates=True)
def plan(parcels: Batch[Parcel, Planned], act: Act) -> None:
    """Laid out: these pieces go out together."""
    for parcel, given in parcels:
        begin(parcel, given.order)
        parcel.warehouse_id, parcel.freight_cents, parcel.planned_at = given.warehouse, given.freight, act.at
        for order, pieces in given.contents.items():
            put(act, parcel, order, pieces)
            if order != given.order.id:
                act.add(ParcelOrder(parcel_id=parcel.id, order_id=order))


@consequence("parcel.refill", zh="包裹.换装", en="Fill otherwise", on=PARCEL)
def refill(parcels: Batch[Parcel, Filled], act: Act) -> None:
    """Other pieces are in it than before."""
    ParcelPiece.objects.filter(parcel_id__in=[parcel.id for parcel, _given in parcels]).delete()
    for parcel, given in parcels:
        parcel.freight_cents = given.freight
        for order, pieces in given.contents.items():
            put(act, parcel, order, pieces)


@consequence("parcel.withdraw", zh="包裹.撤销", en="Withdraw", on=PARCEL, leads={"status": (WAITING, "withdrawn")})
def withdraw(parcels: Batch[Parcel, None], act: Act) -> None:
    """It will not go out: its orders are as they were before it was planned."""
    ParcelOrder.objects.filter(parcel_id__in=[parcel.id for parcel, _nothing in parcels]).delete()


@consequence(
    "order.go_alone",
    zh="订单.不再合并",
    en="Go out alone again",
    on=ORDER,
    leads={"packing": (("split", "merged"), "whole")},
)
def go_alone(orders: Batch[Order, None], act: Act) -> None:
    """It, or another order of the same parcel, stopped: as before it was split or merged."""


@consequence(
    "order.join", zh="订单.装在一起", en="Go out with another", on=ORDER, leads={"packing": ("whole", "merged")}
)
def join(orders: Batch[Order, None], act: Act) -> None:
    """It goes out in the parcel of another order: what was done there is said of it too."""


def waiting(act: Act, orders: Sequence[int]) -> dict[int, list[Parcel]]:
    """Order -> its parcels that are still in the house, locked; orders without are left out."""
    if not orders:
        return {}
    found = writer.columns(Parcel, ("id", "order_id"), "order_id", list(orders), _WAITING_SQL)
    found += writer.columns(ParcelOrder, ("parcel_id", "order_id"), "order_id", list(orders))
    if not found:
        return {}
    out = _out.get(act.transaction, set())
    parcels = act.transaction.take(PARCEL, sorted({pk for pk, _order in found}))
    there: dict[int, list[Parcel]] = {}
    for pk, order in sorted(found):
        if parcels[pk].status in WAITING and pk not in out:
            there.setdefault(order, []).append(parcels[pk])
    return there


def are_out(act: Act, parcels: Iterable[int]) -> None:
    """These wait no longer, whether or not that is in the journal already."""
    _out.setdefault(act.transaction, set()).update(parcels)


def orders_in(parcels: Sequence[Parcel]) -> dict[int, list[int]]:
    """Parcel -> the orders in it, its own first."""
    found = {parcel.id: [parcel.order_id] for parcel in parcels}
    for pk, order in sorted(writer.columns(ParcelOrder, ("parcel_id", "order_id"), "parcel_id", list(found))):
        found[pk].append(order)
    return found


def wants_of(parcels: Sequence[Parcel], contents: Mapping[int, Mapping[int, Pieces]] | None = None) -> list[Want]:
    """What parcels want of the stock they leave from."""
    inside = of_parcels([parcel.id for parcel in parcels]) if contents is None else contents
    return [
        Want(parcel.id, parcel.shop_id, articles_of(inside.get(parcel.id, {})), parcel.warehouse_id)
        for parcel in parcels
    ]  # fmt: skip


def articles_of(contents: Mapping[int, Pieces]) -> dict[int, int]:
    """Article -> pieces, of all orders in a parcel together."""
    found: dict[int, int] = {}
    for pieces in contents.values():
        for sku, count in articles(pieces).items():
            found[sku] = found.get(sku, 0) + count
    return found


def wants_left(orders: Iterable[Order]) -> list[Want]:
    """What orders want that have no parcel yet: all that is still in the house."""
    batch = list(orders)
    rest = left([order.id for order in batch])
    return [Want(order.id, order.shop_id, articles(rest[order.id])) for order in batch]


def take_back(act: Act, orders: Sequence[int], *, moves: bool = False) -> None:
    """Parcels of these orders that are still in the house are withdrawn, and nothing in them is promised any more.

    Other orders that were to go out in the same parcels hold their own pieces again.  ``moves``: what is being done
    says itself that these orders go out whole again.
    """
    parcels = {parcel.id: parcel for mine in waiting(act, orders).values() for parcel in mine}
    if not parcels:
        return
    inside = {order for each in orders_in(list(parcels.values())).values() for order in each}
    beside = inside - set(orders)
    are_out(act, parcels)
    reserving.free(act, KIND, list(parcels))
    touched = act.transaction.take(ORDER, sorted(inside))
    if beside:
        reserving.reserve(act, OF_ORDER, wants_left([touched[pk] for pk in sorted(beside)]))
    alone = [pk for pk, order in touched.items() if order.packing != "whole" and not (moves and pk in orders)]
    act.transaction.afterwards(lambda: _withdraw(act, sorted(parcels), alone))


def _withdraw(act: Act, parcels: Sequence[int], alone: Sequence[int]) -> None:
    do(act, "parcel.withdraw", [Item(pk) for pk in parcels])
    if alone:
        do(act, "order.go_alone", [Item(pk) for pk in alone])


def do(act: Act, action: str, items: Sequence[Item]) -> list[Any]:
    """What follows for parcels from what was done to orders; the right to that was settled there."""
    return [must(one) for one in act.transaction.do(actions[action], items, actor=act.actor, checked=True)]

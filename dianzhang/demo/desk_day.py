"""A day at the order desk (赵宁) and in the warehouse (陈默): rounds over what waits there."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from dianzhang.engine.access import PLATFORM
from dianzhang.engine.act import perform
from dianzhang.engine.outcome import Item
from dianzhang.trade.models import Order, Parcel

from .after_sale import sent
from .world import World, clock, daytime, works

REVIEWS = ((9, 10), (10, 5), (11, 20), (13, 15), (14, 30), (15, 40), (16, 45), (17, 40))
REVIEWS_ON_DUTY = ((10, 40), (15, 30))  # weekends and holidays
SHIPPINGS = ((11, 40), (15, 0), (17, 55))
SHIPPINGS_ON_DUTY = ((16, 30),)
LEFT_FOR_NOW = 4  # so many of the newest stay on the table in the last round, so that there is something to do
CLOSED_AFTER = timedelta(days=7)
COLLECTED_AFTER = timedelta(minutes=50)
GONE = ("refunded", "cancelled")
CARRIERS = (("顺丰速运", "SF"), ("中通快递", "75"), ("圆通速递", "YT"), ("韵达快递", "43"))


def plan(world: World, every: list[date]) -> None:
    """The rounds of all days.  The last ones before the simulation ends leave something to do."""
    reviews, shippings = [], []
    for day in every:
        busy = works(day)
        for hour, minute in REVIEWS if busy else REVIEWS_ON_DUTY:
            reviews.append(clock(day, hour, minute) + world.minutes(0, 12))
        for hour, minute in SHIPPINGS if busy else SHIPPINGS_ON_DUTY:
            shippings.append(clock(day, hour, minute) + world.minutes(0, 20))
        world.agenda.do(clock(day, 9, 25), partial(close, world))
    for doing, rounds in ((review, reviews), (ship, shippings)):
        last = max((at for at in rounds if at <= world.now), default=None)
        for at in rounds:
            world.agenda.do(at, partial(doing, world, LEFT_FOR_NOW if at == last else 0))


# --- the order desk ----------------------------------------------------------------


def review(world: World, leave: int, at: datetime) -> None:
    """First the held orders: ask the buyer, release what is settled; then approve what is paid and clear."""
    release(world, at)
    contact(world, at)
    waiting = Order.objects.filter(fulfilment="waiting", payment__in=("paid", "part_refunded"), hold="clear")
    found = [o for o in waiting.order_by("id") if _seen(world, o, at)]
    found = found[: max(0, len(found) - leave)]
    perform("order.approve", [Item(o.id, o.revision) for o in found], world.people["zhaoning"])


def _seen(world: World, order: Order, at: datetime) -> bool:
    return order.number not in world.apart and world.overlooked.get(order.number, at) <= at


def _held(world: World) -> list[Order]:
    held = Order.objects.filter(hold="held").order_by("id")
    return [o for o in held if o.number not in world.apart and o.id not in world.asked]


def contact(world: World, at: datetime) -> None:
    """Everyone is asked once, who could not be reached is asked again."""
    items: list[Item] = []
    for order in _held(world):
        again = order.contact_outcome == "unreachable"
        if order.contacted and not again:
            continue
        kinds = ("confirmed", "changed", "wants_cancel", "unreachable")
        outcome = "confirmed" if again else world.rng.choices(kinds, (55, 25, 12, 8))[0]
        outcome = "wants_cancel" if order.payment in GONE else outcome
        note = {
            "confirmed": "买家说没有问题，照常发", "changed": "买家补了地址", "wants_cancel": "买家说不要了",
            "unreachable": "没有人接，平台消息已留言",
        }[outcome]  # fmt: skip
        items.append(Item(order.id, None, {"contact_outcome": outcome, "note": note}))
        _consequences(world, order, outcome, at)
    perform("order.contact", items, world.people["zhaoning"])


def _consequences(world: World, order: Order, outcome: str, at: datetime) -> None:
    """What buyers do after they were asked."""
    if outcome == "changed":
        world.agenda.tell(world.beat(at), "order.update", order.number, address_complete=True)
    elif outcome == "wants_cancel" and order.payment == "unpaid":
        world.agenda.tell(world.beat(at), "order.cancel", order.number)
    elif outcome == "wants_cancel" and order.payment not in GONE:
        asked = world.beat(at)
        amount = Decimal(order.paid_cents or 0) / 100 - Decimal(order.refunded_cents) / 100
        if amount > 0:
            world.agenda.tell(asked, "order.ask_refund", order.number)
            world.agenda.tell(world.beat(asked + world.minutes(20, 90)), "order.refund", order.number, amount=amount)


def release(world: World, at: datetime) -> None:
    """What the buyer confirmed goes on; a big one only when the operations lead agrees."""
    held = [o for o in _held(world) if o.fulfilment == "waiting" and o.payment not in GONE]
    settled = [o for o in held if o.contacted and o.contact_outcome in ("confirmed", "changed")]
    outcomes = perform("order.release", [Item(o.id, None) for o in settled], world.people["zhaoning"])
    for order, outcome in zip(settled, outcomes, strict=True):
        if outcome.status == "awaiting" and outcome.approval_id is not None:
            world.asked.add(order.id)
            decide = partial(agree, world, outcome.approval_id, order.id)
            world.agenda.do(daytime(at + world.minutes(15, 70)), decide)


def agree(world: World, approval_id: int, order_id: int, _at: datetime) -> None:
    """孟岩 looks at it and agrees."""
    world.act("approval.agree", "mengyan", approval_id, reason="核对过了，可以放")
    world.asked.discard(order_id)


# --- the warehouse -------------------------------------------------------------------


def ship(world: World, leave: int, at: datetime) -> None:
    """Everything that was approved, but what cannot be found."""
    ready = Order.objects.filter(fulfilment="approved", hold="clear").exclude(payment="refunded").order_by("id")
    found = [o for o in ready if o.number not in world.apart and world.backlog.get(o.number, at) <= at]
    found = found[: max(0, len(found) - leave)]
    outcomes = perform("order.ship", [parcel(world, o) for o in found], world.people["chenmo"])
    for order, outcome in zip(found, outcomes, strict=True):
        if outcome.done:
            sent(world, order, at)
    left = [order.id for order, outcome in zip(found, outcomes, strict=True) if outcome.done]
    world.agenda.do(at + COLLECTED_AFTER, partial(collected, left))


def collected(orders: list[int], _at: datetime) -> None:
    """The carriers' people came and scanned what they took along."""
    parcels = Parcel.objects.filter(order__in=orders, status="shipped").order_by("id").values_list("id", flat=True)
    perform("parcel.scan", [Item(pk) for pk in parcels], PLATFORM)


def parcel(world: World, order: Order) -> Item:
    carrier, lead = world.rng.choices(CARRIERS, (3, 4, 2, 2))[0]
    data: dict[str, Any] = {"carrier": carrier, "waybill": f"{lead}{world.rng.randrange(10**12):012d}"}
    return Item(order.id, order.revision, data)


def close(world: World, at: datetime) -> None:
    """A week after it arrived, an order that nobody asks anything of is done."""
    arrived = Order.objects.filter(fulfilment="delivered", parcels__delivered_at__lt=at - CLOSED_AFTER).distinct()
    done = arrived.exclude(aftersale="asked").order_by("id")
    perform("order.close", [Item(o.id, o.revision) for o in done], world.people["chenmo"])

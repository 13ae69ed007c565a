"""A day of the shops: orders come in over the hours, most are paid within minutes, some never."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from dianzhang.engine.moment import start_of

from .buyers import somebody
from .cast import SHOPS, Place
from .goods import ARTICLES, Basket, basket
from .world import World

# How many of a hundred orders come in which hour: quiet at night, busy at noon and from eight to eleven.
HOURS = (2, 1, 1, 0, 0, 1, 1, 2, 4, 5, 6, 6, 5, 5, 5, 5, 5, 4, 5, 6, 9, 10, 8, 4)
PAID = 0.9  # so many are paid
MANY = 1.15  # more on days without work
CAMPAIGN = 2.2  # and on campaign days
BIG = 900  # yuan: for an office, and often without the number of the door
CAMPAIGN_DAYS = {(6, 18), (11, 11), (12, 12)}


@dataclass(frozen=True)
class Placed:
    """An order that a buyer places."""

    at: datetime
    number: str
    place: Place
    basket: Basket
    buyer: dict[str, Any]


def campaign(day: date) -> bool:
    return (day.month, day.day) in CAMPAIGN_DAYS or day.day == 18


def expected(day: date) -> Decimal:
    """How many orders of an ordinary day's number this day should bring."""
    factor = CAMPAIGN if campaign(day) else MANY if day.weekday() >= 5 else 1
    return Decimal(str(factor))


def new_number(world: World, day: date, place: Place) -> str:
    """A number as platforms give them: nineteen digits, once."""
    world.placed += 1
    lead = {"tmall": "3", "douyin": "69"}.get(place.platform, "1")
    return f"{lead}{day:%y%m%d}{world.placed:06d}{world.rng.randrange(10**8):08d}"[:19]


def play_day(world: World, day: date) -> None:
    """Everything that buyers do with the orders of one day."""
    count = round(float(world.orders_per_day * expected(day)) * world.rng.uniform(0.9, 1.1))
    for _n in range(max(1, count)):
        hour = world.rng.choices(range(24), HOURS)[0]
        at = world.beat(start_of(day) + timedelta(hours=hour, seconds=world.rng.randrange(-1200, 2400)))
        place = SHOPS[0] if world.chance(float(SHOPS[0].share)) else SHOPS[1]
        order = Placed(at, new_number(world, day, place), place, _basket(world), somebody(world.rng, place.platform))
        if at < world.now:
            come_in(world, order)
            follow(world, order)


def _basket(world: World) -> Basket:
    """Now and then a coupon too many, or somebody who buys for the whole office."""
    chosen, dice = basket(world.rng), world.rng.random()
    if dice < 0.004:
        return Basket(chosen.lines, (chosen.listed * Decimal("0.34")).quantize(Decimal("0.01")))
    if dice < 0.008:
        return Basket(((world.rng.choice(ARTICLES[2:8]), world.rng.randint(8, 14)),))
    return chosen


def come_in(world: World, order: Placed, **more: Any) -> None:
    """The platform tells of a new order.  Douyin writes down by when it must be sent; some addresses lack something."""
    told: dict[str, Any] = dict(order.buyer)
    if world.chance(0.35 if order.basket.total >= BIG else 0.011):
        told |= {"address": ""}
    if order.place.platform == "douyin":
        told["promised_at"] = order.at + timedelta(hours=48)
    world.agenda.tell(
        order.at, "order.enter", order.number, shop=order.place.code, number=order.number, total=order.basket.total,
        placed_at=order.at, lines=order.basket.inputs(), **(told | more),
    )  # fmt: skip


def follow(world: World, order: Placed) -> None:
    """What the buyer does next: pays at once, pays later, lets it be; asks the money back before anything is sent."""
    if world.chance(PAID):
        pay(world, order, order.at + timedelta(seconds=round(15 + world.rng.expovariate(1 / 70))))
    elif world.chance(0.2):
        pay(world, order, world.beat(order.at + world.minutes(60, 1200)))
    else:
        late = world.chance(0.12)  # nobody minds it for a day
        world.agenda.tell(
            order.at + world.minutes(*((1450, 2400) if late else (30, 1380))), "order.cancel", order.number
        )


def pay(world: World, order: Placed, at: datetime) -> None:
    short = world.chance(0.002)
    paid = order.basket.total - (min(Decimal(10), order.basket.total / 2) if short else 0)
    world.agenda.tell(at, "order.pay", order.number, paid_amount=paid.quantize(Decimal("0.01")))
    dice = world.rng.random()
    if dice < 0.004:
        asked = world.beat(at)
        world.agenda.tell(asked, "order.ask_refund", order.number)
        world.agenda.tell(world.beat(asked), "order.refund", order.number, amount=paid.quantize(Decimal("0.01")))
    elif dice < 0.012:
        world.overlooked[order.number] = at + timedelta(hours=26)
    elif dice < 0.024:
        world.backlog[order.number] = at + timedelta(hours=54)

"""After a parcel has left: it arrives, some money is asked back, somebody complains."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from random import Random

from dianzhang.engine.moment import HOME, day_of
from dianzhang.trade.models import Order

from . import cases, reviews
from .service_day import complain
from .world import World, clock

REFUNDED = 0.075  # so many parcels bring a refund
COMPLAINT = 0.05


def sent(world: World, order: Order, at: datetime) -> None:
    """On its way for one to four days; then what comes of it."""
    day = day_of(at) + timedelta(days=world.rng.choices((1, 2, 3, 4), (20, 45, 25, 10))[0])
    there = world.beat(clock(day, 0, world.rng.randrange(9 * 60, 20 * 60)))
    world.agenda.tell(there, "order.deliver", order.number)
    if world.chance(REFUNDED):
        give_back(world, order, there + world.minutes(60, 3600))
    luck = Random(f"{order.number} back")  # noqa: S311 - a shop is played, no secret made
    if luck.random() < cases.SHARE:
        next_day = clock(day_of(there) + timedelta(days=1), 9, 30)
        world.agenda.do(next_day + timedelta(minutes=luck.randrange(450)), partial(_ask, world, order.pk))
    stars = Random(f"{order.number} review")  # noqa: S311 - a shop is played, no secret made
    if stars.random() < reviews.SHARE:
        later = awake(there + timedelta(minutes=stars.randrange(200, 4000)))
        world.agenda.do(later, partial(_review, world, order.pk))
    if world.chance(COMPLAINT):
        world.agenda.do(awake(there + world.minutes(30, 2400)), partial(complain, world, order))


def _ask(world: World, order: int, at: datetime) -> None:
    cases.asked(world, Order.objects.select_related("shop").get(pk=order), at)


def _review(world: World, order: int, at: datetime) -> None:
    reviews.written(world, Order.objects.select_related("shop", "buyer").get(pk=order), at)


def give_back(world: World, order: Order, asked: datetime) -> None:
    """All of it, or a part for what was broken."""
    paid = Decimal(order.paid_cents or 0) / 100
    part = Decimal(world.rng.randint(15, 60)) / 100 if world.chance(0.25) else Decimal(1)
    amount = (paid * part).quantize(Decimal("0.01"), ROUND_HALF_UP)
    if amount > 0:
        asked = world.beat(asked)
        world.agenda.tell(asked, "order.ask_refund", order.number)
        world.agenda.tell(world.beat(asked + world.minutes(60, 1700)), "order.refund", order.number, amount=amount)


def awake(moment: datetime) -> datetime:
    """When people write to a shop: between nine and half past eight in the evening."""
    local = moment.astimezone(HOME)
    if 9 <= local.hour < 20:
        return moment
    return clock(local.date() + timedelta(days=1 if local.hour >= 20 else 0), 9, local.minute)

"""Complaints: most are settled in ten minutes, some climb to 林晓 by themselves, a few come back."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from random import Random
from typing import Any

from dianzhang.engine.moment import day_of
from dianzhang.service.models import Complaint
from dianzhang.trade.models import Order

from .world import World, daytime

DEMANDS = {
    "quality": ("锅底有一块掉漆，要求换新", "杯盖拧不紧，要退一部分钱", "浴巾掉毛，要求退货"),
    "logistics": ("显示签收却没有收到", "外箱压坏了，要求补发", "三天没有更新物流"),
    "service": ("问了两次没有人回", "答应的赠品没有给"),
    "refund": ("退货寄回五天还没退款", "退款少了运费"),
    "description": ("颜色和图片差很多", "尺寸和页面写的不一样"),
}
KINDS = tuple(DEMANDS)


def agent(world: World, day: date, luck: Random | None = None) -> str:
    """Who takes it: 周可 or 苏禾, whoever is not on leave."""
    here = [code for code in ("zhouke", "suhe") if day not in world.away.get(code, set())]
    return (luck or world.rng).choice(here)


def complain(world: World, order: Order, at: datetime) -> None:
    """A buyer complains about an order; what becomes of it is a matter of luck."""
    kind = world.rng.choices(KINDS, (35, 30, 10, 15, 10))[0]
    who = agent(world, day_of(at))
    amount = Decimal(order.paid_cents or 0) / 100 if kind in ("quality", "refund") else None
    given: dict[str, Any] = {"kind": kind, "demand": world.rng.choice(DEMANDS[kind]), "order": order.number}
    if amount:
        given["amount"] = amount
    outcome = world.act("complaint.accept", who, **given)
    if outcome.done:
        handle(world, outcome.record.id, who, at)


def handle(world: World, complaint: int, who: str, at: datetime) -> None:
    dice = world.rng.random()
    if dice < 0.80:
        world.agenda.do(at + world.minutes(2, 9.5), partial(settle, world, complaint, who))
    elif dice < 0.90:
        world.agenda.do(at + world.minutes(4, 9), partial(hand_up, world, complaint, who))
    else:  # nobody sees to it: after ten minutes it goes up by itself
        lead_takes_over(world, complaint, who, at + timedelta(minutes=10))


def settle(world: World, complaint: int, who: str, at: datetime) -> None:
    """Settled with the buyer; a few find that it was not."""
    done = world.act("complaint.resolve", who, complaint, note="和买家谈妥").done
    if done and world.chance(0.05):
        world.agenda.do(daytime(at + world.minutes(300, 1500)), partial(reopen, world, complaint))


def reopen(world: World, complaint: int, at: datetime) -> None:
    owner = Complaint.objects.values_list("owner__code", flat=True).get(pk=complaint)
    world.act("complaint.reopen", owner, complaint, note="买家说答应的还没有做到")
    world.agenda.do(at + world.minutes(15, 120), partial(settle, world, complaint, owner))


def hand_up(world: World, complaint: int, who: str, at: datetime) -> None:
    if world.act("complaint.escalate", who, complaint, note="要超出我的权限，请组长定").done:
        lead_takes_over(world, complaint, who, at)


def lead_takes_over(world: World, complaint: int, who: str, at: datetime) -> None:
    """林晓 mostly answers within the hour: a plan, or at least how far it is."""
    late = world.chance(0.1)
    answer = at + world.minutes(*((64, 110) if late else (6, 52)))
    world.agenda.do(answer, partial(plan if world.chance(0.75) else report, world, complaint))
    world.agenda.do(daytime(answer + world.minutes(30, 1200)), partial(settle, world, complaint, who))


def plan(world: World, complaint: int, _at: datetime) -> None:
    world.act("complaint.plan", "linxiao", complaint, note="补发一件，另给十元券")


def report(world: World, complaint: int, _at: datetime) -> None:
    world.act("complaint.progress", "linxiao", complaint, note="已请仓库查，今天之内回复买家")

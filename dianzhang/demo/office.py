"""The office: leave, targets, the month's end."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial

from dianzhang.engine.moment import HOME, day_of
from dianzhang.measure.catalogue import month_of, period_of
from dianzhang.people.models import LeaveRequest
from dianzhang.work.models import Owed

from . import cast
from .goods import mean_total
from .shop_day import PAID, expected
from .world import World, clock, days, works

LATER_PAID = Decimal("0.02")  # those who pay after hours


def plan(world: World) -> None:
    """What the office does over the whole time."""
    last = day_of(world.now)
    for period in _periods(world.first, last):
        begin, end = month_of(period)
        at = max(cast.opening(world.first) + timedelta(hours=9), clock(begin, 16, 30) - timedelta(days=3))
        world.agenda.do(at, partial(_target, world, period))
        if end < last:
            world.agenda.do(_closing(end, world.now), partial(_close, world, period))
    for day in days(world.first, last):
        for hour, minute in ((11, 15), (15, 20), (16, 30)):
            world.agenda.do(clock(day, hour, minute), partial(_duties, world, day))
    _leave(world)


def _periods(first: date, last: date) -> list[str]:
    return sorted({period_of(day) for day in days(first, last)})


def expected_amount(world: World, period: str) -> Decimal:
    """What the shops should sell in the days of the month that are lived; of a month not over, in all of it."""
    begin, end = month_of(period)
    begin = max(begin, world.first)
    orders = sum((expected(day) for day in days(begin, end)), Decimal(0)) * world.orders_per_day
    return orders * mean_total() * (Decimal(str(PAID)) + LATER_PAID)


def _target(world: World, period: str, _at: datetime) -> None:
    """The director wants a little more than what is to be expected."""
    cast.set_targets(world.people["shenlan"], period, expected_amount(world, period) * Decimal("1.02"))


def _closing(end: date, now: datetime) -> datetime:
    """The second of the month in the morning; sooner if it is not yet that late."""
    usual = clock(end + timedelta(days=2), 10, 30)
    return usual if usual < now else max(clock(end + timedelta(days=1), 0, 1), now - timedelta(minutes=30))


def _close(world: World, period: str, _at: datetime) -> None:
    """何静 settles scores and pay."""
    world.act("month.close", "hejing", period=period)


# --- what is owed every week, month and quarter ------------------------------------------------------

SAID = {
    "service.weekly/duty-1": "放在共享盘“客户反馈”，发给了各组长",
    "accounts.passwords/duty-1": "换好了",
    "bonus.star/duty-1": "复盘写得最深的那位，证书和一份礼品，晨会上发",
}


def _duties(world: World, day: date, at: datetime) -> None:
    """The leads do what they owe this week, on its day: once, in the third week, 孟岩 is late with it."""
    late = days(world.first, day_of(world.now))[14:21]
    for owed in Owed.objects.filter(rule__in=SAID, status__in=("open", "missed"), due_at__date=day).order_by("id"):
        who = next((code for code, actor in world.people.items() if actor.person_id == owed.owner_id), None)
        overslept = who == "mengyan" and day in late and at < owed.due_at
        if who is not None and not overslept and at.astimezone(HOME).hour >= owed.due_at.astimezone(HOME).hour - 2:
            world.act("duty.done", who, owed.pk, note=SAID[owed.rule])


# --- leave -------------------------------------------------------------------------


def ask_leave(world: World, who: str, kind: str, first: date, last: date, reason: str) -> int | None:
    """Somebody writes a request and asks for it; the number of the request for approval."""
    leave = world.act("leave.draft", who, kind=kind, first_day=first, last_day=last, reason=reason)
    return world.act("leave.apply", who, leave.record.id).approval_id if leave.done else None


def _leave(world: World) -> None:
    """One day off for 苏禾 in the second week, one for 陈默 in the fourth; both come back as they said."""
    for who, superior, after, kind, reason in (
        ("suhe", "linxiao", 9, "personal", "家里装网络，要在场"),
        ("xunuo", "mengyan", 17, "annual", "陪家里人去医院复查"),
        ("chenmo", "shenlan", 25, "sick", "牙疼，约了医生"),
    ):
        asked = working(world.first + timedelta(days=after))
        off = working(asked + timedelta(days=3))
        back = working(off + timedelta(days=1))
        if clock(back, 10) < world.now:
            world.agenda.do(clock(asked, 11, 20), partial(_granted, world, who, superior, kind, off, reason, back))


def working(day: date) -> date:
    while not works(day):
        day += timedelta(days=1)
    return day


def _granted(
    world: World, who: str, superior: str, kind: str, off: date, reason: str, back: date, at: datetime
) -> None:
    approval = ask_leave(world, who, kind, off, off, reason)
    if approval is None:
        return
    world.away.setdefault(who, set()).add(off)
    world.agenda.do(at + world.minutes(40, 200), lambda _at: _agree(world, superior, approval))
    world.agenda.do(clock(back, 9, 5), lambda _at: _end(world, who, off))


def _agree(world: World, superior: str, approval: int) -> None:
    world.act("approval.agree", superior, approval, reason="同意，交接好")


def _end(world: World, who: str, off: date) -> None:
    leave = LeaveRequest.objects.filter(owner__code=who, first_day=off, status="granted").first()
    if leave is not None:
        world.act("leave.end", who, leave.id)

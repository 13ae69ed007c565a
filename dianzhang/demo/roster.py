"""The service group's roster: published on Friday for the week to come; a swap now and then; what is open is handed
over when the early shift leaves.

Of the last days a swap waits for the lead.  Where somebody is on leave, a gap is told and filled or not.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial

from dianzhang.engine.moment import day_of
from dianzhang.people.models import Shift, Turn
from dianzhang.people.roster.gaps import look
from dianzhang.people.roster.people import away_between

from .world import World, clock, days, works

LEAD, ONE, OTHER = "linxiao", "zhouke", "suhe"
HOURS = {"早班": ("9:00", "17:00"), "晚班": ("12:00", "20:00")}
OPEN = (
    "有一位买家等回电话，五点半以后才方便",
    "快递那边答应今天晚上给签收底单，拿到就回买家",
    "直播间的赠品还差两单没有核，名单在共享表里",
)
WEEK = timedelta(days=7)


def plan(world: World) -> None:
    world.agenda.do(clock(world.first, 8, 5), partial(_shifts, world))
    last = day_of(world.now)
    first = world.first - timedelta(days=world.first.weekday())
    for number in range((last - first).days // 7 + 2):
        week = first + number * WEEK
        at = max(clock(world.first, 8, 10), clock(week - timedelta(days=3), 16, 20))
        if at < world.now:
            world.agenda.do(at, partial(_publish, world, week, number))
        if number % 2:
            world.agenda.do(clock(week + timedelta(days=1), 10, 30), partial(_swap, world, 1, True))
    for number, day in enumerate(one for one in days(world.first, last) if works(one)):
        world.agenda.do(clock(day, 0, 5), _look)
        world.agenda.do(clock(day, 16, 25), _look)
        if number % 3 == 0:
            world.agenda.do(clock(day, 16, 45), partial(_hand_over, world, number))
    world.agenda.do(world.now - timedelta(hours=2), partial(_swap, world, 3, False))


def _look(_at: datetime) -> None:
    look()


def _shifts(world: World, _at: datetime) -> None:
    for name, (begins, ends) in HOURS.items():
        world.act("shift.define", LEAD, name=name, begins=begins, ends=ends, unit="service")


def _publish(world: World, week: date, number: int, at: datetime) -> None:
    """One early, the other late, turn about; nobody on a day of leave."""
    shifts = dict(Shift.objects.filter(status="used").values_list("name", "pk"))
    who = (ONE, OTHER) if number % 2 == 0 else (OTHER, ONE)
    away = away_between(week, week + WEEK)
    cells = [
        f"{world.people[code].person_id}:{day.isoformat()}:{shifts[name]}"
        for day in days(week, week + timedelta(days=6))
        for code, name in zip(who, HOURS, strict=True)
        if works(day) and day > day_of(at) and (world.people[code].person_id, day) not in away and name in shifts
    ]
    begun = world.act("roster.begin", LEAD, unit="service", first_day=week) if cells else None
    if begun is not None and begun.done:
        world.act("roster.paint", LEAD, begun.id, cells=cells)
        world.act("roster.publish", LEAD, begun.id)
        look()


def _swap(world: World, ahead: int, approved: bool, at: datetime) -> None:
    """周可 asks 苏禾 for hers of the same day, and she agrees; the lead approves before noon, or has not yet."""
    for further in range(ahead, ahead + 7):
        day = day_of(at) + timedelta(days=further)
        turns = {turn.owner_id: turn.pk for turn in Turn.objects.filter(day=day, status="set").order_by("id")}
        mine, theirs = turns.get(world.people[ONE].person_id), turns.get(world.people[OTHER].person_id)
        if mine is None or theirs is None:
            continue
        asked = world.act("swap.ask", ONE, turn_id=mine, other=OTHER, back_id=theirs, reason="那天晚上有课")
        if not asked.done:
            continue
        world.agenda.do(at + timedelta(minutes=25), partial(_answer, world, OTHER, "swap.agree", asked.id))
        if approved:
            world.agenda.do(at + timedelta(minutes=50), partial(_answer, world, LEAD, "swap.approve", asked.id))
        return


def _answer(world: World, who: str, action: str, record: int | None, _at: datetime) -> None:
    world.act(action, who, record)


def _hand_over(world: World, number: int, at: datetime) -> None:
    """Whoever leaves at five writes what is open; whoever stays until eight takes it."""
    codes = {world.people[code].person_id: code for code in (ONE, OTHER)}
    today = Turn.objects.filter(day=day_of(at), status="set").order_by("ends_at")
    early = [turn for turn in today if turn.name == "早班" and turn.owner_id in codes]
    late = [turn for turn in today if turn.name == "晚班" and turn.owner_id in codes]
    if not early or not late:
        return
    text = OPEN[number // 3 % len(OPEN)]
    note = world.act("handover.write", codes[early[0].owner_id], turn_id=early[0].pk, text=text)
    if note.done:
        taken = at + timedelta(minutes=20)
        world.agenda.do(taken, lambda _at: world.act("handover.take", codes[late[0].owner_id], note.id))

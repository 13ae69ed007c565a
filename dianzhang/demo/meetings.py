"""Meetings: the department's on Monday, called the Friday before; the strategy meeting that the rulebook calls.

What is decided on Monday is done by Wednesday; of the last one it lies open still.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from dianzhang.engine.moment import HOME, day_of
from dianzhang.work.models import Decision, Meeting

from .world import World, clock, days, works

DECIDED = (
    ("把上周挂起的订单再过一遍，说不清的当天问完", "zhaoning"),
    ("客诉说明照样板写，写给别人看得懂", "zhouke"),
    ("主推款的详情页补上尺寸图", "xunuo"),
    ("双周盘一次包材，缺的提前两天报", "chenmo"),
)
MINUTES = "先看上周的数，再过晚了的。\n退款多在尺寸不合，详情页补图。\n下周照常。"


def plan(world: World) -> None:
    for number, day in enumerate(one for one in days(world.first, day_of(world.now) + timedelta(days=7)) if _held(one)):
        before = day - timedelta(days=1)
        while not works(before):
            before -= timedelta(days=1)
        if before < world.first:
            continue
        world.agenda.do(clock(before, 16, 10), partial(_call, world, day))
        world.agenda.do(clock(day, 10, 0), partial(_hold, world, "weekly", number, 35))
    for day in days(world.first, day_of(world.now)):
        world.agenda.do(clock(day, 9, 5), partial(_hold, world, "strategy", 2, 50))


def _held(day: date) -> bool:
    return day.weekday() == 0 and works(day)


def _call(world: World, day: date, _at: datetime) -> None:
    given: dict[str, Any] = {"kind": "weekly", "starts_at": clock(day, 10), "minutes": 40, "place": "二楼会议室"}
    world.act("meeting.call", "shenlan", **given)


def _hold(world: World, kind: str, number: int, minutes: int, moment: datetime) -> None:
    """Begun on time by its chair, one decision, minutes, ended."""
    day = day_of(moment)
    found = Meeting.objects.filter(kind=kind, status="called", owner_id=world.people["shenlan"].person_id)
    meeting = next((one for one in found.order_by("id") if one.starts_at.astimezone(HOME).date() == day), None)
    if meeting is None or not world.act("meeting.begin", "shenlan", meeting.pk).done:
        return
    text, who = DECIDED[number % len(DECIDED)]
    say = world.agenda.do
    say(moment + timedelta(minutes=20), partial(_decide, world, meeting.pk, text, who))
    written = moment + timedelta(minutes=minutes - 2)
    say(written, lambda _at: world.act("meeting.write", "shenlan", meeting.pk, text=MINUTES))
    say(moment + timedelta(minutes=minutes), lambda _at: world.act("meeting.end", "shenlan", meeting.pk))


def _decide(world: World, meeting: int, text: str, who: str, at: datetime) -> None:
    due = clock(day_of(at) + timedelta(days=2), 18)
    if not world.act("meeting.decide", "shenlan", meeting, text=text, accountable=who, due_at=due).done:
        return
    task = Decision.objects.filter(meeting_id=meeting).order_by("-id").values_list("task_id", flat=True).first()
    world.agenda.do(at + timedelta(hours=3), lambda _at: world.act("task.start", who, task))
    world.agenda.do(due - timedelta(hours=2), lambda _at: world.act("task.finish", who, task, note="做好了"))

"""A week of a unit is planned cell by cell, copied from another, and published; then it counts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine import registry
from dianzhang.engine.access import Actor
from dianzhang.engine.moment import day_of, start_of, today
from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.personal import Kept
from dianzhang.engine.registry import command, consequence
from dianzhang.engine.telling import tell
from dianzhang.kernel.coverage import span_on

from . import following
from .kinds import leads_any, unit_named
from .models import Roster, Shift, Turn
from .people import leads, members
from .states import ROSTER
from .turns import Time, trouble

WEEK = timedelta(days=7)
FAR = timedelta(days=370)
MANY = 2000  # cells painted at once

Cells = dict[tuple[int, date], int]  # person and day -> shift


class Begun(BaseModel):
    """Which unit, and any day of the week."""

    unit: str = Kept("", max_length=40, carried=True)
    first_day: date = Kept(..., title="哪一周", description="一周里的任何一天")


class Painted(BaseModel):
    """Cells as ``person:day:shift``; shift 0 takes out what is there."""

    cells: list[str] = Kept(..., min_length=1, max_length=MANY)


class Copied(BaseModel):
    """The week to take over; not said: the one before."""

    week: date | None = Kept(None, title="照哪一周")


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def plans_it(roster: Roster, actor: Actor) -> bool:
    return leads(actor, roster.unit_id)


def cells_of(roster: Roster) -> Cells:
    found: Cells = {}
    for place, shift in json.loads(roster.cells).items():
        person, _colon, day = place.partition(":")
        found[int(person), date.fromisoformat(day)] = shift
    return found


def kept(cells: Cells) -> str:
    return json.dumps({f"{person}:{day.isoformat()}": shift for (person, day), shift in sorted(cells.items())})


def shifts_of(unit_id: int | None) -> dict[int, Shift]:
    """Every shift of a unit, those retired too: they may still be planned."""
    return {shift.pk: shift for shift in Shift.objects.filter(unit_id=unit_id or 0).order_by("begins", "id")}


@command("roster.begin", zh="排班.新建", en="Begin", on=ROSTER, creates=True, input=Begun, open=leads_any)
def begin(rosters: Batch[Roster, Begun], act: Act) -> None:
    """An empty week, to be planned."""
    for roster, given in rosters:
        unit, first = unit_named(given.unit, act.actor), monday(given.first_day)
        if unit is None:
            rosters.refuse(roster, _("班由部门的组长来排：写明是哪个部门，而且是你带的。"))
        elif abs(first - today()) > FAR:
            rosters.refuse(roster, _("离今天一年以上的不排。"))
        elif first + WEEK <= today():
            rosters.refuse(roster, _("这一周已经过去了。"))
        elif Roster.objects.filter(unit_id=unit, first_day=first).exists():
            rosters.refuse(roster, _("这一周的排班已经有了，打开它就能排。"))
        else:
            roster.unit_id, roster.first_day, roster.owner_id = unit, first, act.actor.person_id


@command("roster.paint", zh="排班.排", en="Plan", on=ROSTER, input=Painted, open=plans_it, beside=True)
def paint(rosters: Batch[Roster, Painted], act: Act) -> None:
    """Who works what on which day; nobody is told before it is published."""
    for roster, given in rosters:
        cells, shifts, people = cells_of(roster), shifts_of(roster.unit_id), members(roster.unit_id)
        for text in given.cells:
            place = _place(text)
            if place is None or not roster.first_day <= place[1] < roster.first_day + WEEK:
                rosters.refuse(roster, _("读不懂要排哪一格：“%(cell)s”。") % {"cell": text[:40]})
                break
            person, day, shift = place
            if person not in people and shift:
                rosters.refuse(roster, _("这个人不在这个部门，不能排在这里。"))
                break
            if shift and (shift not in shifts or shifts[shift].status != "used"):
                rosters.refuse(roster, _("没有这个班次，它可能已经停用。"))
                break
            if why := _gone(roster, cells.get((person, day)), shift, day, shifts, act.at):
                rosters.refuse(roster, why)
                break
            if shift:
                cells[person, day] = shift
            else:
                cells.pop((person, day), None)
        else:
            _planned(rosters, roster, cells)


def _place(text: str) -> tuple[int, date, int] | None:
    parts = text.split(":")
    if len(parts) != 3 or not (parts[0].isdecimal() and parts[2].isdecimal()) or len(text) > 60:
        return None
    try:
        return int(parts[0]), date.fromisoformat(parts[1]), int(parts[2])
    except ValueError:
        return None


def _gone(roster: Roster, was: int | None, shift: int, day: date, shifts: Mapping[int, Shift], at: datetime) -> str:
    """Why a cell cannot be changed: the shift that stands or is to stand there has begun."""
    if was == (shift or None):
        return ""
    for one in (was, shift):
        known = shifts.get(one or 0)
        if known is not None and span_on(day, known.begins, known.ends)[0] <= at:
            return _("%(day)s 的%(name)s已经开始，改不了了。") % {"day": f"{day:%m-%d}", "name": known.name}
    return ""


def _planned(rosters: Batch[Roster, Any], roster: Roster, cells: Cells) -> None:
    new = kept(cells)
    if new == roster.cells:
        rosters.unchanged(roster)
        return
    roster.cells, roster.pending = new, True


@consequence("roster.follow", zh="排班.跟着换班", en="Follow a swap", on=ROSTER, input=Painted)
def follow(rosters: Batch[Roster, Painted], act: Act) -> None:
    """The plan is what stands now: published again, it brings back no turn that was swapped."""
    for roster, given in rosters:
        cells = cells_of(roster)
        for person, day, shift in filter(None, map(_place, given.cells)):
            if shift:
                cells[person, day] = shift
            else:
                cells.pop((person, day), None)
        roster.cells = kept(cells)


@command("roster.copy", zh="排班.照抄", en="Copy a week", on=ROSTER, input=Copied, open=plans_it, beside=True)
def copy(rosters: Batch[Roster, Copied], act: Act) -> None:
    """The plan of another week, day for day, in the place of this one's; who has left is left out."""
    for roster, given in rosters:
        week = monday(getattr(given, "week", None) or roster.first_day - WEEK)
        other = Roster.objects.filter(unit_id=roster.unit_id or 0, first_day=week).first()
        if other is None or not cells_of(other):
            rosters.refuse(roster, _("那一周没有排班可抄。"))
            continue
        shifts, people, further = shifts_of(roster.unit_id), members(roster.unit_id), roster.first_day - week
        wanted = {
            (person, day + further): shift
            for (person, day), shift in cells_of(other).items()
            if person in people and shift in shifts and shifts[shift].status == "used"
        }
        now = cells_of(roster)
        stands = {place: shift for place, shift in now.items() if _begun(place[1], shifts.get(shift), act.at)}
        comes = {
            place: shift for place, shift in wanted.items()
            if place not in stands and not _begun(place[1], shifts[shift], act.at)
        }  # fmt: skip
        _planned(rosters, roster, stands | comes)


def _begun(day: date, shift: Shift | None, at: datetime) -> bool:
    return shift is not None and span_on(day, shift.begins, shift.ends)[0] <= at


@command(
    "roster.publish", zh="排班.发布", en="Publish", on=ROSTER, leads={"status": (("draft", "published"), "published")},
    open=plans_it, primary=True,
)  # fmt: skip
def publish(rosters: Batch[Roster, None], act: Act) -> None:
    """It counts from now on: turns come and go until they are those of the plan, and who works them is told."""
    for roster, _nothing in rosters:
        if not roster.pending:
            rosters.refuse(roster, _("没有要发布的改动。"))
            continue
        wanted = {(one.person, one.starts_at, one.ends_at): (one, shift) for one, shift in _wanted(roster, act.at)}
        there = list(Turn.objects.filter(roster_id=roster.id, status="set", starts_at__gt=act.at).order_by("id"))
        stay = {(turn.owner_id, turn.starts_at, turn.ends_at) for turn in there}
        gone = [turn for turn in there if (turn.owner_id, turn.starts_at, turn.ends_at) not in wanted]
        new = [pair for key, pair in wanted.items() if key not in stay]
        if why := trouble([one for one, _shift in new], [turn.pk for turn in gone]):
            rosters.refuse(roster, why)
            continue
        roster.published_at, roster.pending = act.at, False
        roster.since = roster.since or max(roster.first_day, day_of(act.at) + timedelta(days=1))
        people = members(roster.unit_id)
        laid = [
            Item(data={
                "roster_id": roster.id, "shift_id": shift.pk, "name": shift.name, "post": people.get(one.person, ""),
                "day": day_of(one.starts_at), "starts_at": one.starts_at, "ends_at": one.ends_at,
                "owner_id": one.person, "unit_id": roster.unit_id,
            })
            for one, shift in new
        ]  # fmt: skip
        _afterwards(act, [turn.pk for turn in gone], laid)
        told = {turn.owner_id for turn in gone} | {one.person for one, _shift in new}
        tell(act, ROSTER, roster, "told", sorted(person for person in told if person), action="roster.publish")


def _wanted(roster: Roster, at: datetime) -> Iterator[tuple[Time, Shift]]:
    """What the plan says of the time to come."""
    shifts, people = shifts_of(roster.unit_id), members(roster.unit_id)
    for (person, day), number in cells_of(roster).items():
        shift = shifts.get(number)
        if shift is not None and person in people:
            begin, end = span_on(day, shift.begins, shift.ends)
            if begin > at:
                yield Time(person, begin, end), shift


def _afterwards(act: Act, gone: list[int], laid: list[Item]) -> None:
    tx = act.transaction

    def follow() -> None:
        if gone:
            tx.do(registry.actions["turn.withdraw"], [Item(pk) for pk in gone], checked=True)
        if laid:
            tx.do(registry.actions["turn.lay"], laid, checked=True)
        following.changed()

    tx.afterwards(follow)


def week_of(day: date) -> tuple[datetime, datetime]:
    """When the week of a day begins and ends."""
    first = monday(day)
    return start_of(first), start_of(first + WEEK)

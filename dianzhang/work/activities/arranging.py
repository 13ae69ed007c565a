"""An activity is arranged, signed up for, put off or called off."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine import access
from dianzhang.engine.access import Actor
from dianzhang.engine.inputs import Moment
from dianzhang.engine.moment import HOME
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command
from dianzhang.engine.telling import tell, write_down
from dianzhang.kernel.money import cents

from ..meetings.people import of_unit
from ..models import Activity, Participant
from .states import ACTIVITY, is_for

Kind = Literal["team", "culture", "charity"]
Payer = Literal["company", "unit", "shared"]


class Arranged(BaseModel):
    """What, when, where, for how many, what it may cost and who pays."""

    kind: Kind = Kept(...)
    title: str = Personal(..., min_length=1, max_length=80)
    starts_at: Moment = Kept(...)
    place: str = Personal("", max_length=120)
    budget: Decimal = Kept(Decimal(0), ge=0, decimal_places=2)
    payer: Payer = Kept("company")
    seats: int | None = Kept(None, ge=1, le=10_000, description="不写就是不限")


class Moved(BaseModel):
    starts_at: Moment = Kept(...)
    place: str = Personal("", max_length=120)
    reason: str = Personal("", max_length=500)


class Why(BaseModel):
    reason: str = Personal(..., min_length=1, max_length=500)


def arranges(activity: Activity, actor: Actor) -> bool:
    return actor.person_id is not None and actor.person_id == activity.owner_id


def gone(activity: Activity, act: Act) -> str:
    """Why nothing of it can be arranged any more: it has begun."""
    return "" if activity.starts_at > act.at else _("活动的时间已经过去了。")


def unit_for(actor: Actor) -> int | None:
    """Everybody's unit for those who arrange for all, else their own."""
    unit, units = actor.unit_id, organisation().units
    if access.reach_of(actor, "activity.plan") == "all" or actor.unbound:
        while unit in units and units[unit].parent_id is not None:
            unit = units[unit].parent_id
    return unit


@command("activity.plan", zh="活动.安排", en="Arrange", on=ACTIVITY, creates=True, input=Arranged)
def plan(activities: Batch[Activity, Arranged], act: Act) -> None:
    """Arrange something for the unit; everybody of it is told and may sign up."""
    for activity, given in activities:
        activity.starts_at = given.starts_at
        if why := gone(activity, act):
            activities.refuse(activity, why)
            continue
        activity.kind, activity.title, activity.place = given.kind, given.title.strip(), given.place.strip()
        activity.budget_cents, activity.payer, activity.seats = cents(given.budget), given.payer, given.seats
        activity.owner_id, activity.unit_id = act.actor.person_id, unit_for(act.actor)
        tell(act, ACTIVITY, activity, "told", of_unit(activity.unit_id), action="activity.plan")


@command(
    "activity.sign_up", zh="活动.报名", en="Sign up", on=ACTIVITY, requires={"status": "planned"}, open=is_for,
    in_person=True, beside=True, primary=True,
)  # fmt: skip
def sign_up(activities: Batch[Activity, None], act: Act) -> None:
    """I shall come."""
    there = Participant.objects.filter(
        activity_id__in=[a.id for a, _n in activities], person_id=act.actor.person_id or 0
    )
    rows = {row.activity_id: row for row in there}
    for activity, _nothing in activities:
        row = rows.get(activity.id)
        if row is not None and row.state == "signed":
            activities.unchanged(activity)
        elif why := gone(activity, act):
            activities.refuse(activity, why)
        elif activity.seats is not None and activity.signed >= activity.seats:
            activities.refuse(activity, _("名额满了（%(n)s 人）。") % {"n": activity.seats})
        else:
            activity.signed += 1
            if row is None:
                act.add(Participant(activity_id=activity.id, person_id=act.actor.person_id or 0))
            else:
                row.state = "signed"
                act.change(row)


@command(
    "activity.sign_off", zh="活动.不去了", en="Not coming", on=ACTIVITY, requires={"status": "planned"}, open=is_for,
    in_person=True, beside=True,
)  # fmt: skip
def sign_off(activities: Batch[Activity, None], act: Act) -> None:
    """I cannot come after all: the place is free again."""
    for activity, _nothing in activities:
        row = Participant.objects.filter(
            activity_id=activity.id, person_id=act.actor.person_id or 0, state="signed"
        ).first()
        if row is None:
            activities.refuse(activity, _("你没有报名。"))
        elif why := gone(activity, act):
            activities.refuse(activity, why)
        else:
            row.state = "off"
            act.change(row)
            activity.signed -= 1


def moved_now(activity: Activity) -> dict[str, Any]:
    return {"starts_at": activity.starts_at.astimezone(HOME), "place": activity.place}


@command(
    "activity.move", zh="活动.改期", en="Move", on=ACTIVITY, requires={"status": "planned"}, input=Moved,
    open=arranges, begins=moved_now,
)  # fmt: skip
def move(activities: Batch[Activity, Moved], act: Act) -> None:
    """Another time or place; who signed up is told."""
    for activity, given in activities:
        if given.starts_at <= act.at:
            activities.refuse(activity, _("活动的时间已经过去了。"))
            continue
        activity.starts_at, activity.place = given.starts_at, given.place.strip()
        write_down(act, ACTIVITY, activity, given.reason)
        tell(act, ACTIVITY, activity, "told", signed_up(activity), action="activity.move")


@command(
    "activity.call_off", zh="活动.取消", en="Call off", on=ACTIVITY, leads={"status": ("planned", "off")}, input=Why,
    open=arranges,
)  # fmt: skip
def call_off(activities: Batch[Activity, Why], act: Act) -> None:
    """It is not held, and why.  What a rulebook wants held stays owed."""
    for activity, given in activities:
        write_down(act, ACTIVITY, activity, getattr(given, "reason", ""))
        tell(act, ACTIVITY, activity, "told", signed_up(activity), action="activity.call_off")


def signed_up(activity: Activity) -> list[int]:
    rows = Participant.objects.filter(activity_id=activity.id).exclude(state="off").order_by("id")
    return list(rows.values_list("person_id", flat=True))

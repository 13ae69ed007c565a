"""An activity was held: who came, then what it cost and how it was; that report proves the duty."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine.moment import day_of
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.parties import Party, party, split
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command
from dianzhang.engine.telling import tell
from dianzhang.kernel.money import cents, show

from ..models import Activity, Participant
from .arranging import Payer, arranges, signed_up
from .states import ACTIVITY

MANY = 1000


class Came(BaseModel):
    """Who was there."""

    people: list[Party] = Personal(..., min_length=1, max_length=MANY, title="到场的人")


class Reported(BaseModel):
    """What it cost in all, who paid, and how it was."""

    cost: Decimal = Kept(..., ge=0, decimal_places=2)
    payer: Payer = Kept("company")
    text: str = Personal(..., min_length=1, max_length=4000, title="总结")


def came_now(activity: Activity) -> dict[str, Any]:
    """The form begins with those who signed up."""
    return {"people": [party(person, "") for person in signed_up(activity)]}


@command(
    "activity.hold", zh="活动.签到", en="Who came", on=ACTIVITY, leads={"status": ("planned", "held")}, input=Came,
    open=arranges, begins=came_now, primary=True,
)  # fmt: skip
def hold(activities: Batch[Activity, Came], act: Act) -> None:
    """It was held: write down who was there; who had signed up and was not is written down too."""
    org = organisation()
    for activity, given in activities:
        if day_of(act.at) < day_of(activity.starts_at):
            activities.refuse(activity, _("活动还没有到日子，不能签到。"))
            continue
        named = [person for one in given.people if (person := split(one)[0]) is not None]
        people = [person for person in dict.fromkeys(named) if person in org.names]
        if len(named) != len(given.people) or not people:
            activities.refuse(activity, _("签到要写人，不写岗位。"))
            continue
        rows = {row.person_id: row for row in Participant.objects.filter(activity_id=activity.id)}
        for person, row in rows.items():
            row.state = "came" if person in people else "missed" if row.state == "signed" else row.state
            act.change(row)
        for person in people:
            if person not in rows:
                act.add(Participant(activity_id=activity.id, person_id=person, state="came"))
        activity.came, activity.held_at = len(people), act.at


@command(
    "activity.report", zh="活动.总结", en="Report", on=ACTIVITY, leads={"status": ("held", "reported")}, input=Reported,
    open=arranges, begins=lambda activity: {"payer": activity.payer}, primary=True,
)  # fmt: skip
def report(activities: Batch[Activity, Reported], act: Act) -> None:
    """What it cost and how it was; this proves that it was held."""
    for activity, given in activities:
        activity.cost_cents, activity.payer, activity.report = cents(given.cost), given.payer, given.text.strip()
        activity.reported_at = act.at
        over = activity.cost_cents - activity.budget_cents
        if over > 0:
            activities.say(activity, _("比预算多花 %(n)s 元。") % {"n": show(over)})
        tell(act, ACTIVITY, activity, "told", signed_up(activity), action="activity.report")


def shares(total_cents: int, people: int) -> list[int]:
    """What each pays of a sum, in cents: the first ones a cent more, so that together it is the sum."""
    if people < 1:
        return []
    each, rest = divmod(total_cents, people)
    return [each + (n < rest) for n in range(people)]

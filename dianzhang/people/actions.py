"""What happens to a leave request: written, asked for, taken back, ended."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Literal

from django.utils.translation import gettext as _
from pydantic import BaseModel, model_validator

from dianzhang.engine import rulebooks
from dianzhang.engine.moment import day_of
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Personal
from dianzhang.engine.registry import command
from dianzhang.engine.telling import write_down

from .models import LeaveRequest
from .states import LEAVE

LONGEST = timedelta(days=366)


class Wish(BaseModel):
    """What kind of leave, from which day to which (both included), who stands in meanwhile, and why."""

    kind: Literal["personal", "sick", "annual"]
    first_day: date
    last_day: date
    stand_in: str | None = None
    reason: str = Personal("", max_length=500)

    @model_validator(mode="after")
    def _in_order(self) -> Wish:
        if self.last_day < self.first_day:
            raise ValueError(_("结束日早于开始日。"))
        if self.last_day - self.first_day > LONGEST:
            raise ValueError(_("一次请假不超过一年，请分开填写。"))
        return self


class Return(BaseModel):
    """The last day actually taken; empty: as it was granted."""

    last_day: date | None = None


def working_days(first: date, last: date) -> int:
    """The department's working days from ``first`` to ``last``, both included."""
    calendar: Any = rulebooks.calendar_of(None)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return sum(calendar.is_working_day(day) for day in days)


@command("leave.draft", zh="请假.填写", en="Write", on=LEAVE, creates=True, input=Wish)
def draft(leaves: Batch[LeaveRequest, Wish], act: Act) -> None:
    """Write down one's own leave; it is asked for separately."""
    for leave, wish in leaves:
        worked = working_days(wish.first_day, wish.last_day)
        if not worked:
            leaves.refuse(leave, _("这几天都是休息日，不用请假：请假按工作日算。"))
            continue
        other = LeaveRequest.objects.filter(
            owner_id=act.actor.person_id, status__in=("draft", "granted"),
            first_day__lte=wish.last_day, last_day__gte=wish.first_day,
        ).first()  # fmt: skip
        if act.actor.person_id is not None and other is not None:
            leaves.refuse(leave, _("这几天已经有一张请假单（%(first)s 至 %(last)s）。要改，先撤销那一张。") % {
                "first": other.first_day, "last": other.last_day,
            })  # fmt: skip
            continue
        stand_in = organisation().codes.get(wish.stand_in) if wish.stand_in else None
        others = organisation().active - {act.actor.person_id}
        if wish.stand_in and stand_in not in others:
            leaves.refuse(leave, _("代理人要是另一位在职的同事。"))
            continue
        leave.stand_in_id = stand_in
        leave.kind, leave.first_day, leave.last_day = wish.kind, wish.first_day, wish.last_day
        leave.days = worked
        leave.owner_id, leave.unit_id = act.actor.person_id, act.actor.unit_id
        write_down(act, LEAVE, leave, wish.reason)


@command(
    "leave.apply", zh="请假.申请", en="Ask for", on=LEAVE, leads={"status": ("draft", "granted")}, primary=True,
    undo="leave.cancel",
)  # fmt: skip
def apply(leaves: Batch[LeaveRequest, None], act: Act) -> None:
    """Ask for it: granted once everything that the rulebook demands is there."""


@command("leave.cancel", zh="请假.撤销", en="Cancel", on=LEAVE, leads={"status": (("draft", "granted"), "cancelled")})
def cancel(leaves: Batch[LeaveRequest, None], act: Act) -> None:
    """Take it back, before it begins."""
    for leave, _nothing in leaves:
        if leave.status == "granted" and leave.first_day <= day_of(act.at):
            leaves.refuse(leave, _("假期已经开始，不能撤销；提前回来请销假。"))


@command("leave.end", zh="请假.销假", en="End", on=LEAVE, leads={"status": ("granted", "ended")}, input=Return)
def end(leaves: Batch[LeaveRequest, Return], act: Act) -> None:
    """Back at work; an earlier last day gives the days left back."""
    for leave, given in leaves:
        back = getattr(given, "last_day", None)
        if back is None:
            continue
        if not leave.first_day <= back <= leave.last_day:
            leaves.refuse(leave, _("最后一天应在 %(first)s 和 %(last)s 之间。") % {
                "first": leave.first_day, "last": leave.last_day,
            })  # fmt: skip
            continue
        leave.last_day = back
        leave.days = working_days(leave.first_day, back)

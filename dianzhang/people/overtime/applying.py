"""Overtime applied for beforehand: written, asked for, taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from django.utils.translation import gettext as _
from pydantic import BaseModel, model_validator

from dianzhang.engine.access import Actor
from dianzhang.engine.inputs import Moment
from dianzhang.engine.keepers import head_of_all
from dianzhang.engine.moment import day_of
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command
from dianzhang.engine.telling import write_down

from .hours import turn_within, works_on
from .law import sort_of
from .models import Overtime
from .states import OVERTIME

Ground = Literal["assigned", "tight", "own", "late"]
LONGEST = timedelta(hours=16)


class Grounds(BaseModel):
    """Why, and who assigned or advised it."""

    ground: Ground = Kept(...)
    important: bool = Kept(False, description="有重要的工作非在这时做完不可")
    person: str | None = Personal(None, max_length=40, title="谁安排或建议的")
    reason: str = Personal(..., min_length=1, max_length=500, title="做什么")


class Wish(Grounds):
    """From when to when, and why."""

    starts_at: Moment = Kept(...)
    ends_at: Moment = Kept(...)

    @model_validator(mode="after")
    def _in_order(self) -> Wish:
        if self.ends_at <= self.starts_at:
            raise ValueError(_("结束早于开始。"))
        if self.ends_at - self.starts_at > LONGEST:
            raise ValueError(_("一次加班不超过十六个小时，请分开填写。"))
        return self


def works_here(_overtime: Overtime, actor: Actor) -> bool:
    return actor.person_id in organisation().active


def is_mine(overtime: Overtime, actor: Actor) -> bool:
    return actor.person_id is not None and actor.person_id == overtime.person_id


def ground_of(overtime: Overtime, given: Grounds) -> str:
    """Fill in why; returns what is missing."""
    by = organisation().codes.get(given.person or "")
    if given.person and (by is None or by == overtime.person_id):
        return _("安排的人要是另一位同事。")
    if given.ground in ("assigned", "tight") and by is None:
        return _("领导安排或建议的，写明是谁。")
    overtime.ground, overtime.important, overtime.by_id = given.ground, given.important, by
    return ""


def belongs_to(overtime: Overtime, person: int | None, post: str) -> None:
    """Whose it is, and which post confirms it."""
    org = organisation()
    overtime.person_id = overtime.owner_id = person
    overtime.unit_id = org.unit_of(post)
    overtime.post = org.superior(post) or head_of_all(org) or post


@command("overtime.draft", zh="加班.填写", en="Write", on=OVERTIME, creates=True, input=Wish, open=works_here)
def draft(overtimes: Batch[Overtime, Wish], act: Act) -> None:
    """Write down what is planned; it is asked for separately."""
    for overtime, given in overtimes:
        if given.starts_at <= act.at:
            overtimes.refuse(overtime, _("加班要事先申请：开始的时间已经过去了。做过的加班，第二天早上系统会问。"))
            continue
        if (turn := turn_within(act.actor.person_id, given.starts_at, given.ends_at)) is not None:
            overtimes.refuse(
                overtime, _("这段时间里有你排好的%(name)s，不是加班：只写班以外的时间。") % {"name": turn.name}
            )
            continue
        belongs_to(overtime, act.actor.person_id, act.actor.post)
        if why := ground_of(overtime, given):
            overtimes.refuse(overtime, why)
            continue
        overtime.day = day_of(given.starts_at)
        overtime.starts_at, overtime.ends_at = given.starts_at, given.ends_at
        overtime.minutes = int((given.ends_at - given.starts_at).total_seconds()) // 60
        overtime.sort = sort_of(overtime.day, works=works_on(act.actor.person_id, overtime.day))
        overtime.source = "applied"
        write_down(act, OVERTIME, overtime, given.reason)


@command(
    "overtime.apply", zh="加班.申请", en="Ask for", on=OVERTIME, leads={"status": ("draft", "granted")}, open=is_mine,
    in_person=True, primary=True,
)  # fmt: skip
def apply(overtimes: Batch[Overtime, None], act: Act) -> None:
    """Ask for it: granted once everything that the rulebook demands is there; what is worked is confirmed later."""
    for overtime, _nothing in overtimes:
        if overtime.starts_at <= act.at:
            overtimes.refuse(overtime, _("加班要事先申请：开始的时间已经过去了。做过的加班，第二天早上系统会问。"))


@command(
    "overtime.cancel", zh="加班.撤销", en="Cancel", on=OVERTIME, leads={"status": (("draft", "granted"), "cancelled")},
    open=is_mine, in_person=True,
)  # fmt: skip
def cancel(overtimes: Batch[Overtime, None], act: Act) -> None:
    """Not needed after all."""
    for overtime, _nothing in overtimes:
        overtime.settled_at = act.at

"""Was it overtime?  The person says so or denies it, the superior confirms or does not; nothing else counts."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from dianzhang.engine.access import Actor
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command, consequence
from dianzhang.engine.telling import tell, write_down

from .applying import Grounds, belongs_to, ground_of, is_mine
from .law import limits_on
from .models import Overtime
from .states import OVERTIME, confirmers, confirms


class Seen(BaseModel):
    """What the journal shows of one person on one day."""

    person_id: int = Kept(...)
    day: date = Kept(...)
    starts_at: datetime = Kept(...)
    ends_at: datetime = Kept(...)
    minutes: int = Kept(...)
    sort: str = Kept(...)
    acts: int = Kept(...)


class Stated(Grounds):
    """How long it really was, and why."""

    minutes: int = Kept(..., ge=1, le=24 * 60)


class Denied(BaseModel):
    note: str = Personal("", max_length=500)


class Confirmed(BaseModel):
    minutes: int | None = Field(None, ge=1, le=24 * 60, title="算多少分钟", description="不写就照说明的算")
    note: str = Personal("", max_length=500)


class Why(BaseModel):
    reason: str = Personal(..., min_length=1, max_length=500)


@consequence("overtime.ask", zh="加班.问起", en="Ask whether", on=OVERTIME, creates=True, input=Seen)
def ask(overtimes: Batch[Overtime, Seen], act: Act) -> None:
    """The journal shows work after hours: the next morning the person is asked what it was."""
    org = organisation()
    for overtime, seen in overtimes:
        for name in Seen.model_fields:
            setattr(overtime, name, getattr(seen, name))
        belongs_to(overtime, seen.person_id, next(iter(org.posts_of.get(seen.person_id, ())), ""))
        overtime.status, overtime.asked_at = "asked", act.at
        tell(act, OVERTIME, overtime, "told", [seen.person_id], action="overtime.ask")


@consequence("overtime.end", zh="加班.做完", en="Is over", on=OVERTIME, leads={"status": ("granted", "asked")})
def end(overtimes: Batch[Overtime, None], act: Act) -> None:
    """What was granted beforehand is over: how long was it really?"""
    for overtime, _nothing in overtimes:
        overtime.asked_at = act.at
        tell(act, OVERTIME, overtime, "told", [overtime.person_id], action="overtime.end")


def stated_now(overtime: Overtime) -> dict[str, Any]:
    """What the form of ``overtime.state`` begins with."""
    return {"minutes": overtime.minutes, "ground": overtime.ground or None, "important": overtime.important}


@command(
    "overtime.state", zh="加班.说明", en="It was overtime", on=OVERTIME, leads={"status": ("asked", "stated")},
    input=Stated, open=is_mine, in_person=True, begins=stated_now, primary=True,
)  # fmt: skip
def state(overtimes: Batch[Overtime, Stated], act: Act) -> None:
    """Yes: so long, for this reason, assigned by them.  It goes to the superior, and counts once confirmed."""
    for overtime, given in overtimes:
        if given.minutes > longest(overtime):
            overtimes.refuse(overtime, _("最多 %(n)s 分钟：系统看到的、申请的就是这一段。") % {"n": longest(overtime)})
            continue
        if why := ground_of(overtime, given):
            overtimes.refuse(overtime, why)
            continue
        overtime.minutes, overtime.stated_at = given.minutes, act.at
        heard = confirmers(overtime)
        overtime.owner_id = heard[0] if heard else None
        write_down(act, OVERTIME, overtime, given.reason)
        tell(act, OVERTIME, overtime, "told", heard, action="overtime.state")


def longest(overtime: Overtime) -> int:
    """So many minutes lie between its beginning and its end."""
    return max(1, -(-int((overtime.ends_at - overtime.starts_at).total_seconds()) // 60))


@command(
    "overtime.deny", zh="加班.不是加班", en="It was not", on=OVERTIME, leads={"status": ("asked", "denied")},
    input=Denied, open=is_mine, in_person=True,
)  # fmt: skip
def deny(overtimes: Batch[Overtime, Denied], act: Act) -> None:
    """No: it was no overtime."""
    for overtime, given in overtimes:
        overtime.settled_at = act.at
        write_down(act, OVERTIME, overtime, getattr(given, "note", ""))


def own(overtime: Overtime, actor: Actor) -> str:
    """Nobody confirms their own, but where there is nobody else."""
    judged = is_mine(overtime, actor) and not confirms(overtime, actor)
    return _("自己的加班，由别人确认。") if judged else ""


@command(
    "overtime.confirm", zh="加班.确认", en="Confirm", on=OVERTIME, leads={"status": ("stated", "confirmed")},
    input=Confirmed, open=confirms, barred=own, in_person=True, primary=True,
)  # fmt: skip
def confirm(overtimes: Batch[Overtime, Confirmed], act: Act) -> None:
    """It counts.  What goes beyond the law's hours of a month counts as well, and is said."""
    adding: dict[tuple[int | None, int, int], int] = {}
    for overtime, given in overtimes:
        minutes = getattr(given, "minutes", None) or overtime.minutes
        if minutes > overtime.minutes:
            overtimes.refuse(overtime, _("不能比说明的多：本人说明了 %(n)s 分钟。") % {"n": overtime.minutes})
            continue
        overtime.minutes, overtime.counted_seconds, overtime.settled_at = minutes, minutes * 60, act.at
        overtime.owner_id = overtime.person_id
        key = (overtime.person_id, overtime.day.year, overtime.day.month)
        adding[key] = adding.get(key, 0) + minutes * 60
        whole = timedelta(seconds=counted(overtime.person_id, overtime.day) + adding[key])
        allowed = limits_on(overtime.day).month
        overtime.over = whole > allowed
        write_down(act, OVERTIME, overtime, getattr(given, "note", ""))
        tell(act, OVERTIME, overtime, "told", [overtime.person_id], action="overtime.confirm")
        if overtime.over:
            hours = {"n": f"{whole.total_seconds() / 3600:.1f}", "most": f"{allowed.total_seconds() / 3600:.0f}"}
            said = _("这个月已经 %(n)s 小时，超过法定的 %(most)s 小时：照算，请马上停止再安排。")
            overtimes.say(overtime, said % hours)


def counted(person: int | None, day: date) -> int:
    """Seconds confirmed so far of a person in the month of a day."""
    rows = Overtime.objects.filter(person_id=person or 0, day__year=day.year, day__month=day.month, status="confirmed")
    return int(rows.aggregate(n=Sum("counted_seconds"))["n"] or 0)


@command(
    "overtime.refuse", zh="加班.不算", en="Does not count", on=OVERTIME, leads={"status": ("stated", "refused")},
    input=Why, open=confirms, barred=own, in_person=True,
)  # fmt: skip
def refuse(overtimes: Batch[Overtime, Why], act: Act) -> None:
    """It does not count as overtime, and why; the person reads the reason."""
    for overtime, given in overtimes:
        overtime.settled_at, overtime.owner_id = act.at, overtime.person_id
        write_down(act, OVERTIME, overtime, getattr(given, "reason", ""))
        tell(act, OVERTIME, overtime, "told", [overtime.person_id], action="overtime.refuse")


@command(
    "overtime.reopen", zh="加班.再说明", en="State it again", on=OVERTIME,
    leads={"status": (("denied", "refused"), "asked")}, open=is_mine, in_person=True,
)  # fmt: skip
def reopen(overtimes: Batch[Overtime, None], act: Act) -> None:
    """Something was wrong with what was said: it can be stated once more."""
    for overtime, _nothing in overtimes:
        overtime.asked_at, overtime.settled_at = act.at, None

"""A meeting is called: by somebody, or by a duty of the rulebook; put off, called off, or not held after all."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.utils.translation import gettext as _
from pydantic import BaseModel, model_validator

from dianzhang.engine import reading
from dianzhang.engine.inputs import Moment
from dianzhang.engine.moment import HOME
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.parties import Party, persons_behind, split
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command, consequence
from dianzhang.engine.telling import tell, write_down

from ..models import Attendance, Meeting
from .people import chairs, invited
from .states import MEETING, allowed_minutes

Form = Literal[
    "morning",
    "standup",
    "weekly",
    "friday",
    "monthly",
    "quarterly",
    "strategy",
    "kickoff",
    "review",
    "training",
    "other",
]
LONGEST = 480  # minutes
MANY = 100  # invited by name


class Called(BaseModel):
    """Which form, when, where, how long at most; who comes: all of one's unit, and whoever is named."""

    kind: Form = Kept("other")
    title: str = Personal("", max_length=60)
    starts_at: Moment = Kept(...)
    minutes: int | None = Kept(None, ge=1, le=LONGEST)
    place: str = Personal("", max_length=80, title="地点或链接")
    everyone: bool = Kept(True)
    people: list[Party] = Personal([], max_length=MANY, title="另外请谁")
    of_kind: str = Kept("", max_length=40, carried=True)
    of_id: int | None = Kept(None, ge=1, carried=True)

    @model_validator(mode="after")
    def _somebody(self) -> Called:
        if not self.everyone and not self.people:
            raise ValueError(_("请写明谁来开会：全组，或另外请谁。"))
        return self


class Ahead(BaseModel):
    """A meeting that a duty calls: the occurrence that it will prove."""

    kind: str = Kept(...)
    title: str = Personal(...)
    post: str = Kept("")
    owner_id: int = Kept(...)
    unit_id: int | None = Kept(None)
    starts_at: datetime = Kept(...)
    not_before: datetime = Kept(...)
    rule: str = Kept(...)
    version_id: int = Kept(...)
    duty_id: int = Kept(...)


class Moved(BaseModel):
    starts_at: Moment = Kept(...)
    place: str = Personal("", max_length=80, title="地点或链接")
    reason: str = Personal("", max_length=500)


class Why(BaseModel):
    reason: str = Personal(..., min_length=1, max_length=500)


def past(starts_at: datetime, act: Act) -> str:
    """Why a meeting cannot be at this time: it has gone."""
    if starts_at > act.at:
        return ""
    when = f"{starts_at.astimezone(HOME):%Y-%m-%d %H:%M}"
    return _("%(when)s 已经过去了，会议只能定在以后。") % {"when": when}


@command("meeting.call", zh="会议.召集", en="Call", on=MEETING, creates=True, input=Called)
def call(meetings: Batch[Meeting, Called], act: Act) -> None:
    """Call a meeting; whoever does is in the chair, and who is invited is told."""
    for meeting, given in meetings:
        if why := past(given.starts_at, act):
            meetings.refuse(meeting, why)
            continue
        if given.of_kind and reading.find_named(act.actor, given.of_kind, given.of_id) is None:
            meetings.refuse(meeting, _("没有找到会议所说的那条记录。"))
            continue
        for name in ("kind", "title", "starts_at", "minutes", "place", "everyone", "of_kind", "of_id"):
            setattr(meeting, name, getattr(given, name))
        meeting.owner_id, meeting.unit_id, meeting.post = act.actor.person_id, act.actor.unit_id, act.actor.post
        allowed = [one for one in (given.minutes, allowed_minutes(meeting)) if one is not None]
        meeting.minutes = min(allowed, default=None)
        vars(meeting)["_seats"] = []  # nobody is invited to what is only being made
        named = [person for party in given.people for person in persons_behind(*split(party))]
        for person in dict.fromkeys((*invited(meeting), *named)):
            if person in named or person == meeting.owner_id:
                act.add(Attendance(meeting_id=meeting.id, person_id=person))
        tell(act, MEETING, meeting, "told", (*invited(meeting), *named), action="meeting.call")


@consequence("meeting.arrange", zh="会议.排定", en="Arrange", on=MEETING, creates=True, input=Ahead)
def arrange(meetings: Batch[Meeting, Ahead], act: Act) -> None:
    """A duty is laid out: the meeting that proves it stands in everybody's calendar."""
    for meeting, given in meetings:
        for name in Ahead.model_fields:
            setattr(meeting, name, getattr(given, name))
        meeting.everyone = True
        meeting.minutes = allowed_minutes(meeting)


@command(
    "meeting.move", zh="会议.改期", en="Move", on=MEETING, requires={"status": "called"}, input=Moved, open=chairs,
    begins=lambda meeting: {"starts_at": meeting.starts_at.astimezone(HOME), "place": meeting.place},
)  # fmt: skip
def move(meetings: Batch[Meeting, Moved], act: Act) -> None:
    """Another time or place; who is invited is told.  A duty that it proves stays due when it was."""
    for meeting, given in meetings:
        if given.starts_at != meeting.starts_at and (why := past(given.starts_at, act)):
            meetings.refuse(meeting, why)
            continue
        if given.starts_at == meeting.starts_at and given.place == meeting.place:
            meetings.unchanged(meeting)
            continue
        meeting.starts_at, meeting.place = given.starts_at, given.place
        write_down(act, MEETING, meeting, given.reason)
        tell(act, MEETING, meeting, "told", invited(meeting), action="meeting.move")


@command(
    "meeting.call_off", zh="会议.取消", en="Call off", on=MEETING, leads={"status": ("called", "fell")}, input=Why,
    open=chairs,
)  # fmt: skip
def call_off(meetings: Batch[Meeting, Why], act: Act) -> None:
    """It is not held, and why.  What a rulebook wants held stays owed."""
    for meeting, given in meetings:
        people = invited(meeting)
        meeting.fell = "called_off"
        write_down(act, MEETING, meeting, getattr(given, "reason", ""))
        tell(act, MEETING, meeting, "told", people, action="meeting.call_off")


@consequence("meeting.lapse", zh="会议.没有开", en="Not held", on=MEETING, leads={"status": ("called", "fell")})
def lapse(meetings: Batch[Meeting, None], act: Act) -> None:
    """Its day is over and nobody began it."""
    for meeting, _nothing in meetings:
        meeting.fell = "lapsed"


@consequence("meeting.withdraw", zh="会议.撤回", en="Withdraw", on=MEETING, leads={"status": ("called", "fell")})
def withdraw(meetings: Batch[Meeting, None], act: Act) -> None:
    """The duty that called it is not owed any more."""
    for meeting, _nothing in meetings:
        meeting.fell = "withdrawn"

"""A meeting is held: begun, the agenda filled and ticked off, the roll called, minutes taken, ended."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine.access import Actor
from dianzhang.engine.moment import HOME, day_of
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.parties import Party, party, split
from dianzhang.engine.personal import Personal
from dianzhang.engine.registry import command, consequence
from dianzhang.engine.telling import tell

from ..models import AgendaItem, Attendance, Meeting
from .agenda import points
from .people import away_on, chairs, comes, invited, seats_of
from .projects import held
from .states import MEETING, allowed_minutes

MANY = 200


class Point(BaseModel):
    text: str = Personal(..., min_length=1, max_length=500, title="议题")


class Ticked(BaseModel):
    item: int = Personal(..., carried=True)


class Roll(BaseModel):
    """Who did not come; everybody else was there."""

    excused: list[Party] = Personal([], max_length=MANY, title="请了假的")
    absent: list[Party] = Personal([], max_length=MANY, title="没有到的")


class Written(BaseModel):
    text: str = Personal("", max_length=20_000, title="纪要")


def keeps(meeting: Meeting, actor: Actor) -> bool:
    """Who writes minutes and ticks off: the chair, and whoever came."""
    return chairs(meeting, actor) or comes(meeting, actor)


@command(
    "meeting.begin", zh="会议.开始", en="Begin", on=MEETING, leads={"status": ("called", "running")}, open=chairs,
    primary=True,
)  # fmt: skip
def begin(meetings: Batch[Meeting, None], act: Act) -> None:
    """Open it: who is invited now is written down, and the agenda is filled with what is so now."""
    for meeting, _nothing in meetings:
        early = meeting.not_before is not None and act.at < meeting.not_before
        if early or day_of(act.at) < day_of(meeting.starts_at):
            when = meeting.not_before if early else meeting.starts_at
            said = f"{when.astimezone(HOME):%m-%d %H:%M}" if when is not None else ""
            meetings.refuse(meeting, _("还没有到开会的时间：%(when)s 起才算数。") % {"when": said})
            continue
        people, there, away = invited(meeting), {seat.person_id for seat in seats_of(meeting)}, away_on(meeting)
        for person in people:
            if person not in there:
                state = "excused" if person in away else "invited"
                act.add(Attendance(meeting_id=meeting.id, person_id=person, state=state))
        for source, point in points(meeting, act.actor):
            act.add(
                AgendaItem(
                    meeting_id=meeting.id, source=source, of_kind=point.kind, of_id=point.id, added_at=act.at
                )
            )  # fmt: skip
        meeting.began_at = act.at
        if meeting.rule:  # as the rules in force say now
            meeting.minutes = allowed_minutes(meeting)


@command(
    "meeting.propose", zh="会议.提议题", en="Add a point", on=MEETING, requires={"status": ("called", "running")},
    input=Point, open=keeps, beside=True,
)  # fmt: skip
def propose(meetings: Batch[Meeting, Point], act: Act) -> None:
    """Whoever is invited puts a point on the agenda."""
    for meeting, given in meetings:
        act.add(
            AgendaItem(
                meeting_id=meeting.id, source="hand", text=given.text.strip(), author_id=act.actor.person_id,
                added_at=act.at,
            )
        )  # fmt: skip


@command(
    "meeting.tick", zh="会议.议过", en="Tick off", on=MEETING, requires={"status": "running"}, input=Ticked, open=keeps,
    beside=True,
)  # fmt: skip
def tick(meetings: Batch[Meeting, Ticked], act: Act) -> None:
    """This point has been talked about."""
    for meeting, given in meetings:
        item = AgendaItem.objects.filter(pk=given.item, meeting_id=meeting.id).first()
        if item is None:
            meetings.refuse(meeting, _("议程里没有这一项。"))
        elif item.done_at is not None:
            meetings.unchanged(meeting)
        else:
            item.done_at = act.at
            act.change(item)


def roll_now(meeting: Meeting) -> dict[str, Any]:
    """What the form of ``meeting.roll`` begins with."""
    found: dict[str, Any] = {"excused": [], "absent": []}
    for seat in seats_of(meeting):
        if seat.state in found:
            found[seat.state].append(party(seat.person_id, ""))
    return found


@command(
    "meeting.roll", zh="会议.点名", en="Call the roll", on=MEETING, requires={"status": "running"}, input=Roll,
    open=chairs, begins=roll_now,
)  # fmt: skip
def roll(meetings: Batch[Meeting, Roll], act: Act) -> None:
    """Who is there and who is not."""
    for meeting, given in meetings:
        out = {split(one)[0]: "excused" for one in given.excused} | {split(one)[0]: "absent" for one in given.absent}
        if None in out:
            meetings.refuse(meeting, _("点名要写人，不写岗位。"))
            continue
        for seat in seats_of(meeting):
            seat.state = out.get(seat.person_id, "present")
            act.change(seat)


@command(
    "meeting.write", zh="会议.记纪要", en="Write minutes", on=MEETING, requires={"status": ("running", "held")},
    input=Written, open=chairs, begins=lambda meeting: {"text": meeting.text},
)  # fmt: skip
def write(meetings: Batch[Meeting, Written], act: Act) -> None:
    """The minutes as they are now; after the end, put right."""
    for meeting, given in meetings:
        text = getattr(given, "text", "")
        if text == meeting.text:
            meetings.unchanged(meeting)
            continue
        meeting.text = text
        if meeting.status == "held":
            tell(act, MEETING, meeting, "told", invited(meeting), action="meeting.write")


@command(
    "meeting.end", zh="会议.结束", en="End", on=MEETING, leads={"status": ("running", "held")}, open=chairs,
    primary=True,
)  # fmt: skip
def end(meetings: Batch[Meeting, None], act: Act) -> None:
    """Close it: how long it took is written down, and everybody invited is told that there are minutes."""
    for meeting, _nothing in meetings:
        meeting.ended_at = act.at
        lasted = int((act.at - (meeting.began_at or act.at)).total_seconds())
        meeting.over = max(0, -(-(lasted - meeting.minutes * 60) // 60)) if meeting.minutes is not None else None
        for seat in seats_of(meeting):
            if seat.state == "invited":
                seat.state = "present"
                act.change(seat)
        if meeting.over:
            meetings.say(meeting, _("超过规定时间 %(n)s 分钟。") % {"n": meeting.over})
        held(meeting, act)
        tell(act, MEETING, meeting, "told", invited(meeting), action="meeting.end")


@consequence(
    "meeting.run_out", zh="会议.当天没有结束", en="Not ended", on=MEETING, leads={"status": ("running", "held")}
)
def run_out(meetings: Batch[Meeting, None], act: Act) -> None:
    """Its day is over and nobody ended it: how long it took nobody knows, and its minutes go out."""
    for meeting, _nothing in meetings:
        tell(act, MEETING, meeting, "told", invited(meeting), action="meeting.end")

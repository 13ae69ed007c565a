"""The three questions of a stand-up: what is done, what comes today, what is in the way.  Answered there, or in writing
beforehand by whoever is elsewhere."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel, model_validator

from dianzhang.engine import registry
from dianzhang.engine.access import Actor
from dianzhang.engine.models import Event
from dianzhang.engine.moment import day_of, start_of
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.owed import owed
from dianzhang.engine.personal import Personal
from dianzhang.engine.registry import command
from dianzhang.engine.rulebooks import calendar_of
from dianzhang.engine.words import action_name, subject_name

from ..models import AgendaItem, Attendance, Meeting
from .people import comes, seats_of
from .states import ASKING, MEETING

LINES = 8  # of what is known already
INSTANT = timedelta(microseconds=1)


class Answers(BaseModel):
    done: str = Personal("", max_length=2000, title="上一个工作日做完了什么")
    today: str = Personal("", max_length=2000, title="今天打算做什么")
    blocked: str = Personal("", max_length=500, title="卡在哪里")

    @model_validator(mode="after")
    def _something(self) -> Answers:
        if not (self.done.strip() or self.today.strip() or self.blocked.strip()):
            raise ValueError(_("三问至少答一问。"))
        return self


def answers(meeting: Meeting, actor: Actor) -> bool:
    return meeting.kind in ASKING and comes(meeting, actor)


def known(meeting: Meeting, actor: Actor) -> dict[str, Any]:
    """What the form begins with: one's own words, else what the journal has of the last working day and what is due."""
    seat = next((one for one in seats_of(meeting) if one.person_id == actor.person_id), None)
    if seat is not None and seat.answered_at is not None:
        return {"done": seat.done, "today": seat.today, "blocked": seat.blocked}
    return {"done": _did(meeting, actor), "today": _due(meeting, actor)}


def _did(meeting: Meeting, actor: Actor) -> str:
    """``客诉 解决 × 3``, by line, of the working day before the meeting."""
    day, calendar = day_of(meeting.starts_at) - timedelta(days=1), calendar_of(None)
    for _tries in range(15):
        if calendar.is_working_day(day):
            break
        day -= timedelta(days=1)
    begin = start_of(day)
    kinds = Event.objects.filter(
        actor_id=actor.person_id, occurred_at__gte=begin, occurred_at__lt=begin + timedelta(days=1), rule=""
    )
    done = Counter(kinds.values_list("kind", flat=True))
    lines = []
    for kind, times in done.most_common(LINES):
        action = registry.actions.get(kind)
        if action is not None and action.kind == "command" and action.subject is not MEETING:
            lines.append(f"{subject_name(action.subject)} {action_name(action)} × {times}")
    return "\n".join(lines)


def _due(meeting: Meeting, actor: Actor) -> str:
    """What falls due for this person until the end of that day, and what is late: deadlines, and dates of records."""
    listed = owed(actor, start_of(day_of(meeting.starts_at) + timedelta(days=1)) - INSTANT, LINES)
    lines = [f"{one.title} {one.what}".strip() for one in listed.lines]
    return "\n".join([*lines, _("还有 %(n)d 项") % {"n": listed.more}] if listed.more else lines)


@command(
    "meeting.answer", zh="会议.答三问", en="Answer the three questions", on=MEETING,
    requires={"status": ("called", "running")}, input=Answers, open=answers, in_person=True, beside=True, fills=known,
)  # fmt: skip
def answer(meetings: Batch[Meeting, Answers], act: Act) -> None:
    """One's own answers; what is in the way comes on the agenda."""
    for meeting, given in meetings:
        me = act.actor.person_id
        assert me is not None  # open to persons who are invited
        seat = next((one for one in seats_of(meeting) if one.person_id == me), None)
        if seat is None:
            seat = Attendance(meeting_id=meeting.id, person_id=me)
            act.add(seat)
        else:
            act.change(seat)
        seat.done, seat.today, seat.blocked = given.done.strip(), given.today.strip(), given.blocked.strip()
        seat.answered_at = act.at
        item = AgendaItem.objects.filter(meeting_id=meeting.id, author_id=me, source="blocked", of_kind="").first()
        if item is not None:
            item.text = seat.blocked
            act.change(item)
        elif seat.blocked:
            act.add(
                AgendaItem(
                    meeting_id=meeting.id, source="blocked", text=seat.blocked, author_id=me, added_at=act.at
                )
            )  # fmt: skip

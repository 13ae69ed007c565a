"""What is decided becomes a task, by the same action as everywhere."""

from __future__ import annotations

from django.utils.translation import gettext as _
from pydantic import BaseModel, model_validator

from dianzhang.engine import registry
from dianzhang.engine.inputs import Moment
from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.parties import Party, party, persons_behind, split
from dianzhang.engine.personal import Personal
from dianzhang.engine.registry import command

from ..models import Decision, Meeting
from .people import chairs
from .states import MEETING

TITLE = 120  # letters of a task's title


class Decided(BaseModel):
    """What, who does it, by when.  Without a person it is only written down."""

    text: str = Personal(..., min_length=1, max_length=1000, title="决定")
    accountable: Party | None = Personal(None, title="谁去办")
    due_at: Moment | None = Personal(None, title="办到什么时候")

    @model_validator(mode="after")
    def _whose(self) -> Decided:
        if self.due_at is not None and self.accountable is None:
            raise ValueError(_("写了期限，也要写谁去办。"))
        return self


@command(
    "meeting.decide", zh="会议.决定", en="Decide", on=MEETING, requires={"status": "running"}, input=Decided,
    open=chairs,
)  # fmt: skip
def decide(meetings: Batch[Meeting, Decided], act: Act) -> None:
    """Written down; whoever does it answers for a task from now on and does it, and the task says where it is from."""
    for meeting, given in meetings:
        decision = Decision(meeting_id=meeting.id, text=given.text.strip(), due_at=given.due_at, decided_at=act.at)
        if given.accountable is not None:
            behind = persons_behind(*split(given.accountable))
            decision.person_id = behind[0] if len(behind) == 1 else None
            asked = party(meeting.owner_id, "")
            first = decision.text.splitlines()[0]
            wanted = {
                "title": first[:TITLE], "description": decision.text if decision.text != first[:TITLE] else "",
                "due_at": given.due_at, "accountable": given.accountable, "responsible": [given.accountable],
                "consulted": [asked], "informed": [asked],
                "of_kind": "meeting", "of_id": meeting.id,
            }  # fmt: skip
            task = registry.actions["task.propose"]
            outcome = act.transaction.do(task, [Item(data=wanted)], actor=act.actor, checked=True)[0]
            if outcome.status not in ("done", "awaiting"):
                meetings.refuse(meeting, outcome.why)
                continue
            if outcome.status == "awaiting":
                meetings.say(meeting, _("派活要先批准，批了才成为事项。"))
            decision.task_id = outcome.id if outcome.done else None
        meeting.decided += 1
        act.add(decision)

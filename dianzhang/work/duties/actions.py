"""What happens to something owed: laid out by its rule, proved by an event or said to be done, missed, withdrawn."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine.access import Actor
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.parties import is_of
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command, consequence
from dianzhang.engine.telling import write_down

from ..models import Owed
from .states import DUTY


class Occasion(BaseModel):
    """One time that a duty falls due, and who owes it."""

    rule: str = Kept(...)
    version_id: int = Kept(...)
    name: str = Kept(...)
    day: date = Kept(...)
    post: str = Kept(...)
    opens_at: datetime = Kept(...)
    due_at: datetime = Kept(...)
    proved: bool = Kept(False)
    owner_id: int | None = Kept(None)
    unit_id: int | None = Kept(None)
    instead_of_id: int | None = Kept(None)


class Proved(BaseModel):
    """When what proves it happened."""

    done_at: datetime = Kept(...)


class Said(BaseModel):
    """What was done, in words."""

    note: str = Personal(..., min_length=1, max_length=500)


@consequence("duty.lay_out", zh="例行.排定", en="Lay out", on=DUTY, creates=True, input=Occasion)
def lay_out(duties: Batch[Owed, Occasion], act: Act) -> None:
    """Comes about ahead of its time, so that everybody can see what is coming."""
    for owed, given in duties:
        for name in Occasion.model_fields:
            setattr(owed, name, getattr(given, name))


@consequence(
    "duty.prove", zh="例行.证实", en="Prove", on=DUTY, leads={"status": (("open", "missed"), "done")}, input=Proved,
)  # fmt: skip
def prove(duties: Batch[Owed, Proved], act: Act) -> None:
    """What was owed has happened: the event that proves it is the cause."""
    for owed, given in duties:
        owed.done_at = given.done_at


def may_say(owed: Owed, actor: Actor) -> bool:
    """Whoever owes it, where no event could prove it."""
    return not owed.proved and is_of(owed.owner_id, "" if owed.owner_id else owed.post, actor.person_id)


@command(
    "duty.done", zh="例行.完成", en="Done", on=DUTY, leads={"status": (("open", "missed"), "done")}, input=Said,
    open=may_say, primary=True,
)  # fmt: skip
def done(duties: Batch[Owed, Said], act: Act) -> None:
    """Done, says who owed it, and how: for what leaves no trace that could prove it."""
    for owed, given in duties:
        if owed.proved:
            duties.refuse(owed, _("这一项由要做的事自己证明：做了就会记上，不用另外说明。"))
            continue
        if act.at < owed.opens_at:
            duties.refuse(owed, _("还没有到这一次的时间。"))
            continue
        owed.done_at = act.at
        write_down(act, DUTY, owed, getattr(given, "note", ""))


@consequence("duty.miss", zh="例行.落空", en="Miss", on=DUTY, leads={"status": ("open", "missed")})
def miss(duties: Batch[Owed, None], act: Act) -> None:
    """Nothing had happened when it fell due.  It can still be done, late."""


@consequence("duty.withdraw", zh="例行.撤回", en="Withdraw", on=DUTY, leads={"status": ("open", "withdrawn")})
def withdraw(duties: Batch[Owed, None], act: Act) -> None:
    """Not owed after all: the rule has gone or changed, or who owed it no longer holds the post."""

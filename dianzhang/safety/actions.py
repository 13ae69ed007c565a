"""Having the journal checked, and what came of it."""

from __future__ import annotations

import json

from pydantic import BaseModel

from dianzhang.engine.models import Job
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept
from dianzhang.engine.registry import command, consequence

from .models import Check
from .states import JOURNAL

KIND = "journal_check"  # the job


class Found(BaseModel):
    """What a worker found."""

    events: int = Kept()
    sealed: int = Kept()
    broken: int = Kept(0)
    seconds: float = 0
    result: str = Kept("")


@command("journal.check", zh="日志.核对", en="Check", on=JOURNAL, creates=True)
def check(checks: Batch[Check, None], act: Act) -> None:
    """Hold it against its seals: a worker does it, the page says how far it is."""
    for one, _given in checks:
        one.asked_at = act.at
        one.owner_id, one.unit_id = act.actor.person_id, act.actor.unit_id
        act.add(Job(kind=KIND, data=json.dumps({"check": one.id}), due_at=act.recorded_at))


def _keep(checks: Batch[Check, Found], act: Act) -> None:
    for one, given in checks:
        one.done_at = act.at
        one.events, one.sealed, one.broken = given.events, given.sealed, given.broken
        one.place = one.of_events = given.events
        one.seconds, one.result = given.seconds, given.result


@consequence("journal.hold", zh="日志.完好", en="Whole", on=JOURNAL, leads={"status": ("asked", "whole")}, input=Found)
def hold(checks: Batch[Check, Found], act: Act) -> None:
    """Every event is as it was sealed."""
    _keep(checks, act)


@consequence(
    "journal.break", zh="日志.对不上", en="Broken", on=JOURNAL, leads={"status": ("asked", "broken")}, input=Found
)
def broken(checks: Batch[Check, Found], act: Act) -> None:
    """Something was changed, deleted, inserted, moved or cut off."""
    _keep(checks, act)


@consequence("journal.give_up", zh="日志.没有核对完", en="Given up", on=JOURNAL, leads={"status": ("asked", "stopped")})
def give_up(checks: Batch[Check, None], act: Act) -> None:
    """Somebody stopped it, or it could not be done."""
    for one, _given in checks:
        one.done_at = act.at

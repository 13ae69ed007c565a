"""``volume.record`` and ``volume.void``: volumes of work that no file carries."""

from __future__ import annotations

from datetime import date
from typing import Literal

from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from dianzhang.engine.models import Person
from dianzhang.engine.moment import day_of
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Personal
from dianzhang.engine.registry import command

from ..entered import VOLUME
from ..models import Volume


class Done(BaseModel):
    """What was done on a day, by whom (code of a person; none: the department as a whole), and where it can be seen."""

    kind: Literal["promotion", "feedback", "franchise"]
    day: date
    count: int = Field(ge=0, le=10_000_000)
    person: str = Personal("")
    source: str = Personal("", max_length=200)


class Struck(BaseModel):
    reason: str = Personal(..., min_length=1, max_length=200)


@command("volume.record", zh="业务量.登记", en="Record", on=VOLUME, creates=True, input=Done)
def record(volumes: Batch[Volume, Done], act: Act) -> None:
    """Write down a volume of work of one day; several of a day add up."""
    for volume, done in volumes:
        person = Person.objects.filter(code=done.person).first() if done.person else None
        if done.person and person is None:
            volumes.refuse(volume, _("没有工号为 %(code)s 的人员。") % {"code": done.person})
            continue
        if done.day > day_of(act.at):
            volumes.refuse(volume, _("%(day)s 还没有到，不能先登记。") % {"day": done.day})
            continue
        volume.kind, volume.day, volume.count, volume.source = done.kind, done.day, done.count, done.source
        volume.for_person_id = person.pk if person else None
        volume.owner_id, volume.unit_id = act.actor.person_id, act.actor.unit_id


@command(
    "volume.void", zh="业务量.作废", en="Strike out", on=VOLUME, leads={"status": ("recorded", "void")}, input=Struck
)
def void(volumes: Batch[Volume, Struck], act: Act) -> None:
    """It was wrong: it no longer counts, and stays on record."""

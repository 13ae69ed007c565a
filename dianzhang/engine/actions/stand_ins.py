"""Standing in for someone away: appointed by them or by who leads them, for certain days, and ended."""

from __future__ import annotations

import json
from datetime import date

from django.utils.translation import gettext as _
from pydantic import BaseModel, model_validator

from .. import organisation as kept
from ..access import Actor
from ..models import Notice, Person, StandIn
from ..moment import day_of
from ..organisation import organisation
from ..outcome import Act, Batch
from ..personal import Personal
from ..registry import command
from .organisation import PERSON

APPOINTED = "appointed"  # the notice to the one away and to the stand-in


class Appointment(BaseModel):
    """Who stands in, from which day to which, both included; without a last day: whenever the person is away."""

    stand_in: str
    since: date
    until: date | None = None
    reason: str = Personal("", max_length=300)

    @model_validator(mode="after")
    def _in_order(self) -> Appointment:
        if self.until is not None and self.until < self.since:
            raise ValueError(_("结束日早于开始日。"))
        return self


def for_themselves_or_led(person: Person, actor: Actor) -> bool:
    """The person, or someone in a post above one of theirs."""
    org = organisation()
    if actor.person_id is None or actor.person_id not in org.active:
        return False
    return bool(person.pk == actor.person_id) or org.leads(actor.person_id, person.pk)


def appointed(person: Person, actor: Actor) -> bool:
    return bool(organisation().absences.appointed.get(person.pk)) and for_themselves_or_led(person, actor)


@command(
    "person.appoint_stand_in", zh="人员.请人代理", en="Appoint a stand-in", on=PERSON, requires={"status": "active"},
    input=Appointment, open=for_themselves_or_led, undo="person.end_stand_in",
)  # fmt: skip
def appoint_stand_in(persons: Batch[Person, Appointment], act: Act) -> None:
    """Someone answers requests for approval in this one's place, on days of absence.

    Whoever appoints for another says why; the one away and the stand-in are told, and the one away may end it.
    """
    today = day_of(act.at)
    for person, given in persons:
        other = Person.objects.filter(code=given.stand_in, status="active").first()
        if other is None:
            persons.refuse(person, _("没有在职的“%(person)s”。") % {"person": given.stand_in})
        elif other.pk == person.id:
            persons.refuse(person, _("不能请自己代理。"))
        elif given.until is not None and given.until < today:
            persons.refuse(person, _("这几天已经过去了，代理只能从今天往后。"))
        elif act.actor.person_id != person.id and not given.reason.strip():
            persons.refuse(person, _("替别人请人代批，要写明为什么：本人会收到通知。"))
        elif (there := _overlapping(person, given)) is not None:
            persons.refuse(
                person, _("这几天已经请了%(name)s代理。要换人，先结束那一次。") % {"name": there.stand_in.name}
            )
        else:
            act.add(
                StandIn(
                    person_id=person.id, stand_in_id=other.pk, since=max(given.since, today), until=given.until,
                    appointed_by_id=act.actor.person_id, reason=given.reason,
                )
            )  # fmt: skip
            for reader in {person.id, other.pk} - {act.actor.person_id}:
                act.add(
                    Notice(
                        person_id=reader, kind=APPOINTED, subject_kind=PERSON.name, subject_id=person.id,
                        data=json.dumps({"by": act.actor.person_id, "of": person.id, "stand_in": other.pk}),
                        created_at=act.recorded_at,
                    )
                )  # fmt: skip
    act.transaction.afterwards(kept.forget)


def _overlapping(person: Person, given: Appointment) -> StandIn | None:
    """An appointment that holds on one of these days.  One without a last day overlaps only another such."""
    standing = StandIn.objects.filter(person_id=person.id, ended_at=None).select_related("stand_in")
    if given.until is None:
        return standing.filter(until=None).first()
    return standing.filter(until__gte=given.since, since__lte=given.until).first()


@command("person.end_stand_in", zh="人员.结束代理", en="End the standing in", on=PERSON, open=appointed)
def end_stand_in(persons: Batch[Person, None], act: Act) -> None:
    """Back again: what was appointed for today and later no longer holds."""
    today = day_of(act.at)
    for person, _nothing in persons:
        standing = [s for s in StandIn.objects.filter(person_id=person.id, ended_at=None) if _still(s, today)]
        if not standing:
            persons.refuse(person, _("现在没有人代理。"))
        for one in standing:
            one.ended_at = act.at
            act.change(one)
    act.transaction.afterwards(kept.forget)


def _still(one: StandIn, today: date) -> bool:
    return one.until is None or one.until >= today

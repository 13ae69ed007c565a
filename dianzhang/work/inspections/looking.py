"""An inspection from its beginning to its end: of our own, or by an authority."""

from __future__ import annotations

from datetime import date
from typing import Literal

from django.utils.translation import gettext as _
from pydantic import BaseModel, model_validator

from dianzhang.engine.access import Actor
from dianzhang.engine.clauses import ClauseId
from dianzhang.engine.moment import day_of
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command
from dianzhang.engine.telling import write_down
from dianzhang.engine.words import join

from ..models import Finding, Inspection
from .states import INSPECTION, finding_title

MANY = 200  # clauses of one inspection


class Begun(BaseModel):
    """Who looks at whom, for which days, and at which clauses; by an authority, which."""

    kind: Literal["own", "authority"] = Kept(...)
    authority: str = Kept("", max_length=80)
    person: str = Kept("", max_length=40, title="查谁")
    unit: str = Kept("", max_length=40, title="查哪个组")
    first_day: date = Kept(...)
    last_day: date = Kept(...)
    clauses: list[ClauseId] = Kept([], max_length=MANY)

    @model_validator(mode="after")
    def _whole(self) -> Begun:
        if self.last_day < self.first_day:
            raise ValueError(_("止日早于起日。"))
        if self.kind == "authority" and not self.authority.strip():
            raise ValueError(_("监督检查要写明是哪个机关。"))
        if self.kind == "own" and self.authority.strip():
            raise ValueError(_("内部巡查没有检查机关；是机关来查的，类别选监督检查。"))
        return self


class Said(BaseModel):
    """What came of it."""

    note: str = Personal("", max_length=2000, title="结论")


@command("inspection.begin", zh="巡查.开始", en="Begin", on=INSPECTION, creates=True, input=Begun)
def begin(inspections: Batch[Inspection, Begun], act: Act) -> None:
    """Begin to look; whoever does inspects, or receives the authority."""
    org = organisation()
    units = {unit.code: unit.pk for unit in org.units.values()}
    for inspection, given in inspections:
        if given.person and org.codes.get(given.person) not in org.posts_of:
            inspections.refuse(inspection, _("没有在岗的人“%(who)s”。") % {"who": given.person})
            continue
        if given.unit and given.unit not in units:
            inspections.refuse(inspection, _("没有代号为“%(unit)s”的组。") % {"unit": given.unit})
            continue
        if given.first_day > day_of(act.at):
            inspections.refuse(inspection, _("要查的日子还没有到。"))
            continue
        inspection.kind, inspection.authority = given.kind, given.authority.strip()
        inspection.whom_id, inspection.group_id = org.codes.get(given.person), units.get(given.unit)
        inspection.first_day, inspection.last_day = given.first_day, given.last_day
        inspection.clauses = " ".join(dict.fromkeys(given.clauses))
        inspection.owner_id, inspection.unit_id = act.actor.person_id, act.actor.unit_id
        inspection.begun_at = act.at


def inspects(inspection: Inspection, actor: Actor) -> bool:
    return actor.person_id is not None and actor.person_id == inspection.owner_id


def left_open(inspection: Inspection) -> list[Finding]:
    """Findings of it that nobody has to correct yet, or without a date."""
    rows = Finding.objects.filter(inspection_id=inspection.pk, status__in=("reported", "assigned"))
    return [one for one in rows.order_by("id") if one.owner_id is None or one.due_at is None]


@command(
    "inspection.close", zh="巡查.结束", en="Close", on=INSPECTION, leads={"status": ("begun", "closed")}, input=Said,
    open=inspects, primary=True,
)  # fmt: skip
def close(inspections: Batch[Inspection, Said], act: Act) -> None:
    """Looked at; what was found has somebody to correct it and a date by which."""
    for inspection, said in inspections:
        if found := left_open(inspection):
            inspections.refuse(
                inspection,
                _("还有问题没有交办，每个问题都要有整改人和期限：%(which)s。")
                % {"which": join([finding_title(one) for one in found])},
            )
            continue
        inspection.closed_at = act.at
        write_down(act, INSPECTION, inspection, getattr(said, "note", ""))

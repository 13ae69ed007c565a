"""What a month wants of a number, for boards, the morning report and whatever else holds a number against it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from dianzhang.engine import access
from dianzhang.engine.access import Actor
from dianzhang.engine.unmoved import while_unmoved
from dianzhang.measure.catalogue import Slice
from dianzhang.measure.metrics import Definition

from ..models import Target
from .words import adds_up, figure_of

Aims = Mapping[tuple[str, int | None, int | None], Decimal]  # number, shop, person -> what is wanted of it


@while_unmoved
def aims_of(month: date) -> Aims:
    """The targets of the month that begins on this day, in one statement; those of units are their own."""
    rows = Target.objects.filter(status="set", grain="month", first_day=month, for_unit=None)
    return {(row.metric, row.shop_id, row.for_person_id): figure_of(row) for row in rows}


def aim_of(definition: Definition, of: Slice, aims: Aims) -> Decimal | None:
    """What is wanted over a slice, in the unit of the number; None where nobody has set anything.

    Without one for all shops those of the shops are added, where the number adds up (``reward.measures``).
    """
    whole = aims.get((definition.name, of.shop, of.person))
    if whole is not None or of.shop is not None or of.person is not None or not adds_up(definition):
        return whole
    parts = [
        aim
        for (number, shop, person), aim in aims.items()
        if number == definition.name and shop is not None and person is None
    ]
    return sum(parts, Decimal(0)) if parts else None


def may_see(actor: Actor, of: Slice) -> bool:
    """Whether this reader knows the targets of these facts: their own, or all."""
    return (of.person is not None and of.person == actor.person_id) or (
        actor.unbound or access.reach_of(actor, "target.view") == "all"
    )

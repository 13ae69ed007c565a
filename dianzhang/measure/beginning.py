"""Since when there are numbers at all: days before that are not 0, they are nothing to compare with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db.models import Min

from dianzhang.engine.moment import day_of
from dianzhang.engine.organisation import organisation
from dianzhang.engine.unmoved import while_unmoved

from .catalogue import Slice, measures
from .metrics import Definition


def begun_after(day: date, definition: Definition, of: Slice) -> date | None:
    """The day on which the facts of this number began, where that is after ``day``; None where it is not.

    That is when the first shop opened (or the one that is asked about), or the first fact, if a file brought what was
    before.  Numbers whose sources say which days they told need none of this.
    """
    opened = [day_of(one.go_live) for pk, one in organisation().shops.items() if of.shop in (None, pk)]
    if not opened or min(opened) <= day or all(one.told or one.unset for one in definition.measures()):
        return None
    whole = replace(of, first=None, last=None)
    facts = [first for one in definition.measures() if (first := _first(one.name, whole)) is not None]
    begun = min([*opened, *facts])
    return begun if day < begun else None


@while_unmoved
def _first(name: str, of: Slice) -> date | None:
    """The day of a measure's first fact."""
    measure = measures[name]
    found: date | None = measure.rows(of).order_by().aggregate(first=Min(measure.day))["first"]
    return found

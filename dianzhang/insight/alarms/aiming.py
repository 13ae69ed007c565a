"""Where the month's targets of a number stand at the end of a day, of all shops together."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from decimal import Decimal

from dianzhang.engine.access import SYSTEM
from dianzhang.kernel.pacing import Pace, days_between, even, level, pace, weighted
from dianzhang.measure.breakdown import parts
from dianzhang.measure.catalogue import Slice, month_of, period_of
from dianzhang.measure.metrics import Definition, over
from dianzhang.reward.models import Target
from dianzhang.reward.targets import weighting
from dianzhang.reward.targets.standing import standing
from dianzhang.reward.targets.words import better_low, figure_of, grows

from .counting import ALL


def paces(definition: Definition, shops: Collection[int], day: date) -> dict[int, Pace]:
    """Shop (``ALL``: all of them) -> how the month's target stands at the end of ``day``; those without one: not there.

    The number is asked for all shops at once; a target that follows last year's course is asked by itself.
    """
    first, last = month_of(period_of(day))
    rows = Target.objects.filter(status="set", grain="month", first_day=first, metric=definition.name, for_unit=None)
    rows = rows.filter(for_person=None)
    targets = {row.shop_id or ALL: row for row in rows if (row.shop_id or ALL) in shops}
    if not targets:
        return {}
    of, left = Slice(first, day), days_between(day + timedelta(1), last)
    attained: dict[int, Decimal | None] = parts(definition, "shop", of) if set(targets) != {ALL} else {}
    if ALL in targets:
        attained[ALL] = over(definition, of)
    nothing = definition.measure.nothing if definition.measure is not None else None
    found = {}
    for shop, target in targets.items():
        if target.pace == "last_year" and grows(definition):
            found[shop] = standing(target, day + timedelta(1), SYSTEM).pace
            continue
        figure, have, low = figure_of(target), attained.get(shop, nothing), better_low(definition)
        if not grows(definition):
            found[shop] = level(figure, have, left, ceiling=low)
            continue
        heavier = weighting.of(target.weights) if target.pace == "weights" else []
        share = weighted(first, last, day, heavier) if heavier else even(first, last, day)
        found[shop] = pace(figure, have, share, left, ceiling=low)
    return found

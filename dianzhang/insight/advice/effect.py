"""What a number did: in the days after something was done, and in as many before it was begun; what else moved.

No verdict is given where it cannot be told: without a number, a day or a value, or where other advice was meant to move
the same number in the same days.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q

from dianzhang.engine import rulebooks
from dianzhang.engine.moment import now
from dianzhang.kernel.conclusions import MOVED
from dianzhang.kernel.rules import Report
from dianzhang.measure.catalogue import Slice
from dianzhang.measure.metrics import define, over

from .models import Advice

DAY = timedelta(days=1)
LONGEST = 92  # days of a span


@dataclass(frozen=True)
class Effect:
    """``verdict`` is moved, not or unknown, the last with ``because`` (``states.BECAUSE``)."""

    verdict: str
    because: str = ""
    before: Decimal | None = None
    after: Decimal | None = None
    others: list[dict[str, Any]] = field(default_factory=list)


def spans_of(advice: Advice) -> tuple[Slice, Slice] | None:
    """Equally many days before it was begun and after it was done, until the day before it is looked at."""
    if advice.done_on is None or advice.review_on is None:
        return None
    first, last = advice.done_on + DAY, advice.review_on - DAY
    days = min((last - first).days + 1, LONGEST)
    if days < 1:
        return None
    begun: date = advice.began_on or advice.done_on
    return Slice(begun - days * DAY, begun - DAY), Slice(first, first + (days - 1) * DAY)


def effect_of(advice: Advice) -> Effect:
    """Reckoned now, over everybody's facts."""
    spans = spans_of(advice)
    if spans is None:
        return Effect("unknown", "span")
    earlier, later = spans
    assert earlier.first is not None
    definition = define(advice.measure, earlier.first, later.last) if advice.measure else None
    if definition is None:
        return Effect("unknown", "number")
    before, after = (over(definition, of) for of in spans)
    moved = others(advice, earlier, later)
    if before is None or after is None:
        return Effect("unknown", "value", before, after, moved)
    if rivals(advice, later).exists():
        return Effect("unknown", "others", before, after, moved)
    wanted = abs(before) * (advice.percent or 0) / 100
    change = after - before if advice.direction == "up" else before - after
    hoped = change > 0 and change >= wanted
    return Effect("moved" if hoped else "not", "", before, after, moved)


def rivals(advice: Advice, later: Slice) -> Any:
    """Other advice that was being done, or was done, in the days that are judged, to move the same number."""
    begun = Q(began_on__lte=later.last) & (Q(done_on=None) | Q(done_on__gte=advice.began_on or later.first))
    return Advice.objects.filter(begun, measure=advice.measure).exclude(pk=advice.pk)


def others(advice: Advice, earlier: Slice, later: Slice) -> list[dict[str, Any]]:
    """Numbers of the reports that moved in the same days, by the bound of reports (``kernel.conclusions``)."""
    assert earlier.first is not None
    found = []
    for name in dict.fromkeys(_reported()):
        definition = define(name, earlier.first, later.last)
        if definition is None or definition.name == advice.measure:
            continue
        before, after = (over(definition, of) for of in (earlier, later))
        if before and after is not None and abs(after - before) >= MOVED * abs(before):
            found.append({"name": definition.name, "unit": definition.unit.value, "before": f"{before:f}",
                          "after": f"{after:f}"})  # fmt: skip
    return found


def _reported() -> Iterable[str]:
    rules = rulebooks.at(now())
    for rule in rules.rules_of(Report) if rules is not None else ():
        yield from rule.numbers

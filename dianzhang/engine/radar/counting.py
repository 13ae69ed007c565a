"""How much there is in each band and in each hour of the coming day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, Sum, Value, When

from ..access import Actor
from ..prepared import prepared
from .asking import Asked, dates_of, kinds_with_dates, narrowed, shape_of
from .bands import BANDS, DAY, RESTING, Stretch, stretches

RESTS = -1


@dataclass(frozen=True)
class Amount:
    """How many lines, and the money at stake in cents; None: none of them has a value."""

    n: int = 0
    cents: int | None = None

    def __add__(self, other: Amount) -> Amount:
        known = [one for one in (self.cents, other.cents) if one is not None]
        return Amount(self.n + other.n, sum(known) if known else None)


@dataclass(frozen=True)
class Counted:
    """``bands``: of each; ``coming``: of each stretch of the next 24 hours, in their order."""

    bands: Mapping[str, Amount]
    coming: list[tuple[Stretch, Amount]]


def counted(actor: Actor, asked: Asked, moment: datetime) -> Counted:
    """One statement over the deadlines, one for each kind of records that are owed by a date of their own."""
    asked = replace(asked, band="")
    parts = stretches(moment)
    edges = {f"edge{n}": one.begin for n, one in enumerate(parts) if one.begin is not None}
    found = dict.fromkeys(range(RESTS, len(parts)), Amount())
    shape, values = shape_of(actor, asked)
    for number, n, cents in _counts(*shape, moment=moment, **values, **edges):
        found[number] += Amount(n, int(cents) if cents is not None else None)
    for dated in kinds_with_dates(actor, asked):
        rows = dates_of(dated, actor, asked).annotate(part=_part(dated.attr, edges)).order_by()
        for number, n in rows.values_list("part").annotate(n=Count("pk")):
            found[number] += Amount(n)
    totals = dict.fromkeys(BANDS, Amount()) | {RESTING: found[RESTS]}
    for n, one in enumerate(parts):
        totals[one.band] += found[n]
    until = moment + DAY
    return Counted(totals, [(one, found[n]) for n, one in enumerate(parts) if one.begin and one.begin < until])


@prepared
def _counts(scope: str, views: Any, filters: tuple[str, ...], *, moment: Any, **values: Any) -> Any:
    edges = {name: values.pop(name) for name in list(values) if name.startswith("edge")}
    rows = narrowed(scope, views, filters, moment, values).annotate(part=_part("due_at", edges)).order_by()
    return rows.values("part").annotate(n=Count("pk"), cents=Sum("stake_cents")).values_list("part", "n", "cents")


def _part(attr: str, edges: Mapping[str, Any]) -> Case:
    """The number of the stretch in which something falls due; the last are asked for first: most is far off."""
    numbers = sorted((int(name.removeprefix("edge")) for name in edges), reverse=True)
    reached = [When(Q(**{f"{attr}__gte": edges[f"edge{n}"]}), then=Value(n)) for n in numbers]
    rests = When(Q(**{f"{attr}__isnull": True}), then=Value(RESTS))
    return Case(*reached, rests, default=Value(0), output_field=IntegerField())

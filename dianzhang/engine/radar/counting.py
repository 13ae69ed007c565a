"""How much there is in each band and in each hour of the coming day.

No more than ``MOST`` deadlines are counted, those that fall due first, and as many of each kind of record with dates,
so that a look costs the same beside any number of them; of what lies beyond it is said that there is more.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from ..access import Actor
from ..prepared import prepared
from .asking import Asked, dates_of, kinds_with_dates, narrowed, shape_of
from .bands import BANDS, DAY, RESTING, Stretch, stretches

MOST = 2_999  # and one more, which says that there may be others: 3,000+

Owed = tuple[datetime, int | None]  # when it is due, and the cents at stake


@dataclass(frozen=True)
class Amount:
    """How many lines, and the money at stake in cents (None: none of them has a value); ``more``: at least."""

    n: int = 0
    cents: int | None = None
    more: bool = False

    def __bool__(self) -> bool:
        return self.n > 0 or self.more

    def __add__(self, other: Amount) -> Amount:
        known = [one for one in (self.cents, other.cents) if one is not None]
        return Amount(self.n + other.n, sum(known) if known else None, self.more or other.more)


@dataclass(frozen=True)
class Counted:
    """``bands``: of each; ``coming``: of each stretch of the next 24 hours, in their order."""

    bands: Mapping[str, Amount]
    coming: list[tuple[Stretch, Amount]]


def counted(actor: Actor, asked: Asked, moment: datetime) -> Counted:
    """Two statements over the deadlines, one for each kind of records that are owed by a date of their own."""
    asked = replace(asked, band="")
    shape, values = shape_of(actor, asked)
    parts = stretches(moment)
    amounts = _tallied(list(_due(*shape, MOST + 1, moment=moment, **values)), parts)
    for dated in kinds_with_dates(actor, asked):
        found = dates_of(dated, actor, asked).order_by(dated.attr).values_list(dated.attr, flat=True)[: MOST + 1]
        both = zip(amounts, _tallied([(due, None) for due in found], parts), strict=True)
        amounts = [one + other for one, other in both]
    resting = list(_resting(*shape, MOST + 1, moment=moment, **values))
    at_rest = sum((Amount(1, cents) for cents in resting), Amount(more=len(resting) > MOST))
    totals = dict.fromkeys(BANDS, Amount()) | {RESTING: at_rest}
    for one, amount in zip(parts, amounts, strict=True):
        totals[one.band] += amount
    until = moment + DAY
    coming = zip(parts, amounts, strict=True)
    return Counted(totals, [(one, amount) for one, amount in coming if one.begin and one.begin < until])


def _tallied(rows: Sequence[Owed], parts: Sequence[Stretch]) -> list[Amount]:
    """Of those that were read: of ``MOST`` and one more, that one is where counting ended."""
    return tallied(rows, parts, rows[-1][0] if len(rows) > MOST else None)


def tallied(rows: Sequence[Owed], parts: Sequence[Stretch], last: datetime | None) -> list[Amount]:
    """What falls into each stretch; ``last``: the end of what was counted, behind which there is more (None: all)."""
    edges = [one.begin for one in parts if one.begin is not None]
    counts, cents = [0] * len(parts), list[int | None]([None] * len(parts))
    for due, stake in rows:
        n = bisect_right(edges, due)
        counts[n] += 1
        if stake is not None:
            cents[n] = (cents[n] or 0) + stake
    return [
        Amount(counts[n], cents[n], last is not None and (one.end is None or one.end > last))
        for n, one in enumerate(parts)
    ]  # fmt: skip


@prepared
def _due(scope: str, views: Any, filters: tuple[str, ...], limit: int, *, moment: Any, **values: Any) -> Any:
    rows = narrowed(scope, views, filters, moment, values).filter(due_at__isnull=False)
    return rows.order_by("due_at", "id").values_list("due_at", "stake_cents")[:limit]


@prepared
def _resting(scope: str, views: Any, filters: tuple[str, ...], limit: int, *, moment: Any, **values: Any) -> Any:
    rows = narrowed(scope, views, filters, moment, values).filter(due_at__isnull=True)
    return rows.order_by("id").values_list("stake_cents", flat=True)[:limit]

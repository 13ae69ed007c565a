"""Ours and theirs over some days: what the page of a competitor and the report of a month say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dianzhang.kernel.money import yuan

from .models import MarketFigure, Rival, RivalDay
from .watching import cheaper


@dataclass(frozen=True)
class Compared:
    """One competitor's article over some days: of the first and the last that was seen; money in yuan.

    ``gap`` is theirs less ours on the last day both were seen, ``cheaper`` by which share of ours they are below us.
    """

    rival: Rival
    seen: int
    first: RivalDay
    last: RivalDay
    gap: Decimal | None
    cheaper: Decimal | None
    lowest: Decimal
    promotions: tuple[tuple[date, str], ...]

    @property
    def price_moved(self) -> Decimal:
        """Their price at the end less that at the beginning."""
        return yuan(self.last.price_cents - self.first.price_cents)

    @property
    def rank_moved(self) -> int | None:
        """How many places they climbed (less than 0: fell)."""
        if self.first.rank is None or self.last.rank is None:
            return None
        return self.first.rank - self.last.rank


def comparison(first: date, last: date) -> list[Compared]:
    """Of every article that was seen in these days, both included: those furthest below us first.

    Two statements; of those that nobody looked at there is nothing to say, see :func:`overlooked`.
    """
    rows = RivalDay.objects.filter(day__range=(first, last)).select_related("rival__sku").order_by("rival_id", "day")
    days: dict[int, list[RivalDay]] = {}
    for row in rows:
        days.setdefault(row.rival_id, []).append(row)
    found = [compared(some[0].rival, some) for some in days.values()]
    return sorted(found, key=lambda one: (one.cheaper is None, -(one.cheaper or 0), one.rival.pk))


def compared(rival: Rival, days: Sequence[RivalDay]) -> Compared:
    """``days`` in their order, at least one."""
    beside = next((one for one in reversed(days) if one.our_cents), None)
    return Compared(
        rival, len(days), days[0], days[-1],
        yuan(beside.price_cents - (beside.our_cents or 0)) if beside is not None else None,
        cheaper(beside.price_cents, beside.our_cents) if beside is not None else None,
        yuan(min(one.price_cents for one in days)),
        tuple((one.day, one.promotion) for one in days if one.promotion),
    )  # fmt: skip


def overlooked(first: date, last: date) -> list[Rival]:
    """Watched articles that nobody looked at in these days."""
    seen = RivalDay.objects.filter(day__range=(first, last)).values("rival_id")
    return list(Rival.objects.filter(status="watched").exclude(pk__in=seen).order_by("pk"))


def market(first: date, last: date) -> list[MarketFigure]:
    """Figures of the market of these days, the newest of each first."""
    rows = MarketFigure.objects.filter(status="entered", day__range=(first, last))
    return list(rows.order_by("sort", "about", "-day", "-pk"))

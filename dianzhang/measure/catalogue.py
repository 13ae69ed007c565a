"""The catalogue of measures: what is counted, declared once, in the module that owns the facts.

    PAID_AMOUNT = declare(Measure(
        "paid_amount", zh="支付金额", unit=Unit.MONEY, model=Order, value=Sum("paid_amount_cents"),
        day="paid_day", shop="shop_id",
    ))

The same definition gives the rulebook its word, the board its series, the payslip its figure and the link to the rows.
Money is summed in whole cents and leaves as exact yuan.  Only measures of kind *sum* may be added up; all of them are
asked of the database as one statement, so a month of a *distinct* count is right too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from django.db.models import Aggregate, Model, Q

from dianzhang.engine import registry
from dianzhang.engine.moment import day_of
from dianzhang.engine.organisation import organisation
from dianzhang.kernel.messages import Message
from dianzhang.kernel.money import yuan
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import MeasureWord

_PLACES = Decimal("0.0001")


@dataclass(frozen=True)
class Slice:
    """Which facts: those of a shop, a person (with the posts they hold), a post, a unit; of days, both included."""

    first: date | None = None
    last: date | None = None
    shop: int | None = None
    shops: tuple[int, ...] = ()  # these together, where there are several
    person: int | None = None
    posts: tuple[str, ...] = ()  # of the person: what several holders share counts for each of them
    post: str | None = None
    unit: int | None = None  # and the units below it
    cuts: tuple[tuple[str, Any], ...] = ()  # what else they are alike in: (("province", "浙江省"),)
    judged: bool = False  # only facts by which persons are judged, as of a person or a post


# (first, last) -> why there is no number of these days, both included: a report of one of them is missing.
Told = Callable[[date, date], Message | None]


@dataclass(frozen=True)
class Address:
    """Where the rows behind a number are listed: the list of ``kind`` with these filters.  ``kind`` names a subject."""

    kind: str
    filters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Measure:
    """One number that can be asked for.

    ``day``, ``shop``, ``unit_of``, ``person``, ``post`` name attributes of ``model``.  ``value`` is an aggregate over
    the rows; of money, in cents.  ``judging`` narrows further where somebody is judged by the number.  ``whose`` says
    what a scorecard reads: the person's own facts, those of their unit and the units below it, those of the shops the
    person answers for, or everybody's.
    ``prompt``: rules that propose something because of it need not wait until the month is over.  ``opens`` gives the
    list of the rows.  ``note`` is said beside the number wherever it is shown.  ``unset`` is said
    of a number that people enter, as long as nobody did: then there is no value, which is not 0.  ``told`` looks at
    which days the sources of the facts have told: a sum over days of which some are missing is no value either;
    ``told_each`` says it of each shop.
    """

    name: str
    zh: str
    unit: Unit
    model: type[Model]
    value: Aggregate
    day: str
    shop: str = ""
    unit_of: str = ""
    person: str = ""
    post: str = ""
    where: Q = field(default_factory=Q)
    judging: Q = field(default_factory=Q)
    kind: Literal["sum", "distinct", "quantile"] = "sum"
    whose: Literal["person", "unit", "shop", "everybody"] = "shop"
    better: Literal["higher", "lower"] = "higher"
    english: str = ""  # what English workings call it
    definition: str = ""
    note: str = ""
    unset: Message | None = None
    told: Callable[[Slice], Told] | None = None
    told_each: Callable[[Slice], Callable[[int], Message | None]] | None = None  # as ``told``, shop by shop
    grain: Literal["day", "month"] = "day"  # month: set for whole months, there is none of a day
    prompt: bool = False
    opens: Callable[[Slice], Address] | None = None
    events: Callable[[Any, int], list[int]] | None = None  # (rows, at most) -> ids of the events behind them
    cuts: Mapping[str, Any] = field(default_factory=dict)  # what else tells its facts apart (``measure.cuts``)
    reads: tuple[str, ...] = ()  # hidden fields that it adds up (``order.cost``): the number is for those who see them

    def rows(self, of: Slice) -> Any:
        """The facts behind the number, as a queryset."""
        rows = self.model._default_manager.filter(self.where)
        if of.first is not None:
            rows = rows.filter(**{f"{self.day}__gte": of.first})
        if of.last is not None:
            rows = rows.filter(**{f"{self.day}__lte": of.last})
        if of.shop is not None:
            rows = rows.filter(**{self.need("shop"): of.shop})
        if of.shops:
            rows = rows.filter(**{f"{self.need('shop')}__in": of.shops})
        for name, key in of.cuts:
            rows = rows.alias(**{f"_cut_{name}": self.cut(name)}).filter(**{f"_cut_{name}": key})
        if of.unit is not None:
            rows = rows.filter(**{f"{self.need('unit_of')}__in": sorted(organisation().below.get(of.unit, {of.unit}))})
        if of.post is not None:
            rows = rows.filter(**{self.need("post"): of.post}).filter(self.judging)
        if of.person is not None:
            mine = Q(**{self.need("person"): of.person})
            if self.post and of.posts:
                mine |= Q(**{f"{self.person}__isnull": True, f"{self.post}__in": of.posts})
            rows = rows.filter(mine).filter(self.judging)
        return rows.filter(self.judging) if of.judged else rows

    def need(self, dimension: str) -> str:
        attr: str = getattr(self, dimension)
        if not attr:
            raise NotCut(self, dimension)
        return attr

    def cut(self, name: str) -> Any:
        """What tells its facts apart by a dimension of ``measure.cuts``.  NotCut where nothing does."""
        if name not in self.cuts:
            raise NotCut(self, name)
        return self.cuts[name]

    def read(self, stored: Any) -> Decimal | None:
        """What the database made of some facts, in the unit of the measure; None where they do not carry it."""
        if stored is None:
            return None
        if self.unit is Unit.MONEY:
            return yuan(int(stored))
        # Of an average four places, on every database.
        return Decimal(stored).quantize(_PLACES) if self.kind == "quantile" else Decimal(stored)

    @property
    def nothing(self) -> Decimal | None:
        """The number of no facts at all: 0, but a quantile of nothing and what nobody entered have no value."""
        return None if self.kind == "quantile" or self.unset else Decimal(0)

    def lacking(self, of: Slice) -> Told:
        """Why days of this slice have no number, where their source did not tell them."""
        return self.told(of) if self.told is not None else _all_told


def _all_told(_first: date, _last: date) -> None:
    return None


class NotCut(Exception):
    """A measure asked for by a dimension that its facts do not have."""

    def __init__(self, measure: Measure, dimension: str) -> None:
        super().__init__(f"{measure.name} has no {dimension}")
        self.measure = measure
        self.dimension = dimension


measures: dict[str, Measure] = {}


def declare(measure: Measure) -> Measure:
    """Put a measure into the catalogue and into the rulebook's vocabulary."""
    if measure.name in measures:
        raise ValueError(f"the measure {measure.name} is declared twice")
    measures[measure.name] = measure
    registry.measures[measure.name] = MeasureWord(
        measure.name, measure.zh, measure.unit, measure.kind, better=measure.better, en=measure.english
    )
    return measure


def find(word: str) -> Measure | None:
    """A measure by its English or Chinese name."""
    return measures.get(word) or next((m for m in measures.values() if m.zh == word), None)


def month_of(period: str) -> tuple[date, date]:
    """First and last day of ``2026-10``.  ValueError for what is no month."""
    year, _, month = period.partition("-")
    first = date(int(year), int(month), 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return first, date.fromordinal(following.toordinal() - 1)


def months_of(period: str) -> list[str]:
    """The months of ``2026-Q4`` or of ``2026``; of a month, itself."""
    year, quarter, number = period.partition("-Q")
    if "-" not in period:
        return [f"{period}-{n:02}" for n in range(1, 13)]
    return [f"{year}-{int(number) * 3 - 2 + n:02}" for n in range(3)] if quarter else [period]


def span_of(period: str) -> tuple[date, date]:
    """First and last day of a month, of a quarter (``2026-Q4``) or of a year (``2026``)."""
    months = months_of(period)
    return month_of(months[0])[0], month_of(months[-1])[1]


def quarter_of(month: str) -> str | None:
    """The quarter that ends with a month; None for the months that end none."""
    first, _last = month_of(month)
    return f"{first.year}-Q{first.month // 3}" if first.month % 3 == 0 else None


def period_of(day: Any) -> str:
    """``2026-10`` for a day or an instant in it."""
    return f"{day if not hasattr(day, 'astimezone') else day_of(day):%Y-%m}"

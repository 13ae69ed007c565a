"""A watched number of many days at once, shop by shop: one statement for each measure in it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Max, Min
from django.db.models.functions import ExtractHour

from dianzhang.engine.moment import HOME
from dianzhang.engine.organisation import organisation
from dianzhang.kernel.messages import Message
from dianzhang.measure.catalogue import Measure, Slice
from dianzhang.measure.metrics import Definition, value_of, work_out
from dianzhang.trade.models import Order, OrderSource
from dianzhang.trade.trust import trust_of

ALL = 0  # in place of a shop: all of them together
HOURS = {"paid_day": "paid_at", "placed_day": "placed_at"}  # days of which the hour is known, too
NO_SHOPS = Message("这个数不分店铺", "this number is not told by shop")
NO_HOURS = Message("这个数不分小时", "this number is not told by the hour")
MONTHLY = Message("这个数按月设定，没有按日的数", "this number is set by the month; a day has none")
NOT_CARRIED = Message("来源没有带这个数", "the source does not carry it")
Key = tuple[int, date]
HOUR = timedelta(hours=1)


@dataclass
class Counted:
    """What a number was: of ``shops`` (or ``ALL``) on ``days``, in the ``hour`` of each where one is named.

    A day that its source did not tell has no value; ``known`` says why of the day that is judged.
    """

    definition: Definition
    shops: tuple[int, ...]
    days: tuple[date, ...]
    hour: int | None = None
    _columns: dict[str, dict[Key, Decimal | None]] = field(default_factory=dict)
    _untold: dict[tuple[str, date], Callable[[int], Message | None]] = field(default_factory=dict)

    @cached_property
    def cannot(self) -> Message | None:
        """Why the number cannot be asked for like this at all."""
        made_of = self.definition.measures()
        if any(one.grain == "month" for one in made_of):
            return MONTHLY
        if self.shops != (ALL,) and not all(one.shop for one in made_of):
            return NO_SHOPS
        if self.hour is not None and not all(one.day in HOURS for one in made_of):
            return NO_HOURS
        return None

    def value(self, shop: int, day: date) -> Decimal | None:
        measured = {one.name: self._one(one, shop, day) for one in self.definition.measures()}
        if self.definition.metric is None:
            return next(iter(measured.values()))
        if any(self._empty(one, shop, day) for one in self.definition.measures()):
            return None
        return value_of(self.definition.metric, self.definition.metrics or {}, measured)

    def cases(self, shop: int, day: date) -> Decimal | None:
        """Of a share, how many it is of: the greatest count among what it is made of; None where nothing is."""
        counts = [self._one(one, shop, day) for one in self.definition.measures() if one.unit.value == "count"]
        return max((count for count in counts if count is not None), default=None)

    def known(self, shop: int, day: date) -> tuple[Decimal | None, Message | None]:
        """The value of the day that is judged, or why there is none: a report that tells a part of it is not enough."""
        for one in self.definition.measures():
            if one.told is not None and (told := self._told(one, day)(shop)):
                return None, told
            if self._empty(one, shop, day):
                return None, _no_orders(shop, day)
        value = self.value(shop, day)
        if value is not None or self.definition.metric is None:
            return value, None if value is not None else NOT_CARRIED
        measured = {one.name: self._one(one, shop, day) for one in self.definition.measures()}
        return None, work_out(self.definition.metric, self.definition.metrics or {}, measured).reason

    def _told(self, measure: Measure, day: date) -> Callable[[int], Message | None]:
        """Of each shop why the sources have not told the day."""
        if self.shops != (ALL,) and measure.told_each is not None:
            if (measure.name, day) not in self._untold:
                self._untold[measure.name, day] = measure.told_each(Slice(day, day))
            return self._untold[measure.name, day]
        return lambda shop: measure.lacking(Slice(day, day, shop=shop or None))(day, day)

    def _one(self, measure: Measure, shop: int, day: date) -> Decimal | None:
        if measure.name not in self._columns:
            self._columns[measure.name] = self._read(measure)
        column = self._columns[measure.name]
        if (shop, day) in column:
            return column[shop, day]
        if measure.told is not None or self._empty(measure, shop, day):
            return None
        return measure.nothing

    def _empty(self, measure: Measure, shop: int, day: date) -> bool:
        """Whether orders should be there and are not, so that nothing is not 0."""
        return measure.told is None and measure.model._meta.app_label == "trade" and self._orders.missing(shop, day)

    def _read(self, measure: Measure) -> dict[Key, Decimal | None]:
        rows = measure.rows(Slice(min(self.days), max(self.days))).order_by()
        rows = rows.filter(**{f"{measure.day}__in": self.days})
        if self.hour is not None:
            rows = rows.annotate(_hour=ExtractHour(HOURS[measure.day], tzinfo=HOME)).filter(_hour=self.hour)
        if self.shops == (ALL,):
            found = rows.values_list(measure.day).annotate(_value=measure.value)
            return {(ALL, day): measure.read(value) for day, value in found}
        rows = rows.filter(**{f"{measure.shop}__in": self.shops})
        found = rows.values_list(measure.shop, measure.day).annotate(_value=measure.value)
        return {(shop, day): measure.read(value) for shop, day, value in found}

    @cached_property
    def _orders(self) -> Orders:
        shops = self.shops if self.shops != (ALL,) else tuple(sorted(open_shops()))
        return Orders.of(shops, self.days, self.hour)


def open_shops() -> dict[int, Any]:
    return {pk: shop for pk, shop in organisation().shops.items() if shop.status == "open"}


@dataclass
class Orders:
    """Of which days a shop's orders are known to be there."""

    begun: Mapping[int, date]
    gaps: Mapping[int, Collection[date]]
    told_until: Mapping[int, datetime]
    hour: int | None

    @classmethod
    def of(cls, shops: Collection[int], days: Collection[date], hour: int | None) -> Orders:
        rows = Order.objects.filter(shop_id__in=shops).order_by().values_list("shop_id")
        known = {shop: (first, last) for shop, first, last in rows.annotate(a=Min("placed_day"), b=Max("placed_at"))}
        found = organisation().shops
        gaps = {one.shop.pk: frozenset(one.gaps) for one in trust_of([found[pk] for pk in shops if pk in found])}
        until = {shop: last for shop, (_first, last) in known.items()}
        if hour is not None:
            for shop, at in OrderSource.objects.filter(shop_id__in=shops, status="active").values_list(
                "shop_id", "taken_at"
            ):
                if at is not None:
                    until[shop] = max(until.get(shop, at), at)
        return cls({shop: first for shop, (first, _last) in known.items() if first}, gaps, until, hour)

    def missing(self, shop: int, day: date) -> bool:
        """Before its first order, on a day without any, in an hour of which nothing has come yet.  Of all shops
        together: of any of them."""
        if shop == ALL:
            return not self.begun or day < min(self.begun.values()) or any(day in gaps for gaps in self.gaps.values())
        if shop not in self.begun or day < self.begun[shop] or day in self.gaps.get(shop, ()):
            return True
        if self.hour is None:
            return False
        end = datetime(day.year, day.month, day.day, self.hour, tzinfo=HOME) + HOUR
        return self.told_until[shop] < end


def _no_orders(shop: int, day: date) -> Message:
    found = organisation().shops.get(shop)
    name = found.name if found is not None else ""
    return Message(
        f"{name or '有的店'}：{day} 的订单还没有进来", f"{name or 'some shop'}: no orders of {day} have come in"
    )

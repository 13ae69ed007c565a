"""Which days reports have told, so that a sum over days of which one is missing is no value and not too small."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Max, Min

from dianzhang.engine.moment import day_of, today
from dianzhang.engine.organisation import organisation
from dianzhang.kernel.messages import Message
from dianzhang.measure.catalogue import Slice, Told

from .facts import days_between
from .models import ReportDay
from .states import BY_NAME, FAMILIES

STILL = timedelta(days=14)  # a source that told something within these is still expected to tell of yesterday
ENGLISH = {
    "promotion": "advertising", "traffic": "traffic", "service": "service", "content": "content", "score": "score",
}  # fmt: skip
Day = tuple[date, date]  # the days with which one is told as one sum


@dataclass
class ShopTold:
    """What one shop's reports of a family have told.  ``sources``: source -> day -> the days of its sum."""

    sources: dict[str, dict[date, Day]] = field(default_factory=lambda: defaultdict(dict))
    spans: dict[str, tuple[date, date]] = field(default_factory=dict)  # source -> first and last day ever told

    def missing(self, day: date, yesterday: date) -> bool:
        """Whether no report tells this day, or one of a source that told days before and after does not."""
        if not any(day in days for days in self.sources.values()):
            return True
        return any(
            first <= day <= (yesterday if yesterday - last <= STILL else last) and day not in self.sources[source]
            for source, (first, last) in self.spans.items()
        )

    def sums(self, day: date) -> list[Day]:
        return [days[day] for days in self.sources.values() if day in days]


def told(family: str, level: str = "", *, everywhere: bool = False, figure: str = "") -> Callable[[Slice], Told]:
    """For ``Measure.told``.  ``everywhere``: every shop is expected to have reports, not only those that had some.
    ``figure``: only reports that can tell it count."""
    layouts = _layouts(family, figure)

    def of_slice(of: Slice) -> Told:
        shops = _shops(of)
        found = _read(layouts, level, shops, of)
        expected = [pk for pk in shops if everywhere or pk in found or of.shop is not None or of.shops]
        yesterday = today() - timedelta(days=1)

        def why(first: date, last: date) -> Message | None:
            return _why(family, first, min(last, yesterday), expected, found, yesterday)

        return why

    return of_slice


def told_each(family: str, level: str = "") -> Callable[[Slice], Callable[[int], Message | None]]:
    """For ``Measure.told_each``: of all shops in two statements, every one of them expected to have reports."""

    def of_slice(of: Slice) -> Callable[[int], Message | None]:
        found = _read(_layouts(family), level, list(organisation().shops), of)
        yesterday = today() - timedelta(days=1)

        def why(shop: int) -> Message | None:
            if of.first is None or of.last is None:
                return None
            return _why(family, of.first, min(of.last, yesterday), [shop], found, yesterday)

        return why

    return of_slice


def _shops(of: Slice) -> list[int]:
    """The shops of a slice that are open and were so in its days."""
    org = organisation()
    below = org.below.get(of.unit, {of.unit}) if of.unit is not None else None
    return [
        pk
        for pk, shop in sorted(org.shops.items())
        if (of.shop is None or pk == of.shop)
        and (not of.shops or pk in of.shops)
        and (below is None or shop.unit_id in below)
        and (
            pk == of.shop
            or pk in of.shops
            or (shop.status == "open" and (of.last is None or day_of(shop.go_live) <= of.last))
        )
    ]


def _read(layouts: Collection[str], level: str, shops: Collection[int], of: Slice) -> dict[int, ShopTold]:
    """Two statements, however many shops there are."""
    rows = ReportDay.objects.filter(layout__in=layouts, shop_id__in=shops)
    rows = rows.filter(level=level) if level else rows
    found: dict[int, ShopTold] = defaultdict(ShopTold)
    for shop, layout, first, last in (
        rows.values_list("shop_id", "layout").annotate(a=Min("day"), b=Max("day")).order_by()
    ):
        source, had = _source(layout), found[shop].spans.get(_source(layout), (first, last))
        found[shop].spans[source] = (min(first, had[0]), max(last, had[1]))
    rows = rows.filter(day__gte=of.first) if of.first else rows
    rows = rows.filter(day__lte=of.last) if of.last else rows
    for shop, layout, day, first, last in rows.values_list("shop_id", "layout", "day", "first", "last").order_by("id"):
        found[shop].sources[_source(layout)][day] = (first, last)
    return dict(found)


def _layouts(family: str, figure: str = "") -> list[str]:
    """The reports of a family; of those that can tell a figure, where one is named."""
    return [one.name for one in BY_NAME.values() if one.family == family and (not figure or figure in one.columns)]


def _source(layout: str) -> str:
    """Reports that tell the same money are one source."""
    return BY_NAME[layout].overlaps or layout


def _why(
    family: str, first: date, last: date, expected: Collection[int], found: Mapping[int, ShopTold], yesterday: date
) -> Message | None:
    what, en = FAMILIES[family], ENGLISH[family]
    if last < first:
        return Message(f"那天的{what}报表要第二天才有", f"the {en} report of that day comes the day after")
    if not expected:
        return Message(f"还没有{what}报表", f"there are no {en} reports yet")
    names = {pk: organisation().shops[pk].name for pk in expected}
    for pk in expected:
        if pk not in found:
            return Message(f"“{names[pk]}”没有{what}报表", f"{names[pk]} has no {en} reports")
    gone = [(pk, day) for pk in expected for day in days_between(first, last) if found[pk].missing(day, yesterday)]
    if gone:
        pk, day = gone[0]
        if len(gone) == 1:
            return Message(f"“{names[pk]}”缺 {day} 的{what}报表", f"{names[pk]} lacks the {en} report of {day}")
        return Message(
            f"“{names[pk]}”缺 {day} 的{what}报表，一共缺 {len(gone)} 天",
            f"{names[pk]} lacks the {en} report of {day}; {len(gone)} days are missing in all",
        )
    for pk in expected:
        for day in (first, last):
            for begin, end in found[pk].sums(day):
                if begin < first or end > last:
                    return Message(
                        f"“{names[pk]}”的{what}报表只有 {begin} 到 {end} 合起来的数",
                        f"the {en} reports of {names[pk]} have {begin} to {end} as one sum only",
                    )
    return None


def gaps(shops: Collection[int], first: date, last: date) -> dict[tuple[int, str], list[date]]:
    """(shop, family) -> days since its first report that no report tells.  Without a report: not there."""
    found: dict[tuple[int, str], list[date]] = {}
    for family in FAMILIES:
        for shop, one in _read(_layouts(family), "", shops, Slice(first, last)).items():
            begun = min(begin for begin, _end in one.spans.values())
            days = days_between(max(first, begun), last)
            found[shop, family] = [day for day in days if one.missing(day, last)]
    return found

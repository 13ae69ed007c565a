"""One number through time: a line, the same as a table, its formula and clause."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from dianzhang.engine.moment import today
from dianzhang.insight.alarms.beside import Course, beside, outside
from dianzhang.kernel.units import Unit
from dianzhang.measure.breakdown import Parted, cut, in_order, parts
from dianzhang.measure.cuts import cuts_of, key_said
from dianzhang.measure.metrics import Definition, define, untold, values
from dianzhang.measure.rights import called, widest
from dianzhang.measure.series import By
from dianzhang.ui.charts import Chart, Number, Series
from dianzhang.ui.figures import plain
from dianzhang.ui.wording import chinese

from .exporting import offer
from .numbers import rows_address
from .pictures import answer
from .shell import show
from .who import Asking, working
from .why import moved
from .words import word

SPANS: dict[str, tuple[By, int]] = {"30": ("day", 30), "90": ("day", 90), "year": ("month", 365)}


@working
@require_GET
def page(request: Asking, name: str) -> HttpResponse:
    """The number over the last 30 or 90 days or twelve months, to those who may see it."""
    look = Look(request, name)
    export = [("name", look.definition.name), ("by", look.by), ("from", str(look.of.first)), ("to", str(look.of.last))]
    spans = [("30", gettext("30 天")), ("90", gettext("90 天")), ("year", gettext("12 个月"))]
    return show(
        request,
        "web/number.html",
        {
            "title": look.title,
            "texts": look.texts(),
            "notes": look.definition.notes,
            "clause": look.definition.newest.clause,
            "chart": look.chart(),
            "picture": f"{reverse('number-picture', args=[name])}?span={look.span}{look.kept}",
            "ways": look.ways(),
            "parts": look.parts(),
            "tabs": [
                {
                    "label": label,
                    "url": f"?span={key}{look.kept}",
                    "current": key == look.span,
                }
                for key, label in spans
            ],
            "rows": rows_address(look.definition, look.of, request.actor),
            "expected": not look.cut and look.expected,
            "outside": [] if look.cut else look.outside(),
            "why": moved(request.actor, look.definition, request.GET.get("against", ""), look.span),
            "export": offer(request.actor, "numbers", "", urlencode(export))
            if (look.of.person, look.of.unit) == (None, None)
            else [],
        },
    )


@working
@require_GET
def picture(request: Asking, name: str) -> HttpResponse:
    """The same as a PNG."""
    return answer(Look(request, name).chart())


class Look:
    """Which number over which days.  404 for one that there is not, or that is not the reader's to see."""

    def __init__(self, request: Asking, name: str) -> None:
        asked = request.GET.get("span", "30")
        self.span = asked if asked in SPANS else "30"
        self.by, days = SPANS[self.span]
        last = today() - timedelta(1)
        first = last - timedelta(days - 1)
        begin = first.replace(day=1) if self.by == "month" else first
        definition = define(name, begin, last)
        of = widest(request.actor, definition, begin, last) if definition is not None else None
        if definition is None or of is None:
            raise Http404
        wanted = request.GET.get("by", "")
        self.cut = wanted if wanted in {one.name for one in cuts_of(definition)} else ""
        self.definition: Definition = definition
        self.actor = request.actor
        self.of = of

    @property
    def title(self) -> str:
        """Its name; where the reader gets only their own or their unit's, that it is."""
        name = word(self.definition.name)
        return called(name, self.of)

    def texts(self) -> list[str]:
        """What it means now, and what it meant on earlier days shown here, where a rulebook changed it."""
        definition = self.definition
        said = [(None, definition), *definition.later]
        told = [one.text if chinese() else one.english for _since, one in said]
        for n, (since, _one) in enumerate(said[1:], 1):
            told[n] = gettext("%(day)s 起：%(text)s") % {"day": since, "text": told[n]}
        return told[::-1]

    @property
    def kept(self) -> str:
        """In addresses of the same look over other days."""
        return f"&by={self.cut}" if self.cut else ""

    def ways(self) -> list[dict[str, Any]]:
        """By day, by province, by hour: as far as all that it is made of can be told apart so."""
        known = [(one.name, word(one.zh)) for one in cuts_of(self.definition)]
        days = ("", gettext("按日") if self.by == "day" else gettext("按月"))
        return [
            {"label": label, "url": f"?span={self.span}" + (f"&by={name}" if name else ""), "current": name == self.cut}
            for name, label in ([days, *known] if known else [])
        ]

    def parts(self) -> list[dict[str, Any]]:
        """Of a look by province: each with its bar, opened to its rows."""
        if self.cut != "province":
            return []
        found = in_order("province", self._parted())
        most = max((abs(value) for _key, value in found if value is not None), default=Decimal(0))
        return [
            {
                "name": key_said("province", key),
                "value": None if value is None else plain(value, self.definition.unit),
                "length": abs(value or 0),
                "whole": most or 1,
                "url": rows_address(self.definition, cut(self.of, "province", key), self.actor) if key else "",
            }
            for key, value in found
        ]

    def _parted(self) -> Parted:
        return {} if untold(self.definition.measures(), self.of) else parts(self.definition, self.cut, self.of)  # type: ignore[arg-type]

    def _hours(self) -> Chart:
        found = in_order("hour", self._parted())
        scale = 100 if self.definition.unit is Unit.RATIO else 1
        bars: list[Number | None] = [None if value is None else value * scale for _key, value in found]
        labels, unit = [key_said("hour", key) for key, _value in found], "%" if scale == 100 else ""
        write = writer(self.definition.unit)
        return Chart(self.title, labels, [Series(self.title, bars)], "bars", unit, write=write)

    def chart(self) -> Chart:
        if self.cut == "hour":
            return self._hours()
        ratio, course = self.definition.unit is Unit.RATIO, self.course

        def line(some: Iterable[Decimal | None]) -> list[Number | None]:
            return [None if value is None else value * 100 if ratio else value for value in some]

        name = self.title
        shown = [Series(name, line(value for _key, value, _band in course))]
        if self.expected:
            shown.append(Series(gettext("预期上限"), line(b.high if b else None for _key, _value, b in course), "rest"))
            shown.append(Series(gettext("预期下限"), line(b.low if b else None for _key, _value, b in course), "rest"))
        labels = [short_day(key) for key, _value, _band in course]
        kind: Any = "line"
        return Chart(name, labels, shown, kind, "%" if ratio else "", write=writer(self.definition.unit))

    @cached_property
    def course(self) -> Course:
        """Each day or month; of a day also what was expected of it."""
        if self.by == "day":
            return beside(self.definition, self.of)
        return [(one.key, one.value, None) for one in values(self.definition, self.by, self.of)]

    @property
    def expected(self) -> bool:
        return any(band is not None for _key, _value, band in self.course)

    def outside(self) -> list[str]:
        """The days that were out of line: 03-25 比预期低."""
        words = {"low": gettext("比预期低"), "high": gettext("比预期高")}
        return [f"{short_day(key)} {words[side]}" for key, side in outside(self.course)]


def short_day(key: str) -> str:
    """11-23 of a day, 2026-11 of a month."""
    return f"{date.fromisoformat(key):%m-%d}" if len(key) > len("2026-11") else key


def writer(unit: Unit) -> Any:
    """As the number is written everywhere; of a ratio, what stands before the %."""
    if unit is Unit.RATIO:
        return lambda value: plain(Decimal(str(value)) / 100, unit).removesuffix("%")
    return lambda value: plain(Decimal(str(value)), unit)

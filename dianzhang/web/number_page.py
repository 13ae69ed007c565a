"""One number through time: a line, the same as a table, its formula and clause."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from dianzhang.engine.moment import today
from dianzhang.kernel.units import Unit
from dianzhang.measure.metrics import Definition, define, values
from dianzhang.measure.rights import widest
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
            "picture": f"{reverse('number-picture', args=[name])}?span={look.span}",
            "tabs": [{"label": label, "url": f"?span={key}", "current": key == look.span} for key, label in spans],
            "rows": rows_address(look.definition, look.of, request.actor),
            "why": moved(request.actor, look.definition, request.GET.get("against", ""), look.span),
            "export": offer(request.actor, "numbers", "", urlencode(export)) if look.of.person is None else [],
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
        self.definition: Definition = definition
        self.of = of

    @property
    def title(self) -> str:
        """Its name; where the reader gets only their own, that it is theirs."""
        name = word(self.definition.name)
        return name if self.of.person is None else gettext("我的%(name)s") % {"name": name}

    def texts(self) -> list[str]:
        """What it means now, and what it meant on earlier days shown here, where a rulebook changed it."""
        definition = self.definition
        said = [(None, definition), *definition.later]
        told = [one.text if chinese() else one.english for _since, one in said]
        for n, (since, _one) in enumerate(said[1:], 1):
            told[n] = gettext("%(day)s 起：%(text)s") % {"day": since, "text": told[n]}
        return told[::-1]

    def chart(self) -> Chart:
        found = {value.key: value.value for value in values(self.definition, self.by, self.of)}
        keys = sorted(found)
        ratio = self.definition.unit is Unit.RATIO
        line: list[Number | None] = [None if (v := found[key]) is None else v * 100 if ratio else v for key in keys]
        name = self.title
        labels = [short_day(key) for key in keys]
        kind: Any = "line"
        return Chart(name, labels, [Series(name, line)], kind, "%" if ratio else "", write=writer(self.definition.unit))


def short_day(key: str) -> str:
    """11-23 of a day, 2026-11 of a month."""
    return f"{date.fromisoformat(key):%m-%d}" if len(key) > len("2026-11") else key


def writer(unit: Unit) -> Any:
    """As the number is written everywhere; of a ratio, what stands before the %."""
    if unit is Unit.RATIO:
        return lambda value: plain(Decimal(str(value)) / 100, unit).removesuffix("%")
    return lambda value: plain(Decimal(str(value)), unit)

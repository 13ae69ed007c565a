"""``GET /metrics``: which numbers there are.  ``GET /metrics/{name}``: one by day or month, within one's reach."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext

from dianzhang.engine.models import Shop
from dianzhang.engine.moment import today
from dianzhang.engine.organisation import organisation
from dianzhang.engine.words import word
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import nearest
from dianzhang.measure import rights
from dianzhang.measure.breakdown import each
from dianzhang.measure.catalogue import NotCut, Slice
from dianzhang.measure.cuts import CUTS, cuts_of, key_read
from dianzhang.measure.metrics import Definition, define, known_words
from dianzhang.measure.metrics import values as values_of
from dianzhang.measure.whose import own

from . import parameters, values
from .addresses import BASE
from .entering import Calling, endpoint
from .problems import Problem, unknown
from .shapes import Defined, Metric, Metrics, Number

DAYS = 30  # without other days: the last thirty
MOST_DAYS = 3700
EARLIEST, LATEST = 1990, 2200
NAMES = ("from", "to", "by", "shop", "person", "unit", *CUTS)


@endpoint("GET")
def listing(request: Calling) -> Metrics:
    """Every number that is defined today and made of nothing that you may not see; which slices of it you get is
    said where it is asked for."""
    request.need("metrics:read")
    parameters.given(request.http, ())
    names = dict.fromkeys(known_words(today()))
    defined = [found for name in names if (found := define(name, today())) is not None]
    return Metrics(items=[entry(one) for one in defined if one.may_be_seen_by(request.actor)])


def entry(definition: Definition) -> Defined:
    grains = {measure.grain for measure in definition.measures()}
    return Defined(
        name=definition.name,
        unit=definition.unit.value,
        definition=word(definition.text),
        clause=values.clause(definition.clause),
        notes=[word(note) for note in definition.notes],
        by=["month"] if grains == {"month"} else ["day", "month", *(one.name for one in cuts_of(definition))],
        path=f"{BASE}/metrics/{quote(definition.name, safe='')}",
    )


@endpoint("GET")
def metric(request: Calling, name: str) -> Metric:
    request.need("metrics:read")
    found = parameters.given(request.http, NAMES)
    last = parameters.day(found, "to", today() - timedelta(days=1))
    if not EARLIEST <= last.year <= LATEST:
        between = {"least": EARLIEST, "most": LATEST}
        raise parameters.unreadable("to", last.isoformat(), gettext("年份要在 %(least)s 到 %(most)s 之间。") % between)
    first = parameters.day(found, "from", last - timedelta(days=DAYS - 1))
    if not timedelta(0) <= last - first <= timedelta(days=MOST_DAYS):
        advice = gettext("from 不晚于 to，最多相隔 %(n)s 天。") % {"n": MOST_DAYS}
        raise parameters.unreadable("from", first.isoformat(), advice)
    by = parameters.one_of(found, "by", ("day", "month", *CUTS), "day")
    definition = define(name, first, last)
    if definition is None:
        known = known_words(first)
        detail, advice = unknown(gettext("数"), name, known, nearest(name, known))
        raise Problem("not-found", detail, where="path", advice=advice)
    of = Slice(first, last, shop=_shop(found), unit=_unit(found))
    of = replace(of, cuts=_cuts(found))
    person = _person(found)
    of = own(of, person) if person is not None else of
    try:
        if why := rights.why_not(request.actor, definition, of):
            raise Problem("not-allowed", why, where="query", advice=gettext("只问自己的，或者问你管得到的组。"))
        rows = each(definition, by, of) if by in CUTS else values_of(definition, by, of)  # type: ignore[arg-type]
    except NotCut as error:
        dimension = {"unit_of": "unit"}.get(error.dimension, error.dimension)
        raise parameters.unreadable(
            dimension, found.get(dimension, ""), gettext("这个数不这样分，去掉这一项。")
        ) from None
    return Metric(
        name=definition.name,
        unit=definition.unit.value,
        definition=definition.text,
        clause=values.clause(definition.clause),
        notes=definition.notes,
        by=by,
        first=first,
        last=last,
        values=[
            Number(
                key=row.key,
                value=_in_cents(row.value, definition.unit),
                reason=values.said(row.reason) if row.value is None else None,
            )
            for row in rows
        ],
    )


def _in_cents(value: Decimal | None, unit: Unit) -> Decimal | None:
    """Money with its two decimals, where it has no more: 0 is 0.00."""
    if value is None or unit is not Unit.MONEY:
        return value
    cents = value.quantize(Decimal("0.01"))
    return cents if cents == value else value


def _cuts(found: dict[str, str]) -> tuple[tuple[str, Any], ...]:
    try:
        return tuple((name, key_read(name, found[name])) for name in CUTS if name in found)
    except ValueError:
        raise parameters.unreadable("hour", found["hour"], gettext("写 0 到 23。")) from None


def _shop(found: dict[str, str]) -> int | None:
    if "shop" not in found:
        return None
    shops = dict(Shop.objects.values_list("code", "pk"))
    return shops[parameters.one_of(found, "shop", shops, "")]


def _person(found: dict[str, str]) -> int | None:
    """By code.  The codes of others are not told: who works here is no secret, but no list either."""
    if "person" not in found:
        return None
    person = organisation().codes.get(found["person"])
    if person is None:
        raise parameters.unreadable("person", found["person"], gettext("没有这个工号的人。"))
    return person


def _unit(found: dict[str, str]) -> int | None:
    if "unit" not in found:
        return None
    units = {unit.code: unit.pk for unit in organisation().units.values()}
    return units[parameters.one_of(found, "unit", units, "")]

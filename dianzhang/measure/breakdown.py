"""A number by what its facts belong to - shop, unit, person: one statement, whatever there is of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, Literal

from django.db.models import Count

from dianzhang.kernel.messages import Message

from .catalogue import Measure, Slice
from .cuts import CUTS, key_said
from .lake import asking
from .metrics import Definition, Value, untold, work_out
from .whose import holding, own

Dimension = Literal["shop", "unit", "person", "province", "hour"]
ATTRIBUTES: Mapping[Dimension, str] = {"shop": "shop", "unit": "unit_of", "person": "person"}
Parted = dict[Any, Decimal | None]


def breakdown(measure: Measure, dimension: Dimension, of: Slice) -> Parted:
    """Key of the shop, unit or person -> the measure over its facts of the slice.  A unit's are those of the unit
    alone, not of those below it; facts that belong to none are left out.  NotCut where facts do not say whose they are.
    """
    if dimension not in ATTRIBUTES:
        return _by_cut(measure, dimension, of)
    attr = measure.need(ATTRIBUTES[dimension])
    if dimension == "person":  # as each of them is judged
        found = _grouped(measure, attr, dimension, replace(of, judged=True))
        return _with_shared(measure, found, of) if measure.post and measure.kind == "sum" else found
    return _grouped(measure, attr, dimension, of)


def _grouped(measure: Measure, attr: str, dimension: Dimension, of: Slice) -> Parted:
    kept = asking.ask(measure, ATTRIBUTES[dimension], of)
    if kept is not None:
        return {int(key): measure.read(value) for key, (value, _facts) in kept.items() if key is not None}
    rows = measure.rows(of).filter(**{f"{attr}__isnull": False}).order_by()
    found = rows.values_list(attr).annotate(_value=measure.value, _facts=Count("pk"))
    return {int(key): measure.read(value) for key, value, _facts in found}


def _by_cut(measure: Measure, name: str, of: Slice) -> Parted:
    """By one of ``measure.cuts``; of one that has all its keys, each of them."""
    rows = measure.rows(of).annotate(_key=measure.cut(name)).order_by().values_list("_key")
    found: Parted = dict.fromkeys(CUTS[name].keys, measure.nothing)
    for key, value, _facts in rows.annotate(_value=measure.value, _facts=Count("pk")):
        if key is not None:
            found[key] = measure.read(value)
    return found


def _with_shared(measure: Measure, found: Parted, of: Slice) -> Parted:
    """What belongs to a post and to nobody in it counts for each of those who held it."""
    rows = measure.rows(replace(of, judged=True)).filter(**{f"{measure.person}__isnull": True}).order_by()
    shared = dict(rows.values_list(measure.post).annotate(_value=measure.value))
    for person, posts in holding(of).items() if shared else ():
        mine = [value for post in posts if (value := measure.read(shared.get(post))) is not None]
        if mine:
            found[person] = (found.get(person) or Decimal(0)) + sum(mine, Decimal(0))
    return found


def parts(definition: Definition, dimension: Dimension, of: Slice) -> Parted:
    """As ``breakdown``, of a metric too: its formula for each key that one of its measures has; a statement a measure.

    None where the formula has no value: nobody's denominator is taken for another's.
    """
    columns = {one.name: breakdown(one, dimension, of) for one in definition.measures()}
    if definition.measure is not None:
        return columns[definition.measure.name]
    definition = definition.on(of.first) if of.first is not None else definition
    assert definition.metric is not None
    missing = {one.name: one.nothing for one in definition.measures()}
    return {
        key: work_out(
            definition.metric,
            definition.metrics or {},
            {name: column.get(key, missing[name]) for name, column in columns.items()},
        ).value
        for key in sorted({key for column in columns.values() for key in column})
    }


def in_order(dimension: Dimension, found: Parted) -> list[tuple[Any, Decimal | None]]:
    """The largest first, what has no value last; hours as the day goes."""
    if dimension in CUTS and CUTS[dimension].keys:
        return sorted(found.items())
    return sorted(found.items(), key=lambda pair: (pair[1] is None, -(pair[1] or 0), pair[0]))


def each(definition: Definition, name: str, of: Slice) -> list[Value]:
    """The number of the whole slice by province or hour, as ``metrics.values`` gives it by day."""
    lacking = untold(definition.measures(), of)
    found = {} if lacking else parts(definition, name, of)  # type: ignore[arg-type]
    none = lacking or Message("这一份里没有数", "there is no number of this part")
    return [
        Value(key_said(name, key), value, none if value is None else None)
        for key, value in in_order(name, found)  # type: ignore[arg-type]
    ]


def cut(of: Slice, dimension: Dimension, key: Any) -> Slice:
    """The facts of one key within a slice."""
    match dimension:
        case "shop":
            return replace(of, shop=key)
        case "unit":
            return replace(of, unit=key)
        case "person":
            return own(of, key)
        case _:
            return replace(of, cuts=(*of.cuts, (dimension, key)))

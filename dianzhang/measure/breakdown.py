"""A number by what its facts belong to - shop, unit, person: one statement, whatever there is of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from django.db.models import Count

from .catalogue import Measure, Slice
from .lake import asking
from .metrics import Definition, work_out
from .whose import holding, own

Dimension = Literal["shop", "unit", "person"]
ATTRIBUTES: Mapping[Dimension, str] = {"shop": "shop", "unit": "unit_of", "person": "person"}
Parted = dict[int, Decimal | None]


def breakdown(measure: Measure, dimension: Dimension, of: Slice) -> Parted:
    """Key of the shop, unit or person -> the measure over its facts of the slice.  A unit's are those of the unit
    alone, not of those below it; facts that belong to none are left out.  NotCut where facts do not say whose they are.
    """
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


def cut(of: Slice, dimension: Dimension, key: int) -> Slice:
    """The facts of one key within a slice."""
    match dimension:
        case "shop":
            return replace(of, shop=key)
        case "unit":
            return replace(of, unit=key)
        case "person":
            return own(of, key)

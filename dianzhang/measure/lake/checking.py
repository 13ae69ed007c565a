"""The lake held against the tables: every measure that it keeps, whole and cut by all that its facts can be cut by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any

from dianzhang.engine.organisation import organisation
from dianzhang.measure.breakdown import ATTRIBUTES, breakdown
from dianzhang.measure.catalogue import Measure, Slice, measures
from dianzhang.measure.series import series, total

from . import asking
from .shapes import shapes


@dataclass(frozen=True)
class Difference:
    measure: str
    of: Slice
    lake: Any
    tables: Any


@dataclass
class Held:
    """``numbers`` compared, of so many ``slices``; those that the lake ``answered``, the others are the tables'."""

    numbers: int = 0
    slices: int = 0
    answered: int = 0


def differences(first: date, last: date, held: Held | None = None, most: int = 100) -> Iterator[Difference]:
    """What the lake says otherwise than the tables, of these days: by day, by month, by shop, unit and
    person, over all of them.

    ``most``: of the shops, units, persons and posts that a measure can be cut by so many each.
    """
    held = held or Held()
    for name in shapes().kept:
        measure = measures[name]
        for of in slices(measure, Slice(first, last), most):
            lake = numbers(measure, of)
            with asking.tables_only():
                tables = numbers(measure, of)
            held.slices += 1
            held.numbers += sum(len(one) if isinstance(one, dict) else 1 for one in lake.values())
            held.answered += asking.ask(measure, "", of) is not None
            if lake != tables:
                yield Difference(name, of, lake, tables)


def numbers(measure: Measure, of: Slice) -> dict[str, Any]:
    found: dict[str, Any] = {by: series(measure, by, of) for by in ("day", "month")}
    found |= {one: breakdown(measure, one, of) for one in ATTRIBUTES if getattr(measure, ATTRIBUTES[one])}
    return found | {"whole": total(measure, of)}


def slices(measure: Measure, of: Slice, most: int) -> Iterator[Slice]:
    """Everything, then shops, units, persons and posts of the department that the measure can be cut by."""
    org = organisation()
    yield of
    if measure.shop:
        yield from (replace(of, shop=shop) for shop in islice(org.shops, most))
    if measure.unit_of:
        yield from (replace(of, unit=unit) for unit in islice(org.below, most))
    if measure.person:
        yield from (replace(of, person=one, posts=tuple(posts)) for one, posts in islice(org.posts_of.items(), most))
    if measure.post:
        posts = dict.fromkeys(post for held in org.posts_of.values() for post in held)
        yield from (replace(of, post=post) for post in islice(posts, most))

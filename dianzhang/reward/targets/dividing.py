"""How a target is taken apart: into quarters or months, onto shops, units or people; what is frozen stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Literal

from django.utils.translation import gettext as _

from dianzhang.engine.organisation import organisation
from dianzhang.engine.words import word
from dianzhang.kernel.pacing import a_year_before, days_between
from dianzhang.kernel.splitting import divided
from dianzhang.kernel.units import Unit
from dianzhang.measure.catalogue import span_of
from dianzhang.measure.metrics import Definition, define

from ..models import Target
from ..states import is_frozen
from .closed import settled
from .periods import grain_of, within
from .scope import divides_by, slice_of
from .standing import counted
from .words import adds_up, written

Onto = Literal["quarter", "month", "shop", "unit", "person"]
By = Literal["equal", "days", "last_year", "own"]
ONTO = {"quarter": "各季", "month": "各月", "shop": "各店", "unit": "各组", "person": "每个人"}
BY = {"equal": "平均", "days": "按天数", "last_year": "按去年同期", "own": "自己写"}


class NotDivided(ValueError):
    """It cannot be taken apart so; the text says why and what to do."""


@dataclass(frozen=True)
class Part:
    """One part: ``key`` is what people weigh it by (a period, a code).  ``fixed``: frozen, it keeps its value."""

    key: str
    target: Target
    cents: int = 0
    fixed: bool = False


def ways(target: Target) -> list[Onto]:
    """Onto what a target can be taken apart; empty where its number does not add up."""
    definition = define(target.metric, target.first_day)
    if target.status != "set" or definition is None or not adds_up(definition):
        return []
    times: dict[str, list[Onto]] = {"year": ["quarter", "month"], "quarter": ["month"], "month": []}
    found = list(times[target.grain])
    divides = divides_by(definition)
    found += ["shop"] if "shop" in divides and target.shop_id is None else []
    if target.shop_id is None and target.for_person_id is None:
        found += ["unit"] if "unit" in divides and target.for_unit_id is None else []
        found += ["person"] if "person" in divides else []
    return found


def plan(target: Target, onto: Onto, by: By, weights: str, day: date) -> list[Part]:
    """The parts, together the whole to the hundredth.  Raises :class:`NotDivided`."""
    if onto not in ways(target):
        raise NotDivided(
            _("“%(name)s”的这个目标不能分到%(onto)s。") % {"name": word(target.metric), "onto": word(ONTO[onto])}
        )
    parts = [_as_it_stands(part, day) for part in _blank(target, onto)]
    open_parts = [part for part in parts if not part.fixed and not settled(part.target.period)]
    if not open_parts:
        raise NotDivided(_("没有可以分的：都已经定住，或者已经关账。"))
    unit = Unit(target.measured_in)
    left = target.value_cents - sum(part.cents for part in parts if part.fixed)
    if left <= 0:
        told = {"sum": written(target.value_cents - left, unit), "whole": written(target.value_cents, unit)}
        raise NotDivided(_("已经定住的合计 %(sum)s，不少于整个的 %(whole)s，没有剩下的可分。") % told)
    weighed = _weights(open_parts, by, weights)
    shares = iter(divided(left, weighed, 100 if unit is Unit.COUNT else 1))
    amounts = {part.key: next(shares) for part in open_parts}
    found = [part if part.fixed else replace(part, cents=amounts.get(part.key, 0)) for part in parts]
    return [part for part in found if part.cents]


def _blank(target: Target, onto: Onto) -> list[Part]:
    """The parts without their values."""
    org = organisation()
    same = {name: getattr(target, name) for name in ("period", "shop_id", "for_unit_id", "for_person_id")}
    found: list[tuple[str, dict[str, object]]] = []
    if onto in ("quarter", "month"):
        found = [(period, {"period": period}) for period in within(target.period, onto)]
    elif onto == "shop":
        found = [(shop.code, {"shop_id": pk}) for pk, shop in sorted(org.shops.items())]
    elif onto == "unit":
        held = {org.posts[code].unit_id for code, holders in org.holders.items() if holders and code in org.posts}
        found = [(org.units[pk].code, {"for_unit_id": pk}) for pk in sorted(pk for pk in held if pk in org.units)]
    else:
        codes = {person: code for code, person in org.codes.items()}
        below = None if target.for_unit_id is None else org.below.get(target.for_unit_id, frozenset())
        people = sorted(p for p in org.active if below is None or any(org.unit_of(x) in below for x in org.posts_of[p]))
        found = [(codes[p], {"for_unit_id": None, "for_person_id": p}) for p in people if p in codes]
    return [Part(key, _target(target, same | changed)) for key, changed in found]


def _target(whole: Target, fields: dict[str, object]) -> Target:
    part = Target(metric=whole.metric, measured_in=whole.measured_in, **fields)
    part.grain, part.first_day = grain_of(part.period), span_of(part.period)[0]
    return part


def _as_it_stands(part: Part, day: date) -> Part:
    one = part.target
    same = {name: getattr(one, name) for name in ("period", "metric", "shop_id", "for_unit_id", "for_person_id")}
    there = Target.objects.filter(status="set", **same).first()
    if there is None or not is_frozen(there, day):
        return part
    return replace(part, cents=there.value_cents, fixed=True)


def _weights(parts: Sequence[Part], by: By, written_weights: str) -> list[Decimal]:
    if by == "own":
        given = _own(written_weights, {part.key for part in parts})
        return [given.get(part.key, Decimal(0)) for part in parts]
    if by == "days":
        return [Decimal(days_between(*span_of(part.target.period))) for part in parts]
    if by == "last_year":
        found = [_last_year(part.target) for part in parts]
        if not any(found):
            raise NotDivided(_("去年同期没有数，换一种分法。"))
        return found
    return [Decimal(1)] * len(parts)


def _last_year(part: Target) -> Decimal:
    definition: Definition | None = define(part.metric, part.first_day)
    if definition is None:
        return Decimal(0)
    first, last = span_of(part.period)
    value = counted(definition.name, first, slice_of(part, definition, a_year_before(first), a_year_before(last)))
    return max(value or Decimal(0), Decimal(0))


def _own(text: str, keys: set[str]) -> dict[str, Decimal]:
    """``2026-11 3`` or ``tmall-1 40``, one a line."""
    found: dict[str, Decimal] = {}
    for line in filter(None, (one.strip() for one in text.splitlines())):
        key, _space, weight = line.replace("，", " ").replace(",", " ").replace("：", " ").rpartition(" ")
        try:
            value = Decimal(weight)
        except InvalidOperation:
            value = Decimal(-1)
        if not 0 <= value <= 10**9:
            raise NotDivided(_("“%(line)s”看不懂，一行写一份：代号或期间，空格，份量。") % {"line": line[:40]})
        if key.strip() not in keys:
            told = {"key": key.strip()[:40], "keys": "、".join(sorted(keys)[:20])}
            raise NotDivided(_("没有“%(key)s”这一份，可以写的有：%(keys)s。") % told)
        found[key.strip()] = value
    if not any(found.values()):
        raise NotDivided(_("写明每一份的份量，一行一份：代号或期间，空格，份量。"))
    return found

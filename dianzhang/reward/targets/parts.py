"""What a target was taken apart into: the targets of shorter periods, of shops, of units, of people within it."""

from __future__ import annotations

from dataclasses import dataclass

from dianzhang.engine.organisation import organisation
from dianzhang.kernel.splitting import difference
from dianzhang.measure.catalogue import span_of
from dianzhang.measure.metrics import define

from ..models import Target
from .words import adds_up

OF_TIME = {"quarter": "分到各季", "month": "分到各月"}
OF_WHOM = {"shop": "分到各店", "unit": "分到各组", "person": "分到个人"}


@dataclass(frozen=True)
class Parts:
    """Targets that together are to be the whole; ``lacks`` of it in hundredths, less than 0: they are more."""

    zh: str
    parts: tuple[Target, ...]
    total: int
    lacks: int


def parts_of(target: Target) -> list[Parts]:
    """One for each way in which it was taken apart; none of a number that does not add up."""
    first, last = span_of(target.period)
    definition = define(target.metric, first)
    if target.status != "set" or definition is None or not adds_up(definition):
        return []
    rows = list(
        Target.objects.filter(metric=target.metric, status="set", first_day__gte=first, first_day__lte=last)
        .exclude(pk=target.pk)
        .order_by("first_day", "id")
    )
    found: dict[str, list[Target]] = {}
    for one in rows:
        if (way := _way(target, one)) is not None:
            found.setdefault(way, []).append(one)
    groups = []
    for way, parts in found.items():
        total = sum(one.value_cents for one in parts)
        zh = OF_TIME.get(way) or OF_WHOM[way]
        lacks = difference(target.value_cents, [one.value_cents for one in parts])
        groups.append(Parts(zh, tuple(parts), total, lacks))
    return groups


def _way(whole: Target, one: Target) -> str | None:
    """How ``one`` is a part of the whole; None where it is none."""
    bearer = (one.for_unit_id, one.for_person_id) == (whole.for_unit_id, whole.for_person_id)
    if one.grain != whole.grain:
        shorter = whole.grain == "year" or one.grain == "month"
        return one.grain if shorter and bearer and one.shop_id == whole.shop_id else None
    if one.period != whole.period or whole.for_person_id is not None:
        return None
    if one.shop_id != whole.shop_id:
        return "shop" if whole.shop_id is None and bearer else None
    if one.for_unit_id is not None:
        return "unit" if whole.for_unit_id is None else None
    if one.for_person_id is not None:
        return "person" if whole.for_unit_id is None or whole.for_unit_id in _units(one.for_person_id) else None
    return None


def _units(person: int) -> set[int | None]:
    org = organisation()
    return {org.unit_of(post) for post in org.posts_of.get(person, ())}

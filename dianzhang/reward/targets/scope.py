"""Which facts count for a target: as a scorecard would count them for whoever bears it, so that pay and pace agree.

A number of persons is the person's own, or that of a unit's people; a number of shops is that of the target's shop, or
of all shops, whoever bears it; a number of everybody's is everybody's.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from dianzhang.engine.organisation import organisation
from dianzhang.engine.words import word
from dianzhang.measure.catalogue import Measure, Slice
from dianzhang.measure.metrics import Definition

from ..models import Target

COUNTED = {
    "shop": "按店铺算",
    "all": "按全部店铺算",
    "person": "按本人算",
    "unit": "按本组算",
    "everybody": "按全部门算",
}


def slice_of(target: Target, definition: Definition, first: date, last: date) -> Slice:
    """The facts of these days that count for the target."""
    whole = Slice(first, last, shop=target.shop_id)
    measures = definition.measures()
    if target.for_person_id is not None and all(measure.whose in ("person", "unit") for measure in measures):
        if all(measure.person for measure in measures):
            posts = tuple(organisation().posts_of.get(target.for_person_id, ()))
            return replace(whole, person=target.for_person_id, posts=posts)
        return replace(whole, unit=_unit_of(target.for_person_id))
    if target.for_unit_id is not None and all(measure.whose in ("person", "unit") for measure in measures):
        return replace(whole, unit=target.for_unit_id)
    return whole


def counted_by(target: Target, definition: Definition) -> str:
    """In words, which facts count for the target."""
    of = slice_of(target, definition, target.first_day, target.first_day)
    if of.person is not None or of.unit is not None:
        return word(COUNTED["person" if of.person is not None else "unit"])
    if of.shop is not None:
        return word(COUNTED["shop"])
    return word(COUNTED["all" if any(measure.shop for measure in definition.measures()) else "everybody"])


def not_cut(target: Target, definition: Definition) -> str:
    """Why the number cannot be told for whom the target names; empty where it can."""
    of = slice_of(target, definition, target.first_day, target.first_day)
    for asked, attr, zh in (
        (of.shop, "shop", _("店铺")),
        (of.unit, "unit_of", _("小组")),
        (of.person, "person", _("人")),
    ):
        if asked is not None and not all(getattr(measure, attr) for measure in definition.measures()):
            return _("“%(name)s”不分%(by)s，没法对着这个目标算。") % {"name": word(definition.name), "by": zh}
    return ""


def divides_by(definition: Definition) -> list[str]:
    """Onto what a target of this number can be split so that each part is counted for itself."""
    measures: list[Measure] = definition.measures()
    found = ["shop"] if all(measure.shop for measure in measures) else []
    if all(measure.whose in ("person", "unit") for measure in measures):
        found += ["unit"] if all(measure.unit_of for measure in measures) else []
        found += ["person"] if all(measure.person for measure in measures) else []
    return found


def _unit_of(person: int) -> int | None:
    org = organisation()
    return next((unit for post in org.posts_of.get(person, ()) if (unit := org.unit_of(post)) is not None), None)

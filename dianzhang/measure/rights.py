"""Whose numbers someone may read: those of facts that the reach of their post covers, and their own.

A number over everything tells of every record behind it, so it takes the reach *all* of the list that its rows stand
in.  A unit's number takes a reach that covers the unit; one's own takes none.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from dianzhang.engine import access, registry, rulebooks
from dianzhang.engine.access import Actor
from dianzhang.engine.models import Approval, ClockRow
from dianzhang.engine.moment import now
from dianzhang.engine.organisation import organisation

from .catalogue import Measure, Slice
from .metrics import Definition
from .whose import own

CLOCKS = "clock"


def why_not(actor: Actor, definition: Definition, of: Slice) -> str:
    """Why this reader does not get the number of this slice; empty when they do."""
    if not definition.may_be_seen_by(actor):
        return _("“%(name)s”由你看不到的数据算出。") % {"name": definition.name}
    if any(not _within(actor, measure, of) for measure in definition.measures()):
        return _("“%(name)s”的范围超出了你的岗位看得到的。") % {"name": definition.name}
    return ""


def widest(actor: Actor, definition: Definition, first: date, last: date) -> Slice | None:
    """The facts of these days that this reader gets the number of: everybody's, else those of their unit and the units
    below it, else their own; None for none of them."""
    whole = Slice(first, last)
    if not why_not(actor, definition, whole):
        return whole
    if actor.unit_id is not None and all(measure.unit_of for measure in definition.measures()):
        ours = replace(whole, unit=actor.unit_id)
        if not why_not(actor, definition, ours):
            return ours
    if actor.person_id is None or not all(measure.person for measure in definition.measures()):
        return None
    mine = own(whole, actor.person_id)
    return None if why_not(actor, definition, mine) else mine


def _within(actor: Actor, measure: Measure, of: Slice) -> bool:
    if actor.unbound or (of.person is not None and of.person == actor.person_id):
        return True
    reaches = {access.reach_of(actor, f"{kind}.view") for kind in kinds_behind(measure, of)}
    if reaches == {"all"}:
        return True
    if of.unit is None or actor.unit_id is None or not reaches <= {"all", "unit", "group"}:
        return False
    if "group" in reaches:  # the unit alone, and a slice counts those below it too
        return of.unit == actor.unit_id and organisation().below.get(of.unit) == frozenset({of.unit})
    return of.unit in organisation().below.get(actor.unit_id, frozenset())


def kinds_behind(measure: Measure, of: Slice) -> set[str]:
    """The kinds of record that the facts of a measure belong to; of deadlines, those that rules set, of requests for
    approval, those that gates stand before."""
    if measure.model is ClockRow:
        ruleset = rulebooks.at(now())
        return {kind.partition(".")[0] for kind in (ruleset.starts if ruleset else ())} - {"approval"} or {CLOCKS}
    if measure.model is Approval:
        ruleset = rulebooks.at(now())
        return {action.partition(".")[0] for action in (ruleset.gates if ruleset else ())} or {"approval"}
    own = {subject.name for subject in registry.subjects.values() if subject.model is measure.model}
    listed = measure.opens(of) if measure.opens is not None else None
    return own or ({listed.kind} if listed is not None else {CLOCKS})


def called(name: str, of: Slice) -> str:
    """A number's name, with whose facts it is of where they are not everybody's."""
    if of.person is not None:
        return _("我的%(name)s") % {"name": name}
    unit = organisation().units.get(of.unit) if of.unit is not None else None
    return _("%(unit)s的%(name)s") % {"unit": unit.name, "name": name} if unit is not None else name

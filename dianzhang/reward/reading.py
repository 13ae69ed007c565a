"""What pages and the command line read of scores and pay."""

from __future__ import annotations

from collections.abc import Iterable

from dianzhang.engine import access
from dianzhang.engine.access import Actor
from dianzhang.engine.models import Event
from dianzhang.engine.moment import today
from dianzhang.engine.organisation import organisation
from dianzhang.engine.reading import Line as EventLine
from dianzhang.engine.reading import line_of
from dianzhang.engine.unmoved import while_unmoved
from dianzhang.measure.catalogue import period_of

from .adjusting import with_adjustments
from .facts import MonthFacts, Worker, workers
from .models import Month
from .reckoning import reckon
from .slip import Slip
from .storing import stored_slips

VIEW = "month.view"  # the right to see scores and pay of others, as far as it reaches


def running_period() -> str:
    return period_of(today())


def closed_periods() -> list[str]:
    """Closed months, newest first."""
    return list(Month.objects.filter(status="closed").order_by("-period").values_list("period", flat=True))


def slips(period: str, persons: Iterable[int] | None = None, *, events: bool = True) -> list[Slip]:
    """A month's slips: as closed, else an estimate from what is known now (quicker without ``events`` behind it)."""
    month = Month.objects.filter(period=period, status="closed").first()
    if month is not None:
        return stored_slips(month, persons)
    return estimates(period, persons, events=events)


def estimates(period: str, persons: Iterable[int] | None = None, *, events: bool = True) -> list[Slip]:
    """What the month would give if it ended now, with what earlier months still owe."""
    wanted = set(persons) if persons is not None else None
    return with_adjustments(reckon(period, wanted, events=events), period, wanted)


def slip(person_id: int, period: str) -> Slip | None:
    """One person's slip; None where the month gives them none."""
    return next(iter(slips(period, [person_id])), None)


def estimate(person_id: int, period: str | None = None) -> Slip | None:
    """Somebody's score and pay of the running month as of now, earlier months left alone: for the day's page."""
    period = period or running_period()
    return next(iter(reckon(period, [person_id], facts=_facts(period), workings=False)), None)


@while_unmoved
def _facts(period: str) -> MonthFacts:
    return MonthFacts(period, events=False)


def may_see(actor: Actor, person_id: int, period: str | None = None) -> bool:
    """Whether ``actor`` may open this person's score and pay: their own, and as far as ``month.view`` reaches."""
    if actor.person_id is not None and actor.person_id == person_id:
        return True
    found = next((w for w in workers(period or running_period()) if w.person_id == person_id), None)
    return access.reach_of(actor, VIEW) == "all" if found is None else _covers(actor, found)


def _covers(actor: Actor, worker: Worker) -> bool:
    if actor.person_id is not None and actor.person_id == worker.person_id:
        return True
    reach = access.reach_of(actor, VIEW)
    if reach == "group":
        return actor.unit_id is not None and worker.unit_id == actor.unit_id
    if reach == "unit":
        return worker.unit_id in organisation().below.get(actor.unit_id or 0, frozenset())
    return reach == "all"


def visible_persons(actor: Actor, period: str) -> list[int] | None:
    """Whose score and pay of a month this person may open; None: everybody's."""
    everybody = access.reach_of(actor, VIEW) == "all"
    return None if everybody else [w.person_id for w in workers(period) if _covers(actor, w)]


def visible_slips(actor: Actor, period: str) -> list[Slip]:
    """The slips of a month that this person may open, their own first; an estimate without the events behind it."""
    found = slips(period, visible_persons(actor, period), events=False)
    return sorted(found, key=lambda one: one.person_id != actor.person_id)


def events_behind(ids: Iterable[int], limit: int = 200) -> list[EventLine]:
    """The events behind a figure as lines of a timeline, newest first."""
    wanted = list(ids)[:limit]
    return [line_of(event) for event in Event.objects.filter(pk__in=wanted).order_by("-occurred_at", "-id")]

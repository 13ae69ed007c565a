"""Deadlines kept and missed, counted by the day they fell due.

What is owed is what a rulebook's deadlines ask for.  The time-outs of a request for approval remind and hand over; they
judge nobody.  Deadlines that a file judged on request brought about count for its shop, not for persons.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_noop as _

from dianzhang.engine.models import ClockRow, Event
from dianzhang.kernel.units import Unit

from .catalogue import Address, Measure, Slice, declare

_OWED = ~Q(subject_kind="approval")


def _opens(*states: str) -> Any:
    def address(of: Slice) -> Address:
        filters = {"state": ",".join(states)}
        given = {
            "from": of.first,
            "to": of.last,
            "shop": of.shop,
            "person": of.person,
            "unit": of.unit,
            "post": of.post,
        }
        return Address("clock", filters | {name: str(value) for name, value in given.items() if value is not None})

    return address


def _events(rows: Any, limit: int) -> list[int]:
    """The events that began and ended the clocks, and those that said they were missed."""
    clocks = list(rows.order_by("-due_at", "-id")[:limit])
    found = {number for clock in clocks for number in (clock.started_by, clock.ended_by) if number}
    missed = {(clock.rule, clock.started_by) for clock in clocks if clock.state == "missed"}
    subjects: dict[str, list[int]] = defaultdict(list)
    for clock in clocks:
        if clock.state == "missed":
            subjects[clock.subject_kind].append(clock.subject_id)
    for kind, ids in subjects.items():
        overdue = Event.objects.filter(subject_kind=kind, subject_id__in=ids, kind=f"{kind}.overdue")
        found |= {e for e, rule, cause in overdue.values_list("pk", "rule", "cause_id") if (rule, cause) in missed}
    return sorted(found, reverse=True)[:limit]


STATES: dict[str, tuple[str, ...]] = {}  # measure -> the states of the deadlines that it counts


def _clocks(name: str, zh: str, definition: str, *states: str, english: str, **more: Any) -> Measure:
    STATES[name] = states
    return declare(
        Measure(
            name, zh, Unit.COUNT, ClockRow, Count("id"), day="due_day", shop="shop_id", unit_of="unit_id",
            person="owner_id", post="owner_post", where=_OWED & Q(state__in=states), judging=Q(quiet=False),
            whose="person", english=english, definition=definition, opens=_opens(*states), events=_events, **more,
        )
    )  # fmt: skip


DUE = _clocks("clocks_due", "应履约时限数", _("到期并已判定的时限"), "met", "missed", english="Deadlines due")
KEPT = _clocks("clocks_kept", "按时时限数", _("到期前完成的时限"), "met", english="Deadlines met")
MISSED = _clocks(
    "clocks_missed", "逾期时限数", _("到期还没有完成的时限"), "missed", better="lower", english="Deadlines missed"
)

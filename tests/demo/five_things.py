"""The five things that a demonstration must have, as questions to its journal."""

from __future__ import annotations

from dianzhang.engine.models import Approval, ClockRow, Event


def missed_deadlines() -> list[str]:
    return list(ClockRow.objects.filter(state="missed").values_list("rule", flat=True))


def escalations() -> list[Event]:
    """Handed up by the rule itself, nobody having done it."""
    return list(Event.objects.filter(kind="complaint.escalate", actor_id=None).exclude(rule=""))


def refused_approvals() -> list[Approval]:
    return list(Approval.objects.filter(action="order.release", status="refused"))


def verdicts_corrected() -> list[Event]:
    """A late fact turned a miss into a keep."""
    return list(Event.objects.filter(kind__endswith=".correct", data__contains='"now":"met"'))


def holds() -> list[Event]:
    return list(Event.objects.filter(kind="order.hold").exclude(rule=""))

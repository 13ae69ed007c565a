"""Where a process departs from the rulebook: steps that states do not allow, approvals passed by, deadlines broken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import Count, Exists, OuterRef, QuerySet

from dianzhang.engine import rulebooks
from dianzhang.engine.models import Approval, ClockRow, Event
from dianzhang.engine.registry import Action
from dianzhang.kernel.rules import Deadline, Gate
from dianzhang.kernel.ruleset import Ruleset

from .asking import Asked
from .flow import behind, following

What = Literal["state", "gate", "deadline"]


@dataclass(frozen=True, slots=True)
class Departure:
    """``count`` times.  ``arrows`` are those of the map that it lies on; ``key`` finds its records.

    Of ``state``: on ``axis`` the step ``to`` came when ``from_`` had led elsewhere than it may come from.  Of ``gate``:
    ``to`` was done without the approval that ``rule`` asks for whatever the case.  Of ``deadline``: it was broken.
    """

    what: What
    key: str
    count: int
    arrows: frozenset[tuple[str, str]]
    from_: str = ""
    to: str = ""
    axis: str = ""
    rule: str = ""
    version: int | None = None


def departures(asked: Asked) -> list[Departure]:
    """The most frequent first: a statement for each axis, one for gates, one for deadlines."""
    ruleset = rulebooks.at(asked.end)
    found = [d for axis in asked.subject.axis_names for d in _states(asked, axis)]
    if ruleset is not None:
        found += [_gate(asked, ruleset, gate) for gate in gates(asked, ruleset)]
        found += _deadlines(asked)
    return sorted((d for d in found if d.count), key=lambda d: (-d.count, d.what, d.key))


# --- states ---------------------------------------------------------------------


def leading(asked: Asked, axis: str) -> dict[str, Action]:
    return {name: one for name, one in asked.subject.actions.items() if axis in one.word.leads or one.word.creates}


def led(asked: Asked, axis: str, before: str, after: str, most: int) -> list[Event]:
    """The latest steps of kind ``after`` that came where ``before`` was the last to lead anywhere on this axis."""
    return behind(asked, before, after, most, among=leading(asked, axis))


def _states(asked: Asked, axis: str) -> list[Departure]:
    known = leading(asked, axis)
    return [
        Departure("state", f"{axis}:{a}:{b}", n, frozenset({(a, b)}), a, b, axis)
        for a, b, n in following(asked, known)
        if not allowed(known[a], known[b], axis)
    ]


def allowed(before: Action, after: Action, axis: str) -> bool:
    """Whether ``after`` may come where ``before`` has led; the same state told again is no departure."""
    lead = after.word.leads.get(axis)
    if lead is None or not lead.source:
        return True
    had = before.word.leads.get(axis)
    state = had.target if had is not None else before.subject.starts[axis]
    return state in lead.source or state == lead.target


# --- gates ----------------------------------------------------------------------


def gates(asked: Asked, ruleset: Ruleset) -> list[Gate]:
    """Approvals that an action of this subject needs whatever the case; others depend on what was known then."""
    return [gate for kind in asked.subject.actions for gate in ruleset.gates.get(kind, ()) if gate.when is None]


def ungated(asked: Asked, action: str) -> QuerySet[Event]:
    """Done by a person of the department, without a request for it that was agreed to."""
    agreed = Approval.objects.filter(
        action=action, target_kind=asked.subject.name, target_id=OuterRef("subject_id"), status__in=("agreed", "done")
    )
    rows = asked.touched().filter(kind=action, rule="", actor_id__isnull=False, judged=True)
    return rows.filter(~Exists(agreed)).exclude(post="owner")


def _gate(asked: Asked, ruleset: Ruleset, gate: Gate) -> Departure:
    count = ungated(asked, gate.action).order_by().count()
    version = ruleset.key_of(gate)
    return Departure("gate", gate.id, count, frozenset(), "", gate.action, rule=gate.id, version=version)


# --- deadlines ------------------------------------------------------------------


def broken(asked: Asked, rule: str = "") -> QuerySet[ClockRow]:
    """Deadlines of records that the reader sees, broken on these days."""
    rows = ClockRow.objects.filter(
        subject_kind=asked.subject.name, state="missed", quiet=False, due_at__gte=asked.begin, due_at__lt=asked.end
    )
    if asked.shop is not None:
        rows = rows.filter(shop_id=asked.shop)
    if rule:
        rows = rows.filter(rule=rule)
    return rows.filter(subject_id__in=asked.seen().values("pk")).order_by("-due_at", "-id")


def _deadlines(asked: Asked) -> list[Departure]:
    counted: Any = broken(asked).order_by().values_list("rule", "version_id").annotate(n=Count("pk"))
    found = []
    for rule, version, count in counted:
        known = rulebooks.ruleset(version).find(rule)
        arrows = frozenset[tuple[str, str]]()
        if isinstance(known, Deadline):
            arrows = frozenset((a, b) for a in known.start for b in known.end)
        found.append(Departure("deadline", rule, count, arrows, rule=rule, version=version))
    return found


__all__ = ["Departure", "allowed", "broken", "departures", "gates", "led", "ungated"]

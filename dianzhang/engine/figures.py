"""How a rule fares: how often it was applied, kept and broken, by whom, how that goes, what it acts on now.

Clocks, flags and requests name the rule they come from; what a rule implies (a time-out of a gate, what a duty owes)
carries its id before a slash.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Avg, Case, Count, DecimalField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import TruncWeek

from dianzhang.kernel.rules import Coverage, Duty, Gate, Plan

from .models import Approval, ClockRow, Flag
from .moment import today

WEEKS = 12
_CLOCKS = {
    "met": "kept", "missed": "missed", "excused": "excused", "running": "running", "resting": "running",
}  # fmt: skip
_ASKED = {"waiting": "waiting", "agreed": "agreed", "refused": "refused"}


@dataclass(frozen=True, slots=True)
class Keeping:
    """Clocks kept, missed, waived and running; flags raised and let pass; requests waiting, agreed to and refused."""

    kept: int = 0
    missed: int = 0
    excused: int = 0
    running: int = 0
    flagged: int = 0
    passed: int = 0
    waiting: int = 0
    agreed: int = 0
    refused: int = 0

    @property
    def due(self) -> int:
        return self.kept + self.missed

    @property
    def asked(self) -> int:
        return self.waiting + self.agreed + self.refused

    def __add__(self, other: Keeping) -> Keeping:
        return Keeping(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Keeping)))


def keeping(rules: Iterable[object]) -> dict[str, Keeping]:
    """Figures of rules, by id, over all versions."""
    rules = list(rules)
    own = [rule.id for rule in rules]  # type: ignore[attr-defined]
    counts: dict[str, dict[str, int]] = {rule: defaultdict(int) for rule in own}
    for rule, state, n in clocks_of(rules).values_list("rule", "state").annotate(n=Count("id")):
        if state in _CLOCKS:
            counts[rule if rule in counts else rule.rpartition("/")[0]][_CLOCKS[state]] += n
    for rule, standing, n in Flag.objects.filter(rule__in=own).values_list("rule", "standing").annotate(n=Count("id")):
        counts[rule]["flagged"] += n
        counts[rule]["passed"] += 0 if standing else n
    gates = [rule.id for rule in rules if isinstance(rule, Gate)]
    if gates:
        asked = Approval.objects.filter(gate__in=gates).values_list("gate", "status").annotate(n=Count("id"))
        for gate, status, n in asked:
            if status in _ASKED:
                counts[gate][_ASKED[status]] += n
    return {rule: Keeping(**found) for rule, found in counts.items()}


@dataclass(frozen=True, slots=True)
class Weight:
    """How heavy approvals are: of ``decided`` requests the seconds they waited, the persons each took, and the share
    that passed as they were first asked for."""

    decided: int
    waited: Decimal
    voices: Decimal
    unchanged: Decimal


EXACT: DecimalField[Any, Any] = DecimalField(max_digits=20, decimal_places=4)
# The same command on the same record was asked for before, and refused, taken back, or lapsed as the record changed.
_BEFORE = Exists(
    Approval.objects.filter(
        action=OuterRef("action"), target_kind=OuterRef("target_kind"), target_id=OuterRef("target_id"),
        pk__lt=OuterRef("pk"), status__in=("refused", "withdrawn", "void"),
    )
)  # fmt: skip
AS_ASKED = Case(When(Q(status="agreed") & ~Q(_BEFORE), then=Value(1)), default=Value(0))
DECIDED = Q(status__in=("agreed", "refused"), decided_day__isnull=False)
WAITED, VOICES, UNCHANGED = (Avg(of, output_field=EXACT) for of in (F("waited"), F("voices"), AS_ASKED))


def weight(gates: Iterable[Gate]) -> Weight | None:
    """Of these gates, over all versions and days; None where nothing was decided yet."""
    rows = Approval.objects.filter(DECIDED, gate__in=[gate.id for gate in gates])
    found = rows.aggregate(n=Count("id"), waited=WAITED, voices=VOICES, unchanged=UNCHANGED)
    return Weight(found["n"], found["waited"], found["voices"], found["unchanged"]) if found["n"] else None


def clocks_of(rules: Iterable[object]) -> QuerySet[ClockRow]:
    """The clocks of rules; a duty's and a plan's are those on what they owe.  A gate's time-outs judge nobody."""
    condition = Q(pk__in=())
    plain = []
    for rule in rules:
        if isinstance(rule, Coverage | Duty | Plan):
            condition |= Q(rule__startswith=f"{rule.id}/")
        elif not isinstance(rule, Gate):
            plain.append(rule.id)  # type: ignore[attr-defined]
    return ClockRow.objects.filter(condition | Q(rule__in=plain))


@dataclass(frozen=True, slots=True)
class Week:
    """``first`` is its Monday; ``share`` None: nothing fell due."""

    first: date
    kept: int
    missed: int

    @property
    def share(self) -> float | None:
        due = self.kept + self.missed
        return self.kept / due if due else None


def trend(rows: QuerySet[ClockRow], weeks: int = WEEKS) -> list[Week]:
    """Week by week, the last one this week: what fell due and was kept, and what was missed."""
    monday = today() - timedelta(days=today().weekday())
    since = monday - timedelta(weeks=weeks - 1)
    counted: Mapping[tuple[date, str], int] = {
        (week, state): n
        for week, state, n in rows.filter(due_day__gte=since, state__in=("met", "missed"))
        .annotate(week=TruncWeek("due_day"))
        .values_list("week", "state")
        .annotate(n=Count("id"))
    }
    days = [since + timedelta(weeks=n) for n in range(weeks)]
    return [Week(day, counted.get((day, "met"), 0), counted.get((day, "missed"), 0)) for day in days]


def by_person(rows: QuerySet[ClockRow], most: int = 10) -> list[tuple[int, int, int]]:
    """(person, kept, missed), who missed most first."""
    counts: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    found = rows.filter(owner_id__isnull=False, state__in=("met", "missed")).values_list("owner_id", "state")
    for person, state, n in found.annotate(n=Count("id")):
        counts[person][state == "missed"] += n
    ranked = sorted(counts.items(), key=lambda one: (-one[1][1], -one[1][0], one[0]))
    return [(person, kept, missed) for person, (kept, missed) in ranked[:most]]


def standing_flags(rules: Sequence[str], among: Q, most: int = 20) -> list[Flag]:
    """Findings of these checks that stand, the newest first, ``among`` those that the reader may see."""
    return list(Flag.objects.filter(among, rule__in=rules, standing=True).order_by("-id")[:most])

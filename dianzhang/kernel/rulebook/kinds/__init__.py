"""The compilers of the kinds of rule, one file each; this table is the only place that names them all.

Each takes the form of one mapping, the context and the slot that its rules go into.  ``PHASES`` is the order in
which kinds are compiled, for scorecards use metrics, and pay uses both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ...rules import Kind
from ..context import Context, Slot
from ..forms import Form, Keys
from . import (
    access,
    alarm,
    briefing,
    check,
    consequence,
    coverage,
    deadline,
    duty,
    gate,
    metric,
    pay,
    plan,
    report,
    scorecard,
)


@dataclass(frozen=True, slots=True)
class Compiler:
    keys: Keys
    compile: Callable[[Form, Context, Slot], None]
    parts: Mapping[str, Keys] = field(default_factory=dict)  # keys whose value is a mapping, or a list of them


COMPILERS: dict[Kind, Compiler] = {
    Kind.ACCESS: Compiler(access.KEYS, access.compile_access),
    Kind.GATE: Compiler(gate.KEYS, gate.compile_gate),
    Kind.CHECK: Compiler(check.KEYS, check.compile_check, {"items": check.ITEM}),
    Kind.DEADLINE: Compiler(deadline.KEYS, deadline.compile_deadline, {"escalate": deadline.ESCALATION}),
    Kind.DUTY: Compiler(duty.KEYS, duty.compile_duty, {"escalate": duty.ESCALATION}),
    Kind.PLAN: Compiler(plan.KEYS, plan.compile_plan, {"steps": plan.STEP}),
    Kind.COVERAGE: Compiler(coverage.KEYS, coverage.compile_coverage),
    Kind.BRIEFING: Compiler(briefing.KEYS, briefing.compile_briefing),
    Kind.ALARM: Compiler(alarm.KEYS, alarm.compile_alarm),
    Kind.REPORT: Compiler(report.KEYS, report.compile_report),
    Kind.METRIC: Compiler(metric.KEYS, metric.compile_metric),
    Kind.SCORECARD: Compiler(scorecard.KEYS, scorecard.compile_scorecard, {"parts": scorecard.PART}),
    Kind.PAY: Compiler(pay.KEYS, pay.compile_pay),
    Kind.CONSEQUENCE: Compiler(consequence.KEYS, consequence.compile_consequence),
}

PHASES: tuple[frozenset[Kind], ...] = (
    frozenset({Kind.METRIC}),
    frozenset({Kind.SCORECARD}),
    frozenset(Kind) - {Kind.METRIC, Kind.SCORECARD},
)

"""The arithmetic of one running deadline: when it falls due, rests, goes on, and what happens then.

A clock is judged from the facts of its subject alone.  An event at the due instant is still in time;
the clock is missed by whatever comes after it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal, Protocol

from .rules import Deadline, Escalation
from .units import Span

ClockState = Literal["running", "resting", "met", "missed", "excused", "stopped"]
OPEN: frozenset[str] = frozenset({"running", "resting"})
EXCUSABLE: frozenset[str] = OPEN | {"missed"}
_OVERLOOKED: frozenset[str] = frozenset({"running", "met", "stopped"})


class Days(Protocol):
    """What deadlines, duties and plans need of a calendar (``kernel.calendar.Calendar``)."""

    def add(self, start: datetime, span: Span) -> datetime: ...
    def add_time(self, start: datetime, amount: timedelta) -> datetime: ...
    def between(self, a: datetime, b: datetime) -> timedelta: ...
    def is_working_day(self, day: date) -> bool: ...
    def hours_on(self, day: date) -> tuple[tuple[str, str], ...]: ...


CalendarOf = Callable[[str | None], Days]


@dataclass(slots=True)
class Clock:
    """One deadline at work on one subject.  ``started_by`` and ``ended_by`` are facts' keys."""

    rule: Deadline
    version: Any
    started_by: Any
    started_at: datetime
    due_at: datetime | None
    state: ClockState = "running"
    left: timedelta | None = None  # while resting: time still left, on the rule's calendar
    step: int = 0  # how much of the schedule has happened
    next_at: datetime | None = None  # when the next step of the schedule happens
    ended_by: Any = None
    ended_at: datetime | None = None
    row: Any = field(default=None, compare=False)  # where it is kept, for the engine
    dirty: bool = field(default=True, compare=False)

    @property
    def open(self) -> bool:
        return self.state in OPEN

    @property
    def verdict(self) -> str | None:
        """``met`` or ``missed`` once judged."""
        return self.state if self.state in ("met", "missed") else None


@dataclass(frozen=True, slots=True)
class Step:
    """One moment in a clock's life."""

    at: datetime
    what: Literal["remind", "miss", "escalate"]
    escalation: Escalation | None = None


def start(
    rule: Deadline,
    version: Any,
    fact_key: Any,
    at: datetime,
    fields: Mapping[str, Any],
    calendar_of: CalendarOf,
    *,
    remind: bool = True,
) -> Clock | None:
    """A clock begun at ``at`` (or later, where its rule says so), or None when its due time has no value.

    Without ``remind`` its reminders count as done.
    """
    if rule.since and (since := fields.get(rule.since)) is not None:
        at = max(since, at)
    due = _due(rule, at, fields, calendar_of)
    if due is None:
        return None
    clock = Clock(rule, version, fact_key, at, due)
    _begin(clock, calendar_of, remind)
    return clock


def _begin(clock: Clock, calendar_of: CalendarOf, remind: bool) -> None:
    if clock.rule.remind and remind:
        _plan(clock, calendar_of)
    else:
        clock.step, clock.next_at = len(clock.rule.remind), clock.due_at


def _due(rule: Deadline, at: datetime, fields: Mapping[str, Any], calendar_of: CalendarOf) -> datetime | None:
    if rule.until and (promised := fields.get(rule.until)) is not None:
        return max(promised, at)  # type: ignore[no-any-return]
    return _after(at, rule.span, rule.calendar, calendar_of) if rule.span else None


def _after(at: datetime, span: Span, calendar: str | None, calendar_of: CalendarOf, sign: int = 1) -> datetime:
    """``span`` after ``at``, or before it.  A natural span is plain addition on every calendar."""
    if span.working:
        return calendar_of(calendar).add(at, span if sign > 0 else Span(-span.days, -span.seconds, True))
    moment = at if at.tzinfo is UTC else at.astimezone(UTC)
    return moment + timedelta(span.days * sign, span.seconds * sign)


def _in_working_time(rule: Deadline) -> bool:
    return rule.span is not None and rule.span.working


def reschedule(clock: Clock, fields: Mapping[str, Any], calendar_of: CalendarOf) -> None:
    """The promised time itself has changed: the clock follows it."""
    due = _due(clock.rule, clock.started_at, fields, calendar_of)
    if clock.state == "running" and due is not None and due != clock.due_at:
        clock.due_at = due
        clock.step = 0
        clock.dirty = True
        _plan(clock, calendar_of)


def rest(clock: Clock, at: datetime, calendar_of: CalendarOf) -> None:
    """None of its time is used from ``at`` on; of what rests before it begins (``since``) all is left."""
    if clock.state == "running":
        at = max(at, clock.started_at)
        assert clock.due_at is not None
        working = _in_working_time(clock.rule)
        clock.left = calendar_of(clock.rule.calendar).between(at, clock.due_at) if working else clock.due_at - at
        clock.state, clock.due_at, clock.next_at, clock.dirty = "resting", None, None, True


def go_on(clock: Clock, at: datetime, calendar_of: CalendarOf) -> None:
    if clock.state == "resting":
        at = max(at, clock.started_at)
        left = timedelta() if clock.left is None else clock.left
        working = _in_working_time(clock.rule)
        clock.due_at = calendar_of(clock.rule.calendar).add_time(at, left) if working else at + left
        clock.state, clock.left, clock.dirty = "running", None, True
        _plan(clock, calendar_of)


def catch_up(clock: Clock, at: datetime) -> None:
    """Missed, if it fell due before it ended or before ``at``: of a clock that nobody has looked at since it began."""
    late = overlooked(clock, at)
    if late is not None and late[0] < late[1]:
        clock.state = "missed"


def overlooked(clock: Clock, at: datetime) -> tuple[datetime, datetime] | None:
    """When a clock that nobody has looked at fell due, and by when it was to be met; None where that is no question."""
    if clock.due_at is None or clock.state not in _OVERLOOKED:
        return None
    return clock.due_at, at if clock.ended_at is None else clock.ended_at


def end(clock: Clock, fact_key: Any, at: datetime) -> None:
    """What was owed has happened.  In time if the clock still runs or rests; a missed one stays missed.

    What happened before it began to run (``since``) ends it as it begins.
    """
    at = max(at, clock.started_at)
    if clock.open:
        clock.state = "met"
    clock.ended_by, clock.ended_at, clock.next_at, clock.left, clock.dirty = fact_key, at, None, None, True


def stop(clock: Clock, fact_key: Any, at: datetime) -> None:
    """What was owed can no longer come.  No verdict where none was given; a missed clock stays missed."""
    if clock.open:
        clock.state = "stopped"
    clock.ended_by, clock.ended_at, clock.next_at, clock.left, clock.dirty = fact_key, at, None, None, True


def excuse(clock: Clock, fact_key: Any, at: datetime) -> None:
    """Waived, also after it was missed: it counts neither as kept nor as broken."""
    clock.state = "excused"
    clock.ended_by, clock.ended_at, clock.next_at, clock.left, clock.dirty = fact_key, at, None, None, True


def renewed(
    clock: Clock, fact_key: Any, at: datetime, until: datetime, calendar_of: CalendarOf, *, remind: bool = True
) -> Clock:
    """Instead of one that was waived: the same is owed until another time, and judged as ever."""
    fresh = Clock(clock.rule, clock.version, fact_key, at, max(until, at))
    _begin(fresh, calendar_of, remind)
    return fresh


def next_step(clock: Clock, calendar_of: CalendarOf) -> Step:
    """The step that ``clock.next_at`` announces."""
    rule, at = clock.rule, _step_at(clock, calendar_of)
    if at is None:
        raise LookupError(f"{rule.id}: no step {clock.step}")
    number = clock.step - len(rule.remind)
    if number < 0:
        return Step(at, "remind")
    return Step(at, "miss") if number == 0 else Step(at, "escalate", rule.escalations[number - 1])


def step_done(clock: Clock, calendar_of: CalendarOf) -> None:
    clock.step += 1
    clock.dirty = True
    _plan(clock, calendar_of)


def _plan(clock: Clock, calendar_of: CalendarOf) -> None:
    clock.next_at = _step_at(clock, calendar_of)


def _step_at(clock: Clock, calendar_of: CalendarOf) -> datetime | None:
    """When the clock's next step happens: reminders, the earliest first, the miss, what follows it; None after all."""
    rule, due, number = clock.rule, clock.due_at, clock.step
    assert due is not None
    if number < len(rule.remind):
        before = rule.remind[0] if len(rule.remind) == 1 else sorted(rule.remind, key=_longest)[number]
        return max(_after(due, before, rule.calendar, calendar_of, -1), clock.started_at)
    number -= len(rule.remind)
    if number == 0:
        return due
    if number > len(rule.escalations):
        return None
    after = rule.escalations[number - 1].after
    return due if after.empty else _after(due, after, rule.calendar, calendar_of)


def _longest(span: Span) -> int:
    return -(span.days * 86400 + span.seconds)

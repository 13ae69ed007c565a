"""When the steps of a plan fall due, reckoned from a date of its subject: before it, or after it where negative."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from .calendar import SHANGHAI
from .clocks import Days
from .duties import end_of_work
from .rules import Plan, Step
from .units import Span


@dataclass(frozen=True, slots=True)
class Dated:
    """A step with its date.  ``day`` is what the plan says; ``at_once``: that had passed when the plan was laid out."""

    step: Step
    day: date
    due_at: datetime
    at_once: bool = False


def lay_out(
    plan: Plan, base: date | datetime, calendar: Days, at: datetime, only: Iterable[str] | None = None
) -> list[Dated]:
    """The steps as of ``at``, in the order of the plan.

    ``only`` some of them by name: those still open, when the base moves.  A step of whole days is due when the work
    of its day ends, whether counted in working days or natural ones.  One that lies before ``at`` is due at
    once: by the end of the working day that is, or comes next.
    """
    wanted = None if only is None else set(only)
    return [_date(step, base, calendar, at) for step in plan.steps if wanted is None or step.name in wanted]


def _date(step: Step, base: date | datetime, calendar: Days, at: datetime) -> Dated:
    back = -step.before
    if isinstance(base, datetime) and back.seconds:
        due = calendar.add(base, back).astimezone(SHANGHAI)
        day = due.date()
    else:
        day = _day(base, back, calendar)
        due = end_of_work(day, calendar)
    if due < at:
        return Dated(step, day, _today(at, calendar), at_once=True)
    return Dated(step, day, due)


def _day(base: date | datetime, back: Span, calendar: Days) -> date:
    day = base.astimezone(SHANGHAI).date() if isinstance(base, datetime) else base
    if not back.working or not back.days:
        return day + timedelta(days=back.days)
    return calendar.add(datetime.combine(day, time(), SHANGHAI), Span(back.days, 0, True)).astimezone(SHANGHAI).date()


def _today(at: datetime, calendar: Days) -> datetime:
    """The end of the working day at ``at``; after work or on a day off, of the next one."""
    day = at.astimezone(SHANGHAI).date()
    if calendar.is_working_day(day) and (ends := end_of_work(day, calendar)) > at:
        return ends
    next_day = calendar.add(datetime.combine(day, time(), SHANGHAI), Span(1, 0, True)).astimezone(SHANGHAI).date()
    return end_of_work(next_day, calendar)

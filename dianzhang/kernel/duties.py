"""What is owed again and again: when, by whom, and whether it was done, judged from facts alone.

A duty falls due on days of a calendar.  Each occurrence *opens* at the beginning of its period (or where the rule says)
and is *due* at a time of its day; what proves it between the two is in time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, Literal, Protocol, TypeVar

from .calendar import SHANGHAI
from .clocks import Days
from .recurrence import recurrence
from .rules import Duty
from .units import Span

Verdict = Literal["open", "met", "late", "missed", "excused"]
BY_HAND = frozenset({"duty.done"})  # proves a duty whose rule names no proof: its owner says so, with a note
_DAY = timedelta(days=1)
_MIDNIGHT = time()


class Window(Protocol):
    """What decides which occurrence a proof serves."""

    @property
    def opens_at(self) -> datetime: ...
    @property
    def due_at(self) -> datetime: ...


W = TypeVar("W", bound=Window)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that a duty falls due.  ``day`` is what its recurrence says, and names it; a day off moves the rest."""

    day: date
    opens_at: datetime
    due_at: datetime  # what happens at this very instant is in time


@dataclass(frozen=True, slots=True)
class Proof:
    at: datetime
    person: Any
    key: Any = None


@dataclass(frozen=True, slots=True)
class Judged:
    """One occurrence and one who owes it.  ``person`` is None where anyone who holds the post may do it."""

    post: str
    person: Any
    occurrence: Occurrence
    verdict: Verdict
    done_at: datetime | None = None
    proof: Proof | None = None


def occurrences(duty: Duty, first: date, last: date, calendar: Days) -> Iterator[Occurrence]:
    """Those whose day lies from ``first`` to ``last``, both counted, in order.

    One whose day is off and that has no working day to go to (a week of holidays) is not owed.
    """
    rule = recurrence(duty.recurrence)
    before: date | None = None
    for day in rule.days(rule.period(first)[0], last, calendar):
        begin, end = rule.period(day)
        moved = _worked(duty, day, begin, end, calendar)
        if day >= first and moved is not None:
            opens_on = max(begin, before + _DAY) if before else begin
            yield Occurrence(day, *_window(duty, min(opens_on, moved), moved, calendar))
        before = day


def covers(duty: Duty, day: date) -> tuple[date, date]:
    """The days that the occurrence of ``day`` is about: its own period, or the one before."""
    rule = recurrence(duty.recurrence)
    begin, end = rule.period(day)
    return rule.period(begin - _DAY) if duty.of_previous else (begin, end)


def worked_day(duty: Duty, day: date, calendar: Days) -> date:
    """The day on which the occurrence of ``day`` falls due, without its grace: another where ``day`` is off."""
    return _worked(duty, day, *recurrence(duty.recurrence).period(day), calendar) or day


def ending(duty: Duty, one: Occurrence, ends: datetime, calendar: Days) -> Occurrence:
    """The same occurrence for somebody whose own work of its day ends at ``ends``: due then, and its grace after it."""
    due = ends if duty.grace.empty else calendar.add(ends, duty.grace).astimezone(ends.tzinfo)
    return Occurrence(one.day, min(one.opens_at, due), due)


def _worked(duty: Duty, day: date, begin: date, end: date, calendar: Days) -> date | None:
    """The day that counts when ``day`` is off."""
    if duty.day_off == "same" or calendar.is_working_day(day):
        return day
    midnight = datetime.combine(day, _MIDNIGHT, SHANGHAI)
    later, earlier = (calendar.add(midnight, Span(n, 0, True)).astimezone(SHANGHAI).date() for n in (1, -1))
    if duty.day_off == "later" or (duty.day_off == "within" and later <= end):
        return later
    return earlier if duty.day_off == "earlier" or earlier >= begin else None


def _window(duty: Duty, opens_on: date, day: date, calendar: Days) -> tuple[datetime, datetime]:
    due = _moment(day, duty.due) if duty.due else end_of_work(day, calendar)
    if duty.opens:
        opens = _moment(day, duty.opens)
    else:
        opens = datetime.combine(opens_on, _MIDNIGHT, SHANGHAI)
        opens = _back(opens, duty.early, calendar)
    if not duty.grace.empty:
        due = calendar.add(due, duty.grace).astimezone(SHANGHAI)
    return min(opens, due), due


def end_of_work(day: date, calendar: Days) -> datetime:
    """When the work of a day ends; on a day off, when the day ends."""
    hours = calendar.hours_on(day)
    return _moment(day, hours[-1][1] if hours else "24:00")


def _moment(day: date, clock: str) -> datetime:
    return datetime.combine(day, _MIDNIGHT, SHANGHAI) + _since_midnight(clock)


@lru_cache(maxsize=2048)
def _since_midnight(clock: str) -> timedelta:
    hours, minutes = map(int, clock.split(":"))
    return timedelta(hours=hours, minutes=minutes)


def _back(at: datetime, span: Span, calendar: Days) -> datetime:
    if span.empty:
        return at
    return calendar.add(at, -span).astimezone(SHANGHAI)


def owed_by(duty: Duty, holders: Mapping[str, Sequence[Any]]) -> Iterator[tuple[str, Any]]:
    """Who owes each occurrence: post and person; None for the person where anyone of the post may do it.

    Nobody owes for an empty post, and who holds two of the posts owes once.
    """
    seen: set[Any] = set()
    for post in duty.owners:
        held = holders.get(post, ())
        if duty.anyone and held:
            yield post, None
        for person in () if duty.anyone else held:
            if person not in seen:
                seen.add(person)
                yield post, person


def serves(undone: Iterable[W], at: datetime) -> W | None:
    """Which of the occurrences that one person has not done a proof at ``at`` serves.

    What is open and still in time comes first, the earliest due before others; else what fell due last.
    """
    known = sorted(undone, key=lambda one: one.due_at)
    in_time = next((one for one in known if one.opens_at <= at <= one.due_at), None)
    return in_time or next((one for one in reversed(known) if one.due_at < at), None)


def judge(
    duty: Duty,
    dates: Iterable[Occurrence],
    holders: Mapping[str, Sequence[Any]],
    proofs: Iterable[Proof],
    now: datetime,
    *,
    excused: frozenset[tuple[Any, date]] = frozenset(),
) -> list[Judged]:
    """What became of each occurrence, for each who owes it, as of ``now`` (what happens later is not looked at)."""
    given, found = list(dates), list[Judged]()
    past = sorted((proof for proof in proofs if proof.at <= now), key=lambda proof: proof.at)
    for post, person in owed_by(duty, holders):
        of_post = set(holders.get(post, ()))
        own = [proof for proof in past if (proof.person in of_post if person is None else proof.person == person)]
        done = _assign(given, own)
        found += [_verdict(post, person, one, done.get(one), now, excused) for one in given]
    return found


def _assign(given: Sequence[Occurrence], proofs: Iterable[Proof]) -> dict[Occurrence, Proof]:
    """Each occurrence with the first proof that serves it.  A late proof serves only what fell due last."""
    done: dict[Occurrence, Proof] = {}
    for proof in proofs:
        last = max((one.due_at for one in given if one.due_at < proof.at), default=None)
        one = serves((o for o in given if o not in done), proof.at)
        if one is not None and (one.due_at >= proof.at or one.due_at == last):
            done[one] = proof
    return done


def _verdict(
    post: str, person: Any, one: Occurrence, proof: Proof | None, now: datetime,
    excused: frozenset[tuple[Any, date]],
) -> Judged:  # fmt: skip
    verdict: Verdict
    if (person, one.day) in excused:
        verdict = "excused"
    elif proof is not None:
        verdict = "met" if proof.at <= one.due_at else "late"
    else:
        verdict = "open" if now <= one.due_at else "missed"
    return Judged(post, person, one, verdict, proof.at if proof else None, proof)

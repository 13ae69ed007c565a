"""Who owes an occurrence, as people are really there: who stands in for whoever is on leave; who works by a roster.

Where a post has a roster, somebody who works at no time between opening and due time can do nothing, and owes nothing.
Where a duty is due with the end of the work, that is the end of their own turn.  Leave hands the duty on to whoever
stands in, from the day on which nothing but leave is left before it is due.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from dianzhang.engine import rulebooks
from dianzhang.engine.absences import absences_on
from dianzhang.engine.moment import day_of
from dianzhang.engine.organisation import organisation
from dianzhang.engine.rosters import rostered
from dianzhang.kernel.duties import Occurrence, ending, owed_by, worked_day
from dianzhang.kernel.rules import Duty

from .ahead import is_got_ready

DAY = timedelta(days=1)
LONGEST = timedelta(hours=36)  # no turn ends later after the beginning of its day


class Owes(NamedTuple):
    """Who owes one occurrence, between which times; without a person whoever holds the post; ``instead_of`` somebody
    who is on leave."""

    post: str
    person: int | None
    opens_at: datetime
    due_at: datetime
    instead_of: int | None = None


class Turnout:
    """Who is there from ``first`` to ``last``: rosters in one statement, leave day by day where it is asked for."""

    def __init__(self, first: date, last: date) -> None:
        self.last, self._org, self._rosters = last, organisation(), rostered(first, last)
        self._on = cache(lambda day: absences_on(day, self._org.active))

    @property
    def later(self) -> timedelta:
        """So much later than the department's hours say somebody's work may end."""
        return LONGEST if self._rosters.days else timedelta()

    def owed(self, duty: Duty, one: Occurrence, holders: Mapping[str, Sequence[Any]], since: date) -> Iterator[Owes]:
        """Who owes it, on ``since`` with what is left until it is due: those who hold the post, then who stands in for
        them; somebody once for each colleague on leave, though they owe it once only."""
        first, last = max(since, day_of(one.opens_at)), day_of(one.due_at)
        beyond = last > self.last
        perhaps = () if beyond else self._on(first).away  # where no roster says more, only who is away on the first day
        there, passed = set[int | None](), list[tuple[str, int]]()
        for post, person in owed_by(duty, holders):
            if person is None or beyond or (person not in perhaps and not self._rosters.days):
                yield Owes(post, person, one.opens_at, one.due_at)
                there.add(person)
                continue
            mine = self._own(duty, one, person, (post,))
            if mine is None:
                continue
            if self._away(person, (post,), mine, first, last):
                passed.append((post, person))
                continue
            yield Owes(post, person, mine.opens_at, mine.due_at)
            there.add(person)
        for post, person in passed:
            other = self._on(last).acting.get(person)
            if other is not None and other not in there and (mine := self._standing_in(duty, one, other, since)):
                yield Owes(post, other, mine.opens_at, mine.due_at, person)

    def _standing_in(self, duty: Duty, one: Occurrence, person: int, since: date) -> Occurrence | None:
        """The occurrence as a stand-in has it; None where they are not there either."""
        posts = self._org.posts_of.get(person, ())
        mine = self._own(duty, one, person, posts)
        first, last = max(since, day_of(one.opens_at)), day_of(one.due_at)
        return None if mine is None or self._away(person, posts, mine, first, last) else mine

    def _own(self, duty: Duty, one: Occurrence, person: int, posts: Sequence[str]) -> Occurrence | None:
        """The occurrence by somebody's own turns; None where none of their work lies between opening and due time."""
        if not self._rosters.days:
            return one
        mine = one
        if not duty.due and not is_got_ready(duty):
            calendar = rulebooks.calendar_of(duty.calendar)
            day = worked_day(duty, one.day, calendar)
            turn = self._rosters.turn(person, day) if self._rosters.decide(posts, day) else None
            if turn is not None:
                mine = ending(duty, one, turn[1], calendar)
        days = _days(day_of(one.opens_at), day_of(one.due_at))
        return None if all(self._off(person, posts, day, mine) for day in days) else mine

    def _off(self, person: int, posts: Sequence[str], day: date, one: Occurrence) -> bool:
        """Whether the roster has them work at no time of that day that matters."""
        if not self._rosters.decide(posts, day):
            return False
        turn = self._rosters.turn(person, day)
        return turn is None or turn[0] >= one.due_at or turn[1] <= one.opens_at

    def _away(self, person: int, posts: Sequence[str], one: Occurrence, first: date, last: date) -> bool:
        """Whether leave keeps them from it: from the first of these days to the last they are on leave or off."""
        leave = False
        for day in _days(first, last):
            if person in self._on(day).away:
                leave = True
            elif not self._off(person, posts, day, one):
                return False
        return leave


def _days(first: date, last: date) -> Iterator[date]:
    return (first + n * DAY for n in range((last - first).days + 1))

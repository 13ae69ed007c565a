"""Who is there when: by the published roster, where there is none by the department's hours; nobody on leave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dianzhang.engine import rulebooks
from dianzhang.engine.moment import start_of
from dianzhang.engine.organisation import Organisation, organisation
from dianzhang.kernel.coverage import Present, span_on

from .models import Roster, Turn
from .people import away_between, comes_until

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Presence:
    """Everybody's times from ``first`` to ``last``, in four statements whatever their number."""

    first: date
    last: date
    org: Organisation
    turns: dict[int, list[tuple[date, str, datetime, datetime]]]  # person -> day, post, times
    rostered: frozenset[tuple[int, date]]  # unit and day
    away: frozenset[tuple[int, date]]

    def of(self, posts: Iterable[str]) -> Iterator[Present]:
        """When somebody of these posts is there."""
        wanted = set(posts)
        for post in wanted:
            yield from self._by_hours(post)
        for person, several in self.turns.items():
            for _day, post, begin, end in several:
                last = comes_until(person, begin, end, self.away) if post in wanted else begin
                if last > begin:
                    yield begin, last, person

    def _by_hours(self, post: str) -> Iterator[Present]:
        """Of a post without a roster on a day: the department's hours."""
        unit, calendar = self.org.unit_of(post), rulebooks.calendar_of(None)
        for number in range((self.last - self.first).days + 1):
            day = self.first + number * DAY
            if (unit or 0, day) in self.rostered:
                continue
            for person in self.org.holders.get(post, ()):
                if (person, day) not in self.away:
                    for begins, ends in calendar.hours_on(day):
                        yield (*span_on(day, begins, ends), person)


def presence(first: date, last: date) -> Presence:
    turns: dict[int, list[tuple[date, str, datetime, datetime]]] = {}
    on = Turn.objects.filter(status="set", starts_at__lt=start_of(last + DAY), starts_at__gte=start_of(first - 2 * DAY))
    for person, *time in on.values_list("owner_id", "day", "post", "starts_at", "ends_at"):
        if person is not None:
            turns.setdefault(person, []).append(tuple(time))  # type: ignore[arg-type]
    weeks = Roster.objects.filter(published_at__isnull=False, first_day__gt=first - 7 * DAY, first_day__lte=last)
    rostered = {
        (unit or 0, first_day + number * DAY)
        for unit, first_day, since in weeks.values_list("unit_id", "first_day", "since")
        for number in range(7)
        if since is None or first_day + number * DAY >= since
    }
    away = away_between(first - 2 * DAY, last + 2 * DAY)  # of every day that one of these turns touches
    return Presence(first, last, organisation(), turns, frozenset(rostered), away)

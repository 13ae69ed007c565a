"""Who is away on a day, and who stands in for them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from .models import StandIn


@dataclass(frozen=True)
class Absence:
    """Someone is away, up to and including the day ``until`` (None: not known); ``stand_in_id`` if that was settled."""

    person_id: int
    until: date | None = None
    stand_in_id: int | None = None


_NOBODY: frozenset[int] = frozenset()
Reader = Callable[[date], Iterable[Absence]]
readers: list[Reader] = []  # how modules tell who is away on a day


def absence(read: Reader) -> Reader:
    """Declare a reader of absences: ``read(day)`` gives those away on that day, in one query."""
    readers.append(read)
    return read


@dataclass
class Absences:
    """The absences of one day."""

    away: dict[int, date | None] = field(default_factory=dict)  # person -> last day, where known
    acting: dict[int, int] = field(default_factory=dict)  # person away -> who stands in
    appointers: dict[int, frozenset[int]] = field(default_factory=dict)  # person away -> who else chose the stand-in
    appointed: dict[int, list[StandIn]] = field(default_factory=dict)  # also those whose days are still to come

    def stands_for(self, person: int) -> tuple[int, ...]:
        """Those whose requests this person answers today."""
        return tuple(sorted(away for away, stand_in in self.acting.items() if stand_in == person))

    def chose(self, applicant: int | None, principal: int) -> bool:
        """Whether the applicant themselves chose who answers in place of ``principal``: then it is no answer."""
        return applicant is not None and applicant in self.appointers.get(principal, _NOBODY)

    def reached(self, persons: Collection[int]) -> list[tuple[int, int | None]]:
        """Whom a request to these persons reaches: ``(person, for whom)``, stand-ins after those they stand in for."""
        found: dict[int, int | None] = dict.fromkeys(persons)
        for person in persons:
            if (stand_in := self.acting.get(person)) is not None:
                found.setdefault(stand_in, person)
        return list(found.items())


def absences_on(day: date, active: Collection[int]) -> Absences:
    """Appointments of stand-ins and what modules tell, put together.

    An appointment for certain days says itself that its person is away; one without a last day holds whenever a module
    says so.  Of a stand-in who is away too, the stand-in of that one acts; no further.
    """
    found = Absences()
    standing = StandIn.objects.filter(Q(until=None) | Q(until__gte=day), ended_at=None).order_by("id")
    for appointed in standing:
        found.appointed.setdefault(appointed.person_id, []).append(appointed)
    first: dict[int, int] = {}
    chosen: dict[int, frozenset[int]] = {}
    for absence in _told(day):
        found.away[absence.person_id] = absence.until
        if absence.stand_in_id is not None:
            first[absence.person_id] = absence.stand_in_id
    for person, several in found.appointed.items():
        for appointed in several:
            if appointed.since > day or (appointed.until is None and person not in found.away):
                continue
            found.away.setdefault(person, appointed.until)
            if person not in first:
                first[person] = appointed.stand_in_id
                if appointed.appointed_by_id not in (None, person):
                    chosen[person] = frozenset({appointed.appointed_by_id})
    here = {person: stand_in for person, stand_in in first.items() if stand_in in active and stand_in != person}
    for person, stand_in in here.items():
        further = here.get(stand_in) if stand_in in found.away else None
        passed_on = further is not None and further != person
        found.acting[person] = further if passed_on else stand_in  # type: ignore[assignment]
        found.appointers[person] = chosen.get(person, _NOBODY) | (
            chosen.get(stand_in, _NOBODY) if passed_on else _NOBODY
        )
    return found


def _told(day: date) -> list[Absence]:
    return [absence for read in readers for absence in read(day)]

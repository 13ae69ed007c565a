"""Many subjects in one fold: those whose facts are alike but for when they happened and what values they brought.

The fold itself is not told.  It is given instants and values that stand for those of all, and asks them what it asks of
one: is this earlier than that?  The first subject answers; those who would have answered otherwise have left the
company, and are folded again without it.  Whoever has stayed has taken the same course, instant by instant:

    company = Company(2)
    a, b = company.instants([one, two]), company.instants([later, earlier])
    a < b               # True, as for the first
    company.left        # {1: 1}
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import repeat
from operator import add, eq, ge, gt, le, lt, ne, sub
from typing import Any

from .clocks import CalendarOf, Days
from .rules import Condition
from .ruleset import Ruleset
from .units import Span


class Company:
    """Subjects folded at once, by their places.

    ``left`` are those that have taken another course than the first, each with the number of the question at which it
    left: those who left at the same one have come so far together.
    """

    __slots__ = ("asked", "left", "size")

    def __init__(self, size: int) -> None:
        self.size = size
        self.left: dict[int, int] = {}
        self.asked = 0

    def answer(self, answers: Iterable[bool]) -> bool:
        """What the first answers, each subject having been asked."""
        given = list(answers)
        first = given[0]
        if given.count(first) != self.size:
            self.asked += 1
            for place, one in enumerate(given):
                if one is not first:
                    self.left.setdefault(place, self.asked)
        return first

    def column(self, values: Sequence[Any]) -> Column:
        """Values of all, instants among them where the first is one.  None is a value only where it is everybody's."""
        return (Instants if isinstance(values[0], datetime) else Column)(values, self)

    def instants(self, values: Sequence[datetime]) -> Instants:
        return Instants(values, self)


class Column:
    """One value of each subject, in the company's order."""

    __slots__ = ("company", "each")

    def __init__(self, each: Sequence[Any], company: Company) -> None:
        self.each, self.company = each, company

    def _ask(self, question: Callable[[Any, Any], bool], other: Any) -> bool:
        return self.company.answer(map(question, self.each, other.each if isinstance(other, Column) else repeat(other)))

    def __eq__(self, other: object) -> bool:
        return other is not None and self._ask(eq, other)

    def __ne__(self, other: object) -> bool:
        return other is None or self._ask(ne, other)

    __hash__ = object.__hash__


class Durations(Column):
    """Lengths of time."""

    __slots__ = ()


class Instants(Column):
    """Moments, in UTC."""

    __slots__ = ()
    tzinfo = UTC

    def astimezone(self, _zone: Any) -> Instants:
        return self

    def __lt__(self, other: Any) -> bool:
        return self._ask(lt, other)

    def __le__(self, other: Any) -> bool:
        return self._ask(le, other)

    def __gt__(self, other: Any) -> bool:
        return self._ask(gt, other)

    def __ge__(self, other: Any) -> bool:
        return self._ask(ge, other)

    def __add__(self, other: timedelta | Durations) -> Instants:
        return Instants(list(map(add, self.each, _each(other))), self.company)

    def __sub__(self, other: Any) -> Column:
        return Durations(list(map(sub, self.each, _each(other))), self.company)


def _each(value: Any) -> Iterable[Any]:
    return value.each if isinstance(value, Column) else repeat(value)


def days_of_many(calendar_of: CalendarOf) -> CalendarOf:
    """The same calendars, asked about many instants at once as well as about one."""
    known: dict[str | None, Days] = {}

    def found(name: str | None) -> Days:
        if name not in known:
            known[name] = _DaysOfMany(calendar_of(name))
        return known[name]

    return found


class _DaysOfMany:
    def __init__(self, days: Days) -> None:
        self.days = days
        self.is_working_day: Callable[[date], bool] = days.is_working_day
        self.hours_on: Callable[[date], tuple[tuple[str, str], ...]] = days.hours_on

    def add(self, start: Any, span: Span) -> Any:
        return self._each(self.days.add, start, repeat(span))

    def add_time(self, start: Any, amount: Any) -> Any:
        return self._each(self.days.add_time, start, _each(amount))

    def between(self, a: Any, b: Any) -> Any:
        if isinstance(a, Column):
            return Durations(list(map(self.days.between, a.each, _each(b))), a.company)
        return self.days.between(a, b)

    @staticmethod
    def _each(reckon: Callable[[Any, Any], datetime], start: Any, more: Iterator[Any] | Iterable[Any]) -> Any:
        if isinstance(start, Column):
            return Instants(list(map(reckon, start.each, more)), start.company)
        return reckon(start, next(iter(more)))


def rules_of_many(rules: Ruleset) -> Ruleset:
    """The same rules, their conditions answering for many subjects at once as well as for one."""
    found = copy(rules)
    for kept in ("looked", "_name_cache", "_parts"):  # worked out of the rules as they were
        found.__dict__.pop(kept, None)
    made: dict[int, Any] = {}
    for name in ("starts", "checks", "refusals", "gates"):
        index: Mapping[str, Sequence[Any]] = getattr(rules, name)
        setattr(found, name, {kind: [_asked(rule, made) for rule in each] for kind, each in index.items()})
    return found


def _asked(rule: Any, made: dict[int, Any]) -> Any:
    if rule.when is None:
        return rule
    if id(rule) not in made:
        made[id(rule)] = replace(rule, when=_OfMany(rule.when))
    return made[id(rule)]


class _OfMany:
    """A condition that columns may be given to: it holds or not, for the first as for all who stay."""

    __slots__ = ("names", "text", "unit", "when")

    def __init__(self, when: Condition) -> None:
        self.when, self.names, self.text, self.unit = when, when.names, when.text, when.unit

    def value(self, values: Mapping[str, Any]) -> Any:
        many = {name: value for name, value in values.items() if isinstance(value, Column)}
        if not many:
            return self.when.value(values)
        columns = list(many.values())
        rows = list(zip(*(column.each for column in columns), strict=True))
        known = {row: self.when.value({**values, **dict(zip(many, row, strict=True))}) is True for row in set(rows)}
        return columns[0].company.answer(map(known.__getitem__, rows))

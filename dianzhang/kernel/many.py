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
from datetime import UTC, datetime, timedelta
from itertools import repeat
from operator import add, eq, ge, gt, itemgetter, le, lt, ne, sub
from typing import Any, Self, TypeVar

from .rules import Condition
from .ruleset import Ruleset

T = TypeVar("T")
C = TypeVar("C", bound="Column")


class Company:
    """Subjects folded at once, by their places.

    ``left`` are those that have taken another course than the first, each with the number of the question at which it
    left: those who left at the same one have come so far together.  They go through the fold again as a company of
    their own (``leavers``), to which everything up to that question is known.
    """

    __slots__ = ("_columns", "_done", "_kept", "_known", "_pick", "left", "size")

    def __init__(self, size: int) -> None:
        self.size = size
        self.left: dict[int, int] = {}
        self._columns: list[Column] = []  # what they were given
        self._done: list[Any] = []  # what was answered and reckoned, in turn
        self._known: Sequence[Any] = ()  # the same of those they came with, up to where they parted
        self._kept: dict[tuple[Any, ...], Any] = {}  # what need not be asked twice, with what was asked about
        self._pick: Callable[[Sequence[Any]], Sequence[Any]] = tuple  # their own among those they came with

    def columns(self, rows: Iterable[Sequence[Any]]) -> list[Column]:
        """What is each subject's own, name by name."""
        self._columns = [self.column(values) for values in zip(*rows, strict=True)]
        return self._columns

    def column(self, values: Sequence[Any]) -> Column:
        """Values of all, instants among them where the first is one.  None is a value only where it is everybody's."""
        return (Instants if isinstance(values[0], datetime) else Column)(values, self)

    def instants(self, values: Sequence[datetime]) -> Instants:
        return Instants(values, self)

    def leavers(self) -> Iterator[tuple[Company, list[Column]]]:
        """Those who have left, together as they left, and what they were given."""
        parted: dict[int, list[int]] = {}
        for place, turn in self.left.items():
            parted.setdefault(turn, []).append(place)
        for turn, places in parted.items():
            company = Company(len(places))
            company._pick = itemgetter(*places) if len(places) > 1 else _only(places[0])
            company._known = (*self._done[:turn], not self._done[turn])
            company._columns = [column.among(company) for column in self._columns]
            yield company, company._columns

    def answer(self, question: Callable[..., bool], *given: Any) -> bool:
        """What the first answers, each subject having been asked."""
        done = self._done
        turn = len(done)
        if turn < len(self._known):
            done.append(self._known[turn])
            return done[turn]  # type: ignore[no-any-return]
        answers = list(map(question, *map(_each, given)))
        first = answers[0]
        done.append(first)
        if answers.count(first) != self.size:
            left = self.left
            for place, one in enumerate(answers):
                if one is not first and place not in left:
                    left[place] = turn
        return first

    def reckon(self, kind: type[C], how: Callable[..., Any], *given: Any) -> C:
        """What comes out for each subject, one by one."""
        return self.find(kind, lambda: list(map(how, *map(_each, given))))

    def find(self, kind: type[C], each: Callable[[], Sequence[Any]]) -> C:
        """What comes out, worked out when it is first read: much of it nobody asks about."""
        done = self._done
        turn = len(done)
        found = self._known[turn].among(self) if turn < len(self._known) else kind.found(each, self)
        done.append(found)
        return found

    def once(self, what: tuple[Any, ...], about: Any, find: Callable[[], T]) -> T:
        """The same as before where the same is asked again.  ``what`` names columns and ``about`` by their id."""
        kept = self._kept.get(what)
        if kept is None:
            kept = self._kept[what] = find(), about
        return kept[0]


def _only(place: int) -> Callable[[Sequence[Any]], Sequence[Any]]:
    return lambda values: (values[place],)


class Column:
    """One value of each subject, in the company's order."""

    __slots__ = ("_find", "company", "each")
    each: Sequence[Any]
    company: Company
    _find: Callable[[], Sequence[Any]]

    def __init__(self, each: Sequence[Any], company: Company) -> None:
        self.each, self.company = each, company

    @classmethod
    def found(cls, find: Callable[[], Sequence[Any]], company: Company) -> Self:
        """One whose values are found when they are first read."""
        made = object.__new__(cls)
        made.company, made._find = company, find
        return made

    def among(self, company: Company) -> Self:
        """Those of a company that parted from this one."""
        return self.found(lambda: company._pick(self.each), company)

    def __getattr__(self, name: str) -> Any:
        if name != "each":
            raise AttributeError(name)
        self.each = self._find()
        del self._find
        return self.each

    def _ask(self, question: Callable[[Any, Any], bool], other: Any) -> bool:
        company = self.company
        return company.once(
            (question, id(self), id(other)), (self, other), lambda: company.answer(question, self, other)
        )

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
        return self.company.reckon(Instants, add, self, other)

    def __sub__(self, other: Any) -> Column:
        return self.company.reckon(Durations, sub, self, other)


def _each(value: Any) -> Iterable[Any]:
    return value.each if isinstance(value, Column) else repeat(value)


def either(earlier: Any, later: Any, yes: str, no: str) -> Any:
    """``yes`` where the one is before the other, else ``no``.  Of many a column, and nobody leaves."""
    one = earlier if isinstance(earlier, Column) else later
    if isinstance(one, Column):
        return one.company.reckon(Column, lambda a, b: yes if a < b else no, earlier, later)
    return yes if earlier < later else no


def rules_of_many(rules: Ruleset, asked: dict[Condition, Any]) -> Ruleset:
    """The same rules, their conditions answering for many subjects at once as well as for one.

    ``asked`` are the conditions so far: what several rules ask is asked once.
    """
    found = copy(rules)
    for kept in ("looked", "_name_cache", "questions", "_parts"):  # worked out of the rules as they were
        found.__dict__.pop(kept, None)
    made: dict[int, Any] = {}
    for name in ("starts", "checks", "refusals", "gates"):
        index: Mapping[str, Sequence[Any]] = getattr(rules, name)
        setattr(found, name, {kind: [_asked(rule, made, asked) for rule in each] for kind, each in index.items()})
    return found


def _asked(rule: Any, made: dict[int, Any], asked: dict[Condition, Any]) -> Any:
    if rule.when is None:
        return rule
    if id(rule) not in made:
        if rule.when not in asked:
            asked[rule.when] = _OfMany(rule.when)
        made[id(rule)] = replace(rule, when=asked[rule.when])
    return made[id(rule)]


class _OfMany:
    """A condition that columns may be given to: it holds or not, for the first as for all who stay."""

    __slots__ = ("names", "questions", "reads", "text", "unit", "when")

    def __init__(self, when: Condition) -> None:
        self.when, self.names, self.text, self.unit = when, when.names, when.text, when.unit
        self.questions, self.reads = when.questions, when.reads

    def value(self, values: Mapping[str, Any]) -> Any:
        read = {name: values[name] for name in self.reads if name in values}
        many = {name: value for name, value in read.items() if isinstance(value, Column)}
        if not many:
            return self.when.value(read)
        first = next(iter(many.values()))
        return first.company.once(
            (self, *(id(value) if name in many else value for name, value in read.items())),
            tuple(many.values()),
            lambda: first.company.answer(self._of_each(read, tuple(many)), *many.values()),
        )

    def _of_each(self, read: dict[str, Any], names: tuple[str, ...]) -> Callable[..., bool]:
        """Whether it holds for one after the other; values that come again are not asked again."""
        known: dict[tuple[Any, ...], bool] = {}
        run = self.when.value

        def holds(*row: Any) -> bool:
            found = known.get(row)
            if found is None:
                read.update(zip(names, row, strict=True))
                found = known[row] = run(read) is True
            return found

        return holds

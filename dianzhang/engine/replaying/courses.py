"""Records alike: their events are the same but for when they happened, by whom, and with which values.

In a year of a department most records go one of a few ways.  Those alike are folded at once (``kernel.many``): whoever
comes to another verdict on the way falls out and is folded again, with others or alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from dianzhang.kernel.fold import Fact
from dianzhang.kernel.many import Company

FULL = 1_000  # records alike that are folded at once
HELD = 60_000  # events that wait for others alike; a few megabytes
FEW = 4  # records for which it is quicker to fold each

_NOTHING: dict[Any, Any] = {}
Row = list[Any]  # what is a record's own: its id, who handles it, then of each event when, by whom, the values
T = TypeVar("T")


class Recorded:
    """The consequences that are in the journal, found by what they are, of which rule, because of what, and when."""

    __slots__ = ("_facts",)

    def __init__(self) -> None:
        self._facts: dict[tuple[Any, ...], list[Fact]] = {}

    def keep(self, fact: Fact) -> None:
        self._facts.setdefault((fact.kind, fact.rule, fact.cause), []).insert(0, fact)

    def find(self, kind: str, rule: str, cause: Any, at: Any) -> Fact | None:
        return next((fact for fact in self._facts.get((kind, rule, cause), ()) if fact.at == at), None)


NOTHING_RECORDED = Recorded()


class History(NamedTuple):
    """Facts in the order they count, and what rules brought about: of one record, or of many alike.

    Facts are known by their place in the record's journal.
    """

    subject_id: Any
    given: list[Fact]
    recorded: Recorded = NOTHING_RECORDED
    owner: Any = None  # who handles it today, where the journal does not say who did


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """What an event has in common with others.  Names whose value is nothing stand apart from those with one."""

    kind: str
    rule: str | None
    judged: bool
    acted: bool
    brought: bool = False  # by a rule, because of an event of the same record
    made: bool = False  # by the fold itself: a miss, a flag
    set: tuple[str, ...] = ()
    unset: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    frozen: tuple[str, ...] = ()
    axes: tuple[tuple[str, str], ...] = ()
    windows: tuple[str, ...] = ()  # of what is frozen the measures
    answers: frozenset[str] = (
        frozenset()
    )  # and the keys of what was asked about texts, answered or with nothing to read
    unit: int | None = None
    post: str = ""

    def fact(self, key: int, cause: int | None, take: Callable[[], Any]) -> Fact:
        """A fact of this form; ``take`` gives one of a record's own values after the other."""
        at, actor = take(), take() if self.acted else None
        set_ = {name: take() for name in self.set} if self.set else _NOTHING
        if self.unset:
            set_ = {**set_, **dict.fromkeys(self.unset)}
        inputs = {name: take() for name in self.inputs} if self.inputs else _NOTHING
        frozen = {name: take() for name in self.frozen} if self.frozen else _NOTHING
        axes: Mapping[str, str] = dict(self.axes) if self.axes else _NOTHING
        return Fact(
            key, self.kind, at, set_, inputs, frozen, self.rule, cause, self.judged, axes, actor, self.unit, self.post
        )  # fmt: skip


class Shape(NamedTuple):
    """What the events of one record have in common with those of others: their forms, and which caused which."""

    forms: tuple[Form, ...]
    causes: tuple[int | None, ...] = ()  # of what rules brought about, place by place
    gone: frozenset[int] = frozenset()  # places of consequences that were overtaken
    owned: bool = False  # whoever handles it today is among the values

    def history(self, row: Sequence[Any]) -> History:
        """``row`` holds the values of one record, or columns of those of many."""
        values = iter(row)
        subject_id, owner = next(values), next(values) if self.owned else None
        given: list[Fact] = []
        recorded = NOTHING_RECORDED
        for place, form in enumerate(self.forms):
            fact = form.fact(place, self.causes[place] if self.causes else None, values.__next__)
            if not form.brought:
                given.append(fact)
            elif place not in self.gone:
                if recorded is NOTHING_RECORDED:
                    recorded = Recorded()
                recorded.keep(fact)
        return History(subject_id, given, recorded, owner)


class Course(NamedTuple):
    """Records of one shape."""

    shape: Shape
    rows: list[Row]

    def each(self, play: Callable[[History], T]) -> Iterator[tuple[T, Sequence[int] | None, int]]:
        """What ``play`` makes of them, of whom (places in its columns; None: all), of how many.

        Called as seldom as can be.
        """
        if len(self.rows) < FEW:
            for row in self.rows:
                yield play(self.shape.history(row)), None, 1
            return
        company = Company(len(self.rows))
        waiting = [(company, company.columns(self.rows))]
        while waiting:
            company, columns = waiting.pop()
            if company.size < FEW:
                for own in zip(*(column.each for column in columns), strict=True):
                    yield play(self.shape.history(own)), None, 1
                continue
            found = play(self.shape.history(columns))
            gone = len(company.left)
            along = [place for place in range(company.size) if place not in company.left] if gone else None
            yield found, along, company.size - gone
            assert len(company.left) == gone  # whoever was counted is asked nothing more
            waiting += company.leavers()


class Shelf:
    """Records read that wait for others alike."""

    def __init__(self) -> None:
        self._rows: dict[Shape, list[Row]] = {}
        self._held = 0

    def put(self, shape: Shape, row: Row) -> list[Course]:
        """One more record; the courses that need not wait any longer."""
        rows = self._rows.get(shape)
        if rows is None:
            rows = self._rows[shape] = []
        rows.append(row)
        if len(rows) == FULL:
            del self._rows[shape]
            self._held -= FULL * len(shape.forms)
            return [Course(shape, rows)]
        self._held += len(shape.forms)
        return self._relieved() if self._held >= HELD else []

    def _relieved(self) -> list[Course]:
        """Those of which most wait; what is rare may wait for others."""
        found = []
        for shape in sorted(self._rows, key=lambda shape: -len(self._rows[shape])):
            found.append(Course(shape, rows := self._rows.pop(shape)))
            self._held -= len(rows) * len(shape.forms)
            if self._held < HELD // 2:
                break
        return found

    def all(self) -> list[Course]:
        """Those that nobody else will come to join."""
        found = [Course(shape, rows) for shape, rows in self._rows.items()]
        self._rows, self._held = {}, 0
        return found

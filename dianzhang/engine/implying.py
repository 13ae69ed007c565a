"""What rules bring about beyond the subject that they look at.  Modules register; nothing here knows any of them.

An *implication* gives the deadlines that a rule of some kind means on another subject: a gate's time-outs on the
requests it makes, a duty's due time on what is owed.  A *reaction* says what an event does elsewhere because a rule
says so: a report proves what somebody owed, a date that is set lays out the steps of a plan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from dianzhang.kernel.rules import Deadline, Textless
from dianzhang.kernel.ruleset import Ruleset
from dianzhang.kernel.units import Unit

if TYPE_CHECKING:
    from .facts import Draft
    from .models import Event
    from .registry import Subject
    from .transaction import Transaction

R = TypeVar("R")
Implication = Callable[[Any], Iterable[Deadline]]

implications: dict[type, Implication] = {}
reactions: dict[type, Reaction] = {}
# Who lays out again in a replay what rules of a kind ask for, ``module:class``: loaded when something is replayed.
laid_by: dict[type, str] = {}


def implies(kind: type[R]) -> Callable[[Callable[[R], Iterable[Deadline]]], Callable[[R], Iterable[Deadline]]]:
    """Register the deadlines that rules of a kind imply."""

    def register(implication: Callable[[R], Iterable[Deadline]]) -> Callable[[R], Iterable[Deadline]]:
        implications[kind] = implication
        return implication

    return register


def implied(rules: Ruleset) -> Iterator[Deadline]:
    """Every deadline that these rules imply."""
    for kind, implication in implications.items():
        for rule in rules.rules_of(kind):
            yield from implication(rule)


@dataclass(frozen=True)
class Fields(Textless):
    """The condition of an implied deadline: true for records with just these values in these fields."""

    wanted: tuple[tuple[str, Any], ...]
    text: str = ""
    unit: Unit = Unit.TRUTH

    @property
    def names(self) -> frozenset[str]:
        return frozenset(name for name, _value in self.wanted)

    def value(self, values: Mapping[str, Any]) -> bool:
        return all(values.get(name) == value for name, value in self.wanted)


@dataclass(frozen=True, slots=True)
class Happened:
    """An event that a rule of another subject has to do with.

    ``cause`` is its key (the event's id, or its draft before it has one), ``person_id`` who did it in which ``post``.
    ``base`` is the date a plan is reckoned from now; None: it does not hold any more.
    """

    rule: Any
    version_id: int
    cause: Any
    at: datetime
    person_id: int | None
    post: str
    subject: Subject
    record: Any
    base: date | None = None


class Reaction(Protocol):
    """What becomes of such events, all of one transaction together."""

    def happened(self, tx: Transaction, found: Sequence[Happened]) -> None:
        """New events, in the order in which they were learned."""

    def again(self, tx: Transaction, events: Sequence[Event | Draft], found: Sequence[Happened]) -> None:
        """A late fact has a subject folded anew: of all its ``events`` those ``found`` matter now."""


def react(kind: type, reaction: Reaction) -> None:
    """Register what follows elsewhere from events that rules of a kind have to do with."""
    reactions[kind] = reaction


@dataclass(frozen=True, slots=True)
class Because:
    """Why something is done to a record: by which rule, of which version, caused by which event."""

    rule: str
    version_id: int | None
    cause: Any = None

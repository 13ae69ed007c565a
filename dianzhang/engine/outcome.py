"""What comes of each item of a call, and what verbs are given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, Literal, TypeVar

from .access import Actor
from .implying import Because

R = TypeVar("R")
D = TypeVar("D")

Status = Literal["done", "refused", "moved_on", "awaiting", "unchanged"]


@dataclass(slots=True)
class Item:
    """One record to act on.  ``revision`` is the one the person looked at (None: whatever it is now)."""

    id: int | None = None
    revision: int | None = None
    data: Any = None  # a dict, or an instance of the action's input model
    record: Any = None  # already at hand: saves loading it again
    at: datetime | None = None  # when it happened in the world, if not when the call says
    because: Because | None = None  # a consequence: of which rule and event


@dataclass(slots=True)
class Outcome:
    """done · awaiting approval · refused (why) · moved_on (the record changed meanwhile: why) · unchanged.

    ``shown_once`` is for the eyes of whoever asked, now and never again: a secret that is kept nowhere as it stands.
    """

    status: Status
    id: int | None = None
    why: str = ""
    record: Any = None
    approval_id: int | None = None
    field_errors: dict[str, str] = field(default_factory=dict)
    shown_once: str = field(default="", repr=False)

    @property
    def done(self) -> bool:
        return self.status == "done"


@dataclass(frozen=True, slots=True)
class Granted:
    """Gates that approvals opened for this command: of the version that judged the request, made at ``asked_at``."""

    version_id: int
    gates: frozenset[str]
    asked_at: datetime


class Refused(Exception):
    """The whole call cannot be done; the text says why and what to do."""


@dataclass(slots=True)
class Entry(Generic[R, D]):
    """One item on its way through an action."""

    item: Item
    record: R
    data: D
    outcome: Outcome | None = None
    state: Any = None
    before: Any = None
    behalf: int | None = None  # the one away for whom it is done
    said: str = ""  # what more there is to say of what was done
    shown_once: str = ""


class Batch(Generic[R, D]):
    """The records of one call with their input.  Iterating gives those not refused so far."""

    def __init__(self, entries: Sequence[Entry[R, D]]) -> None:
        self.entries = entries
        self._by_record = {id(entry.record): entry for entry in entries}

    def __iter__(self) -> Iterator[tuple[R, D]]:
        for entry in self.entries:
            if entry.outcome is None:
                self._by_record[id(entry.record)] = entry  # of a record that is there twice, the one at hand
                yield entry.record, entry.data

    def __len__(self) -> int:
        return sum(entry.outcome is None for entry in self.entries)

    def refuse(self, record: R, why: str) -> None:
        """Leave this record as it is, and say why."""
        entry = self._by_record[id(record)]
        entry.outcome = Outcome("refused", getattr(record, "id", None), str(why), record)

    def say(self, record: R, what: str) -> None:
        """What more there is to say of a record that was done: its outcome carries it."""
        self._by_record[id(record)].said = what

    def show_once(self, record: R, secret: str) -> None:
        """What whoever asked is shown now and never again: their outcome carries it."""
        self._by_record[id(record)].shown_once = secret

    def on_behalf(self, record: R, person_id: int) -> None:
        """This one is done for someone away: the event keeps both."""
        self._by_record[id(record)].behalf = person_id

    def unchanged(self, record: R) -> None:
        """Nothing new in this item: no event, no change."""
        entry = self._by_record[id(record)]
        entry.outcome = Outcome("unchanged", getattr(record, "id", None), "", record)


@dataclass(slots=True)
class Act:
    """What a verb knows of its call: who, when, and where further rows go."""

    actor: Actor
    at: datetime  # when it happened in the world
    recorded_at: datetime
    transaction: Any
    by_rule: str = ""

    def add(self, row: Any) -> None:
        """Another row (a parcel, a note) to be written with this action.  Its id is set when written."""
        self.transaction.add(row)

    def change(self, row: Any) -> None:
        """A row beside the record has changed: it is written with this action, if it is not new anyway."""
        self.transaction.change(row)

    def add_values(self, model: Any, attrs: tuple[str, ...], values: tuple[Any, ...]) -> None:
        """As ``add`` for rows that come by the thousand: values of ``attrs``, in the order of the model's fields."""
        self.transaction.values[model, attrs].append(values)

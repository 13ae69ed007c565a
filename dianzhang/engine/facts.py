"""Between an event as the journal keeps it and a fact as the fold reads it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Any

from dianzhang.kernel.fold import Fact
from dianzhang.kernel.formula.questions import MARK
from dianzhang.kernel.units import Unit

from .models import Event
from .registry import Subject, actions, subjects


def canonical(data: Mapping[str, Any]) -> str:
    """The one text of a JSON value: sorted keys, no spaces.  Seals are taken over it."""
    return _encode(data)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return (value if value.tzinfo is UTC else value.astimezone(UTC)).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    raise TypeError(f"{type(value).__name__} does not belong in the journal")


_encode = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain, allow_nan=False
).encode


# --- stored values and formula values ------------------------------------------


def _money(cents: Any) -> Decimal | None:
    return None if cents is None else Decimal(cents) / 100


def _instant(value: Any) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _number(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value)


def _same(value: Any) -> Any:
    return value


READERS: dict[Unit, Callable[[Any], Any]] = {
    Unit.MONEY: _money, Unit.TIME: _instant, Unit.DATE: _day, Unit.COUNT: _number, Unit.RATIO: _number,
    Unit.POINTS: _number, Unit.DURATION: _number, Unit.TEXT: _same, Unit.TRUTH: _same,
}  # fmt: skip

# people enter money in yuan
INPUT_READERS = READERS | {Unit.MONEY: _number}


@cache
def _reading(subject: str) -> dict[str, tuple[str, Callable[[Any], Any]]]:
    """Name of each field of a subject -> where it is kept and how it is read."""
    return {name: (f.column, READERS[f.unit]) for name, f in subjects[subject].field.items()}


class RecordFields(Mapping[str, Any]):
    """The fields of a record as formulas read them, taken from the record when asked for."""

    __slots__ = ("reading", "record", "subject")

    def __init__(self, subject: Subject, record: Any) -> None:
        self.subject = subject
        self.record = record
        self.reading = _reading(subject.name)

    def get(self, name: str, default: Any = None) -> Any:
        known = self.reading.get(name)
        if known is None:
            return default
        column, read = known
        value = getattr(self.record, column, None)
        return default if value is None else read(value)

    def __getitem__(self, name: str) -> Any:
        if name not in self.subject.field:
            raise KeyError(name)
        return self.get(name)

    def __iter__(self) -> Any:
        return iter(self.subject.field)

    def __len__(self) -> int:
        return len(self.subject.field)


def read_set(subject: Subject, stored: Mapping[str, Any]) -> dict[str, Any]:
    """Journaled field values as formulas read them."""
    return {
        name: READERS[subject.field[name].unit](value) if name in subject.field else value
        for name, value in stored.items()
    }


# --- drafts ---------------------------------------------------------------------


@dataclass(slots=True, eq=False)
class Draft:
    """An event before it is written: the attributes of the row.  It is its own key in the fold until it has an id."""

    kind: str
    subject_kind: str
    record: Any
    occurred_at: datetime
    recorded_at: datetime
    actor_id: int | None = None
    post: str = ""
    behalf_id: int | None = None
    rule: str = ""
    cause: Any = None
    version_id: int | None = None
    unit_id: int | None = None
    shop_id: int | None = None
    judged: bool = True
    body: dict[str, Any] = field(default_factory=dict)
    id: int | None = None

    @property
    def position(self) -> None:
        return None

    @property
    def subject_id(self) -> int:
        return int(self.record.id)

    @property
    def cause_id(self) -> int | None:
        return key_id(self.cause)

    @property
    def data(self) -> str:
        return _encode(self.body) if self.body else "{}"


def key_id(key: Any) -> int | None:
    """The event id behind a fact's key: drafts are written before anything that refers to them."""
    return key.id if isinstance(key, Draft) else key


def fact_of(subject: Subject, event: Event | Draft) -> Fact:
    """A journaled event as a fact of its subject."""
    body = event.body if isinstance(event, Draft) else json.loads(event.data)
    action = actions.get(event.kind)
    inputs = body.get("in", {})
    return Fact(
        key=event if isinstance(event, Draft) and event.id is None else event.id,
        kind=event.kind,
        at=event.occurred_at,
        set=read_set(subject, body.get("set", {})),
        inputs=read_inputs(action, inputs) if action else inputs,
        frozen=read_frozen(body.get("frozen", {})),
        rule=event.rule or None,
        cause=event.cause if isinstance(event, Draft) else event.cause_id,
        judged=event.judged,
        axes=body.get("axes", {}),
        actor=event.actor_id,
        unit=event.unit_id,
        post=event.post,
    )


def inputs_given(action: Any, data: Any) -> dict[str, Any]:
    """What a wish gives of the inputs that the journal keeps."""
    if data is None:
        return {}
    return {name: value for name in action.journaled if (value := getattr(data, name, None)) is not None}


def read_inputs(action: Any, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Inputs as formulas read them.  People enter money in yuan, so it is not in cents here."""
    words = action.word.inputs
    return {
        name: INPUT_READERS[words[name].unit](value) if name in words and value is not None else value
        for name, value in inputs.items()
    }


# What a wish may hold for a field of each unit.  Anything else is no value of that field (a party's code, a list).
_FITS: dict[Unit, tuple[type, ...]] = {
    Unit.MONEY: (Decimal, int), Unit.TIME: (datetime,), Unit.DATE: (date,), Unit.COUNT: (Decimal, int),
    Unit.RATIO: (Decimal, int), Unit.POINTS: (Decimal, int), Unit.DURATION: (Decimal, int), Unit.TEXT: (str,),
    Unit.TRUTH: (bool,),
}  # fmt: skip


def read_wish(action: Any, data: Any) -> dict[str, Any]:
    """The fields that a command would give its record, as formulas read them: checks and gates stand before it.

    What the wish leaves out is as the record has it.  Money is in yuan, like every input.
    """
    found: dict[str, Any] = {}
    for name in action.wished if data is not None else ():
        value, unit = getattr(data, name, None), action.subject.field[name].unit
        if _fits(value, unit):
            found[name] = INPUT_READERS[unit](value)
    return found


def _fits(value: Any, unit: Unit) -> bool:
    if isinstance(value, bool):
        return unit is Unit.TRUTH
    if isinstance(value, datetime):
        return unit is Unit.TIME and value.tzinfo is not None
    return isinstance(value, _FITS.get(unit, ()))


def read_frozen(frozen: Mapping[str, Any]) -> dict[str, Any]:
    """Window measures as formulas read them; answers about texts are truths."""
    return {name: value if MARK in name else _number(value) for name, value in frozen.items()}


def changes(subject: Subject, before: tuple[Any, ...], record: Any) -> dict[str, Any]:
    """Journaled fields that differ from ``before`` (``subject.read_journaled``), by name, as stored."""
    after = subject.read_journaled(record)
    if after == before:
        return {}
    return {name: new for name, old, new in zip(subject.journaled_names, before, after, strict=True) if new != old}

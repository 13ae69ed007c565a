"""What a log says of an event: its figures and states, and what it refers to.  Texts that people wrote are left out.

Nobody is named.  A person, and whoever else has no page of their own here (a buyer), appears as a pseudonym made with
a key that is thrown away once the file is written: the same one in all of a file, another in the next.  Posts, units
and shops appear as themselves.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

from dianzhang.kernel.units import Unit

from .. import registry
from ..access import Actor
from ..distrust import whole
from ..facts import INPUT_READERS, READERS
from ..models import Event, Person
from ..moment import HOME, start_of
from ..registry import Field, Subject
from ..seeing import concealed, hidden_fields

Type = Literal["string", "time", "float", "boolean"]
TYPES: dict[Unit, Type] = {
    Unit.MONEY: "float", Unit.RATIO: "float", Unit.COUNT: "float", Unit.DURATION: "float", Unit.POINTS: "float",
    Unit.BARE: "float", Unit.TRUTH: "boolean", Unit.TIME: "time", Unit.DATE: "time",
}  # fmt: skip
PERSON = "person"
PLACES = {"shop", "unit", "post"}  # of the house: everybody who has a log at all may know of them


@dataclass(frozen=True, slots=True)
class Figure:
    """A value as both formats write it (``12.50``, ``true``, ``2026-11-02T09:30:00.000+08:00``)."""

    type: Type
    text: str


@dataclass(frozen=True, slots=True)
class Object:
    """What an event is about: ``order:12``, ``post:service``, ``person:4f2a90c1d3e7``."""

    type: str
    id: str


@dataclass(frozen=True, slots=True)
class Told:
    """One event.  ``about`` is its own record; ``with_`` are the others, each with what it is to the event.

    ``own`` holds what became of the record's fields and states, ``more`` what belongs to the event alone.
    """

    id: str
    kind: str
    at: str
    about: Object
    own: Mapping[str, Figure]
    more: Mapping[str, Figure]
    own_refs: tuple[tuple[Object, str], ...]  # what the record itself refers to from now on
    with_: tuple[tuple[Object, str], ...]
    who: str = ""  # the pseudonym of whoever acted
    post: str = ""
    unit: str = ""


class Teller:
    """Tells events as ``actor`` may know them, under pseudonyms of its own."""

    def __init__(self, actor: Actor, kinds: tuple[str, ...], key: bytes | None = None) -> None:
        self.key = key or secrets.token_bytes(16)
        self.kinds = frozenset(kinds)
        self.hidden = {kind: hidden_fields(actor, registry.subjects[kind]) for kind in kinds}

    def told(self, row: Event) -> Told:
        subject = registry.subjects[row.subject_kind]
        data = json.loads(row.data)
        given, inputs = data.get("set", {}), data.get("in", {})
        own = dict(self._figures(subject, given, READERS))
        led = {**_led(row.kind), **data.get("axes", {})}
        own |= {f"state_{axis}": Figure("string", str(state)) for axis, state in led.items()}
        more = {name: f for name, f in self._figures(subject, inputs, INPUT_READERS) if name not in own}
        more["recorded_at"] = Figure("time", written(row.recorded_at))
        if row.rule:
            more["rule"] = Figure("string", row.rule)
        signed = subject.unsigned is None  # who spoke in confidence is told to nobody
        refs = tuple(self._references(subject, given))
        with_ = [*refs, *self._references(subject, inputs)]
        if row.shop_id is not None and row.subject_kind != "shop":
            with_.append((Object("shop", f"shop:{row.shop_id}"), "shop"))
        if signed:
            with_ += self._actors(row)
        return Told(
            f"event:{row.pk}", row.kind, written(row.occurred_at), self.object(row.subject_kind, row.subject_id),
            own, more, refs, tuple(dict.fromkeys(with_)),
            who=self.pseudonym(PERSON, row.actor_id) if signed and row.actor_id is not None else "",
            post=row.post if signed else "", unit=f"unit:{row.unit_id}" if row.unit_id is not None else "",
        )  # fmt: skip

    def object(self, kind: str, number: int) -> Object:
        """A record as an object of the log; a person under their pseudonym."""
        return Object(kind, self.pseudonym(kind, number) if kind == PERSON else f"{kind}:{number}")

    def pseudonym(self, kind: str, number: int) -> str:
        """``person:4f2a90c1d3e7``: nothing leads back from it but the key, which no file holds."""
        digest = hashlib.blake2b(f"{kind}:{number}".encode(), key=self.key, digest_size=6)
        return f"{kind}:{digest.hexdigest()}"

    def _actors(self, row: Event) -> Iterator[tuple[Object, str]]:
        if row.actor_id is not None:
            yield self.object(PERSON, row.actor_id), "actor"
        if row.behalf_id is not None:
            yield self.object(PERSON, row.behalf_id), "on_behalf_of"
        if row.post:
            yield Object("post", f"post:{row.post}"), "post"

    def _figures(self, subject: Subject, given: Mapping[str, Any], readers: Mapping[Unit, Any]) -> Iterator[Any]:
        for name, value in given.items():
            known = subject.field.get(name)
            if known is None or name in self.hidden[subject.name] or known.personal or isinstance(value, list | dict):
                continue
            kind = type_of(known)
            if kind is not None and value is not None and value != "":
                yield name, Figure(kind, written(value if known.unit is Unit.TEXT else readers[known.unit](value)))

    def _references(self, subject: Subject, given: Mapping[str, Any]) -> Iterator[tuple[Object, str]]:
        for name, value in given.items():
            known = subject.field.get(name)
            number = whole(str(value))
            if known is None or number is None or known.personal or name in self.hidden[subject.name]:
                continue
            kind, pseudonymous = points_to(subject, known)
            kind = str(given.get("of_kind") or "") if kind == "of" else kind
            if pseudonymous:
                yield Object(kind, self.pseudonym(kind, number)), name.removesuffix("_id")
            elif kind in self.kinds or kind in PLACES:
                yield self.object(kind, number), name.removesuffix("_id")


@cache
def _led(kind: str) -> dict[str, str]:
    """The states in which this action leaves its record; one that makes a record leaves every axis in some state."""
    action = registry.actions.get(kind)
    if action is None:
        return {}
    begun = action.subject.starts if action.word.creates else {}
    return {**begun, **{axis: lead.target for axis, lead in action.word.leads.items()}}


def type_of(known: Field) -> Type | None:
    """Of a figure, a date, a truth or a word from a list; None of a reference and of what people write."""
    if known.column.endswith("_id"):
        return None
    if known.unit is Unit.TEXT:
        return "string" if known.choices else None
    return TYPES[known.unit]


def points_to(subject: Subject, known: Field) -> tuple[str, bool]:
    """The kind of record whose number the field holds, and whether it goes under a pseudonym.

    ``of`` where a kind stands beside the number; nothing where the field is no reference.
    """
    return _points_to(subject.model, known.column) if known.column.endswith("_id") else ("", False)


@cache
def _points_to(model: type[Model], column: str) -> tuple[str, bool]:
    try:
        there = model._meta.get_field(column.removesuffix("_id")).related_model
    except FieldDoesNotExist:
        name = column.removesuffix("_id")
        return ("of", False) if name in ("of", "subject") else (name if name in registry.subjects else "", False)
    if there is None or isinstance(there, str):
        return "", False
    if there is Person:
        return PERSON, True
    kind = next((s.name for s in registry.subjects.values() if s.model is there), "")
    return (kind, False) if kind else (there._meta.model_name or "", True)


def written(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case datetime():
            return value.astimezone(HOME).isoformat(timespec="milliseconds")
        case date():
            return start_of(value).isoformat(timespec="milliseconds")
        case Decimal():
            return format(value, "f")
        case _:
            return str(value)


def clear_of(actor: Actor, kinds: tuple[str, ...]) -> frozenset[str]:
    """The concealed figures that a log for this actor holds in the clear: ``sku.cost``."""
    found = set[str]()
    for kind in kinds:
        subject = registry.subjects[kind]
        hidden = hidden_fields(actor, subject)
        shown = (f for f in subject.journaled if concealed(f) and f.name not in hidden and type_of(f) is not None)
        found |= {f"{kind}.{f.name}" for f in shown}
    return frozenset(found)

"""Values of records as a file holds them: numbers as numbers, days as days, words in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from django.utils.translation import gettext

from dianzhang.kernel.units import Unit

from ..facts import READERS
from ..moment import HOME
from ..organisation import organisation
from ..pages import Column
from ..registry import Field, Subject
from ..words import post_name, state_name, word

Kind = Literal["text", "money", "number", "ratio", "day", "time"]
Cell = str | Decimal | date | datetime | None  # times without zone: those of the department's clock
PEOPLE = frozenset(
    {"owner", "for_person", "person", "about", "whom", "accountable", "stand_in", "author", "instead_of"}
)
KINDS: dict[Unit, Kind] = {
    Unit.MONEY: "money", Unit.COUNT: "number", Unit.POINTS: "number", Unit.BARE: "number", Unit.RATIO: "ratio",
    Unit.DURATION: "number", Unit.DATE: "day", Unit.TIME: "time",
}  # fmt: skip


@dataclass(frozen=True)
class Heading:
    """One column of a file."""

    label: str
    kind: Kind = "text"


def heading_of(subject: Subject, column: Column) -> Heading:
    known = subject.field.get(column.name)
    axis = subject.words.axes.get(column.name)
    label = column.zh or (known.zh if known is not None else axis.zh if axis is not None else column.name)
    if known is None or column.show is not None or reference(known):
        return Heading(word(label))
    return Heading(word(label), "text" if known.choices else KINDS.get(known.unit, "text"))


def reference(known: Field) -> bool:
    """Whether the number stands for somebody or something that has a name."""
    return known.column.endswith("_id")


def cell_of(subject: Subject, column: Column, record: Any) -> Cell:
    """The value of a column; what may not be seen is not asked for in the first place."""
    if column.show is not None:
        return written(column.show(record))
    if column.name in subject.words.axes:
        return state_name(subject, column.name, getattr(record, column.name))
    known = subject.field.get(column.name)
    value = getattr(record, known.column if known is not None else column.name, None)
    if known is None or value is None or value == "":
        return written(value)
    if reference(known):
        return named(known, int(value))
    if known.choices:
        return word(known.choices.get(str(value), str(value)))
    if known.name in ("post", "for_post"):
        return post_name(str(value))
    return written(READERS[known.unit](value))


def named(known: Field, number: int) -> str:
    """The name behind a reference; ``#12`` where it is a record with a page of its own."""
    org = organisation()
    if known.column == "shop_id":
        shop = org.shops.get(number)
        return shop.name if shop is not None else f"#{number}"
    if known.column.removesuffix("_id") in PEOPLE:
        return org.names.get(number, f"#{number}")
    return f"#{number}"


def written(value: Any) -> Cell:
    """A value of whatever kind as one that a file can hold."""
    match value:
        case None | "":
            return None
        case bool():
            return gettext("是") if value else gettext("否")
        case datetime():
            return value.astimezone(HOME).replace(tzinfo=None) if value.tzinfo is not None else value
        case date() | Decimal():
            return value
        case int():
            return Decimal(value)
        case _:
            return word(str(value)) if not isinstance(value, str) else value


def row_of(subject: Subject, columns: Sequence[Column], record: Any) -> list[Cell]:
    return [cell_of(subject, column, record) for column in columns]


def needs_of(subject: Subject, columns: Iterable[Column]) -> tuple[list[str], list[str]]:
    """What must be read with the records, and what after them, so that a thousand rows take as many statements as one.

    The one of a record is joined: Django asks for many of them with as many ORs, more than SQLite takes.
    """
    known = (subject.field.get(column.name) for column in columns)
    needs = list(dict.fromkeys(need for field in known if field is not None for need in field.needs))
    joined = [need for need in needs if subject.model._meta.get_field(need).many_to_one]
    return joined, [need for need in needs if need not in joined]

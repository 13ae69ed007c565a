"""How values of fields are written: by their unit, masked where the reader may not see them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext

from dianzhang.engine import registry
from dianzhang.engine.access import Actor
from dianzhang.engine.facts import READERS
from dianzhang.engine.models import Person
from dianzhang.engine.organisation import organisation
from dianzhang.engine.pages import Column
from dianzhang.engine.registry import Field, Subject
from dianzhang.engine.seeing import NOTHING_TOLD, may_read, seen
from dianzhang.kernel.money import cents
from dianzhang.kernel.units import Unit
from dianzhang.ui.templatetags.ui import instant, money
from dianzhang.ui.wording import day, duration, percent, plain_number

from .words import chosen, state_name, word


@cache
def people_of(subject: str) -> frozenset[str]:
    """The fields of a subject that hold a person, by either of their names (owner, owner_id)."""
    fields = (f for f in registry.subjects[subject].model._meta.concrete_fields if f.related_model is Person)
    return frozenset(name for f in fields for name in (f.name, f.attname))


def column_label(subject: Subject, column: Column) -> str:
    """What a column is called: its own word, the field's, or the axis'."""
    if column.zh:
        return word(column.zh)
    if column.name in subject.field:
        return word(subject.field[column.name].zh)
    if column.name in subject.words.axes:
        return word(subject.words.axes[column.name].zh)
    return column.name


def cell(subject: Subject, column: Column, record: Any, actor: Actor, *, here: bool = False) -> Any:
    """The value of a column for one reader: ready text, None for no value, ``{"tag": …}`` for a state.

    ``here``: on the record's own page, where what was revealed a moment ago shows.
    """
    known = subject.field.get(column.name)
    if known is not None:
        found = seen(actor, subject, known, record, here=here)
        if found.hidden:
            return found.masked
    if column.reads and not may_read(actor, subject, column.reads):
        return NOTHING_TOLD
    if column.show is not None:
        return plain(column.show(record))
    if column.name in subject.words.axes:
        return state(subject, column.name, getattr(record, column.name))
    if known is None:
        return plain(getattr(record, column.name, None))
    return stored(subject, known, getattr(record, known.column, None))


def state(subject: Subject, axis: str, code: str) -> dict[str, str]:
    """A state as a tag; colour only where it means something."""
    words = subject.words.axes[axis]
    level = "unknown" if code == "unknown" else "act" if code == words.start else ""
    if code in ("asked", "escalated", "due") or (axis, code) == ("hold", "held"):
        level = "warn"
    return {"tag": state_name(subject, axis, code), "level": level}


def stored(subject: Subject, known: Field, value: Any) -> Any:
    """A field's value as the record keeps it."""
    if value is None or value == "":
        return None
    if known.column in people_of(subject.name):
        return organisation().names.get(int(value), f"#{value}")
    if known.column == "shop_id":
        shop = organisation().shops.get(int(value))
        return shop.name if shop else f"#{value}"
    if known.said is not None:
        return known.said(str(value))
    if known.choices:
        return chosen(known.choices, value)
    return worth(READERS[known.unit](value), known.unit)


def worth(value: Any, unit: Unit) -> Any:
    """A value as formulas know it (money in yuan), written by its unit."""
    if value is None:
        return None
    match unit:
        case Unit.MONEY:
            return money(cents(Decimal(value).quantize(Decimal("0.01"))))
        case Unit.RATIO:
            return percent(value)
        case Unit.DURATION:
            return duration(value)
        case Unit.TRUTH:
            return gettext("是") if value else gettext("否")
        case Unit.COUNT | Unit.POINTS | Unit.BARE:
            return plain_number(Decimal(value).quantize(Decimal("0.0001"))) if value is not None else None
        case _:
            return plain(value)


def plain(value: Any) -> Any:
    """A value of no declared unit."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, bool):
        return gettext("是") if value else gettext("否")
    if isinstance(value, Decimal):
        return plain_number(value)
    if isinstance(value, Model):
        return word(str(value))  # the units that departments begin with have English names
    return value

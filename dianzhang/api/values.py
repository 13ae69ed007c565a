"""Values as programs read them: money as exact text with its currency, times with their offset, no value as null."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from dianzhang.engine import words
from dianzhang.engine.facts import READERS
from dianzhang.engine.moment import HOME
from dianzhang.engine.organisation import organisation
from dianzhang.engine.reading import ClauseRef
from dianzhang.engine.registry import Field, Subject
from dianzhang.kernel.messages import Message
from dianzhang.kernel.units import Unit

from .shapes import Clause, Named

HOUSE_CURRENCY = "CNY"


def stored(known: Field, value: Any, currency: str) -> Any:
    """The stored value of a field as JSON has it."""
    if value is None or value == "":
        return None
    if known.unit is Unit.MONEY:
        return {"amount": f"{READERS[known.unit](value):.2f}", "currency": currency}
    if known.unit is Unit.COUNT and isinstance(value, int):
        return value
    return plain(READERS.get(known.unit, _same)(value))


def plain(value: Any) -> Any:
    """Any value as JSON has it."""
    match value:
        case None | "":
            return None
        case datetime():
            return value.astimezone(HOME).isoformat()
        case date():
            return value.isoformat()
        case Decimal():
            return format(value, "f")
        case bool() | int() | str():
            return value
        case list() | tuple():
            return [plain(one) for one in value]
        case dict():
            return {str(name): plain(one) for name, one in value.items()}
    return str(value)


def _same(value: Any) -> Any:
    return value


def currency_of(subject: Subject, record: Any) -> str:
    """The record's own, else its shop's, else the house's."""
    own = getattr(record, "currency", "")
    shop = organisation().shops.get(getattr(record, subject.shop_attr, None) or 0)
    return own or (shop.currency if shop is not None else "") or HOUSE_CURRENCY


def person(person_id: int | None) -> Named | None:
    org = organisation()
    if person_id is None or person_id not in org.names:
        return None
    code = next((code for code, pk in org.codes.items() if pk == person_id), "")
    return Named(id=person_id, code=code, name=org.names[person_id])


def unit(unit_id: int | None) -> Named | None:
    found = organisation().units.get(unit_id or 0)
    return Named(id=found.pk, code=found.code, name=found.name) if found is not None else None


def shop(shop_id: int | None) -> Named | None:
    found = organisation().shops.get(shop_id or 0)
    return Named(id=found.pk, code=found.code, name=found.name) if found is not None else None


def clause(found: ClauseRef | None) -> Clause | None:
    if found is None:
        return None
    return Clause(id=found.id, number=found.number, title=found.title, rulebook_version=found.version, rule=found.rule)


def said(message: Message | None) -> str | None:
    """What the kernel says, in the language of the call."""
    return words.message(message) or None

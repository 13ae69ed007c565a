"""A closed month is never changed.  When its facts change later, the next month makes good the difference."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from decimal import Decimal

from django.db.models import Sum

from dianzhang.engine.organisation import organisation
from dianzhang.kernel.messages import Message
from dianzhang.kernel.money import cents, half_up, show, yuan
from dianzhang.kernel.units import Unit

from .english import name_in_english
from .models import Month, PayLine
from .reckoning import reckon
from .slip import PayResult, Slip
from .states import ADJUSTMENT, EARNED, PAID
from .storing import pay_of
from .tree import Figure, Step, newest

BACK = 12  # closed months looked at again


Owed = dict[int, list[tuple[Slip, PayResult]]]  # by person: the slip as it would be now, the line that makes it good


def adjustments(period: str, persons: Collection[int] | None = None) -> Owed:
    """What closed months before ``period`` still owe or are owed, to everybody or to some."""
    found: Owed = {}
    for month in Month.objects.filter(period__lt=period, status="closed").order_by("-period")[:BACK][::-1]:
        paid = _paid(month)
        now = {slip.person_id: slip for slip in reckon(month.period, persons, events=False)}
        whose = paid.keys() | now.keys() if persons is None else set(persons)
        differ = [p for p in sorted(whose) if (now[p].earned if p in now else 0) != yuan(paid.get(p, 0))]
        opened = {slip.person_id: slip for slip in reckon(month.period, differ)} if differ else {}
        for person in differ:
            slip = opened.get(person) or _nothing(person, month)
            had = yuan(paid.get(person, 0))
            found.setdefault(person, []).append((slip, _line(month, slip, had, half_up(slip.earned) - had)))
    return found


def _paid(month: Month) -> Mapping[int, int]:
    """Cents paid for the month so far: when it was closed, and by adjustments since."""
    own = PayLine.objects.filter(month=month, corrects="")
    since = PayLine.objects.filter(corrects=month.period)
    paid: dict[int, int] = {}
    for rows in (own, since):
        for person, amount in rows.values_list("person_id").annotate(whole=Sum("amount_cents")).order_by("person_id"):
            paid[person] = paid.get(person, 0) + int(amount or 0)
    return paid


def _nothing(person: int, month: Month) -> Slip:
    """Somebody who was paid and, as it now stands, had nothing to get."""
    before = PayLine.objects.filter(month=month, person_id=person).first()
    return Slip(person, organisation().names.get(person, ""), before.post if before else "", month.period)


def _line(month: Month, slip: Slip, paid: Decimal, difference: Decimal) -> PayResult:
    before = {line.item: line for line in map(pay_of, _stored(month, slip.person_id))}
    changed = [line for line in slip.lines if before.get(line.item) is None or before[line.item].amount != line.amount]
    first = (changed or list(slip.lines) or list(before.values()))[0]
    inputs = (
        Figure(
            EARNED, slip.earned, Unit.MONEY, "month", formula=first.formula, clause=first.clause,
            rule=first.rule, version_id=first.version_id, inputs=tuple(_item(line) for line in changed),
        ),
        Figure(PAID, paid, Unit.MONEY, "month"),
    )  # fmt: skip
    steps = [_change(line, before.get(line.item)) for line in changed]
    steps.append(
        Step(
            Message(
                f"{month.period} 重算应发 {_yuan(slip.earned)} − 已发 {_yuan(paid)} = {_yuan(difference)}",
                f"{month.period} reckoned again {_yuan(slip.earned)} − paid {_yuan(paid)} = {_yuan(difference)}",
            ),
            f"{difference:.2f}",
        )
    )
    known = newest(*(line.events for line in before.values()))
    events = newest(*(line.events for line in changed))
    return PayResult(
        f"{ADJUSTMENT} {month.period}", difference, first.clause, first.rule, first.version_id,
        f"{EARNED} − {PAID}", inputs, tuple(steps), _news(events, known), corrects=month.period,
    )  # fmt: skip


def _stored(month: Month, person: int) -> list[PayLine]:
    return list(PayLine.objects.filter(month=month, person_id=person, corrects="").order_by("number"))


def _item(line: PayResult) -> Figure:
    return Figure(
        line.item, line.amount, Unit.MONEY, "item", line.reason, line.formula, line.clause, line.rule, line.version_id,
        line.steps, line.inputs,
    )  # fmt: skip


def _change(line: PayResult, before: PayResult | None) -> Step:
    was = before.amount if before else None
    text = f"{_yuan(was)} → {_yuan(line.amount)}"
    english = name_in_english(line.item, line.version_id, line.rule) or line.item
    return Step(
        Message(f"{line.item} {text}", f"{english} {text}"), None if line.amount is None else f"{line.amount:.2f}"
    )


def _news(events: tuple[int, ...], known: tuple[int, ...]) -> tuple[int, ...]:
    """The events that were not behind the closed figures; where it was one that went, all of them."""
    fresh = tuple(number for number in events if number not in set(known))
    return fresh or events


def _yuan(amount: Decimal | None) -> str:
    return "—" if amount is None else show(cents(half_up(amount)))


def with_adjustments(slips: list[Slip], period: str, persons: Collection[int] | None = None) -> list[Slip]:
    """The month's slips, each with the lines that make good earlier months."""
    owed = adjustments(period, persons)
    found = []
    for slip in slips:
        more = tuple(line for _slip, line in owed.pop(slip.person_id, []))
        found.append(replace(slip, lines=(*slip.lines, *more)) if more else slip)
    for entries in owed.values():  # those who no longer have a month of their own
        slip = entries[0][0]
        found.append(replace(slip, period=period, scores=(), lines=tuple(line for _slip, line in entries)))
    return found

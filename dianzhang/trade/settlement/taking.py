"""What a platform paid out, put to its orders: told by a file, in chunks; nothing is ever counted twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from dianzhang.engine import writer
from dianzhang.engine.act import must
from dianzhang.engine.moment import day_of
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.registry import actions, consequence, observation
from dianzhang.engine.transaction import Transaction
from dianzhang.gateways.settlements import Line

from .models import PayoutFile, PayoutLine, Settlement
from .reckoning import Known, hold, known_by_id, known_by_number, of_one_order, reckon
from .states import DIFFERS, SETTLEMENT

LINE = ("file_id", "shop_id", "settlement_id", "key", "number", "kind", "amount_cents", "at", "day", "words", "line")


class Paid(NamedTuple):
    """New lines of one order's number, and the order, if it is here."""

    file: PayoutFile
    number: str
    lines: Sequence[Line]
    known: Known | None


@dataclass
class Taken:
    """What came of some lines; money in cents."""

    lines: int = 0
    repeated: int = 0
    net: int = 0
    loose: int = 0
    unknown: set[str] = field(default_factory=set)


@observation("settlement.record", zh="结算.入账", en="Record", on=SETTLEMENT, creates=True)
def record(settlements: Batch[Settlement, Any], act: Act) -> None:
    """A platform's file tells money for an order of which none was told so far."""
    for one, paid in settlements:
        if not isinstance(paid, Paid):
            settlements.refuse(one, _("款项从结算文件里来：请在【结算文件】里送文件。"))
            continue
        shop = organisation().shops.get(paid.file.shop_id)
        one.shop_id, one.unit_id, one.number = paid.file.shop_id, shop.unit_id if shop else None, paid.number
        _put(one, paid, act)
    _together([one for one, _p in settlements], act)


@observation("settlement.add", zh="结算.再入账", en="Add", on=SETTLEMENT)
def add(settlements: Batch[Settlement, Any], act: Act) -> None:
    """More money for an order, or a charge, or money taken back."""
    by_hand = [one.order_id for one, _p in settlements if one.by_hand and one.order_id is not None]
    hold(by_hand)
    found = known_by_id(by_hand)
    for one, paid in settlements:
        if not isinstance(paid, Paid):
            settlements.refuse(one, _("款项从结算文件里来：请在【结算文件】里送文件。"))
            continue
        if one.by_hand:
            paid = paid._replace(known=found.get(one.order_id or 0))
        _put(one, paid, act)
    batch = [one for one, _given in settlements]
    anew(batch, act)
    _together(batch, act)


@consequence(
    "settlement.again", zh="结算.又不一样", en="Differs anew", on=SETTLEMENT, leads={"answer": ("explained", "open")}
)
def again(settlements: Batch[Settlement, Any], act: Act) -> None:
    """It was explained, and then the figures changed: what was said may not hold any more."""


def anew(settlements: Sequence[Settlement], act: Act) -> None:
    """Those that were explained and differ otherwise now are open again, once what runs is in the journal."""
    items = [Item(record=one) for one in settlements if one.answer == "explained" and one.tally in DIFFERS]
    if items:
        act.transaction.afterwards(lambda: _again(act.transaction, items))


def _again(transaction: Transaction, items: Sequence[Item]) -> None:
    for outcome in transaction.do(actions["settlement.again"], items, checked=True):
        must(outcome)


def _together(settlements: Sequence[Settlement], act: Act) -> None:
    """Those whose order has money under another number too are reckoned with it, once what runs is in the journal."""
    orders = {one.order_id for one in settlements if one.order_id is not None}
    if orders:
        act.transaction.afterwards(lambda: _reckon(act.transaction, orders))


def _reckon(transaction: Transaction, orders: set[int]) -> None:
    items = [Item(record=one) for every in of_one_order(transaction, orders).values() for one in every]
    if items:
        for outcome in transaction.do(actions["settlement.reckon"], items, checked=True):
            if outcome.status != "unchanged":
                must(outcome)


def _put(one: Settlement, paid: Paid, act: Act) -> None:
    """The lines into the sums and beside the record."""
    for line in paid.lines:
        attr = f"{line.kind}_cents"
        setattr(one, attr, getattr(one, attr) + line.cents)
        day = day_of(line.at)
        if line.kind == "goods" and (one.settled_day is None or day < one.settled_day):
            one.settled_day = day
        act.add_values(PayoutLine, LINE, _row(paid.file, line, day, one.id))
    reckon(one, paid.known)


def _row(file: PayoutFile, line: Line, day: date, settlement: int | None) -> tuple[Any, ...]:
    return (
        file.id, file.shop_id, settlement, line.key, line.number, line.kind, line.cents, line.at, day, line.words,
        line.line,
    )  # fmt: skip


def take(tx: Transaction, file: PayoutFile, lines: Sequence[Line], taken: Taken) -> None:
    """Put lines of a file where they belong; those that were told before are only counted.

    A handful of statements, however many lines there are.
    """
    shop = (file.shop_id,)
    told = writer.columns(PayoutLine, ("key",), "key", [line.key for line in lines], " AND shop_id = %s", shop)
    keys = {key for (key,) in told}
    by_number: dict[str, list[Line]] = {}
    for line in lines:
        if line.key in keys:
            taken.repeated += 1
            continue
        keys.add(line.key)
        by_number.setdefault(line.number, []).append(line)
        taken.lines += 1
        taken.net += line.cents
    for line in by_number.pop("", ()):
        taken.loose += line.cents
        tx.values[PayoutLine, LINE].append(_row(file, line, day_of(line.at), None))
    numbers = list(by_number)
    orders = known_by_number(file.shop_id, numbers)
    hold([known.id for known in orders.values()], lightly=True)
    rows = writer.columns(Settlement, ("number", "id"), "number", numbers, " AND shop_id = %s", shop)
    there = dict(rows)
    told_of = {number: Paid(file, number, mine, orders.get(number)) for number, mine in by_number.items()}
    for name, items in (
        ("settlement.record", [Item(data=paid) for n, paid in told_of.items() if n not in there]),
        ("settlement.add", [Item(there[n], data=paid) for n, paid in told_of.items() if n in there]),
    ):
        if items:
            done = [must(o) for o in tx.do(actions[name], items, checked=True)]
            taken.unknown |= {one.number for one in done if one.tally == "orderless"}

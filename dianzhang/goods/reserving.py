"""Pieces promised to records of other modules, for a whole batch at once: held, let go, sent out of the house.

What one transaction promises is gathered in its ``Ledger``; one movement of each stock tells of the whole batch, and a
``Holding`` for each record says whose the pieces are.  Stocks are taken under their locks in the order of their ids,
after the records that want them, so that of two processes the second sees what the first was promised.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from dianzhang.engine import registry, writer
from dianzhang.engine.act import must
from dianzhang.engine.outcome import Act, Item
from dianzhang.engine.transaction import Transaction

from .holding import not_enough
from .models import Holding, Stock
from .queries import warehouses_of
from .states import STOCK

Place = tuple[int, int | None]  # a shop, and the warehouse it is sent from where that is not the one that serves it


@dataclass(frozen=True, slots=True)
class Want:
    """A record that wants pieces of articles from a warehouse; None: from the one that serves its shop."""

    holder: int
    shop: int
    pieces: Mapping[int, int]  # article -> pieces
    warehouse: int | None = None

    @property
    def at(self) -> Place:
        return self.shop, self.warehouse


@dataclass(slots=True)
class _Step:
    """One movement of many stocks, still to be journaled: stock -> its input."""

    action: str
    inputs: dict[int, dict[str, int]] = field(default_factory=dict)

    def add(self, stock: int, **pieces: int) -> None:
        given = self.inputs.setdefault(stock, {"records": 0})
        given["records"] += 1
        for name, number in pieces.items():
            given[name] = given.get(name, 0) + number


class Ledger:
    """What a transaction has promised, let go and sent so far."""

    def __init__(self) -> None:
        self.fresh: list[Holding] = []
        self.known: dict[int, Holding] = {}  # read from the database
        self.taken: dict[int, int] = {}  # stock -> pieces no longer free, beyond what its record says
        self.ended: dict[tuple[str, int | None, int], Holding] = {}  # let go here: held again, it is the same row
        self.steps: list[_Step] = []

    def step(self, action: str) -> _Step:
        if not self.steps or self.steps[-1].action != action:
            self.steps.append(_Step(action))
        return self.steps[-1]

    def free(self, stock: Stock) -> int:
        return stock.free - self.taken.get(stock.id, 0)

    def take(self, stock: Stock, pieces: int) -> None:
        self.taken[stock.id] = self.taken.get(stock.id, 0) + pieces

    def held(self, kind: str, holders: Sequence[int]) -> dict[int, list[Holding]]:
        """What these records hold now, as of this transaction."""
        rows = writer.fetch(Holding, "holder", list(holders), " AND kind = %s AND state = 'held'", (kind,))
        found: dict[int, list[Holding]] = {}
        wanted = set(holders)
        for one in (*(self.known.setdefault(row.id, row) for row in rows), *self.fresh):
            if one.state == "held" and one.kind == kind and one.holder in wanted:
                found.setdefault(one.holder or 0, []).append(one)
        return found


_ledgers: WeakKeyDictionary[Transaction, Ledger] = WeakKeyDictionary()


def reserve(act: Act, kind: str, wants: Sequence[Want], *, on_top: bool = False) -> dict[int, str]:
    """Promise each record all that it wants, first come first served.  Why not, by record, of those who got nothing.

    An article without a stock record in the warehouse is unknown, not missing: nothing is promised, nothing refused.
    ``on_top``: the records hold pieces already, and this is what they lack.
    """
    ledger = ledger_of(act.transaction)
    held = ledger.held(kind, [want.holder for want in wants]) if on_top and wants else {}
    stocks = stocks_of(act.transaction, wants)
    refused: dict[int, str] = {}
    for want in wants:
        pairs = [(stocks[want.at, sku], n) for sku, n in want.pieces.items() if (want.at, sku) in stocks]
        short = next(((stock, n) for stock, n in pairs if ledger.free(stock) < n), None)
        if short is not None:
            refused[want.holder] = not_enough(*short, ledger.free(short[0]), ledger.fresh)
            continue
        mine = {one.stock_id: one for one in held.get(want.holder, ())}
        for stock, pieces in pairs:
            _hold_more(act, ledger, stock, kind, want.holder, pieces, mine.get(stock.id))
    journal(act, ledger)
    return refused


def add(act: Act, kind: str, want: Want) -> bool:
    """Promise a record more than it holds, all of it or nothing; also nothing where the stock is not kept."""
    ledger = ledger_of(act.transaction)
    stocks = stocks_of(act.transaction, [want])
    pairs = [(stocks[want.at, sku], n) for sku, n in want.pieces.items() if (want.at, sku) in stocks]
    if len(pairs) < len(want.pieces) or any(ledger.free(stock) < n for stock, n in pairs):
        return False
    mine = {one.stock_id: one for one in ledger.held(kind, [want.holder]).get(want.holder, ())}
    for stock, pieces in pairs:
        _hold_more(act, ledger, stock, kind, want.holder, pieces, mine.get(stock.id))
    journal(act, ledger)
    return True


def free(act: Act, kind: str, holders: Sequence[int]) -> None:
    """Let go of all that these records hold; of those who hold nothing nothing happens."""
    ledger = ledger_of(act.transaction)
    held = [one for ones in ledger.held(kind, holders).values() for one in ones] if holders else []
    stocks = act.transaction.take(STOCK, sorted({one.stock_id for one in held}))
    for one in held:
        _end(act, ledger, one, "freed")
        ledger.take(stocks[one.stock_id], -one.pieces)
        ledger.step("stock.free").add(one.stock_id, pieces=one.pieces)
    journal(act, ledger)


def send(act: Act, kind: str, wants: Sequence[Want]) -> dict[int, str]:
    """Out of the house: what each record holds, and what it wants beyond that of what is free.  Why not, by record."""
    ledger = ledger_of(act.transaction)
    held = ledger.held(kind, [want.holder for want in wants]) if wants else {}
    stocks = stocks_of(act.transaction, wants)
    places = act.transaction.take(STOCK, sorted({one.stock_id for ones in held.values() for one in ones}))
    refused: dict[int, str] = {}
    for want in wants:
        mine = held.get(want.holder, [])
        lacking = dict(want.pieces)
        for one in mine:
            sku = places[one.stock_id].sku_id
            lacking[sku] = lacking.get(sku, 0) - one.pieces
        more = [(stocks[want.at, s], n) for s, n in lacking.items() if n > 0 and (want.at, s) in stocks]
        short = next(((stock, n) for stock, n in more if ledger.free(stock) < n), None)
        if short is not None:
            refused[want.holder] = not_enough(*short, ledger.free(short[0]), ledger.fresh)
            continue
        for one in mine:
            _end(act, ledger, one, "sent")
            ledger.step("stock.ship").add(one.stock_id, pieces=one.pieces, held=one.pieces)
        for stock, pieces in more:
            _hold(act, ledger, stock, kind, want.holder, pieces, "sent")
            ledger.take(stock, pieces)
            ledger.step("stock.ship").add(stock.id, pieces=pieces)
    journal(act, ledger)
    return refused


def take_back(act: Act, wants: Sequence[Want]) -> None:
    """Into the warehouse that serves the shop: what came back from buyers whole.  Unknown articles are left out."""
    ledger = ledger_of(act.transaction)
    stocks = stocks_of(act.transaction, wants)
    for want in wants:
        for sku, pieces in want.pieces.items():
            if (stock := stocks.get((want.at, sku))) is not None:
                ledger.take(stock, -pieces)
                ledger.step("stock.come_back").add(stock.id, pieces=pieces)
    journal(act, ledger)


def ledger_of(tx: Transaction) -> Ledger:
    return _ledgers.setdefault(tx, Ledger())


def stocks_of(tx: Transaction, wants: Iterable[Want]) -> dict[tuple[Place, int], Stock]:
    """Place and article -> the stock there, locked.  Unknown ones are left out."""
    wants = list(wants)
    skus = {sku for want in wants for sku in want.pieces}
    rows = writer.columns(Stock, ("id", "sku_id", "warehouse_id"), "sku_id", sorted(skus)) if skus else []
    if not rows:
        return {}
    serves = warehouses_of({want.shop for want in wants})
    places: dict[int | None, set[Place]] = {}
    for want in wants:
        places.setdefault(want.warehouse or serves.get(want.shop), set()).add(want.at)
    rows = [row for row in rows if row[2] in places]
    stocks = tx.take(STOCK, sorted(pk for pk, _sku, _warehouse in rows))
    return {(place, sku): stocks[pk] for pk, sku, warehouse in rows for place in places[warehouse]}


def _hold(act: Act, ledger: Ledger, stock: Stock, kind: str, holder: int, pieces: int, state: str) -> None:
    row = ledger.ended.pop((kind, holder, stock.id), None)
    if row is None:
        row = Holding(stock_id=stock.id, kind=kind, holder=holder)
        ledger.fresh.append(row)
        act.add(row)
    row.pieces, row.state, row.held_at = pieces, state, act.at
    row.ended_at = act.at if state == "sent" else None


def _hold_more(
    act: Act, ledger: Ledger, stock: Stock, kind: str, holder: int, pieces: int, mine: Holding | None
) -> None:
    """Pieces promised, on top of what the record holds of that stock already."""
    if mine is None:
        _hold(act, ledger, stock, kind, holder, pieces, "held")
    else:
        mine.pieces += pieces
        act.change(mine)
    ledger.take(stock, pieces)
    ledger.step("stock.reserve").add(stock.id, pieces=pieces)


def _end(act: Act, ledger: Ledger, one: Holding, state: str) -> None:
    one.state, one.ended_at = state, act.at
    if state == "freed":
        ledger.ended[one.kind, one.holder, one.stock_id] = one
    act.change(one)


def journal(act: Act, ledger: Ledger) -> None:
    """The movements follow the action that they came of."""
    if ledger.steps:
        act.transaction.afterwards(lambda: _write_down(act, ledger))


def _write_down(act: Act, ledger: Ledger) -> None:
    steps, ledger.steps, ledger.taken = ledger.steps, [], {}
    tx: Any = act.transaction
    for step in steps:
        items = [Item(pk, data=given) for pk, given in sorted(step.inputs.items())]
        for outcome in tx.do(registry.actions[step.action], items, actor=act.actor, checked=True):
            must(outcome)

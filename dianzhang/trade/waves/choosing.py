"""Which orders a wave takes: approved, in no other wave, the oldest promise first.

Everything is asked in a handful of statements for all of them; of two waves planned at the same moment the second
waits for the warehouse and sees what the first took.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.db.models import Exists, OuterRef

from dianzhang.engine import writer
from dianzhang.engine.organisation import organisation
from dianzhang.goods.models import Holding, Stock
from dianzhang.goods.queries import warehouses_of

from ..models import Order
from ..parcels.contents import articles, left
from .models import GOING, WaveOrder

PROMISE = timedelta(hours=48)  # from payment, where the platform gave no promised time: the rulebook's own figure
PAID = ("paid", "part_refunded")


@dataclass(frozen=True, slots=True)
class Rule:
    """What a wave asks of orders: of one shop, of one article or several, at most so many."""

    warehouse: int
    shop: int | None
    kind: str
    most: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """An order with what it wants: article -> pieces."""

    order: int
    shop: int
    number: str
    pieces: Mapping[int, int]


def shops_of(warehouse: int) -> set[int]:
    """The shops whose orders leave from a warehouse."""
    serves = warehouses_of(organisation().shops)
    return {shop for shop, place in serves.items() if place == warehouse}


def choose(rule: Rule, taken: Collection[int] = ()) -> list[Chosen]:
    """The orders, locked against whoever would change them, the oldest promise first; not those ``taken`` just now."""
    shops = shops_of(rule.warehouse)
    shops &= shops if rule.shop is None else {rule.shop}
    waiting = [pk for pk in _waiting(shops) if pk not in taken] if shops else []
    chosen: list[Chosen] = []
    step = max(rule.most, 500)
    for start in range(0, len(waiting), step):  # where only some fit the kind, on to those that come after
        chosen += [one for one in _locked(waiting[start : start + step]) if _fits(one, rule.kind)]
        if len(chosen) >= rule.most:
            break
    return chosen[: rule.most]


def _waiting(shops: set[int]) -> list[int]:
    there = WaveOrder.objects.filter(order=OuterRef("pk"), state__in=GOING)
    rows = (
        Order.objects.filter(
            ~Exists(there),
            fulfilment="approved",
            hold="clear",
            goods="clear",
            packing="whole",
            payment__in=PAID,
            shop__in=shops,
        )
        .exclude(aftersale="asked")
        .values_list("id", "promised_at", "paid_at", "placed_at")
    )
    return [pk for _until, pk in sorted((promise(*times), pk) for pk, *times in rows)]


def promise(promised: datetime | None, paid: datetime | None, placed: datetime | None) -> datetime:
    """By when an order is to leave: what the platform promised, else 48 hours from payment."""
    return promised or (paid or placed or datetime.max.replace(tzinfo=UTC) - PROMISE) + PROMISE


def _locked(ids: list[int]) -> list[Chosen]:
    """Those of them that still wait now that nobody else can touch them, in the order given, with their pieces."""
    rows = locked(ids)
    going = " AND state IN ('in', 'checked')"
    taken = {row[0] for row in writer.columns(WaveOrder, ("order_id",), "order_id", ids, going)}
    here = [pk for pk in ids if pk in rows and pk not in taken and rows[pk][3:] == ("approved", "clear")]
    in_the_house = left(here)
    return [Chosen(pk, rows[pk][1], rows[pk][2], articles(in_the_house[pk])) for pk in here]


def locked(ids: Iterable[int]) -> dict[int, tuple[int, int, str, str, str]]:
    """Orders nobody else can touch until this transaction ends: id, shop, number, fulfilment, hold, by id."""
    lock = "" if connection.vendor == "sqlite" else " ORDER BY id FOR UPDATE"
    attrs = ("id", "shop_id", "number", "fulfilment", "hold")
    return {row[0]: row for row in writer.columns(Order, attrs, "id", sorted(ids), lock)}


def held(ids: list[int]) -> dict[int, dict[int, int]]:
    """Order -> article -> pieces that it holds already."""
    extra = " AND kind = 'order' AND state = 'held'"
    rows = writer.columns(Holding, ("holder", "stock_id", "pieces"), "holder", ids, extra)
    sku_of = dict(writer.columns(Stock, ("id", "sku_id"), "id", sorted({stock for _o, stock, _n in rows})))
    found: dict[int, dict[int, int]] = {}
    for order, stock, pieces in rows:
        mine = found.setdefault(order, {})
        mine[sku_of[stock]] = mine.get(sku_of[stock], 0) + pieces
    return found


def _fits(one: Chosen, kind: str) -> bool:
    return kind == "any" or (len(one.pieces) > 1) == (kind == "multi")

"""What may happen to what lies in a warehouse: it is there when keeping stock begins, and that number is corrected."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from dianzhang.engine.moment import day_of
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.registry import command

from ..holding import not_enough
from ..models import Stock, Warehouse
from ..movements import bears, move
from ..queries import by_code
from ..states import STOCK

MOST = 1_000_000_000  # pieces: more is a waybill number in the wrong column


class Opening(BaseModel):
    """An article's code, the warehouse's name, and how many pieces lie there on the first day."""

    code: str = Field(min_length=1, max_length=100)
    warehouse: str = Field(min_length=1, max_length=80)
    opening: int = Field(ge=0, le=MOST)
    opened_on: date | None = None


class Corrected(BaseModel):
    """The right number, and why the first one was wrong."""

    opening: int = Field(ge=0, le=MOST)
    reason: str = Field(min_length=1, max_length=200)


@command("stock.open", zh="库存.期初", en="Enter opening stock", on=STOCK, creates=True, input=Opening)
def open_stock(stocks: Batch[Stock, Opening], act: Act) -> None:
    """How many pieces of an article lie in a warehouse when keeping stock begins, once for each of the two."""
    skus = by_code(given.code for _stock, given in stocks)
    names = {given.warehouse for _stock, given in stocks}
    warehouses = {one.name: one for one in Warehouse.objects.filter(name__in=names, status="open")}
    there = set(
        Stock.objects.filter(sku__in=skus.values(), warehouse__in=warehouses.values()).values_list(
            "sku_id", "warehouse_id"
        )
    )
    for stock, given in stocks:
        sku, warehouse = skus.get(given.code), warehouses.get(given.warehouse)
        if sku is None:
            stocks.refuse(stock, _("没有商品 %(code)s：先新增这件商品。") % {"code": given.code})
        elif warehouse is None:
            stocks.refuse(stock, _("没有在用的仓库“%(name)s”：先设立它。") % {"name": given.warehouse})
        elif (sku.id, warehouse.id) in there:
            stocks.refuse(
                stock, _("%(code)s 在“%(name)s”已有期初，要改就更正。") % {"code": sku.code, "name": warehouse.name}
            )
        else:
            there.add((sku.id, warehouse.id))
            stock.sku, stock.warehouse, stock.unit_id = sku, warehouse, warehouse.unit_id
            stock.opening, stock.opened_on = given.opening, given.opened_on or day_of(act.at)
            stock.on_hand = given.opening


@command(
    "stock.restate", zh="库存.更正期初", en="Correct opening stock", on=STOCK, input=Corrected, primary=True,
    begins=lambda stock: {"opening": stock.opening},
)  # fmt: skip
def restate(stocks: Batch[Stock, Corrected], act: Act) -> None:
    """The number on the first day was wrong; the journal keeps both, and why."""
    in_order(stocks, act)
    for stock, given in stocks:
        changes = {"on_hand": given.opening - stock.opening}
        if given.opening == stock.opening:
            stocks.unchanged(stock)
        elif not bears(stock, changes):
            stocks.refuse(stock, not_enough(stock, -changes["on_hand"], stock.free))
        else:
            stock.opening = given.opening
            move(stock, changes)


def in_order(stocks: Batch[Stock, Any], act: Act) -> None:
    """A movement builds on the one before it, so it is not told to have been earlier.

    Whoever waited for another's turn began before them, and would be; sums do not depend on times told.
    """
    for entry in stocks.entries:
        last = entry.record.last_at if entry.outcome is None else None
        if last is not None and last > (entry.item.at or act.at):
            entry.item.at = last

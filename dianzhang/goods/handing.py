"""What records hold goes over to others, all of it or nothing: an order's pieces into parcels, and back."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from dianzhang.engine.outcome import Act

from . import reserving
from .holding import not_enough
from .models import Stock, Warehouse
from .reserving import Want

Holders = tuple[str, Sequence[int]]  # records of one kind


def why_not(act: Act, sources: Sequence[Holders], wants: Sequence[Want]) -> str:
    """Why ``wants`` could not be promised if ``sources`` let go of what they hold; empty where they could."""
    if why := _unknown(wants):
        return why
    ledger = reserving.ledger_of(act.transaction)
    stocks = reserving.stocks_of(act.transaction, wants)
    let_go: dict[int, int] = {}
    for kind, holders in sources:
        for held in ledger.held(kind, list(holders)).values() if holders else ():
            for one in held:
                let_go[one.stock_id] = let_go.get(one.stock_id, 0) + one.pieces
    needed: dict[int, tuple[Stock, int]] = {}
    for want in wants:
        for sku, pieces in want.pieces.items():
            if (stock := stocks.get((want.at, sku))) is not None:
                needed[stock.id] = stock, needed.get(stock.id, (stock, 0))[1] + pieces
    for stock, pieces in needed.values():
        there = ledger.free(stock) + let_go.get(stock.id, 0)
        if there < pieces:
            return not_enough(stock, pieces, there, ledger.fresh)
    return ""


def hand(act: Act, sources: Sequence[Holders], kind: str, wants: Sequence[Want]) -> dict[int, str]:
    """``sources`` let go, and ``wants`` of records of ``kind`` are promised.  Why not, by record, as of ``reserve``."""
    for name, ids in sources:
        reserving.free(act, name, list(ids))
    return reserving.reserve(act, kind, wants)


def _unknown(wants: Sequence[Want]) -> str:
    """An article that a named warehouse has no record of: nobody knows whether it lies there."""
    named = [(want.warehouse, want.pieces) for want in wants if want.warehouse is not None and want.pieces]
    if not named:
        return ""
    skus = {sku for _place, pieces in named for sku in pieces}
    rows = Stock.objects.filter(sku__in=skus).select_related("sku")
    kept = {sku: {stock.warehouse_id for stock in rows if stock.sku_id == sku} for sku in skus}
    for place, pieces in named:
        for sku in pieces:
            if kept[sku] and place not in kept[sku]:
                code = next(stock.sku.code for stock in rows if stock.sku_id == sku)
                name = Warehouse.objects.get(pk=place).name
                return _("%(code)s 在“%(name)s”没有库存记录：换一个仓库，或先登记期初。") % {"code": code, "name": name}
    return ""

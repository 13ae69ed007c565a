"""Pieces come, go and are corrected; what other records hold moves with them, by way of ``reserving``."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.registry import command, consequence

from ..holding import not_enough
from ..models import Stock
from ..movements import bears, effect, move
from ..states import STOCK
from .stock import MOST, in_order


class Pieces(BaseModel):
    """How many, and what they came with: a delivery note, a purchase."""

    pieces: int = Field(ge=1, le=MOST)
    reference: str = Field("", max_length=100)


class Arrived(BaseModel):
    """Of what was on the way: how many are here, and how many of them will not come."""

    pieces: int = Field(ge=0, le=MOST)
    missing: int = Field(0, ge=0, le=MOST)
    reference: str = Field("", max_length=100)


class Adjusted(BaseModel):
    """More (plus) or fewer (minus) than the books say, and why."""

    change: int = Field(ge=-MOST, le=MOST)
    reason: str = Field(min_length=1, max_length=200)


class Moved(BaseModel):
    """The pieces of a whole batch of records, ``held`` before by them, and how many records they are."""

    pieces: int = Field(ge=0)
    held: int = Field(0, ge=0)
    records: int = Field(0, ge=0)


def moving(action: str, stocks: Batch[Stock, Any], act: Act) -> None:
    """Move what the input says, or say what stands against it."""
    in_order(stocks, act)
    for stock, given in stocks:
        changes = effect(action, given.model_dump())
        if not any(changes.values()):
            stocks.refuse(stock, _("一件也没有动：写上件数。"))
        elif not bears(stock, changes):
            stocks.refuse(stock, why_not(stock, changes))
        else:
            move(stock, changes)


def why_not(stock: Stock, changes: dict[str, int]) -> str:
    """What there is not enough of."""
    told = {"stock": str(stock), "coming": stock.coming, "drawn": stock.drawn, "aside": stock.set_aside}
    if stock.coming + changes.get("coming", 0) < 0:
        return _("%(stock)s 在途只有 %(coming)s 件：到的不止这些，多出来的用“入库”记。") % told
    if stock.drawn + changes.get("drawn", 0) < 0:
        return _("%(stock)s 领出在外的只有 %(drawn)s 件。") % told
    if stock.set_aside + changes.get("set_aside", 0) < 0:
        return _("%(stock)s 预留的只有 %(aside)s 件。") % told
    return not_enough(stock, -changes.get("on_hand", 0) or changes.get("set_aside", 0), stock.free)


@command("stock.expect", zh="库存.登记在途", en="Enter what is on the way", on=STOCK, input=Pieces, beside=True)
def expect(stocks: Batch[Stock, Pieces], act: Act) -> None:
    """Bought, and on the way here."""
    moving("stock.expect", stocks, act)


@command("stock.receive", zh="库存.收货", en="Receive", on=STOCK, input=Arrived, beside=True, primary=True,
         begins=lambda stock: {"pieces": stock.coming})  # fmt: skip
def receive(stocks: Batch[Stock, Arrived], act: Act) -> None:
    """What was on the way is here; what is missing and will not come is no longer on the way."""
    moving("stock.receive", stocks, act)


@command("stock.book_in", zh="库存.入库", en="Book in", on=STOCK, input=Pieces, beside=True)
def book_in(stocks: Batch[Stock, Pieces], act: Act) -> None:
    """Here without having been announced: a purchase, goods that a buyer sent back."""
    moving("stock.book_in", stocks, act)


@command("stock.adjust", zh="库存.调整", en="Adjust", on=STOCK, input=Adjusted, beside=True)
def adjust(stocks: Batch[Stock, Adjusted], act: Act) -> None:
    """Broken, lost, found: the books follow what is there, with the reason."""
    moving("stock.adjust", stocks, act)


@consequence("stock.reserve", zh="库存.占用", en="Reserve", on=STOCK, input=Moved)
def reserve(stocks: Batch[Stock, Moved], act: Act) -> None:
    """Promised to records: who has what stands in the holdings."""
    moving("stock.reserve", stocks, act)


@consequence("stock.free", zh="库存.释放", en="Let go", on=STOCK, input=Moved)
def free(stocks: Batch[Stock, Moved], act: Act) -> None:
    """No longer promised."""
    moving("stock.free", stocks, act)


@consequence("stock.ship", zh="库存.出库", en="Ship", on=STOCK, input=Moved)
def ship(stocks: Batch[Stock, Moved], act: Act) -> None:
    """Out of the house."""
    moving("stock.ship", stocks, act)


@consequence("stock.come_back", zh="库存.退货入库", en="Back from a buyer", on=STOCK, input=Moved)
def come_back(stocks: Batch[Stock, Moved], act: Act) -> None:
    """A buyer sent it back and the warehouse found it whole."""
    moving("stock.come_back", stocks, act)


class Difference(BaseModel):
    """More or fewer than the books said, as counted."""

    change: int = Field(ge=-MOST, le=MOST)
    records: int = Field(0, ge=0)


@consequence("stock.move_out", zh="库存.调出", en="Sent to another warehouse", on=STOCK, input=Moved)
def move_out(stocks: Batch[Stock, Moved], act: Act) -> None:
    """Gone to another warehouse."""
    moving("stock.move_out", stocks, act)


@consequence("stock.move_way", zh="库存.调拨在途", en="On the way from another warehouse", on=STOCK, input=Moved)
def move_way(stocks: Batch[Stock, Moved], act: Act) -> None:
    """On the way here from another warehouse."""
    moving("stock.move_way", stocks, act)


@consequence("stock.move_in", zh="库存.调入", en="Received from another warehouse", on=STOCK, input=Moved)
def move_in(stocks: Batch[Stock, Moved], act: Act) -> None:
    """Here from another warehouse."""
    moving("stock.move_in", stocks, act)


@consequence("stock.move_lost", zh="库存.调拨未到", en="Did not arrive", on=STOCK, input=Moved)
def move_lost(stocks: Batch[Stock, Moved], act: Act) -> None:
    """No longer on the way: it will not come."""
    moving("stock.move_lost", stocks, act)


@consequence("stock.move_back", zh="库存.调拨退回", en="Never left", on=STOCK, input=Moved)
def move_back(stocks: Batch[Stock, Moved], act: Act) -> None:
    """It had never left."""
    moving("stock.move_back", stocks, act)


@consequence("stock.count", zh="库存.盘点入账", en="Booked as counted", on=STOCK, input=Difference)
def counted(stocks: Batch[Stock, Difference], act: Act) -> None:
    """The books follow what was counted."""
    moving("stock.count", stocks, act)

"""Pieces kept for a purpose, and pieces taken along to an event and brought back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.registry import command

from ..holding import ASIDE, DRAWN
from ..models import Holding, Stock
from ..states import STOCK
from .moving import moving
from .stock import MOST


class ForPurpose(BaseModel):
    """How many, and what for: the campaign, the event."""

    pieces: int = Field(ge=1, le=MOST)
    purpose: str = Field(min_length=1, max_length=80)


class Taken(ForPurpose):
    """``back_on`` is the day by which they are to be back."""

    back_on: date | None = None


class Brought(BaseModel):
    """How many of what was taken for this purpose are back, and how many will not come."""

    pieces: int = Field(ge=0, le=MOST)
    lost: int = Field(0, ge=0, le=MOST)
    purpose: str = Field(min_length=1, max_length=80)


@command("stock.put_aside", zh="库存.预留", en="Set aside", on=STOCK, input=ForPurpose, beside=True)
def put_aside(stocks: Batch[Stock, ForPurpose], act: Act) -> None:
    """Kept for a campaign: no order gets these pieces until they are given back."""
    moving("stock.put_aside", stocks, act)
    _more(stocks, act, ASIDE)


@command("stock.put_back", zh="库存.放回", en="Put back", on=STOCK, input=ForPurpose, beside=True)
def put_back(stocks: Batch[Stock, ForPurpose], act: Act) -> None:
    """No longer kept: anybody may have them."""
    held = _refuse_beyond(stocks, ASIDE)
    moving("stock.put_back", stocks, act)
    _fewer(stocks, act, held)


@command("stock.draw", zh="库存.领出", en="Draw out", on=STOCK, input=Taken, beside=True)
def draw(stocks: Batch[Stock, Taken], act: Act) -> None:
    """Taken along to an event; they are to come back, by when."""
    moving("stock.draw", stocks, act)
    _more(stocks, act, DRAWN)


@command("stock.bring_back", zh="库存.归库", en="Bring back", on=STOCK, input=Brought, beside=True)
def bring_back(stocks: Batch[Stock, Brought], act: Act) -> None:
    """Back from the event; what was used up or lost there will not come."""
    held = _refuse_beyond(stocks, DRAWN)
    moving("stock.bring_back", stocks, act)
    _fewer(stocks, act, held)


def _found(stocks: Batch[Stock, Any], kind: str) -> dict[tuple[int, str], Holding]:
    """What is held for purposes now, by stock and purpose."""
    ids = [stock.id for stock, _given in stocks]
    rows = Holding.objects.filter(stock_id__in=ids, kind=kind, holder=None, state="held")
    return {(row.stock_id, row.purpose): row for row in rows}


def _more(stocks: Batch[Stock, Any], act: Act, kind: str) -> None:
    held = _found(stocks, kind)
    for stock, given in stocks:
        row = held.get((stock.id, given.purpose.strip()))
        if row is None:
            row = Holding(stock_id=stock.id, kind=kind, purpose=given.purpose.strip(), pieces=0, held_at=act.at)
            act.add(row)
        row.pieces += given.pieces
        row.back_on = getattr(given, "back_on", None) or row.back_on
        act.change(row)


def _refuse_beyond(stocks: Batch[Stock, Any], kind: str) -> dict[tuple[int, str], Holding]:
    """Of no purpose can more come back than was given to it."""
    held = _found(stocks, kind)
    for stock, given in stocks:
        row = held.get((stock.id, given.purpose.strip()))
        if row is None:
            why = _("没有为“%(purpose)s”留过或领过 %(stock)s：看看用途写得对不对。")
            stocks.refuse(stock, why % {"purpose": given.purpose, "stock": str(stock)})
        elif row.pieces < given.pieces + getattr(given, "lost", 0):
            told = {"purpose": given.purpose, "pieces": row.pieces, "stock": str(stock)}
            stocks.refuse(stock, _("%(stock)s 为“%(purpose)s”只有 %(pieces)s 件。") % told)
    return held


def _fewer(stocks: Batch[Stock, Any], act: Act, held: dict[tuple[int, str], Holding]) -> None:
    for stock, given in stocks:
        row = held[stock.id, given.purpose.strip()]
        if left := row.pieces - given.pieces - getattr(given, "lost", 0):
            row.pieces = left
        else:
            row.state, row.ended_at = "freed", act.at
        act.change(row)

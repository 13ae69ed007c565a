"""Pieces sent from one warehouse to another: on the way, received, and what did not arrive settled."""

from __future__ import annotations

from functools import partial
from typing import Literal

from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.registry import actions, command, consequence

from .. import reserving
from ..holding import not_enough
from ..models import Stock, Transfer, Warehouse
from ..queries import by_code
from ..states import STOCK, TRANSFER
from .stock import MOST


class Sent(BaseModel):
    """An article's code, the names of the two warehouses, how many pieces."""

    code: str = Field(min_length=1, max_length=100)
    source: str = Field(min_length=1, max_length=80)
    target: str = Field(min_length=1, max_length=80)
    pieces: int = Field(ge=1, le=MOST)


class Counted(BaseModel):
    """How many of the pieces arrived."""

    arrived: int = Field(ge=0, le=MOST)


class Settled(BaseModel):
    """What became of those that did not arrive: found after all, never sent, lost; and how one knows."""

    outcome: Literal["found", "never_sent", "lost"]
    reason: str = Field(min_length=1, max_length=200)


@command("transfer.send", zh="调拨.发出", en="Send", on=TRANSFER, creates=True, input=Sent)
def send(transfers: Batch[Transfer, Sent], act: Act) -> None:
    """They leave one warehouse and are on the way to the other; what is promised to somebody stays."""
    skus = by_code(given.code for _transfer, given in transfers)
    names = {name for _transfer, given in transfers for name in (given.source, given.target)}
    places = {one.name: one for one in Warehouse.objects.filter(name__in=names, status="open")}
    rows = Stock.objects.filter(sku__in=skus.values(), warehouse__in=places.values())
    ids = {(sku, place): pk for pk, sku, place in rows.values_list("id", "sku_id", "warehouse_id")}
    ledger, stocks = reserving.ledger_of(act.transaction), act.transaction.take(STOCK, sorted(ids.values()))
    for transfer, given in transfers:
        sku = skus.get(given.code)
        ends = [places.get(given.source), places.get(given.target)]
        if sku is None:
            transfers.refuse(transfer, _("没有商品 %(code)s：先新增这件商品。") % {"code": given.code})
            continue
        if lacking := [n for n, end in zip((given.source, given.target), ends, strict=True) if end is None]:
            transfers.refuse(transfer, _("没有在用的仓库“%(name)s”：先设立它。") % {"name": lacking[0]})
            continue
        if given.source == given.target:
            transfers.refuse(transfer, _("从哪个仓库到哪个仓库？写的是同一个。"))
            continue
        there = [stocks.get(ids.get((sku.id, end.id), 0)) for end in ends if end is not None]
        if None in there:
            name = (given.source, given.target)[there.index(None)]
            told = {"code": sku.code, "name": name}
            transfers.refuse(transfer, _("%(code)s 在“%(name)s”没有库存记录：先登记期初，没有货就写 0。") % told)
            continue
        source, target = (one for one in there if one is not None)
        if ledger.free(source) < given.pieces:
            transfers.refuse(transfer, not_enough(source, given.pieces, ledger.free(source), ledger.fresh))
            continue
        transfer.sku_id, transfer.source, transfer.target = sku.id, source, target
        transfer.pieces, transfer.unit_id, transfer.owner_id = given.pieces, target.unit_id, act.actor.person_id
        ledger.take(source, given.pieces)
        ledger.step("stock.move_out").add(source.id, pieces=given.pieces)
        ledger.step("stock.move_way").add(target.id, pieces=given.pieces)
    reserving.journal(act, ledger)


@command("transfer.receive", zh="调拨.收到", en="Receive", on=TRANSFER, input=Counted,
         leads={"status": ("sent", "received")},
         begins=lambda transfer: {"arrived": transfer.pieces}, primary=True)  # fmt: skip
def receive(transfers: Batch[Transfer, Counted], act: Act) -> None:
    """So many are here.  Where some are missing the transfer stays open until it is settled what became of them."""
    ledger = reserving.ledger_of(act.transaction)
    for transfer, given in transfers:
        if given.arrived > transfer.pieces:
            told = {"pieces": transfer.pieces}
            transfers.refuse(transfer, _("发出的只有 %(pieces)s 件：多出来的在库存里用“入库”记，写明来处。") % told)
            continue
        transfer.arrived = given.arrived
        if given.arrived < transfer.pieces:
            act.transaction.afterwards(partial(_short, act, transfer))
        if given.arrived:
            ledger.step("stock.move_in").add(transfer.target_id, pieces=given.arrived)
    reserving.journal(act, ledger)


def _short(act: Act, transfer: Transfer) -> None:
    act.transaction.do(actions["transfer.fall_short"], [Item(record=transfer)], actor=act.actor, checked=True)


@consequence(
    "transfer.fall_short", zh="调拨.少了", en="Fall short", on=TRANSFER, leads={"status": ("received", "short")}
)
def fall_short(transfers: Batch[Transfer, None], act: Act) -> None:
    """Fewer arrived than were sent."""


@command("transfer.settle", zh="调拨.了结差异", en="Settle the difference", on=TRANSFER, input=Settled,
         leads={"status": ("short", "settled")}, primary=True)  # fmt: skip
def settle(transfers: Batch[Transfer, Settled], act: Act) -> None:
    """Found: they come in here.  Never sent: they still lie where they were.  Lost: they are nowhere."""
    ledger = reserving.ledger_of(act.transaction)
    for transfer, given in transfers:
        missing = transfer.pieces - (transfer.arrived or 0)
        transfer.outcome = given.outcome
        if given.outcome == "found":
            ledger.step("stock.move_in").add(transfer.target_id, pieces=missing)
            continue
        ledger.step("stock.move_lost").add(transfer.target_id, pieces=missing)
        if given.outcome == "never_sent":
            ledger.step("stock.move_back").add(transfer.source_id, pieces=missing)
    reserving.journal(act, ledger)

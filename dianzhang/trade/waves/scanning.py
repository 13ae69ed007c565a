"""Pieces scanned into an order's box, one by one: what does not belong there is refused in words.

Every scan is an event of the order, the refused ones too.  The last piece makes the order checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from dianzhang.engine.access import Actor
from dianzhang.engine.act import must, perform
from dianzhang.engine.outcome import Act, Batch, Item, Outcome
from dianzhang.engine.personal import Carried
from dianzhang.engine.registry import actions, command

from ..models import Order, OrderLine
from ..states import ORDER
from .models import GOING, Scan, WaveOrder
from .sheets import contents

OPEN = {"fulfilment": "approved", "hold": "clear"}


class Scanned(BaseModel):
    """What the scanner read of an article, and how many of it."""

    code: str = Field(min_length=1, max_length=100, title="商品编码")
    pieces: int = Field(1, ge=1, le=9_999, title="件数")


class Missed(BaseModel):
    """What was scanned and does not belong there, and what was wrong with it."""

    code: str = Carried(..., min_length=1, max_length=100)
    wrong: str = Carried("", max_length=300)


@dataclass
class Line:
    """An article of an order's box: how many belong there, how many were scanned."""

    code: str
    name: str
    wanted: int
    scanned: int = 0

    @property
    def left(self) -> int:
        return self.wanted - self.scanned


def box(row: WaveOrder) -> dict[str, Line]:
    """What belongs into an order's box, by code."""
    found: dict[str, Line] = {}
    for _slot, code, title, spec, pieces in contents([row]).get(row.order_id, ()):
        found.setdefault(code, Line(code, f"{title} {spec}".strip(), 0)).wanted += pieces
    for scan in Scan.objects.filter(order=row.order_id):
        if scan.code in found:
            found[scan.code].scanned = scan.pieces
    return found


def place_of(order: int) -> WaveOrder | None:
    """Where an order stands in the wave that it goes with now."""
    return WaveOrder.objects.filter(order=order, state__in=GOING).select_related("wave", "order").first()


@command("order.scan", zh="订单.扫描", en="Scan a piece", on=ORDER, input=Scanned, requires=OPEN)
def scan(orders: Batch[Order, Scanned], act: Act) -> None:
    """A piece into the box; when all of it is there and nothing else, the order is checked."""
    for order, given in orders:
        row = place_of(order.id)
        if row is None:
            orders.refuse(order, _("这张订单不在拣货的波次里：先排进一个波次。"))
            continue
        lines = box(row)
        line = lines.get(_code(order, given.code, lines))
        if line is None:
            told = {"code": given.code, "number": order.number}
            orders.refuse(order, _("错货！%(code)s 不在订单 %(number)s 里，拿出来。") % told)
        elif given.pieces > line.left:
            said = {"code": line.code, "wanted": line.wanted, "scanned": line.scanned}
            orders.refuse(order, _("多了！%(code)s 只要 %(wanted)s 件，已经扫了 %(scanned)s 件。") % said)
        else:
            line.scanned += given.pieces
            _keep(order, line, act)
            if row.state == "in" and not any(one.left for one in lines.values()):
                act.transaction.afterwards(partial(_complete, order, act))


def _code(order: Order, read: str, lines: Mapping[str, Line]) -> str:
    """The code of ours that was read: our own, or the platform's for a line of this order."""
    by_letters = {code.casefold(): code for code in lines}
    if read.casefold() in by_letters:
        return by_letters[read.casefold()]
    rows = OrderLine.objects.filter(order=order.id, sku_code__iexact=read, sku__isnull=False)
    return rows.values_list("sku__code", flat=True).first() or ""


def _keep(order: Order, line: Line, act: Act) -> None:
    kept = Scan.objects.filter(order=order.id, code=line.code).first()
    if kept is None:
        act.add(Scan(order_id=order.id, code=line.code, pieces=line.scanned))
    else:
        kept.pieces = line.scanned
        act.change(kept)


def _complete(order: Order, act: Act) -> None:
    for outcome in act.transaction.do(actions["order.check"], [Item(record=order)], actor=act.actor, checked=True):
        must(outcome)


@command("order.misscan", zh="订单.扫错", en="Scanned what does not belong there", on=ORDER, input=Missed)
def misscan(orders: Batch[Order, Missed], act: Act) -> None:
    """It was refused; the journal knows how often that happens, and with what."""


@command("order.scan_anew", zh="订单.重新扫", en="Scan it anew", on=ORDER, requires=OPEN)
def scan_anew(orders: Batch[Order, None], act: Act) -> None:
    """The box is emptied and scanned from the beginning."""
    ids = [order.id for order, _nothing in orders]
    rows = {row.order_id: row for row in WaveOrder.objects.filter(order__in=ids, state__in=GOING)}
    emptied = empty(ids, act)
    for order, _nothing in orders:
        row = rows.get(order.id)
        if order.id not in emptied:
            orders.unchanged(order)
            continue
        if row is not None and row.state == "checked":
            row.state, row.checked_at, row.checked_by_id = "in", None, None
            act.change(row)


def empty(orders: Iterable[int], act: Act) -> set[int]:
    """Their boxes are empty: which of them were not."""
    scans = list(Scan.objects.filter(order__in=list(orders), pieces__gt=0))
    for one in scans:
        one.pieces = 0
        act.change(one)
    return {one.order_id for one in scans}


def read(actor: Actor, order: Order, code: str) -> Outcome:
    """What a scanner read, into the box of an order; what is refused is written down as refused."""
    outcome = perform("order.scan", Item(order.pk, data={"code": code}), actor)[0]
    if outcome.status == "refused" and not outcome.field_errors:
        perform("order.misscan", Item(order.pk, data={"code": code, "wrong": outcome.why[:300]}), actor)
    return outcome

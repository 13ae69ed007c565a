"""Counting what lies in a warehouse: a sheet, entered without seeing the books, its differences approved and booked."""

from __future__ import annotations

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pydantic import BaseModel, Field

from dianzhang.engine.moment import day_of
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.registry import command

from .. import reserving
from ..holding import not_enough
from ..models import CountLine, Stock, StockCount, Warehouse
from ..movements import bears
from ..states import COUNT, STOCK
from .stock import MOST

TOLD = 3


class Place(BaseModel):
    """The name of the warehouse."""

    warehouse: str = Field(min_length=1, max_length=80)


class Found(BaseModel):
    """An article's code, and how many pieces lie there."""

    code: str = Field(min_length=1, max_length=100)
    pieces: int = Field(ge=0, le=MOST)


@command("count.begin", zh="盘点.开始", en="Begin", on=COUNT, creates=True, input=Place)
def begin(counts: Batch[StockCount, Place], act: Act) -> None:
    """A sheet with every article that has a record in the warehouse; one at a time for each."""
    names = {given.warehouse for _count, given in counts}
    places = {one.name: one for one in Warehouse.objects.filter(name__in=names, status="open")}
    under_way = set(StockCount.objects.exclude(status__in=("booked", "dropped")).values_list("warehouse_id", flat=True))
    for count, given in counts:
        place = places.get(given.warehouse)
        if place is None:
            counts.refuse(count, _("没有在用的仓库“%(name)s”：先设立它。") % {"name": given.warehouse})
            continue
        if place.id in under_way:
            counts.refuse(count, _("“%(name)s”正在盘点：那一张盘完入账，或作废了，再开一张。") % {"name": place.name})
            continue
        stocks = list(Stock.objects.filter(warehouse=place).order_by("sku__code").values_list("id", flat=True))
        if not stocks:
            counts.refuse(count, _("“%(name)s”里没有库存记录，没有可盘的。") % {"name": place.name})
            continue
        under_way.add(place.id)
        count.warehouse, count.unit_id, count.owner_id = place, place.unit_id, act.actor.person_id
        count.lines, count.begun_on = len(stocks), day_of(act.at)
        for stock in stocks:
            act.add(CountLine(count_id=count.id, stock_id=stock))


@command("count.enter", zh="盘点.录入", en="Enter", on=COUNT, input=Found, requires={"status": "counting"}, beside=True,
         primary=True)  # fmt: skip
def enter(counts: Batch[StockCount, Found], act: Act) -> None:
    """What somebody found, once more if it was wrong.  The books of that moment are kept beside it, unseen."""
    lines = {
        (line.count_id, line.stock.sku.code): line
        for line in CountLine.objects.filter(
            count__in=[c.id for c, _given in counts], stock__sku__code__in=[g.code for _c, g in counts]
        ).select_related("stock__sku")
    }
    stocks = act.transaction.take(STOCK, sorted({line.stock_id for line in lines.values()}))
    for count, given in counts:
        line = lines.get((count.id, given.code))
        if line is None:
            told = {"code": given.code, "name": count.warehouse.name}
            counts.refuse(
                count, _("盘点单上没有 %(code)s：它在“%(name)s”没有库存记录，先登记期初 0，再盘下一张。") % told
            )
            continue
        count.entered += line.counted is None
        line.counted, line.book = given.pieces, stocks[line.stock_id].on_hand
        line.person_id, line.at = act.actor.person_id, act.at
        act.change(line)


@command("count.finish", zh="盘点.盘完", en="Finish counting", on=COUNT, leads={"status": ("counting", "counted")})
def finish(counts: Batch[StockCount, None], act: Act) -> None:
    """Every article of the sheet has a number: now the differences show."""
    for count, _nothing in counts:
        lines = CountLine.objects.filter(count_id=count.id)
        open_ones = lines.filter(counted=None).order_by("stock__sku__code")
        if left := open_ones.count():
            codes = _("、").join(open_ones.values_list("stock__sku__code", flat=True)[:TOLD])
            why = ngettext(
                "还有 %(count)s 件商品没有盘：%(codes)s。", "还有 %(count)s 件商品没有盘：%(codes)s 等。", left
            )
            counts.refuse(count, why % {"count": left, "codes": codes})
            continue
        count.differing = lines.exclude(counted=F("book")).count()


@command("count.recount", zh="盘点.重盘差异", en="Count the differences again", on=COUNT,
         leads={"status": ("counted", "counting")})  # fmt: skip
def recount(counts: Batch[StockCount, None], act: Act) -> None:
    """What differed is counted once more; what was right stays."""
    for count, _nothing in counts:
        for line in CountLine.objects.filter(count_id=count.id).exclude(counted=F("book")):
            line.counted = line.book = None
            act.change(line)
            count.entered -= 1
        count.differing = None


@command("count.book", zh="盘点.入账", en="Book", on=COUNT, leads={"status": ("counted", "booked")}, primary=True)
def book(counts: Batch[StockCount, None], act: Act) -> None:
    """The books follow what was found: each difference is a movement, on top of what moved since."""
    ledger = reserving.ledger_of(act.transaction)
    for count, _nothing in counts:
        lines = list(CountLine.objects.filter(count_id=count.id).order_by("stock_id"))
        wrong = [line for line in lines if line.counted != line.book]
        stocks = act.transaction.take(STOCK, [line.stock_id for line in wrong])
        changes = {line.stock_id: (line.counted or 0) - (line.book or 0) for line in wrong}
        held = [pk for pk, change in changes.items() if not bears(stocks[pk], {"on_hand": change})]
        if held:
            stock = stocks[held[0]]
            why = _("盘亏的有人占着，先释放再入账：") + not_enough(stock, -changes[held[0]], stock.free)
            counts.refuse(count, why)
            continue
        count.booked_on = day_of(act.at)
        for line in lines:
            line.booked_on = count.booked_on
            act.change(line)
        for pk, change in changes.items():
            ledger.step("stock.count").add(pk, change=change)
    reserving.journal(act, ledger)


@command("count.drop", zh="盘点.作废", en="Drop", on=COUNT, leads={"status": (("counting", "counted"), "dropped")})
def drop(counts: Batch[StockCount, None], act: Act) -> None:
    """Nothing of it is booked."""

"""What comes into the warehouse (陈默) and what is kept back (孟岩): ordered on Mondays, here on Thursdays."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

from dianzhang.engine.act import must, one, perform
from dianzhang.engine.outcome import Item
from dianzhang.goods.models import Stock

from .goods import ARTICLES, WAREHOUSE
from .world import World, clock

MONDAY, THURSDAY = 0, 3
CAMPAIGN, FAIR = "双十一", "家居展摊位"
LOW, AGAIN = 25, 40  # pieces to a weight: ordered again below the first, so many
KEPT, TAKEN = 6, 4  # pieces of the first articles set aside for the campaign, taken along to the fair


def plan(world: World, every: list[date]) -> None:
    """The weeks of the warehouse; something is kept back and something is out when the last day begins."""
    for day in every:
        if day.weekday() == MONDAY:
            world.agenda.do(clock(day, 9, 50), partial(_order_again, world))
            world.agenda.do(clock(day, 11, 5), partial(_draw_lines, world))
        if day.weekday() == THURSDAY:
            world.agenda.do(clock(day, 14, 20), partial(_receive, world))
    if len(every) > 1:
        world.agenda.do(clock(every[-2], 10, 15), partial(_keep_back, world))
        world.agenda.do(clock(every[-2], 16, 5), partial(_count, world))


def _order_again(world: World, at: datetime) -> None:
    """What runs low is on the way."""
    weights = {article.code: article.weight for article in ARTICLES}
    low = [s for s in Stock.objects.select_related("sku").order_by("id") if s.free + s.coming < LOW * weights[s.code]]
    items = [Item(s.pk, data={"pieces": AGAIN * weights[s.code], "reference": f"补货 {at:%m%d}"}) for s in low]
    for outcome in perform("stock.expect", items, world.people["chenmo"]):
        must(outcome)


def _draw_lines(world: World, at: datetime) -> None:
    """孟岩 works the warning lines out anew: three days until a delivery is here, four to spare."""
    data = {"days": 14, "lead_days": 3, "spare_days": 4}
    perform(
        "stock.work_out_line", [Item(s.pk, data=data) for s in Stock.objects.order_by("id")], world.people["mengyan"]
    )


def _receive(world: World, at: datetime) -> None:
    """All of it is here, but one piece of the first."""
    items = [
        Item(stock.pk, data={"pieces": stock.coming - (n == 0), "missing": int(n == 0)})
        for n, stock in enumerate(Stock.objects.filter(coming__gt=1).order_by("id"))
    ]
    for outcome in perform("stock.receive", items, world.people["chenmo"]):
        must(outcome)


def _count(world: World, at: datetime) -> None:
    """A first look at half of the shelves, one piece off: the rest is left for the last day."""
    count = must(one("count.begin", world.people["chenmo"], warehouse=WAREHOUSE))
    for n, stock in enumerate(Stock.objects.select_related("sku").order_by("id")[: len(ARTICLES) // 2]):
        must(one("count.enter", world.people["chenmo"], count.pk, code=stock.code, pieces=stock.on_hand + (n == 2)))


def _keep_back(world: World, at: datetime) -> None:
    """Pieces for the campaign, and a few for a stall at a fair: as far as they are there."""
    for stock in Stock.objects.order_by("id")[:3]:
        one("stock.put_aside", world.people["mengyan"], stock.pk, pieces=KEPT, purpose=CAMPAIGN)
        one("stock.draw", world.people["chenmo"], stock.pk, pieces=TAKEN, purpose=FAIR)

"""The warning line of a stock: worked out from what was sold, or set by hand; each says on what it rests."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.registry import command

from ..models import Stock
from ..states import STOCK
from ..warning import reorder_point, sold
from .stock import MOST


class Paced(BaseModel):
    """Over how many days the sales are counted, how many days a delivery takes, how many are kept in hand."""

    days: int = Field(30, ge=1, le=365, title="看近几天的出库")
    lead_days: int = Field(7, ge=0, le=365, title="到货要几天")
    spare_days: int = Field(3, ge=0, le=365, title="富余几天")


class Line(BaseModel):
    """So many pieces; nothing takes the line away.  Why: a campaign, a season, an article that ends."""

    line: int | None = Field(None, ge=0, le=MOST, title="预警线", description="不填就是不要预警线")
    reason: str = Field(min_length=1, max_length=200)


def paced_before(stock: Stock) -> dict[str, Any]:
    """The form as the line was worked out before."""
    told = {"days": stock.line_days, "lead_days": stock.lead_days, "spare_days": stock.spare_days}
    return {name: value for name, value in told.items() if value is not None}


@command(
    "stock.work_out_line", zh="库存.按销量定线", en="Work out the warning line", on=STOCK, input=Paced, beside=True,
    begins=paced_before,
)  # fmt: skip
def work_out_line(stocks: Batch[Stock, Paced], act: Act) -> None:
    """The warning line from what left the house: pieces a day, times the days until a delivery is here and to spare."""
    paces: dict[int, list[int]] = {}
    for stock, given in stocks:
        paces.setdefault(given.days, []).append(stock.id)
    gone = {days: sold(ids, act.at, days) for days, ids in paces.items()}
    for stock, given in stocks:
        pieces = gone[given.days].get(stock.id, 0)
        if not pieces:
            told = {"stock": str(stock), "days": given.days}
            stocks.refuse(stock, _("%(stock)s 近 %(days)s 天没有出库，算不出预警线：用“定预警线”填一个。") % told)
            continue
        stock.line = reorder_point(pieces, given.days, given.lead_days, given.spare_days)
        stock.line_sold, stock.line_days = pieces, given.days
        stock.lead_days, stock.spare_days = given.lead_days, given.spare_days


@command("stock.set_line", zh="库存.定预警线", en="Set the warning line", on=STOCK, input=Line, beside=True,
         begins=lambda stock: {"line": stock.line})  # fmt: skip
def set_line(stocks: Batch[Stock, Line], act: Act) -> None:
    """The warning line by hand, with the reason."""
    for stock, given in stocks:
        stock.line = given.line
        stock.line_sold = stock.line_days = None

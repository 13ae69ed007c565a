"""Figures of the market: entered with the day and the source, and withdrawn where they were wrong."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine.moment import day_of
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command
from dianzhang.engine.telling import write_down

from .models import MarketFigure
from .states import MARKET


class Figure(BaseModel):
    """A number that somebody read somewhere."""

    sort: Literal["size", "share", "keyword", "other"] = Kept(..., title="哪种数")
    about: str = Kept(..., min_length=1, max_length=80, title="说的是什么", description="哪个类目、哪个关键词")
    day: date = Kept(..., title="哪一天的")
    value: Decimal = Kept(..., ge=0, le=10**15, decimal_places=2, title="数")
    measured: Literal["yuan", "percent", "count"] = Kept(..., title="单位")
    source: str = Personal(..., min_length=1, max_length=200, title="从哪来", description="哪个报告、哪个页面")


class Why(BaseModel):
    reason: str = Personal(..., min_length=1, max_length=500)


@command("market_figure.enter", zh="市场数.填", en="Enter", on=MARKET, creates=True, input=Figure)
def enter(figures: Batch[MarketFigure, Figure], act: Act) -> None:
    """Kept with its source; the same one of the same day is withdrawn before it is entered anew."""
    for figure, given in figures:
        there = MarketFigure.objects.filter(sort=given.sort, about=given.about.strip(), day=given.day, status="entered")
        if given.day > day_of(act.at):
            figures.refuse(figure, _("%(day)s 还没有到。") % {"day": given.day})
        elif given.measured == "percent" and given.value > 100:
            figures.refuse(figure, _("百分数最多是 100。"))
        elif there.exists():
            figures.refuse(figure, _("这一天的这个数已经填过了：填错的先作废。"))
        else:
            figure.sort, figure.about, figure.day = given.sort, given.about.strip(), given.day
            figure.value, figure.measured, figure.source = given.value, given.measured, given.source.strip()
            figure.owner_id, figure.unit_id = act.actor.person_id, act.actor.unit_id


@command(
    "market_figure.withdraw", zh="市场数.作废", en="Withdraw", on=MARKET, leads={"status": ("entered", "withdrawn")},
    input=Why,
)  # fmt: skip
def withdraw(figures: Batch[MarketFigure, Why], act: Act) -> None:
    """It was wrong; it stays to be seen, and counts no more."""
    for figure, given in figures:
        write_down(act, MARKET, figure, given.reason)

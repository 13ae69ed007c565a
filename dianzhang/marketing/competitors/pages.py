"""The lists and pages of competitors' articles and of figures of the market."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from dianzhang.engine.access import Actor
from dianzhang.engine.organisation import organisation
from dianzhang.engine.pages import Column, Filter, ListPage, RecordPage, Section, View, show_list, show_record
from dianzhang.engine.words import word
from dianzhang.kernel.money import yuan
from dianzhang.ui.charts import Chart, Number, Series
from dianzhang.ui.wording import exact_money, percent, plain_number

from .comparing import compared
from .models import MarketFigure, Rival, RivalDay
from .states import ANSWERS, MARKET, MEASURED, PLATFORMS, RIVAL, SORTS

SHOWN = 60  # days of the page; the newest


def gap_said(share: Decimal | None) -> str:
    """比我们低 12.5%."""
    if share is None:
        return gettext("没有我们的价，比不了")
    if not share:
        return gettext("和我们一样")
    words = gettext("比我们低 %(share)s") if share > 0 else gettext("比我们高 %(share)s")
    return words % {"share": percent(abs(share))}


def side_by_side(rival: Rival, _actor: Actor) -> Mapping[str, Any] | None:
    """Their price and ours through time, the gap, the rank, promotions and what else was seen."""
    rows = list(RivalDay.objects.filter(rival_id=rival.pk).order_by("-day")[:SHOWN])[::-1]
    if not rows:
        return None
    found = compared(rival, rows)
    names = organisation().names
    labels = [f"{one.day:%m-%d}" for one in rows]
    series = [
        Series(gettext("对手价"), [yuan(one.price_cents) for one in rows], "late"),
        Series(gettext("我们的价"), [yuan(one.our_cents) if one.our_cents else None for one in rows], "act"),
    ]
    return {
        "said": gap_said(found.cheaper),
        "gap": found.gap,
        "chart": Chart(gettext("对手价和我们的价"), labels, series, write=_in_yuan),
        "rank": found.rank_moved,
        "days": [
            {
                "day": one.day, "price": yuan(one.price_cents), "ours": yuan(one.our_cents) if one.our_cents else None,
                "sold": one.sold, "rank": one.rank, "rating": one.rating, "promotion": one.promotion, "news": one.news,
                "source": one.source, "who": names.get(one.person_id or 0, ""),
            }
            for one in reversed(rows)
        ],
    }  # fmt: skip


def _in_yuan(value: Number) -> str:
    return exact_money(int(Decimal(str(value)) * 100))


def value_said(figure: MarketFigure) -> str:
    return f"{plain_number(figure.value)} {word(MEASURED[figure.measured])}"


_OURS = Column("sku", "我们的商品", show=lambda rival: rival.sku)
_OWNER = Column("owner", "谁看着", show=lambda rival: rival.owner, wide_only=True)
_NOW = (Column("price", number=True), Column("our_price", number=True), Column("cheaper", number=True))
show_list(
    ListPage(
        RIVAL,
        columns=(Column("title"), Column("seller"), Column("platform"), _OURS, *_NOW, Column("seen_on"), _OWNER),
        filters=(Filter("platform", "平台", PLATFORMS), Filter("status", "状态", RIVAL.axes[0].states),
                 Filter("answer", "应对", ANSWERS)),
        views=(View("watched", "在看", {"status": "watched"}),),
        related=("owner", "sku"),
        empty="这里是竞品：谁家的、卖多少、我们卖多少。每周看一遍记一次；对手便宜得多了，制度会提醒应对。",
        create="rival.add",
    )
)  # fmt: skip
show_record(
    RecordPage(
        RIVAL,
        facts=(Column("platform"), Column("link"), _OURS, *_NOW, Column("seen_on"), Column("answer"),
               Column("answered_at"), _OWNER),
        sections=(Section("放在一起看", "marketing/rival_days.html", side_by_side),),
        main_axes=("status",),
    )
)  # fmt: skip
show_list(
    ListPage(
        MARKET,
        columns=(
            Column("about"), Column("sort"), Column("day"), Column("value", show=value_said, number=True),
            Column("source", wide_only=True), Column("status", wide_only=True),
        ),
        filters=(Filter("sort", "哪种数", SORTS), Filter("status", "状态", MARKET.axes[0].states)),
        views=(View("entered", "现在的", {"status": "entered"}),),
        order=("-day", "-id"),
        empty="这里是市场的数：类目多大、我们占多少、关键词多少人搜。写明哪一天的、从哪来。",
        create="market_figure.enter",
    )
)  # fmt: skip
show_record(
    RecordPage(
        MARKET,
        facts=(
            Column("sort"), Column("day"), Column("value", show=value_said), Column("source"),
            Column("owner", "谁填的", show=lambda figure: figure.owner),
        ),
        main_axes=("status",),
    )
)  # fmt: skip

"""Competitors' articles and figures of the market as rules and pages know them."""

from __future__ import annotations

from django.db.models import Q

from dianzhang.engine.registry import Field, Subject
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from .models import MarketFigure, Rival

PLATFORMS = {
    "tmall": "天猫", "taobao": "淘宝", "jd": "京东", "pinduoduo": "拼多多", "douyin": "抖音", "xiaohongshu": "小红书",
    "kuaishou": "快手", "wechat": "微信小店", "other": "别的平台",
}  # fmt: skip
ANSWERS = {"follow": "跟着调价", "keep": "不跟", "promote": "加赠品或活动", "improve": "改页面或商品"}
SORTS = {"size": "市场规模", "share": "我们的份额", "keyword": "关键词搜索", "other": "别的"}
MEASURED = {"yuan": "元", "percent": "%", "count": "次、件、人"}

RIVAL = Subject(
    "rival",
    zh="竞品",
    model=Rival,
    en="Competitor",
    axes=(AxisWord("status", "状态", {"watched": "在看", "dropped": "不看了"}, "watched"),),
    fields=(
        Field("title", "竞品名称", Unit.TEXT, journal=False),
        Field("seller", "对手店铺", Unit.TEXT, journal=False),
        Field("platform", "平台", Unit.TEXT, choices=PLATFORMS),
        Field("link", "链接", Unit.TEXT, journal=False),
        Field("sku", "我们的商品", Unit.COUNT, attr="sku_id"),
        Field("price", "对手价", Unit.MONEY, attr="price_cents"),
        Field("our_price", "我们的价", Unit.MONEY, attr="our_cents"),
        Field("cheaper", "比我们低几成", Unit.RATIO),
        Field("seen_on", "最近看的日子", Unit.DATE),
        Field("answer", "应对", Unit.TEXT, choices=ANSWERS),
        Field("answered_at", "应对时间", Unit.TIME),
        Field("owner_id", "谁看着", Unit.COUNT),
    ),
    title=str,
    finds=("title", "seller"),
    unfinished=lambda: Q(status="watched"),
)
MARKET = Subject(
    "market_figure",
    zh="市场数",
    model=MarketFigure,
    en="Market figure",
    axes=(AxisWord("status", "状态", {"entered": "已填", "withdrawn": "作废"}, "entered"),),
    fields=(
        Field("sort", "哪种数", Unit.TEXT, choices=SORTS),
        Field("about", "说的是什么", Unit.TEXT),
        Field("day", "哪一天的", Unit.DATE),
        Field("value", "数", Unit.COUNT),
        Field("measured", "单位", Unit.TEXT, choices=MEASURED),
        Field("source", "从哪来", Unit.TEXT, journal=False),
        Field("owner_id", "谁填的", Unit.COUNT),
    ),
    title=str,
    finds=("about",),
)

"""What reports add up to, by the day that they tell of.  A day that no report tells has no value, which is not 0."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Avg, Case, CharField, Count, F, Q, Sum, Value, When
from django.db.models.functions import Cast, Coalesce, Concat
from django.db.models.lookups import Exact
from django.utils.translation import gettext_noop as _

from dianzhang.gateways.reports.scores import GOODS, LOGISTICS, SERVICE, WHOLE
from dianzhang.kernel.messages import Message
from dianzhang.kernel.units import Unit
from dianzhang.measure.catalogue import Address, Measure, Slice, declare

from .coverage import told, told_each
from .models import ContentFact, PromotionFact, ScoreFact, ServiceFact, TrafficFact

NOT_TOLD = Message("没有报表说这几天", "no report tells of these days")
_ADVERTISING, _VISITS = told("promotion"), told("traffic", "shop", everywhere=True)
_ALONE = Concat(Cast("shop_id", CharField()), Value("|"), F("scene"), output_field=CharField())


def _opens(family: str) -> Any:
    def address(of: Slice) -> Address:
        given: Mapping[str, Any] = {
            "family": family,
            "status": "taken",
            "from": of.first,
            "to": of.last,
            "shop": of.shop,
        }
        return Address("data_report", {name: str(value) for name, value in given.items() if value is not None})

    return address


def every(figure: str) -> Any:
    """The sum, where every row that cost something says the figure: else clicks of some would meet the cost of all."""
    silent = Count("pk", filter=Q(**{f"{figure}__isnull": True, "spend_cents__gt": 0}))
    return Case(When(Exact(silent, Value(0)), then=Sum(figure)))


def of_one_scene(figure: str) -> Any:
    """The sum, where each shop has one scene: several scenes claim the same order, so theirs are never added."""
    return Case(When(Exact(Count(_ALONE, distinct=True), Count("shop_id", distinct=True)), then=Sum(figure)))


def _advertising(name: str, zh: str, english: str, unit: Unit, value: Any, definition: str, **more: Any) -> None:
    declare(
        Measure(
            name, zh, unit, PromotionFact, value, day="day", shop="shop_id", unit_of="unit_id", where=Q(counts=True),
            english=english, definition=definition, opens=_opens("promotion"), told=_ADVERTISING,
            told_each=told_each("promotion"), unset=NOT_TOLD, **more,
        )
    )  # fmt: skip


def _traffic(name: str, zh: str, english: str, figure: str, definition: str, level: str = "shop", **more: Any) -> None:
    declare(
        Measure(
            name, zh, Unit.COUNT, TrafficFact, Sum(figure), day="day", shop="shop_id", unit_of="unit_id",
            where=Q(level=level), english=english, definition=definition, opens=_opens("traffic"),
            told=_VISITS if level == "shop" else told("traffic", level), told_each=told_each("traffic", level),
            unset=NOT_TOLD, **more,
        )
    )  # fmt: skip


def _service(
    name: str, zh: str, english: str, unit: Unit, value: Any, carries: tuple[str, str], definition: str, **more: Any
) -> None:
    """``carries``: the column that facts must have, and the report's figure that it comes from."""
    column, figure = carries
    declare(
        Measure(
            name, zh, unit, ServiceFact, value, day="day", shop="shop_id", unit_of="unit_id", person="person_id",
            where=Q(**{f"{column}__isnull": False}), whose="person", english=english, definition=definition,
            opens=_opens("service"), told=told("service", figure=figure), unset=NOT_TOLD, **more,
        )
    )  # fmt: skip


def _content(name: str, zh: str, english: str, unit: Unit, column: str, figure: str, definition: str) -> None:
    declare(
        Measure(
            name, zh, unit, ContentFact, Sum(column), day="day", shop="shop_id", unit_of="unit_id", english=english,
            where=Q(**{f"{column}__isnull": False}), definition=definition, opens=_opens("content"),
            told=told("content", figure=figure), unset=NOT_TOLD,
        )
    )  # fmt: skip


def _score(name: str, zh: str, english: str, component: str) -> None:
    declare(
        Measure(
            name, zh, Unit.POINTS, ScoreFact, Avg("score"), day="day", shop="shop_id", unit_of="unit_id",
            where=Q(component=component), kind="quantile", english=english, opens=_opens("score"),
            definition=_("平台每天给店铺的评分，照抄不重算；几天或几家店铺，取平均"),
        )
    )  # fmt: skip


_advertising(
    "promotion_spend", _("总推广费用"), "Promotion spend", Unit.MONEY, Sum("spend_cents"),
    _("按推广报表的日子，花在推广上的钱；两份报表说的是同一笔钱的只算一次"), better="lower",
)  # fmt: skip
_advertising(
    "promotion_shown", _("推广展现数"), "Promotion shown", Unit.COUNT, every("shown"),
    _("按推广报表的日子，广告被看见的次数"),
)  # fmt: skip
_advertising(
    "promotion_clicks", _("推广点击数"), "Promotion clicks", Unit.COUNT, every("clicks"),
    _("按推广报表的日子，广告被点的次数"),
)  # fmt: skip
_advertising(
    "promotion_conversions", _("推广转化数"), "Conversions", Unit.COUNT, Sum("conversions"),
    _("按推广报表的日子，平台记在广告上的转化；平台没有写的不计"), kind="distinct",
)  # fmt: skip
_advertising(
    "promotion_sales", _("推广成交额"), "Sales claimed by advertising", Unit.MONEY, of_one_scene("sales_cents"),
    _("按推广报表的日子，平台记在一个推广场景上的成交；几个场景会认同一张订单，所以不相加"), kind="distinct",
)  # fmt: skip
_traffic("visitors", _("总访客数"), "Visitors", "visitors", _("按日，店铺的访客，到昨天为止；一个人两天都来算两个"))
_traffic(
    "visitors_bounced", _("跳失访客数"), "Visitors bounced", "bounced",
    _("按日，只看了一页就走的访客"), better="lower",
)  # fmt: skip
_traffic("page_views", _("浏览量"), "Page views", "views", _("按日，店铺的页面被看的次数"))
_traffic("visitors_with_cart", _("加购人数"), "Visitors who filled a cart", "carts", _("按日，把商品放进购物车的访客"))
_traffic(
    "traffic_by_channel", _("各渠道引流总和"), "Traffic over all channels", "visitors",
    _("按日，各个来源带来的访客相加；从两个来源来的人算两个"), level="channel",
)  # fmt: skip
_service(
    "response_time", _("响应总时长"), "Response time", Unit.DURATION, Sum("response_seconds"),
    ("response_seconds", "response"), _("按客服报表的日子，平均响应时长乘接待会话数"), better="lower",
)  # fmt: skip
_service(
    "responses", _("响应次数"), "Responses", Unit.COUNT, Sum(Coalesce("sessions", "people")),
    ("response_seconds", "response"), _("按客服报表的日子，接待的会话；报表不写会话的，接待的人"),
)  # fmt: skip
_service(
    "desk_asked", _("询单人数"), "Buyers who asked", Unit.COUNT, Sum("asked"), ("asked", "asked"),
    _("按客服报表的日子，还没有买、来问的人"),
)  # fmt: skip
_service(
    "desk_buyers", _("询单支付人数"), "Buyers who asked and paid", Unit.COUNT, Sum("buyers"), ("asked", "asked"),
    _("按客服报表的日子，问过以后付了款的人"),
)  # fmt: skip
_service(
    "desk_sales", _("客服销售额"), "Sales of the help desk", Unit.MONEY, Sum("sales_cents"), ("sales_cents", "sales"),
    _("按客服报表的日子，平台记在客服身上的成交"),
)  # fmt: skip
_service(
    "desk_rated", _("客服评价数"), "Ratings of the help desk", Unit.COUNT, Sum("rated"), ("rated", "rated"),
    _("按客服报表的日子，买家给客服的有效评价"),
)  # fmt: skip
_service(
    "desk_rated_good", _("客服好评数"), "Good ratings of the help desk", Unit.COUNT, Sum("rated_good"),
    ("rated", "rated"), _("按客服报表的日子，买家给客服的有效好评"),
)  # fmt: skip
_content(
    "content_plays", _("内容播放量"), "Plays of content", Unit.COUNT, "plays", "plays",
    _("按内容数据表的日子，短视频、直播、图文被看的次数"),
)  # fmt: skip
_content(
    "content_visitors", _("内容引导访客"), "Visitors from content", Unit.COUNT, "visitors", "visitors",
    _("按内容数据表的日子，从内容进到店里的人"),
)  # fmt: skip
_content(
    "content_sales", _("内容引导成交额"), "Sales claimed by content", Unit.MONEY, "sales_cents", "sales",
    _("按内容数据表的日子，平台记在内容上的成交；推广也会认同一张订单，所以不和推广的相加"),
)  # fmt: skip
_score("store_score", _("店铺综合评分"), "Store score", WHOLE)
_score("store_score_goods", _("店铺描述评分"), "Store score for goods", GOODS)
_score("store_score_service", _("店铺服务评分"), "Store score for service", SERVICE)
_score("store_score_logistics", _("店铺物流评分"), "Store score for logistics", LOGISTICS)

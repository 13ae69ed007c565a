"""The review as rules and pages know it."""

from __future__ import annotations

from typing import Literal

from django.db.models import Q
from django.utils.translation import gettext

from dianzhang.customers.masking import masked_name
from dianzhang.engine.registry import Field, Subject
from dianzhang.gateways.reviews import ALARMING
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord, FormerWord

from .models import Review

Outcome = Literal["changed", "refunded", "resent", "explained", "unreachable", "unmoved"]

OUTCOMES = {
    "changed": "改评", "refunded": "退款", "resent": "补发换新", "explained": "解释回复", "unreachable": "无法联系",
    "unmoved": "谈不拢",
}  # fmt: skip
STARS = {"5": "五星", "4": "四星", "3": "三星", "2": "两星", "1": "一星"}
OPEN = ("open", "contacted")
FORMERLY = FormerWord("alarming", "带负面词", "text", ALARMING)  # which rulebooks of before may still say


def title(review: Review) -> str:
    """``一星 不锈钢保温杯``."""
    stars = STARS.get(str(review.rating))
    return f"{gettext(stars) if stars else ''} {review.item_title or review.item_code or review.number}".strip()


STATUS = AxisWord(
    "status",
    "跟进",
    {"none": "不用跟进", "open": "待联系", "contacted": "已联系", "settled": "有结果", "closed": "已回访"},
    "none",
)
QUALITY = AxisWord("quality", "质量反馈", {"none": "未转", "passed": "已转"}, "none")

REVIEW = Subject(
    "review",
    zh="评价",
    model=Review,
    en="Review",
    unfinished=lambda: Q(status__in=OPEN),
    axes=(STATUS, QUALITY),
    fields=(
        Field("shop", "店铺", Unit.COUNT, attr="shop_id"),
        Field("number", "评价编号", Unit.TEXT, ours=False),
        Field("order_number", "订单号", Unit.TEXT, ours=False),
        Field("item_code", "商品编码", Unit.TEXT, ours=False),
        Field("item_title", "商品", Unit.TEXT, ours=False, journal=False),
        Field("sku_id", "我们的商品", Unit.COUNT),
        Field("rating", "星级", Unit.COUNT, ours=False),
        Field("first_rating", "最初星级", Unit.COUNT, ours=False),
        Field("text", "评价内容", Unit.TEXT, ours=False, journal=False),
        Field(
            "buyer", "买家", Unit.TEXT, attr="buyer_name", personal=True, ours=False,
            mask=lambda review: masked_name(review.buyer_name),
        ),
        Field("reply", "店铺回复", Unit.TEXT, journal=False),
        Field("reviewed_at", "评价时间", Unit.TIME, ours=False),
        Field("reviewed_day", "评价日", Unit.DATE, journal=False),
        Field("contacted_at", "联系时间", Unit.TIME),
        Field("settled_at", "了结时间", Unit.TIME),
        Field("outcome", "结果", Unit.TEXT, choices=OUTCOMES),
        Field("ops_heard", "运营已收悉", Unit.TRUTH, default=False),
        Field("owner_id", "经办人", Unit.COUNT),
    ),
    title=title,
    former=(FORMERLY,),
)  # fmt: skip

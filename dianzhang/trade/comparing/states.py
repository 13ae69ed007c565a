"""A comparison and a difference as rules and pages know them."""

from __future__ import annotations

from django.db.models import Q

from dianzhang.engine.registry import Field, Subject
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from ..states import FULFILMENT, TOLD
from .models import Comparison, OrderDifference

KINDS = {
    "missing_here": "这里没有", "missing_there": "文件里没有", "total": "总额不同", "paid": "实付不同",
    "refund": "退款不同", "state": "发货状态不同", "address": "收货地址不同",
}  # fmt: skip
AMOUNTS = ("total", "paid", "refund")
THEIRS = TOLD | {"waiting": TOLD["unshipped"]}  # a platform has not reviewed: it waits to be sent
ENDED = {"file": "后来的文件里没有了", "agrees": "这里已经一样"}

COMPARISON = Subject(
    "comparison",
    zh="平台对账",
    model=Comparison,
    en="Comparison",
    axes=(),
    fields=(
        Field("name", "文件", Unit.TEXT),
        Field("shop", "店铺", Unit.COUNT, attr="shop_id"),
        Field("digest", "内容指纹", Unit.TEXT),
        Field("theirs", "文件里的订单", Unit.COUNT, ours=False),
        Field("same", "对得上的", Unit.COUNT, ours=False),
        Field("found", "差异", Unit.COUNT, ours=False),
        Field("opened", "新的差异", Unit.COUNT, ours=False),
        Field("gone", "消了的差异", Unit.COUNT, ours=False),
        Field("beyond", "没有列的差异", Unit.COUNT, ours=False),
        Field("unread", "读不了的行", Unit.COUNT, ours=False),
        Field("times", "对过几次", Unit.COUNT, ours=False),
        Field("first_day", "从哪天", Unit.DATE, ours=False),
        Field("last_day", "到哪天", Unit.DATE, ours=False),
        Field("compared_at", "对账时间", Unit.TIME, ours=False),
        Field("owner_id", "谁对的", Unit.COUNT, ours=False),
    ),
    title=lambda one: one.name,
)

STATUS = AxisWord(
    "status",
    "了结",
    {"open": "待了结", "taken": "照平台改了", "kept": "以这里为准", "entered": "订单补进了", "gone": "自己消了"},
    "open",
)
DIFFERENCE = Subject(
    "order_difference",
    zh="订单差异",
    model=OrderDifference,
    en="Order difference",
    unfinished=lambda: Q(status="open"),
    axes=(STATUS,),
    fields=(
        Field("number", "单号", Unit.TEXT),
        Field("shop", "店铺", Unit.COUNT, attr="shop_id"),
        Field("kind", "哪里不同", Unit.TEXT, choices=KINDS),
        Field("day", "下单日", Unit.DATE),
        Field("theirs", "平台的金额", Unit.MONEY, attr="theirs_cents"),
        Field("ours", "这里的金额", Unit.MONEY, attr="ours_cents"),
        Field("theirs_word", "平台的状态", Unit.TEXT, choices=THEIRS),
        Field("ours_word", "这里的状态", Unit.TEXT, choices=FULFILMENT.states),
        Field("told_at", "平台说的时间", Unit.TIME),
        Field("order_id", "订单", Unit.COUNT),
        Field("comparison_id", "平台对账", Unit.COUNT),
        Field("ended", "怎么消的", Unit.TEXT, choices=ENDED),
    ),
    title=lambda one: one.number,
)

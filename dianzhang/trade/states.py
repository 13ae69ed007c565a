"""The order as rules and pages know it: its state axes and fields, the platform's and ours kept apart."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from dianzhang.customers.masking import masked_address, masked_name, masked_phone
from dianzhang.engine.registry import Field, Subject
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import UNKNOWN, AxisWord

from .models import Order

CONTACT = {"confirmed": "确认无误", "changed": "已改信息", "wants_cancel": "要求取消", "unreachable": "联系不上"}

# Completed is what the buyer has; of what is closed a platform does not say whether it was sold, called off or lost.
TOLD = {
    "unshipped": "未发货", "shipped": "已发货", "delivered": "已签收", "completed": "已完成", "closed": "已结束",
}  # fmt: skip
OVER = ("delivered", "completed", "closed")  # what a platform says of an order that needs nobody on its way any more


def has_it(told: str | None, arrived_at: datetime | None) -> bool:
    """Whether a platform says that the buyer has it: by its word, or by when it came.  Closed alone does not say so."""
    return told in ("delivered", "completed") or (told == "closed" and arrived_at is not None)


PAYMENT = AxisWord(
    "payment",
    "付款",
    {
        UNKNOWN: "未知", "unpaid": "未付款", "paid": "已付款", "part_refunded": "部分退款", "refunded": "全额退款",
        "cancelled": "已取消",
    },
    "unpaid",
    ours=False,
)  # fmt: skip
FULFILMENT = AxisWord(
    "fulfilment",
    "履约",
    {
        UNKNOWN: "未知", "waiting": "待审核", "approved": "待发货", "shipped": "已发货", "delivered": "已签收",
        "closed": "已完成", "cancelled": "已取消",
    },
    "waiting",
)  # fmt: skip
AFTERSALE = AxisWord(
    "aftersale",
    "售后",
    {UNKNOWN: "未知", "none": "无售后", "asked": "退款申请中", "refunded": "已退款"},
    "none",
    ours=False,
)
HOLD = AxisWord("hold", "挂起", {"clear": "未挂起", "held": "已挂起"}, "clear")
GOODS = AxisWord("goods", "商品对照", {"clear": "无待对照", "unmapped": "待对照"}, "clear")
PACKING = AxisWord(
    "packing", "装箱", {"whole": "单独一个包裹", "split": "拆成几个包裹", "merged": "和别的订单一起"}, "whole"
)
FLAGS = {"1": "红旗", "2": "黄旗", "3": "绿旗", "4": "蓝旗", "5": "紫旗"}  # numbered as Taobao does
MARKS = {"presale": "预售", "in_parts": "部分发货", "oversold": "超卖"}


def _masked_address(order: Order) -> str:
    to = order.receiver
    return masked_address(to.province, to.city, to.district + to.address) if to else ""


ORDER = Subject(
    "order",
    zh="订单",
    model=Order,
    en="Order",
    unfinished=lambda: Q(fulfilment__in=("waiting", "approved", "shipped")),
    stake="total",
    axes=(PAYMENT, FULFILMENT, AFTERSALE, HOLD, GOODS, PACKING),
    fields=(
        Field("number", "单号", Unit.TEXT, ours=False),
        Field("total", "总额", Unit.MONEY, attr="total_cents", ours=False),
        Field("paid_amount", "实付金额", Unit.MONEY, attr="paid_cents", ours=False),
        Field("refunded_amount", "已退金额", Unit.MONEY, attr="refunded_cents", ours=False),
        Field("currency", "币种", Unit.TEXT, ours=False),
        Field("quantity", "件数", Unit.COUNT, ours=False),
        Field("placed_at", "下单时间", Unit.TIME, ours=False),
        Field("placed_day", "下单日", Unit.DATE, ours=False, journal=False),
        Field("paid_at", "付款时间", Unit.TIME, ours=False),
        Field("paid_day", "付款日", Unit.DATE, ours=False, journal=False),
        Field("known_at", "得知时间", Unit.TIME, ours=False),
        Field("promised_at", "承诺发货时间", Unit.TIME, ours=False),
        Field("carried_at", "平台交件时间", Unit.TIME, ours=False),
        Field("carried_day", "平台交件日", Unit.DATE, ours=False, journal=False),
        Field("arrived_at", "平台送达时间", Unit.TIME, ours=False),
        Field("arrived_day", "平台送达日", Unit.DATE, ours=False, journal=False),
        Field("deliver_by", "承诺送达时间", Unit.TIME, ours=False),
        Field("told_fulfilment", "平台发货状态", Unit.TEXT, ours=False, choices=TOLD),
        Field("province", "省份", Unit.TEXT, ours=False),
        Field("address_complete", "地址完整", Unit.TRUTH, ours=False),
        Field("missing", "缺少", Unit.TEXT, ours=False),
        Field("below_floor", "低于底价", Unit.TRUTH, ours=False),
        Field("presale", "预售", Unit.TRUTH, default=False),
        Field("in_parts", "部分发货", Unit.TRUTH, default=False),
        Field("oversold", "超卖", Unit.TRUTH, default=False),
        Field("brushing", "疑似刷单", Unit.TRUTH, default=False),
        Field("gifts", "赠品", Unit.TEXT),
        Field("unmapped", "待对照行数", Unit.COUNT, ours=False),
        Field("contacted", "已联系", Unit.TRUTH, default=False),
        Field("contact_outcome", "联系结果", Unit.TEXT, choices=CONTACT),
        Field("readdressed", "改过地址", Unit.TRUTH, default=False),
        Field("urged_shipping", "催发货次数", Unit.COUNT, default=0),
        Field("urged_delivery", "催物流次数", Unit.COUNT, default=0),
        Field("urged_at", "催单时间", Unit.TIME),
        Field("flag", "旗帜", Unit.COUNT),
        Field("remark", "卖家备注", Unit.TEXT, journal=False),
        Field("owner", "经办人", Unit.COUNT, attr="owner_id"),
        Field("buyer", "买家", Unit.COUNT, attr="buyer_id", ours=False),
        Field("receiver", "收货人", Unit.COUNT, attr="receiver_id", ours=False),
        Field(
            "buyer_name", "买家姓名", Unit.TEXT, personal=True, ours=False,
            mask=lambda order: masked_name(order.buyer_name), needs=("buyer",),
        ),
        Field(
            "phone", "买家电话", Unit.TEXT, personal=True, ours=False, mask=lambda order: masked_phone(order.phone),
            needs=("receiver",),
        ),
        Field("address", "收货地址", Unit.TEXT, personal=True, ours=False, mask=_masked_address, needs=("receiver",)),
        Field("cost", "成本", Unit.MONEY, attr="cost_of_lines", secret=True, journal=False, needs=("lines",)),
    ),
    title=lambda order: order.number,
)  # fmt: skip

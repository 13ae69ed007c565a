"""The case as rules and pages know it: its kinds, causes, states and fields."""

from __future__ import annotations

from typing import Literal

from django.db.models import Q
from django.utils.translation import gettext

from dianzhang.engine.registry import Field, Subject
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from .models import Aftersale, Returned

Kind = Literal["refund", "return", "exchange", "repair", "resend", "intercept", "difference", "payment"]
Cause = Literal[
    "quality", "damaged", "wrong", "missing", "mismatch", "unwanted", "late", "lost", "price", "refused", "other"
]

KINDS = {
    "refund": "仅退款", "return": "退货退款", "exchange": "换货", "repair": "维修", "resend": "补寄",
    "intercept": "拦截拒收", "difference": "退差价", "payment": "小额打款",
}  # fmt: skip
CAUSES = {
    "quality": "质量问题", "damaged": "运输破损", "wrong": "发错货", "missing": "少件漏发", "mismatch": "与描述不符",
    "unwanted": "不想要了", "late": "迟迟没有到", "lost": "快递丢件", "price": "价格变动", "refused": "买家拒收",
    "other": "其他",
}  # fmt: skip
OUTCOMES = {"resellable": "完好", "damaged": "损坏", "wrong": "不符", "missing": "缺少"}
RULINGS = {"buyer": "支持买家", "shop": "支持商家", "shared": "各担一半"}

BACK = frozenset({"return", "exchange", "repair", "intercept"})  # goods come back
MENDED = frozenset({"repair"})  # what comes back stays the buyer's
LENT = frozenset({"exchange", "repair"})  # and go out again, so that the pieces may come back once more
MONEY = frozenset({"refund", "return", "intercept", "difference", "payment"})
ANEW = frozenset({"exchange", "repair", "resend"})  # something is sent to the buyer
OPEN = ("asked", "agreed", "sent", "received")


def title(case: Aftersale) -> str:
    """``售后单 #12 换货``."""
    kind = KINDS.get(case.kind)
    return f"{gettext('售后单')} #{case.id} {gettext(kind) if kind else ''}".strip()


STATUS = AxisWord(
    "status",
    "办理",
    {
        "asked": "待答复", "agreed": "已同意", "sent": "买家已寄回", "received": "已验货", "settled": "已办妥",
        "declined": "已拒绝", "closed": "已结案", "withdrawn": "已撤销",
    },
    "asked",
)  # fmt: skip
DISPUTE = AxisWord("dispute", "平台介入", {"none": "未介入", "open": "介入中", "ruled": "已裁定"}, "none", ours=False)
QUALITY = AxisWord("quality", "质量反馈", {"none": "未转", "passed": "已转"}, "none")

AFTERSALE = Subject(
    "aftersale",
    zh="售后单",
    model=Aftersale,
    en="After-sales case",
    unfinished=lambda: ~Q(status__in=("closed", "withdrawn")),
    stake="amount",
    axes=(STATUS, DISPUTE, QUALITY),
    fields=(
        Field("number", "售后单号", Unit.TEXT, ours=False),
        Field("order_id", "订单", Unit.COUNT),
        Field("kind", "类型", Unit.TEXT, choices=KINDS),
        Field("cause", "原因", Unit.TEXT, choices=CAUSES),
        Field("amount", "金额", Unit.MONEY, attr="amount_cents"),
        Field("refunded", "已退金额", Unit.MONEY, attr="refunded_cents", ours=False),
        Field("demand", "诉求", Unit.TEXT, personal=True),
        Field("asked_at", "申请时间", Unit.TIME),
        Field("asked_day", "申请日", Unit.DATE, journal=False),
        Field("times_out_at", "平台时限", Unit.TIME, ours=False),
        Field("consulted", "已协商", Unit.TRUTH, default=False),
        Field("stock_verified", "已核库存", Unit.TRUTH, default=False),
        Field("answered_at", "答复时间", Unit.TIME),
        Field("received_at", "验货时间", Unit.TIME),
        Field("settled_at", "办妥时间", Unit.TIME, ours=False),
        Field("told_at", "告知时间", Unit.TIME),
        Field("evidence_until", "举证期限", Unit.TIME, ours=False),
        Field("ruling", "裁定", Unit.TEXT, choices=RULINGS, ours=False),
        Field("ops_heard", "运营已收悉", Unit.TRUTH, default=False),
        Field("control_heard", "品控已收悉", Unit.TRUTH, default=False),
        Field("owner_id", "经办人", Unit.COUNT),
    ),
    title=title,
)  # fmt: skip

RETURNED = Subject(
    "returned",
    zh="无单退件",
    model=Returned,
    en="Parcel without a case",
    unfinished=lambda: Q(status="loose"),
    axes=(
        AxisWord(
            "status", "状态", {"loose": "待认领", "matched": "已对上", "sent_away": "已退回寄件人"}, "loose",
        ),
    ),
    fields=(
        Field("carrier", "承运商", Unit.TEXT, journal=False),
        Field("waybill", "运单号", Unit.TEXT, journal=False),
        Field("contents", "里面有什么", Unit.TEXT, personal=True),
        Field("came_at", "收到时间", Unit.TIME),
        Field("aftersale_id", "售后单", Unit.COUNT),
        Field("owner_id", "经办人", Unit.COUNT),
    ),
    title=str,
)  # fmt: skip

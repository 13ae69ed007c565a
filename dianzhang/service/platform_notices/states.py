"""The platform's notice as rules and pages know it: its kinds, states and fields."""

from __future__ import annotations

from typing import Literal

from django.db.models import Q
from django.utils.translation import gettext

from dianzhang.engine.registry import Field, Subject
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from .models import PlatformNotice

Kind = Literal["points", "takedown", "campaign", "papers", "rights", "rules", "other"]

KINDS = {
    "points": "违规扣分", "takedown": "商品下架整改", "campaign": "活动规则", "papers": "资质到期",
    "rights": "知识产权投诉", "rules": "规则变更", "other": "其他",
}  # fmt: skip
OPEN = ("received", "read", "answered", "appealed")
UNANSWERED = ("received", "read")


def title(notice: PlatformNotice) -> str:
    """``违规扣分：标题与商品不符``."""
    kind = KINDS.get(notice.kind)
    return f"{gettext(kind) if kind else ''}：{notice.title}" if notice.title else gettext("平台通知")


STATUS = AxisWord(
    "status",
    "办理",
    {"received": "待确认", "read": "处理中", "answered": "已答复", "appealed": "申诉中", "closed": "已结案"},
    "received",
)
OUTCOME = AxisWord(
    "outcome",
    "平台结果",
    {"pending": "未定", "upheld": "维持", "rescinded": "撤销", "penalised": "处罚"},
    "pending",
    ours=False,
)

NOTICE = Subject(
    "platform_notice",
    zh="平台通知",
    model=PlatformNotice,
    en="Platform notice",
    unfinished=lambda: ~Q(status="closed"),
    stake="fine",
    axes=(STATUS, OUTCOME),
    fields=(
        Field("shop", "店铺", Unit.COUNT, attr="shop_id"),
        Field("number", "平台编号", Unit.TEXT, ours=False),
        Field("kind", "类型", Unit.TEXT, choices=KINDS),
        Field("title", "标题", Unit.TEXT, journal=False, ours=False),
        Field("text", "内容", Unit.TEXT, journal=False, ours=False),
        Field("goods", "涉及商品", Unit.TEXT, journal=False, ours=False),
        Field("points", "可能扣分", Unit.POINTS, ours=False),
        Field("fine", "可能罚款", Unit.MONEY, attr="fine_cents", ours=False),
        Field("lost_points", "实际扣分", Unit.POINTS, ours=False),
        Field("lost", "实际罚款", Unit.MONEY, attr="lost_cents", ours=False),
        Field("received_at", "收到时间", Unit.TIME),
        Field("received_day", "收到日", Unit.DATE, journal=False),
        Field("due_at", "平台时限", Unit.TIME, ours=False),
        Field("read_at", "确认时间", Unit.TIME),
        Field("answered_at", "答复时间", Unit.TIME),
        Field("appealed_at", "申诉时间", Unit.TIME),
        Field("decided_at", "平台定下时间", Unit.TIME, ours=False),
        Field("closed_at", "结案时间", Unit.TIME),
        Field("lesson", "教训", Unit.TEXT, journal=False),
        Field("owner_id", "经办人", Unit.COUNT),
    ),
    title=title,
)  # fmt: skip

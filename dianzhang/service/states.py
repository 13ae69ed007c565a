"""What a complaint is called and which states it knows."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext

from dianzhang.engine.registry import Field, Subject
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from .models import Complaint

KINDS = {
    "quality": "质量", "logistics": "物流", "service": "服务", "refund": "退款", "description": "描述不符",
    "other": "其他",
}  # fmt: skip


def title(complaint: Complaint) -> str:
    """``客诉 #12 质量``."""
    kind = KINDS.get(complaint.kind)
    return f"{gettext('客诉')} #{complaint.id} {gettext(kind) if kind else ''}".strip()


COMPLAINT = Subject(
    "complaint",
    zh="客诉",
    model=Complaint,
    en="Complaint",
    unfinished=lambda: ~Q(status="resolved"),
    stake="amount",
    axes=(
        AxisWord(
            "status", "处理",
            {"open": "处理中", "escalated": "已上报", "planned": "已给方案", "resolved": "已解决"}, "open",
        ),
    ),
    fields=(
        Field("kind", "类别", Unit.TEXT, choices=KINDS),
        Field("amount", "涉及金额", Unit.MONEY, attr="amount_cents"),
        Field("demand", "诉求", Unit.TEXT, personal=True),
        Field("order_id", "订单", Unit.COUNT),
        Field("owner_id", "经办人", Unit.COUNT),
    ),
    title=title,
)  # fmt: skip

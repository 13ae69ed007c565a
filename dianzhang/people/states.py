"""What a leave request is called and which states it knows."""

from __future__ import annotations

from django.utils.translation import gettext

from dianzhang.engine.organisation import organisation
from dianzhang.engine.registry import Field, Subject
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from .models import LeaveRequest

KINDS = {"personal": "事假", "sick": "病假", "annual": "年假"}


def title(leave: LeaveRequest) -> str:
    """``苏禾 事假 11月23日–24日``."""
    who = organisation().names.get(leave.owner_id or 0, "")
    days = _day(leave.first_day)
    if leave.last_day != leave.first_day:
        days += f"–{_day(leave.last_day)}"
    kind = KINDS.get(leave.kind)
    return f"{who} {gettext(kind) if kind else ''} {days}".strip()


def _day(day: object) -> str:
    return f"{day:%m-%d}" if day else ""


LEAVE = Subject(
    "leave",
    zh="请假",
    model=LeaveRequest,
    en="Leave",
    axes=(
        AxisWord(
            "status", "状态",
            {"draft": "草稿", "granted": "已准", "cancelled": "已撤销", "ended": "已销假"}, "draft",
        ),
    ),
    fields=(
        Field("kind", "假别", Unit.TEXT, choices=KINDS),
        Field("first_day", "开始日", Unit.DATE),
        Field("last_day", "结束日", Unit.DATE),
        Field("days", "天数", Unit.COUNT),
    ),
    title=title,
)  # fmt: skip

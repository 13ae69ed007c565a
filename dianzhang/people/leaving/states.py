"""What a leaving is called and which states it knows."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext

from dianzhang.engine.organisation import organisation
from dianzhang.engine.registry import Field, Subject
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from ..models import Leaving

KINDS = {"leave": "离职", "move": "调岗"}
WHAT = {
    "log_in": "登录", "session": "登录中的设备", "token": "接口令牌", "account": "账号收回", "shared": "共用密码",
    "webhook": "推送", "work": "手上的事", "answers": "等他批的", "asked": "他申请的", "post": "岗位",
    "begun": "新岗位", "taken_on": "他认领的", "feed": "日历订阅",
}  # fmt: skip


def title(leaving: Leaving) -> str:
    """``离职 周可 11-21``."""
    who = organisation().names.get(leaving.person_id or 0, "")
    day = f"{leaving.day:%m-%d}" if leaving.day else ""
    return f"{gettext(KINDS.get(leaving.kind, ''))} {who} {day}".strip()


LEAVING = Subject(
    "leaving",
    zh="离岗交接",
    model=Leaving,
    en="Leaving",
    axes=(AxisWord("status", "状态", {"switched": "已收回", "done": "已交清", "undone": "已恢复"}, "switched"),),
    fields=(
        Field("kind", "类别", Unit.TEXT, choices=KINDS),
        Field("day", "离岗日", Unit.DATE),
        Field("person_id", "离岗的人", Unit.COUNT),
        Field("successor_id", "接手人", Unit.COUNT),
        Field("owner_id", "经办人", Unit.COUNT),
    ),
    title=title,
    unfinished=lambda: Q(status="switched"),
)

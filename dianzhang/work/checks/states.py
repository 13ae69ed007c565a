"""What checklists and rounds are called and which states they know."""

from __future__ import annotations

from django.db.models import Q

from dianzhang.engine.access import Actor
from dianzhang.engine.moment import HOME
from dianzhang.engine.registry import Field, Subject
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from ..models import Checklist, Round

PLACES = {"shop": "店铺", "warehouse": "仓库", "office": "办公室", "other": "别处"}

CHECKLIST = Subject(
    "checklist",
    zh="检查表",
    model=Checklist,
    en="Checklist",
    axes=(AxisWord("status", "状态", {"in_use": "在用", "retired": "停用"}, "in_use"),),
    fields=(
        Field("name", "表名", Unit.TEXT),
        Field("place", "地方", Unit.TEXT, choices=PLACES),
        Field("text", "查哪几样", Unit.TEXT, journal=False),
    ),
    title=lambda checklist: checklist.name,
    finds=("name",),
)


def title_of(round_: Round) -> str:
    """``开店检查 10-12 08:50``."""
    return f"{round_.name} {round_.began_at.astimezone(HOME):%m-%d %H:%M}"


def concerned(actor: Actor) -> Q:
    """One's own."""
    return Q(owner_id=actor.person_id, owner_id__isnull=False)


ROUND = Subject(
    "round",
    zh="检查单",
    model=Round,
    en="Round",
    axes=(AxisWord("status", "状态", {"begun": "在查", "done": "查完了", "dropped": "不查了"}, "begun"),),
    fields=(
        Field("name", "表名", Unit.TEXT),
        Field("place", "地方", Unit.TEXT, choices=PLACES),
        Field("lines_all", "项数", Unit.COUNT, default=0),
        Field("lines_open", "没看的项数", Unit.COUNT, default=0),
        Field("lines_bad", "有问题的项数", Unit.COUNT, default=0),
        Field("began_at", "开始时间", Unit.TIME),
        Field("ended_at", "结束时间", Unit.TIME),
        Field("owner_id", "检查人", Unit.COUNT),
    ),
    title=title_of,
    concerned=concerned,
)

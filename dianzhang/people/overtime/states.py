"""What overtime is called and which states it knows, who confirms it and whom it concerns."""

from __future__ import annotations

from django.db.models import Q

from dianzhang.engine.access import Actor
from dianzhang.engine.organisation import organisation
from dianzhang.engine.registry import Field, Subject
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from .models import Overtime

GROUNDS = {
    "assigned": "领导临时安排", "tight": "工期紧，领导建议加班", "own": "自己要求加班", "late": "自己没有按时做完",
}  # fmt: skip
SORTS = {"workday": "工作日", "restday": "休息日", "holiday": "法定节假日", "unsure": "放假日，法定与否待定"}
SOURCES = {"journal": "系统看到下班后有操作", "applied": "事先申请"}


def title(overtime: Overtime) -> str:
    """``周可 加班 11-20``."""
    who = organisation().names.get(overtime.person_id or 0, "")
    return f"{who} {overtime.day:%m-%d}".strip()


def confirmers(overtime: Overtime) -> tuple[int, ...]:
    """Who confirms it: whoever answers for the post above, never the person; a department of one confirms its own."""
    org = organisation()
    found = org.answering(overtime.post, overtime.person_id).persons
    if not found and len(org.posts_of) < 2 and overtime.person_id is not None:
        return (overtime.person_id,)
    return found


def confirms(overtime: Overtime, actor: Actor) -> bool:
    return actor.person_id is not None and actor.person_id in confirmers(overtime)


def confirmed_by(actor: Actor) -> Q:
    """Overtime that someone confirms: ``confirmers`` said in columns."""
    if actor.person_id is None:
        return Q(pk__in=[])
    org = organisation()
    if len(org.posts_of) < 2:
        return Q(pk__isnull=False)
    always, instead = org.answers_for(actor.person_id)
    found = Q(post__in=sorted(always))
    for person, posts in instead.items():
        found |= Q(post__in=sorted(posts), person_id=person)
    return found & ~Q(person_id=actor.person_id)


def concerned(actor: Actor) -> Q:
    """One's own, and what one confirms."""
    if actor.person_id is None:
        return Q(pk__in=[])
    return Q(person_id=actor.person_id) | Q(owner_id=actor.person_id) | confirmed_by(actor)


OVERTIME = Subject(
    "overtime",
    zh="加班",
    model=Overtime,
    unfinished=lambda: Q(status="stated"),
    en="Overtime",
    axes=(
        AxisWord(
            "status", "状态",
            {
                "draft": "未申请", "granted": "已准", "asked": "待说明", "stated": "待确认", "confirmed": "已确认",
                "refused": "不算加班", "denied": "本人说不是", "cancelled": "已撤销",
            },
            "draft",
        ),
    ),
    fields=(
        Field("day", "日子", Unit.DATE),
        Field("starts_at", "开始时间", Unit.TIME),
        Field("ends_at", "结束时间", Unit.TIME),
        Field("minutes", "分钟数", Unit.COUNT, default=0),
        Field("sort", "哪种日子", Unit.TEXT, choices=SORTS),
        Field("source", "从哪里来", Unit.TEXT, choices=SOURCES),
        Field("acts", "操作次数", Unit.COUNT, default=0),
        Field("ground", "缘由", Unit.TEXT, choices=GROUNDS),
        Field("important", "重要工作", Unit.TRUTH, default=False),
        Field("by_id", "谁安排的", Unit.COUNT),
        Field("post", "确认岗位", Unit.TEXT),
        Field("counted_seconds", "计入秒数", Unit.COUNT),
        Field("over", "超过法定上限", Unit.TRUTH, default=False),
        Field("asked_at", "问起时间", Unit.TIME),
        Field("stated_at", "说明时间", Unit.TIME),
        Field("settled_at", "了结时间", Unit.TIME),
        Field("person_id", "加班的人", Unit.COUNT),
        Field("owner_id", "现在归谁", Unit.COUNT),
    ),
    title=title,
    concerned=concerned,
    everybody=True,
)  # fmt: skip

"""What an obstacle is called and which states it knows, and whom it concerns."""

from __future__ import annotations

from django.db.models import Q

from dianzhang.engine.access import Actor
from dianzhang.engine.registry import Field, Subject
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from ..models import Obstacle, Task
from ..raci import with_part

TITLE = 40  # letters of what it says that name it


def title_of(obstacle: Obstacle) -> str:
    """The first line of what it says, cut."""
    line = (obstacle.text.splitlines() or [""])[0]
    return line if len(line) <= TITLE else f"{line[:TITLE]}…"


def concerned(actor: Actor) -> Q:
    """Whom it needs or needed, who reported it, and who has a part in the task."""
    me = actor.person_id
    if me is None:
        return Q(pk__in=[])
    part = Task.objects.filter(with_part(actor)).values("pk")
    return Q(owner_id=me) | Q(author_id=me) | Q(first_id=me) | Q(task_id__in=part)


OBSTACLE = Subject(
    "obstacle",
    zh="阻碍",
    model=Obstacle,
    en="Obstacle",
    unfinished=lambda: Q(status="open"),
    axes=(AxisWord("status", "状态", {"open": "没有排除", "removed": "已排除", "withdrawn": "已撤回"}, "open"),),
    fields=(
        Field("task_id", "事项", Unit.COUNT),
        Field("text", "卡在哪里", Unit.TEXT, journal=False),
        Field("post", "岗位", Unit.TEXT),
        Field("climbs", "上交次数", Unit.COUNT, default=0),
        Field("raised_at", "报告时间", Unit.TIME),
        Field("ended_at", "结束时间", Unit.TIME),
        Field("owner_id", "要谁来排除", Unit.COUNT),
        Field("first_id", "先要的人", Unit.COUNT),
        Field("author_id", "报告人", Unit.COUNT),
    ),
    title=title_of,
    stake_from=lambda obstacle: ("task", obstacle.task_id),
    concerned=concerned,
    everybody=True,
)

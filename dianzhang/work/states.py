"""What a task is called and which states it knows."""

from __future__ import annotations

from django.db.models import Q

from dianzhang.engine.registry import Field, Subject
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from .models import Task
from .raci import concerned, gather

TASK = Subject(
    "task",
    zh="事项",
    model=Task,
    unfinished=lambda: Q(status__in=("todo", "doing")),
    en="Task",
    axes=(
        AxisWord(
            "status", "状态",
            {"todo": "待办", "doing": "进行中", "done": "已完成", "cancelled": "已取消"}, "todo",
        ),
    ),
    fields=(
        Field("title", "标题", Unit.TEXT, journal=False),
        Field("description", "说明", Unit.TEXT, journal=False),
        Field("due_at", "截止时间", Unit.TIME),
        Field("important", "重要", Unit.TRUTH, default=False),
        Field("project", "大项目", Unit.TRUTH, default=False),
        Field("kicked_off", "开过启动会", Unit.TRUTH, default=False),
        Field("looked_back", "开过复盘会", Unit.TRUTH, default=False),
        Field("accountable_count", "负责人数", Unit.COUNT, default=0),
        Field("responsible_count", "执行人数", Unit.COUNT, default=0),
        Field("consulted_count", "咨询人数", Unit.COUNT, default=0),
        Field("informed_count", "知会人数", Unit.COUNT, default=0),
        Field("percent", "完成百分数", Unit.COUNT, default=0),
        Field("waiting", "待答复数", Unit.COUNT, default=0),
        Field("waiting_first", "先答复再定数", Unit.COUNT, default=0),
        Field("spoken", "口头", Unit.TRUTH, default=False),
        Field("estimate", "估计分钟数", Unit.COUNT),
        Field("in_writing", "已写成书面", Unit.TRUTH, default=False),
        Field("items_all", "清单项数", Unit.COUNT, default=0),
        Field("items_open", "清单未勾数", Unit.COUNT, default=0),
        Field("obstacles", "阻碍数", Unit.COUNT, default=0),
        Field("of_kind", "所属类型", Unit.TEXT),
        Field("of_id", "所属记录", Unit.COUNT),
        Field("planned", "来自倒排", Unit.TRUTH, default=False),
        Field("rule", "所依规则", Unit.TEXT),
        Field("version_id", "所依版本", Unit.COUNT),
        Field("owner_id", "负责人", Unit.COUNT),
        Field("author_id", "提出人", Unit.COUNT),
        Field("giver_id", "交办人", Unit.COUNT),
    ),
    title=lambda task: task.title,
    finds=("title",),
    concerned=concerned,
    gather=gather,
    stake_from=lambda one: (one.of_kind, one.of_id) if one.of_id is not None else None,
)  # fmt: skip

"""A group's robot as rules and pages know it.  Its address and secret are nobody's to read."""

from __future__ import annotations

from dianzhang.engine.registry import Field, Subject
from dianzhang.gateways.notices import ROBOTS
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from .models import Robot
from .sorts import GROUPED

PLATFORMS = {one.name: one.zh for one in ROBOTS.values()}

ROBOT = Subject(
    "robot",
    zh="机器人",
    model=Robot,
    en="Robot",
    axes=(
        AxisWord(
            "status", "状态", {"active": "在发", "failing": "发不出", "paused": "已暂停", "removed": "已删除"}, "active"
        ),
    ),
    fields=(
        Field("name", "群名", Unit.TEXT),
        Field("platform", "平台", Unit.TEXT, choices=PLATFORMS),
        Field("host", "地址", Unit.TEXT),
        Field("sorts", "通知哪些事", Unit.TEXT, choices={one.name: one.short for one in GROUPED}),
        Field("unit_id", "哪个小组的事", Unit.COUNT),
        Field("quiet_from", "安静从几点", Unit.TEXT, journal=False),
        Field("quiet_to", "安静到几点", Unit.TEXT, journal=False),
        Field("urgent_passes", "要紧的不等", Unit.TEXT, journal=False),
        Field("owner_id", "归属", Unit.COUNT),
        Field("reason", "发不出的原因", Unit.TEXT, journal=False),
    ),
    title=lambda robot: robot.name,
)  # fmt: skip

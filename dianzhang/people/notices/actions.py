"""What may happen to a group's robot."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import time, timedelta
from typing import Any, Literal

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine.models import Notice
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.outward.guard import LONGEST
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command, consequence
from dianzhang.engine.vault import Unreadable
from dianzhang.gateways.notices import ROBOTS
from dianzhang.gateways.notices.robot import barred

from .boxes import opened, seal
from .choices import half
from .models import QUIET_FROM, QUIET_TO, Dispatch, Robot
from .sorts import GROUPED, known
from .states import ROBOT

USED = ("active", "failing", "paused")
SENT_AGAIN = timedelta(days=1)  # what a robot did not take goes out once it is mended, as long as it is news (ours)


class What(BaseModel):
    """What a group is told: of whom, which sorts, and not at night."""

    unit: str = Kept("", max_length=40, title="哪个小组的事", description="不选是全部门的")
    overdue: bool = Kept(False, title="超时了")
    escalated: bool = Kept(False, title="有上报")
    remind: bool = Kept(False, title="快到时限")
    asked: bool = Kept(False, title="等谁审批")
    decided: bool = Kept(False, title="申请有了结果")
    named: bool = Kept(False, title="分工、征询和知会")
    flagged: bool = Kept(False, title="有标记")
    rulebook: bool = Kept(False, title="有制度生效")
    morning: bool = Kept(False, title="早报")
    alarm: bool = Kept(False, title="报警")
    quiet_from: time | None = Kept(None, title="安静从几点")
    quiet_to: time | None = Kept(None, title="安静到几点")
    urgent_passes: bool = Kept(False, title="超时和上报夜里也发")

    @property
    def sorts(self) -> str:
        return ",".join(known(one.name for one in GROUPED if getattr(self, one.name)))


class Name(BaseModel):
    name: str = Kept(min_length=1, max_length=60, title="群名")


class Given(Name):
    """The address that the platform gave out, and the secret it signs with, if any."""

    platform: Literal["dingtalk", "wecom", "feishu"] = Kept(...)
    address: str = Personal(
        max_length=LONGEST, title="机器人地址", description="平台给的 Webhook 地址，存下来就不再显示"
    )
    secret: str = Personal("", max_length=200, title="加签密钥", description="设了加签的才填；企业微信没有")


class NewRobot(What, Given):  # what is given comes first in the form
    quiet_from: time | None = Kept(QUIET_FROM, title="安静从几点")
    quiet_to: time | None = Kept(QUIET_TO, title="安静到几点")


class GivenAgain(Name):
    address: str = Personal("", max_length=LONGEST, title="换成新地址", description="不填就不换")
    secret: str = Personal("", max_length=200, title="换成新密钥", description="不填就不换")


class Changed(What, GivenAgain):
    """As a new one, but for the platform; what nobody reads any more stays where nothing is filled in."""


def begun(robot: Robot) -> Mapping[str, Any]:
    """What the form of a change is filled with: all but what nobody reads."""
    unit = organisation().units.get(robot.unit_id or 0)
    return {
        "name": robot.name, "unit": unit.code if unit else "", "urgent_passes": robot.urgent_passes,
        "quiet_from": robot.quiet_from, "quiet_to": robot.quiet_to, **dict.fromkeys(robot.sorts.split(","), True),
    }  # fmt: skip


def take_over(robot: Robot, given: What) -> str:
    """What was said of it; why it cannot be so, else nothing."""
    unit = next((one.pk for one in organisation().units.values() if one.code == given.unit), None)
    if given.unit and unit is None:
        return _("没有小组“%(unit)s”。") % {"unit": given.unit}
    if why := half(given.quiet_from, given.quiet_to):
        return why
    robot.unit_id, robot.sorts = unit, given.sorts
    robot.quiet_from, robot.quiet_to, robot.urgent_passes = given.quiet_from, given.quiet_to, given.urgent_passes
    return ""


@command("robot.add", zh="机器人.添加", en="Add", on=ROBOT, creates=True, input=NewRobot, primary=True)
def add(robots: Batch[Robot, NewRobot], act: Act) -> None:
    """The group is told from now on."""
    for robot, given in robots:
        why = barred(ROBOTS[given.platform], given.address.strip()) or take_over(robot, given)
        if why:
            robots.refuse(robot, why)
            continue
        robot.name, robot.platform, robot.owner_id = given.name, given.platform, act.actor.person_id
        seal(robot, given.address.strip(), given.secret.strip())


@command("robot.amend", zh="机器人.修改", en="Change", on=ROBOT, requires={"status": USED}, input=Changed, begins=begun)
def amend(robots: Batch[Robot, Changed], act: Act) -> None:
    """Another name, other sorts; a new address or secret takes the place of the old one."""
    for robot, given in robots:
        address, secret = given.address.strip(), given.secret.strip()
        why = (barred(ROBOTS[robot.platform], address) if address else "") or take_over(robot, given)
        if not why and (address or secret):
            try:
                had = opened(robot) if not (address and secret) else ("", "")
                seal(robot, address or had[0], secret or had[1])
            except Unreadable:
                why = _("原来的地址和密钥读不出来了（换过 vault-key），两样都重填一次。")
        if why:
            robots.refuse(robot, why)
            continue
        robot.name = given.name


@command("robot.pause", zh="机器人.暂停", en="Pause", on=ROBOT, leads={"status": (("active", "failing"), "paused")},
         undo="robot.resume")  # fmt: skip
def pause(robots: Batch[Robot, None], act: Act) -> None:
    """The group is told nothing until it resumes."""


@command("robot.resume", zh="机器人.恢复", en="Resume", on=ROBOT, leads={"status": (("paused", "failing"), "active")})
def resume(robots: Batch[Robot, None], act: Act) -> None:
    """What waits goes out, and so does what it did not take within the last day."""
    for robot, _nothing in robots:
        robot.reason = ""
        for one in Dispatch.objects.filter(robot_id=robot.id, test=False, state__in=("waiting", "refused", "given_up")):
            if one.state == "waiting" or one.made_at > act.recorded_at - SENT_AGAIN:
                one.state, one.next_at, one.done_at = "waiting", max(act.recorded_at, one.due_at), None
                one.first_try_at, one.attempts = None, 0
                act.change(one)


@command("robot.remove", zh="机器人.删除", en="Remove", on=ROBOT, leads={"status": (USED, "removed")})
def remove(robots: Batch[Robot, None], act: Act) -> None:
    """For good.  Its address and secret are forgotten."""
    for robot, _nothing in robots:
        robot.box, robot.reason = "", ""
        for one in Dispatch.objects.filter(robot_id=robot.id, state="waiting"):
            one.state, one.gathering, one.done_at = "dropped", False, act.recorded_at
            one.why = _("机器人删了。")
            act.change(one)


@command("robot.try", zh="机器人.试发", en="Send a test", on=ROBOT, requires={"status": USED})
def try_it(robots: Batch[Robot, None], act: Act) -> None:
    """One message that says it is a test; what comes of it stands in the robot's log."""
    for robot, _nothing in robots:
        act.add(
            Dispatch(
                channel=robot.platform, key=f"try:{robot.id}", robot_id=robot.id, person_id=act.actor.person_id,
                test=True, gathering=False, made_at=act.recorded_at, due_at=act.recorded_at, next_at=act.recorded_at,
            )
        )  # fmt: skip


class Failed(BaseModel):
    why: str = Personal("", max_length=300)


@consequence(
    "robot.fail", zh="机器人.发不出", en="Fail", on=ROBOT, leads={"status": ("active", "failing")}, input=Failed
)
def fail(robots: Batch[Robot, Failed], act: Act) -> None:
    """It refused, or was silent for a day: it pauses, and whoever set it up hears of it."""
    for robot, given in robots:
        robot.reason = given.why
        if robot.owner_id is not None:
            data = json.dumps({"title": robot.name, "what": given.why}, ensure_ascii=False)
            act.add(
                Notice(
                    person_id=robot.owner_id, kind="undelivered", subject_kind="robot", subject_id=robot.id, data=data,
                    created_at=act.recorded_at,
                )
            )  # fmt: skip

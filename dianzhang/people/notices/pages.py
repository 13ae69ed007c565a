"""The list of robots, and the page of one with the log of what it was sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from dianzhang.engine.organisation import organisation
from dianzhang.engine.pages import Column, Filter, ListPage, RecordPage, Section, show_list, show_record
from dianzhang.gateways.notices import ROBOTS

from .models import Dispatch, Robot
from .sorts import SORTS
from .states import PLATFORMS, ROBOT

SHOWN = 50


def sorts_of(robot: Robot) -> str:
    return _("、").join(_(SORTS[name].short) for name in robot.sorts.split(",") if name in SORTS)


def whose(robot: Robot) -> str:
    unit = organisation().units.get(robot.unit_id or 0)
    return unit.name if unit is not None else _("全部门")


def quiet(robot: Robot) -> str:
    if robot.quiet_from is None or robot.quiet_to is None:
        return ""
    hours = f"{robot.quiet_from:%H:%M}–{robot.quiet_to:%H:%M}"
    return f"{hours}{_('，超时和上报照发')}" if robot.urgent_passes else hours


_COLUMNS = (
    Column("name"),
    Column("platform"),
    Column("status"),
    Column("sorts", show=sorts_of, wide_only=True),
    Column("unit", "哪个小组的事", show=whose, wide_only=True),
    Column("owner", "归属", show=lambda robot: organisation().names.get(robot.owner_id), wide_only=True),
)

show_list(
    ListPage(
        ROBOT,
        columns=_COLUMNS,
        filters=(Filter("status", "状态", ROBOT.axes[0].states), Filter("platform", "平台", PLATFORMS)),
        empty="这里是各个群的机器人：在钉钉、企业微信或飞书的群里加一个机器人，把它给的地址填进来，群里就收得到通知。",
        create="robot.add",
    )
)

WORDS = {"sent": "送到了", "refused": "对方不收", "given_up": "送不到，放弃了", "dropped": "没有发"}
LEVELS = {"sent": "ok", "refused": "late", "given_up": "late"}


def lines(dispatches: Iterable[Dispatch]) -> list[dict[str, Any]]:
    """For ``people/dispatches.html``: what went where, how often it was tried, what was answered; never its words."""
    org = organisation()
    return [
        {
            "row": one,
            "channel": _(PLATFORMS[one.channel]) if one.channel in PLATFORMS else _("邮件"),
            "whom": org.names.get(one.person_id or 0, "") if one.person_id else "",
            "group": one.robot.name if one.robot is not None else "",
            "n": getattr(one, "n", None),
            "why": why_of(one),
            "state": _(WORDS[one.state]) if one.state in WORDS else _("在重试") if one.attempts else _("等着发"),
            "level": LEVELS.get(one.state, "warn" if one.attempts else ""),
        }
        for one in dispatches
    ]


def why_of(one: Dispatch) -> str:
    """What was answered, in the language of who reads it as far as we know the code."""
    robot = ROBOTS.get(one.channel)
    return robot.refusal(one.code) if robot is not None and one.code in robot.codes else _(one.why) if one.why else ""


def log_of(robot: Robot, _actor: Any) -> Mapping[str, Any]:
    return {"dispatches": lines(newest(Dispatch.objects.filter(robot_id=robot.pk)))}


def newest(rows: Any) -> list[Dispatch]:
    return list(rows.select_related("robot").annotate(n=Count("lines")).order_by("-pk")[:SHOWN])


show_record(
    RecordPage(
        ROBOT,
        facts=(
            *(c for c in _COLUMNS if c.name != "status"),
            Column("host"),
            Column("quiet", "安静时间", show=quiet),
            Column("reason"),
        ),
        sections=(Section("发出的记录", "people/dispatches.html", log_of),),
    )
)

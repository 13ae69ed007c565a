"""The list of alarms, open and past, and the page of one: why it went off, what it opened, how its rule does."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from dianzhang.engine import rulebooks
from dianzhang.engine.access import Actor
from dianzhang.engine.pages import Column, Filter, ListPage, RecordPage, Section, View, show_list, show_record
from dianzhang.engine.words import word
from dianzhang.kernel.rules import Alarm
from dianzhang.kernel.units import Unit
from dianzhang.ui.wording import percent
from dianzhang.work.models import Task
from dianzhang.work.states import TASK

from ..morning.saying import said, signed
from ..moves.parts import CAUSES, Share
from .explaining import explain
from .models import NumberAlarm
from .naming import metric_name
from .states import ALARM, SENSES, spoken
from .tallying import Tally, tallies


def figures(alarm: NumberAlarm) -> dict[str, str]:
    """The number and what it was held against, as people write them."""
    unit = Unit(alarm.measured_in)
    bounds = {"value": alarm.value, "low": alarm.low, "middle": alarm.middle, "high": alarm.high}
    return {name: said(bound, unit) for name, bound in bounds.items() if bound is not None}


def told(alarm: NumberAlarm) -> str:
    """支付金额 120.00 元，预期在 800.00 元到 1,200.00 元之间（从 10 个可比的日子看）."""
    given = {"metric": metric_name(alarm.metric), "span": spoken(alarm.last_span), **figures(alarm)}
    match alarm.sense:
        case "low" | "high":
            given["days"] = str(alarm.days)
            return (
                gettext("%(span)s：%(metric)s %(value)s，预期在 %(low)s 到 %(high)s 之间，看了 %(days)s 个可比的日子。")
                % given
            )
        case "below":
            return gettext("%(span)s：%(metric)s %(value)s，低于 %(low)s。") % given
        case "above":
            return gettext("%(span)s：%(metric)s %(value)s，高于 %(high)s。") % given
        case _:
            return gettext("到 %(span)s：当天 %(metric)s %(value)s，本月落后目标，到这天该完成 %(middle)s。") % given


def why(alarm: NumberAlarm, actor: Actor) -> Mapping[str, Any]:
    found = explain(alarm, actor)
    if found.hidden:
        return {"hidden": found.hidden}
    shares = found.moved.shares if found.moved is not None else ()
    unit = Unit(alarm.measured_in)
    return {
        "told": told(alarm),
        "chart": found.chart,
        "number": found.definition.name if found.definition is not None else "",
        "moved": [f"{_cause(share)} {signed(share.amount, unit)}" for share in shares if share.amount],
    }


def _cause(share: Share) -> str:
    """The measure in the reader's language, the shop by its name, or the cause."""
    if not share.name:
        return word(CAUSES[share.cause])
    return metric_name(share.name) if share.cause == "measure" else share.name


def opened(alarm: NumberAlarm, _actor: Actor) -> Mapping[str, Any] | None:
    task = Task.objects.filter(pk=alarm.task_id).first() if alarm.task_id else None
    rule = rulebooks.rule_of(alarm.version_id, alarm.rule)
    if task is None:
        return None
    return {
        "title": task.title, "id": task.pk, "status": word(TASK.axes[0].states[task.status]), "due_at": task.due_at,
        "steps": rule.plan if isinstance(rule, Alarm) else (),
    }  # fmt: skip


def rule_so_far(alarm: NumberAlarm, _actor: Actor) -> Mapping[str, Any]:
    found = tallies([alarm.rule]).get(alarm.rule, Tally())
    return {"tally": found, "share": share_said(found.share_wrong)}


def share_said(share: Decimal | None) -> str:
    return percent(share) if share is not None else gettext("还没有人判定过")


_SHOP = Column("shop", "店铺", show=lambda alarm: alarm.shop)
_FACTS = (
    Column("metric"), _SHOP, Column("sense"), Column("raised_at"), Column("times", number=True, wide_only=True),
    Column("silent_until", wide_only=True),
)  # fmt: skip
show_list(
    ListPage(
        ALARM,
        columns=(Column("name"), *_FACTS, Column("status"), Column("verdict", wide_only=True)),
        filters=(
            Filter("status", "状态", ALARM.axes[0].states),
            Filter("verdict", "判定", ALARM.axes[1].states),
            Filter("sense", "怎么不对", SENSES),
        ),
        views=(
            View("open", "还没回来", {"status": "open"}),
            View("false", "误报", {"verdict": "false"}),
        ),
        related=("shop",),
        order=("-raised_at", "-id"),
        empty="制度里写了报警的数，系统按天或者按小时看着；不对了，报警就在这里，照应急预案办的事项也开好了。",
    )
)
show_record(
    RecordPage(
        ALARM,
        facts=(*_FACTS, Column("last_span"), Column("ended_at"), Column("verdict")),
        sections=(
            Section("为什么报", "insight/alarm_why.html", why),
            Section("照预案办", "insight/alarm_task.html", opened),
            Section("这条规则报得准不准", "insight/alarm_tally.html", rule_so_far),
        ),
        main_axes=("status", "verdict"),
    )
)

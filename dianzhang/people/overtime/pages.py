"""What the list and the page of overtime show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from dianzhang.engine.access import Actor
from dianzhang.engine.organisation import organisation
from dianzhang.engine.pages import (
    Column,
    Dated,
    Filter,
    ListPage,
    RecordPage,
    Section,
    View,
    show_dates,
    show_list,
    show_record,
)
from dianzhang.engine.words import join, post_name
from dianzhang.ui.wording import duration, percent

from .law import limits_on
from .models import Overtime
from .settling import counted
from .states import GROUNDS, OVERTIME, SORTS, confirmed_by, confirmers

MINE = {"state": "等我说明", "confirm": "等我确认", "own": "我的"}
OVER = {"yes": "超过法定上限"}


def mine(what: str, actor: Actor) -> Q:
    """What waits for the reader, or is the reader's own."""
    me = Q(person_id=actor.person_id, person_id__isnull=False)
    match what:
        case "state":
            return me & Q(status="asked")
        case "confirm":
            return confirmed_by(actor) & Q(status="stated")
        case "own":
            return me
    raise ValueError(what)


def length(overtime: Overtime) -> str:
    return duration(overtime.minutes * 60)


def counts(overtime: Overtime) -> str:
    """What of it counts: nothing but what was confirmed, and it says so."""
    if overtime.counted_seconds is not None:
        return duration(overtime.counted_seconds)
    if overtime.status in ("refused", "denied", "cancelled"):
        return _("不算")
    return _("还没有确认，不计")


def person(overtime: Overtime) -> str:
    return organisation().names.get(overtime.person_id or 0, "")


def by_whom(overtime: Overtime) -> str:
    return organisation().names.get(overtime.by_id or 0, "")


def who_confirms(overtime: Overtime) -> str:
    names = [organisation().names.get(one, "") for one in confirmers(overtime)]
    return join(names) or (post_name(overtime.post) if overtime.post else "")


show_list(
    ListPage(
        OVERTIME,
        columns=(
            Column("person", "加班的人", show=person),
            Column("day"),
            Column("length", "多久", show=length),
            Column("ground", wide_only=True),
            Column("counts", "计入", show=counts),
            Column("status"),
            Column("over", wide_only=True),
        ),
        filters=(
            Filter("status", "状态", OVERTIME.axes[0].states),
            Filter("mine", "与我有关", MINE, mine=mine),
            Filter("sort", "哪种日子", SORTS),
            Filter("ground", "缘由", GROUNDS),
            Filter("over", "超过法定上限", OVER, where=lambda _yes: Q(over=True)),
            Filter("day", "日子", kind="day", where=lambda day: Q(day=day)),
        ),
        views=(
            View("state", "等我说明", {"mine": "state"}),
            View("confirm", "等我确认", {"mine": "confirm"}),
            View("own", "我的", {"mine": "own"}),
            View("over", "超过上限", {"over": "yes"}),
        ),
        order=("-day", "-id"),
        empty="这里是加班：要加班先填写、申请；下班以后系统里还有你的操作，第二天早上会问是不是加班。上级确认了才算。",
        create="overtime.draft",
    )
)


def law_section(overtime: Overtime, _actor: Actor) -> Mapping[str, Any]:
    """What the law pays for such an hour, and how much of the month's hours is used."""
    law = limits_on(overtime.day)
    used, most = counted(overtime.person_id, overtime.day), int(law.month.total_seconds())
    factor = law.factors.get(overtime.sort)
    return {
        "used": duration(used), "most": duration(most), "over": used > most, "month": f"{overtime.day:%Y-%m}",
        "factor": percent(factor, 0) if factor is not None else "", "rest": overtime.sort == "restday",
    }  # fmt: skip


show_record(
    RecordPage(
        OVERTIME,
        facts=(
            Column("person", "加班的人", show=person),
            Column("day"),
            Column("starts_at"),
            Column("ends_at"),
            Column("length", "多久", show=length),
            Column("counts", "计入", show=counts),
            Column("sort"),
            Column("source"),
            Column("acts"),
            Column("ground"),
            Column("important"),
            Column("by", "谁安排的", show=by_whom),
            Column("confirmers", "由谁确认", show=who_confirms),
        ),
        sections=(Section("法定的界限", "people/overtime_law.html", law_section, aside=True),),
        main_axes=("status",),
        head=lambda overtime: _("这个月超过了法定的加班时数") if overtime.over else "",
    )
)
show_dates(Dated(OVERTIME, "day", "加班", where=lambda: Q(status__in=("granted", "asked", "stated", "confirmed")),
                 mine=lambda actor: Q(person_id=actor.person_id, person_id__isnull=False)))  # fmt: skip

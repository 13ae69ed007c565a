"""What the lists and pages of rosters, shifts, swaps, notes and gaps show; the week itself is ``web/roster.py``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

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

from .models import Gap, Handover, Roster, Swap
from .states import GAP, HANDOVER, ROSTER, SHIFT, SWAP, TURN, turn_title


def unit_of(record: Any) -> str:
    unit = organisation().units.get(record.unit_id or 0)
    return unit.name if unit is not None else ""


def person(record: Any) -> str:
    return organisation().names.get(record.owner_id or 0, "")


def other(swap: Swap) -> str:
    return organisation().names.get(swap.other_id, "")


def taken_by(note: Handover) -> str:
    return organisation().names.get(note.taken_by_id or 0, "")


UNIT = Column("unit", "部门", show=unit_of)

show_list(
    ListPage(
        ROSTER,
        columns=(UNIT, Column("first_day"), Column("status"), Column("pending"), Column("published_at")),
        filters=(Filter("status", "状态", ROSTER.axes[0].states),),
        order=("-first_day", "-id"),
        empty="这里是排班：一个部门一周一张。组长排好发布，本部门的人都看得到。",
        create="roster.begin",
    )
)


def to_the_week(roster: Roster, _actor: Actor) -> Mapping[str, Any]:
    unit = organisation().units.get(roster.unit_id or 0)
    return {"unit": unit.code if unit is not None else "", "week": roster.first_day.isoformat()}


show_record(
    RecordPage(
        ROSTER,
        facts=(UNIT, Column("first_day"), Column("since"), Column("published_at"), Column("pending")),
        sections=(Section("这一周", "people/roster_week.html", to_the_week),),
        main_axes=("status",),
    )
)
show_list(
    ListPage(
        SHIFT,
        columns=(Column("name"), Column("begins"), Column("ends"), UNIT, Column("status")),
        filters=(Filter("status", "状态", SHIFT.axes[0].states),),
        empty="这里是班次：早班、晚班、夜班，各有上下班时间，由组长设立。",
        create="shift.define",
    )
)
show_record(RecordPage(SHIFT, facts=(UNIT, Column("begins"), Column("ends")), main_axes=("status",)))
show_record(
    RecordPage(
        TURN,
        facts=(Column("owner", "谁", show=person), Column("name"), Column("starts_at"), Column("ends_at"), UNIT),
        main_axes=("status",),
    )
)
show_dates(Dated(TURN, "starts_at", "当班", where=lambda: Q(status="set")))
show_list(
    ListPage(
        SWAP,
        columns=(
            Column("owner", "谁", show=person),
            Column("turn", "让出的班", show=lambda swap: turn_title(swap.turn)),
            Column("other", "跟谁换", show=other),
            Column("back", "换来的班", show=lambda swap: turn_title(swap.back) if swap.back is not None else None),
            Column("status"),
        ),
        filters=(Filter("status", "状态", SWAP.axes[0].states),),
        views=(View("agreed", "等组长批准", {"status": "agreed"}),),
        related=("turn", "back"),
        empty="这里是换班。在排班页点自己的班，找一位同事；对方同意、组长批准，就换好了。",
    )
)
show_record(
    RecordPage(
        SWAP,
        facts=(
            Column("owner", "谁", show=person),
            Column("turn", "让出的班", show=lambda swap: turn_title(swap.turn)),
            Column("other", "跟谁换", show=other),
            Column("back", "换来的班", show=lambda swap: turn_title(swap.back) if swap.back is not None else None),
        ),
        main_axes=("status",),
    )
)
show_list(
    ListPage(
        HANDOVER,
        columns=(
            Column("owner", "谁", show=person),
            Column("turn", "哪一班", show=lambda note: turn_title(note.turn)),
            Column("written_at"),
            Column("taken", "接班人", show=taken_by),
            Column("status"),
        ),
        filters=(Filter("status", "状态", HANDOVER.axes[0].states),),
        views=(View("open", "等接班", {"status": "open"}),),
        related=("turn",),
        empty="这里是交班：下班时写清没办完的事，接班的人看过点接班。",
    )
)
show_record(
    RecordPage(
        HANDOVER,
        facts=(
            Column("owner", "谁", show=person),
            Column("turn", "哪一班", show=lambda note: turn_title(note.turn)),
            Column("written_at"),
            Column("text"),
            Column("taken", "接班人", show=taken_by),
            Column("taken_at"),
        ),
        main_axes=("status",),
    )
)
show_list(
    ListPage(
        GAP,
        columns=(Column("name"), Column("day"), Column("times"), Column("short", number=True), UNIT, Column("status")),
        filters=(Filter("status", "状态", GAP.axes[0].states),),
        views=(View("open", "没有人", {"status": "open"}),),
        order=("-starts_at", "-id"),
        empty="制度要求有人值守的时间，三天之内排不满的，会列在这里，并提醒该补的人。",
    )
)
show_record(
    RecordPage(
        GAP,
        facts=(Column("day"), Column("times"), Column("minutes"), Column("short"), UNIT),
        sections=(Section("去补", "people/roster_week.html", lambda gap, actor: week_of_gap(gap)),),
        main_axes=("status",),
    )
)


def week_of_gap(gap: Gap) -> Mapping[str, Any]:
    unit = organisation().units.get(gap.unit_id or 0)
    return {"unit": unit.code if unit is not None else "", "week": gap.day.isoformat()}

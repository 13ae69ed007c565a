"""What the list and the page of reports show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from dianzhang.engine.access import Actor
from dianzhang.engine.organisation import organisation
from dianzhang.engine.pages import Column, Filter, ListPage, RecordPage, Section, View, show_list, show_record
from dianzhang.engine.words import join, post_name, word

from ..models import Report
from .comparing import section as compared
from .periods import KINDS
from .states import REPORT, WAYS, for_reader, readers

MINE = {"sent": "我写的", "to_read": "等我阅"}


def mine(what: str, actor: Actor) -> Q:
    """Reports that the reader wrote, or that wait for the reader."""
    match what:
        case "sent":
            return Q(owner_id=actor.person_id, owner_id__isnull=False)
        case "to_read":
            return for_reader(actor) & Q(status="sent")
    raise ValueError(what)


def days(report: Report) -> str:
    return f"{report.first_day}" if report.first_day == report.last_day else f"{report.first_day} – {report.last_day}"


def goes_to(report: Report) -> str:
    """Who reads it, by name; of a post that nobody holds, the post."""
    names = [organisation().names.get(person, "") for person in readers(report)]
    return join(names) or (post_name(report.reader_post) if report.reader_post else "")


show_list(
    ListPage(
        REPORT,
        columns=(
            Column("kind"),
            Column("days", "哪一天", show=days),
            Column("owner", "汇报人", show=lambda report: report.owner),
            Column("status"),
            Column("sent_at"),
            Column("backfilled", wide_only=True),
            Column("way", wide_only=True),
        ),
        filters=(
            Filter("kind", "类别", KINDS),
            Filter("status", "状态", REPORT.axes[0].states),
            Filter("mine", "与我有关", MINE, mine=mine),
            Filter("way", "方式", WAYS),
            Filter("day", "起日", kind="day", where=lambda day: Q(first_day=day)),
        ),
        views=(
            View("to_read", "等我阅", {"mine": "to_read"}),
            View("sent", "我写的", {"mine": "sent"}),
        ),
        order=("-first_day", "-id"),
        related=("owner",),
        empty="这里是汇报：日报、周报、月报。做了什么和自己的数据已经按系统里的记录写好，补上问题和打算就能交。",
        create="report.send",
    )
)


def parts_of(report: Report, actor: Actor) -> Mapping[str, Any]:
    """Its parts in order, those that are there."""
    return {
        "parts": [
            {"name": word(REPORT.field[name].zh), "text": getattr(report, name)}
            for name in ("done", "figures", "problems", "plan", "suggestions")
            if getattr(report, name)
        ]
    }  # fmt: skip


show_record(
    RecordPage(
        REPORT,
        facts=(
            Column("days", "哪一天", show=days),
            Column("owner", "汇报人", show=lambda report: report.owner),
            Column("goes_to", "交给", show=goes_to),
            Column("way"),
            Column("sent_at"),
            Column("backfilled"),
            Column("read_at"),
        ),
        sections=(
            Section("汇报内容", "work/report.html", parts_of),
            Section("和计划对照", "work/report_plan.html", compared),
        ),
        main_axes=("status",),
    )
)

"""What the list and the page of leave requests show."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext, ngettext

from dianzhang.engine.organisation import organisation
from dianzhang.engine.pages import Column, Dated, Filter, ListPage, RecordPage, View, show_dates, show_list, show_record

from .models import LeaveRequest
from .states import KINDS, LEAVE


def length(leave: LeaveRequest) -> str:
    """How long: working days, which count, and where there are others among them all of them."""
    whole = (leave.last_day - leave.first_day).days + 1
    worked = ngettext("%(n)d 个工作日", "%(n)d 个工作日", leave.days) % {"n": leave.days}
    if whole == leave.days:
        return worked
    return gettext("%(worked)s（连休息日共 %(whole)d 天）") % {"worked": worked, "whole": whole}


LIST = show_list(
    ListPage(
        LEAVE,
        columns=(
            Column("owner", "申请人", show=lambda leave: leave.owner),
            Column("kind"),
            Column("first_day"),
            Column("last_day"),
            Column("days", show=length),
            Column("status"),
        ),
        filters=(
            Filter("status", "状态", LEAVE.axes[0].states),
            Filter("kind", "假别", KINDS),
            Filter("day", "在假日", kind="day", where=lambda day: Q(first_day__lte=day, last_day__gte=day)),
        ),
        views=(View("draft", "草稿", {"status": "draft"}), View("granted", "已准", {"status": "granted"})),
        related=("owner", "unit"),
        empty="这里是请假单。先填写，再申请；批准人由制度决定。",
        create="leave.draft",
    )
)
RECORD = show_record(
    RecordPage(
        LEAVE,
        facts=(
            Column("owner", "申请人", show=lambda leave: leave.owner),
            Column("kind"),
            Column("first_day"),
            Column("last_day"),
            Column("days", show=length),
            Column("stand_in", "代理人", show=lambda leave: organisation().names.get(leave.stand_in_id or 0)),
        ),
        main_axes=("status",),
    )
)
show_dates(Dated(LEAVE, "first_day", "休假", where=lambda: Q(status="granted"), until="last_day"))

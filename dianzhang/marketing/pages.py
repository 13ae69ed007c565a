"""What the list and the page of reports show: whose they are, what was dropped and mended, the figures in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_noop as _

from dianzhang.engine import access
from dianzhang.engine.access import Actor
from dianzhang.engine.organisation import organisation
from dianzhang.engine.pages import Column, Filter, ListPage, RecordPage, Section, View, Way, show_list, show_record
from dianzhang.engine.words import message
from dianzhang.gateways.reports import REASONS
from dianzhang.ui.wording import days

from .models import DataReport, ReportNote
from .states import DATA_REPORT, FAMILIES, STATUS
from .table import table_of
from .taking import title_of

SHOWN = 50  # notes on the page


def shop_names() -> Mapping[str, str]:
    return {str(shop.pk): shop.name for shop in organisation().shops.values()}


def may_send(actor: Actor) -> bool:
    """Whether this person may send reports."""
    return access.reach_of(actor, "data_report.send") is not None


def may_look(actor: Actor) -> bool:
    """Whether this person sees which days reports tell."""
    return access.reach_of(actor, "data_report.view") == "all"


def days_of(report: DataReport) -> str:
    """10月1日 – 10月7日; "" for one that is not read yet."""
    if report.first_day is None or report.last_day is None:
        return ""
    return days(report.first_day, report.last_day)


def notes_of(report: DataReport, _actor: Actor) -> Mapping[str, Any] | None:
    """Rows that were dropped first, then cells that were mended, by reason; the first of each with what stood there."""
    counts = ReportNote.objects.filter(report=report).order_by().values_list("why").annotate(count=Count("pk"))
    found = dict(counts)
    if not found:
        return None
    notes = ReportNote.objects.filter(report=report).order_by("column", "line")[:SHOWN]
    return {
        "counts": [(message(REASONS[why]), found[why]) for why in REASONS if why in found],
        "notes": [(note, message(REASONS[note.why])) for note in notes],
        "more": max(sum(found.values()) - SHOWN, 0),
    }


def problems_of(report: DataReport, _actor: Actor) -> Mapping[str, Any] | None:
    """Why it was not taken."""
    return {"why": report.problems} if report.problems else None


_SHOP = Column("shop", "店铺", show=lambda report: report.shop, wide_only=True)
show_list(
    ListPage(
        DATA_REPORT,
        columns=(
            Column("name"), _SHOP, Column("kind", "是什么表", show=title_of, wide_only=True),
            Column("span", "哪几天", show=days_of), Column("status"),
            Column("rows", number=True, wide_only=True), Column("dropped", number=True, wide_only=True),
            Column("owner", "谁送的", show=lambda report: report.owner, wide_only=True),
            Column("sent_at", wide_only=True),
        ),
        filters=(
            Filter("status", "状态", STATUS.states),
            Filter("family", "类别", FAMILIES),
            Filter("shop", "店铺", shop_names, where=lambda pk: Q(shop_id=pk)),
            Filter("from", "日期起", kind="day", where=lambda day: Q(last_day__gte=day)),
            Filter("to", "日期止", kind="day", where=lambda day: Q(first_day__lte=day)),
        ),
        views=(
            View("standing", "在用", {"status": "taken"}),
            View("failed", "没有收", {"status": "failed"}),
        ),
        search=lambda text: Q(name__icontains=text),
        related=("shop", "owner"),
        empty="这里是推广、流量、客服、内容和评分的报表：生意参谋、万相台、直通车、京准通、千川、拼多多、Google、Meta、"
        "飞鸽、千牛、快手。"
        "送一份进来，里面的数就进到各处的指标里。",
        ways=(Way(_("送报表"), "data-report-send", may_send), Way(_("缺哪几天"), "data-report-gaps", may_look)),
    )
)  # fmt: skip
show_record(
    RecordPage(
        DATA_REPORT,
        facts=(
            Column("shop", "店铺", show=lambda report: report.shop), Column("kind", "是什么表", show=title_of),
            Column("span", "哪几天", show=days_of), Column("rows", number=True), Column("dropped", number=True),
            Column("mended", number=True), Column("days", number=True), Column("given_days", number=True),
            Column("sent_at"), Column("owner", "谁送的", show=lambda report: report.owner),
        ),
        sections=(
            Section("为什么没有收", "marketing/report_problems.html", problems_of),
            Section("里面的数", "marketing/report_table.html", table_of),
            Section("没有收的行和修正的格", "marketing/report_notes.html", notes_of),
        ),
        main_axes=("status",),
        head=lambda report: str(report.shop),
    )
)  # fmt: skip

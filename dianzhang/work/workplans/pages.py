"""What the list and the page of work plans show."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from dianzhang.engine.access import Actor
from dianzhang.engine.moment import today
from dianzhang.engine.organisation import organisation
from dianzhang.engine.pages import (
    AskBody,
    Column,
    Dated,
    Filter,
    ListPage,
    RecordPage,
    Section,
    View,
    show_ask,
    show_dates,
    show_list,
    show_record,
)
from dianzhang.engine.words import join, post_name

from ..models import Workplan
from .periods import SPANS
from .showing import ask_body, draft_section, lines_section, result_section, versions_section
from .states import SCOPES, WORKPLAN, for_superior, title_of, units_of, with_my_lines

MINE = {"own": "我的", "team": "我所在团队的", "lines": "有我的条目", "handed_in": "交给我的"}
WHEN = {"now": "这一期", "next": "以后的", "past": "过去的"}


def mine(what: str, actor: Actor) -> Q:
    """Plans that are the reader's, of their units, name them, or are handed in to them."""
    match what:
        case "own":
            return Q(owner_id=actor.person_id, owner_id__isnull=False)
        case "team":
            return Q(scope="team", unit_id__in=units_of(actor))
        case "lines":
            return with_my_lines(actor)
        case "handed_in":
            return for_superior(actor)
    raise ValueError(what)


def when(value: str) -> Q:
    now: date = today()
    found = {
        "now": Q(first_day__lte=now, last_day__gte=now), "next": Q(first_day__gt=now), "past": Q(last_day__lt=now),
    }  # fmt: skip
    if value not in found:
        raise ValueError(value)
    return found[value]


def days(plan: Workplan) -> str:
    return f"{plan.first_day} – {plan.last_day}"


def far(plan: Workplan) -> str | None:
    """完成 2/5; nothing before it is agreed to."""
    return f"{plan.lines_done}/{plan.lines_all}" if plan.version else None


def goes_to(plan: Workplan) -> str:
    """Who was asked to agree: whoever answers for the post above."""
    if not plan.superior_post:
        return ""
    org = organisation()
    names = [org.names.get(person, "") for person in org.answering(plan.superior_post, plan.owner_id).persons]
    return join(names) or post_name(plan.superior_post)


def head(plan: Workplan) -> str:
    if not plan.version:
        return ""
    return _("第 %(version)s 版 · 完成 %(done)s/%(all)s") % {
        "version": plan.version, "done": plan.lines_done, "all": plan.lines_all,
    }  # fmt: skip


show_list(
    ListPage(
        WORKPLAN,
        columns=(
            Column("plan", "计划", show=title_of),
            Column("scope", wide_only=True),
            Column("days", "哪几天", show=days, wide_only=True),
            Column("owner", "负责人", show=lambda plan: plan.owner),
            Column("status"),
            Column("change", wide_only=True),
            Column("far", "完成", show=far, number=True),
        ),
        filters=(
            Filter("span", "计划期", SPANS),
            Filter("scope", "归属", SCOPES),
            Filter("status", "状态", WORKPLAN.axes[0].states),
            Filter("mine", "与我有关", MINE, mine=mine),
            Filter("when", "什么时候", WHEN, where=when),
        ),
        views=(
            View("own", "我的", {"mine": "own"}),
            View("team", "团队的", {"mine": "team"}),
            View("handed_in", "交给我的", {"mine": "handed_in"}),
            View("lines", "有我的条目", {"mine": "lines"}),
        ),
        order=("-first_day", "-id"),
        related=("owner",),
        empty="这里是工作计划：周、月、季、年要做成什么。从上面的计划接下来，交上级批准，做的时候一条一条销，汇报时拿来对照。",
        create="workplan.draft",
    )
)

show_record(
    RecordPage(
        WORKPLAN,
        facts=(
            Column("days", "哪几天", show=days),
            Column("scope"),
            Column("owner", "负责人", show=lambda plan: plan.owner),
            Column("goes_to", "由谁批准", show=goes_to),
            Column("submitted_at"),
            Column("agreed_at"),
        ),
        sections=(
            Section("重点和结果", "work/report.html", result_section),
            Section("起草和变更", "work/workplan_draft.html", draft_section),
            Section("要做成什么", "work/workplan.html", lines_section),
            Section("历次版本", "work/workplan_versions.html", versions_section),
        ),
        main_axes=("status",),
        head=head,
    )
)
show_ask(AskBody(WORKPLAN, "work/workplan_ask.html", ask_body))
show_dates(
    Dated(
        WORKPLAN, "last_day", "计划期到", where=lambda: Q(status="agreed"), past=lambda: Q(status="closed"),
        outcome=lambda plan: "held" if plan.status == "closed" else "",
    )
)  # fmt: skip

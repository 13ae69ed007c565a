"""What the list and the page of activities show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from dianzhang.engine.access import Actor
from dianzhang.engine.moment import now
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
from dianzhang.engine.words import join

from ..models import Activity, Participant
from .reporting import shares
from .states import ACTIVITY, KINDS, concerned

WHEN = {"coming": "以后的", "over": "过去的"}
MINE = {"signed": "我报名的", "arranged": "我组织的"}


def when(value: str) -> Q:
    found = {"coming": Q(starts_at__gte=now()), "over": Q(starts_at__lt=now())}
    if value not in found:
        raise ValueError(value)
    return found[value]


def mine(what: str, actor: Actor) -> Q:
    match what:
        case "signed":
            rows = Participant.objects.filter(person_id=actor.person_id or 0).exclude(state="off")
            return Q(pk__in=rows.values("activity_id"))
        case "arranged":
            return Q(owner_id=actor.person_id, owner_id__isnull=False)
    raise ValueError(what)


show_list(
    ListPage(
        ACTIVITY,
        columns=(
            Column("title"),
            Column("kind"),
            Column("starts_at"),
            Column("owner", "组织人", show=lambda activity: activity.owner),
            Column("signed", number=True),
            Column("budget", number=True, wide_only=True),
            Column("cost", number=True, wide_only=True),
            Column("status"),
        ),
        filters=(
            Filter("kind", "类别", KINDS),
            Filter("status", "状态", ACTIVITY.axes[0].states),
            Filter("when", "什么时候", WHEN, where=when),
            Filter("mine", "与我有关", MINE, mine=mine),
        ),
        views=(
            View("coming", "以后的", {"when": "coming", "status": "planned"}),
            View("to_report", "等总结", {"status": "held"}),
            View("signed", "我报名的", {"mine": "signed"}),
        ),
        order=("-starts_at", "-id"),
        related=("owner",),
        empty="这里是活动：团队建设、企业文化、公益。安排一次，大家报名；办完签到，写总结和花费，制度要求的例行就算做了。",
        create="activity.plan",
    )
)


def people_section(activity: Activity, _actor: Actor) -> Mapping[str, Any]:
    """Who signed up, who came, who did not; what each pays where they share it."""
    names, rows = organisation().names, Participant.objects.filter(activity_id=activity.id).order_by("id")
    found: dict[str, list[str]] = {"signed": [], "came": [], "missed": [], "off": []}
    for person, state in rows.values_list("person_id", "state"):
        found[state].append(names.get(person, ""))
    shared = activity.payer == "shared" and activity.cost_cents is not None
    each = shares(activity.cost_cents or 0, activity.came) if shared else []
    left = None if activity.seats is None else max(0, activity.seats - activity.signed)
    return {
        "signed": join(found["signed"]), "came": join(found["came"]), "missed": join(found["missed"]),
        "left": left if activity.status == "planned" else None, "most": each[0] if each else None,
        "least": each[-1] if each and each[-1] != each[0] else None, "planned": activity.status == "planned",
    }  # fmt: skip


def report_section(activity: Activity, _actor: Actor) -> Mapping[str, Any] | None:
    return {"text": activity.report} if activity.report else None


show_record(
    RecordPage(
        ACTIVITY,
        facts=(
            Column("kind"),
            Column("starts_at"),
            Column("place"),
            Column("owner", "组织人", show=lambda activity: activity.owner),
            Column("budget"),
            Column("cost"),
            Column("payer"),
            Column("came"),
        ),
        sections=(
            Section("谁去", "work/participants.html", people_section),
            Section("总结", "work/activity_report.html", report_section),
        ),
        main_axes=("status",),
    )
)
show_dates(
    Dated(
        ACTIVITY, "starts_at", "活动", where=lambda: Q(status__in=("planned", "held")), mine=concerned,
        past=lambda: Q(status="reported"),
        outcome=lambda activity: "held" if activity.status in ("held", "reported") else "",
    )
)  # fmt: skip

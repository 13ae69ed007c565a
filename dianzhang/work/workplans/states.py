"""What a work plan is called and which states it knows, whose it is, and who sees it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from dianzhang.engine.access import Actor
from dianzhang.engine.organisation import organisation
from dianzhang.engine.registry import Field, Subject
from dianzhang.engine.words import word
from dianzhang.kernel.units import Unit
from dianzhang.kernel.vocabulary import AxisWord

from ..models import PlanLine, Workplan
from .periods import SPANS, called

SCOPES = {"own": "个人", "team": "团队"}
IN_FORCE = ("agreed", "closed")


def title_of(plan: Workplan) -> str:
    """``周计划 10-12 林晓``; of a unit ``月计划 2026-10 客服组``."""
    org = organisation()
    if plan.scope == "team":
        unit = org.units.get(plan.unit_id or 0)
        whose = word(unit.name) if unit is not None else ""
    else:
        whose = org.names.get(plan.owner_id or 0, "")
    return f"{word(SPANS[plan.span])} {called(plan.span, plan.first_day)} {whose}".strip()


def is_mine(plan: Workplan, actor: Actor) -> bool:
    return actor.person_id is not None and actor.person_id == plan.owner_id


def gather(plans: Sequence[Workplan]) -> None:
    """Read at once who is named on the lines in force of many plans."""
    unread = {plan.pk: plan for plan in plans if "_people" not in vars(plan)}
    for plan in unread.values():
        vars(plan)["_people"] = set()
    rows = PlanLine.objects.filter(plan_id__in=list(unread), live=True) if unread else PlanLine.objects.none()
    for pk, person in rows.values_list("plan_id", "person_id") if unread else ():
        vars(unread[pk])["_people"].add(person)


def works_on(plan: Workplan, actor: Actor) -> bool:
    """Whose plan it is, and who is named on one of its lines."""
    if is_mine(plan, actor):
        return True
    gather([plan])
    return actor.person_id is not None and actor.person_id in vars(plan)["_people"]


def for_superior(actor: Actor) -> Q:
    """Plans that were handed in to a post that someone answers for; never their own."""
    if actor.person_id is None:
        return Q(pk__in=[])
    always, instead = organisation().answers_for(actor.person_id)
    found = Q(superior_post__in=sorted(always))
    for author, posts in instead.items():
        found |= Q(superior_post__in=sorted(posts), owner_id=author)
    return found & ~Q(owner_id=actor.person_id) & ~Q(status__in=("draft", "dropped"))


def units_of(actor: Actor) -> list[int]:
    """The units that someone holds a post in, and all above them."""
    org = organisation()
    own: set[Any] = {org.unit_of(post) for post in org.posts_of.get(actor.person_id or 0, ())}
    return sorted(unit for unit, below in org.below.items() if own & below)


def of_my_units(actor: Actor) -> Q:
    """What the units that someone works in have agreed to do."""
    return Q(scope="team", status__in=IN_FORCE, unit_id__in=units_of(actor))


def with_my_lines(actor: Actor) -> Q:
    rows = PlanLine.objects.filter(person_id=actor.person_id or 0, live=True)
    return Q(pk__in=rows.values("plan_id"))


def concerned(actor: Actor) -> Q:
    """One's own, what is handed in to one, what one's units mean to do, and where one is named."""
    if actor.person_id is None:
        return Q(pk__in=[])
    return Q(owner_id=actor.person_id) | for_superior(actor) | of_my_units(actor) | with_my_lines(actor)


WORKPLAN = Subject(
    "workplan",
    zh="工作计划",
    model=Workplan,
    en="Work plan",
    axes=(
        AxisWord(
            "status", "状态",
            {"draft": "起草中", "submitted": "待批准", "agreed": "执行中", "closed": "已结束", "dropped": "已作废"},
            "draft",
        ),
        AxisWord("change", "变更", {"none": "没有变更", "open": "正在改", "waiting": "变更待批准"}, "none"),
    ),
    fields=(
        Field("span", "计划期", Unit.TEXT, choices=SPANS),
        Field("scope", "归属", Unit.TEXT, choices=SCOPES, default="own"),
        Field("first_day", "起日", Unit.DATE),
        Field("last_day", "止日", Unit.DATE),
        Field("post", "岗位", Unit.TEXT),
        Field("superior_post", "交给", Unit.TEXT),
        Field("summary", "重点", Unit.TEXT, journal=False),
        Field("result", "结果", Unit.TEXT, journal=False),
        Field("version", "版次", Unit.COUNT, default=0),
        Field("drafted", "最新一稿", Unit.COUNT, default=1),
        Field("early", "提前提交", Unit.TRUTH, default=False),
        # Not journaled: what a request decides upon is what the journal has, and a line done meanwhile changes no plan.
        Field("lines_all", "条数", Unit.COUNT, default=0, journal=False),
        Field("lines_done", "完成条数", Unit.COUNT, default=0, journal=False),
        Field("submitted_at", "提交时间", Unit.TIME),
        Field("agreed_at", "批准时间", Unit.TIME),
        Field("closed_at", "结束时间", Unit.TIME),
        Field("owner_id", "负责人", Unit.COUNT),
    ),
    title=title_of,
    concerned=concerned,
    gather=gather,
    everybody=True,
    unfinished=lambda: Q(status__in=("draft", "submitted", "agreed")),
)  # fmt: skip

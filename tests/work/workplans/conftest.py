"""The service group plans: 林晓 for the group, 周可 and 苏禾 for themselves, as the shipped clause wants it."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine.act import must, one
from dianzhang.engine.models import Approval
from dianzhang.engine.moment import HOME, living_at
from dianzhang.engine.outcome import Outcome
from dianzhang.work.models import PlanLine, PlanWording, Workplan
from tests.engine.department import found, put_in_force
from tests.work.conftest import ACCESS, MONDAY
from tests.work.test_spoken import clause

BEFORE = datetime(2026, 9, 29, 10, tzinfo=HOME)  # the plan of October is written in September


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    people = found()
    text = clause("house-rules", "house.plans").replace("主管, ", "").replace("推广组长, ", "")
    put_in_force(ACCESS + text.replace(", 设计组长", ""))
    return people


def do(actor: Any, action: str, pk: int | None = None, at: datetime = MONDAY, **data: Any) -> Outcome:
    with living_at(at):
        return one(f"workplan.{action}", actor, pk, **data)


def request_on(plan: Workplan) -> Approval:
    return Approval.objects.get(target_kind="workplan", target_id=plan.pk, status="waiting")


def answer(actor: Any, plan: Workplan, verb: str = "agree", at: datetime = MONDAY, **data: Any) -> Outcome:
    with living_at(at):
        return one(f"approval.{verb}", actor, request_on(plan).pk, **data)


def now(plan: Workplan) -> Workplan:
    return Workplan.objects.get(pk=plan.pk)


def line(plan: Workplan, aim: str) -> PlanLine:
    """The line of a plan that says this, in force or as it is being written."""
    worded = PlanWording.objects.filter(line__plan_id=plan.pk, aim=aim).order_by("-number")[0]
    return PlanLine.objects.get(pk=worded.line_id)


def of_group(people: SimpleNamespace, *, agreed: bool = True) -> Workplan:
    """October of the service group: 林晓 writes it, 沈岚 agrees."""
    plan: Workplan = must(
        do(people.linxiao, "draft_team", at=BEFORE, span="month", lines="一次解决率到八成五\n退换货说法整理成一页")
    )
    given: dict[str, Any] = {"measure": "一次解决率（%）", "target": "85", "due_on": "2026-10-30"}
    rate = line(plan, "一次解决率到八成五")
    must(do(people.linxiao, "change_line", plan.pk, at=BEFORE, line=rate.pk, aim=rate.aim, **given))
    must(do(people.linxiao, "submit", plan.pk, at=BEFORE))
    if agreed:
        must(answer(people.shenlan, plan, at=BEFORE))
    return now(plan)


def of_zhouke(people: SimpleNamespace, *, lines: str = "跟完三个老投诉", agreed: bool = True) -> Workplan:
    """The week from Monday, 12 October, of 周可: 林晓 agrees."""
    plan: Workplan = must(do(people.zhouke, "draft", span="week", day="2026-10-12", lines=lines))
    must(do(people.zhouke, "submit", plan.pk))
    if agreed:
        must(answer(people.linxiao, plan))
    return now(plan)

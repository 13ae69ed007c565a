"""Reports stand beside the plan: done, not done, besides it; and begin with what it says."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine.act import must, one
from dianzhang.engine.moment import HOME, living_at
from dianzhang.work.models import Report
from dianzhang.work.reports.actions import filled
from dianzhang.work.reports.comparing import section
from tests.work.conftest import MONDAY
from tests.work.conftest import do as task_do

from .conftest import do, line, of_zhouke

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("W6.6")]
FRIDAY = datetime(2026, 10, 16, 17, tzinfo=HOME)


def report(people: SimpleNamespace, kind: str = "weekly", at: datetime = FRIDAY) -> Report:
    with living_at(at):
        return must(one("report.send", people.zhouke, kind=kind, done="都写在计划里"))


def week(people: SimpleNamespace) -> None:
    plan = of_zhouke(people, lines="甲\n乙\n丙")
    must(do(people.zhouke, "tick", plan.pk, line=line(plan, "甲").pk))
    must(do(people.zhouke, "progress", plan.pk, line=line(plan, "乙").pk, percent=30, note="等供应商"))


def test_done_and_not_done_by_the_plan(people: SimpleNamespace) -> None:
    week(people)
    told = section(report(people), people.linxiao)
    assert told is not None
    assert [(row["aim"], row["done"], row["percent"]) for row in told["rows"]] == [
        ("甲", True, 100), ("乙", False, 30), ("丙", False, None),
    ]  # fmt: skip
    assert told["done"] == 1


def test_done_after_the_days_is_not_done_in_them(people: SimpleNamespace) -> None:
    plan = of_zhouke(people, lines="甲")
    sent = report(people)
    must(do(people.zhouke, "tick", plan.pk, at=FRIDAY + timedelta(days=3), line=line(plan, "甲").pk))
    told = section(sent, people.linxiao)
    assert told is not None
    assert told["done"] == 0


def test_what_no_line_has_was_done_besides(people: SimpleNamespace) -> None:
    week(people)
    parts = {"accountable": "zhouke", "responsible": ["zhouke"], "consulted": ["linxiao"], "informed": ["linxiao"]}
    task = must(task_do(people.zhouke, "propose", title="替苏禾顶半天班", **parts))
    must(task_do(people.zhouke, "start", task.pk))
    must(task_do(people.zhouke, "finish", task.pk))
    told = section(report(people), people.linxiao)
    assert told is not None
    assert [one["title"] for one in told["besides"]] == ["替苏禾顶半天班"]


def test_a_day_has_what_is_due_by_it(people: SimpleNamespace) -> None:
    plan = must(do(people.zhouke, "draft", span="week", day="2026-10-12"))
    must(do(people.zhouke, "add_line", plan.pk, aim="甲", due_on="2026-10-12"))
    must(do(people.zhouke, "add_line", plan.pk, aim="乙", due_on="2026-10-13"))
    must(do(people.zhouke, "submit", plan.pk))
    from .conftest import answer

    must(answer(people.linxiao, plan))
    with living_at(MONDAY):
        assert filled({"kind": "daily"}, people.zhouke)["plan"].splitlines() == ["10-12 甲", "10-13 乙"]
    told = section(report(people, "daily", MONDAY + timedelta(hours=8)), people.linxiao)
    assert told is not None
    assert [row["aim"] for row in told["rows"]] == ["甲"]


def test_the_form_has_what_the_plan_says_of_now_and_next(people: SimpleNamespace) -> None:
    week(people)
    must(do(people.zhouke, "draft", span="week", day="2026-10-19", lines="丁\n戊"))
    with living_at(FRIDAY):
        begun = filled({"kind": "weekly"}, people.zhouke)
    assert begun["done"].splitlines()[0] == "计划 · 甲：做完了"
    assert begun["plan"].splitlines() == ["丁", "戊"]


def test_the_reader_is_led_to_the_next_plan_once_it_is_handed_in(people: SimpleNamespace) -> None:
    week(people)
    after = must(do(people.zhouke, "draft", span="week", day="2026-10-19", lines="丁"))
    sent = report(people)
    told = section(sent, people.linxiao)
    assert told is not None
    assert told["next"] is None
    must(do(people.zhouke, "submit", after.pk))
    told = section(sent, people.linxiao)
    assert told is not None
    assert told["next"]["url"].endswith(f"/workplan/{after.pk}")


def test_without_a_plan_nothing_is_compared(people: SimpleNamespace) -> None:
    assert section(report(people), people.linxiao) is None


def test_who_may_not_see_the_plan_sees_no_line_of_it(people: SimpleNamespace) -> None:
    week(people)
    assert section(report(people), people.chenmo) is None


def test_comparing_costs_the_same_for_any_number_of_lines(people: SimpleNamespace) -> None:
    of_zhouke(people, lines="\n".join(f"第 {n} 件" for n in range(1, 31)))
    sent = report(people)
    section(sent, people.linxiao)
    with CaptureQueriesContext(connection) as asked:
        told = section(sent, people.linxiao)
    assert told is not None
    assert len(told["rows"]) == 30
    assert len(asked) <= 5

"""Drawn from the plan above: each line remembers what it serves; above one sees who serves what, and what nobody."""

from datetime import datetime
from types import SimpleNamespace

import pytest

from dianzhang.engine.act import must
from dianzhang.engine.moment import HOME, living_at
from dianzhang.work.models import PlanLine, Workplan
from dianzhang.work.workplans.lines import above, may_serve
from dianzhang.work.workplans.showing import lines_section
from tests.work.conftest import MONDAY

from .conftest import BEFORE, answer, do, line, now, of_group, of_zhouke

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("W6.2")]


def drawn(people: SimpleNamespace, *aims: str) -> Workplan:
    """周可's week, drawn from the group's October."""
    group = of_group(people)
    plan = must(do(people.zhouke, "draft", span="week", day="2026-10-12"))
    must(do(people.zhouke, "draw", plan.pk, lines=[line(group, aim).pk for aim in aims]))
    must(do(people.zhouke, "submit", plan.pk))
    must(answer(people.linxiao, plan))
    return now(plan)


def test_lines_are_drawn_and_remember_what_they_serve(people: SimpleNamespace) -> None:
    plan = drawn(people, "一次解决率到八成五", "退换货说法整理成一页")
    first, second = PlanLine.objects.filter(plan=plan, live=True).order_by("place")
    assert (first.aim, first.measure, first.person_id) == (
        "一次解决率到八成五",
        "一次解决率（%）",
        people.zhouke.person_id,
    )
    assert (str(first.due_on), first.target) == ("2026-10-18", None)
    assert second.serves is not None
    assert second.serves.plan.scope == "team"


def test_above_one_sees_who_serves_what_and_what_nobody_does(people: SimpleNamespace) -> None:
    plan = drawn(people, "退换货说法整理成一页")
    must(do(people.zhouke, "progress", plan.pk, line=line(plan, "退换货说法整理成一页").pk, percent=40))
    with living_at(MONDAY):
        group = Workplan.objects.get(scope="team")
        told = lines_section(group, people.linxiao)
    assert told is not None
    rows = {row["aim"]: row for row in told["lines"]}
    assert told["unserved"] == 1
    assert rows["一次解决率到八成五"]["below"] == []
    served = rows["退换货说法整理成一页"]
    assert [(one["percent"], one["url"] != "") for one in served["below"]] == [(40, True)]
    assert (served["far"].all, served["far"].done, served["far"].percent) == (1, 0, 40)


def test_a_colleague_sees_who_and_how_far_but_not_the_words(people: SimpleNamespace) -> None:
    drawn(people, "退换货说法整理成一页")
    with living_at(MONDAY):
        told = lines_section(Workplan.objects.get(scope="team"), people.suhe)
    assert told is not None
    below = told["lines"][1]["below"][0]
    assert (below["plan"], below["aim"], below["url"]) == ("周计划 10-12 周可", "", "")


def test_what_is_not_agreed_is_neither_above_nor_below(people: SimpleNamespace) -> None:
    group = of_group(people, agreed=False)
    plan = of_zhouke(people, agreed=False)
    assert above(plan) == []
    must(answer(people.shenlan, group, at=BEFORE))
    must(do(people.zhouke, "withdraw", plan.pk))
    must(do(people.zhouke, "draw", plan.pk, lines=[line(group, "退换货说法整理成一页").pk]))
    must(do(people.zhouke, "submit", plan.pk))
    told = lines_section(now(group), people.linxiao)
    assert told is not None
    assert told["unserved"] == 2


def test_drawn_once(people: SimpleNamespace) -> None:
    group = of_group(people)
    plan = must(do(people.zhouke, "draft", span="week", day="2026-10-12"))
    pk = line(group, "退换货说法整理成一页").pk
    must(do(people.zhouke, "draw", plan.pk, lines=[pk, pk]))
    assert do(people.zhouke, "draw", plan.pk, lines=[pk]).status == "unchanged"
    assert PlanLine.objects.filter(plan=plan).count() == 1


def test_not_from_another_groups_plan(people: SimpleNamespace) -> None:
    other = must(do(people.mengyan, "draft_team", at=BEFORE, span="month", lines="双十一主图换完"))
    must(do(people.mengyan, "submit", other.pk, at=BEFORE))
    must(answer(people.shenlan, other, at=BEFORE))
    plan = must(do(people.zhouke, "draft", span="week", day="2026-10-12"))
    pk = line(other, "双十一主图换完").pk
    assert "没有这一条" in do(people.zhouke, "draw", plan.pk, lines=[pk]).why
    assert "没有这一条" in do(people.zhouke, "add_line", plan.pk, aim="主图", serves=pk).why


def test_from_the_department_and_from_ones_own_longer_plan(people: SimpleNamespace) -> None:
    whole = must(
        do(people.shenlan, "draft_team", at=BEFORE, span="quarter", day="2026-10-01", lines="全部门退款率降到百分之三")
    )
    must(do(people.shenlan, "submit", whole.pk, at=BEFORE))
    Workplan.objects.filter(pk=whole.pk).update(status="agreed", version=1)
    group = of_group(people)
    own = must(
        do(
            people.zhouke,
            "draft",
            at=datetime(2026, 10, 9, 10, tzinfo=HOME),
            span="quarter",
            day="2026-10-09",
            lines="学会看数",
        )
    )
    must(do(people.zhouke, "submit", own.pk))
    must(answer(people.linxiao, own))
    week = must(do(people.zhouke, "draft", span="week", day="2026-10-12"))
    assert [one.pk for one in above(week)] == [group.pk, whole.pk, own.pk]
    assert [one.pk for one in above(group)] == [whole.pk]
    assert above(now(own)) == [now(whole)]
    assert line(own, "学会看数").pk in may_serve(week)


def test_the_tie_survives_a_new_version_above(people: SimpleNamespace) -> None:
    plan = drawn(people, "退换货说法整理成一页")
    group = Workplan.objects.get(scope="team")
    said = line(group, "退换货说法整理成一页")
    must(do(people.linxiao, "amend", group.pk, reason="改成两页"))
    must(do(people.linxiao, "change_line", group.pk, line=said.pk, aim="退换货说法整理成两页"))
    must(do(people.linxiao, "submit_change", group.pk))
    must(answer(people.shenlan, group))
    served = PlanLine.objects.get(plan=plan, live=True).serves
    assert served is not None
    assert served.aim == "退换货说法整理成两页"


def test_the_next_plan_begins_with_what_this_one_leaves(people: SimpleNamespace) -> None:
    from dianzhang.work.workplans.drafting import begun_with

    plan = of_zhouke(people, lines="甲\n乙")
    must(do(people.zhouke, "tick", plan.pk, line=line(plan, "甲").pk))
    with living_at(MONDAY):
        assert begun_with({}, people.zhouke) == {"span": "week", "day": "2026-10-19", "lines": "乙"}
        assert begun_with({}, people.suhe)["lines"] == ""

"""Rewards and penalties are proposed when a period is over; people decide, and the person concerned is told."""

from __future__ import annotations

import json
from datetime import datetime
from types import SimpleNamespace

import pytest

from dianzhang.engine import organisation, reading, registry
from dianzhang.engine.act import one
from dianzhang.engine.models import Event, Notice
from dianzhang.engine.moment import HOME, living_at
from dianzhang.reward.models import Proposal
from dianzhang.reward.proposing import before
from tests.engine.department import found, put_in_force
from tests.reward.office import close, complaint, does, done, october

RULES = """---
制度: 奖惩制度
代号: praise
版本: "1"
生效: 2026-01-01
---

# 一 规则

## 1.1 客诉 {#complaints}
```rule
期限: {从: 客诉.受理, 到: 客诉.解决, 时限: 10分钟, 责任: 经办人}
指标: {名: 流程达成率, 公式: 按时时限数 ÷ 应履约时限数, 单位: 比例}
考核: {岗位: [客服专员], 周期: 月, 构成: [{指标: 流程达成率, 权重: 100%}]}
```

## 1.2 改进 {#improve}
```rule
奖惩: {若: 综合得分率 < 60%, 连续: RUN, 周期: PERIOD, 岗位: [客服专员], 提议: 绩效改进计划}
```

## 1.3 表扬 {#praise}
```rule
奖惩: {若: 按时时限数 >= 2 且 综合得分率 = 100%, 岗位: [客服专员], 提议: 例会上表扬}
```

## 1.9 谁能做什么 {#access}
```rule
权限:
  - {岗位: [客服专员], 可做: [客诉.*], 范围: 本组}
  - {岗位: [人事专员], 可做: [月度.*, 奖惩提议.*], 范围: 全部}
  - {岗位: [客服组长], 可做: [月度.查看, 奖惩提议.接受, 奖惩提议.不接受], 范围: 本组}
  - {岗位: [客服专员], 可做: [奖惩提议.接受], 范围: 全部}
```
"""
NOVEMBER = datetime(2026, 11, 12, 10, tzinfo=HOME)
DECEMBER = datetime(2026, 12, 10, 10, tzinfo=HOME)


def department(run: str = "1", period: str = "月") -> SimpleNamespace:
    people = found()
    put_in_force(RULES.replace("RUN", run).replace("PERIOD", period))
    return people


def bad_and_good(people: SimpleNamespace, moment: datetime) -> None:
    """苏禾 is late with the only complaint there is; 周可 settles two in time."""
    complaint(people.suhe, moment, minutes=30)
    complaint(people.zhouke, moment)
    complaint(people.zhouke, moment.replace(hour=11))


def proposed() -> list[tuple[str, str, str]]:
    names = organisation.organisation().names
    return [(names[p.person_id], p.period, p.what) for p in Proposal.objects.order_by("id")]


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    people = department()
    bad_and_good(people, october(12))
    assert close(people).done
    return people


@pytest.mark.requirement("K7.1")
def test_the_closing_of_a_month_proposes_what_its_figures_say(people: SimpleNamespace) -> None:
    assert proposed() == [("苏禾", "2026-10", "绩效改进计划"), ("周可", "2026-10", "例会上表扬")]
    plan = Proposal.objects.order_by("id")[0]
    made = Event.objects.get(kind="proposal.make", subject_id=plan.pk)
    assert (made.rule, made.cause_id) == ("improve/consequence-1", Event.objects.get(kind="month.close").pk)
    (of_october,) = json.loads(plan.figures)
    (score,) = of_october["figures"]
    assert (of_october["period"], score["name"], score["value"]) == ("2026-10", "综合得分率", "0")
    assert score["inputs"]  # down to the deadline that was missed


@pytest.mark.requirement("K7.1")
def test_those_who_may_decide_are_told_and_the_person_concerned_only_afterwards(people: SimpleNamespace) -> None:
    plan = Proposal.objects.get(what="绩效改进计划")
    told = Notice.objects.filter(subject_kind="proposal", subject_id=plan.pk)
    assert set(told.values_list("person_id", flat=True)) == {
        people.linxiao.person_id, people.hejing.person_id, people.zhouke.person_id,
    }  # fmt: skip
    done(people.linxiao, "proposal.accept", NOVEMBER, plan.pk, note="下周一谈")
    assert told.order_by("-id")[0].person_id == people.suhe.person_id
    assert Proposal.objects.get(pk=plan.pk).status == "accepted"


@pytest.mark.requirement("K7.1")
def test_declining_needs_a_reason_and_is_told_too(people: SimpleNamespace) -> None:
    plan = Proposal.objects.get(what="绩效改进计划")
    assert does(people.hejing, "proposal.decline", NOVEMBER, plan.pk).status == "refused"
    done(people.hejing, "proposal.decline", NOVEMBER, plan.pk, reason="那一件等的是物流")
    assert Proposal.objects.get(pk=plan.pk).status == "declined"
    told = Notice.objects.filter(subject_kind="proposal", subject_id=plan.pk, person_id=people.suhe.person_id)
    assert told.count() == 1
    assert does(people.hejing, "proposal.accept", NOVEMBER, plan.pk).status == "moved_on"


@pytest.mark.requirement("K7.2")
def test_nobody_decides_what_is_proposed_of_themselves(people: SimpleNamespace) -> None:
    plan = Proposal.objects.get(what="绩效改进计划")
    outcome = does(people.suhe, "proposal.accept", NOVEMBER, plan.pk)
    assert (outcome.status, Proposal.objects.get(pk=plan.pk).status) == ("refused", "proposed")
    assert does(people.chenmo, "proposal.accept", NOVEMBER, plan.pk).status == "refused"


@pytest.mark.requirement("K7.2")
@pytest.mark.parametrize(
    ("who", "before_decision", "afterwards"),
    [
        ("hejing", True, True),
        ("linxiao", True, True),
        ("suhe", False, True),
        ("zhouke", False, False),
        ("chenmo", False, False),
    ],
)
def test_who_sees_it(people: SimpleNamespace, who: str, before_decision: bool, afterwards: bool) -> None:
    plan, subject = Proposal.objects.get(what="绩效改进计划"), registry.subjects["proposal"]
    actor = getattr(people, who)
    with living_at(NOVEMBER):
        assert reading.may_see(actor, subject, plan) is before_decision
        assert reading.visible(actor, subject).filter(pk=plan.pk).exists() is before_decision
        one("proposal.decline", people.hejing, plan.pk, reason="那一件等的是物流")
        plan.refresh_from_db()
        assert reading.may_see(actor, subject, plan) is afterwards


def test_two_months_running(db: None) -> None:
    people = department(run="2")
    bad_and_good(people, october(12))
    close(people)
    assert ("苏禾", "2026-10", "绩效改进计划") not in proposed()
    bad_and_good(people, NOVEMBER)
    close(people, "2026-11", datetime(2026, 12, 2, 9, tzinfo=HOME))
    assert ("苏禾", "2026-11", "绩效改进计划") in proposed()
    plan = Proposal.objects.get(what="绩效改进计划")
    assert [one["period"] for one in json.loads(plan.figures)] == ["2026-10", "2026-11"]


def test_a_good_month_between_breaks_the_run(db: None) -> None:
    people = department(run="2")
    bad_and_good(people, october(12))
    close(people)
    complaint(people.suhe, NOVEMBER)
    close(people, "2026-11", datetime(2026, 12, 2, 9, tzinfo=HOME))
    assert not Proposal.objects.filter(what="绩效改进计划").exists()


def test_a_quarter_is_looked_at_when_its_last_month_is_closed(db: None) -> None:
    people = department(period="季")
    bad_and_good(people, october(12))
    close(people)
    close(people, "2026-11", datetime(2026, 12, 2, 9, tzinfo=HOME))
    assert not Proposal.objects.filter(what="绩效改进计划").exists()
    close(people, "2026-12", datetime(2027, 1, 4, 9, tzinfo=HOME))
    assert ("苏禾", "2026-Q4", "绩效改进计划") in proposed()


def test_without_a_figure_nothing_is_proposed(db: None) -> None:
    people = department()
    close(people)
    assert proposed() == []


@pytest.mark.parametrize(
    ("period", "earlier"), [("2026-03", "2026-02"), ("2026-01", "2025-12"), ("2026-Q1", "2025-Q4")]
)
def test_the_period_before(period: str, earlier: str) -> None:
    assert before(period) == earlier

"""A module registers a subject in a few lines and gets form, gate, clock and timeline from the engine."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dianzhang.engine import reading, registry
from dianzhang.engine.act import one
from dianzhang.engine.models import ClockRow, Event, Notice
from dianzhang.engine.moment import living_at
from dianzhang.engine.seats import waiting_for
from dianzhang.engine.tick import tick
from tests.engine.department import found, put_in_force

RULES = """
## 1.1 样品 {#samples}
```rule
权限:
  - {岗位: [运营专员, 运营组长], 可做: [样品.申请, 样品.借出, 样品.归还, 样品.查看], 范围: 本组}
审批:
  动作: 样品.借出
  若: 价值 > 500元
  审批人: 运营组长
期限:
  从: 样品.借出
  到: 样品.归还
  时限: 3个工作日
  责任: 经办人
  事项: 归还样品
  超时处理: {通知: 运营组长}
```
"""
MONDAY = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)  # 10:00 in Shanghai


@pytest.fixture
def people(loans: type):
    department = found()
    put_in_force(RULES)
    return department


def test_it_takes_under_sixty_lines():
    assert len(Path(__file__).with_name("fourth.py").read_text().splitlines()) < 60


def test_the_form_says_what_is_missing(people):
    outcome = one("loan.ask", people.xunuo, host="", worth="-3")
    assert outcome.status == "refused"
    assert set(outcome.field_errors) == {"host", "worth"}


def test_a_cheap_sample_goes_out_and_a_clock_runs_until_it_is_back(people):
    with living_at(MONDAY):
        loan = one("loan.ask", people.xunuo, host="阿满", worth="80").record
        assert one("loan.lend", people.xunuo, loan.id, loan.revision).done
    clock = ClockRow.objects.get()
    assert (clock.state, clock.due_at) == ("running", MONDAY + timedelta(days=3))
    assert clock.owner_id == people.xunuo.person_id
    with living_at(MONDAY + timedelta(days=2)):
        assert one("loan.return", people.xunuo, loan.id).done
    clock.refresh_from_db()
    assert (clock.state, clock.ended_at) == ("met", MONDAY + timedelta(days=2))


def test_a_dear_sample_waits_for_the_lead_who_is_not_the_applicant(people):
    with living_at(MONDAY):
        loan = one("loan.ask", people.xunuo, host="阿满", worth="800").record
        asked = one("loan.lend", people.xunuo, loan.id, loan.revision)
        assert asked.status == "awaiting"
        loan.refresh_from_db()
        assert loan.status == "wanted"
        assert [a.pk for a in waiting_for(people.mengyan.person_id)] == [asked.approval_id]
        assert one("approval.agree", people.xunuo, asked.approval_id).status == "refused"
        assert one("approval.agree", people.mengyan, asked.approval_id, reason="可以").done
    loan.refresh_from_db()
    assert loan.status == "lent"
    lent = Event.objects.get(kind="loan.lend")
    assert lent.actor_id == people.xunuo.person_id  # carried out as its applicant


def test_a_refusal_leaves_the_sample_where_it_is(people):
    loan = one("loan.ask", people.xunuo, host="阿满", worth="800").record
    asked = one("loan.lend", people.xunuo, loan.id)
    assert one("approval.refuse", people.mengyan, asked.approval_id, reason="预算用完了").done
    loan.refresh_from_db()
    assert loan.status == "wanted"
    assert Notice.objects.filter(person_id=people.xunuo.person_id, kind="decided").count() == 1


def test_late_the_lead_is_told_and_the_verdict_stays(people):
    with living_at(MONDAY):
        loan = one("loan.ask", people.xunuo, host="阿满", worth="80").record
        one("loan.lend", people.xunuo, loan.id)
    later = MONDAY + timedelta(days=4)
    assert tick(later) == 1
    assert tick(later) == 0
    clock = ClockRow.objects.get()
    assert clock.state == "missed"
    overdue = Event.objects.get(kind="loan.overdue")
    assert overdue.occurred_at == MONDAY + timedelta(days=3)
    assert {n.person_id for n in Notice.objects.all()} == {people.xunuo.person_id, people.mengyan.person_id}
    with living_at(later):
        one("loan.return", people.xunuo, loan.id)
    clock.refresh_from_db()
    assert clock.state == "missed"
    assert clock.ended_at == later


def test_the_timeline_names_who_and_the_clause(people):
    with living_at(MONDAY):
        loan = one("loan.ask", people.xunuo, host="阿满", worth="80").record
        one("loan.lend", people.xunuo, loan.id)
    tick(MONDAY + timedelta(days=4))
    lines = reading.timeline(registry.subjects["loan"], loan)
    assert [(line.who, line.did) for line in lines] == [("系统", "逾期"), ("许诺", "借出"), ("许诺", "申请")]
    assert lines[0].clause is not None
    assert lines[0].clause.short == "1.1 样品"


def test_who_may_not_is_refused(people):
    loan = one("loan.ask", people.xunuo, host="阿满", worth="80").record
    assert one("loan.lend", people.zhouke, loan.id).status == "refused"
    assert one("loan.ask", people.zhouke, host="阿满", worth="80").status == "refused"
    loan.refresh_from_db()
    assert loan.status == "wanted"

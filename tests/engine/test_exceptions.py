"""An exception waives a deadline, with a reason and someone's agreement; it counts neither as kept nor as broken."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dianzhang.engine.act import one
from dianzhang.engine.models import ClockRow, Event, Note, Notice
from dianzhang.engine.moment import living_at
from dianzhang.engine.replaying import compare
from dianzhang.engine.tick import tick
from tests.engine.department import HEAD, found, put_in_force

RULES = """
## 1.1 工单 {#tickets}
```rule
权限:
  - {岗位: 客服专员, 可做: [工单.受理, 工单.解决, 工单.查看], 范围: 本人}
  - {岗位: 客服组长, 可做: [工单.*, 工单.查看], 范围: 本组}
期限:
  从: 工单.受理
  到: 工单.解决
  时限: 10分钟
  责任: 经办人
  超时处理: {过: 10分钟, 通知: 客服组长}
```
"""
RULE = "tickets/deadline-1"
NINE = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return NINE + timedelta(minutes=minutes)


def clock() -> ClockRow:
    return ClockRow.objects.get(rule=RULE)


@pytest.fixture
def people(tickets):
    people = found()
    put_in_force(RULES)
    return people


@pytest.fixture
def ticket(people):
    """周可 took it in at nine."""
    with living_at(NINE):
        return one("ticket.open", people.zhouke, size=1).record


def ask(who, ticket, minutes: int, reason: str = "仓库停电，联系不上"):
    with living_at(at(minutes)):
        return one("ticket.excuse", who, ticket.id, rule=RULE, reason=reason)


def agree(who, outcome, minutes: int):
    with living_at(at(minutes)):
        return one("approval.agree", who, outcome.approval_id)


@pytest.mark.requirement("R6.1")
def test_the_superior_agrees_and_the_clock_stands(people, ticket) -> None:
    asked = ask(people.zhouke, ticket, 3)
    assert asked.status == "awaiting"
    assert clock().state == "running"
    assert agree(people.linxiao, asked, 5).done
    assert (clock().state, clock().next_at, clock().live) == ("excused", None, False)
    tick(at(60))
    assert not Event.objects.filter(kind="ticket.overdue").exists()
    assert not Notice.objects.filter(kind__in=["overdue", "escalated"]).exists()


@pytest.mark.requirement("R6.3")
def test_a_deadline_already_missed_is_waived_and_what_was_said_stays(people, ticket) -> None:
    tick(at(11))
    assert clock().state == "missed"
    agree(people.linxiao, ask(people.zhouke, ticket, 12), 15)
    assert clock().state == "excused"
    assert Event.objects.filter(kind="ticket.overdue").count() == 1
    correct = Event.objects.get(kind="ticket.correct")
    assert '"was":"missed"' in correct.data.replace(" ", "")
    tick(at(60))
    assert not Notice.objects.filter(kind="escalated").exists()


def test_one_that_was_done_late_is_waived_too(people, ticket) -> None:
    tick(at(11))
    with living_at(at(12)):
        assert one("ticket.solve", people.zhouke, ticket.id).done
    assert (clock().state, clock().live) == ("missed", False)
    agree(people.linxiao, ask(people.zhouke, ticket, 20), 25)
    assert clock().state == "excused"


@pytest.mark.requirement("R6.2")
def test_refused_it_counts_as_before(people, ticket) -> None:
    asked = ask(people.zhouke, ticket, 3)
    with living_at(at(4)):
        assert one("approval.refuse", people.linxiao, asked.approval_id, reason="来得及").done
    tick(at(60))
    assert clock().state == "missed"


@pytest.mark.requirement("R6.2")
def test_nobody_agrees_to_their_own(people, ticket) -> None:
    asked = ask(people.zhouke, ticket, 3)
    assert not agree(people.zhouke, asked, 4).done
    assert clock().state == "running"


def test_a_colleague_without_the_right_cannot_ask(people, ticket) -> None:
    outcome = ask(people.suhe, ticket, 3)
    assert outcome.status == "refused"
    assert "没有" in outcome.why


def test_a_reason_must_be_given_and_stays_out_of_the_journal(people, ticket) -> None:
    assert ask(people.zhouke, ticket, 3, reason="").field_errors == {"reason": "请填写。"}
    agree(people.linxiao, ask(people.zhouke, ticket, 3), 4)
    assert Note.objects.get(subject_kind="ticket").text == "另作安排：仓库停电，联系不上"
    assert "停电" not in Event.objects.get(kind="ticket.excuse").data


def test_what_is_kept_needs_no_exception(people, ticket) -> None:
    with living_at(at(2)):
        one("ticket.solve", people.zhouke, ticket.id)
    outcome = ask(people.zhouke, ticket, 3)
    if outcome.status == "awaiting":
        agree(people.linxiao, outcome, 4)
    assert clock().state == "met"


@pytest.mark.requirement("R6.2")
def test_the_rulebook_says_who_agrees(tickets) -> None:
    people = found()
    put_in_force(RULES.replace("期限:\n", "审批: {动作: 工单.另作安排, 审批人: 电商总监}\n期限:\n"))
    with living_at(NINE):
        ticket = one("ticket.open", people.zhouke, size=1).record
    asked = ask(people.zhouke, ticket, 3)
    assert not agree(people.linxiao, asked, 4).done
    assert agree(people.shenlan, asked, 5).done
    assert clock().state == "excused"


@pytest.mark.requirement("R6.3")
def test_a_replay_takes_the_exception_as_given(people, ticket) -> None:
    tick(at(11))
    agree(people.linxiao, ask(people.zhouke, ticket, 12), 15)
    found = compare(HEAD + RULES, date(2026, 3, 1), date(2026, 3, 3))
    assert (found.totals["now"].missed, found.totals["draft"].missed) == (0, 0)
    stricter = compare(HEAD + RULES.replace("10分钟\n  责任", "5分钟\n  责任"), date(2026, 3, 1), date(2026, 3, 3))
    assert stricter.totals["draft"].missed == 0


def test_a_newer_version_or_a_repeal_lets_nobody_waive_alone(people, ticket) -> None:
    tick(at(11))
    put_in_force((HEAD + RULES).replace("{#tickets}", "{#other}").replace('版本: "1"', '版本: "2"'), since=at(20))
    asked = ask(people.zhouke, ticket, 30)
    assert asked.status == "awaiting"
    assert clock().state == "missed"


def test_a_gate_for_some_cases_leaves_the_others_to_the_superior(tickets) -> None:
    people = found()
    put_in_force(RULES.replace("期限:\n", "审批: {动作: 工单.另作安排, 若: 大小 > 5, 审批人: 电商总监}\n期限:\n"))
    with living_at(NINE):
        small = one("ticket.open", people.zhouke, size=1).record
    asked = ask(people.zhouke, small, 3)
    assert asked.status == "awaiting"
    assert agree(people.linxiao, asked, 5).done
    assert clock().state == "excused"

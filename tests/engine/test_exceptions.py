"""An exception waives a deadline, with a reason and someone's agreement; it counts neither as kept nor as broken."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dianzhang.engine.act import one, perform
from dianzhang.engine.models import Approval, ClockRow, Event, Note, Notice
from dianzhang.engine.moment import living_at
from dianzhang.engine.outcome import Item
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


def put_off(who, ticket, minutes: int, until: datetime):
    with living_at(at(minutes)):
        return one("ticket.excuse", who, ticket.id, rule=RULE, reason="等仓库来电", until=until.isoformat())


def states() -> list[tuple[str, datetime | None]]:
    return list(ClockRow.objects.filter(rule=RULE).order_by("id").values_list("state", "due_at"))


@pytest.mark.requirement("R6.5")
@pytest.mark.parametrize(
    ("solved", "verdict", "overdue"),
    [(59, "met", 0), (60, "met", 0), (61, "missed", 1), (None, "missed", 1)],
)
def test_put_off_it_is_owed_until_the_new_date_and_judged_as_ever(people, ticket, solved, verdict, overdue) -> None:
    assert agree(people.linxiao, put_off(people.zhouke, ticket, 3, at(60)), 5).done
    assert states() == [("excused", at(10)), ("running", at(60))]
    later = ClockRow.objects.get(state="running")
    assert (later.owner_id, later.live, later.started_at) == (people.zhouke.person_id, True, at(5))
    if solved is not None:
        tick(at(solved))
        with living_at(at(solved)):
            one("ticket.solve", people.zhouke, ticket.id)
    tick(at(90))
    assert states() == [("excused", at(10)), (verdict, at(60))]
    assert Event.objects.filter(kind="ticket.overdue").count() == overdue
    later.refresh_from_db()
    assert later.owner_id == people.zhouke.person_id


@pytest.mark.requirement("R6.5")
def test_one_that_was_missed_is_put_off_and_who_was_to_be_told_is_told_again(people, ticket) -> None:
    tick(at(11))
    agree(people.linxiao, put_off(people.zhouke, ticket, 12, at(60)), 15)
    tick(at(75))
    assert states() == [("excused", at(10)), ("missed", at(60))]
    told = Notice.objects.filter(kind="escalated").values_list("person_id", "created_at")
    assert list(told) == [(people.linxiao.person_id, at(75))]


def test_what_was_put_off_can_be_put_off_again(people, ticket) -> None:
    agree(people.linxiao, put_off(people.zhouke, ticket, 3, at(60)), 5)
    agree(people.linxiao, put_off(people.zhouke, ticket, 50, at(120)), 55)
    assert states() == [("excused", at(10)), ("excused", at(60)), ("running", at(120))]


@pytest.mark.parametrize(("minutes", "until", "word"), [(3, 3, "已经过去"), (3, 2, "已经过去")])
def test_a_date_that_has_passed_is_refused_before_anybody_is_asked(people, ticket, minutes, until, word) -> None:
    asked = put_off(people.zhouke, ticket, minutes, at(until))
    assert asked.status == "refused"
    assert word in asked.why


def test_what_was_done_late_gets_no_new_date(people, ticket) -> None:
    tick(at(11))
    with living_at(at(12)):
        one("ticket.solve", people.zhouke, ticket.id)
    asked = put_off(people.zhouke, ticket, 13, at(60))
    assert (asked.status, "办完" in asked.why) == ("refused", True)


def test_agreed_after_the_new_date_nothing_changes_and_the_request_says_why(people, ticket) -> None:
    asked = put_off(people.zhouke, ticket, 3, at(8))
    agree(people.linxiao, asked, 9)
    assert states() == [("running", at(10))]
    assert "已经过去" in Approval.objects.get(pk=asked.approval_id).result


@pytest.mark.requirement("R6.3")
@pytest.mark.parametrize(("solved", "met", "missed"), [(30, 1, 0), (70, 0, 1)])
def test_a_replay_puts_it_off_too(people, ticket, solved, met, missed) -> None:
    agree(people.linxiao, put_off(people.zhouke, ticket, 3, at(60)), 5)
    with living_at(at(solved)):
        one("ticket.solve", people.zhouke, ticket.id)
    tick(at(90))
    for minutes in (10, 4):  # under the stricter one it was missed before it was put off
        text = HEAD + RULES.replace("10分钟\n  责任", f"{minutes}分钟\n  责任")
        found = compare(text, date(2026, 3, 1), date(2026, 3, 3))
        assert {(found.totals[side].met, found.totals[side].missed) for side in ("now", "draft")} == {(met, missed)}


def test_what_else_happens_to_the_record_meanwhile_does_not_void_the_request(people, ticket) -> None:
    asked = ask(people.zhouke, ticket, 3)
    with living_at(at(4)):
        one("ticket.resize", people.linxiao, ticket.id, size=7)
    assert agree(people.linxiao, asked, 5).done
    assert clock().state == "excused"


def test_a_second_request_for_the_same_deadline_is_refused_one_for_another_is_not(tickets) -> None:
    people = found()
    other = "\n## 1.2 回访 {#calls}\n```rule\n期限: {从: 工单.受理, 到: 工单.上报, 时限: 1小时, 责任: 经办人}\n```\n"
    put_in_force(RULES + other)
    with living_at(NINE):
        ticket = one("ticket.open", people.zhouke, size=1).record
    first = ask(people.zhouke, ticket, 3)
    again = ask(people.zhouke, ticket, 4)
    assert (again.status, again.approval_id) == ("refused", first.approval_id)
    with living_at(at(4)):
        second = one("ticket.excuse", people.zhouke, ticket.id, rule="calls/deadline-1", reason="停电")
    assert second.status == "awaiting"
    with living_at(at(5)):
        perform("approval.agree", [Item(first.approval_id), Item(second.approval_id)], people.linxiao)
    assert set(ClockRow.objects.filter(subject_kind="ticket").values_list("state", flat=True)) == {"excused"}

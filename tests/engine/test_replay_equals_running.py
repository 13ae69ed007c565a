"""Replay, given only events and a rulebook, equals running: generated histories, late facts, pauses, escalations."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dianzhang.engine import organisation, registry, rulebooks
from dianzhang.engine.act import one, perform
from dianzhang.engine.facts import fact_of
from dianzhang.engine.models import ClockRow, Event
from dianzhang.engine.moment import living_at
from dianzhang.engine.outcome import Item
from dianzhang.engine.refolding import blank_fields, journal_of, standing_events
from dianzhang.engine.tick import tick
from dianzhang.kernel.replay import replay
from tests.engine.department import found, put_in_force

RULES = """
## 1.1 工单 {#tickets}
```rule
权限:
  - {岗位: [客服专员, 客服组长], 可做: [工单.*, 工单.查看], 范围: 全部}
期限:
  - 从: [工单.受理, 工单.重开]
    到: [工单.解决, 工单.上报]
    时限: 10分钟
    责任: 经办人
    暂停: {挂起: 已挂起}
    超时处理: {自动: 工单.上报, 通知: 客服组长}
  - 从: 工单.上报
    到: 工单.解决
    时限: 1小时
    责任: 客服组长
    超时处理:
      - {通知: 电商总监}
      - {过: 30分钟, 通知: 负责人}
  - 从: 工单.付款
    若: 大小 > 2
    到: 工单.解决
    时限: 2工作小时
    责任: 客服组长
    暂停: {挂起: 已挂起}
检查:
  当: 工单.改大小
  若: 大小 > 5
  标记: 太大
  处置: 挂起
```
"""
START = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)  # Monday 9:30 in Shanghai
STEPS = st.lists(
    st.tuples(
        st.integers(0, 45),  # minutes until the next thing is entered
        st.sampled_from(
            ["solve", "escalate", "reopen", "hold", "release", "pay", "resize", "excuse", "put_off", "tick"]
        ),
        st.sampled_from([0, 0, 0, 0, 7, 20, 90]),  # so many minutes ago it really happened
        st.integers(1, 9),
    ),
    max_size=12,
)


def excuse(people, ticket, moment, size, until=None) -> None:
    """周可 asks for an exception from one of the deadlines, or to put it off, 林晓 agrees."""
    with living_at(moment):
        rule = f"tickets/deadline-{size % 3 + 1}"
        asked = one("ticket.excuse", people.zhouke, ticket.id, rule=rule, reason="停电", until=until)
        if asked.approval_id and asked.status == "awaiting":
            one("approval.agree", people.linxiao, asked.approval_id)


def live(people, steps) -> int:
    moment = START
    with living_at(moment):
        ticket = one("ticket.open", people.zhouke, size=3).record
    for minutes, what, ago, size in steps:
        moment += timedelta(minutes=minutes, seconds=1)
        tick(moment)
        if what == "tick":
            continue
        if what in ("excuse", "put_off"):
            until = moment + timedelta(minutes=size * 9) if what == "put_off" else None
            excuse(people, ticket, moment, size, until)
            continue
        happened = max(moment - timedelta(minutes=ago), START + timedelta(microseconds=1))
        item = Item(ticket.id, None, {"size": size} if what == "resize" else None)
        with living_at(moment):
            perform(f"ticket.{what}", item, people.linxiao, at=happened)
    tick(moment + timedelta(hours=5))
    return ticket.id


def clocks_of_rows(ticket_id: int):
    rows = ClockRow.objects.filter(subject_kind="ticket", subject_id=ticket_id).exclude(state="stopped")
    return sorted((r.rule, r.started_by, r.started_at, r.due_at, r.state, r.ended_at) for r in rows)


def check(people, steps) -> None:
    ticket_id = live(people, steps)
    subject = registry.subjects["ticket"]
    events = standing_events(journal_of(subject, ticket_id))
    last = max(e.occurred_at for e in Event.objects.filter(subject_kind="ticket", subject_id=ticket_id))
    ruleset = rulebooks.at(START)
    assert ruleset is not None
    replayed = replay(
        subject.words, [fact_of(subject, e) for e in events], lambda _moment: ruleset, rulebooks.calendar_of,
        last + timedelta(hours=6), fields=blank_fields(subject),
    )  # fmt: skip
    clocks = sorted(
        (c.rule.id, c.started_by, c.started_at, c.due_at, c.state, c.ended_at) for c in replayed.state.clocks
    )
    assert clocks == clocks_of_rows(ticket_id)
    assert replayed.overtaken == []
    assert replayed.made == []
    ticket = subject.model.objects.get(pk=ticket_id)
    assert replayed.state.axes == {axis: getattr(ticket, axis) for axis in subject.axis_names}
    assert replayed.state.fields["size"] == ticket.size


def test_a_fact_before_a_deadline_that_was_missed_only_when_another_came_late(tickets):
    """The late escalation starts an hour that is over already; then it becomes known that it was solved within it."""
    people = found()
    put_in_force(RULES)
    check(people, [(10, "hold", 7, 1), (25, "reopen", 0, 1), (25, "escalate", 90, 1), (0, "solve", 7, 1)])
    assert ClockRow.objects.exclude(state="stopped").get(rule="tickets/deadline-2").state == "met"


def test_replay_equals_running(tickets):
    people = found()
    put_in_force(RULES)

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(STEPS)
    def played(steps):
        with transaction.atomic():
            check(people, steps)
            transaction.set_rollback(True)

    played()


@pytest.mark.parametrize(
    ("steps", "states"),
    [
        ([(5, "solve", 0, 1)], ["met"]),
        ([(15, "tick", 0, 1), (1, "solve", 0, 1)], ["missed", "met"]),
        # solved in time, but entered late: the escalation is overtaken, the verdict corrected
        ([(15, "tick", 0, 1), (1, "solve", 10, 1)], ["met"]),
        ([(5, "hold", 0, 1), (30, "release", 0, 1), (3, "solve", 0, 1)], ["met"]),
        ([(5, "put_off", 0, 3), (20, "solve", 0, 1)], ["excused", "met"]),
        ([(5, "put_off", 0, 3), (30, "solve", 0, 1)], ["excused", "missed", "met"]),
        # put off, then learned to have been done before: nothing was to be put off
        ([(15, "put_off", 0, 3), (5, "solve", 18, 1)], ["met"]),
        # held while it is put off: it rests, and ends so much later
        ([(5, "put_off", 0, 3), (5, "hold", 0, 1), (60, "release", 0, 1), (15, "solve", 0, 1)], ["excused", "met"]),
    ],
)
def test_histories_by_hand(tickets, steps, states):
    people = found()
    put_in_force(RULES)
    ticket_id = live(people, steps)
    rows = ClockRow.objects.filter(subject_id=ticket_id).exclude(state="stopped").order_by("id")
    assert [row.state for row in rows] == states
    organisation.forget()


def test_what_a_late_fact_overtakes_stays_in_the_journal_and_is_marked(tickets):
    people = found()
    put_in_force(RULES)
    ticket_id = live(people, [(15, "tick", 0, 1), (1, "solve", 10, 1)])
    kinds = list(
        Event.objects.filter(subject_id=ticket_id, subject_kind="ticket").order_by("id").values_list("kind", flat=True)
    )
    assert kinds == [
        "ticket.open", "ticket.overdue", "ticket.escalate", "ticket.solve",
        "ticket.overtaken", "ticket.overtaken", "ticket.correct",
    ]  # fmt: skip
    correct = Event.objects.get(kind="ticket.correct")
    assert '"was":"missed"' in correct.data
    assert '"now":"met"' in correct.data

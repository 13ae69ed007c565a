"""The clocks and the state of a request, folded again from its journal, are those that ran."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dianzhang.engine import registry, rulebooks
from dianzhang.engine.facts import fact_of
from dianzhang.engine.models import Approval, ClockRow
from dianzhang.engine.moment import living_at
from dianzhang.engine.refolding import blank_fields, journal_of, standing_events
from dianzhang.engine.tick import tick
from dianzhang.kernel.replay import replay
from tests.engine.asking import MONDAY, agree, gate, hand, refuse, wish
from tests.engine.department import found

STEPS = st.lists(
    st.tuples(
        st.integers(0, 900),  # minutes until then
        st.sampled_from(["mengyan", "linxiao", "hejing", "shenlan", "zhaoning"]),
        st.sampled_from([agree, agree, refuse, lambda who, a: hand(who, a, person="chenmo"), lambda *_: tick()]),
    ),
    max_size=8,
)


def played(people, steps) -> None:
    moment = MONDAY
    with living_at(moment):
        approval = wish(people.xunuo)
    for minutes, who, what in steps:
        moment += timedelta(minutes=minutes, seconds=1)
        with living_at(moment):
            what(getattr(people, who), approval)
    tick(moment + timedelta(days=9))
    check(approval.pk, moment + timedelta(days=9))


def check(approval_id: int, until) -> None:
    subject = registry.subjects["approval"]
    events = standing_events(journal_of(subject, approval_id))
    ruleset = rulebooks.at(MONDAY)
    again = replay(
        subject.words, [fact_of(subject, e) for e in events], lambda _moment: ruleset, rulebooks.calendar_of, until,
        fields=blank_fields(subject),
    )  # fmt: skip
    rows = ClockRow.objects.filter(subject_kind="approval", subject_id=approval_id)
    ran = sorted((r.rule, r.started_by, r.started_at, r.due_at, r.state, r.ended_at) for r in rows)
    clocks = again.state.clocks
    assert sorted((c.rule.id, c.started_by, c.started_at, c.due_at, c.state, c.ended_at) for c in clocks) == ran
    assert again.overtaken == []
    assert again.made == []
    assert again.state.axes["status"] == Approval.objects.get(pk=approval_id).status


@pytest.mark.parametrize("manner", ["依次", "会签", "任一", "比例 60%"])
@pytest.mark.parametrize("end", ["同意", "拒绝"])
def test_replay_equals_running(loans, manner, end):
    people = found()
    gate(
        "运营组长, 客服组长, 人事专员",
        manner,
        f", 超时处理: {{4工作小时: 提醒, 一个工作日: 转交 电商总监, 两个工作日: {end}}}",
    )

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(STEPS)
    def tried(steps):
        with transaction.atomic():
            played(people, steps)
            transaction.set_rollback(True)

    tried()

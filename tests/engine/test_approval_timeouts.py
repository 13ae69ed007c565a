"""When nobody answers in time: remind, hand over, agree, refuse, one after the other, in every manner."""

import pytest

from dianzhang.engine.models import ClockRow, Event, Notice
from dianzhang.engine.seats import waiting_for, way_of
from dianzhang.engine.tick import tick
from tests.engine.asking import agree, answers, gate, on, refuse, seat, status, wish
from tests.engine.department import found, put_in_force

MANNERS = ["依次", "会签", "任一", "比例 50%"]


pytestmark = pytest.mark.requirement("O1.8")


@pytest.fixture
def people(loans: type):
    return found()


@pytest.mark.parametrize("manner", MANNERS[1:])
def test_silence_is_consent_where_the_gate_says_so_and_is_shown_as_such(people, manner):
    gate("运营组长, 客服组长", manner, ", 超时处理: {一个工作日: 同意}")
    with on(2):
        approval = wish(people.xunuo)
    with on(3):
        tick()
        assert status(approval) == "waiting"  # the last instant is in time
    with on(3, 11):
        tick()
    assert status(approval) == "agreed"
    assert answers(approval) == ["silent", "silent"]
    assert Event.objects.filter(kind="loan.lend").count() == 1
    assert Event.objects.get(kind="approval.agree").rule.endswith("/timeout-1")


def test_in_order_the_silence_of_one_is_not_the_consent_of_the_next(people):
    """It comes to the next, who has the same time; only when they are silent too is it granted."""
    gate("运营组长, 客服组长", "依次", ", 超时处理: {一个工作日: 同意}")
    with on(2):
        approval = wish(people.xunuo)
    with on(3, 11):
        tick()
        assert status(approval) == "waiting"
        assert answers(approval) == ["silent", ""]
        assert list(waiting_for(people.linxiao.person_id)) == [approval]
        assert Notice.objects.filter(kind="asked", person=people.linxiao.person_id).count() == 1
    with on(4, 10):
        tick()
        assert status(approval) == "waiting"
    with on(4, 12):
        tick()
    assert status(approval) == "agreed"
    assert answers(approval) == ["silent", "silent"]
    assert Event.objects.filter(kind="loan.lend").count() == 1


def test_after_the_silence_of_one_the_next_may_refuse(people):
    gate("运营组长, 客服组长", "依次", ", 超时处理: {一个工作日: 同意}")
    with on(2):
        approval = wish(people.xunuo)
    with on(3, 11):
        tick()
        assert refuse(people.linxiao, approval).status == "done"
    assert status(approval) == "refused"
    assert not Event.objects.filter(kind="loan.lend").exists()


@pytest.mark.parametrize("manner", MANNERS)
def test_silence_is_a_refusal_where_the_gate_says_so(people, manner):
    gate("运营组长, 客服组长", manner, ", 超时处理: {一个工作日: 拒绝}")
    with on(2):
        approval = wish(people.xunuo)
    with on(4):
        tick()
    assert status(approval) == "refused"
    assert not Event.objects.filter(kind="loan.lend").exists()
    assert "silent" in answers(approval)


def test_whoever_comes_first_finds_that_time_has_decided(people):
    """No worker need have run: what fell due happens before anybody acts."""
    gate(more=", 超时处理: {一个工作日: 同意}")
    with on(2):
        approval = wish(people.xunuo)
    with on(5):
        assert refuse(people.mengyan, approval).status in ("refused", "moved_on")
    assert status(approval) == "agreed"
    assert Event.objects.filter(kind="loan.lend").count() == 1


def test_several_in_turn(people):
    gate(more=", 超时处理: {4工作小时: 提醒, 一个工作日: 转交 客服组长, 两个工作日: 拒绝}")
    with on(2):
        approval = wish(people.xunuo)
    with on(2, 17):
        tick()
    assert Notice.objects.filter(kind="asked", person=people.mengyan.person_id).count() == 2
    with on(3, 12):
        tick()
        assert list(waiting_for(people.linxiao.person_id)) == [approval]
        assert not waiting_for(people.mengyan.person_id).exists()
        assert way_of(seat(approval))[0]["rule"].endswith("/timeout-2")
        assert Notice.objects.filter(kind="asked", person=people.linxiao.person_id).count() == 1
        assert agree(people.mengyan, approval).status == "refused"
    with on(4, 12):
        tick()
    assert status(approval) == "refused"


def test_handed_over_to_nobody_named_it_goes_to_the_post_named_by_the_gate_not_the_superior(people):
    gate("客服专员", more=", 超时处理: {一个工作日: 转交 人事专员}")
    with on(2):
        approval = wish(people.xunuo)
    with on(4):
        tick()
        assert list(waiting_for(people.hejing.person_id)) == [approval]


@pytest.mark.parametrize("manner", ["会签", "比例 100%"])
def test_one_answer_of_several_does_not_stop_the_time(people, manner):
    gate("运营组长, 客服组长", manner, ", 超时处理: {一个工作日: 拒绝}")
    with on(2):
        approval = wish(people.xunuo)
        agree(people.mengyan, approval)
    with on(4):
        tick()
    assert status(approval) == "refused"
    assert answers(approval) == ["agreed", "silent"]


def test_in_order_the_time_of_the_next_begins_when_the_turn_comes_to_them(people):
    gate("运营组长, 客服组长", more=", 超时处理: {一个工作日: 拒绝}")
    with on(2):
        approval = wish(people.xunuo)
    with on(3, 9):
        agree(people.mengyan, approval)
    with on(3, 15):
        tick()
        assert status(approval) == "waiting"
    with on(4, 12):
        tick()
    assert status(approval) == "refused"
    assert list(ClockRow.objects.order_by("id").values_list("state", flat=True)) == ["met", "missed"]


def test_decided_in_time_nothing_more_happens(people):
    gate(more=", 超时处理: {一个工作日: 拒绝}")
    with on(2):
        approval = wish(people.xunuo)
        agree(people.mengyan, approval)
    with on(9):
        tick()
    assert status(approval) == "agreed"
    assert ClockRow.objects.get().state == "met"


def test_of_two_rulebooks_each_gates_time_runs_by_its_own(people):
    gate(more=", 超时处理: {一个工作日: 同意}")
    put_in_force(
        """---
制度: 另一部
代号: other
版本: "1"
生效: 2026-01-01
---

# 二 另一部

## 2.1 归还 {#other.back}
```rule
审批: {动作: 样品.归还, 审批人: 客服组长, 超时处理: {两个工作日: 同意}}
```
"""
    )
    with on(2):
        first = wish(people.xunuo)
    with on(4):
        tick()
        from dianzhang.engine.act import one
        from dianzhang.engine.models import Approval

        second = one("loan.return", people.xunuo, Approval.objects.get(pk=first.pk).target_id)
        assert second.status == "awaiting"
    with on(5, 12):
        tick()
        assert Approval.objects.get(pk=second.approval_id).status == "waiting"
    with on(6, 12):
        tick()
    assert Approval.objects.get(pk=second.approval_id).status == "agreed"

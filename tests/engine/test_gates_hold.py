"""A gate means what it says: several are asked one after the other, and an agreement is to what was asked."""

import pytest

from dianzhang.engine.act import one
from dianzhang.engine.models import Approval, ClockRow
from dianzhang.engine.moment import living_at
from dianzhang.engine.tick import tick
from tests.engine.department import found, put_in_force
from tests.engine.test_fourth_subject import MONDAY, RULES

TWO_GATES = RULES.replace(
    """审批:
  动作: 样品.借出
  若: 价值 > 500元
  审批人: 运营组长
""",
    """审批:
  - {动作: 样品.借出, 若: 价值 > 500元, 审批人: 运营组长}
  - {动作: 样品.借出, 若: 价值 > 5000元, 审批人: 电商总监}
""",
)


@pytest.fixture
def people(loans: type):
    return found()


def test_two_gates_are_asked_one_after_the_other(people):
    put_in_force(TWO_GATES)
    loan = one("loan.ask", people.xunuo, host="阿满", worth="9000").record
    first = one("loan.lend", people.xunuo, loan.id)
    assert one("approval.agree", people.mengyan, first.approval_id).done
    loan.refresh_from_db()
    assert loan.status == "wanted"
    second = Approval.objects.get(status="waiting")
    assert one("approval.agree", people.mengyan, second.pk).status == "refused"
    assert one("approval.agree", people.shenlan, second.pk).done
    loan.refresh_from_db()
    assert loan.status == "lent"


def test_an_agreement_is_void_when_what_was_asked_has_changed(people):
    put_in_force(RULES)
    loan = one("loan.ask", people.xunuo, host="阿满", worth="600").record
    asked = one("loan.lend", people.xunuo, loan.id)
    loan.worth_cents = 99_999_900
    loan.save()
    assert one("approval.agree", people.mengyan, asked.approval_id).done
    loan.refresh_from_db()
    assert loan.status == "wanted"
    approval = Approval.objects.get()
    assert approval.status == "void"
    assert "内容有了变化" in approval.result


def test_a_clock_whose_record_is_gone_does_not_keep_the_worker_busy(people):
    put_in_force(RULES)
    with living_at(MONDAY):
        loan = one("loan.ask", people.xunuo, host="阿满", worth="80").record
        one("loan.lend", people.xunuo, loan.id)
    type(loan).objects.all().delete()
    later = MONDAY.replace(month=4)
    assert tick(later) == 0
    assert ClockRow.objects.get().next_at is None
    assert tick(later) == 0

"""Closing a month: once, after it is over, by those who may, and behind a gate where the rulebook has one."""

from datetime import datetime
from types import SimpleNamespace

import pytest

from dianzhang import rulebooks as shipped
from dianzhang.engine.moment import HOME
from dianzhang.reward.models import Month, PayLine, ScoreLine
from tests.reward.office import AFTER_NOVEMBER, AFTER_OCTOBER, amended, close, complaint, does, done, line, october


def test_everybody_gets_the_lines_of_their_post(people: SimpleNamespace) -> None:
    close(people)
    base = {row.person.name: row.amount_cents for row in PayLine.objects.filter(item="底薪").select_related("person")}
    assert base == {
        "沈岚": None, "孟岩": 350000, "许诺": 200000, "赵宁": 200000, "林晓": 350000, "周可": 200000, "苏禾": 200000,
        "陈默": 200000, "何静": None,
    }  # fmt: skip
    assert set(PayLine.objects.values_list("item", flat=True)) == {"底薪", "绩效工资"}


@pytest.mark.requirement("K2.1")
def test_what_has_no_value_says_why(people: SimpleNamespace) -> None:
    """No clock fell due and nobody set a target: no score, no performance pay, and never a zero in their place."""
    close(people)
    pay = line(people.zhouke, "绩效工资")
    assert pay.amount is None
    assert pay.reason is not None
    assert "没有" in pay.reason.zh


def test_a_running_month_cannot_be_closed(people: SimpleNamespace) -> None:
    outcome = does(people.hejing, "month.close", october(31, 23, 59), period="2026-10")
    assert outcome.status == "refused"
    assert "还没有过完" in outcome.why


def test_a_month_is_closed_once(people: SimpleNamespace) -> None:
    assert close(people).done
    again = close(people)
    assert again.status == "refused"
    assert "已经关账" in again.why
    assert Month.objects.count() == 1


def test_what_fell_due_is_judged_before(people: SimpleNamespace) -> None:
    """A deadline that nobody has judged yet keeps the month open."""
    complaint(people.zhouke, october(30, 17), minutes=None)
    outcome = does(people.hejing, "month.close", AFTER_OCTOBER, period="2026-10")
    assert outcome.status == "refused"
    assert "没有判完" in outcome.why


def test_who_may_close(people: SimpleNamespace) -> None:
    assert does(people.zhouke, "month.close", AFTER_OCTOBER, period="2026-10").status == "refused"
    assert does(people.shenlan, "month.close", AFTER_OCTOBER, period="2026-10").done


def test_a_gate_stands_before_it_where_the_rulebook_says_so(people: SimpleNamespace) -> None:
    gate = """
## 9.1 关账要总监同意 {#month.gate}

```rule
审批: {动作: 月度.关账, 审批人: 电商总监}
```
"""
    amended(people, october(20), shipped.read("process-first") + gate)
    asked = close(people)
    assert asked.status == "awaiting"
    assert not Month.objects.exists()
    done(people.shenlan, "approval.agree", AFTER_OCTOBER, asked.approval_id)
    assert Month.objects.get().period == "2026-10"
    assert ScoreLine.objects.exists()


@pytest.mark.requirement("K2.3")
def test_a_month_is_judged_by_the_rules_of_its_first_day(people: SimpleNamespace) -> None:
    """A version from the 15th on doubles the base of performance pay; October is paid by the old one."""
    newer = shipped.read("process-first").replace("综合得分率 × 500元", "综合得分率 × 1000元")
    newer = newer.replace("450.00", "900.00").replace("150.00", "300.00").replace("570.00", "1140.00")
    amended(people, october(15), newer)
    complaint(people.zhouke, october(20))
    complaint(people.zhouke, datetime(2026, 11, 10, 10, tzinfo=HOME))
    close(people)
    close(people, "2026-11", AFTER_NOVEMBER)
    assert str(line(people.zhouke, "绩效工资").amount) == "500.00"
    assert str(line(people.zhouke, "绩效工资", "2026-11", AFTER_NOVEMBER).amount) == "1000.00"

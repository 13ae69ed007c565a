"""Quality trouble goes to operations and to quality control, who both say that they have it."""

from __future__ import annotations

import pytest

from dianzhang.engine.act import must

from .conftest import Counter, clocks, live, now

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("T4.7")]
OPS, CONTROL = "aftersales.quality/deadline-1", "aftersales.quality/deadline-2"


def test_both_have_it_in_time(counter: Counter) -> None:
    case = counter.open(counter.order())
    must(counter.does(counter.people.zhouke, "pass_on", 5, case, note="杯盖胶圈短一截，同批三件"))
    must(counter.does(counter.people.mengyan, "hear_ops", 60, case, note="先下架这一批"))
    assert (now(case).ops_heard, now(case).control_heard) == (True, False)
    assert (clocks(case)[OPS], clocks(case)[CONTROL]) == ("met", "running")
    must(counter.does(counter.people.chenmo, "hear_control", 90, case, note="全批重检"))
    assert clocks(case)[CONTROL] == "met"
    assert not counter.does(counter.people.chenmo, "hear_control", 95, case, note="再看").done


def test_one_of_them_does_not(counter: Counter) -> None:
    case = counter.open(counter.order())
    must(counter.does(counter.people.zhouke, "pass_on", 5, case, note="漏水"))
    must(counter.does(counter.people.mengyan, "hear_ops", 60, case, note="在看"))
    live(3 * 24 * 60)
    assert (clocks(case)[OPS], clocks(case)[CONTROL]) == ("met", "missed")


def test_not_closed_before_it_was_passed_on(counter: Counter) -> None:
    case = counter.open(counter.order())
    must(counter.does(counter.people.zhouke, "decline", 5, case, reason="人为"))
    outcome = counter.does(counter.people.zhouke, "tell", 6, case, note="说了")
    assert (outcome.status, now(case).status) == ("refused", "declined")
    assert "质量问题还没有转给运营和品控" in outcome.why


@pytest.mark.parametrize(
    ("who", "action"), [("zhouke", "hear_ops"), ("mengyan", "hear_control"), ("chenmo", "pass_on")]
)
def test_nobody_speaks_for_the_other(counter: Counter, who: str, action: str) -> None:
    case = counter.open(counter.order())
    outcome = counter.does(getattr(counter.people, who), action, 5, case, note="好")
    assert "的权限" in outcome.why

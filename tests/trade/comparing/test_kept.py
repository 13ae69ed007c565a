"""A comparison is kept; each difference stands once, and goes by itself when it is no longer one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dianzhang.engine.act import must
from dianzhang.engine.models import ClockRow
from dianzhang.engine.models import Difference as Contradiction
from dianzhang.engine.moment import living_at
from dianzhang.trade.comparing.making import clear_away, file_of
from dianzhang.trade.models import Comparison, OrderDifference
from tests.trade.desk import MONDAY
from tests.trade.desk import now as order_now

from .conftest import Beside, of, row

pytestmark = pytest.mark.requirement("T1.7")


def test_a_comparison_is_kept_with_what_it_found(beside: Beside) -> None:
    beside.desk.paid("P1")
    beside.desk.paid("P2")
    one = beside.compares(row("P1"), row("P2", total="130.00"), row("P9"))
    assert (one.theirs, one.same, one.found, one.opened, one.gone, one.times) == (3, 1, 2, 2, 0, 1)
    assert one.owner_id == beside.people.xunuo.person_id
    assert (one.name, len(one.digest), one.first_day) == ("平台.csv", 64, MONDAY.date())
    assert (of("P2").kind, of("P2").theirs_cents, of("P2").ours_cents) == ("total", 13000, 12000)
    assert (of("P9").kind, of("P9").order_id, of("P9").status) == ("missing_here", None, "open")


def test_the_same_file_again_makes_nothing_twice(beside: Beside) -> None:
    beside.desk.paid("P1")
    rows = (row("P1", total="130.00"), row("P9"))
    first = beside.compares(*rows)
    again = beside.compares(*rows, minute=40)
    assert again.pk == first.pk
    assert (again.times, again.opened, again.found) == (2, 0, 2)
    assert OrderDifference.objects.count() == 2


def test_a_later_file_that_no_longer_shows_it_closes_it_and_says_why(beside: Beside) -> None:
    beside.desk.paid("P1")
    beside.compares(row("P1", total="130.00"))
    later = beside.compares(row("P1"), minute=40)
    assert (of().status, of().ended, later.gone) == ("gone", "file", 1)


def test_a_file_that_cannot_tell_of_it_closes_nothing(beside: Beside) -> None:
    beside.desk.paid("P1")
    beside.compares(row("P1", refund="5.00"))
    beside.compares("P1,2026-10-12 10:00:00,120.00\n", head="订单号,下单时间,订单总额\n", minute=40)
    assert (of().kind, of().status) == ("refund", "open")


def test_what_was_taken_in_by_a_file_meanwhile_is_gone_by_itself(beside: Beside) -> None:
    beside.compares(row("P1"))
    beside.desk.paid("P1", minute=35)
    beside.works()
    assert (of().status, of().ended) == ("gone", "agrees")


def test_a_contradiction_while_a_file_is_taken_in_is_one_too(beside: Beside) -> None:
    order = beside.approved("P1")
    path = beside.folder / "later.csv"
    path.write_text(
        "订单号,下单时间,订单总额,付款时间,实付金额,退款金额,发货状态\n" + row("P1", state="已发货"), "utf-8"
    )
    beside.desk.take(path, MONDAY + timedelta(minutes=20))
    beside.works(25)
    assert (of().kind, of().theirs_word, of().ours_word, of().order_id) == ("state", "shipped", "approved", order.pk)
    assert beside.compares(row("P1", state="已发货")).opened == 0
    must(beside.does("keep", of(), reason="平台误点了发货"))
    assert not Contradiction.objects.filter(subject_id=order.pk, settled_at=None).exists()


def test_it_is_late_with_an_owner_after_two_working_days(beside: Beside) -> None:
    beside.compares(row("P9"))
    clock = ClockRow.objects.get(subject_kind="order_difference", subject_id=of("P9").pk)
    assert clock.rule.startswith("orders.differences")
    assert clock.due_at == MONDAY + timedelta(days=2, minutes=30)


def test_a_compared_file_goes_once_nothing_is_missing(beside: Beside) -> None:
    one = beside.compares(row("P9"))
    with living_at(MONDAY + timedelta(minutes=40)):
        clear_away()
    assert file_of(one).exists()
    must(beside.does("enter", of("P9")))
    with living_at(MONDAY + timedelta(minutes=70)):
        clear_away()
    assert not file_of(one).exists()


@pytest.mark.parametrize("who", ["suhe", "chenmo", "zhouke", "shenlan"])
def test_whoever_may_not_compares_nothing_and_settles_nothing(beside: Beside, who: str) -> None:
    order = beside.desk.paid("P1")
    beside.compares(row("P1", total="130.00"))
    assert beside.tries(row("P1", total="140.00"), who=who).status == "refused"
    assert beside.does("take", of(), who=who).status == "refused"
    assert beside.does("keep", of(), who=who, reason="看着对").status == "refused"
    assert (of().status, order_now(order).total_cents, Comparison.objects.count()) == ("open", 12000, 1)

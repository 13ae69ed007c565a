"""Days on which there should be orders; a platform's file beside our records."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Event, Shop
from dianzhang.gateways.orders import open_tables
from dianzhang.trade.intake import Intake
from dianzhang.trade.models import Order
from dianzhang.trade.reconciling import reconcile
from dianzhang.trade.trust import gaps
from tests.engine.department import found

pytestmark = pytest.mark.requirement("T1.7")
MONDAY = date(2026, 3, 2)
HEAD = "订单号,下单时间,订单总额,付款时间,实付金额,退款金额,发货状态\n"


def days(*but: int) -> set[date]:
    """Eight weeks of days, without some of them."""
    return {MONDAY + timedelta(days=n) for n in range(56) if n not in but}


def test_a_day_without_orders_is_a_gap_where_its_weekday_has_them() -> None:
    last = MONDAY + timedelta(days=55)
    assert gaps(days(), MONDAY, last) == []
    assert gaps(days(16, 17), MONDAY, last) == [MONDAY + timedelta(days=16), MONDAY + timedelta(days=17)]


def test_a_weekday_that_never_has_orders_is_no_gap_nor_what_was_before_the_first() -> None:
    sundays = [n for n in range(56) if n % 7 == 6]
    assert gaps(days(*sundays), MONDAY, MONDAY + timedelta(days=55)) == []
    assert gaps(days(*range(20)), MONDAY, MONDAY + timedelta(days=55)) == []
    assert gaps(set(), MONDAY, MONDAY + timedelta(days=55)) == []


def table(folder: Path, *rows: str) -> Path:
    path = folder / "orders.csv"
    path.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.django_db
def test_only_what_differs_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    found()
    must(one("shop.open", SYSTEM, code="a", name="A"))
    shop = Shop.objects.get(code="a")
    paid = "2026-03-01 10:01:00"
    path = table(
        tmp_path, f"1,2026-03-01 10:00:00,20.00,{paid},20.00,,待发货",
        f"2,2026-03-01 11:00:00,30.00,{paid[:11]}11:01:00,30.00,,已发货",
        "3,2026-03-02 10:00:00,40.00,,,,待发货", f"4,2026-03-02 11:00:00,50.00,{paid[:8]}02 11:01:00,50.00,,已发货",
    )  # fmt: skip
    Intake(open_tables(path)[0], "a", SYSTEM).run(tmp_path / "rejects.csv")
    before = Event.objects.count()
    theirs = table(
        tmp_path, f"1,2026-03-01 10:00:00,20.00,{paid},20.00,,待发货",
        f"2,2026-03-01 11:00:00,31.00,{paid[:11]}11:01:00,29.00,5.00,已关闭",
        f"4,2026-03-02 11:00:00,50.00,{paid[:8]}02 11:01:00,50.00,,待发货", "5,2026-03-02 12:00:00,60.00,,,,待发货",
    )  # fmt: skip
    result = reconcile(open_tables(theirs), shop.pk)
    assert [(one.kind, one.number, one.theirs, one.ours) for one in result.differences] == [
        ("total", "2", 3100, 3000), ("paid", "2", 2900, 3000), ("refund", "2", 500, 0),
        ("state", "2", "closed", "shipped"),
        ("state", "4", "waiting", "shipped"), ("missing_here", "5", None, None), ("missing_there", "3", None, None),
    ]  # fmt: skip
    assert (result.theirs, result.same, result.count) == (4, 1, 7)
    assert (result.first, result.last) == (date(2026, 3, 1), date(2026, 3, 2))
    assert Event.objects.count() == before
    assert Order.objects.count() == 4


@pytest.mark.django_db
def test_the_same_number_in_two_shops_is_two_orders(tmp_path: Path) -> None:
    found()
    for code in ("a", "b"):
        must(one("shop.open", SYSTEM, code=code, name=code))
    path = table(tmp_path, "1,2026-03-01 10:00:00,20.00,,,,待发货")
    for code in ("a", "b"):
        report = Intake(open_tables(path)[0], code, SYSTEM).run(tmp_path / "rejects.csv")
        assert report.taken == 1
    assert Order.objects.filter(number="1").count() == 2
    assert reconcile(open_tables(path), Shop.objects.get(code="b").pk).differences == []

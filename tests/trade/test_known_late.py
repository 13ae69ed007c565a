"""What a file tells late is owed by our people from when it is known; what the buyer was promised keeps its time."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from dianzhang.engine.act import must
from dianzhang.engine.models import ClockRow
from dianzhang.trade.models import Order
from tests.trade.desk import MONDAY, Desk, clocks, row, table

HOUR = 60
REVIEW, SHIP, CONTACT = "orders.approve/deadline-1", "orders.ship/deadline-1", "orders.contact/deadline-1"
pytestmark = [pytest.mark.django_db, pytest.mark.requirement("T1.8")]


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk()


def read(desk: Desk, folder: Path, at: float, **says: str) -> Order:
    """The file tells of Monday, nine o'clock."""
    told = row(**says)
    desk.take(table(folder / f"{at}.csv", [told], told), MONDAY + timedelta(minutes=at))
    return Order.objects.get()


def clock(rule: str) -> ClockRow:
    return ClockRow.objects.get(subject_kind="order", rule=rule)


def test_looked_at_from_when_it_is_known(desk: Desk, tmp_path: Path) -> None:
    known = MONDAY + timedelta(days=2)
    order = read(desk, tmp_path, 2 * 24 * HOUR)
    assert order.known_at == known
    assert (clock(REVIEW).state, clock(REVIEW).started_at) == ("running", known)
    assert clock(REVIEW).due_at == known + timedelta(hours=5)  # four working hours, with the pause at noon between
    assert clock(SHIP).due_at == MONDAY + timedelta(hours=47, minutes=1)
    must(desk.does(desk.people.zhaoning, "order.approve", 2 * 24 * HOUR + 30, order))
    assert clocks(order)[REVIEW] == "met"


def test_held_for_what_was_known_late_the_buyer_is_asked_from_then_on(desk: Desk, tmp_path: Path) -> None:
    order = read(desk, tmp_path, 2 * 24 * HOUR, 详细地址="")
    assert order.hold == "held"
    assert (clock(CONTACT).state, clock(CONTACT).started_at) == ("running", MONDAY + timedelta(days=2))
    assert clock(REVIEW).state == "resting"
    desk.does(desk.people.zhaoning, "order.contact", 2 * 24 * HOUR + 20, order, contact_outcome="confirmed")
    must(desk.does(desk.people.zhaoning, "order.release", 2 * 24 * HOUR + 60, order))
    assert clock(REVIEW).due_at == MONDAY + timedelta(days=2, hours=6)


def test_known_as_it_happened_nothing_is_added(desk: Desk) -> None:
    assert desk.paid().known_at is None


def test_a_late_fact_folds_it_again_to_the_same(desk: Desk, tmp_path: Path) -> None:
    order = read(desk, tmp_path, 2 * 24 * HOUR)
    before = (clock(REVIEW).started_at, clock(REVIEW).due_at)
    desk.does(desk.people.zhaoning, "order.note", 2 * 24 * HOUR + 5, order, note="看过")
    read(desk, tmp_path, 2 * 24 * HOUR + 10, 退款金额="5.00", 退款时间="2026-10-12 12:00:00")
    assert (clock(REVIEW).started_at, clock(REVIEW).due_at) == before

"""Of a stuck parcel that is followed no more nothing is owed: nobody could end its clocks any more."""

from __future__ import annotations

import pytest

from dianzhang.engine.act import must
from dianzhang.engine.models import Notice
from dianzhang.trade.models import Parcel
from tests.trade.tracking.way import Way, clocks, kinds, now

ASK, TELL = "parcels.stuck/deadline-1", "parcels.stuck/deadline-2"
DAY = 24 * 60
pytestmark = pytest.mark.requirement("T3.6")


@pytest.fixture
def stuck(way: Way) -> Parcel:
    """Left on Monday at eleven; nothing was heard of it until Saturday."""
    parcel = way.shipped()
    for hour in (*range(24, 5 * 24, 24), 5 * 24):
        way.rest(60 + hour * 60)
    assert (now(parcel).stall, clocks(parcel)[ASK], clocks(parcel)[TELL]) == ("found", "running", "running")
    return now(parcel)


def test_let_go_while_stuck_its_clocks_stop_without_a_verdict(way: Way, stuck: Parcel) -> None:
    must(way.does("mengyan", "parcel.let_go", 5 * DAY + 90, stuck, note="买家自提"))
    assert (now(stuck).status, now(stuck).stall) == ("let_go", "none")
    assert (clocks(stuck)[ASK], clocks(stuck)[TELL]) == ("stopped", "stopped")
    overdue, told = kinds(stuck).count("parcel.overdue"), Notice.objects.filter(kind="overdue").count()
    way.tick(20 * DAY)
    assert (clocks(stuck)[ASK], clocks(stuck)[TELL]) == ("stopped", "stopped")
    assert kinds(stuck).count("parcel.overdue") == overdue
    assert Notice.objects.filter(kind="overdue").count() == told
    assert not way.does("chenmo", "parcel.find", 20 * DAY, stuck, note="找到了").done


def test_once_the_carrier_was_asked_only_what_is_still_owed_stops(way: Way, stuck: Parcel) -> None:
    must(way.does("chenmo", "parcel.ask_carrier", 5 * DAY + 90, stuck, note="快递说在查"))
    must(way.does("mengyan", "parcel.let_go", 5 * DAY + 120, stuck, note="买家自提"))
    way.tick(20 * DAY)
    assert (clocks(stuck)[ASK], clocks(stuck)[TELL]) == ("met", "stopped")


def test_who_may_not_let_it_go_leaves_its_clocks_running(way: Way, stuck: Parcel) -> None:
    assert not way.does("chenmo", "parcel.let_go", 5 * DAY + 90, stuck, note="买家自提").done
    assert (clocks(stuck)[ASK], clocks(stuck)[TELL]) == ("running", "running")


def test_one_that_is_found_meets_what_was_owed(way: Way, stuck: Parcel) -> None:
    must(way.does("chenmo", "parcel.ask_carrier", 5 * DAY + 90, stuck, note="快递说在查"))
    assert clocks(stuck)[TELL] == "running"
    must(way.does("chenmo", "parcel.find", 5 * DAY + 120, stuck, note="在中转仓"))
    assert clocks(stuck)[TELL] == "met"

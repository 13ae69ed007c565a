"""A scan of before is told while a parcel is stuck: it counts from when it was, and the parcel is stuck no more."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from dianzhang.engine.act import must
from dianzhang.trade.models import Parcel
from tests.trade.desk import COLUMNS, row, table
from tests.trade.tracking.way import Way, at, clocks, kinds, now

DAY = 24 * 60
pytestmark = pytest.mark.requirement("T3.6")


def stuck(way: Way) -> Parcel:
    """A parcel of Monday of which nobody knew anything for five days."""
    parcel = way.shipped()
    for day in range(1, 6):
        way.rest(60 + day * DAY)
    assert (now(parcel).stall, now(parcel).unheard_hours) == ("found", 120)
    return parcel


def over(parcel: Parcel, first: datetime) -> None:
    parcel = now(parcel)
    assert (parcel.status, parcel.stall, parcel.unheard_hours) == ("scanned", "none", None)
    assert (parcel.first_scan_at, parcel.last_scan_at) == (first, first)
    assert [state for rule, state in clocks(parcel).items() if rule.startswith("parcels.stuck")] == ["met", "met"]


def test_a_person_notes_it(way: Way) -> None:
    parcel = stuck(way)
    must(way.does("chenmo", "parcel.scan", 5 * DAY + 70, parcel, note="官网上写着前天到了杭州", at=at(4 * DAY)))
    over(parcel, at(4 * DAY))
    way.tick(9 * DAY)
    assert set(clocks(parcel).values()) == {"missed", "met"}  # it was first scanned too late; the stall was answered
    over(parcel, at(4 * DAY))


def test_the_platform_tells_it(way: Way, tmp_path: Path) -> None:
    parcel = stuck(way)
    told = row("P1", 发货状态="已发货", 交件时间="2026-10-12 15:00:00")
    way.desk.take(table(tmp_path / "o.csv", [told], [*COLUMNS, "交件时间"]), at(5 * DAY + 70))
    over(parcel, at(300))


@pytest.mark.parametrize(("action", "status"), [("parcel.deliver", "delivered"), ("parcel.return", "returned")])
def test_that_it_came_is_noted_late(way: Way, action: str, status: str) -> None:
    parcel = stuck(way)
    must(way.does("chenmo", action, 5 * DAY + 70, parcel, note="问了快递", at=at(4 * DAY)))
    way.tick(9 * DAY)
    assert (now(parcel).status, now(parcel).stall) == (status, "none")
    assert {state for rule, state in clocks(parcel).items() if rule.startswith("parcels.stuck")} <= {"met", "stopped"}


def test_what_is_noted_of_a_parcel_that_goes_on_is_one_scan(way: Way) -> None:
    parcel = way.shipped()
    must(way.does("chenmo", "parcel.scan", 300, parcel, note="快递员收走了", at=at(100)))
    assert kinds(parcel).count("parcel.scan") == 1

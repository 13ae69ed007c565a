"""Hours in which orders have come for weeks and now do not: by fixed times, and from the records of shops."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one, perform
from dianzhang.engine.models import Shop
from dianzhang.engine.moment import HOME, living_at
from dianzhang.engine.outcome import Item
from dianzhang.trade.silence import Silence, silence
from dianzhang.trade.trust import trust_of
from tests.engine.department import found

pytestmark = pytest.mark.requirement("T1.7")
WEDNESDAY = datetime(2026, 3, 4, tzinfo=HOME)
OPEN = range(9, 22)  # orders come from nine until ten in the evening
HOUR = timedelta(hours=1)


def rhythm(until: datetime, *, weeks: int = 4, hours: range = OPEN, every: int = 1) -> set[datetime]:
    """An order in each of these hours (of every so many days) of the weeks before ``until``, and until then."""
    first = until.replace(hour=0) - timedelta(weeks=weeks)
    all_of_them = (first + timedelta(days=n, hours=h) for n in range(0, weeks * 7 + 1, every) for h in hours)
    return {hour for hour in all_of_them if hour <= until}


@pytest.mark.parametrize(
    ("last", "at", "hours"),
    [
        ("2026-03-04 11:40", "2026-03-04 13:59", None),  # one hour is missing
        ("2026-03-04 11:40", "2026-03-04 14:59", None),  # two are
        ("2026-03-04 11:40", "2026-03-04 15:00", 3),
        ("2026-03-04 11:40", "2026-03-04 17:20", 5),
        ("2026-03-04 21:10", "2026-03-05 08:50", None),  # nobody buys at night
        ("2026-03-04 21:10", "2026-03-05 11:30", None),  # nine and ten
        ("2026-03-04 21:10", "2026-03-05 12:00", 3),
        ("2026-03-04 20:10", "2026-03-05 11:00", 3),  # the last hour of the evening counts
        ("2026-03-07 10:05", "2026-03-07 14:00", 3),  # a Saturday beside Saturdays and Sundays
        ("2026-03-04 11:40", "2026-03-06 11:00", 25),  # ten of Wednesday, thirteen of Thursday, two of Friday
    ],
)
def test_hours_that_usually_have_orders(last: str, at: str, hours: int | None) -> None:
    newest, moment = (datetime.fromisoformat(text).replace(tzinfo=HOME) for text in (last, at))
    told = silence(rhythm(newest), newest, moment)
    assert told == (None if hours is None else Silence(newest, hours))


@pytest.mark.parametrize(
    "given",
    [
        {"weeks": 1},  # a new shop: six workdays are no rhythm
        {"every": 2, "hours": range(9, 12)},  # a slow one: its hours end at noon
        {"hours": range(9, 11)},  # sells in the morning only
        {"weeks": 0},
    ],
)
def test_a_new_shop_a_slow_shop_and_one_with_other_hours_are_not_silent(given: dict[str, object]) -> None:
    newest = WEDNESDAY.replace(hour=11, minute=40)
    assert silence(rhythm(newest, **given), newest, WEDNESDAY.replace(hour=21)) is None  # type: ignore[arg-type]


def test_a_shop_with_an_order_now_and_then_has_no_usual_hours() -> None:
    newest = WEDNESDAY.replace(hour=11, minute=40)
    scattered = {WEDNESDAY - timedelta(days=n, hours=-(9 + n * 5 % 13)) for n in range(1, 28)}
    assert silence(scattered, newest, WEDNESDAY.replace(hour=21)) is None


def test_a_shop_that_rests_at_weekends_is_not_missed_on_a_saturday() -> None:
    newest = datetime(2026, 3, 6, 21, 10, tzinfo=HOME)  # a Friday
    workdays = {hour for hour in rhythm(newest) if hour.weekday() < 5}
    assert silence(workdays, newest, newest + timedelta(days=1)) is None
    monday = newest + timedelta(days=2, hours=15)
    assert silence(workdays, newest, monday) == Silence(newest, 3)


def test_a_week_in_which_nothing_came_in_hides_no_silence() -> None:
    newest = WEDNESDAY.replace(hour=11, minute=40)
    lost = {hour for hour in rhythm(newest) if not timedelta(days=7) < newest - hour < timedelta(days=12)}
    assert silence(lost, newest, WEDNESDAY.replace(hour=16)) == Silence(newest, 4)


def test_no_order_at_all_is_no_silence() -> None:
    assert silence((), None, WEDNESDAY) is None


@pytest.mark.django_db
def test_from_the_records_of_several_shops_in_as_many_statements() -> None:
    found()
    with living_at(WEDNESDAY - timedelta(weeks=5)):
        for code in ("busy", "new"):
            must(one("shop.open", SYSTEM, code=code, name=code))
    last = WEDNESDAY.replace(hour=11, minute=40)
    with living_at(last):
        for code, hours in (("busy", rhythm(last)), ("new", rhythm(last, weeks=1))):
            items = [
                Item(data={"shop": code, "number": f"{code}-{hour:%m%d%H}", "total": "20.00", "placed_at": hour})
                for hour in sorted(hours)
            ]
            assert all(outcome.done for outcome in perform("order.enter", items, SYSTEM))
    busy, new = (Shop.objects.get(code=code) for code in ("busy", "new"))
    with living_at(last.replace(hour=16)):
        with CaptureQueriesContext(connection) as few:
            trust_of([busy])
        with CaptureQueriesContext(connection) as many:
            told = trust_of([busy, new])
    assert [row.silent for row in told] == [Silence(last, 4), None]
    assert len(many) == len(few)

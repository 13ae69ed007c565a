"""Several look at parcels at the same time: each remark is made once, and what was scanned meanwhile stands nowhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine.access import PLATFORM
from dianzhang.engine.act import must, perform
from dianzhang.engine.models import Flag
from dianzhang.engine.outcome import Item
from dianzhang.trade.models import Followed, Parcel
from dianzhang.trade.tracking import resting
from tests.gateways.carriers.playing import Kuaidi100, answer
from tests.trade.tracking.way import NUMBER, Way, at, kinds, line, now

DAY = 24 * 60
pytestmark = pytest.mark.requirement("T3.6")


def looked_at(way: Way, days: int) -> Parcel:
    """A parcel that left on Monday at eleven, looked at each hour until an hour before so many days."""
    parcel = way.shipped()
    for hour in range(1, days * 24):
        way.rest(60 + hour * 60)
    return parcel


def between(way: Way, minute: float, what: Callable[[], Any]) -> None:
    """A round reads what is due; before it does more, somebody else does this."""
    done: list[bool] = []

    def wrap(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found = execute(sql, params, many, context)
        if not done and "trade_followed" in sql:
            done.append(True)
            what()
        return found

    with way.living(minute), connection.execute_wrapper(wrap):
        resting.look_at_rest()
    assert done


def test_two_rounds_remark_one_day_once(way: Way) -> None:
    parcel = looked_at(way, 2)
    assert kinds(parcel).count("parcel.unheard") == 1
    between(way, 60 + 2 * DAY, resting.look_at_rest)
    assert kinds(parcel).count("parcel.unheard") == 2
    assert (now(parcel).unheard_hours, Followed.objects.get().rest_at) == (48, at(60 + 3 * DAY))


def test_what_is_scanned_while_it_is_looked_at_is_not_stuck(way: Way) -> None:
    parcel, chenmo = looked_at(way, 5), way.people.chenmo
    note = Item(parcel.pk, None, {"note": "快递员刚收走"})
    between(way, 60 + 5 * DAY, lambda: must(perform("parcel.scan", [note], chenmo)[0]))
    found = now(parcel)
    assert (found.status, found.stall, found.unheard_hours) == ("scanned", "none", None)
    assert (kinds(parcel)[-1], Flag.objects.filter(subject_kind="parcel").count()) == ("parcel.scan", 0)
    assert Followed.objects.get().rest_at == at(60 + 5 * DAY) + resting.STEP


def told(way: Way, parcel: Parcel, minute: float, **hours: int) -> str:
    kind = "parcel.rest" if "still_hours" in hours else "parcel.unheard"
    with way.living(minute):
        return perform(kind, [Item(parcel.pk, data=hours)], PLATFORM)[0].status


def test_hours_counted_from_before_the_last_scan_say_nothing(way: Way) -> None:
    parcel = way.shipped()
    assert told(way, parcel, 60 + 2 * DAY, still_hours=48) == "done"
    assert told(way, parcel, 60 + 2 * DAY, still_hours=48) == "unchanged"
    must(way.does("chenmo", "parcel.scan", 60 + 3 * DAY, parcel, note="快递员刚收走"))
    for hours in ({"still_hours": 72}, {"unheard_hours": 72}):
        assert told(way, parcel, 60 + 3 * DAY, **hours) == "unchanged"
    assert (now(parcel).still_hours, now(parcel).unheard_hours) == (None, None)


def test_hours_without_news_counted_from_before_an_answer_say_nothing(way: Way, played: Kuaidi100) -> None:
    way.open()
    parcel = way.shipped()
    played.answers[NUMBER] = answer(NUMBER, (line(55, "已下单。", "101"),))
    way.ask(60 + 5 * DAY)
    assert told(way, parcel, 60 + 5 * DAY, unheard_hours=120) == "unchanged"
    must(way.does("chenmo", "parcel.find", 60 + 6 * DAY, stuck(way, parcel), note="官网上写着在中转"))
    assert told(way, parcel, 60 + 6 * DAY, unheard_hours=24) == "unchanged"
    assert now(parcel).stall == "none"


def stuck(way: Way, parcel: Parcel) -> Parcel:
    assert told(way, parcel, 60 + 6 * DAY - 1, still_hours=143) == "done"
    assert now(parcel).stall == "found"
    return parcel


def test_as_many_statements_for_many_that_rest_as_for_few(way: Way) -> None:
    counted, minute = [], 0
    for size in (2, 2, 8):
        for n in range(size):
            way.shipped(f"P{minute}-{n}", f"YT4{minute:05}{n}", minute=minute + 60)
        with way.living(minute + 60 + DAY), CaptureQueriesContext(connection) as asked:
            assert resting.look_at_rest() == size
        counted.append(len(asked))
        Parcel.objects.update(status="delivered")
        Followed.objects.update(rest_at=None)
        minute += 10
    assert counted[1] == counted[2]

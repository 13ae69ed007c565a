"""How often one caller may ask: as often in all processes together as in one."""

from __future__ import annotations

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from dianzhang.api import rates
from dianzhang.api.models import Bucket

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("S2.8")]

START = 1_800_000_000.0


class Clock:
    """What ``time.time`` says, in every process."""

    def __init__(self) -> None:
        self.now = START

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(rates, "time", clock)
    return clock


class Process:
    """One of several that answer: it remembers what it has in hand, and shares the database."""

    def __init__(self) -> None:
        self.hands: dict[str, rates._Hand] = {}

    def asked(self, caller: str = "token:1") -> bool:
        rates._hands.clear()
        rates._hands.update(self.hands)
        wait = rates.seconds_to_wait(caller)
        self.hands = dict(rates._hands)
        return wait == 0


def test_two_processes_let_in_as_many_as_one(clock: Clock, settings: Settings) -> None:
    settings.DIANZHANG_API_RATE = 120
    one, other = Process(), Process()
    let_in = sum([one.asked(), other.asked()].count(True) for _n in range(200))
    assert let_in == 120
    assert other.asked("token:2")


def test_it_fills_up_again(clock: Clock, settings: Settings) -> None:
    settings.DIANZHANG_API_RATE = 60
    process = Process()
    while process.asked():
        pass
    clock.now += 10
    assert sum(Process().asked() for _n in range(1)) == 1
    assert sum(process.asked() for _n in range(100)) in range(8, 11)
    clock.now += 3600
    assert sum(process.asked() for _n in range(100)) == 60  # never more than a minute's


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(asks=st.lists(st.tuples(st.integers(0, 2), st.floats(0, 20)), max_size=120))
def test_whoever_asks_however_is_let_in_no_oftener_than_said(
    asks: list[tuple[int, float]], monkeypatch_module: pytest.MonkeyPatch
) -> None:
    clock, processes, let_in = Clock(), [Process() for _n in range(3)], 0
    monkeypatch_module.setattr(rates, "time", clock)
    Bucket.objects.all().delete()
    for who, later in asks:
        clock.now += later
        let_in += processes[who].asked()
    assert let_in <= 30 + (clock.now - START) / 2 + 1


@pytest.fixture
def monkeypatch_module(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    settings.DIANZHANG_API_RATE = 30
    return monkeypatch


def test_of_many_requests_one_costs_a_statement_and_an_empty_bucket_none(clock: Clock, settings: Settings) -> None:
    settings.DIANZHANG_API_RATE = 600
    process = Process()
    process.asked()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        for _n in range(200):
            process.asked()
    assert len(asked) == 10
    while process.asked():
        pass
    with CaptureQueriesContext(connection) as asked:
        assert not any(process.asked() for _n in range(50))
    assert len(asked) == 0


def test_a_database_that_is_busy_keeps_nobody_out(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_args: object) -> bool:
        raise OperationalError("database is locked")

    monkeypatch.setattr(rates, "_granted", busy)
    assert Process().asked()


def test_buckets_of_nobody_are_cleared_away(clock: Clock) -> None:
    Process().asked("token:1")
    clock.now += 90_000
    Process().asked("token:2")
    assert rates.clear_away() == 1
    assert list(Bucket.objects.values_list("caller", flat=True)) == ["token:2"]
    assert rates.clear_away() == 0

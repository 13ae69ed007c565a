"""What stands above what: bands of time, within them time and money, page by page without a gap."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine.act import must, one
from dianzhang.engine.models import ClockRow
from dianzhang.engine.moment import living_at
from dianzhang.engine.radar import counting
from dianzhang.engine.radar.asking import Asked
from dianzhang.engine.radar.counting import counted
from dianzhang.kernel.urgency import pressing_from

from .conftest import NOON, Accept, ids, look

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("R4.7")
def test_bands_first_then_time_and_money(accept: Accept, people: SimpleNamespace) -> None:
    late = accept(ago=150)
    cheap, dear = accept(ago=0, amount="10.00"), accept(ago=0, amount="900.00")
    unknown = accept(ago=5)
    soon = accept(ago=70)
    found = look(people.zhouke)
    assert [(line.band, line.record.pk) for line in found.lines] == [
        ("late", late.pk), ("hour", soon.pk), ("today", dear.pk), ("today", cheap.pk), ("today", unknown.pk),
    ]  # fmt: skip


@pytest.mark.requirement("R4.7")
def test_the_money_at_stake_follows_the_record(accept: Accept, people: SimpleNamespace) -> None:
    complaint = accept(amount="88.00")
    clock = ClockRow.objects.get(subject_kind="complaint", subject_id=complaint.pk)
    assert clock.stake_cents == 88_00
    assert clock.rank_at == pressing_from(clock.due_at, 88_00)
    assert ClockRow.objects.get(subject_id=accept().pk, live=True).stake_cents is None


def test_counts_say_how_many_and_how_much_money(accept: Accept, people: SimpleNamespace) -> None:
    accept(ago=150, amount="10.00")
    accept(ago=160)
    accept(ago=1)
    accept(ago=30, amount="5.50")
    found = counted(people.zhouke, Asked(), NOON)
    assert (found.bands["late"].n, found.bands["late"].cents) == (2, 10_00)
    assert (found.bands["today"].n, found.bands["today"].cents) == (2, 5_50)
    assert found.bands["later"].cents is None
    assert sum(amount.n for _stretch, amount in found.coming) == 2


def test_pages_follow_each_other_without_a_gap_or_a_line_twice(accept: Accept, people: SimpleNamespace) -> None:
    for n in range(11):
        accept(ago=(n % 3) * 70, amount=[None, "5.00", "700.00"][n % 2 + n % 1])
    whole = ids(look(people.zhouke))
    seen: list[int] = []
    after = ""
    while True:
        found = look(people.zhouke, after=after, size=3)
        seen += ids(found)
        after = found.after
        if not after:
            break
    assert seen == whole
    assert len(set(seen)) == 11


def test_a_cursor_from_elsewhere_is_no_cursor(accept: Accept, people: SimpleNamespace) -> None:
    accept()
    assert len(look(people.zhouke, after="made-up").lines) == 1


def task(who: Any, hours: float, title: str) -> Any:
    due = str(NOON + timedelta(hours=hours))
    with living_at(NOON):
        return must(one("task.propose", who, title=title, due_at=due, accountable="zhouke", responsible=["zhouke"]))


@pytest.mark.requirement("R4.7")
def test_a_task_that_no_rule_times_stands_among_them(accept: Accept, people: SimpleNamespace) -> None:
    first, last = task(people.linxiao, 0.5, "先办"), task(people.linxiao, 30, "后办")
    accept(ago=0)
    found = look(people.zhouke)
    assert [(line.band, line.dated is not None) for line in found.lines] == [
        ("hour", True), ("today", False), ("days", True)
    ]  # fmt: skip
    assert [line.record.pk for line in found.lines if line.dated] == [first.pk, last.pk]
    assert counted(people.zhouke, Asked(), NOON).bands["hour"].n == 1
    assert look(people.suhe).lines[0].dated is None
    assert [line.band for line in look(people.zhouke, size=1, after=look(people.zhouke, size=1).after).lines] == [
        "today"
    ]


def test_filters_narrow_what_stands_there(accept: Accept, people: SimpleNamespace) -> None:
    one_, other = accept(ago=10), accept(ago=80)
    task(people.linxiao, 3, "事项")
    assert ids(look(people.zhouke, band="hour")) == [other.pk]
    assert len(look(people.zhouke, kind="task").lines) == 1
    assert ids(look(people.zhouke, post="service")) == [other.pk, one_.pk]
    assert look(people.zhouke, rule="nobody/knows").lines == []
    assert ids(look(people.zhouke, hour=NOON + timedelta(hours=1))) == [one_.pk]


@pytest.mark.requirement("R4.7")
@pytest.mark.parametrize("scope", ["mine", "group", "all"])
def test_nobody_sees_lines_of_records_beyond_their_reach(accept: Accept, people: SimpleNamespace, scope: str) -> None:
    accept()
    assert look(people.chenmo, scope=scope).lines == []
    assert counted(people.chenmo, Asked(scope), NOON).bands["today"].n == 0
    assert len(look(people.linxiao, scope="all").lines) == 1


def test_many_lines_take_as_many_statements_as_few(accept: Accept, people: SimpleNamespace) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            look(people.zhouke)
        return len(asked)

    for ago in (150, 70, 0):
        accept(ago=ago)
    look(people.zhouke)
    few = statements()
    for n in range(20):
        accept(ago=[150, 70, 0][n % 3])
    look(people.zhouke)
    assert statements() == few


def test_counting_has_an_end_and_says_so_while_all_lines_are_still_there(
    accept: Accept, people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    for ago in (150, 140, 70, 65, 0):
        accept(ago=ago, amount="1.00")
    monkeypatch.setattr(counting, "MOST", 3)
    found = counted(people.zhouke, Asked(), NOON).bands
    assert [(found[band].n, found[band].more) for band in ("late", "hour", "today", "later")] == [
        (2, False), (2, True), (0, True), (0, True),
    ]  # fmt: skip
    assert len(look(people.zhouke).lines) == 5

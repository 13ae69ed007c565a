"""The calendar: what falls due and happens by day, within the reader's reach, on working days and days off."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine.act import must, one
from dianzhang.engine.models import ClockRow
from dianzhang.engine.moment import day_of, living_at

from .conftest import Enter, new_order

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 10, 12, 2, tzinfo=UTC)  # 10 o'clock at home; the holidays before it are announced


def cells(text: str) -> dict[str, str]:
    """The days of the page with what stands in each."""
    return dict(re.findall(r'data-day="([0-9-]+)">(.*?)</td>', text, re.S))


@pytest.fixture
def task(people: SimpleNamespace) -> Any:
    with living_at(MONDAY):
        due = str(MONDAY + timedelta(days=2))
        given = {"due_at": due, "accountable": "linxiao", "responsible": ["zhouke"]}
        return must(one("task.propose", people.linxiao, title="清点样品", **given))


def test_a_task_stands_on_the_day_it_is_due_and_nowhere_else(enter: Enter, task: Any) -> None:
    days = cells(enter("zhouke").get("/calendar?on=2026-10-12").text)
    assert len(days) == 35
    assert [day for day, text in days.items() if f"/task/{task.pk}" in text] == ["2026-10-14"]
    assert days["2026-10-14"].count(f'href="/task/{task.pk}"') == 1


def test_nobody_elses_calendar(enter: Enter, task: Any) -> None:
    for scope in ("mine", "group", "all"):
        assert f"/task/{task.pk}" not in enter("chenmo").get(f"/calendar?on=2026-10-12&scope={scope}").text
    assert f"/task/{task.pk}" not in enter("shenlan").get("/calendar?on=2026-10-12").text
    assert f"/task/{task.pk}" in enter("shenlan").get("/calendar?on=2026-10-12&scope=all").text


def test_leave_stands_on_each_of_its_days(enter: Enter, people: SimpleNamespace) -> None:
    with living_at(MONDAY):
        leave = must(one("leave.draft", people.zhouke, kind="annual", first_day="2026-10-14", last_day="2026-10-16"))
    leave.__class__.objects.filter(pk=leave.pk).update(status="granted")
    days = cells(enter("zhouke").get("/calendar?on=2026-10-12&view=week").text)
    found = [day for day, text in days.items() if f"/leave/{leave.pk}" in text]
    assert found == ["2026-10-14", "2026-10-15", "2026-10-16"]
    assert f"/leave/{leave.pk}" in enter("linxiao").get("/calendar?on=2026-10-12&scope=group").text
    assert f"/leave/{leave.pk}" not in enter("chenmo").get("/calendar?on=2026-10-12&scope=all").text


def test_days_off_and_days_worked_in_their_place_are_marked(enter: Enter) -> None:
    text = enter("zhouke").get("/calendar?on=2026-10-01").text
    days = cells(text)
    assert "国庆" in days["2026-10-01"]
    assert ">休<" in days["2026-10-01"]
    assert ">班<" in days["2026-10-10"]  # a Saturday worked for the holiday
    assert "tag" not in days["2026-10-12"]


def test_a_deadline_stands_on_its_day(enter: Enter, complaint: Any) -> None:
    due = ClockRow.objects.filter(subject_kind="complaint", live=True).earliest("due_at").due_day
    text = cells(enter("zhouke").get(f"/calendar?on={due}").text)[str(due)]
    assert f"/complaint/{complaint.pk}" in text


def test_a_kind_can_be_had_by_itself(enter: Enter, task: Any) -> None:
    client = enter("zhouke")
    assert f"/task/{task.pk}" in client.get("/calendar?on=2026-10-12&kind=task").text
    assert f"/task/{task.pk}" not in client.get("/calendar?on=2026-10-12&kind=leave").text


@pytest.mark.parametrize("odd", ["on=yesterday", "on=0001-01-01", "on=9999-12-31", "view=year", "scope=x", "kind=²"])
def test_an_odd_address_shows_a_calendar(enter: Enter, odd: str) -> None:
    assert enter("zhouke").get(f"/calendar?{odd}").status_code == 200


def test_a_full_day_is_cut_and_says_how_many_more(
    enter: Enter, people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dianzhang.engine.agenda.PER_DAY", 2)
    for _n in range(5):
        must(one("complaint.accept", people.zhouke, kind="quality"))
    due = ClockRow.objects.filter(subject_kind="complaint", live=True).earliest("due_at").due_day
    text = cells(enter("zhouke").get(f"/calendar?view=week&kind=complaint&on={due}").text)[str(due)]
    assert text.count("<li") == 2
    assert "还有 3 件" in text


def test_it_costs_the_same_however_much_there_is(
    enter: Enter, people: SimpleNamespace, shop: object, task: Any
) -> None:
    client, spent = enter("zhaoning"), []
    for numbers in (["7000"], ["7001", "7002", "7003", "7004"]):
        for number in numbers:
            new_order(number)
        client.get("/calendar?scope=all")
        with CaptureQueriesContext(connection) as asked:
            client.get("/calendar?scope=all")
        spent.append(len(asked))
    assert spent[0] == spent[1] <= 23  # two of them for orders that were due yesterday, as just after midnight


def hours(text: str) -> dict[str, str]:
    """The hours of a day's page with what stands in each."""
    return dict(re.findall(r'<th scope="row">(\d+:00)</th><td>(.*?)</td>', text, re.S))


@pytest.mark.requirement("P1.8")
def test_a_day_has_its_hours(enter: Enter, task: Any) -> None:
    text = enter("zhouke").get("/calendar?view=day&on=2026-10-14").text
    found = hours(text)
    assert [hour for hour, inside in found.items() if f"/task/{task.pk}" in inside] == ["10:00"]
    assert len(found) == 13  # from eight to eight
    assert "2026-10-15" in re.findall(r'href="([^"]+)" rel="next"', text)[0]


def test_an_early_hour_makes_the_day_longer(enter: Enter, people: SimpleNamespace) -> None:
    with living_at(MONDAY):
        given = {"due_at": "2026-10-13T06:30:00+08:00", "accountable": "linxiao", "responsible": ["zhouke"]}
        early = must(one("task.propose", people.linxiao, title="早到", **given))
    assert f"/task/{early.pk}" in hours(enter("zhouke").get("/calendar?view=day&on=2026-10-13").text)["6:00"]


@pytest.mark.requirement("P1.8")
def test_somebody_elses_days_as_far_as_one_may_see_them(enter: Enter, people: SimpleNamespace, task: Any) -> None:
    address = f"/calendar?on=2026-10-12&scope=person:{people.zhouke.person_id}"
    assert f"/task/{task.pk}" in enter("linxiao").get(address).text
    assert f"/task/{task.pk}" not in enter("chenmo").get(address).text
    other = f"/calendar?on=2026-10-12&scope=person:{people.suhe.person_id}"
    assert f"/task/{task.pk}" not in enter("linxiao").get(other).text


@pytest.mark.requirement("P1.8")
def test_a_units_days_hold_what_is_below_it(enter: Enter, people: SimpleNamespace, task: Any) -> None:
    unit = people.linxiao.unit_id
    assert f"/task/{task.pk}" in enter("shenlan").get(f"/calendar?on=2026-10-12&scope=unit:{unit}").text
    assert (
        f"/task/{task.pk}" in enter("shenlan").get(f"/calendar?on=2026-10-12&scope=unit:{people.shenlan.unit_id}").text
    )
    assert (
        f"/task/{task.pk}"
        not in enter("shenlan").get(f"/calendar?on=2026-10-12&scope=unit:{people.chenmo.unit_id}").text
    )
    assert f"/task/{task.pk}" not in enter("chenmo").get(f"/calendar?on=2026-10-12&scope=unit:{unit}").text


@pytest.mark.parametrize("odd", ["person:²", "person:999999", "unit:-1", "unit:", "person:1:2"])
def test_nobody_of_that_name_is_oneself(enter: Enter, odd: str) -> None:
    answer = enter("zhouke").get(f"/calendar?scope={odd}")
    assert answer.status_code == 200
    assert 'aria-current="page">我的' in answer.text


@pytest.mark.requirement("P1.8")
def test_what_was_kept_missed_and_held_stays_on_its_day_with_a_sign(enter: Enter, people: SimpleNamespace) -> None:
    now = datetime.now(UTC)
    due = now + timedelta(minutes=8)
    with living_at(now):
        tasks = [
            must(one("task.propose", people.linxiao, title=title, due_at=str(due), accountable="zhouke",
                     responsible=["zhouke"]))
            for title in ("做完的", "晚了的")
        ]  # fmt: skip
        kept = must(one("complaint.accept", people.zhouke, kind="quality"))
        missed = must(one("complaint.accept", people.zhouke, kind="quality"))
        must(one("complaint.resolve", people.zhouke, kept.pk, note="换货"))
    for task, at in ((tasks[0], now), (tasks[1], now + timedelta(minutes=9))):
        with living_at(at):
            must(one("task.start", people.zhouke, task.pk))
            must(one("task.finish", people.zhouke, task.pk, result="好了"))
    ClockRow.objects.filter(subject_id=missed.pk, subject_kind="complaint").update(state="missed", live=False)
    with living_at(now + timedelta(days=1)):
        address = f"/calendar?view=week&on={day_of(now + timedelta(minutes=8))}"
        days = cells(enter("zhouke").get(address).text)
        text = "".join(days.values())
        for record, sign in (
            (f"task/{tasks[0].pk}", "按时"), (f"task/{tasks[1].pk}", "逾期"),
            (f"complaint/{kept.pk}", "按时"), (f"complaint/{missed.pk}", "逾期"),
        ):  # fmt: skip
            lines = [one for one in re.findall(r"<li.*?</li>", text, re.S) if f'href="/{record}"' in one]
            assert lines, record
            assert [sign in line and "已晚" not in line for line in lines] == [True] * len(lines), lines
        assert f"complaint/{kept.pk}" not in enter("chenmo").get(f"{address}&scope=all").text


@pytest.mark.requirement("P1.8")
def test_of_more_dates_than_fit_the_page_says_how_many(
    enter: Enter, people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dianzhang.engine.agenda.MOST", 2)
    with living_at(MONDAY):
        for n in range(5):
            due = str(MONDAY + timedelta(days=1, hours=n))
            must(one("task.propose", people.linxiao, title=f"第{n}件", due_at=due, accountable="zhouke"))
    assert "事项还有 3 项" in enter("zhouke").get("/calendar?on=2026-10-12").text

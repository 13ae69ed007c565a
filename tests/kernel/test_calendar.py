"""Deadlines in working time: nights, noons, weekends, holidays and make-up days, as people count them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dianzhang.kernel.calendar import NATURAL, china
from dianzhang.kernel.hours import CalendarError
from dianzhang.kernel.spans import parse_span

OFFICE = china("office")
SIX_DAYS = china("six-days", dict.fromkeys(range(6), (("09:00", "18:00"),)))
SERVICE_ROSTER = china(
    "service-roster", dict.fromkeys(range(7), (("08:30", "12:00"), ("12:30", "24:00"))), public_holidays=False
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("start", "span", "due"),
    [
        # natural spans pay no heed to the calendar
        ("2026-09-30 23:55", "10分钟", "2026-10-01 00:05"),
        ("2026-09-30 10:00", "3天", "2026-10-03 10:00"),
        # working hours: noon, night, weekend
        ("2026-11-19 09:00", "2工作小时", "2026-11-19 11:00"),
        ("2026-11-19 11:30", "2工作小时", "2026-11-19 14:30"),
        ("2026-11-19 10:00", "2工作小时", "2026-11-19 12:00"),
        ("2026-11-19 17:00", "1工作小时", "2026-11-19 18:00"),
        ("2026-11-19 17:30", "1工作小时", "2026-11-20 09:30"),
        ("2026-11-20 17:30", "1工作小时", "2026-11-23 09:30"),
        ("2026-11-21 03:00", "1工作小时", "2026-11-23 10:00"),
        ("2026-11-19 12:30", "30工作分钟", "2026-11-19 13:30"),
        ("2026-11-19 09:00", "8工作小时", "2026-11-19 18:00"),
        ("2026-11-19 09:00", "80工作小时", "2026-12-02 18:00"),
        # working days: the same time of day on the n-th working day after
        ("2026-11-19 15:00", "1个工作日", "2026-11-20 15:00"),
        ("2026-11-20 15:00", "1个工作日", "2026-11-23 15:00"),
        ("2026-11-21 15:00", "1个工作日", "2026-11-23 15:00"),
        ("2026-11-20 22:00", "3个工作日", "2026-11-25 22:00"),
        # the long way round National Day 2026: off from the 1st to the 7th, Saturday the 10th is worked
        ("2026-09-30 15:00", "1个工作日", "2026-10-08 15:00"),
        ("2026-09-30 15:00", "3个工作日", "2026-10-10 15:00"),
        ("2026-09-30 17:00", "2工作小时", "2026-10-08 10:00"),
        ("2026-10-09 17:30", "1工作小时", "2026-10-10 09:30"),
        # days first, then hours; and over New Year
        ("2026-11-19 15:00", "1个工作日4工作小时", "2026-11-23 10:00"),
        ("2025-12-31 17:00", "2工作小时", "2026-01-04 10:00"),
        ("2025-12-31 17:00", "1个工作日", "2026-01-04 17:00"),
    ],
)
def test_the_office_is_due_when_people_would_say(start: str, span: str, due: str) -> None:
    assert OFFICE.add(at(start), parse_span(span)) == at(due)


def test_what_comes_out_is_utc() -> None:
    for span in ("10分钟", "1个工作日", "1工作小时"):
        assert OFFICE.add(at("2026-11-19 15:00"), parse_span(span)).tzinfo is UTC


def test_a_naive_time_is_a_mistake_of_the_program() -> None:
    with pytest.raises(TypeError):
        OFFICE.add(datetime(2026, 11, 19), parse_span("1工作小时"))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("a", "b", "hours"),
    [
        ("2026-11-19 09:00", "2026-11-19 18:00", 8),
        ("2026-11-19 11:30", "2026-11-19 13:30", 1),
        ("2026-11-20 17:00", "2026-11-23 10:00", 2),
        ("2026-11-21 00:00", "2026-11-22 23:59", 0),
        ("2026-10-01 00:00", "2026-10-08 00:00", 0),
        ("2026-11-23 10:00", "2026-11-20 17:00", -2),
        ("2024-01-01 00:00", "2025-01-01 00:00", 251 * 8),
        ("2024-01-01 00:00", "2026-01-01 00:00", (251 + 248) * 8),
    ],
)
def test_lateness_is_counted_in_working_time(a: str, b: str, hours: int) -> None:
    assert OFFICE.between(at(a), at(b)) == timedelta(hours=hours)


def test_the_time_left_on_a_clock_that_rested_is_used_up_to_the_microsecond() -> None:
    left = timedelta(minutes=40, microseconds=250)
    assert OFFICE.add_time(at("2026-11-20 17:30"), left) == at("2026-11-23 09:10") + timedelta(microseconds=250)


@pytest.mark.parametrize(
    ("end", "span", "start"),
    [
        ("2026-11-23 09:10", "-30工作分钟", "2026-11-20 17:40"),
        ("2026-11-23 09:30", "-30工作分钟", "2026-11-23 09:00"),
        ("2026-11-19 14:00", "-1工作小时", "2026-11-19 13:00"),
        ("2026-01-04 10:00", "-1工作小时", "2026-01-04 09:00"),
        ("2026-11-23 15:00", "-1个工作日", "2026-11-20 15:00"),
        ("2026-10-10 15:00", "-3个工作日", "2026-09-30 15:00"),
        ("2026-01-04 10:00", "-2工作小时", "2025-12-31 17:00"),
        ("2026-11-21 10:00", "-15天", "2026-11-06 10:00"),
    ],
)
def test_steps_are_worked_backward_too(end: str, span: str, start: str) -> None:
    assert OFFICE.add(at(end), parse_span(span, negative=True)) == at(start)


@pytest.mark.parametrize(
    ("day", "works", "why"),
    [
        ("2026-11-20", True, "周五上班"),
        ("2026-11-21", False, "周六休息"),
        ("2026-10-01", False, "国庆节放假"),
        ("2026-10-10", True, "国庆节调休上班"),
    ],
)
def test_a_day_says_why_it_is_worked_or_not(day: str, works: bool, why: str) -> None:
    assert OFFICE.is_working_day(date.fromisoformat(day)) is works
    assert OFFICE.why(date.fromisoformat(day)).zh == why
    assert OFFICE.why(date.fromisoformat(day)).en.isascii()


def test_an_instant_belongs_to_its_day_in_shanghai() -> None:
    friday_night_in_utc = datetime(2026, 11, 20, 17, tzinfo=UTC)  # Saturday 01:00 in Shanghai
    assert not OFFICE.is_working_day(friday_night_in_utc)
    assert OFFICE.working_days(friday_night_in_utc, friday_night_in_utc) == 0


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2026-10-01", "2026-10-31", 18),
        ("2026-11-20", "2026-11-20", 1),
        ("2026-11-21", "2026-11-22", 0),
        ("2025-12-31", "2026-01-04", 2),
        ("2026-11-20", "2026-11-10", 0),
        ("2026-01-04", "2025-12-01", 0),
    ],
)
def test_working_days_count_both_ends(first: str, last: str, days: int) -> None:
    assert OFFICE.working_days(date.fromisoformat(first), date.fromisoformat(last)) == days


def test_a_week_of_six_days_rests_on_holidays_and_keeps_its_own_saturday_hours() -> None:
    assert SIX_DAYS.is_working_day(date(2026, 11, 21))
    assert not SIX_DAYS.is_working_day(date(2026, 10, 3))
    assert SIX_DAYS.hours_on(date(2026, 10, 10)) == (("09:00", "18:00"),)


def test_the_service_roster_works_on_holidays_until_midnight() -> None:
    assert SERVICE_ROSTER.add(at("2026-10-01 23:30"), parse_span("1工作小时")) == at("2026-10-02 09:00")
    assert SERVICE_ROSTER.add(at("2026-10-01 23:30"), parse_span("30工作分钟")) == at("2026-10-02 00:00")
    assert SERVICE_ROSTER.warnings_for(2040) == ()


def test_natural_time_never_rests() -> None:
    assert NATURAL.add(at("2026-10-01 23:30"), parse_span("25工作小时")) == at("2026-10-03 00:30")
    assert NATURAL.add(at("2026-10-01 23:30"), parse_span("2个工作日")) == at("2026-10-03 23:30")
    assert NATURAL.between(at("2025-12-31 00:00"), at("2026-01-02 00:00")) == timedelta(days=2)


# --- exceptions ----------------------------------------------------------------------------------


def test_exceptions_overrule_week_and_holidays() -> None:
    edited = OFFICE.with_exceptions(
        {
            date(2026, 11, 20): False,  # the stocktaking
            date(2026, 11, 21): True,
            date(2026, 10, 1): [("10:00", "14:00")],
        }
    )
    assert edited.add(at("2026-11-19 15:00"), parse_span("1个工作日")) == at("2026-11-21 15:00")
    assert edited.hours_on(date(2026, 11, 21)) == (("09:00", "12:00"), ("13:00", "18:00"))
    assert edited.add(at("2026-09-30 17:00"), parse_span("3工作小时")) == at("2026-10-01 12:00")
    assert edited.why(date(2026, 11, 20)).zh == "例外：休息"
    assert edited.why(date(2026, 10, 1)).zh == "例外：上班"
    assert OFFICE.is_working_day(date(2026, 11, 20)), "the calendar it was made from stays as it was"


def test_a_later_exception_replaces_the_earlier() -> None:
    edited = OFFICE.with_exceptions({date(2026, 11, 20): False}).with_exceptions({date(2026, 11, 20): True})
    assert edited.is_working_day(date(2026, 11, 20))
    assert edited == china("office", exceptions={date(2026, 11, 20): True})
    assert hash(edited) == hash(china("office", exceptions={date(2026, 11, 20): True}))


# --- years that the library does not know ------------------------------------------------------


def test_an_unknown_year_is_monday_to_friday_with_a_warning() -> None:
    assert OFFICE.is_working_day(date(2040, 10, 1)), "a Monday; nobody has announced the holidays of 2040"
    assert not OFFICE.is_working_day(date(2040, 10, 6))
    (warning,) = OFFICE.warnings_for(2040)
    assert "2040" in warning.zh
    assert "周一、周二、周三、周四、周五" in warning.zh
    assert "2040" in warning.en
    assert OFFICE.warnings_for(2026) == ()


def test_a_deadline_may_reach_into_an_unknown_year() -> None:
    assert OFFICE.add(at("2039-12-30 15:00"), parse_span("2个工作日")) == at("2040-01-03 15:00")


def test_a_year_whose_holidays_were_entered_by_hand_warns_no_more() -> None:
    entered = OFFICE.with_exceptions({date(2040, 10, 1): False}, confirmed=[2040])
    assert entered.warnings_for(2040) == ()
    assert not entered.is_working_day(date(2040, 10, 1))


# --- calendars that make no sense ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("week", "says"),
    [
        ({0: [("9点", "12:00")]}, "不是时刻"),
        ({0: [("09:00", "25:00")]}, "不是时刻"),
        ({0: [("09:00", "12:60")]}, "不是时刻"),
        ({0: [("22:00", "06:00")]}, "跨过午夜"),
        ({0: [("09:00", "13:00"), ("12:00", "18:00")]}, "重叠"),
        ({7: [("09:00", "13:00")]}, "周日是 6"),
        ({}, "没有任何工作时段"),
        ({0: []}, "没有任何工作时段"),
    ],
)
def test_hours_that_make_no_sense_are_refused_with_words(week: dict[int, list[tuple[str, str]]], says: str) -> None:
    with pytest.raises(CalendarError, match=says) as caught:
        china("broken", week)
    assert caught.value.message.en


def test_hours_may_be_written_with_full_width_marks_and_in_any_order() -> None:
    calendar = china("wide", {0: [("１３：００", "18:00"), ("9:00", "12:00")]})
    assert calendar.hours_on(date(2026, 11, 23)) == (("09:00", "12:00"), ("13:00", "18:00"))


def test_one_interval_may_begin_where_another_ends() -> None:
    calendar = china("seamless", {0: [("09:00", "12:00"), ("12:00", "18:00")]})
    assert calendar.add(at("2026-11-23 11:00"), parse_span("2工作小时")) == at("2026-11-23 13:00")

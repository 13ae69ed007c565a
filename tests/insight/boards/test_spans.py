"""Days of a span and days of its comparison, without a database."""

from datetime import date

import pytest

from dianzhang.insight.boards.spans import Against, Days, Span, compared, line_of, merged, over, span_of

MONDAY = date(2026, 11, 23)


def days(first: str, last: str) -> Days:
    return Days(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        ("today", "2026-11-23", "2026-11-23"),
        ("yesterday", "2026-11-22", "2026-11-22"),
        ("days7", "2026-11-16", "2026-11-22"),
        ("days14", "2026-11-09", "2026-11-22"),
        ("days31", "2026-10-23", "2026-11-22"),
        ("week", "2026-11-23", "2026-11-23"),
        ("month", "2026-11-01", "2026-11-23"),
        ("last_month", "2026-10-01", "2026-10-31"),
        ("year", "2026-01-01", "2026-11-23"),
    ],
)
def test_days_of_a_span(span: Span, first: str, last: str) -> None:
    assert span_of(span, MONDAY) == days(first, last)


@pytest.mark.parametrize(
    ("span", "against", "first", "last"),
    [
        ("yesterday", "before", "2026-11-21", "2026-11-21"),
        ("yesterday", "week", "2026-11-15", "2026-11-15"),
        ("yesterday", "month", "2026-10-22", "2026-10-22"),
        ("yesterday", "year", "2025-11-22", "2025-11-22"),
        ("days7", "before", "2026-11-09", "2026-11-15"),
        ("days7", "week", "2026-11-09", "2026-11-15"),
        ("days31", "week", "2026-09-18", "2026-10-18"),  # five weeks before, so that weekdays meet
        ("week", "before", "2026-11-16", "2026-11-16"),
        ("month", "before", "2026-10-01", "2026-10-23"),
        ("month", "year", "2025-11-01", "2025-11-23"),
        ("last_month", "before", "2026-09-01", "2026-09-30"),
        ("last_month", "year", "2025-10-01", "2025-10-31"),
        ("year", "before", "2025-01-01", "2025-11-23"),
    ],
)
def test_days_of_its_comparison(span: Span, against: Against, first: str, last: str) -> None:
    assert compared(span, against, span_of(span, MONDAY)) == days(first, last)


@pytest.mark.parametrize("against", ["target", "none"])
def test_a_target_and_nothing_are_no_days(against: Against) -> None:
    assert compared("month", against, span_of("month", MONDAY)) is None


@pytest.mark.parametrize(
    ("today", "against", "first", "last"),
    [
        ("2026-03-31", "month", "2026-02-01", "2026-02-28"),  # a whole month with a whole one
        ("2026-03-30", "month", "2026-02-01", "2026-02-28"),  # a date that is not there is the last of its month
        ("2024-02-29", "year", "2023-02-01", "2023-02-28"),
        ("2023-02-28", "year", "2022-02-01", "2022-02-28"),
        ("2025-02-28", "year", "2024-02-01", "2024-02-29"),
        ("2026-01-10", "month", "2025-12-01", "2025-12-10"),
    ],
)
def test_months_of_unlike_length(today: str, against: Against, first: str, last: str) -> None:
    assert compared("month", against, span_of("month", date.fromisoformat(today))) == days(first, last)


def test_a_day_has_two_weeks_before_it_on_its_line_a_span_its_own_days() -> None:
    assert line_of("yesterday", span_of("yesterday", MONDAY)) == days("2026-11-09", "2026-11-22")
    assert line_of("days31", span_of("days31", MONDAY)).count == 31


def test_windows_that_lie_close_are_asked_for_together() -> None:
    near = [days("2026-11-09", "2026-11-22"), days("2026-11-15", "2026-11-15"), days("2026-11-01", "2026-11-05")]
    far = days("2025-11-22", "2025-11-22")
    assert merged([*near, far]) == [far, days("2026-11-01", "2026-11-22")]


def test_days_that_are_over() -> None:
    assert over(days("2026-11-23", "2026-11-23"), MONDAY) is None
    assert over(days("2026-11-01", "2026-11-23"), MONDAY) == days("2026-11-01", "2026-11-22")
    assert over(days("2026-10-01", "2026-10-31"), MONDAY) == days("2026-10-01", "2026-10-31")

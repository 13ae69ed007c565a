"""The dates of a plan's steps."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from dianzhang.kernel.calendar import SHANGHAI, china
from dianzhang.kernel.plans import lay_out
from dianzhang.kernel.rules import Plan, Step
from dianzhang.kernel.spans import parse_span

OFFICE = china("office")
EARLY = datetime(2025, 1, 2, 9, tzinfo=SHANGHAI)


def dated(span: str, base: date | datetime, at: datetime = EARLY) -> str:
    plan = Plan(
        "c/plan-1", "c", 1, subject="campaign", base="first_day", steps=(Step("选品", parse_span(span, negative=True)),)
    )
    (one,) = lay_out(plan, base, OFFICE, at)
    return f"{one.day} {one.due_at:%m-%d %H:%M}{' at once' if one.at_once else ''}"


@pytest.mark.parametrize(
    ("span", "base", "expected"),
    [
        ("10天", date(2026, 3, 11), "2026-03-01 03-02 00:00"),  # a Sunday: by the end of the day
        ("1天", date(2026, 3, 11), "2026-03-10 03-10 18:00"),
        ("0天", date(2026, 3, 11), "2026-03-11 03-11 18:00"),
        ("-3天", date(2026, 3, 11), "2026-03-14 03-15 00:00"),
        ("3个工作日", date(2026, 3, 11), "2026-03-06 03-06 18:00"),
        ("3个工作日", date(2025, 10, 10), "2025-09-29 09-29 18:00"),  # over National Day
        ("-3个工作日", date(2025, 9, 27), "2025-09-30 09-30 18:00"),  # the worked Sunday is one of them
        ("2小时", datetime(2026, 3, 11, 20, tzinfo=SHANGHAI), "2026-03-11 03-11 18:00"),
        ("1天", datetime(2026, 3, 11, 0, 30, tzinfo=SHANGHAI), "2026-03-10 03-10 18:00"),
    ],
)
def test_backward_and_forward_in_natural_and_working_days(span: str, base: date | datetime, expected: str) -> None:
    assert dated(span, base) == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2026, 3, 9, 10, tzinfo=SHANGHAI), "2026-03-06 03-09 18:00 at once"),
        (datetime(2026, 3, 9, 18, 30, tzinfo=SHANGHAI), "2026-03-06 03-10 18:00 at once"),
        (datetime(2026, 3, 7, 10, tzinfo=SHANGHAI), "2026-03-06 03-09 18:00 at once"),
        (datetime(2026, 3, 6, 18, tzinfo=SHANGHAI), "2026-03-06 03-06 18:00"),
    ],
)
def test_what_has_passed_is_due_at_once_and_said_to_be(at: datetime, expected: str) -> None:
    assert dated("3个工作日", date(2026, 3, 11), at) == expected


def test_when_the_base_moves_only_the_open_steps_are_asked_for() -> None:
    steps = (Step("定主题", parse_span("15天")), Step("选品", parse_span("10天")))
    plan = Plan("c/plan-1", "c", 1, subject="campaign", base="first_day", steps=steps)
    (one,) = lay_out(plan, date(2026, 4, 11), OFFICE, EARLY, only=["选品"])
    assert (one.step.name, one.day) == ("选品", date(2026, 4, 1))

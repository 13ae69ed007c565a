"""The director's meeting on Monday is held in the demonstration, and what it decides becomes a task."""

from __future__ import annotations

from datetime import date

import pytest

from dianzhang.demo.lived import Lived
from dianzhang.insight.morning.models import MorningReport
from dianzhang.work.models import Meeting, Task


def test_monday_is_held_and_decides(lived: Lived) -> None:
    held = Meeting.objects.filter(kind="weekly", status="held")
    assert held.exists()
    assert all(one.over == 0 and one.text and one.decided == 1 for one in held)
    tasks = Task.objects.filter(of_kind="meeting", of_id__in=held.values("pk"))
    assert tasks.count() == held.count()


@pytest.mark.requirement("I4.1")
def test_the_morning_reports_of_the_last_days_are_there(lived: Lived) -> None:
    days = list(MorningReport.objects.order_by("-day").values_list("day", flat=True))
    assert days == [date(2026, 11, 2), date(2026, 11, 1), date(2026, 10, 31), date(2026, 10, 30)]

"""The director's meeting on Monday is held in the demonstration, and what it decides becomes a task."""

from __future__ import annotations

from dianzhang.demo.lived import Lived
from dianzhang.work.models import Meeting, Task


def test_monday_is_held_and_decides(lived: Lived) -> None:
    held = Meeting.objects.filter(kind="weekly", status="held")
    assert held.exists()
    assert all(one.over == 0 and one.text and one.decided == 1 for one in held)
    tasks = Task.objects.filter(of_kind="meeting", of_id__in=held.values("pk"))
    assert tasks.count() == held.count()

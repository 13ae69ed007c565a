"""After a late fact the flags that stand are those that the journal, in the order of time, leaves standing."""

from __future__ import annotations

from typing import Any

import pytest

from dianzhang.engine.models import Flag
from tests.engine.department import found, put_in_force
from tests.engine.test_replay_equals_running import RULES, live


@pytest.mark.parametrize(
    ("steps", "standing"),
    [
        ([(1, "resize", 0, 9), (1, "release", 0, 1)], [False]),
        ([(1, "resize", 0, 9), (9, "release", 0, 1), (9, "pay", 7, 1)], [False]),
        # that it was let go comes to be known late, after another fact
        ([(1, "resize", 0, 9), (20, "pay", 0, 1), (9, "release", 20, 1)], [False]),
        # too big, and let go: both known late
        ([(20, "pay", 0, 1), (1, "hold", 18, 1), (1, "resize", 19, 9), (1, "release", 5, 1)], [False]),
        ([(20, "resize", 0, 9), (1, "release", 7, 1), (1, "pay", 20, 1)], [True]),
    ],
)
def test_what_stands(tickets: type, steps: Any, standing: list[bool]) -> None:
    people = found()
    put_in_force(RULES)
    ticket = live(people, steps)
    assert [flag.standing for flag in Flag.objects.filter(subject_id=ticket)] == standing

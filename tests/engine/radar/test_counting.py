"""Where counting ends: of deadlines, of records by their own date, of what rests it is said that there is more."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from dianzhang.engine.act import must, one
from dianzhang.engine.moment import living_at
from dianzhang.engine.radar import counting
from dianzhang.engine.radar.asking import Asked
from dianzhang.engine.radar.counting import Amount, counted

from .conftest import NOON

pytestmark = pytest.mark.django_db


def tasks(people: SimpleNamespace, hours: list[int]) -> None:
    """So many hours after noon; no rule times tasks here."""
    with living_at(NOON - timedelta(days=1)):
        for later in hours:
            due = (NOON + timedelta(hours=later)).isoformat()
            must(one("task.propose", people.linxiao, title="清点", due_at=due, accountable="zhouke"))


def bands(people: SimpleNamespace) -> dict[str, Amount]:
    with living_at(NOON):
        found = counted(people.zhouke, Asked(), NOON).bands
    return {band: amount for band, amount in found.items() if amount}


@pytest.mark.requirement("R4.7")
def test_of_more_dates_than_are_counted_it_is_said_that_there_are_more(
    people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks(people, [-2, -1, 3, 4, 5])
    assert bands(people) == {"late": Amount(2), "today": Amount(3)}
    monkeypatch.setattr(counting, "MOST", 3)
    found = bands(people)
    assert found["late"] == Amount(2)  # all before the end of what was counted
    assert found["today"] == Amount(2, None, more=True)
    assert found["later"] == Amount(0, None, more=True)  # nothing counted, though there may be some


def test_exactly_as_many_as_are_counted_are_all(people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    tasks(people, [-2, -1, 3])
    monkeypatch.setattr(counting, "MOST", 3)
    assert bands(people) == {"late": Amount(2), "today": Amount(1)}

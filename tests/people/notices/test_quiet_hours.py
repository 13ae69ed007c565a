"""What comes up at night waits until the morning and goes as one message; a digest gathers a day's."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from tests.robots import Platform

from .conftest import DAY, choose, robot_of, tell, with_mail, work

pytestmark = pytest.mark.django_db
NIGHT = DAY.replace(hour=23)
MORNING = NIGHT + timedelta(hours=9)
MAIL = {"mail": ["overdue", "asked"]}


@pytest.mark.requirement("W4.3")
def test_the_night_goes_as_one_message_in_the_morning(people: SimpleNamespace, letters: list[Any]) -> None:
    with_mail("zhouke")
    for hours in range(3):
        at = NIGHT + timedelta(hours=hours)
        tell(people.zhouke, "asked" if hours else "overdue", at, number=hours)
        work(at)
    assert not letters
    work(MORNING - timedelta(seconds=1))
    assert not letters
    (sent,) = work(MORNING)
    assert sent.lines.count() == 3
    assert [letter["Subject"].strip() for letter in letters] == ["店章：3 条通知"]


@pytest.mark.requirement("W4.3")
@pytest.mark.parametrize("passes", [True, False])
def test_what_is_urgent_passes_where_they_say_so(people: SimpleNamespace, letters: list[Any], passes: bool) -> None:
    with_mail("zhouke")
    choose(people.zhouke, chosen=MAIL, urgent_passes=passes)
    tell(people.zhouke, "overdue", NIGHT)
    tell(people.zhouke, "asked", NIGHT)
    work(NIGHT)
    assert len(letters) == (1 if passes else 0)


@pytest.mark.requirement("W4.3")
def test_a_digest_gathers_a_day_but_for_what_is_urgent(people: SimpleNamespace, letters: list[Any]) -> None:
    with_mail("zhouke")
    choose(people.zhouke, chosen=MAIL, digest_at="17:30")
    for hours in range(4):
        tell(people.zhouke, "asked", DAY + timedelta(hours=hours), number=hours)
        work(DAY + timedelta(hours=hours))
    tell(people.zhouke, "overdue", DAY + timedelta(hours=4))
    work(DAY + timedelta(hours=4))
    assert [letter["Subject"].strip().partition("：")[2][:3] for letter in letters] == ["超时了"]
    work(DAY.replace(hour=17, minute=30))
    assert letters[1]["Subject"].strip() == "店章：4 条通知"


def test_a_group_has_its_own_quiet_hours(people: SimpleNamespace, group: Platform) -> None:
    robot_of(people.shenlan, group)
    robot_of(people.shenlan, group, name="夜班群", quiet_from="00:00", quiet_to="00:00")
    tell(people.zhouke, at=NIGHT)
    work(NIGHT)
    assert len(group.got) == 1
    work(MORNING)
    assert len(group.got) == 2

"""A deadline in working time goes by who is rostered: as it is published, moved when that changes."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace

import pytest

from dianzhang.engine.act import must
from dianzhang.engine.models import ClockRow
from dianzhang.engine.moment import living_at
from dianzhang.engine.rulebooks import calendar_of, compiled_text
from dianzhang.engine.tick import tick
from dianzhang.kernel.units import Span
from dianzhang.people.roster.following import changed, reckon
from dianzhang.service.models import Complaint

from .conftest import HEAD_OF_POSTS, Plan, at, do

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("P4.6")]


def accepted(people: SimpleNamespace, when: datetime) -> Complaint:
    return must(do(people.zhouke, "complaint.accept", when=when, kind="quality", demand="退货"))


def due() -> datetime:
    return ClockRow.objects.get(subject_kind="complaint").due_at  # type: ignore[return-value]


def test_two_working_hours_from_the_evening_end_on_the_late_shift(people: SimpleNamespace, week: Plan) -> None:
    week({"zhouke": "EEEEEEE", "suhe": "LLLLLLL"})
    accepted(people, at("19:30", 14))
    assert due() == at("21:30", 14)


def test_over_the_gap_of_a_night(people: SimpleNamespace, week: Plan) -> None:
    week({"zhouke": "EEEEEEE", "suhe": "LLLLLLL"})
    accepted(people, at("21:00", 14))
    assert due() == at("10:00", 15)


def test_without_a_roster_by_the_hours_of_the_department(people: SimpleNamespace) -> None:
    accepted(people, at("17:00", 14))
    assert due() == at("10:00", 15)


def test_what_is_published_later_moves_what_runs(people: SimpleNamespace, week: Plan) -> None:
    week({"zhouke": "EEEEEEE"})
    accepted(people, at("16:00", 14))
    assert due() == at("10:00", 15)
    week({"suhe": "..LLLLL"}, when=at("13:30", 14).replace(hour=9))
    accepted_late = due()
    assert accepted_late == at("10:00", 15)  # not before the rosters are looked at again
    with living_at(at("16:10", 14)):
        reckon()
    assert due() == at("18:00", 14)


def test_when_it_fell_due_it_is_judged_by_it(people: SimpleNamespace, week: Plan) -> None:
    week({"zhouke": "EEEEEEE", "suhe": "LLLLLLL"})
    accepted(people, at("19:30", 14))
    with living_at(at("21:31", 14)):
        tick()
    assert ClockRow.objects.get(subject_kind="complaint").state == "missed"


def test_the_past_of_a_calendar_does_not_change(people: SimpleNamespace, week: Plan) -> None:
    """First published on Wednesday: until then the hours of the department stay what they were."""
    start, span = at("17:00", 13), Span(0, 2 * 3600, True)
    before = calendar_of("roster:service").add(start, span)
    week({"zhouke": "...NNNN"}, when=at("10:00", 14))
    changed()
    assert calendar_of("roster:service").add(start, span) == before == at("10:00", 14)
    assert calendar_of("roster:service").add(at("20:00", 15), span) == at("0:00", 16)


def test_the_name_of_a_post_makes_the_calendar(people: SimpleNamespace) -> None:
    text = HEAD_OF_POSTS.replace("客服专员排班", "客服排班")
    (wrong,) = compiled_text(text).errors
    assert "没有“客服排班”这个日历" in wrong.message.zh
    assert "客服专员排班" in str(wrong.hint)
    assert not compiled_text(HEAD_OF_POSTS).errors

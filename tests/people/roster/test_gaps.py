"""Too few are there: alarmed in time, closed when somebody is found, on record when it passed."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dianzhang.engine.act import must
from dianzhang.engine.models import ClockRow, Notice
from dianzhang.engine.moment import living_at
from dianzhang.engine.tick import tick
from dianzhang.people.models import Gap, LeaveRequest
from dianzhang.people.roster.gaps import look

from .conftest import FULL, Plan, at, do, on_leave

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("P4.3")]


def looked(clock: str, day: int) -> list[tuple[str, str, str]]:
    with living_at(at(clock, day)):
        look()
    return [(f"{gap.day:%m-%d}", gap.times, gap.status) for gap in Gap.objects.order_by("day", "id")]


def test_without_a_roster_the_hours_of_the_department_leave_lunch_and_evening_open(people: SimpleNamespace) -> None:
    """Three days ahead, Saturday among them; those of the post work 9–12 and 13–18 on working days."""
    found = looked("18:30", 15)
    assert found == [
        ("10-15", "18:30–22:00", "open"), ("10-16", "12:00–13:00, 18:00–22:00", "open"),
        ("10-17", "09:00–22:00", "open"), ("10-18", "09:00–22:00", "open"),
    ]  # fmt: skip


def test_a_full_roster_leaves_none(week: Plan) -> None:
    week(FULL)
    assert looked("9:00", 12) == []


def test_leave_granted_afterwards_opens_one_and_the_lead_hears_of_it_and_owes_it(
    people: SimpleNamespace, week: Plan
) -> None:
    week(FULL)
    on_leave(people.suhe, 14)
    assert looked("9:00", 12) == [("10-14", "17:00–22:00", "open")]
    assert Notice.objects.filter(subject_kind="gap").get().person_id == people.linxiao.person_id
    clock = ClockRow.objects.get(subject_kind="gap")
    assert (clock.owner_post, clock.owner_id, clock.due_at) == (
        "service_lead", people.linxiao.person_id, at("17:00", 14),
    )  # fmt: skip
    assert looked("9:05", 12) == [("10-14", "17:00–22:00", "open")]  # once


def test_closed_in_time_the_alarm_ends_and_it_is_kept(people: SimpleNamespace, week: Plan) -> None:
    week(FULL)
    on_leave(people.suhe, 14)
    looked("9:00", 12)
    week({"linxiao": "..L...."}, when=at("10:00", 12))  # who leads is no agent: that does not help
    assert looked("10:01", 12) == [("10-14", "17:00–22:00", "open")]
    must(do(people.suhe, "leave.cancel", LeaveRequest.objects.get().pk, when=at("12:00", 12)))
    assert looked("12:01", 12) == [("10-14", "17:00–22:00", "closed")]
    assert ClockRow.objects.get(subject_kind="gap").state == "met"


def test_a_gap_that_shrinks_stays_the_same_gap(people: SimpleNamespace, week: Plan) -> None:
    week(FULL)
    on_leave(people.suhe, 14)
    looked("9:00", 12)
    week({"zhouke": "EELEEEE"}, when=at("10:00", 12))
    assert looked("10:01", 12) == [("10-14", "09:00–14:00", "open")]
    assert ClockRow.objects.get(subject_kind="gap").due_at == at("9:00", 14)


def test_when_its_time_comes_it_has_passed_and_counts_as_missed(people: SimpleNamespace, week: Plan) -> None:
    week(FULL)
    on_leave(people.suhe, 14)
    looked("9:00", 12)
    with living_at(at("17:01", 14)):
        tick()
    assert looked("17:02", 14) == [("10-14", "17:00–22:00", "passed")]  # and is not opened anew
    assert ClockRow.objects.get(subject_kind="gap").state == "missed"


def test_a_gap_further_off_is_not_alarmed_yet(people: SimpleNamespace, week: Plan) -> None:
    week(FULL)
    on_leave(people.suhe, 16)
    assert looked("9:00", 12) == []
    assert looked("0:01", 13) == [("10-16", "17:00–22:00", "open")]


def test_nobody_makes_or_closes_a_gap_by_hand(people: SimpleNamespace, week: Plan) -> None:
    week(FULL)
    on_leave(people.suhe, 14)
    looked("9:00", 12)
    gap = Gap.objects.get()
    for verb in ("close", "forget", "pass"):
        assert do(people.linxiao, f"gap.{verb}", gap.pk, when=at("9:10")).status == "refused"

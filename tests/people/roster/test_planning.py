"""A week is planned by whoever leads the unit, and counts once it is published."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from dianzhang.engine.models import Notice
from dianzhang.people.models import Roster, Turn
from dianzhang.people.roster import planning

from .conftest import FULL, MONDAY, Plan, at, cells, do, on_leave

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("P4.1")]


def test_what_is_published_stands_as_turns_and_those_on_it_are_told(people: SimpleNamespace, week: Plan) -> None:
    roster = week(FULL)
    assert roster.status == "published"
    assert roster.since == MONDAY
    assert Turn.objects.filter(status="set").count() == 14
    told = Notice.objects.filter(subject_kind="roster").values_list("person_id", flat=True)
    assert set(told) == {people.zhouke.person_id, people.suhe.person_id}


def test_a_draft_is_nobodys_turn(week: Plan) -> None:
    assert week(FULL, publish=False).status == "draft"
    assert not Turn.objects.exists()


def test_a_night_goes_on_into_the_next_day(people: SimpleNamespace, week: Plan) -> None:
    week({"zhouke": "N......"})
    found = Turn.objects.get()
    assert found.ends_at - found.starts_at == timedelta(hours=8)
    assert found.ends_at == at("6:00", 13)


def test_published_again_only_what_changed_changes(people: SimpleNamespace, week: Plan) -> None:
    week(FULL)
    before = set(Turn.objects.values_list("pk", flat=True))
    week({"zhouke": "EEEEE.."}, when=at("18:00", 9))
    gone = Turn.objects.filter(status="withdrawn")
    assert {(one.owner_id, one.day) for one in gone} == {
        (people.zhouke.person_id, date(2026, 10, 17)), (people.zhouke.person_id, date(2026, 10, 18)),
    }  # fmt: skip
    assert set(Turn.objects.values_list("pk", flat=True)) == before


def test_what_has_begun_cannot_be_planned_otherwise(
    people: SimpleNamespace, shifts: SimpleNamespace, week: Plan
) -> None:
    roster = week(FULL)
    refused = do(
        people.linxiao, "roster.paint", roster.pk, when=at("9:01"), cells=cells(people, shifts, {"zhouke": "L"})
    )
    assert "已经开始" in refused.why


@pytest.mark.parametrize(("plan", "why"), [({"suhe": "LE....."}, "休息不够"), ({"suhe": "NE....."}, "休息不够")])
def test_too_little_rest_is_not_published(
    people: SimpleNamespace, shifts: SimpleNamespace, week: Plan, plan: dict[str, str], why: str
) -> None:
    """晚班 until ten in the evening, 早班 at nine: eleven hours; at seven it would be too early."""
    short = do(people.linxiao, "shift.define", when=at("8:00", 8), name="清早", begins="7:00", ends="9:00")
    roster = week({"suhe": plan["suhe"].replace("E", ".")}, publish=False)
    second = f"{people.suhe.person_id}:2026-10-13:{short.id}"
    do(people.linxiao, "roster.paint", roster.pk, when=at("16:00", 9), cells=[second])
    assert why in do(people.linxiao, "roster.publish", roster.pk, when=at("16:00", 9)).why
    assert not Turn.objects.exists()


def test_who_is_on_leave_is_not_published(people: SimpleNamespace, week: Plan) -> None:
    on_leave(people.suhe, 14)
    roster = week(FULL, publish=False)
    assert "苏禾 10-14 14:00 请了假" in do(people.linxiao, "roster.publish", roster.pk, when=at("16:00", 9)).why


def test_last_week_is_copied_without_who_has_left(people: SimpleNamespace, week: Plan) -> None:
    week(FULL)
    later = do(people.linxiao, "roster.begin", when=at("10:00"), first_day=MONDAY + timedelta(days=9))
    do(people.linxiao, "roster.copy", later.id, when=at("10:00"))
    copied = Roster.objects.get(pk=later.id)
    assert copied.first_day == MONDAY + timedelta(days=7)
    found = planning.cells_of(copied)
    assert len(found) == 14
    assert {day for _person, day in found} == {MONDAY + timedelta(days=n) for n in range(7, 14)}


@pytest.mark.parametrize("who", ["zhouke", "mengyan", "hejing"])
def test_who_does_not_lead_the_unit_plans_nothing(
    people: SimpleNamespace, shifts: SimpleNamespace, week: Plan, who: str
) -> None:
    roster = week(FULL, publish=False)
    actor = getattr(people, who)
    for action, data in (("paint", {"cells": cells(people, shifts, {"zhouke": "L"})}), ("publish", {}), ("copy", {})):
        assert do(actor, f"roster.{action}", roster.pk, when=at("16:00", 9), **data).status == "refused"
    assert do(actor, "shift.retire", shifts.early.pk, when=at("16:00", 9)).status == "refused"


@pytest.mark.parametrize("cell", ["", "x", "1:2026-10-12", "1:2026-13-01:0", "1:2026-10-12:999", "99999:2026-10-12:1"])
def test_a_cell_that_makes_no_sense_is_refused(people: SimpleNamespace, week: Plan, cell: str) -> None:
    roster = week(FULL, publish=False)
    assert do(people.linxiao, "roster.paint", roster.pk, when=at("16:00", 9), cells=[cell]).status == "refused"


def test_a_week_is_begun_once_and_not_in_the_past(people: SimpleNamespace, week: Plan) -> None:
    week(FULL)
    begin = {"when": at("16:00", 9)}
    assert "已经有了" in do(people.linxiao, "roster.begin", first_day=MONDAY + timedelta(days=3), **begin).why
    assert "已经过去" in do(people.linxiao, "roster.begin", first_day=MONDAY - timedelta(days=14), **begin).why

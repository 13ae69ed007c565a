"""What somebody owes follows their roster: nothing without work of theirs in between, due with their own turn's end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine import organisation
from dianzhang.engine.act import must, one
from dianzhang.engine.moment import HOME, living_at
from dianzhang.engine.tick import tick
from dianzhang.measure.catalogue import Slice
from dianzhang.measure.measures import DUE, KEPT
from dianzhang.measure.series import total
from dianzhang.people.models import Roster
from dianzhang.people.roster.following import changed
from dianzhang.work.duties.laying import lay_out
from dianzhang.work.models import Owed
from tests.engine.department import found, put_in_force
from tests.people.roster.conftest import at, make_shifts, on_leave, plan_week

from .duty_rules import DAILY, WEEKLY, rulebook

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("P4.6")]
MORNING = DAILY.replace("17:30", "09:30")
WITH_THE_WORK = DAILY.replace("  时间: 17:30\n", "")
OWN_WEEKLY = WEEKLY.replace("  任一人: 是\n", "")
Plan = Callable[..., Roster]


@pytest.fixture
def people() -> SimpleNamespace:
    changed()
    return found()


@pytest.fixture
def week(people: SimpleNamespace) -> Plan:
    return partial(plan_week, people, make_shifts(people))


def compare(clock: str = "18:00", day: int = 9) -> None:
    with living_at(at(clock, day)):
        organisation.forget()
        lay_out()


def owed(people: SimpleNamespace, code: str, first: int = 12, last: int = 18) -> dict[int, str]:
    """Day of October -> when it is due: ``17:30``, or with the day, ``13 06:00``, where that is another."""
    rows = Owed.objects.filter(
        owner_id=getattr(people, code).person_id, day__gte=date(2026, 10, first), day__lte=date(2026, 10, last)
    )
    return {one.day.day: _said(one) for one in rows.exclude(status="withdrawn").order_by("day")}


def _said(one: Owed) -> str:
    due: datetime = one.due_at.astimezone(HOME)
    return f"{due:%H:%M}" if due.date() == one.day else f"{due:%d %H:%M}"


def test_who_is_off_does_not_owe_it(people: SimpleNamespace, week: Plan) -> None:
    put_in_force(rulebook(DAILY))
    week({"zhouke": "E.E.E..", "suhe": ".E.E..."})
    compare()
    assert owed(people, "zhouke") == dict.fromkeys((12, 14, 16), "17:30")
    assert owed(people, "suhe") == dict.fromkeys((13, 15), "17:30")


def test_an_hour_before_their_turn_begins_is_not_theirs(people: SimpleNamespace, week: Plan) -> None:
    put_in_force(rulebook(MORNING))
    week({"zhouke": "EEEEE..", "suhe": "LLLLL.."})
    compare()
    assert owed(people, "zhouke") == dict.fromkeys((12, 13, 14, 15, 16), "09:30")
    assert owed(people, "suhe") == {}


def test_an_hour_within_their_turn_stays_as_it_is(people: SimpleNamespace, week: Plan) -> None:
    put_in_force(rulebook(DAILY))
    week({"suhe": "LLLLL..", "zhouke": "EEEEE.."})
    compare()
    assert owed(people, "suhe") == owed(people, "zhouke") == dict.fromkeys((12, 13, 14, 15, 16), "17:30")


def test_due_with_the_work_it_is_due_with_their_own(people: SimpleNamespace, week: Plan) -> None:
    put_in_force(rulebook(WITH_THE_WORK))
    week({"zhouke": "EEE.N..", "suhe": "LLL...."})
    compare()
    assert owed(people, "zhouke") == {12: "17:00", 13: "17:00", 14: "17:00", 16: "17 06:00"}
    assert owed(people, "suhe") == dict.fromkeys((12, 13, 14), "22:00")
    assert set(owed(people, "zhouke", 19, 23).values()) == {"18:00"}  # nothing is planned yet


def test_of_a_post_without_a_roster_the_department_s_hours(people: SimpleNamespace, week: Plan) -> None:
    put_in_force(rulebook(WITH_THE_WORK.replace("责任: 客服专员", "责任: [客服专员, 客服组长]")))
    week({"zhouke": "E......", "suhe": "E......"})
    compare()
    assert owed(people, "linxiao") == dict.fromkeys((12, 13, 14, 15, 16), "18:00")


def test_what_a_late_turn_brings_counts_until_its_end(people: SimpleNamespace, week: Plan) -> None:
    put_in_force(rulebook(WITH_THE_WORK))
    week({"zhouke": "E......", "suhe": "L......"})
    compare()
    tick(at("20:00"))
    with living_at(at("20:00")):
        lay_out()
        must(one("complaint.accept", people.suhe, kind="quality"))
    tick(at("23:00"))
    monday = partial(Slice, date(2026, 10, 12), date(2026, 10, 12), posts=("service",))
    assert (total(DUE, monday(person=people.suhe.person_id)), total(KEPT, monday(person=people.suhe.person_id))) == (
        1, 1,
    )  # fmt: skip
    assert total(KEPT, monday(person=people.zhouke.person_id)) == 0


def test_who_is_off_on_the_last_day_had_the_others(people: SimpleNamespace, week: Plan) -> None:
    put_in_force(rulebook(OWN_WEEKLY))
    week({"zhouke": "EEE....", "suhe": ".....E."})
    compare()
    assert list(owed(people, "zhouke")) == [16]
    assert owed(people, "suhe") == {}  # Monday to Friday off
    compare("8:00", 15)  # and what is left of the week does not change it
    assert list(owed(people, "zhouke")) == [16]


def test_planned_otherwise_it_comes_and_goes(people: SimpleNamespace, week: Plan) -> None:
    put_in_force(rulebook(DAILY))
    week({"zhouke": "EEEEE..", "suhe": "EEEEE.."})
    compare()
    week({"zhouke": "EE.EE.."})
    compare("18:01")
    assert 14 not in owed(people, "zhouke")
    week({"zhouke": "EEEEE.."})
    compare("18:02")
    assert 14 in owed(people, "zhouke")


def test_what_was_off_is_charged_to_nobody(people: SimpleNamespace, week: Plan) -> None:
    put_in_force(rulebook(DAILY))
    week({"zhouke": ".E.....", "suhe": "E......"})
    compare()
    tick(at("18:00"))
    assert total(DUE, Slice(date(2026, 10, 12), date(2026, 10, 12), person=people.zhouke.person_id)) == 0
    assert total(DUE, Slice(date(2026, 10, 12), date(2026, 10, 12), person=people.suhe.person_id)) == 1


def test_on_leave_when_off_anyway_nobody_stands_in(people: SimpleNamespace, week: Plan) -> None:
    put_in_force(rulebook(DAILY))
    week({"zhouke": "E.E....", "suhe": "E.E...."})
    with living_at(at("8:00", 9)):
        me, days = people.suhe.person_id, {"since": date(2026, 10, 12), "until": date(2026, 10, 13)}
        must(one("person.appoint_stand_in", people.suhe, me, stand_in="linxiao", **days))
    compare()
    assert list(owed(people, "linxiao")) == [12]


def test_a_stand_in_who_is_off_owes_nothing(people: SimpleNamespace, week: Plan) -> None:
    put_in_force(rulebook(DAILY.replace("责任: 客服专员", "责任: 客服组长")))
    week({"zhouke": "E.E....", "suhe": "E......"})
    with living_at(at("8:00", 9)):
        me, days = people.linxiao.person_id, {"since": date(2026, 10, 12), "until": date(2026, 10, 14)}
        must(one("person.appoint_stand_in", people.linxiao, me, stand_in="zhouke", **days))
    compare()
    assert list(owed(people, "zhouke")) == [12, 14]
    assert list(owed(people, "linxiao")) == [15, 16]


def test_leave_on_a_turn_is_leave(people: SimpleNamespace, week: Plan) -> None:
    put_in_force(rulebook(DAILY))
    week({"zhouke": "EEE....", "suhe": "E......"})
    on_leave(people.zhouke, 13)
    compare()
    assert list(owed(people, "zhouke")) == [12, 14]


def test_rosters_are_read_at_once_for_everybody(people: SimpleNamespace, week: Plan) -> None:
    put_in_force(rulebook(DAILY, OWN_WEEKLY, WITH_THE_WORK.replace("#daily", "#evening")))
    week({"zhouke": "EEEEE..", "suhe": "LLLLL.."})
    with CaptureQueriesContext(connection) as asked:
        compare()
    assert sum("people_turn" in str(one["sql"]) for one in asked) == 1

"""A meeting that somebody on leave owes is called by whoever stands in for them."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from dianzhang.engine import organisation
from dianzhang.engine.act import must, one
from dianzhang.engine.moment import living_at
from dianzhang.work.duties.laying import lay_out
from dianzhang.work.meetings.people import invited
from dianzhang.work.models import Meeting, Owed

from .conftest import at, do

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R2.7")]


def stands_in(people: SimpleNamespace, code: str, day: int = 13) -> None:
    with living_at(at("8:40")):
        mine, that = people.linxiao.person_id, date(2026, 10, day)
        must(one("person.appoint_stand_in", people.linxiao, mine, stand_in=code, since=that, until=that))
        organisation.forget()
        lay_out()


def of_the_day(people: SimpleNamespace) -> Meeting:
    unit = people.linxiao.unit_id
    return Meeting.objects.get(kind="standup", starts_at=at("9:00", 13), unit_id=unit, status="called")


def test_the_stand_in_is_in_the_chair_of_the_same_unit_and_holding_it_proves_the_duty(laid: SimpleNamespace) -> None:
    stands_in(laid, "zhouke")
    meeting = of_the_day(laid)
    assert meeting.owner_id == laid.zhouke.person_id
    assert {laid.zhouke.person_id, laid.suhe.person_id} <= set(invited(meeting))
    must(do(laid.zhouke, "begin", meeting.pk, when=at("9:05", 13)))
    owed = Owed.objects.get(pk=meeting.duty_id)
    assert (owed.status, owed.instead_of_id) == ("done", laid.linxiao.person_id)


def test_nobody_else_opens_it(laid: SimpleNamespace) -> None:
    stands_in(laid, "zhouke")
    meeting = of_the_day(laid)
    assert do(laid.suhe, "begin", meeting.pk, when=at("9:05", 13)).status == "refused"
    assert do(laid.linxiao, "begin", meeting.pk, when=at("9:05", 13)).status == "refused"


def test_the_meeting_of_whoever_is_on_leave_falls_and_others_stay(laid: SimpleNamespace) -> None:
    stands_in(laid, "zhouke")
    fell = Meeting.objects.filter(owner_id=laid.linxiao.person_id, status="fell")
    assert [(one.starts_at, one.fell) for one in fell] == [(at("9:00", 13), "withdrawn")]

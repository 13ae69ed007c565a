"""The roster in the browser: planned by who leads, seen by everybody of the unit, with what waits on the day's page."""

from __future__ import annotations

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine import organisation
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Person
from dianzhang.engine.moment import living_at
from dianzhang.people.models import Roster, Swap, Turn
from dianzhang.people.roster.following import changed
from dianzhang.people.roster.gaps import look
from tests.engine.department import LONG_AGO, found, put_in_force
from tests.people.roster.conftest import FULL, MONDAY, RULES, at, do, make_shifts, on_leave, plan_week, turn

from .conftest import Enter

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("P4.8")]
WEEK = {"unit": "service", "week": MONDAY.isoformat()}
ADDRESS = f"/rosters?unit=service&week={MONDAY}"


@pytest.fixture
def people() -> SimpleNamespace:
    changed()
    people = found()
    put_in_force(RULES)
    return people


@pytest.fixture
def shifts(people: SimpleNamespace) -> SimpleNamespace:
    return make_shifts(people)


def test_planned_and_published_from_the_page(enter: Enter, people: SimpleNamespace, shifts: SimpleNamespace) -> None:
    cells = [f"{people.zhouke.person_id}:2026-10-1{n}:{shifts.early.pk}" for n in range(2, 7)]
    with living_at(at("16:00", 9)):
        client = enter("linxiao")
        painted = client.post("/rosters/change", {"do": "paint", **WEEK, "cell": cells}).text
        assert "有改动未发布" in painted
        assert "缺 1 人" in painted  # nobody in the evening
        assert "早班" not in enter("suhe").get(ADDRESS).text
        published = client.post("/rosters/change", {"do": "publish", **WEEK}).text
        assert "已发布" in published
        assert "早班" in enter("suhe").get(ADDRESS).text
        client.post(
            "/rosters/change", {"do": "copy", "unit": "service", "week": (MONDAY + timedelta(days=7)).isoformat()}
        )
    assert Turn.objects.count() == 5
    assert Roster.objects.count() == 2


def test_who_does_not_lead_is_told_so_and_sees_no_brushes(
    enter: Enter, people: SimpleNamespace, shifts: SimpleNamespace
) -> None:
    roster = plan_week(people, shifts, FULL)
    with living_at(at("16:30", 9)):
        client = enter("zhouke")
        assert "data-brush" not in client.get(ADDRESS).text
        cell = f"{people.zhouke.person_id}:2026-10-12:0"
        assert "没有“排班" in client.post("/rosters/change", {"do": "paint", **WEEK, "cell": cell}).text
    assert Roster.objects.get() == roster
    assert Turn.objects.filter(status="set").count() == 14


def test_a_unit_that_is_not_ones_own_is_not_there(enter: Enter, people: SimpleNamespace) -> None:
    assert enter("xunuo").get(ADDRESS).status_code == 404
    assert enter("shenlan").get(ADDRESS).status_code == 200  # who leads all of it


def test_what_waits_stands_on_the_days_page(enter: Enter, people: SimpleNamespace, shifts: SimpleNamespace) -> None:
    plan_week(people, shifts, {"zhouke": "EEEE...", "suhe": "LLL.E.."})
    on_leave(people.suhe, 13)
    with living_at(at("9:30", 12)):
        look()
        assert "正在当班" in enter("zhouke").get("/").text
        assert "客服有人 10-13 17:00–22:00" in enter("linxiao").get("/").text
        page = enter("zhouke").get(f"/rosters/swap/{turn(people.zhouke, 15).pk}").text
        assert "苏禾" in page
        assert "请他代这一班" in page
        data = {"turn_id": turn(people.zhouke, 15).pk, "other": f"person:{people.suhe.person_id}"}
        enter("zhouke").post("/swap/new/ask", {**data, "back_id": turn(people.suhe, 16).pk})
        swap = Swap.objects.get()
        assert "等你答复" in enter("suhe").get("/").text
        enter("suhe").post(f"/swap/{swap.pk}/agree", {})
        assert "等你批准" in enter("linxiao").get("/").text
        enter("linxiao").post(f"/swap/{swap.pk}/approve", {})
    with living_at(at("16:40", 12)):
        client = enter("zhouke")
        assert "写交班" in client.get("/").text
        client.post("/handover/new/write", {"turn_id": turn(people.zhouke, 12).pk, "text": "还差一个回访"})
        assert "还差一个回访" in enter("suhe").get("/").text
    assert turn(people.suhe, 15)


def test_ones_own_turns_stand_in_the_calendar(enter: Enter, people: SimpleNamespace, shifts: SimpleNamespace) -> None:
    plan_week(people, shifts, FULL)
    with living_at(at("9:30", 12)):
        text = enter("zhouke").get(f"/calendar?view=week&on={MONDAY}").text
    assert text.count("早班") >= 5


@pytest.mark.requirement("P4.7")
def test_who_is_reached_at_eleven_at_night(enter: Enter, people: SimpleNamespace, shifts: SimpleNamespace) -> None:
    plan_week(people, shifts, {"suhe": "L......", "zhouke": "N......"})
    with living_at(at("10:00", 12)):
        text = enter("xunuo").get("/rosters/reached?at=2026-10-12T23:00").text
    row = text[text.index("客服专员") :].split("</tr>")[0]
    assert "周可" in row
    assert "当班" in row


def test_a_month_of_fifty_people_is_drawn_in_as_many_statements_as_a_week_of_two(
    enter: Enter, people: SimpleNamespace, shifts: SimpleNamespace
) -> None:
    plan_week(people, shifts, FULL)
    with living_at(at("16:00", 9)):
        client = enter("linxiao")
        client.get(ADDRESS)
        with CaptureQueriesContext(
            connection,
        ) as few:
            client.get(ADDRESS)
    with living_at(LONG_AGO):
        for number in range(48):
            must(one("person.add", SYSTEM, code=f"agent{number}", name=f"客服{number}", post="service"))
    everybody = SimpleNamespace(
        **vars(people),
        **{p.code: SimpleNamespace(person_id=p.pk) for p in Person.objects.filter(code__startswith="agent")},
    )
    organisation.forget()
    for number in range(5):
        plan_week(everybody, shifts, {f"agent{n}": "EEEEE.." for n in range(48)}, MONDAY + timedelta(days=7 * number))
    assert Turn.objects.filter(status="set").count() == 48 * 25 + 14
    with living_at(at("16:00", 9)):
        client.get(f"{ADDRESS}&view=month")
        with CaptureQueriesContext(connection) as many:
            text = client.get(f"{ADDRESS}&view=month").text
    assert "客服47" in text
    assert len(many) <= len(few) + 2
    assert len(many) <= 40


def test_it_is_read_in_english(enter: Enter, people: SimpleNamespace, shifts: SimpleNamespace) -> None:
    plan_week(people, shifts, FULL)
    client = enter("linxiao")
    with living_at(at("9:30", 12)):
        assert "Copy last week" in client.get(ADDRESS, headers={"accept-language": "en"}).text


def test_a_day_for_which_no_rule_asks_is_neither_kept_nor_missing(
    enter: Enter, people: SimpleNamespace, shifts: SimpleNamespace
) -> None:
    put_in_force(RULES.replace("时间: 09:00-22:00", "周期: 每个工作日, 时间: 09:00-12:00"))
    plan_week(people, shifts, {"zhouke": "EEEE...", "suhe": "......."})
    with living_at(at("16:00", 9)):
        foot = enter("linxiao").get(ADDRESS).text.partition("<tfoot>")[2].partition("</tfoot>")[0]
    assert re.findall(r'<td class="(\w*)', foot) == ["ok", "ok", "ok", "ok", "late", "", ""]


def test_do_is_only_what_the_page_does(enter: Enter, people: SimpleNamespace) -> None:
    assert enter("linxiao").post("/rosters/change", {"do": "begin", **WEEK}).status_code == 404
    assert do(people.zhouke, "roster.begin", when=at("9:00", 9), first_day=MONDAY).status == "refused"

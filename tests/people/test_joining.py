"""People who are to join: every line looked at before anything is written, each mistake at its cell."""

from __future__ import annotations

import pytest

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Event, Person
from dianzhang.engine.organisation import organisation
from dianzhang.people.joining import look_at, take_on_all
from tests.engine.department import found

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("O8.2")]


@pytest.fixture(autouse=True)
def people():
    return found()


def line(**cells):
    return (2, {"name": "钱多", "post": "客服专员"} | cells)


@pytest.mark.parametrize(
    ("cells", "field", "why"),
    [
        ({"name": ""}, "name", "没有姓名"),
        ({"name": "钱" * 81}, "name", "写错"),
        ({"post": ""}, "post", "没有岗位"),
        ({"post": "客服专圆"}, "post", "是不是“客服专员”"),
        ({"post": "宇航员兼飞行教练"}, "post", "先去设置"),
        ({"mobile": "一三九"}, "mobile", "不是手机号"),
        ({"code": "zhouke"}, "code", "已经有人"),
        ({"code": "钱 多"}, "code", "只用字母"),
        ({"joined_on": "2026-02-30"}, "joined_on", "不是日期"),
        ({"joined_on": "去年"}, "joined_on", "不是日期"),
    ],
)
def test_each_mistake_stands_at_its_cell(cells, field, why):
    [one_line] = look_at([line(**cells)])
    assert why in one_line.wrong[field]
    assert not one_line.sound


@pytest.mark.parametrize("said", ["2026-03-02", "2026/3/2", "2026.03.02", "2026年3月2日"])
def test_days_as_people_write_them(said):
    [one_line] = look_at([line(joined_on=said)])
    assert f"{one_line.data['joined_on']}" == "2026-03-02"


def test_a_mobile_number_is_one_persons(people):
    must(one("person.add", SYSTEM, code="old", name="老", post="service", mobile="13900000009"))
    rows = [
        line(mobile="139 0000 0001"),
        line(name="孙俪", mobile="139-0000-0001"),
        line(name="赵", mobile="13900000009"),
    ]
    assert [one_line.wrong.get("mobile", "")[:6] for one_line in look_at(rows)] == ["这个手机号不"] * 3
    again = one("person.add", SYSTEM, code="new", name="新", post="service", mobile="13900000009")
    assert again.status == "refused"


def test_who_has_no_staff_number_gets_one_from_the_sound_of_the_name():
    rows = [line(name="周可"), line(name="钱多"), line(name="钱多"), line(name="Ann Lee"), line(name="🙂")]
    assert [one_line.data["code"] for one_line in look_at(rows)] == [
        "zhouke2",
        "qianduo",
        "qianduo2",
        "annlee",
        "staff",
    ]


def test_all_of_them_join_by_the_action_and_their_numbers_stay_out_of_the_journal():
    newcomers = look_at([line(mobile="13900000001"), line(name="孙俪", post="hr", joined_on="2026-03-02")])
    assert all(outcome.done for outcome in take_on_all(newcomers, SYSTEM))
    assert organisation().posts_of[Person.objects.get(code="sunli").pk] == ("hr",)
    assert "13900000001" not in "".join(Event.objects.values_list("data", flat=True))

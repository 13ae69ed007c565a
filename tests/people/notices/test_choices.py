"""Each is told where they chose, sort by sort; a group is told what it is for; nothing goes where nobody asked."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine.act import one
from dianzhang.engine.models import Event, Notice
from dianzhang.people.notices.models import Dispatch
from tests.robots import Platform

from .conftest import DAY, choose, robot_of, tell, with_mail, work

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("W4.1")
def test_mail_goes_to_a_proved_address_with_the_words_of_the_system(
    people: SimpleNamespace, letters: list[Any]
) -> None:
    zhouke, suhe = with_mail("zhouke"), with_mail("suhe", proved=False)
    tell(zhouke)
    tell(suhe)
    (sent,) = work()
    assert (sent.state, sent.code, sent.person_id, sent.attempts) == ("sent", "250", zhouke.pk, 1)
    (letter,) = letters
    assert letter["To"] == "zhouke@example.com"
    assert letter["Subject"].strip().startswith("店章：超时了")
    assert "/go/" in letter.get_content()
    assert Notice.objects.filter(read_at=None).count() == 2  # in the system they stand as before


@pytest.mark.requirement("W4.1")
@pytest.mark.parametrize(("kind", "times"), [("overdue", 0), ("asked", 1), ("decided", 1), ("somebody new", 0)])
def test_what_was_chosen_goes_and_nothing_else(people: SimpleNamespace, letters: list[Any], kind, times) -> None:
    with_mail("zhouke")
    choose(people.zhouke, chosen={"mail": ["asked", "decided"]})
    tell(people.zhouke, kind)
    work()
    assert len(letters) == times


@pytest.mark.requirement("W4.1")
@pytest.mark.parametrize(("platform", "mobile"), [("dingtalk", True), ("wecom", True), ("feishu", False)])
def test_a_group_is_told_and_calls_whom_it_is_about(
    people: SimpleNamespace, group: Platform, platform: str, mobile: bool
) -> None:
    group.says = (200, {"code": 0}) if platform == "feishu" else group.says
    zhouke = with_mail("zhouke")
    zhouke.mobile = "13800000001"
    zhouke.save()
    robot_of(people.shenlan, group, platform=platform)
    tell(zhouke)
    (sent,) = work()
    assert (sent.state, sent.code) == ("sent", "0")
    (got,) = group.got
    assert got.text.startswith("店章：1 条通知\n周可：超时了 · 客诉 #12 http")
    assert ("13800000001" in str(got.body)) == mobile


@pytest.mark.requirement("W4.6")
def test_a_group_never_reads_what_a_record_says(people: SimpleNamespace, group: Platform) -> None:
    robot_of(people.shenlan, group)
    tell(people.zhouke)
    work()
    assert "王小明" not in str(group.got[0].body)
    assert "88" not in group.got[0].text.split("http")[0]


@pytest.mark.parametrize(("unit", "times"), [("", 1), ("service", 1), ("dept", 1), ("warehouse", 0)])
def test_a_group_of_a_unit_is_told_of_its_people_only(people: SimpleNamespace, group: Platform, unit, times) -> None:
    robot_of(people.shenlan, group, unit=unit)
    tell(people.zhouke)
    work()
    assert len(group.got) == times


def test_one_may_ask_to_be_told_in_the_group_what_it_is_not_told_anyway(
    people: SimpleNamespace, group: Platform
) -> None:
    robot = robot_of(people.shenlan, group)
    choose(people.zhouke, chosen={f"robot:{robot.pk}": ["overdue", "asked", "system"]})
    for kind in ("overdue", "asked", "log_in_reset"):
        tell(people.zhouke, kind)
    tell(people.suhe, "asked")
    work()
    assert sorted(got.text.split("：", 2)[2].split(" ·")[0] for got in group.got) == ["等你审批", "超时了"]


def test_many_at_once_go_as_one_message(people: SimpleNamespace, group: Platform, letters: list[Any]) -> None:
    with_mail("zhouke")
    robot_of(people.shenlan, group)
    for number in range(5):
        tell(people.zhouke, number=number)
    assert [one.lines.count() for one in work()] == [5, 5]
    assert len(group.got) == len(letters) == 1
    assert letters[0]["Subject"].strip() == "店章：5 条通知"


def test_what_was_read_meanwhile_is_not_sent(people: SimpleNamespace, letters: list[Any]) -> None:
    with_mail("zhouke")
    tell(people.zhouke, at=DAY.replace(hour=23))
    work(DAY.replace(hour=23))
    Notice.objects.update(read_at=DAY)
    (dropped,) = work(DAY + timedelta(days=1))
    assert (dropped.state, dropped.why) == ("dropped", "已经在系统里看过了，不用再发。")
    assert not letters


def test_after_a_long_standstill_nobody_is_flooded(people: SimpleNamespace, letters: list[Any]) -> None:
    with_mail("zhouke")
    tell(people.zhouke, at=DAY - timedelta(days=2))
    assert work() == []
    assert not Notice.objects.filter(passed_on=False).exists()


def test_one_chooses_for_oneself_only_and_only_what_there_is(people: SimpleNamespace, group: Platform) -> None:
    suhe = people.suhe.person_id
    assert one("person.choose_notices", people.linxiao, suhe, chosen={}).status == "refused"
    robot = robot_of(people.shenlan, group, unit="warehouse")
    assert "没有" in one("person.choose_notices", people.suhe, suhe, chosen={f"robot:{robot.pk}": []}).why
    assert one("person.choose_notices", people.suhe, suhe, chosen="all").status == "refused"
    assert one("person.choose_notices", people.suhe, suhe, chosen={}, quiet_from="25:00").status == "refused"


def test_a_choice_stands_in_the_journal(people: SimpleNamespace) -> None:
    choose(people.zhouke, chosen={"mail": ["asked"]}, digest_at="17:30")
    event = Event.objects.get(kind="person.choose_notices")
    assert '"asked"' in event.data
    choose(people.zhouke, chosen={"mail": []})
    assert Dispatch.objects.count() == 0


@pytest.mark.requirement("W4.3")
@pytest.mark.parametrize("ends", [{"quiet_from": "20:00", "quiet_to": ""}, {"quiet_from": "", "quiet_to": "08:00"}])
def test_quiet_hours_have_two_ends(people: SimpleNamespace, ends: dict[str, str]) -> None:
    given = {"chosen": {"mail": ["asked"]}, **{name: value or None for name, value in ends.items()}}
    outcome = one("person.choose_notices", people.zhouke, people.zhouke.person_id, **given)
    assert (outcome.status, "只写了一头" in outcome.why) == ("refused", True)

"""One's own choice, robots and what went out, on pages: for whom they are, and nobody else."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine.models import Event, Notice
from dianzhang.people.notices.choices import choices_of, chosen
from dianzhang.people.notices.models import Dispatch, NoticeChoice, Robot
from tests.people.notices.conftest import group, letters, robot_of, tell, with_mail, work
from tests.robots import REFUSED, SILENT, Platform

from .conftest import Enter

__all__ = ["group", "letters"]
pytestmark = pytest.mark.django_db
ROBOT = {
    "name": "客服群", "platform": "wecom", "overdue": "1", "asked": "1", "quiet_from": "22:00", "quiet_to": "07:30",
}  # fmt: skip


@pytest.mark.requirement("W4.1")
def test_one_chooses_by_a_table_and_finds_it_again(enter: Enter, people: SimpleNamespace, group: Platform) -> None:
    robot = robot_of(people.shenlan, group)
    client = enter("zhouke")
    page = client.get("/account/notices")
    assert page.status_code == 200
    assert "客服群" in page.text
    given = {"mail": ["asked", "decided"], f"robot-{robot.pk}": ["asked"], "quiet_from": "22:00", "quiet_to": "08:00",
             "digest_at": "17:30", "urgent_passes": "1"}  # fmt: skip
    assert client.post("/account/notices", given).status_code == 302
    row = NoticeChoice.objects.get()
    assert chosen(choices_of([row.person_id])[row.person_id]) == {
        "mail": ("asked", "decided"), f"robot:{robot.pk}": ("asked",),
    }  # fmt: skip
    assert (str(row.quiet_from), str(row.quiet_to), row.urgent_passes) == ("22:00:00", "08:00:00", True)
    again = client.get("/account/notices").text
    assert 'value="17:30"' in again
    assert again.count("checked") == 4


@pytest.mark.parametrize(("name", "value"), [("quiet_from", "25:00"), ("digest_at", "soon")])
def test_what_is_no_time_is_told_beside_it(enter: Enter, name: str, value: str) -> None:
    answer = enter("zhouke").post("/account/notices", {"mail": ["asked"], name: value})
    assert answer.status_code == 422
    assert not NoticeChoice.objects.exists()


@pytest.mark.requirement("W4.6")
@pytest.mark.parametrize("code", ["zhouke", "linxiao", "hejing"])
def test_who_may_not_finds_no_robots(enter: Enter, people: SimpleNamespace, group: Platform, code: str) -> None:
    robot = robot_of(people.shenlan, group)
    client = enter(code)
    assert client.post("/robot/new/add", {**ROBOT, "address": group.url()}).status_code == 404
    for verb in ("amend", "try", "pause", "remove"):
        assert client.post(f"/robot/{robot.pk}/{verb}", {}).status_code == 404
    assert client.get(f"/robot/{robot.pk}").status_code == 404
    assert client.get("/robot").status_code in (403, 404)
    assert not group.got


@pytest.mark.requirement("W4.6")
def test_address_and_secret_are_never_shown_again(enter: Enter, people: SimpleNamespace, group: Platform) -> None:
    client = enter("shenlan")
    made = client.post("/robot/new/add", {**ROBOT, "address": group.url(), "secret": "SEC-abc"})
    assert made.status_code == 302
    robot = Robot.objects.get()
    for page in (made["Location"], "/robot", f"/robot/{robot.pk}/amend", f"/robot/{robot.pk}/pause"):
        text = client.get(page).text
        assert "t0p-s3cret" not in text
        assert "SEC-abc" not in text
    assert "t0p-s3cret" not in str(list(Event.objects.filter(subject_kind="robot").values()))
    assert robot.sorts == "overdue,asked"
    assert str(robot.quiet_to) == "07:30:00"
    assert "127.0.0.1" in client.get(f"/robot/{robot.pk}").text


def test_an_address_elsewhere_is_refused_beside_the_field(enter: Enter, people: SimpleNamespace) -> None:
    answer = enter("shenlan").post("/robot/new/add", {**ROBOT, "address": "https://evil.example/cgi-bin/webhook"})
    assert answer.status_code == 422
    assert "企业微信机器人的地址以 https://qyapi.weixin.qq.com/ 开头" in answer.text
    assert not Robot.objects.exists()


@pytest.mark.requirement("W4.8")
@pytest.mark.parametrize(
    ("says", "said"),
    [
        ((200, {"errcode": 0}), "试发成功"),
        (REFUSED, "试发没有成：对方不收（310000）：密钥"),
        ((200, {"errcode": 130101}), "试发没有送到：太快了"),
        (SILENT, "试发没有送到："),
    ],
)
def test_a_robot_is_tried_on_a_button(enter: Enter, people: SimpleNamespace, group: Platform, says, said: str) -> None:
    group.says = says
    robot = robot_of(people.shenlan, group)
    answer = enter("shenlan").post(f"/robot/{robot.pk}/try", {}, follow=True)
    assert said in answer.text
    assert "店章：试一试" in group.got[0].text
    robot.refresh_from_db()
    assert robot.status == "active"  # a try changes nothing
    assert "t0p-s3cret" not in answer.text


@pytest.mark.requirement("W4.8")
def test_ones_own_mail_is_tried_on_a_button(enter: Enter, people: SimpleNamespace, letters: list[Any]) -> None:
    client = enter("zhouke")
    answer = client.post("/account/notices/try", follow=True)
    assert "没有核实过的邮箱" in answer.text
    Dispatch.objects.all().delete()
    with_mail("zhouke")
    assert "试发成功" in client.post("/account/notices/try", follow=True).text
    assert "刚试过" in client.post("/account/notices/try", follow=True).text
    assert [letter["To"] for letter in letters] == ["zhouke@example.com"]


@pytest.mark.requirement("W4.5")
def test_one_sees_where_ones_notices_went_and_who_runs_robots_sees_all(
    enter: Enter, people: SimpleNamespace, letters: list[Any], group: Platform
) -> None:
    for code in ("zhouke", "suhe"):
        tell(with_mail(code))
    robot = robot_of(people.shenlan, group)
    work()
    own = enter("zhouke").get("/notices/sent").text
    assert "送到了" in own
    assert "苏禾" not in own
    assert "送到了" in enter("zhouke").get("/account/notices").text
    every = enter("shenlan").get("/notices/sent").text
    assert "苏禾" in every
    assert "客服群" in every
    assert "王小明" not in every
    assert "送到了" in enter("shenlan").get(f"/robot/{robot.pk}").text


def test_pages_ask_little(
    enter: Enter, people: SimpleNamespace, letters: list[Any], django_assert_max_num_queries: Any
) -> None:
    for number in range(5):
        tell(with_mail("zhouke") if not number else people.zhouke, number=number)
        work()
    client = enter("zhouke")
    client.get("/account/notices")
    with django_assert_max_num_queries(22):
        client.get("/account/notices")
    with django_assert_max_num_queries(14):
        client.get("/notices/sent")
    assert Notice.objects.count() == 5

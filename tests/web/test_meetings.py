"""A meeting in the browser: seen by who is invited, opened and closed by its chair, with time and agenda."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from pytest_django import DjangoAssertNumQueries

from dianzhang.engine.act import must
from dianzhang.engine.moment import living_at
from dianzhang.work.duties.laying import lay_out
from dianzhang.work.models import Meeting, Task
from tests.engine.department import found, put_in_force
from tests.work.meetings.conftest import RULES, at, do, standup

from .conftest import Enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> SimpleNamespace:
    people = found()
    put_in_force(RULES)
    with living_at(at("8:30")):
        lay_out()
    return people


@pytest.mark.requirement("W1.5")
def test_a_stand_up_from_its_opening_to_its_end(enter: Enter, people: SimpleNamespace) -> None:
    meeting = standup(people)
    address = f"/meeting/{meeting.pk}"
    with living_at(at("8:50")):
        form = enter("zhouke").get(f"{address}/answer")
        assert "上一个工作日做完了什么" in form.text
        enter("zhouke").post(f"{address}/answer", {"today": "回访三家", "blocked": "厂家没回话"})
    with living_at(at("9:00")):
        client = enter("linxiao")
        assert "还没有答：林晓、苏禾" in client.get(address).text
        client.post(f"{address}/begin", {})
        page = client.get(address).text
        assert "厂家没回话" in page
        assert "开了 0 分钟，最长 15 分钟" in page
        decision = {"text": "催厂家", "accountable": f"person:{people.zhouke.person_id}", "due_at": "2026-10-13T18:00"}
        client.post(f"{address}/decide", decision)
    task = Task.objects.get()
    assert task.title == "催厂家"
    with living_at(at("9:20")):
        assert "超时 5 分钟" in client.get(address).text
        client.post(f"{address}/end", {})
        page = client.get(address).text
        assert f"/task/{task.pk}" in page
        assert f"/meeting/{meeting.pk}" in client.get(f"/task/{task.pk}").text
    assert Meeting.objects.get(pk=meeting.pk).over == 5


@pytest.mark.requirement("W1.8")
def test_who_is_not_invited_does_not_see_it(enter: Enter, people: SimpleNamespace) -> None:
    meeting = standup(people)
    with living_at(at("8:50")):
        assert enter("xunuo").get(f"/meeting/{meeting.pk}").status_code == 404
        assert enter("suhe").get(f"/meeting/{meeting.pk}").status_code == 200
        assert enter("suhe").get(f"/meeting/{meeting.pk}/begin").status_code == 404
        assert enter("shenlan").get(f"/meeting/{meeting.pk}").status_code == 200  # by the right of the post


@pytest.mark.requirement("W1.2")
def test_a_past_time_is_told_beside_the_form(enter: Enter, people: SimpleNamespace) -> None:
    with living_at(at("9:30")):
        answer = enter("linxiao").post(
            "/meeting/new/call", {"kind": "other", "starts_at": "2026-10-12T09:00", "everyone": "on"}
        )
    assert answer.status_code == 422
    assert "2026-10-12 09:00 已经过去了" in answer.text


@pytest.mark.requirement("W1.3")
def test_in_the_list_the_calendar_and_what_they_ask(
    enter: Enter, people: SimpleNamespace, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    meeting = standup(people)
    with living_at(at("8:50")):
        client = enter("zhouke")
        client.get("/meeting")
        with django_assert_max_num_queries(12):
            listed = client.get("/meeting?whose=mine").text
        assert f"/meeting/{meeting.pk}" in listed
        with django_assert_max_num_queries(40):
            client.get(f"/meeting/{meeting.pk}")
        assert f"/meeting/{meeting.pk}" in client.get("/calendar").text


def test_a_board_of_guests_is_told_by_name(enter: Enter, people: SimpleNamespace) -> None:
    given = {"kind": "kickoff", "starts_at": at("14:00").isoformat(), "people": ["mengyan"], "title": "双十一"}
    meeting = must(do(people.linxiao, "call", **given))
    with living_at(at("9:30")):
        page = enter("mengyan").get(f"/meeting/{meeting.id}").text
    assert "客服组全组、孟岩" in page

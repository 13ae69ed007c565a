"""Tasks on pages: the board, the list by one's part, the record, the day's page, the form that names people."""

from __future__ import annotations

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dianzhang.engine import unmoved
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Event
from dianzhang.engine.moment import living_at, now
from dianzhang.work.models import Opinion, Task
from dianzhang.work.raci import parts_of

from .conftest import Enter

pytestmark = pytest.mark.django_db


def propose(who: object, title: str, **more: object) -> Task:
    return must(one("task.propose", who, title=title, **more))  # type: ignore[no-any-return]


@pytest.fixture
def poster(people: SimpleNamespace) -> Task:
    """孟岩 answers for it and is late, 许诺 does it, 林晓 was asked, 沈岚 is told."""
    with living_at(now() - timedelta(hours=5)):
        task = propose(
            people.mengyan, "双十一主图", accountable="mengyan", responsible=["xunuo"], consulted=["linxiao"],
            informed=["shenlan"], due_at=now() + timedelta(hours=1),
        )  # fmt: skip
        must(one("task.start", people.xunuo, task.id))
        must(one("task.consult", people.xunuo, task.id, question="红底行不行？", first=True))
    return Task.objects.get(pk=task.id)


def columns(client: Client, path: str) -> dict[str, list[str]]:
    page = client.get(path).text
    lanes = re.findall(r'<section class="lane (\w+)"[^>]*>(.*?)</section>', page, re.DOTALL)
    return {lane: re.findall(r'class="open" href="/task/\d+">(.*?)<', html) for lane, html in lanes}


def test_the_board_has_three_columns(enter: Enter, people: SimpleNamespace, poster: Task) -> None:
    propose(people.mengyan, "选品提报", accountable="mengyan")
    done = propose(people.mengyan, "清点", accountable="mengyan", responsible=["xunuo"])
    must(one("task.start", people.mengyan, done.id))
    must(one("task.finish", people.mengyan, done.id))
    assert columns(enter("mengyan"), "/tasks") == {"todo": ["选品提报"], "doing": ["双十一主图"], "done": ["清点"]}


@pytest.mark.parametrize(
    ("who", "scope", "shown"),
    [
        ("mengyan", "lead", True), ("xunuo", "lead", False), ("xunuo", "mine", True), ("zhaoning", "mine", False),
        ("zhouke", "all", False), ("shenlan", "all", True), ("mengyan", "group", True),
    ],
)  # fmt: skip
def test_the_board_shows_ones_own(enter: Enter, poster: Task, who: str, scope: str, shown: bool) -> None:
    assert ("双十一主图" in columns(enter(who), f"/tasks?scope={scope}")["doing"]) is shown


def test_a_card_is_started_where_it_lies(enter: Enter, people: SimpleNamespace) -> None:
    task = propose(people.mengyan, "选品提报", accountable="mengyan", responsible=["xunuo"])
    client = enter("xunuo")
    assert f'action="/task/{task.id}/start"' in client.get("/tasks").text
    answer = client.post(f"/task/{task.id}/start", {"revision": task.revision, "next": "/tasks?scope=mine"})
    assert answer.headers["location"] == "/tasks?scope=mine"
    assert columns(client, "/tasks")["doing"] == ["选品提报"]


def test_what_cannot_start_says_why_and_names_the_clause(enter: Enter, people: SimpleNamespace) -> None:
    task = propose(people.mengyan, "选品提报", responsible=["xunuo"])
    page = enter("xunuo").post(f"/task/{task.id}/start", {"revision": task.revision}, follow=True).text
    assert "负责的人要写明" in page
    assert "按流程分责任" in page


@pytest.mark.parametrize(
    ("who", "part", "found"),
    [("mengyan", "A", 1), ("mengyan", "R", 0), ("xunuo", "R", 1), ("linxiao", "C", 1), ("shenlan", "I", 1)],
)
def test_the_list_is_filtered_by_ones_part(enter: Enter, poster: Task, who: str, part: str, found: int) -> None:
    page = enter(who).get(f"/task?part={part}").text
    assert len(re.findall(r'class="open" href="/task/\d+"', page)) == found


@pytest.mark.parametrize(("due", "found"), [("late", 1), ("none", 0), ("sometime", 1)])
def test_the_list_is_filtered_by_when_it_is_due(enter: Enter, poster: Task, due: str, found: int) -> None:
    page = enter("mengyan").get(f"/task?due={due}").text
    assert len(re.findall(r'class="open" href="/task/\d+"', page)) == found
    assert ("看不懂" in page) is (due == "sometime")


def test_the_record_draws_the_four_parts_and_the_question(enter: Enter, poster: Task) -> None:
    page = enter("shenlan").get(f"/task/{poster.pk}").text
    parts = re.findall(r'<span class="letter" aria-hidden="true">(\w)</span>.*?<b>(.*?)</b>', page, re.DOTALL)
    assert parts == [("A", "孟岩"), ("R", "许诺"), ("C", "林晓"), ("I", "沈岚")]
    assert "红底行不行？" in page
    assert "还没有答复" in page
    assert "说好的时间" in page


def test_nobody_else_finds_it(enter: Enter, poster: Task) -> None:
    assert enter("chenmo").get(f"/task/{poster.pk}").status_code == 404
    assert "双十一主图" not in enter("chenmo").get("/search?q=双十一").text
    assert "双十一主图" in enter("xunuo").get("/search?q=双十一").text


@pytest.mark.requirement("O2.8")
def test_the_days_page_has_what_presses_and_what_one_is_asked(enter: Enter, poster: Task) -> None:
    asked, late, told = (enter(who).get("/").text for who in ("linxiao", "mengyan", "shenlan"))
    assert "征询我的" in asked
    assert "红底行不行？" in asked
    assert "我的事项" in late
    assert "晚了 4 小时" in late
    assert "征询我的" not in told
    assert "我的事项" not in told


def test_an_answer_is_given_from_the_days_page(enter: Enter, poster: Task) -> None:
    client, question = enter("linxiao"), Opinion.objects.get().consultation_id
    form = client.get(f"/task/{poster.pk}/answer?consultation={question}&next=/").text
    assert f'type="hidden" name="consultation" value="{question}"' in form
    revision = Task.objects.get(pk=poster.pk).revision
    given = {"answer": "行", "consultation": question, "revision": revision, "next": "/"}
    assert client.post(f"/task/{poster.pk}/answer", given).headers["location"] == "/"
    assert Opinion.objects.get().text == "行"


def test_one_form_names_all_four(enter: Enter, people: SimpleNamespace) -> None:
    client = enter("mengyan")
    page = client.get("/task/new/propose").text
    assert re.findall(r'<th scope="col" class="mid">(.*?)</th>', page) == ["负责", "执行", "咨询", "知会"]
    mengyan, xunuo = people.mengyan.person_id, people.xunuo.person_id
    given = {
        "title": "选品提报", "due_at": "2099-01-05T18:00", "accountable": f"person:{mengyan}",
        "responsible": [f"person:{xunuo}", "post:order_desk"],
    }  # fmt: skip
    assert client.post("/task/new/propose", given).status_code == 302
    task = Task.objects.get()
    assert parts_of(task)["R"] == [f"person:{xunuo}", "post:order_desk"]
    assert task.due_at is not None
    assert task.due_at.isoformat() == "2099-01-05T10:00:00+00:00"  # six in the evening in Shanghai


def test_the_form_begins_with_the_parts_as_they_are(enter: Enter, poster: Task) -> None:
    page = enter("mengyan").get(f"/task/{poster.pk}/name").text
    ticked = re.findall(r'name="(\w+)" value="person:\d+" checked aria-label="(\w+)', page)
    assert ticked == [("informed", "沈岚"), ("accountable", "孟岩"), ("responsible", "许诺"), ("consulted", "林晓")]


def test_a_part_is_emptied_by_taking_the_ticks_away(enter: Enter, people: SimpleNamespace) -> None:
    task = propose(people.mengyan, "选品提报", accountable="mengyan", responsible=["xunuo", "zhaoning"])
    given = {"accountable": f"person:{people.mengyan.person_id}", "revision": task.revision}
    enter("mengyan").post(f"/task/{task.id}/name", given)
    assert parts_of(Task.objects.get(pk=task.id)) == {"A": [given["accountable"]], "R": [], "C": [], "I": []}


def test_a_record_shows_its_tasks_and_offers_one(enter: Enter, people: SimpleNamespace, complaint: object) -> None:
    client = enter("linxiao")
    address = f"/task/new/propose?of_kind=complaint&amp;of_id={complaint.pk}"  # type: ignore[attr-defined]
    assert address in client.get(f"/complaint/{complaint.pk}").text  # type: ignore[attr-defined]
    propose(people.linxiao, "问供应商", of_kind="complaint", of_id=complaint.pk)  # type: ignore[attr-defined]
    assert "问供应商" in client.get(f"/complaint/{complaint.pk}").text  # type: ignore[attr-defined]


def test_many_tasks_cost_no_more_statements(enter: Enter, people: SimpleNamespace, poster: Task) -> None:
    client = enter("mengyan")
    spent = {}
    for path in ("/task", "/tasks", "/", f"/task/{poster.pk}"):
        client.get(path)
        caches["pages"].clear()  # drawn anew, as after something has happened
        unmoved.forget()
        with CaptureQueriesContext(connection) as few:
            assert client.get(path).status_code == 200
        spent[path] = len(few)
    for n in range(12):
        task = propose(
            people.mengyan, f"事 {n}", accountable="mengyan", responsible=["xunuo", "service"], consulted=["linxiao"],
            due_at=now() + timedelta(hours=n + 1),
        )  # fmt: skip
        must(one("task.start", people.xunuo, task.id))
        must(one("task.consult", people.mengyan, poster.pk, question=f"第 {n} 问"))
    for path, few in spent.items():
        with CaptureQueriesContext(connection) as many:
            client.get(path)
        assert len(many) <= few + 2, path
    assert spent["/task"] < 25
    assert spent["/tasks"] < 25
    assert spent[f"/task/{poster.pk}"] < 40


def test_the_timeline_says_what_was_asked_and_answered(enter: Enter, people: SimpleNamespace) -> None:
    parts = {"accountable": "mengyan", "responsible": ["xunuo"], "consulted": ["linxiao"], "informed": ["order_desk"]}
    task = must(one("task.propose", people.mengyan, title="双十一主图", **parts))
    must(one("task.consult", people.mengyan, task.id, question="红底行不行"))
    must(one("task.answer", people.linxiao, task.id, answer="可以，字用白的"))
    timeline = enter("xunuo").get(f"/task/{task.pk}").text.partition('class="time"')[2]
    assert "「红底行不行」" in timeline
    assert "「可以，字用白的」" in timeline
    assert not Event.objects.filter(data__contains="红底").exists()

"""What is looked for on the board of tasks stands in its address; a look at it is saved like one at a list."""

from __future__ import annotations

import re
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine.act import must, one
from dianzhang.engine.models import SavedView
from dianzhang.work.models import Task

from .conftest import Enter

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("W3.7")]


def propose(who: Any, title: str, accountable: str = "zhouke", **more: Any) -> Task:
    given = {"accountable": accountable, "responsible": [accountable], **more}
    return must(one("task.propose", who, title=title, **given))  # type: ignore[no-any-return]


def titles(page: str) -> set[str]:
    return set(re.findall(r'<h3 class="what"><a[^>]*>([^<]+)</a>', page))


@pytest.fixture
def complaint(people: SimpleNamespace) -> Any:
    return must(one("complaint.accept", people.zhouke, kind="quality"))


@pytest.fixture
def three(people: SimpleNamespace, complaint: Any) -> None:
    propose(people.linxiao, "清点样品")
    propose(people.linxiao, "改话术", "suhe", of_kind="complaint", of_id=complaint.pk)
    linked = propose(people.linxiao, "回访买家")
    must(one("task.relate", people.linxiao, linked.pk, what=f"客诉 {complaint.pk}"))


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", {"清点样品", "改话术", "回访买家"}),
        ("q=样品", {"清点样品"}),
        ("owner={suhe}", {"改话术"}),
        ("owner=0", set()),
        ("due=none", {"清点样品", "改话术", "回访买家"}),
        ("due=late", set()),
        ("of=complaint {complaint}", {"改话术", "回访买家"}),
        ("of=客诉 {complaint}", {"改话术", "回访买家"}),
        ("of=没有这样的", set()),
        ("unit={unit}&owner={suhe}", {"改话术"}),
    ],
)
def test_filters_of_the_address(
    enter: Enter, people: SimpleNamespace, complaint: Any, asked: str, found: set[str]
) -> None:
    given = {"suhe": people.suhe.person_id, "unit": people.linxiao.unit_id, "complaint": complaint.pk}
    client = enter("linxiao")
    for by in ("", "person", "due"):
        page = client.get(f"/tasks?scope=all&by={by}&{asked.format(**given)}").text
        assert titles(page) == found
    listed = client.get(f"/task?{asked.format(**given)}").text  # the list finds the same
    assert {title for title in ("清点样品", "改话术", "回访买家") if title in listed} >= found


@pytest.mark.usefixtures("three")
def test_a_record_that_one_may_not_see_finds_nothing(enter: Enter, people: SimpleNamespace, complaint: Any) -> None:
    told = propose(people.linxiao, "备好纸箱", "chenmo")
    must(one("task.relate", people.linxiao, told.pk, what=f"客诉 {complaint.pk}"))
    client = enter("chenmo")  # has the task, not the complaint
    assert titles(client.get("/tasks").text) == {"备好纸箱"}
    assert titles(client.get(f"/tasks?of=客诉 {complaint.pk}").text) == set()


@pytest.mark.parametrize("asked", ["owner=x", "unit=99999999999999999999", "due=someday", "owner=zhouke"])
def test_what_cannot_be_read_is_said(enter: Enter, three: None, asked: str) -> None:
    page = enter("linxiao").get(f"/tasks?scope=all&{asked}")
    assert page.status_code == 200
    assert "看不懂" in page.text
    assert titles(page.text) == {"清点样品", "改话术", "回访买家"}


@pytest.mark.usefixtures("three")
def test_a_look_at_the_board_is_saved_and_opens_as_it_was(enter: Enter, people: SimpleNamespace) -> None:
    client = enter("linxiao")
    here = f"/tasks?scope=all&by=person&owner={people.suhe.person_id}"
    save = unescape(re.findall(r'hx-get="([^"]*/saved_view/new/save[^"]*)"', client.get(here).text)[0])
    form = client.get(save).text
    fields = dict(re.findall(r'name="(page|query|next)"[^>]*value="([^"]*)"', form))
    sent = client.post(save, {name: unescape(value) for name, value in fields.items()} | {"name": "苏禾的"})
    assert sent.status_code == 302
    view = SavedView.objects.get(name="苏禾的")
    assert (view.page, view.look) == ("task", "by=person")
    page = client.get(here).text
    [address] = re.findall(r'<a href="([^"]*)"[^>]*aria-current="page">苏禾的', page)
    again = client.get(unescape(address)).text
    assert titles(again) == {"改话术"}
    assert 'data-by="person"' in again
    assert f"/tasks?owner={people.suhe.person_id}" in unescape(client.get(f"/saved_view/{view.pk}").text)


@pytest.mark.usefixtures("three")
def test_the_board_opens_with_the_view_that_one_chose(enter: Enter, people: SimpleNamespace) -> None:
    query = f"owner={people.suhe.person_id}&scope=all&by=due"
    view = must(one("saved_view.save", people.linxiao, page="task", name="苏禾的", query=query))
    must(one("saved_view.open_with", people.linxiao, view.pk))
    client = enter("linxiao")
    sent = client.get("/tasks")
    assert sent.status_code == 302
    assert f"view={view.pk}" in sent["location"]
    assert titles(client.get("/tasks?view=all").text) == {"清点样品", "改话术", "回访买家"}

"""A board that moves a card hears at once: done with the card as it is now, or why not; nothing moves past a rule."""

from __future__ import annotations

import json
import re
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine.act import must, one

from .conftest import Enter

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("W3.7")]


@pytest.fixture
def task(people: SimpleNamespace) -> Any:
    return must(one("task.propose", people.linxiao, title="清点样品", accountable="linxiao", responsible=["zhouke"]))


def put(client: Any, task: Any, verb: str, revision: int | None = None, **more: str) -> Any:
    fields = {"revision": revision or task.revision, "next": "/tasks", **more}
    return client.post(f"/task/{task.pk}/{verb}", fields, headers={"X-Board": "1"})


def test_done_it_has_the_card_with_what_comes_next(enter: Enter, task: Any) -> None:
    told = put(enter("linxiao"), task, "start").json()
    assert (told["level"], told["state"], told["text"]) == ("ok", "doing", "开始：办好了。")
    [moves] = re.findall(r'data-moves="([^"]*)"', told["card"])
    assert json.loads(unescape(moves))["done"]["url"] == f"/task/{task.pk}/finish?next=%2Ftasks"
    task.refresh_from_db()
    assert task.status == "doing"


def test_refused_it_has_the_reason_and_the_card_where_it_was(enter: Enter, people: SimpleNamespace) -> None:
    task = must(one("task.propose", people.linxiao, title="清点样品", accountable="linxiao"))
    told = put(enter("linxiao"), task, "start").json()
    assert (told["level"], told["state"]) == ("warn", "todo")
    assert "还没有写明谁来做" in told["text"]
    assert "清点样品" in told["card"]


def test_moved_on_meanwhile_it_has_the_card_as_it_is_now(enter: Enter, people: SimpleNamespace, task: Any) -> None:
    before = task.revision
    must(one("task.start", people.linxiao, task.pk))
    told = put(enter("linxiao"), task, "start", before).json()
    assert (told["level"], told["state"]) == ("warn", "doing")


@pytest.mark.parametrize(("who", "status"), [("zhouke", 200), ("shenlan", 404), ("chenmo", 404)])
def test_who_may_not_moves_nothing(enter: Enter, task: Any, who: str, status: int) -> None:
    """周可 does it and may start it; who only sees it, or does not even that, finds no such step."""
    assert put(enter(who), task, "start").status_code == status
    task.refresh_from_db()
    assert (task.status == "doing") is (status == 200)


def test_in_a_person_s_row_it_may_be_handed_over_by_whom_it_is(enter: Enter, task: Any) -> None:
    def across(who: str) -> dict[str, str]:
        [found] = re.findall(r'data-across="([^"]*)"', enter(who).get("/tasks?by=person").text)
        return json.loads(unescape(found))  # type: ignore[no-any-return]

    assert across("linxiao")["url"].startswith(f"/task/{task.pk}/hand_over?next=")
    assert "只有负责它的人" in across("zhouke")["why"]


def test_other_boards_hear_the_same(enter: Enter, people: SimpleNamespace) -> None:
    complaint = must(one("complaint.accept", people.zhouke, kind="quality"))
    client = enter("zhouke")
    [moves] = re.findall(r'data-moves="([^"]*)"', client.get("/complaint/board").text)
    step = next(one for one in json.loads(unescape(moves)).values() if "fields" in one or one.get("form"))
    told = client.post(step["url"], {**step.get("fields", {}), "next": "/complaint/board"}, headers={"X-Board": "1"})
    assert told.status_code == 200
    assert told.json()["card"].count(f'data-row="{complaint.pk}"') == 1

"""Boards offer where a card may go, and why not elsewhere; nothing moves past the rulebook."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang.engine.act import must, one
from dianzhang.engine.moment import now

from .conftest import Enter

pytestmark = pytest.mark.django_db


def moves_on(page: str) -> list[dict[str, Any]]:
    return [json.loads(unescape(told)) for told in re.findall(r'data-moves="([^"]*)"', page)]


@pytest.fixture
def task(people: SimpleNamespace) -> Any:
    due = str(now() + timedelta(days=2))
    return must(
        one("task.propose", people.linxiao, title="清点样品", due_at=due, accountable="linxiao", responsible=["zhouke"])
    )


def test_a_card_says_where_it_may_go_and_why_not_further(enter: Enter, task: Any) -> None:
    [moves] = moves_on(enter("linxiao").get("/tasks").text)
    assert moves["doing"]["url"] == f"/task/{task.pk}/start"
    assert moves["doing"]["fields"]["next"].startswith("/tasks")
    assert "待办" in moves["done"]["why"]


def test_what_it_offers_does_what_it_says(enter: Enter, task: Any) -> None:
    client = enter("linxiao")
    [moves] = moves_on(client.get("/tasks").text)
    client.post(moves["doing"]["url"], moves["doing"]["fields"])
    task.refresh_from_db()
    assert task.status == "doing"


def test_one_who_may_only_look_is_offered_nothing(enter: Enter, task: Any) -> None:
    found = moves_on(enter("shenlan").get("/tasks?scope=all").text)
    assert all("url" not in move for moves in found for move in moves.values() if "cancel" not in str(move))


def test_complaints_have_a_board_and_orders_none(enter: Enter, people: SimpleNamespace) -> None:
    must(one("complaint.accept", people.zhouke, kind="quality"))
    client = enter("zhouke")
    page = client.get("/complaint/board").text
    assert 'data-state="escalated"' in page
    assert any("url" in move for moves in moves_on(page) for move in moves.values())
    assert client.get("/order/board").status_code == 404
    assert "/complaint/board" in client.get("/complaint").text


def test_no_board_for_those_who_have_no_list(enter: Enter) -> None:
    assert enter("chenmo").get("/complaint/board").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_cards(
    enter: Enter, people: SimpleNamespace, django_assert_max_num_queries: Any
) -> None:
    for _n in range(6):
        must(one("complaint.accept", people.zhouke, kind="quality"))
    client = enter("zhouke")
    client.get("/complaint/board")
    with django_assert_max_num_queries(24):
        client.get("/complaint/board")

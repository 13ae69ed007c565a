"""Lists for programs: the same rows as on the pages, page by page, and plain words for what cannot be read."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine import keyset
from dianzhang.service.models import Complaint
from dianzhang.service.states import COMPLAINT
from dianzhang.trade.models import Order

from ..web.conftest import new_order
from .conftest import Keyed, Program

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("S2.8")]


@pytest.fixture
def five(shop: object) -> list[Order]:
    return [new_order(f"500{n}", complete=n != 3) for n in range(5)]


def numbers(program: Program, path: str, **query: object) -> list[str]:
    answer = program.get(path, **query)
    assert answer.status_code == 200, answer.text
    return [item["fields"]["number"] for item in answer.json()["items"]]


def test_the_filters_are_those_of_the_page(keyed: Keyed, five: list[Order]) -> None:
    program = keyed("zhaoning")
    assert numbers(program, "/order") == ["5004", "5003", "5002", "5001", "5000"]
    assert numbers(program, "/order", hold="held") == ["5003"]
    assert numbers(program, "/order", q="5001") == ["5001"]
    assert numbers(program, "/order", fulfilment="waiting,approved", hold="clear") == ["5004", "5002", "5001", "5000"]


def test_values_are_exact(keyed: Keyed, order: Order) -> None:
    item = keyed("zhaoning").get("/order").json()["items"][0]
    assert item["fields"]["total"] == {"amount": "329.00", "currency": "CNY"}
    assert item["fields"]["placed_at"].endswith("+08:00")
    assert item["fields"]["contact_outcome"] is None
    assert item["states"] == {
        "payment": "paid", "fulfilment": "waiting", "aftersale": "none", "hold": "clear", "goods": "clear",
        "packing": "whole",
    }  # fmt: skip
    assert item["shop"]["code"] == "tmall-1"
    assert item["url"] == f"/order/{order.pk}"


def test_pages_follow_each_other(keyed: Keyed, five: list[Order]) -> None:
    program, path, found = keyed("zhaoning"), "/order?limit=2&hold=clear", []
    while path:
        page = program.get(path).json()
        found.append([item["fields"]["number"] for item in page["items"]])
        path = page["next"]
    assert found == [["5004", "5002"], ["5001", "5000"]]


@pytest.mark.parametrize("cursor", ["nonsense", "W10", "WzFd", "5", "%00", "ä"])
def test_a_forged_cursor_is_refused(keyed: Keyed, five: list[Order], cursor: str) -> None:
    answer = keyed("zhaoning").get(f"/order?after={cursor}")
    assert answer.status_code == 400
    assert answer.json()["where"].startswith("query")


def test_a_cursor_is_good_for_its_own_list_only(keyed: Keyed, order: Order, complaint: Complaint) -> None:
    theirs = keyset.cursor_of(complaint, ("-id",))
    assert keyset.read_cursor(theirs, ("-id",), COMPLAINT.model) == [complaint.pk]
    answer = keyed("zhaoning").get("/order", after=theirs)
    assert (answer.status_code, answer.json()["type"]) == (400, "/api/#bad-cursor")


@pytest.mark.parametrize(
    ("query", "kind", "near"),
    [
        ("fulfilmen=waiting", "unknown-parameter", "fulfilment"),
        ("fulfilment=wating", "unreadable-value", "waiting"),
        ("placed_from=yesterday", "unreadable-value", "2026-11-23"),
        ("limit=0", "unreadable-value", "200"),
        ("limit=201", "unreadable-value", "200"),
        ("limit=²", "unreadable-value", "200"),
        ("hold=clear&hold=held", "unreadable-value", "逗号"),
    ],
)
def test_what_cannot_be_read_is_said_with_what_would_do(
    keyed: Keyed, order: Order, query: str, kind: str, near: str
) -> None:
    answer = keyed("zhaoning").get(f"/order?{query}")
    told = answer.json()
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert told["type"] == f"/api/#{kind}"
    assert near in told["advice"]
    assert told["where"].startswith("query/")


def test_the_reach_is_that_of_the_post(keyed: Keyed, order: Order, complaint: Complaint) -> None:
    assert len(keyed("zhouke").get("/complaint").json()["items"]) == 1
    assert keyed("zhaoning").get("/complaint").status_code == 404
    assert keyed("hejing").get("/order").status_code == 404
    assert keyed("zhouke").get("/nothing").status_code == 404


def test_what_is_hidden_is_named_and_not_told(keyed: Keyed, order: Order) -> None:
    """Cost is the director's to see; telephone numbers theirs who post or call."""
    agent = keyed("zhouke").get(f"/order/{order.pk}")
    assert agent.json()["masked"]["cost"] == "***"
    assert agent.json()["masked"]["phone"].endswith("0973")
    assert not {"cost", "phone", "address"} & agent.json()["fields"].keys()
    assert "18612340973" not in agent.text + keyed("zhouke").get("/order").text
    assert keyed("chenmo").get(f"/order/{order.pk}").json()["fields"]["phone"] == "18612340973"
    assert keyed("shenlan").get(f"/order/{order.pk}").json()["fields"]["cost"] is None


def test_a_list_costs_the_same_however_many_rows(keyed: Keyed, shop: object) -> None:
    program = keyed("zhaoning")
    new_order("6000")
    program.get("/order")
    with CaptureQueriesContext(connection) as few:
        program.get("/order")
    for n in range(1, 8):
        new_order(f"600{n}", complete=n % 2 == 0)
    with CaptureQueriesContext(connection) as many:
        assert len(program.get("/order").json()["items"]) == 8
    assert len(many) == len(few)
    assert len(many) <= 6

"""Actions for programs: a batch, and what became of each item."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Event
from dianzhang.service.models import Complaint
from dianzhang.trade.models import Order

from ..web.conftest import new_order
from .conftest import Keyed, Program, service_key

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("S2.8")]


def statuses(answer: object) -> list[str]:
    assert answer.status_code == 200, answer.text  # type: ignore[attr-defined]
    return [outcome["status"] for outcome in answer.json()["outcomes"]]  # type: ignore[attr-defined]


def test_each_item_has_its_outcome(keyed: Keyed, people: SimpleNamespace, shop: object, complaint: Complaint) -> None:
    fresh, held, moved = new_order("1001"), new_order("1002", complete=False), new_order("1003")
    must(one("order.note", people.zhaoning, moved.pk, note="看过"))
    items = [
        {"id": fresh.pk, "revision": fresh.revision},
        {"id": held.pk, "revision": held.revision},
        {"id": moved.pk, "revision": moved.revision - 1},
        {"id": 987654},
    ]
    answer = keyed("zhaoning").post("/order/approve", items)
    found = answer.json()["outcomes"]
    assert statuses(answer) == ["done", "moved_on", "moved_on", "missing"]
    assert found[0]["revision"] == Order.objects.get(pk=fresh.pk).revision
    assert all(outcome["why"] for outcome in found[1:])
    assert [outcome["id"] for outcome in found] == [item["id"] for item in items]


def test_anothers_record_is_as_if_it_were_not(keyed: Keyed, order: Order, complaint: Complaint) -> None:
    program = keyed("zhaoning")
    answer = program.post("/complaint/resolve", [{"id": complaint.pk}, {"id": 987654}])
    theirs, nobodys = answer.json()["outcomes"]
    assert theirs["status"] == nobodys["status"] == "missing"
    assert theirs["why"] == nobodys["why"]


def test_who_may_not_is_refused(keyed: Keyed, order: Order) -> None:
    answer = keyed("zhouke").post("/order/approve", [{"id": order.pk}])
    assert statuses(answer) == ["refused"]
    assert "权限" in answer.json()["outcomes"][0]["why"]


def test_a_gate_makes_a_request_of_it(keyed: Keyed) -> None:
    made = keyed("suhe").post(
        "/leave/draft", [{"data": {"kind": "personal", "first_day": "2026-12-07", "last_day": "2026-12-07"}}]
    )
    (leave,) = made.json()["outcomes"]
    assert leave["status"] == "done", leave
    (asked,) = keyed("suhe").post("/leave/apply", [{"id": leave["id"]}]).json()["outcomes"]
    assert asked["status"] == "awaiting"
    assert asked["approval_id"]
    (agreed,) = keyed("linxiao").post("/approval/agree", [{"id": asked["approval_id"]}]).json()["outcomes"]
    assert agreed["status"] == "done"


def test_defaults_are_common_to_all(keyed: Keyed, order: Order) -> None:
    other = new_order("1002")
    answer = keyed("zhaoning").post(
        "/order/hold",
        [{"id": order.pk}, {"id": other.pk, "data": {"reason": "另一个原因"}}],
        defaults={"reason": "等买家回话"},
    )
    assert statuses(answer) == ["done", "done"]


def test_inputs_that_do_not_fit_are_said_item_by_item(keyed: Keyed, complaint: Complaint) -> None:
    answer = keyed("zhouke").post("/complaint/accept", [{"data": {"kind": "nonsense"}}, {"data": {"kind": "quality"}}])
    found = answer.json()["outcomes"]
    assert [outcome["status"] for outcome in found] == ["refused", "done"]
    assert found[0]["errors"].keys() == {"kind"}


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({"items": [{"id": 1, "data": {"nots": "x"}}]}, "body/items/0/data/nots"),
        ({"items": [{"id": 1}], "defaults": {"nots": "x"}}, "body/defaults/nots"),
        ({"items": []}, "body/items"),
        ({"items": [{"id": n} for n in range(1, 502)]}, "body/items"),
        ({"items": [{"id": 1}, {"id": 1}]}, "body/items/1/id"),
        ({"items": [{}]}, "body/items/0/id"),
        ({"items": [{"id": "1"}]}, "body/items/0/id"),
        ({"items": [{"id": 0}]}, "body/items/0/id"),
        ({"items": [{"id": 10**30}]}, "body/items/0/id"),
        ({"items": [{"id": 1, "data": {"note": "\0"}}]}, "body/items/0/data/note"),
        ({"items": [{"id": 1, "data": {"note": "\ud800"}}]}, "body/items/0/data/note"),
        ({"items": [{"id": 1}], "more": 1}, "body/more"),
        ([], "body"),
        (None, "body"),
    ],
)
def test_a_call_that_is_none_is_refused_whole(keyed: Keyed, order: Order, body: object, where: str) -> None:
    client = keyed("zhaoning").client
    answer = client.post("/api/v1/order/note", json.dumps(body), content_type="application/json")
    assert answer.status_code == 422, answer.text
    assert answer.json()["where"] == where


@pytest.mark.parametrize(
    ("body", "media", "status"),
    [
        (b"{", "application/json", 400),
        (b'{"items": [], "items": []}', "application/json", 400),
        (b'{"items": NaN}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b'{"items": [' + b"9" * 5000 + b"]}", "application/json", 400),
        (b"{}" + b" " * 2_000_001, "application/json", 413),
        (b"items=1", "application/x-www-form-urlencoded", 415),
    ],
)
def test_bodies_that_cannot_be_read(keyed: Keyed, body: bytes, media: str, status: int) -> None:
    answer = keyed("zhaoning").client.post("/api/v1/order/note", body, content_type=media)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_the_nearest_name_is_told(keyed: Keyed, order: Order) -> None:
    told = keyed("zhaoning").post("/order/aprove", [{"id": order.pk}])
    assert told.status_code == 404
    assert "approve" in told.json()["advice"]
    told = keyed("zhaoning").post("/order/note", [{"id": order.pk, "data": {"nots": "x"}}])
    assert "note" in told.json()["advice"]


def test_what_rules_do_nobody_asks_for(keyed: Keyed, order: Order) -> None:
    assert keyed("zhaoning").post("/order/overdue", [{"id": order.pk}]).status_code == 404
    assert keyed("shenlan").post("/webhook/give_up", [{"id": 1}]).status_code == 404


def test_keys_make_no_keys(keyed: Keyed) -> None:
    data = {"name": "x", "scopes": "*", "days": 1}
    assert keyed("zhouke").post("/token/issue", [{"data": data}]).status_code == 404


def test_what_platforms_tell_comes_by_key_only(keyed: Keyed, enter: object, order: Order) -> None:
    """An observation passes every gate: nobody types it."""
    session = enter("zhaoning")  # type: ignore[operator]
    body = json.dumps({"items": [{"id": order.pk}]})
    answer = session.post("/api/v1/order/pay", body, content_type="application/json")
    assert answer.status_code == 403
    assert keyed("zhaoning").post("/order/pay", [{"id": order.pk}]).status_code == 200


def test_the_event_keeps_which_key_did_it(people: SimpleNamespace, order: Order) -> None:
    program = Program(service_key(SYSTEM, "order_desk"))
    assert statuses(program.post("/order/note", [{"id": order.pk, "data": {"note": "对接来的"}}])) == ["done"]
    event = Event.objects.get(kind="order.note")
    assert (event.actor_id, event.post) == (None, "order_desk")
    assert json.loads(event.data)["token"]


def test_a_batch_costs_the_same_however_many_items(keyed: Keyed, shop: object) -> None:
    orders = [new_order(f"70{n:02}") for n in range(9)]
    program = keyed("zhaoning")
    program.post("/order/approve", [{"id": orders[0].pk}])
    with CaptureQueriesContext(connection) as few:
        program.post("/order/approve", [{"id": orders[1].pk}])
    with CaptureQueriesContext(connection) as many:
        assert statuses(program.post("/order/approve", [{"id": o.pk} for o in orders[2:]])) == ["done"] * 7
    assert len(many) <= len(few) + 1

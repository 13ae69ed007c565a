"""Who comes in, in which post, how often; and what others are told."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from dianzhang.engine import organisation
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Event, Person
from dianzhang.trade.models import Order

from ..web.conftest import BACKEND, Enter
from .conftest import Keyed, Program, service_key

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("S2.8")]


def test_nobody_gets_nothing(order: Order) -> None:
    for path in ("/order", f"/order/{order.pk}", "/events", "/metrics/GMV", "/me/today"):
        answer = Client().get(f"/api/v1{path}")
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert Client().post("/api/v1/order/approve", "{}", content_type="application/json").status_code == 401


@pytest.mark.parametrize(
    "header", ["Bearer x", "Bearer", "Bearer dz_000000000000_" + "a" * 43, "Basic eDp5", "Token x"]
)
def test_a_key_that_opens_nothing(people: SimpleNamespace, header: str) -> None:
    answer = Client(headers={"authorization": header}).get("/api/v1/order")
    assert (answer.status_code, answer.json()["type"]) == (401, "/api/#bad-token")


def test_scopes_bound_what_the_post_may(keyed: Keyed, order: Order) -> None:
    program = keyed("zhaoning", "order:read")
    assert program.get("/order").status_code == 200
    assert program.get("/events").status_code == 403
    assert program.get("/me/today").status_code == 403
    answer = program.post("/order/approve", [{"id": order.pk}])
    assert answer.status_code == 403
    assert "order.approve" in answer.json()["detail"]


def test_a_service_has_the_rights_of_its_post(people: SimpleNamespace, order: Order) -> None:
    program = Program(service_key(SYSTEM, "warehouse"))
    assert program.get("/order").status_code == 200
    assert program.get("/complaint").status_code == 404
    (outcome,) = program.post("/order/approve", [{"id": order.pk}]).json()["outcomes"]
    assert outcome["status"] == "refused"


def test_a_session_posts_from_our_pages_only(people: SimpleNamespace, order: Order) -> None:
    user = User.objects.create(username="zhaoning")
    Person.objects.filter(code="zhaoning").update(user=user)
    client = Client(enforce_csrf_checks=True)
    client.force_login(user, backend=BACKEND)
    body = json.dumps({"items": [{"id": order.pk}]})
    assert client.get("/api/v1/order").status_code == 200
    refused = client.post("/api/v1/order/approve", body, content_type="application/json")
    assert (refused.status_code, refused.json()["type"]) == (403, "/api/#forged")
    client.get("/")
    token = client.cookies["dianzhang_csrf"].value
    done = client.post("/api/v1/order/approve", body, content_type="application/json", headers={"x-csrftoken": token})
    assert done.json()["outcomes"][0]["status"] == "done"


def test_a_stranger_who_is_logged_in(db: None) -> None:
    client = Client()
    client.force_login(User.objects.create(username="stranger"), backend=BACKEND)
    assert client.get("/api/v1/order").status_code == 403


def test_a_second_factor_is_wanted_here_too(people: SimpleNamespace, enter: Enter, settings: Settings) -> None:
    client = enter("zhaoning")
    assert client.get("/api/v1/order").status_code == 200
    settings.DIANZHANG_SECOND_FACTOR_POSTS = frozenset({"order_desk"})
    answer = client.get("/api/v1/order")
    assert (answer.status_code, "两步验证" in answer.json()["detail"]) == (403, True)


def test_who_holds_several_posts_says_in_which(people: SimpleNamespace, enter: Enter, order: Order) -> None:
    must(one("person.assign", SYSTEM, people.zhaoning.person_id, post="warehouse", since=datetime.now(UTC).date()))
    organisation.forget()
    client, body = enter("zhaoning"), json.dumps({"items": [{"id": order.pk, "data": {"note": "x"}}]})
    unclear = client.post("/api/v1/order/note", body, content_type="application/json")
    assert (unclear.status_code, unclear.json()["type"]) == (400, "/api/#post-unclear")
    assert "warehouse" in unclear.json()["advice"]
    wrong = client.post("/api/v1/order/note", body, content_type="application/json", headers={"x-post": "director"})
    assert wrong.status_code == 403
    done = client.post("/api/v1/order/note", body, content_type="application/json", headers={"x-post": "warehouse"})
    assert done.json()["outcomes"][0]["status"] == "done"
    assert Event.objects.get(kind="order.note").post == "warehouse"


def test_asking_too_often(keyed: Keyed, order: Order, settings: Settings) -> None:
    settings.DIANZHANG_API_RATE = 3
    program = keyed("zhaoning")
    found = [program.get("/order").status_code for _n in range(4)]
    assert found == [200, 200, 200, 429]
    answer = program.get("/order")
    assert int(answer.headers["Retry-After"]) >= 1
    assert keyed("zhouke").get("/order").status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("delete", "/order", "GET"),
        ("put", "/order/1", "GET"),
        ("get", "/order/note", "POST"),
        ("post", "/events", "GET"),
    ],
)
def test_methods_that_an_address_does_not_have(keyed: Keyed, method: str, path: str, allowed: str) -> None:
    answer = getattr(keyed("zhaoning").client, method)(f"/api/v1{path}")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == allowed


def test_an_answer_is_kept_by_nobody(keyed: Keyed, order: Order) -> None:
    assert keyed("zhaoning").get("/order").headers["Cache-Control"] == "no-store"

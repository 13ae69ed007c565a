"""Whoever holds several posts acts in one: the only one that may, the one they chose, or the one they are asked for."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dianzhang.engine import organisation
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Event
from dianzhang.trade.models import Order

from .conftest import Enter, new_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(people: SimpleNamespace) -> SimpleNamespace:
    """孟岩 leads operations, and service too."""
    must(one("person.assign", SYSTEM, people.mengyan.person_id, post="service_lead"))
    organisation.forget()
    return people


def post_of(kind: str) -> str:
    return Event.objects.filter(kind=kind).latest("id").post


@pytest.mark.requirement("O1.2")
def test_the_only_post_that_may_is_taken(enter: Enter, both: SimpleNamespace) -> None:
    client = enter("mengyan")
    assert 'name="as_post"' not in client.get("/complaint/new/accept").text
    client.post("/complaint/new/accept", {"kind": "quality", "amount": "10", "demand": "换一件"})
    assert post_of("complaint.accept") == "service_lead"


@pytest.mark.requirement("O1.2")
def test_where_several_may_the_form_asks_and_keeps_the_answer(
    enter: Enter, both: SimpleNamespace, order: Order
) -> None:
    client, given = enter("mengyan"), {"contact_outcome": "confirmed"}
    form = client.get(f"/order/{order.pk}/contact").text
    assert 'name="as_post"' in form
    answer = client.post(f"/order/{order.pk}/contact", given)
    assert answer.status_code == 422
    assert "请选一个" in answer.text
    assert not Event.objects.filter(kind="order.contact").exists()
    client.post(f"/order/{order.pk}/contact", {**given, "as_post": "service_lead"})
    assert post_of("order.contact") == "service_lead"
    other = new_order("1002")
    assert 'name="as_post"' not in client.get(f"/order/{other.pk}/contact").text
    client.post(f"/order/{other.pk}/contact", given)
    assert post_of("order.contact") == "service_lead"


@pytest.mark.requirement("O1.2")
@pytest.mark.parametrize("post", ["director", "hr", "owner", "", "x"])
def test_a_post_one_does_not_hold_is_no_answer(enter: Enter, both: SimpleNamespace, order: Order, post: str) -> None:
    sent = {"contact_outcome": "confirmed", "as_post": post}
    assert enter("mengyan").post(f"/order/{order.pk}/contact", sent).status_code == 422
    assert not Event.objects.filter(kind="order.contact").exists()


@pytest.mark.requirement("O1.2")
def test_for_many_at_once_too(enter: Enter, both: SimpleNamespace, order: Order) -> None:
    client, item = enter("mengyan"), f"{order.pk}:{order.revision}"
    asked = client.post("/order/all/contact", {"item": item, "go": "1", "contact_outcome": "confirmed"})
    assert "请选一个" in asked.text
    client.post("/order/all/contact", {"item": item, "go": "1", "contact_outcome": "confirmed", "as_post": "ops_lead"})
    assert post_of("order.contact") == "ops_lead"


@pytest.mark.requirement("O1.2")
def test_what_was_chosen_holds(enter: Enter, both: SimpleNamespace, order: Order) -> None:
    client = enter("mengyan")
    client.post("/me/post", {"post": "ops_lead"})
    client.post(f"/order/{order.pk}/contact", {"contact_outcome": "confirmed"})
    assert post_of("order.contact") == "ops_lead"
    assert client.get("/complaint/new/accept").status_code == 404


def test_whoever_holds_one_is_never_asked(enter: Enter, order: Order) -> None:
    assert 'name="as_post"' not in enter("linxiao").get(f"/order/{order.pk}/contact").text

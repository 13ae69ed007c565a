"""The number of unread notices is cheap to ask for, and everybody's own."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from dianzhang.engine.models import Notice, Person
from dianzhang.engine.moment import now

from .conftest import Enter

pytestmark = pytest.mark.django_db


def tell(code: str, times: int) -> None:
    person = Person.objects.get(code=code)
    for _n in range(times):
        Notice.objects.create(person=person, kind="remind", subject_kind="order", subject_id=1, created_at=now())


def test_it_counts_ones_own(enter: Enter) -> None:
    client = enter("zhouke")
    tell("zhouke", 3)
    tell("linxiao", 1)
    assert client.get("/notices/unread").json()["unread"] == 3
    client.post("/notices/read")
    assert client.get("/notices/unread").json()["unread"] == 0


def test_it_costs_one_count_beside_knowing_who_asks(enter: Enter, django_assert_num_queries: Any) -> None:
    client = enter("zhouke")
    client.get("/notices/unread")
    with django_assert_num_queries(3):
        client.get("/notices/unread")


def test_strangers_are_sent_to_the_log_in(client: Client) -> None:
    assert client.get("/notices/unread").status_code == 302

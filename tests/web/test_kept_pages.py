"""The day's page is drawn once for as long as nothing happens, and anew as soon as something does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dianzhang.engine.models import Person
from dianzhang.engine.moment import living_at, now
from dianzhang.trade.models import Order

from .conftest import Enter, new_order
from .test_notices_badge import tell

pytestmark = pytest.mark.django_db
KEPT = 8  # statements: who asks, and what has happened


def asked(client: Client, address: str = "/", **more: Any) -> tuple[int, str]:
    """Statements, and what was drawn."""
    with CaptureQueriesContext(connection) as statements:
        answer = client.get(address, **more)
    assert answer.status_code == 200
    return len(statements), answer.content.decode()


@pytest.fixture
def client(enter: Enter, order: Order) -> Client:
    """周可, who has had the page drawn before."""
    browser = enter("zhouke")
    browser.get("/")
    asked(browser)
    return browser


def test_it_is_not_drawn_again_while_nothing_happens(client: Client) -> None:
    with living_at(now().replace(second=1)):
        _n, first = asked(client)
        statements, second = asked(client)
    assert statements <= KEPT
    assert first.partition("data-now")[0] == second.partition("data-now")[0]
    assert "csrf" in second.lower()


def test_the_pages_own_clock_goes_on(client: Client) -> None:
    with living_at(now().replace(second=1)):
        drawn = [asked(client)[1].partition('data-now="')[2].partition('"')[0] for _ in range(2)]
    assert drawn[0] < drawn[1]


def test_what_somebody_else_does_is_seen(client: Client) -> None:
    with living_at(now().replace(second=1)):
        asked(client)
    new_order("1002")
    assert asked(client)[0] > KEPT


@pytest.mark.parametrize("change", ["notice", "language", "minute", "address", "cookie"])
def test_what_else_makes_it_another_page(client: Client, change: str) -> None:
    moment = now().replace(second=1)
    with living_at(moment):
        asked(client)
    more: dict[str, Any] = {}
    if change == "notice":
        tell("zhouke", 1)
    elif change == "language":
        more["headers"] = {"accept-language": "en"}
    elif change == "cookie":
        client.cookies["dianzhang_theme"] = "dark"
    with living_at(moment + timedelta(minutes=1) if change == "minute" else moment):
        statements, drawn = asked(client, "/?scope=all" if change == "address" else "/", **more)
    assert statements > KEPT
    assert (change == "cookie") == ('data-theme="dark"' in drawn)


def test_nobody_gets_what_was_drawn_for_another(client: Client, enter: Enter) -> None:
    other = enter("linxiao")
    with living_at(now().replace(second=1)):
        for browser in (client, other):
            asked(browser)
        assert Person.objects.get(code="linxiao").name in asked(other)[1]
        assert Person.objects.get(code="zhouke").name in asked(client)[1]


def test_who_has_left_gets_nothing(client: Client) -> None:
    with living_at(now().replace(second=1)):
        asked(client)
        Person.objects.filter(code="zhouke").update(status="left")
        assert client.get("/")["Location"].startswith("/login")


def test_a_word_for_once_is_said_once(client: Client) -> None:
    with living_at(now().replace(second=1)):
        asked(client)
        client.post("/complaint/new/accept", {"kind": "quality", "amount": "88"})
        said = [asked(client)[1].partition('id="toasts"')[2].partition("<template")[0] for _ in range(2)]
    assert "办好了" in said[0]
    assert "办好了" not in said[1]

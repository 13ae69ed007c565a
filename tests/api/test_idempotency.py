"""A call with a key acts once, however often it is sent; another call with the same key is refused."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import connection

from dianzhang.api.models import Answered
from dianzhang.api.repeating import clear_away
from dianzhang.engine.models import Event, Note
from dianzhang.engine.moment import living_at
from dianzhang.trade.models import Order

from .conftest import Keyed, Program, key_of

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("S2.8")]


def noted(program: Program, order: Order, key: str, text: str = "看过") -> object:
    return program.post("/order/note", [{"id": order.pk, "data": {"note": text}}], key=key)


def test_sent_twice_it_acts_once(keyed: Keyed, order: Order) -> None:
    program = keyed("zhaoning")
    first, second = noted(program, order, "k-1"), noted(program, order, "k-1")
    assert first.json() == second.json()  # type: ignore[attr-defined]
    assert "Idempotent-Replayed" not in first.headers  # type: ignore[attr-defined]
    assert second.headers["Idempotent-Replayed"] == "true"  # type: ignore[attr-defined]
    assert Event.objects.filter(kind="order.note").count() == 1


def test_the_same_key_for_something_else_is_refused(keyed: Keyed, order: Order) -> None:
    program = keyed("zhaoning")
    noted(program, order, "k-1")
    answer = noted(program, order, "k-1", "别的")
    assert answer.status_code == 409  # type: ignore[attr-defined]
    assert program.post("/order/hold", [{"id": order.pk}], key="k-1").status_code == 409
    assert Note.objects.count() == 1


def test_a_key_is_its_callers_own(keyed: Keyed, order: Order) -> None:
    noted(keyed("zhaoning"), order, "k-1")
    assert noted(keyed("zhouke"), order, "k-1").status_code == 200  # type: ignore[attr-defined]
    assert Event.objects.filter(kind="order.note").count() == 2


def test_what_was_not_understood_leaves_the_key_free(keyed: Keyed, order: Order) -> None:
    program = keyed("zhaoning")
    assert program.post("/order/note", [{"id": order.pk, "data": {"nots": "x"}}], key="k-1").status_code == 422
    assert noted(program, order, "k-1").status_code == 200  # type: ignore[attr-defined]


def test_after_a_day_the_key_is_free(keyed: Keyed, order: Order) -> None:
    program = keyed("zhaoning")
    noted(program, order, "k-1")
    with living_at(datetime.now(UTC) + timedelta(hours=25)):
        assert clear_away() == 1
        assert "Idempotent-Replayed" not in noted(program, order, "k-1").headers  # type: ignore[attr-defined]
    assert Answered.objects.count() == 1


@pytest.mark.parametrize("key", ["a b", "ä", "x" * 256])
def test_a_key_that_is_none(keyed: Keyed, order: Order, key: str) -> None:
    assert noted(keyed("zhaoning"), order, key).status_code == 400  # type: ignore[attr-defined]


def test_a_secret_is_not_kept_with_the_answer(keyed: Keyed) -> None:
    program = keyed("shenlan")
    data = {"name": "看板", "url": "https://example.com/in", "kinds": "order.*"}
    first = program.post("/webhook/add", [{"data": data}], key="k-1").json()["outcomes"][0]
    second = program.post("/webhook/add", [{"data": data}], key="k-1").json()["outcomes"][0]
    assert first["shown_once"].startswith("whsec_")
    assert second["shown_once"] is None
    assert first["id"] == second["id"]
    assert "whsec_" not in Answered.objects.get().answer


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, available_apps=settings.INSTALLED_APPS)
def test_of_two_at_once_one_acts(people: SimpleNamespace, order: Order) -> None:
    key, answers = key_of(people.zhaoning), list[object]()

    def send() -> None:
        answers.append(noted(Program(key), order, "k-1"))
        connection.close()

    both = [threading.Thread(target=send) for _n in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert [answer.status_code for answer in answers] == [200, 200]  # type: ignore[attr-defined]
    assert answers[0].json() == answers[1].json()  # type: ignore[attr-defined]
    assert Event.objects.filter(kind="order.note").count() == 1

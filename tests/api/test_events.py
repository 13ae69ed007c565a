"""The journal for programs: by position, without gaps, and only of what one may see."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.api import events
from dianzhang.engine.act import must, one
from dianzhang.engine.facts import canonical
from dianzhang.engine.models import Event
from dianzhang.engine.sequencer import place
from dianzhang.service.models import Complaint
from dianzhang.trade.models import Order

from ..web.conftest import new_order
from .conftest import Keyed, Program

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("S2.8")]


def read_all(program: Program, limit: int = 3, **query: Any) -> list[dict[str, Any]]:
    """All events, page by page."""
    found, position, more = [], 0, True
    while more:
        page = program.get("/events", after=position, limit=limit, **query).json()
        found += page["events"]
        assert page["position"] >= position
        position, more = page["position"], page["more"]
        assert (page["next"] is not None) == more
    return found


def test_they_come_in_order_and_none_is_missed(keyed: Keyed, order: Order) -> None:
    for n in range(4):
        new_order(f"800{n}")
    place()
    program = keyed("zhaoning")
    found = read_all(program, subject="order")
    assert [e["position"] for e in found] == sorted(
        Event.objects.filter(subject_kind="order").values_list("position", flat=True)
    )
    assert found == read_all(program, limit=1000, subject="order")


def test_only_what_one_may_see(keyed: Keyed, order: Order, complaint: Complaint) -> None:
    place()
    assert {e["subject"]["kind"] for e in read_all(keyed("zhouke"))} >= {"order", "complaint"}
    assert "complaint" not in {e["subject"]["kind"] for e in read_all(keyed("zhaoning"))}
    assert not {e["subject"]["kind"] for e in read_all(keyed("hejing"))} & {"order", "complaint"}


def test_what_is_hidden_stays_out_of_them(keyed: Keyed, people: SimpleNamespace) -> None:
    """A base pay is for HR and the director."""
    must(one("basepay.set", people.hejing, person="zhouke", amount="6000", since="2026-01-01"))
    place()
    (told,) = read_all(keyed("hejing"), subject="basepay")
    assert told["set"]["amount"] == {"amount": "6000.00", "currency": "CNY"}
    assert read_all(keyed("zhouke"), subject="basepay") == []


def test_what_was_found_in_a_text_that_was_worked_out_is_told_nobody(keyed: Keyed, order: Order) -> None:
    """Its key does not say what it was read from: perhaps from what this reader may not see."""
    first = Event.objects.filter(subject_kind="order", subject_id=order.pk).earliest("id")
    kept = {"~1f0c00": True, "?~1f0c00": False, "remark~1f0c00": True, "same_buyer_orders_24h": 3}
    Event.objects.filter(pk=first.pk).update(data=canonical(json.loads(first.data) | {"frozen": kept}))
    place()
    (told,) = [e for e in read_all(keyed("zhaoning"), subject="order") if e["id"] == first.pk]
    assert told["frozen"] == {"remark~1f0c00": True, "same_buyer_orders_24h": 3}


def test_facts_and_consequences(keyed: Keyed, people: SimpleNamespace, shop: object) -> None:
    held = new_order("1009", complete=False)
    place()
    found = [e for e in read_all(keyed("zhaoning"), subject="order") if e["subject"]["id"] == held.pk]
    assert found[0]["rule"] is None
    by_rule = [e for e in found if e["rule"] is not None]
    assert by_rule
    assert all(e["cause"] for e in by_rule)
    assert by_rule[0]["clause"] is not None


def test_kinds_that_one_asks_for(keyed: Keyed, order: Order, people: SimpleNamespace) -> None:
    must(one("order.note", people.zhaoning, order.pk, note="x"))
    place()
    assert [e["kind"] for e in read_all(keyed("zhaoning"), kind="order.note")] == ["order.note"]
    assert keyed("zhaoning").get("/events", subject="ordr").json()["advice"] == "是不是“order”？"


@pytest.mark.parametrize("after", ["-1", "x", "9" * 30, "²", ""])
def test_a_position_that_is_none(keyed: Keyed, after: str) -> None:
    assert keyed("zhaoning").get(f"/events?after={after}").status_code == 400


def test_one_answer_reads_a_bounded_stretch(keyed: Keyed, shop: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """One who sees little is told where to go on, at the price of any other stretch."""
    for n in range(6):
        new_order(f"900{n}")
    place()
    monkeypatch.setattr(events, "LOOKED_AT", 5)
    program = keyed("hejing")
    page = program.get("/events", limit=2, subject="order").json()
    assert page["events"] == []
    assert page["more"]
    assert read_all(program, subject="order") == []


def test_what_is_rare_is_found_beyond_the_horizon(
    keyed: Keyed, people: SimpleNamespace, shop: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(6):
        last = new_order(f"900{n}")
    must(one("order.note", people.zhaoning, last.pk, note="x"))
    place()
    monkeypatch.setattr(events, "HORIZON", 3)
    program = keyed("zhaoning")
    assert program.get("/events", kind="order.note").json()["more"]
    assert [e["kind"] for e in read_all(program, kind="order.note")] == ["order.note"]


def test_they_cost_the_same_wherever_one_reads(keyed: Keyed, shop: object) -> None:
    for n in range(12):
        new_order(f"90{n:02}")
    place()
    program = keyed("zhaoning")
    program.get("/events", limit=2)
    with CaptureQueriesContext(connection) as few:
        program.get("/events", limit=2, after=20, subject="order")
    with CaptureQueriesContext(connection) as many:
        program.get("/events", limit=20, after=1, subject="order")
    assert len(many) == len(few)

"""One record for programs: what it is, what you may do, what is due, and nothing of what is not yours."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.service.models import Complaint
from dianzhang.trade.models import Order

from ..web.conftest import new_order
from .conftest import Keyed

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("S2.8")]


def test_it_says_what_you_may_do_and_with_what(keyed: Keyed, order: Order) -> None:
    told = keyed("zhaoning").get(f"/order/{order.pk}").json()
    actions = {action["name"]: action for action in told["actions"]}
    assert actions["order.approve"]["path"] == "/api/v1/order/approve"
    assert actions["order.approve"]["ready"]
    assert actions["order.note"]["input"]["properties"].keys() == {"note"}
    assert "order.ship" not in actions
    assert told["revision"] == order.revision


def test_it_says_what_is_due_and_by_which_clause(keyed: Keyed, complaint: Complaint) -> None:
    clock = keyed("zhouke").get(f"/complaint/{complaint.pk}").json()["clocks"][0]
    assert (clock["state"], clock["open"], clock["owner"]) == ("running", True, "周可")
    assert clock["clause"]["number"] == "2.3.4"
    assert clock["due_at"].endswith("+08:00")


def test_it_says_what_checks_found(keyed: Keyed, shop: object) -> None:
    held = new_order("1009", complete=False)
    flags = keyed("zhaoning").get(f"/order/{held.pk}").json()["flags"]
    assert flags[0]["holds"]
    assert flags[0]["clause"] is not None


def test_a_record_of_others_is_as_if_it_were_not(keyed: Keyed, order: Order, complaint: Complaint) -> None:
    program = keyed("zhaoning")
    theirs, nobodys = program.get(f"/complaint/{complaint.pk}"), program.get("/complaint/987654")
    assert theirs.status_code == nobodys.status_code == 404
    assert theirs.json() == nobodys.json()


def test_a_program_sees_no_action_beyond_its_scopes(keyed: Keyed, order: Order) -> None:
    told = keyed("zhaoning", "order:read order.note").get(f"/order/{order.pk}").json()
    assert [action["name"] for action in told["actions"]] == ["order.note"]


def test_in_english(keyed: Keyed, order: Order, people: SimpleNamespace) -> None:
    program = keyed("zhaoning", language="en")
    assert "Approve" in [a["label"] for a in program.get(f"/order/{order.pk}").json()["actions"]]
    answer = program.get("/order/987654")
    assert answer.headers["Content-Language"] == "en"
    assert answer.json()["title"] == "Not found"


def test_a_record_costs_a_bounded_number_of_queries(keyed: Keyed, order: Order) -> None:
    program = keyed("zhaoning")
    program.get(f"/order/{order.pk}")
    with CaptureQueriesContext(connection) as asked:
        program.get(f"/order/{order.pk}")
    assert len(asked) <= 14

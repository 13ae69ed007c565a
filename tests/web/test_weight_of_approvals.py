"""How heavy approvals are: how long they wait, how many persons each takes, what share passes as it was asked for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.test import Client

from dianzhang.engine import figures
from dianzhang.engine.access import Actor
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Approval
from dianzhang.engine.moment import living_at
from dianzhang.measure.catalogue import Slice, find
from dianzhang.measure.series import events, total
from tests.api.conftest import Program, key_of

from .conftest import Enter

pytestmark = pytest.mark.django_db

TUESDAY = datetime(2026, 10, 13, 2, tzinfo=UTC)  # ten in the morning
DAY = TUESDAY.date()


def asked(who: Actor, at: datetime, leave: int | None = None) -> tuple[int, int]:
    """A day off is applied for: the request and its approval."""
    with living_at(at):
        if leave is None:
            given = {"kind": "personal", "first_day": "2026-12-07", "last_day": "2026-12-07"}
            leave = must(one("leave.draft", who, **given)).pk
        outcome = one("leave.apply", who, leave)
    assert outcome.approval_id is not None
    return leave, outcome.approval_id


def answered(who: Actor, approval: int, at: datetime, how: str = "agree") -> None:
    with living_at(at):
        must(one(f"approval.{how}", who, approval, reason="看过"))


def number(zh: str, **of: int | None) -> Decimal | None:
    measure = find(zh)
    assert measure is not None
    return total(measure, Slice(DAY, DAY, **of))  # type: ignore[arg-type]


@pytest.fixture
def three(people: SimpleNamespace) -> SimpleNamespace:
    """周可's is agreed after an hour; 苏禾's is refused after two and, asked again, agreed after three."""
    _leave, first = asked(people.zhouke, TUESDAY)
    answered(people.linxiao, first, TUESDAY + timedelta(hours=1))
    leave, second = asked(people.suhe, TUESDAY)
    answered(people.linxiao, second, TUESDAY + timedelta(hours=2), "refuse")
    _leave, third = asked(people.suhe, TUESDAY + timedelta(hours=3), leave)
    answered(people.linxiao, third, TUESDAY + timedelta(hours=6))
    return people


@pytest.mark.requirement("I7.1")
def test_what_a_decision_took_stays_with_the_request(three: SimpleNamespace) -> None:
    rows = Approval.objects.order_by("id").values_list("status", "decided_day", "waited", "voices")
    assert list(rows) == [("agreed", DAY, 3600, 1), ("refused", DAY, 7200, 1), ("agreed", DAY, 10800, 1)]


@pytest.mark.requirement("I7.2")
def test_numbers_of_a_day(three: SimpleNamespace) -> None:
    assert number("审批件数") == 3
    assert number("审批平均等候") == 7200
    assert number("审批平均人数") == 1
    assert number("审批原样通过率") == Decimal("0.3333")
    assert number("审批原样通过率", person=three.zhouke.person_id) == 1
    assert number("审批原样通过率", person=three.suhe.person_id) == 0
    assert number("审批件数", unit=three.chenmo.unit_id) == 0
    assert number("审批平均等候", unit=three.chenmo.unit_id) is None  # none is not nought
    measure = find("审批件数")
    assert measure is not None
    assert len(events(measure, Slice(DAY, DAY))) == 6


@pytest.mark.requirement("I7.2")
def test_what_waits_or_was_taken_back_was_not_decided(people: SimpleNamespace) -> None:
    _leave, waiting = asked(people.zhouke, TUESDAY)
    _leave, withdrawn = asked(people.suhe, TUESDAY)
    with living_at(TUESDAY):
        must(one("approval.withdraw", people.suhe, withdrawn))
    assert Approval.objects.get(pk=waiting).decided_day is None
    assert number("审批件数") == 0


@pytest.mark.requirement("I7.2")
def test_a_clause_says_how_heavy_its_approvals_are(three: SimpleNamespace, enter: Enter) -> None:
    (rule,) = {approval.gate for approval in Approval.objects.all()}
    page = enter("zhouke").get(f"/rulebook/clause/{rule.partition('/')[0]}/kept")
    tiles = {tile["label"]: tile["value"] for tile in page.context["tiles"]}
    assert (tiles["请批"], tiles["平均等候"], tiles["平均几人批"], tiles["原样通过"]) == (3, "2 小时", "1.0", "33.3%")


def test_a_gate_that_decided_nothing_has_no_weight(people: SimpleNamespace) -> None:
    assert figures.weight([]) is None


@pytest.mark.requirement("I7.3")
def test_a_number_over_requests_is_for_whoever_sees_all_that_they_are_about(three: SimpleNamespace) -> None:
    query = {"from": str(DAY), "to": str(DAY), "by": "month"}

    def asks(who: Actor, **more: str) -> Client:
        return Program(key_of(who)).get("/metrics/审批平均等候", **query, **more)  # type: ignore[return-value]

    told = asks(three.shenlan)
    assert told.json()["values"] == [{"key": "2026-10", "value": "7200.0000", "reason": None}]
    assert asks(three.zhouke).status_code == 403
    assert asks(three.zhouke, person="zhouke").json()["values"][0]["value"] == "3600.0000"

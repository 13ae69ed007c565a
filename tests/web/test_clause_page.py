"""A clause by itself: how its rules fare, by whom, how that goes, and what they act on now."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianzhang.engine.act import must, one
from dianzhang.engine.figures import Keeping, Week, by_person, clocks_of, keeping, trend
from dianzhang.engine.moment import living_at, now, today
from dianzhang.engine.rulebooks import at
from dianzhang.engine.tick import tick
from dianzhang.service.models import Complaint
from dianzhang.web.clause_page import weeks
from tests.engine.department import workday

from .conftest import Enter, new_order

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R2.6")]
ESCALATE = "service.escalate"


def rules(clause: str) -> tuple[object, ...]:
    ruleset = at(now())
    assert ruleset is not None
    found = ruleset.clause(clause)
    assert found is not None
    return found.rules


def accept(people: SimpleNamespace, *, ago: int, solved_after: int | None) -> Complaint:
    """A complaint that 周可 took in ``ago`` minutes ago and perhaps solved."""
    began = now() - timedelta(minutes=ago)
    with living_at(began):
        made = must(one("complaint.accept", people.zhouke, kind="quality", demand="开线了"))
    if solved_after is not None:
        with living_at(began + timedelta(minutes=solved_after)):
            must(one("complaint.resolve", people.zhouke, made.pk, note="补发"))
    return made


@pytest.fixture
def four(people: SimpleNamespace) -> None:
    """Two kept, one missed, one running."""
    accept(people, ago=300, solved_after=5)
    accept(people, ago=200, solved_after=8)
    accept(people, ago=100, solved_after=None)
    tick(now())
    accept(people, ago=1, solved_after=None)


def test_figures_of_a_deadline(four: None) -> None:
    found = keeping(rules(ESCALATE))[f"{ESCALATE}/deadline-1"]
    assert (found.kept, found.missed, found.running, found.due) == (2, 1, 1, 3)


def test_by_whom_and_how_it_goes(four: None, people: SimpleNamespace) -> None:
    first = rules(ESCALATE)[:1]
    assert by_person(clocks_of(first)) == [(people.zhouke.person_id, 2, 1)]
    weeks = trend(clocks_of(first))
    assert len(weeks) == 12
    assert sum(week.kept for week in weeks) == 2
    assert weeks[0].share is None


def test_the_page_shows_them(enter: Enter, four: None) -> None:
    text = enter("linxiao").get(f"/rulebook/clause/{ESCALATE}/kept").text
    assert "客诉升级" in text
    assert "3 次里守住 2 次" in text
    assert "周可" in text
    assert "现在管着的时限" in text


def test_the_rate_over_the_weeks_is_of_all_of_them_and_the_last_week_is_named() -> None:
    monday = today() - timedelta(days=today().weekday())
    counts = {0: (1, 1), 1: (3, 0), 5: (4, 0)}  # weeks ago: kept, missed
    found = [Week(monday - timedelta(weeks=n), *counts.get(n, (0, 0))) for n in reversed(range(12))]
    said = weeks(found)
    assert (said["share"], said["last"]) == ("88.9%", "50%")
    assert said["points"][-1] == 50.0
    assert weeks(found[:-1])["last"] == "100%"
    assert weeks([Week(monday, 0, 0)])["share"] is None


def test_whoever_may_not_see_complaints_learns_nothing_of_persons(enter: Enter, four: None) -> None:
    text = enter("chenmo").get(f"/rulebook/clause/{ESCALATE}/kept").text
    assert "3 次里守住 2 次" in text  # how well the rule is kept is everybody's
    assert "周可" not in text
    assert "现在管着的时限" not in text


def test_a_flag_that_stands_leads_to_its_order(enter: Enter, shop: object) -> None:
    order = new_order("2002", complete=False)
    clause = next(rule.clause for rule in at(now()).rulebook.rules if getattr(rule, "mark", "") == "地址不详")  # type: ignore[union-attr]
    text = enter("zhaoning").get(f"/rulebook/clause/{clause}/kept").text
    assert f"/order/{order.pk}" in text
    assert f"/order/{order.pk}" not in enter("hejing").get(f"/rulebook/clause/{clause}/kept").text


def test_a_gate_says_how_often_it_was_asked(enter: Enter, people: SimpleNamespace) -> None:
    first = workday(14)
    wish = must(one("leave.draft", people.zhouke, kind="personal", first_day=first, last_day=first, reason="家里有事"))
    assert one("leave.apply", people.zhouke, wish.pk).status == "awaiting"
    gates = [rule for rule in at(now()).rulebook.rules if getattr(rule, "action", "") == "leave.apply"]  # type: ignore[union-attr]
    found = sum(keeping(gates).values(), Keeping())
    assert (found.asked, found.waiting, found.agreed) == (1, 1, 0)
    assert "请批 1 次" in enter("linxiao").get(f"/rulebook/clause/{gates[0].clause}/kept").text


def test_an_unknown_clause_is_not_there(enter: Enter) -> None:
    assert enter("linxiao").get("/rulebook/clause/no.such/kept").status_code == 404


def test_it_costs_the_same_whatever_there_is(enter: Enter, four: None, people: SimpleNamespace) -> None:
    client = enter("linxiao")
    client.get(f"/rulebook/clause/{ESCALATE}/kept")
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(f"/rulebook/clause/{ESCALATE}/kept")
    for _ in range(4):
        accept(people, ago=1, solved_after=None)
    with CaptureQueriesContext(connection) as more:
        client.get(f"/rulebook/clause/{ESCALATE}/kept")
    assert len(more) == len(few)


def test_flags_cost_the_same_however_many_there_are(enter: Enter, shop: object) -> None:
    new_order("3001", complete=False)
    clause = next(rule.clause for rule in at(now()).rulebook.rules if getattr(rule, "mark", "") == "地址不详")  # type: ignore[union-attr]
    client, address = enter("zhaoning"), f"/rulebook/clause/{clause}/kept"
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    mine = [new_order(f"30{n}", complete=False) for n in range(10, 16)]
    with CaptureQueriesContext(connection) as more:
        text = client.get(address).text
    assert all(f"/order/{order.pk}" in text for order in mine)
    assert len(more) == len(few)

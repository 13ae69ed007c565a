"""An activity: arranged, signed up for, held, reported; its report proves the duty of the rulebook."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dianzhang import rulebooks as shipped
from dianzhang.engine.act import must, one
from dianzhang.engine.models import Event
from dianzhang.engine.moment import HOME, living_at
from dianzhang.engine.outcome import Outcome
from dianzhang.engine.reading import visible
from dianzhang.work.activities.pages import people_section
from dianzhang.work.activities.reporting import shares
from dianzhang.work.activities.states import ACTIVITY
from dianzhang.work.duties.laying import lay_out
from dianzhang.work.models import Activity, Owed, Participant
from tests.engine.department import found, put_in_force

MONDAY = datetime(2026, 12, 21, 9, tzinfo=HOME)  # the quarter's end is ten days off
EVENING = MONDAY + timedelta(days=1, hours=9)
HIKE = {"kind": "team", "title": "爬山", "starts_at": EVENING, "budget": Decimal("800.00")}


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    people = found()
    put_in_force(shipped.read("process-first"))
    return people


def do(actor: Any, action: str, record_id: int | None = None, at: datetime = MONDAY, **data: Any) -> Outcome:
    with living_at(at):
        return one(f"activity.{action}", actor, record_id, **data)


def hike(people: SimpleNamespace, **more: Any) -> Activity:
    return must(do(people.shenlan, "plan", **(HIKE | more)))


def held(people: SimpleNamespace, *who: str, **more: Any) -> Activity:
    activity = hike(people, **more)
    return must(do(people.shenlan, "hold", activity.id, EVENING + timedelta(hours=3), people=list(who)))


def now(activity: Activity) -> Activity:
    return Activity.objects.get(pk=activity.pk)


@pytest.mark.requirement("P5.2")
@pytest.mark.parametrize(
    ("who", "may"),
    [("shenlan", True), ("linxiao", True), ("hejing", True), ("suhe", False), ("chenmo", False), ("xunuo", False)],
)
def test_who_may_arrange_one(people: SimpleNamespace, who: str, *, may: bool) -> None:
    assert do(getattr(people, who), "plan", **HIKE).done is may


@pytest.mark.requirement("P5.4")
@pytest.mark.parametrize(("budget", "status"), [("2000.00", "done"), ("2000.01", "awaiting")])
def test_a_large_budget_is_agreed_to_first(people: SimpleNamespace, budget: str, status: str) -> None:
    assert do(people.hejing, "plan", **(HIKE | {"budget": Decimal(budget)})).status == status


@pytest.mark.parametrize(
    "wrong",
    [
        {"budget": Decimal("-1")},
        {"budget": Decimal("1.001")},
        {"title": ""},
        {"starts_at": MONDAY - timedelta(hours=1)},
        {"kind": "party"},
        {"seats": 0},
    ],
)
def test_what_cannot_be(people: SimpleNamespace, wrong: dict[str, Any]) -> None:
    assert do(people.shenlan, "plan", **(HIKE | wrong)).status == "refused"


@pytest.mark.requirement("P5.2")
def test_everybody_signs_up_themselves_while_there_are_places(people: SimpleNamespace) -> None:
    activity = hike(people, seats=2)
    assert do(people.suhe, "sign_up", activity.id).done
    assert do(people.suhe, "sign_up", activity.id).status == "unchanged"
    assert do(people.zhouke, "sign_up", activity.id).done
    assert "名额满了" in do(people.chenmo, "sign_up", activity.id).why
    assert do(people.suhe, "sign_off", activity.id).done
    assert do(people.chenmo, "sign_up", activity.id).done
    assert now(activity).signed == 2
    assert "没有报名" in do(people.suhe, "sign_off", activity.id).why


@pytest.mark.requirement("P5.2")
def test_who_signed_off_may_come_after_all(people: SimpleNamespace) -> None:
    activity = hike(people)
    for action in ("sign_up", "sign_off", "sign_up"):
        assert do(people.suhe, action, activity.id).done
    assert now(activity).signed == 1
    assert Participant.objects.filter(activity=activity).count() == 1


def test_not_after_it_has_begun(people: SimpleNamespace) -> None:
    activity = hike(people)
    assert "已经过去" in do(people.suhe, "sign_up", activity.id, EVENING + timedelta(minutes=1)).why


@pytest.mark.requirement("P5.2")
def test_a_group_s_own_is_for_the_group(people: SimpleNamespace) -> None:
    activity = must(do(people.linxiao, "plan", **HIKE))
    assert do(people.suhe, "sign_up", activity.id).done
    assert do(people.chenmo, "sign_up", activity.id).status == "refused"
    assert visible(people.suhe, ACTIVITY).filter(pk=activity.pk).exists()
    assert not visible(people.chenmo, ACTIVITY).filter(pk=activity.pk).exists()


@pytest.mark.requirement("P5.2")
def test_who_arranges_for_all_arranges_for_everybody(people: SimpleNamespace) -> None:
    activity = must(do(people.hejing, "plan", **HIKE))
    assert do(people.suhe, "sign_up", activity.id).done
    assert do(people.chenmo, "sign_up", activity.id).done


@pytest.mark.requirement("P5.3")
def test_who_came_and_who_did_not(people: SimpleNamespace) -> None:
    activity = hike(people)
    for who in (people.suhe, people.zhouke):
        do(who, "sign_up", activity.id)
    assert "还没有到日子" in do(people.shenlan, "hold", activity.id, people=["suhe"]).why
    must(do(people.shenlan, "hold", activity.id, EVENING, people=["suhe", "chenmo"]))
    shown = people_section(now(activity), people.shenlan)
    assert (shown["came"], shown["missed"]) == ("苏禾、陈默", "周可")
    assert now(activity).came == 2


@pytest.mark.parametrize("who", ["suhe", "linxiao", "hejing"])
@pytest.mark.parametrize("action", ["hold", "report", "move", "call_off"])
def test_only_who_arranges_it_does_the_rest(people: SimpleNamespace, who: str, action: str) -> None:
    activity = hike(people)
    given = {"people": ["suhe"], "cost": 1, "text": "好", "starts_at": EVENING, "reason": "雨"}
    wanted = {"hold": ["people"], "report": ["cost", "text"], "move": ["starts_at"], "call_off": ["reason"]}[action]
    data = {name: given[name] for name in wanted}
    assert not do(getattr(people, who), action, activity.id, EVENING - timedelta(hours=1), **data).done


@pytest.mark.requirement("P5.1")
@pytest.mark.parametrize(("kind", "proved"), [("team", "done"), ("culture", "open"), ("charity", "open")])
def test_the_report_proves_the_duty_of_its_kind(people: SimpleNamespace, kind: str, proved: str) -> None:
    with living_at(MONDAY):
        lay_out()
    activity = must(do(people.hejing, "plan", **(HIKE | {"kind": kind})))
    must(do(people.hejing, "hold", activity.id, EVENING, people=["hejing"]))
    owed = Owed.objects.filter(rule="keeping.activities/duty-1", owner_id=people.hejing.person_id).earliest("due_at")
    assert owed.status == "open"
    must(
        do(people.hejing, "report", activity.id, EVENING + timedelta(hours=4), cost=Decimal("720.50"), text="都到顶了")
    )
    owed.refresh_from_db()
    assert owed.status == proved


@pytest.mark.requirement("P5.4")
def test_the_cost_is_exact_and_said_when_it_is_over(people: SimpleNamespace) -> None:
    activity = held(people, "suhe", "zhouke", "chenmo")
    outcome = do(
        people.shenlan, "report", activity.id, EVENING + timedelta(hours=4), cost=Decimal("800.10"), payer="shared",
        text="好",
    )  # fmt: skip
    assert "0.10" in outcome.why
    assert now(activity).cost_cents == 80010
    shown = people_section(now(activity), people.shenlan)
    assert (shown["most"], shown["least"]) == (26670, None)


@given(st.integers(0, 10**12), st.integers(1, 500))
def test_shares_add_up_to_the_cent(total: int, people: int) -> None:
    found = shares(total, people)
    assert sum(found) == total
    assert max(found) - min(found) <= 1


def test_the_journal_has_none_of_its_words(people: SimpleNamespace) -> None:
    activity = held(people, "suhe")
    must(do(people.shenlan, "report", activity.id, EVENING + timedelta(hours=4), cost=1, text="苏禾摔了一跤"))
    events = Event.objects.filter(subject_kind="activity", subject_id=activity.id)
    written = "".join(events.values_list("data", flat=True))
    assert "摔" not in written
    assert "爬山" not in written

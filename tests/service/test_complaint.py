"""A complaint under 2.3.4: ten minutes, then the lead; one hour, then the director."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from dianzhang import rulebooks as shipped
from dianzhang.engine.act import must, one
from dianzhang.engine.deadlines import clocks_on
from dianzhang.engine.models import ClockRow, Event, Note, Notice
from dianzhang.engine.moment import HOME, living_at
from dianzhang.engine.outcome import Outcome
from dianzhang.engine.tick import tick
from dianzhang.service.models import Complaint
from dianzhang.service.states import COMPLAINT
from tests.engine.department import found, put_in_force

TEN = datetime(2026, 10, 12, 10, tzinfo=HOME)


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    people = found()
    put_in_force(shipped.read("process-first"))
    return people


def act(actor: Any, action: str, minute: int, record_id: int | None = None, **data: Any) -> Outcome:
    with living_at(TEN + timedelta(minutes=minute)):
        return one(action, actor, record_id, **data)


@pytest.fixture
def taken(people: SimpleNamespace) -> Complaint:
    """周可 takes a complaint in at ten o'clock."""
    return must(act(people.zhouke, "complaint.accept", 0, kind="quality", amount="88.00", demand="换一件新的"))


def verdicts(complaint: Complaint) -> list[tuple[str, str]]:
    rows = ClockRow.objects.filter(subject_kind="complaint", subject_id=complaint.pk).order_by("id")
    return [(row.rule, row.state) for row in rows]


@pytest.mark.requirement("V2.1")
def test_who_takes_it_in_owns_it(people: SimpleNamespace, taken: Complaint) -> None:
    assert (taken.owner_id, taken.unit_id, taken.status) == (people.zhouke.person_id, people.zhouke.unit_id, "open")
    assert taken.amount_cents == 8800


def test_what_the_buyer_said_stays_out_of_the_journal(taken: Complaint) -> None:
    assert taken.demand == "换一件新的"
    assert not any("换一件" in event.data for event in Event.objects.all())


def test_settled_within_ten_minutes_is_kept(people: SimpleNamespace, taken: Complaint) -> None:
    must(act(people.zhouke, "complaint.resolve", 10, taken.id, note="当场补发"))
    assert verdicts(taken) == [("service.escalate/deadline-1", "met")]
    assert Note.objects.get().text == "当场补发"


@pytest.mark.requirement("V2.2")
@pytest.mark.requirement("V2.4")
def test_after_ten_minutes_it_goes_up_by_itself(people: SimpleNamespace, taken: Complaint) -> None:
    tick(TEN + timedelta(minutes=11))
    taken.refresh_from_db()
    assert taken.status == "escalated"
    assert verdicts(taken) == [("service.escalate/deadline-1", "missed"), ("service.escalate/deadline-2", "running")]
    up = Event.objects.get(kind="complaint.escalate")
    assert up.occurred_at == TEN + timedelta(minutes=10)
    assert up.rule == "service.escalate/deadline-1"
    assert people.linxiao.person_id in Notice.objects.values_list("person_id", flat=True)


@pytest.mark.requirement("V2.3")
def test_the_lead_has_an_hour_then_the_director_hears(people: SimpleNamespace, taken: Complaint) -> None:
    must(act(people.zhouke, "complaint.escalate", 5, taken.id))
    tick(TEN + timedelta(minutes=66))
    assert verdicts(taken) == [("service.escalate/deadline-1", "met"), ("service.escalate/deadline-2", "missed")]
    owner = ClockRow.objects.get(rule="service.escalate/deadline-2").owner_id
    assert owner == people.linxiao.person_id
    assert Notice.objects.filter(person_id=people.shenlan.person_id, kind="escalated").exists()


@pytest.mark.parametrize("action", ["complaint.plan", "complaint.progress"])
def test_a_plan_or_progress_in_time_is_kept(people: SimpleNamespace, taken: Complaint, action: str) -> None:
    must(act(people.zhouke, "complaint.escalate", 5, taken.id))
    must(act(people.linxiao, action, 40, taken.id, note="补发一件，明天到"))
    assert verdicts(taken)[1][1] == "met"


def test_only_the_lead_gives_plans(people: SimpleNamespace, taken: Complaint) -> None:
    must(act(people.zhouke, "complaint.escalate", 5, taken.id))
    assert act(people.zhouke, "complaint.plan", 6, taken.id, note="我来").status == "refused"


def test_a_settled_complaint_can_be_opened_again(people: SimpleNamespace, taken: Complaint) -> None:
    must(act(people.zhouke, "complaint.resolve", 5, taken.id))
    assert act(people.zhouke, "complaint.resolve", 6, taken.id).status == "moved_on"
    must(act(people.zhouke, "complaint.reopen", 7, taken.id, note="买家又来了"))
    taken.refresh_from_db()
    assert taken.status == "open"


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"kind": "weather"}, "不在可选之列"),
        ({"kind": "quality", "amount": "-1"}, "不得小于"),
        ({"kind": "quality", "order": "404"}, "404"),
    ],
)
def test_a_wrong_one_is_refused_with_its_reason(people: SimpleNamespace, given: dict[str, str], word: str) -> None:
    outcome = act(people.zhouke, "complaint.accept", 0, **given)
    assert outcome.status == "refused"
    assert word in outcome.why


def test_the_warehouse_takes_none_in(people: SimpleNamespace) -> None:
    assert act(people.chenmo, "complaint.accept", 0, kind="quality").status == "refused"


def test_the_clock_names_its_clause(people: SimpleNamespace, taken: Complaint) -> None:
    with living_at(TEN):
        view = clocks_on(COMPLAINT, taken, people.zhouke)[0]
    assert view.clause is not None
    assert view.clause.id == "service.escalate"
    assert view.owner == "周可"
    assert {v.action.name for v in view.closing} == {"complaint.resolve", "complaint.escalate"}

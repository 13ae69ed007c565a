"""A closed month never changes; what is learned later is made good in the next."""

from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from dianzhang.engine.access import SYSTEM
from dianzhang.engine.act import together
from dianzhang.engine.models import Event
from dianzhang.engine.moment import HOME, living_at
from dianzhang.engine.tick import tick
from dianzhang.reward.models import PayLine
from dianzhang.reward.reading import estimate, slip, slips
from dianzhang.service.states import COMPLAINT
from tests.reward.office import AFTER_NOVEMBER, AFTER_OCTOBER, close, complaint, late, line, october

DECEMBER_AGAIN = datetime(2027, 1, 4, 9, tzinfo=HOME)


@pytest.fixture
def learned_late(people: SimpleNamespace) -> SimpleNamespace:
    """苏禾 missed one of two deadlines in October.  Once closed, it is learned that she settled in time."""
    complaint(people.suhe, october(12))
    missed = complaint(people.suhe, october(13), minutes=None)
    assert close(people).done
    outcome = late(october(13, 10, 8), AFTER_OCTOBER, "complaint.resolve", people.suhe, missed.id)
    assert outcome.done, outcome.why
    people.missed = missed
    return people


@pytest.mark.requirement("K6.4")
def test_the_closed_month_stays(learned_late: SimpleNamespace) -> None:
    pay = line(learned_late.suhe, "绩效工资", at=AFTER_NOVEMBER)
    assert pay.amount == Decimal("250.00")


@pytest.mark.requirement("K6.4")
def test_the_next_month_pays_the_difference_once(learned_late: SimpleNamespace) -> None:
    close(learned_late, "2026-11", AFTER_NOVEMBER)
    more = line(learned_late.suhe, "补差 2026-10", "2026-11", AFTER_NOVEMBER)
    assert more.amount == Decimal("250.00")
    assert more.corrects == "2026-10"
    assert more.clause == "pay.performance"
    close(learned_late, "2026-12", DECEMBER_AGAIN)
    assert PayLine.objects.filter(corrects="2026-10").count() == 1


def test_it_names_what_changed_and_the_events_behind_it(learned_late: SimpleNamespace) -> None:
    close(learned_late, "2026-11", AFTER_NOVEMBER)
    more = line(learned_late.suhe, "补差 2026-10", "2026-11", AFTER_NOVEMBER)
    assert any("绩效工资" in step.text.zh and "500.00" in step.text.zh for step in more.steps)
    settled = Event.objects.get(kind="complaint.resolve", subject_id=learned_late.missed.id)
    assert settled.pk in more.events


def test_the_corrected_month_says_so(learned_late: SimpleNamespace) -> None:
    close(learned_late, "2026-11", AFTER_NOVEMBER)
    event = Event.objects.get(kind="month.adjust")
    assert '"paid_in":"2026-11"' in event.data


def test_nothing_changed_nothing_adjusted(people: SimpleNamespace) -> None:
    complaint(people.suhe, october(12))
    close(people)
    close(people, "2026-11", AFTER_NOVEMBER)
    assert not PayLine.objects.exclude(corrects="").exists()


def test_one_event_taken_from_the_journal_changes_the_payslip(people: SimpleNamespace) -> None:
    """The numbers come from events and from nothing else."""
    assert people.suhe.person_id is not None
    complaint(people.suhe, october(12))
    kept = complaint(people.suhe, october(13))
    with living_at(AFTER_OCTOBER):
        before = estimate(people.suhe.person_id, "2026-10")
    Event.objects.filter(kind="complaint.resolve", subject_id=kept.id).delete()
    with living_at(AFTER_OCTOBER):
        with together(SYSTEM) as tx:
            tx.take(COMPLAINT, [kept.id])
            tx.late.add(("complaint", kept.id))
        after = estimate(people.suhe.person_id, "2026-10")
    assert before is not None
    assert after is not None
    assert (before.total, after.total) == (Decimal("2500.00"), Decimal("2250.00"))


def test_an_adjustment_may_take_back(people: SimpleNamespace) -> None:
    """What was paid for a deadline that, as is learned later, was missed."""
    kept = complaint(people.suhe, october(12))
    complaint(people.suhe, october(13), minutes=None)
    complaint(people.suhe, october(14))
    close(people)
    Event.objects.filter(kind="complaint.resolve", subject_id=kept.id).delete()
    with living_at(AFTER_OCTOBER), together(SYSTEM) as tx:
        tx.take(COMPLAINT, [kept.id])
        tx.late.add(("complaint", kept.id))
    close(people, "2026-11", AFTER_NOVEMBER)
    assert line(people.suhe, "补差 2026-10", "2026-11", AFTER_NOVEMBER).amount == Decimal("-166.66")


def test_a_slip_reads_the_same_from_the_rows_as_when_it_was_reckoned(people: SimpleNamespace) -> None:
    complaint(people.suhe, october(12))
    complaint(people.suhe, october(13), minutes=None)
    with living_at(AFTER_OCTOBER):
        tick(AFTER_OCTOBER)
        reckoned = slips("2026-10")
    close(people)
    with living_at(AFTER_OCTOBER):
        stored = slips("2026-10")
        assert slip(people.suhe.person_id, "2026-10") in stored
    assert [(s.scores, s.lines, s.total, s.version) for s in stored] == [
        (s.scores, s.lines, s.total, s.version) for s in reckoned
    ]

"""Take one event out of the history, fold its subject again, and somebody's payslip is another."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction

from dianzhang.engine import registry
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.models import ClockRow, Event, Person
from dianzhang.engine.moment import living_at
from dianzhang.engine.transaction import Transaction
from dianzhang.reward.adjusting import with_adjustments
from dianzhang.reward.models import Month, PayLine
from dianzhang.reward.reckoning import reckon

from .conftest import NOW

pytestmark = pytest.mark.django_db


def slip(period: str, code: str):
    person = Person.objects.get(code=code)
    return next(slip for slip in reckon(period) if slip.person_id == person.pk)


def fold_again(kind: str, subject_id: int) -> None:
    with living_at(NOW), transaction.atomic():
        tx = Transaction(SYSTEM)
        tx.take(registry.subjects[kind], [subject_id])
        tx.late.add((kind, subject_id))
        tx.flush()


def test_the_closed_month_is_paid_as_it_is_reckoned(lived):
    month = Month.objects.get(period="2026-10")
    assert month.status == "closed"
    paid = PayLine.objects.filter(month=month, person__code="zhouke").values_list("item", "amount_cents")
    reckoned = [(line.item, int(line.amount * 100)) for line in slip("2026-10", "zhouke").lines]
    assert list(paid) == reckoned
    assert [item for item, _amount in reckoned] == ["底薪", "绩效工资"]


def test_without_one_event_the_payslip_changes(lived):
    before = slip("2026-10", "zhouke")
    late = [
        e for e in Event.objects.filter(kind="complaint.resolve") if e.recorded_at - e.occurred_at > timedelta(hours=3)
    ]
    (settled,) = late
    clock = ClockRow.objects.get(
        subject_kind="complaint", subject_id=settled.subject_id, rule="service.escalate/deadline-1"
    )
    assert clock.state == "met"
    settled.delete()
    fold_again("complaint", settled.subject_id)
    clock.refresh_from_db()
    assert clock.state == "missed"
    after = slip("2026-10", "zhouke")
    assert after.total < before.total
    assert after.score.points < before.score.points

    # the closed month stays as it was paid; the next one makes good the difference
    with living_at(NOW):
        following = next(s for s in with_adjustments(reckon("2026-11"), "2026-11") if s.person_id == before.person_id)
    (correction,) = [line for line in following.lines if line.corrects]
    assert correction.corrects == "2026-10"
    assert correction.amount == after.total - before.total
    assert correction.amount < Decimal(0)

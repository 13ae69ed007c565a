"""A missed deadline, an escalation, a refused approval, a late fact and a hold."""

import json

import pytest

from dianzhang.engine.models import Event, Seat
from dianzhang.trade.models import Order

from . import five_things

pytestmark = pytest.mark.django_db


def test_a_deadline_was_missed(lived):
    assert "service.escalate/deadline-1" in five_things.missed_deadlines()
    assert "service.escalate/deadline-2" in five_things.missed_deadlines()


def test_a_complaint_climbed_by_itself_ten_minutes_after_it_was_taken_in(lived):
    first = five_things.escalations()[0]
    accepted = Event.objects.get(subject_kind="complaint", subject_id=first.subject_id, kind="complaint.accept")
    assert (first.occurred_at - accepted.occurred_at).total_seconds() == 600
    assert first.cause_id == accepted.pk


def test_the_release_of_a_big_order_was_refused_and_agreed_to_the_next_day(lived):
    (refused,) = five_things.refused_approvals()
    seat = Seat.objects.get(approval=refused, answer="refused")
    assert seat.person.name == "孟岩"
    assert seat.reason
    order = Order.objects.get(pk=refused.target_id)
    assert order.total_cents >= 100_000
    assert order.hold == "clear"


def test_late_facts_corrected_verdicts(lived):
    corrected = {event.subject_kind for event in five_things.verdicts_corrected()}
    assert corrected == {"complaint", "order"}
    told = Event.objects.get(kind="order.pay", data__contains="订单补漏.csv")
    assert json.loads(told.data)["row"] == 2
    assert (told.recorded_at - told.occurred_at).total_seconds() > 3600


def test_orders_were_held_by_rules(lived):
    rules = {event.rule for event in five_things.holds()}
    assert {"orders.review/check-1", "orders.review/check-2", "orders.floor/check-1"} <= rules

"""The demonstration is lived: every record, every amount, every verdict comes out of the journal."""

from collections import Counter
from datetime import date

import pytest
from django.db.models import Sum

from dianzhang.engine import registry, rulebooks
from dianzhang.engine.facts import fact_of
from dianzhang.engine.models import Approval, ClockRow, Event, Flag
from dianzhang.engine.refolding import blank_fields, journal_of, standing_events
from dianzhang.kernel.replay import replay
from dianzhang.measure.lake.checking import Held, differences
from dianzhang.measure.lake.refreshing import refresh
from dianzhang.people.models import LeaveRequest
from dianzhang.reward.models import Month, Target
from dianzhang.service.models import Complaint
from dianzhang.trade.models import Order, Parcel, Refund
from tests.measure.lake.place import lake_in

from .conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("model", "kind"),
    [
        (Order, "order.enter"), (Refund, "order.refund"), (Complaint, "complaint.accept"),
        (LeaveRequest, "leave.draft"), (Approval, "approval.ask"), (Target, "target.set"), (Month, "month.close"),
    ],
)  # fmt: skip
def test_every_row_has_its_event(lived, model, kind):
    rows = Counter(row.order_id if model is Refund else row.pk for row in model.objects.all())
    assert rows
    assert rows == Counter(Event.objects.filter(kind=kind).values_list("subject_id", flat=True))


def test_every_parcel_left_with_its_order_or_was_laid_out(lived):
    """One for each order that was shipped; of those split or sent together as many as they were laid out in."""
    laid_out = Event.objects.filter(kind__in=("order.split", "order.merge")).values("subject_id")
    whole = Counter(Parcel.objects.exclude(order__in=laid_out).values_list("order", flat=True))
    assert whole == Counter(Event.objects.filter(kind="order.ship").values_list("subject_id", flat=True))
    packed = Parcel.objects.filter(order__in=laid_out).values_list("order__packing", "status").order_by("id")
    assert list(packed) == [("split", "planned"), ("split", "shipped"), ("merged", "planned")]


def test_every_flag_has_its_event(lived):
    rows = Counter(Flag.objects.values_list("subject_kind", "subject_id"))
    assert {"order"} <= {kind for kind, _number in rows}
    events = Event.objects.filter(kind__endswith=".flag")
    assert rows == Counter(events.values_list("subject_kind", "subject_id"))


def test_what_was_refunded_is_what_the_rows_say(lived):
    rows = Refund.objects.aggregate(whole=Sum("amount_cents"))["whole"]
    assert rows == Order.objects.aggregate(whole=Sum("refunded_cents"))["whole"]


@pytest.mark.parametrize("kind", ["order", "complaint", "approval"])
def test_replay_gives_the_same_clocks_and_states(lived, kind):
    subject = registry.subjects[kind]
    ruleset = rulebooks.at(NOW)
    compared = 0
    for record in subject.model.objects.order_by("pk"):
        events = standing_events(journal_of(subject, record.pk))
        replayed = replay(
            subject.words, [fact_of(subject, e) for e in events], lambda _moment: ruleset, rulebooks.calendar_of, NOW,
            fields=blank_fields(subject),
        )  # fmt: skip
        clocks = {(c.rule.id, c.started_by, c.due_at, c.state, c.ended_at) for c in replayed.state.clocks}
        rows = ClockRow.objects.filter(subject_kind=kind, subject_id=record.pk).exclude(state="stopped")
        assert clocks == set(rows.values_list("rule", "started_by", "due_at", "state", "ended_at")), record
        assert replayed.state.axes == {axis: getattr(record, axis) for axis in subject.axis_names}, record
        assert replayed.made == []
        assert replayed.overtaken == []
        compared += len(clocks)
    assert compared > 3


def test_every_event_has_its_place_and_none_is_from_tomorrow(lived):
    events = Event.objects.order_by("position").values_list("position", flat=True)
    assert list(events) == list(range(1, lived.events + 1))
    assert not Event.objects.filter(recorded_at__gt=NOW).exists()
    assert not Event.objects.filter(occurred_at__gt=NOW).exists()


@pytest.mark.requirement("I2.4")
def test_every_measure_is_the_same_from_the_lake_and_from_the_tables(lived, tmp_path, settings, monkeypatch):
    """Whole, by day and month, and of shops, units, persons and posts; what changes by itself is left to the tables."""
    lake_in(tmp_path, settings, monkeypatch)
    assert refresh().facts > 100
    held = Held()
    assert list(differences(date(2026, 10, 1), date(2026, 11, 30), held, most=1)) == []
    assert held.answered == held.slices

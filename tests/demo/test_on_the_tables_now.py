"""In the moment somebody logs in there is something to do for every post."""

from datetime import timedelta

import pytest

from dianzhang.demo.scene import lately
from dianzhang.engine.models import ClockRow, Event, Person
from dianzhang.engine.moment import HOME, living_at, today
from dianzhang.engine.seats import waiting_for
from dianzhang.marketing.coverage import gaps
from dianzhang.marketing.models import DataReport, ServiceFact
from dianzhang.trade.comparing.making import file_of
from dianzhang.trade.models import AddressChange, Comparison, Order, OrderDifference, OrderUpload, Pushed
from dianzhang.trade.parcels.alike import near
from dianzhang.work.models import Opinion, Task

from .conftest import NOW

pytestmark = pytest.mark.django_db


def waiting(code: str, post: str) -> list[str]:
    with living_at(NOW):
        return [a.action for a in waiting_for(Person.objects.get(code=code).pk).filter(seats__post=post)]


@pytest.mark.parametrize(
    ("code", "post", "action"),
    [
        ("mengyan", "ops_lead", "order.release"), ("linxiao", "service_lead", "leave.apply"),
        ("shenlan", "director", "leave.apply"), ("fangnan", "promo_lead", "leave.apply"),
    ],
)  # fmt: skip
def test_approvals_wait(lived, code, post, action):
    assert action in waiting(code, post)


def test_tasks_one_late_one_done_after_it_was_asked_about_and_one_that_waits_for_answers(lived):
    late = ClockRow.objects.filter(rule="tasks.due/deadline-1", state="missed", live=True)
    percents = Task.objects.filter(pk__in=late.values("subject_id")).values_list("owner__code", "percent")
    assert dict(percents) == {"mengyan": 40, "qinyue": 60}
    done = Task.objects.get(status="done", title="双十一主图换新")
    assert (done.waiting, Opinion.objects.filter(consultation__task=done).exclude(text="").count()) == (0, 1)
    assert Task.objects.get(waiting_first=2).consultations.count() == 1


def test_a_task_did_not_start_while_nobody_answered_for_it(lived):
    first = Task.objects.get(title="双十一主图换新")
    events = Event.objects.filter(subject_kind="task", subject_id=first.pk).order_by("id")
    assert [event.kind for event in events][:3] == ["task.propose", "task.name", "task.start"]


def test_a_complaint_counts_down_in_minutes_another_waits_for_the_lead(lived):
    running = ClockRow.objects.filter(subject_kind="complaint", state="running")
    left = {row.rule: (row.due_at - NOW) for row in running}
    assert left["service.escalate/deadline-1"] == timedelta(minutes=8)
    assert timedelta(minutes=30) < left["service.escalate/deadline-2"] < timedelta(minutes=60)


def test_orders_to_ask_about_to_review_and_to_ship(lived):
    assert Order.objects.filter(hold="held", contacted=False).exists()
    assert Order.objects.filter(fulfilment="waiting", payment="paid", hold="clear").count() >= 3
    assert Order.objects.filter(fulfilment="approved", hold="clear").exists()


def test_one_parcel_is_late(lived):
    assert ClockRow.objects.filter(rule="orders.ship/deadline-1", state="missed", live=True).exists()


@pytest.mark.parametrize(("hour", "day", "shown"), [(11, 3, (3, 10, 40)), (3, 3, (2, 17, 40)), (22, 3, (3, 17, 40))])
def test_who_asks_for_something_asks_while_people_are_at_work(hour, day, shown):
    now = NOW.astimezone(HOME).replace(day=day, hour=hour)
    at = lately(now).astimezone(HOME)
    assert (at.day, at.hour, at.minute) == shown


def test_orders_that_go_out_otherwise(lived):
    packed = Order.objects.exclude(packing="whole").order_by("id").values_list("packing", "in_parts")
    assert list(packed) == [("split", True), ("merged", False), ("merged", False)]
    could = Order.objects.filter(buyer__platform_id="tm0900003").order_by("id")
    assert [len(near(order)) for order in could] == [1, 1]


def test_changes_urging_and_flags_while_orders_run(lived):
    assert AddressChange.objects.count() == 1
    urged = Order.objects.exclude(urged_at=None).values_list("urged_shipping", "urged_delivery")
    assert sorted(urged) == [(0, 1), (3, 0)]
    assert set(Order.objects.exclude(flag=None).values_list("flag", flat=True)) == {1, 2, 3, 4}


def test_where_orders_come_from(lived):
    assert list(Pushed.objects.order_by("id").values_list("state", flat=True)) == ["done", "done", "done", "refused"]
    assert Order.objects.filter(shop__code="web-1", payment="paid").count() == 3
    assert list(OrderUpload.objects.values_list("taken", "rejected", "failed")) == [(2, 1, "")]
    assert Order.objects.filter(number__startswith="DX", fulfilment="waiting", payment="paid").count() == 2


def test_a_platforms_file_beside_the_orders(lived):
    """Two differences are settled, by the order's own action and by a reason; three wait for somebody."""
    made = Comparison.objects.get()
    assert (made.opened, made.times, made.owner.code) == (5, 1, "xunuo")
    told = OrderDifference.objects.order_by("kind").values_list("kind", "status")
    assert list(told) == [
        ("missing_here", "open"), ("missing_there", "open"), ("paid", "open"), ("refund", "taken"), ("state", "kept"),
    ]  # fmt: skip
    back = OrderDifference.objects.get(kind="refund")
    assert back.order.refunded_cents == back.theirs_cents
    assert file_of(made).exists()


def test_reports_of_figures_stand_and_one_day_of_visitors_is_missing(lived):
    with living_at(NOW):
        assert set(DataReport.objects.values_list("status", "family")) == {
            ("taken", "promotion"), ("taken", "traffic"), ("taken", "service"), ("taken", "content"),
            ("taken", "score"),
        }  # fmt: skip
        last = today() - timedelta(days=1)
        shops = list(DataReport.objects.values_list("shop_id", flat=True).distinct())
        found = gaps(shops, last - timedelta(days=6), last)
        assert [days for (_shop, family), days in found.items() if family == "traffic"] == [[last - timedelta(days=2)]]
        assert not ServiceFact.objects.filter(person__isnull=True).exists()

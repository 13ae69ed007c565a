"""Many orders wait for one code: the first are free at once, the others follow in transactions of their own."""

from __future__ import annotations

import pytest

from dianzhang.engine import jobs
from dianzhang.engine.act import must
from dianzhang.engine.models import Event, Job
from dianzhang.trade.codes import releasing
from dianzhang.trade.models import Order
from tests.trade.desk import now
from tests.trade.stocked import Shelf

from .saying import says

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("T8.2")]


@pytest.fixture(autouse=True)
def _few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(releasing, "AT_ONCE", 2)


def goods(orders: list[Order]) -> list[str]:
    return [now(order).goods for order in orders]


def test_the_first_are_free_with_the_word_and_the_others_when_the_work_is_done(shelf: Shelf) -> None:
    orders = [shelf.order(f"P{n}", 1, "TB-991") for n in range(5)]
    must(says(shelf, "item_code.map", "TB-991", contents="COAT"))
    assert goods(orders) == ["clear", "clear", "unmapped", "unmapped", "unmapped"]
    assert Job.objects.filter(kind=releasing.FOLLOW).count() == 2
    jobs.work_off()
    assert goods(orders) == ["clear"] * 5
    assert {order.lines.get().sku.code for order in orders} == {"COAT"}
    assert Event.objects.filter(kind="order.match").count() == 5


def test_done_twice_it_leaves_them_as_they_are(shelf: Shelf) -> None:
    orders = [shelf.order(f"P{n}", 1, "TB-991") for n in range(4)]
    must(says(shelf, "item_code.map", "TB-991", contents="COAT"))
    jobs.work_off()
    assert Job.objects.filter(kind=releasing.FOLLOW).update(done_at=None, leased_until=None) == 1
    jobs.work_off()
    assert goods(orders) == ["clear"] * 4


def test_what_was_taken_back_meanwhile_waits_on(shelf: Shelf) -> None:
    """Matched by what is said when it is done, not by what was said when it was asked for."""
    orders = [shelf.order(f"P{n}", 1, "TB-991") for n in range(4)]
    must(says(shelf, "item_code.map", "TB-991", contents="COAT"))
    must(says(shelf, "item_code.take_back", "TB-991", 40))
    jobs.work_off()
    assert goods(orders) == ["unmapped"] * 4


def test_one_that_was_called_off_meanwhile_is_left_alone(shelf: Shelf) -> None:
    orders = [shelf.order(f"P{n}", 1, "TB-991") for n in range(3)]
    must(says(shelf, "item_code.map", "TB-991", contents="COAT"))
    Order.objects.filter(pk=orders[2].pk).update(fulfilment="closed")
    jobs.work_off()
    assert goods(orders) == ["clear", "clear", "unmapped"]
    assert not Event.objects.filter(kind="order.match", subject_id=orders[2].pk).exists()

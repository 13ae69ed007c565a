"""Parcels on their way in tests.  Minutes count from Monday, ten o'clock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from dianzhang.engine.act import must, perform
from dianzhang.engine.models import ClockRow, Event
from dianzhang.engine.moment import HOME, living_at
from dianzhang.engine.outcome import Item, Outcome
from dianzhang.engine.tick import tick
from dianzhang.trade.models import Order, Parcel, Tracker
from dianzhang.trade.tracking import asking, beginning, resting
from tests.gateways.carriers.playing import CUSTOMER, KEY
from tests.trade.desk import MONDAY
from tests.trade.stocked import Shelf

NUMBER = "YT2233445566778"
Line = tuple[str, str, str, str]


def at(minute: float) -> datetime:
    return MONDAY + timedelta(minutes=minute)


def line(minute: float, words: str, basic: str = "0", code: str = "") -> Line:
    """A line of a route as kuaidi100 tells it."""
    return at(minute).astimezone(HOME).strftime("%Y-%m-%d %H:%M:%S"), words, basic, code or basic


class Way:
    def __init__(self, shelf: Shelf) -> None:
        self.shelf, self.desk, self.people = shelf, shelf.desk, shelf.people
        shelf.lay("COAT", 50)

    def open(self, way: str = "ask", minute: float = -60, **more: Any) -> Tracker:
        given = {"customer": CUSTOMER, "key": KEY, "phone": "1234", "way": way, **more}
        with living_at(at(minute)):
            must(perform("tracker.open", [Item(data=given)], self.people.mengyan)[0])
        return Tracker.objects.get(status="active")

    def shipped(self, number: str = "P1", waybill: str = NUMBER, carrier: str = "圆通", minute: float = 60) -> Parcel:
        order = self.shelf.approved(number)
        return self.ship(order, waybill, carrier, minute)

    def ship(self, order: Order, waybill: str = NUMBER, carrier: str = "圆通", minute: float = 60) -> Parcel:
        chenmo = self.people.chenmo
        must(self.desk.does(chenmo, "order.ship", minute, order, carrier=carrier, waybill=waybill))
        return Parcel.objects.get(waybill=waybill)

    @contextmanager
    def living(self, minute: float) -> Iterator[None]:
        with living_at(at(minute)):
            yield

    def begin(self, minute: float) -> int:
        with self.living(minute):
            return beginning.begin()

    def ask(self, minute: float) -> int:
        with self.living(minute):
            return asking.ask_due()

    def rest(self, minute: float) -> int:
        with self.living(minute):
            return resting.look_at_rest()

    def tick(self, minute: float) -> None:
        with self.living(minute):
            tick()

    def does(self, who: str, action: str, minute: float, record: Any, **data: Any) -> Outcome:
        with self.living(minute):
            return perform(action, [Item(record.pk, None, data or None)], getattr(self.people, who))[0]


def kinds(parcel: Parcel) -> list[str]:
    events = Event.objects.filter(subject_kind="parcel", subject_id=parcel.pk)
    return list(events.order_by("occurred_at", "id").values_list("kind", flat=True))


def clocks(parcel: Parcel) -> dict[str, str]:
    rows = ClockRow.objects.filter(subject_kind="parcel", subject_id=parcel.pk).order_by("id")
    return {clock.rule: clock.state for clock in rows}


def now(parcel: Parcel) -> Parcel:
    return Parcel.objects.get(pk=parcel.pk)

"""What happens to a parcel on its way: followed, scanned, come back, lost; and by when it should.

A carrier tells it, through kuaidi100, or a person who saw it says so and why.  What is later never leads back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from dianzhang.engine.moment import day_of
from dianzhang.engine.outcome import Act, Batch, Entry, Item
from dianzhang.engine.registry import actions, observation
from dianzhang.engine.telling import tell, write_down
from dianzhang.gateways.carriers.kuaidi100 import NOT_SCANNED, Scan
from dianzhang.gateways.carriers.names import code_of

from ..models import Order
from ..parcels.arriving import ON_THE_WAY, Seen
from ..parcels.contents import orders_in
from ..parcels.models import Parcel
from ..parcels.states import PARCEL
from ..states import ORDER
from .models import Followed, ParcelScan
from .terms import Platforms, Times

STEP = timedelta(hours=12)  # so long without a scan is remarked, and again after as long
MOVING = {"status": (ON_THE_WAY, "scanned"), "stall": ("*", "none")}


class News(NamedTuple):
    """Lines of a route that are new; ``state`` what the carrier says now."""

    scans: Sequence[Scan]
    state: str


@observation("parcel.follow", zh="包裹.开始跟踪", en="Be followed", on=PARCEL, requires={"status": ON_THE_WAY})
def follow(parcels: Batch[Parcel, Any], act: Act) -> None:
    """From now on its way is followed, towards the times that its orders were promised."""
    found = [entry for entry in parcels.entries if entry.outcome is None]
    times = times_of([entry.record for entry in found])
    for entry in found:
        parcel = entry.record
        if parcel.followed_at is not None:
            parcels.unchanged(parcel)
            continue
        parcel.followed_at = entry.item.at or act.at
        parcel.collect_by, parcel.deliver_by = times[parcel.id].collect_by, times[parcel.id].deliver_by
        code, first = code_of(parcel.carrier), parcel.followed_at + STEP
        act.add(Followed(parcel_id=parcel.id, carrier=code, next_at=act.recorded_at, rest_at=first))


@observation("parcel.promise", zh="包裹.改期限", en="Be promised otherwise", on=PARCEL)
def promise(parcels: Batch[Parcel, Any], act: Act) -> None:
    """The platform promised its order another time: the clocks run to that one."""
    found = [entry.record for entry in parcels.entries if entry.outcome is None]
    times = times_of(found, lambda orders: act.transaction.take(ORDER, orders))
    for parcel in found:
        new = times[parcel.id]
        if (parcel.collect_by, parcel.deliver_by) == (new.collect_by, new.deliver_by):
            parcels.unchanged(parcel)
        else:
            parcel.collect_by, parcel.deliver_by = new.collect_by, new.deliver_by


def _as_written(orders: Sequence[int]) -> Mapping[int, Order]:
    return Order.objects.in_bulk(orders)


def times_of(
    parcels: Sequence[Parcel], read: Callable[[Sequence[int]], Mapping[int, Order]] = _as_written
) -> Mapping[int, Times]:
    """By when each is to be scanned and delivered: the earliest of what the orders in it say."""
    inside = orders_in(parcels)
    orders = read(sorted({order for each in inside.values() for order in each}))
    platforms = Platforms()
    return {pk: platforms.of(orders[order] for order in sorted(each)) for pk, each in inside.items()}


def promised_anew(act: Act, orders: Iterable[int]) -> None:
    """What is on its way of these orders is held to what the platform says now."""
    asked = list(orders)
    if not asked:
        return
    items = [Item(pk) for pk in _followed_of(asked)]
    if items:
        act.transaction.afterwards(
            lambda: act.transaction.do(actions["parcel.promise"], items, actor=act.actor, checked=True)
        )


def _followed_of(orders: Sequence[int]) -> list[int]:
    way = Parcel.objects.filter(status__in=ON_THE_WAY, followed_at__isnull=False).order_by("pk")
    own = set(way.filter(order__in=orders).values_list("pk", flat=True))
    return sorted(own | set(way.filter(others__order__in=orders).values_list("pk", flat=True)))


@observation("parcel.scan", zh="包裹.扫描", en="Be scanned", on=PARCEL, leads=MOVING, input=Seen)
def scan(parcels: Batch[Parcel, Any], act: Act) -> None:
    """The carrier scanned it: the first time it is handed over, each further time it moves on."""
    for entry in parcels.entries:
        if entry.outcome is not None or said_without_reason(parcels, entry, act):
            continue
        parcel = entry.record
        if isinstance(entry.data, News):
            take_down(act, parcel, entry.data)
        else:
            scanned(parcel, getattr(entry.data, "at", None) or entry.item.at or act.at)


@observation("parcel.return", zh="包裹.退回", en="Come back", on=PARCEL, input=Seen,
             leads={"status": (ON_THE_WAY, "returned"), "stall": ("*", "none")})  # fmt: skip
def come_back(parcels: Batch[Parcel, Any], act: Act) -> None:
    """The carrier brought it back: whoever has one of its orders is told."""
    inside = orders_in([entry.record for entry in parcels.entries if entry.outcome is None])
    asked = {order for each in inside.values() for order in each}
    owners = dict(Order.objects.filter(pk__in=asked).values_list("pk", "owner_id"))
    for entry in parcels.entries:
        if entry.outcome is not None or said_without_reason(parcels, entry, act):
            continue
        parcel = entry.record
        if isinstance(entry.data, Seen):
            scanned(parcel, entry.data.at or entry.item.at or act.at)
        told = sorted({owner for order in inside[parcel.id] if (owner := owners.get(order)) is not None})
        tell(act, PARCEL, parcel, "told", told, action="parcel.return")


def said_without_reason(parcels: Batch[Parcel, Any], entry: Entry[Parcel, Any], act: Act) -> bool:
    """Whether a person says so and not how they know; what they say is written beside the parcel."""
    if act.actor.person_id is None or not isinstance(entry.data, Seen):
        return False
    if not entry.data.note.strip():
        parcels.refuse(entry.record, _("写明是怎么知道的：问了快递、看了官网，还是买家说的。"))
        return True
    write_down(act, PARCEL, entry.record, entry.data.note)
    return False


def scanned(parcel: Parcel, at: datetime) -> None:
    if parcel.first_scan_at is None or at < parcel.first_scan_at:
        parcel.first_scan_at, parcel.collected_day = at, day_of(at)
    if parcel.last_scan_at is None or at > parcel.last_scan_at:
        parcel.last_scan_at, parcel.still_hours = at, None


def take_down(act: Act, parcel: Parcel, news: News) -> None:
    """The lines of the route that are new; a waybill that was only made is no scan."""
    parcel.told_state, parcel.still_hours = news.state or parcel.told_state, None
    for one in news.scans:
        if one.state not in NOT_SCANNED:
            scanned(parcel, one.at)
        act.add(ParcelScan(parcel_id=parcel.id, at=one.at, text=one.text, state=one.state, mark=mark_of(one)))


def mark_of(one: Scan) -> str:
    return sha256(f"{one.at.isoformat()} {one.text}".encode()).hexdigest()[:16]

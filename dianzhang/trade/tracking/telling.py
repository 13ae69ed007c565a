"""What happens to a parcel on its way: followed, scanned, come back, lost; and by when it should.

A carrier tells it, through kuaidi100, or a person who saw it says so and why.  What is later never leads back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, NamedTuple

from dianzhang.engine.access import PLATFORM
from dianzhang.engine.moment import day_of
from dianzhang.engine.outcome import Act, Batch, Entry, Item
from dianzhang.engine.registry import actions, observation
from dianzhang.engine.telling import tell
from dianzhang.engine.words import message
from dianzhang.gateways.carriers.kuaidi100 import NOT_SCANNED, Scan
from dianzhang.gateways.carriers.names import code_of
from dianzhang.kernel.messages import Message

from ..models import Order
from ..parcels.arriving import ON_THE_WAY, Seen, WithItsOrder, on_the_way, unfounded
from ..parcels.contents import orders_in
from ..parcels.models import Parcel
from ..parcels.states import PARCEL
from ..states import ORDER, has_it
from ..states import OVER as OVER
from .models import Followed, ParcelScan
from .terms import Platforms, Times

STEP = timedelta(hours=12)  # so long without a scan is remarked, and again after as long
LONGEST = timedelta(days=30)  # after it left: nothing is asked or remarked any more
UNKNOWN = Message("这家快递跟不了：不认识它的名字。到它的官网查，或者打电话问，看到什么记什么。",
                  "This carrier cannot be followed: its name is not known. Look at its page or call, and note what you "
                  "learn.")  # fmt: skip
Read = Callable[[Sequence[int]], Mapping[int, Order]]
MOVING = {"status": (ON_THE_WAY, "scanned"), "stall": ("*", "none")}


class News(NamedTuple):
    """Lines of a route that are new; ``state`` what the carrier says now."""

    scans: Sequence[Scan]
    state: str


@observation("parcel.follow", zh="包裹.开始跟踪", en="Be followed", on=PARCEL, requires={"status": ON_THE_WAY})
def follow(parcels: Batch[Parcel, Any], act: Act) -> None:
    """From now on its way is followed, towards the times that its orders were promised, whoever can tell of it.

    Only a carrier that is known is asked about it, as soon as there is an account.  What the platform calls over
    already, when its waybill is entered, has no way any more: it is delivered, or let go where it was only closed.
    """
    found = [entry for entry in parcels.entries if entry.outcome is None]
    inside, orders = _inside([entry.record for entry in found], lambda asked: act.transaction.take(ORDER, asked))
    platforms, over, had = Platforms(), list[tuple[Parcel, list[Order]]](), dict[int, datetime]()
    for entry in found:
        parcel, mine = entry.record, [orders[order] for order in sorted(inside[entry.record.id])]
        if parcel.followed_at is not None:
            parcels.unchanged(parcel)
            continue
        if all(order.told_fulfilment in OVER for order in mine):
            parcels.unchanged(parcel)
            over.append((parcel, mine))
            continue
        if times_had := [order.carried_at for order in mine if order.carried_at and order.packing != "split"]:
            had[parcel.id] = min(times_had)
        times = platforms.of(mine)
        parcel.followed_at = entry.item.at or act.at
        parcel.collect_by, parcel.deliver_by = times.collect_by, times.deliver_by
        code, first = code_of(parcel.carrier), parcel.followed_at + STEP
        why, ask_at = ("", act.recorded_at) if code else (message(UNKNOWN), None)
        act.add(Followed(parcel_id=parcel.id, carrier=code, next_at=ask_at, rest_at=first, why=why))
    if had:
        act.transaction.afterwards(lambda: _had(act, had))
    if over:
        act.transaction.afterwards(lambda: _ended(act, over))


def _ended(act: Act, parcels: Sequence[tuple[Parcel, list[Order]]]) -> None:
    """What the platform calls over of all that is inside: the buyer has it, or nobody waits to hear of it."""
    came, gone = [], []
    for parcel, orders in parcels:
        if any(has_it(order.told_fulfilment, order.arrived_at) for order in orders):
            arrived = min((order.arrived_at for order in orders if order.arrived_at), default=None)
            came.append(Item(parcel.id, at=arrived and max(arrived, parcel.shipped_at or arrived)))
        else:
            gone.append(Item(parcel.id, data=WithItsOrder()))
    for name, items in (("parcel.deliver", came), ("parcel.let_go", gone)):
        if items:
            act.transaction.do(actions[name], items, actor=act.actor, checked=True)


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


def times_of(parcels: Sequence[Parcel], read: Read) -> Mapping[int, Times]:
    """By when each is to be scanned and delivered: the earliest of what the orders in it say."""
    inside, orders = _inside(parcels, read)
    platforms = Platforms()
    return {pk: platforms.of(orders[order] for order in sorted(each)) for pk, each in inside.items()}


def _inside(parcels: Sequence[Parcel], read: Read) -> tuple[Mapping[int, set[int]], Mapping[int, Order]]:
    """Parcel -> the orders in it, and those orders."""
    inside = orders_in(parcels)
    return inside, read(sorted({order for each in inside.values() for order in each}))


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


def carried(act: Act, orders: Mapping[int, datetime]) -> None:
    """The platform says when it had these orders from us: what of theirs nobody scanned was scanned then."""
    going = on_the_way(orders)
    if going:
        act.transaction.afterwards(lambda: _had(act, going))


def _had(act: Act, parcels: Mapping[int, datetime]) -> None:
    taken = act.transaction.take(PARCEL, sorted(parcels))
    items = [
        Item(pk, at=max(parcels[pk], parcel.shipped_at or parcels[pk]), data=WithItsOrder())
        for pk, parcel in taken.items() if parcel.status == "shipped"
    ]  # fmt: skip
    if items:
        act.transaction.do(actions["parcel.scan"], items, actor=act.actor, checked=True)


def _followed_of(orders: Sequence[int]) -> list[int]:
    way = Parcel.objects.filter(status__in=ON_THE_WAY, followed_at__isnull=False).order_by("pk")
    own = set(way.filter(order__in=orders).values_list("pk", flat=True))
    return sorted(own | set(way.filter(others__order__in=orders).values_list("pk", flat=True)))


@observation("parcel.scan", zh="包裹.扫描", en="Be scanned", on=PARCEL, leads=MOVING, input=Seen, by_hand=True)
def scan(parcels: Batch[Parcel, Any], act: Act) -> None:
    """The carrier scanned it: the first time it is handed over, each further time it moves on.

    What is told late counts from when it was.  Where it was remarked since that nothing came, or the parcel is stuck,
    that it was told is a second event, of now: what was remarked before anybody knew is over with that.
    """
    late = []
    for entry in parcels.entries:
        if entry.outcome is not None or unfounded(parcels, entry, act):
            continue
        parcel = entry.record
        if isinstance(entry.data, News):
            take_down(act, parcel, entry.data)
        else:
            remarked = parcel.still_hours, parcel.unheard_hours
            waited = parcel.stall != "none" or remarked != (None, None)
            scanned(parcel, _seen(entry, act))
            if waited and entry.item.at is not None and entry.item.at < act.at:
                parcel.still_hours, parcel.unheard_hours = remarked  # were remarked after this, and end with the second
                late.append(Item(parcel.id, data=News((), "")))
    if late:
        act.transaction.afterwards(
            lambda: act.transaction.do(actions["parcel.scan"], late, actor=PLATFORM, checked=True)
        )


@observation("parcel.return", zh="包裹.退回", en="Come back", on=PARCEL, input=Seen, by_hand=True,
             leads={"status": (ON_THE_WAY, "returned"), "stall": ("*", "none")})  # fmt: skip
def come_back(parcels: Batch[Parcel, Any], act: Act) -> None:
    """The carrier brought it back: whoever has one of its orders is told."""
    inside = orders_in([entry.record for entry in parcels.entries if entry.outcome is None])
    asked = {order for each in inside.values() for order in each}
    owners = dict(Order.objects.filter(pk__in=asked).values_list("pk", "owner_id"))
    for entry in parcels.entries:
        if entry.outcome is not None or unfounded(parcels, entry, act):
            continue
        parcel = entry.record
        if isinstance(entry.data, Seen):
            scanned(parcel, _seen(entry, act))
        told = sorted({owner for order in inside[parcel.id] if (owner := owners.get(order)) is not None})
        tell(act, PARCEL, parcel, "told", told, action="parcel.return")


def _seen(entry: Entry[Parcel, Any], act: Act) -> datetime:
    """When it was: carriers scan what they fetch before its waybill is entered, so maybe before the event itself."""
    return getattr(entry.data, "at", None) or entry.item.at or act.at


def scanned(parcel: Parcel, at: datetime) -> None:
    if parcel.first_scan_at is None or at < parcel.first_scan_at:
        parcel.first_scan_at, parcel.collected_day = at, day_of(at)
    if parcel.last_scan_at is None or at > parcel.last_scan_at:
        parcel.last_scan_at, parcel.still_hours, parcel.unheard_hours = at, None, None


def take_down(act: Act, parcel: Parcel, news: News) -> None:
    """The lines of the route that are new; a waybill that was only made is no scan."""
    parcel.told_state = news.state or parcel.told_state
    parcel.still_hours = parcel.unheard_hours = None
    for one in news.scans:
        if one.state not in NOT_SCANNED:
            scanned(parcel, one.at)
        act.add(ParcelScan(parcel_id=parcel.id, at=one.at, text=one.text, state=one.state, mark=mark_of(one)))


def mark_of(one: Scan) -> str:
    return sha256(f"{one.at.isoformat()} {one.text}".encode()).hexdigest()[:16]

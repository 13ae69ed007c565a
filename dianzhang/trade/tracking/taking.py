"""What is known of a parcel's way is taken in: lines once each, and never back to what was before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Literal

from dianzhang.engine.access import PLATFORM
from dianzhang.engine.act import must, retried, together
from dianzhang.engine.models import Event
from dianzhang.engine.moment import now
from dianzhang.engine.outcome import Item
from dianzhang.engine.registry import actions
from dianzhang.engine.transaction import Transaction
from dianzhang.gateways.carriers.kuaidi100 import NOT_SCANNED, Route, Scan

from ..parcels.arriving import ON_THE_WAY
from ..parcels.models import Parcel
from ..parcels.states import PARCEL
from .models import Followed, ParcelScan
from .telling import STEP, News, mark_of

SOON = timedelta(hours=2)  # until what was found again is asked about anew
Taken = Literal["new", "same", "over"]
HAD = frozenset({"moving", "collected", "delivering", "signed", "returning", "returned"})  # somebody has it in hand
ENDS = {"signed": "parcel.deliver", "returned": "parcel.return"}


def take(parcel: int, route: Route) -> Taken:
    """``new``: something was told that was not known; ``over``: the parcel has arrived, come back or is lost."""
    return retried(lambda: _take(parcel, route))


def _take(pk: int, route: Route) -> Taken:
    with together(PLATFORM) as tx:
        parcel = tx.take(PARCEL, [pk])[pk]
        if parcel.status == "lost" and (again := _found_again(pk, route)) is not None:
            _do(tx, "parcel.turn_up", Item(pk, at=again))
            Followed.objects.filter(parcel=pk).update(rest_at=now() + STEP, next_at=now() + SOON)
            parcel = tx.take(PARCEL, [pk])[pk]
        if parcel.status not in ON_THE_WAY:
            return "over"
        known = set(ParcelScan.objects.filter(parcel=pk).values_list("mark", flat=True))
        fresh = [scan for scan in route.scans if mark_of(scan) not in known]
        newest = _real(route.scans)[-1:]
        older = bool(newest) and parcel.last_scan_at is not None and newest[0].at < parcel.last_scan_at
        state = "" if older else route.state
        ends = ENDS.get(state) if newest else None
        if not fresh and ends is None:
            return "same"
        _tell(tx, parcel, fresh, state)
        if ends is not None:
            at = max(next((scan.at for scan in route.scans if scan.state == state), newest[0].at), parcel.shipped_at)
            _do(tx, ends, Item(pk, at=at))
        return "new"


def _found_again(pk: int, route: Route) -> datetime | None:
    """When the carrier first had it in hand after somebody said that it was lost; what follows is later than that."""
    said = Event.objects.filter(subject_kind=PARCEL.name, subject_id=pk, kind="parcel.lose")
    when = said.order_by("-id").values_list("occurred_at", flat=True).first()
    return next((scan.at for scan in route.scans if when is not None and scan.at > when and scan.state in HAD), None)


def _tell(tx: Transaction, parcel: Parcel, fresh: Sequence[Scan], state: str) -> None:
    """One event for all that is new: the first scan when it was, a further one when it was unless it is late.

    Not before the parcel was shipped: carriers scan what they fetch, and the waybill is entered afterwards.  What was
    told late (something newer is known, or it was remarked that nothing came) happens now, so that it undoes nothing.
    """
    real = _real(fresh)
    if not real:
        for one in fresh:
            tx.add(ParcelScan(parcel_id=parcel.id, at=one.at, text=one.text, state=one.state, mark=mark_of(one)))
        return
    assert parcel.shipped_at is not None
    news, remarked = News(fresh, state), (parcel.still_hours, parcel.unheard_hours) != (None, None)
    if parcel.first_scan_at is None:
        _do(tx, "parcel.scan", Item(parcel.id, at=max(real[0].at, parcel.shipped_at), data=news))
        if remarked:
            _do(tx, "parcel.scan", Item(parcel.id, data=News((), state)))
        return
    late = remarked or (parcel.last_scan_at is not None and real[-1].at < parcel.last_scan_at)
    _do(tx, "parcel.scan", Item(parcel.id, at=None if late else max(real[-1].at, parcel.shipped_at), data=news))


def _real(scans: Sequence[Scan]) -> list[Scan]:
    return [scan for scan in scans if scan.state not in NOT_SCANNED]


def _do(tx: Transaction, name: str, item: Item) -> Any:
    return must(tx.do(actions[name], [item])[0])

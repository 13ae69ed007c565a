"""Parcels whose way could not begin as they left: those of before, and those whose carrier was not known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from dianzhang.engine.access import PLATFORM
from dianzhang.engine.act import retried, together
from dianzhang.engine.moment import now
from dianzhang.engine.outcome import Item
from dianzhang.engine.registry import actions
from dianzhang.engine.rounds import every
from dianzhang.engine.words import message
from dianzhang.gateways.carriers.names import code_of

from ..models import Order
from ..parcels.arriving import ON_THE_WAY
from ..parcels.models import Parcel, ParcelOrder
from ..parcels.states import PARCEL
from .models import Followed, Tracker
from .resting import look_from
from .telling import LONGEST, UNKNOWN, times_of
from .terms import USUAL, Times

AT_ONCE = 200  # parcels that one round begins to follow
GOING = ("approved", "shipped")  # an order of which a parcel may be under way
NOT_OVER = ("", "unshipped", "shipped")  # as far as the platform knows


@every(300)
def begin() -> int:
    """What left before every parcel was followed: with its clocks where it can still be in time for all of them.

    Of what cannot nobody knew that a time ran, and it would be late the moment that it begins: it has none, and is only
    asked about, as soon as there is an account.
    """
    moment = now()
    left = _left("shipped", moment).union(_left("scanned", moment), all=True)
    asked = [pk for pk, _shipped_at in left.order_by("-shipped_at", "-id")[:AT_ONCE]]
    return retried(lambda: _begin(asked)) if asked else 0


def _left(status: str, moment: datetime) -> QuerySet[Parcel, tuple[int, datetime | None]]:
    """What somebody still waits for and nobody follows; the newest comes first, for its clocks can be in time."""
    waited = Order.objects.filter(fulfilment__in=GOING, told_fulfilment__in=NOT_OVER)
    merged = ParcelOrder.objects.filter(parcel=OuterRef("pk"), order__in=waited)
    found = Parcel.objects.filter(status=status, followed_at=None, followed=None, shipped_at__gt=moment - LONGEST)
    found = found.filter(Exists(waited.filter(pk=OuterRef("order_id"))) | Exists(merged))
    return found.values_list("id", "shipped_at")


def _begin(asked: Sequence[int]) -> int:
    with together(PLATFORM) as tx:
        parcels = tx.take(PARCEL, sorted(asked))
        begun = set(Followed.objects.filter(parcel__in=sorted(parcels)).values_list("parcel_id", flat=True))
        left = [one for pk, one in sorted(parcels.items()) if pk not in begun and one.status in ON_THE_WAY]
        times = times_of(left, Order.objects.in_bulk)
        in_time = [one for one in left if _in_time(one, times[one.pk], tx.at)]
        late = [one for one in left if one not in in_time]
        if in_time:
            tx.do(actions["parcel.follow"], [Item(one.pk, at=_since(one)) for one in in_time])
        if late:
            Followed.objects.bulk_create([_asked_about(one, tx.at) for one in late])
            if Tracker.objects.filter(status="active").exists():
                look_from(Followed.objects.filter(parcel__in=[one.pk for one in late]), tx.at)
        return len(left)


def _in_time(parcel: Parcel, times: Times, moment: datetime) -> bool:
    """Whether no clock that begins with its way has run out; what was scanned has only the one to its delivery."""
    if parcel.status != "shipped" or parcel.shipped_at is None:
        return times.deliver_by is not None and times.deliver_by > moment
    collect_by = times.collect_by or parcel.shipped_at + USUAL
    return collect_by > moment and (times.deliver_by is None or times.deliver_by > moment)


def _since(parcel: Parcel) -> datetime | None:
    """Since it left; what was scanned meanwhile since now, so that nobody is asked to hand it over."""
    return parcel.shipped_at if parcel.status == "shipped" else None


def _asked_about(parcel: Parcel, moment: datetime) -> Followed:
    """Without clocks; and while nobody could be asked about it, its silence says nothing."""
    code = code_of(parcel.carrier)
    return Followed(parcel=parcel, carrier=code, next_at=moment if code else None, why="" if code else message(UNKNOWN))


@every(3600)
def take_on() -> int:
    """What is under way with a carrier whose name was not known, and is known by now, can be asked about."""
    moment = now()
    strange = Followed.objects.filter(
        carrier="", parcel__status__in=ON_THE_WAY, parcel__shipped_at__gt=moment - LONGEST
    )
    done = 0
    for name in strange.values_list("parcel__carrier", flat=True).order_by().distinct():
        if code := code_of(name):
            known = Followed.objects.filter(
                pk__in=list(strange.filter(parcel__carrier=name).values_list("pk", flat=True))
            )
            done += known.update(carrier=code, next_at=moment, tries=0, why="")
            if Tracker.objects.filter(status="active").exists():
                look_from(known, moment)
    return done

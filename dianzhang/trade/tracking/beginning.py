"""Parcels whose way could not begin as they left: those of before, and those whose carrier was not known."""

from __future__ import annotations

from django.db.models import Q

from dianzhang.engine.access import PLATFORM
from dianzhang.engine.act import perform
from dianzhang.engine.moment import now
from dianzhang.engine.outcome import Item
from dianzhang.engine.rounds import every
from dianzhang.gateways.carriers.names import code_of

from ..parcels.arriving import ON_THE_WAY
from ..parcels.models import Parcel
from .models import Followed
from .telling import LONGEST, OVER
from .terms import USUAL

AT_ONCE = 200  # parcels that one round begins to follow


@every(300)
def begin() -> int:
    """What left shortly before every parcel was followed, and can still be scanned in time.

    Of what left earlier nobody knew that a time ran: it would be late the moment that it begins.
    """
    moment = now()
    in_time = Q(order__promised_at__gt=moment) | Q(order__promised_at=None, order__paid_at__gt=moment - USUAL)
    left = Parcel.objects.filter(
        in_time, status="shipped", followed_at=None, shipped_at__gt=moment - USUAL, order__fulfilment="shipped"
    ).exclude(order__told_fulfilment__in=OVER)
    found = list(left.order_by("shipped_at").values_list("pk", "shipped_at")[:AT_ONCE])
    if found:
        perform("parcel.follow", [Item(pk, at=shipped_at) for pk, shipped_at in found], PLATFORM)
    return len(found)


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
            known = strange.filter(parcel__carrier=name).values("pk")
            done += Followed.objects.filter(pk__in=known).update(carrier=code, next_at=moment, tries=0, why="")
    return done

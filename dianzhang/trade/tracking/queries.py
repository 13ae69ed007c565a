"""What pages ask of ways of parcels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dianzhang.engine import seeing
from dianzhang.engine.access import Actor

from ..models import Order
from ..parcels.models import Parcel
from ..states import ORDER
from .models import Followed, ParcelScan
from .saying import masked, said_of_parcel

SHOWN = 200
RECEIVER = ("buyer_name", "phone", "address")  # of an order


def scans_of(parcel: Parcel) -> list[ParcelScan]:
    """The way of a parcel, the newest line first."""
    return list(ParcelScan.objects.filter(parcel=parcel).order_by("-at", "-id")[:SHOWN])


def trouble_of(parcel: Parcel) -> str:
    """Why nothing is known of it; empty where something is."""
    return Followed.objects.filter(parcel=parcel).values_list("why", flat=True).first() or ""


def newest_of(parcels: Sequence[Parcel]) -> dict[int, ParcelScan]:
    """The newest line of each that has one, in one statement."""
    found: dict[int, ParcelScan] = {}
    for scan in ParcelScan.objects.filter(parcel__in=[p.pk for p in parcels]).order_by("at", "id"):
        found[scan.parcel_id] = scan
    return found


def shown_to(actor: Actor, order: Order, scans: Sequence[ParcelScan], *, here: bool = False) -> list[dict[str, Any]]:
    """``at`` and ``text`` of each line; where something of the order's receiver is hidden from the reader, so are
    people's names and telephones.  ``here``: this is the order's own page."""
    hidden = bool(scans) and any(
        seeing.seen(actor, ORDER, ORDER.field[name], order, here=here).hidden for name in RECEIVER
    )
    return [{"at": scan.at, "text": masked(scan.text, order.receiver) if hidden else scan.text} for scan in scans]


def way_of(parcel: Parcel, actor: Actor) -> dict[str, Any]:
    scans = scans_of(parcel)
    numbers = [parcel.order.number, *parcel.others.order_by("id").values_list("order__number", flat=True)]
    said = said_of_parcel(parcel, numbers, scans[0] if scans else None)
    return {"scans": shown_to(actor, parcel.order, scans), "trouble": trouble_of(parcel), "said": said}

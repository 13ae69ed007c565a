"""What pages ask of ways of parcels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..parcels.models import Parcel
from .models import Followed, ParcelScan
from .saying import said_of_parcel

SHOWN = 200


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


def way_of(parcel: Parcel, _actor: Any) -> dict[str, Any]:
    scans = scans_of(parcel)
    numbers = [parcel.order.number, *parcel.others.order_by("id").values_list("order__number", flat=True)]
    said = said_of_parcel(parcel, numbers, scans[0] if scans else None)
    return {"scans": scans, "trouble": trouble_of(parcel), "said": said}

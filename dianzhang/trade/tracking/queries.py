"""What pages ask of ways of parcels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dianzhang.customers.models import Receiver
from dianzhang.engine import seeing
from dianzhang.engine.access import Actor
from dianzhang.engine.words import message
from dianzhang.kernel.messages import Message

from ..models import Order
from ..parcels.arriving import ON_THE_WAY
from ..parcels.models import Parcel
from ..states import ORDER
from .models import Followed, ParcelScan, Tracker
from .saying import masked, said_of_parcel

SHOWN = 200
NOBODY_ASKED = Message("没有在用的快递账号，走到哪儿了系统不知道：到快递官网查，或者打电话问，看到什么记什么。",
                       "No account at a tracker is in use, so it is not known where this is: look at the carrier's "
                       "page or call, and note what you learn.")  # fmt: skip
NOT_ASKED = Message("系统没有去问这个包裹走到哪儿了：到快递官网查，或者打电话问，看到什么记什么。",
                    "Nobody is asked where this parcel is: look at the carrier's page or call, and note what you "
                    "learn.")  # fmt: skip
RECEIVER = ("buyer_name", "phone", "address")  # of an order


def scans_of(parcel: Parcel) -> list[ParcelScan]:
    """The way of a parcel, the newest line first."""
    return list(ParcelScan.objects.filter(parcel=parcel).order_by("-at", "-id")[:SHOWN])


def trouble_of(parcel: Parcel) -> str:
    """Why nothing more is known of it than people wrote down; empty where it is being asked about."""
    if parcel.status not in ON_THE_WAY:
        return ""
    followed = Followed.objects.filter(parcel=parcel).first()
    if followed is not None and followed.why:
        return followed.why
    if not Tracker.objects.filter(status="active").exists():
        return message(NOBODY_ASKED)
    asked = followed is not None and (followed.next_at is not None or followed.told_at is not None)
    return "" if asked else message(NOT_ASKED)


def newest_of(parcels: Sequence[Parcel]) -> dict[int, ParcelScan]:
    """The newest line of each that has one, in one statement."""
    found: dict[int, ParcelScan] = {}
    for scan in ParcelScan.objects.filter(parcel__in=[p.pk for p in parcels]).order_by("at", "id"):
        found[scan.parcel_id] = scan
    return found


def orders_inside(parcel: Parcel) -> list[Order]:
    """The orders that go out in it, its own first, with their receivers."""
    others = parcel.others.select_related("order__receiver").order_by("id")
    return [parcel.order, *(one.order for one in others)]


def receivers(orders: Sequence[Order]) -> list[Receiver]:
    return [order.receiver for order in orders if order.receiver is not None]


def shown_to(
    actor: Actor, orders: Sequence[Order], scans: Sequence[ParcelScan], *, here: Order | None = None
) -> list[dict[str, Any]]:
    """``at`` and ``text`` of each line of a parcel with these orders in it.

    Where something of an order's receiver is hidden from the reader, so is that receiver, and so are other people's
    names and telephones.  ``here``: the order whose own page this is.
    """
    hidden = [order for order in orders if scans and _hides(actor, order, order is here)]
    return [{"at": scan.at, "text": masked(scan.text, receivers(hidden)) if hidden else scan.text} for scan in scans]


def _hides(actor: Actor, order: Order, here: bool) -> bool:
    return any(seeing.seen(actor, ORDER, ORDER.field[name], order, here=here).hidden for name in RECEIVER)


def way_of(parcel: Parcel, actor: Actor) -> dict[str, Any]:
    """``scans``, the newest first; ``trouble``: why nothing is known; ``unscanned``: nobody had it in hand yet, as far
    as is known; ``said``: what the buyer can be told."""
    scans, orders = scans_of(parcel), orders_inside(parcel)
    numbers = [order.number for order in orders]
    said = said_of_parcel(parcel, numbers, scans[0] if scans else None, receivers(orders))
    return {
        "scans": shown_to(actor, orders, scans), "trouble": trouble_of(parcel),
        "unscanned": parcel.first_scan_at is None, "said": said,
    }  # fmt: skip

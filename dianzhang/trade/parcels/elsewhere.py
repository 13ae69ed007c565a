"""An order that shares a parcel is to go to another place: the parcel is taken apart, so that each goes where it is to.

The others may be sent together again; whoever looks after one of them, or laid the parcel out, reads of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from dianzhang.customers.keeping import Who
from dianzhang.engine.models import Event
from dianzhang.engine.outcome import Act
from dianzhang.engine.telling import tell, write_down
from dianzhang.goods import reserving

from ..models import Order
from ..states import ORDER
from . import plans
from .alike import being_picked
from .models import Parcel
from .states import PARCEL, STATUS

_PLACE = ("receiver", "phone", "province", "city", "district", "address")


def is_elsewhere(order: Order, who: Who) -> bool:
    """Whether ``who`` is another receiver or place than the order goes to now."""
    had = order.receiver
    if had is None:
        return who.placed
    now = tuple(getattr(had, "name" if name == "receiver" else name).strip() for name in _PLACE)
    return now != tuple(getattr(who, name).strip() for name in _PLACE)


def why_it_stays(orders: Sequence[Order], act: Act) -> dict[int, str]:
    """Why orders in a shared parcel can go nowhere else now, and what is to be done first; others are left out.

    Packed, labelled or picked: the old address may stand on it already.
    """
    shared = _shared(orders, act)
    inside = plans.orders_in(list({parcel.id: parcel for parcel in shared.values()}.values())) if shared else {}
    picked = being_picked([order for each in inside.values() for order in each]) if inside else {}
    found: dict[int, str] = {}
    for order, parcel in shared.items():
        told = {"parcel": PARCEL.title(parcel), "state": _(STATUS.states[parcel.status])}
        wave = next((picked[one] for one in inside[parcel.id] if one in picked), None)
        if wave is not None:
            found[order] = _(
                "订单和别的订单一起装在%(parcel)s里，正在波次 %(wave)s 里拣：先从波次里剔除，再改地址。"
            ) % {**told, "wave": wave}
        elif parcel.status != "planned" or parcel.waybill:
            found[order] = (
                _("订单和别的订单一起装在%(parcel)s里，已经打包或者打了面单：先撤销合并，把面单作废，再改地址。") % told
            )
    return found


def go_apart(orders: Sequence[Order], act: Act) -> None:
    """These go to another place now: parcels that they share are withdrawn, and everything in them goes by itself."""
    shared = _shared(orders, act)
    if not shared:
        return
    parcels = {parcel.id: parcel for parcel in shared.values()}
    inside = plans.orders_in(list(parcels.values()))
    plans.take_back(act, list(shared))
    mine = [order for order in orders if order.id in shared]
    reserving.reserve(act, plans.OF_ORDER, plans.wants_left(mine))
    taken = act.transaction.take(ORDER, sorted({order for each in inside.values() for order in each}))
    for parcel in parcels.values():
        moved = [order for order in mine if shared[order.id] is parcel]
        _say(parcel, moved, [taken[pk] for pk in inside[parcel.id]], act)


def _shared(orders: Sequence[Order], act: Act) -> dict[int, Parcel]:
    """Order -> the parcel in the house that it shares with others; those that share none are left out."""
    merged = [order.id for order in orders if order.packing == "merged"]
    return {order: parcels[0] for order, parcels in plans.waiting(act, merged).items()}


def _say(parcel: Parcel, moved: Sequence[Order], inside: Sequence[Order], act: Act) -> None:
    numbers = _("、").join(order.number for order in moved)
    told = {"numbers": numbers, "parcel": PARCEL.title(parcel)}
    text = _("订单 %(numbers)s 改了收货地址，%(parcel)s撤销了：这几单现在各自发，地址还一样的可以再合并。") % told
    laid_out = Event.objects.filter(subject_kind=PARCEL.name, subject_id=parcel.id, kind="parcel.plan")
    whose = list(laid_out.values_list("actor_id", flat=True))
    for order in inside:
        tell(act, ORDER, order, "told", [order.owner_id, *whose], action="order.go_alone")
        write_down(act, ORDER, order, text)

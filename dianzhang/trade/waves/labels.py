"""Labels of a wave: only where the receiver is known in the clear, and the printing of them is in the journal.

Where a platform sends the receiver encrypted, only the platform's own printing can make the label; its waybill number
comes back by file or by hand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.customers.models import Receiver
from dianzhang.engine import seeing
from dianzhang.engine.access import Actor
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Carried
from dianzhang.engine.registry import command
from dianzhang.gateways.paper.sheets import Label
from dianzhang.kernel.covering import covered

from ..models import Order, Parcel
from ..states import ORDER
from .models import Wave, WaveOrder
from .sheets import contents, places
from .states import WAVE

PERSONAL = ("buyer_name", "phone", "address")


class Printed(BaseModel):
    """Which slots, how many labels, and whether names and telephones stand on them in full."""

    first: int = Carried(..., ge=1, le=1_000_000)
    last: int = Carried(..., ge=1, le=1_000_000)
    labels: int = Carried(..., ge=1, le=1_000)
    in_full: bool = Carried(False)


@command("wave.print_labels", zh="波次.打印面单", en="Print labels", on=WAVE, input=Printed, beside=True,
         requires={"status": ("planned", "picking", "checked")})  # fmt: skip
def print_labels(waves: Batch[Wave, Printed], act: Act) -> None:
    """Somebody had the receivers of these orders on paper: who, when, how many."""
    for wave, given in waves:
        if hidden := hides(act.actor):
            told = {"what": _("、").join(hidden)}
            waves.refuse(wave, _("面单上有收件人：你的岗位看不到%(what)s，不能打印。") % told)
        elif given.last < given.first:
            waves.refuse(wave, _("最后一格在第一格前面。"))


def hides(actor: Actor) -> list[str]:
    """What of a label this reader may not see."""
    return [ORDER.field[name].zh for name in PERSONAL if seeing.hides(actor, ORDER, name)]


@dataclass
class Labels:
    """The labels that can be printed, and the orders of which none can, by number: ``encrypted`` by the platform,
    ``incomplete`` here, without a waybill, or with a receiver ``too_long`` for a label."""

    ready: list[Label] = field(default_factory=list)
    encrypted: list[str] = field(default_factory=list)
    incomplete: list[str] = field(default_factory=list)
    without_waybill: list[str] = field(default_factory=list)
    too_long: list[str] = field(default_factory=list)


def labels(wave: Wave, first: int = 1, last: int | None = None, *, in_full: bool = False) -> Labels:
    """Of these slots.  Only for readers from whom nothing of it is hidden."""
    rows, found = places(wave, first, last), Labels()
    parcels = _parcels([row.order_id for row in rows])
    inside = contents(rows)
    for row in rows:
        receiver, parcel = row.order.receiver, parcels.get(row.order_id)
        if is_encrypted(receiver):
            found.encrypted.append(row.order.number)
        elif not in_the_clear(receiver):
            found.incomplete.append(row.order.number)
        elif parcel is None:
            found.without_waybill.append(row.order.number)
        else:
            assert receiver is not None
            pieces = sum(one[4] for one in inside.get(row.order_id, ()))
            label = _label(row, parcel, receiver, pieces, in_full=in_full)
            if label.size is None:
                found.too_long.append(row.order.number)
            else:
                found.ready.append(label)
    return found


def _parcels(orders: Sequence[int]) -> dict[int, Parcel]:
    """The newest parcel of each order that has a number of its carrier."""
    rows = Parcel.objects.filter(order__in=orders, waybill__isnull=False).exclude(status="withdrawn").order_by("id")
    return {parcel.order_id: parcel for parcel in rows}


def is_encrypted(receiver: Receiver | None) -> bool:
    """Whether the platform keeps it to itself: only its own printing can make the label."""
    if receiver is None:
        return False
    return receiver.encrypted or any("*" in one for one in (receiver.name, receiver.phone, receiver.address))


def in_the_clear(receiver: Receiver | None) -> bool:
    """Whether a label can be made: name, telephone and address there, and nothing of it masked by the platform."""
    if receiver is None or is_encrypted(receiver):
        return False
    whole = (receiver.name, receiver.phone, receiver.address)
    return all(whole) and len(re.sub(r"\D", "", receiver.phone)) >= 7


def _label(row: WaveOrder, parcel: Parcel, to: Receiver, pieces: int, *, in_full: bool) -> Label:
    name, phone, address = (
        (to.name, to.phone, to.whole_address) if in_full else covered(to.name, to.phone, to.whole_address)
    )
    shop = organisation().shops.get(row.order.shop_id)
    told = {"number": _number(row.order), "pieces": pieces}
    return Label(
        parcel.carrier, parcel.waybill or "", f"#{row.slot}", _("收"), (f"{name} {phone}", address), _("寄"),
        (shop.name if shop else "",), _("订单 %(number)s · %(pieces)s 件") % told,
    )  # fmt: skip


def _number(order: Order) -> str:
    return order.number if len(order.number) <= 24 else f"…{order.number[-24:]}"

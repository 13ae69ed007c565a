"""A parcel came back and nobody knows of it: written down where it is, matched to its case later, or sent away."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine import reading
from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.personal import Personal
from dianzhang.engine.registry import actions, command
from dianzhang.engine.telling import write_down

from ..actions.shipping import Shipment
from .models import Aftersale, Returned
from .states import AFTERSALE, BACK, RETURNED


class Came(Shipment):
    """What stands on the parcel, and what is in it."""

    contents: str = Personal(..., min_length=1, max_length=500, title="里面有什么", description="拍照附在下面")


class Matched(BaseModel):
    """``case``: the number of the case here (售后单 #12), or the platform's."""

    case: str = Personal(
        ..., min_length=1, max_length=64, title="哪一件售后单", description="这里的编号，或平台的售后单号"
    )


class Why(BaseModel):
    reason: str = Personal(..., min_length=1, max_length=1000)


@command("returned.record", zh="无单退件.登记", en="Record", on=RETURNED, creates=True, input=Came)
def record(parcels: Batch[Returned, Came], act: Act) -> None:
    """A parcel came back; whose it is is not known yet."""
    waybills = {given.waybill for _parcel, given in parcels}
    there = set(Returned.objects.filter(waybill__in=waybills).values_list("carrier", "waybill"))
    cases = Aftersale.objects.filter(back_waybill__in=waybills).exclude(status__in=("withdrawn", "declined"))
    awaited = {case.back_waybill: case for case in cases}
    for parcel, given in parcels:
        told: dict[str, Any] = {"carrier": given.carrier, "waybill": given.waybill}
        if (given.carrier, given.waybill) in there:
            parcels.refuse(parcel, _("%(carrier)s %(waybill)s 已经登记过。") % told)
            continue
        if (case := awaited.get(given.waybill)) is not None:
            told["case"] = AFTERSALE.title(case)
            parcels.refuse(parcel, _("%(carrier)s %(waybill)s 是 %(case)s 寄回的，请在那里收货验货。") % told)
            continue
        there.add((given.carrier, given.waybill))
        parcel.carrier, parcel.waybill, parcel.contents = given.carrier, given.waybill, given.contents.strip()
        parcel.owner_id, parcel.unit_id, parcel.came_at = act.actor.person_id, act.actor.unit_id, act.at


@command(
    "returned.match", zh="无单退件.对上", en="Match", on=RETURNED, leads={"status": ("loose", "matched")},
    input=Matched, primary=True,
)  # fmt: skip
def match(parcels: Batch[Returned, Matched], act: Act) -> None:
    """Its case is found: the waybill stands there now, and the warehouse checks the goods as any that come back."""
    for parcel, given in parcels:
        case = _case(given.case, act)
        if case is None:
            parcels.refuse(parcel, _("没有编号为 %(case)s 的售后单。") % {"case": given.case})
        elif case.kind not in BACK or case.status not in ("agreed", "sent") or case.back_waybill:
            parcels.refuse(
                parcel, _("%(case)s 现在不等退货：先把它改成要退货的，或另开一件。") % {"case": AFTERSALE.title(case)}
            )
        else:
            sent = {"carrier": parcel.carrier, "waybill": parcel.waybill}
            outcome = act.transaction.do(
                actions["aftersale.send_back"], [Item(case.pk, data=sent)], actor=act.actor, checked=True
            )[0]
            if not outcome.done:
                parcels.refuse(parcel, outcome.why)
                continue
            parcel.aftersale_id = case.pk


def _case(text: str, act: Act) -> Aftersale | None:
    """The case of this number here, or of the platform's number, if the actor may see it."""
    wanted = text.strip().rpartition("#")[2].strip()
    found = Aftersale.objects.filter(number=text.strip()).order_by("id").first() if text.strip() else None
    if found is None and wanted.isascii() and wanted.isdigit() and len(wanted) < 19:
        found = Aftersale.objects.filter(pk=int(wanted)).first()
    if found is None or not (act.actor.unbound or reading.may_see(act.actor, AFTERSALE, found)):
        return None
    return found


@command(
    "returned.send_away", zh="无单退件.退回寄件人", en="Send away", on=RETURNED,
    leads={"status": ("loose", "sent_away")}, input=Why,
)  # fmt: skip
def send_away(parcels: Batch[Returned, Why], act: Act) -> None:
    """It is not ours, or nobody asks for it: it goes back to whoever sent it, and why."""
    for parcel, said in parcels:
        write_down(act, RETURNED, parcel, said.reason)

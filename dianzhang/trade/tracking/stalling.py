"""Parcels that stand still: remarked, found to be stuck by the rulebook, asked about, found again or lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from dianzhang.engine.act import must
from dianzhang.engine.inputs import Chosen
from dianzhang.engine.outcome import Act, Batch, Entry, Item
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import actions, command, consequence, observation
from dianzhang.engine.telling import tell, write_down

from ..models import Aftersale, Order
from ..parcels.arriving import ON_THE_WAY
from ..parcels.contents import orders_in
from ..parcels.models import Parcel
from ..parcels.states import PARCEL
from .instead import cases_of
from .models import Followed

AT_LEAST = timedelta(days=1)  # from when it turned up to its buyer
NEXT = {"none": "不开售后单", "resend": "补寄", "refund": "仅退款"}


def what_next() -> Mapping[str, str]:
    return {code: _(zh) for code, zh in NEXT.items()}


class Still(BaseModel):
    """``still_hours``: since the last scan, or since it left where there was none."""

    still_hours: int = Kept(..., ge=0)


class Unheard(BaseModel):
    """``unheard_hours``: since anything was last known of it, where nobody can be asked."""

    unheard_hours: int = Kept(..., ge=0)


class Settled(BaseModel):
    note: str = Personal(..., min_length=1, max_length=1000, title="怎么回事")


class Asked(BaseModel):
    note: str = Personal(..., min_length=1, max_length=1000, title="快递怎么说")


class Lost(BaseModel):
    note: str = Personal(..., min_length=1, max_length=1000, title="怎么确定丢了")
    aftersale: Annotated[Literal["none", "resend", "refund"], Chosen(what_next)] = Field("resend", title="接着办什么")


@observation("parcel.rest", zh="包裹.没有新扫描", en="Stand still", on=PARCEL, input=Still,
             requires={"status": ON_THE_WAY})  # fmt: skip
def rest(parcels: Batch[Parcel, Still], act: Act) -> None:
    """It was heard of, and nothing is new.  A check flags a parcel once; what stands as long again is as stuck."""
    again = []
    for entry in parcels.entries:
        if entry.outcome is not None:
            continue
        parcel, hours = entry.record, entry.data.still_hours
        if parcel.still_hours == hours or _outdated(entry, act, hours, None):
            parcels.unchanged(parcel)
            continue
        parcel.still_hours, parcel.unheard_hours = hours, None
        if parcel.stall_hours is not None and hours >= parcel.stall_hours and parcel.stall == "none":
            again.append(Item(parcel.id))
    _stall_again(act, again)


@observation("parcel.unheard", zh="包裹.没有消息", en="Be unheard of", on=PARCEL, input=Unheard,
             requires={"status": ON_THE_WAY})  # fmt: skip
def unheard(parcels: Batch[Parcel, Unheard], act: Act) -> None:
    """Nobody can be asked about it, and nobody said anything: whether it moves is not known.  Again as for rest."""
    found = [entry for entry in parcels.entries if entry.outcome is None]
    rows = Followed.objects.filter(parcel__in=[entry.record.id for entry in found])
    answered, again = dict(rows.values_list("parcel_id", "answered_at")), []
    for entry in found:
        parcel, hours = entry.record, entry.data.unheard_hours
        if parcel.unheard_hours == hours or _outdated(entry, act, hours, answered.get(parcel.id)):
            parcels.unchanged(parcel)
            continue
        parcel.unheard_hours = hours
        if parcel.unheard_limit is not None and hours >= parcel.unheard_limit and parcel.stall == "none":
            again.append(Item(parcel.id))
    _stall_again(act, again)


def _outdated(entry: Entry[Parcel, Any], act: Act, hours: int, answered: datetime | None) -> bool:
    """Whether something newer is known of it than what these hours were counted from: a scan, or an answer."""
    since = entry.record.last_scan_at or entry.record.shipped_at
    known = max(filter(None, (since, answered)), default=None)
    return known is not None and (entry.item.at or act.at) - known < timedelta(hours=hours)


def _stall_again(act: Act, again: list[Item]) -> None:
    if again:
        act.transaction.afterwards(
            lambda: act.transaction.do(actions["parcel.stall"], again, actor=act.actor, checked=True)
        )


@consequence("parcel.stall", zh="包裹.停滞", en="Be stuck", on=PARCEL, leads={"stall": ("none", "found")},
             requires={"status": ON_THE_WAY})  # fmt: skip
def stall(parcels: Batch[Parcel, Any], act: Act) -> None:
    """It stands still, or nothing is known of it, longer than the rulebook says."""
    for parcel, _nothing in parcels:
        parcel.stalled_at = act.at
        if parcel.unheard_hours is not None:
            parcel.unheard_limit = parcel.unheard_limit or parcel.unheard_hours
        elif parcel.stall_hours is None:
            parcel.stall_hours = parcel.still_hours


@command("parcel.ask_carrier", zh="包裹.问快递", en="Ask the carrier", on=PARCEL, leads={"stall": ("found", "asked")},
         requires={"status": ON_THE_WAY}, input=Asked, primary=True)  # fmt: skip
def ask_carrier(parcels: Batch[Parcel, Asked], act: Act) -> None:
    """The carrier was asked where it is; what it said is written beside the parcel."""
    for parcel, given in parcels:
        write_down(act, PARCEL, parcel, given.note)


@command("parcel.find", zh="包裹.找到", en="Find", on=PARCEL, leads={"stall": (("found", "asked"), "none")},
         requires={"status": ON_THE_WAY}, input=Settled)  # fmt: skip
def find(parcels: Batch[Parcel, Settled], act: Act) -> None:
    """It is known where it is, and it goes on; if it stands still as long again it is stuck again."""
    Followed.objects.filter(parcel__in=[parcel.id for parcel, _given in parcels]).update(answered_at=act.recorded_at)
    for parcel, given in parcels:
        parcel.still_hours, parcel.unheard_hours = 0, None
        write_down(act, PARCEL, parcel, given.note)


@command("parcel.lose", zh="包裹.丢失", en="Lose", on=PARCEL, input=Lost, gives_up=True,
         leads={"status": (ON_THE_WAY, "lost"), "stall": ("*", "none")})  # fmt: skip
def lose(parcels: Batch[Parcel, Lost], act: Act) -> None:
    """The carrier lost it; what the buyer gets instead is an after-sales case, opened by whoever says so."""
    found = list(parcels)
    cases = cases_of([(parcel, given.aftersale) for parcel, given in found if given.aftersale != "none"])
    for parcel, given in found:
        if given.aftersale != "none" and not cases[parcel.id]:
            parcels.refuse(parcel, _("这个包裹里只有赠品，开不了售后单：“接着办什么”选“不开售后单”，要补就另发。"))
            continue
        write_down(act, PARCEL, parcel, given.note)
        items = [Item(data=each) for each in cases.get(parcel.id, ())]
        if items:
            act.transaction.afterwards(lambda items=items: _open_cases(act, items))


@observation("parcel.turn_up", zh="包裹.又出现", en="Turn up", on=PARCEL, leads={"status": ("lost", "scanned")})
def turn_up(parcels: Batch[Parcel, Any], act: Act) -> None:
    """The carrier scanned it after it was said to be lost: whoever has an order in it, or a case because of it, is
    told.  It has as long to its buyer again as it had when it left; that it is late by then stays so."""
    found = [parcel for parcel, _nothing in parcels]
    inside, told = orders_in(found), defaultdict[int, set[int | None]](set)
    asked = {order for each in inside.values() for order in each}
    for order, owner in Order.objects.filter(pk__in=asked).values_list("pk", "owner_id"):
        told[order].add(owner)
    cases = Aftersale.objects.filter(order__in=asked, cause="lost")
    for order, owner in cases.values_list("order_id", "owner_id"):
        told[order].add(owner)
    for entry in parcels.entries:
        if entry.outcome is not None:
            continue
        parcel = entry.record
        parcel.found_by = _deliver_anew(parcel, entry.item.at or act.at)
        parcel.still_hours = parcel.unheard_hours = (
            None  # what was remarked before it was lost makes none of its new scans late
        )
        people = {owner for order in inside[parcel.id] for owner in told[order]}
        tell(act, PARCEL, parcel, "told", sorted(filter(None, people)), action="parcel.turn_up")
        write_down(act, PARCEL, parcel, _("快递又扫到了它：补寄、退款还没有办的先停下，和买家说一声。"))


def _deliver_anew(parcel: Parcel, at: datetime) -> datetime | None:
    """None: nobody promised a day when it left, either."""
    if parcel.deliver_by is None or parcel.shipped_at is None:
        return None
    return at + max(parcel.deliver_by - parcel.shipped_at, AT_LEAST)


def _open_cases(act: Act, items: list[Item]) -> None:
    for outcome in act.transaction.do(actions["aftersale.open"], items, actor=act.actor):
        must(outcome)

"""Goods of a case: the buyer sends back, the warehouse checks what came, something is sent again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel
from pydantic import Field as InputField

from dianzhang.engine import writer
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Personal
from dianzhang.engine.registry import command
from dianzhang.engine.telling import write_down
from dianzhang.goods import reserving
from dianzhang.goods.reserving import Want

from ..actions.shipping import Shipment
from ..models import Parcel
from .models import Aftersale, AftersaleLine, Checked, SentAgain
from .pieces import Piece, read, written
from .states import AFTERSALE, ANEW, BACK, MENDED


class Found(BaseModel):
    """``seen``: a line for each kind of piece, ``GX-1×1 完好``; pieces that should be there and are not are 缺少."""

    seen: str = InputField(
        "",
        max_length=2000,
        title="验货结果",
        description="一行一样：货号×件数，空一格写 完好、损坏、不符、缺少",
        json_schema_extra={"each": True},
    )
    note: str = Personal("", max_length=1000, description="照片附在这件售后单的“附件”里")


def nothing_comes_back(case: Aftersale, _given: Any, _act: Any) -> str:
    return "" if case.kind in BACK else _("这一类不用退货。")


def nothing_goes_out(case: Aftersale, _given: Any, _act: Any) -> str:
    if case.kind not in ANEW:
        return _("这一类不另寄东西。")
    if case.kind in BACK and case.status == "agreed":
        return _("货还没有回来、没有验过，不寄新的。")
    return ""


@command(
    "aftersale.send_back", zh="售后单.买家寄回", en="Note what is sent back", on=AFTERSALE,
    leads={"status": ("agreed", "sent")}, input=Shipment, unfit=nothing_comes_back,
)  # fmt: skip
def send_back(cases: Batch[Aftersale, Shipment], act: Act) -> None:
    """The buyer has sent it back, under this waybill."""
    for case, given in cases:
        case.back_carrier, case.back_waybill = given.carrier, given.waybill


def expected(case: Aftersale) -> dict[str, Any]:
    """The form of the check, filled as if all were well."""
    lines = AftersaleLine.objects.filter(aftersale_id=case.id).order_by("number")
    return {"seen": written([Piece(line.name, line.quantity, "resellable") for line in lines])}


@command(
    "aftersale.receive", zh="售后单.收货验货", en="Receive and check", on=AFTERSALE,
    leads={"status": (("agreed", "sent"), "received")}, input=Found, unfit=nothing_comes_back, begins=expected,
    primary=True,
)  # fmt: skip
def receive(cases: Batch[Aftersale, Found], act: Act) -> None:
    """The warehouse has it and says of every piece how it is; pictures are attached beside the case.

    What came back whole lies in the stock again, but for what is to be mended: that stays the buyer's.
    """
    lines, whole = _lines([case.id for case, _given in cases]), []
    for case, given in cases:
        try:
            found = checks(lines[case.id], given.seen)
        except ValueError as error:
            cases.refuse(case, str(error))
            continue
        case.received_at = act.at
        for line, count, outcome in found:
            act.add(Checked(line_id=line.id, quantity=count, outcome=outcome))
        if case.kind not in MENDED:
            whole.append(wanted(case, [(line, count) for line, count, outcome in found if outcome == "resellable"]))
        write_down(act, AFTERSALE, case, given.note)
    reserving.take_back(act, whole)


def wanted(case: Aftersale, pieces: Iterable[tuple[AftersaleLine, int]]) -> Want:
    """These pieces of a case, those with an article of ours, from and for the warehouse that serves its shop."""
    by_sku: dict[int, int] = defaultdict(int)
    for line, count in pieces:
        if line.sku_id is not None:
            by_sku[line.sku_id] += count
    return Want(case.id, case.shop_id, by_sku)


def _lines(cases: Sequence[int]) -> dict[int, list[AftersaleLine]]:
    found: dict[int, list[AftersaleLine]] = defaultdict(list)
    for line in AftersaleLine.objects.filter(aftersale_id__in=cases).order_by("aftersale_id", "number"):
        found[line.aftersale_id].append(line)
    return found


def checks(lines: Sequence[AftersaleLine], text: str) -> list[tuple[AftersaleLine, int, str]]:
    """Line, pieces and outcome of what a text says of a case's lines.  ValueError where a piece is not accounted for,
    or one too many."""
    by_name: Mapping[str, list[AftersaleLine]] = {
        name: [line for line in lines if line.name == name] for name in dict.fromkeys(line.name for line in lines)
    }
    left = {line.id: line.quantity for line in lines}
    found = []
    for piece in read(text, by_name, outcomes=True):
        count = piece.pieces
        for line in by_name[piece.name]:
            some = min(count, left[line.id])
            if some:
                found.append((line, some, piece.outcome))
                left[line.id] -= some
                count -= some
        if count:
            asked = sum(line.quantity for line in by_name[piece.name])
            told = {"name": piece.name, "asked": asked, "more": count}
            raise ValueError(_("%(name)s 多写了 %(more)s 件：这件售后退的是 %(asked)s 件。") % told)
    missing = {line.name: left[line.id] for line in lines if left[line.id]}
    if missing:
        said = "、".join(f"{name} {count}" for name, count in missing.items())
        raise ValueError(_("还有没写结果的：%(said)s。没有收到的写“缺少”。") % {"said": said})
    return found


@command(
    "aftersale.send_new", zh="售后单.补寄", en="Send again", on=AFTERSALE,
    leads={"status": (("agreed", "received"), "settled")}, input=Shipment, unfit=nothing_goes_out, primary=True,
)  # fmt: skip
def send_new(cases: Batch[Aftersale, Shipment], act: Act) -> None:
    """Another piece, the mended one or what was missing goes to the buyer, under a waybill of its own.

    Another piece leaves the stock, so it must be there; the mended one never lay in it.
    """
    used = _used({given.waybill for _case, given in cases})
    for case, given in cases:
        key = (given.carrier, given.waybill)
        if key in used:
            told = {"carrier": given.carrier, "waybill": given.waybill}
            cases.refuse(case, _("%(carrier)s %(waybill)s 已经用过，请核对运单号。") % told)
        used.add(key)
    _take_out(cases, act)
    for case, given in cases:
        case.settled_at = act.at
        act.add(SentAgain(aftersale_id=case.id, carrier=given.carrier, waybill=given.waybill, shipped_at=act.at))


def _take_out(cases: Batch[Aftersale, Shipment], act: Act) -> None:
    """The pieces that are sent again leave the stock; refused where they are not there."""
    asked = [case for case, _given in cases if case.kind not in MENDED]
    lines = _lines([case.id for case in asked])
    wants = [wanted(case, [(line, line.quantity) for line in lines[case.id]]) for case in asked]
    for pk, why in reserving.send(act, AFTERSALE.name, wants).items():
        cases.refuse(next(case for case in asked if case.id == pk), why)


def _used(waybills: set[str]) -> set[tuple[str, str]]:
    """Carriers and waybills of these that something left under already."""
    found: set[tuple[str, str]] = set()
    for model in (Parcel, SentAgain):
        found |= set(writer.columns(model, ("carrier", "waybill"), "waybill", list(waybills)))
    return found

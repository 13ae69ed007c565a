"""Goods of a case: the buyer sends back, the warehouse checks what came, something is sent again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
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
from .models import Aftersale, Checked, SentAgain
from .pieces import Piece, read, written
from .shelf import Good, goods_of
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
    return {"seen": written([Piece(good.name, good.pieces, "resellable") for good in goods_of([case])[case.id]])}


@command(
    "aftersale.receive", zh="售后单.收货验货", en="Receive and check", on=AFTERSALE,
    leads={"status": (("agreed", "sent"), "received")}, input=Found, unfit=nothing_comes_back, begins=expected,
    primary=True,
)  # fmt: skip
def receive(cases: Batch[Aftersale, Found], act: Act) -> None:
    """The warehouse has it and says of every piece how it is; pictures are attached beside the case.

    What came back whole lies in the stock again, a bundle as its parts, but for what is to be mended: that stays the
    buyer's.
    """
    goods, whole = goods_of([case for case, _given in cases]), []
    for case, given in cases:
        try:
            found = checks(goods[case.id], given.seen)
        except ValueError as error:
            cases.refuse(case, str(error))
            continue
        case.received_at = act.at
        for good, count, outcome in found:
            part = good.sku if good.part else None
            act.add(Checked(line_id=good.line.id, sku_id=part, quantity=count, outcome=outcome))
        if case.kind not in MENDED:
            whole.append(wanted(case, [(good, count) for good, count, outcome in found if outcome == "resellable"]))
        write_down(act, AFTERSALE, case, given.note)
    reserving.take_back(act, whole)


def wanted(case: Aftersale, pieces: Iterable[tuple[Good, int]]) -> Want:
    """These pieces of a case, those with an article of ours, from and for the warehouse that serves its shop."""
    by_sku: dict[int, int] = defaultdict(int)
    for good, count in pieces:
        if good.sku is not None:
            by_sku[good.sku] += count
    return Want(case.id, case.shop_id, by_sku)


def checks(goods: Sequence[Good], text: str) -> list[tuple[Good, int, str]]:
    """Good, pieces and outcome of what a text says of a case's goods; the name of a bundle stands for all its parts.
    ValueError where a piece is not accounted for, or one too many."""
    by_name: dict[str, list[Good]] = defaultdict(list)
    bundles: dict[str, list[Good]] = defaultdict(list)
    for good in goods:
        by_name[good.name].append(good)
        if good.part:
            bundles[good.line.name].append(good)
    left = {(good.line.id, good.name): good.pieces for good in goods}
    found: list[tuple[Good, int, str]] = []
    for piece in read(text, bundles | by_name, outcomes=True):
        if piece.name in by_name:
            found += _some(by_name[piece.name], piece, left)
            continue
        for good in bundles[piece.name]:
            all_of_it = piece._replace(name=good.name, pieces=piece.pieces * good.pieces // good.line.quantity)
            found += _some([good], all_of_it, left)
    missing = {name: count for (_line, name), count in left.items() if count}
    if missing:
        said = "、".join(f"{name} {count}" for name, count in missing.items())
        raise ValueError(_("还有没写结果的：%(said)s。没有收到的写“缺少”。") % {"said": said})
    return found


def _some(goods: Sequence[Good], piece: Piece, left: dict[tuple[int, str], int]) -> Iterator[tuple[Good, int, str]]:
    """So many pieces of one name, over the lines that have it."""
    count = piece.pieces
    for good in goods:
        some = min(count, left[good.line.id, good.name])
        if some:
            yield good, some, piece.outcome
            left[good.line.id, good.name] -= some
            count -= some
    if count:
        told = {"name": piece.name, "asked": sum(good.pieces for good in goods), "more": count}
        raise ValueError(_("%(name)s 多写了 %(more)s 件：这件售后退的是 %(asked)s 件。") % told)


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
    goods = goods_of(asked)
    wants = [wanted(case, [(good, good.pieces) for good in goods[case.id]]) for case in asked]
    for pk, why in reserving.send(act, AFTERSALE.name, wants).items():
        cases.refuse(next(case for case in asked if case.id == pk), why)


def _used(waybills: set[str]) -> set[tuple[str, str]]:
    """Carriers and waybills of these that something left under already."""
    found: set[tuple[str, str]] = set()
    for model in (Parcel, SentAgain):
        found |= set(writer.columns(model, ("carrier", "waybill"), "waybill", list(waybills)))
    return found

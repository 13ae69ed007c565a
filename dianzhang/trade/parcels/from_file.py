"""Waybill numbers from a table: each row is one order or parcel, looked at first, then shipped or refused by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from dianzhang.engine import access, reading
from dianzhang.engine.access import Actor
from dianzhang.engine.act import perform
from dianzhang.engine.lines import Line, lines_of
from dianzhang.engine.outcome import Item, Outcome, Refused
from dianzhang.gateways.tables.cells import text

from ..actions.shipping import Shipment
from ..models import Order
from ..states import ORDER
from .leaving import used
from .models import Parcel, ParcelOrder
from .sending import may_leave
from .states import PARCEL, STATUS, WAITING

FIELDS = ("number", "parcel", "shop", "carrier", "waybill")
_DAMAGED = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
SHIP = {ORDER.name: "order.ship", PARCEL.name: "parcel.ship"}


@dataclass
class Taken:
    """What became of the rows: how many were shipped, and why others were not, by their line."""

    done: int = 0
    refused: list[tuple[Line, str]] = field(default_factory=list)


def may_bring(actor: Actor) -> bool:
    """Whether somebody ships orders at all."""
    return access.reach_of(actor, "order.ship") is not None


def look_at(rows: Iterable[tuple[int, Mapping[str, str]]], actor: Actor) -> list[Line]:
    """Every row with what is wrong with which cell; ``data`` names the record to ship: ``kind`` and ``id``.

    A handful of statements, however many rows.
    """
    found = lines_of(((number, {name: text(cell) for name, cell in cells.items()}) for number, cells in rows), FIELDS)
    places = _Places(found, actor)
    for line in found:
        _shipment(line)
        places.find(line)
    _twice(found)
    return found


def _shipment(line: Line) -> None:
    cells = line.cells
    cells["waybill"] = cells["waybill"].upper()
    for name in ("number", "waybill"):
        if _DAMAGED.fullmatch(cells[name]):
            line.wrong[name] = _("被 Excel 改成了数字，末几位已经丢了：从原处重新导出，这一列设成文本。")
    if not cells["carrier"]:
        line.wrong["carrier"] = _("没有承运商。")
    elif len(cells["carrier"]) > 40:
        line.wrong["carrier"] = _("承运商写错了。")
    if "waybill" in line.wrong:
        return
    try:
        Shipment(carrier="-", waybill=cells["waybill"])
    except ValueError:
        line.wrong["waybill"] = _("运单号应是 6 到 40 位字母或数字。")


def _twice(lines: Sequence[Line]) -> None:
    """A waybill number that stands for something else, in the house or in the table; what stands there twice."""
    taken = used({line.cells["waybill"] for line in lines})
    waybills: dict[tuple[str, str], Line] = {}
    things: dict[tuple[object, object], Line] = {}
    for line in lines:
        key, thing = (line.cells["carrier"], line.cells["waybill"]), (line.data.get("kind"), line.data.get("id"))
        if key in taken:
            line.wrong.setdefault("waybill", _("已经用在订单 %(number)s 上，请核对。") % {"number": taken[key]})
        first = waybills.setdefault(key, line)
        if first is not line and (first.data.get("kind"), first.data.get("id")) != thing:
            line.wrong.setdefault("waybill", _("和第 %(line)s 行是同一个运单号。") % {"line": first.line})
        if thing[1] is None:
            continue
        earlier = things.setdefault(thing, line)
        if earlier is not line:
            if (earlier.cells["carrier"], earlier.cells["waybill"]) == key:
                line.data["again"] = True  # orders that go out together, each with the number of their parcel
            else:
                said = _("第 %(line)s 行已经写了它的运单号，不是同一个：留一行。")
                line.wrong.setdefault("waybill", said % {"line": earlier.line})


class _Places:
    """The orders and parcels that a table names, as far as the reader may see them."""

    def __init__(self, lines: Sequence[Line], actor: Actor) -> None:
        numbers = {line.cells["number"] for line in lines if line.cells["number"]}
        parcels = {int(number) for line in lines if (number := _parcel_number(line))}
        orders = list(Order.objects.filter(number__in=numbers).select_related("shop"))
        seen = reading.seen(actor, ORDER, orders)
        self.orders: dict[str, list[Order]] = {}
        for order in orders:
            if order.pk in seen:
                self.orders.setdefault(order.number, []).append(order)
        ids = [order.pk for each in self.orders.values() for order in each]
        self.of_order: dict[int, list[Parcel]] = {}
        for parcel in Parcel.objects.filter(order__in=ids, status__in=WAITING).order_by("id"):
            self.of_order.setdefault(parcel.order_id, []).append(parcel)
        for one in ParcelOrder.objects.filter(order__in=ids, parcel__status__in=WAITING).select_related("parcel"):
            self.of_order.setdefault(one.order_id, []).append(one.parcel)
        there = list(Parcel.objects.filter(pk__in=parcels).select_related("order"))
        seen = reading.seen(actor, PARCEL, there)
        self.parcels = {parcel.pk: parcel for parcel in there if parcel.pk in seen}

    def find(self, line: Line) -> None:
        """Say of a row what it ships, or what is wrong with its order or parcel."""
        if line.cells["parcel"]:
            self._parcel(line)
        elif "number" in line.wrong:
            return
        elif not line.cells["number"]:
            line.wrong["number"] = _("没有订单号，也没有包裹号：写一个。")
        else:
            self._order(line)

    def _parcel(self, line: Line) -> None:
        number = _parcel_number(line)
        parcel = self.parcels.get(int(number)) if number else None
        if parcel is None:
            line.wrong["parcel"] = _("没有这个包裹：写【包裹】里的编号，如 12。")
        elif parcel.status not in WAITING:
            line.wrong["parcel"] = _("这个包裹现在是“%(state)s”。") % {"state": _(STATUS.states[parcel.status])}
        elif why := may_leave([parcel.order]):
            line.wrong["parcel"] = why
        else:
            line.data |= {"kind": PARCEL.name, "id": parcel.pk}

    def _order(self, line: Line) -> None:
        found = self.orders.get(line.cells["number"], [])
        if line.cells["shop"]:
            found = [order for order in found if line.cells["shop"] in (order.shop.name, order.shop.code)]
        if not found:
            line.wrong["number"] = _("没有这个单号的订单：核对单号和店铺。")
            return
        if len(found) > 1:
            line.wrong["number"] = _("几家店铺都有这个单号：加一列“店铺”。")
            return
        parcels = self.of_order.get(found[0].pk, [])
        if why := may_leave(found):
            line.wrong["number"] = why
        elif len(parcels) > 1:
            named = "、".join(str(parcel.pk) for parcel in parcels)
            line.wrong["parcel"] = _("订单拆成了几个包裹（%(named)s）：写是哪个包裹。") % {"named": named}
        elif parcels:
            line.data |= {"kind": PARCEL.name, "id": parcels[0].pk}
        else:
            line.data |= {"kind": ORDER.name, "id": found[0].pk}


def _parcel_number(line: Line) -> str:
    found = line.cells["parcel"].rpartition("#")[2].strip()
    return found if found.isascii() and found.isdigit() and len(found) < 19 else ""


def take(lines: Sequence[Line], actor: Actor) -> Taken:
    """Ship what the sound rows name, through the actions that everybody uses: each row is done or refused alone."""
    taken = Taken(refused=[(line, "；".join(line.wrong.values())) for line in lines if not line.sound])
    ready = [line for line in lines if line.sound and "again" not in line.data]
    for kind, action in SHIP.items():
        mine = [line for line in ready if line.data["kind"] == kind]
        for line, outcome in zip(mine, _ship(action, mine, actor), strict=True):
            if outcome.done:
                taken.done += 1
            else:
                taken.refused.append((line, outcome.why or "；".join(map(str, outcome.field_errors.values()))))
    taken.refused.sort(key=lambda pair: pair[0].line)
    return taken


def _ship(action: str, lines: Sequence[Line], actor: Actor) -> list[Outcome]:
    """One transaction a row, so that what stands against one does not stop another."""
    found = []
    for line in lines:
        data = {"carrier": line.cells["carrier"], "waybill": line.cells["waybill"]}
        try:
            found += perform(action, Item(_id(line), data=data), actor)
        except Refused as refused:
            found.append(Outcome("refused", _id(line), str(refused)))
    return found


def _id(line: Line) -> int:
    return int(str(line.data["id"]))

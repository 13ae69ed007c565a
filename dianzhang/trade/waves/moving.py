"""A wave from the plan to its end: picked, checked, closed; an order taken out of it, the whole called off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pydantic import BaseModel, Field

from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept
from dianzhang.engine.registry import command
from dianzhang.goods import reserving

from ..keeping_stock import KIND
from ..models import Order
from ..parcels.contents import articles, left
from .choosing import locked
from .models import GOING, Wave, WaveOrder
from .scanning import empty
from .states import WAVE

NAMED = 5
GONE = ("shipped", "delivered", "closed")
FULFILMENT = 3  # of a row of ``locked``


class Out(BaseModel):
    """An order's number, its shop's code where orders of two shops have it, and why it does not go along."""

    number: str = Field(min_length=1, max_length=64, title="单号")
    shop: str = Kept("", max_length=40, title="店铺", description="这一波里两家店有同一个单号时才要选")
    reason: str = Field(min_length=1, max_length=200, title="为什么")


@command("wave.pick", zh="波次.开始拣货", en="Start picking", on=WAVE, leads={"status": ("planned", "picking")},
         primary=True)  # fmt: skip
def pick(waves: Batch[Wave, None], act: Act) -> None:
    """The pick list goes to whoever picks."""


@command("wave.take_out", zh="波次.剔除", en="Take an order out", on=WAVE, input=Out, beside=True,
         requires={"status": ("planned", "picking", "checked")})  # fmt: skip
def take_out(waves: Batch[Wave, Out], act: Act) -> None:
    """One order stays behind; it may go with another wave.  Pieces that this wave had reserved for it are let go."""
    rows = _inside([wave.id for wave, _given in waves], [given.number.strip() for _wave, given in waves])
    everyone = [row.order_id for found in rows.values() for row in found]
    there, free, out = locked(everyone), [], []
    for wave, given in waves:
        shops = organisation().shops
        found = [
            row for row in rows[wave.id, given.number.strip()]
            if row.state in GOING and (not given.shop or shops[row.order.shop_id].code == given.shop)
        ]  # fmt: skip
        if len(found) != 1:
            waves.refuse(wave, _which(given.number.strip(), found))
            continue
        row = found[0]
        row.state, row.why = "out", given.reason
        wave.orders -= 1
        wave.pieces = max(0, wave.pieces - pieces_of(row))
        wave.fresh = max(0, wave.fresh - row.reserved)
        out.append(row.order_id)
        if row.reserved and there[row.order_id][FULFILMENT] == "approved":
            free.append(row.order_id)
        act.change(row)
    empty(out, act)
    reserving.free(act, KIND, free)


def _inside(waves: Sequence[int], numbers: Sequence[str]) -> dict[tuple[int, str], list[WaveOrder]]:
    """(wave, number) -> the orders in it of this number: more than one where two shops have it."""
    found: dict[tuple[int, str], list[WaveOrder]] = defaultdict(list)
    rows = WaveOrder.objects.filter(wave__in=set(waves), order__number__in=set(numbers), state__in=GOING)
    for row in rows.select_related("order").order_by("slot"):
        found[row.wave_id, row.order.number].append(row)
    return found


def pieces_of(row: WaveOrder) -> int:
    """How many pieces of its wave's are this order's."""
    if row.pieces is not None:
        return row.pieces
    return sum(articles(left([row.order_id])[row.order_id]).values())


def _which(number: str, found: Sequence[WaveOrder]) -> str:
    """Why none is taken out: there is none, or it is not said of which shop."""
    if not found:
        return _("这一波里没有订单 %(number)s，请核对单号和店铺。") % {"number": number}
    names = _("、").join(organisation().shops[row.order.shop_id].name for row in found)
    return _("这一波里几家店都有订单 %(number)s（%(shops)s）：选店铺。") % {"number": number, "shops": names}


@command("wave.check", zh="波次.核对完毕", en="All checked", on=WAVE, leads={"status": ("picking", "checked")},
         primary=True)  # fmt: skip
def check(waves: Batch[Wave, None], act: Act) -> None:
    """Every order that is still in it was held against its lines, or has left already."""
    for wave, _nothing in waves:
        rows = WaveOrder.objects.filter(wave=wave.id, state="in").exclude(order__fulfilment__in=GONE)
        if left := rows.count():
            why = ngettext("还有 %(count)s 单没有核对：%(numbers)s。", "还有 %(count)s 单没有核对：%(numbers)s。", left)
            waves.refuse(wave, why % {"count": left, "numbers": _some(rows.values_list("order", flat=True))})


@command("wave.close", zh="波次.关闭", en="Close", on=WAVE, leads={"status": ("checked", "closed")}, primary=True)
def close(waves: Batch[Wave, None], act: Act) -> None:
    """Every order that is still in it has left."""
    for wave, _nothing in waves:
        rows = list(WaveOrder.objects.filter(wave=wave.id, state__in=GOING).select_related("order").order_by("slot"))
        left = [row.order_id for row in rows if row.order.fulfilment not in GONE]
        if left:
            why = ngettext(
                "还有 %(count)s 单没有发货：%(numbers)s。发了货，或者剔除，再关闭。",
                "还有 %(count)s 单没有发货：%(numbers)s。发了货，或者剔除，再关闭。", len(left),
            )  # fmt: skip
            waves.refuse(wave, why % {"count": len(left), "numbers": _some(left)})
            continue
        for row in rows:
            row.state = "done"
            act.change(row)


@command("wave.call_off", zh="波次.撤销", en="Call off", on=WAVE, leads={"status": (("planned", "picking"), "off")},
         gives_up=True)  # fmt: skip
def call_off(waves: Batch[Wave, None], act: Act) -> None:
    """As if it had not been planned: its orders wait for another, and what it had reserved for them is let go."""
    rows = list(WaveOrder.objects.filter(wave__in=[w.id for w, _n in waves], state__in=GOING))
    there = {pk: row[FULFILMENT] for pk, row in locked(row.order_id for row in rows).items()}
    for wave, _nothing in waves:
        mine = [row for row in rows if row.wave_id == wave.id]
        gone = [row.order_id for row in mine if there[row.order_id] in GONE]
        if gone:
            why = _("已经有订单发了货（%(numbers)s）：不能撤销，没发的一单一单剔除。") % {"numbers": _some(gone)}
            waves.refuse(wave, why)
            continue
        for row in mine:
            row.state = "out"
            act.change(row)
        empty([row.order_id for row in mine], act)
        held = [row.order_id for row in mine if row.reserved and there[row.order_id] == "approved"]
        reserving.free(act, KIND, held)


def _some(orders: Iterable[int]) -> str:
    """The first numbers of them, in words."""
    ids = sorted(orders)
    there = Order.objects.in_bulk(ids[:NAMED])
    named = _("、").join(there[pk].number for pk in ids[:NAMED] if pk in there)
    return named if len(ids) <= NAMED else _("%(some)s等") % {"some": named}

"""A wave is planned: its orders chosen, their pieces reserved, those that cannot be had left out by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from dianzhang.engine.access import Actor
from dianzhang.engine.inputs import Chosen as Listed
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Kept
from dianzhang.engine.registry import command
from dianzhang.goods import reserving
from dianzhang.goods.models import Warehouse
from dianzhang.goods.queries import warehouse_names
from dianzhang.goods.reserving import Want
from dianzhang.goods.states import WAREHOUSE

from ..keeping_stock import KIND
from .choosing import Chosen, Rule, choose, held
from .models import Wave, WaveOrder
from .states import WAVE

MOST = 10_000
NAMED = 5  # of those left out, in the answer; all of them stand on the wave's page
ROW = ("wave_id", "order_id", "slot", "state", "reserved", "pieces", "why", "checked_at", "checked_by_id")


def warehouses() -> Mapping[str, str]:
    """Those in use, by name."""
    return {name: name for name in warehouse_names()}


def begun(_given: Any, _actor: Actor) -> dict[str, str]:
    """The form where there is only one warehouse: it is chosen already."""
    names = warehouse_names()
    return {"warehouse": names[0]} if len(names) == 1 else {}


class Plan(BaseModel):
    """The name of the warehouse; the code of a shop where only its orders are meant; at most how many orders."""

    warehouse: Annotated[str, Listed(warehouses)] = Field(min_length=1, max_length=80, title="仓库")
    shop: str = Kept("", max_length=40, title="只要哪个店铺", description="不选就是这个仓库发的所有店铺")
    carrier: str = Kept("", max_length=40, title="承运商", description="这一波交给谁；可以不写")
    kind: Literal["any", "single", "multi"] = Kept("any", title="订单种类")
    most: int = Field(500, ge=1, le=MOST, title="最多几单")


@command("wave.plan", zh="波次.排波", en="Plan", on=WAVE, creates=True, input=Plan, undo="wave.call_off",
         fills=begun)  # fmt: skip
def plan(waves: Batch[Wave, Plan], act: Act) -> None:
    """Approved orders, the oldest promise first; what is not reserved yet is reserved, all of an order or nothing."""
    shops = {shop.code: shop for shop in organisation().shops.values()}
    names = {given.warehouse for _wave, given in waves}
    places = {one.name: one for one in Warehouse.objects.filter(name__in=names, status="open")}
    act.transaction.take(WAREHOUSE, sorted(place.id for place in places.values()))  # one wave of a warehouse at a time
    taken: set[int] = set()
    for wave, given in waves:
        place, shop = places.get(given.warehouse), shops.get(given.shop)
        if place is None:
            waves.refuse(wave, _("没有在用的仓库“%(name)s”：先设立它。") % {"name": given.warehouse})
            continue
        if given.shop and shop is None:
            waves.refuse(wave, _("没有代号为 %(code)s 的店铺。") % {"code": given.shop})
            continue
        wave.warehouse, wave.shop_id = place, shop.pk if shop else None
        wave.unit_id, wave.owner_id = place.unit_id, act.actor.person_id
        wave.carrier, wave.kind, wave.planned_at = given.carrier.strip(), given.kind, act.at
        chosen = choose(Rule(place.id, wave.shop_id, given.kind, given.most), taken)
        taken |= {one.order for one in chosen}
        if not chosen:
            waves.refuse(
                wave, _("“%(name)s”没有可排的订单：要已审核、没有挂起、不在别的波次里。") % {"name": place.name}
            )
            continue
        if said := _fill(wave, chosen, act):
            waves.say(wave, said)
        if not wave.orders:
            waves.refuse(wave, _("一单也排不进：") + said)


def _fill(wave: Wave, chosen: list[Chosen], act: Act) -> str:
    """The orders into the wave.  Gives who was left out, in words; nothing is written where all were."""
    fresh, refused = _reserve(chosen, act)
    slot, rows = 0, []
    for one in chosen:
        why, pieces = refused.get(one.order, ""), sum(one.pieces.values())
        state = "left" if why else "in"
        if not why:
            slot += 1
            wave.pieces += pieces
        place = None if why else slot
        rows.append((wave.id, one.order, place, state, one.order in fresh, pieces, why[:300], None, None))
    wave.orders, wave.left, wave.fresh = slot, len(refused), len(fresh - refused.keys())
    if slot:
        for row in rows:
            act.add_values(WaveOrder, ROW, row)
    if not refused:
        return ""
    named = [_("%(number)s：%(why)s") % {"number": one.number, "why": refused[one.order]} for one in chosen
             if one.order in refused][:NAMED]  # fmt: skip
    return _("没排进 %(count)s 单。") % {"count": len(refused)} + " ".join(named)


def _reserve(chosen: list[Chosen], act: Act) -> tuple[set[int], dict[int, str]]:
    """Who got pieces through this wave, and why others got none, by order.  What is held already is not asked for."""
    there = held([one.order for one in chosen])
    fresh, more = list[Want](), list[Want]()
    for one in chosen:
        mine = there.get(one.order, {})
        lacking = {sku: n - mine.get(sku, 0) for sku, n in one.pieces.items() if n > mine.get(sku, 0)}
        if lacking:
            (more if mine else fresh).append(Want(one.order, one.shop, lacking))
    refused = reserving.reserve(act, KIND, fresh) | reserving.reserve(act, KIND, more, on_top=True)
    return {want.holder for want in fresh}, refused

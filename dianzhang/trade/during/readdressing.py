"""The buyer wants it sent elsewhere, before it is shipped: ours stands, whatever the platform still tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Annotated, Literal

from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from dianzhang.customers.keeping import Who, keep
from dianzhang.engine.inputs import Chosen
from dianzhang.engine.outcome import Act, Batch
from dianzhang.engine.personal import Personal
from dianzhang.engine.registry import command
from dianzhang.engine.telling import tell, write_down
from dianzhang.kernel.vocabulary import UNKNOWN

from ..models import AddressChange, Order
from ..parcels.elsewhere import go_apart, why_it_stays
from ..states import ORDER
from ..waves.models import GOING, WaveOrder

ASKED = {"buyer": "买家", "receiver": "收件人", "shop": "店铺"}
PLACE = ("receiver", "phone", "province", "city", "district", "address")
ROLES = frozenset({"receiver", "phone", "province", "city", "district", "address"})  # names in ``Order.missing``


def askers() -> Mapping[str, str]:
    return {code: _(zh) for code, zh in ASKED.items()}


class NewAddress(BaseModel):
    """Where it goes now; what is left empty stays as it was."""

    asked_by: Annotated[Literal["buyer", "receiver", "shop"], Chosen(askers)] = Field("buyer", title="谁要求的")
    receiver: str = Personal("", max_length=100, title="收件人")
    phone: str = Personal("", max_length=60, title="电话")
    province: str = Personal("", max_length=60, title="省")
    city: str = Personal("", max_length=60, title="市")
    district: str = Personal("", max_length=60, title="区")
    address: str = Personal("", max_length=400, title="详细地址", description="不填的那几样不变")
    note: str = Personal("", max_length=1000, description="在哪里说的、怎么核对的是本人")


def too_late(order: Order) -> str:
    """Why the address is not changed any more, and what is to be done instead."""
    if order.fulfilment in ("waiting", "approved", UNKNOWN):
        return ""
    if order.fulfilment == "shipped":
        return _("已经发货，地址改不了：在这张订单上开一张“拦截拒收”的售后单，追回来再发。")
    return _("订单已经签收、完成或者取消，地址不用改了。")


@command("order.readdress", zh="订单.改地址", en="Change the address", on=ORDER, input=NewAddress, unready=too_late)
def readdress(orders: Batch[Order, NewAddress], act: Act) -> None:
    """It goes elsewhere, and by itself; checks look at it again, and a warehouse that has it in a wave is told."""
    stays = why_it_stays([order for order, _given in orders], act)
    wanted: dict[int, list[tuple[Order, NewAddress, Who]]] = defaultdict(list)
    for order, given in orders:
        who = _who(order, given)
        if not any(getattr(given, name).strip() for name in PLACE) or who == _who(order, NewAddress()):
            orders.refuse(order, _("没有写要改成什么：收件人、电话、地址，至少写一样不同的。"))
            continue
        if why := stays.get(order.id):
            orders.refuse(order, why)
            continue
        wanted[order.shop_id].append((order, given, who))
    for shop_id, changes in wanted.items():
        known = keep(shop_id, [who for _order, _given, who in changes], act)
        for (order, given, who), (_buyer, receiver) in zip(changes, known, strict=True):
            _change(order, given, who, receiver, act)
    changed = [order for changes in wanted.values() for order, _given, _who in changes]
    go_apart(changed, act)
    _tell_the_warehouse(changed, act)


def _who(order: Order, given: NewAddress) -> Who:
    had, buyer = order.receiver, order.buyer
    place = {name: getattr(had, "name" if name == "receiver" else name) if had else "" for name in PLACE}
    said = {name: getattr(given, name).strip() for name in PLACE}
    return Who(
        buyer.platform_id if buyer else "", buyer.name if buyer else "",
        **{name: said[name] or place[name] for name in PLACE},
        encrypted=had is not None and had.encrypted and not (said["receiver"] and said["phone"] and said["address"]),
    )  # fmt: skip


def _change(order: Order, given: NewAddress, who: Who, receiver: int | None, act: Act) -> None:
    act.add(
        AddressChange(
            order_id=order.id, asked_by=given.asked_by, old_id=order.receiver_id, new_id=receiver,
            by_id=act.actor.person_id, at=act.at,
        )
    )  # fmt: skip
    if not order.readdressed:
        order.told_receiver_id = order.receiver_id
    order.receiver_id, order.readdressed, order.province = receiver, True, who.province
    order.address_complete = bool(who.receiver and who.phone and who.address and (who.province or who.city))
    order.missing = " ".join(role for role in order.missing.split() if role not in ROLES or not getattr(who, role, ""))
    write_down(act, ORDER, order, given.note)


def _tell_the_warehouse(orders: list[Order], act: Act) -> None:
    """A list or a label with the old address may be printed: the wave's owner reads of it, and so does the order."""
    if not orders:
        return
    by_id = {order.id: order for order in orders}
    places = WaveOrder.objects.filter(order__in=list(by_id), state__in=GOING).select_related("wave")
    for place in places:
        order = by_id[place.order_id]
        tell(act, ORDER, order, "told", [place.wave.owner_id], action="order.readdress")
        write_down(act, ORDER, order, _("地址改了，订单已经在波次 %(wave)s 里：面单重新打。") % {"wave": place.wave})

"""Orders that go out otherwise than each by itself: one in two parcels, two in one, two more that could.

陈默 does it in the warehouse; the buyer of several orders is one whose telephone the platform shows.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from dianzhang.engine.act import perform
from dianzhang.engine.moment import day_of
from dianzhang.engine.outcome import Item
from dianzhang.trade.models import Order, Parcel

from .goods import ARTICLES, Basket
from .story import TMALL
from .world import World

BUYER: dict[str, Any] = {
    "buyer_id": "tm0900001", "buyer_name": "杜若", "receiver": "杜若", "phone": "13900010001", "province": "江苏省",
    "city": "苏州市", "district": "吴中区", "address": "桂花巷 16 号 2 栋 501",
}  # fmt: skip
SPLIT = Basket(((ARTICLES[3], 1), (ARTICLES[8], 2), (ARTICLES[13], 1)))
MERGED = (Basket(((ARTICLES[0], 1),)), Basket(((ARTICLES[1], 2),)))
COULD = (Basket(((ARTICLES[7], 1),)), Basket(((ARTICLES[10], 1),)))


def plan(world: World, office: datetime) -> None:
    """``office``: when somebody was at work last."""
    do = world.agenda.do
    apart = _placed(world, office - timedelta(minutes=100), (SPLIT,), BUYER | {"buyer_id": "tm0900002"}, "文汇路 8 号")
    together = _placed(world, office - timedelta(minutes=96), MERGED, BUYER)
    do(office - timedelta(minutes=78), partial(_approve, world, [*apart, *together]))
    do(office - timedelta(minutes=64), partial(_split, world, apart[0]))
    do(office - timedelta(minutes=58), partial(_merge, world, together))
    do(office - timedelta(minutes=31), partial(_first_leaves, world, apart[0]))
    could = _placed(world, office - timedelta(minutes=5), COULD, BUYER | {"buyer_id": "tm0900003"}, "学院路 27 号")
    do(office - timedelta(minutes=1), partial(_approve, world, could))


def _placed(
    world: World, at: datetime, baskets: tuple[Basket, ...], buyer: dict[str, Any], address: str = ""
) -> list[str]:
    """Paid orders of one buyer, a minute apart; their numbers."""
    who = buyer | ({"address": address} if address else {})
    return [tell_of(world, at + timedelta(minutes=n), basket, who) for n, basket in enumerate(baskets)]


def tell_of(world: World, at: datetime, basket: Basket, buyer: dict[str, Any]) -> str:
    """A paid order that the daily rounds leave alone; its number, which takes nothing from the chance of the others."""
    number = f"3{day_of(at):%y%m%d}9{int(at.timestamp()) % 86400:05}{len(world.apart):06}"
    world.apart.add(number)
    world.agenda.tell(
        at, "order.enter", number, shop=TMALL.code, number=number, total=basket.total, placed_at=at,
        lines=basket.inputs(), **buyer,
    )  # fmt: skip
    world.agenda.tell(at + timedelta(seconds=40), "order.pay", number, paid_amount=basket.total)
    return number


def _ids(numbers: list[str]) -> list[int]:
    return list(Order.objects.filter(number__in=numbers).order_by("id").values_list("pk", flat=True))


def _approve(world: World, numbers: list[str], _at: datetime) -> None:
    perform("order.approve", [Item(pk) for pk in _ids(numbers)], world.people["zhaoning"])


def _split(world: World, number: str, _at: datetime) -> None:
    """The scissors may not fly with the candle: they go by themselves."""
    [order] = _ids([number])
    world.act("order.split", "chenmo", order, pieces=f"{ARTICLES[3].code}×1", freight="6.00", freight_left="9.00")


def _merge(world: World, numbers: list[str], _at: datetime) -> None:
    first, *_others = _ids(numbers)
    world.act("order.merge", "chenmo", first, others="；".join(numbers[1:]))


def _first_leaves(world: World, number: str, _at: datetime) -> None:
    """One of the two parcels: the order is shipped in part until the other has left."""
    first = Parcel.objects.filter(order__number=number).order_by("-id").values_list("pk", flat=True).first()
    if first is not None:
        world.act("parcel.ship", "chenmo", first, carrier="顺丰速运", waybill=f"SF{number[-12:]}")

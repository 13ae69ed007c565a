"""A file of Tmall put beside our orders of the last days: a few differ, and 许诺 has settled the first two of them.

One refund that we had not heard of is taken over, one state is right as it stands here; an amount, an order that we
do not have and one that the platform does not have still wait.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256

from dianzhang.engine.models import Shop
from dianzhang.engine.moment import HOME, day_of
from dianzhang.gateways.orders import open_tables
from dianzhang.kernel.money import yuan
from dianzhang.trade.comparing.making import compare, place_of
from dianzhang.trade.models import Order, OrderDifference

from .story import TMALL
from .world import World

DAYS = 3  # before today
HEADER = "订单号,下单时间,订单总额,付款时间,实付金额,退款金额,发货状态"
STATES = {"shipped": "已发货", "delivered": "已签收", "closed": "已完成", "cancelled": "已关闭"}
BACK = 500  # cents that the platform gave back
LESS = 300  # and that it says were paid less


def plan(world: World, at: datetime) -> None:
    do = world.agenda.do
    do(at, partial(_beside, world))
    do(at + timedelta(minutes=8), partial(_settle, world, "refund", "take", "平台客服退的差价，补记"))
    do(at + timedelta(minutes=11), partial(_settle, world, "state", "keep", "快递单已经回传，平台那边慢半天"))


def _beside(world: World, at: datetime) -> None:
    """As the page of trust does it with a file that is sent there."""
    shop = Shop.objects.get(code=TMALL.code)
    last = day_of(at) - timedelta(days=1)
    days = (last - timedelta(days=DAYS - 1), last)
    orders = Order.objects.filter(shop=shop, placed_day__range=days).order_by("id")
    content = "\n".join([HEADER, *_rows(list(orders)), ""]).encode()
    digest = sha256(content).hexdigest()
    path = place_of(shop.pk, digest)
    path.write_bytes(content)
    name = f"天猫订单-{last:%Y%m%d}.csv"
    compare(open_tables(str(path), name=name, currency=shop.currency), shop, name, digest, world.people["xunuo"])


def _settle(world: World, kind: str, verb: str, reason: str, _at: datetime) -> None:
    one = OrderDifference.objects.filter(kind=kind, status="open").order_by("id").values_list("pk", flat=True).first()
    if one is not None:
        world.act(f"order_difference.{verb}", "xunuo", one, reason=reason)


def _rows(orders: list[Order]) -> Iterator[str]:
    """Each as we have it, but for the first paid ones; the last is left out, and one is the platform's alone."""
    paid = [one.pk for one in orders if one.payment == "paid" and (one.paid_cents or 0) > BACK + LESS]
    sent = [one.pk for one in orders if one.fulfilment == "shipped"]
    back, less = (*paid[:2], *[None] * 2)[:2]
    behind = next((pk for pk in sent if pk not in (back, less)), None)
    left_out = next((pk for pk in reversed(paid) if pk not in (back, less, behind)), None)
    for one in orders:
        if one.pk == left_out:
            continue
        cents = (one.paid_cents or 0) - (LESS if one.pk == less else 0)
        refund = one.refunded_cents + (BACK if one.pk == back else 0)
        state = "待发货" if one.pk == behind else STATES.get(one.fulfilment, "待发货")
        yield _row(one.number, one.placed_at, one.total_cents, one.paid_at, cents, refund, state)
    if orders:
        first = orders[0]
        yield _row(f"{first.number[:-3]}x07", first.placed_at, 8900, first.placed_at, 8900, 0, "待发货")


def _row(
    number: str, placed: datetime, total: int, paid_at: datetime | None, paid: int, refund: int, state: str
) -> str:
    def at(moment: datetime | None) -> str:
        return f"{moment.astimezone(HOME):%Y-%m-%d %H:%M:%S}" if moment else ""

    return f"{number},{at(placed)},{yuan(total)},{at(paid_at)},{yuan(paid) if paid_at else ''},{yuan(refund)},{state}"

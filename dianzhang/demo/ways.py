"""Two parcels on their way: one goes on and is out for delivery, one has stood still for two days.

What the carrier tells is told here; the account at kuaidi100 was tried and is given up, so nobody is asked.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from dianzhang.engine.access import PLATFORM
from dianzhang.engine.act import must, perform
from dianzhang.engine.outcome import Item
from dianzhang.gateways.carriers.kuaidi100 import Route, Scan
from dianzhang.trade.models import Order, Parcel, Tracker
from dianzhang.trade.tracking.taking import take

from .goods import ARTICLES, Basket
from .parcels import tell_of
from .story import TMALL
from .world import World

BUYER: dict[str, Any] = {
    "buyer_id": "tm0910001", "buyer_name": "简宁", "receiver": "简宁", "phone": "13900050001", "province": "浙江省",
    "city": "宁波市", "district": "海曙区", "address": "柳汀街 7 号 3 栋 202",
}  # fmt: skip
OTHER = BUYER | {
    "buyer_id": "tm0910002", "buyer_name": "陆衡", "receiver": "陆衡", "phone": "13900050002", "city": "嘉兴市",
    "district": "南湖区", "address": "中山路 51 号",
}  # fmt: skip
STILL = 48  # hours without a scan


def plan(world: World, office: datetime) -> None:
    """``office``: when somebody was at work last."""
    begun = office - timedelta(hours=STILL + 4)
    if begun < world.start:
        return
    do = world.agenda.do
    do(begun, partial(_account, world))
    stuck = tell_of(world, begun + timedelta(minutes=20), Basket(((ARTICLES[2], 1),)), BUYER)
    goes = tell_of(world, begun + timedelta(minutes=21), Basket(((ARTICLES[4], 1),)), OTHER)
    do(begun + timedelta(minutes=40), partial(_approve, world, [stuck, goes]))
    do(begun + timedelta(minutes=90), partial(_ship, world, stuck, "YT9900123400017"))
    do(begun + timedelta(minutes=92), partial(_ship, world, goes, "YT9900123400024"))
    first = begun + timedelta(minutes=170)
    do(first + timedelta(minutes=5), partial(_told, stuck, [(first, "杭州余杭网点已揽收。", "collected")]))
    way = [
        (first, "杭州余杭网点已揽收。", "collected"),
        (first + timedelta(hours=9), "快件离开杭州转运中心，发往嘉兴。", "moving"),
        (office - timedelta(hours=3), "快件已到嘉兴南湖网点，正在派送。", "delivering"),
    ]
    do(first + timedelta(minutes=10), partial(_told, goes, way[:1]))
    do(office - timedelta(hours=2, minutes=50), partial(_told, goes, way))
    do(office - timedelta(minutes=70), partial(_still, stuck))


def _account(world: World, _at: datetime) -> None:
    """孟岩 tries an account and writes down what the platform wants."""
    given: dict[str, Any] = {"customer": "TRIAL0000DEMO0001", "key": "trial-of-one-day"}
    must(world.act("tracker.open", "mengyan", **given))
    tracker = Tracker.objects.get(status="active")
    must(world.act("tracker.remove", "mengyan", tracker.pk))
    since = world.first.isoformat()
    terms: dict[str, Any] = {"platform": TMALL.platform, "collect_hours": 48, "deliver_hours": 120, "since": since}
    must(world.act("transit_terms.set", "mengyan", **terms))


def _approve(world: World, numbers: list[str], _at: datetime) -> None:
    orders = Order.objects.filter(number__in=numbers).order_by("id").values_list("pk", flat=True)
    perform("order.approve", [Item(pk) for pk in orders], world.people["zhaoning"])


def _ship(world: World, number: str, waybill: str, _at: datetime) -> None:
    order = Order.objects.get(number=number)
    must(world.act("order.ship", "chenmo", order.pk, carrier="圆通速递", waybill=waybill))


def _parcel(number: str) -> Parcel:
    return Parcel.objects.get(order__number=number)


def _told(number: str, way: list[tuple[datetime, str, str]], _at: datetime) -> None:
    parcel = _parcel(number)
    scans = tuple(Scan(at, words, state) for at, words, state in way)
    take(parcel.pk, Route(parcel.waybill or "", way[-1][2], scans))


def _still(number: str, _at: datetime) -> None:
    must(perform("parcel.rest", Item(_parcel(number).pk, data={"still_hours": STILL}), PLATFORM)[0])

"""What buyers write some days after their parcel came: mostly good, now and then a case for 周可 and 苏禾."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from random import Random

from dianzhang.engine.access import PLATFORM
from dianzhang.engine.act import perform
from dianzhang.engine.moment import day_of
from dianzhang.engine.outcome import Item
from dianzhang.trade.models import Order

from .service_day import agent
from .world import World, daytime

SHARE = 0.06  # of the parcels that arrive
STARS, WEIGHTS = (5, 4, 3, 2, 1), (60, 20, 8, 6, 6)
WORDS = {
    5: ("做工好，和图片一样", "第二次买了，送人也体面", "物流快，包得严实"),
    4: ("不错，就是盒子压了一角", "颜色比图片深一点"),
    3: ("一般，对得起价钱", "说明书看不懂"), 2: ("盖子有点松，客服回得慢", "尺寸比写的小"),
    1: ("用了两天就坏了", "收到有划痕，像是用过的"),
}  # fmt: skip
OUTCOMES = {"changed": 30, "refunded": 25, "resent": 20, "explained": 15, "unreachable": 10}


def written(world: World, order: Order, at: datetime) -> None:
    """One buyer, about the first article of the order."""
    luck = Random(f"{order.number} stars")  # noqa: S311 - a shop is played, no secret made
    line = order.lines.order_by("number").first()
    if line is None:
        return
    rating = luck.choices(STARS, WEIGHTS)[0]
    given = {
        "shop": order.shop.code, "number": f"E{order.number}", "rating": rating, "text": luck.choice(WORDS[rating]),
        "order_number": order.number, "item_code": line.sku_code, "item_title": line.title, "buyer": order.buyer_name,
    }  # fmt: skip
    outcome = perform("review.tell", Item(data=given), PLATFORM)[0]
    if outcome.done and rating <= 2:
        late = luck.random() < 0.08
        there = daytime(at + timedelta(minutes=luck.uniform(*((400, 500) if late else (10, 150)))))
        world.agenda.do(there, partial(_contact, world, outcome.record.pk, luck))


def _contact(world: World, review: int, luck: Random, at: datetime) -> None:
    who = agent(world, day_of(at), luck)
    if not world.act("review.contact", who, review, note="旺旺上问清楚了，说好怎么办").done:
        return
    if luck.random() < 0.3:
        world.act("review.pass_on", who, review, note="买家拍了照，是货的毛病")
        world.agenda.do(daytime(at + timedelta(minutes=luck.uniform(40, 300))), partial(_hear, world, review))
    outcome = luck.choices(tuple(OUTCOMES), tuple(OUTCOMES.values()))[0]
    then = daytime(at + timedelta(minutes=luck.uniform(60, 1500)))
    world.agenda.do(then, partial(_settle, world, review, who, outcome))


def _hear(world: World, review: int, _at: datetime) -> None:
    world.act("review.hear_ops", "mengyan", review, note="这一批抽查，问供应商")


def _settle(world: World, review: int, who: str, outcome: str, at: datetime) -> None:
    if world.act("review.settle", who, review, outcome=outcome).done and outcome != "unreachable":
        again = daytime(at + timedelta(hours=20))
        world.agenda.do(again, partial(_ask_again, world, review, who))


def _ask_again(world: World, review: int, who: str, _at: datetime) -> None:
    world.act("review.follow_up", who, review, note="问过了，没有别的事")

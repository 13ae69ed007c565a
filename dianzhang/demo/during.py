"""While orders run: a buyer who moved, buyers who urge, flags with remarks.  周可 and 苏禾, 许诺, 赵宁."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from dianzhang.trade.models import Order

from .buyers import buyer
from .goods import ARTICLES, Basket
from .parcels import tell_of
from .world import World

MOVES, WAITS = 940, 941  # buyers
FLAGS = (
    ("4", "老客，多放一份试用装"),
    ("2", "买家要发票，随货放购物清单"),
    ("1", "易碎，加气泡膜"),
    ("3", "礼物，不放价签"),
)


def plan(world: World, office: datetime) -> None:
    """``office``: when somebody was at work last."""
    do = world.agenda.do
    moves = tell_of(world, office - timedelta(minutes=90), Basket(((ARTICLES[11], 1),)), buyer(MOVES, "tmall"))
    waits = tell_of(world, office - timedelta(hours=25), Basket(((ARTICLES[2], 1),)), buyer(WAITS, "tmall"))
    do(office - timedelta(minutes=70), partial(_moves, world, moves))
    for minutes, note in ((65, "问今天能不能发"), (40, "下午要出门，催第二次"), (12, "第三次来催，说再不发就退")):
        do(office - timedelta(minutes=minutes), partial(_urges, world, waits, note))
    do(office - timedelta(minutes=52), partial(_answered, world, waits))
    do(office - timedelta(minutes=35), partial(_where_is_it, world))
    do(office - timedelta(minutes=28), partial(_flags, world))


def _id(number: str) -> int | None:
    return Order.objects.filter(number=number).values_list("pk", flat=True).first()


def _moves(world: World, number: str, _at: datetime) -> None:
    world.act(
        "order.readdress", "zhouke", _id(number), asked_by="buyer", receiver="方女士", phone="13900020002",
        address="滨河路 210 号 7 栋 1203", note="旺旺上说搬家了，报得出原来的地址和下单时间",
    )  # fmt: skip


def _urges(world: World, number: str, note: str, _at: datetime) -> None:
    world.act("order.urge", "suhe", _id(number), about="shipping", note=note)


def _answered(world: World, number: str, _at: datetime) -> None:
    world.act("order.answer_urge", "suhe", _id(number), note="说了今天晚上以前发，附上仓库回话")


def _where_is_it(world: World, at: datetime) -> None:
    """A parcel on its way for a while; its buyer is answered in two minutes."""
    sent = Order.objects.filter(fulfilment="shipped").order_by("id").values_list("pk", flat=True).first()
    if sent is None:
        return
    world.act("order.urge", "zhouke", sent, about="delivery", note="物流两天没有动")
    reply = partial(world.act, "order.answer_urge", "zhouke", sent, note="问过承运商，明天派送")
    world.agenda.do(at + timedelta(minutes=2), lambda _at: reply())


def _flags(world: World, _at: datetime) -> None:
    newest = Order.objects.filter(fulfilment__in=("waiting", "approved")).order_by("-id").values_list("pk", flat=True)
    for pk, (colour, remark) in zip(newest[: len(FLAGS)], FLAGS, strict=False):
        world.act("order.put_flag", "xunuo", pk, colour=colour, remark=remark)

"""What is sure to have happened, whatever chance brings: in the first two days.

A complaint that nobody saw to, which went up by itself and was answered too late; one that was settled in time but
entered in the evening; a big order on hold whose release was refused once; a payment that a file told a day late;
a buyer with five unpaid orders; one sold below its floor price; a leave request that was refused.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial

from dianzhang.engine.act import perform
from dianzhang.engine.models import Approval
from dianzhang.engine.moment import day_of
from dianzhang.engine.outcome import Item, Outcome
from dianzhang.trade.models import Order

from .buyers import buyer
from .cast import SHOPS, Place
from .goods import ARTICLES, Basket
from .office import ask_leave, working
from .shop_day import Placed, new_number
from .world import World, clock

TMALL, DOUYIN = SHOPS
BIG = Basket(((ARTICLES[4], 10),), Decimal(90))  # ten pans for an office kitchen: 1,800 yuan


def plan(world: World) -> None:
    first, second = world.first, world.first + timedelta(days=1)
    _forgotten_complaint(world, clock(first, 10, 40))
    _entered_in_the_evening(world, clock(first, 14, 0), clock(first, 18, 0))
    _refused_release(world, clock(first, 9, 32), clock(second, 10, 5))
    _told_late(world, clock(first, 11, 3), clock(second, 9, 12), clock(second, 15, 0))
    _same_buyer(world, clock(second, 13, 10))
    place(world, DOUYIN, clock(second, 10, 45), Basket(((ARTICLES[7], 1),), Decimal("40.00")), 804)
    _price_match(world, clock(first, 12, 20), clock(second, 16, 10))
    _refused_leave(world, clock(first, 9, 50), clock(first, 15, 20))


def place(
    world: World, shop: Place, at: datetime, basket: Basket, who: int, *, paid: bool = True, complete: bool = True
) -> str:
    """An order that the platform tells of; its number.  ``paid`` in a minute and a half."""
    number = new_number(world, day_of(at), shop)
    order = Placed(at, number, shop, basket, buyer(who, shop.platform))
    address = {} if complete else {"address": ""}
    world.agenda.tell(
        at, "order.enter", number, shop=shop.code, number=number, total=order.basket.total, placed_at=at,
        lines=order.basket.inputs(), **(order.buyer | address),
    )  # fmt: skip
    if paid:
        world.agenda.tell(at + timedelta(seconds=90), "order.pay", number, paid_amount=order.basket.total)
    return number


# --- complaints ----------------------------------------------------------------------


def accept(world: World, who: str, kind: str, demand: str) -> int:
    return int(world.act("complaint.accept", who, kind=kind, demand=demand).record.id)


def _forgotten_complaint(world: World, at: datetime) -> None:
    """周可 takes it in and is called away; 林晓 hears of it from the system and answers after eighty minutes."""

    def begin(moment: datetime) -> None:
        complaint = accept(world, "zhouke", "quality", "炒锅用了两次就粘，要求退货")
        answered = moment + timedelta(minutes=90)
        world.agenda.do(
            answered, lambda _at: world.act("complaint.plan", "linxiao", complaint, note="给退货，运费我们出")
        )
        settled = moment + timedelta(minutes=150)
        world.agenda.do(settled, lambda _at: world.act("complaint.resolve", "zhouke", complaint, note="买家同意退货"))

    world.agenda.do(at, begin)


def _entered_in_the_evening(world: World, at: datetime, entered: datetime) -> None:
    """周可 settles it in five minutes and writes that down only at six."""

    def begin(moment: datetime) -> None:
        complaint = accept(world, "zhouke", "logistics", "显示签收却没有收到")
        settled = moment + timedelta(minutes=5)
        world.agenda.do(
            entered,
            lambda _at: world.act("complaint.resolve", "zhouke", complaint, at=settled, note="14:05 已找到，在门卫"),
        )

    world.agenda.do(at, begin)


# --- orders ----------------------------------------------------------------------------


def _refused_release(world: World, at: datetime, next_day: datetime) -> None:
    """Ten pans without a house number: asked, released?, refused; asked again the next day, and then agreed."""
    number = place(world, TMALL, at, BIG, 801, complete=False)
    world.apart.add(number)

    def first_time(moment: datetime) -> None:
        order = _order(number)
        world.act(
            "order.contact", "zhaoning", order, contact_outcome="unreachable", note="电话没有人接，平台消息已留言"
        )
        asked = world.act("order.release", "zhaoning", order, reason="买家是老客，先发")
        answer = partial(_answer, world, asked, "approval.refuse", "地址还缺门牌号，问清楚再放")
        world.agenda.do(moment + timedelta(minutes=42), answer)

    def second_time(moment: datetime) -> None:
        order = _order(number)
        note = "买家补了门牌号，十口锅都要"
        world.act("order.contact", "zhaoning", order, contact_outcome="changed", note=note)
        world.agenda.tell(moment + timedelta(minutes=1), "order.update", number, address_complete=True)
        asked = world.act("order.release", "zhaoning", order, reason="地址补全了")
        answer = partial(_answer, world, asked, "approval.agree", "可以放")
        world.agenda.do(moment + timedelta(minutes=25), answer)
        world.apart.discard(number)

    world.agenda.do(at + timedelta(minutes=50), first_time)
    world.agenda.do(next_day, second_time)


def _answer(world: World, asked: Outcome, action: str, reason: str, _at: datetime) -> None:
    world.act(action, "mengyan", asked.approval_id, reason=reason)


def _told_late(world: World, at: datetime, paid: datetime, told: datetime) -> None:
    """The platform's message of a payment was lost; 许诺 finds it in the platform's file of the afternoon."""
    number = place(world, TMALL, at, Basket(((ARTICLES[9], 1),)), 802, paid=False)

    def take_in(_moment: datetime) -> None:
        data = {"paid_amount": ARTICLES[9].price, "paid_at": paid}
        item = Item(_order(number), None, data, at=paid)
        perform("order.pay", item, world.people["xunuo"], source={"file": "订单补漏.csv", "row": 2})

    world.agenda.do(told, take_in)


def _same_buyer(world: World, at: datetime) -> None:
    """Five times the same within forty minutes, none paid; the platform calls four of them off the next night."""
    for n in range(5):
        number = place(world, DOUYIN, at + timedelta(minutes=9 * n), Basket(((ARTICLES[6], 2),)), 803, paid=False)
        world.agenda.tell(at + timedelta(hours=11, minutes=n), "order.cancel", number)


def _price_match(world: World, at: datetime, asked: datetime) -> None:
    """The price fell the next day, and the buyer gets the difference."""
    number = place(world, TMALL, at, Basket(((ARTICLES[4], 1),)), 805)
    world.agenda.tell(asked, "order.ask_refund", number)
    world.agenda.tell(asked + timedelta(minutes=2), "order.refund", number, amount=Decimal("12.00"))


def _order(number: str) -> int:
    return int(Order.objects.values_list("pk", flat=True).get(number=number))


# --- leave ---------------------------------------------------------------------------------


def _refused_leave(world: World, at: datetime, answered: datetime) -> None:
    """陈默 asks for three days around the busiest of the month; 沈岚 does not agree."""

    def ask(moment: datetime) -> None:
        begin = working(day_of(moment) + timedelta(days=12))
        approval = ask_leave(world, "chenmo", "personal", begin, begin + timedelta(days=2), "回老家一趟")
        if approval is not None:
            world.agenda.do(answered, lambda _at: refuse(approval))

    def refuse(approval: int) -> None:
        world.act("approval.refuse", "shenlan", approval, reason="那几天活动备货，仓库离不开人，换到下个月")
        leave = Approval.objects.get(pk=approval).target_id
        world.act("leave.cancel", "chenmo", leave)

    world.agenda.do(at, ask)

"""What lies on the tables in the very moment somebody logs in: something for every post."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial

from dianzhang.engine.moment import HOME, day_of
from dianzhang.trade.models import ItemCode, Order, WaveOrder

from . import comparing, during, figures, parcels, payouts, sources, ways
from .goods import ARTICLES, WAREHOUSE, Article, Basket
from .office import ask_leave, working
from .story import BIG, DOUYIN, TMALL, accept, place
from .world import World, clock

SCENE_BUYERS = 900
PICKED = 4  # orders of a wave at most
SET = "TM-SET-01"
# minutes, what the shop calls it, and its price: the last ones are still to be mapped
SOLD = (
    (2, SET, "浴巾两条配香薰礼盒", "149.00"), (5, "TM-88213", "不锈钢真空保温杯大容量", "89.00"),
    (7, "TM-88213", "不锈钢真空保温杯大容量", "89.00"),
)  # fmt: skip


def plan(world: World) -> None:
    now, office = world.now, lately(world.now)
    _held(world, now - timedelta(minutes=26))
    _big(world, office)
    world.agenda.do(office - timedelta(minutes=38), partial(_leaves, world))
    world.agenda.do(now - timedelta(minutes=27), partial(_with_the_lead, world))
    world.agenda.do(now - timedelta(minutes=2), partial(_counting_down, world))
    _fresh(world)
    _missing(world, now - timedelta(hours=56))
    _unknown_codes(world, office - timedelta(minutes=50))
    world.agenda.do(office - timedelta(minutes=6), partial(_waves, world))
    sources.plan(world, office)
    parcels.plan(world, office)
    ways.plan(world, office)
    during.plan(world, office)
    payouts.plan(world, office - timedelta(minutes=55))
    comparing.plan(world, office - timedelta(minutes=33))
    before_the_report = clock(day_of(office), 8, 30)  # the morning report has them
    figures.plan(world, min(office - timedelta(minutes=50), before_the_report))
    payouts.invoices(world, office - timedelta(minutes=45))


def lately(now: datetime) -> datetime:
    """Twenty minutes ago if people are at work, else towards the end of their last day."""
    local = now.astimezone(HOME)
    if 10 <= local.hour < 20:
        return now - timedelta(minutes=20)
    day = day_of(now) - timedelta(days=0 if local.hour >= 20 else 1)
    return clock(day, 17, 40)


def _held(world: World, at: datetime) -> None:
    """For the order desk: an address without a street."""
    basket = Basket(((ARTICLES[7], 1), (ARTICLES[0], 2)))
    world.apart.add(place(world, TMALL, at, basket, SCENE_BUYERS, complete=False))


def _waves(world: World, _moment: datetime) -> None:
    """For 陈默: a wave that is being picked, its first orders checked, and one that is planned."""
    first = world.act("wave.plan", "chenmo", warehouse=WAREHOUSE, most=PICKED)
    if first.done:
        world.act("wave.pick", "chenmo", first.id)
        rows = WaveOrder.objects.filter(wave=first.id, state="in").order_by("slot")
        for order in list(rows.values_list("order", flat=True)[: PICKED // 2]):
            world.act("order.check", "chenmo", order)
    world.act("wave.plan", "chenmo", warehouse=WAREHOUSE, most=PICKED)


def _big(world: World, office: datetime) -> None:
    """For 孟岩: a big order that 赵宁 would release."""
    number = place(world, TMALL, office - timedelta(minutes=75), BIG, SCENE_BUYERS + 1, complete=False)
    world.apart.add(number)

    def ask(_moment: datetime) -> None:
        order = Order.objects.values_list("pk", flat=True).get(number=number)
        note = "公司食堂用，门牌号已补"
        world.act("order.contact", "zhaoning", order, contact_outcome="changed", note=note)
        world.act("order.release", "zhaoning", order, reason="地址补全，买家确认数量")

    world.agenda.do(office, ask)


def _leaves(world: World, moment: datetime) -> None:
    """For 林晓 and 沈岚: somebody would like a day off."""
    day = working(day_of(moment) + timedelta(days=6))
    ask_leave(world, "zhouke", "annual", day, day + timedelta(days=1), "家里有事")
    meeting = working(day + timedelta(days=5))
    ask_leave(world, "mengyan", "personal", meeting, meeting, "孩子开家长会")


def _with_the_lead(world: World, moment: datetime) -> None:
    """For 林晓: handed up, the hour is running."""
    complaint = accept(world, "suhe", "refund", "退货寄回五天还没退款，要找平台")
    note = "买家要投诉到平台，请组长定"
    world.agenda.do(
        moment + timedelta(minutes=7), lambda _at: world.act("complaint.escalate", "suhe", complaint, note=note)
    )


def _counting_down(world: World, _moment: datetime) -> None:
    """For 周可: eight minutes left."""
    accept(world, "zhouke", "quality", "保温杯盖拧不紧，要求换一个")


def _fresh(world: World) -> None:
    """For the order desk: paid a moment ago."""
    for n, minutes in enumerate((4, 9, 14)):
        at = world.now - timedelta(minutes=minutes)
        basket = Basket(((ARTICLES[n + 2], 1),))
        world.apart.add(place(world, (TMALL, DOUYIN)[n % 2], at, basket, SCENE_BUYERS + 2 + n))


def _missing(world: World, at: datetime) -> None:
    """For 陈默 and those who are told: it should have been sent by now, and the article cannot be found."""
    if at - timedelta(hours=1) < world.start:
        return
    number = place(world, TMALL, at, Basket(((ARTICLES[12], 1),)), SCENE_BUYERS + 9)
    world.backlog[number] = world.now + timedelta(days=1)


def _unknown_codes(world: World, at: datetime) -> None:
    """For 许诺: a set that she has mapped, its gift by a rule of 孟岩, and a code that nobody knows yet."""

    def gift(_moment: datetime) -> None:
        world.act("gift_rule.set", "mengyan", shop=TMALL.code, gift=ARTICLES[1].code, at_least=Decimal(500))

    def say(_moment: datetime) -> None:
        code = ItemCode.objects.values_list("pk", flat=True).get(code=SET)
        world.act("item_code.map", "xunuo", code, contents=f"{ARTICLES[8].code}×2；{ARTICLES[13].code}")

    world.agenda.do(at, gift)
    for n, (minutes, code, title, price) in enumerate(SOLD):
        article = Article(code, title, "", Decimal(price), Decimal(0), 1)
        number = place(world, TMALL, at + timedelta(minutes=minutes), Basket(((article, 1),)), SCENE_BUYERS + 20 + n)
        world.apart.add(number)
    world.agenda.do(at + timedelta(minutes=9), say)

"""What people do beside their posts: they suggest what could be better, and go out together.

苏禾's suggestion is tried for a week by 周可 and adopted, and a reward proposed for it; another is declined with a
reason; what 陈默 suggests lies on 沈岚's table now.  何静 arranges a hike, and
tea with talk that people sign up for now.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from dianzhang.engine.moment import HOME, day_of
from dianzhang.people.overtime.asking import end_granted
from dianzhang.reward.models import Proposal
from dianzhang.reward.prompting import propose_promptly
from dianzhang.work.suggestions.trying import measure_in_time

from .office import working
from .scene import lately
from .world import World, clock

TRIED = 7  # days


def plan(world: World) -> None:
    first = working(world.first)
    _adopted(world, clock(first, 14, 35))
    _declined(world, clock(working(first + timedelta(days=1)), 11, 40))
    world.agenda.do(lately(world.now) - timedelta(minutes=25), lambda _moment: _asked_now(world))
    world.agenda.do(lately(world.now) - timedelta(minutes=20), lambda moment: _disputed(world, moment))
    _hike(world, clock(first, 16, 50))
    _overtime(world, clock(first, 15, 10))
    world.agenda.do(lately(world.now) - timedelta(minutes=50), lambda moment: _to_come(world, moment))


def _suggest(world: World, who: str, title: str, what: str, why: str, expected: str, measure: str = "") -> int:
    given: dict[str, Any] = {"title": title, "what": what, "why": why, "expected": expected, "measure": measure}
    return int(world.act("suggestion.propose", who, **given).record.id)


def _adopted(world: World, at: datetime) -> None:
    """Answered the same afternoon, tried from the next working day, decided on the first one after the trial."""
    begin = working(day_of(at) + timedelta(days=1))
    last = begin + timedelta(days=TRIED - 1)
    decided = clock(working(last + timedelta(days=1)), 10, 20)
    say = world.agenda.do

    def propose(moment: datetime) -> None:
        number = _suggest(
            world, "suhe", "发货前把尺寸再问一遍", "下单备注里写明锅的直径，客服回一句确认", "退款里有一半是尺寸不合",
            "退款少一些", "退款率",
        )  # fmt: skip
        say(moment + timedelta(hours=2), lambda _at: _accept(world, number, begin, last))
        say(clock(last + timedelta(days=1), 0, 10), lambda _at: measure_in_time())
        reason = "不费事，问过的单子退得少，全组照做"
        say(decided, lambda _at: world.act("suggestion.adopt", "linxiao", number, reason=reason))
        say(decided + timedelta(minutes=1), lambda _at: propose_promptly())
        say(decided + timedelta(hours=3), lambda _at: _reward(world))

    say(at, propose)


def _accept(world: World, number: int, begin: date, last: date) -> None:
    world.act("suggestion.accept", "linxiao", number, reason="先试一个星期看看")
    trial: dict[str, Any] = {"person": "zhouke", "first_day": begin, "last_day": last, "note": "周可先试，苏禾帮着看"}
    world.act("suggestion.try", "linxiao", number, **trial)


def _reward(world: World) -> None:
    found = Proposal.objects.filter(status="proposed", rule__startswith="bonus.innovation/").first()
    if found is not None:
        world.act("proposal.accept", "shenlan", found.pk, note="奖 200 元购物卡，晨会上发")


def _declined(world: World, at: datetime) -> None:
    def propose(moment: datetime) -> None:
        number = _suggest(world, "xunuo", "主图全部换成白底", "所有商品主图统一白底", "看着整齐", "点击多一些")
        reason = "上个月刚换过场景图，再换看不出是哪个起的作用，过一个季度再提"
        say = world.agenda.do
        say(moment + timedelta(hours=4), lambda _at: world.act("suggestion.decline", "mengyan", number, reason=reason))

    world.agenda.do(at, propose)


def _asked_now(world: World) -> None:
    _suggest(world, "chenmo", "纸箱按三种尺寸备", "大中小三种，按周用量备足", "现在五种，常缺一种", "缺箱子不再误发货")


def _disputed(world: World, moment: datetime) -> None:
    """A figure of the running month; HR has three working days to answer."""
    given: dict[str, Any] = {
        "period": f"{day_of(moment):%Y-%m}",
        "number": "绩效工资",
        "wrong": "有一件客诉我当天就办结了，补记晚了",
    }
    world.act("dispute.raise", "zhouke", **given)


# --- overtime --------------------------------------------------------------------------


def _overtime(world: World, at: datetime) -> None:
    """陈默 asks for two hours of the same evening; 沈岚 agrees, and confirms an hour and a half two mornings later."""
    say = world.agenda.do
    evening = clock(day_of(at), 18)
    why: dict[str, Any] = {"ground": "assigned", "person": "shenlan", "reason": "秋季新品提前到货，当晚入库"}

    def ask(moment: datetime) -> None:
        wish: dict[str, Any] = {"starts_at": evening, "ends_at": evening + timedelta(hours=2)}
        number = int(world.act("overtime.draft", "chenmo", **why, **wish).record.id)
        asked = world.act("overtime.apply", "chenmo", number).approval_id
        reason = "到货单我看了，今晚入完"
        say(moment + timedelta(minutes=30), lambda _at: world.act("approval.agree", "shenlan", asked, reason=reason))
        morning = clock(working(day_of(moment) + timedelta(days=1)), 8, 50)
        say(morning, lambda _at: end_granted(evening.astimezone(HOME).date()))
        say(
            morning + timedelta(minutes=25),
            lambda _at: world.act("overtime.state", "chenmo", number, **why, minutes=90),
        )
        say(morning + timedelta(hours=3), lambda _at: world.act("overtime.confirm", "shenlan", number))

    say(at, ask)


# --- activities ------------------------------------------------------------------------


def _arranged(world: World, kind: str, title: str, starts: datetime, place: str, budget: str) -> int:
    given: dict[str, Any] = {"kind": kind, "title": title, "starts_at": starts, "place": place}
    return int(world.act("activity.plan", "hejing", **given, budget=Decimal(budget), payer="company").record.id)


def _hike(world: World, at: datetime) -> None:
    """Two weeks later, on a Friday after work; one who had signed up did not come."""
    day = working(day_of(at) + timedelta(days=14 - day_of(at).weekday() + 4))
    starts = clock(day, 16, 0)
    came = ["shenlan", "linxiao", "zhouke", "chenmo", "fangnan", "luoqing", "hejing"]

    def arrange(moment: datetime) -> None:
        number = _arranged(world, "team", "秋天爬一次山", starts, "城东森林公园东门", "1200")
        for minutes, who in enumerate([*came, "suhe"], 20):
            world.agenda.do(moment + timedelta(minutes=minutes), partial(_sign_up, world, number, who))
        monday = clock(working(day + timedelta(days=1)), 9, 40)
        people = [f"person:{who}" for who in came]
        world.agenda.do(
            starts + timedelta(hours=3), lambda _at: world.act("activity.hold", "hejing", number, people=people)
        )
        text = "七个人都上了顶，下山一起吃了面。下次早点出发，天黑前下来。"
        spent: dict[str, Any] = {"cost": Decimal("1086.50"), "payer": "company", "text": text}
        world.agenda.do(monday, lambda _at: world.act("activity.report", "hejing", number, **spent))

    world.agenda.do(at, arrange)


def _sign_up(world: World, number: int, who: str, _at: datetime) -> None:
    world.act("activity.sign_up", who, number)


def _to_come(world: World, moment: datetime) -> None:
    day = working(day_of(moment) + timedelta(days=6))
    number = _arranged(world, "culture", "下午茶：讲讲自己做过最难的一单", clock(day, 16, 30), "二楼会议室", "300")
    for who in ("linxiao", "suhe", "xunuo"):
        world.act("activity.sign_up", who, number)

"""How the rules are watched over: deadlines that could not be kept, an inspection, what was found and put right.

周可 puts one complaint off to the next day with 林晓's agreement and keeps the new date; another request lies on 林晓's
table now.  沈岚 looks at how complaints were handled: one finding is closed, one still has to be put right, and 赵宁
reports something without a name.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from dianzhang.engine.moment import day_of

from .office import working
from .scene import lately
from .story import accept
from .world import World, clock

TEN_MINUTES = "service.escalate/deadline-1"


def plan(world: World) -> None:
    first = working(world.first)
    second = working(first + timedelta(days=1))
    _put_off(world, clock(first, 16, 40), clock(second, 11, 20))
    _inspected(world, clock(second, 15, 0))
    world.agenda.do(lately(world.now) - timedelta(minutes=10), lambda moment: _reported(world, moment))
    world.agenda.do(world.now - timedelta(minutes=6), lambda moment: _asked_now(world, moment))


def _excuse(world: World, complaint: int, reason: str, until: datetime) -> int | None:
    given: dict[str, Any] = {"rule": TEN_MINUTES, "reason": reason, "until": until.isoformat()}
    return world.act("complaint.excuse", "zhouke", complaint, **given).approval_id


def _put_off(world: World, at: datetime, settled: datetime) -> None:
    """The maker answers tomorrow only: 林晓 agrees within four minutes, and it is settled by the new date."""

    def begin(moment: datetime) -> None:
        complaint = accept(world, "zhouke", "quality", "锅盖玻璃有裂纹，问能不能单独换盖子")
        asked = _excuse(
            world, complaint, "要问厂家有没有单独的盖子，厂家明天上午才答复", settled + timedelta(minutes=40)
        )
        say = world.agenda.do
        reason = "可以，先跟买家说好明天中午前回"
        say(moment + timedelta(minutes=4), lambda _at: world.act("approval.agree", "linxiao", asked, reason=reason))
        note = "厂家补发玻璃盖，买家同意"
        say(settled, lambda _at: world.act("complaint.resolve", "zhouke", complaint, note=note))

    world.agenda.do(at, begin)


def _asked_now(world: World, moment: datetime) -> None:
    """For 林晓: four minutes are left, and whoever complained is driving."""
    complaint = accept(world, "zhouke", "logistics", "箱子压坏了，里面的碗碎了两只")
    ask = lambda at: _excuse(world, complaint, "买家在开车，说好到家再通电话", at + timedelta(hours=3))  # noqa: E731
    world.agenda.do(moment + timedelta(minutes=3), ask)


def _inspected(world: World, at: datetime) -> None:
    """Two findings on the second working day: one put right and closed two days later, one that takes longer."""
    closing = clock(working(day_of(at) + timedelta(days=2)), 10, 30)
    due = working(max(day_of(at), day_of(world.now)) + timedelta(days=3))

    def begin(moment: datetime) -> None:
        day = day_of(moment)
        looking = world.act(
            "inspection.begin", "shenlan", kind="own", unit="service", first_day=world.first, last_day=day,
            clauses=["service.escalate"],
        ).record.id  # fmt: skip
        vague = _found(world, looking, "两件客诉的处理说明只写了“谈妥”，看不出怎么谈的", "zhouke", closing)
        _found(world, looking, "自动上报的客诉没有人写原因", "linxiao", clock(due, 18))
        world.act("inspection.close", "shenlan", looking, note="十分钟大多守住了；说明要写得别人看得懂")
        rectified = closing - timedelta(hours=17)
        say = world.agenda.do
        how = "两件都补写了：一件补发，一件退差价；以后照这样写"
        say(rectified, lambda _at: world.act("finding.rectify", "zhouke", vague, note=how))
        say(closing, lambda _at: world.act("finding.close", "shenlan", vague, note="看过，写清楚了"))

    world.agenda.do(at, begin)


def _found(world: World, looking: int, seen: str, who: str, due: datetime) -> int:
    found = world.act(
        "finding.report", "shenlan", clause="service.escalate", seen=seen, about=who, anonymous=False,
        inspection=looking,
    ).record.id  # fmt: skip
    world.act("finding.assign", "shenlan", found, person=who, due=day_of(due))
    return int(found)


def _reported(world: World, _at: datetime) -> None:
    """For 孟岩: somebody of the group says that a clause is not kept."""
    world.act("finding.report", "zhaoning", clause="orders.ship", seen="下午来的加急单没有当天出库，堆在打包台上")

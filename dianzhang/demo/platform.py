"""What platforms write to the shops: one appealed against and won, one that cost points, rules read, one that waits.

许诺 reads and answers, 孟岩 assigns and closes.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from dianzhang.engine.access import PLATFORM
from dianzhang.engine.act import perform
from dianzhang.engine.moment import day_of
from dianzhang.engine.outcome import Item

from .office import working
from .scene import lately
from .story import DOUYIN, TMALL
from .world import World, clock


def plan(world: World) -> None:
    first = working(world.first)
    third = working(first + timedelta(days=2))
    do = world.agenda.do
    do(clock(first, 10, 15), partial(_won, world))
    do(clock(third, 14, 20), partial(_penalised, world))
    do(clock(third, 15, 5), partial(_rules, world))
    do(lately(world.now) - timedelta(minutes=25), partial(_waits, world))


def _record(world: World, **given: Any) -> int:
    return int(world.act("platform_notice.record", "xunuo", **given).record.id)


def _do(world: World, verb: str, who: str, notice: int, _at: datetime, **said: Any) -> None:
    world.act(f"platform_notice.{verb}", who, notice, **said)


def _told(verb: str, notice: int, _at: datetime, **said: Any) -> None:
    perform(f"platform_notice.{verb}", Item(notice, None, said or None), PLATFORM)


def _won(world: World, at: datetime) -> None:
    notice = _record(
        world, shop=TMALL.code, kind="points", number="WG20411", title="商品标题与实物材质不符", points=6,
        text="标题写“304 不锈钢”，抽检说明待补。", goods="CF-1001", due_at=at + timedelta(days=3),
    )  # fmt: skip
    do, later = world.agenda.do, clock(working(day_of(at) + timedelta(days=1)), 11, 0)
    do(at + timedelta(minutes=20), partial(_do, world, "acknowledge", "xunuo", notice, note="质检报告找供应商要"))
    do(at + timedelta(hours=4), partial(_do, world, "appeal", "xunuo", notice, note="附质检报告和材质证明"))
    do(later, partial(_told, "rescind", notice, note="申诉成立，撤销扣分"))
    lesson = "上新时把材质证明一并存档，标题写了什么就备好什么"
    do(later + timedelta(hours=3), partial(_do, world, "close", "mengyan", notice, lesson=lesson))


def _penalised(world: World, at: datetime) -> None:
    notice = _record(
        world, shop=DOUYIN.code, kind="takedown", number="WG20437", title="主图带站外联系方式", points=2,
        fine="200.00", goods="CF-1003", due_at=at + timedelta(days=2),
    )  # fmt: skip
    do = world.agenda.do
    do(at + timedelta(minutes=12), partial(_do, world, "acknowledge", "xunuo", notice))
    do(at + timedelta(minutes=80), partial(_do, world, "answer", "xunuo", notice, note="换了主图，重新提交"))
    do(at + timedelta(hours=20), partial(_told, "penalise", notice, points=2, fine="0"))


def _rules(world: World, at: datetime) -> None:
    notice = _record(world, shop=TMALL.code, kind="rules", title="运费险理赔口径下月调整")
    world.agenda.do(at + timedelta(minutes=35), partial(_do, world, "acknowledge", "xunuo", notice))
    lesson = "客服话术改两条，月底前换好"
    world.agenda.do(at + timedelta(minutes=90), partial(_do, world, "close", "mengyan", notice, lesson=lesson))


def _waits(world: World, at: datetime) -> None:
    """For 许诺 now: it has to be answered by tomorrow."""
    _record(
        world, shop=TMALL.code, kind="rights", number="TS77120", title="有权利人投诉图片盗用", points=4,
        goods="CF-1002", due_at=at + timedelta(hours=22),
    )  # fmt: skip

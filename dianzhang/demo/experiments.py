"""Two A/B tests: 秦越 shows the price on the main picture and enters figures every evening; the other waits."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from dianzhang.engine.moment import day_of

from .world import World, clock

CLICKS, SHARE, LIFT = (
    900,
    0.062,
    0.014,
)  # of a variant a day; who pays of them, and how many more where the price is seen


def plan(world: World) -> None:
    world.agenda.do(clock(world.first, 9, 10), partial(_begin, world))


def _begin(world: World, at: datetime) -> None:
    given: dict[str, Any] = {
        "title": "主图上写不写到手价", "hypothesis": "看见价格才点进来的人，更想买", "place": "picture",
        "differs": "B 的主图右下角写着到手价，别的都一样", "judged": "进店转化率", "sort": "share",
        "base": "6.2", "least": "1.0",
    }  # fmt: skip
    made = int(world.act("experiment.plan", "qinyue", **given).record.id)
    world.act("experiment.start", "qinyue", made)
    later = {
        **given, "title": "详情页先放评价还是先放参数", "hypothesis": "先看到别人怎么说，问客服的少", "place": "detail",
        "differs": "B 的评价挪到参数前面", "judged": "咨询率", "base": "12", "least": "1.5", "higher": False,
    }  # fmt: skip
    world.act("experiment.plan", "xunuo", **later)
    day = at
    while clock(day_of(day), 18, 40) < world.now:
        world.agenda.do(clock(day_of(day), 18, 40), partial(_enter, world, made))
        day += timedelta(days=1)


def _enter(world: World, test: int, at: datetime) -> None:
    """The evening's figures, and a look at all of them."""
    luck = Random(f"{day_of(at)} clicks")  # noqa: S311 - a shop is played, no secret made
    a_n, b_n = (CLICKS + luck.randint(-40, 40) for _variant in "ab")
    a, b = round(a_n * (SHARE + luck.gauss(0, 0.006))), round(b_n * (SHARE + LIFT + luck.gauss(0, 0.006)))
    world.act("experiment.enter", "qinyue", test, day=str(day_of(at)), a_n=a_n, a=a, b_n=b_n, b=b)
    world.act("experiment.look", "qinyue", test)

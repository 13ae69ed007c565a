"""Two competitors' articles that 许诺 looks at each week, one of them cheaper by the end; and what a keyword brings."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from dianzhang.engine.moment import day_of

from .world import World, clock

PRICES = (("98.00", "99.00"), ("95.00", "99.00"), ("86.00", "99.00"))  # theirs and ours, week by week


def plan(world: World) -> None:
    world.agenda.do(clock(world.first, 10, 20), partial(_begin, world))


def _begin(world: World, at: datetime) -> None:
    first: dict[str, Any] = {"title": "保温杯 500ml", "seller": "暖屋生活旗舰店", "platform": "tmall"}
    made = int(world.act("rival.add", "xunuo", **first).record.id)
    world.act("rival.add", "xunuo", title="玻璃饭盒三件套", seller="青禾家居", platform="jd")
    figure: dict[str, Any] = {
        "sort": "keyword",
        "about": "保温杯",
        "value": "182000",
        "measured": "count",
        "source": "生意参谋 搜索分析",
    }
    world.act("market_figure.enter", "xunuo", day=str(day_of(at)), **figure)
    for week, (price, ours) in enumerate(PRICES):
        day = day_of(at) + timedelta(weeks=week)
        if clock(day, 11) < world.now:
            world.agenda.do(clock(day, 11), partial(_look, world, made, price, ours))


def _look(world: World, rival: int, price: str, ours: str, at: datetime) -> None:
    seen: dict[str, Any] = {"price": price, "ours": ours, "sold": 3400, "rank": 8, "rating": "4.8", "source": "商品页"}
    promotion = "满 199 减 20" if price == PRICES[-1][0] else ""
    world.act("rival.observe", "xunuo", rival, day=str(day_of(at)), promotion=promotion, **seen)

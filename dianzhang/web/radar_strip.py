"""The coming 24 hours as a strip: how much falls due in each hour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from dianzhang.engine.moment import HOME, day_of
from dianzhang.engine.radar.bands import HOUR, Stretch
from dianzhang.engine.radar.counting import Amount

HEIGHT = 40  # of the tallest bar; the smallest is still to be seen
LEAST = 4


def strip(
    coming: Sequence[tuple[Stretch, Amount]], moment: datetime, address: Callable[..., str]
) -> list[dict[str, Any]]:
    """One bar for each hour of the clock, the first from now on; the same as a table."""
    hours: dict[datetime, Amount] = {}
    for stretch, amount in coming:
        assert stretch.begin is not None
        hour = stretch.begin.astimezone(HOME).replace(minute=0, second=0, microsecond=0)
        hours[hour] = hours.get(hour, Amount()) + amount
    most = max((amount.n for amount in hours.values()), default=0)
    return [bar(hour, amount, most, moment, address) for hour, amount in hours.items()]


def bar(hour: datetime, amount: Amount, most: int, moment: datetime, address: Callable[..., str]) -> dict[str, Any]:
    tall = max(LEAST, round(HEIGHT * amount.n / most)) if amount.n else 1
    until = hour + HOUR
    tomorrow = day_of(hour) != day_of(moment)
    return {
        "n": amount.n,
        "more": amount.more,
        "cents": amount.cents,
        "tall": tall,
        "top": HEIGHT - tall,
        "hour": hour.hour,
        "marked": hour.hour % 3 == 0,
        "midnight": hour.hour == 0,
        "soon": hour < moment + HOUR,
        "span": f"{gettext('明天') if tomorrow else ''}{hour:%H:%M}–{until:%H:%M}",
        "url": address(hour=hour.isoformat(), band="") if amount.n else "",
    }

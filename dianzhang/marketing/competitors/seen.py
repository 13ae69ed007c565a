"""What somebody saw of a competitor's article on a day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _
from pydantic import BaseModel

from dianzhang.engine.personal import Kept, Personal

DEAREST, MOST = 10**8, 10**12
OLDEST = timedelta(days=3 * 366)  # older than that nobody compares with


class Seen(BaseModel):
    """As the pages of the platform show it.  What is left out was not looked at, which is not nothing."""

    day: date = Kept(..., title="哪一天")
    price: Decimal = Kept(..., gt=0, le=DEAREST, decimal_places=2, title="对手价")
    ours: Decimal | None = Kept(
        None, gt=0, le=DEAREST, decimal_places=2, title="我们的价", description="同一天我们页面上的价"
    )
    sold: int | None = Kept(None, ge=0, le=MOST, title="月销", description="页面上写的月销量")
    rank: int | None = Kept(None, ge=1, le=10**6, title="排名")
    rating: Decimal | None = Kept(None, ge=0, le=10, decimal_places=2, title="评分")
    promotion: str = Personal("", max_length=200, title="活动", description="满减、券、直播价、赠品")
    news: str = Personal("", max_length=300, title="动态", description="上了什么新品、发了什么内容")
    source: str = Personal(
        ..., min_length=1, max_length=200, title="来源", description="哪个页面、哪个榜；截图放在附件里"
    )


def wrong(given: Seen, today: date) -> str:
    """Why it cannot be; empty where it can."""
    if given.day > today:
        return _("%(day)s 还没有到。") % {"day": given.day}
    if given.day < today - OLDEST:
        return _("%(day)s 太早了，最多记三年以内的。") % {"day": given.day}
    return "" if given.source.strip() else _("写明从哪里看来的。")

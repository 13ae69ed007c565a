"""Two shops, three posts that look at them, and three weeks of sales of which anybody can check the sums."""

from __future__ import annotations

from datetime import date, datetime
from types import SimpleNamespace

from dianzhang.engine.moment import HOME
from tests.measure.sales import order, shop

NOON = datetime(2026, 2, 23, 12, tzinfo=HOME)  # a Monday
TODAY = date(2026, 2, 23)


def two_shops() -> SimpleNamespace:
    """Paid: 100 yuan a day at tmall from 1 to 22 February, 50 more at jd on the 22nd; 10 returned of it on the 22nd."""
    tmall, jd = shop("tmall"), shop("jd")
    for day in range(1, 23):
        order(tmall, f"t{day}", "100.00", day, day)
    order(jd, "j22", "50.00", 22, 22, refunded=("10.00", 22))
    return SimpleNamespace(tmall=tmall, jd=jd)


__all__ = ["NOON", "TODAY", "two_shops"]
